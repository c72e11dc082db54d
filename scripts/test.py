"""Everything that must pass: lint, format, types, tests, a real browser.

usage: python3 scripts/test.py [pytest arguments]

The first run makes .venv and brings a Chromium where the machine has none. All steps run even
if one fails; the exit status is 0 only if none did. Arguments go to pytest: `-k cycle`, `-x`.
"""

# Only so that an older Python gets as far as being told.
from __future__ import annotations

import subprocess
import sys

import environment

ON_ALL_CORES = ["-n", "auto", "--maxprocesses", "4", "--dist", "loadfile", "--no-loadscope-reorder"]
"""By files, because what the tests of a file share takes long to make. For some of the tests only,
it does not pay.
"""


def main(arguments: list[str]) -> int:
    if {"-h", "--help"}.intersection(arguments):
        print(__doc__.strip())
        return 0
    environment.ensure("requirements.txt", "requirements-test.txt")
    failed = [name for name, command in steps(arguments) if not passes(name, command)]
    if failed:
        print(f"error: failed: {', '.join(failed)}", file=sys.stderr)
    return 1 if failed else 0


def steps(arguments: list[str]) -> list[tuple[str, list[str]]]:
    """Pytest comes last: its summary is what one looks for."""
    return [
        ("browser", ["tests/support/chromium.py"]),
        ("lint", ["-m", "ruff", "check"]),
        ("format", ["-m", "ruff", "format", "--check"]),
        ("types", ["-m", "mypy"]),
        (
            "tests",
            ["-m", "pytest", *(ON_ALL_CORES if arguments in ([], ["--long"]) else []), *arguments],
        ),
    ]


def passes(name: str, command: list[str]) -> bool:
    print(f"{name}: python {' '.join(command)}", flush=True)
    return subprocess.run([sys.executable, *command], cwd=environment.LOCKS.parent).returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
