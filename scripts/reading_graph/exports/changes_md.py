"""What has changed in a list, as Markdown for whoever decides about the change."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice, takewhile
from typing import TypeVar

from ..changes import Changes, FieldChange, PaperChange, PartChange, TieChange
from ..escaping import forge_message, forge_words, markdown_code
from ..model import Catalogue, Link, Paper, Route, Section
from ..pages import actions
from ..plan_changes import PlanChange, below
from ..problems import Problem, Source
from ..wording import counted
from .changes_mermaid import chart

HEADING = "## What changes in the list"

MOST_TOLD = 20
MOST_INSIDE = 10
MOST_NAMED = 5
LONGEST_TEXT = 300
LONGEST_CHAPTER = 70_000
BEFORE_A_DIFFERENCE = 50
"""They keep a report within what people read, and its bytes within half of what the summary of a
job can hold: 1 MiB (https://docs.github.com/actions/reference/workflow-commands).
"""

_LONG = ("notes", "summary")
_IDS = ("id", "section", "tags", "aliases", "to")
_ONLY_SPACES = "the same words, with other spaces or lines"
_Item = TypeVar("_Item")


def incomparable(since: str) -> str:
    """What there is to say of a list that had errors."""
    way_out = "name a commit at which it had none, as in `diff.py HEAD~3`"
    had = f"the list had errors then, so nothing can be compared; {way_out}"
    return f"{HEADING}\n\nSince {since}: {had}.\n"


def changes_markdown(changes: Changes, source: Source, since: str) -> str:
    """`source` is the text of the new list; `since`, in Markdown, what it is compared with."""
    if changes.is_nothing:
        return f"{HEADING}\n\nSince {since}: nothing changes in the list.\n"
    report = _Report(changes, source)
    lines = [HEADING, "", f"Since {since}: {_summary(changes)}.", *report.picture()]
    return "\n".join([*lines, *report.chapters(), ""])


def _summary(changes: Changes) -> str:
    """How much there is of each kind, in one line."""
    papers = {
        "added": len(changes.added),
        "removed": len(changes.removed),
        "renamed": len(changes.renamed),
        "changed": sum(not _is_renaming(change) for change in changes.changed),
    }
    plans = {
        "longer": sum(plan.growth > 0 for plan in changes.plans),
        "shorter": sum(plan.growth < 0 for plan in changes.plans),
        "changed otherwise": sum(plan.growth == 0 for plan in changes.plans),
    }
    told = [
        _tally("paper", papers),
        _tally("need", _ties(changes, background=False)),
        _tally("background paper", _ties(changes, background=True)),
        "the list itself changed" if changes.is_of_the_list else "",
        counted(len(changes.warnings), "new warning") if changes.warnings else "",
        _tally("warning", {"gone": changes.warnings_gone}),
        _tally("plan", plans),
    ]
    return "; ".join(part for part in told if part)


def _tally(what: str, numbers: dict[str, int]) -> str:
    """
    >>> _tally("paper", {"added": 2, "removed": 0, "changed": 1})
    '2 papers added, 1 changed'
    """
    found = [(number, done) for done, number in numbers.items() if number]
    first = [f"{counted(number, what)} {done}" for number, done in found[:1]]
    return ", ".join([*first, *(f"{number:,} {done}" for number, done in found[1:])])


def _is_renaming(change: PaperChange) -> bool:
    return not change.ties and [field.name for field in change.fields] == ["id"]


def _ties(changes: Changes, *, background: bool) -> dict[str, int]:
    """How many of one kind came and went; one that is of the other kind now has done both."""
    numbers = dict.fromkeys(("added", "removed", "explained anew"), 0)
    for tie in changes.ties:
        was, now = (end is not None and end.background is background for end in (tie.was, tie.now))
        numbers["added"] += now and not was
        numbers["removed"] += was and not now
        numbers["explained anew"] += was and now
    return numbers


@dataclass(frozen=True)
class _Report:
    changes: Changes
    source: Source

    def picture(self) -> Iterator[str]:
        drawn = chart(self.changes)
        if drawn:
            yield from ("", "```mermaid", drawn.text, "```", "", drawn.legend)
            left = {"paper": drawn.papers_left, "arrow": drawn.arrows_left}
            told = [counted(number, what) for what, number in left.items() if number]
            if told:
                yield f"Left out of the picture: {' and '.join(told)}."

    def chapters(self) -> Iterator[str]:
        changes = self.changes
        yield from _chapter("Papers added", changes.added, self._added)
        yield from _chapter("Papers removed", changes.removed, self._removed)
        yield from _chapter("Papers changed", changes.changed, self._changed)
        yield from _chapter("The list itself", list(_of_the_list(changes)), list)
        yield from _chapter("New warnings", changes.warnings, self._warning)
        yield from _chapter("Plans that change", changes.plans, self._plan)

    def _added(self, paper: Paper) -> Iterator[str]:
        sections = {section.id: section.title for section in self.changes.now.sections}
        rests_on = below(paper.id, self.changes.needed_now)
        said = [
            *([_words(paper.title)] if paper.short else []),
            *([f"by {_some(paper.authors, _words)}"] if paper.authors else []),
            *([str(paper.year)] if paper.year else []),
            f"in {_words(sections[paper.section])}",
            *(["planned"] if paper.planned else []),
            *([_time(paper.minutes)] if paper.minutes else []),
            "with notes" if paper.notes else "without notes",
            _resting(self.changes.now, rests_on),
        ]
        yield f"- {_paper(paper)}: {', '.join(said)}"
        ties = [("needs", need) for need in paper.needs]
        ties += [("background:", need) for need in paper.background]
        yield from _inside(_code(address) for _, address in islice(actions(paper), 1))
        yield from _inside(self._tie(verb, need.paper, need.why) for verb, need in ties)

    def _removed(self, paper: Paper) -> Iterator[str]:
        needed = [
            tie.after
            for tie in self.changes.ties
            if tie.before == paper.id and tie.was and not tie.was.background
        ]
        said = [
            *([_words(paper.title)] if paper.short else []),
            *([f"was needed by {_some(needed, self._name)}"] if needed else []),
        ]
        yield f"- {_paper(paper)}{': ' if said else ''}{', '.join(said)}"
        successor = self.changes.successor(paper)
        yield from _inside([_way_on(paper, successor)] if successor else [])

    def _changed(self, change: PaperChange) -> Iterator[str]:
        yield f"- {_paper(change.now)}"
        ties = map(self._tie_change, change.ties)
        yield from _inside((*ties, *map(_field, change.fields)), 2 * MOST_INSIDE)

    def _tie_change(self, tie: TieChange) -> str:
        if tie.now is None:
            verb = "no longer background:" if tie.was and tie.was.background else "no longer needs"
            return f"{verb} {self._name(tie.before)}"
        verb = "background:" if tie.now.background else "needs"
        if tie.was is None:
            return self._tie(f"now {verb}", tie.before, tie.now.why)
        was, now = _apart(tie.was.why or "", tie.now.why or "")
        said = self._tie(verb, tie.before, now)
        if tie.was.background is tie.now.background:
            so_far = f"so far: {_words(was) or 'nothing'}"
            return f"{said} ({so_far if was != now else _ONLY_SPACES})"
        so_far = "background" if tie.was.background else "a need"
        return f"{said} (so far {so_far}{f': {_words(was)}' if was and was != now else ''})"

    def _tie(self, verb: str, paper_id: str, why: str | None) -> str:
        return f"{verb} {self._name(paper_id)}{f': {_words(why)}' if why else ''}"

    def _name(self, paper_id: str) -> str:
        return _paper(self.changes.now.by_id.get(paper_id) or self.changes.was.by_id[paper_id])

    def _warning(self, problem: Problem) -> Iterator[str]:
        line = self.source.line_of(problem.start)
        yield f"- line {line}, {_code(problem.rule)}: {forge_message(_cut(problem.message))}"

    def _plan(self, plan: PlanChange) -> Iterator[str]:
        was, now = self.changes.was, self.changes.now
        before = {plan.paper, *below(plan.paper, self.changes.needed_before)}
        after = {plan.paper, *below(plan.paper, self.changes.needed_now)}
        retimed = {p for p in before & after if was.by_id[p].minutes != now.by_id[p].minutes}
        told = [
            f"{_size(now, after)}, so far {_size(was, before)}",
            *self._listed("new there", after - before),
            *self._listed("no longer", before - after),
            *self._listed("with other minutes", retimed),
        ]
        yield f"- {self._name(plan.paper)}: {'; '.join(told)}"

    def _listed(self, what: str, papers: Collection[str]) -> list[str]:
        order = dict.fromkeys((*self.changes.now.by_id, *self.changes.was.by_id))
        some = _some([paper for paper in order if paper in papers], self._name)
        return [f"{what}: {some}"] if papers else []


def _chapter(
    title: str, items: Sequence[_Item], entry: Callable[[_Item], Iterable[str]]
) -> Iterator[str]:
    if items:
        entries = (line for item in items[:MOST_TOLD] for line in entry(item))
        yield from ("", f"### {title}", "", *_within(LONGEST_CHAPTER, entries))
    if len(items) > MOST_TOLD:
        yield f"- and {len(items) - MOST_TOLD:,} more"


def _within(most: int, lines: Iterable[str]) -> Iterator[str]:
    """As many of the lines as so many bytes can hold, so that no chapter pushes out the next."""
    for line in lines:
        most -= len(line.encode()) + 1
        if most < 0:
            yield "- more of these is left out, as it is too long to read"
            return
        yield line


def _inside(items: Iterable[str], most: int = MOST_INSIDE) -> Iterator[str]:
    """The lines below an entry."""
    every = list(items)
    yield from (f"  - {item}" for item in every[:most])
    if len(every) > most:
        yield f"  - and {len(every) - most:,} more"


def _some(items: Sequence[_Item], named: Callable[[_Item], str], most: int = MOST_NAMED) -> str:
    more = len(items) - most
    return ", ".join(map(named, items[:most])) + (f" and {more:,} more" if more > 0 else "")


def _words(text: str) -> str:
    return forge_words(_cut(text))


def _code(text: str) -> str:
    return markdown_code(_cut(text))


def _cut(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LONGEST_TEXT else line[: LONGEST_TEXT - 1] + "…"


def _paper(paper: Paper) -> str:
    return f"**{_words(paper.name)}** ({_code(paper.id)})"


def _resting(catalogue: Catalogue, papers: Collection[str]) -> str:
    return f"rests on {_size(catalogue, papers)}" if papers else "rests on no other paper"


def _size(catalogue: Catalogue, papers: Collection[str]) -> str:
    """How many papers, and the time of those that tell theirs."""
    minutes = sum(catalogue.by_id[paper].minutes or 0 for paper in papers)
    return counted(len(papers), "paper") + (f" ({_time(minutes)})" if minutes else "")


def _time(minutes: int) -> str:
    """To the minute, so that a change shows."""
    hours, rest = divmod(minutes, 60)
    return " ".join([*([f"{hours:,} h"] if hours else []), *([f"{rest} min"] if rest else [])])


def _way_on(paper: Paper, successor: Paper) -> str:
    old = _code(paper.id)
    if paper.id in successor.aliases:
        return f"{old} is an alias of {_paper(successor)} now"
    return f"{_paper(successor)} looks like the same work; as its alias, {old} would go on working"


def _field(change: FieldChange) -> str:
    return f"{_code(change.name)}: {_difference(change.name, change.was, change.now)}"


def _difference(field: str, was: object, now: object) -> str:
    if isinstance(was, tuple) and isinstance(now, tuple):
        return _items(field, was, now)
    if isinstance(was, str) and isinstance(now, str) and was.split() == now.split():
        return _ONLY_SPACES
    if field in _LONG:
        before, after = _length(was), _length(now)
        return f"{before} → {after}" if before != after else f"{after}, not the same"
    return " → ".join(_sides(field, was, now))


def _length(text: object) -> str:
    return counted(len(text.split()), "word") if isinstance(text, str) else "nothing"


def _items(field: str, was: tuple[object, ...], now: tuple[object, ...]) -> str:
    """Which items of a field that is a list came, which went, and whether the rest is in order."""
    before, after = frozenset(was), frozenset(now)
    came = [item for item in now if item not in before]
    went = [item for item in was if item not in after]
    moved = [item for item in now if item in before] != [item for item in was if item in after]
    sides = (_values(field, came), _values(field, went))
    if len(came) == len(went):
        pairs = [_sides(field, *pair) for pair in zip(went, came, strict=True)]
        apart = [pair for pair in pairs if pair[0] != pair[1]]
        sides = [new for _, new in apart], [old for old, _ in apart]
    told = [
        f"{_some(items, str)} {done}"
        for done, items in zip(("added", "removed"), sides, strict=True)
        if items
    ]
    rest = "the rest arranged otherwise" if told else "the same, arranged otherwise"
    return "; ".join([*told, *([rest] if moved else [])]) or _ONLY_SPACES


def _values(field: str, items: Iterable[object]) -> list[str]:
    return [_value(field, item) for item in items]


def _sides(field: str, was: object, now: object) -> tuple[str, str]:
    """Two values, each from where it shows how it differs from the other."""
    if isinstance(was, Link) and isinstance(now, Link):
        titles, addresses = _apart(was.title, now.title), _apart(was.url, now.url)
        was, now = (Link(*parts) for parts in zip(titles, addresses, strict=True))
    elif isinstance(was, str) and isinstance(now, str):
        was, now = _apart(was, now)
    return _value(field, was), _value(field, now)


def _apart(*texts: str) -> tuple[str, str]:
    """Two texts without their beginning, where it is so long that a cut would hide the rest."""
    one, other = (" ".join(text.split()) for text in texts)
    alike = takewhile(lambda signs: signs[0] == signs[1], zip(one, other, strict=False))
    start = len(list(alike)) - BEFORE_A_DIFFERENCE
    is_shown = max(len(one), len(other)) <= LONGEST_TEXT or start < LONGEST_TEXT // 2
    if one == other or is_shown:
        return one, other
    return f"…{one[start:]}", f"…{other[start:]}"


def _value(field: str, value: object) -> str:
    if value is None:
        return "nothing"
    if isinstance(value, Link):
        return f"{_words(value.title)} ({_code(value.url)})"
    return _code(str(value)) if field in _IDS else _words(str(value))


def _of_the_list(changes: Changes) -> Iterator[list[str]]:
    """An entry for each change of what is no paper."""
    for field in changes.fields:
        yield [f"- {_field(field)}"]
    for change in (*changes.sections, *changes.routes):
        yield list(_part(change))
    orders = {
        "sections": [_code(section.id) for section in changes.now.sections],
        "routes": [_words(route.title) for route in changes.now.routes],
    }
    for name in changes.reordered:
        yield [f"- the {name} are in another order: {_some(orders[name], str, MOST_TOLD)}"]


def _part(change: PartChange) -> Iterator[str]:
    part = change.now or change.was
    assert part
    named = f"**{_words(part.title)}**"
    kind = f"section {named} ({_code(part.id)})" if isinstance(part, Section) else f"route {named}"
    done = " added" if change.was is None else " removed" if change.now is None else ""
    goals = f", to {_some(part.to, _code)}" if isinstance(part, Route) else ""
    yield f"- {kind}{done}{goals if done else ''}"
    yield from _inside(map(_field, change.fields))
