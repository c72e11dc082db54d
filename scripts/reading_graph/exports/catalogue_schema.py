"""data/catalogue.schema.json: what data/catalogue.json holds, read off the table of the format."""

from __future__ import annotations

import json

from ..fields import CATALOGUE, NEED, PAPER, SLUG, Choice, Field, Kind, ListOf, Record
from ..schema import DRAFT_07, Schema, described, schema
from .catalogue_json import SCHEMA, VERSION


def catalogue_schema() -> str:
    """As JSON Schema, draft 07. Every key is there: what a list need not say is null or empty."""
    document = _record(CATALOGUE)
    document["properties"] = {
        "$schema": {"const": SCHEMA},
        "version": {"const": VERSION},
        **document["properties"],
    }
    document["required"] = list(document["properties"])
    whole = {"$schema": DRAFT_07, "title": "A reading list, as it is published", **document}
    return json.dumps(whole, indent=2, ensure_ascii=False) + "\n"


_RECKONED: dict[str, Schema] = {
    "order": {"description": "Its step in the reading order.", "type": "integer", "minimum": 1},
    "depth": {
        "description": "How many papers the longest chain of needs below it has.",
        "type": "integer",
        "minimum": 0,
    },
    "leads_to": {
        "description": "The ids of the papers that need it, in reading order.",
        "type": "array",
        "items": schema(NEED.by_name["paper"].kind),
    },
    "page": {
        "description": "Where it is on the site, from its root.",
        "type": "string",
        "pattern": f"^sections/{SLUG}/#{SLUG}$",
    },
}
"""What a paper has that no list says."""


def _published(kind: Kind) -> Schema:
    match kind:
        case Record():
            return _record(kind)
        case ListOf(item=item):
            return schema(kind) | {"items": _published(item)}
    return schema(kind)


def _record(kind: Record) -> Schema:
    properties = {field.name: _field(field) for field in kind.fields}
    if kind is PAPER:
        properties |= _RECKONED
    return {
        "type": "object",
        "additionalProperties": False,
        "required": list(properties),
        "properties": properties,
    }


def _field(field: Field) -> Schema:
    """A list is empty where it is not said, a choice the usual one."""
    found = _published(field.kind)
    if not field.required and not isinstance(field.kind, ListOf | Choice):
        found |= {"type": [found["type"], "null"]}
    return {"description": described(field), **found}
