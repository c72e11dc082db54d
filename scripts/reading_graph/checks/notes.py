"""Notes: their links lead somewhere, their formulas can be set, and they can be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Set

from ..fields import CATALOGUE, ListOf, Record, Text
from ..problems import Problem, Source
from ..skimming import all_formulas_are_known, all_links_are_good, is_flat
from ..source import Entries, Scalar
from ..unshown import Unshown
from ..wording import quoted
from .drafts import doubt, entries, filled


def note_faults(
    root: Entries, source: Source, known: Set[str]
) -> tuple[list[Scalar], list[Problem]]:
    """The ids of no paper that links in Markdown name, and what else is wrong there."""
    doubtful = [
        text
        for text in markdown_texts(root)
        if not (all_links_are_good(text.text, known) and is_flat(text.text))
    ]
    papers: list[Scalar] = []
    problems: list[Problem] = []
    for text in doubtful:
        from ..dangling import dangling  # its parser is slow to import, and rarely needed

        try:
            for link in dangling(text, source, known):
                if link.paper:
                    papers.append(link.named)
                else:
                    problems.append(_refused(link.named))
        except Unshown as why:
            problems.append(unshown_problem(text, why))
    return papers, problems


def formula_problems(root: Entries, source: Source) -> Iterator[Problem]:
    """The formulas that are shown as they are written."""
    for text in markdown_texts(root):
        if all_formulas_are_known(text.text):
            continue
        from ..unset import unset  # its converter is slow to import, and rarely needed

        try:
            yield from map(_unset, unset(text, source))
        except Unshown as why:
            yield unshown_problem(text, why)


def _unset(formula: Scalar) -> Problem:
    message = (
        f"{quoted(formula.text)} cannot be set as a formula, so it is shown as it is written; use"
        " common commands of LaTeX, each with what it needs"
    )
    return doubt(formula, "formula", message)


def _refused(address: Scalar) -> Problem:
    message = (
        f"{quoted(address.text)} is no address that a link can have here, so its words stay without"
        f" one; write one such as `https://example.org/`, `mailto:ada@example.org` or `#some-id`"
    )
    return doubt(address, "refused-link", message)


def unshown_problem(text: Scalar, why: Unshown) -> Problem:
    """What keeps a text from being shown, at its place."""
    return doubt(text, why.rule, str(why))


def markdown_texts(root: Entries) -> Iterator[Scalar]:
    """All Markdown of a file, but for what is too long to be read."""
    yield from _texts([root], CATALOGUE)
    for field in CATALOGUE.fields:
        if isinstance(field.kind, ListOf) and isinstance(field.kind.item, Record):
            yield from _texts(entries(root, field.name), field.kind.item)


def _texts(records: Iterable[Entries], kind: Record) -> Iterator[Scalar]:
    texts = [(field.name, field.kind) for field in kind.fields if isinstance(field.kind, Text)]
    most = {name: text.most for name, text in texts if text.markdown}
    for record in records:
        for key, limit in most.items():
            text = filled(record, key)
            if text and len(text.text) <= limit:
                yield text
