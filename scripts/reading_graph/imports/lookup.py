"""A paper as its DOI tells it: doi.org sends whoever asks for citation data on to the agency with
which the DOI is registered, and that answers with CSL-JSON
(https://citation.doi.org/docs.html). Papers of arXiv have DOIs, too.
"""

from __future__ import annotations

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from math import ceil

from ..escaping import doi_address
from ..identifiers import arxiv_id, doi, doi_of_page
from ..web import USUAL, Answer, Manners, Unanswered, fetched
from ..wording import quoted, shown
from .csl import only_work
from .works import NothingTold, Unfit, Work

ASKED_FOR = "application/vnd.citationstyles.csl+json"
HEADERS = {
    "User-Agent": "reading-graph add.py (looks up a paper that somebody adds to a reading list)",
    "Accept": ASKED_FOR,
}
WAY_OUT = "save the paper's BibTeX from its page and give add.py that file"


class LookupFailed(NothingTold):
    """A paper cannot be looked up. One line: what was asked, why not, the way out."""


def looked_up(identifier: str, manners: Manners = USUAL) -> Work:
    """The work that has an arXiv id or a DOI, bare or in an address. Raises LookupFailed."""
    arxiv = arxiv_id(identifier)
    name = (
        f"10.48550/arXiv.{_without_subject(arxiv)}"
        if arxiv
        else doi(identifier) or doi_of_page(identifier)
    )
    if not name:
        raise LookupFailed(f"{quoted(identifier)} is no arXiv id and no DOI; is it whole?")
    try:
        answer = fetched(doi_address(name), HEADERS, manners)
        return _work(answer, arxiv or name)
    except Unanswered as failure:
        asked = f"arXiv id {quoted(arxiv)}" if arxiv else f"DOI {quoted(name)}"
        message = f"cannot look up {asked}: {failure}; {_ways_out(failure.hint)}"
        raise LookupFailed(message) from None


def _without_subject(arxiv: str) -> str:
    """
    >>> _without_subject("math.GT/0309136"), _without_subject("1706.03762")
    ('math/0309136', '1706.03762')
    """
    return re.sub(r"\.[A-Z]{2}/", "/", arxiv)


def _ways_out(hint: str) -> str:
    if hint.endswith("?"):
        return f"{hint} Otherwise, {WAY_OUT}"
    return f"{hint}, or {WAY_OUT}" if hint else WAY_OUT


def _work(answer: Answer, identifier: str) -> Work:
    if answer.status != 200:
        raise _refusal(answer)
    host = shown(answer.host)
    try:
        return only_work(_json(answer), identifier)
    except UnicodeDecodeError:
        raise Unanswered(f"the answer of {host} is not UTF-8") from None
    except Unfit as unfit:
        raise Unanswered(f"the answer of {host} is no citation data: {unfit}") from None


def _json(answer: Answer) -> str:
    """JSON is in UTF-8, whatever the answer's fields say of it."""
    kind = answer.fields.get_content_type()
    host = shown(answer.host)
    if kind in ("text/html", "application/xhtml+xml"):
        raise Unanswered(f"{host} has a page on it, but no citation data")
    if not re.search(r"[/+]json$", kind):
        raise Unanswered(f"{host} answers with {quoted(kind)}, not with citation data")
    if answer.fields.get("Content-Encoding", "identity") != "identity":
        raise Unanswered(f"{host} has compressed its answer, which nobody asked for")
    return answer.body.decode("utf-8-sig")


def _refusal(answer: Answer) -> Unanswered:
    """The codes are those of https://citation.doi.org/docs.html, and what agencies use besides."""
    host, status = shown(answer.host), f"({answer.status})"
    seconds = _wait(answer.fields.get("Retry-After", ""))
    match answer.status:
        case 404 | 410:
            return Unanswered(f"{host} does not know it {status}", "is it right?")
        case 204 | 406:
            return Unanswered(f"{host} has no citation data for it {status}")
        case 429 | 503 if seconds is not None:
            return Unanswered(f"{host} asks to wait {seconds:,} s {status}", "try again then")
        case 429:
            return Unanswered(f"{host} asks to wait {status}", "try again in a few minutes")
        case 401 | 403:
            return Unanswered(f"{host} refuses to answer {status}", "try again later")
        case fault if fault >= 500:
            return Unanswered(f"{host} has a fault of its own {status}", "try again later")
    return Unanswered(f"{host} gives no answer to it {status}", "is it right?")


def _wait(retry_after: str) -> int | None:
    """The seconds of a number or a date.

    >>> _wait("30"), _wait("Thu, 01 Jan 1970 00:00:00 GMT"), _wait("soon")
    (30, 0, None)
    """
    if re.fullmatch(r"\d{1,9}", retry_after.strip(), re.ASCII):
        return int(retry_after)
    try:
        then = parsedate_to_datetime(retry_after)
    except (ValueError, OverflowError):
        return None
    return max(
        ceil((then.replace(tzinfo=then.tzinfo or UTC) - datetime.now(UTC)).total_seconds()), 0
    )
