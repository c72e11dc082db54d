"""What a list says that it did not say before, or no longer."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from functools import cached_property
from typing import TypeVar

from .catalogue import Reading
from .identifiers import without_version
from .model import Catalogue, Need, Paper, Route, Section
from .plan_changes import PlanChange, needs_of, plan_changes
from .problems import Problem, Severity

Part = TypeVar("Part", Section, Route)


@dataclass(frozen=True)
class FieldChange:
    """A field of the list or of an entry; what it did not hold is None, or empty."""

    name: str
    was: object
    now: object


@dataclass(frozen=True)
class Tie:
    """A paper names another: as a need, or as background."""

    background: bool
    why: str | None


@dataclass(frozen=True)
class TieChange:
    """What `after` says of `before`, the paper to read first; None where it does not name it."""

    before: str
    after: str
    was: Tie | None
    now: Tie | None


@dataclass(frozen=True)
class PaperChange:
    """A paper of both lists."""

    was: Paper
    now: Paper
    fields: tuple[FieldChange, ...]
    ties: tuple[TieChange, ...]


@dataclass(frozen=True)
class PartChange:
    """A section or a route; it is new where `was` is None, and gone where `now` is."""

    was: Section | Route | None
    now: Section | Route | None
    fields: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class Changes:
    """What differs between two lists. A paper that got a new id has it in `was`, too: `renamed`
    tells, by the new, the old. `warnings` are those that are new, at their places in the new text.
    """

    was: Catalogue
    now: Catalogue
    renamed: Mapping[str, str]
    added: tuple[Paper, ...]
    removed: tuple[Paper, ...]
    changed: tuple[PaperChange, ...]
    ties: tuple[TieChange, ...]
    fields: tuple[FieldChange, ...]
    sections: tuple[PartChange, ...]
    routes: tuple[PartChange, ...]
    reordered: tuple[str, ...]
    plans: tuple[PlanChange, ...]
    warnings: tuple[Problem, ...]
    warnings_gone: int

    @property
    def is_nothing(self) -> bool:
        of_papers = self.added or self.removed or self.changed
        return not (of_papers or self.is_of_the_list or self.warnings or self.warnings_gone)

    @property
    def is_of_the_list(self) -> bool:
        """Whether anything else has changed than papers."""
        return bool(self.fields or self.sections or self.routes or self.reordered)

    @cached_property
    def needed_before(self) -> dict[str, list[str]]:
        """What each paper of the earlier list needed."""
        return needs_of(self.was)

    @cached_property
    def needed_now(self) -> dict[str, list[str]]:
        return needs_of(self.now)

    def successor(self, paper: Paper) -> Paper | None:
        """The paper that stands in the place of one that was removed, or seems to."""
        named = (other for other in self.now.papers if paper.id in other.aliases)
        alike = (other for other in self.added if _is_same_work(paper, other))
        return next(named, None) or next(alike, None)


def changes(was: Reading, now: Reading) -> Changes:
    """Compares two lists without errors."""
    assert was.catalogue
    assert now.catalogue
    renamed = _renamed(was.catalogue, now.catalogue)
    before, after = (_translated(side, renamed) for side in (was.catalogue, now.catalogue))
    sections = _renamed_sections(before, after)
    before = _with_sections(before, sections)
    ties = tuple(_tie_changes(before, after))
    warnings, gone = _warning_changes(was, now, renamed)
    return Changes(
        was=before,
        now=after,
        renamed={new: old for old, new in renamed.items()},
        added=tuple(paper for paper in after.papers if paper.id not in before.by_id),
        removed=tuple(paper for paper in before.papers if paper.id not in after.by_id),
        changed=tuple(_paper_changes(before, after, ties, renamed)),
        ties=ties,
        fields=_field_changes(before, after, ("title", "summary")),
        sections=tuple(_part_changes(before.sections, after.sections, _new_id(sections))),
        routes=tuple(_part_changes(before.routes, after.routes, lambda part: part.title)),
        reordered=tuple(_reordered(before, after, _new_id(sections))),
        plans=tuple(plan_changes(before, after)),
        warnings=tuple(warnings),
        warnings_gone=gone,
    )


def ties_of(catalogue: Catalogue) -> dict[tuple[str, str], Tie]:
    """By the paper to read first and the one that names it; no paper names another twice."""
    return {
        (need.paper, paper.id): Tie(background, need.why)
        for paper in catalogue.papers
        for background, needs in ((False, paper.needs), (True, paper.background))
        for need in needs
    }


def _renamed(was: Catalogue, now: Catalogue) -> dict[str, str]:
    """The new ids of papers by their old ones: a new paper has the old id among its aliases."""
    found: dict[str, str] = {}
    for paper in now.papers:
        if paper.id not in was.by_id:
            old = next((alias for alias in paper.aliases if alias in was.by_id), None)
            found |= {old: paper.id} if old else {}
    return found


_REFERENCE = re.compile(r"(\[\[|\](?:\(|: *)<?#)([a-z0-9-]+)(?=[\s\])>]|$)")
"""What leads to another paper in a note or summary, up to its id."""


def _translated(catalogue: Catalogue, renamed: Mapping[str, str]) -> Catalogue:
    """The list as it would be with the new ids."""
    if not renamed:
        return catalogue

    def name(old: str) -> str:
        return renamed.get(old, old)

    def named(needs: tuple[Need, ...]) -> tuple[Need, ...]:
        return tuple(replace(need, paper=name(need.paper)) for need in needs)

    def text(words: str | None) -> str | None:
        return words and _REFERENCE.sub(lambda found: found[1] + name(found[2]), words)

    papers = (
        replace(
            paper,
            id=name(paper.id),
            notes=text(paper.notes),
            needs=named(paper.needs),
            background=named(paper.background),
        )
        for paper in catalogue.papers
    )
    routes = (
        replace(route, to=tuple(map(name, route.to)), summary=text(route.summary))
        for route in catalogue.routes
    )
    sections = (replace(part, summary=text(part.summary)) for part in catalogue.sections)
    return replace(
        catalogue,
        summary=text(catalogue.summary),
        papers=tuple(papers),
        routes=tuple(routes),
        sections=tuple(sections),
    )


def _renamed_sections(was: Catalogue, now: Catalogue) -> dict[str, str]:
    """The new ids of sections by their old ones: all papers of both lists moved along, and from
    no other section that is gone.
    """
    gone, new = ({part.id for part in side.sections} for side in (was, now))
    gone, new = gone - new, new - gone
    moves: dict[str, set[str]] = {}
    for paper in now.papers:
        if paper.id in was.by_id and was.by_id[paper.id].section in gone:
            moves.setdefault(was.by_id[paper.id].section, set()).add(paper.section)
    single = {old: to.pop() for old, to in moves.items() if len(to) == 1 and to <= new}
    shared = Counter(single.values())
    return {old: to for old, to in single.items() if shared[to] == 1}


def _with_sections(catalogue: Catalogue, renamed: Mapping[str, str]) -> Catalogue:
    """Its papers in the sections by their new ids; the sections keep theirs, which is told."""
    papers = (
        replace(paper, section=renamed.get(paper.section, paper.section))
        for paper in catalogue.papers
    )
    return replace(catalogue, papers=tuple(papers)) if renamed else catalogue


def _new_id(renamed: Mapping[str, str]) -> Callable[[Section], str]:
    return lambda section: renamed.get(section.id, section.id)


def _tie_changes(was: Catalogue, now: Catalogue) -> Iterator[TieChange]:
    before, after = ties_of(was), ties_of(now)
    for pair in dict.fromkeys((*after, *before)):
        old, new = before.get(pair), after.get(pair)
        if old != new:
            yield TieChange(*pair, old, new)


_APART = ("id", "needs", "background")
_COMPARED = [field.name for field in fields(Paper) if field.name not in _APART]


def _paper_changes(
    was: Catalogue, now: Catalogue, ties: Iterable[TieChange], renamed: Mapping[str, str]
) -> Iterator[PaperChange]:
    by_paper: dict[str, list[TieChange]] = {}
    for tie in ties:
        by_paper.setdefault(tie.after, []).append(tie)
    old_ids = {new: old for old, new in renamed.items()}
    for paper in now.papers:
        if earlier := was.by_id.get(paper.id):
            found = tuple(_of_paper(earlier, paper, old_ids.get(paper.id)))
            its_ties = tuple(by_paper.get(paper.id, ()))
            if found or its_ties:
                yield PaperChange(earlier, paper, found, its_ties)


def _of_paper(was: Paper, now: Paper, old_id: str | None) -> Iterator[FieldChange]:
    """A new id comes first, and says what the new alias would."""
    if old_id:
        yield FieldChange("id", old_id, now.id)
        now = replace(now, aliases=tuple(alias for alias in now.aliases if alias != old_id))
    yield from _field_changes(was, now, _COMPARED)


def _field_changes(was: object, now: object, names: Iterable[str]) -> tuple[FieldChange, ...]:
    found = (FieldChange(name, getattr(was, name), getattr(now, name)) for name in names)
    return tuple(change for change in found if _plain(change.was) != _plain(change.now))


def _plain(value: object) -> object:
    """Without what follows a text in the file: `|` keeps a line end that `|-` does not."""
    return value.rstrip() if isinstance(value, str) else value


def _part_changes(
    was: Iterable[Part], now: Iterable[Part], key: Callable[[Part], str]
) -> Iterator[PartChange]:
    before: dict[tuple[str, int], Part] = _keyed(was, key)
    after: dict[tuple[str, int], Part] = _keyed(now, key)
    for place in dict.fromkeys((*after, *before)):
        old, new = before.get(place), after.get(place)
        if old and new:
            found = _field_changes(old, new, [field.name for field in fields(new)])
            if found:
                yield PartChange(old, new, found)
        else:
            yield PartChange(old, new)


def _keyed(parts: Iterable[Part], key: Callable[[Part], str]) -> dict[tuple[str, int], Part]:
    """By what one knows a part by, and how many before it are known by that: routes may share a
    title.
    """
    seen: Counter[str] = Counter()
    found = {}
    for part in parts:
        found[key(part), seen[key(part)]] = part
        seen[key(part)] += 1
    return found


def _reordered(was: Catalogue, now: Catalogue, new_id: Callable[[Section], str]) -> Iterator[str]:
    """Which of the two lists whose order is that of the site have another; papers have none."""
    orders = {
        "sections": [list(map(new_id, side.sections)) for side in (was, now)],
        "routes": [[route.title for route in side.routes] for side in (was, now)],
    }
    for name, (before, after) in orders.items():
        both = set(before) & set(after)
        if [key for key in before if key in both] != [key for key in after if key in both]:
            yield name


_Topic = tuple[object, ...]
_Warnings = list[tuple[Problem, list[_Topic]]]


def _warning_changes(
    was: Reading, now: Reading, renamed: Mapping[str, str]
) -> tuple[list[Problem], int]:
    """The warnings that say something new, and how many say nothing any more."""
    before, after = _warnings(was, renamed), _warnings(now, renamed)
    return _without_like(after, before, any), len(_without_like(before, after, all))


def _without_like(
    these: _Warnings, those: _Warnings, suffices: Callable[[Iterable[bool]], bool]
) -> list[Problem]:
    """Those of the first warnings of which any topic, or all, are not among those of the others."""
    left = Counter(topic for _, topics in those for topic in topics)
    found = []
    for problem, topics in these:
        if suffices([not left[topic] for topic in topics]):
            found.append(problem)
        left.subtract([topic for topic in topics if left[topic]])
    return found


def _warnings(reading: Reading, renamed: Mapping[str, str]) -> _Warnings:
    entry_at = _entries(reading)
    found = []
    for problem in reading.problems:
        if problem.severity is Severity.WARNING:
            entry = entry_at(reading.source.line_of(problem.start))
            words = re.sub(r"\bline \d+", "line", problem.message)
            words = re.sub("'([a-z0-9-]+)'", lambda id_: f"'{renamed.get(id_[1], id_[1])}'", words)
            topics = _topics(problem.rule, words, renamed.get(entry or "", entry))
            found.append((problem, topics))
    return found


def _topics(rule: str, words: str, entry: str | None) -> list[_Topic]:
    """What a warning is about, whichever lines and years it names and whatever else is amiss."""
    named = re.findall("'([^']*)'", words)
    match rule:
        case "incomplete":
            missing = words.partition(" has no ")[2].partition(";")[0]
            return [(rule, named[0], what) for what in re.split(", | or ", missing)]
        case "back-in-time":
            return [(rule, *named)]
        case "same-work":
            return [(rule, frozenset((entry, named[0])))]
        case "redundant-need":
            return [(rule, entry, named[1])]
    return [(rule, words, entry)]


def _entries(reading: Reading) -> Callable[[int], str | None]:
    """Tells the paper whose entry a line is a part of; nobody's where it is one of several's."""
    spans = [(first, last, paper) for paper, (first, last) in reading.lines.items()]
    firsts = [first for first, _, _ in spans]

    def entry_at(line: int) -> str | None:
        near = spans[max(0, bisect_right(firsts, line) - 2) : bisect_right(firsts, line)]
        found = [paper for first, last, paper in near if first <= line <= last]
        return found[0] if len(found) == 1 else None

    return entry_at


def _is_same_work(one: Paper, other: Paper) -> bool:
    return (
        (one.arxiv and other.arxiv and without_version(one.arxiv) == without_version(other.arxiv))
        or (one.doi and other.doi and one.doi.casefold() == other.doi.casefold())
        or one.title.casefold() == other.title.casefold()
    )
