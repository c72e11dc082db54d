"""What the documentation says against what the code does."""

import re
from pathlib import Path

import pytest
from reading_graph import pages, views
from reading_graph.explanation import rules_page
from reading_graph.fields import (
    CATALOGUE,
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
from reading_graph.schema import json_schema
from support.builds import Built

ROOT = Path(__file__).parents[1]
FORMAT = (ROOT / "docs" / "catalogue-format.md").read_text(encoding="utf-8")
README = (ROOT / "README.md").read_text(encoding="utf-8")


def records(kind: Kind) -> list[Record]:
    """The record and all that it holds, itself first."""
    if isinstance(kind, ListOf):
        return records(kind.item)
    if not isinstance(kind, Record):
        return []
    inner = [record for field in kind.fields for record in records(field.kind)]
    return list(dict.fromkeys([kind, *inner]))


def holds(kind: Kind) -> str:
    """What a field holds, as the documentation words it."""
    match kind:
        case Whole(least=least, most=most):
            return f"whole number, {least} to {f'{most:,}' if most else 'next year'}"
        case Day():
            return "date, `YYYY-MM-DD`"
        case Choice(options=options):
            return " or ".join(f"`{option}`" for option in options)
        case ListOf(item=item, most=most):
            return f"list of {plural(item)}" + (f"; at most {most:,} items" if most else "")
    return text_held(kind)


def text_held(kind: Kind) -> str:
    match kind:
        case Text(most=most, markdown=markdown):
            return f"{'Markdown' if markdown else 'one line'}, at most {most:,} characters"
        case Address(most=most):
            return f"http(s) address, at most {most:,} characters"
        case Slug(of=where):
            return f"id from `{where}`" if where else "id"
        case Pattern():
            return "text, as in the example"
    raise AssertionError(kind)


def plural(kind: Kind) -> str:
    match kind:
        case Record(name=name):
            return f"[{name}s](#{name}s)"
        case Text(most=most):
            return f"lines of at most {most:,} characters"
    return holds(kind).replace("id", "ids", 1)


def row(field: Field) -> str:
    required = " **Required.**" if field.required else ""
    return f"| `{field.name}` | {holds(field.kind)} | {field.says}.{required} | `{field.example}` |"


FIELDS = [(record, field) for record in records(CATALOGUE) for field in record.fields]


@pytest.mark.parametrize(
    ("record", "field"), FIELDS, ids=[f"{record.name}-{field.name}" for record, field in FIELDS]
)
def test_the_format_page_has_a_row_for_every_field(record: Record, field: Field) -> None:
    assert row(field) in chapter(record)


def test_the_format_page_has_no_row_for_anything_else() -> None:
    rows = re.findall(r"^\| `.*$", FORMAT, re.MULTILINE)
    assert sorted(rows) == sorted(row(field) for _, field in FIELDS)


def test_the_schema_in_docs_is_the_one_of_the_field_table() -> None:
    assert (ROOT / "docs" / "papers.schema.json").read_text("utf-8") == json_schema(), (
        "it is an old one; run: python3 scripts/check.py --schema > docs/papers.schema.json"
    )


def test_the_page_of_the_rules_is_what_they_and_the_checker_say() -> None:
    assert (ROOT / "docs" / "problems.md").read_text("utf-8") == rules_page(), (
        "it is an old one; run: python3 scripts/check.py --explain all > docs/problems.md"
    )


def test_editors_find_the_schema_by_the_first_line_of_the_list() -> None:
    first = (ROOT / "papers.yaml").read_text("utf-8").splitlines()[0]
    assert first == "# yaml-language-server: $schema=docs/papers.schema.json"


def test_the_picture_in_the_readme_is_the_picture_of_the_list(real: Built) -> None:
    path = re.search(r"!\[[^\]]+\]\(([^)]+)\)", README)
    assert path, "the README shows no picture"
    now = real.site.root / "data" / "graph.svg"
    assert (ROOT / path[1]).read_bytes() == now.read_bytes(), (
        f"the picture is an old one; run: "
        f"python3 scripts/build.py && cp site/data/graph.svg {path[1]}"
    )


def test_every_file_that_the_readme_names_is_there() -> None:
    named = re.findall(r"\]\((?!http)([^)#]+)\)", README) + re.findall(
        r"^\| `([^`]+)`", README, re.MULTILINE
    )
    missing = [name for name in named if not (ROOT / name).exists()]
    assert len(named) > 8
    assert missing == []


def test_ci_runs_the_test_command_of_the_readme() -> None:
    commands = re.findall(r"^```sh\n(.+)\n```", README, re.MULTILINE)
    script = (ROOT / ".ci" / "run").read_text(encoding="utf-8")
    assert "python3 scripts/test.py" in commands
    assert script.rstrip().endswith("exec python3 scripts/test.py")


def chapter(record: Record) -> str:
    """The text under the heading of a record."""
    parts = re.split(r"^## (.+)$", FORMAT, flags=re.MULTILINE)
    chapters = dict(zip(parts[1::2], parts[2::2], strict=True))
    return chapters["The file" if record is CATALOGUE else f"{record.name.capitalize()}s"]


def test_what_is_not_drawn_of_a_large_list_is_told() -> None:
    template = Path(pages.__file__).with_name("templates") / "section.md"
    indexed = re.findall(r"MOST_WITHOUT_INDEX = (\d+)", template.read_text("utf-8"))
    limits = [pages.MOST_ON_HOME, pages.MOST_ON_PATH, pages.MOST_LISTED, views.MOST_IN_SECTION]
    limits += [views.MOST_AT_FIRST, views.MOST_DRAWN, views.MOST_ARROWS]
    page = (ROOT / "docs" / "your-own-list.md").read_text("utf-8")
    table = page[page.index("| with more than |") : page.index("## Where it is kept")]
    assert re.findall(r"\b\d[\d,]*\b", table) == [*indexed, *(f"{limit:,}" for limit in limits)]
