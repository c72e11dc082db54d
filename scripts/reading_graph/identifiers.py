"""arXiv ids and DOIs: where they stand in what people paste, and what they say of a paper."""

from __future__ import annotations

import re
from urllib.parse import unquote

from .fields import ARXIV, DOI, PAPER, Pattern

ARXIV_DOI = "10.48550/arxiv."
"""What the DOI of every paper of arXiv starts with: https://info.arxiv.org/help/doi.html."""


def identifier_in(text: str) -> str | None:
    """The arXiv id or the DOI that somebody wrote where the id of a paper is wanted.

    >>> identifier_in("https://arxiv.org/pdf/1706.03762v7")
    '1706.03762'
    """
    found = next((found for kind in _KINDS if (found := pasted(text, kind))), None)
    return without_version(found) if found else None


def pasted(text: str, kind: Pattern) -> str | None:
    """The identifier of that kind in an address of one, or after its name."""
    if kind.address in text or re.match(r"(arxiv|doi):", text, re.IGNORECASE):
        found = re.search(kind.expression, text, re.ASCII)
        return found[0] if found else None
    return None


def arxiv_id(text: str) -> str | None:
    """The id of a paper of arXiv, without its version: bare, after "arXiv:", in an address or in
    the DOI that such papers have.

    >>> arxiv_id("arXiv:1706.03762v7 [cs.CL]"), arxiv_id("https://doi.org/10.48550/arXiv.1706.03762")
    ('1706.03762', '1706.03762')
    >>> arxiv_id("https://arxiv.org/abs/hep-th/9711200"), arxiv_id("10.1000/1706.03762")
    ('hep-th/9711200', None)
    """
    found = _ARXIV.fullmatch(text.strip())
    return without_version(found["id"]) if found else None


def doi(text: str) -> str | None:
    """A DOI: bare, after "doi:", in its own address, or in one that says which part of it is one;
    percent signs of addresses are resolved.

    >>> doi("https://dl.acm.org/doi/pdf/10.1145/3292500.3330701?download=true")
    '10.1145/3292500.3330701'
    >>> doi("doi: 10.1016/S0140-6736(05)67889-0"), doi("https://doi.org/10.1000%2Fabc")
    ('10.1016/S0140-6736(05)67889-0', '10.1000/abc')
    """
    text = text.strip()
    if address := _RESOLVER.match(text):
        text = unquote(re.split(r"[?#]", text[address.end() :])[0])
    bare = re.sub(r"^doi:\s*", "", text, flags=re.IGNORECASE)
    return bare if re.fullmatch(DOI, bare, re.ASCII) else None


def doi_of_page(address: str) -> str | None:
    """The DOI in the address of a publisher's page, which may say more behind it.

    >>> doi_of_page("https://www.biorxiv.org/content/10.1101/2020.01.01.000001v1.full")
    '10.1101/2020.01.01.000001'
    """
    path = unquote(re.split(r"[?#]", address.strip())[0])
    found = re.search(rf"(?<=/){DOI}$", path, re.ASCII) if "://" in path else None
    return _VIEW.sub("", found[0]) if found else None


def without_version(arxiv: str) -> str:
    return re.sub(r"v\d+$", "", arxiv)


def first_month(arxiv: str) -> int | None:
    """When a paper came to arXiv, in months since the year 0; None where the id does not tell.

    Its number starts with YYMM: https://info.arxiv.org/help/arxiv_identifier.html. With an archive
    in front it is of 1991 to 2007.

    >>> divmod(first_month("1706.03762"), 12), divmod(first_month("hep-th/9901001"), 12)
    ((2017, 5), (1999, 0))
    """
    found = re.fullmatch(ARXIV, arxiv, re.ASCII)
    digits = found[1].rpartition("/")[2] if found else ""
    if not "01" <= digits[2:4] <= "12":
        return None
    century = 1900 if "/" in arxiv and digits[:2] >= "91" else 2000
    return 12 * (century + int(digits[:2])) + int(digits[2:4]) - 1


_KINDS = [field.kind for field in PAPER.fields if isinstance(field.kind, Pattern)]
_ARXIV = re.compile(
    r"(?:https?://)?(?:(?:[\w-]+\.)*(?:alph)?arxiv\.org/\w+/|huggingface\.co/papers/|(?:dx\.)?(?:doi\.org/)?10\.48550/arxiv\.|"
    r"doi:\s*10\.48550/arxiv\.|arxiv:\s*)?"
    rf"(?P<id>{ARXIV})(?:\.pdf)?/?(?:[?#].*|\s*\[[\w.-]+\])?",
    re.ASCII | re.IGNORECASE,
)
_RESOLVER = re.compile(
    r"(?:https?://)?(?:www\.|dx\.)?doi\.org/"
    r"|https?://[^/]+/(?:doi/(?:(?:abs|full|pdf|epdf|epub|book|suppl)/)?)?(?=10\.)",
    re.IGNORECASE,
)
_VIEW = re.compile(
    r"(?:(?<=\d)v\d+(?:\.full(?:-text|\.pdf)?)?)?(?:/(?:full|pdf|abstract|epdf|meta))?(?:\.pdf)?/?$",
    re.IGNORECASE,
)
"""What publishers put after a DOI in their own addresses."""
