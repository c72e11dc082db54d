"""What the page of promises says: each is the name of a test, each number what that test tries."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import test_faults
import test_mutations
from conftest import LISTS, ON_DISK
from support.evasions import (
    EVASIONS,
    FORMULAS,
    LINK_TARGETS,
    LINKS,
    MATHEMATICS,
    links,
    mathematics,
)
from support.hostile import NAMES, NOTES
from support.naughty import PLACES, STRINGS
from support.traits import TRAITS

TESTS = Path(__file__).parent
PAGE = (TESTS.parent / "docs" / "safety.md").read_text(encoding="utf-8")
ROWS = re.findall(r"^\| ([A-Z].*?) \| (.*?) \|$", PAGE.replace("| Promise |", ""), re.MULTILINE)
NUMBERS = {
    "what_means_harm_is_harmless": [len([*NOTES, *NAMES])],
    "what_gets_past_sanitisers_is_harmless_too": [
        len([*EVASIONS, *LINKS, *MATHEMATICS]),
        len(EVASIONS),
        len(LINK_TARGETS),
        len(list(links("x"))),
        len(FORMULAS),
        len(list(mathematics("x"))),
    ],
    "no_way_to_write_a_link_leads_where_none_may": [len(LINKS)],
    "a_note_that_would_be_more_is_read_as_text_and_the_next_paper_stands_after_it": [len(TRAITS)],
    "no_page_and_no_search_does_or_holds_what_ours_do_not": [len(LISTS)],
    "nor_does_any_from_disk": [len(ON_DISK)],
    "each_is_taken_or_refused_at_its_line": [len(STRINGS), len(PLACES)],
    "every_changed_file_gets_an_answer_that_fits": [
        test_mutations.SEEDS * test_mutations.FILES_PER_SEED
    ],
    "a_broken_engine_costs_the_pictures_and_not_the_build": [len(test_faults.ENGINES)],
    "a_build_that_is_killed_at_any_moment_leaves_the_old_site_or_the_new": [
        test_faults.KILLED_BUILDS
    ],
    "an_edit_that_is_killed_at_any_moment_leaves_the_old_list_or_the_new": [
        test_faults.KILLED_EDITS
    ],
}


def name_of(promise: str) -> str:
    return re.sub(r"[^a-z0-9]+", "_", promise.lower()).strip("_")


def test_the_page_makes_promises() -> None:
    assert len(ROWS) > 30
    assert set(NUMBERS) < {name_of(promise) for promise, _ in ROWS}


@pytest.mark.parametrize(("promise", "how"), ROWS, ids=[name_of(promise) for promise, _ in ROWS])
def test_each_is_the_name_of_one_test_and_its_numbers_are_true(promise: str, how: str) -> None:
    name = name_of(promise)
    found = [path for path in TESTS.glob("test_*.py") if f"def test_{name}(" in path.read_text()]
    assert len(found) == 1
    told = [int(number.replace(",", "")) for number in re.findall(r"\d[\d,]*", how)]
    assert told == NUMBERS.get(name, [])
