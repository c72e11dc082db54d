"""The links from the site to the forge that its list is kept on, and the site's own address."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import yaml
from reading_graph.forge import GITHUB, ListFile, Repository, repository, site_address
from reading_graph.model import Paper
from support.builds import Built, Project, clone, tree
from support.hostile import CATALOGUE as HOSTILE
from support.hostile import NAMES
from support.pages import Element, Page, Site
from support.toy import TOY, changed, reading

KITES = Repository(GITHUB, "ada", "kites")
HOME = "https://github.com/example/reading-graph"
WORKFLOW = {
    "GITHUB_ACTIONS": "true",
    "GITHUB_EVENT_NAME": "push",
    "GITHUB_REF": "refs/heads/trunk",
    "GITHUB_REF_NAME": "trunk",
    "GITHUB_REF_TYPE": "branch",
    "GITHUB_REPOSITORY": "ada/kites",
    "GITHUB_SERVER_URL": GITHUB,
}
PROPOSED = WORKFLOW | {
    "GITHUB_BASE_REF": "trunk",
    "GITHUB_EVENT_NAME": "pull_request",
    "GITHUB_REF": "refs/pull/12/merge",
    "GITHUB_REF_NAME": "12/merge",
}


# Which repository it is


@pytest.mark.parametrize(
    "remote",
    [
        "git@github.com:ada/kites.git",
        "git@github.com:ada/kites",
        "github.com:ada/kites.git",
        "ssh://git@github.com/ada/kites.git",
        "ssh://git@ssh.github.com:443/ada/kites.git",
        "git://github.com/ada/kites.git",
        "https://github.com/ada/kites.git",
        "https://github.com/ada/kites",
        "https://github.com/ada/kites/",
        "https://www.GitHub.com/ada/kites",
        "https://ada:secret@github.com/ada/kites.git",
        "https://x-access-token:secret@github.com/ada/kites",
    ],
)
def test_every_way_to_write_a_remote_names_the_same_repository(remote: str) -> None:
    assert repository({}, remote, None) == KITES


@pytest.mark.parametrize(
    "remote",
    [
        None,
        "",
        "/home/ada/kites",
        "../kites.git",
        "file:///home/ada/kites.git",
        "https://example.org/ada/kites.git",
        "https://github.com.evil.example/ada/kites.git",
        "https://evil.example/github.com/ada/kites.git",
        "https://evil.example#@github.com:ada/kites",
        "https://github.com/ada",
        "https://github.com/ada/kites/tree/main",
        "https://github.com/ada/..",
        "https://github.com/../kites",
        'https://github.com/ada/kites"onclick="x',
        "https://github.com/ada/kites?x=1",
        "https://github.com/ada/kites#x",
        "https://github.com/ada/ki tes",
        "https://github.com/ada/kites\nhttps://github.com/eve/kites",
        "https://github.com/ädä/kites",
        "javascript:github.com/ada/kites",
        "git@github.com:ada/<script>.git",
    ],
)
def test_any_other_remote_names_none(remote: str | None) -> None:
    assert repository({}, remote, "main") is None


def test_a_workflow_knows_better_than_the_remote() -> None:
    found = repository(WORKFLOW, "https://github.com/eve/other", None)
    assert found == Repository(GITHUB, "ada", "kites", "trunk")


@pytest.mark.parametrize(
    "changes",
    [
        {"GITHUB_SERVER_URL": "javascript:alert(1)"},
        {"GITHUB_SERVER_URL": "https://evil.example/?"},
        {"GITHUB_SERVER_URL": ""},
        {"GITHUB_REPOSITORY": "ada"},
        {"GITHUB_REPOSITORY": "ada/kites/../../eve"},
        {"GITHUB_REPOSITORY": "ada/.."},
        {"GITEA_ACTIONS": "true"},
        {"FORGEJO_ACTIONS": "true"},
    ],
)
def test_a_workflow_of_another_forge_or_with_nonsense_names_none(changes: dict[str, str]) -> None:
    assert repository(WORKFLOW | changes, "https://github.com/ada/kites", None) is None


@pytest.mark.parametrize(
    ("environ", "told_by_git", "branch"),
    [
        ({}, None, "main"),
        ({}, "trunk", "trunk"),
        (WORKFLOW, None, "trunk"),
        (WORKFLOW, "master", "master"),
        (PROPOSED, None, "trunk"),
        (WORKFLOW | {"GITHUB_REF_TYPE": "tag", "GITHUB_REF_NAME": "v1"}, None, "main"),
        (WORKFLOW | {"GITHUB_REF_NAME": "gh-readonly-queue/trunk/pr-1-0a1b2c"}, None, "trunk"),
        ({}, "../../evil", "main"),
        ({}, "a b", "main"),
    ],
)
def test_the_branch_is_the_default_one_as_far_as_anybody_knows(
    environ: Mapping[str, str], told_by_git: str | None, branch: str
) -> None:
    found = repository(environ, "https://github.com/ada/kites", told_by_git)
    assert found
    assert found.branch == branch


# Where the site is


@pytest.mark.parametrize(
    ("environ", "name", "address"),
    [
        (WORKFLOW, "ada/kites", "https://ada.github.io/kites/"),
        (WORKFLOW, "Ada/Kites", "https://ada.github.io/Kites/"),
        (WORKFLOW, "Ada/ada.github.io", "https://ada.github.io/"),
        (PROPOSED, "ada/kites", None),
        (WORKFLOW | {"GITHUB_ACTIONS": ""}, "ada/kites", None),
        (WORKFLOW | {"GITHUB_SERVER_URL": "https://git.example.org"}, "ada/kites", None),
    ],
)
def test_the_address_is_known_where_the_site_may_be_published(
    environ: dict[str, str], name: str, address: str | None
) -> None:
    environ = environ | {"GITHUB_REPOSITORY": name}
    assert site_address(repository(environ, None, None), environ) == address


# Which lines an entry has


def test_the_lines_of_an_entry_are_those_from_its_id_to_its_last_word() -> None:
    found, lines = reading(TOY), TOY.splitlines()
    assert list(found.lines) == [paper["id"] for paper in yaml.safe_load(TOY)["papers"]]
    for paper, (first, last) in found.lines.items():
        assert lines[first - 1] == f"  - id: {paper}"
        assert yaml.safe_load("\n".join(lines[first - 1 : last]))[0]["id"] == paper
        assert lines[last - 1].strip()
        assert last == len(lines) or lines[last].strip() == ""


@pytest.mark.parametrize(
    ("ends", "last"),
    [
        ("    notes: |\n      # no comment\n\n\n  # a comment\n\n# and one more\n", 7),
        ("    notes: |+\n      Text.\n\n  # a comment\n", 7),
        ("    tags: [a,\n      b]   # a comment\n", 7),
        ("    tags: [\n      a\n    ]\n", 8),
        ("    tags:\n      - a # a comment\n      # and one more\n", 7),
        ("    notes: 'two\n\n      lines'\n\n", 8),
        ("    year: 1951", 6),
        ("\r\n\r\n", 5),
    ],
)
def test_blank_lines_and_comments_after_an_entry_are_not_its_own(ends: str, last: int) -> None:
    text = "sections: [{id: s, title: S}]\npapers:\n  - id: a\n    title: A\n    section: s\n"
    assert reading(text + ends).lines == {"a": (3, last)}


def test_the_entries_of_a_list_that_is_json_have_lines_too() -> None:
    lines = reading(HOSTILE).lines
    assert len(lines) == len(NAMES)
    assert set(lines.values()) == {(1, 1)}


# What an address holds


@pytest.mark.parametrize("name", NAMES)
def test_nothing_in_a_name_gets_into_an_address_unescaped(name: str) -> None:
    file = ListFile(KITES, "papers.yaml", {"p": (1, 2)})
    address = file.correction(Paper("p", name, "s"))
    assert re.fullmatch(r"https://github\.com/ada/kites/issues/new\?[\w.~%&=-]+", address, re.ASCII)
    assert parse_qs(urlsplit(address).query, strict_parsing=True) == {
        "template": ["wrong-entry.yml"],
        "title": [f"{name}: "],
        "entry": ["p"],
    }


def test_a_branch_is_escaped_but_for_its_slashes() -> None:
    file = ListFile(Repository(GITHUB, "ada", "kites", "a/b#c"), "papers.yaml", {})
    assert file.editor() == "https://github.com/ada/kites/edit/a/b%23c/papers.yaml"


# On the pages


def test_every_entry_leads_to_its_own_lines_and_to_a_form_that_knows_it(real: Built) -> None:
    lines = real.catalogue.read_text(encoding="utf-8").splitlines()
    for paper in real.site.data["papers"]:
        page = real.site.pages[f"sections/{paper['section']}/"]
        edit, wrong = (a["href"] for a in foot(page, paper["id"]))
        shows = re.fullmatch(rf"{HOME}/blob/main/papers\.yaml#L(\d+)-L(\d+)", edit)
        assert shows
        assert lines[int(shows[1]) - 1].strip() == f"- id: {paper['id']}"
        assert lines[int(shows[2]) - 1].strip()
        assert wrong.startswith(f"{HOME}/issues/new?template=wrong-entry.yml&")
        assert wrong.endswith(f"&entry={paper['id']}")


def foot(page: Page, paper: str) -> list[Element]:
    """The links at the foot of an entry."""
    (found,) = [p for e in page.entry(paper) for p in e.all("p", class_="rg-mend")]
    return found.all("a")


def test_home_and_every_section_lead_to_where_a_paper_is_suggested(real: Built) -> None:
    sections = {
        f"sections/{s['id']}/": {"section": [s["title"]]} for s in real.site.data["sections"]
    }
    for address, filled in {"": {}, **sections}.items():
        form, editor, _ = (
            real.site.pages[address].content.one("details", class_="rg-suggest").all("a")
        )
        assert form["href"].startswith(f"{HOME}/issues/new?")
        query = parse_qs(urlsplit(form["href"]).query, strict_parsing=True)
        assert query == {"template": ["suggest-a-paper.yml"], **filled}
        assert editor["href"] == f"{HOME}/edit/main/papers.yaml"


def test_a_list_that_is_not_the_projects_own_is_not_on_its_forge(toy: Built) -> None:
    assert leading_to_a_forge(toy.site) == set()


def leading_to_a_forge(site: Site) -> set[str]:
    places = {link for page in site.pages.values() for link in page.links()}
    return {place for place in places if place.startswith("https://github.com/")}


@pytest.fixture
def other(tmp_path: Path) -> Project:
    """A clone whose list and remote may be changed."""
    return clone(tmp_path / "reading-graph")


def git(project: Project, *command: str) -> None:
    subprocess.run(["git", "-C", project.root, *command], check=True, env=project.environ)


def built(project: Project, **environ: str) -> Site:
    site = Site(project.root / "site")
    run = project.build("--strict", environ=environ)
    assert (run.status, run.err) == (0, "")
    return site


@pytest.mark.parametrize("remote", [None, "/srv/git/list.git", "https://example.org/a/b.git"])
def test_without_a_remote_on_a_forge_the_site_has_no_links_to_one(
    other: Project, remote: str | None
) -> None:
    (other.root / "papers.yaml").write_text(TOY, encoding="utf-8")
    command = ["set-url", "origin", remote] if remote else ["remove", "origin"]
    git(other, "remote", *command)
    site = built(other)
    assert leading_to_a_forge(site) == set()
    for page in site.pages.values():
        assert not page.content.all(class_="rg-mend")
        assert not page.root.all("link", rel="canonical")
    assert "scripts/check.py" in site.pages[""].content.one("details", class_="rg-suggest").text


def test_a_folder_inside_somebody_elses_repository_has_none(other: Project) -> None:
    (other.root / "papers.yaml").write_text(TOY, encoding="utf-8")
    (other.root / ".git").rename(other.root.parent / ".git")
    assert leading_to_a_forge(built(other)) == set()


def test_the_default_branch_is_the_one_that_git_was_told_of(other: Project) -> None:
    (other.root / "papers.yaml").write_text(TOY, encoding="utf-8")
    git(other, "symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/trunk")
    links = leading_to_a_forge(built(other))
    assert f"{HOME}/edit/trunk/papers.yaml" in links


def test_in_a_workflow_the_site_knows_its_address_and_its_repository(other: Project) -> None:
    (other.root / "papers.yaml").write_text(TOY, encoding="utf-8")
    git(other, "remote", "remove", "origin")
    site = built(other, **WORKFLOW)
    first = tree(site.root)
    for address, page in site.pages.items():
        if address != "404.html":
            (link,) = page.root.all("link", rel="canonical")
            assert link["href"] == f"https://ada.github.io/kites/{address}"
    assert "https://github.com/ada/kites/edit/trunk/papers.yaml" in leading_to_a_forge(site)
    assert tree(built(other, **WORKFLOW).root) == first


def test_an_address_that_is_given_goes_before_the_workflows(other: Project) -> None:
    (other.root / "papers.yaml").write_text(TOY, encoding="utf-8")
    site = built(other, **WORKFLOW, SITE_URL="https://bread.example/list/")
    (link,) = site.pages["graph/"].root.all("link", rel="canonical")
    assert link["href"] == "https://bread.example/list/graph/"


def test_what_strangers_write_changes_no_address_of_the_forge(other: Project) -> None:
    (other.root / "papers.yaml").write_text(HOSTILE, encoding="utf-8")
    assert other.build().status == 0
    for page in Site(other.root / "site").pages.values():
        for foot in page.content.all("p", class_="rg-mend"):
            edit, wrong = (a["href"] for a in foot.all("a"))
            assert edit == f"{HOME}/blob/main/papers.yaml#L1-L1"
            assert set(parse_qs(urlsplit(wrong).query)) == {"template", "title", "entry"}


def test_a_moved_entry_takes_its_link_along(other: Project) -> None:
    text = changed("# A comment first: the list begins in line 3.\n", "# 1\n# 2\n# 3\n")
    (other.root / "papers.yaml").write_text(text, encoding="utf-8")
    first, last = reading(TOY).lines["rye"]
    wanted = f"{HOME}/blob/main/papers.yaml#L{first + 2}-L{last + 2}"
    assert wanted in leading_to_a_forge(built(other))
