"""Papers that notes name: what the scan finds is what the parser makes links of, at its place."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_graph.mentions import mentions
from reading_graph.notes import Target, rendered
from reading_graph.problems import Source
from reading_graph.source import Entries, Scalar, source_in, values


def found(markdown: str) -> list[str]:
    """The ids that a note names, which stands alone in its file."""
    note = Scalar(markdown, False, 0, len(markdown))
    named = [mention.text for mention in mentions(note, Source("a", markdown))]
    return [name for name in named if name == name.lower()]


def linked(markdown: str) -> list[str]:
    """The papers that the parser asks for, those that are asked for again left out."""
    asked: dict[str, None] = {}

    def target(paper: str) -> Target:
        asked[paper] = None
        return Target(f"#{paper}", paper)

    rendered(markdown, target)
    return list(asked)


@pytest.mark.parametrize(
    ("markdown", "papers"),
    [
        ("[[adam]]", ["adam"]),
        ("See [[adam]], then [the *other*](#adam-w).", ["adam", "adam-w"]),
        ("[a](#b) [c](<#d>) [e](#f \"title\")", ["b", "d", "f"]),
        ("**[[a]]** > [[b]]\n- [[c]]\n\n1. [[d]]\n\n> [[e]]\n\n| [[f]] |\n|---|\n", list("abcdef")),
        ("`[[a]]` ``x ` [[b]]`` [[c]] `[[d]]", ["c", "d"]),
        ("```\n[[a]]\n```\n[[b]]\n\n~~~ x\n[[c]]\n\n```\n[[d]]\n~~~\n[[e]]", ["b", "e"]),
        ("- x\n\n  ```\n  [[a]]\n  ```\n- [[b]]", ["b"]),
        ("x\n\n    [[a]]\n\n[[b]]\n    [[c]]", ["b", "c"]),
        ("$[[a]]$ [[b]] $x$ costs [[c]] $5\n\n$$\n[[d]]\n$$\n\n[[e]]", ["b", "c", "e"]),
        (r"\[[a]] \[b](#c) [d\](#e) \\[[f]]", ["f"]),
        ("[[Adam]] [[a b]] [[]] [x](#A) [x](# a) [x]( #a b) (#c)", []),
        ("[a](#b c) [a](#b", []),
        ("] [a] b](#c)", []),
        ("[a [b](#c) d](#e)", ["c"]),
        ("<https://example.org/[[a]]> [[b]]", ["b"]),
        ("![a](#b)", ["b"]),
        ("no names at all", []),
    ],
)  # fmt: skip
def test_links_to_papers_are_found_and_what_is_no_link_is_not(
    markdown: str, papers: list[str]
) -> None:
    assert found(markdown) == papers


PIECES = st.sampled_from(
    [
        "[[a]]", "[[b-c]]", "[x](#d)", "](#e)", "](#f g)", "<#h>", '"t"', "[[", "]]",
        *"[]()<>`$|*\\",
        "``", "```", "~~~", "~~", "$$", "**", "- ", "1. ", "> ", "---", "|---|", "\n", "\n", "\n\n",
        " ", "  ", "    ", "\t", "x", "!", "&", "#",
    ]
)  # fmt: skip


@settings(max_examples=1_500, deadline=None)
@given(st.lists(PIECES, max_size=14).map("".join))
def test_whatever_is_found_is_a_link_for_the_parser(markdown: str) -> None:
    assert set(found(markdown)) <= set(linked(markdown))


WORDS = st.sampled_from(
    ["See", "the", "loss", "[[adam]]", "[it](#sgd)", "*and*", "more.", "§", "é"]
)
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
BLOCKS = st.one_of(
    LINES,
    st.lists(LINES, min_size=1, max_size=3).map("\n".join),
    st.lists(LINES, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {x}" for x in lines)),
    LINES.map(lambda line: f"> {line}"),
    LINES.map(lambda line: f"```python\n{line}\n```"),
    LINES.map(lambda line: f"$$\n{line}\n$$"),
)
NOTES = st.lists(BLOCKS, min_size=1, max_size=4).map("\n\n".join)


@settings(deadline=None)
@given(NOTES)
def test_in_notes_as_people_write_them_all_links_are_found(markdown: str) -> None:
    assert set(found(markdown)) == set(linked(markdown))


@settings(deadline=None)
@given(NOTES, st.sampled_from(["|", "|-", ">", '"', "'"]), st.sampled_from(["\n", "\r\n"]))
def test_each_stands_where_the_file_has_it(markdown: str, style: str, end: str) -> None:
    text = f"notes: {written(markdown, style)}\nafter: x\n".replace("\n", end)
    source, _ = source_in(text.encode(), "a")
    root = values(source)
    assert isinstance(root, Entries)
    note = root.get("notes")
    assert isinstance(note, Scalar)
    for mention in mentions(note, source):
        assert source.text[mention.start : mention.end] == mention.text
        assert source.text[mention.start - 2 : mention.start] in ("[[", "(#")


def written(markdown: str, style: str) -> str:
    """The text as a YAML scalar."""
    if style == '"':
        return '"' + markdown.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if style == "'":
        return "'" + re.sub(r"\n+", " ", markdown).replace("'", "''") + "'"
    return style + "".join(f"\n  {line}".rstrip(" ") for line in markdown.split("\n"))


def test_where_escapes_hide_a_name_the_whole_text_is_its_place() -> None:
    text = r'"after \x5b[adam]] and [[sgd]]"'
    note = Scalar("after [[adam]] and [[sgd]]", False, 0, len(text))
    assert list(mentions(note, Source("a", text))) == [
        Scalar("adam", False, 0, len(text)),
        Scalar("sgd", False, 0, len(text)),
    ]
    other = r'"[[sgd]] and \x5b[adam]]"'
    twice = note._replace(end=2 * len(other))
    assert next(mentions(twice, Source("a", other + other))).start == 0


@pytest.mark.parametrize(
    "text",
    [
        "$a ",
        "$a$5 ",
        "[[a",
        "[[a-",
        "](#a ",
        "`",
        "` `` ",
        "$",
        "$$ ",
        "[",
        "\\",
        "<",
        '](#a "',
        "- ",
        "> ",
        "[x](#",
    ],
)
def test_no_text_takes_long(text: str) -> None:
    assert found("[[" + text * 200_000) == []


@pytest.mark.parametrize("start", ["- ", "> ", "1. ", "\t", "``` "])
def test_nor_does_a_line_of_blanks(start: str) -> None:
    assert found(f"[[a]]\n{start}{' ' * 200_000}x") == ["a"]
