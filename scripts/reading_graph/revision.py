"""What git knows of the folder: the only module that runs it."""

from __future__ import annotations

import subprocess
from pathlib import Path


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


def _answer(folder: Path, *command: str) -> str | None:
    try:
        return subprocess.run(
            ["git", "-C", str(folder), *command],
            capture_output=True,
            encoding="utf-8",
            errors="replace",
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
