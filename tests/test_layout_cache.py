"""Layouts that are kept: asked for once, believed as little as the engine, and swept in time."""

import os
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_graph import stage
from reading_graph.graph import ReadingGraph
from reading_graph.layout import Box, Curve, Layout, LayoutFailed, layouts
from reading_graph.layout_cache import DAYS_KEPT, LayoutCache
from reading_graph.pages import pictures
from support.builds import ROOT, Built, Project, places, tree
from support.toy import TOY, changed, reading

Answer = Layout | LayoutFailed
LIE = Layout(9, 9, {"dough": Box(1, 1)}, {})
LAYOUT = Layout(
    90.5, 40.0, {"0": Box(1.0, 2.5), "1": Box(3.0, 4.0)},
    {("0", "1"): Curve(((1.0, 2.0), (3.0, 4.0), (5.0, 6.0), (7.0, 8.25)), (9.0, 9.0))},
)  # fmt: skip


@pytest.fixture
def kept(tmp_path: Path) -> LayoutCache:
    return LayoutCache(tmp_path / "cache" / "layouts")


def test_what_is_kept_is_what_was_given(kept: LayoutCache) -> None:
    kept.keep("digraph {}", LAYOUT)
    assert kept.get("digraph {}") == LAYOUT
    assert kept.get("digraph { }") is None


def test_another_version_of_the_engine_is_asked_anew(
    kept: LayoutCache, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept.keep("digraph {}", LAYOUT)
    monkeypatch.setattr("reading_graph.layout_cache._engine", lambda: "another")
    assert kept.get("digraph {}") is None


@settings(max_examples=200, deadline=None)
@given(
    st.binary(max_size=40)
    | st.sampled_from(
        [
            b"",
            b"[]",
            b"{}",
            b"null",
            b"[" * 100_000,
            b"\xff",
            b'{"size": [1], "boxes": {}, "curves": []}',
            b'{"size": [1, "x"], "boxes": {}, "curves": []}',
            b'{"size": [1, 2], "boxes": [1]}',
            b'{"size": [1, 2], "boxes": {}, "curves": [["0", "1", [[1]], [1, 2]]]}',
            b'{"size": [1, NaN], "boxes": {}, "curves": []}',
            b'{"size": [1, 2], "boxes": {"0": [Infinity, 1]}, "curves": []}',
            b'{"size": [1, 1' + b"0" * 400 + b'], "boxes": {}, "curves": []}',
        ]
    )
)
def test_what_is_no_layout_is_as_good_as_nothing(
    tmp_path_factory: pytest.TempPathFactory, data: bytes
) -> None:
    kept = LayoutCache(tmp_path_factory.mktemp("cache"))
    kept.keep("q", LAYOUT)
    [path] = kept.folder.iterdir()
    path.write_bytes(data)
    assert kept.get("q") is None


def test_a_folder_that_cannot_be_written_is_no_fault(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    kept = LayoutCache(tmp_path / "file")
    kept.keep("q", LAYOUT)
    assert kept.get("q") is None
    kept.sweep()


def test_what_can_be_read_only_is_read(kept: LayoutCache, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuses(_: object) -> None:
        raise PermissionError

    kept.keep("q", LAYOUT)
    monkeypatch.setattr(os, "utime", refuses)
    assert kept.get("q") == LAYOUT


def test_the_layout_of_another_picture_is_asked_for_anew(
    kept: LayoutCache, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    catalogue = reading(TOY).catalogue
    assert catalogue
    monkeypatch.setattr(stage, "CACHE", kept.folder)
    for picture in pictures(ReadingGraph(catalogue)).values():
        kept.keep(picture.question, LIE)
    assert stage.staged(catalogue, ROOT / "docs", tmp_path / "stage").warnings == ()
    assert kept.get(next(iter(pictures(ReadingGraph(catalogue)).values())).question) != LIE


def test_what_nobody_asks_for_is_swept_in_time(kept: LayoutCache) -> None:
    kept.keep("old", LAYOUT)
    [old] = kept.folder.iterdir()
    kept.keep("new", LAYOUT)
    kept.keep("asked for", LAYOUT)
    long_ago = time.time() - (DAYS_KEPT + 1) * 86_400
    for path in kept.folder.iterdir():
        os.utime(path, (long_ago, long_ago))
    kept.get("asked for")
    kept.keep("new", LAYOUT)
    kept.sweep()
    assert not old.exists()
    assert [kept.get(q) for q in ("old", "new", "asked for")] == [None, LAYOUT, LAYOUT]


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """A folder of pages in a project of its own, with nothing but the styles of pictures."""
    assets = tmp_path / "docs" / "assets"
    assets.mkdir(parents=True)
    for name in stage.PICTURE_STYLES:
        (assets / name).write_text("", encoding="utf-8")
    return assets.parent


def graph_page(docs: Path, text: str, answering: Callable[..., list[Answer]]) -> tuple[str, int]:
    """The page of a list that is staged with an engine that answers so, and how much that was."""
    asked: list[str] = []

    def noting(questions: list[str], **_: object) -> list[Answer]:
        asked.extend(questions)
        return answering(questions)

    catalogue = reading(text).catalogue
    assert catalogue
    into = docs.parent / f"stage-{len(list(docs.parent.iterdir()))}"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(stage, "layouts", noting)
        stage.staged(catalogue, docs, into)
    return (into / "graph" / "index.md").read_text(encoding="utf-8"), len(asked)


def test_an_edit_to_a_note_lays_out_nothing(docs: Path) -> None:
    page, asked = graph_page(docs, TOY, layouts)
    assert asked > 5
    assert graph_page(docs, changed("All of it, in one oven.", "Else."), layouts) == (page, 0)


def test_a_lie_is_not_kept(docs: Path) -> None:
    page, asked = graph_page(docs, TOY, lambda questions: [LIE] * len(questions))
    assert '<svg class="rg-picture' not in page
    page, again = graph_page(docs, TOY, layouts)
    assert '<svg class="rg-picture' in page
    assert again == asked


def test_builds_find_it_in_the_project(project: Project, toy: Built, tmp_path: Path) -> None:
    assert project.build(*places(toy.catalogue, tmp_path / "site")).status == 0
    assert tree(tmp_path / "site") == tree(toy.site.root)
    assert list((project.root / ".cache" / "layouts").iterdir())
