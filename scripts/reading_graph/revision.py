"""What git knows of the folder: the only module that runs it."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

from .wording import quoted

_NAMED = "name one by its id, a branch or a tag, such as main or HEAD~3"
_FETCHED = "this clone has only the last commits: git fetch --unshallow brings the others"
_TRUNKS = ("main", "master")
_FOR_A_PERSON = re.compile("GIT_(ALLOW|ASKPASS|CEILING|CONFIG|DISCOVERY|EXEC|SSH|SSL|TERMINAL)")
"""Variables that say how a person uses git; the others say of what, as hooks do, which is for the
folder to say.
"""


class NoRevision(Exception):
    """What git cannot tell of an earlier list, and the way out, in one line."""


def commit_time(folder: Path) -> int | None:
    """When the last commit was made, in seconds since 1970; None without git, or a repository."""
    answer = _answer(folder, "log", "-1", "--format=%ct")
    return int(answer) if answer and answer.isdecimal() else None


def remote(folder: Path) -> str | None:
    """Where the repository whose top is the folder came from; None for one that is around it."""
    return _answer(folder, "remote", "get-url", "origin") if (folder / ".git").exists() else None


def default_branch(folder: Path) -> str | None:
    """The branch that a clone starts with; None where git was never told."""
    answer = _answer(folder, "symbolic-ref", "--quiet", "--short", "refs/remotes/origin/HEAD")
    return answer.removeprefix("origin/") if answer else None


def commit(folder: Path, name: str) -> str:
    """The full id of a commit that a person names in any way that git knows. Nothing in the name
    is an option, and a range is no commit.
    """
    words = ["rev-parse", "--verify", "--quiet", "--end-of-options", f"{name}^{{commit}}"]
    found = _answer(folder, *words)
    if found is None or not re.fullmatch("[0-9a-f]{40,64}", found):
        raise NoRevision(_why_unknown(folder, name))
    return found


def branched_off(folder: Path) -> tuple[str, str] | None:
    """The branch on which this one began, and the commit at which it left it. It is the default
    branch of `origin`, or what seems to be, as only a clone is told; None where nothing does.
    """
    branch = _trunk(folder)
    if branch is None:
        return None
    name = re.sub("^refs/(heads|remotes)/", "", branch)
    left = _answer(folder, "merge-base", "HEAD", branch)
    if left is None:
        way_out = _FETCHED if _is_shallow(folder) else _NAMED
        raise NoRevision(f"git finds no commit that this branch shares with {name}; {way_out}")
    return name, left


def file_at(commit_id: str, path: Path) -> bytes | None:
    """What a file of the repository around it held at a commit; None where it was not there."""
    folder, name = path.parent, path.name
    entry = _answer(folder, "ls-tree", "-z", commit_id, f"./{name}")
    if entry == "":
        return None
    mode, _, blob, *_ = entry.split() if entry else ("", "", "")
    data = _output(folder, "cat-file", "blob", blob) if mode.startswith("100") else None
    if data is None:
        link = "it is a symbolic link there: name another commit"
        way_out = link if mode == "120000" else "is it a file there?"
        where = f"{quoted(name)} of {commit_id[:10]}"
        raise NoRevision(f"git cannot read {where}, so nothing can be compared; {way_out}")
    return data


def _trunk(folder: Path) -> str | None:
    names = dict.fromkeys(filter(None, (default_branch(folder), *_TRUNKS)))
    refs = [f"refs/remotes/origin/{name}" for name in names]
    if _answer(folder, "symbolic-ref", "--quiet", "--short", "HEAD") not in _TRUNKS:
        refs += [f"refs/heads/{name}" for name in _TRUNKS]
    known = (_answer(folder, "for-each-ref", "--format=%(refname)", *refs) or "").splitlines()
    return next((ref for ref in refs if ref in known), None)


def _why_unknown(folder: Path, name: str) -> str:
    if _answer(folder, "--version") is None:
        return "git is needed to know what was there before; install it"
    if _answer(folder, "rev-parse", "--git-dir") is None:
        where = quoted(str(folder))
        return f"git finds no repository around {where}; git status there says why"
    if _answer(folder, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return "this repository has no commit yet that a list could be compared with"
    way_out = _FETCHED if _is_shallow(folder) else _NAMED
    return f"git knows no commit {quoted(name)} here; {way_out}"


def _is_shallow(folder: Path) -> bool:
    return _answer(folder, "rev-parse", "--is-shallow-repository") == "true"


def _answer(folder: Path, *command: str) -> str | None:
    output = _output(folder, *command)
    return None if output is None else output.decode("utf-8", errors="replace").strip()


def _output(folder: Path, *command: str) -> bytes | None:
    environ = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith("GIT_") or _FOR_A_PERSON.match(name)
    }
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *command], capture_output=True, check=True, env=environ
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
