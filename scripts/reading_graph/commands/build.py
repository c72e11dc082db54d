"""build.py: from papers.yaml to site/."""

from __future__ import annotations

import json
import os
import sys
import time
from pathlib import Path

import click

from .. import site
from ..pages import counted
from ..rendering import RenderingFailed, render
from ..revision import commit_time

ROOT = Path(__file__).parents[3]


@click.command()
@click.option(
    "--catalogue", type=click.Path(path_type=Path), default=ROOT / "papers.yaml",
    metavar="FILE", help="The list to build. Default: papers.yaml.",
)  # fmt: skip
@click.option(
    "--site-dir", type=click.Path(path_type=Path), default=ROOT / "site",
    metavar="DIR", help="The folder to replace by the new site. Default: site.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Fail on warnings, too.")
def main(catalogue: Path, site_dir: Path, strict: bool) -> None:
    """Checks papers.yaml, draws its graph, and writes the site.

    Exit status: 0 the site is new; 1 the data has problems, the old site stays; 2 wrong usage.
    """
    started = time.monotonic()
    if Path(os.path.realpath(site_dir)).is_relative_to(ROOT / "docs"):
        _stop(f"error: {site_dir} is in docs/, where a build never writes; name another folder", 2)
    if (committed := commit_time(ROOT)) is not None:
        os.environ.setdefault("SOURCE_DATE_EPOCH", str(committed))
    warnings: list[str] = []

    def rendered(into: Path) -> None:
        warnings.extend(render(ROOT / "mkdocs.yml", catalogue, into, strict))

    try:
        site.replaced(site_dir, rendered)
    except RenderingFailed as failure:
        _stop(str(failure), 1)
    except site.SiteError as error:
        _stop(f"error: {error}", 2)
    except OSError as error:
        _stop(f"error: cannot write the site: {error.strerror}: {error.filename}", 2)
    for warning in warnings:
        click.echo(warning, err=True)
    click.echo(f"{_summary(site_dir)}; built in {time.monotonic() - started:.1f} s")


def _stop(message: str, status: int) -> None:
    click.echo(message, err=True)
    sys.exit(status)


def _summary(site_dir: Path) -> str:
    """What the new site holds, and where it is."""
    papers = json.loads((site_dir / site.MARK).read_text(encoding="utf-8"))
    planned = sum(paper["status"] == "planned" for paper in papers["papers"])
    read = len(papers["papers"]) - planned
    held = [counted(len(papers["sections"]), "section"), counted(read, "paper")]
    return f"{site_dir}: {', '.join([*held, *([f'{planned} planned'] if planned else [])])}"
