"""A folder of lists, of anybody's: what its manifest calls sound is built and looked at like ours,
and the rest is refused where the manifest says. Collected with `--lists FOLDER` only.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser
from reading_graph.catalogue import read
from support.builds import Built, Project
from support.oracle import list_at
from support.pages import Site, title_of
from support.tripwires import tripped


@dataclass(frozen=True)
class Listed:
    """An entry of the manifest: a file, and whether it is a list that can be built. One that may be
    either is what our check says of it.
    """

    path: Path
    is_sound: bool
    at: tuple[int, int] | None
    is_column_open: bool


def listed(folder: Path) -> Iterator[Listed]:
    entries: list[dict[str, Any]] = json.loads((folder / "manifest.json").read_text("utf-8"))
    for entry in entries:
        path, at = folder / entry["file"], entry.get("at")
        is_sound = entry["kind"] == "accept" or (
            entry["kind"] == "either" and read(path).catalogue is not None
        )
        yield Listed(path, is_sound, at and tuple(at), entry["col"] == "line-only")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    for name, is_sound in (("sound", True), ("unsound", False)):
        if name in metafunc.fixturenames:
            if (folder := metafunc.config.getoption("lists")) is None:
                raise pytest.UsageError("these tests need --lists FOLDER")
            some = [entry for entry in listed(Path(folder)) if entry.is_sound is is_sound]
            metafunc.parametrize(name, some, ids=[entry.path.name for entry in some])


def test_a_sound_list_is_built_and_every_page_of_it_is_harmless(
    browser: Browser,
    serve: Callable[[Site], str],
    build: Callable[[str | Path], Built],
    offline: Callable[[Built], Site],
    scripts: int,
    scripts_on_disk: int,
    sound: Listed,
) -> None:
    built = build(sound.path)
    wanted = list_at(built.catalogue)
    for section in wanted.sections:
        page = built.site.pages[f"sections/{section['id']}/"]
        assert title_of(page.content.one("h1")) == section["title"]
    headings = {
        heading["id"]: title_of(heading)
        for page in built.site.pages.values()
        for heading in page.content.all("h2", class_="rg-paper")
    }
    assert headings == {paper: given["title"] for paper, given in wanted.papers.items()}
    found = tripped(
        browser, serve(built.site), written(built.site), scripts=scripts, words=["script"]
    )
    assert found == []
    site = offline(built)
    files = [site.pages[address].file for address in written(site)]
    assert tripped(browser, site.root.as_uri() + "/", files, scripts=scripts_on_disk) == []


def written(site: Site) -> list[str]:
    """The pages that a list writes, beside those that every site has."""
    own = ("", "graph/", "new/")
    return [page for page in site.pages if page in own or page.startswith("sections/")]


def test_any_other_list_is_refused_where_it_is_wrong(
    project: Project, tmp_path: Path, unsound: Listed
) -> None:
    run = project.build("--catalogue", unsound.path, "--site-dir", tmp_path / "site")
    assert run.status == 1
    assert list(tmp_path.iterdir()) == []
    check = project.root / "scripts" / "check.py"
    problems = json.loads(project.run(check, "--format", "json", unsound.path).out)
    errors = [problem for problem in problems if problem["severity"] == "error"]
    told = {(problem["line"], problem["column"]) for problem in errors}
    assert told
    if unsound.at and unsound.is_column_open:
        assert unsound.at[0] in {line for line, _ in told}
    elif unsound.at:
        assert unsound.at in told
