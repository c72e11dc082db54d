"""A paper's entry as text of papers.yaml, in the two ways that YAML has for it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import fields
from datetime import date
from typing import Any

from .model import Need, Paper
from .source import as_written

LONGEST_LINE = 100
_DEFAULTS = {field.name: field.default for field in fields(Paper)}


def block_entry(paper: Paper) -> list[str]:
    r"""The lines of an entry, as they stand after the dash; only what the paper has.

    For papers whose texts are of one line each, as all fields but the notes are.

    >>> needs = (Need("yeast", "It rises: or not"), Need("flour"))
    >>> bread = Paper("bread", "On Bread", "loaves", authors=("Ada", "Bo, Jr"), needs=needs)
    >>> print("\n".join(block_entry(bread)))
    id: bread
    title: On Bread
    section: loaves
    authors: [Ada, "Bo, Jr"]
    needs:
      - paper: yeast
        why: "It rises: or not"
      - flour
    """
    return [line for key, value in _given(paper) for line in _lines(key, value)]


def flow_entry(paper: Paper) -> str:
    """The same inside brackets, on one line. It is JSON, so that a list that is stays so.

    >>> flow_entry(Paper("bread", "On Bread", "loaves", year=1988, needs=(Need("yeast"),)))
    '{"id": "bread", "title": "On Bread", "section": "loaves", "year": 1988, "needs": ["yeast"]}'
    """
    return json.dumps(dict(_given(paper)), default=_json_value, ensure_ascii=False)


def _given(paper: Paper) -> Iterator[tuple[str, Any]]:
    """The fields that say something, by their keys."""
    for key, default in _DEFAULTS.items():
        if (value := getattr(paper, key)) != default:
            yield key, [_bare(need) for need in value] if key == "needs" else value


def _bare(need: Need) -> str | dict[str, str]:
    return {"paper": need.paper, "why": need.why} if need.why else need.paper


def _lines(key: str, value: Any) -> Iterator[str]:
    match value:
        case str():
            yield f"{key}: {as_written(value)}"
        case list() | tuple():
            yield from _list_lines(key, value)
        case _:
            yield f"{key}: {value}"


def _list_lines(key: str, items: Any) -> Iterator[str]:
    """On one line, if it is not too long for it and every item is a text."""
    if all(isinstance(item, str) for item in items):
        line = f"{key}: [{', '.join(as_written(item, in_brackets=True) for item in items)}]"
        if len(line) <= LONGEST_LINE:
            yield line
            return
    yield f"{key}:"
    for item in items:
        pairs = item.items() if isinstance(item, dict) else ()
        written = [f"{key}: {as_written(text)}" for key, text in pairs] or [as_written(item)]
        yield from (f"  {'-' if n == 0 else ' '} {line}" for n, line in enumerate(written))


def _json_value(value: object) -> str:
    assert isinstance(value, date)
    return value.isoformat()
