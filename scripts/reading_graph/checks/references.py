"""What entries say of each other: ids stand once, names lead somewhere, nothing goes in circles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from difflib import get_close_matches
from itertools import islice, pairwise
from typing import NamedTuple, TypeGuard

from ..problems import Problem, Source, quoted, shown, visible
from ..relations import ancestor_sets, cycles
from ..source import Entries, Items, Node, Scalar, yaml_type

MOST_STEPS_SHOWN = 12
MOST_CYCLES = 100
MOST_SUGGESTIONS = 20


class _Draft(NamedTuple):
    """The parts of a paper's entry that speak of other entries, as far as they are well formed."""

    id: Scalar
    short: Scalar | None
    aliases: list[Scalar]
    needs: list[Scalar]
    background: list[Scalar]


def reference_problems(root: Node, source: Source) -> Iterator[Problem]:
    """Problems that only show when entries are held against each other."""
    if not isinstance(root, Entries):
        return
    sections = [id_ for entry in _entries(root, "sections") if (id_ := _scalar(entry, "id"))]
    papers = list(_entries(root, "papers"))
    drafts = [_draft(entry, id_) for entry in papers if (id_ := _scalar(entry, "id"))]
    yield from _repeated(sections, "section id", source)
    yield from _repeated((d.id for d in drafts), "paper id", source)
    yield from _repeated((d.short for d in drafts if d.short), "`short` name", source)
    yield from _alias_problems(drafts, source)
    yield from _unknown_sections(papers, sections)
    yield from _unknown_papers([*papers, *_entries(root, "routes")], drafts)
    yield from _need_problems(drafts, source)
    yield from _circles(drafts, source)


def _entries(root: Entries, key: str) -> Iterator[Entries]:
    listed = root.get(key)
    if isinstance(listed, Items):
        yield from (entry for entry in listed.values if isinstance(entry, Entries))


def _scalar(entry: Entries, key: str) -> Scalar | None:
    value = entry.get(key)
    return value if isinstance(value, Scalar) and value.text else None


def _draft(entry: Entries, id_: Scalar) -> _Draft:
    return _Draft(
        id=id_,
        short=_scalar(entry, "short"),
        aliases=list(_references(entry, "aliases")),
        needs=list(_references(entry, "needs")),
        background=list(_references(entry, "background")),
    )


def _references(entry: Entries, key: str) -> Iterator[Scalar]:
    """The ids in a list, whether they stand bare or as the `paper` of a mapping."""
    listed = entry.get(key)
    for item in listed.values if isinstance(listed, Items) else ():
        named = item.get("paper") if isinstance(item, Entries) else item
        if _is_name(named):
            yield named


def _is_name(node: Node | None) -> TypeGuard[Scalar]:
    """Whether it is text, and so could name an entry; other values are wrong by their type."""
    return isinstance(node, Scalar) and bool(node.text.strip()) and yaml_type(node) is None


def _repeated(scalars: Iterable[Scalar], what: str, source: Source) -> Iterator[Problem]:
    first: dict[str, Scalar] = {}
    for scalar in scalars:
        earlier = first.setdefault(scalar.text, scalar)
        if earlier is not scalar:
            line = source.line_of(earlier.start)
            message = f"{what} {quoted(scalar.text)} stands twice: first in line {line}; change one"
            yield _at(scalar, "duplicate-id", message)


def _alias_problems(drafts: list[_Draft], source: Source) -> Iterator[Problem]:
    owners = {draft.id.text: draft.id for draft in drafts}
    for draft in drafts:
        for alias in draft.aliases:
            earlier = owners.setdefault(alias.text, alias)
            if earlier is not alias:
                line = source.line_of(earlier.start)
                message = (
                    f"alias {quoted(alias.text)} is taken: it stands in line {line}; delete one"
                )
                yield _at(alias, "duplicate-id", message)


def _unknown_sections(papers: list[Entries], sections: list[Scalar]) -> Iterator[Problem]:
    known = {section.text for section in sections}
    named = (paper.get("section") for paper in papers)
    unknown = [name for name in named if _is_name(name) and name.text not in known]
    for scalar, hint in zip(unknown, _suggestions(unknown, known), strict=True):
        yield _at(scalar, "unknown-section", f"{quoted(scalar.text)} is no section{hint}")


def _unknown_papers(entries: list[Entries], drafts: list[_Draft]) -> Iterator[Problem]:
    known = {draft.id.text for draft in drafts}
    renamed = {alias.text: draft.id.text for draft in drafts for alias in draft.aliases}
    lists = (_references(entry, key) for entry in entries for key in ("needs", "background", "to"))
    unknown = [scalar for scalars in lists for scalar in scalars if scalar.text not in known]
    for scalar, hint in zip(unknown, _suggestions(unknown, known), strict=True):
        now = renamed.get(scalar.text)
        hint = f"; it is called {quoted(now)} now" if now else hint
        yield _at(scalar, "unknown-paper", f"{quoted(scalar.text)} is not in the catalogue{hint}")


def _suggestions(unknown: Sequence[Scalar], known: Iterable[str]) -> Iterator[str]:
    """The way out for each name: the nearest that is known, for as many as one would look at."""
    for place, scalar in enumerate(unknown):
        candidates = known if place < MOST_SUGGESTIONS else ()
        close = get_close_matches(scalar.text[:80].casefold(), candidates, 1, cutoff=0.5)
        yield f"; did you mean {quoted(close[0])}?" if close else "; add it, or correct the id"


def _need_problems(drafts: list[_Draft], source: Source) -> Iterator[Problem]:
    for draft in drafts:
        first: dict[str, Scalar] = {}
        for scalar in (*draft.needs, *draft.background):
            earlier = first.setdefault(scalar.text, scalar)
            if scalar.text == draft.id.text:
                yield _at(
                    scalar, "needs-itself", f"{quoted(scalar.text)} cannot need itself; delete this"
                )
            elif earlier is not scalar:
                line = source.line_of(earlier.start)
                message = f"{quoted(scalar.text)} is named in line {line} already; keep one"
                yield _at(scalar, "repeated-need", message)


def _circles(drafts: list[_Draft], source: Source) -> Iterator[Problem]:
    """Cycles of needs; then those that a background paper closes, in what is left without them."""
    needs = _needs(drafts)
    circles = cycles({paper: list(edges) for paper, edges in needs.items()})
    for circle in list(islice(circles, MOST_CYCLES)):
        edges = [needs[paper][need] for paper, need in pairwise(circle)]
        way = _way_shown(circle, edges, source)
        message = f"a cycle, in which each needs the next: {way}; delete one need"
        yield _at(edges[-1], "cycle", message)
        del needs[circle[-2]][circle[-1]]
    if next(circles, None) is None:
        yield from islice(_background_circles(drafts, needs, source), MOST_CYCLES)


def _needs(drafts: list[_Draft]) -> dict[str, dict[str, Scalar]]:
    """For each paper, where it names each other paper of the catalogue."""
    known = {draft.id.text for draft in drafts}
    return {
        draft.id.text: {
            scalar.text: scalar
            for scalar in draft.needs
            if scalar.text in known and scalar.text != draft.id.text
        }
        for draft in drafts
    }


def _way_shown(papers: list[str], edges: list[Scalar], source: Source) -> str:
    """The papers with arrows between them, and in which lines each names the next."""
    names = [shown(paper) for paper in papers]
    lines = [f":{source.line_of(edge.start)}" for edge in edges]
    if len(edges) > MOST_STEPS_SHOWN:
        half = MOST_STEPS_SHOWN // 2
        left_out = f"… {len(edges) - 2 * half:,} more …"
        names = [*names[:half], left_out, *names[-half:]]
        lines = [*lines[:half], left_out, *lines[-half:]]
    return f"{' → '.join(names)} ({visible(source.name)}{', '.join(lines)})"


def _background_circles(
    drafts: list[_Draft], needs: dict[str, dict[str, Scalar]], source: Source
) -> Iterator[Problem]:
    """A background paper that itself rests on this one could never be read before it."""
    plain = {paper: list(edges) for paper, edges in needs.items()}
    order = list(_prerequisites_first(plain))
    above = ancestor_sets(plain, order)
    bits = {paper: 1 << bit for bit, paper in enumerate(order)}
    for draft in drafts:
        bit = bits[draft.id.text]
        for scalar in draft.background:
            if above.get(scalar.text, 0) & bit:
                way = [scalar.text]
                while way[-1] != draft.id.text:
                    way.append(next(n for n in plain[way[-1]] if (above[n] | bits[n]) & bit))
                edges = [needs[paper][need] for paper, need in pairwise(way)]
                yield _at(scalar, "cycle", _background_message(way, edges, source))


def _background_message(way: list[str], edges: list[Scalar], source: Source) -> str:
    rests = f"{quoted(way[0])} rests on {quoted(way[-1])}, so it cannot be its background"
    return f"{rests}: {_way_shown(way, edges, source)}; delete one of these"


def _prerequisites_first(needs: dict[str, list[str]]) -> Iterator[str]:
    """The ids of an acyclic `needs`, each after all that it needs."""
    done: set[str] = set()
    for root in needs:
        stack = [root]
        while stack:
            paper = stack[-1]
            if paper in done:
                stack.pop()
            elif waiting := [need for need in needs[paper] if need not in done]:
                stack.extend(waiting)
            else:
                done.add(stack.pop())
                yield paper


def _at(scalar: Scalar, rule: str, message: str) -> Problem:
    return Problem(scalar.start, max(scalar.end, scalar.start + 1), rule, message)
