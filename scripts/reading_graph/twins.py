"""Which of many papers, or works, one is: found at once, however many there are."""

from __future__ import annotations

import re
import unicodedata
from typing import Generic, TypeVar

from .identifiers import without_version
from .imports.works import Work
from .model import Paper

LETTERS_BEFORE_A_SLIP = 3
"""What differs at its beginning is another word: macro- and micro-, emission and omission."""

_ARTICLES = frozenset({"a", "an", "the"})
_Known = TypeVar("_Known", Paper, Work)
_Gap = tuple[tuple[str, ...], tuple[str, ...]]


class Twins(Generic[_Known]):
    """Those that are known, by their arXiv ids, their DOIs and their titles."""

    def __init__(self) -> None:
        self._by_id: dict[str, _Known] = {}
        self._by_letters: dict[str, _Known] = {}
        self._by_gap: dict[_Gap, list[tuple[str, _Known]]] = {}

    def add(self, one: _Known) -> None:
        """What is known first stays so."""
        words = _words(one.title)
        for id_ in _ids(one):
            self._by_id.setdefault(id_, one)
        self._by_letters.setdefault("".join(words), one)
        for word, gap in _gaps(words):
            self._by_gap.setdefault(gap, []).append((word, one))

    def by_id(self, work: Work) -> _Known | None:
        """The one that has the arXiv id or the DOI of a work."""
        return next((self._by_id[id_] for id_ in _ids(work) if id_ in self._by_id), None)

    def by_title(self, work: Work) -> _Known | None:
        """The one whose title is that of a work but for case, signs, accents, and a letter in one
        word.
        """
        words = _words(work.title)
        if same := self._by_letters.get("".join(words)):
            return same
        for word, gap in _gaps(words):
            for other, one in self._by_gap.get(gap, ()):
                if _is_slip(word, other):
                    return one
        return None


def _ids(one: Paper | Work) -> list[str]:
    arxiv = [without_version(one.arxiv)] if one.arxiv else []
    return [*arxiv, *([one.doi.casefold()] if one.doi else [])]


def _words(title: str) -> list[str]:
    letters = unicodedata.normalize("NFKD", title.casefold())
    plain = "".join(c for c in letters if not unicodedata.combining(c))
    return [word for word in re.findall(r"[\w+#]+", plain) if word not in _ARTICLES] or [title]


def _gaps(words: list[str]) -> list[tuple[str, _Gap]]:
    """Each word, and what stands before and after it."""
    return [(word, (tuple(words[:n]), tuple(words[n + 1 :]))) for n, word in enumerate(words)]


def _is_slip(one: str, other: str) -> bool:
    """Whether two words are the same but for one letter, which is there, is not, or is another.

    >>> _is_slip("optimisation", "optimization"), _is_slip("modeling", "modelling")
    (True, True)
    >>> _is_slip("supervised", "unsupervised"), _is_slip("gpt2", "gpt3"), _is_slip("cat", "cats")
    (False, False, False)
    """
    if not (one + other).isalpha():
        return False
    start = next(
        (n for n, pair in enumerate(zip(one, other, strict=False)) if len(set(pair)) > 1), 0
    )
    rest, others = one[start:], other[start:]
    ends = {rest[1:], rest} & {others[1:], others}
    return start >= LETTERS_BEFORE_A_SLIP and any(map(len, ends))
