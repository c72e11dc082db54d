"""bench.py: what is fast enough, shown."""

from __future__ import annotations

import re
import signal
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import click

from ..measuring import Failed, costs, said
from ..specimen import specimen
from ..stage import PICTURE_STYLES
from .command import when_told_to_end

SCRIPTS = Path(__file__).parents[2]
_LOAD = """
import signal, sys, yaml
signal.signal(signal.SIGINT, signal.SIG_DFL)
yaml.load(open(sys.argv[1], encoding="utf-8"), Loader=yaml.CSafeLoader)
"""


@click.group()
def main() -> None:
    """Measures against the limits that this project has set itself.

    Exit status: 0 all are kept; 1 one is not; 2 wrong usage, or nothing could be measured.
    """
    when_told_to_end(signal.default_int_handler)


@main.command()
@click.option(
    "--papers", type=click.IntRange(10), default=10_000, metavar="NUMBER",
    help="How many the larger of the two lists has. Default: 10,000.",
)  # fmt: skip
def check(papers: int) -> None:
    """Reading and checking: of a made-up list, of one a tenth its size, and of papers.yaml."""
    try:
        kept = _checking_is_fast(papers)
    except Failed as failure:
        click.echo(f"error: {failure}", err=True)
        sys.exit(2)
    sys.exit(0 if kept else 1)


def _checking_is_fast(papers: int) -> bool:
    with TemporaryDirectory() as folder:
        large, small = (_list_of(number, Path(folder)) for number in (papers, papers // 10))
        loaded, checked, tenth = costs(["-c", _LOAD, large], _check(large), _check(small))
    [ours] = costs(_check(str(SCRIPTS.parent / "papers.yaml")))
    figures = [
        (f"{papers:,} papers", checked.seconds, loaded.seconds, "s, which yaml.load takes alone"),
        ("their memory", checked.megabytes, 400, "MB"),
        (f"{papers // 10:,} papers, times", checked.seconds / tenth.seconds, 12, ""),
        ("papers.yaml", ours.seconds, 0.4, "s"),
    ]
    kept = [_is_kept(*figure) for figure in figures]
    return all(kept)


@main.command()
@click.option(
    "--papers", type=click.IntRange(200), default=1_000, metavar="NUMBER",
    help="How many the made-up list has. Default: 1,000.",
)  # fmt: skip
def browser(papers: int) -> None:
    """The graph page of a made-up list in a real browser, beside a page with its picture only."""
    try:
        kept = _the_graph_is_smooth(papers)
    except Failed as failure:
        click.echo(f"error: {failure}", err=True)
        sys.exit(2)
    sys.exit(0 if kept else 1)


def _the_graph_is_smooth(papers: int) -> bool:
    from ..browsing import Visit, feels  # which needs what is installed for tests only

    chromium = said([str(SCRIPTS.parent / "tests" / "support" / "chromium.py")]).splitlines()[-1]
    with TemporaryDirectory() as folder:
        site = Path(folder, "site")
        made = ["--catalogue", _list_of(papers, Path(folder)), "--site-dir", str(site)]
        said([str(SCRIPTS / "build.py"), "--offline", *made])
        page = site / "graph" / "index.html"
        bare = _bare_page(page).as_uri()
        alone, first, whole = feels(
            chromium,
            [
                Visit(bare, ".rg-picture", lights=False),
                Visit(page.as_uri(), ".rg-picture", lights=True),
                Visit(page.as_uri() + "?view=papers", ".rg-picture:not(.rg-map)", lights=True),
            ],
        )
    click.echo(f"a page with the picture of {papers:,} papers only: seen after {alone.seen:.0f} ms")
    click.echo(f"the graph page: its scripts have run after {first.ready:.0f} ms,")
    click.echo(f"asked for all papers, it shows them after {whole.seen:.0f} ms")
    figures = [
        ("moved", whole.moved, 25, "ms a frame"),
        ("lit up", whole.lit, 25, "ms a frame"),
        ("lit up, first view", first.lit, 25, "ms a frame"),
        ("first sight", first.seen / alone.seen, 1.2, "times that page"),
    ]
    kept = [_is_kept(*figure) for figure in figures]
    return all(kept)


def _bare_page(page: Path) -> Path:
    """A page with the largest picture of another, dressed as it is there."""
    picture = max(re.findall(r"<svg class=\"rg-picture.*?</svg>", page.read_text("utf-8")), key=len)
    assets = SCRIPTS.parent / "docs" / "assets"
    style = "".join((assets / name).read_text("utf-8") for name in PICTURE_STYLES)
    bare = page.with_name("bare.html")
    frame = "div { width: 1200px; height: 700px; overflow: hidden }"
    with bare.open("w", encoding="utf-8") as file:
        file.write(f"<!doctype html><meta charset=utf-8><style>{style}{frame}</style>")
        file.write(f"<div>{picture}</div>")
    return bare


def _list_of(papers: int, folder: Path) -> str:
    path = folder / f"{papers}.yaml"
    with path.open("w", encoding="utf-8") as file:
        file.write(specimen(papers))
    return str(path)


def _check(path: str) -> list[str]:
    return [str(SCRIPTS / "check.py"), path]


def _is_kept(what: str, found: float, limit: float, unit: str) -> bool:
    """Prints a figure beside its limit; whether it is below."""
    kept = found < limit
    click.echo(f"{what:<22} {found:7.2f} {'<' if kept else '≥'} {limit:.2f} {unit}".rstrip())
    return kept
