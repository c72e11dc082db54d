"""A list as large as one likes, made up, in the shape of our own: what speed is measured on."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from itertools import accumulate

SECTIONS = 20
_NEAR = 200
_KINDS_OF_WORDS = 3_000
_SYLLABLES = [first + vowel for first in "bdfghklmprstvwz" for vowel in ("a", "e", "i", "o", "u")]
_ENDINGS = ["", "", "n", "r", "s", "t", "ng", "st"]


def specimen(papers: int, sections: int = SECTIONS) -> str:
    """A sound papers.yaml: of every paper notes of a page, and two or three needs with reasons.

    The same for the same numbers, and that of fewer papers begins like it.
    """
    writer = _Writer(sections)
    lines = ["title: Kites", "sections:"]
    lines += [f"  - {{id: s{number}, title: Section {number}}}" for number in range(sections)]
    lines.append("papers:")
    for number in range(papers):
        lines += writer.entry(number)
    return "\n".join([*lines, ""])


class _Writer:
    """Writes one entry after the other. A few words make up most of the text, as in any language:
    what is random through and through, or always the same, has another weight when it is sent.
    """

    def __init__(self, sections: int) -> None:
        self.chance = random.Random(0)
        self.sections = sections
        self.known = list(dict.fromkeys(self.new_word() for _ in range(_KINDS_OF_WORDS)))
        self.known.sort(key=len)
        self.weights = list(accumulate(1 / (rank + 12) for rank in range(len(self.known))))

    def entry(self, number: int) -> Iterator[str]:
        needs = self.needs(number)
        yield f"  - id: paper-{number}"
        yield f'    title: "{self.phrase(8).title()}, {number}"'
        if number % 4 < 2:
            yield f"    short: {self.phrase(1).title()}-{number}"
        yield f"    section: s{number % self.sections}"
        yield f"    authors: [{', '.join(self.phrase(2).title() for _ in range(3))}]"
        yield f"    year: {1950 + number // 200}"
        yield f"    doi: 10.5555/kite.{number}"
        yield f"    tldr: {self.sentence(15)}"
        yield "    notes: |"
        yield from (f"      {line}".rstrip() for line in self.notes(number, needs))
        if needs:
            yield "    needs:"
        for need in needs:
            yield f"      - paper: paper-{need}"
            yield f"        why: {self.sentence(18)}"
        yield f"    minutes: {30 + number % 90}"
        yield f"    tags: [{', '.join(dict.fromkeys(self.words(2)))}]"
        yield "    added: 2026-01-01"

    def needs(self, number: int) -> list[int]:
        """About half of them from the paper's own section, none from very long ago."""
        before = range(max(0, number - _NEAR), number)
        wanted = min(len(before), 2 + (number % 2 or number < SECTIONS))
        own = before[-self.sections :: -self.sections]
        chosen = set(self.chance.sample(own, min(len(own), self.chance.randint(0, wanted))))
        while len(chosen) < wanted:
            chosen.add(self.chance.choice(before))
        return sorted(chosen)

    def notes(self, number: int, needs: Sequence[int]) -> Iterator[str]:
        """Of 150 to 250 words, with a formula; here and there with a list, or a formula on a line
        of its own.
        """
        yield from self.paragraph(self.chance.randint(60, 90))
        if number % 3 == 0:
            yield from (f"- {self.sentence(9)}" for _ in range(3))
            yield ""
        yield from self.paragraph(self.chance.randint(48, 72))
        if number % 4 == 0:
            yield f"$$\\mathrm{{{self.phrase(1)}}}(x) = \\frac{{x_i}}{{\\sqrt{{{number} + y^2}}}}$$"
            yield ""
        named = " and ".join(f"[[paper-{need}]]" for need in needs)
        yield f"*{self.phrase(3)}* is $F = {number} x^2$, as in {named or 'none'}."
        yield from self.paragraph(self.chance.randint(60, 96))

    def paragraph(self, words: int) -> Iterator[str]:
        """Some sentences of so many words together, and the blank line that ends them."""
        text = " ".join(self.sentence(12) for _ in range(words // 12)).split(" ")
        yield from (" ".join(text[start : start + 13]) for start in range(0, len(text), 13))
        yield ""

    def sentence(self, words: int) -> str:
        return f"{self.phrase(words).capitalize()}."

    def phrase(self, words: int) -> str:
        return " ".join(self.words(words))

    def words(self, number: int) -> list[str]:
        return self.chance.choices(self.known, cum_weights=self.weights, k=number)

    def new_word(self) -> str:
        """None begins with a vowel, y or n: YAML takes none for anything else than a word."""
        syllables = self.chance.choices(_SYLLABLES, k=self.chance.choice((1, 2, 2, 3, 3, 4)))
        return "".join(syllables) + self.chance.choice(_ENDINGS)
