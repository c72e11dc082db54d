"""What browsers show badly of MathML as the converter makes it, mended in its tree."""

from __future__ import annotations

import re
import unicodedata
import xml.etree.ElementTree as ET

_ROWS = {"math", "mrow", "mtd", "mstyle", "msqrt", "mpadded", "mphantom", "menclose"}
_SCRIPTS = {"msub", "msup", "msubsup", "munder", "mover", "munderover"}
_UNDER = {"msub": "munder", "msup": "mover", "msubsup": "munderover"}

_OPENING = "([{⟨⌊⌈"
_CLOSING = ")]}⟩⌋⌉"
_BARS = "|‖"
_RELATIONS = "\u2223\u2225"
_BINARY = "\u2212+±∓"
_NO_OPERATORS = "∂∇∞∅\u22a4\u22a5"
_OPERATORS = {"~": "\u223c", "±": "±", "∓": "∓", "\u29f5": "\u2216"}
"""Signs that are none to the converter, `\\sim` first of all (the `~` of a space is text), or for
which hardly any font has a character.
"""
_ACCENTS = "^~¯\u2015˙¨ˇ˘\xb4`˚→"
_NARROW = {"^": "\u02c6", "~": "\u02dc"}
_POSTFIX = "!"
_LIMITS = {"lim", "max", "min", "sup", "inf", "det", "gcd", "plim", "Pr"}
_ABSENT = {"\\arg": "arg", "\\{": "{", "\\}": "}", "\\|": "‖", "\\lVert": "‖", "\\rVert": "‖"} | {
    "\\lvert": "|",
    "\\rvert": "|",
    "\\langle": "⟨",
    "\\rangle": "⟩",
}
"""Commands that the converter leaves as they are, some of them behind `\\big` only."""

_THIN = "0.167em"
_SPACES = {
    "thinmathspace": _THIN,
    "thickmathspace": "0.278em",
    "negativethinmathspace": f"-{_THIN}",
    "negativemediummathspace": "-0.222em",
    "negativethickmathspace": "-0.278em",
}


def mend(math: ET.Element) -> None:
    """Changes the tree of a formula so that browsers show what was meant."""
    for element in list(math.iter()):
        _mend_token(element)
    for element in list(math.iter()):
        if element.tag in _SCRIPTS:
            _mend_script(element)
    for row in [element for element in math.iter() if element.tag in _ROWS]:
        _mend_matrix(row)
        row[:] = _with_functions(_with_groups(list(row)))


def _mend_token(element: ET.Element) -> None:
    if element.text in _ABSENT:
        element.text = _ABSENT[element.text]
    match element.tag, element.text:
        case "mspace", _:
            width = element.get("width", "")
            element.set("width", _SPACES.get(width, width) or "0")
        case "mi", str(sign) if sign in _OPERATORS:
            element.tag, element.text = "mo", _OPERATORS[sign]
        case "mi", str(sign) if sign in {*_OPENING, *_CLOSING, *_BARS}:
            element.tag = "mo"
        case "mo", str(sign) if sign in {*_NO_OPERATORS}:
            element.tag = "mi"
            if sign == "∇":
                element.attrib.setdefault("mathvariant", "normal")
    if element.tag == "mo":
        _mend_operator(element)
    if element.tag in ("mi", "mn"):
        _mend_font(element)


def _mend_operator(mo: ET.Element) -> None:
    sign = mo.text or ""
    is_name = sign.isascii() and (len(sign) > 1 or sign.isalpha()) and sign != "mod"
    if is_name or "movablelimits" in mo.attrib:
        _mend_name(mo)
    elif sign == "/":
        mo.attrib |= {"lspace": "0", "rspace": "0"}
    elif len(sign) == 1 and sign in _OPENING + _CLOSING + _BARS + _RELATIONS:
        if "fence" not in mo.attrib:
            mo.set("stretchy", "true" if "minsize" in mo.attrib else "false")
        if sign in _OPENING + _CLOSING:
            mo.set("form", "prefix" if sign in _OPENING else "postfix")
        elif sign in _BARS and "lspace" not in mo.attrib:
            mo.attrib |= {"lspace": "0", "rspace": "0"}


def _mend_matrix(row: ET.Element) -> None:
    """Its brackets are as high as it is."""
    if any(element.tag == "mtable" for element in row):
        for mo in (element for element in row if _is_sign(element, _OPENING + _CLOSING + _BARS)):
            mo.set("stretchy", "true")


def _mend_name(mo: ET.Element) -> None:
    """A name that has limits must stay an operator, so that they go below it in a display."""
    if mo.text in _LIMITS or "movablelimits" in mo.attrib:
        mo.attrib |= {"movablelimits": "true", "lspace": "0", "rspace": "0"}
    else:
        mo.tag = "mi"
        mo.attrib |= {"mathvariant": "normal"} if len(mo.text or "") == 1 else {}


def _mend_font(element: ET.Element) -> None:
    """Browsers know no fonts but the upright one: letters of others are characters of their own."""
    font = element.get("mathvariant", "normal")
    signs = [_in_font(sign, font) for sign in element.text or ""]
    if font != "normal" and all(signs):
        del element.attrib["mathvariant"]
        element.text = "".join(signs)


def _in_font(sign: str, font: str) -> str:
    r"""The character for a letter or digit in a font, or nothing.

    >>> [ascii(_in_font(sign, "bold")) for sign in "W1+"], ascii(_in_font("R", "double-struck"))
    (["'\\U0001d416'", "'\\U0001d7cf'", "''"], "'\\u211d'")
    """
    style = re.sub("-(?=ITALIC)", " ", font.upper())
    name = re.sub("LATIN |GREEK |LETTER ", "", unicodedata.name(sign, ""))
    older = "BLACK-LETTER" if style == "FRAKTUR" else style
    for full in (f"MATHEMATICAL {style} {name}", f"{older} {name}"):
        try:
            return unicodedata.lookup(full)
        except KeyError:
            continue
    return "\u210e" if (style, sign) == ("ITALIC", "h") else ""


def _mend_script(element: ET.Element) -> None:
    base = element[0] if len(element) else element
    if "movablelimits" in base.attrib:
        element.tag = _UNDER.get(element.tag, element.tag)
    if element.tag == "mover" and len(element) == 2 and _is_sign(element[1], _ACCENTS):
        element.set("accent", "true")
        if len("".join(base.itertext())) == 1 and element[1].text != "→":
            _mend_accent(element[1])


def _mend_accent(mo: ET.Element) -> None:
    """That of a single letter is narrow."""
    mo.set("stretchy", "false")
    if mo.text in _NARROW:
        mo.text = _NARROW[mo.text]


def _with_groups(row: list[ET.Element]) -> list[ET.Element]:
    """A row in which a sign first, or behind another one, is that of what follows it; and in which
    the script of a closing bracket of a size of its own is that of all between the two: it would
    not be in the middle of the line else.
    """
    made: list[ET.Element] = []
    if len(row) == 1 and row[0].tag == "mo":
        row[0].attrib |= {"lspace": "0", "rspace": "0"}
    for element in row:
        if _is_sign(element, _BINARY) and (not made or _is_open(made[-1])):
            element.set("form", "prefix")
        if _has_sized_base(element):
            _take_group(made, element)
        made.append(element)
    return made


def _is_sign(element: ET.Element, signs: str) -> bool:
    return element.tag == "mo" and element.text is not None and element.text in [*signs]


def _is_open(element: ET.Element) -> bool:
    return element.tag == "mo" and not _is_sign(element, _CLOSING + _POSTFIX + _BARS)


def _has_sized_base(element: ET.Element) -> bool:
    return element.tag in _SCRIPTS and element[0].tag == "mo" and "minsize" in element[0].attrib


def _take_group(made: list[ET.Element], script: ET.Element) -> None:
    """Makes what is between a closing bracket and its opening one the base of its script; nothing,
    behind the bracket, where there is no other.
    """
    closing = script[0]
    start = _opening(made)
    script[0] = ET.Element("mrow")
    if start is None:
        made.append(closing)
    else:
        script[0].extend([*made[start:], closing])
        del made[start:]


def _opening(made: list[ET.Element]) -> int | None:
    """Where the bracket stands that one behind these elements would close."""
    depth = 0
    for place in reversed(range(len(made))):
        if "minsize" in made[place].attrib:
            if depth == 0 and _is_sign(made[place], _OPENING + _BARS):
                return place
            depth += 1 if _is_sign(made[place], _CLOSING) else -1
    return None


def _with_functions(row: list[ET.Element]) -> list[ET.Element]:
    """A row with what tells a function from a factor: a small space, and that it is applied."""
    made: list[ET.Element] = []
    for place, element in enumerate(row):
        following = row[place + 1] if place + 1 < len(row) else None
        if not _is_function(element):
            made.append(element)
            continue
        if made and _is_operand(made[-1]):
            made.append(_space())
        made.append(element)
        if following is not None and (_is_operand(following) or _is_bracket(following)):
            made.append(_applied())
            if not _is_bracket(following):
                made.append(_space())
    return made


def _is_function(element: ET.Element) -> bool:
    base = element[0] if element.tag in _SCRIPTS and len(element) else element
    if base.tag == "mo":
        return "movablelimits" in base.attrib
    return base.tag == "mi" and len(base.text or "") > 1


def _is_operand(element: ET.Element) -> bool:
    if element.tag == "mo":
        return _is_sign(element, _CLOSING + _POSTFIX) or _is_function(element)
    return element.tag not in ("mspace", "mtext")


def _is_bracket(element: ET.Element) -> bool:
    first = element
    while first.tag in _ROWS | _SCRIPTS and len(first):
        first = first[0]
    return _is_sign(first, _OPENING + _BARS)


def _applied() -> ET.Element:
    """The invisible sign of a function that is applied to what follows."""
    sign = ET.Element("mo")
    sign.text = "\u2061"
    return sign


def _space() -> ET.Element:
    return ET.Element("mspace", width=_THIN)
