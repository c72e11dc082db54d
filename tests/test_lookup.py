"""Looking papers up: servers of this machine answer as doi.org and the registration agencies do,
and as nobody should.
"""

from __future__ import annotations

import errno
import json
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, suppress
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from io import BufferedIOBase

import pytest
from reading_graph import web
from reading_graph.imports.lookup import LookupFailed, looked_up
from reading_graph.imports.works import Work
from reading_graph.web import Manners
from support.hosts import NAMES, Answer, Host, Internet, Reply, running

QUICK = Manners(seconds=5)
HASTY = Manners(seconds=0.2)
CSL = "application/vnd.citationstyles.csl+json"
WAY_OUT = "save the paper's BibTeX from its page and give add.py that file"

DOI = "10.5555/Kneading"
ASKED = "/10.5555/Kneading"
AT_CROSSREF = "/v1/works/10.5555%2FKneading/transform"
KNEADING = {"type": "journal-article", "DOI": "10.5555/kneading", "title": "Kneading"}


def data(value: object, kind: str = CSL, **fields: str) -> Reply:
    body = value if isinstance(value, bytes) else json.dumps(value).encode()
    return Reply(200, {"Content-Type": kind, "Content-Length": str(len(body)), **fields}, body)


@pytest.fixture(scope="module")
def hosts() -> Iterator[dict[str, Host]]:
    with ExitStack() as stack:
        yield {name: stack.enter_context(running(Host(secure=True))) for name in NAMES}


@pytest.fixture
def internet(hosts: dict[str, Host], monkeypatch: pytest.MonkeyPatch) -> Internet:
    """Where doi.org sends questions on to Crossref, which knows a paper on kneading."""
    for host in hosts.values():
        host.forget()
    hosts["doi.org"].answers[ASKED] = f"https://api.crossref.org{AT_CROSSREF}"
    hosts["api.crossref.org"].answers[AT_CROSSREF] = data(KNEADING)
    return Internet(monkeypatch, hosts)


def failure(identifier: str = DOI, manners: Manners = QUICK) -> str:
    with pytest.raises(LookupFailed) as failed:
        looked_up(identifier, manners)
    message = str(failed.value)
    assert message.isprintable()
    return message


def failure_of(answer: Answer, internet: Internet, manners: Manners = QUICK) -> str:
    """What is said of an answer of Crossref, without what is said of every one."""
    internet.hosts["api.crossref.org"].answers[AT_CROSSREF] = answer
    message = failure(manners=manners)
    before = f"cannot look up DOI '{DOI}': "
    assert message.startswith(before)
    assert message.endswith(WAY_OUT)
    return message.removeprefix(before).removesuffix(WAY_OUT)


# What is asked


def test_a_doi_is_looked_up_where_doi_org_sends_to(internet: Internet) -> None:
    assert looked_up(DOI, QUICK) == Work("Kneading", doi=DOI)
    doi_org, crossref = internet.hosts["doi.org"], internet.hosts["api.crossref.org"]
    assert (doi_org.asked, crossref.asked) == ([("GET", ASKED)], [("GET", AT_CROSSREF)])
    for headers in (*doi_org.headers, *crossref.headers):
        assert headers["Accept"] == CSL
        assert "reading-graph" in headers["User-Agent"]
        assert headers["Accept-Encoding"] == "identity"
        assert not {"Cookie", "Authorization", "Referer"} & set(headers)


@pytest.mark.parametrize(
    ("identifier", "path"),
    [
        ("https://doi.org/10.5555/Kneading", "/10.5555/Kneading"),
        ("doi:10.5555/a#b?c", "/10.5555/a%23b%3Fc"),
        ("1706.99991", "/10.48550/arXiv.1706.99991"),
        ("https://arxiv.org/pdf/1706.99991v5", "/10.48550/arXiv.1706.99991"),
        ("arXiv:bread-th/9901001", "/10.48550/arXiv.bread-th/9901001"),
        ("math.GT/0309136", "/10.48550/arXiv.math/0309136"),
        ("10.48550/ARXIV.1706.99991", "/10.48550/arXiv.1706.99991"),
    ],
)
def test_an_id_in_any_form_is_asked_of_doi_org(
    internet: Internet, identifier: str, path: str
) -> None:
    internet.hosts["doi.org"].answers[path] = data({"title": "Kneading"})
    assert looked_up(identifier, QUICK).title == "Kneading"
    assert internet.hosts["doi.org"].asked == [("GET", path)]


def test_what_is_no_id_is_not_asked_for(internet: Internet) -> None:
    assert failure("a \x1b[31mpaper") == (
        "'a \\u001b[31mpaper' is no arXiv id and no DOI; is it whole?"
    )
    assert internet.connected == []


def test_a_paper_of_arxiv_is_told_by_datacite(internet: Internet) -> None:
    path = "/10.48550%2Farxiv.1706.99991"
    internet.hosts["doi.org"].answers["/10.48550/arXiv.1706.99991"] = (
        f"https://data.crosscite.org{path}"
    )
    told = {
        "type": "article", "id": "https://doi.org/10.48550/arxiv.1706.99991", "publisher": "arXiv",
        "author": [{"family": "Gär", "given": "Berta"}], "issued": {"date-parts": [[2023]]},
        "DOI": "10.48550/ARXIV.1706.99991", "title": "Dough", "version": "5",
    }  # fmt: skip
    internet.hosts["data.crosscite.org"].answers[path] = data(told, f"{CSL}; charset=utf-8")
    assert looked_up("1706.99991", QUICK) == Work(
        "Dough", ("Berta Gär",), 2017, "arXiv", arxiv="1706.99991"
    )


@pytest.mark.parametrize("name", ["data.medra.org", "japanlinkcenter.org"])
@pytest.mark.parametrize(
    "kind", ["application/json;charset=ISO-8859-1", "application/citeproc+json"]
)
def test_agencies_tell_papers_in_types_of_their_own(
    internet: Internet, name: str, kind: str
) -> None:
    internet.hosts["doi.org"].answers[ASKED] = f"https://{name}/data/x"
    told = json.dumps({"title": "発酵 è tutto"}, ensure_ascii=False).encode()
    internet.hosts[name].answers["/data/x"] = data(told, kind)
    assert looked_up(DOI, QUICK).title == "発酵 è tutto"


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_redirects_of_all_kinds_are_followed(internet: Internet, status: int) -> None:
    answers = internet.hosts["doi.org"].answers
    answers[ASKED] = Reply(status, {"Location": "next?a=b c#d"})
    answers["/10.5555/next?a=b%20c"] = "//api.crossref.org:443/v1"
    internet.hosts["api.crossref.org"].answers["/v1"] = data(KNEADING)
    assert looked_up(DOI, QUICK).title == "Kneading"


def test_a_paper_comes_in_chunks_too(internet: Internet) -> None:
    def says(out: BufferedIOBase) -> None:
        out.write(f"HTTP/1.1 200 OK\r\nContent-Type: {CSL}\r\n".encode())
        out.write(b"Transfer-Encoding: chunked\r\n\r\n")
        out.writelines(b"1\r\n%c\r\n" % letter for letter in json.dumps(KNEADING).encode())
        out.write(b"0\r\n\r\n")

    internet.hosts["api.crossref.org"].answers[AT_CROSSREF] = says
    assert looked_up(DOI, QUICK).title == "Kneading"


# What agencies answer instead


NO_DATA = "the answer of HOST is no citation data:"


def waiting(status: int, how_long: str) -> Reply:
    return Reply(status, {"Retry-After": how_long})


LATER = "try again later, or "
INSTEAD: list[tuple[Answer, str]] = [
    (404, "HOST does not know it (404); is it right? Otherwise, "),
    (410, "HOST does not know it (410); is it right? Otherwise, "),
    (400, "HOST gives no answer to it (400); is it right? Otherwise, "),
    (422, "HOST gives no answer to it (422); is it right? Otherwise, "),
    (300, "HOST gives no answer to it (300); is it right? Otherwise, "),
    (302, "HOST gives no answer to it (302); is it right? Otherwise, "),
    (204, "HOST has no citation data for it (204); "),
    (406, "HOST has no citation data for it (406); "),
    (403, f"HOST refuses to answer (403); {LATER}"),
    (500, f"HOST has a fault of its own (500); {LATER}"),
    (503, f"HOST has a fault of its own (503); {LATER}"),
    (429, "HOST asks to wait (429); try again in a few minutes, or "),
    (waiting(429, "30"), "HOST asks to wait 30 s (429); try again then, or "),
    (waiting(503, "3600"), "HOST asks to wait 3,600 s (503); try again then, or "),
    (waiting(429, "soon"), "HOST asks to wait (429); try again in a few minutes, or "),
    (data(b"<html>", "text/html; charset=utf-8"), "HOST has a page on it, but no citation data; "),
    (data(b"@x{}", "text/x-bib"), "HOST answers with 'text/x-bib', not with citation data; "),
    (Reply(200, {}, b"{}"), "HOST answers with 'text/plain', not with citation data; "),
    (
        data(b"\x1f\x8b", **{"Content-Encoding": "gzip"}),
        "HOST has compressed its answer, which nobody asked for; ",
    ),
    (data(b'{"title": "Kn\xe9ading"}'), "the answer of HOST is not UTF-8; "),
    (data(b""), f"{NO_DATA} it ends too early; "),
    (data(b'{"title": "Knea'), f"{NO_DATA} it is no JSON at '\"Knea'; "),
    (data(b"[" * 100_000), f"{NO_DATA} it is nested too deeply to be read; "),
    (data(["Kneading"]), f"{NO_DATA} it is no entry, which would stand in {{ }}; "),
    (data({"DOI": DOI, "title": [" \u200b"]}), f"{NO_DATA} it has no title; "),
]


@pytest.mark.parametrize(("answer", "message"), INSTEAD, ids=range(len(INSTEAD)))
def test_an_answer_without_a_paper_is_told_in_a_line_with_the_way_out(
    internet: Internet, answer: Answer, message: str
) -> None:
    assert failure_of(answer, internet) == message.replace("HOST", "api.crossref.org")


@pytest.mark.parametrize(("days", "least"), [(1, 86_000), (-1, 0)])
def test_a_date_to_wait_for_is_told_in_seconds(internet: Internet, days: int, least: int) -> None:
    then = format_datetime(datetime.now(UTC) + timedelta(days), usegmt=True)
    message = failure_of(waiting(429, then), internet)
    seconds = int(message.split(" s ")[0].split()[-1].replace(",", ""))
    assert least <= seconds <= max(days, 0) * 86_400


def test_doi_org_says_what_does_not_exist(internet: Internet) -> None:
    internet.hosts["doi.org"].answers["/10.48550/arXiv.1706.99999"] = Reply(
        404, {"Content-Type": "text/html"}, b"<h1>DOI Not Found</h1>"
    )
    assert failure("1706.99999v2") == (
        "cannot look up arXiv id '1706.99999': doi.org does not know it (404); is it right?"
        f" Otherwise, {WAY_OUT}"
    )


# Where it does not go


@pytest.mark.parametrize(
    "onward",
    [
        "http://api.crossref.org/", "http://doi.org/10.5555/x", "file:///etc/passwd",
        "ftp://doi.org/x", "javascript:alert(1)", "https://[", "//doi.org:x/",
    ],
)  # fmt: skip
def test_a_redirect_to_anything_but_https_is_not_followed(internet: Internet, onward: str) -> None:
    message = failure_of(onward, internet)
    told = f"api.crossref.org sends on to '{onward}', which is no address with https; "
    assert message == told
    assert internet.connected == [(NAMES["doi.org"], 443), (NAMES["api.crossref.org"], 443)]


def test_an_address_that_means_harm_is_shown_as_text(internet: Internet) -> None:
    onward = "http://a/\u202e" + "x" * 1_000
    message = failure_of(Reply(302, {"Location": onward.encode().decode("latin-1")}), internet)
    assert "%E2%80%AExxx" in message
    assert len(message) < 200


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "10.0.0.1", "169.254.169.254", "192.168.0.1:8443", "0.0.0.0"]
)
def test_a_redirect_to_a_private_address_is_not_followed(internet: Internet, host: str) -> None:
    message = failure_of(f"https://{host}/latest/meta-data", internet)
    assert message.endswith("(no host of the public internet); ")
    assert {address for address, _ in internet.connected} == {
        NAMES["doi.org"],
        NAMES["api.crossref.org"],
    }


def test_a_name_with_a_private_address_is_not_asked(
    internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NAMES, "doi.org", "10.0.0.1")
    assert "no connection to doi.org (no host of the public internet)" in failure()
    assert internet.connected == []


@pytest.mark.parametrize("onward", [ASKED, "https://api.crossref.org/circle"])
def test_redirects_in_a_circle_come_to_an_end(internet: Internet, onward: str) -> None:
    doi_org, crossref = internet.hosts["doi.org"], internet.hosts["api.crossref.org"]
    doi_org.answers[ASKED] = onward
    crossref.answers["/circle"] = f"https://doi.org{ASKED}"
    assert "sends on and on, more than 5 times; save" in failure()
    assert len(doi_org.asked) + len(crossref.asked) == 6


def test_five_redirects_are_not_too_many(internet: Internet) -> None:
    answers = internet.hosts["doi.org"].answers
    answers |= {ASKED: "/1", "/1": "/2", "/2": "/3", "/3": "/4", "/4": "/5", "/5": data(KNEADING)}
    assert looked_up(DOI, QUICK).title == "Kneading"


# TLS


def test_a_host_whose_certificate_nobody_vouches_for_is_told_nothing(
    internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("SSL_CERT_FILE")
    assert failure() == (
        f"cannot look up DOI '{DOI}': the certificate of doi.org cannot be trusted (self-signed"
        " certificate); if this network has certificates of its own, name the file with them in"
        f" SSL_CERT_FILE, or {WAY_OUT}"
    )
    assert internet.hosts["doi.org"].asked == []


def test_a_host_with_the_certificate_of_another_is_told_nothing(
    internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(NAMES, "evil.example.org", NAMES["data.medra.org"])
    message = failure_of("https://evil.example.org/", internet)
    assert "the certificate of evil.example.org cannot be trusted (Hostname mismatch" in message
    assert internet.hosts["data.medra.org"].asked == []


def test_a_host_that_speaks_no_tls_is_told_nothing(
    internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    with running(Host()) as plain:
        monkeypatch.setitem(internet.hosts, "doi.org", plain)
        assert "doi.org does not speak TLS; try again later, or save" in failure()
        assert plain.asked == []


# What breaks


@pytest.mark.usefixtures("internet")
def test_without_a_network_names_are_not_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(NAMES, "doi.org")
    assert failure() == (
        f"cannot look up DOI '{DOI}': the name doi.org is not found; is this machine online, and"
        f" not behind a proxy? Otherwise, {WAY_OUT}"
    )


@pytest.mark.parametrize(
    "error",
    [
        ConnectionRefusedError(errno.ECONNREFUSED, "Connection refused"),
        OSError(errno.ENETUNREACH, "Network is unreachable"),
        OSError(errno.EHOSTUNREACH, "No route to host"),
    ],
)
def test_without_a_way_to_a_host_that_is_said(
    internet: Internet, monkeypatch: pytest.MonkeyPatch, error: OSError
) -> None:
    def connection(*_: object) -> socket.socket:
        raise error

    monkeypatch.setattr(socket, "create_connection", connection)
    message = failure()
    assert f": no connection to doi.org ({error.strerror}); is this machine online" in message
    assert internet.connected == []


def raw(text: bytes) -> Callable[[BufferedIOBase], None]:
    def says(out: BufferedIOBase) -> None:
        out.write(text)

    return says


HEAD = f"HTTP/1.1 200 OK\r\nContent-Type: {CSL}\r\n".encode()
BROKE_OFF = "api.crossref.org broke off before its answer was whole; try again later, or "
NO_HTTP = "api.crossref.org does not answer in HTTP; try again later, or "


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (b"", BROKE_OFF),
        (HEAD + b'Content-Length: 100\r\n\r\n{"title":', BROKE_OFF),
        (HEAD + b'Transfer-Encoding: chunked\r\n\r\n9\r\n{"title":\r\n', BROKE_OFF),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nxyz\r\n", BROKE_OFF),
        (b'{"title": "Kneading"}', NO_HTTP),
        (b"SSH-2.0-OpenSSH_9.2\r\n", NO_HTTP),
        (b"HTTP/1.1 4,2 OK\r\n\r\n", NO_HTTP),
        (b"HTTP/1.1 " + b"9" * 70_000 + b"\r\n\r\n", NO_HTTP),
        (b"HTTP/1.1 200 OK\r\n" + b"A: b\r\n" * 200 + b"\r\n", NO_HTTP),
    ],
    ids=range(9),
)
def test_a_broken_answer_is_told_as_one(internet: Internet, text: bytes, message: str) -> None:
    assert failure_of(raw(text), internet) == message


def test_a_connection_may_end_where_the_data_does(internet: Internet) -> None:
    internet.hosts["api.crossref.org"].answers[AT_CROSSREF] = raw(
        HEAD + b'\r\n{"title": "Kneading"}'
    )
    assert looked_up(DOI, QUICK).title == "Kneading"


# What is too much


TOO_LARGE = "the answer of api.crossref.org is larger than 1 MB; "


def test_an_answer_that_says_it_is_large_is_not_read(internet: Internet) -> None:
    says = raw(HEAD + b"Content-Length: 1000001\r\n\r\n")
    assert failure_of(says, internet) == TOO_LARGE


def endless(start: bytes, piece: bytes, pause: float = 0) -> Callable[[BufferedIOBase], None]:
    def says(out: BufferedIOBase) -> None:
        with suppress(OSError):
            out.write(start)
            for _ in range(10_000):
                out.write(piece)
                time.sleep(pause)

    return says


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (HEAD + b"\r\n", b"[" * 4_096),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1000\r\n" + b" " * 4_096 + b"\r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFF\r\n", b" " * 4_096),
    ],
)
def test_an_answer_is_read_up_to_its_limit(internet: Internet, start: bytes, piece: bytes) -> None:
    assert failure_of(endless(start, piece), internet) == TOO_LARGE


def test_an_answer_of_the_largest_size_is_read(internet: Internet) -> None:
    body = json.dumps(KNEADING).encode().ljust(web.LARGEST)
    internet.hosts["api.crossref.org"].answers[AT_CROSSREF] = data(body)
    assert looked_up(DOI, QUICK).title == "Kneading"


@pytest.mark.parametrize(
    ("start", "piece"),
    [
        (b"", b""),
        (b"", b"H"),
        (HEAD, b"A: b\r\n"[:1]),
        (HEAD + b"\r\n", b" "),
        (HEAD + b"Content-Length: 1000\r\n\r\n", b" "),
        (HEAD + b"Connection: close\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\n \r\n"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n0\r\n", b"A: b\r\n"),
        (b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    ],
    ids=["silent", "status", "header", "body", "length", "chunks", "trailer", "continue"],
)
def test_an_answer_that_is_drawn_out_is_not_waited_for(
    internet: Internet, start: bytes, piece: bytes
) -> None:
    says = endless(start, piece, 0.01)
    started = time.monotonic()
    message = failure_of(says, internet, HASTY)
    assert message == "api.crossref.org has not answered in 0.2 s; try again later, or "
    assert time.monotonic() - started < 2


def test_all_redirects_share_the_time(internet: Internet) -> None:
    def slowly(out: BufferedIOBase) -> None:
        time.sleep(0.08)
        out.write(f"HTTP/1.1 302 Found\r\nLocation: {ASKED}\r\n\r\n".encode())

    internet.hosts["doi.org"].answers[ASKED] = slowly
    assert "doi.org has not answered in 0.2 s" in failure(manners=HASTY)
    assert len(internet.hosts["doi.org"].asked) < 4


def test_a_host_of_many_addresses_has_no_more_time(
    internet: Internet, monkeypatch: pytest.MonkeyPatch
) -> None:
    def found(_: str, port: int, **__: object) -> list[tuple[object, ...]]:
        return [(0, 0, 0, "", (f"93.184.216.{last}", port)) for last in range(200)]

    def connection(_: object, timeout: float) -> socket.socket:
        time.sleep(min(timeout, 0.05))
        raise TimeoutError(errno.ETIMEDOUT, "Connection timed out")

    monkeypatch.setattr(socket, "getaddrinfo", found)
    monkeypatch.setattr(socket, "create_connection", connection)
    started = time.monotonic()
    assert "doi.org has not answered in 0.2 s" in failure(manners=HASTY)
    assert time.monotonic() - started < 2
    assert internet.connected == []


@pytest.mark.parametrize("step", ["getaddrinfo", "create_connection"])
def test_a_host_that_is_reached_too_late_is_not_asked(
    internet: Internet, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    at_once = getattr(socket, step)

    def late(*args: object, **options: object) -> object:
        time.sleep(0.25)
        return at_once(*args, **options)

    monkeypatch.setattr(socket, step, late)
    internet.hosts["doi.org"].answers[ASKED] = endless(b"", b"H", 0.01)
    assert "doi.org has not answered in 0.2 s" in failure(manners=HASTY)
    assert internet.hosts["doi.org"].asked == []
