"""Single values: is the text, number, date or address one that its field can hold?"""

from __future__ import annotations

import re
import unicodedata
from datetime import UTC, date, datetime
from difflib import get_close_matches
from functools import cache
from urllib.parse import urlsplit

from .. import characters
from ..fields import (
    LONGEST_SLUG,
    RESERVED,
    SLUG,
    Address,
    Choice,
    Day,
    Kind,
    Pattern,
    Slug,
    Text,
    Whole,
)
from ..identifiers import pasted
from ..problems import Problem
from ..source import Items, Node, Scalar, yaml_type
from ..wording import quoted


def value_problems(
    node: Node, kind: Kind, place: object, is_required: bool = False
) -> tuple[Problem, ...]:
    """What keeps `node` from being the text, number or date that `kind` describes.

    `place` is how a message calls the field; one that `is_required` cannot be left out.
    """
    if not isinstance(node, Scalar):
        wanted = (
            "a number" if isinstance(kind, Whole) else "a date" if isinstance(kind, Day) else "text"
        )
        found = "a list" if isinstance(node, Items) else "a mapping"
        message = f"{place} must be {wanted}, found {found}"
        return (Problem(node.start, node.start + 1, "wrong-type", message),)
    if fault := _empty_fault(node, is_required) or _first_fault(node, kind):
        rule, message = fault
        return (Problem(node.start, max(node.end, node.start + 1), rule, f"{place} {message}"),)
    return ()


_Fault = tuple[str, str] | None
"""The id of the rule that is broken and how, or None."""


def _empty_fault(scalar: Scalar, is_required: bool) -> _Fault:
    if scalar.text.strip():
        return None
    return "empty", "is empty; give it a value" + ("" if is_required else ", or delete it")


def _first_fault(scalar: Scalar, kind: Kind) -> _Fault:
    if isinstance(kind, Whole):
        return _number_fault(scalar, kind)
    if isinstance(kind, Day):
        return _date_fault(scalar)
    if isinstance(kind, Slug) and kind.of:  # what it names, if anything, is for `references`
        return _quotes_fault(scalar)
    return (
        _characters_fault(scalar.text, kind)
        or _text_fault(scalar.text, kind)
        or _quotes_fault(scalar)
    )


def _quotes_fault(scalar: Scalar) -> _Fault:
    read_as = yaml_type(scalar)
    if read_as is None:
        return None
    return "needs-quotes", f"is read by YAML as {read_as}; put {quoted(scalar.text)} in quotes"


def _characters_fault(text: str, kind: Kind) -> _Fault:
    many_lines = isinstance(kind, Text) and kind.markdown
    refused = characters.refused_in_value if many_lines else characters.refused_in_line
    printable = characters.are_printable(text) if many_lines else text.isprintable()
    if text.isascii() and printable:
        return None
    if found := refused.search(text):
        return "character", f"may not hold {characters.named(found[0])}{_mending(text, found)}"
    if characters.stacked.search(text):
        most = characters.MOST_COMBINING
        return "character", f"has more than {most} combining marks on one letter; delete some"
    return None


def _mending(text: str, found: re.Match[str]) -> str:
    """Where the character is, as nobody can see it, and what to do about it."""
    if found[0] in "\n\r":
        return "; write it on one line, without `|` or `>`"
    before = text[: found.start()].rpartition("\n")[2][-20:]
    return f" after {quoted(before)}; delete it" if before else "; delete it"


def _text_fault(text: str, kind: Kind) -> _Fault:
    match kind:
        case Text(most=most):
            return _length_fault(text, most)
        case Slug():
            return _slug_fault(text)
        case Pattern():
            return _pattern_fault(text, kind)
        case Address(most=most):
            return _address_fault(text, most)
        case Choice(options=options):
            return _choice_fault(text, options)
    raise AssertionError(f"no check for {kind}")


def _length_fault(text: str, most: int) -> _Fault:
    if len(text) <= most:
        return None
    return "too-long", f"has {len(text):,} characters; the limit is {most:,}"


def _slug_fault(text: str) -> _Fault:
    if len(text) > LONGEST_SLUG:
        return "too-long", f"has {len(text):,} characters; the limit is {LONGEST_SLUG}"
    if not re.fullmatch(SLUG, text):
        like = slug_like(text)
        example = like if like and like not in RESERVED else "newton-1687"
        rest = f"write an id of a-z, 0-9 and single hyphens, such as '{example}'"
        return "bad-id", f"cannot be {quoted(text)}; {rest}"
    if text in RESERVED:
        return "reserved-id", f"cannot be '{text}', which is reserved; choose another"
    return None


def slug_like(text: str) -> str:
    """The text as an id: empty where it has no letter or digit that one may have.

    >>> slug_like("Łukasz & Søn's Straße Nº 2"), slug_like("β-VAE")
    ('lukasz-sons-strasse-no-2', 'beta-vae')
    """
    spelled = _GREEK.sub(_letter_name, text.casefold().translate(_LIKE_LATIN))
    plain = unicodedata.normalize("NFKD", spelled)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "-", letters.casefold())[:LONGEST_SLUG].strip("-")


_LIKE_LATIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "æ": "ae", "œ": "oe", "þ": "th", "\u0131": "i"}
    | dict.fromkeys("'\u2019")
)
"""Letters that Unicode does not take apart; apostrophes go without a hyphen."""
_GREEK = re.compile("[\u03b1-\u03c9]")


def _letter_name(letter: re.Match[str]) -> str:
    return unicodedata.name(letter[0]).split()[-1].lower()


def _pattern_fault(text: str, kind: Pattern) -> _Fault:
    if len(text) > kind.most:
        return "too-long", f"has {len(text):,} characters; the limit is {kind.most:,}"
    if re.fullmatch(kind.expression, text, re.ASCII):
        return None
    inside = pasted(text, kind)
    hint = f'write "{inside}"' if inside else f"write one such as {kind.like}"
    return "bad-identifier", f"cannot be {quoted(text)}; {hint}"


def _address_fault(text: str, most: int) -> _Fault:
    if len(text) > most:
        return "too-long", f"has {len(text):,} characters; the limit is {most:,}"
    if why := _refused_address(text):
        return "bad-url", f"cannot be {quoted(text)}: {why}"
    return None


def _refused_address(text: str) -> str | None:
    if not re.fullmatch(r"[!-~]+", text):
        return "write it in ASCII, without spaces"
    if re.search(r'["\'<>\\^`{|}]', text):
        return "write \" ' < > \\ ^ ` { | } percent-encoded"
    try:
        parts = urlsplit(text)
        port_fits = parts.port is None or parts.port > 0
    except ValueError:
        return _BAD_HOST
    if parts.scheme not in ("http", "https") or not text.lower().startswith(
        ("http://", "https://")
    ):
        return "it must start with https:// or http://"
    if not parts.hostname:
        return "it names no host"
    if not port_fits or not re.fullmatch(r"[A-Za-z0-9.\-\[\]:]+", parts.hostname):
        return _BAD_HOST
    if "@" in parts.netloc:
        return "it may hold no user name"
    return None


_BAD_HOST = "is its host or port right?"


def _choice_fault(text: str, options: tuple[str, ...]) -> _Fault:
    if text in options:
        return None
    nearest = get_close_matches(text[:80].casefold(), options, 1)
    allowed = " or ".join(f"`{option}`" for option in nearest or options)
    return "bad-choice", f"cannot be {quoted(text)}; write {allowed}"


def _number_fault(scalar: Scalar, kind: Whole) -> _Fault:
    most = kind.most if kind.most is not None else _next_year()
    whole = re.fullmatch(r"[1-9][0-9]{0,8}", scalar.text)
    if not whole or not kind.least <= int(scalar.text) <= most:
        allowed = f"a whole number from {kind.least} to {most}"
        return "bad-number", f"must be {allowed}, not {quoted(scalar.text)}"
    if not scalar.plain:
        return "bad-number", f"must be a number; write {scalar.text} without quotes"
    return None


@cache
def _next_year() -> int:
    return datetime.now(UTC).year + 1


def _date_fault(scalar: Scalar) -> _Fault:
    if not re.fullmatch(r"\d{4}-\d\d-\d\d", scalar.text, re.ASCII):
        return "bad-date", f"must be a date such as 2026-01-31, not {quoted(scalar.text)}"
    try:
        date.fromisoformat(scalar.text)
    except ValueError:
        return "bad-date", f"cannot be {quoted(scalar.text)}: there is no such day"
    return None
