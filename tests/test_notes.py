"""Notes: Markdown of strangers becomes one line of HTML that cannot hurt, nor leave its place."""

from __future__ import annotations

import html
import re
from dataclasses import replace
from pathlib import Path

import markdown  # type: ignore[import-untyped]
import nh3
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from reading_graph import characters, mathematics, notes
from reading_graph.markdown import Target, links
from reading_graph.mathematics import LONGEST_FORMULA
from reading_graph.notes import Rendered, rendered
from reading_graph.skimming import SYMBOLS, all_formulas_are_known
from reading_graph.unshown import Unshown
from support.builds import clone
from support.evasions import EVASIONS, LINKS, MATHEMATICS
from support.hostile import NAMES, NOTES
from support.pages import Element, Site, extensions, fragment
from support.pages import links as addresses
from support.times import LOST
from support.toy import TOY, changed, reading

PAPERS = {
    "loaf": Target("../oven/#loaf", "Loaf <b>&"),
    "sour": Target("#sour", "Sour"),
}
TEXT = "a p br hr em strong s code pre blockquote ul ol li table thead tbody tr th td div span"
MATH = """math mrow mi mo mn ms mtext mspace mstyle mpadded mphantom msup msub msubsup mover
munder munderover mfrac msqrt mroot mtable mtr mtd menclose"""
MATH_ATTRIBUTES = """display displaystyle scriptlevel mathvariant columnalign notation stretchy
fence form separator symmetric largeop movablelimits accent accentunder linethickness lspace rspace
minsize maxsize width height depth"""


@pytest.fixture(autouse=True)
def nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(notes, "_before", {})


def note(text: str) -> Rendered:
    return rendered(text, PAPERS.get)


def refused(text: str) -> list[str]:
    """The addresses in a note that stay text, as they were written."""
    return [link.written for link in links(text, PAPERS.get) if link.href is None]


def shows(text: str) -> str:
    return fragment(note(text).html).text


# What a note can say


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("*a* **b** `c` ~~d~~", {"p", "em", "strong", "code", "s"}),
        ("- a\n- b\n\n3. c", {"ul", "ol", "li"}),
        ("> a\n\n---", {"blockquote", "p", "hr"}),
        ("a  \nb", {"p", "br"}),
        ("| a | b |\n|---|--:|\n| 1 | 2 |", {"table", "thead", "tbody", "tr", "th", "td"}),
        ("```python\nx = 1\n```", {"pre", "code"}),
        ("    x = 1", {"pre", "code"}),
    ],
)
def test_a_note_is_commonmark_with_tables_and_struck_out_words(text: str, tags: set[str]) -> None:
    assert {element.name for element in fragment(note(text).html).all()} == tags


def test_a_list_may_begin_at_any_number() -> None:
    assert fragment(note("3. a\n4. b").html).one("ol")["start"] == "3"


def test_a_fence_keeps_its_lines_in_one_line_of_html() -> None:
    made = note("```python\nwhile x:\n\tknead(x)  # <ten> & more\n```").html
    assert "\n" not in made
    assert "\t" not in made
    code = "".join(fragment(made).one("code").node.itertext())
    assert code == "while x:\n\tknead(x)  # <ten> & more\n"


def test_code_may_hold_html_and_addresses() -> None:
    text = '`<a href="javascript:x">` and <a href="/x">'
    assert fragment(note(text).html).one("code").text == '<a href="javascript:x">'
    assert refused(text) == []


def test_headings_images_and_html_stay_text() -> None:
    assert shows("# a\n\nb\n===") == "# a b ==="
    assert shows("![a](https://x.org/a.png)") == "!a"
    assert shows("<b>x</b> <!-- y -->") == "<b>x</b> <!-- y -->"


# Mathematics


@pytest.mark.parametrize(
    ("text", "tags"),
    [
        ("$x^2$", {"p", "span", "math", "mrow", "msup", "mi", "mn"}),
        (r"$\frac{a}{b}$", {"p", "span", "math", "mrow", "mfrac", "mi"}),
        (r"$\sqrt{a_i}$", {"p", "span", "math", "mrow", "msqrt", "msub", "mi"}),
    ],
)
def test_mathematics_between_dollars_is_mathml(text: str, tags: set[str]) -> None:
    math = fragment(note(text).html)
    assert {element.name for element in math.all()} == tags
    assert math.one("math")["display"] == "inline"


@pytest.mark.parametrize("text", ["$x$ of 2019", "$x$ of a \\\\", "$x$ and $y$", "10 of $x$"])
def test_where_a_paragraph_begins_or_ends_is_nothing_to_its_mathematics(text: str) -> None:
    assert "$" not in shows(text)


def test_mathematics_between_double_dollars_stands_alone() -> None:
    made = fragment(note("a\n\n$$\nx = y\n$$\n\nb").html)
    assert made.one("math")["display"] == "block"
    assert [p.text for p in made.all("p")] == ["a", "b"]


@pytest.mark.parametrize("text", ["so $$x = y$$, and", "- $$x = y$$ or", "so\n$$ x = y $$\nand"])
def test_it_does_so_in_the_middle_of_a_paragraph_as_well(text: str) -> None:
    made = fragment(note(text).html)
    assert made.one("math")["display"] == "block"
    assert made.one("math").text == "x=y"
    assert "$" not in made.text
    assert not [p for p in made.all("p") if not p.text]


def formula(source: str, display: str = "inline") -> str:
    """MathML in short: without the outermost elements, and what is invisible by its name."""
    made = mathematics.mathml(source, display).replace("\u2061", "applied")
    return made.removeprefix(f'<math display="{display}"><mrow>').removesuffix("</mrow></math>")


GAP = '<mspace width="0.167em" />'


@pytest.mark.parametrize(
    ("source", "made"),
    [
        (r"\mathbf{1}", "<mrow><mn>\U0001d7cf</mn></mrow>"),
        (r"\mathbf{We}", "<mrow><mi>\U0001d416</mi><mi>\U0001d41e</mi></mrow>"),
        (r"\mathcal{LN}", "<mrow><mi>\u2112</mi><mi>\U0001d4a9</mi></mrow>"),
        (r"\mathfrak g", "<mi>\U0001d524</mi>"),
        (r"\mathrm{d}", '<mrow><mi mathvariant="normal">d</mi></mrow>'),
        (r"a\!b", '<mi>a</mi><mspace width="-0.167em" /><mi>b</mi>'),
        (r"a \sim b", "<mi>a</mi><mo>\u223c</mo><mi>b</mi>"),
        (r"\partial \infty", "<mi>∂</mi><mi>∞</mi>"),
        (r"\bar x", '<mover accent="true"><mi>x</mi><mo stretchy="false">¯</mo></mover>'),
        (
            r"\widetilde{ab}",
            '<mover accent="true"><mrow><mi>a</mi><mi>b</mi></mrow><mo>~</mo></mover>',
        ),
        (r"\log a", f"<mi>log</mi><mo>applied</mo>{GAP}<mi>a</mi>"),
        (r"a \ln", f"<mi>a</mi>{GAP}<mi>ln</mi>"),
        (r"\operatorname{ab}", "<mi>ab</mi>"),
        (r"\operatorname{E}", '<mi mathvariant="normal">E</mi>'),
        (r"a \pm b", "<mi>a</mi><mo>±</mo><mi>b</mi>"),
        (r"\mathbf{\nabla}", "<mrow><mi>\U0001d6c1</mi></mrow>"),
    ],
)
def test_formulas_are_of_what_browsers_show_well(source: str, made: str) -> None:
    assert formula(source) == made


def test_bars_are_as_high_as_a_line_and_at_what_they_enclose() -> None:
    bar = '<mo stretchy="false" lspace="0" rspace="0">{}</mo>'.format
    assert formula("|a|") == f"{bar('|')}<mi>a</mi>{bar('|')}"
    assert formula(r"\lVert a \rVert") == f"{bar('‖')}<mi>a</mi>{bar('‖')}"
    assert 'stretchy="true"' in formula(r"\left| a \right|")


@pytest.mark.parametrize("name", ["pmatrix", "bmatrix", "vmatrix"])
def test_the_brackets_of_a_matrix_are_as_high_as_it_is(name: str) -> None:
    made = fragment(note(rf"$$\begin{{{name}}} a & b \\ c & d \end{{{name}}}$$").html)
    assert [mo["stretchy"] for mo in made.all("mo")] == ["true", "true"]


def test_a_function_is_at_its_bracket() -> None:
    made = fragment(note(r"$\max(0, x) + \exp\left(y\right)$").html)
    assert not made.all("mspace")
    assert [mo.text for mo in made.all("mo")].count("\u2061") == 2
    assert made.one("mo", movablelimits="true")["lspace"] == "0"


def test_limits_are_below_a_name_where_a_formula_stands_alone() -> None:
    made = formula(r"\arg\min_x", "block")
    assert "<mi>arg</mi>" in made
    assert made.endswith('rspace="0">min</mo><mi>x</mi></munder>')


def test_a_script_is_that_of_all_in_a_large_bracket() -> None:
    made = fragment(note(r"$a \big(b \big(c\big)\big)_i$").html)
    assert made.one("msub").all("mrow")[0].text == "(b(c))"


@pytest.mark.parametrize(
    ("source", "forms"),
    [("-a", ["prefix"]), ("a - b", [None]), ("a = -b", [None, "prefix"]), ("a! - b", [None, None])],
)
def test_a_minus_is_at_its_number_where_nothing_is_subtracted(
    source: str, forms: list[str | None]
) -> None:
    assert [mo.get("form") for mo in fragment(note(f"${source}$").html).all("mo")] == forms


def test_equations_can_be_aligned() -> None:
    made = fragment(note(r"$$\begin{aligned} a &= b \\ c &= d \end{aligned}$$").html)
    assert [cell["columnalign"] for cell in made.all("mtd")] == ["right", "left"] * 2


def test_what_is_right_at_a_formula_can_be_kept_in_its_line() -> None:
    made = fragment(note("So ($a$, $b$): “$c$”.\n\n$d$-th $$e$$.").html)
    assert [span.text for span in made.all("span")] == ["(a,", "b):", "“c”.", "d", "e"]
    assert made.text == "So (a, b): “c”. d-th e."


def test_a_formula_that_lacks_a_part_is_shown_as_its_source() -> None:
    assert formula(r"\frac{1}") == r"<code>\frac{1}</code>"


@pytest.mark.parametrize(
    "text",
    ["$5 and $6", "$ x $", r"\$x\$", "a$", "US$3 to US$4", "$$", "$$$", "from $$ on"],
)
def test_dollars_that_are_money_stay_text(text: str) -> None:
    assert shows(text) == text.replace("\\", "")
    assert not fragment(note(text).html).all("math")


@pytest.mark.parametrize(
    "formula",
    [
        r"\text{<script>alert(1)</script>}",
        r"\unknown{x}",
        r"\frac{",
        r"\begin{matrix} a",
        r"\frac{1}{2",
        "a}",
        "50% of x",
        r"\text{<!--><a/href=https://x.org>x</a>-->}",
        "\\text{<?x\t><a/href=https://x.org>x</a>?>}",
        "x" * (LONGEST_FORMULA + 1),
    ],
)
def test_a_formula_that_cannot_be_set_is_shown_as_its_source(formula: str) -> None:
    made = fragment(note(f"${formula}$").html)
    assert not made.all("math")
    assert "".join(made.one("code").node.itertext()) == formula


@pytest.mark.parametrize(
    "formula",
    [
        r"a \& b",
        "a < b > c",
        r"\text{a} & b",
        r"\color{red}{x}",
        r"\href{javascript:alert(1)}{x}",
        "</math><img src=x onerror=alert(1)>",
    ],
)
def test_whatever_comes_of_a_formula_is_harmless(formula: str) -> None:
    harmless(note(f"${formula}$ and $${formula}$$"))


# Links


@pytest.mark.parametrize(
    ("text", "href", "says"),
    [
        ("[[loaf]]", "../oven/#loaf", "Loaf <b>&"),
        ("[a *loaf*](#loaf)", "../oven/#loaf", "a loaf"),
        ("[x]\n\n[x]: #sour", "#sour", "x"),
        ("[x](https://x.org/?a=1&b=2#c)", "https://x.org/?a=1&b=2#c", "x"),
        ("<https://x.org/>", "https://x.org/", "https://x.org/"),
        ("[m](mailto:ada@x.org)", "mailto:ada@x.org", "m"),
    ],
)
def test_a_link_leads_to_another_paper_or_to_an_ordinary_address(
    text: str, href: str, says: str
) -> None:
    link = fragment(note(text).html).one("a")
    assert (link["href"], link.text, refused(text)) == (href, says, [])


REFUSED = [
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java&#115;cript:alert(1)",
    "data:text/html,x",
    "vbscript:x",
    "file:///etc/passwd",
    "//x.org/",
    "/etc/passwd",
    "../x",
    "#nobody",
    "#",
    "?x",
    "",
    "https:x.org",
    "https:///x",
    "https://user:pass@x.org/",
    "https://user@x.org/",
    "https://[::1/",
    "https://x.org:99999/",
    "https://a%20b.org/",
    "mailto:a",
    "mailto:a@b,c@d",
]


@pytest.mark.parametrize("address", REFUSED)
def test_any_other_link_stays_text_and_is_known_as_it_was_written(address: str) -> None:
    text = f"[text]({address}) after"
    assert note(text).html == "<p>text after</p>"
    assert refused(text) == [address]


def test_an_unknown_paper_in_brackets_stays_text_and_is_known_as_it_was_written() -> None:
    text = "[[nobody]] and [[Not an id]]"
    assert note(text).html == f"<p>{text}</p>"
    assert refused(text) == ["[[nobody"]


@pytest.mark.parametrize("text", ["`[[loaf]]`", "    [[loaf]]", "```\n[[loaf]]\n```"])
def test_in_code_brackets_are_brackets(text: str) -> None:
    assert not fragment(note(text).html).all("a")
    assert "[[loaf]]" in shows(text)


# Whatever strangers write


def harmless(made: Rendered) -> None:
    """Holds the HTML of a note to the list of what it may be, as a browser reads it, and the note
    to having been set, unless it is too deep.
    """
    assert made.unshown is None or made.unshown.rule == "deep-note"
    assert "\n" not in made.html
    assert "\r" not in made.html
    root = fragment(made.html)
    for element in root.all():
        assert element.name in (TEXT + " " + MATH).split(), made.html
        allowed = MATH_ATTRIBUTES.split() if element.name in MATH.split() else []
        allowed += {"a": ["href", "rel"], "ol": ["start"]}.get(element.name, [])
        assert set(element.node.attrib) <= set(allowed), made.html
    for address in addresses(root):
        ours = address in {target.href for target in PAPERS.values()}
        assert ours or re.match(r"https?://[^/@]|mailto:[^@]+@", address, re.IGNORECASE), address


PIECES = [
    *NOTES, *NAMES, *(f"[x]({address})" for address in REFUSED),
    "[[loaf]]", "[x](#sour)", "$x^2$", "$$", "$", "\\", "`", "```", "~~~", "|", "|-|-|", "<", ">",
    "&", "&#", ";", "[", "](", ")", "!", "*", "_", "~~", "#", "=", "-", "- ", "1. ", "> ", ":", "{",
    "}", "{: #x }", "\n", "\n\n", "    ", "\t", " ", "a", "ß", "漢", "\\begin{x}", "\\frac", "^",
    "</p>", "</div>", "<div>", "<!--", "-->", "]]>", "<![CDATA[", "<?", "https://x.org", "<a href=",
    "\x0b", "\x0c", "\x1c", "\x85", "\u2028", "\u2029", "\u00a0", "\ufeff", "\x00", "\x02", "\x03",
]  # fmt: skip
markdown_like = st.lists(st.sampled_from(PIECES) | st.text(max_size=6), max_size=24).map("".join)


@pytest.mark.parametrize("text", [*NOTES, *NAMES])
def test_what_means_harm_is_harmless(text: str) -> None:
    harmless(note(text))


@settings(max_examples=400, deadline=None)
@given(markdown_like)
def test_random_markdown_is_harmless(text: str) -> None:
    harmless(note(text))


@settings(max_examples=200, deadline=None)
@given(st.text(st.sampled_from(r"\{}^_&$<>\"'abfracsqtxmhil1 []()"), max_size=40))
def test_random_mathematics_is_harmless(text: str) -> None:
    harmless(note(f"${text}$\n\n$$\n{text}\n$$"))


COMMANDS = r"\frac{ }{ \sqrt \hat \bar\ell \mathrm{ \left( \right) \left| \right. \big( \sum \!"
LATEX = [*"xab12+-=()[]|<>,.'{}{}_^_^ \n", *COMMANDS.split(), r"\frac", r"\text{a b}", "$", "$$"]


@settings(max_examples=300, deadline=None)
@given(st.lists(st.sampled_from(LATEX), max_size=12).map("".join))
@example("{x}_i' + ")
def test_formulas_that_need_no_second_look_can_be_set(text: str) -> None:
    for written in (f"${text}$", f"a\n\n$$\n{text}\n$$\n\nb"):
        if all_formulas_are_known(written):
            assert "<code>" not in note(written).html


def test_every_symbol_that_is_known_can_be_set() -> None:
    for symbol in SYMBOLS.split():
        assert all_formulas_are_known(rf"$\{symbol} a$")
        assert mathematics.can_be_set(rf"\{symbol} a", "inline"), symbol
        assert mathematics.can_be_set(rf"{{\{symbol}}}_\{symbol}^\{symbol}", "block"), symbol


def test_a_formula_that_the_check_does_not_know_is_looked_at_closely() -> None:
    text = TOY.replace("All of it, in one oven.", r"Of $\widehat{ab}$, $\natural$ and $\bread$.")
    assert not all_formulas_are_known(text)
    assert [(x.rule, text[x.start : x.end]) for x in reading(text).problems] == [
        ("formula", r"\bread")
    ]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20), st.sampled_from(["https://", "http://x.org/", "mailto:a@b", ""]))
def test_random_addresses_are_followed_or_refused(text: str, start: str) -> None:
    made = note(f"[x](<{start}{text}>)")
    harmless(made)
    link = fragment(made.html).all("a")
    assert all(a.get("href") for a in link)


def test_a_page_of_nothing_but_brackets_takes_no_time() -> None:
    for sign in "[(*_`>$<~|":
        harmless(note(sign * 20_000))


# What cannot be shown


def held_back(made: Rendered, text: str) -> str:
    """The rule that tells of a note which is shown as it was written."""
    assert "".join(fragment(made.html).one("pre").node.itertext()) == text
    assert made.unshown
    harmless(replace(made, unshown=None))
    return made.unshown.rule


SLOW = "*a* <b>\n" + "$x$ " * 4_000


def test_a_note_is_made_again_where_a_paper_that_it_names_has_moved() -> None:
    text = "On [[loaf]] and [[rye]]."
    first = rendered(text, PAPERS.get)
    assert rendered(text, PAPERS.get) is first
    for name in ("loaf", "rye"):
        now = PAPERS | {name: Target(f"../#{name}", "Bread")}
        assert f'<a href="../#{name}" rel="noopener">Bread</a>' in rendered(text, now.get).html


@pytest.mark.filterwarnings(LOST)
def test_a_note_that_takes_too_long_is_shown_as_it_was_written() -> None:
    assert held_back(rendered(SLOW, PAPERS.get, seconds=0.02), SLOW) == "slow-note"
    assert not note(SLOW).unshown


@pytest.mark.filterwarnings(LOST)
def test_a_formula_that_would_take_for_ever_does_not(monkeypatch: pytest.MonkeyPatch) -> None:
    def for_ever(*_: object, **__: object) -> str:
        while True:
            try:
                sum(range(100))
            except Exception:
                continue

    monkeypatch.setattr(mathematics, "convert", for_ever)
    assert held_back(rendered("$x$", PAPERS.get, seconds=0.05), "$x$") == "slow-note"


@pytest.mark.parametrize(
    "text",
    [
        "|a" * 250 + "\n" + "|-" * 250 + "\n" + "a\n" * 255,
        "[a]: https://a.b/" + "x" * 9_000 + "\n\n" + "[a]" * 3_000,
    ],
    ids=["cells", "addresses"],
)
def test_a_note_that_makes_much_more_of_itself_is_shown_as_it_was_written(text: str) -> None:
    assert held_back(note(text), text) == "large-note"


@pytest.mark.parametrize("text", ["$x$ " * 5_000, "|a|b|\n|-|-|\n" + "|c|d|\n" * 1_500])
def test_a_note_of_nothing_but_formulas_or_cells_is_set(text: str) -> None:
    made = note(text)
    assert made.unshown is None


@pytest.mark.parametrize(
    ("formula", "kept"),
    [
        (r"\rule{1em}{100000em}", False),
        (r"\hspace{-400em} x", False),
        (r"\hspace{2em} x", True),
        (r"\rule{3em}{0.5em}", True),
    ],
)
def test_a_formula_pushes_nothing_away(formula: str, kept: bool) -> None:
    lengths = [
        float(re.sub(r"[a-z%]+$", "", element[key]))
        for element in fragment(note(f"a ${formula}$ b").html).all()
        for key in ("width", "height", "depth")
        if element.get(key)
    ]
    assert all(abs(length) <= 50 for length in lengths)
    assert not kept or any(lengths)


def test_an_address_that_no_link_of_it_has_costs_the_note(monkeypatch: pytest.MonkeyPatch) -> None:
    for address in ("https://evil.example/", "../oven/#loaf"):
        link = f'<p><a rel="noopener" href="{address}">x</a></p>'
        monkeypatch.setattr(nh3, "clean", lambda *_, made=link, **__: made)
        assert held_back(note("x\n\ty"), "x\n\ty") == "unshown-note"
        monkeypatch.undo()


class Panic(BaseException):
    """As libraries written in Rust raise it."""


@pytest.mark.parametrize("error", [RecursionError, MemoryError, KeyError, Panic])
def test_whatever_a_library_raises_costs_the_note(
    error: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: object, **__: object) -> str:
        raise error("a secret place")

    monkeypatch.setattr(nh3, "clean", fails)
    made = note("x")
    assert held_back(made, "x") == "unshown-note"
    assert f"({error.__name__})" in str(made.unshown)
    assert "secret" not in str(made.unshown)


def test_to_end_the_program_ends_it(monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr(nh3, "clean", interrupted)
    with pytest.raises(KeyboardInterrupt):
        note("x")


def test_what_was_held_back_is_told_at_its_place_once() -> None:
    text = changed("    notes: All of it, in one oven.\n", "    notes: '[x](/y)'\n")
    text = text.replace("summary: For one evening.", 'summary: "[x](/y)"')
    found = reading(text)
    told = found.unshown({"[x](/y)": Unshown("slow-note", "slow"), "elsewhere": Unshown("a", "b")})
    lines = [found.source.line_of(problem.start) for problem in told]
    assert lines == [n for n, line in enumerate(text.splitlines(), 1) if "[x](/y)" in line]
    assert {(p.severity, p.rule, p.message) for p in told} == {("warning", "slow-note", "slow")}
    again = replace(found, problems=tuple(told))
    assert again.unshown({"[x](/y)": Unshown("slow-note", "slow")}) == []


def test_the_build_goes_on_and_tells_of_it(tmp_path: Path) -> None:
    project = clone(tmp_path / "project")
    code = project.root / "scripts" / "reading_graph" / "unshown.py"
    code.write_text(changed("SECONDS = 2.0", "SECONDS = 0.1", code.read_text("utf-8")), "utf-8")
    slow = SLOW.replace("\n", " ").strip()
    text = changed("notes: All of it, in one oven.", f"notes: '{slow}'")
    text = changed("summary: For one evening.", "summary: To [the oven](/oven).", text)
    catalogue = tmp_path / "papers.yaml"
    catalogue.write_text(text, "utf-8")
    run = project.build("--catalogue", catalogue, "--site-dir", tmp_path / "site")
    assert run.status == 0
    lines = [text[: text.index(wrong)].count("\n") + 1 for wrong in ("/oven", slow)]
    told = re.findall(r"papers\.yaml:(\d+):(\d+): warning\[([a-z-]+)\]", run.err)
    assert told == [
        (str(lines[0]), "28", "refused-link"),
        (str(lines[1]), "12", "slow-note"),
    ]
    oven = Site(tmp_path / "site").pages["sections/oven/"].content
    shown = [pre for note in oven.all(class_="rg-notes") for pre in note.all("pre")]
    assert "".join(shown[0].node.itertext()) == slow


# In its page


PAGE = """\
# Oven

## Before {{: #before }}

<div class="n">{}</div>

## After {{: #after }}

x
"""


def as_checked(text: str) -> str:
    """Without the characters that the checks let into no note."""
    return characters.refused_in_value.sub("", text)


def page_with(made: Rendered) -> str:
    names, options = extensions()
    text = PAGE.format(made.html)
    return str(markdown.markdown(text, extensions=names, extension_configs=options))


@settings(max_examples=300, deadline=None)
@given(markdown_like.map(as_checked))
@example("```\n\n## x\n")
@example("</div>\n\n<div>")
def test_a_note_stays_as_it_is_in_its_page_and_so_do_the_headings_around_it(text: str) -> None:
    made = note(text)
    page = page_with(made)
    assert f'<div class="n">{made.html}</div>' in page
    headings = [e for e in fragment(page).all() if re.fullmatch("h[1-6]", e.name)]
    assert [(h.name, h.get("id")) for h in headings] == [
        ("h1", "oven"),
        ("h2", "before"),
        ("h2", "after"),
    ]
    assert outline(fragment(page).one("div", class_="n")) == outline(fragment(made.html))


def outline(root: Element) -> list[tuple[str, str, dict[str, str]]]:
    return [(e.name, e.text, dict(e.node.attrib)) for e in root.all()]


def test_two_notes_with_open_fences_do_not_swallow_what_is_between_them() -> None:
    made = note("```\nopen").html
    text = f"<div>{made}</div>\n\n## Between {{: #between }}\n\n<div>{made}</div>\n"
    names, options = extensions()
    page = markdown.markdown(text, extensions=names, extension_configs=options)
    assert fragment(page).one("h2", id="between")
    assert html.unescape(page).count("open") == 2


# Whatever gets past sanitisers


@pytest.mark.parametrize("text", [*EVASIONS, *LINKS, *MATHEMATICS])
def test_what_gets_past_sanitisers_is_harmless_too(text: str) -> None:
    harmless(note(text))


@pytest.mark.parametrize("text", LINKS)
def test_no_way_to_write_a_link_leads_where_none_may(text: str) -> None:
    assert not fragment(note(text).html).all("a")
