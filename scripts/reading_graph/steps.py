"""The steps of long work, for whoever waits to be told how far it is."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Step:
    """What is being done, in words, and what has been; of what there are many, if of anything, and
    how often each of them is dealt with.
    """

    doing: str
    done: str
    thing: str = ""
    times: int = 1


READING = Step("reading the list", "read the list")
DRAWING = Step("drawing", "drew", "picture")
WRITING = Step("writing the pages", "wrote the pages")
RENDERING = Step("rendering", "rendered", "page", times=2)
ASKING = Step("asking", "asked", "link")


class Steps:
    """Is told of one step after another, and tells nobody."""

    def begin(self, step: Step, things: int = 0) -> None:
        """What was done before has ended. Of a step without things nobody can say how far it is."""

    def one_more(self) -> None:
        """One of the step's things is done, or has been dealt with once more."""

    def end(self) -> None:
        """The last step is done."""


SILENT = Steps()
