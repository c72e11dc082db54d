"""What the entry of a work would be that is new to a list: its id, its short name, its status."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from itertools import chain, count

from .checks.values import slug_like
from .fields import PAPER, RESERVED, Text
from .imports.works import Work
from .model import Paper, Status

MOST_WORDS = 3
LONGEST_TITLE = 32
"""One that is longer makes an id of its first words."""
_FILLERS = frozenset({
    "a", "an", "and", "are", "as", "at", "by", "for", "from", "in", "into", "is", "of", "on", "or",
    "that", "the", "their", "to", "using", "via", "with",
})  # fmt: skip
_ARTICLES = frozenset({"a", "an", "the"})
_SHORT = PAPER.by_name["short"].kind


def proposal(work: Work, id_: str, section: str, shorts: Collection[str]) -> Paper:
    """The entry of a work that nobody has written up: planned, and added today. Its `short` name is
    the one that its title starts with, unless that is one of `shorts`, in small letters, which are
    taken.
    """
    short = _name(work.title)
    return Paper(
        id=id_,
        title=work.title,
        section=section,
        short=short if short and short.casefold() not in shorts else None,
        authors=work.authors,
        year=work.year,
        venue=work.venue,
        arxiv=work.arxiv,
        doi=work.doi,
        url=work.url,
        status=Status.PLANNED,
        added=date.today(),  # noqa: DTZ011 the day where the author is
    )


def proposed_id(work: Work, taken: Collection[str]) -> str:
    """A short id that is not taken, from the name or the first words of the title that matter.

    >>> [proposed_id(Work(title), ()) for title in ("Adam: A Method", "Layer Normalization")]
    ['adam', 'layer-normalization']
    >>> proposed_id(Work("Deep Residual Learning for Image Recognition"), ())
    'deep-residual-learning'
    >>> proposed_id(Work("Adam: A Method", year=2014), {"adam"}), proposed_id(Work("注意"), ())
    ('adam-2014', 'paper')
    """
    stem = _stem(work)
    dated = [f"{stem}-{work.year}"] if work.year else []
    tries = chain([stem], dated, (f"{stem}-{n}" for n in count(2)))
    return next(id_ for id_ in tries if id_ not in taken and id_ not in RESERVED)


def _name(title: str) -> str | None:
    """What people call a paper by: the one word before the colon of its title.

    >>> _name("BERT: Pre-training of Deep …"), _name("Attention Is All You Need"), _name("on: x")
    ('BERT', None, None)
    """
    assert isinstance(_SHORT, Text)
    name, colon, _ = title.partition(": ")
    name = name.strip()
    fits = colon and len(name.split()) == 1 and len(name) <= _SHORT.most
    return name if fits and not name.islower() else None


def _stem(work: Work) -> str:
    title = _name(work.title) or work.title
    slugs = [slug for word in title.split() if (slug := slug_like(word))]
    if len(slugs) > 1 and slugs[0] in _ARTICLES:
        del slugs[0]
    if len(whole := "-".join(slugs)) > LONGEST_TITLE:
        whole = "-".join([slug for slug in slugs if slug not in _FILLERS][:MOST_WORDS])
    author = slug_like(work.authors[0].split()[-1]) if work.authors else ""
    return slug_like(whole or author or "paper")
