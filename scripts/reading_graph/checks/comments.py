"""Comments: a ` #` in unquoted text starts one, and what follows is lost."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..problems import Problem, Severity, Source
from ..source import Scalar

# Two blanks before it and one after it are how people write a comment that they mean.
_MEANT = re.compile(r"(?:[ \t]{2,}|\t)#+(?=[ \t])")
_COMMENT = re.compile(r"[ \t]+#[^\r\n]*")


def comment_problems(scalar: Scalar, source: Source, place: object) -> Iterator[Problem]:
    """An unquoted text that a comment cuts short, where the comment looks like a part of it."""
    if not scalar.plain or source.text[scalar.end : scalar.end + 1] not in (" ", "\t"):
        return
    comment = _COMMENT.match(source.text, scalar.end)
    if comment and not _MEANT.match(source.text, scalar.end):
        message = (
            f"{place} ends before this ` #`, which starts a comment; put the text in quotes,"
            f" or two spaces before a comment"
        )
        start = comment.end() - len(comment[0].lstrip())
        yield Problem(start, comment.end(), "comment-in-title", message, Severity.WARNING)
