"""Links that lead nowhere: all that the parser finds are told, each at its place in the file."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from markdown_it.rules_inline.autolink import EMAIL_RE
from reading_graph.checks.notes import markdown_texts
from reading_graph.dangling import Dangling, dangling
from reading_graph.markdown import Target, links
from reading_graph.notes import rendered
from reading_graph.problems import Source
from reading_graph.skimming import all_links_are_good, is_flat
from reading_graph.source import Entries, Scalar, source_in, values
from reading_graph.unshown import Unshown
from support.times import LOST
from support.toy import TOY, changed, reading

ROOT = Path(__file__).parents[1]
KNOWN = frozenset({"a", "b-c"})


def in_file(text: str, known: frozenset[str] = KNOWN) -> list[Dangling]:
    """What leads nowhere in a note that stands alone in its file, just as it is."""
    return dangling(Scalar(text, False, 0, len(text)), Source("a", text), known)


def found(markdown: str) -> list[str]:
    """What its links name that lead nowhere, in the order of the text."""
    lost = in_file(markdown, frozenset())
    return [link.named.text for link in sorted(lost, key=lambda link: link.named.start)]


@pytest.mark.parametrize(
    ("markdown", "named"),
    [
        ("[[adam]]", ["adam"]),
        ("See [[adam]], then [the *other*](#adam-w).", ["adam", "adam-w"]),
        ("[a](#b) [c](<#d>) [e](#f \"title\")", ["b", "d", "f"]),
        ("[a](b) [c](<d e>) [f](\n g \"title\") <h2:i>", ["b", "d e", "g", "h2:i"]),
        ("**[[a]]** > [[b]]\n- [[c]]\n\n1. [[d]]\n\n> [[e]]\n\n| [[f]] |\n|---|\n", list("abcdef")),
        ("`[[a]]` ``x ` [[b]]`` [[c]] `[[d]]", ["c", "d"]),
        ("```\n[[a]]\n```\n[[b]]\n\n~~~ x\n[[c]]\n\n```\n[[d]]\n~~~\n[[e]]", ["b", "e"]),
        ("- x\n\n  ```\n  [[a]]\n  ```\n- [[b]]", ["b"]),
        ("x\n\n    [[a]]\n\n[[b]]\n    [[c]]", ["b", "c"]),
        ("$[[a]]$ [[b]] $x$ costs [[c]] $5\n\n$$\n[[d]]\n$$\n\n[[e]]", ["b", "c", "e"]),
        (r"\[[a]] \[b](#c) [d\](#e) \\[[f]]", ["f"]),
        ("[[Adam]] [[a b]] [[]] (#c)", []),
        ("[a](#b c) [a](#b", []),
        ("] [a] b](#c)", []),
        ("[a [b](#c) d](#e)", ["c"]),
        ("<https://example.org/[[a]]> [[b]]", ["b"]),
        ("![a](#b)", ["b"]),
        ("[a] [b][a]\n\n[a]: c\n[unused]: d", ["c"]),
        ("no names at all", []),
    ],
)  # fmt: skip
def test_what_is_a_link_and_leads_nowhere_is_found(markdown: str, named: list[str]) -> None:
    assert found(markdown) == named


def test_a_name_with_capitals_is_meant_for_a_paper_where_there_is_such_a_one() -> None:
    lost = in_file("[[A]] [[D]] [x](#B-c) [x](#D) [x](#)")
    assert [(link.named.text, link.paper) for link in lost] == [
        ("A", True), ("B-c", True), ("#D", False), ("#", False),
    ]  # fmt: skip


# The scans before the parser


@settings(max_examples=400, deadline=None)
@given(st.lists(st.sampled_from([">", "> ", "- ", "-\t", "1. ", "-\n", "  ", "\t", " ", "x\n"])))
@example(["> "] * 30)
@example(["\t"] * 6)
@example([part for depth in range(12) for part in ("  " * depth, "-\n")])
@example([part for depth in range(12) for part in ("\t" * (depth // 2), "  " * (depth % 2), "-\n")])
def test_what_is_too_deep_for_the_parser_is_never_flat(parts: list[str]) -> None:
    text = "".join(parts * 3) + "x"
    unshown = rendered(text, lambda _: None).unshown
    assert unshown is None or (unshown.rule == "deep-note" and not is_flat(text))


@pytest.mark.parametrize("mark", [">", "> ", "- ", "1. ", "* > "])
def test_nothing_is_lost_without_a_word_however_deep_it_lies(mark: str) -> None:
    for depth in range(60):
        made = rendered(f"{mark * depth} dough", lambda _: None)
        assert "dough" in made.html
        assert made.unshown is None or made.unshown.rule == "deep-note"
    assert made.unshown


ADDRESSES = (
    "https://example.org", "http://a-b.example.org/c", "https://example.org/?a=(b)#c",
    "https://example.org:80/", "https://example.org:99999/", "https://ada@example.org/",
    "https://example.org@example.org/", "https://1.2.3.4.5/", "https://x/", "https://xn--a.org/",
    "https://" + "a" * 70 + ".org/", "https://" + "a.b." * 70 + "org/", "HTTPS://a.org/",
    "https://example.org\\", "https://example.org&#x40;", "https:example.org", "//example.org",
    "mailto:ada@example.org", "mailto:a", "ada@example.org", "javascript:x", "h:i", "h2:i", "ftp:x",
    "#a", "#b-c", "#d", "#A", "#a\\", "#a/", "#&#97;", "#a&#97;", "#", "", "/a", "a",
    "#a\u2028", "https://example.org\u00a0", "https://example.org\x0b",
)  # fmt: skip
FORMS = (
    "[x]({})", "[x](<{}>)", "[x]( {} )", "[x](\n{} 't')", "<{}>", "[x]\n\n[x]: {}\n",
    "[x][y]\n\n[y]:\n  {}", "![x]({})", "| [x]({}) |\n|---|\n", "> [x]({})",
)  # fmt: skip


@pytest.mark.parametrize("form", FORMS)
def test_of_no_link_that_leads_nowhere_the_scan_says_that_it_is_good(form: str) -> None:
    for address in ADDRESSES:
        markdown = form.format(address)
        assert in_file(markdown) == [] or not all_links_are_good(markdown, KNOWN), markdown


PIECES = st.one_of(
    st.sampled_from([form.format(address) for form in FORMS for address in ADDRESSES]),
    st.sampled_from(
        [
            *ADDRESSES, "[[a]]", "[[b-c]]", "[[d]]", "[[A]]", "[[Nobody]]", "[x]", "](", "[x](",
            "[[", "]]",
            *"[]()<>`$|*\\:x",
            '"t"', "``", "```", "~~~", "$$", "- ", "1. ", "> ", "---", "|---|", "\n", "\n", "\n\n",
            " ", "  ", "    ", "\t", "!", "&", "#", "\u00a0", "\u2028", "\r",
        ]
    ),
)  # fmt: skip


@settings(max_examples=700, deadline=None)
@given(st.lists(PIECES, max_size=6).map("".join))
def test_nor_does_it_of_any_text_with_one(markdown: str) -> None:
    assert in_file(markdown) == [] or not all_links_are_good(markdown, KNOWN)


@settings(deadline=None)
@given(st.from_regex(r"https?://[a-z0-9.-]{1,12}[/?#) \n>][!-~]{0,6}", fullmatch=True))
def test_nor_where_hosts_are_odd(address: str) -> None:
    for markdown in (f"[x]({address})", f"<{address}>"):
        assert in_file(markdown) == [] or not all_links_are_good(markdown, KNOWN)


@settings(deadline=None)
@given(st.from_regex(EMAIL_RE, fullmatch=True))
def test_to_write_to_somebody_leads_somewhere(address: str) -> None:
    [link] = links(f"<{address}>", lambda _: None)
    assert link.href


@pytest.mark.parametrize("text", [TOY, (ROOT / "papers.yaml").read_text("utf-8")])
def test_notes_as_people_write_them_seldom_need_the_parser(text: str) -> None:
    root = values(Source("papers.yaml", text))
    assert isinstance(root, Entries)
    papers = set(re.findall(r"^  - id: (\S+)$", text, re.MULTILINE))
    notes = [note.text for note in markdown_texts(root)]
    assert any("](" in note or "[[" in note for note in notes)
    doubtful = [note for note in notes if not all_links_are_good(note, papers)]
    assert len(doubtful) <= len(notes) / 10


@pytest.mark.parametrize(
    "text",
    ["[[a", "[[a-", "](#a", "](#a-", "](https://a.", "](https://a-", "](", "<", "<a", "<a:", "<a+"],
)
def test_no_text_takes_the_scan_long(text: str) -> None:
    for start in ("", "[[", "](#", "](https://", "<", "<https://"):
        all_links_are_good(start + text * 200_000, KNOWN)


# Places

NAMED = st.sampled_from(["[[adam]]", "[it](#sgd)", "[it](/sgd)", "<ftp:x>", "[it](<a b>)", "[[a]]"])
WORDS = st.sampled_from(["See", "the", "loss", "*and*", "`[[adam]]`", "§", "é"]) | NAMED
LINES = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
BLOCKS = st.one_of(
    LINES,
    st.lists(LINES, min_size=1, max_size=3).map("\n".join),
    st.lists(LINES, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {x}" for x in lines)),
    LINES.map(lambda line: f"> {line}"),
    LINES.map(lambda line: f"| {line} |\n|---|\n| {line} |"),
    LINES.map(lambda line: f"```python\n{line}\n```"),
    st.sampled_from(["[ref] [ref]\n\n[ref]: /sgd", "[it](\n/sgd)", "> [it](\n> /sgd)"]),
)
NOTES = st.lists(BLOCKS, min_size=1, max_size=4).map("\n\n".join)


def lost_in(source: Source) -> tuple[Scalar, list[Dangling]]:
    root = values(source)
    assert isinstance(root, Entries)
    note = root.get("notes")
    assert isinstance(note, Scalar)
    return note, dangling(note, source, KNOWN)


@settings(max_examples=150, deadline=None)
@given(NOTES, st.sampled_from(["|", "|-", ">", '"', "'"]), st.sampled_from(["\n", "\r\n"]))
@example("`[it](/sgd)`\n\n> [it](\n> /sgd)", "|", "\n")
def test_to_mend_a_link_at_its_place_leaves_all_others(markdown: str, style: str, end: str) -> None:
    text = f"notes: {written(markdown, style)}\nafter: x\n".replace("\n", end)
    source, _ = source_in(text.encode(), "a")
    note, lost = lost_in(source)
    for link in lost:
        place = link.named
        if (place.start, place.end) != (note.start, note.end):
            assert text[place.start : place.end] == place.text
            good = "a" if link.paper else "https://example.org/"
            mended = text[: place.start] + good + text[place.end :]
            assert names(lost_in(Source("a", mended))[1]) == less(names(lost), place.text)


def names(lost: list[Dangling]) -> list[str]:
    return sorted(link.named.text for link in lost)


def less(some: list[str], one: str) -> list[str]:
    some.remove(one)
    return some


@settings(deadline=None)
@given(NOTES)
def test_all_are_told_that_are_links_for_the_parser(markdown: str) -> None:
    def target(paper: str) -> Target | None:
        return Target(f"#{paper}", paper) if paper in KNOWN else None

    wanted = {link.paper or link.written for link in links(markdown, target) if not link.href}
    assert {link.named.text for link in in_file(markdown)} == wanted


def written(markdown: str, style: str) -> str:
    """The text as a YAML scalar."""
    if style == '"':
        return '"' + markdown.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n") + '"'
    if style == "'":
        return "'" + re.sub(r"\n+", " ", markdown).replace("'", "''") + "'"
    return style + "".join(f"\n  {line}".rstrip(" ") for line in markdown.split("\n"))


def test_as_people_write_them_links_have_a_place_of_their_own() -> None:
    text = "See [[adam]], and [x](/x) or [y](/x);\n- [[adam]] <ftp:x> [z] [w][z]\n\n[z]: #sgd"
    lost = in_file(text)
    assert [(p.text, p.start, p.end) for p, _ in sorted(lost)] == [
        (match[0], match.start(), match.end()) for match in
        sorted(re.finditer("adam|/x|ftp:x|sgd", text), key=lambda match: match[0])
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "read"),
    [
        (r'"after \x5b[adam]] and [[adam]]"', "after [[adam]] and [[adam]]"),
        ("`[[adam]]` and [[adam]]", "`[[adam]]` and [[adam]]"),
        ("`[x](adam)`\n> [x](\n> adam)", "`[x](adam)`\n> [x](\n> adam)"),
    ],
)
def test_where_its_place_is_not_sure_it_is_that_of_the_whole_text(text: str, read: str) -> None:
    [link] = dangling(Scalar(read, False, 0, len(text)), Source("a", text), KNOWN)
    assert link.named == Scalar("adam", False, 0, len(text))


@pytest.mark.filterwarnings(LOST)
def test_a_text_that_takes_the_parser_too_long_is_told_of() -> None:
    text = "[a](b) " * 20_000
    with pytest.raises(Unshown, match=r"takes more than 0\.001 s") as raised:
        dangling(Scalar(text, False, 0, len(text)), Source("a", text), KNOWN, seconds=0.001)
    assert raised.value.rule == "slow-note"


def test_where_the_parser_fails_the_check_tells_of_the_text_and_goes_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        raise RecursionError

    monkeypatch.setattr("reading_graph.dangling.links", fails)
    text = changed("notes: All of it, in one oven.", "notes: '[x](/y)'")
    found = reading(text)
    assert [(p.rule, text[p.start : p.end]) for p in found.problems] == [
        ("unshown-note", "'[x](/y)'")
    ]
    assert found.catalogue
