"""A plan, what to read for some papers and in which order, in the forms that people and programs
take away.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from textwrap import wrap

from ..escaping import markdown_words, visible
from ..graph import ReadingGraph
from ..model import Paper
from ..pages import actions
from ..wording import counted, duration
from .bibtex import bibtex, reading_address


@dataclass(frozen=True)
class Step:
    """A paper to read, and for which later ones of the plan, each with what it takes from this."""

    paper: Paper
    because: tuple[tuple[Paper, str | None], ...]


@dataclass(frozen=True)
class Plan:
    goals: tuple[Paper, ...]
    steps: tuple[Step, ...]

    @property
    def minutes(self) -> int:
        """Of all papers that tell theirs."""
        return sum(step.paper.minutes or 0 for step in self.steps)

    @property
    def cost(self) -> str:
        """How many papers, and how long they take, as far as it is known."""
        untold = any(step.paper.minutes is None for step in self.steps)
        about = f", {'at least' if untold else 'about'} {duration(self.minutes)}"
        return counted(len(self.steps), "paper") + (about if self.minutes else "")


def plan(graph: ReadingGraph, goals: Iterable[str], known: Collection[str] = ()) -> Plan:
    """The plan to some papers, for somebody who knows others."""
    goals = list(dict.fromkeys(goals))
    ids = graph.plan(goals, known)
    inside = set(ids)
    steps = [
        Step(
            graph.papers[paper_id],
            tuple((p, need.why) for p, need in graph.leads_to(paper_id) if p.id in inside),
        )
        for paper_id in ids
    ]
    return Plan(tuple(graph.papers[goal] for goal in goals), tuple(steps))


def text(plan: Plan, width: int = 100) -> str:
    """For a terminal of so many columns."""
    digits = len(str(len(plan.steps)))
    lines = [*_hanging("", f"To {_names(plan.goals)}: {plan.cost}", width), ""]
    for n, step in enumerate(plan.steps, 1):
        lines += _hanging(f"{n:{digits}}. ", _title(step.paper), width)
        rest = [", ".join(_facts(step.paper)), *(_reason(*pair) for pair in step.because)]
        for line in filter(None, rest):
            lines += _hanging(" " * (digits + 2), line, width)
    return "\n".join(lines) + "\n"


def markdown(plan: Plan) -> str:
    """A list to tick off, for notes and issues."""
    title = markdown_words(f"To {_names(plan.goals)}: {plan.cost}")
    items = (item for n, step in enumerate(plan.steps, 1) for item in _items(n, step))
    return "\n".join([f"# {title}", "", *items]) + "\n"


def json_text(plan: Plan) -> str:
    """For programs: the goals, and the papers with their reasons, prerequisites first."""
    papers = [
        {
            "id": step.paper.id,
            "title": step.paper.title,
            "minutes": step.paper.minutes,
            "because": [{"for": later.id, "why": why} for later, why in step.because],
        }
        for step in plan.steps
    ]
    goals = [goal.id for goal in plan.goals]
    return json.dumps({"goals": goals, "papers": papers}, indent=2, ensure_ascii=False) + "\n"


def bibtex_text(plan: Plan) -> str:
    papers = (step.paper for step in plan.steps)
    return "\n".join(bibtex(paper, reading_address(paper)) for paper in papers)


def _names(papers: Sequence[Paper]) -> str:
    names = [paper.name for paper in papers]
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _title(paper: Paper) -> str:
    named = not paper.short or paper.title.startswith(paper.short)
    return paper.title if named else f"{paper.short}: {paper.title}"


def _reason(later: Paper, why: str | None) -> str:
    return f"For {later.name}" + (f": {why}" if why else "")


def _facts(paper: Paper) -> list[str]:
    cost = duration(paper.minutes) if paper.minutes else None
    facts = (paper.authors[0] if paper.authors else None, str(paper.year or ""), cost)
    return [fact for fact in facts if fact]


def _hanging(start: str, text: str, width: int) -> list[str]:
    return wrap(
        visible(text), max(width, 40), initial_indent=start, subsequent_indent=" " * len(start),
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip


def _items(n: int, step: Step) -> list[str]:
    address = next((address for _, address in actions(step.paper)), None)
    title = markdown_words(_title(step.paper))
    linked = f"[{title}](<{address}>)" if address else title
    facts = markdown_words(", ".join(_facts(step.paper)))
    reasons = (f"  - {markdown_words(_reason(*pair))}" for pair in step.because)
    return [f"- [ ] {n}. {linked}" + (f" ({facts})" if facts else ""), *reasons]
