"""add.py: papers that others describe, as entries of papers.yaml."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from ..addition import Addition, addition, entries
from ..atomic import ChangedMeanwhile, rewrite
from ..catalogue import Reading, name_of, read_bytes
from ..escaping import visible
from ..identifiers import arxiv_id, doi, doi_of_page
from ..imports import bibtex, csl, files
from ..imports.lookup import looked_up
from ..imports.works import Found, Imported, NothingTold, Work
from ..insertion import Insertion, NoPlace, insertion
from ..model import Catalogue, Paper
from ..naming import paper_meant
from ..reports import text_report
from ..source import LARGEST_FILE, TooLarge, bytes_of
from ..wording import counted, quoted
from .command import (
    FILE,
    PAPERS,
    Command,
    checking,
    print_whatever_comes,
    sound,
    stop,
    whatever_comes_of_it,
)
from .completing import Options, completed, section_of
from .questions import somebody_is_there

READERS = {".bib": bibtex.works, ".bibtex": bibtex.works, ".json": csl.works}
MOST_AUTHORS = 3
MOST_PLACES = 5


@click.command(cls=Command)
@click.argument("what")
@click.option("--section", metavar="ID", help="The section that it belongs to.")
@click.option("--id", "id_", metavar="ID", help="Its id, which stays for ever.")
@click.option("--needs", multiple=True, metavar="ID", help="A paper to read first; once for each.")
@click.option(
    "--why", "whys", multiple=True, metavar="TEXT",
    help="What it takes from that paper: the first is for the first of --needs, and so on.",
)  # fmt: skip
@click.option("--another", is_flag=True, help="Add it though the list has a title much like its.")
@click.option("--encoding", metavar="NAME", help="How the file is encoded, if not as UTF-8.")
@click.option(
    "--catalogue", type=FILE, default=PAPERS, metavar="FILE",
    help="The list to add to. Default: papers.yaml.",
)  # fmt: skip
def main(
    what: str,
    section: str | None,
    id_: str | None,
    needs: tuple[str, ...],
    whys: tuple[str, ...],
    another: bool,
    encoding: str | None,
    catalogue: Path,
) -> None:
    """Adds to papers.yaml a paper that others describe, or many.

    WHAT is an arXiv id or a DOI, as it is or in an address, or a file: BibTeX (.bib) or CSL-JSON
    (.json). On a terminal it asks for what no option says. An entry has what is known of the paper,
    and is `planned` until somebody writes it up. What stood in papers.yaml stays as it was.

    Exit status: 0 something was added; 1 nothing was; 2 nothing was, for wrong usage or what the
    system refused.
    """
    print_whatever_comes()
    try:
        before = bytes_of(catalogue, LARGEST_FILE)
        listed = read_bytes(before, name_of(catalogue))
        known = sound(listed, catalogue)
        options = Options(section, id_, needs, whys)
        new = addition(_described(what, encoding, known), listed, another)
        _tell_what_is_left(new, what)
        _write(_entries(new.works, known, options), listed, before, catalogue)
    except (KeyboardInterrupt, EOFError):
        stop("\nnothing was added", 130)
    except (NothingTold, NoPlace, TooLarge, ChangedMeanwhile) as error:
        stop(f"error: {error}", 1)


def _described(what: str, encoding: str | None, known: Catalogue) -> Imported:
    """What there is about the papers that are meant. What the list has is not looked up."""
    path = Path(what)
    if path.suffix.lower() in READERS:
        return _in_file(path, encoding)
    named = what.strip().strip("<>").rstrip(".,;")
    arxiv, other = arxiv_id(named), doi(named) or doi_of_page(named)
    if not (arxiv or other):
        stop(
            f"error: {quoted(what)} is no arXiv id, no DOI, and no .bib or .json file; write one"
            " such as 2401.00001, 10.1038/323533a0 or papers.bib"
        )
    if paper := paper_meant(arxiv or other or "", known):
        return Imported((Found(Work(paper.title, arxiv=paper.arxiv, doi=paper.doi), 0),))
    return Imported((Found(looked_up(named), 0),))


def _in_file(path: Path, encoding: str | None) -> Imported:
    name = visible(str(path))
    try:
        text = files.text_of(bytes_of(path, files.LARGEST_FILE), encoding)
        imported = READERS[path.suffix.lower()](text)
    except (NothingTold, TooLarge) as reason:
        raise NothingTold(f"{name}: {reason}") from None
    if not (imported.found or imported.skipped):
        raise NothingTold(f"{name}: there is no paper in it")
    return imported


def _tell_what_is_left(new: Addition, what: str) -> None:
    """Says what is skipped, and what is left out of the rest; ends where nothing is left."""
    for skipped in new.skipped:
        place = f"{visible(what)}:{skipped.line}: skipped" if skipped.line else "error"
        click.echo(f"{place}: {skipped.message}", err=True)
    for work in new.works:
        for message in work.left_out:
            click.echo(f"{quoted(work.title)}: left out: {message}", err=True)
    if not new.works:
        stop(f"{visible(what)}: nothing to add", 1)


def _entries(works: Sequence[Work], catalogue: Catalogue, options: Options) -> list[Paper]:
    if len(works) > 1 and options.are_of_one:
        stop(f"error: --id, --needs and --why are for one paper; these are {len(works):,}")
    if somebody_is_there():
        for work in works:
            click.echo(visible(_line(work)))
    papers = entries(works, section_of(options, catalogue), catalogue)
    return [completed(papers[0], options, catalogue)] if len(papers) == 1 else papers


def _line(work: Work) -> str:
    """What tells somebody whether it is the right work."""
    authors = ", ".join(work.authors[:MOST_AUTHORS])
    more = ", …" if len(work.authors) > MOST_AUTHORS else ""
    parts = (work.title, authors + more, str(work.year or ""), work.venue)
    return " · ".join(part for part in parts if part)


def _write(papers: Sequence[Paper], listed: Reading, before: bytes, file: Path) -> None:
    """Puts the papers into the list, if that has no errors then, and says so."""
    text = listed.source.text
    place = insertion(text, papers)
    byte_order_mark = before[: len(before) - len(text.encode())]
    after = byte_order_mark + place.into(text).encode()
    result = read_bytes(after, listed.source.name)
    if result.catalogue is None:
        click.echo(text_report(result.source, result.problems), err=True)
        stop("nothing was added: the list would have these errors", 1)
    rewrite(file, before, after)
    with whatever_comes_of_it():
        _tell(papers, place, result, file)


def _tell(papers: Sequence[Paper], place: Insertion, result: Reading, file: Path) -> None:
    """The new entries, what there is to say of them, and what to do next."""
    for line in place.text.strip("\r\n").splitlines():
        click.echo(visible(line))
    spans = [range(first, last + 1) for first, last in (result.lines[paper.id] for paper in papers)]
    doubts = [p for p in result.problems if any(result.source.line_of(p.start) in s for s in spans)]
    if doubts:
        click.echo(f"\n{text_report(result.source, doubts)}")
    name = visible(result.source.name)
    where = ", ".join(f"{name}:{span.start}" for span in spans[:MOST_PLACES])
    more = ", …" if len(spans) > MOST_PLACES else ""
    click.echo(f"\n{name}: {counted(len(papers), 'paper')} added")
    click.echo(
        f"Next: write it up in {where}{more}, take out `status: planned`; then {checking(file)}"
    )
