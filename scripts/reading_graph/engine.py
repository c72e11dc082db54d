"""The layout engine's process: DOT in, Graphviz's JSON out. The only file that knows pygraphviz.

Run as a script by `layout`, because the engine can hang or crash and only a process can be killed.
A question is a line of JSON text; the answer is a line too, `null` where the engine refused. The
argument is how many seconds a question may take: that ends an engine whose parent was killed.
"""

from __future__ import annotations

import json
import os
import signal
import sys
from typing import TextIO


def main() -> None:
    answers = _private_stdout()
    seconds = int(sys.argv[1])
    import pygraphviz

    for line in sys.stdin:
        _end_after(seconds)
        try:
            drawn = pygraphviz.AGraph(string=json.loads(line)).draw(format="json", prog="dot")
            answer = json.loads(drawn)
        except (OSError, ValueError, pygraphviz.DotError):
            answer = None
        answers.write(json.dumps(answer) + "\n")
        answers.flush()
        _end_after(0)


def _end_after(seconds: int) -> None:
    """Has the system end this process then, if it can, whatever it is at; with 0 it does not."""
    if hasattr(signal, "alarm"):
        signal.alarm(seconds)


def _private_stdout() -> TextIO:
    """The pipe to the parent, kept from the engine, whose libraries print warnings as they like."""
    mine = os.dup(1)
    silence = os.open(os.devnull, os.O_WRONLY)
    os.dup2(silence, 1)
    os.dup2(silence, 2)
    return os.fdopen(mine, "w", encoding="utf-8")


if __name__ == "__main__":
    main()
