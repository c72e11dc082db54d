"""Formulas as MathML, made here: no script, no fonts."""

from __future__ import annotations

import html
import re
import xml.etree.ElementTree as ET

from latex2mathml.converter import convert

from .sanitiser import MATH_TAGS

LONGEST_FORMULA = 2_000

_LENGTHS = ("width", "height", "depth", "lspace", "rspace", "minsize", "maxsize", "linethickness")
_MOST = {"em": 50.0, "ex": 100.0, "cm": 20.0, "mm": 200.0}


def mathml(source: str, display: str) -> str:
    """MathML, or the source as code where the converter fails or makes anything but MathML.

    `display` is `block` for a formula on a line of its own, else `inline`.
    """
    formula = source.strip()
    try:
        made = convert(formula, display=display) if len(formula) <= LONGEST_FORMULA else ""
        fits = _is_mathml(made)
    except Exception:  # the converter raises whatever its code runs into, the parser what it finds
        fits = False
    return made if fits else f"<code>{html.escape(formula)}</code>"


def _is_mathml(text: str) -> bool:
    """Whether the text is well-formed, holds known elements of ordinary size only, and no command
    left over.

    XML and HTML do not agree where a comment ends, so that elements could hide in one.
    """
    if "<!" in text or "<?" in text:
        return False
    elements = list(ET.fromstring(text).iter())  # noqa: S314 it has no prolog, so no entities
    tags = {element.tag.rpartition("}")[2] for element in elements}
    written = "".join((element.text or "") + (element.tail or "") for element in elements)
    sizes = [element.get(name, "0") for element in elements for name in _LENGTHS]
    return tags <= MATH_TAGS and "\\" not in written and all(map(_is_small, sizes))


def _is_small(length: str) -> bool:
    """Whether it pushes nothing away that stands around it."""
    number = re.fullmatch(r"-?(\d{0,4}\.?\d{0,4})(em|ex|px|pt|cm|mm|mu|%)?", length)
    return number is not None and float(number[1] or 0) <= _MOST.get(number[2], 1_000.0)
