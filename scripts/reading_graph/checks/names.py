"""Names: ids stand once, and what an entry says of another leads to one that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from difflib import get_close_matches
from heapq import nlargest
from itertools import pairwise

from ..fields import LONGEST_SLUG
from ..identifiers import identifier_in, without_version
from ..problems import Problem, Source
from ..source import Entries, Scalar
from ..wording import quoted
from .drafts import Draft, at, doubt, entries, filled, is_name, names
from .notes import note_faults

MOST_SUGGESTIONS = 20
MOST_COMPARED = 50


def name_problems(
    root: Entries, drafts: list[Draft], source: Source, elsewhere: Set[str]
) -> Iterator[Problem]:
    """Ids that stand twice, and names that lead nowhere, or to the entry itself.

    `elsewhere` are ids that are in the file, too, though their entries cannot be read.
    """
    sections = [id_ for entry in entries(root, "sections") if (id_ := filled(entry, "id"))]
    yield from _repeated(sections, "section id", source)
    yield from _repeated((draft.id for draft in drafts), "paper id", source)
    shorts = (short for draft in drafts if (short := draft.text("short")))
    yield from _repeated(shorts, "`short` name", source)
    yield from _alias_problems(drafts, source)
    yield from _unknown_sections(root, sections, elsewhere)
    yield from _unknown_papers(root, drafts, source, elsewhere)
    yield from _need_problems(drafts, source)
    yield from _repeated_items(root, source)


def _repeated(scalars: Iterable[Scalar], what: str, source: Source) -> Iterator[Problem]:
    for scalar, earlier in _again(scalars):
        line = source.line_of(earlier.start)
        message = f"{what} {quoted(scalar.text)} stands twice: first in line {line}; change one"
        yield at(scalar, "duplicate-id", message, (earlier.start,))


def _again(scalars: Iterable[Scalar]) -> Iterator[tuple[Scalar, Scalar]]:
    """Each text that stood before, with where it stood first."""
    first: dict[str, Scalar] = {}
    for scalar in scalars:
        earlier = first.setdefault(scalar.text, scalar)
        if earlier is not scalar:
            yield scalar, earlier


def _alias_problems(drafts: list[Draft], source: Source) -> Iterator[Problem]:
    owners = {draft.id.text: draft.id for draft in drafts}
    for draft in drafts:
        for alias in draft.aliases:
            earlier = owners.setdefault(alias.text, alias)
            if earlier is not alias:
                line = source.line_of(earlier.start)
                message = (
                    f"alias {quoted(alias.text)} is taken: it stands in line {line}; delete one"
                )
                yield at(alias, "duplicate-id", message, (earlier.start,))


def _unknown_sections(
    root: Entries, sections: list[Scalar], elsewhere: Set[str]
) -> Iterator[Problem]:
    known = {section.text for section in sections} | elsewhere
    named = (paper.get("section") for paper in entries(root, "papers"))
    unknown = [name for name in named if is_name(name) and name.text not in known]
    titles = {
        title.text.casefold(): f"; its id is {quoted(id_.text)}"
        for entry in entries(root, "sections")
        if (id_ := filled(entry, "id")) and (title := filled(entry, "title"))
    }
    for scalar, hint in _with_hints(unknown, known, titles):
        yield at(scalar, "unknown-section", f"{quoted(scalar.text)} is no section{hint}")


def _unknown_papers(
    root: Entries, drafts: list[Draft], source: Source, elsewhere: Set[str]
) -> Iterator[Problem]:
    known = {draft.id.text for draft in drafts} | elsewhere
    in_notes, problems = note_faults(root, source, known)
    yield from problems
    unknown = [name for name in _named(root) if name.text not in known] + in_notes
    by_name = _hints_by_name(drafts) if unknown else {}
    for scalar, hint in _with_hints(unknown, known, by_name):
        message = f"{quoted(scalar.text)} is not in the catalogue{hint}"
        yield at(scalar, "unknown-paper", message)


def _named(root: Entries) -> Iterator[Scalar]:
    """Every place where a list of the file names a paper."""
    for paper in entries(root, "papers"):
        yield from names(paper, "needs")
        yield from names(paper, "background")
    for route in entries(root, "routes"):
        yield from names(route, "to")


def _hints_by_name(drafts: list[Draft]) -> dict[str, str]:
    """The way out for whoever writes something else that a paper is known by."""
    hints: dict[str, str] = {}
    for draft in drafts:
        id_ = quoted(draft.id.text)
        for alias in draft.aliases:
            hints.setdefault(alias.text, f"; it is called {id_} now")
        for key in ("arxiv", "doi", "short", "title"):
            if name := draft.text(key):
                hints.setdefault(name.text.casefold(), f"; its id is {id_}")
        if arxiv := draft.text("arxiv"):
            hints.setdefault(without_version(arxiv.text), f"; its id is {id_}")
    return hints


def _with_hints(
    unknown: Sequence[Scalar], known: Iterable[str], by_name: Mapping[str, str]
) -> Iterator[tuple[Scalar, str]]:
    """Each name with the way out: the nearest id, for as many names as one would look at."""
    nearest = _Nearest(known if unknown else ())
    for place, scalar in enumerate(unknown):
        plain = scalar.text.casefold()
        hint = by_name.get(plain) or by_name.get((identifier_in(plain) or "").casefold())
        if not hint:
            near = nearest.to(plain[:LONGEST_SLUG]) if place < MOST_SUGGESTIONS else None
            hint = f"; did you mean {quoted(near)}?" if near else "; add it, or correct the id"
        yield scalar, hint


class _Nearest:
    """Finds the name that is spelled most alike, among those that share most pairs of letters:
    to compare with each of thousands would take seconds.
    """

    def __init__(self, names: Iterable[str]) -> None:
        self.pairs = {name: set(pairwise(name)) for name in names}

    def to(self, text: str) -> str | None:
        pairs = set(pairwise(text))
        likely = nlargest(
            MOST_COMPARED, self.pairs, key=lambda name: (len(pairs & self.pairs[name]), name)
        )
        return next(iter(get_close_matches(text, likely, 1)), None)


def _need_problems(drafts: list[Draft], source: Source) -> Iterator[Problem]:
    for draft in drafts:
        named = [reference.paper for reference in (*draft.needs, *draft.background)]
        for scalar in named:
            if scalar.text == draft.id.text:
                message = f"{quoted(scalar.text)} cannot need itself; delete this"
                yield at(scalar, "needs-itself", message)
        for scalar, earlier in _again(named):
            if scalar.text != draft.id.text:
                message = f"{quoted(scalar.text)} is named {_where(earlier, source)}; keep one"
                yield at(scalar, "repeated-need", message, (earlier.start,))


def _repeated_items(root: Entries, source: Source) -> Iterator[Problem]:
    """Tags of a paper, and goals of a route, of which one would be enough."""
    for key, field in (("papers", "tags"), ("routes", "to")):
        for entry in entries(root, key):
            for scalar, earlier in _again(names(entry, field)):
                message = (
                    f"{quoted(scalar.text)} is in `{field}` {_where(earlier, source)}; delete one"
                )
                yield doubt(scalar, "repeated-item", message, (earlier.start,))


def _where(earlier: Scalar, source: Source) -> str:
    return f"in line {source.line_of(earlier.start)} already"
