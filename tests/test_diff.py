"""diff.py: what it says of a changed list, and what it compares with."""

from __future__ import annotations

import re
import subprocess
from dataclasses import replace
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token
from reading_graph import relations
from reading_graph.catalogue import Reading, read_bytes
from reading_graph.changes import Changes, changes
from reading_graph.commands import diff as command
from reading_graph.escaping import forge_message, forge_words, markdown_code, visible
from reading_graph.exports.changes_md import changes_markdown
from reading_graph.exports.changes_mermaid import MOST_ARROWS, MOST_PAPERS, chart
from reading_graph.model import Catalogue, Link, Need, Paper, Section
from reading_graph.problems import Source
from support import hostile, naughty
from support.builds import ENVIRON, Project, Run
from support.toy import TOY, changed

CASES = Path(__file__).parent / "cases"
SUMMARY_HOLDS = 1024 * 1024
CHART_HOLDS = 50_000
EMPTY = "sections: []\npapers: []\n"

LOAF = TOY[TOY.index("\n  - id: loaf\n") : TOY.index("\n  - id: rye\n")]
RYE = TOY[TOY.index("\n  - id: rye\n") :]
SOUR = TOY[TOY.index("  - id: sour\n") : TOY.index("  - id: proof\n")]
CRUMB = """\

  - id: crumb
    title: "Crumb: A Theory of Holes"
    short: Crumb
    section: oven
    authors: [Ada Krume]
    year: 1990
    url: https://example.org/crumb
    notes: Why there are holes.
    minutes: 70
    needs:
      - {paper: loaf, why: One has to be cut open.}
    background: [yeast]
"""


def compared(now: str, was: str = TOY) -> tuple[Changes, Source]:
    before, after = (read_bytes(text.encode(), "papers.yaml") for text in (was, now))
    return changes(before, after), after.source


def report(now: str, was: str = TOY) -> str:
    found, source = compared(now, was)
    return changes_markdown(found, source, "then")


def summary(text: str) -> str:
    """What the report says in a line."""
    return text.splitlines()[2].removeprefix("Since then: ")


def chapters(text: str) -> dict[str, list[str]]:
    """The entries of each chapter of a report, and what stands below them."""
    _, *rest = re.split(r"^### (.*)\n\n", text, flags=re.MULTILINE)
    return {
        title: body.rstrip().splitlines() for title, body in zip(rest[::2], rest[1::2], strict=True)
    }


def picture(text: str) -> str:
    """The part of a report that a forge draws, and the legend; empty where there is none."""
    drawn = re.search(r"\n```mermaid\n.*?\n```\n\n[^\n]+\n([^\n]+\n)?", text, re.DOTALL)
    return drawn[0] if drawn else ""


EVERY_WAY = (
    ("  - id: steam", "  - id: vapour\n    aliases: [steam]"),
    ("      - steam\n", "      - vapour\n"),
    (RYE, ""),
    ("    to: [sour, rye]", "    to: [sour]"),
    ("    year: 1962\n", "    year: 1963\n"),
    ("    minutes: 45\n", "    minutes: 95\n"),
    ("      - gluten\n      - paper: yeast\n", "      - gluten\n"),
    ("Its window test says when to stop.", "Its window test."),
    ("    background: [gluten]\n", ""),
    ("    notes: All of it, in one oven.\n", ""),
    ("    title: Leaven\n", "    title: Leavens\n"),
)


# What is told


def test_a_report_of_many_changes_reads_like_the_one_beside_this_test() -> None:
    text = TOY + CRUMB
    for old, new in EVERY_WAY:
        text = changed(old, new, text)
    assert report(text) == (CASES / "changes.md").read_text("utf-8")


def one_changes() -> list[Path]:
    return sorted((CASES / "changes").glob("*.txt"))


@pytest.mark.parametrize("case", one_changes(), ids=lambda path: path.stem)
def test_what_has_changed_is_told_and_nothing_else(case: Path) -> None:
    old, new, wanted = case.read_text("utf-8").split("----\n")
    told = report(changed(old, new))
    assert told.replace(picture(told), "") == f"## What changes in the list\n\n{wanted}"
    back = report(TOY, was=changed(old, new))
    assert summary(back) != "nothing changes in the list."


@pytest.mark.parametrize(
    "text",
    [
        TOY,
        TOY.replace("\n", "\r\n"),
        "\ufeff# Another comment\n" + TOY,
        TOY.replace(LOAF + RYE, RYE + LOAF),
        changed("      - gluten\n      - paper: yeast\n", "      - yeast\n      - gluten\n"),
        changed("    notes: |\n      > Sleep on it.\n", "    notes: |-\n      > Sleep on it.\n"),
    ],
    ids=[
        "the same", "line ends", "comments", "the order of papers", "the order of needs",
        "the end of a note",
    ],
)  # fmt: skip
def test_what_means_nothing_is_not_told(text: str) -> None:
    assert report(text).endswith("\n\nSince then: nothing changes in the list.\n")


def test_a_removed_paper_is_told_with_those_that_needed_it() -> None:
    text = TOY
    for old, new in (
        (SOUR, ""),
        ("[the leaven](#sour)", "the leaven"),
        ("    background:\n      - paper: sour\n        why: The second loaf is a sour one.\n", ""),
        ("    needs: [sour]\n", "    needs: [yeast]\n"),
        ("    to: [sour, rye]\n", "    to: [rye]\n"),
    ):
        text = changed(old, new, text)
    told = chapters(report(text))
    sour = "**Sourdough, or Why Nobody Is Ever Alone** (`sour`)"
    rye = "**Rye Has No Gluten Worth the Name** (`rye`)"
    assert told["Papers removed"] == [f"- {sour}: was needed by {rye}"]
    gone = {f"  - no longer needs {sour}", f"  - no longer background: {sour}"}
    assert gone < set(told["Papers changed"])


def test_the_most_affected_plan_comes_first() -> None:
    text = changed("    needs: [sour]\n", "    needs: [sour, proof]\n")
    text = changed("  year: 1962\n", "  year: 1962\n    needs: [steam]\n", text)
    told = chapters(report(text))["Plans that change"]
    assert [line.partition(":")[0] for line in told] == [
        "- **Rye Has No Gluten Worth the Name** (`rye`)",
        "- **Yeast** (`yeast`)",
        "- **Sourdough, or Why Nobody Is Ever Alone** (`sour`)",
        "- **Proof** (`proof`)",
    ]


def test_a_long_entry_says_how_much_more_there_is() -> None:
    before = [Paper(f"p{n}", f"P{n}", "s") for n in range(14)]
    paper = Paper("all", "All", "s", url="https://a.example/" + "x" * 1_900)
    now = replace(paper, needs=tuple(Need(other.id) for other in before), url=f"{paper.url}y")
    sections = (Section("s", "S"),)
    added = chapters(told_of(Catalogue(), Catalogue(sections=sections, papers=(*before, now))))
    below = [line for line in added["Papers added"] if line.startswith("  ")]
    assert len(below) == 1 + 11
    assert below[-1] == "  - and 4 more"
    was = Catalogue(sections=sections, papers=(*before, paper))
    told = chapters(told_of(was, Catalogue(sections=sections, papers=(*before, now))))
    assert "…" in told["Papers changed"][-1]
    assert len(told["Papers changed"][-1]) < 700
    (plan,) = told["Plans that change"]
    assert plan.endswith("**P4** (`p4`) and 9 more")


LONG = "https://a.example/" + "x" * 400


@pytest.mark.parametrize("ends", [("old", "new"), ("x?page=1", "x?page=2"), ("", "y")])
def test_long_texts_that_differ_at_their_end_are_shown_from_there(ends: tuple[str, str]) -> None:
    sides = []
    for end in ends:
        links = (Link(f"A {'film ' * 80}{end}", "https://a.example"), Link("A talk", LONG + end))
        paper = Paper("p", "P", "s", authors=(LONG + end,), url=LONG + end, links=links)
        named = replace(paper, id="q", needs=(Need("p", LONG + end),))
        sides.append(Catalogue(sections=(Section("s", "S"),), papers=(paper, named)))
    for line in told_of(*sides).splitlines():
        if line.startswith("  - "):
            assert "…" in line
            was, now = re.split(" → | added; | \\(so far: ", line)[:2]
            assert was.partition("…")[2] != now.partition("…")[2]
            assert all(end in line for end in ends)


def test_what_counts_in_the_tally_of_plans_is_the_time_where_it_is_told() -> None:
    def plans(old: str, new: str, was: str = TOY) -> str:
        return summary(report(changed(old, new, was), was)).rpartition("; ")[2]

    assert plans("    minutes: 45\n", "") == "5 plans changed otherwise."
    assert plans("    minutes: 45\n", "    minutes: 44\n") == "5 plans shorter."
    assert plans("    background: [gluten]\n", "      - gluten\n") == "2 plans longer."
    assert plans("    needs: [sour]\n", "    needs: [yeast]\n") == "1 plan shorter."
    assert plans("    needs: [sour]\n", "    needs: [steam]\n") == "1 plan shorter."
    was = changed("    needs: [sour]\n", "    needs: [yeast]\n")
    assert plans("    needs: [yeast]\n", "    needs: [gluten]\n", was) == "1 plan shorter."
    assert plans("    needs: [yeast]\n", "    needs: [steam]\n", was) == (
        "1 plan changed otherwise."
    )


ARROWS = {
    "a need": ("      - gluten\n      - paper: yeast\n", "      - gluten\n", "--x|removed|"),
    "background": ("    background: [gluten]\n", "", "-.-x|removed|"),
    "a new need": ("    needs: [sour]\n", "    needs: [sour, steam]\n", "==>|new|"),
    "new background": (
        "    needs: [sour]\n", "    needs: [sour]\n    background: [steam]\n", "-.->|new|"
    ),
    "background that is a need": (
        "    background: [gluten]\n", "      - gluten\n", "==>|now a need|"
    ),
    "a need that is background": (
        "    needs: [sour]\n", "    background: [sour]\n", "-.->|now background|"
    ),
    "a reason": ("Its window test says", "It says", "-->|why changed|"),
    "the reason of background": ("The second loaf is", "The first is not", "-.->|why changed|"),
}  # fmt: skip


@pytest.mark.parametrize("case", ARROWS)
def test_the_picture_tells_a_changed_arrow_by_its_form_and_by_a_word(case: str) -> None:
    old, new, arrow = ARROWS[case]
    drawn = chart(compared(changed(old, new))[0])
    assert drawn
    told = [line.split()[1:-1] for line in drawn.text.splitlines() if "|" in line]
    assert [" ".join(words) for words in told] == [arrow]


def test_the_picture_tells_what_has_happened_to_a_paper_by_its_frame_and_by_a_word() -> None:
    drawn = (CASES / "changes.md").read_text("utf-8")
    states = {"Crumb": "new", "Loaf": "changed", "Rye Has No Gluten Worth the Name": "removed"}
    for name, state in states.items():
        assert re.search(rf'  n\d+\["{name} #40;{state}#41;"\]:::{state}\n', drawn)
        assert f"  classDef {state} stroke-" in drawn
    assert '["Gluten"]\n' in drawn


def test_a_change_of_no_arrow_has_no_picture() -> None:
    lone = CRUMB.replace("    needs:\n      - {paper: loaf, why: One has to be cut open.}\n", "")
    lone = lone.replace("    background: [yeast]\n", "")
    for text in (changed("year: 1951", "year: 1952"), TOY + lone):
        assert "```" not in report(text)
        assert "```" not in report(TOY, text)


def test_a_picture_leaves_out_papers_without_an_arrow() -> None:
    lone = CRUMB.replace("loaf, why", "steam, why").replace("    background: [yeast]\n", "")
    text = TOY + lone + "\n  - {id: alone, title: Alone, section: oven, status: planned}\n"
    drawn = chart(compared(text)[0])
    assert drawn
    assert "Alone" not in drawn.text
    assert "removed" not in drawn.text
    assert drawn.legend == (
        "An arrow from A to B means: read A before B. Thick frames and arrows are new."
    )
    drawn = chart(compared(changed("    background: [gluten]\n", ""))[0])
    assert drawn
    assert drawn.legend == (
        "An arrow from A to B means: read A before B; a dotted one: A helps, but B can be read"
        " without. Arrows that end in a cross are gone."
    )


def test_a_picture_of_many_papers_that_need_one_has_that_one() -> None:
    root = Paper("root", "Root", "s")
    news = tuple(Paper(f"p{n}", f"P{n}", "s", needs=(Need("root"),)) for n in range(50))
    sections = (Section("s", "S"),)
    sides = (Catalogue(sections=sections, papers=(*more, root)) for more in ((), news))
    drawn = chart(changes(*map(a_reading, sides)))
    assert drawn
    assert drawn.text.count("==>") == MOST_PAPERS - 1
    assert (drawn.papers_left, drawn.arrows_left) == (11, 11)


def test_of_routes_with_one_title_only_that_which_has_changed_is_told() -> None:
    was = changed("  - title: Everything sour\n", "  - title: To the first loaf\n")
    for goals, more in (("[sour, rye]", "[sour, rye, loaf]"), ("[loaf]", "[loaf, steam]")):
        told = chapters(report(changed(f"to: {goals}", f"to: {more}", was), was))
        assert told["The list itself"][0] == "- route **To the first loaf**"
        assert len(told["The list itself"]) == 2


# Papers that get another id


def test_a_renamed_paper_is_the_same_and_so_is_who_needs_it() -> None:
    text = changed("  - id: steam\n", "  - id: vapour\n    aliases: [steam]\n")
    text = changed("      - steam\n", "      - vapour\n", text)
    told = report(text)
    assert summary(told) == "1 paper renamed."
    assert chapters(told) == {
        "Papers changed": [
            "- **Steam in the First Ten Minutes** (`vapour`)",
            "  - `id`: `steam` → `vapour`",
        ]
    }


def test_what_refers_to_a_renamed_paper_has_not_changed() -> None:
    links = "[[steam]] and [it](#steam) [x][] [[loaf]]\n\n      [x]: #steam"
    was = changed("notes: All of it, in one oven.", f"notes: |\n      {links}")
    was = changed("Begin with [[gluten]].", "Begin with [[steam]].", was)
    was = changed("summary: For one evening.", "summary: As [[steam]].", was)
    was = changed("Flour, water and **time**.", "Flour, and [[steam]].", was)
    text = changed("  - id: steam\n", "  - id: vapour\n    aliases: [steam]\n", was)
    text = changed("      - steam\n", "      - vapour\n", text)
    for sign in ("[[steam]", "#steam"):
        text = text.replace(sign, sign.replace("steam", "vapour"))
    assert summary(report(text, was)) == "1 paper renamed."


def test_a_section_of_another_id_is_told_once() -> None:
    text = changed("  - id: leaven\n", "  - id: rising\n")
    text = text.replace("section: leaven\n", "section: rising\n")
    told = report(text)
    assert summary(told) == "the list itself changed."
    assert chapters(told)["The list itself"] == [
        "- section **Leaven** (`rising`)",
        "  - `id`: `leaven` → `rising`",
    ]


def test_sections_that_become_one_are_gone() -> None:
    text = changed("  - id: leaven\n    title: Leaven\n", "")
    text = changed("  - id: oven\n", "  - id: all\n", text)
    for section in ("leaven", "oven"):
        text = text.replace(f"section: {section}\n", "section: all\n")
    told = chapters(report(text))
    assert [line.rpartition(" ")[2] for line in told["The list itself"]] == [
        "added", "removed", "removed"
    ]  # fmt: skip
    assert "  - `section`: `oven` → `all`" in told["Papers changed"]


def test_a_warning_of_a_renamed_paper_is_not_new() -> None:
    was = changed("    authors: [O. Fen]\n", "")
    text = changed("  - id: steam\n", "  - id: vapour\n    aliases: [steam]\n", was)
    told = report(changed("      - steam\n", "      - vapour\n", text), was)
    assert summary(told) == "1 paper renamed."


def test_a_new_id_without_its_alias_is_told_with_the_way_to_keep_links_working() -> None:
    text = changed(
        "      - steam\n", "      - vapour\n", changed("  - id: steam", "  - id: vapour")
    )
    told = chapters(report(text))
    assert [line.split(": ")[0] for line in told["Papers added"]] == [
        "- **Steam in the First Ten Minutes** (`vapour`)",
        "  - `https://example.org/steam`",
    ]
    assert told["Papers removed"][1] == (
        "  - **Steam in the First Ten Minutes** (`vapour`) looks like the same work;"
        " as its alias, `steam` would go on working"
    )


def test_a_paper_that_went_into_another_is_removed_and_its_id_leads_there() -> None:
    text = changed("aliases: [kneading, old-gluten]", "aliases: [kneading, old-gluten, rye]")
    text = changed("    to: [sour, rye]", "    to: [sour]", text.replace(RYE, ""))
    told = chapters(report(text))
    assert told["Papers removed"] == [
        "- **Rye Has No Gluten Worth the Name** (`rye`)",
        "  - `rye` is an alias of **Gluten** (`gluten`) now",
    ]


# Warnings

TWO_TITLES = changed(
    "title: Rye Has No Gluten Worth the Name", "title: Proofing at Low Temperatures"
)


def test_a_warning_that_has_moved_is_neither_new_nor_gone() -> None:
    assert "in line" in read_bytes(TWO_TITLES.encode(), "x").problems[0].message
    moved = TWO_TITLES.replace("papers:\n", "papers:\n  # a line\n\n  # and another\n")
    assert summary(report(moved, TWO_TITLES)) == "nothing changes in the list."


ALIKE = TWO_TITLES[TWO_TITLES.index("\n  - id: rye\n") :]
HALF = changed("    authors: [O. Fen]\n", "", changed("    year: 1980\n", ""))
BACK = changed("    year: 1988\n", "    year: 1960\n")
REDUNDANT = changed("    needs: [sour]\n", "    needs: [sour, yeast]\n")
SAME = {
    "one thing less is missing": (HALF, changed("    authors: [O. Fen]\n", "")),
    "another year": (BACK, BACK.replace("year: 1960", "year: 1961")),
    "the entries the other way round": (
        TWO_TITLES,
        TWO_TITLES.replace("papers:\n", f"papers:{ALIKE}").removesuffix(ALIKE),
    ),
    "another way to it": (
        changed("    needs: [sour]\n", "    needs: [proof, yeast]\n"), REDUNDANT
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", SAME)
def test_a_warning_of_the_same_in_other_words_is_not_new(case: str) -> None:
    was, now = SAME[case]
    for side in (was, now):
        assert [p for p in read_bytes(side.encode(), "x").problems if p.severity == "warning"]
    assert "warning" not in summary(report(now, was))


def test_one_thing_more_that_is_missing_is_a_new_warning() -> None:
    told = report(HALF, changed("    year: 1980\n", ""))
    assert summary(told) == "1 paper changed; 1 new warning."
    assert "'steam' has no year or authors" in told


def test_of_two_like_warnings_the_new_one_is_told_at_its_line() -> None:
    bad = "[there](x.html)"
    was = changed("notes: All of it, in one oven.", f"notes: All of it, in {bad}.")
    text = changed("It breathes out what the dough keeps in.", f"It breathes {bad}.", was)
    told = chapters(report(text, was))["New warnings"]
    line = text[: text.index(bad)].count("\n") + 1
    assert [entry.partition(":")[0] for entry in told] == [f"- line {line}, `refused-link`"]


def test_warnings_of_entries_in_one_line_stay_what_they_were() -> None:
    entries = [f"{{id: {name}, title: {name}, section: s, needs: [root]}}" for name in "abc"]
    head = "sections: [{id: s, title: S}]\npapers: [{id: root, title: Root, section: s}, "
    was, now = (f"{head}{', '.join(entries[:n])}]\n" for n in (2, 3))
    assert summary(report(now, was)) == "1 paper added; 1 need added; 1 new warning."


def test_warnings_that_are_gone_are_counted() -> None:
    was = changed(
        "    authors: [O. Fen]\n", "", changed("    notes: All of it, in one oven.\n", "")
    )
    assert summary(report(TOY, was)) == "2 papers changed; 2 warnings gone."


# Any change

IDS = [f"p{number}" for number in range(7)]


@st.composite
def catalogues(draw: st.DrawFn) -> Catalogue:
    """Some papers, each with some of those before it as needs or background."""
    ids = draw(st.lists(st.sampled_from(IDS), unique=True).map(sorted))
    papers = []
    for place, id_ in enumerate(ids):
        kinds = [draw(st.sampled_from(["needs", "background", ""])) for _ in ids[:place]]
        needs, background = (
            tuple(Need(other) for other, its in zip(ids, kinds, strict=False) if its == kind)
            for kind in ("needs", "background")
        )
        minutes = draw(st.sampled_from([None, 10, 25]))
        paper = Paper(id_, id_, "s", needs=needs, background=background)
        papers.append(replace(paper, minutes=minutes))
    return Catalogue(sections=(Section("s", "S"),), papers=tuple(draw(st.permutations(papers))))


def a_reading(catalogue: Catalogue) -> Reading:
    return Reading(Source("papers.yaml", ""), (), catalogue)


def told_of(was: Catalogue, now: Catalogue) -> str:
    found = changes(a_reading(was), a_reading(now))
    return changes_markdown(found, Source("papers.yaml", ""), "then")


def told_ties(lines: list[str], said: str) -> set[tuple[str, str]]:
    """The pairs (paper, need) of the lines below entries that say so."""
    found, paper = set(), ""
    for line in lines:
        (last,) = re.findall(r"\(`(p\d)`\)", line)[:1] or [""]
        if line.startswith("- "):
            paper = last
        elif re.match(rf"  - {said} \*\*", line):
            found.add((paper, last))
    return found


def named(catalogue: Catalogue, kind: str) -> set[tuple[str, str]]:
    return {(paper.id, need.paper) for paper in catalogue.papers for need in getattr(paper, kind)}


@settings(deadline=None, max_examples=30)
@given(catalogues())
def test_a_list_differs_in_nothing_from_itself(catalogue: Catalogue) -> None:
    mixed = replace(catalogue, papers=catalogue.papers[::-1])
    assert summary(told_of(catalogue, mixed)) == "nothing changes in the list."


@settings(deadline=None, max_examples=60)
@given(catalogues(), catalogues())
def test_exactly_what_came_and_went_is_named(was: Catalogue, now: Catalogue) -> None:
    told = chapters(told_of(was, now))
    added, removed, altered = (
        told.get(f"Papers {done}", []) for done in ("added", "removed", "changed")
    )
    for lines, wanted in (
        (added, now.by_id.keys() - was.by_id.keys()),
        (removed, was.by_id.keys() - now.by_id.keys()),
    ):
        assert {line[4:6] for line in lines if line.startswith("- ")} == wanted
    came, went = told_ties(altered, "(?:now )?needs"), told_ties(altered, "no longer needs")
    assert told_ties(added, "needs") | came == named(now, "needs") - named(was, "needs")
    left = {pair for pair in named(was, "needs") if pair[0] in now.by_id}
    assert went == left - named(now, "needs") - named(now, "background")


@settings(deadline=None, max_examples=60)
@given(catalogues(), catalogues())
def test_plans_are_as_long_as_networkx_says(was: Catalogue, now: Catalogue) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(relations, "IDS_IN_A_BLOCK", 3)
        found = changes(a_reading(was), a_reading(now))
    graphs: list[nx.DiGraph[str]] = [nx.DiGraph(list(named(side, "needs"))) for side in (was, now)]
    wanted = {}
    for paper in was.by_id.keys() & now.by_id.keys():
        papers = [{paper, *(nx.descendants(g, paper) if paper in g else ())} for g in graphs]
        went, came = (
            {(id_, side.by_id[id_].minutes or 0) for id_ in plan}
            for side, plan in zip((was, now), papers, strict=True)
        )
        if went != came:
            minutes = sum(time for _, time in came) - sum(time for _, time in went)
            told = all(time for _, time in went ^ came)
            wanted[paper] = (len(came) - len(went), minutes, told)
    assert {p.paper: (p.papers, p.minutes, not p.untold) for p in found.plans} == wanted


# What strangers write

SIGNS = st.sampled_from(
    [*"*_`~[]()<>&@#$:/.!|\\-+= a1", "@all", "#1", "www.", "://", ":a:", "1. ", "_"]
)
WORDS = st.lists(SIGNS).map(lambda signs: "".join(signs).strip()).filter(bool)
HARD = [*hostile.NAMES, *hostile.SHORTS, *naughty.TITLES]
MARKDOWN = MarkdownIt("gfm-like", {"linkify": False})


def inline(text: str) -> list[Token]:
    """All that stands in the lines of a Markdown text; nothing but lists, headings and fences."""
    tokens = MARKDOWN.parse(text)
    around = {"heading", "paragraph", "bullet_list", "list_item", "inline", "fence"}
    assert {re.sub(r"_(open|close)$", "", token.type) for token in tokens} <= around
    assert [token for token in tokens if token.level > 7] == []
    return [child for token in tokens for child in token.children or []]


def assert_is_only_text(tokens: list[Token]) -> None:
    """No link, no HTML, and nothing in the text that a forge makes a link or a mention of."""
    types = {token.type for token in tokens}
    assert types <= {"text", "text_special", "code_inline", "strong_open", "strong_close"}
    text = "".join(token.content for token in tokens if token.type != "code_inline")
    assert not re.search(r"[@#$]|://|www\.|(?i:gh-\d)", text)


def assert_is_shown(text: str) -> None:
    line = f"- **{forge_words(text)}** (`id`): {forge_words(text)}"
    tokens = inline(line)
    assert_is_only_text(tokens)
    shown = "".join(token.content for token in tokens)
    assert shown in (f"{as_text} (id): {as_text}" for as_text in (text, visible(text)))


def test_words_of_strangers_are_words_in_a_report() -> None:
    for text in HARD:
        assert_is_shown(" ".join(text.split()))


@pytest.mark.parametrize(
    "text",
    ["@all", "a@b.example", "#1", "GH-12", "_gh-1", "of 1a2b3c4", "_www.a.example", "$x$", ":tada:",
     "ftp://a.example", "WWW.A.EXAMPLE"],
)  # fmt: skip
def test_what_a_forge_would_make_more_of_is_code(text: str) -> None:
    assert forge_words(text) == markdown_code(text)


@pytest.mark.parametrize("text", ["high-10", "1:2, or 3:4", "decade x1a2b3c4", "50 % (a/b)? Yes!"])
def test_what_it_would_not_is_left_as_it_is(text: str) -> None:
    assert forge_words(text) == text


@settings(deadline=None)
@given(WORDS)
def test_any_signs_are_words_in_a_report(text: str) -> None:
    assert_is_shown(" ".join(text.split()))


@settings(deadline=None, max_examples=60)
@given(st.lists(st.one_of(st.just("`"), SIGNS)).map("".join))
def test_any_signs_are_words_or_code_in_a_message(text: str) -> None:
    assert_is_only_text(inline(f"- line 1: {forge_message(' '.join(text.split()))}"))


STRANGERS = {"hostile": hostile.CATALOGUE, "naughty": naughty.CATALOGUE}


def two_lists(name: str, way: str) -> tuple[Reading, Reading]:
    """A list of a stranger, and what it was before it came, went or got half of its words."""
    theirs = read_bytes(STRANGERS[name].encode(), "papers.yaml")
    assert theirs.catalogue
    papers = theirs.catalogue.papers if way == "changed" else ()
    plain = tuple(
        Paper(paper.id, "Plain", paper.section) if n % 2 else paper
        for n, paper in enumerate(papers)
    )
    other = a_reading(Catalogue(sections=theirs.catalogue.sections, papers=plain))
    return (theirs, other) if way == "removed" else (other, theirs)


@pytest.mark.parametrize("name", STRANGERS)
@pytest.mark.parametrize("way", ["added", "removed", "changed"])
def test_a_report_of_strangers_words_is_headings_lists_and_one_picture(name: str, way: str) -> None:
    was, now = two_lists(name, way)
    found = changes(was, now)
    told = changes_markdown(found, now.source, "then")
    assert_is_only_text(inline(told.replace(picture(told), "")))
    drawn = chart(found)
    assert drawn
    fences = [token.content for token in MARKDOWN.parse(told) if token.type == "fence"]
    assert fences == [drawn.text + "\n"]
    assert [line for line in drawn.text.splitlines() if not CHART_LINE.fullmatch(line)] == []


CHART_LINE = re.compile(
    r'flowchart TB|  n\d+\["(?:[^\W_]| |#\d+;)+"\](?::::\w+)?'
    r"|  n\d+ (?:-->|==>|-\.->|--x|-\.-x)(?:\|[a-z ]+\|)? n\d+|  classDef \w+ [a-z0-9: -]+"
)


# What is too much


def a_long_list(papers: int, text: str) -> Catalogue:
    """Of papers with much to say, each of which needs all before it in some way."""
    return Catalogue(
        sections=(Section("s", text),),
        papers=tuple(
            Paper(
                f"p{n}", text, "s", authors=(text,) * 20, venue=text, tldr=text, minutes=len(text),
                needs=(Need(f"p{n - 1}", text),) if n else (),
                background=tuple(Need(f"p{m}", text) for m in range(n - 1 if n < 40 else 0)),
            )
            for n in range(papers)
        ),
    )  # fmt: skip


@pytest.mark.parametrize(("was", "now"), [(0, 1_000), (10_000, 10_000)], ids=["new", "changed"])
def test_a_report_of_10_000_papers_is_as_short_as_one_can_read(was: int, now: int) -> None:
    before, after = a_long_list(was, "<" * 299), a_long_list(now, "漢<" * 150)
    found = changes(a_reading(before), a_reading(after))
    told = changes_markdown(found, Source("papers.yaml", ""), "then")
    assert len(told.encode()) < SUMMARY_HOLDS / 2
    assert f"\n- and {now - 20:,} more\n" in told
    plans = ["Plans that change"] if was else []
    assert list(chapters(told))[1:] == ["The list itself", *plans]
    drawn = chart(found)
    assert drawn
    assert len(drawn.text) < CHART_HOLDS
    nodes = set(re.findall(r"n\d+", drawn.text))
    assert drawn.text.count('["') == len(nodes) <= MOST_PAPERS
    assert len(re.findall(r" n\d+$", drawn.text, re.MULTILINE)) == MOST_ARROWS
    assert f"Left out of the picture: {now - len(nodes):,} papers and " in told


# What it compares with


class Repository:
    """A folder of its own with a list in it, in git."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.list = folder / "papers.yaml"

    def git(self, *command: str) -> str:
        name = ("-c", "user.name=Ada", "-c", "user.email=ada@example.org")
        words = ["git", "-C", str(self.folder), *name, *command]
        return subprocess.run(
            words, check=True, capture_output=True, encoding="utf-8", env=ENVIRON
        ).stdout.strip()

    def commit(self, text: str) -> str:
        self.list.write_text(text, encoding="utf-8")
        self.git("add", "papers.yaml")
        self.git("commit", "--quiet", "--message", "The list")
        return self.git("rev-parse", "--short=10", "HEAD")

    def diff(self, *arguments: str) -> Run:
        done = CliRunner().invoke(command.main, ["--catalogue", str(self.list), *arguments])
        assert done.exception is None or isinstance(done.exception, SystemExit), done.exception
        return Run(done.exit_code, done.stdout, done.stderr)


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """With nothing in it but an empty commit."""
    made = Repository(tmp_path / "its folder")
    made.folder.mkdir()
    made.git("init", "--quiet", "--initial-branch=main")
    made.git("commit", "--quiet", "--allow-empty", "--message", "Nothing yet")
    monkeypatch.chdir(made.folder)
    return made


OLDER, OLD, NEW = (changed("year: 1951", f"year: {year}") for year in (1948, 1949, 1950))


def since(run: Run) -> str:
    """What the report says it compares with."""
    assert (run.status, run.err) == (0, "")
    return run.lines[2].partition(": ")[0]


UNKNOWN = "git does not know where this branch began; name it, as in `diff.py HEAD~3`"


def test_where_git_knows_no_branch_that_this_one_left_it_is_the_last_commit(
    repository: Repository,
) -> None:
    repository.commit(OLDER)
    last = repository.commit(OLD)
    repository.list.write_text(NEW, encoding="utf-8")
    for branch in ("main", "trunk"):
        repository.git("branch", "--quiet", "--move", branch)
        run = repository.diff()
        assert since(run) == f"Since the last commit (`{last}`; {UNKNOWN})"
        assert "  - `year`: 1949 → 1950" in run.lines


LEFT = {
    "a clone": ("origin/trunk", ["remotes/origin/trunk", "heads/main"], "trunk"),
    "a list pushed from here": ("origin/main", ["remotes/origin/main"], None),
    "of another name": ("origin/master", ["remotes/origin/master", "heads/main"], None),
    "a default branch that is gone": ("origin/main", ["remotes/origin/main"], "trunk"),
    "no remote": ("main", ["heads/main", "heads/master"], None),
    "no remote, and the old name": ("master", ["heads/master"], None),
}


@pytest.mark.parametrize("case", LEFT)
def test_on_a_branch_it_is_where_the_branch_left_the_default_branch(
    repository: Repository, case: str
) -> None:
    branch, refs, default = LEFT[case]
    left = repository.commit(OLDER)
    repository.git("branch", "--quiet", "--move", "mine")
    for ref in refs:
        repository.git("update-ref", f"refs/{ref}", "HEAD")
    if default:
        there = f"refs/remotes/origin/{default}"
        repository.git("symbolic-ref", "refs/remotes/origin/HEAD", there)
    repository.commit(OLD)
    repository.commit(NEW)
    run = repository.diff()
    assert since(run) == f"Since this branch left `{branch}` (`{left}`)"
    assert "  - `year`: 1948 → 1950" in run.lines


def test_a_branch_that_shares_no_commit_with_the_default_one_says_what_to_do(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit(OLD)
    repository.git("checkout", "--quiet", "--orphan", "mine")
    repository.commit(NEW)
    told = "error: git finds no commit that this branch shares with {}; {}\n"
    run = repository.diff()
    assert (run.status, run.out) == (2, "")
    named = "name one by its id, a branch or a tag, such as main or HEAD~3"
    assert run.err == told.format("main", named)
    repository.git("checkout", "--quiet", "main")
    short = Repository(tmp_path / "short")
    options = ("--quiet", "--depth=1", "--no-single-branch", "--branch=mine")
    repository.git("clone", *options, repository.folder.as_uri(), str(short.folder))
    run = short.diff()
    assert (run.status, run.out) == (2, "")
    fetched = "this clone has only the last commits: git fetch --unshallow brings the others"
    assert run.err == told.format("origin/main", fetched)


def test_what_a_hook_says_of_another_repository_is_not_heard(
    repository: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    last = repository.commit(OLD)
    for name in ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE", "GIT_OBJECT_DIRECTORY"):
        monkeypatch.setenv(name, str(tmp_path))
    assert since(repository.diff("HEAD")) == f"Since `HEAD` (`{last}`)"


@pytest.mark.parametrize("base", ["HEAD~1", "v1", "side", "HEAD^1", "@~1", "id"])
def test_a_base_is_any_name_of_a_commit(repository: Repository, base: str) -> None:
    older = repository.commit(OLDER)
    repository.git("tag", "--annotate", "v1", "--message", "One")
    repository.git("branch", "side")
    repository.commit(OLD)
    run = repository.diff(older if base == "id" else base)
    assert since(run) == f"Since `{older if base == 'id' else base}` (`{older}`)"
    assert "  - `year`: 1948 → 1949" in run.lines


@pytest.mark.parametrize(
    "base",
    [
        "nope", "", "^HEAD", "HEAD..HEAD", "HEAD^{tree}", "HEAD:papers.yaml", "--help", "--all",
        "--output=x", "HEAD; touch x", "$(touch x)", "two\nlines\x1b[31m", "x" * 5_000,
    ],
)  # fmt: skip
def test_what_names_no_commit_is_told_in_a_line_and_does_nothing(
    repository: Repository, base: str
) -> None:
    repository.commit(OLD)
    run = repository.diff("--", base)
    assert (run.status, run.out) == (2, "")
    assert re.fullmatch(
        r"error: git knows no commit '.*' here; name one by its id, a branch or a tag, such as main"
        r" or HEAD~3\n",
        run.err,
    )
    assert run.err.rstrip().isprintable()
    assert sorted(path.name for path in repository.folder.iterdir()) == [".git", "papers.yaml"]


def test_a_list_that_was_not_there_is_new_as_a_whole(repository: Repository) -> None:
    repository.list.write_text(TOY, encoding="utf-8")
    run = repository.diff()
    assert since(run).endswith(", where there was no list yet")
    assert ": 7 papers added; 7 needs added; 2 background papers added;" in run.lines[2]


def test_a_list_that_was_a_link_is_told_in_a_line(repository: Repository) -> None:
    repository.list.symlink_to("elsewhere.yaml")
    repository.git("add", "papers.yaml")
    repository.git("commit", "--quiet", "--message", "A link")
    repository.list.unlink()
    repository.list.write_text(TOY, encoding="utf-8")
    run = repository.diff("HEAD")
    assert (run.status, run.out) == (2, "")
    assert run.err.endswith(
        ", so nothing can be compared; it is a symbolic link there: name another commit\n"
    )


def test_a_clone_without_files_that_cannot_get_them_does_not_take_the_list_for_new(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit(OLD)
    repository.commit(NEW)
    repository.git("config", "uploadpack.allowFilter", "true")
    part = Repository(tmp_path / "part")
    address = repository.folder.as_uri()
    repository.git("clone", "--quiet", "--filter=tree:0", address, str(part.folder))
    part.git("remote", "set-url", "origin", (tmp_path / "gone").as_uri())
    run = part.diff("HEAD~1")
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("error: git cannot read 'papers.yaml' of ")


def test_a_folder_that_had_the_name_of_the_list_is_told_in_a_line(repository: Repository) -> None:
    repository.list.mkdir()
    (repository.list / "x").touch()
    repository.git("add", "papers.yaml")
    repository.git("commit", "--quiet", "--message", "A folder")
    (repository.list / "x").unlink()
    repository.list.rmdir()
    repository.list.write_text(TOY, encoding="utf-8")
    run = repository.diff()
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("error: git cannot read 'papers.yaml' of ")


def test_a_list_that_had_errors_cannot_be_compared_and_may_be_mended(
    repository: Repository,
) -> None:
    last = repository.commit(changed("needs: [sour]", "needs: [sower]"))
    repository.list.write_text(TOY, encoding="utf-8")
    run = repository.diff("HEAD")
    assert (run.status, run.err) == (0, "")
    way_out = "name a commit at which it had none, as in `diff.py HEAD~3`"
    had = f"the list had errors then, so nothing can be compared; {way_out}"
    assert run.lines[2:] == [f"Since `HEAD` (`{last}`): {had}."]


def test_a_list_with_errors_is_sent_to_the_checker(repository: Repository) -> None:
    repository.commit(TOY)
    repository.list.write_text(changed("needs: [sour]", "needs: [sower]"), encoding="utf-8")
    run = repository.diff("nope")
    assert (run.status, run.out) == (1, "")
    named = f"python3 scripts/check.py '{repository.list}'"
    assert run.err == f"error: papers.yaml has errors; {named} names them\n"


def test_a_list_is_found_by_its_place_in_its_own_repository(
    repository: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit(OLD)
    repository.list.write_text(NEW, encoding="utf-8")
    inside = repository.folder / "inside"
    inside.mkdir()
    (inside / "link.yaml").symlink_to(repository.list)
    monkeypatch.chdir(inside)
    for name in ("../papers.yaml", "link.yaml"):
        done = CliRunner().invoke(command.main, ["--catalogue", name])
        assert "  - `year`: 1949 → 1950" in done.stdout.splitlines()


def test_a_clone_that_is_too_short_says_how_to_get_the_rest(
    repository: Repository, tmp_path: Path
) -> None:
    repository.commit(OLD)
    short = Repository(tmp_path / "short")
    repository.git("clone", "--quiet", "--depth=1", repository.folder.as_uri(), str(short.folder))
    run = short.diff("HEAD^1")
    assert (run.status, run.out) == (2, "")
    assert run.err == (
        "error: git knows no commit 'HEAD^1' here; this clone has only the last commits:"
        " git fetch --unshallow brings the others\n"
    )


def test_a_repository_without_a_commit_says_so(repository: Repository) -> None:
    repository.list.write_text(TOY, encoding="utf-8")
    repository.git("update-ref", "-d", "HEAD")
    run = repository.diff()
    assert (run.status, run.out) == (2, "")
    assert (
        run.err == "error: this repository has no commit yet that a list could be compared with\n"
    )


def test_without_a_repository_or_without_git_it_says_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    alone = Repository(tmp_path)
    alone.list.write_text(TOY, encoding="utf-8")
    run = alone.diff()
    assert (run.status, run.out) == (2, "")
    assert run.err.startswith("error: git finds no repository around '")
    monkeypatch.setenv("PATH", "")
    run = alone.diff()
    assert run.err == "error: git is needed to know what was there before; install it\n"


def test_what_an_encoding_lacks_is_written_as_a_reference(project: Project, tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.git("init", "--quiet")
    repository.commit(OLD)
    repository.list.write_text(NEW, encoding="utf-8")
    script = project.root / "scripts" / "diff.py"
    run = project.run(
        script, "--catalogue", "papers.yaml", cwd=tmp_path, environ={"PYTHONIOENCODING": "cp1252"}
    )
    assert (run.status, run.err) == (0, "")
    assert "  - `year`: 1949 &#8594; 1950" in run.lines
