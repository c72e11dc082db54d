"""Names: ids stand once, and what an entry says of another leads to one that is there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches

from ..problems import Problem, Source, quoted
from ..source import Entries, Scalar
from .drafts import Draft, at, entries, is_name, references, scalar_of

MOST_SUGGESTIONS = 20


def name_problems(root: Entries, drafts: list[Draft], source: Source) -> Iterator[Problem]:
    """Ids that stand twice, and names that lead nowhere, or to the entry itself."""
    sections = [id_ for entry in entries(root, "sections") if (id_ := scalar_of(entry, "id"))]
    papers = list(entries(root, "papers"))
    yield from _repeated(sections, "section id", source)
    yield from _repeated((d.id for d in drafts), "paper id", source)
    yield from _repeated((d.short for d in drafts if d.short), "`short` name", source)
    yield from _alias_problems(drafts, source)
    yield from _unknown_sections(papers, sections)
    yield from _unknown_papers([*papers, *entries(root, "routes")], drafts)
    yield from _need_problems(drafts, source)


def _repeated(scalars: Iterable[Scalar], what: str, source: Source) -> Iterator[Problem]:
    first: dict[str, Scalar] = {}
    for scalar in scalars:
        earlier = first.setdefault(scalar.text, scalar)
        if earlier is not scalar:
            line = source.line_of(earlier.start)
            message = f"{what} {quoted(scalar.text)} stands twice: first in line {line}; change one"
            yield at(scalar, "duplicate-id", message)


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
                yield at(alias, "duplicate-id", message)


def _unknown_sections(papers: list[Entries], sections: list[Scalar]) -> Iterator[Problem]:
    known = {section.text for section in sections}
    named = (paper.get("section") for paper in papers)
    unknown = [name for name in named if is_name(name) and name.text not in known]
    for scalar, hint in zip(unknown, _suggestions(unknown, known), strict=True):
        yield at(scalar, "unknown-section", f"{quoted(scalar.text)} is no section{hint}")


def _unknown_papers(entries: list[Entries], drafts: list[Draft]) -> Iterator[Problem]:
    known = {draft.id.text for draft in drafts}
    renamed = {alias.text: draft.id.text for draft in drafts for alias in draft.aliases}
    lists = (references(entry, key) for entry in entries for key in ("needs", "background", "to"))
    unknown = [scalar for scalars in lists for scalar in scalars if scalar.text not in known]
    for scalar, hint in zip(unknown, _suggestions(unknown, known), strict=True):
        now = renamed.get(scalar.text)
        hint = f"; it is called {quoted(now)} now" if now else hint
        yield at(scalar, "unknown-paper", f"{quoted(scalar.text)} is not in the catalogue{hint}")


def _suggestions(unknown: Sequence[Scalar], known: Iterable[str]) -> Iterator[str]:
    """The way out for each name: the nearest that is known, for as many as one would look at."""
    for place, scalar in enumerate(unknown):
        candidates = known if place < MOST_SUGGESTIONS else ()
        close = get_close_matches(scalar.text[:80].casefold(), candidates, 1, cutoff=0.5)
        yield f"; did you mean {quoted(close[0])}?" if close else "; add it, or correct the id"


def _need_problems(drafts: list[Draft], source: Source) -> Iterator[Problem]:
    for draft in drafts:
        first: dict[str, Scalar] = {}
        for scalar in (*draft.needs, *draft.background):
            earlier = first.setdefault(scalar.text, scalar)
            if scalar.text == draft.id.text:
                yield at(
                    scalar, "needs-itself", f"{quoted(scalar.text)} cannot need itself; delete this"
                )
            elif earlier is not scalar:
                line = source.line_of(earlier.start)
                message = f"{quoted(scalar.text)} is named in line {line} already; keep one"
                yield at(scalar, "repeated-need", message)
