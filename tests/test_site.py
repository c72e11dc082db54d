"""How a new site takes the place of the old one, with a few files in the place of MkDocs."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from reading_graph import atomic
from reading_graph.site import SiteError, replaced, verify
from support.builds import tree

Render = Callable[[Path, Path], None]


def rendering(word: str, **also: str) -> Render:
    """Stands for MkDocs: a site of one paper, whose page holds a word."""

    def render(into: Path, _: Path) -> None:
        files = {
            "data/catalogue.json": json.dumps({"papers": [{"id": "loaf", "page": "oven/#loaf"}]}),
            "oven/index.html": f'<h2 id="loaf">{word}</h2>',
            **also,
        }
        for name, text in files.items():
            path = into / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")

    return render


def failing(into: Path, scratch: Path) -> None:
    rendering("half")(into, scratch)
    raise ZeroDivisionError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An old site, in a folder with nothing else."""
    place = tmp_path / "www" / "site"
    replaced(place, rendering("old", **{"gone.html": ""}))
    return place


@pytest.fixture
def work(site: Path) -> Path:
    """Where a build makes the new site."""
    return site.with_name(".site.reading-graph")


def word(site: Path) -> str:
    return (site / "oven" / "index.html").read_text(encoding="utf-8")


def alone(site: Path) -> bool:
    return list(site.parent.iterdir()) == [site]


def test_the_new_site_takes_the_place_of_the_old_one_whole(site: Path) -> None:
    replaced(site, rendering("new"))
    assert "new" in word(site)
    assert not (site / "gone.html").exists()
    assert alone(site)


def test_the_first_site_may_be_deep_in_folders_that_are_not_there_yet(tmp_path: Path) -> None:
    replaced(tmp_path / "a" / "b" / "site", rendering("first"))
    assert "first" in word(tmp_path / "a" / "b" / "site")


def test_while_it_is_rendered_the_old_site_stands(site: Path) -> None:
    before = tree(site)

    def render(into: Path, scratch: Path) -> None:
        rendering("new")(into, scratch)
        assert tree(site) == before

    replaced(site, render)
    assert tree(site) != before


def test_what_goes_wrong_in_rendering_passes_through_and_the_old_site_stays(site: Path) -> None:
    before = tree(site)
    with pytest.raises(ZeroDivisionError):
        replaced(site, failing)
    assert tree(site) == before
    assert alone(site)


def test_an_interruption_leaves_the_old_site(site: Path) -> None:
    def interrupted(into: Path, scratch: Path) -> None:
        rendering("half")(into, scratch)
        raise KeyboardInterrupt

    before = tree(site)
    with pytest.raises(KeyboardInterrupt):
        replaced(site, interrupted)
    assert tree(site) == before
    assert alone(site)


@pytest.mark.parametrize(
    "page", ["", '<h2 id="loafs">new</h2>', '<h2 id=""></h2>', "<p>the id is loaf</p>"]
)
def test_a_site_without_the_heading_of_a_paper_is_refused_and_the_old_one_stays(
    site: Path, page: str
) -> None:
    before = tree(site)
    with pytest.raises(SiteError, match="'loaf'"):
        replaced(site, rendering("new", **{"oven/index.html": page}))
    assert tree(site) == before
    assert alone(site)


def test_a_site_without_the_page_of_a_paper_is_refused_and_the_old_one_stays(site: Path) -> None:
    def render(into: Path, scratch: Path) -> None:
        rendering("new")(into, scratch)
        (into / "oven" / "index.html").unlink()

    before = tree(site)
    with pytest.raises(SiteError, match="'loaf'"):
        replaced(site, render)
    assert tree(site) == before
    assert alone(site)


def test_a_whole_site_passes(site: Path) -> None:
    verify(site)


def test_what_a_killed_build_left_is_no_part_of_the_next_site(site: Path, work: Path) -> None:
    rendering("cut", **{"left.html": ""})(work / "site", work)
    replaced(site, rendering("new"))
    assert not (site / "left.html").exists()
    assert alone(site)


def test_a_swap_that_was_cut_in_half_is_taken_back_before_the_next_build(
    site: Path, work: Path
) -> None:
    before = tree(site)
    rendering("cut")(work / "site", work)
    site.rename(work / "old")
    with pytest.raises(ZeroDivisionError):
        replaced(site, failing)
    assert tree(site) == before
    assert alone(site)


def test_a_swap_that_was_cut_after_it_keeps_the_new_site(site: Path, work: Path) -> None:
    rendering("older")(work / "old", work)
    before = tree(site)
    with pytest.raises(ZeroDivisionError):
        replaced(site, failing)
    assert tree(site) == before
    assert alone(site)


def test_a_swap_that_fails_leaves_the_old_site(site: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(new: Path, place: Path, aside: Path) -> None:
        place.rename(aside)
        raise OSError(f"{new} cannot be moved")

    before = tree(site)
    monkeypatch.setattr(atomic, "swap", fails)
    with pytest.raises(OSError, match="cannot be moved"):
        replaced(site, rendering("new"))
    assert tree(site) == before
    assert alone(site)


def test_what_cannot_be_cleared_is_told_and_the_old_site_stays(site: Path, work: Path) -> None:
    work.symlink_to(site.parent)
    before = tree(site)
    with pytest.raises(OSError, match="symbolic link"):
        replaced(site, rendering("new"))
    assert tree(site) == before
    assert work.is_symlink()


def test_a_second_build_waits_for_the_first(site: Path) -> None:
    inside, go = threading.Event(), threading.Event()

    def slow(into: Path, scratch: Path) -> None:
        rendering("first")(into, scratch)
        inside.set()
        assert go.wait(10)

    first = threading.Thread(target=replaced, args=(site, slow))
    second = threading.Thread(target=replaced, args=(site, rendering("second")))
    first.start()
    assert inside.wait(10)
    second.start()
    second.join(0.1)
    assert second.is_alive()
    assert "old" in word(site)
    go.set()
    first.join()
    second.join()
    assert "second" in word(site)
    assert alone(site)


def test_a_link_to_a_folder_elsewhere_stays_a_link(site: Path, tmp_path: Path) -> None:
    link = tmp_path / "published"
    link.symlink_to(site, target_is_directory=True)
    replaced(link, rendering("new"))
    assert link.is_symlink()
    assert "new" in word(site)


@pytest.mark.parametrize("name", ["letter.txt", "index.html", "data/other.json", ".hidden"])
def test_a_folder_with_anything_else_in_it_is_refused_before_rendering(
    tmp_path: Path, name: str
) -> None:
    (tmp_path / "site" / name).parent.mkdir(parents=True)
    (tmp_path / "site" / name).write_text("mine", encoding="utf-8")
    before = tree(tmp_path)
    with pytest.raises(SiteError, match="no site of ours"):
        replaced(tmp_path / "site", lambda *_: pytest.fail("it was rendered"))
    assert tree(tmp_path) == before


def test_a_file_is_refused_before_rendering(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match="no folder"):
        replaced(tmp_path / "site", lambda *_: pytest.fail("it was rendered"))
    assert (tmp_path / "site").read_text(encoding="utf-8") == "mine"
