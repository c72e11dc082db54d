"""Formulas as MathML, made here: no script, no fonts."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET

from latex2mathml.converter import convert

from .sanitiser import MATH_TAGS
from .typography import mend

LONGEST_FORMULA = 2_000

_MATHML = "{http://www.w3.org/1998/Math/MathML}"
_LENGTHS = ("width", "height", "depth", "lspace", "rspace", "minsize", "maxsize", "linethickness")
_PARTS = {"mfrac": 2, "mroot": 2, "msub": 2, "msup": 2, "munder": 2, "mover": 2} | {
    "msubsup": 3,
    "munderover": 3,
}
_MOST = {"em": 50.0, "ex": 100.0, "cm": 20.0, "mm": 200.0}


def mathml(source: str, display: str) -> str:
    """MathML, or the source as code where the converter fails or makes anything but MathML.

    `display` is `block` for a formula on a line of its own, else `inline`.
    """
    made = _set(source.strip(), display)
    return f"<code>{html.escape(source.strip())}</code>" if made is None else made


def can_be_set(source: str, display: str) -> bool:
    """Whether there is MathML for a formula."""
    return _set(source.strip(), display) is not None


def _set(formula: str, display: str) -> str | None:
    if len(formula) > LONGEST_FORMULA or not _is_whole(formula):
        return None
    try:
        math = _tree(convert(_as_the_converter_knows_it(formula), display=display))
        mend(math)
        return ET.tostring(math, encoding="unicode") if _is_mathml(math) else None
    except Exception:  # the converter raises whatever its code runs into, the parser what it finds
        return None


def _is_whole(formula: str) -> bool:
    """Whether all its braces are closed and none of it is a comment, which the converter takes as
    they are and leaves out.
    """
    plain = re.sub(r"\\.", "", formula, flags=re.DOTALL)
    depth = 0
    for sign in plain:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0 and "%" not in plain


def _as_the_converter_knows_it(formula: str) -> str:
    """It has another name for `aligned`, and takes a single letter that is upright for a slanted
    one where it finds it right behind the brace.
    """
    formula = re.sub(r"\\(begin|end)\{aligned\}", r"\\\1{align*}", formula)
    return re.sub(r"\\mathrm\{(?=[A-Za-z]\})", r"\\mathrm{ ", formula)


def _tree(text: str) -> ET.Element:
    """The elements of MathML by their bare names.

    XML and HTML do not agree where a comment ends, so that elements could hide in one.
    """
    if "<!" in text or "<?" in text:
        raise ValueError("there is a comment, or an instruction")
    math = ET.fromstring(text)  # noqa: S314 it has no prolog, so no entities
    for element in math.iter():
        element.tag = element.tag.removeprefix(_MATHML)
    return math


def _is_mathml(math: ET.Element) -> bool:
    """Whether it holds known elements of ordinary size only, each with all its parts, and no
    command left over.
    """
    elements = list(math.iter())
    tags = {element.tag for element in elements}
    written = "".join((element.text or "") + (element.tail or "") for element in elements)
    sizes = [element.get(name, "0") for element in elements for name in _LENGTHS]
    whole = all(len(element) == _PARTS.get(element.tag, len(element)) for element in elements)
    known = tags <= MATH_TAGS and "\\" not in written
    return known and whole and all(map(_is_small, sizes))


def _is_small(length: str) -> bool:
    """Whether it pushes nothing away that stands around it."""
    number = re.fullmatch(r"-?(\d{0,4}\.?\d{0,4})(em|ex|px|pt|cm|mm|mu|%)?", length)
    return number is not None and float(number[1] or 0) <= _MOST.get(number[2], 1_000.0)
