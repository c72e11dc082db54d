"""The schema of the published list: it takes every list as it is published, and nothing else."""

from __future__ import annotations

import copy
import json
from collections.abc import Callable, Iterator
from typing import Any

import jsonschema
from reading_graph.exports.catalogue_json import catalogue_json
from reading_graph.exports.catalogue_schema import catalogue_schema
from reading_graph.graph import ReadingGraph
from support.builds import Built
from support.graphs import graph_of
from support.toy import TOY

SCHEMA = json.loads(catalogue_schema())
VALIDATOR = jsonschema.Draft7Validator(SCHEMA)
WHOLE = json.loads(catalogue_json(graph_of(TOY)))
Path = tuple[str | int, ...]


def keys(value: Any, path: Path = ()) -> Iterator[Path]:
    """Where every key of a document stands, one entry of each list standing for all."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield (*path, key)
            yield from keys(inner, (*path, key))
    elif isinstance(value, list) and value:
        fullest = max(range(len(value)), key=lambda place: len(json.dumps(value[place])))
        yield from keys(value[fullest], (*path, fullest))


PLACES = [*keys(WHOLE), *keys(WHOLE["papers"][5]["needs"], ("papers", 5, "needs"))]
NULL = {
    ("title",), "summary", "short", "year", "venue", "arxiv", "doi", "url", "tldr", "notes", "why",
    "minutes", "added",
}  # fmt: skip
"""What may be null: the title of the whole list, and keys by their name."""


def changed(path: Path, change: Callable[[Any, Any], object]) -> Any:
    """The document, after something was done to the holder of a key."""
    document = copy.deepcopy(WHOLE)
    holder = document
    for step in path[:-1]:
        holder = holder[step]
    change(holder, path[-1])
    return document


def held(path: Path, other: Any) -> Any:
    """The document with another value in a place."""
    return changed(path, lambda holder, key: holder.update({key: other}))


def others(path: Path) -> list[Any]:
    """Values of every type but those that may stand in a place."""
    value = WHOLE
    for step in path:
        value = value[step]
    may_be_null = value is None or path in NULL or path[-1] in NULL
    kinds: list[Any] = ["text", 7.5, True, {"key": "text"}, *([] if may_be_null else [None])]
    return [[7.5], *(kind for kind in kinds if type(kind) is not type(value))]


def test_it_is_a_schema_of_draft_07() -> None:
    jsonschema.Draft7Validator.check_schema(SCHEMA)


def test_it_takes_every_list_as_it_is_published(graph: ReadingGraph) -> None:
    document = json.loads(catalogue_json(graph))
    assert [fault.json_path for fault in VALIDATOR.iter_errors(document)] == []
    assert document["$schema"] == "catalogue.schema.json"


def test_a_document_with_a_key_that_is_missing_added_or_of_another_type_is_refused() -> None:
    for path in PLACES:
        wrong = [
            changed(path, lambda holder, key: holder.pop(key)),
            changed(path, lambda holder, key: holder.update({f"{key}-more": holder[key]})),
            *(held(path, other) for other in others(path)),
        ]
        assert [document for document in wrong if VALIDATOR.is_valid(document)] == [], path


def test_what_a_list_does_not_say_is_null_or_empty() -> None:
    place, rye = len(WHOLE["papers"]) - 1, WHOLE["papers"][-1]
    said = {"id", "title", "section", "needs", "status", "order", "depth", "page"}
    assert all(value in (None, []) for key, value in rye.items() if key not in said)
    for key in rye:
        assert VALIDATOR.is_valid(held(("papers", place, key), None)) == (key in NULL)


def test_no_value_is_outside_the_limits_of_the_format() -> None:
    for key, value in {"year": 15, "minutes": 0, "order": 0, "depth": -1, "page": "x#y"}.items():
        assert not VALIDATOR.is_valid(held(("papers", 0, key), value))


def test_a_site_has_it(toy: Built) -> None:
    assert toy.site.read("data/catalogue.schema.json") == catalogue_schema()
