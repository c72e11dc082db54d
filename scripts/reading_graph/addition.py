"""What of that which others describe is new to a list, and what its entries would be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from .catalogue import Reading
from .imports.works import Imported, Skipped, Work
from .model import Catalogue, Paper
from .proposal import proposal, proposed_id
from .twins import Twins
from .wording import quoted


@dataclass(frozen=True)
class Addition:
    """The works that need an entry, and why each of the others needs none."""

    works: tuple[Work, ...]
    skipped: tuple[Skipped, ...]


def addition(imported: Imported, listed: Reading, another: bool = False) -> Addition:
    """What a list without errors does not have. A work whose title is much like that of a paper is
    taken for it, unless it is said to be `another`.
    """
    assert listed.catalogue
    papers, works = Twins[Paper](), Twins[Work]()
    for paper in listed.catalogue.papers:
        papers.add(paper)
    new: dict[Work, int] = {}
    skipped = list(imported.skipped)
    for work, line in ((found.work, found.line) for found in imported.found):
        reason = _in_list(work, papers, listed, another) or _further_up(work, works, new, another)
        if reason:
            skipped.append(Skipped(line, reason))
        else:
            works.add(work)
            new[work] = line
    in_order = sorted(skipped, key=lambda entry: entry.line)
    return Addition(tuple(new), tuple(in_order))


def entries(works: Sequence[Work], section: str, catalogue: Catalogue) -> list[Paper]:
    """An entry for each work, under a name that neither the list nor another of them has."""
    ids = taken_ids(catalogue)
    shorts = {paper.short.casefold() for paper in catalogue.papers if paper.short}
    papers = []
    for work in works:
        paper = proposal(work, proposed_id(work, ids), section, shorts)
        papers.append(paper)
        ids.add(paper.id)
        shorts.update([paper.short.casefold()] if paper.short else [])
    return papers


def taken_ids(catalogue: Catalogue) -> set[str]:
    """The ids that no new paper can have: those of others, and those that they had before."""
    return {id_ for paper in catalogue.papers for id_ in (paper.id, *paper.aliases)}


def _in_list(work: Work, papers: Twins[Paper], listed: Reading, another: bool) -> str | None:
    same = papers.by_id(work)
    paper = same or (None if another else papers.by_title(work))
    if not paper:
        return None
    place = f"{listed.source.name}:{listed.lines[paper.id][0]}"
    way_out = "" if same else _ANOTHER
    return f"{quoted(work.title)} is in the list as {quoted(paper.id)} ({place}){way_out}"


def _further_up(
    work: Work, works: Twins[Work], lines: Mapping[Work, int], another: bool
) -> str | None:
    """Two of one file that have different DOIs, or different arXiv ids, are two."""
    same = works.by_id(work)
    alike = None if another else works.by_title(work)
    if alike and (_differ(work.doi, alike.doi) or _differ(work.arxiv, alike.arxiv)):
        alike = None
    if not (first := same or alike):
        return None
    way_out = "" if same else _ANOTHER
    return f"{quoted(work.title)} stands in line {lines[first]} already{way_out}"


_ANOTHER = "; if it is another work, say --another"


def _differ(one: str | None, other: str | None) -> bool:
    return bool(one and other and one.casefold() != other.casefold())
