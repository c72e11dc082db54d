"""The parts of a person's name, as the formats of citations want them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Name:
    """`particle` is what stands in lower case before the family's name, `suffix` what comes after
    it: "Jr."
    """

    family: str
    given: str = ""
    particle: str = ""
    suffix: str = ""


def parts(name: str) -> Name | None:
    """The parts of a name that is written first name first, as BibTeX tells them apart; None where
    nothing tells them, as of a group or of a single word.

    >>> parts("Ada Berta van der Krume Jr.")
    Name(family='Krume', given='Ada Berta', particle='van der', suffix='Jr.')
    >>> [parts(name) for name in ("Plato", "Krume, Ada", "Salt and Water", "The Bread Team")]
    [None, None, None, None]
    """
    words = name.split()
    suffix = words.pop() if len(words) > 1 and _SUFFIX.fullmatch(words[-1]) else ""
    if is_group(name) or not _are_of_one_person(words):
        return None
    small = [place for place, word in enumerate(words[:-1]) if _is_small(word)]
    first, last = (small[0], small[-1] + 1) if small else (len(words) - 1, len(words) - 1)
    given, particle, family = words[:first], words[first:last], words[last:]
    return Name(" ".join(family), " ".join(given), " ".join(particle), suffix)


def is_group(name: str) -> bool:
    """Whether its last word says so.

    >>> is_group("The Bread Team"), is_group("Team Krume")
    (True, False)
    """
    return bool(_GROUP.search(name))


def named(authors: Sequence[str]) -> tuple[str, ...]:
    """The authors without a last one that stands for those who are not named.

    >>> named(("Ada Krume", "et al.")), named(("others",))
    (('Ada Krume',), ('others',))
    """
    *first, last = authors or ("",)
    return tuple(first if first and _OTHERS.fullmatch(last) else authors)


def is_east_asian(name: str) -> bool:
    """Whether it is in a script in which the family's name comes first."""
    return bool(_EAST_ASIAN.search(name))


_SUFFIX = re.compile(r"(?:Jr|Sr)\.?|II|III|IV")
_GROUP = re.compile(
    r"(?i)\s(?:team|collaboration|consortium|group|project|community|laboratory)\s*$"
)
_OTHERS = re.compile(r"(?i)\s*(?:(?:and )?others|et al\.?)\s*")
_EAST_ASIAN = re.compile("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")


def _are_of_one_person(words: list[str]) -> bool:
    return (
        len(words) > 1
        and not any("," in word for word in words)
        and "and" not in map(str.lower, words)
        and all(any(map(str.isalpha, word)) for word in words)
    )


def _is_small(word: str) -> bool:
    """Whether its first letter is a small one."""
    return next(letter for letter in word if letter.isalpha()).islower()
