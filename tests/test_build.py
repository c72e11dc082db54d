"""build.py, run as a person runs it: what it makes, what it says, and what it leaves alone."""

from __future__ import annotations

import json
import os
import re
import shutil
import xml.etree.ElementTree as ET
from datetime import UTC, datetime
from pathlib import Path

import networkx as nx
import pygraphviz
import pytest
from reading_graph.commands.command import refuse_site_url
from support.builds import COMMITTED, EMPTY, Built, Project, Run, clone, places, tree
from support.oracle import List, list_at
from support.pages import Element, Site, edges, nodes
from support.runner import command
from support.toy import TOY, changed

REFUSED_LINK = changed("[the leaven](#sour)", "[the leaven](sour.md)")


@pytest.fixture
def built(any_site: Built) -> Built:
    return any_site


@pytest.fixture
def site(toy: Built, tmp_path: Path) -> Path:
    """A site that stands already."""
    return Path(shutil.copytree(toy.site.root, tmp_path / "site"))


# What it makes


@pytest.mark.parametrize("name", ["real", "toy", "empty"])
def test_it_says_in_one_line_where_the_site_is_and_what_it_holds(
    name: str, request: pytest.FixtureRequest
) -> None:
    built: Built = request.getfixturevalue(name)
    says = re.fullmatch(r"(.+): (.+); built in \d+\.\d s\n", built.run.out)
    assert says
    assert says[1] == str(built.site.root)
    assert says[2] == holds(list_at(built.catalogue))
    assert built.run.err == ""


def holds(wanted: List) -> str:
    planned = [paper for paper in wanted.papers.values() if paper.get("status") == "planned"]
    parts = [
        plural(len(wanted.sections), "section"),
        plural(len(wanted.papers) - len(planned), "paper"),
    ]
    return ", ".join([*parts, *([f"{len(planned)} planned"] if planned else [])])


def plural(number: int, what: str) -> str:
    return f"{number} {what}" + ("s" if number != 1 else "")


def test_catalogue_json_holds_every_field_as_it_was_written(built: Built, wanted: List) -> None:
    data = built.site.data
    assert data["version"] == 1
    for key in ("title", "summary"):
        assert data[key] == wanted.document.get(key)
    for section, given in zip(data["sections"], wanted.sections, strict=True):
        assert section == {"summary": None, **given}
    for paper, (paper_id, given) in zip(data["papers"], wanted.papers.items(), strict=True):
        plain = {k: v for k, v in given.items() if k not in ("needs", "background", "added")}
        assert {key: paper[key] for key in plain} == plain
        assert paper["added"] == (str(given["added"]) if "added" in given else None)
        for key in ("needs", "background"):
            named = wanted.named(paper_id, key)
            assert paper[key] == [{"paper": other, "why": why} for other, why in named.items()]


def test_catalogue_json_tells_order_depth_and_what_a_paper_leads_to(
    built: Built, wanted: List
) -> None:
    papers = {paper["id"]: paper for paper in built.site.data["papers"]}
    order = {paper_id: paper["order"] for paper_id, paper in papers.items()}
    assert sorted(order.values()) == list(range(1, len(papers) + 1))
    assert all(order[before] < order[after] for before, after in wanted.needs.edges)
    for paper_id, paper in papers.items():
        below = wanted.needs.subgraph(nx.ancestors(wanted.needs, paper_id) | {paper_id})
        assert paper["depth"] == nx.dag_longest_path_length(below)
        assert set(paper["leads_to"]) == set(wanted.needs.successors(paper_id))
        assert not built.site.dead("", paper["page"])


def test_graph_dot_holds_the_papers_and_the_drawn_edges(built: Built, wanted: List) -> None:
    drawn = pygraphviz.AGraph(string=built.site.read("data/graph.dot"))
    assert set(drawn.nodes()) == set(wanted.papers)
    assert set(drawn.edges()) == wanted.drawn
    dashed = {tuple(edge) for edge in drawn.edges() if "dashed" in str(edge.attr["style"])}
    assert dashed == wanted.background
    planned = {str(node) for node in drawn.nodes() if "dashed" in str(node.attr["style"])}
    assert planned == {p for p, given in wanted.papers.items() if given.get("status") == "planned"}


def test_graph_dot_shows_every_name_character_for_character(built: Built, wanted: List) -> None:
    drawing = pygraphviz.AGraph(string=built.site.read("data/graph.dot"))
    picture = Element(ET.fromstring(drawing.draw(format="svg", prog="dot")))
    drawn = picture.all(class_="node")
    shown = {node.all("title")[0].text: node.one("text").text for node in drawn}
    assert shown == {paper: " ".join(wanted.called(paper).split()) for paper in wanted.papers}


def test_graph_svg_is_the_whole_picture_in_a_file_that_needs_no_other(
    built: Built, wanted: List
) -> None:
    if not wanted.papers:
        assert not (built.site.root / "data" / "graph.svg").exists()
        return
    picture = Element(ET.fromstring(built.site.read("data/graph.svg")))
    assert picture.node.tag == "{http://www.w3.org/2000/svg}svg"
    assert set(nodes(picture)) == set(wanted.papers)
    assert set(edges(picture)) == wanted.drawn
    assert not picture.all("script")
    assert not picture.all("image")
    style = picture.one("style").text
    assert ".rg-picture" in style
    assert not re.search(r"@import|url\(|light-dark|var\(", style)
    for paper, node in nodes(picture).items():
        assert not built.site.dead("data/graph.svg", node.one("a")["href"]), paper


def test_it_can_be_run_from_anywhere_with_a_list_named_from_there(
    project: Project, tmp_path: Path
) -> None:
    (tmp_path / "list.yaml").write_text(EMPTY, encoding="utf-8")
    run = project.build("--catalogue", "list.yaml", "--site-dir", "out/new", cwd=tmp_path)
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("out/new: 0 sections, 0 papers; ")
    assert (tmp_path / "out" / "new" / "index.html").is_file()


def test_without_arguments_it_builds_its_own_list_into_its_own_folder(
    tmp_path: Path, project: Project, real: Built
) -> None:
    other = clone(tmp_path / "elsewhere", project.root, text=None)
    run = other.build(cwd=tmp_path)
    assert (run.status, run.err) == (0, "")
    assert tree(other.root / "site") == tree(real.site.root)


def test_what_editors_leave_in_docs_is_not_published(
    tmp_path: Path, project: Project, empty: Built
) -> None:
    other = clone(tmp_path / "edited", project.root)
    for name in ("contributing.md~", "assets/#site.css#", "Thumbs.db", "templates/main.html~"):
        (other.docs / name).write_text("left", encoding="utf-8")
    run = other.build(*places(empty.catalogue, tmp_path / "site"))
    assert (run.status, run.err) == (0, "")
    assert tree(tmp_path / "site") == tree(empty.site.root)


# What is wrong with the list


WRONG = {
    "an unknown id": (changed("needs: [sour]", "needs: [sower]"), r"\d+:\d+: error\[unknown-paper"),
    "a cycle": (changed("background: [gluten]", "background: []\n    minutes: 5")
                .replace("    year: 1962\n", "    year: 1962\n    needs: [sour]\n"),
                r"\d+:\d+: error\[cycle"),
    "a key given twice": (changed("    minutes: 45\n", "    minutes: 45\n    minutes: 46\n"),
                          r"\d+:\d+: error\[duplicate-key"),
    "no YAML": ("sections: [\n", r"\d+:\d+: error\[syntax"),
    "an empty file": ("", r"1:1: error\[empty-file"),
    "not UTF-8": (b"sections: []\npapers: [] # caf\xe9\n", r"2:17: error\[encoding"),
}  # fmt: skip


@pytest.mark.parametrize(("text", "says"), WRONG.values(), ids=list(WRONG))
def test_a_wrong_list_is_told_by_line_and_the_old_site_stays(
    project: Project, site: Path, text: str | bytes, says: str
) -> None:
    path = site.with_name("papers.yaml")
    path.write_bytes(text.encode() if isinstance(text, str) else text)
    holds_still(project, site, path, says)


@pytest.mark.parametrize("what", ["nothing", "a folder", "a loop", "below a file"])
def test_what_is_no_file_is_told_in_one_line_and_the_old_site_stays(
    project: Project, site: Path, what: str
) -> None:
    path = site.with_name("papers.yaml")
    if what == "a folder":
        path.mkdir()
    elif what == "a loop":
        path.symlink_to(path)
    elif what == "below a file":
        path.write_text(EMPTY, encoding="utf-8")
        path /= "papers.yaml"
    run = holds_still(project, site, path, r"1:1: error\[no-file")
    assert len(run.lines) == 1


def holds_still(project: Project, site: Path, catalogue: Path, says: str) -> Run:
    """Builds over a site what cannot be built; nothing may change."""
    before = tree(site.parent)
    run = project.build(*places(catalogue, site))
    assert (run.status, run.out) == (1, "")
    assert re.search("^" + re.escape(f"{catalogue}:") + says + r"\]: \S", run.err, re.MULTILINE)
    assert tree(site.parent) == before
    return run


def test_all_problems_are_told_in_one_run(project: Project, tmp_path: Path) -> None:
    text = changed("needs: [sour]", "needs: [sower]").replace("year: 1951", "year: next")
    (tmp_path / "papers.yaml").write_text(text, encoding="utf-8")
    run = project.build("--catalogue", "papers.yaml", "--site-dir", "site", cwd=tmp_path)
    told = re.findall(r"^papers\.yaml:\d+:\d+: error\[", run.err, re.MULTILINE)
    assert (run.status, len(told)) == (1, 2)
    assert not (tmp_path / "site").exists()


def test_a_warning_is_told_and_the_site_is_built(project: Project, tmp_path: Path) -> None:
    run = build(project, tmp_path, REFUSED_LINK)
    assert (run.status, run.out.count("\n")) == (0, 1)
    assert re.fullmatch(r"warning: \S+:53:34: warning\[refused-link\]: 'sour\.md' .*\n", run.err)


def test_with_strict_a_warning_fails_and_the_old_site_stays(project: Project, site: Path) -> None:
    before = tree(site)
    run = build(project, site.parent, REFUSED_LINK, "--strict")
    assert (run.status, run.out) == (1, "")
    assert re.fullmatch(r"warning: \S+:53:34: warning\[refused-link\]: 'sour\.md' .*\n", run.err)
    assert tree(site) == before
    assert build(project, site.parent, TOY, "--strict").status == 0


def build(project: Project, folder: Path, text: str, *options: str) -> Run:
    (folder / "papers.yaml").write_text(text, encoding="utf-8")
    return project.build(*places(folder / "papers.yaml", folder / "site"), *options)


# What is wrong with docs/


def test_what_may_not_be_in_docs_is_told_in_one_line_and_the_old_site_stays(
    project: Project, site: Path
) -> None:
    strayed = clone(site.with_name("strayed"), project.root)
    before = tree(site)
    (strayed.docs / "about.md").symlink_to("../README.md")
    for target in ("/etc/passwd", "nothing.txt"):
        (strayed.docs / "stray.txt").symlink_to(target)
        run = strayed.run("scripts/build.py", "--site-dir", site, cwd=strayed.root)
        assert (run.status, run.out) == (1, "")
        assert re.fullmatch(r"error: docs/stray\.txt leads .*\n", run.err)
        assert tree(site) == before
        assert not list(strayed.temporary.iterdir())
        (strayed.docs / "stray.txt").unlink()
    assert strayed.build("--site-dir", site).status == 0
    assert (site / "about" / "index.html").is_file()


def test_no_name_or_text_in_docs_says_anything_in_a_line_of_its_own(
    project: Project, empty: Built, tmp_path: Path
) -> None:
    strayed = clone(tmp_path / "strayed", project.root)
    (strayed.docs / "a\x1b[31m\n::error::a.md").write_text("[b](gone.md)", encoding="utf-8")
    (strayed.docs / "c.md").write_text("![d](##[error]d.png) [e](<e\x1b[31m.md>)", "utf-8")
    run = strayed.build(*places(empty.catalogue, tmp_path / "site"))
    assert run.status == 0
    for name in (r"a\u001b[31m ::error::a.md", r"##\u005berror]d.png", r"e\u001b[31m.md"):
        assert name in run.err
    assert all(line.startswith("warning: ") for line in run.err.splitlines())
    assert run.err.replace("\n", "").isprintable()
    assert not [line for line in run.lines if command(line)]


def test_a_page_that_is_not_utf_8_is_told_and_the_old_site_stays(
    project: Project, site: Path
) -> None:
    strayed = clone(site.with_name("strayed"), project.root)
    before = tree(site)
    (strayed.docs / "late.md").write_bytes(b"# Late \xff")
    run = strayed.build("--site-dir", site)
    assert (run.status, run.out) == (1, "")
    assert re.search(r"^error: Error reading page 'late\.md': .*$", run.err, re.MULTILINE)
    assert tree(site) == before


def test_what_could_be_read_for_ever_is_not_read(project: Project, tmp_path: Path) -> None:
    strayed = clone(tmp_path / "strayed", project.root)
    os.mkfifo(strayed.docs / "late.md")
    run = strayed.run("scripts/build.py", cwd=strayed.root)
    assert (run.status, run.out) == (1, "")
    assert re.fullmatch(r"error: docs/late\.md is neither a file nor a folder; .*\n", run.err)


# What is wrong with the command


def test_help_says_what_it_does_and_what_the_exit_status_means(project: Project) -> None:
    run = project.build("--help")
    assert (run.status, run.err) == (0, "")
    assert run.out.startswith("Usage: build.py")
    assert "Exit status" in run.out


@pytest.mark.parametrize("arguments", [["--no-such-option"], ["papers.yaml"], ["--site-dir"]])
def test_wrong_usage_is_told_with_status_2(project: Project, arguments: list[str]) -> None:
    run = project.build(*arguments)
    assert (run.status, run.out) == (2, "")
    assert run.err.splitlines()[-1].startswith("Error: ")


@pytest.mark.parametrize("what", ["a file", "a loop", "another's folder", "below a file"])
def test_a_folder_that_is_no_site_of_ours_is_not_touched(
    project: Project, toy: Built, tmp_path: Path, what: str
) -> None:
    place = tmp_path / "site"
    if what == "a loop":
        place.symlink_to(place)
    elif what == "another's folder":
        place.mkdir()
        (place / "letter.txt").write_text("Dear …", encoding="utf-8")
    else:
        place.write_text("a letter", encoding="utf-8")
    before = tree(tmp_path)
    given = place / "new" if what == "below a file" else place
    run = project.build(*places(toy.catalogue, given))
    assert (run.status, run.out) == (2, "")
    assert re.fullmatch(r"error: .*site.*\n", run.err)
    assert tree(tmp_path) == before


@pytest.mark.parametrize("kept", ["papers.yaml", ".git/config"])
def test_a_folder_with_what_people_keep_is_no_old_site(
    project: Project, toy: Built, tmp_path: Path, kept: str
) -> None:
    place = tmp_path / "mine"
    for name, text in {"data/catalogue.json": '{"papers": []}', kept: EMPTY}.items():
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        (place / name).write_text(text, encoding="utf-8")
    before = tree(place)
    catalogue = place / kept if kept == "papers.yaml" else toy.catalogue
    run = project.build(*places(catalogue, place))
    assert (run.status, run.out) == (2, "")
    assert re.fullmatch(r"error: .*mine.*\n", run.err)
    assert tree(place) == before


def test_a_folder_whose_data_is_not_a_list_of_ours_is_no_old_site(
    project: Project, toy: Built, tmp_path: Path
) -> None:
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "catalogue.json").write_text("[]", encoding="utf-8")
    before = tree(tmp_path)
    assert project.build(*places(toy.catalogue, tmp_path)).status == 2
    assert tree(tmp_path) == before


def test_a_list_where_a_build_clears_up_is_kept(project: Project, tmp_path: Path) -> None:
    kept = tmp_path / ".site.reading-graph" / "papers.yaml"
    kept.parent.mkdir()
    kept.write_text(EMPTY, encoding="utf-8")
    assert project.build(*places(kept, tmp_path / "site")).status == 2
    assert kept.read_text(encoding="utf-8") == EMPTY


@pytest.mark.parametrize("date", ["no", "-1", "999999999999", "9" * 5_000])
def test_a_date_that_no_site_can_have_is_told_in_one_line(
    project: Project, toy: Built, date: str
) -> None:
    run = project.build(*places(toy.catalogue, toy.site.root), environ={"SOURCE_DATE_EPOCH": date})
    assert (run.status, run.out) == (2, "")
    assert re.fullmatch(r"error: SOURCE_DATE_EPOCH .*\n", run.err)


@pytest.mark.parametrize(
    "address",
    [
        "example.org", "//example.org/", "javascript:alert(1)", "javascript://x/%0aalert(1)",
        "ftp://example.org/", "https://me:key@example.org/", "https://example.org/?page=1",
        "https://example.org/#top", "https://[::1/", "https://[:::]/", "https:///list/",
        "https://example.org/a b", 'https://example.org/"<', "https://example.org/\x1b[31m\n::error::x",
    ],
)  # fmt: skip
def test_an_address_that_no_site_can_have_is_told_in_one_line(
    address: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("SITE_URL", address)
    with pytest.raises(SystemExit) as stopped:
        refuse_site_url()
    says = capsys.readouterr().err
    assert stopped.value.code == 2
    assert re.fullmatch(r"error: SITE_URL must be .+, found '.+'; write .+, or unset it\n", says)
    assert says[:-1].isprintable()


@pytest.mark.parametrize("script", ["build.py", "serve.py"])
def test_a_site_without_a_scheme_in_its_address_is_not_begun(project: Project, script: str) -> None:
    run = project.run(project.root / "scripts" / script, environ={"SITE_URL": "example.org"})
    assert (run.status, run.out) == (2, "")
    assert re.fullmatch(r"error: SITE_URL must be .*, found 'example.org'; .*\n", run.err)


@pytest.mark.parametrize(
    "address", ["https://example.org", "http://127.0.0.1:8000/a-b/%7Eada/", "http://[::1]/"]
)
def test_an_address_that_a_site_can_have_stands_on_its_pages(
    project: Project, empty: Built, tmp_path: Path, address: str
) -> None:
    arguments = places(empty.catalogue, tmp_path / "site")
    assert project.build(*arguments, environ={"SITE_URL": address}).status == 0
    home = (tmp_path / "site" / "index.html").read_text("utf-8")
    address = address.removesuffix("/") + "/"
    assert f'<link rel="canonical" href="{address}">' in home
    site = Site(tmp_path / "site")
    assert f'<link rel="self" href="{address}feed.xml"' in site.read("feed.xml")
    for page in (page for page in site.pages.values() if page.file != "404.html"):
        (link,) = page.root.all("link", type="application/atom+xml")
        assert (link["rel"], site.dead(page.address, link["href"])) == ("alternate", False)
    assert "../feed.xml" in site.pages["new/"].links()


def test_a_site_to_be_opened_from_disk_has_no_feed_even_with_an_address(
    project: Project, empty: Built, tmp_path: Path
) -> None:
    arguments = ["--offline", *places(empty.catalogue, tmp_path / "site")]
    assert project.build(*arguments, environ={"SITE_URL": "https://example.org/"}).status == 0
    home = (tmp_path / "site" / "index.html").read_text("utf-8")
    assert "feed" not in home
    assert not (tmp_path / "site" / "feed.xml").exists()


def test_no_site_is_written_into_docs(project: Project, toy: Built) -> None:
    run = project.build(*places(toy.catalogue, project.docs / "site"))
    assert (run.status, run.out) == (2, "")
    assert re.fullmatch(r"error: .*docs.*\n", run.err)


def test_an_empty_folder_is_filled(project: Project, tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    assert build(project, tmp_path, EMPTY).status == 0
    assert (tmp_path / "site" / "index.html").is_file()


# What goes wrong on the way


def test_no_library_says_anything_on_a_machine_without_fonts(
    project: Project, toy: Built, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    run = project.build(
        *places(toy.catalogue, tmp_path / "site"),
        environ={
            "FONTCONFIG_FILE": str(home / "fonts.conf"),
            "HOME": str(home),
            "XDG_CACHE_HOME": str(home),
        },
    )
    assert (run.status, run.err, run.out.count("\n")) == (0, "", 1)
    assert tree(tmp_path / "site") == tree(toy.site.root)


# Again


def test_the_same_list_gives_the_same_bytes_anywhere(
    toy: Built, project: Project, tmp_path: Path
) -> None:
    other = clone(tmp_path / "a folder with a longer näme", project.root)
    here = {"TZ": "Pacific/Kiritimati", "LC_ALL": "C", "PYTHONHASHSEED": "1"}
    there = {"TZ": "America/Adak", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}
    for place, environ in ((project, here), (other, there)):
        again = place.root.with_name("again")
        assert place.build(*places(toy.catalogue, again), environ=environ).status == 0
        assert tree(again) == tree(toy.site.root)


def test_the_only_date_in_a_site_is_the_day_of_the_last_commit(toy: Built) -> None:
    header = (toy.site.root / "sitemap.xml.gz").read_bytes()[:8]
    written = datetime.fromtimestamp(int.from_bytes(header[4:], "little"), UTC)
    assert written.date() == datetime.fromisoformat(COMMITTED).date()


def test_a_second_build_leaves_nothing_of_the_first(
    project: Project, empty: Built, site: Path
) -> None:
    assert build(project, site.parent, EMPTY).status == 0
    assert tree(site) == tree(empty.site.root)
    assert json.loads((site / "data" / "catalogue.json").read_text("utf-8"))["papers"] == []
