"""A look at notes that is enough for most: are all links in them good ones, is there MathML for all
their formulas, and is all of it shown?

Only the parser knows what is a link or a formula, and only the converter what becomes of one; but
they take longer than all checks together.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Set

from .fields import NAME, SLUG

_HOST = r"https?://(?:[a-z0-9](?:-?[a-z0-9]){0,30}\.){1,5}[a-z]{2,20}"
_NAMED = re.compile(rf"\[\[(?P<id>{NAME})\]\]|\]\(#(?P<anchor>{SLUG})[) \n]")
_DOUBTFUL = re.compile(
    rf"\]\((?!{_HOST}[/?#) \n]|#{SLUG}[) \n])"  # [text](address)
    r"|\]:"  # [text]: address
    rf"|<(?!{_HOST}[/?#>])[A-Za-z][A-Za-z0-9+.-]+:"  # <address>; that of a mail is a good one
)


def all_links_are_good(text: str, known: Set[str]) -> bool:
    """Whether nothing in a Markdown text can be a link that leads nowhere, if the papers of the
    list are the `known`. Where it says no, a parser may still find that all is well.
    """
    has_links = "](" in text or "]:" in text or "<" in text
    if not has_links and "[[" not in text:
        return True
    if has_links and _DOUBTFUL.search(text):
        return False
    names = (match["id"] or match["anchor"] for match in _NAMED.finditer(text))
    return all(name in known or not means_a_paper(name, known) for name in names)


_MARKS = "[ >*+\\-0-9.)]"
_DEEP = re.compile(rf"^(?:{_MARKS}{{19}}|{_MARKS}*\t)", re.MULTILINE)


def is_flat(text: str) -> bool:
    """Whether lists and quotes in a Markdown text cannot lie too deep in one another: each level
    has a mark or a blank, a tab for several, ahead of the line that is the first in the last.
    """
    return not _DEEP.search(text)


def means_a_paper(name: str, known: Set[str]) -> bool:
    """Whether a name of no paper is meant for one: no id has capitals, so that with them it is
    text, unless there is such an id in small letters.
    """
    return name == name.lower() or name.lower() in known


SYMBOLS = """alpha beta gamma delta epsilon varepsilon zeta eta theta vartheta iota kappa lambda mu
nu xi pi rho sigma tau upsilon phi varphi chi psi omega Gamma Delta Theta Lambda Xi Pi Sigma Upsilon
Phi Psi Omega ell hbar partial nabla infty emptyset top bot prime forall exists neg in notin ni
subset subseteq supset supseteq cup cap setminus land lor to gets mapsto leftarrow rightarrow
leftrightarrow Leftarrow Rightarrow Leftrightarrow le leq ge geq ne neq ll gg lt gt approx sim simeq
cong equiv propto prec succ perp parallel mid pm mp times div cdot ast star circ bullet oplus ominus
otimes odot dagger dots ldots cdots vdots ddots sum prod int max min sup inf lim arg log ln lg exp
sin cos tan sinh cosh tanh arcsin arccos arctan det dim ker deg gcd Pr bmod lVert rVert lvert rvert
langle rangle lfloor rfloor lceil rceil quad qquad"""
"""The commands that are a sign, or a name, and that the converter is known to know."""

_SYMBOL = re.compile(
    rf"\\(?:{'|'.join(SYMBOLS.split())})(?![A-Za-z])"
    r"|\\[,;:! |{}%#&_]"
    r"|\\(?:big|Big|bigg|Bigg)[lr]?(?![A-Za-z])(?=[()\[\]|])"
    r"|\\(?:text\{[A-Za-z0-9 .,:;()-]+|operatorname\{[A-Za-z]+)\}"
)
_PAIR = re.compile(r"\\(left|right)[()\[\]|.]")
_ATOM = r"[^\s{}\\_^&%#$~'\x01\x02\x05]"
_UNIT = rf"{_ATOM}(?:_{_ATOM}(?:\^{_ATOM})?|\^{_ATOM}(?:_{_ATOM})?|'{{1,3}}(?:_{_ATOM})?)?"
_ROW = rf"(?:{_UNIT}|[\s\x05])*"
_GROUP = re.compile(rf"\{{{_ROW}\}}|\x01{_ROW}\x02")
_CALL = re.compile(
    r"\\[td]?frac\x03\x03|\\(?:sqrt|math(?:rm|bf|it|bb|cal|sf|tt))\x03"
    r"|\\(?:hat|bar|tilde|vec|dot)(?:[\x03\x04]| [A-Za-z])"
)
_BLANKS = {*",;:! ", "quad", "qquad"}
_DEEPEST_GROUP = 20
_LONGEST_FORMULA = 500
_PARAGRAPHS = re.compile(r"\n[ \t]*\n")


def all_formulas_are_known(text: str) -> bool:
    """Whether there is MathML for whatever can be a formula in a Markdown text. Where it says no,
    a parser may still find none, and a converter that it knows it.
    """
    if "$" not in text:
        return True
    if "$$$" in text or "\\$" in text:
        return False
    return all(map(_is_known, _candidates(text)))


def _candidates(text: str) -> Iterator[str]:
    """What can be a formula. None has an empty line; one that is in single dollars does not begin
    or end with a space, and ends at the next of them.
    """
    in_double = text.split("$$")[1:-1]
    in_single = [
        x for x in re.split(r"\$+", text)[1:-1] if x and x[0] not in " \n" and x[-1] not in " \n"
    ]
    for candidate in {*in_double, *in_single}:
        if not _PARAGRAPHS.search(candidate):
            yield candidate.strip()


def _is_known(formula: str) -> bool:
    """Whether a formula consists of what the converter is known to know. Step by step the innermost
    group becomes a letter, until nothing but a row of them is left.
    """
    if (
        not formula
        or len(formula) > _LONGEST_FORMULA
        or not formula.replace("\n", "").isprintable()
    ):
        return False
    left = _PAIR.sub(lambda pair: "\x01" if pair[1] == "left" else "\x02", formula)
    left = _SYMBOL.sub(lambda symbol: "\x05" if symbol[0][1:] in _BLANKS else "\x04", left)
    for _ in range(_DEEPEST_GROUP):
        left = _CALL.sub("x", left)
        left, groups = _GROUP.subn("\x03", left)
        if not groups:
            break
    return re.fullmatch(_ROW, left) is not None
