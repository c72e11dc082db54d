"""A program on a terminal, with somebody who types."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

SECONDS = 20.0


class Terminal:
    def __init__(self, program: subprocess.Popen[bytes], handle: int) -> None:
        self.program = program
        self.handle = handle
        self.shown = ""

    def types(self, text: str) -> None:
        os.write(self.handle, text.encode())

    def shows(self, text: str) -> str:
        """Waits until a text is there, and takes away all up to its end."""
        end = time.monotonic() + SECONDS
        while text not in self.shown:
            assert time.monotonic() < end, f"{text!r} does not come: {self.shown!r}"
            if not self._read():
                break
        before, found, self.shown = self.shown.partition(text)
        assert found, f"the program ended, and {text!r} did not come: {before!r}"
        return before + found

    def interrupts(self) -> int:
        """Presses Ctrl-C and tells the exit status. Python misses one that comes just before it
        begins to wait for what is typed: then somebody would press again.
        """
        while self.program.poll() is None:
            self.types("\x03")
            with suppress(subprocess.TimeoutExpired):
                self.program.wait(5)
        return self.ends()

    def ends(self) -> int:
        """The exit status; what is shown until then stays in `shown`."""
        while self._read():
            pass
        return self.program.wait(SECONDS)

    def _read(self) -> bool:
        """Whether the program can still say something; waits for it, but not for ever."""
        if not select.select([self.handle], [], [], SECONDS)[0]:
            return False
        try:
            piece = os.read(self.handle, 65_536)
        except OSError:  # on Linux, when nobody has the other end any more
            return False
        self.shown += piece.decode(errors="replace").replace("\r\n", "\n")
        return bool(piece)


@contextmanager
def terminal(
    command: Sequence[str | Path], cwd: Path, environ: Mapping[str, str], kind: str = "dumb"
) -> Iterator[Terminal]:
    ours, theirs = pty.openpty()
    program = subprocess.Popen(
        command, cwd=cwd, env={**environ, "TERM": kind},
        stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True,
        preexec_fn=_have_terminal,
    )  # fmt: skip
    os.close(theirs)
    try:
        yield Terminal(program, ours)
    finally:
        program.kill()
        program.wait()
        os.close(ours)


def _have_terminal() -> None:
    """Makes the terminal the one from which Ctrl-C comes."""
    os.close(os.open(os.ttyname(0), os.O_RDWR))
