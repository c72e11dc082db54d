"""diff.py: what changed in papers.yaml since a git revision."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import click

from ..catalogue import Reading, read, read_bytes
from ..changes import changes
from ..escaping import markdown_code
from ..exports.changes_md import changes_markdown, incomparable
from ..revision import NoRevision, branched_off, commit, file_at
from ..wording import shown
from .command import FILE, PAPERS, Command, sound, stop

_EMPTY = b"sections: []\npapers: []\n"
_UNKNOWN = "; git does not know where this branch began; name it, as in `diff.py HEAD~3`"


@click.command(cls=Command)
@click.argument("base", required=False)
@click.option(
    "--catalogue", type=FILE, default=PAPERS, metavar="FILE",
    help="The list to compare, with what it was. Default: papers.yaml.",
)  # fmt: skip
def main(base: str | None, catalogue: Path) -> None:
    """Says as Markdown what changed in papers.yaml since BASE, a commit, branch or tag.

    Without BASE it is where this branch left the default branch of origin, or main or master; where
    git knows none of these, the last commit.

    Exit status: 0 it was said; 1 the list has errors; 2 wrong usage, or git does not know BASE.
    """
    now = read(catalogue)
    sound(now, catalogue)
    try:
        report = _report(now, catalogue.resolve(), base)
    except NoRevision as error:
        stop(f"error: {error}")
    _write_references_for_what_the_encoding_lacks()
    click.echo(report, nl=False)


def _report(now: Reading, path: Path, base: str | None) -> str:
    commit_id, named, hint = _base(path.parent, base)
    data = file_at(commit_id, path)
    since = f"{named} ({markdown_code(commit_id[:10])}{hint})"
    if data is None:
        data, since = _EMPTY, f"{since}, where there was no list yet"
    was = read_bytes(data, now.source.name)
    if was.catalogue is None:
        return incomparable(since)
    return changes_markdown(changes(was, now), now.source, since)


def _base(folder: Path, base: str | None) -> tuple[str, str, str]:
    """The commit to compare with, what to call it in Markdown, and whether one should name it."""
    if base is not None:
        return commit(folder, base), markdown_code(shown(base)), ""
    last = commit(folder, "HEAD")
    if found := branched_off(folder):
        branch, left = found
        return left, f"this branch left {markdown_code(shown(branch))}", ""
    return last, "the last commit", _UNKNOWN


def _write_references_for_what_the_encoding_lacks() -> None:
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="xmlcharrefreplace")
