"""Which changes of files are told."""

from __future__ import annotations

import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from reading_graph import watching

SECONDS = 20


@pytest.fixture
def told(tmp_path: Path) -> Iterator[watching.Changes]:
    """The changes in a folder."""
    changes = watching.Changes()
    observer = watching.observer()
    observer.schedule(changes, str(tmp_path), recursive=True)
    observer.start()
    yield changes
    observer.stop()
    observer.join()


def test_what_editors_and_systems_leave_is_not_told(told: watching.Changes, tmp_path: Path) -> None:
    for folder in (".obsidian", "section"):
        (tmp_path / folder).mkdir()
    for name in ("page.md~", "#page.md#", ".page.md.swp", ".obsidian/view.json", "section/a.orig"):
        (tmp_path / name).write_text("x")
    page = tmp_path / "section" / "page.md"
    page.write_text("x")
    assert until_told(told) == [page]


def until_told(changes: watching.Changes) -> list[Path]:
    end = time.monotonic() + SECONDS
    while not (paths := changes.taken()):
        assert time.monotonic() < end
        time.sleep(0.02)
    return paths
