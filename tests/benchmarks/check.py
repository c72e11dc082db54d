"""Reading and checking: of a large list, of one a tenth its size, and of papers.yaml."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from support.builds import ROOT

from benchmarks.figures import Beside, Figure
from benchmarks.measuring import Say, costs, program
from benchmarks.specimen import specimen

LOAD = """
import signal, sys, yaml
signal.signal(signal.SIGINT, signal.SIG_DFL)
yaml.load(open(sys.argv[1], encoding="utf-8"), Loader=yaml.CSafeLoader)
"""


def figures(papers: int, rounds: int, say: Say) -> Iterator[Figure]:
    check = ROOT / "scripts" / "check.py"
    with TemporaryDirectory() as folder:
        large, small = Path(folder, "large.yaml"), Path(folder, "small.yaml")
        large.write_text(specimen(papers), encoding="utf-8")
        small.write_text(specimen(papers // 10), encoding="utf-8")
        steps = {
            f"yaml.load of {papers:,} papers": partial(program, "-c", LOAD, large),
            f"check.py of {papers:,} papers": partial(program, check, large),
            f"check.py of {papers // 10:,} papers": partial(program, check, small),
            "check.py of papers.yaml": partial(program, check, ROOT / "papers.yaml"),
        }
        loaded, checked, tenth, ours = costs(steps, rounds, say)
    what, beside = f"{papers:,} papers", Beside(loaded.seconds, "yaml.load alone")
    yield Figure("check", what, checked.seconds, "s", beside, 1)
    yield Figure("check", f"{what}, memory", checked.megabytes, "MB", limit=400)
    fewer = Beside(tenth.seconds, f"{papers // 10:,} papers")
    yield Figure("check", what, checked.seconds, "s", fewer, 12)
    yield Figure("check", "papers.yaml", ours.seconds, "s", limit=0.4)
