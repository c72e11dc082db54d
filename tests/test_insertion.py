"""New papers in the text of a list: all else stays, where they go, and how they are written."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from reading_graph import insertion as module
from reading_graph.catalogue import read_bytes
from reading_graph.characters import refused_in_line
from reading_graph.insertion import Insertion, NoPlace, insertion
from reading_graph.model import Catalogue, Need, Paper, Status
from reading_graph.problems import Source
from reading_graph.source import Entries, Items, Scalar, as_written, values
from support.naughty import PLACES, STRINGS
from support.styles import written
from support.toy import TOY, changed

CRUMB = Paper(
    "crumb",
    'Crumb: "A Theory", of # Holes',
    "oven",
    authors=("Ada Krume", "Fen, O."),
    year=1990,
    arxiv="9001.00001",
    status=Status.PLANNED,
    added=date(2024, 3, 2),
)
RIND = Paper("rind", "no", "oven", year=1991)
LINES = re.compile(r"(?<=\n)|(?<=\r)(?!\n)")


def catalogue(text: str) -> Catalogue:
    found = read_bytes(text.encode(), "papers.yaml")
    assert found.catalogue, found.problems
    return found.catalogue


def ids(text: str) -> list[str]:
    return [paper.id for paper in catalogue(text).papers]


def inserted(text: str, *papers: Paper) -> str:
    return insertion(text, papers).into(text)


# All else stays


@pytest.mark.parametrize("seed", range(200))
def test_however_a_list_is_written_nothing_else_changes(seed: int) -> None:
    way = written(seed)
    text = read_bytes(way.data, "papers.yaml").source.text
    what = insertion(text, [CRUMB, RIND])
    after = what.into(text)
    assert after[: what.offset] + after[what.offset + len(what.text) :] == text
    now = catalogue(after).by_id
    assert (now.pop("crumb"), now.pop("rind")) == (CRUMB, RIND)
    assert now == catalogue(text).by_id
    old, _ = changed_lines(text, after)
    assert len(old) == (0 if way.has_lines else 1)


def changed_lines(before: str, after: str) -> tuple[list[str], list[str]]:
    """The lines from the first to the last that differ, as they were and as they are."""
    old, new = LINES.split(before), LINES.split(after)
    start = equal_at_start(old, new)
    end = equal_at_start(old[start:][::-1], new[start:][::-1])
    return old[start : len(old) - end], new[start : len(new) - end]


def equal_at_start(one: list[str], other: list[str]) -> int:
    pairs = zip(one, other, strict=False)
    return next((n for n, (a, b) in enumerate(pairs) if a != b), min(len(one), len(other)))


def test_git_shows_only_added_lines_where_the_last_line_has_no_end(tmp_path: Path) -> None:
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(TOY.rstrip("\n"), encoding="utf-8")
    new.write_text(inserted(TOY.rstrip("\n"), replace(RIND, section="leaven")), encoding="utf-8")
    command = ["git", "diff", "--no-index", "--numstat", str(old), str(new)]
    counts = subprocess.run(command, capture_output=True, encoding="utf-8").stdout.split()
    assert counts[:2] == ["5", "0"]


def test_a_place_where_something_else_would_change_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    inside = Insertion(TOY.index("  - id: loaf"), "    notes: More.\n")
    monkeypatch.setattr(module, "_places", lambda *_: [inside])
    with pytest.raises(NoPlace):
        insertion(TOY, [RIND])


# Where they go


def test_they_follow_the_last_paper_of_their_section() -> None:
    assert ids(inserted(TOY, replace(RIND, section="dough")))[3:5] == ["proof", "rind"]


def test_in_a_section_without_papers_they_follow_all() -> None:
    text = changed("Oven & Crust\n", "Oven\n  - {id: new, title: New}\n")
    assert ids(inserted(text, replace(CRUMB, section="new"), RIND))[-2:] == ["crumb", "rind"]


COMMENTED = """\
sections: [{id: oven, title: Oven}, {id: dough, title: Dough}]
papers:
    # first
    -  id: one
       title: One
       section: dough
       # of the first

    # second
    # as well
    -  id: two
       title: Two
       section: oven
# the end
"""
WRITTEN = """\
    -  id: rind
       title: "no"
       section: {}
       year: 1991
"""


def test_comments_stay_with_what_they_are_about() -> None:
    after_first = inserted(COMMENTED, replace(RIND, section="dough"))
    entry = WRITTEN.format("dough")
    assert after_first == changed("# of the first\n", f"# of the first\n\n{entry}", COMMENTED)
    after_all = inserted(COMMENTED, RIND)
    assert after_all == changed("# the end", f"\n{WRITTEN.format('oven')}# the end", COMMENTED)


def test_what_goes_before_a_paper_goes_before_the_comments_above_it() -> None:
    text = COMMENTED.removesuffix("\n# the end\n")
    assert inserted(text, RIND) == changed(
        "    # second", f"{WRITTEN.format('oven')}\n    # second", text
    )


def test_where_papers_follow_each_other_without_a_gap_so_do_they() -> None:
    text = re.sub(r"\n\n( *#)", r"\n\1", COMMENTED)
    assert f"oven\n{WRITTEN.format('oven')}# the end" in inserted(text, RIND)


@pytest.mark.parametrize("empty", ["papers: []", "papers: [ ]", '"papers" :  []  # none yet'])
def test_an_empty_list_becomes_one_with_lines(empty: str) -> None:
    after = inserted(f"sections: [{{id: oven, title: Oven}}]\n{empty}\n", CRUMB, RIND)
    assert after.count("\n  - id: ") == 2
    assert ids(inserted(after, replace(RIND, id="crust"))) == ["crumb", "rind", "crust"]


# How they are written


def test_a_list_that_is_json_stays_json() -> None:
    paper = {"id": "loaf", "title": "A Loaf", "section": "oven"}
    text = json.dumps({"sections": [{"id": "oven", "title": "Oven"}], "papers": [paper]})
    after = json.loads(inserted(text, CRUMB))
    assert [paper["id"] for paper in after["papers"]] == ["crumb", "loaf"]


def test_an_entry_is_written_as_people_write_it() -> None:
    needs = (Need("proof", "Its dough: this one."), Need("steam"))
    after = inserted(TOY, replace(CRUMB, needs=needs))
    assert after == changed("\n  - id: rye", f"\n{ENTRY}\n  - id: rye")


ENTRY = """\
  - id: crumb
    title: "Crumb: \\"A Theory\\", of # Holes"
    section: oven
    authors: [Ada Krume, "Fen, O."]
    year: 1990
    arxiv: "9001.00001"
    needs:
      - paper: proof
        why: "Its dough: this one."
      - steam
    status: planned
    added: 2024-03-02
"""


def test_many_authors_get_a_line_each() -> None:
    names = tuple(f"Ada Berta Krume the {n}th" for n in range(9))
    after = inserted(TOY, replace(CRUMB, authors=names))
    assert f"    authors:\n      - {names[0]}\n      - {names[1]}\n" in after
    assert catalogue(after).by_id["crumb"].authors == names


@pytest.mark.parametrize("in_brackets", [False, True])
def test_what_means_something_to_yaml_is_read_as_text(in_brackets: bool) -> None:
    for text in filter(PLACES["the title of a paper"].takes, STRINGS):
        assert read_back(as_written(text, in_brackets), in_brackets) == text


@given(st.text(st.characters(codec="utf-8")), st.booleans())
def test_any_text_of_one_line_is_read_as_it_is(text: str, in_brackets: bool) -> None:
    line = " ".join(refused_in_line.sub("", text).split())
    assert read_back(as_written(line, in_brackets), in_brackets) == line


def read_back(written: str, in_brackets: bool) -> str:
    """What YAML reads where such a text stands after a key, or in brackets."""
    frame = "key: [a, {}, b]\n" if in_brackets else "key: {}\n"
    root = values(Source("", frame.format(written)))
    assert isinstance(root, Entries)
    node = root.get("key")
    node = node.values[1] if isinstance(node, Items) else node
    assert isinstance(node, Scalar)
    return node.text
