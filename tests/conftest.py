"""What many tests share: a clone of the project, sites built in it once, and one browser."""

from __future__ import annotations

import gc
import os
from collections.abc import Callable, Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path

import pytest
from benchmarks.specimen import specimen
from playwright.sync_api import Browser, Page, sync_playwright
from reading_graph.graph import ReadingGraph
from support import chromium
from support.browser import ARGUMENTS, STARTED_BY, opened, served
from support.builds import EMPTY, Built, Project, Run, clone, once, places
from support.evasions import CATALOGUE as EVASIVE
from support.few import FEW, SMALLER
from support.graphs import LISTS as EXPORTED
from support.graphs import graph_of
from support.hostile import CATALOGUE as HOSTILE
from support.naughty import CATALOGUE as NAUGHTY
from support.oracle import List, list_at
from support.pages import Site
from support.toy import TOY, changed
from support.tripwires import scripts_on

LONGEST = {
    f"test_{name}.py" for name in ("strangers", "browser", "faults", "explorer", "progress", "plan")
}
LISTS = ("real", "toy", "strangers", "evasive", "naughty", "empty")
ON_DISK = ("toy", "strangers", "empty")
OFFLINE_FOLDER = "our list's site, 50 % & #1?"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--long", action="store_true", help="try twenty times as many random inputs")
    parser.addoption(
        "--lists",
        metavar="FOLDER",
        help="try the lists of a folder, too: its manifest.json says of each its `file`, whether to"
        " `accept` or `reject` it or `either` (`kind`), and `at` which [line, column] it is wrong;"
        " of `col` line-only the column is open",
    )


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Without a folder of lists there is nothing to try."""
    unwanted = collection_path.name == "test_lists.py" and not config.getoption("lists")
    return unwanted or None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest files come first, so that in the end no process has all the work."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish() -> None:
    """What is loaded by now stays: to look through it for garbage, again and again, takes a fifth
    of the time of tests that make many values.
    """
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.fixture(scope="session")
def more(pytestconfig: pytest.Config) -> int:
    """How many times as many random inputs are wanted."""
    return 20 if pytestconfig.getoption("--long") else 1


@pytest.fixture(scope="session")
def project(tmp_path_factory: pytest.TempPathFactory) -> Project:
    return clone(tmp_path_factory.mktemp("project") / "reading-graph", text=None)


@pytest.fixture(scope="session")
def sites(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where sites stand that no test changes: all processes of the tests share them, where they can
    wait for each other.
    """
    own = tmp_path_factory.getbasetemp()
    is_shared = "PYTEST_XDIST_WORKER" in os.environ and os.name != "nt"
    return (own.parent if is_shared else own) / "sites"


@pytest.fixture(scope="session")
def build(project: Project, sites: Path) -> Callable[[str | Path], Built]:
    """Builds a list, given as its text or its file, once."""

    def built(catalogue: str | Path) -> Built:
        text = catalogue.encode() if isinstance(catalogue, str) else catalogue.read_bytes()
        folder = sites / sha256(text).hexdigest()[:16]
        path = folder / "papers.yaml" if isinstance(catalogue, str) else catalogue
        site = Site(folder / "site")

        def fill() -> Run:
            if isinstance(catalogue, str):
                path.write_bytes(text)
            run = project.build(*places(path, site.root))
            assert run.status == 0, run.err
            return run

        return Built(path, site, once(folder, fill))

    return built


@pytest.fixture(scope="session")
def real(project: Project, build: Callable[[str | Path], Built]) -> Built:
    """The site of the project's own papers.yaml."""
    return build(project.root / "papers.yaml")


@pytest.fixture(scope="session")
def toy(build: Callable[[str | Path], Built]) -> Built:
    return build(TOY)


@pytest.fixture(scope="session")
def few(build: Callable[[str | Path], Built]) -> Built:
    return build(FEW)


@pytest.fixture(scope="session")
def crowded(project: Project, sites: Path) -> Built:
    """The site of a list that is too large for pictures, with long sections: where three papers
    are too many.
    """
    folder = sites / "crowded"

    def fill() -> Run:
        made = clone(folder / "project", project.root, FEW)
        for file, old, new in SMALLER:
            path = made.root / file
            path.write_text(changed(old, new, path.read_text("utf-8")), encoding="utf-8")
        run = made.build(*places(made.root / "papers.yaml", folder / "site"))
        assert (run.status, "Doc file" in run.err) == (0, False), run.err
        return run

    return Built(folder / "project" / "papers.yaml", Site(folder / "site"), once(folder, fill))


@pytest.fixture(scope="session")
def empty(build: Callable[[str | Path], Built]) -> Built:
    return build(EMPTY)


@pytest.fixture(scope="session")
def strangers(build: Callable[[str | Path], Built]) -> Built:
    """The site of a list whose every text means harm."""
    return build(HOSTILE)


@pytest.fixture(scope="session")
def evasive(build: Callable[[str | Path], Built]) -> Built:
    """The site of a list whose notes are what gets past sanitisers."""
    return build(EVASIVE)


@pytest.fixture(scope="session")
def naughty(build: Callable[[str | Path], Built]) -> Built:
    """The site of a list of all naughty strings that the format takes."""
    return build(NAUGHTY)


@pytest.fixture(scope="session")
def kites(build: Callable[[str | Path], Built]) -> Callable[[int], Built]:
    """A list of so many papers."""
    return cache(lambda papers: build(specimen(papers)))


@pytest.fixture(scope="session", params=EXPORTED)
def graph(request: pytest.FixtureRequest) -> ReadingGraph:
    """Each list in turn that exports are tried on."""
    return graph_of(EXPORTED[request.param])


@pytest.fixture(params=["real", "toy", "strangers"])
def built(request: pytest.FixtureRequest) -> Built:
    """Each of the sites in turn that have something on them."""
    made: Built = request.getfixturevalue(request.param)
    return made


@pytest.fixture
def wanted(built: Built) -> List:
    """What the list of that site says."""
    return list_at(built.catalogue)


@pytest.fixture(params=LISTS)
def any_site(request: pytest.FixtureRequest) -> Built:
    made: Built = request.getfixturevalue(request.param)
    return made


@pytest.fixture(params=ON_DISK)
def disk_site(request: pytest.FixtureRequest) -> Built:
    """Those of them that are looked at from disk, too."""
    made: Built = request.getfixturevalue(request.param)
    return made


@pytest.fixture(params=["strangers", "naughty"])
def named(request: pytest.FixtureRequest) -> Built:
    """Each of the sites in turn whose every name is a stranger's."""
    made: Built = request.getfixturevalue(request.param)
    return made


@pytest.fixture(scope="session")
def offline(project: Project) -> Callable[[Built], Site]:
    """Builds, once, the list of a site again: to be opened from disk."""

    @cache
    def built_again(built: Built) -> Site:
        folder = built.site.root.parent / "offline"
        site = Site(folder / OFFLINE_FOLDER)
        run = once(folder, lambda: project.build("--offline", *places(built.catalogue, site.root)))
        assert (run.status, run.err) == (0, built.run.err)
        return site

    return built_again


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Where there is none the test fails: what it holds would go unseen."""
    path = chromium.find()
    if path is None:
        pytest.fail("no Chromium or Chrome here: run `python3 scripts/test.py`, which brings one")
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(
            executable_path=path if os.name == "nt" else STARTED_BY,
            env={**os.environ, "BROWSER": str(path)},
            args=ARGUMENTS,
        )
        yield launched
        launched.close()


@pytest.fixture
def bread(browser: Browser, serve: Callable[[Site], str], toy: Built) -> Iterator[Page]:
    """The graph page of the toy list; whatever is done there, nothing goes wrong."""
    with opened(browser, serve(toy.site) + "graph/") as window:
        yield window.page
        assert window.faults == []


@pytest.fixture(scope="session")
def scripts(browser: Browser, serve: Callable[[Site], str], toy: Built) -> int:
    """How many scripts a page of ours has."""
    with opened(browser, serve(toy.site)) as window:
        return scripts_on(window.page)


@pytest.fixture(scope="session")
def scripts_on_disk(browser: Browser, toy: Built, offline: Callable[[Built], Site]) -> int:
    with opened(browser, (offline(toy).root / "index.html").as_uri()) as window:
        return scripts_on(window.page)


@pytest.fixture(scope="session")
def serve() -> Iterator[Callable[[Site], str]]:
    """Puts a site on this machine's network, once, and tells its address."""
    with served() as address_of:
        yield lambda site: address_of(site.root)
