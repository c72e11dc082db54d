"""What git knows of the folder: the only module that runs it."""

from __future__ import annotations

import subprocess
from pathlib import Path


def commit_time(folder: Path) -> int | None:
    """When the last commit was made, in seconds since 1970; None without git, or a repository."""
    try:
        answer = subprocess.run(
            ["git", "-C", str(folder), "log", "-1", "--format=%ct"],
            capture_output=True,
            encoding="utf-8",
            check=True,
        ).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return None
    return int(answer) if answer.isdecimal() else None
