"""What LaTeX shows for a value that was written for it."""

from __future__ import annotations

import re

from pylatexenc.latex2text import LatexNodes2Text

LATEX = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciicircum": "^",
    "textasciitilde": "~",
}


def latex(value: str) -> str:
    """What LaTeX shows for it; nothing is left in it that LaTeX would obey."""
    command = r"\{\\(text[a-z]+)\}|\\([%$&#_])|\{\}"
    assert not re.search(r"--|''|[`?!]`|,,|<<|>>", value)
    assert not re.search(r"[\\{}%$&#_^~]", re.sub(command, "", value))
    return re.sub(command, lambda found: found[2] or LATEX.get(found[1], ""), value)


_LETTER = re.compile(r"\{\\(?![$%&#_]|text(?!comma))[^\s{}]+(?:\{(?:[^{}]|\{[^{}]*\})*\})?\}")


def name(value: str) -> str:
    """The same for a name, whose accents are commands. A comma below is not known to the reader."""
    known = _LETTER.sub(lambda found: found[0].replace("textcommabelow", "c"), value)
    return latex(_LETTER.sub(lambda found: _READER.latex_to_text(found[0]), known))


_READER = LatexNodes2Text()
