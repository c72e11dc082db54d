"""How a new site takes the place of the old one, with a few files in the place of MkDocs."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from reading_graph.site import SiteError, replaced, verify
from support.builds import tree

Render = Callable[[Path], None]


def rendering(word: str, **also: str) -> Render:
    """Stands for MkDocs: a site of one paper, whose page holds a word."""

    def render(into: Path) -> None:
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


def failing(into: Path) -> None:
    rendering("half")(into)
    raise ZeroDivisionError


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """An old site, in a folder with nothing else."""
    place = tmp_path / "www" / "site"
    replaced(place, rendering("old", **{"gone.html": ""}))
    return place


@pytest.fixture
def new(site: Path) -> Path:
    return site.with_name(".site.new")


@pytest.fixture
def old(site: Path) -> Path:
    return site.with_name(".site.old")


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

    def render(into: Path) -> None:
        rendering("new")(into)
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
    def interrupted(into: Path) -> None:
        rendering("half")(into)
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
    def render(into: Path) -> None:
        rendering("new")(into)
        (into / "oven" / "index.html").unlink()

    before = tree(site)
    with pytest.raises((SiteError, OSError)):
        replaced(site, render)
    assert tree(site) == before
    assert alone(site)


def test_a_whole_site_passes(site: Path) -> None:
    verify(site)


def test_a_swap_cut_between_its_two_renames_is_taken_back_before_the_next_build(
    site: Path, new: Path, old: Path
) -> None:
    before = tree(site)
    site.rename(old)
    rendering("cut")(new)
    with pytest.raises(ZeroDivisionError):
        replaced(site, failing)
    assert tree(site) == before
    assert alone(site)


@pytest.mark.parametrize("cut", [OSError("no"), KeyboardInterrupt()], ids=["failing", "cut"])
def test_a_swap_that_stops_half_way_puts_the_old_site_back(
    site: Path, new: Path, monkeypatch: pytest.MonkeyPatch, cut: BaseException
) -> None:
    before, rename = tree(site), Path.rename

    def stops(path: Path, target: Path) -> Path:
        if path == new:
            raise cut
        return rename(path, target)

    monkeypatch.setattr(Path, "rename", stops)
    with pytest.raises(type(cut)):
        replaced(site, rendering("new"))
    assert tree(site) == before
    assert alone(site)


def test_a_swap_cut_after_its_two_renames_keeps_the_new_site(site: Path, old: Path) -> None:
    rendering("older")(old)
    before = tree(site)
    with pytest.raises(ZeroDivisionError):
        replaced(site, failing)
    assert tree(site) == before
    assert alone(site)


def test_what_a_killed_build_left_is_no_part_of_the_next_site(site: Path, new: Path) -> None:
    rendering("cut", **{"left.html": ""})(new)
    replaced(site, rendering("new"))
    assert not (site / "left.html").exists()
    assert alone(site)


def test_a_second_build_waits_for_the_first(site: Path) -> None:
    inside, go = threading.Event(), threading.Event()

    def slow(into: Path) -> None:
        rendering("first")(into)
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
        replaced(tmp_path / "site", lambda _: pytest.fail("it was rendered"))
    assert tree(tmp_path) == before


def test_a_file_is_refused_before_rendering(tmp_path: Path) -> None:
    (tmp_path / "site").write_text("mine", encoding="utf-8")
    with pytest.raises(SiteError, match="no folder"):
        replaced(tmp_path / "site", lambda _: pytest.fail("it was rendered"))
    assert (tmp_path / "site").read_text(encoding="utf-8") == "mine"
