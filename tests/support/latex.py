"""What LaTeX shows for a value that was written for it."""

from __future__ import annotations

import re

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
