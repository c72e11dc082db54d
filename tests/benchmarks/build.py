"""The whole of build.py, beside what MkDocs and the layout engine take for the same alone."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.figures import Beside, Figure
from benchmarks.measuring import Cost, Say, costs
from benchmarks.rivals import Engine, PlainMkDocs
from benchmarks.specimen import specimen
from benchmarks.workshop import Workshop, workshop


def figures(papers: int, rounds: int, say: Say) -> Iterator[Figure]:
    with workshop(specimen(papers)) as shop:
        say("the pages, for MkDocs alone")
        plain, engine = PlainMkDocs(shop), Engine(shop)
        steps = {
            f"{papers:,} papers": shop.build_cold,
            "a note of them changed": lambda: _edited(shop),
            "MkDocs alone": plain.build,
            "the engine alone": engine.answer,
        }
        cold, edited, rendered, drawn = costs(steps, rounds, say)
        plain.expect_the_pages_of(shop)
    both = Beside(rendered.seconds + drawn.seconds, "MkDocs and the engine alone")
    alone = Beside(rendered.seconds, "MkDocs alone")
    yield Figure("build", f"{papers:,} papers", cold.seconds, "s", both, 1.15)
    yield Figure("build", f"{papers:,} papers, a note changed", edited.seconds, "s", alone, 1.25)
    yield Figure("build", f"{papers:,} papers, memory", cold.megabytes, "MB", limit=1_000)


def _edited(shop: Workshop) -> Cost:
    shop.edit()
    return shop.build()
