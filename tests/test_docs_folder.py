"""Which files of docs/ go on the site."""

from __future__ import annotations

import os
import re
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from reading_graph.docs_folder import StrayFile, is_leftover, site_files

LEFT = [
    "page.md~", "#page.md#", ".#page.md", ".page.md.swp", ".page.md.kate-swp", "page.md.bak",
    "page.md.orig", "page.md.rej", ".DS_Store", "._page.md", "Thumbs.db", "desktop.ini",
    "Desktop.ini", ".directory", ".git",
]  # fmt: skip
WRITTEN = [
    "page.md",
    "~page.md",
    "#1.md",
    "bak",
    "orig.md",
    "thumbs.db.md",
    "thumbs.png",
    "a~b.svg",
]


@pytest.mark.parametrize("name", LEFT)
def test_what_editors_and_systems_leave_is_a_leftover(name: str) -> None:
    assert is_leftover(name)


@pytest.mark.parametrize("name", WRITTEN)
def test_what_people_write_is_none(name: str) -> None:
    assert not is_leftover(name)


@pytest.fixture
def docs(tmp_path: Path) -> Path:
    """In a project with a read-me, a picture and what git keeps."""
    project = tmp_path / "project"
    for name in ("README.md", "pictures/kite.svg", ".git/config", "docs/page.md", "docs/a/b.md"):
        (project / name).parent.mkdir(parents=True, exist_ok=True)
        (project / name).write_text(name, encoding="utf-8")
    (tmp_path / "secret").write_text("secret", encoding="utf-8")
    return project / "docs"


def names(docs: Path) -> list[str]:
    return [path.as_posix() for path in site_files(docs)]


def refused(docs: Path) -> str:
    """Why, on one line."""
    with pytest.raises(StrayFile) as error:
        site_files(docs)
    assert str(error.value).isprintable()
    return str(error.value)


def test_every_file_that_people_write_is_for_the_site(docs: Path) -> None:
    (docs / "templates").mkdir()
    (docs / "templates" / "main.html").write_text("the theme's", encoding="utf-8")
    (docs / "a" / "templates").mkdir()
    (docs / "a" / "templates" / "paper.bib").write_text("a reader's", encoding="utf-8")
    assert names(docs) == ["a/b.md", "a/templates/paper.bib", "page.md"]


def test_what_editors_leave_is_not_even_looked_at(docs: Path) -> None:
    (docs / ".#page.md").symlink_to("ada@kites.4711:1700000000")
    (docs / "page.md~").symlink_to("/etc/passwd")
    (docs / ".obsidian").mkdir()
    (docs / ".obsidian" / "view.json").write_text("{}", encoding="utf-8")
    assert names(docs) == ["a/b.md", "page.md"]


def test_links_to_what_else_is_in_the_project_are_followed(docs: Path) -> None:
    (docs / "about.md").symlink_to("../README.md")
    (docs / "a" / "pictures").symlink_to(docs.parent / "pictures")
    (docs / "again").symlink_to("a")
    assert names(docs) == [
        *("a/b.md", "a/pictures/kite.svg", "about.md"),
        *("again/b.md", "again/pictures/kite.svg", "page.md"),
    ]


def test_a_project_that_is_reached_by_a_link_is_as_good_as_any(docs: Path, tmp_path: Path) -> None:
    (docs / "about.md").symlink_to("../README.md")
    (tmp_path / ".linked").symlink_to(docs.parent)
    assert "about.md" in names(tmp_path / ".linked" / "docs")


@pytest.mark.parametrize("name", ["stray.txt", "a/stray.txt", "templates/stray.txt"])
def test_a_link_out_of_the_project_is_refused(docs: Path, name: str) -> None:
    (docs / name).parent.mkdir(exist_ok=True)
    secret = docs.parent.with_name("secret")
    for target in (secret, os.path.relpath(secret, (docs / name).parent), secret.parent):
        (docs / name).symlink_to(target)
        assert refused(docs).startswith(f"docs/{name} leads out of the project, to {secret.parent}")
        (docs / name).unlink()


def test_a_link_that_leads_out_by_another_one_is_refused(docs: Path) -> None:
    (docs.parent / "data").symlink_to("/dev")
    (docs / "endless").symlink_to("../data/zero")
    assert "docs/endless leads out of the project, to /dev/zero; " in refused(docs)


def test_docs_itself_may_not_lead_out(docs: Path) -> None:
    docs.rename(docs.parent.with_name("elsewhere"))
    docs.symlink_to("../elsewhere")
    assert refused(docs).startswith("docs leads out of the project, to ")


@pytest.mark.parametrize("to", ["../.git/config", "../.git"])
def test_a_link_to_what_is_hidden_is_refused(docs: Path, to: str) -> None:
    (docs / "stray.txt").symlink_to(to)
    assert f"docs/stray.txt leads to what is hidden, {to[3:]}; " in refused(docs)


@pytest.mark.parametrize("to", ["nothing.md", "stray.md", "page.md/below"])
def test_a_link_to_nothing_is_refused(docs: Path, to: str) -> None:
    (docs / "stray.md").symlink_to(to)
    assert refused(docs).startswith("docs/stray.md leads nowhere: ")


def test_links_in_a_circle_are_refused(docs: Path) -> None:
    (docs / "c").mkdir()
    circles = [{"a/up": ".."}, {"a/all": "../.."}, {"a/on": "../c", "c/on": "../a"}]
    for links in circles:
        for name, target in links.items():
            (docs / name).symlink_to(target)
        assert re.match(r"docs/[\w/]+ leads to a folder that it is in; ", refused(docs))
        for name in links:
            (docs / name).unlink()
    assert names(docs) == ["a/b.md", "page.md"]


def pipe(path: Path) -> None:
    os.mkfifo(path)


def listening(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(os.path.relpath(path))  # absolute, it may be longer than is allowed


@pytest.mark.parametrize("made", [pipe, listening])
def test_what_could_be_read_for_ever_is_refused(docs: Path, made: Callable[[Path], None]) -> None:
    made(docs / "stray.md")
    assert (
        refused(docs)
        == "docs/stray.md is neither a file nor a folder; remove it, or put a file in its place"
    )


def test_a_name_that_means_harm_is_shown_and_not_obeyed(docs: Path) -> None:
    (docs / "a\n\x1b[2Jb").symlink_to("/etc/pass\nwd")
    assert refused(docs).startswith(r"docs/a\u000a\u001b[2Jb leads nowhere: ")
