"""The papers that a change moves, and those next to them, as a flowchart of Mermaid."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from itertools import islice

from ..changes import Changes, Tie, ties_of
from ..escaping import mermaid_label
from ..wording import shown

MOST_PAPERS = 40
MOST_ARROWS = 150
LONGEST_NAME = 40
"""Forges draw charts of 50,000 characters and 500 arrows at most (`maxTextSize` and `maxEdges` in
https://mermaid.js.org/config/schema-docs/config.html); people can follow far fewer.
"""

_STYLES = {
    "new": "stroke-width:4px",
    "removed": "stroke-dasharray:6 4",
    "changed": "stroke-width:2px",
    "renamed": "stroke-width:2px",
}
"""Widths and dashes only: the colours are the forge's, light or dark."""

_Pair = tuple[str, str]


@dataclass(frozen=True)
class Chart:
    """Its text, and how many papers and arrows did not fit in."""

    text: str
    papers_left: int
    arrows_left: int

    @property
    def legend(self) -> str:
        """What the signs mean that are in it."""
        dotted = "; a dotted one: A helps, but B can be read without" if " -.-" in self.text else ""
        new = self._signs({"frames": ":::new", "arrows": "==>"})
        gone = self._signs({"broken frames": ":::removed", "arrows that end in a cross": "-x|"})
        said = ", ".join(
            [*([f"thick {new} are new"] if new else []), *([f"{gone} are gone"] if gone else [])]
        )
        more = f" {said[0].upper()}{said[1:]}." if said else ""
        return f"An arrow from A to B means: read A before B{dotted}.{more}"

    def _signs(self, signs: dict[str, str]) -> str:
        return " and ".join(name for name, sign in signs.items() if sign in self.text)


def chart(changes: Changes) -> Chart | None:
    """None where no arrow has changed."""
    if not changes.ties:
        return None
    centre = _centre(changes)
    states, arrows = _states(changes), _arrows(changes, centre)
    tied = dict.fromkeys(end for pair in arrows for end in pair)
    near = set(islice(tied, MOST_PAPERS))
    inside = [pair for pair in arrows if near.issuperset(pair)][:MOST_ARROWS]
    ends = {end for pair in inside for end in pair}
    papers = [paper for paper in dict.fromkeys((*centre, *tied)) if paper in ends]
    nodes = {paper: f"n{number}" for number, paper in enumerate(papers, start=1)}
    used = {states.get(paper) for paper in nodes}
    lines = [
        "flowchart TB",
        *(_node(changes, paper, node, states.get(paper)) for paper, node in nodes.items()),
        *(f"  {nodes[before]} {arrows[before, after]} {nodes[after]}" for before, after in inside),
        *(f"  classDef {state} {style}" for state, style in _STYLES.items() if state in used),
    ]
    return Chart("\n".join(lines), len(tied) - len(nodes), len(arrows) - len(inside))


def _centre(changes: Changes) -> dict[str, None]:
    """The papers that came or went, and those that name others than before."""
    tied = [change.now for change in changes.changed if change.ties]
    return dict.fromkeys(paper.id for paper in (*changes.added, *changes.removed, *tied))


def _states(changes: Changes) -> dict[str, str]:
    return {
        **{paper.id: "new" for paper in changes.added},
        **{paper.id: "removed" for paper in changes.removed},
        **{change.now.id: "changed" for change in changes.changed},
        **dict.fromkeys(changes.renamed, "renamed"),
    }


def _arrows(changes: Changes, centre: Collection[str]) -> dict[_Pair, str]:
    """The arrows that have changed, then those at the centre, then those among what is near it."""
    arrows = {(tie.before, tie.after): _changed(tie.was, tie.now) for tie in changes.ties}
    ties = ties_of(changes.now)
    touching = [pair for pair in ties if pair[0] in centre or pair[1] in centre]
    near = {end for pair in (*arrows, *touching) for end in pair}
    for pair in (*touching, *(pair for pair in ties if near.issuperset(pair))):
        arrows.setdefault(pair, _plain(ties[pair]))
    return arrows


def _changed(was: Tie | None, now: Tie | None) -> str:
    if was is None and now:
        return "-.->|new|" if now.background else "==>|new|"
    if now is None:
        return "-.-x|removed|" if was and was.background else "--x|removed|"
    if was and was.background != now.background:
        return "-.->|now background|" if now.background else "==>|now a need|"
    return f"{_plain(now)}|why changed|"


def _plain(tie: Tie) -> str:
    return "-.->" if tie.background else "-->"


def _node(changes: Changes, paper_id: str, node: str, state: str | None) -> str:
    paper = changes.now.by_id.get(paper_id) or changes.was.by_id[paper_id]
    name = shown(paper.name, LONGEST_NAME)
    if state is None:
        return f'  {node}["{mermaid_label(name)}"]'
    return f'  {node}["{mermaid_label(f"{name} ({state})")}"]:::{state}'
