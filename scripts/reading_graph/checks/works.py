"""Works: each stands in the list once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from ..identifiers import without_version
from ..problems import Problem, Source
from ..wording import quoted
from .drafts import Draft, at, doubt


def work_problems(drafts: list[Draft], source: Source) -> Iterator[Problem]:
    """Two entries with one arXiv id or DOI are one work."""
    for key, plain in (("arxiv", without_version), ("doi", str.casefold)):
        for draft, earlier in _repeated(drafts, key, plain):
            message = (
                f"{_named(earlier, source)} has this `{key}`, too; delete one of the two entries,"
                f" or correct it"
            )
            yield at(draft.fields[key], "same-work", message, (earlier.fields[key].start,))


def like_titles(drafts: list[Draft], source: Source) -> Iterator[Problem]:
    """Two entries with one title may be one work."""
    for draft, earlier in _repeated(drafts, "title", _words):
        if not _told_apart(draft, earlier):
            message = (
                f"{_named(earlier, source)} has this title, too; delete one of the two entries,"
                f" or give each its `arxiv` or `doi` to tell them apart"
            )
            also = (earlier.fields["title"].start,)
            yield doubt(draft.fields["title"], "same-work", message, also)


def _named(draft: Draft, source: Source) -> str:
    return f"{quoted(draft.id.text)} in line {source.line_of(draft.id.start)}"


def _repeated(
    drafts: list[Draft], key: str, plain: Callable[[str], str]
) -> Iterator[tuple[Draft, Draft]]:
    """Each with the first draft that has the same text there, as `plain` sees it."""
    first: dict[str, Draft] = {}
    for draft in drafts:
        if scalar := draft.text(key):
            earlier = first.setdefault(plain(scalar.text), draft)
            if earlier is not draft:
                yield draft, earlier


def _words(title: str) -> str:
    return " ".join(re.findall(r"\w+", title.casefold())) or title


def _told_apart(one: Draft, other: Draft) -> bool:
    """Whether both have an id: where it is one, that is told already."""
    return any(one.text(key) and other.text(key) for key in ("arxiv", "doi"))
