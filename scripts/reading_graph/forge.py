"""The forge that the project is kept on: where a reader can see, correct and add to the list."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote, urlencode

from . import revision
from .model import Paper, Section

GITHUB = "https://github.com"
USUAL_BRANCH = "main"
OWN_LIST = "papers.yaml"


@dataclass(frozen=True)
class Repository:
    """A repository at GitHub, or at a server of the same software."""

    server: str
    owner: str
    name: str
    branch: str = USUAL_BRANCH

    @property
    def address(self) -> str:
        return f"{self.server}/{quote(self.owner)}/{quote(self.name)}"

    @property
    def pages(self) -> str | None:
        """Where GitHub publishes its site, if it is told to.

        >>> Repository(GITHUB, "Ada", "kites").pages
        'https://ada.github.io/kites/'
        >>> Repository(GITHUB, "Ada", "ada.github.io").pages
        'https://ada.github.io/'
        """
        if self.server != GITHUB:
            return None
        host = f"{self.owner.lower()}.github.io"
        return f"https://{host}/" + ("" if self.name.lower() == host else f"{quote(self.name)}/")


@dataclass(frozen=True)
class ListFile:
    """A list that lies in a repository, with the first and last line of each paper's entry."""

    repository: Repository
    path: str
    lines: Mapping[str, tuple[int, int]] = field(default_factory=dict)

    def entry(self, paper: Paper) -> str:
        """Shows the lines of an entry, marked, to everybody; a pencil leads on to the editor, which
        has no address for lines and is for those who have logged in.

        >>> file = ListFile(Repository(GITHUB, "ada", "kites"), "papers.yaml", {"sails": (7, 19)})
        >>> file.entry(Paper("sails", "On Sails", "flight"))
        'https://github.com/ada/kites/blob/main/papers.yaml#L7-L19'
        """
        first, last = self.lines[paper.id]
        return f"{self._at('blob')}#L{first}-L{last}"

    def editor(self) -> str:
        """The forge's editor; whoever may not write there is led to a copy and a pull request."""
        return self._at("edit")

    def correction(self, paper: Paper) -> str:
        """The form for what is wrong with an entry, which knows already whose it is."""
        return self._form("wrong-entry.yml", title=f"{paper.name}: ", entry=paper.id)

    def suggestion(self, section: Section | None = None) -> str:
        """The form for a paper that is missing, in a section if one is named."""
        filled = {"section": section.title} if section else {}
        return self._form("suggest-a-paper.yml", **filled)

    def _at(self, view: str) -> str:
        branch, path = quote(self.repository.branch), quote(self.path)
        return f"{self.repository.address}/{view}/{branch}/{path}"

    def _form(self, template: str, **filled: str) -> str:
        fields = urlencode({"template": template, **filled}, quote_via=quote)
        return f"{self.repository.address}/issues/new?{fields}"


def repository_of(folder: Path) -> Repository | None:
    """The one that the folder is a clone of; None where nothing tells, or on another forge."""
    return repository(os.environ, revision.remote(folder), revision.default_branch(folder))


def list_file(
    repository: Repository | None,
    folder: Path,
    catalogue: Path,
    lines: Mapping[str, tuple[int, int]],
) -> ListFile | None:
    """The list on its forge: only the project's own, as no other is there."""
    is_own = catalogue.resolve() == (folder / OWN_LIST).resolve()
    return ListFile(repository, OWN_LIST, lines) if repository and is_own else None


def site_address(
    repository: Repository | None, environ: Mapping[str, str] = os.environ
) -> str | None:
    """Where the site will be published; known only in a workflow that may publish it."""
    proposed = environ.get("GITHUB_EVENT_NAME", "").startswith(("pull_request", "merge_group"))
    if not repository or environ.get("GITHUB_ACTIONS") != "true" or proposed:
        return None
    return repository.pages


def repository(
    environ: Mapping[str, str], remote: str | None, branch: str | None
) -> Repository | None:
    """The one that a workflow runs for, else the one of git's remote, if it is at GitHub.

    `branch` is the default branch where git knows it.
    """
    server = environ.get("GITHUB_SERVER_URL", "")
    full_name = environ.get("GITHUB_REPOSITORY", "")
    if not full_name:
        server, full_name = GITHUB, _at_github(remote or "")
    name = _FULL_NAME.fullmatch(full_name)
    if not name or not _SERVER.fullmatch(server) or _is_another_forge(environ):
        return None
    known = (b for b in (branch, _branch_built(environ)) if b and _BRANCH.fullmatch(b))
    return Repository(server, name["owner"], name["name"], next(known, USUAL_BRANCH))


def _at_github(remote: str) -> str:
    """
    >>> _at_github("git@github.com:ada/kites.git"), _at_github("https://me:key@github.com/ada/kites")
    ('ada/kites', 'ada/kites')
    """
    match = _REMOTE.fullmatch(remote)
    return match["full_name"] if match else ""


def _is_another_forge(environ: Mapping[str, str]) -> bool:
    """Others run workflows in an environment of the same names, but have other addresses."""
    return any(environ.get(name) for name in ("GITEA_ACTIONS", "FORGEJO_ACTIONS"))


def _branch_built(environ: Mapping[str, str]) -> str | None:
    """The branch that a workflow runs for; in a pull request, the one it is to go into."""
    if proposed_for := environ.get("GITHUB_BASE_REF"):
        return proposed_for
    if environ.get("GITHUB_REF_TYPE") != "branch":
        return None
    return _QUEUED.sub(r"\1", environ.get("GITHUB_REF_NAME", ""))


_QUEUED = re.compile(r"gh-readonly-queue/(.+)/pr-\d+-[0-9a-f]+")
"""What a merge queue calls a branch while it tries a change on it."""

_OWNER = r"[A-Za-z0-9](?:[A-Za-z0-9_-]{0,38})"
_NAME = r"(?!\.{1,2}$)[A-Za-z0-9._-]{1,100}"
_FULL_NAME = re.compile(f"(?P<owner>{_OWNER})/(?P<name>{_NAME})", re.ASCII)
_SERVER = re.compile(r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*(?::\d{1,5})?")
_BRANCH = re.compile(r"(?![-/.])(?!.*(?:\.\.|//|/\.))[\w./#+=@-]{1,200}(?<![/.])")
_REMOTE = re.compile(
    r"(?:(?:https?|ssh|git)://(?:[^/@\s]*@)?(?:www\.|ssh\.)?github\.com(?::\d{1,5})?/"
    r"|(?:[^/@:\s]+@)?github\.com:/?)"
    r"(?P<full_name>[^/]+/[^/]+?)(?:\.git)?/?",
    re.IGNORECASE,
)
