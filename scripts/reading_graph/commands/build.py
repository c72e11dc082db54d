"""build.py: from papers.yaml to site/."""

from __future__ import annotations

import json
import os
import time
from contextlib import closing
from pathlib import Path
from types import FrameType
from typing import NoReturn

import click

from .. import site
from ..rendering import RenderingFailed, render
from ..revision import commit_time
from ..wording import counted
from .command import Command, refusal, refuse_site_url, stop, when_told_to_end
from .telling import Telling

ROOT = Path(__file__).parents[3]


@click.command(cls=Command)
@click.option(
    "--catalogue", type=click.Path(path_type=Path, readable=False), default=ROOT / "papers.yaml",
    metavar="FILE", help="The list to build. Default: papers.yaml.",
)  # fmt: skip
@click.option(
    "--site-dir", type=click.Path(path_type=Path, readable=False), default=ROOT / "site",
    metavar="DIR", help="The folder to replace by the new site. Default: site.",
)  # fmt: skip
@click.option(
    "--offline", is_flag=True, help="A site that works opened from disk: no server is needed."
)
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
@click.option("--quiet", is_flag=True, help="Say only what is wrong.")
def main(catalogue: Path, site_dir: Path, offline: bool, strict: bool, quiet: bool) -> None:
    """Checks papers.yaml, draws its graph, and writes the site.

    Exit status: 0 the site is new; 1 the data has problems, the old site stays; 2 wrong usage, or
    it cannot be written; 128 and the number of the signal that has ended it.
    """
    started = time.monotonic()
    when_told_to_end(_interrupt)
    _refuse_places(site_dir, catalogue)
    refuse_site_url()
    _date_the_site()
    warnings: list[str] = []

    def rendered(into: Path, scratch: Path) -> None:
        with closing(Telling(is_quiet=quiet)) as steps:
            warnings.extend(
                render(
                    ROOT / "mkdocs.yml", catalogue, into, scratch,
                    strict=strict, offline=offline, steps=steps,
                )
            )  # fmt: skip

    try:
        site.replaced(site_dir, rendered)
    except RenderingFailed as failure:
        stop(str(failure), 1)
    except site.SiteError as error:
        stop(f"error: {error}")
    except OSError as error:
        stop(f"error: cannot write the site: {refusal(error)}")
    except KeyboardInterrupt as interruption:
        stop(f"interrupted: {site_dir} is whole, the old site or the new", *interruption.args)
    for warning in warnings:
        click.echo(warning, err=True)
    if not quiet:
        click.echo(f"{_summary(site_dir)}; built in {time.monotonic() - started:.1f} s")


def _interrupt(number: int, _frame: FrameType | None) -> NoReturn:
    raise KeyboardInterrupt(128 + number)


def _refuse_places(site_dir: Path, catalogue: Path) -> None:
    """Stops where the new site would stand among, or in the place of, what people write."""
    place = Path(os.path.realpath(site_dir))
    if place.is_relative_to(ROOT / "docs"):
        stop(f"error: {site_dir} is in docs/, where a build never writes; name another folder")
    for kept in (ROOT, Path(os.path.realpath(catalogue))):
        if kept.is_relative_to(place) or kept.is_relative_to(site.work_folder(place)):
            stop(f"error: {site_dir} holds {kept}, which would be lost; name another folder")


def _date_the_site() -> None:
    """The day of the last commit, so that the same commit gives the same bytes."""
    given = os.environ.get("SOURCE_DATE_EPOCH")
    if given and not (given.isdecimal() and int(given[:20]) < 2**32):  # until 2106
        stop("error: SOURCE_DATE_EPOCH is no number of seconds that a site can have; unset it")
    if not given and (committed := commit_time(ROOT)) is not None:
        os.environ["SOURCE_DATE_EPOCH"] = str(committed)


def _summary(site_dir: Path) -> str:
    """What the new site holds, and where it is."""
    papers = json.loads((site_dir / site.MARK).read_text(encoding="utf-8"))
    planned = sum(paper["status"] == "planned" for paper in papers["papers"])
    read = len(papers["papers"]) - planned
    held = [counted(len(papers["sections"]), "section"), counted(read, "paper")]
    return f"{site_dir}: {', '.join([*held, *([f'{planned} planned'] if planned else [])])}"
