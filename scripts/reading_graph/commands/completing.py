"""The part of an entry that nobody else can know: its section, its id, what it needs and why."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import zip_longest

from ..addition import taken_ids
from ..fields import NEED
from ..imports.works import fault, tidy
from ..model import Catalogue, Need, Paper
from ..naming import paper_meant, section_meant, unknown_paper, unknown_section
from ..wording import quoted
from .command import stop
from .questions import Wrong, settled, somebody_is_there

READ_FIRST = "Read first (an id; Tab completes, Enter ends): "
WHY = "  Why? What it takes from that: "


@dataclass(frozen=True)
class Options:
    """What the command line says of an entry."""

    section: str | None
    id: str | None
    needs: tuple[str, ...]
    whys: tuple[str, ...]

    @property
    def are_of_one(self) -> bool:
        """Whether they say what can be true of one paper only."""
        return bool(self.id or self.needs or self.whys)


def section_of(options: Options, catalogue: Catalogue) -> str:
    """The id of the section that the papers belong to."""
    ids = [section.id for section in catalogue.sections]

    def known(text: str) -> str:
        if section := section_meant(text, catalogue):
            return section.id
        way = "" if somebody_is_there() else "name one with --section; "
        there_are = f"{way}the sections are {', '.join(ids)}"
        raise Wrong(unknown_section(text, catalogue) if text else there_are)

    if not ids:
        stop("error: the list has no section yet; write the first one", 1)
    if len(ids) == 1 and options.section is None:
        return ids[0]
    return settled(options.section, "Section: ", known, ids)


def completed(paper: Paper, options: Options, catalogue: Catalogue) -> Paper:
    """An entry with its own id instead of the proposed one, and with its needs."""
    taken = taken_ids(catalogue)

    def free(text: str) -> str:
        id_ = text or paper.id
        if wrong := fault("id", id_):
            raise Wrong(wrong)
        if id_ in taken:
            raise Wrong(f"{quoted(id_)} is the id of another paper; choose another")
        return id_

    id_ = settled(options.id, f"Id, for ever [{paper.id}]: ", free)
    return replace(paper, id=id_, needs=_needs(options, catalogue))


def _needs(options: Options, catalogue: Catalogue) -> tuple[Need, ...]:
    if len(options.whys) > len(options.needs):
        stop("error: each --why is for one of --needs; name that paper, too")
    ids = list(catalogue.by_id)
    needs: dict[str, Need] = {}

    def known(text: str) -> str:
        if not (paper := paper_meant(text, catalogue)):
            raise Wrong(unknown_paper(text, catalogue))
        if paper.id in needs:
            raise Wrong(f"{quoted(paper.id)} is named already")
        return paper.id

    def known_if_any(text: str) -> str | None:
        return known(text) if text else None

    for option, why in zip_longest(options.needs, options.whys):
        id_ = settled(option, "", known)
        needs[id_] = Need(id_, settled(why or "", "", _reason))
    asked = ids and not options.needs
    while asked and (answer := settled(None, READ_FIRST, known_if_any, ids)):
        needs[answer] = Need(answer, settled(None, WHY, _reason))
    return tuple(needs.values())


def _reason(text: str) -> str | None:
    reason = tidy(text)
    if reason and (wrong := fault("why", reason, NEED)):
        raise Wrong(wrong)
    return reason or None
