"""The format as JSON Schema, for editors: they complete and check while one types."""

from __future__ import annotations

import json
from typing import Any

from .fields import (
    CATALOGUE,
    LONGEST_SLUG,
    RESERVED,
    SLUG,
    Address,
    Choice,
    Day,
    Field,
    Kind,
    ListOf,
    Pattern,
    Record,
    Slug,
    Text,
    Whole,
)

Schema = dict[str, Any]

DRAFT_07 = "http://json-schema.org/draft-07/schema#"

_LINE = r"^[^\n\r\t]*\S[^\n\r\t]*$"


def json_schema() -> str:
    """Draft 07, which editors know: docs/papers.schema.json.

    What needs the whole list (ids that exist, circles) or a calendar is for the checker.
    """
    document = {"$schema": DRAFT_07, "title": "A reading list", **schema(CATALOGUE)}
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def schema(kind: Kind) -> Schema:
    """Of one kind of value, as it may stand in papers.yaml."""
    match kind:
        case Record():
            return _record(kind)
        case ListOf(item=item, most=most):
            limit = {} if most is None else {"maxItems": most}
            return {"type": "array", "items": schema(item), **limit}
        case Whole(least=least, most=most):
            limit = {} if most is None else {"maximum": most}
            return {"type": "integer", "minimum": least, **limit}
        case Choice(options=options):
            return {"enum": list(options)}
    return {"type": "string", **_text(kind)}


def _text(kind: Kind) -> Schema:
    match kind:
        case Text(most=most, markdown=markdown):
            return {"maxLength": most, "pattern": r"\S" if markdown else _LINE}
        case Slug(of=None):
            return {**_text(Slug("any")), "not": {"enum": sorted(RESERVED)}}
        case Slug():
            return {"maxLength": LONGEST_SLUG, "pattern": f"^{SLUG}$"}
        case Pattern(expression=expression, most=most):
            return {"maxLength": most, "pattern": f"^{expression}$"}
        case Address(most=most):
            return {"maxLength": most, "pattern": r"^[Hh][Tt][Tt][Pp][Ss]?://[!-~]+$"}
        case Day():
            return {"pattern": r"^\d{4}-\d\d-\d\d$"}
    raise AssertionError(f"no schema for {kind}")


def _record(kind: Record) -> Schema:
    whole = {
        "type": "object",
        "additionalProperties": False,
        "required": [field.name for field in kind.required],
        "properties": {field.name: _field(field) for field in kind.fields},
    }
    if kind.bare is None:
        return whole
    return {"anyOf": [schema(kind.by_name[kind.bare].kind), whole]}


def _field(field: Field) -> Schema:
    text = f"{described(field)}\n\n{field.example}"
    return {"description": text, **schema(field.kind)}


def described(field: Field) -> str:
    """What a field is for, as a sentence."""
    return f"{field.says[0].upper()}{field.says[1:]}."
