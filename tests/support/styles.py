"""A short list written in one of the many ways that YAML has, as people do and as they might."""

from __future__ import annotations

import json
from dataclasses import dataclass
from random import Random

BOM = b"\xef\xbb\xbf"
NOTES = "Flour, water.\n\n- time: long\n# no comment\n"


@dataclass(frozen=True)
class Written:
    """A file, and whether its papers begin on lines of their own, so that one more can."""

    data: bytes
    has_lines: bool


def written(seed: int) -> Written:
    """A list without errors, whose way of being written the seed decides."""
    writer = _Writer(Random(seed))
    return Written(writer.file(), writer.has_lines)


class _Writer:
    def __init__(self, random: Random) -> None:
        self.random = random
        self.dash = random.choice([0, 0, 2, 2, 2, 3, 4])
        self.gap = random.choice([1, 1, 1, 2, 3])
        self.has_comments = random.random() < 0.6
        self.blank_between = random.random() < 0.6
        self.papers_in = random.choice(["lines", "lines", "lines", "brackets", "one line"])
        self.number = random.choice([0, 1, 1, 2, 3, 6])
        self.json = random.choice([None, 2]) if random.random() < 0.1 else 0
        in_lines = self.papers_in != "one line" if self.json == 0 else self.json == 2
        self.has_lines = bool(self.number) and in_lines

    def file(self) -> bytes:
        random = self.random
        text = self._lines() if self.json == 0 else self._json()
        end = random.choice(["\n", "\n", "\r\n", "\r\n", "\r"])
        if random.random() < 0.3:
            text = text.rstrip("\n")
        return BOM * (random.random() < 0.2) + text.replace("\n", end).encode()

    def _json(self) -> str:
        content = {"sections": self._sections(), "papers": self._papers()}
        return json.dumps(content, indent=self.json, ensure_ascii=False) + "\n"

    def _lines(self) -> str:
        parts = [
            "title: Bread  # not only\n",
            'sections: [{id: dough, title: Dough}, {id: "oven", title: Oven}]\n',
            self._papers_part(),
        ]
        self.random.shuffle(parts)
        start = self.random.choice(["", "---\n", "# A list\n\n", "\n"])
        return (
            start
            + self.random.choice(["", "\n"]).join(parts)
            + self.random.choice(["", "", "\n\n", "# the end\n", "...\n", "\n  # an end\n"])
        )

    def _sections(self) -> list[dict[str, str]]:
        return [{"id": "dough", "title": "Dough"}, {"id": "oven", "title": "Oven"}]

    def _papers(self) -> list[dict[str, object]]:
        return [
            {
                "id": f"p{n}",
                "title": self.random.choice(["Yeast, a: Fungus", "Salt", "On Öl"]) + f" {n}",
                "section": self.random.choice(["dough", "dough", "oven"]),
                "year": 1900 + n,
            }
            for n in range(self.number)
        ]

    def _papers_part(self) -> str:
        key = self.random.choice(["papers:", "papers:", '"papers":', "papers :"])
        papers = self._papers()
        if not papers:
            return key + self.random.choice([" []\n", " [ ]\n", " []  # none yet\n", " [\n]\n"])
        if self.papers_in == "one line":
            return f"{key} [{', '.join(map(self._in_braces, papers))}]\n"
        if self.papers_in == "brackets":
            items = ",\n  ".join(map(self._in_braces, papers))
            comma = self.random.choice(["", ","])
            return f"{key} [\n  {items}{comma}\n]\n"
        between = "\n" if self.blank_between else ""
        return f"{key}{self._comment(' ')}\n" + between.join(map(self._entry, papers))

    def _in_braces(self, paper: dict[str, object]) -> str:
        return "{" + ", ".join(f"{key}: {json.dumps(value)}" for key, value in paper.items()) + "}"

    def _entry(self, paper: dict[str, object]) -> str:
        margin = " " * self.dash
        above = f"{margin}# above\n" if self.has_comments and self.random.random() < 0.3 else ""
        if self.random.random() < 0.15:
            return f"{above}{margin}- {self._in_braces(paper)}{self._comment(' ')}\n"
        inner = " " * (self.dash + 1 + self.gap)
        lines = [self._pair(key, value, inner) for key, value in paper.items()]
        self.random.shuffle(lines)
        lines.append(self._last(inner))
        first = f"{margin}-\n" if self.random.random() < 0.1 else f"{margin}-{' ' * self.gap}"
        joined = "".join(inner + line for line in lines)
        return above + first + (joined if first.endswith("\n") else joined.removeprefix(inner))

    def _pair(self, key: str, value: object, inner: str) -> str:
        if key == "title" and self.random.random() < 0.3:
            return f'{key}: {json.dumps(value)[:-1]}\n{inner}  folded"\n'
        return f"{key}: {json.dumps(value, ensure_ascii=False)}{self._comment(' ')}\n"

    def _last(self, inner: str) -> str:
        style = self.random.choice(["|", "|-", "|+", ">", "|2", "plain", "none"])
        if style == "none":
            return f"tags: [sour, rye]{self._comment(' ')}\n"
        if style == "plain":
            return f"notes: Flour, water\n{inner}  and time.\n" + self._comment(inner) + "\n"
        block = "".join(f"{inner}  {line}\n" if line else "\n" for line in NOTES.split("\n"))
        return f"notes: {style}\n{block}" + "\n" * self.random.choice([0, 0, 1, 2])

    def _comment(self, before: str) -> str:
        return f"{before}# mine" if self.has_comments and self.random.random() < 0.3 else ""
