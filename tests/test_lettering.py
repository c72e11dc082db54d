"""Text in boxes without any font: how wide it is, and where it is broken."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_graph.lettering import cut, width, wrapped

TITLES = st.text(
    st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("  --aWi漢é\u0301"),
    max_size=60,
)
ROOMS = st.floats(min_value=2.5, max_value=30)


def squeezed(text: str) -> str:
    return "".join(text.split())


@settings(deadline=None)
@given(TITLES, ROOMS, st.integers(1, 5))
def test_no_line_is_wider_than_asked_and_there_are_no_more_than_asked(
    text: str, em: float, most: int
) -> None:
    lines = wrapped(text, em, most)
    assert len(lines) <= most
    assert all(width(line) <= em for line in lines)


@settings(deadline=None)
@given(TITLES, ROOMS)
def test_all_characters_are_kept_where_there_is_room_for_all_lines(text: str, em: float) -> None:
    lines = wrapped(text, em, 1_000)
    assert squeezed("".join(lines)) == squeezed(text)


@settings(deadline=None)
@given(TITLES, ROOMS, st.integers(1, 5))
def test_what_is_shown_is_where_the_text_begins(text: str, em: float, most: int) -> None:
    lines = wrapped(text, em, most)
    whole = wrapped(text, em, 1_000)
    if len(whole) <= most:
        assert lines == whole
    else:
        assert lines[:-1] == whole[: most - 1]
        assert lines[-1].endswith("…")
        assert squeezed(text).startswith(squeezed("".join(lines)[:-1]))


@settings(deadline=None)
@given(TITLES, ROOMS, st.integers(1, 5))
def test_no_line_is_blank_or_begins_or_ends_with_a_space(text: str, em: float, most: int) -> None:
    for line in wrapped(text, em, most):
        assert line
        assert line == line.strip()


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1), ROOMS)
def test_words_that_fit_are_broken_nowhere_but_at_spaces(words: list[str], em: float) -> None:
    if all(width(word) <= em for word in words):
        lines = wrapped(" ".join(words), em, 1_000)
        assert [word for line in lines for word in line.split(" ")] == words


@settings(deadline=None)
@given(st.lists(st.from_regex(r"[a-z]{1,6}", fullmatch=True), min_size=1), ROOMS)
def test_a_line_is_broken_only_where_the_next_word_does_not_fit(
    words: list[str], em: float
) -> None:
    if all(width(word) <= em for word in words):
        lines = wrapped(" ".join(words), em, 1_000)
        for line, following in pairwise(lines):
            assert width(f"{line} {following.split(' ')[0]}") > em


@settings(deadline=None)
@given(TITLES, ROOMS)
def test_cut_text_fits_and_text_that_fits_is_not_cut(text: str, em: float) -> None:
    shown = cut(text, em)
    assert width(shown) <= em
    if width(text) <= em:
        assert shown == text
    else:
        assert shown.endswith("…")
        assert text.startswith(shown[:-1])


@settings(deadline=None)
@given(TITLES, TITLES)
def test_a_text_is_as_wide_as_its_parts(one: str, other: str) -> None:
    assert width(one + other) == pytest.approx(width(one) + width(other))
    assert width(one) >= 0


@pytest.mark.parametrize(
    ("text", "em", "most", "lines"),
    [
        ("", 8, 3, []),
        ("   ", 8, 3, []),
        ("Bread", 8, 3, ["Bread"]),
        ("Steam in the First Ten Minutes", 8, 3, ["Steam in the", "First Ten", "Minutes"]),
        ("Steam in the First Ten Minutes", 8, 2, ["Steam in the", "First Ten Min…"]),
        ("Slow-Fermented", 5, 3, ["Slow-", "Fermente", "d"]),
        ("a  -  b", 8, 3, ["a  -  b"]),
        ("麵包與烤箱", 3.1, 3, ["麵包與", "烤箱"]),
        ("麵包與烤箱", 3.1, 1, ["麵包…"]),
        ("e\u0301" * 5, 1.3, 9, ["e\u0301e\u0301", "e\u0301e\u0301", "e\u0301"]),
    ],
)
def test_examples_are_broken_like_this(text: str, em: float, most: int, lines: list[str]) -> None:
    assert wrapped(text, em, most) == lines


def test_a_mark_above_a_letter_is_not_parted_from_it() -> None:
    for line in wrapped("e\u0301" * 40, 2.0, 100):
        assert not line.startswith("\u0301")


def test_wide_and_narrow_letters_differ_and_marks_take_no_room() -> None:
    assert width("iiii") < width("nnnn") < width("MMMM") < width("漢漢漢漢")
    assert width("e\u0301") == width("e")
    assert width("\N{BREAD}") >= 1
