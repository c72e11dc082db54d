"""The schema for editors: it takes what the checker takes, and marks most of what it does not."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml
from reading_graph.rules import EXAMPLE, RULES
from reading_graph.schema import json_schema
from support.toy import TOY

ROOT = Path(__file__).parents[1]
SCHEMA = json.loads(json_schema())
SEEN_BY_EDITORS = [
    "wrong-type", "missing-key", "unknown-key", "too-many", "empty", "needs-quotes", "too-long",
    "bad-id", "reserved-id", "bad-identifier", "bad-url", "bad-choice", "bad-number", "bad-date",
]  # fmt: skip


class Loader(yaml.SafeLoader):
    """Reads dates as an editor does: as the text that they are."""


Loader.yaml_implicit_resolvers = {
    letter: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(":timestamp")]
    for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def faults(text: str | bytes) -> list[str]:
    validator = jsonschema.Draft7Validator(SCHEMA)
    document: Any = yaml.load(text, Loader)
    return [fault.json_path for fault in validator.iter_errors(document)]


def test_it_is_a_schema_of_draft_07() -> None:
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    jsonschema.Draft7Validator.check_schema(SCHEMA)


@pytest.mark.parametrize(
    "text",
    [TOY, EXAMPLE, (ROOT / "papers.yaml").read_text("utf-8"), "sections: []\npapers: []\n"],
    ids=["toy", "example", "the list itself", "empty"],
)
def test_it_takes_sound_lists(text: str) -> None:
    assert faults(text) == []


@pytest.mark.parametrize("rule", SEEN_BY_EDITORS)
def test_what_one_value_does_wrong_is_marked(rule: str) -> None:
    assert faults(RULES[rule].broken) != []
    assert faults(RULES[rule].mended) == []


def test_every_field_says_what_it_is_for() -> None:
    paper = SCHEMA["properties"]["papers"]["items"]["properties"]
    assert paper["year"]["description"] == ("The year of its first public version.\n\nyear: 2016")
    assert all(field["description"] for field in paper.values())


def test_the_site_publishes_it(real: Any) -> None:
    assert (real.site.root / "papers.schema.json").read_text("utf-8") == json_schema()
