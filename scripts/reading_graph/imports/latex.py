r"""LaTeX of .bib files as plain text.

Signs and letters are those of pylatexenc. Its own converter is not used: it needs a millisecond for
a title, nests a call in each brace, and never comes to an end on twenty times `\sqrt[`. This one
reads a text once, from left to right.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from pylatexenc.latex2text import (
    get_default_latex_context_db,
)

from ..accents import ACCENTS
from .journals import MACROS
from .markup import without_markup


def plain(latex: str) -> str:
    r"""What a reader of the typeset text would see; formulas on one line, as far as they go.

    What LaTeX would not show is meant as it is written: an `&`, a `%`, a `$` alone.

    >>> plain(r"{\'E}tude of the {Cr{\^{e}}pe}, 50% butter --- H$_2$O \& \emph{flour}")
    'Étude of the Crêpe, 50% butter — H₂O & flour'
    """
    if "<" in latex or "&" in latex:
        latex = without_markup(latex.replace(r"\&", _AMPERSAND)).replace(_AMPERSAND, r"\&")
    return _Reader(latex).read() if _MARKED.search(latex) else latex


_AMPERSAND = "\ue000"
"""Stands for one that is meant: what follows it is no reference."""


def verbatim(latex: str) -> str:
    r"""An address or a DOI, which some escape as if it were text.

    >>> verbatim(r"\url{https://example.org/{\~{}}ada/a\_b%20c}")
    'https://example.org/~ada/a_b%20c'
    """
    if "\\" not in latex and "{" not in latex:
        return latex.strip()
    text = latex.replace(r"$\sim$", "~")
    return re.sub(r"\\([A-Za-z]+|[^A-Za-z])|[{}]", _unescaped, text).strip()


def _unescaped(command: re.Match[str]) -> str:
    name = command[1] or ""
    return _sign(name) if name.isalpha() else name


_MARKED = re.compile(r"[\\{}$~&`]|--|''")
_FORMULA = re.compile(
    r"(?<!\\)(\$\$?)(?:(?=[^\s$])((?:[^$\\]|\\.)*)(?<!\s)\1(?!\d)|([^$\\]*\\[A-Za-z](?:[^$\\]|\\.)*)\1)",
    re.DOTALL,
)
"""No formula ends before a digit, nor after a space, unless it has a command: those dollars are
money.
"""
_TOKEN = re.compile(
    r"(?P<word>[^\\{}~&`'_^-]+)|"
    r"\\(?P<command>[A-Za-z]+)\*?(?:\[[^][{}]*\])?(?P<after>\s*)|"
    r"\\(?P<sign>.)|"
    r"(?P<opens>\{)|(?P<closes>\})|"
    r"(?P<dash>-{1,3})|(?P<quote>``|'')|"
    r"(?P<rest>.)",
    re.DOTALL,
)
_SCRIPT = re.compile(r"\s*(?:\{([-+0-9]+)\}|([0-9]))")
_ACCENTS = ACCENTS | {
    "bar": "\u0304", "hat": "\u0302", "tilde": "\u0303", "vec": "\u20d7", "dot": "\u0307",
    "ddot": "\u0308",
}  # fmt: skip
_LETTERS = {"\N{LATIN SMALL LETTER DOTLESS I}": "i", "\N{LATIN SMALL LETTER DOTLESS J}": "j"}
"""They lose their dot below an accent only, and Unicode's accented letters have none."""
_EN_DASH, _EM_DASH = "\N{EN DASH}", "\N{EM DASH}"
_REPLACED = {
    "``": "“",
    "''": "”",
    "---": _EM_DASH,
    "--": _EN_DASH,
    "~": " ",
}
_SPACES = " ,;:\\\n\t"
_NOTHING = "!/-@+<>*()[]"
"""After a backslash: hyphenation, corrections of space, the ends of formulas."""
_SIGNS = {
    "textless": "<", "textgreater": ">", "textbar": "|", "textquotedbl": '"', "textdollar": "$",
    "textunderscore": "_", "textbraceleft": "{", "textbraceright": "}", "textasciicircum": "^",
    "textasteriskcentered": "*", "textperiodcentered": "·", "slash": "/", "hyp": "-",
    "lq": "\u2018", "rq": "\u2019", "glqq": "„", "grqq": "“", "glq": "\u201a", "grq": "\u2018",
    "flqq": "«", "frqq": "»", "guillemetleft": "«", "guillemetright": "»", "S": "§", "P": "¶",
    "copyright": "©", "pounds": "£", "euro": "€", "degree": "°", "celsius": "°C", "sqrt": "√",
    "TeX": "TeX", "LaTeX": "LaTeX", "LaTeXe": "LaTeX2e", "BibTeX": "BibTeX",
    "space": " ", "quad": " ", "qquad": " ", "newline": " ", "linebreak": " ", "par": " ",
    "today": "", "maketitle": "", "item": "",
}  # fmt: skip
_HIDING = {
    "noopsort", "SortNoop", "NoopSort", "nosort", "href", "footnote", "thanks", "label", "ref",
    "cite", "citep", "citet", "color", "textcolor", "foreignlanguage", "selectlanguage", "begin",
    "end", "raisebox", "hspace", "vspace", "phantom", "hphantom", "vphantom", "input", "include",
}  # fmt: skip
"""Their first argument is not shown, or is only said of the second."""
_CLOSING = {"enquote": "”", "mkbibquote": "”", "frac": "/", "dfrac": "/", "tfrac": "/"}
"""What follows their first argument."""
_RAISED = str.maketrans("0123456789+-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻")
_LOWERED = str.maketrans("0123456789+-", "₀₁₂₃₄₅₆₇₈₉₊₋")


class _Reader:
    """One pass over the tokens of a text."""

    def __init__(self, latex: str) -> None:
        self.text = _FORMULA.sub(r"\\(\2\3\\)", latex)
        self.at = 0
        self.written: list[str] = []
        self.accents: list[str] = []
        self.groups: list[str] = []
        self.closing = ""
        self.hidden: int | None = None
        self.in_formula = False

    def read(self) -> str:
        while found := _TOKEN.match(self.text, self.at):
            self.at = found.end()
            kind = "command" if found["command"] else found.lastgroup or ""
            if kind == "opens":
                self._open()
            elif kind == "closes":
                self._close()
            elif self.hidden is None:
                self._token(kind, found[kind])
                if self.in_formula and found["after"] and not self.accents:
                    self._write(" ")
        return "".join(self.written)

    def _open(self) -> None:
        self.groups.append(self.closing)
        self.closing = ""

    def _close(self) -> None:
        closing = self.groups.pop() if self.groups else ""
        self.accents.clear()
        if self.hidden is None:
            self.written.append(closing)
        elif len(self.groups) <= self.hidden:
            self.hidden = None

    def _token(self, kind: str, text: str) -> None:
        if kind == "command":
            self._command(text)
        elif kind == "sign":
            self._escaped(text)
        elif kind == "rest" and text in "_^" and self.in_formula:
            self._script(text, text)
        else:
            self._write(_REPLACED.get(text, text))

    def _command(self, name: str) -> None:
        if name in _ACCENTS:
            self.accents.append(_ACCENTS[name])
        elif name in ("textsuperscript", "textsubscript"):
            self._script("^" if name == "textsuperscript" else "_", "")
        elif name in _HIDING and self.text.startswith("{", self.at):
            self.hidden = len(self.groups)
        else:
            self._write("“" if _CLOSING.get(name) == "”" else _sign(name))
            self.closing = _CLOSING.get(name, "")

    def _escaped(self, sign: str) -> None:
        if sign in "()[]":
            self.in_formula = sign in "(["
        if sign in _ACCENTS:
            self.accents.append(_ACCENTS[sign])
        elif sign not in _NOTHING:
            self._write(" " if sign in _SPACES else sign)

    def _script(self, sign: str, otherwise: str) -> None:
        """Digits above or below the line; other things keep the sign in front of them."""
        found = _SCRIPT.match(self.text, self.at)
        if found:
            self.at = found.end()
            table = _RAISED if sign == "^" else _LOWERED
            self._write((found[1] or found[2]).translate(table))
        else:
            self._write(otherwise)

    def _write(self, text: str) -> None:
        if self.accents and (text := text.lstrip()):
            first = _LETTERS.get(text[0], text[0]) + "".join(reversed(self.accents))
            text = unicodedata.normalize("NFC", first) + text[1:]
            self.accents.clear()
        self.written.append(text)


_KNOWN = get_default_latex_context_db()


@cache
def _sign(name: str) -> str:
    r"""What a command without arguments shows; nothing where nobody knows it.

    >>> _sign("ss"), _sign("Omega"), _sign("mnras"), _sign("unheardof")
    ('ß', 'Ω', 'Monthly Notices of the Royal Astronomical Society', '')
    """
    if name in _SIGNS or name in MACROS:
        return _SIGNS.get(name) or MACROS.get(name, "")
    spec = _KNOWN.get_macro_spec(name)
    shown = getattr(spec, "simplify_repl", None)
    return shown if isinstance(shown, str) and not re.search("[%<\n]", shown) else ""
