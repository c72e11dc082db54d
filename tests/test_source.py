"""Files that are hardly text, and texts that are hardly YAML: one clear problem, at the place."""

import os
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_graph import source as source_module
from reading_graph.catalogue import read
from reading_graph.problems import Problem, Source
from reading_graph.reports import one_line, text_report
from reading_graph.source import Entries, Items, Scalar, Unreadable, source_in, values, yaml_type
from support.toy import TOY, changed, errors, reading

HEAD = "sections: [{id: oven, title: Oven}]\npapers:\n"


def told(data: str | bytes) -> list[str]:
    """Each error without the file: line, column and the rest."""
    found = reading(data)
    assert (found.catalogue is None) == bool(errors(found))
    return [
        one_line(found.source, problem).split("papers.yaml:", 1)[1] for problem in errors(found)
    ]


def with_bytes(new: bytes, *, old: str = "Annals of Baking") -> bytes:
    """The toy catalogue, where `new` stands in place of `old`: its line is 29."""
    before, after = TOY.split(old)
    return before.encode() + new + after.encode()


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_is_refused_by_its_name(encoding: str) -> None:
    bom = {"utf-16-le": b"\xff\xfe", "utf-16-be": b"\xfe\xff"}.get(encoding, b"")
    assert told(bom + TOY.encode(encoding)) == [
        "1:1: error[encoding]: the file is UTF-16; save it as UTF-8 (every editor offers that)"
    ]


@pytest.mark.parametrize(
    ("bad", "named"),
    [
        (b"Annals \xe9 of", "0xe9"),
        (b"Annals \xc0\xaf of", "0xc0"),
        (b"Annals \xed\xa0\x80 of", "0xed"),
        (b"Annals \xf4\x90\x80\x80", "0xf4"),
        (b"Annals \xe2\x82 of", "0xe2 0x82"),
        (b"Annals \x80", "0x80"),
    ],
)
def test_bytes_that_are_no_utf_8_are_named_where_they_stand(bad: bytes, named: str) -> None:
    way_out = "save the file as UTF-8 and type this character again"
    assert told(with_bytes(bad)) == [f"29:19: error[encoding]: {named} is not UTF-8; {way_out}"]


def test_columns_before_a_bad_byte_count_characters() -> None:
    [message] = told(with_bytes("Brot für \N{BREAD}".encode() + b"\xff"))
    assert message.startswith("29:22: error[encoding]: 0xff ")


def test_a_file_cut_within_a_character_is_wrong_at_its_last() -> None:
    whole = f"{HEAD}  - {{id: a, title: Bäckerei ö".encode()
    [message] = told(whole[:-1])
    assert message.startswith("3:29: error[encoding]: 0xc3 is not UTF-8")


def test_a_byte_order_mark_moves_no_column() -> None:
    bad = changed("year: 1951", "year: 19510")
    assert told(b"\xef\xbb\xbf" + bad.encode()) == told(bad)
    assert told(b"\xef\xbb\xbf" + TOY.encode()) == []
    [message] = told(b"\xef\xbb\xbftitel: x\nsections: []\npapers: []\n")
    assert message.startswith("1:1: error[unknown-key]")


def test_a_second_byte_order_mark_is_a_character_too_many() -> None:
    [message] = told(b"\xef\xbb\xbf\xef\xbb\xbf" + TOY.encode())
    assert message.startswith("1:1: error[character]: U+FEFF (invisible or unprintable) may not")


@pytest.mark.parametrize("character", "\0\x1b\x7f\x85\u2028\u202e\u2066\ufeff\ufffe\U000e0001\x0b")
def test_a_character_that_nobody_sees_is_named_where_it_stands(character: str) -> None:
    [message] = told(with_bytes(f"Annals {character}of".encode()))
    assert message.startswith(f"29:19: error[character]: U+{ord(character):04X} (")
    assert message.endswith("may not stand in a catalogue; delete it")


@pytest.mark.parametrize("character", "\u200d\u200c\u200e\xa0é\N{BREAD}\u064e")
def test_characters_that_writing_needs_may_stand(character: str) -> None:
    assert told(with_bytes(f"Annals {character}of".encode())) == []


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_other_line_ends_are_read_alike_and_counted_right(end: str) -> None:
    bad = changed("year: 1951", "year: 19510")
    assert told(bad.replace("\n", end)) == told(bad)
    assert reading(TOY.replace("\n", end)).catalogue == reading(TOY).catalogue


def test_one_character_is_told_once_and_many_are_not_told_for_ever() -> None:
    assert len(told("\x01" * 5_000)) == 1_000


@pytest.mark.parametrize(
    "data", [b"", b"\n\n", b"   \n\t\n", b"# only a remark", b"\xef\xbb\xbf", b"#\r# a\r\r"]
)
def test_a_file_without_values_is_empty(data: bytes) -> None:
    assert told(data) == [
        "1:1: error[empty-file]: the file is empty; it needs `sections:` and `papers:`"
    ]


def test_a_missing_file_says_how_to_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    found = read(Path("no\npapers.yaml"))
    [problem] = found.problems
    assert one_line(found.source, problem) == (
        "no\\u000apapers.yaml:1:1: error[no-file]: there is no file 'no\\u000apapers.yaml'; "
        "name the catalogue with --catalogue FILE"
    )
    assert found.catalogue is None


def hollow(path: Path) -> None:
    path.mkdir()


def pipe(path: Path) -> None:
    os.mkfifo(path)


def locked(path: Path) -> None:
    path.symlink_to(path)


@pytest.mark.parametrize(
    ("make", "why"),
    [
        (hollow, "it is a directory"),
        (pipe, "it is not a regular file"),
        (locked, "Too many levels of symbolic links"),
    ],
)
def test_what_is_no_file_is_not_read(
    make: Callable[[Path], None], why: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    make(tmp_path / "papers.yaml")
    found = read(Path("papers.yaml"))
    assert text_report(found.source, found.problems) == (
        f"papers.yaml:1:1: error[no-file]: cannot read 'papers.yaml': {why}"
    )


def test_a_file_is_named_as_one_would_type_it_here(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = tmp_path / "inner"
    inner.mkdir()
    (inner / "papers.yaml").write_text(TOY)
    monkeypatch.chdir(tmp_path)
    assert read(inner / "papers.yaml").source.name == str(Path("inner", "papers.yaml"))
    monkeypatch.chdir(inner)
    assert read(inner / "papers.yaml").source.name == "papers.yaml"


def test_a_file_over_the_limit_is_not_read_to_its_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(source_module, "LARGEST_FILE", len(TOY.encode()))
    assert told(TOY) == []
    [message] = told(TOY + "#")
    assert message.startswith("1:1: error[too-large]: the file is over the limit of ")


def test_the_limit_of_a_file_is_told_in_megabytes(monkeypatch: pytest.MonkeyPatch) -> None:
    assert source_module.LARGEST_FILE == 50_000_000
    monkeypatch.setattr(source_module, "LARGEST_FILE", 3_000_000)
    assert told("#" * 3_000_001) == ["1:1: error[too-large]: the file is over the limit of 3 MB"]


def test_a_text_of_too_many_values_is_refused_where_the_limit_is_passed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(source_module, "MOST_VALUES", 5)
    assert told("sections: []\npapers: []\n") == []
    assert told("title: x\nsections: []\npapers: []\n") == [
        "3:1: error[too-large]: more than 5 values, which is the limit"
    ]


@pytest.mark.parametrize("brackets", [20, 1_200, 200_000])
def test_too_deep_is_told_at_the_ninth_level_however_far_it_goes_on(brackets: int) -> None:
    assert told("[" * brackets) == [
        "1:9: error[too-deep]: nested more than 8 levels deep, which is the limit"
    ]
    entry = "  - id: loaf\n    title: "
    assert told(HEAD + entry + "[" * brackets)[0].startswith("4:17: error[too-deep]: ")


@pytest.mark.parametrize("opening", ["[", "{", "{a: ", "[[],", "- ", "? ", "a: [", "- - [{a: "])
def test_200_000_open_brackets_are_too_deep_and_nothing_worse(opening: str) -> None:
    [message] = told(HEAD + opening * 200_000)
    assert "error[too-deep]: nested more than 8 levels deep, which is the limit" in message or (
        "error[syntax]: " in message
    )
    assert int(message.split(":", 1)[0]) == 3


def test_brackets_that_are_closed_again_are_too_deep_at_the_ninth_level() -> None:
    deep = changed("tags: [microbes]", f"tags: {'[' * 400}x{']' * 400}")
    assert told(deep) == [
        "70:16: error[too-deep]: nested more than 8 levels deep, which is the limit"
    ]


def test_a_year_of_5_000_digits_is_no_year() -> None:
    [message] = told(changed("year: 1951", f"year: {'9' * 5_000}"))
    assert message.startswith("28:11: error[bad-number]: `year` of paper 'gluten' must be a whole")
    assert message.endswith(f", not '{'9' * 59}…'")


def papers(needs: list[int | None]) -> str:
    """A paper each, in one section; the nth needs the paper of that number."""
    named = ["" if need is None else f"p{need}" for need in needs]
    entry = "  - {{id: p{}, title: P, section: oven, needs: [{}]}}\n"
    return HEAD + "".join(entry.format(n, need) for n, need in enumerate(named))


def test_a_chain_of_10_000_papers_is_read() -> None:
    found = reading(papers([*range(1, 10_000), None]))
    assert errors(found) == []
    assert found.catalogue
    assert len(found.catalogue.papers) == 10_000


def test_a_cycle_of_10_000_papers_is_told_in_one_line() -> None:
    [message] = told(papers([*range(1, 10_000), 0]))
    assert message.startswith(
        "10002:50: error[cycle]: a cycle, in which each needs the next: p0 → "
    )
    assert " → … 9,988 more … → " in message
    assert len(message) < 500


def test_10_000_cycles_are_10_000_problems() -> None:
    found = told(papers([n + 1 if n % 2 == 0 else n - 1 for n in range(20_000)]))
    assert len(found) == 10_000
    assert all("error[cycle]" in message for message in found)


def test_where_too_many_cycles_run_through_one_another_it_says_that_there_are_more() -> None:
    chain = papers([*range(1, 1_500), 0])
    found = told(re.sub(r"needs: \[(p\d\d+)\]", r"needs: [\1, p0]", chain))
    assert 900 < len(found) < 1_490
    assert sum("one more cycle of many" in message for message in found) == 1


def test_10_000_papers_with_one_background_that_rests_on_all_are_soon_told() -> None:
    entry = "  - {{id: p{0}, title: P, section: oven, needs: [{1}], background: [p9999]}}\n"
    found = told(HEAD + "".join(entry.format(n, f"p{n - 1}" if n else "") for n in range(9_999))
                 + "  - {id: p9999, title: P, section: oven, needs: [p9998]}\n")  # fmt: skip
    assert 50 < len(found) < 1_000
    assert sum("one more cycle of many" in message for message in found) == 1


def test_a_background_circle_is_found_among_more_papers_than_one_set_holds() -> None:
    entry = "  - {{id: p{0}, title: P, section: oven, background: [{1}]}}\n"
    some = "".join(entry.format(n, f"p{n - 1}" if n else "") for n in range(5_000))
    last = "  - {id: y, title: P, section: oven, background: [z]}\n"
    after = "  - {id: z, title: P, section: oven, needs: [y]}\n"
    [message] = told(HEAD + some + last + after)
    assert "'z' rests on 'y', so it cannot be its background" in message


def test_names_that_are_much_alike_take_no_longer_to_suggest() -> None:
    ids = [f"{'ab' * 35}{n:010d}"[:80] for n in range(10_000)]
    entries = "".join(f"  - {{id: {id_}, title: P, section: oven}}\n" for id_ in ids)
    unknown = ", ".join(f"{'ba' * 30}{n}" for n in range(20))
    found = told(f"{HEAD}{entries}  - {{id: z, title: P, section: oven, needs: [{unknown}]}}\n")
    assert len(found) == 20


def test_10_000_unknown_papers_are_all_told_and_the_first_with_what_may_be_meant() -> None:
    found = told(papers([20_000 + n for n in range(10_000)]))
    assert len(found) == 10_000
    assert "did you mean 'p" in found[0]
    assert found[-1].endswith("is not in the catalogue; add it, or correct the id")


def test_of_more_than_50_000_errors_the_first_are_told_and_that_there_are_more() -> None:
    found = told("sections: []\npapers: []\n" + "".join(f"k{n}: 1\n" for n in range(50_100)))
    assert len(found) == 50_001
    assert found[-1].endswith(
        "error[too-many]: there are more errors than 50,000; mend those that are told first"
    )


def test_more_than_50_000_warnings_are_still_warnings() -> None:
    entries = "".join(f"  - {{id: p{n}, title: P, section: oven}}\n" for n in range(50_100))
    found = reading(HEAD + entries)
    assert errors(found) == []
    assert found.problems[-1].message.startswith("there are more warnings than 50,000; ")


def test_30_000_keys_that_no_paper_has_are_all_told() -> None:
    keys = ", ".join(f"k{n}: 1" for n in range(30_000))
    assert len(told(f"{HEAD}  - {{{keys}}}\n")) == 30_000 + 3


def test_values_know_where_they_stand() -> None:
    root = read_values('a: one\n"b": [two, {c: "thr\\u0065e"}]\nd: |\n  four\n')
    assert isinstance(root, Entries)
    assert [key.text for key, _ in root.pairs] == ["a", "b", "d"]
    items = root.get("b")
    assert isinstance(items, Items)
    assert (items.start, items.end) == (12, 36)
    assert items.values[0] == Scalar("two", plain=True, start=13, end=16)
    assert root.get("a") == Scalar("one", plain=True, start=3, end=6)
    inner = items.values[1]
    assert isinstance(inner, Entries)
    assert inner.get("c") == Scalar("three", plain=False, start=22, end=34)
    block = root.get("d")
    assert isinstance(block, Scalar)
    assert (block.text, block.plain, block.start) == ("four\n", False, 40)
    assert root.get("e") is None


def read_values(text: str) -> object:
    return values(Source("a", text))


def test_positions_count_characters_outside_of_the_basic_plane_as_one() -> None:
    root = read_values("\N{BREAD}: 漢\né: x\n")
    assert isinstance(root, Entries)
    assert root.get("é") == Scalar("x", plain=True, start=8, end=9)


def test_a_key_may_stand_twice_and_the_first_is_found() -> None:
    root = read_values("a: 1\na: 2\n")
    assert isinstance(root, Entries)
    assert len(root.pairs) == 2
    assert root.get("a") == Scalar("1", plain=True, start=3, end=4)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("no", "a yes/no value"),
        ("On", "a yes/no value"),
        ("~", "empty"),
        ("NULL", "empty"),
        ("", "empty"),
        ("1e3", None),
        ("1.0e+3", "a number"),
        ("0x1F", "a number"),
        ("2301.00010", "a number"),
        ("1_000", "a number"),
        ("190:20:30", "a number"),
        (".NaN", "a number"),
        ("2024-02-29", "a date"),
        ("=", "a special value"),
        ("<<", "a special value"),
        ("y", None),
        ("nope", None),
        ("1.2.3", None),
        ("2024-2", None),
    ],
)
def test_an_unquoted_text_has_the_type_that_yaml_gives_it(text: str, kind: str | None) -> None:
    assert yaml_type(Scalar(text, plain=True, start=0, end=0)) == kind
    assert yaml_type(Scalar(text, plain=False, start=0, end=0)) is None


def told_of(text: str) -> tuple[Source, list[Problem]]:
    """A text, and what is wrong with it as text or as YAML."""
    source, problems = source_in(text.encode(), "a")
    if not problems:
        try:
            values(source)
        except Unreadable as unreadable:
            problems = [unreadable.problem]
    return source, problems


@settings(deadline=None)
@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=60))
def test_any_text_is_read_or_has_one_problem_inside_it(text: str) -> None:
    source, problems = told_of(text)
    assert all(0 <= problem.start <= problem.end for problem in problems)
    assert all(problem.start <= len(source.text) for problem in problems)


SINGLE = "\t\n\r[]{}\"',#!|>%@`\\a1é\ufeff"
LONGER = [": ", "- ", "? ", " #", "a: ", "&a", "*a", "<<", "%YAML 1.1", "\n  ", "\n    ", "\r\n"]
MARKERS = ["---", "...", "\n---\n", "\n...\n"]
YAML_MARKS = st.sampled_from([*SINGLE, *LONGER, *MARKERS])


@settings(deadline=None)
@given(st.lists(YAML_MARKS, max_size=25).map("".join))
def test_marks_of_yaml_in_any_order_never_get_words_of_the_parser_s_own(text: str) -> None:
    source, problems = told_of(text)
    for problem in problems:
        assert "did not find" not in problem.message
        assert "found " not in problem.message
        assert 0 <= problem.start <= len(source.text)
