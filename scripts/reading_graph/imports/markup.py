"""Text of services and publishers without the markup in it."""

from __future__ import annotations

import re
from html import unescape
from html.entities import html5

_FACES = "i|em|italic|b|strong|bold|u|underline|ovl|sub|sup|inf|scp|sc|tt|span|font|small|big"
_ATTRIBUTES = r"""(?:\s[\w:.-]+=(?:"[^"<>]*"|'[^'<>]*'))*\s?"""
_FACE = re.compile(rf"<(/?)({_FACES}){_ATTRIBUTES}>", re.ASCII | re.IGNORECASE)
_OTHER = re.compile(rf"</?(?:jats|mml):[\w-]+{_ATTRIBUTES}/?>", re.ASCII | re.IGNORECASE)
_BREAK = re.compile(r"<br\s?/?>", re.IGNORECASE)
_FORMULA = re.compile(r"</?(?:mml:)?math\b[^<>]*>", re.IGNORECASE)
_INSIDE = re.compile(r"\s?<[^<>]*>\s?")
_REFERENCE = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|([A-Za-z][A-Za-z0-9]{1,31}));")


def without_markup(text: str) -> str:
    """What a reader would see, its words a space apart.

    It is taken off as far as it is what publishers write: a face has its end, a reference its
    semicolon. It may have been escaped on the way, twice even.

    >>> without_markup("H<sub>2</sub>O in <i>dough</i>, R&amp;amp;D and &lt;b&gt;x&lt;/b&gt;")
    'H2O in dough, R&D and x'
    >>> without_markup("p < 0.05, A<B>C, x<y and z>y, List<i>, AT&T &copy")
    'p < 0.05, A<B>C, x<y and z>y, List<i>, AT&T &copy'
    >>> without_markup('<mml:math> <mml:msup><mml:mn>0</mml:mn> <mml:mo>+</mml:mo></mml:msup>'
    ...     '</mml:math> decay')
    '0+ decay'
    """
    text = " ".join(text.split())
    for _ in range(2):
        text = _REFERENCE.sub(_character, _without_tags(text))
    return " ".join(_without_tags(text).split())


def _without_tags(text: str) -> str:
    if "<" not in text:
        return text
    pieces = _FORMULA.split(text)
    pieces[1::2] = [_INSIDE.sub("", piece).strip() for piece in pieces[1::2]]
    text = _OTHER.sub("", _BREAK.sub(" ", "".join(pieces)))
    ends = {tag[2] for tag in _FACE.finditer(text) if tag[1]}
    starts = {tag[2] for tag in _FACE.finditer(text) if not tag[1]}
    return _FACE.sub(lambda tag: "" if tag[2] in ends & starts else tag[0], text)


def _character(reference: re.Match[str]) -> str:
    return html5.get(f"{reference[1]};", reference[0]) if reference[1] else unescape(reference[0])
