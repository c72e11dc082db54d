"""Fourteen papers, made up: their picture fits on a wide screen, and not on a phone."""

from __future__ import annotations

import yaml

NEEDS = [[], [0], [0], [], [3, 9], [0], [5], [0], [7], [1, 2, 7], [9, 3, 8], [9], [], [10, 12]]
"""Of each paper, by their numbers."""
BACKGROUND = {3: [0], 9: [6], 11: [10], 12: [0]}
SECTIONS = [0, 0, 0, 0, 0, 0, 0, 1, 1, 2, 2, 2, 3, 3]
PLANNED = {4, 5, 6}
NOTES = "A kite flies where the wind and the line agree, and *falls* where they do not. " * 4


def _entry(number: int) -> dict[str, object]:
    entry: dict[str, object] = {
        "id": f"paper-{number}",
        "title": f"On the Flight of Kites, Part {number}",
        "short": f"Kites {number}",
        "section": f"s{SECTIONS[number]}",
        "authors": ["Ada Krume", "Berta Gär"],
        "year": 1980 + number,
        "url": f"https://example.org/{number}",
        "tldr": f"What part {number} says of kites.",
        "needs": [{"paper": f"paper-{n}", "why": "What holds it."} for n in NEEDS[number]],
        "background": [f"paper-{n}" for n in BACKGROUND.get(number, [])],
        "minutes": 30 + number,
        "added": "2026-01-01",
    }
    return {**entry, **({"status": "planned"} if number in PLANNED else {"notes": NOTES})}


FEW = yaml.safe_dump(
    {
        "title": "Kites",
        "summary": NOTES,
        "sections": [
            {"id": f"s{number}", "title": f"Section {number}", "summary": NOTES}
            for number in range(4)
        ],
        "papers": [_entry(number) for number in range(len(NEEDS))],
    },
    allow_unicode=True,
    sort_keys=False,
).replace("'2026-01-01'", "2026-01-01")

PACKAGE = "scripts/reading_graph"
SMALLER = [
    (f"{PACKAGE}/views.py", "MOST_DRAWN, MOST_ARROWS = 1_000", "MOST_DRAWN, MOST_ARROWS = 3"),
    (f"{PACKAGE}/views.py", "MOST_IN_SECTION = 150", "MOST_IN_SECTION = 3"),
    (f"{PACKAGE}/views.py", "MOST_AT_FIRST = 150", "MOST_AT_FIRST = 3"),
    (f"{PACKAGE}/templates/section.md", "MOST_WITHOUT_INDEX = 20", "MOST_WITHOUT_INDEX = 2"),
    ("docs/assets/focus.js", "? 6 : 12", "? 1 : 2"),
]
"""What makes these few papers too many for a picture: files, and their numbers made smaller."""
