"""MkDocs run by itself, without build.py: the same pages, and a change is seen while serving."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
from support.builds import Project, clone, tree
from support.toy import changed

SECONDS = 30


def pages(site: Path) -> dict[str, str]:
    """All but the map of the site, which names the day of a build that knows of no commit."""
    return {file: digest for file, digest in tree(site).items() if "sitemap" not in file}


@pytest.fixture
def other(tmp_path: Path) -> Project:
    """A clone whose list may be changed."""
    return clone(tmp_path / "reading-graph")


def test_plain_mkdocs_makes_the_same_site(other: Project, tmp_path: Path) -> None:
    docs = tree(other.docs)
    assert other.build().status == 0
    run = other.mkdocs("build", "--quiet", "--strict", "--site-dir", tmp_path / "site")
    assert run.status == 0, run.err
    assert pages(tmp_path / "site") == pages(other.root / "site")
    assert tree(other.docs) == docs
    assert not list(other.temporary.iterdir())


def write(project: Project, text: str) -> None:
    (project.root / "papers.yaml").write_text(text, encoding="utf-8")


def test_plain_mkdocs_tells_what_is_wrong_with_the_list(other: Project) -> None:
    write(other, changed("needs: [sour]", "needs: [sower]"))
    (other.root / "site").mkdir()
    (other.root / "site" / "index.html").write_text("the old site", encoding="utf-8")
    run = other.mkdocs("build")
    assert run.status == 1
    assert re.search(r"^papers\.yaml:\d+:\d+: error\[unknown-paper\]: ", run.out, re.MULTILINE)
    assert "Traceback" not in run.err
    assert (other.root / "site" / "index.html").read_text(encoding="utf-8") == "the old site"
    assert not list(other.temporary.iterdir())


def test_plain_mkdocs_shows_a_warning_and_fails_on_it_with_strict(other: Project) -> None:
    write(other, changed("[the leaven](#sour)", "[the leaven](sour.md)"))
    run = other.mkdocs("build", "--strict")
    assert run.status == 1
    assert re.search(r"^WARNING .*'sour\.md'", run.err, re.MULTILINE)


def test_plain_mkdocs_tells_what_may_not_be_in_docs(other: Project) -> None:
    (other.docs / "stray.txt").symlink_to("/etc/passwd")
    run = other.mkdocs("build")
    assert run.status == 1
    assert "error: docs/stray.txt leads out of the project, to /etc/passwd; " in run.out
    assert "Traceback" not in run.err


@dataclass
class Serving:
    """`mkdocs serve`, and what it has said so far."""

    project: Project
    process: subprocess.Popen[str]
    address: str
    said: list[str] = field(default_factory=list)

    @property
    def builds(self) -> int:
        return sum("Building documentation" in line for line in self.said)

    def page(self, address: str) -> str:
        with urllib.request.urlopen(self.address + address, timeout=SECONDS) as answer:
            return str(answer.read().decode())

    def until(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + SECONDS
        while not done():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.05)


@pytest.fixture
def serving(other: Project) -> Iterator[Serving]:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        place = f"127.0.0.1:{free.getsockname()[1]}"
    with subprocess.Popen(
        [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", place],
        cwd=other.root,
        env={**other.environ, "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    ) as process:
        serving = Serving(other, process, f"http://{place}/")
        assert process.stderr
        reader = Thread(target=serving.said.extend, args=(process.stderr,))
        reader.start()
        try:
            serving.until(lambda: any("Serving on" in line for line in serving.said))
            yield serving
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(SECONDS)
            reader.join()


def test_serving_shows_each_change_once(serving: Serving) -> None:
    project = serving.project
    docs = tree(project.docs)
    assert "Sourdough, or Why" in serving.page("graph/")
    write(project, changed("Sourdough, or Why", "Sour Dough, or Why"))
    serving.until(lambda: "Sour Dough, or Why" in serving.page("graph/"))
    assert "Sour Dough, or Why" in serving.page("sections/leaven/")
    time.sleep(2.5)
    assert serving.builds == 2

    with (project.docs / "catalogue-format.md").open("a", encoding="utf-8") as page:
        page.write("\nA line more.\n")
    serving.until(lambda: "A line more." in serving.page("catalogue-format/"))
    assert serving.builds == 3
    assert set(tree(project.docs)) == set(docs)


def test_serving_watches_what_people_edit_and_nothing_else(serving: Serving) -> None:
    (line,) = [line for line in serving.said if "Watching paths" in line]
    assert set(re.findall(r"'(.*?)'", line)) == {"mkdocs.yml", "docs", "papers.yaml"}


def test_serving_goes_on_after_a_wrong_list(serving: Serving) -> None:
    write(serving.project, changed("needs: [sour]", "needs: [sower]"))
    serving.until(lambda: any("error[unknown-paper]" in line for line in serving.said))
    write(serving.project, changed("Sourdough, or Why", "Sour Dough, or Why"))
    serving.until(lambda: "Sour Dough, or Why" in serving.page("graph/"))
    assert not any("Traceback" in line for line in serving.said)


def test_serving_leaves_no_temporary_files(other: Project, serving: Serving) -> None:
    serving.process.send_signal(signal.SIGINT)
    assert serving.process.wait(SECONDS) == 0
    assert not list(other.temporary.iterdir())
