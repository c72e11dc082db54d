"""A list as large as one likes, made up: what speed is measured on."""

from __future__ import annotations

import random
from collections.abc import Iterator

SECTIONS = 20
_NEAR = 200
_WORDS = ("bridle", "frame", "gust", "keel", "kite", "knot", "lift", "line", "reel", "sail", "tail")


def specimen(papers: int) -> str:
    """A sound papers.yaml: of every paper notes, and two or three needs with their reasons.

    The same for the same number, and that of a smaller one begins like it.
    """
    chance = random.Random(0)  # noqa: S311 which is the same everywhere, on purpose
    lines = ["title: Kites", "sections:"]
    lines += [f"  - {{id: s{number}, title: Section {number}}}" for number in range(SECTIONS)]
    lines.append("papers:")
    for number in range(papers):
        lines += _entry(number, chance)
    return "\n".join([*lines, ""])


def _entry(number: int, chance: random.Random) -> Iterator[str]:
    yield f"  - id: paper-{number}"
    yield f'    title: "{_words(8, chance)}, {number}"'
    yield f"    section: s{number % SECTIONS}"
    yield f"    authors: [{', '.join(_words(2, chance).title() for _ in range(3))}]"
    yield f"    year: {1950 + number // 200}"
    yield f"    doi: 10.5555/kite.{number}"
    yield f"    tldr: {_words(15, chance)}."
    yield "    notes: |"
    for _ in range(8):
        yield f"      {_words(13, chance)}"
    before = range(max(0, number - _NEAR), number)
    needs = sorted(chance.sample(before, min(len(before), 2 + (number % 2 or number < SECTIONS))))
    named = " and ".join(f"[[paper-{need}]]" for need in needs)
    yield f"      $F = {number} x^2$, as in {named or 'none'}."
    if needs:
        yield "    needs:"
    for need in needs:
        yield f"      - paper: paper-{need}"
        yield f"        why: {_words(8, chance)}"
    yield f"    minutes: {30 + number % 90}"
    yield f"    tags: [{', '.join(chance.sample(_WORDS, 2))}]"
    yield "    added: 2026-01-01"


def _words(number: int, chance: random.Random) -> str:
    return " ".join(chance.choices(_WORDS, k=number))
