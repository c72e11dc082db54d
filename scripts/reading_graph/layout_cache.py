"""Layouts that are kept from one build to the next: an edit to a note lays out nothing.

A file each, named by the engine's version and the question. What cannot be read or written there is
no fault: then the engine is asked.
"""

from __future__ import annotations

import contextlib
import json
import os
import time
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from .layout import LARGEST, Box, Curve, Layout

DAYS_KEPT = 30
"""How long a layout is kept that no build has asked for."""


@dataclass(frozen=True)
class LayoutCache:
    """The layouts in a folder, which is made when the first is kept."""

    folder: Path

    def get(self, question: str) -> Layout | None:
        path = self._path(question)
        try:
            layout = _layout(json.loads(path.read_bytes()))
        except (OSError, ValueError, KeyError, TypeError, OverflowError, RecursionError):
            return None
        with contextlib.suppress(OSError):
            os.utime(path)
        return layout

    def keep(self, question: str, layout: Layout) -> None:
        path = self._path(question)
        new = path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            new.write_text(json.dumps(_plain(layout)), encoding="utf-8")
            new.replace(path)

    def sweep(self) -> None:
        """Deletes what no build has asked for in a long time."""
        before = time.time() - DAYS_KEPT * 86_400
        paths = list(self.folder.iterdir()) if self.folder.is_dir() else []
        for path in paths:
            with contextlib.suppress(OSError):
                if path.stat().st_mtime < before:
                    path.unlink()

    def _path(self, question: str) -> Path:
        key = sha256(f"{_engine()}\n{question}".encode()).hexdigest()
        return self.folder / f"{key}.json"


@cache
def _engine() -> str:
    return f"pygraphviz {version('pygraphviz')}"


def _plain(layout: Layout) -> dict[str, object]:
    return {
        "size": [layout.width, layout.height],
        "boxes": {name: [box.x, box.y] for name, box in layout.boxes.items()},
        "curves": [[*ends, curve.points, curve.tip] for ends, curve in layout.curves.items()],
    }


def _layout(plain: Any) -> Layout:
    """Raises ValueError, KeyError, TypeError or OverflowError for what `_plain` has not made."""
    width, height = _pair(plain["size"])
    boxes = {str(name): Box(*_pair(centre)) for name, centre in dict(plain["boxes"]).items()}
    curves = {}
    for before, after, points, tip in plain["curves"]:
        curve = Curve(tuple(_pair(point) for point in points), _pair(tip))
        curves[str(before), str(after)] = curve
    return Layout(width, height, boxes, curves)


def _pair(point: Any) -> tuple[float, float]:
    x, y = map(float, point)
    if not (abs(x) <= 2 * LARGEST and abs(y) <= 2 * LARGEST):
        raise ValueError("nobody would see it")
    return x, y
