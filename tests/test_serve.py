"""serve.py, run as a person runs it: an open page follows what is saved, mistakes included."""

from __future__ import annotations

import re
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from threading import Thread

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Locator, Page, expect
from reading_graph import banner
from reading_graph.problems import Problem, Source
from reading_graph.reports import first_report
from support.browser import Scheme, Watched, opened
from support.builds import Project, clone, tree
from support.toy import TOY, changed

STANDARDS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": STANDARDS, "resultTypes": ["violations"]}
SECONDS = 20
MILLISECONDS = SECONDS * 1000.0
SOUR = "Sourdough, or Why Nobody Is Ever Alone"
WRONG = changed("needs: [sour]", "needs: [sower]")


@dataclass
class Serving:
    """serve.py, and what it has said so far."""

    project: Project
    process: subprocess.Popen[str]
    said: list[str] = field(default_factory=list)

    @property
    def address(self) -> str:
        found = re.search(r"http://\S+:\d+/", "\n".join(self.said))
        return found[0] if found else ""

    @property
    def builds(self) -> int:
        return sum(bool(re.search("built in|stays as it was", line)) for line in self.said)

    def until(self, done: Callable[[], bool]) -> None:
        end = time.monotonic() + SECONDS
        while not done():
            assert self.process.poll() is None, self.said
            assert time.monotonic() < end, self.said
            time.sleep(0.02)

    def end(self, by: signal.Signals = signal.SIGINT) -> int:
        self.process.send_signal(by)
        return self.process.wait(SECONDS)


Start = Callable[..., Serving]


@pytest.fixture
def other(project: Project, tmp_path: Path) -> Project:
    """A clone whose files may be changed, with the toy list."""
    made = clone(tmp_path / "reading-graph", project.root)
    write(made, TOY)
    return made


@pytest.fixture
def start(other: Project) -> Iterator[Start]:
    """Starts serve.py there, and waits until it has built once or as often as is said."""
    with ExitStack() as stack:

        def started(*arguments: str | Path, builds: int = 1, cwd: Path = other.root) -> Serving:
            serving = stack.enter_context(served(other, *(arguments or ("--port", "0")), cwd=cwd))
            serving.until(lambda: serving.address != "" and serving.builds >= builds)
            return serving

        yield started


@contextmanager
def served(project: Project, *arguments: str | Path, cwd: Path) -> Iterator[Serving]:
    with subprocess.Popen(
        [sys.executable, project.root / "scripts" / "serve.py", *arguments],
        cwd=cwd,
        env=project.environ,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    ) as process:
        serving = Serving(project, process)
        assert process.stdout
        reader = Thread(target=serving.said.extend, args=(process.stdout,))
        reader.start()
        try:
            yield serving
        finally:
            if process.poll() is None:
                serving.end()
            reader.join()
    assert not re.search(r"Traceback|HTTP/1", "".join(serving.said)), serving.said


def write(project: Project, text: str) -> None:
    """As many editors do: another file takes the place of the old one."""
    new = project.root / ".papers.yaml.swp"
    new.write_text(text, encoding="utf-8")
    new.replace(project.root / "papers.yaml")


def append(path: Path, text: str) -> None:
    with path.open("a", encoding="utf-8") as file:
        file.write(text)


@pytest.fixture
def show(browser: Browser) -> Iterator[Callable[[Serving, str], Watched]]:
    """Opens a page of the site in a window of its own."""
    with ExitStack() as stack:
        yield lambda serving, address: stack.enter_context(
            opened(browser, serving.address + address)
        )


Show = Callable[[Serving, str], Watched]


def problems(page: Page) -> Locator:
    return page.get_by_role("alert")


def shows(place: Page | Locator, text: str | re.Pattern[str]) -> None:
    """Waits until it does."""
    where = place.locator("body") if isinstance(place, Page) else place
    where.filter(has_text=text).wait_for(timeout=MILLISECONDS)


def shows_no_problem(page: Page) -> None:
    page.locator("body:not(:has(#rg-problems)) main").wait_for(timeout=MILLISECONDS)


# A change


def test_a_save_shows_in_the_open_page_after_one_rebuild(start: Start, show: Show) -> None:
    serving = start()
    window = show(serving, "sections/leaven/")
    shows(window.page, SOUR)
    for times in (1, 2):
        write(serving.project, changed(SOUR, f"Sour Dough {times}"))
        shows(window.page, f"Sour Dough {times}")
    serving.until(lambda: serving.builds == 3)
    says = [line.strip() for line in serving.said]
    assert re.fullmatch(r"papers\.yaml is shown at http://127\.0\.0\.1:\d+/; .*Ctrl-C.*", says[0])
    assert re.fullmatch(r"built in \d\.\d s", says[1])
    assert all(re.fullmatch(r"papers\.yaml changed: rebuilt in \d\.\d s", s) for s in says[2:])
    assert window.faults == []
    assert {host.partition(":")[0] for host in window.hosts} == {"127.0.0.1"}


def test_while_a_site_is_built_the_last_one_is_there(other: Project, start: Start) -> None:
    append(
        other.root / "scripts" / "mkdocs_hooks.py",
        "\n\ndef on_pre_build(**_: object) -> None:\n"
        "    import time\n\n"
        "    time.sleep(2 if Path(__file__).with_name('slow').exists() else 0)\n",
    )
    serving = start()
    (other.root / "scripts" / "slow").touch()
    write(serving.project, changed(SOUR, "Sour Dough"))
    time.sleep(1)
    with urllib.request.urlopen(f"{serving.address}sections/leaven/") as answer:
        assert SOUR in answer.read().decode()
    assert serving.builds == 1
    serving.until(lambda: serving.builds == 2)


def test_quick_saves_end_in_the_last_one_and_few_rebuilds(start: Start, show: Show) -> None:
    serving = start()
    window = show(serving, "sections/leaven/")
    for number in range(40):
        write(serving.project, changed(SOUR, f"Sour Dough {number}.") if number % 2 else WRONG)
        time.sleep(0.03)
    shows(window.page, "Sour Dough 39.")
    shows_no_problem(window.page)
    assert serving.builds <= 3


def test_a_save_during_a_build_is_not_lost(start: Start, show: Show) -> None:
    serving = start()
    window = show(serving, "sections/leaven/")
    for number in range(5):
        write(serving.project, changed(SOUR, f"Sour Dough {number}."))
        time.sleep(0.25 + number * 0.1)
    shows(window.page, "Sour Dough 4.")


def test_what_stands_around_the_list_is_seen_too(start: Start, show: Show) -> None:
    serving = start()
    docs = serving.project.docs
    page = show(serving, "catalogue-format/").page
    append(docs / "catalogue-format.md", "\nA line more.\n")
    shows(page, "A line more.")
    append(docs / "assets" / "site.css", "\nbody { outline: 3px solid rgb(1, 2, 3); }\n")
    expect(page.locator("body")).to_have_css("outline-color", "rgb(1, 2, 3)", timeout=MILLISECONDS)
    append(serving.project.root / "mkdocs.yml", "\ncopyright: Baked here\n")
    shows(page, "Baked here")
    assert any(line.startswith("docs/catalogue-format.md changed: ") for line in serving.said)


def test_a_list_elsewhere_is_shown_from_anywhere(start: Start, show: Show, tmp_path: Path) -> None:
    away = tmp_path / "away"
    away.mkdir()
    serving = start("--port", "0", "--catalogue", "list/papers.yaml", cwd=away)
    page = show(serving, "graph/").page
    shows(problems(page), "list/papers.yaml:1:1 ")
    (away / "list").mkdir()
    (away / "list" / "papers.yaml").write_text(TOY, encoding="utf-8")
    shows(page, SOUR)
    (away / "list" / "papers.yaml").unlink()
    (away / "list").rmdir()
    shows(problems(page), "list/papers.yaml:1:1 ")


# A mistake


def test_a_mistake_shows_above_the_last_good_page_until_it_is_mended(
    start: Start, show: Show
) -> None:
    serving = start()
    window = show(serving, "sections/leaven/")
    write(serving.project, WRONG.replace(SOUR, "Unseen"))
    said = "'sower' is not in the catalogue; did you mean 'sour'?"
    line, column = place(WRONG, "sower")
    shows(problems(window.page), f"papers.yaml:{line}:{column} {said}")
    excerpt = f"{line:>5} |     needs: [sower]\n      |             ^^^^^\n"
    assert problems(window.page).locator("pre").text_content() == excerpt
    shows(window.page, SOUR)
    assert above(problems(window.page), window.page.get_by_role("banner"))
    serving.until(lambda: "papers.yaml changed: the site stays" in "".join(serving.said))
    assert any(said in line for line in serving.said)

    write(serving.project, changed(SOUR, "Sour Dough"))
    shows_no_problem(window.page)
    shows(window.page, "Sour Dough")
    assert window.faults == []


def place(text: str, word: str) -> tuple[int, int]:
    before = text[: text.index(word)]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def above(upper: Locator, lower: Locator) -> bool:
    top, below = upper.bounding_box(), lower.bounding_box()
    assert top
    assert below
    return top["y"] == 0 and below["y"] >= top["height"] - 1


def test_a_first_build_that_fails_comes_alive_when_it_is_mended(
    other: Project, start: Start, show: Show
) -> None:
    write(other, WRONG)
    serving = start()
    page = show(serving, "graph/").page
    shows(problems(page), "'sower' is not in the catalogue")
    shows(page.get_by_role("main"), "Nothing to show yet")
    write(other, TOY)
    shows(page.get_by_role("main"), SOUR)
    shows_no_problem(page)


def test_a_page_that_is_gone_says_so_and_comes_back(start: Start, show: Show) -> None:
    serving = start()
    append(serving.project.root / "mkdocs.yml", "\nsite_url: https://example.org/list/\n")
    serving.until(lambda: serving.builds == 2)
    window = show(serving, "late/")
    shows(window.page, "There is no such page")
    assert window.faults == [fault for fault in window.faults if "404" in fault]
    assert {host.partition(":")[0] for host in window.hosts} == {"127.0.0.1"}
    expect(window.page.get_by_role("banner")).to_have_css("position", "sticky")
    (serving.project.docs / "late.md").write_text("# Late\n\nHere at last.\n", encoding="utf-8")
    shows(window.page, "Here at last.")


def test_a_list_that_is_gone_or_half_written_is_a_problem_like_others(
    start: Start, show: Show
) -> None:
    serving = start()
    page = show(serving, "").page
    path = serving.project.root / "papers.yaml"
    path.unlink()
    shows(problems(page), "papers.yaml:1:1 ")
    path.write_text(TOY[: TOY.index("to: [loaf") + 6], encoding="utf-8")
    shows(problems(page), re.compile(r"papers\.yaml:[2-9]"))
    path.write_text(TOY, encoding="utf-8")
    shows_no_problem(page)


AROUND = {
    "docs/templates/main.html": (
        b"{% if %}",
        r"TemplateSyntaxError: .* \(docs/templates/main.html:",
    ),
    "docs/late.md": (b"# Late \xff", r"late\.md"),
    "mkdocs.yml": (b"\nplugins: [nothing-such]\n", r"nothing-such"),
}


def test_a_mistake_around_the_list_is_a_problem_like_others(start: Start, show: Show) -> None:
    serving = start()
    page = show(serving, "").page
    for name, (mistake, says) in AROUND.items():
        path = serving.project.root / name
        before = path.read_bytes() if path.exists() else b""
        path.write_bytes(before + mistake)
        shows(problems(page), re.compile(says))
        path.write_bytes(before)
    shows_no_problem(page)


def test_what_a_stranger_wrote_is_shown_and_not_obeyed(start: Start, show: Show) -> None:
    serving = start()
    hostile = "</pre></section><script>window.pwned = 1</script><img src=x>"
    window = show(serving, "")
    write(serving.project, changed("needs: [sour]", f'needs: ["{hostile}"]'))
    shows(problems(window.page), f'   needs: ["{hostile}"]')
    assert window.page.evaluate("() => window.pwned") is None
    assert problems(window.page).locator("img, script").count() == 0
    assert window.faults == []


def test_the_problems_can_be_read_scrolled_and_folded_by_anybody(
    browser: Browser, start: Start
) -> None:
    serving = start()
    write(serving.project, TOY.replace("section: ", "part: "))
    serving.until(lambda: serving.builds == 2)
    sizes: list[tuple[int, Scheme]] = [(390, "light"), (1440, "dark")]
    for width, scheme in sizes:
        with opened(browser, serving.address, width=width, scheme=scheme) as window:
            read_scroll_and_fold(window.page, width)


def read_scroll_and_fold(page: Page, width: int) -> None:
    shows(problems(page), "14 problems")
    assert axe(page) == []
    height = "element => element.getBoundingClientRect().height / innerHeight"
    assert 0.2 < problems(page).evaluate(height) <= 0.46
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    last = problems(page).get_by_role("listitem").last
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport()
    page.keyboard.press("Tab")
    expect(problems(page).locator("summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(last).to_be_hidden()
    assert problems(page).evaluate(height) < 0.12


def axe(page: Page) -> list[str]:
    found = Axe().run(page, context="#rg-problems", options=OPTIONS).response
    return [str(violation["id"]) for violation in found["violations"]]


def test_more_problems_than_anybody_reads_are_counted() -> None:
    problems = [Problem(n, n + 1, "no-id", f"it {n}") for n in range(1, 53)]
    report = first_report(Source("papers.yaml", "x" * 60), problems)
    page = banner.above(b"<html><body class='x'><p>good</p></body></html>", report).decode()
    assert page.startswith("<html><body class='x'><section")
    assert page.endswith("</section><p>good</p></body></html>")
    assert "52 problems" in page
    assert "it 50" in page
    assert "it 51" not in page
    assert "and 2 more" in page


# The server


def test_going_back_shows_no_page_of_before(start: Start) -> None:
    with urllib.request.urlopen(start().address, timeout=SECONDS) as answer:
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_taken_port_is_left_for_the_next_free_one(start: Start) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        serving = start("--port", str(port))
    assert re.fullmatch(rf"port {port} is taken, the next free one is \d+\n", serving.said[0])
    assert int(re.findall(r"\d+", serving.said[0])[1]) > port
    assert SOUR in fetched(serving, "graph/")


@pytest.mark.parametrize(
    ("by", "builds"), [(signal.SIGINT, 0), (signal.SIGINT, 1), (signal.SIGTERM, 1)]
)
def test_it_ends_quietly_and_leaves_nothing(
    other: Project, start: Start, by: signal.Signals, builds: int
) -> None:
    before = without_caches(other.root)
    serving = start(builds=builds)
    assert serving.end(by) == 0
    assert all(re.match(r"papers\.yaml is shown|built in", line) for line in serving.said)
    assert not list(other.temporary.iterdir())
    assert without_caches(other.root) == before


def without_caches(folder: Path) -> dict[str, str]:
    """What is in a folder, but for what Python and the layout keep there."""
    kept = ("__pycache__", ".cache")
    return {n: held for n, held in tree(folder).items() if not any(name in n for name in kept)}


@pytest.mark.parametrize(
    "arguments", [("--port", "99999"), ("--port", "many"), ("papers.yaml",), ("--catalogue", ".")]
)
def test_wrong_usage_is_refused(other: Project, arguments: tuple[str, ...]) -> None:
    run = other.run("scripts/serve.py", *arguments, cwd=other.root)
    assert run.status == 2
    assert "Error: " in run.err


def test_no_free_port_is_one_line(other: Project) -> None:
    with socket.create_server(("127.0.0.1", 65535)):
        run = other.run("scripts/serve.py", "--port", "65535", cwd=other.root)
    assert run.status == 2
    why = "it is taken, and so are those after it; name another with --port"
    assert run.lines == [f"error: cannot serve at port 65535: {why}"]


def test_help_tells_what_it_does_and_the_exit_statuses(other: Project) -> None:
    run = other.run("scripts/serve.py", "--help", cwd=other.root)
    assert run.status == 0
    for word in ("--catalogue", "--port", "--open", "Exit status: 0", "Ctrl-C"):
        assert word in run.out


def fetched(serving: Serving, address: str) -> str:
    with urllib.request.urlopen(serving.address + address, timeout=SECONDS) as answer:
        return str(answer.read().decode())
