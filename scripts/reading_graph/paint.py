"""How a picture is dressed that stands alone in a file: in the colours of the site, but as values.

Many a program that shows SVG knows neither variables nor light-dark(), and paints all black.
"""

from __future__ import annotations

import re


def paint(colours: str, picture: str) -> str:
    """The style of such a file, from those of the site's colours and of its pictures. The dark
    colours stand behind a query, which those programs pass over.

    >>> print(paint(":root { --ink: light-dark(#000, #fff); }", "text { fill: var(--ink); }"))
    :root { color-scheme: light dark; }
    text { fill: #000; }
    @media (prefers-color-scheme: dark) {
    text { fill: #fff; }
    }
    """
    light, dark = (_in_values(colours, picture, scheme) for scheme in ("light", "dark"))
    rules = [":root { color-scheme: light dark; }", light]
    return "\n".join([*rules, "@media (prefers-color-scheme: dark) {", dark, "}"])


_PAIR = re.compile(r"light-dark\((?P<light>[^(),]+), (?P<dark>[^(),]+)\)")
_VALUE = re.compile(r"(--[\w-]+): ([^;]+);")
_VARIABLE = re.compile(r"var\((--[\w-]+)\)")
_SECTION = re.compile(r"\.rg-s\d+ \{[^}]*\}")


def _in_values(colours: str, picture: str, scheme: str) -> str:
    """The rules for pictures in one scheme. What differs from section to section is inherited, for
    which CSS has always had a name.
    """
    told = _PAIR.sub(lambda pair: pair[scheme], colours)
    values = dict(_VALUE.findall(told)) | {"--rg-section": "currentColor"}
    sections = [rule.replace("--rg-section", "color") for rule in _SECTION.findall(told)]
    rules = _VARIABLE.sub(lambda found: values.get(found[1], found[0]), picture)
    return "\n".join([*sections, rules.strip()])
