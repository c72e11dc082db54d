"""What git knows of the folder: the only module that runs it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

from .wording import quoted


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


def branched_off(folder: Path) -> str | None:
    """The commit at which this branch left the default branch of `origin`."""
    branch = default_branch(folder)
    there = f"refs/remotes/origin/{branch}"
    return _answer(folder, "merge-base", "HEAD", there) if branch else None


def file_at(commit_id: str, path: Path) -> bytes | None:
    """What a file of the repository around it held at a commit; None where it was not there."""
    folder, name = path.parent, path.name
    blob = _answer(folder, "rev-parse", "--verify", "--quiet", f"{commit_id}:./{name}")
    if blob is None:
        return None
    data = _output(folder, "cat-file", "blob", blob)
    if data is None:
        raise NoRevision(f"git cannot read {quoted(name)} of {commit_id}; is it a file there?")
    return data


def _why_unknown(folder: Path, name: str) -> str:
    if _answer(folder, "--version") is None:
        return "git is needed to know what was there before; install it"
    if _answer(folder, "rev-parse", "--git-dir") is None:
        where = quoted(str(folder))
        return f"git finds no repository around {where}; git status there says why"
    if _answer(folder, "rev-parse", "--verify", "--quiet", "HEAD") is None:
        return "this repository has no commit yet that a list could be compared with"
    if _answer(folder, "rev-parse", "--is-shallow-repository") == "true":
        shallow = "this clone has only the last commits: git fetch --unshallow brings the others"
        return f"git knows no commit {quoted(name)} here; {shallow}"
    known = "name one by its id, a branch or a tag, such as main or HEAD~3"
    return f"git knows no commit {quoted(name)} here; {known}"


def _answer(folder: Path, *command: str) -> str | None:
    output = _output(folder, *command)
    return None if output is None else output.decode("utf-8", errors="replace").strip()


def _output(folder: Path, *command: str) -> bytes | None:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *command], capture_output=True, check=True
        ).stdout
    except (OSError, subprocess.CalledProcessError):
        return None
