"""Files and folders that are the old or the new, with whatever happens on the way."""

from __future__ import annotations

import ctypes
import os
import stat
import threading
import time
from pathlib import Path

import pytest
from reading_graph import atomic
from reading_graph.atomic import ChangedMeanwhile, alone, rewrite, swap, take_back

OLD, NEW = b"papers: []\n", b"papers: [] # \xe2\x80\xa6\r\n"


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file in a folder with nothing else."""
    path = tmp_path / "list" / "papers.yaml"
    path.parent.mkdir()
    path.write_bytes(OLD)
    return path


def alone_in_its_folder(path: Path) -> bool:
    return list(path.parent.iterdir()) == [path]


# A file


def test_a_file_holds_the_new_bytes_and_nothing_is_left_beside_it(file: Path) -> None:
    rewrite(file, OLD, NEW)
    assert file.read_bytes() == NEW
    assert alone_in_its_folder(file)


def test_a_file_that_holds_something_else_by_now_is_left_alone(file: Path) -> None:
    file.write_bytes(b"written meanwhile")
    with pytest.raises(ChangedMeanwhile, match=r"papers\.yaml was changed meanwhile"):
        rewrite(file, OLD, NEW)
    assert file.read_bytes() == b"written meanwhile"
    assert alone_in_its_folder(file)


def test_of_a_link_the_target_is_rewritten_and_the_link_stays(file: Path, tmp_path: Path) -> None:
    (tmp_path / "far").mkdir()
    first, second = tmp_path / "papers.yaml", tmp_path / "far" / "papers.yaml"
    second.symlink_to("../list/papers.yaml")
    first.symlink_to(second)
    rewrite(first, OLD, NEW)
    assert (first.is_symlink(), second.is_symlink(), file.is_symlink()) == (True, True, False)
    assert file.read_bytes() == NEW
    assert alone_in_its_folder(file)
    assert alone_in_its_folder(second)


def test_a_link_that_leads_nowhere_makes_no_file(tmp_path: Path) -> None:
    (tmp_path / "papers.yaml").symlink_to("gone.yaml")
    with pytest.raises(FileNotFoundError):
        rewrite(tmp_path / "papers.yaml", b"", NEW)
    assert [path.name for path in tmp_path.iterdir()] == ["papers.yaml"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755])
def test_a_file_keeps_its_mode(file: Path, mode: int) -> None:
    file.chmod(mode)
    rewrite(file, OLD, NEW)
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_what_an_earlier_attempt_left_is_replaced(file: Path) -> None:
    left = file.with_name(".papers.yaml.new")
    left.write_bytes(b"half of")
    rewrite(file, OLD, NEW)
    assert file.read_bytes() == NEW
    assert alone_in_its_folder(file)


def test_what_stands_in_the_way_is_no_way_to_another_file(file: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"mine")
    file.with_name(".papers.yaml.new").symlink_to(other)
    rewrite(file, OLD, NEW)
    assert (file.read_bytes(), other.read_bytes()) == (NEW, b"mine")


@pytest.mark.parametrize("moment", ["fsync", "chown"])
@pytest.mark.parametrize("cut", [OSError("no"), KeyboardInterrupt()], ids=["failing", "cut"])
def test_a_file_stays_as_it_was_where_the_new_one_cannot_be_written(
    file: Path, monkeypatch: pytest.MonkeyPatch, moment: str, cut: BaseException
) -> None:
    def stops(*_: object) -> None:
        raise cut

    monkeypatch.setattr(os, moment, stops)
    with pytest.raises(type(cut)):
        rewrite(file, OLD, NEW)
    assert file.read_bytes() == OLD
    assert alone_in_its_folder(file)


def test_of_many_who_rewrite_a_file_at_once_nobody_loses_a_word(file: Path) -> None:
    def add(word: bytes) -> None:
        while True:
            before = file.read_bytes()
            try:
                return rewrite(file, before, before + word)
            except ChangedMeanwhile:
                continue

    words = [f"{number:03}\n".encode() for number in range(60)]
    threads = [threading.Thread(target=add, args=(word,)) for word in words]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert sorted(file.read_bytes().removeprefix(OLD).splitlines(keepends=True)) == words
    assert alone_in_its_folder(file)


# A folder


@pytest.fixture(params=["in one step", "in two steps", "where the file system cannot"])
def system(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Linux, another system, and a file system without the exchange of names."""
    if request.param == "in two steps":
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    elif request.param == "where the file system cannot":
        monkeypatch.setattr(atomic, "_EXCHANGE", 1 << 20)  # a flag that no system knows
    return str(request.param)


def folder(path: Path, word: str) -> Path:
    path.mkdir()
    (path / "word").write_text(word, encoding="utf-8")
    return path


def word(path: Path) -> str:
    return (path / "word").read_text(encoding="utf-8")


@pytest.mark.usefixtures("system")
def test_a_folder_takes_the_place_of_another_whose_files_are_all_kept(tmp_path: Path) -> None:
    place, new, aside = folder(tmp_path / "site", "old"), folder(tmp_path / "new", "new"), "aside"
    swap(new, place, tmp_path / aside)
    assert word(place) == "new"
    (other,) = {path for path in tmp_path.iterdir() if path != place}
    assert word(other) == "old"


@pytest.mark.usefixtures("system")
def test_a_folder_takes_a_place_where_there_is_none(tmp_path: Path) -> None:
    swap(folder(tmp_path / "new", "new"), tmp_path / "site", tmp_path / "aside")
    assert word(tmp_path / "site") == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["site"]


@pytest.mark.usefixtures("system")
def test_a_folder_that_is_not_there_takes_no_place_for_good(tmp_path: Path) -> None:
    place, aside = folder(tmp_path / "site", "old"), tmp_path / "aside"
    with pytest.raises(FileNotFoundError):
        swap(tmp_path / "new", place, aside)
    take_back(place, aside)
    assert word(place) == "old"
    assert not aside.exists()


def test_on_linux_the_place_of_a_folder_is_never_empty(tmp_path: Path) -> None:
    if not hasattr(ctypes.CDLL(None), "renameat2"):
        pytest.skip("this system cannot exchange names")
    place, new = folder(tmp_path / "site", "old"), folder(tmp_path / "new", "new")
    missing, done = [], threading.Event()

    def watch() -> None:
        while not done.is_set():
            if not (place / "word").exists():
                missing.append(place)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        for _ in range(2_000):
            swap(new, place, tmp_path / "aside")
            take_back(new, tmp_path / "aside")
    finally:
        done.set()
        watcher.join()
    assert not missing


def test_a_folder_is_held_by_one_at_a_time(tmp_path: Path) -> None:
    inside, most = [], []

    def enter() -> None:
        with alone(tmp_path):
            inside.append(1)
            time.sleep(0.005)
            most.append(len(inside))
            inside.pop()

    threads = [threading.Thread(target=enter) for _ in range(20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert max(most) == 1
    assert len(most) == 20
