"""What of that which others describe is new to a list, and what its entries would be."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .catalogue import Reading
from .imports.works import Found, Imported, Skipped, Work
from .model import Catalogue, Paper
from .proposal import has_its_id, proposal, proposed_id, twin
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
    new: list[Found] = []
    skipped = list(imported.skipped)
    for found in imported.found:
        reason = _in_list(found.work, listed, another) or _further_up(found.work, new)
        if reason:
            skipped.append(Skipped(found.line, reason))
        else:
            new.append(found)
    in_order = sorted(skipped, key=lambda entry: entry.line)
    return Addition(tuple(found.work for found in new), tuple(in_order))


def entries(works: Sequence[Work], section: str, catalogue: Catalogue) -> list[Paper]:
    """An entry for each work, under a name that neither the list nor another of them has."""
    ids = taken_ids(catalogue)
    shorts = {paper.short for paper in catalogue.papers if paper.short}
    papers = []
    for work in works:
        paper = proposal(work, proposed_id(work, ids), section, shorts)
        papers.append(paper)
        ids.add(paper.id)
        shorts.update([paper.short] if paper.short else [])
    return papers


def taken_ids(catalogue: Catalogue) -> set[str]:
    """The ids that no new paper can have: those of others, and those that they had before."""
    return {id_ for paper in catalogue.papers for id_ in (paper.id, *paper.aliases)}


def _in_list(work: Work, listed: Reading, another: bool) -> str | None:
    assert listed.catalogue
    papers = listed.catalogue.papers
    paper = twin(work, [p for p in papers if has_its_id(p, work)] if another else papers)
    if not paper:
        return None
    place = f"{listed.source.name}:{listed.lines[paper.id][0]}"
    way_out = "" if has_its_id(paper, work) else "; if it is another work, say --another"
    return f"{quoted(work.title)} is in the list as {quoted(paper.id)} ({place}){way_out}"


def _further_up(work: Work, new: Sequence[Found]) -> str | None:
    same = twin(work, [found.work for found in new])
    line = next((found.line for found in new if found.work is same), None)
    return f"{quoted(work.title)} stands in line {line} already" if line else None
