"""links.py: what it asks, how, and what it says; the hosts are servers of this machine."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest
from click.testing import CliRunner
from markdown_it import MarkdownIt
from reading_graph import pages, reachability, web
from reading_graph.catalogue import checked_bytes
from reading_graph.commands import links as command
from reading_graph.links import Dead, Place, places, report
from reading_graph.reachability import statuses
from reading_graph.web import Manners, is_public
from support.hosts import Host, running
from support.toy import TOY, changed, reading

HERE = Manners(pause=0, seconds=2, private=True)
ISSUE_HOLDS = 65_536


def reached(host: Host, path: str, manners: Manners = HERE) -> int | None:
    return statuses([host.address + path], manners)[host.address + path]


@pytest.fixture
def host() -> Iterator[Host]:
    with running(Host()) as made:
        yield made


# What is asked


def found(text: str) -> list[Place]:
    return places(checked_bytes(text.encode(), "papers.yaml"))


def test_every_address_that_a_button_of_a_page_leads_to_is_asked() -> None:
    catalogue = reading(TOY).catalogue
    assert catalogue
    buttons = {address for paper in catalogue.papers for _, address in pages.actions(paper)}
    asked = {place.address for place in found(TOY)}
    # One question is enough for a paper of arXiv.
    assert {address for address in buttons if "arxiv.org/pdf/" not in address} <= asked


def test_links_in_notes_and_summaries_are_asked_and_text_in_code_is_not() -> None:
    text = changed("Flour, water and **time**.", "As [x](https://a.example/x) `https://b.example`.")
    asked = [place for place in found(text) if place.address.startswith("https://a.example")]
    assert asked == [Place(16, "https://a.example/x", "section `dough`")]
    assert not [place for place in found(text) if "b.example" in place.address]


def test_a_link_knows_its_line_and_its_entry() -> None:
    lines = TOY.splitlines()
    every = found(TOY)
    assert ("https://example.org/kneading", "paper `gluten`") in {
        (place.address, place.entry) for place in every
    }
    written = [place for place in every if "arxiv.org" not in place.address]
    assert len(written) > 5
    for place in written:
        assert place.address.removeprefix("https://doi.org/") in lines[place.line - 1]


def test_a_doi_is_asked_with_all_that_it_holds() -> None:
    text = changed("10.5555/bread.1951", "10.5555/bread#2")
    assert "https://doi.org/10.5555/bread%232" in {place.address for place in found(text)}


def test_an_address_that_stands_twice_is_asked_once(host: Host) -> None:
    assert statuses([host.address, host.address], HERE) == {host.address: 200}
    assert host.asked == [("HEAD", "/")]


# How it is asked


def test_a_page_that_is_there_is_asked_for_its_head_only(host: Host) -> None:
    assert reached(host, "/paper?page=1#top") == 200
    assert host.asked == [("HEAD", "/paper?page=1")]
    assert "reading-graph" in host.headers[0]["User-Agent"]


@pytest.mark.parametrize("refusal", [403, 404, 405, 501, 0])
def test_where_the_head_is_refused_the_page_decides(host: Host, refusal: int) -> None:
    host.answers["/paper"] = {"HEAD": refusal, "GET": 200}
    assert reached(host, "/paper") == 200
    assert [method for method, _ in host.asked] == ["HEAD", "GET"]


@pytest.mark.parametrize("status", [404, 410, 403, 500])
def test_the_last_status_of_a_row_of_redirects_counts(host: Host, status: int) -> None:
    host.answers |= {"/a": "/b", "/b": host.address + "/c", "/c": status}
    assert reached(host, "/a") == status


def test_redirects_in_a_circle_come_to_an_end(host: Host) -> None:
    host.answers["/a"] = "/a"
    assert reached(host, "/a") is None
    assert len(host.asked) == 2 * reachability.MOST_STEPS


@pytest.mark.parametrize("onward", ["file:///etc/passwd", "ftp://HOST/b", "//[", "http://"])
def test_a_redirect_to_anything_but_the_web_is_not_followed(host: Host, onward: str) -> None:
    host.answers["/a"] = onward.replace("HOST", host.address.removeprefix("http://"))
    assert reached(host, "/a") is None
    assert {path for _, path in host.asked} == {"/a"}


def test_a_host_is_asked_one_question_at_a_time_with_pauses(host: Host) -> None:
    addresses = [f"{host.address}/{number}" for number in range(4)]
    started = time.monotonic()
    assert set(statuses(addresses, Manners(0.05, 2, True)).values()) == {200}
    assert time.monotonic() - started > 4 * 0.05
    assert host.most_at_once == 1


def test_two_servers_of_a_host_are_not_asked_at_once(host: Host) -> None:
    other = Host()
    other.server.RequestHandlerClass = host.server.RequestHandlerClass
    with running(other):
        addresses = [f"{one.address}/{n}" for n in range(10) for one in (host, other)]
        assert set(statuses(addresses, HERE).values()) == {200}
    assert len(host.asked) == 20
    assert host.most_at_once == 1


def test_a_host_that_cannot_speak_tls_gives_no_status(host: Host) -> None:
    secure = host.address.replace("http:", "https:")
    assert statuses([f"{secure}/a", f"{host.address}/b"], HERE) == {
        f"{secure}/a": None,
        f"{host.address}/b": 200,
    }
    assert host.asked == [("HEAD", "/b")]


@pytest.mark.parametrize("name", [".example.org", "a..example.org", f"{'a' * 64}.example.org"])
def test_a_name_that_no_host_can_have_gives_no_status(name: str) -> None:
    for address in (f"http://{name}/", f"https://{name}/", f"https://{name}:99999/"):
        assert statuses([address], HERE) == {address: None}


def test_a_fault_of_our_own_is_not_told_as_one_of_the_host(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise ValueError("ours")

    monkeypatch.setattr(web, "quote", broken)
    asking = reachability._Asking(HERE)
    with pytest.raises(ValueError, match="ours"):
        asking.status(host.address)
    assert not asking.failures["127.0.0.1"]


def test_a_host_that_does_not_answer_is_left_alone_after_a_while() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
    addresses = [f"http://127.0.0.1:{port}/{number}" for number in range(20)]
    asking = reachability._Asking(HERE)
    assert {asking.status(address) for address in addresses} == {None}
    assert asking.failures == {"127.0.0.1": reachability.MOST_FAILURES}


@pytest.mark.parametrize(
    ("scheme", "begins"), [("http", b"HTTP/1.1 2"), ("https", b"\x16\x03\x03\x40\x00")]
)
def test_a_host_that_draws_its_answer_out_is_not_waited_for(scheme: str, begins: bytes) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        drawing = threading.Thread(target=draw_out, args=(listening, begins))
        drawing.start()
        address = f"{scheme}://127.0.0.1:{listening.getsockname()[1]}/"
        started = time.monotonic()
        assert statuses([address], Manners(0, 0.2, True)) == {address: None}
        assert time.monotonic() - started < 2
        drawing.join()


def draw_out(listening: socket.socket, begins: bytes) -> None:
    """Two answers that begin well and take three seconds, a letter at a time. On a busy machine the
    time can be up before there is a connection.
    """
    listening.settimeout(2)
    for _method in range(2):
        with suppress(OSError), listening.accept()[0] as connection:
            connection.sendall(begins)
            for _ in range(150):
                connection.sendall(b"0")
                time.sleep(0.02)


# Whom it never asks


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "192.168.0.1", "169.254.169.254", "0.0.0.0", "224.0.0.1",
        "::1", "fe80::1", "fd00::1", "::ffff:127.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::",
    ],
)  # fmt: skip
def test_an_address_of_a_private_network_is_none_of_the_internet(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["93.184.215.14", "2606:2800:21f:cb07:6820:80da:af6b:8b2c"])
def test_an_address_of_the_internet_is_one(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize("name", ["127.0.0.1", "localhost", "2130706433", "0x7f.1", "[::1]"])
def test_this_machine_is_not_asked_by_any_name(host: Host, name: str) -> None:
    address = host.address.replace("127.0.0.1", name)
    assert statuses([address], Manners(pause=0, seconds=2)) == {address: None}
    assert host.asked == []


def test_a_redirect_to_a_private_host_is_not_followed(
    host: Host, monkeypatch: pytest.MonkeyPatch
) -> None:
    connected = []
    connect = socket.create_connection

    def connection(place: tuple[str, int], timeout: float) -> socket.socket:
        connected.append(place[0])
        return connect(place, timeout)

    monkeypatch.setattr(web, "is_public", lambda address: address == "127.0.0.1")
    monkeypatch.setattr(socket, "create_connection", connection)
    host.answers["/a"] = host.address.replace("127.0.0.1", "127.0.0.2") + "/secret"
    assert reached(host, "/a", Manners(pause=0, seconds=2)) is None
    assert host.asked == [("HEAD", "/a"), ("GET", "/a")]
    assert set(connected) == {"127.0.0.1"}


# What it says


Run = Callable[[str], tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """links.py with a list, on this machine's network."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(command, "statuses", partial(statuses, manners=HERE))

    def ran(text: str) -> tuple[int, str, str]:
        Path("papers.yaml").write_text(text, encoding="utf-8")
        done = CliRunner().invoke(command.main, ["--catalogue", "papers.yaml"])
        return done.exit_code, done.stdout, done.stderr

    return ran


def a_list(*addresses: str) -> str:
    papers = "".join(
        f"  - id: p{number}\n    title: Paper {number}\n    section: s\n    url: {address}\n"
        for number, address in enumerate(addresses)
    )
    return f"sections:\n  - id: s\n    title: S\npapers:\n{papers}"


def test_only_not_found_and_gone_are_reported_each_with_its_entry_and_line(
    host: Host, run: Run
) -> None:
    host.answers |= {f"/{status}": status for status in (404, 410, 403, 429, 500, 0)}
    addresses = [f"{host.address}/{status}" for status in (200, 404, 410, 403, 429, 500, 0)]
    status, out, err = run(a_list(*addresses))
    assert status == 0
    assert out.splitlines()[:4] == [
        "2 links of the list lead nowhere, as the hosts themselves say:",
        "",
        f"- `{host.address}/404` is not found (404): paper `p1` (`papers.yaml:12`)",
        f"- `{host.address}/410` is gone (410): paper `p2` (`papers.yaml:16`)",
    ]
    assert err == "papers.yaml: 7 links asked, 2 dead, 1 without an answer\n"


def test_an_address_of_several_entries_is_one_line(host: Host, run: Run) -> None:
    host.answers["/x"] = 404
    _, out, _ = run(a_list(*[f"{host.address}/x"] * 7))
    lines = [line for line in out.splitlines() if line.startswith("- ")]
    assert len(lines) == 1
    assert lines[0].endswith("paper `p4` (`papers.yaml:24`), 2 more")


def test_nothing_is_printed_where_all_is_well(host: Host, run: Run) -> None:
    assert run(a_list(host.address))[:2] == (0, "")


def test_a_list_without_links_has_no_dead_ones(run: Run) -> None:
    assert run("sections: []\npapers: []\n")[:2] == (0, "")


def test_a_list_with_errors_is_sent_to_the_checker(host: Host, run: Run) -> None:
    status, out, err = run(a_list(host.address).replace("section: s", "section: t"))
    assert (status, out) == (2, "")
    assert err == "error: papers.yaml has errors; python3 scripts/check.py papers.yaml names them\n"
    assert host.asked == []


def test_what_strangers_wrote_mentions_nobody_and_makes_no_link() -> None:
    hostile = "https://a.example/`@all`/#1/![x](https://b.example)/\n## x"
    text = report("papers.yaml", [Dead(hostile, 404, (Place(1, hostile, "paper `p`"),))])
    tokens = MarkdownIt("gfm-like", {"linkify": False}).parse(text)
    shown = [child for token in tokens for child in token.children or []]
    assert {child.type for child in shown} <= {"text", "code_inline", "softbreak"}
    assert not [child for child in shown if child.type == "text" and "@" in child.content]


def test_a_report_fits_into_an_issue() -> None:
    long = "https://example.org/" + "x" * 1_980
    at = tuple(Place(10_000 + line, long, f"paper `{'p' * 80}`") for line in range(200))
    text = report("papers.yaml", [Dead(f"{long}{number}", 404, at) for number in range(1_000)])
    assert "and 950 more" in text
    assert len(text) < ISSUE_HOLDS
