"""Notes that try to be more than a note may be, each in one respect; and what a reader sees of it.

They stand in one section, where another paper comes after each of them.
"""

from __future__ import annotations

from typing import Any, NamedTuple


class Trait(NamedTuple):
    notes: str
    shows: str


def _as_it_is(notes: str) -> Trait:
    """What stays text: white space aside, a reader sees what was written."""
    return Trait(notes, " ".join(notes.split()))


TRAITS = {
    "a script": _as_it_is("<script>window.pwned = 1</script>"),
    "a drawing that runs": _as_it_is("Flour <svg onload=window.pwned=1></svg> and water"),
    "a page in a frame": _as_it_is("<iframe srcdoc=\"<script>parent.pwned=1</script>\"></iframe>"),
    "a redirection": _as_it_is('<meta http-equiv="refresh" content="0;url=https://evil.example">'),
    "a form": _as_it_is("<form action=https://evil.example/><input name=word></form>"),
    "a link that runs": Trait("the [oven](javascript:window.pwned=1) is hot", "the oven is hot"),
    "a link with a page in it": Trait(
        "the [oven](data:text/html,<script>parent.pwned=1</script>) is hot", "the oven is hot"
    ),
    "an address that runs": Trait("<javascript:window.pwned=1>", "javascript:window.pwned=1"),
    "attributes of a paragraph": _as_it_is('knead\n{: onclick="window.pwned=1" }'),
    "attributes of a picture": Trait(
        '![loaf](loaf.png){: onerror="window.pwned=1" }', '!loaf{: onerror="window.pwned=1" }'
    ),
    "attributes of a heading": _as_it_is('### Crumb {: #evil onclick="window.pwned=1" }'),
    "a file of the machine": _as_it_is('--8<-- "/etc/passwd"'),
    "a file of the project": _as_it_is('--8<-- "mkdocs.yml"'),
    "a block of files": _as_it_is("--8<--\nmkdocs.yml\n--8<--"),
    "a file of another host": _as_it_is('--8<-- "https://evil.example/loaf.md"'),
    "a template": _as_it_is("{{ 6 * 7 }} {% for x in config %} {{ config }} {% endfor %}"),
    "front matter": Trait(
        "---\ntemplate: evil.html\nhide: [toc]\n\n---", "template: evil.html hide: [toc]"
    ),
    "the heading of another page": _as_it_is("Another page\n===\n\nand its text"),
    "a fence that stays open": Trait("```\n## Salt\n</div>", "## Salt </div>"),
    "a footnote with a script": _as_it_is("salt[^1]\n\n[^1]: <script>window.pwned=1</script>"),
    "a footnote": _as_it_is("more salt[^1]\n\n[^1]: a pinch"),
    "an admonition": _as_it_is('!!! note "<img src=x onerror=window.pwned=1>"\n    rest'),
    "an id of the theme": _as_it_is('<div id="__search"></div>'),
    "a diagram with a link that runs": Trait(
        '```mermaid\ngraph TD; A-->B; click A "javascript:window.pwned=1"\n```',
        'graph TD; A-->B; click A "javascript:window.pwned=1"',
    ),
    "pictures of this machine and of another": Trait(
        "![a](../../../etc/passwd) ![b](https://evil.example/pixel.gif)", "!a !b"
    ),
    "a script in references": Trait(
        "&lt;script&gt;window.pwned=1&lt;/script&gt;", "<script>window.pwned=1</script>"
    ),
    "quotes in quotes": Trait(">" * 15 + " dough", "dough"),
    "a table of tags": Trait(
        "| a | b |\n|---|---|\n| <script> | </table> |\n\nrest", "a b <script> </table> rest"
    ),
    "an end of all that is around it": _as_it_is("</div></article></main></body></html>"),
    "a comment that stays open": _as_it_is("flour <!-- and water"),
    "an aside that stays open": _as_it_is("<details open><summary>salt"),
    "an abbreviation": _as_it_is("*[salt]: <script>window.pwned=1</script>\n\nsalt"),
    "a table of contents": _as_it_is("[TOC]"),
}  # fmt: skip


SECTION = {"id": "traits", "title": 'Traits <img src=x onerror="window.pwned=1">'}


def papers() -> list[dict[str, Any]]:
    """Each needs the one before it, so that they come in this order."""
    made: list[dict[str, Any]] = []
    for number, trait in enumerate(TRAITS.values()):
        for entry in (
            {"id": f"trait-{number}", "title": f"Trait {number}", "notes": trait.notes},
            {"id": f"after-{number}", "title": f"After trait {number}", "notes": "Bread."},
        ):
            needs = [made[-1]["id"]] if made else []
            made.append({**entry, "section": SECTION["id"], "authors": ["O. Fen"], "needs": needs})
    return made
