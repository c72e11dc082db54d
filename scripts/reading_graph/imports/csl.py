"""CSL-JSON, which reference managers export and the registration agencies of DOIs answer with.

Its schema is csl-data.json of https://github.com/citation-style-language/schema. Hardly anybody
keeps to it: what Crossref, DataCite, mEDRA, JaLC, Zotero and Mendeley write is read as well.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..identifiers import arxiv_id
from ..people import is_east_asian
from ..problems import Source
from ..venues import journal
from .json_entries import Broken, entries
from .markup import without_markup
from .works import Found, Imported, Skipped, Unfit, Work, work


def works(text: str) -> Imported:
    """The works of a file: of one entry or a list of them, bare or wrapped as services do it.

    From where it is no JSON on nothing is read, which the last that is skipped says.
    """
    source = Source("", text)
    found: list[Found] = []
    skipped: list[Skipped] = []
    try:
        for start, entry in entries(text):
            line = source.line_of(start)
            try:
                found.append(Found(_work(entry), line))
            except Unfit as unfit:
                skipped.append(Skipped(line, str(unfit)))
    except Broken as broken:
        skipped.append(Skipped(source.line_of(broken.at), f"{broken}; from there on none is read"))
    return Imported(tuple(found), tuple(skipped))


def only_work(text: str, *known: str) -> Work:
    """The work of a text that holds one. Ids that are known go before those that it tells.

    Raises Unfit.
    """
    try:
        found = [entry for _, entry in entries(text)]
    except Broken as broken:
        raise Unfit(str(broken)) from None
    if len(found) != 1:
        raise Unfit(f"it has {len(found):,} entries, not one")
    return _work(found[0], *known)


_STANDS_ALONE = {
    "paper-conference", "proceedings-article", "chapter", "book-chapter", "book-section",
    "book-part", "book-track", "entry", "entry-dictionary", "entry-encyclopedia",
    "reference-entry", "webpage", "post", "post-weblog",
}  # fmt: skip
"""Types whose container is told without volume and pages."""

_BOOKS = {"book", "edited-book", "monograph", "reference-book"}

_UNKNOWN = re.compile(r"\(?:(?:unac|unal|unap|unas|unav|unkn|none|null|tba|etal)\)?", re.IGNORECASE)
"""What stands for a value that is not known: DataCite's schema, "Standard values"."""

Entry = dict[str, object]


def _work(entry: object, *known: str) -> Work:
    if not isinstance(entry, dict):
        raise Unfit("it is no entry, which would stand in { }")
    if "itemType" in entry:
        raise Unfit("it is in Zotero's own format; export it as CSL JSON instead")
    ids = [*known, *_ids(entry)]
    is_at_arxiv = any(map(arxiv_id, ids))
    venue = _venue(entry) or ("arXiv" if is_at_arxiv else None)
    return work(_title(entry), _authors(entry), _year(entry), venue, ids, _text(entry, "URL"))


def _text(entry: Entry, key: str) -> str:
    """The text of a value, or of the first in a list, or the name of what is described there."""
    value = entry.get(key)
    for one in value if isinstance(value, list) else [value]:
        named = one.get("name") if isinstance(one, dict) else one
        text = without_markup(named) if isinstance(named, str) else ""
        if text and not _UNKNOWN.fullmatch(text):
            return text
    return ""


def _title(entry: Entry) -> str:
    """With its subtitle, which Crossref tells apart."""
    title, more = _text(entry, "title"), _text(entry, "subtitle")
    if not title or more.casefold() in title.casefold():
        return title
    return f"{title}{'' if title[-1] in ':?!.' else ':'} {more}"


def _authors(entry: Entry) -> Iterator[str]:
    edited = _text(entry, "type") in _BOOKS and not entry.get("author")
    people = entry.get("editor" if edited else "author")
    for person in people if isinstance(people, list) else []:
        yield _name(person) if isinstance(person, dict) else _text({"name": person}, "name")


def _name(person: Entry) -> str:
    """As it is said: the family last, but in the east of Asia."""
    family, given = _text(person, "family"), _text(person, "given")
    if not family:
        return _text(person, "literal") or _text(person, "name") or _turned(given)
    if person.get("static-ordering") is True or is_east_asian(family):
        return f"{family} {given}"
    particles = (_text(person, f"{kind}dropping-particle") for kind in ("", "non-"))
    return " ".join([given, *particles, family, _text(person, "suffix")])


def _turned(name: str) -> str:
    """A whole name that stands where a given one should.

    >>> _turned("Krume, Ada"), _turned("北本, 朝展")
    ('Ada Krume', '北本 朝展')
    """
    family, comma, given = name.partition(", ")
    first, last = (family, given) if is_east_asian(family) else (given, family)
    return f"{first} {last}" if comma else name


def _year(entry: Entry) -> str | None:
    """The text in which it is looked for."""
    date = entry.get("issued")
    if not isinstance(date, dict):
        return date if isinstance(date, str) else None
    part = date.get("date-parts")
    while isinstance(part, list):
        part = part[0] if part else None
    return part if isinstance(part, str) else _text(date, "raw") or _text(date, "literal")


def _ids(entry: Entry) -> Iterator[str]:
    """All texts that may be ids; a bare number is one of arXiv only where that is the publisher."""
    yield _text(entry, "DOI")
    note = entry.get("note")
    yield from note.splitlines() if isinstance(note, str) else []
    is_at_arxiv = any(map(_is_arxiv, (_text(entry, key) for key in ("publisher", "archive"))))
    for key in ("number", "archive_location", "container-title"):
        text = _text(entry, key)
        if is_at_arxiv or _is_arxiv(text):
            yield text


def _is_arxiv(text: str) -> bool:
    return bool(re.match(r"arxiv\b", text, re.IGNORECASE))


def _venue(entry: Entry) -> str:
    """As lists have it: "Annals of Baking 9(8), 17", "KDD 2016", "OpenAI technical report"."""
    kind, container = _text(entry, "type"), _container(entry)
    publisher = _text(entry, "institution") or _text(entry, "publisher")
    if _is_arxiv(container or publisher):
        return "arXiv"
    if kind in ("thesis", "dissertation"):
        return ", ".join(filter(None, [_degree(entry), publisher]))
    if kind == "report":
        return f"{publisher} technical report" if publisher else container
    if kind in _BOOKS:
        return publisher
    if not container:
        return _text(entry, "event-title") or _text(entry, "event") or publisher
    if kind in _STANDS_ALONE:
        return container
    return journal(container, _text(entry, "volume"), _text(entry, "issue"), _pages(entry))


def _container(entry: Entry) -> str:
    """Of two, which Crossref has for chapters, the first is the series."""
    containers = entry.get("container-title")
    if isinstance(containers, list) and _text(entry, "type") in _STANDS_ALONE:
        return _text({"last": containers[::-1]}, "last")
    return _text(entry, "container-title")


def _degree(entry: Entry) -> str:
    degree = _text(entry, "genre") or _text(entry, "degree")
    is_said = re.search("thesis|dissertation|arbeit", degree, re.IGNORECASE)
    return degree if is_said else f"{degree} thesis" if degree else "Thesis"


def _pages(entry: Entry) -> str:
    pages = _text(entry, "page") or _text(entry, "article-number")
    return "" if "n/a" in pages else _ranged(pages)


def _ranged(pages: str) -> str:
    r"""With the dash that lists have.

    >>> [_ranged(pages).split("\N{EN DASH}") for pages in ("17-19", "S12 -- S19", "e061102")]
    [['17', '19'], ['S12', 'S19'], ['e061102']]
    """
    return re.sub(r"(?<=\d) ?[-\u2010-\u2015]+ ?(?=[A-Za-z]{0,2}\d)", "\N{EN DASH}", pages)
