"""On what figures were found: the machine, and the programs whose speed is part of ours."""

from __future__ import annotations

import os
import platform
import re
import subprocess
from importlib.metadata import version
from pathlib import Path

from support import chromium
from support.builds import ROOT

GIGABYTE = 1_000_000_000
PACKAGES = ("mkdocs", "mkdocs-material", "pygraphviz", "networkx")


def machine() -> dict[str, str]:
    """What there is to know, by what it is."""
    return {
        "processor": f"{_processor()}, {os.cpu_count()} cores",
        "memory": f"{_memory() / GIGABYTE:.0f} GB",
        "system": _system(),
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        "Chromium": _chromium(),
    }


def commit() -> str:
    """The project's, and whether something has changed since."""
    name = _first(["git", "-C", str(ROOT), "rev-parse", "--short=10", "HEAD"])
    is_clean = not _first(["git", "-C", str(ROOT), "status", "--porcelain"])
    return name if is_clean else f"{name}, with changes"


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    told = known.read_text("utf-8") if known.exists() else ""
    name = re.search(r"^model name\s*: (.+)$", told, re.MULTILINE)
    return name[1] if name else platform.processor() or platform.machine()


def _memory() -> int:
    return os.sysconf("SC_PHYS_PAGES") * os.sysconf("SC_PAGE_SIZE")


def _system() -> str:
    try:
        return platform.freedesktop_os_release()["PRETTY_NAME"]
    except (OSError, KeyError):
        return platform.platform(terse=True)


def _chromium() -> str:
    found = re.search(r"\d[\d.]+", _first([str(chromium.find()), "--version"]))
    return found[0] if found else "none"


def _first(command: list[str]) -> str:
    """The first line that a program prints; nothing where it cannot."""
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    except (OSError, subprocess.CalledProcessError):
        return ""
    return done.stdout.partition("\n")[0].strip()
