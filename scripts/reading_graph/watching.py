"""Which files have changed, found by looking at them again and again.

Watchdog's own observers take what is there at the start for seen and give up on a folder that is
gone for a moment; this one does neither.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from itertools import filterfalse
from pathlib import Path

from watchdog.events import FileModifiedEvent, FileSystemEvent, FileSystemEventHandler
from watchdog.observers.api import BaseObserver, EventEmitter

from .docs_folder import is_leftover

SECONDS_BETWEEN_LOOKS = 0.1

_Stamp = tuple[int, int, int]


def observer() -> BaseObserver:
    """Tells of each file that came, went or was written, and of all that are there at first.

    What is watched, a file or a folder with all that is in it, may be missing.
    """
    return BaseObserver(_Looking, timeout=SECONDS_BETWEEN_LOOKS)


class Changes(FileSystemEventHandler):
    """Keeps the paths of the files that an observer tells of, until they are taken."""

    def __init__(self) -> None:
        self._paths: set[Path] = set()

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._paths.add(Path(os.fsdecode(event.src_path)))

    def taken(self) -> list[Path]:
        paths, self._paths = self._paths, set()
        return sorted(paths)


class _Looking(EventEmitter):
    def on_thread_start(self) -> None:
        self._seen: dict[Path, _Stamp] = {}

    def queue_events(self, timeout: float) -> None:
        now = _stamps(Path(self.watch.raw_path))
        for path in now.keys() | self._seen.keys():
            if now.get(path) != self._seen.get(path):
                self.queue_event(FileModifiedEvent(str(path)))
        self._seen = now
        self.stopped_event.wait(timeout)


def _stamps(watched: Path) -> dict[Path, _Stamp]:
    """What is different after a file was written, or another one put in its place."""
    stamps = {}
    for path in _files(watched):
        with suppress(OSError):
            found = path.stat()
            stamps[path] = (found.st_mtime_ns, found.st_size, found.st_ino)
    return stamps


def _files(watched: Path) -> Iterator[Path]:
    """The path itself, or the files in the folder but for what editors and systems leave there."""
    if not watched.is_dir():
        yield watched
    for folder, inner, names in os.walk(watched):  # which does not mind what is gone meanwhile
        inner[:] = filterfalse(is_leftover, inner)
        yield from (Path(folder, name) for name in names if not is_leftover(name))
