"""With another papers.yaml the project is another list: nothing of the first one is left."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from support.builds import ROOT, clone
from support.pages import Site
from support.toy import TOY

NAME = "Reading about Bread"
FIRST = (
    "transformers?", "attention", "neural", "optimi[sz]ers?", "(instruct)?gpt[0-9]?", "lstm",
    "back-?prop(agation)?", "resnet", "layernorm", "gelu", "swiglu", "adamw?", "rlhf", "llms?",
)  # fmt: skip


@pytest.fixture(scope="module")
def bread(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """What a fork builds that has changed nothing but its list."""
    fork = clone(tmp_path_factory.mktemp("fork") / "bread")
    (fork.root / "papers.yaml").write_text(TOY, encoding="utf-8")
    run = fork.build("--strict")
    assert (run.status, run.err) == (0, "")
    return Site(fork.root / "site")


def test_no_file_of_its_site_has_a_word_of_the_first_list(bread: Site) -> None:
    texts = {path: text(path) for path in sorted(bread.root.rglob("*")) if path.is_file()}
    assert len(texts) > 40
    assert found_in(texts) == {}


def test_no_form_has_a_word_of_the_first_list() -> None:
    forms = {path: text(path) for path in (ROOT / ".github").rglob("*.yml")}
    assert len(forms) > 5
    assert found_in(forms) == {}


def found_in(texts: dict[Path, str]) -> dict[str, str]:
    words = re.compile(rf"\b({'|'.join(FIRST)})\b", re.IGNORECASE)
    return {str(path): match[0] for path, said in texts.items() if (match := words.search(said))}


def text(path: Path) -> str:
    """What a file says; of an image or a packed file, what can be read of it."""
    return path.read_bytes().decode("utf-8", errors="replace")


def test_such_a_word_would_be_found() -> None:
    said = {Path(word): f"a {word}, say" for word in ("GPT", "Back-propagation", "resnet", "Adam")}
    assert len(found_in(said)) == len(said)


def test_its_name_is_on_every_page(bread: Site) -> None:
    for page in bread.pages.values():
        assert page.title.endswith(NAME)
        assert NAME in page.root.one("header", class_="md-header").text
    assert bread.data["title"] == NAME
    assert bread.pages[""].content.one("h1").text.startswith(NAME)
