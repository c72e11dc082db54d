"""What keeps a note from being shown, which costs that note and nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from .deadline import TooSlow, deadline

SECONDS = 2.0
"""How long one note may take: hundreds of times what the longest that people write does."""


class Unshown(Exception):
    """Why a note is shown as it was written: the rule that says so, and the words."""

    def __init__(self, rule: str, message: str) -> None:
        super().__init__(message)
        self.rule = rule


def too_large() -> Unshown:
    return Unshown(
        "large-note",
        "this text makes far too much of a page, so it is shown as it was written; make its tables"
        " smaller, or use its links less often",
    )


def too_deep() -> Unshown:
    return Unshown(
        "deep-note",
        "this text has lists and quotes too deep in one another, so it is shown as it was written;"
        " make them flatter",
    )


@contextmanager
def at_its_own_cost(seconds: float = SECONDS) -> Iterator[None]:
    """Raises Unshown where work on one note does, takes longer, or raises whatever else."""
    try:
        with deadline(seconds):
            yield
    except TooSlow:
        raise Unshown(
            "slow-note",
            f"this text takes more than {seconds:g} s to be read and set, so it is shown as it was"
            " written; make it shorter, or say it more simply",
        ) from None
    except (Unshown, KeyboardInterrupt, SystemExit, GeneratorExit):
        raise
    except BaseException as error:  # which a panic of a library in Rust is, and no Exception
        raise Unshown(
            "unshown-note",
            f"this text could not be set ({type(error).__name__}), so it is shown as it was"
            " written; say it in another way, and tell us: the mistake is ours",
        ) from error
