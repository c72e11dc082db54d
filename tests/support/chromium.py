"""The browser that the tests drive: one that is there, else one that is brought."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
PLACES = (
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "C:/Program Files/Google/Chrome/Application/chrome.exe",
)
WHERE_PLAYWRIGHT_PUTS_IT = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
SECONDS = 600


class NoBrowser(Exception):
    pass


def bring() -> Path:
    """Raises NoBrowser, in one line, when no way leads to one."""
    found = find()
    for way in (install_playwrights, install_debians):
        if found is None:
            way()
            found = find()
    if found is None:
        raise NoBrowser(
            "no Chromium or Chrome is here and none could be brought:"
            " install one, or set CHROMIUM to the path of one"
        )
    return found


def find() -> Path | None:
    """The environment variable CHROMIUM, a name or a path, goes before all others."""
    chosen = os.environ.get("CHROMIUM")
    names = (chosen,) if chosen else (*NAMES, *PLACES)
    found = next((path for path in map(shutil.which, names) if path), None)
    if found is None and not chosen:
        found = playwrights()
    return Path(found) if found else None


def playwrights() -> str | None:
    """It is started once, because on a bare system it lacks libraries.

    Playwright is asked in a process of its own: in the caller's one may be running already.
    """
    path = output_of(sys.executable, "-c", WHERE_PLAYWRIGHT_PUTS_IT).strip()
    return path if path and Path(path).exists() and output_of(path, "--version") else None


def output_of(*command: str) -> str:
    try:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=60)
    except (OSError, subprocess.TimeoutExpired):
        return ""
    return done.stdout if done.returncode == 0 else ""


def install_playwrights() -> None:
    attempt(sys.executable, "-m", "playwright", "install", "chromium")


def install_debians() -> None:
    if shutil.which("apt-get") and sys.platform != "win32" and os.geteuid() == 0:
        attempt("apt-get", "update", "-qq")
        attempt("apt-get", "install", "-qq", "-y", "--no-install-recommends", "chromium")


def attempt(*command: str) -> None:
    """Says what it does; whether that led to a browser is for `find` to tell."""
    print(f"No Chromium here yet: {' '.join(command)}", flush=True)
    try:
        subprocess.run(
            command,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env={**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            timeout=SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        print(f"that did not work: {error}", file=sys.stderr)


if __name__ == "__main__":
    try:
        print(bring())
    except NoBrowser as error:
        sys.exit(f"error: {error}")
