"""Somebody's text as data in other languages: one function for each place where it may stand.

HTML, XML and YAML are not here. jinja2, ElementTree and `html.escape` write the first two, and of
YAML only ids are written, by `source`, which reads them.
"""

from __future__ import annotations

import json
import re
from urllib.parse import quote


def visible(text: str) -> str:
    r"""One line of a terminal: control, format and lone surrogate characters are `\uXXXX`.

    So is the bracket of `##[`, which starts a command for the machine that runs a workflow and
    reads its log, wherever in a line it stands (ActionCommand.cs in
    https://github.com/actions/runner). A `::` would have to start a line, which no text of a list
    does.

    >>> visible("two\nlines, \x1b[31mred, ##[add-mask]x")
    'two\\u000alines, \\u001b[31mred, ##\\u005badd-mask]x'
    """
    if not text.isprintable():
        text = "".join(c if c.isprintable() else f"\\u{ord(c):04x}" for c in text)
    return text.replace("##[", "##\\u005b")


def workflow_data(text: str) -> str:
    r"""What follows the second `::` of a workflow command: all that would end its line is encoded.

    As https://github.com/actions/toolkit does it; the `%` first, as it is decoded last.

    >>> workflow_data("100 %\n::stop-commands::x")
    '100 %25%0A::stop-commands::x'
    """
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def workflow_property(text: str) -> str:
    """A value in front of the second `::`, where a comma or colon would end it, too.

    >>> workflow_property("a,b::c")
    'a%2Cb%3A%3Ac'
    """
    return workflow_data(text).replace(":", "%3A").replace(",", "%2C")


def as_markdown(text: str) -> str:
    """Words of a line of Markdown, or of a value in an attribute list's quotes: every sign that
    could mean something is a numeric reference, which is always text (CommonMark, "Entity and
    numeric character references"; Python-Markdown leaves them to the browser).

    >>> as_markdown("[x](y) & *z*")
    '&#91;x&#93;&#40;y&#41; &#38; &#42;z&#42;'
    """
    return re.sub(r"[\t\n\r!-/:-@\[-`{-~]", lambda sign: f"&#{ord(sign[0])};", text)


def markdown_words(text: str) -> str:
    r"""The same for people who read the Markdown itself: only what can mean something among the
    words of a line has a backslash, so that this is not for its beginning.

    >>> print(markdown_words("2 * [x] & <b> back-propagated"))
    2 \* \[x\] &amp; &lt;b> back-propagated
    """
    plain = text.replace("&", "&amp;").replace("<", "&lt;")
    return re.sub(r"[\\`*_\[\]~$#]", r"\\\g<0>", plain)


def markdown_code(text: str) -> str:
    """A code span of Markdown, in which a forge links and notifies nobody. The backticks around it
    are more than any row of them inside (CommonMark, "Code spans"); it is one line.

    >>> markdown_code("@all"), markdown_code("``a` b")
    ('`@all`', '``` ``a` b ```')
    """
    fence = "`" * (1 + max(map(len, re.findall("`+", text)), default=0))
    gap = " " if "`" in text or text.startswith(" ") else ""
    return f"{fence}{gap}{visible(text)}{gap}{fence}"


def forge_words(text: str) -> str:
    r"""Words in the middle of a line of Markdown that a forge shows: as text, or as code where the
    forge would make more of them. It looks for mentions, issues, commits, addresses, formulas and
    pictures after Markdown is read, where references do not help; code it leaves alone
    (https://docs.github.com/get-started/writing-on-github).

    >>> print(forge_words("A *first* step: R & D?"), forge_words("for @all"))
    A \*first\* step: R & D? `for @all`
    """
    if _FORGED.search(text):
        return markdown_code(text)
    return _MEANINGFUL.sub(r"\\\g<0>", text)


def forge_message(text: str) -> str:
    r"""The same of a message of ours, in which backticks are around code.

    >>> print(forge_message("say in `why` what is *new*"))
    say in `why` what is \*new\*
    """
    if _FORGED.search(text):
        return markdown_code(text)
    parts = re.split("`([^`]+)`", text)
    return "".join(
        markdown_code(part) if n % 2 else forge_words(part) for n, part in enumerate(parts)
    )


_FORGED = re.compile(
    r"[@#$]|://|www\.|:[\w+-]+:|(?<![a-z0-9])(?:gh-\d|[0-9a-f]{7,40}(?![a-z0-9]))",
    re.ASCII | re.IGNORECASE,
)
_MEANINGFUL = re.compile(r"[\\`*_\[\]~<|]|&(?=[#\w])")
"""The signs that can mean something there: a backslash makes them text (CommonMark, "Backslash
escapes").
"""


def dot_label(text: str) -> str:
    r"""A `label` of DOT inside double quotes, where Graphviz resolves backslashes and references
    (https://graphviz.org/docs/attr-types/escString, https://graphviz.org/doc/info/lang.html).

    A `<` is a reference so that a wrapper that finds `<…>` does not take it for a label of HTML.

    >>> print(dot_label(r'<b> & "\N"'))
    &lt;b> &amp; \"\\N\"
    """
    return text.translate(_DOT)


def dot_tooltip(text: str) -> str:
    r"""A `tooltip` of DOT inside double quotes, where Graphviz resolves backslashes twice.

    >>> print(dot_tooltip(r'a\b'))
    a\\\\b
    """
    return dot_label(text.replace("\\", r"\\"))


_DOT = str.maketrans({"&": "&amp;", "<": "&lt;", "\\": r"\\", '"': r"\""})


def script_json(value: object) -> str:
    r"""A value inside a `<script>` of a page, for JSON.parse or, but for a key `__proto__`, as it
    is in JavaScript.

    All that ends the element, or hides its end, starts with `<` (HTML, "Restrictions for contents
    of script elements"). What is not ASCII is escaped: U+2028 and U+2029 ended a line of JavaScript
    before 2019, and a lone surrogate could not be written at all. Raises ValueError for a number
    that JSON does not have.

    >>> print(script_json({"title": "</script> & <!-- \u2028"}))
    {"title": "\u003c/script> & \u003c!-- \u2028"}
    """
    return json.dumps(value, allow_nan=False).replace("<", r"\u003c")


def bibtex_value(text: str) -> str:
    r"""The value of a field of BibTeX inside braces, on one line, which LaTeX shows as the text.
    Not for `url` and `doi`: styles read them as they are.

    Braces count behind a backslash, too (https://github.com/plk/biber/issues/61), so that a field
    with `\{` would not end where it should. A command in braces of its own keeps its case in a
    title, and the space after it. Empty ones keep apart what would become one sign. What is not
    ASCII stays, as do `<`, `>` and `|`, which LaTeX's oldest fonts show as other signs.

    >>> print(bibtex_value("100 % of {x}_1"), bibtex_value("a -- b, ``c''"))
    100 \% of {\textbraceleft}x{\textbraceright}\_1 a -{}- b, `{}`c'{}'
    """
    value = re.sub(r"[\r\n]+", " ", text).translate(_LATEX)
    return _LIGATURE.sub("{}", value)


_LATEX = str.maketrans(
    {sign: f"\\{sign}" for sign in "%$&#_"}
    | {
        "\\": r"{\textbackslash}",
        "{": r"{\textbraceleft}",
        "}": r"{\textbraceright}",
        "^": r"{\textasciicircum}",
        "~": r"{\textasciitilde}",
    }
)
_LIGATURE = re.compile(r"(?<=([-',<>]))(?=\1)|(?<=[`?!])(?=`)|(?<=<)(?=[/A-Za-z])")
"""Between two signs of which TeX's fonts make one; and in what could be a tag, as publishers write
them into BibTeX, and readers take them out.
"""


def csl_text(text: str) -> str:
    r"""A title or a name in CSL-JSON, where `<b>` and others of its kind are markup
    (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html) that nothing escapes: a
    reference such as `&lt;` is shown as it is by processors, and resolved by other readers.

    So what could be read as either has a word joiner after its first sign: it is shown as the same
    characters, and who drops what nobody can see, as our own import does, has the text again.

    >>> csl_text("<b>R&amp;D</b> for x < y & more").replace("\u2060", "|")
    '<|b>R&|amp;D<|/b> for x < y & more'
    """
    return re.sub(r"<(?=/?[A-Za-z][^<>]*>)|&(?=#?\w+;)", "\\g<0>\u2060", text)


def mermaid_label(text: str) -> str:
    """The text of a node in Mermaid's flowcharts, inside `["…"]`: all but letters, digits and
    spaces are its entity codes (https://mermaid.js.org/syntax/flowchart.html, "Entity codes to
    escape characters"). Other signs would be read as Markdown there, quotes or not
    (https://github.com/mermaid-js/mermaid/issues/5824), and so would `direction LR` as a statement
    (its flow.jison).

    No line end and no backtick is left that could end a fence around the chart.

    >>> mermaid_label('1. "#a"'), mermaid_label("direction LR")
    ('1#46; #34;#35;a#34;', '#100;irection LR')
    """
    return re.sub(r"[^\w ]|_|d(?=irection )", lambda sign: f"#{ord(sign[0])};", text)


def doi_address(doi: str) -> str:
    """Where a DOI leads to: what would end or change the path of an address is encoded
    (DOI Handbook, "DOI Name Encoding Rules for URL Presentation").

    >>> doi_address("10.1000/456#789"), doi_address("10.1000/a/../b(c)")
    ('https://doi.org/10.1000/456%23789', 'https://doi.org/10.1000/a%2F../b(c)')
    """
    path = quote(doi, safe="/!$&'()*+,;=:@")
    return "https://doi.org/" + re.sub(r"/(?=\.\.?(?:/|$))", "%2F", path)
