"""What is told of a file beside its syntax errors, and how large it may be for that."""

import pytest
from reading_graph import salvage
from support.toy import TOY, changed, errors, reading

BROKEN = changed("title: Rye Has No Gluten", "title: Rye: Has No Gluten").replace(
    "year: 1951", "year: next"
)


def rules(text: str) -> list[str]:
    return [problem.rule for problem in errors(reading(text))]


def test_what_is_wrong_elsewhere_is_told_too() -> None:
    assert rules(BROKEN) == ["bad-number", "syntax"]


@pytest.mark.parametrize(
    ("limit", "size"), [("LARGEST_SALVAGED", len(BROKEN)), ("MOST_ENTRIES", TOY.count("\n  - "))]
)
def test_of_a_larger_file_only_the_first_mistake_is_told(
    limit: str, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(salvage, limit, size)
    assert rules(BROKEN) == ["bad-number", "syntax"]
    monkeypatch.setattr(salvage, limit, size - 1)
    assert rules(BROKEN) == ["syntax"]
