"""A sound file, changed at random ten thousand times: each time an answer, and the right one."""

import random
from functools import lru_cache
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from reading_graph import catalogue
from reading_graph.commands import check
from reading_graph.graph import ReadingGraph
from reading_graph.problems import Severity
from support.toy import TOY

SEEDS, FILES_PER_SEED = 10, 1_000
WORDS = sorted(set(TOY.split()))
MARKS = [*"\n\t :-[]{}'\"#&*!|>%@`,\\~=0\r", ": ", "- ", "\n  ", "\n\n", "---\n", "...\n", "<<: "]
LETTERS = ["é", "漢", "\u202e", "\u200b", "\x00", "\x85", "\u2028", "\ufeff", "🍞", "\u0301" * 9]
BYTES = [b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xf8", b"\xfe\xff", b"\x80" * 3]


def mutated(chance: random.Random) -> bytes:
    """The toy catalogue, or a piece of it, with one to four changes."""
    data = TOY.encode()
    for _ in range(chance.randint(1, 4)):
        start = chance.randrange(len(data) + 1)
        end = min(len(data), start + chance.choice([0, 0, 1, 2, 8, 40, 400]))
        data = data[:start] + piece(data, chance) + data[end:]
    return data


def piece(data: bytes, chance: random.Random) -> bytes:
    """What is put in: a mark, a word of the file, a passage or some lines of it, or bytes."""
    start = chance.randrange(len(data) + 1)
    lines = data.split(b"\n")
    first = chance.randrange(len(lines))
    pieces: list[bytes] = [
        chance.choice(MARKS).encode(),
        chance.choice(MARKS).encode(),
        chance.choice(WORDS).encode(),
        chance.choice(LETTERS).encode(),
        chance.choice(BYTES),
        data[start : start + chance.choice([1, 10, 200])],
        b"\n" + b"\n".join(lines[first : first + chance.randint(1, 6)]) + b"\n",
        b"",
    ]
    return chance.choice(pieces)


@pytest.mark.parametrize("seed", range(SEEDS))
def test_every_changed_file_gets_an_answer_that_fits(
    seed: int, more: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # The command, and the look at all that it was told, share one check of each file.
    checked = lru_cache(maxsize=1)(catalogue.checked)
    for module in (catalogue, check):
        monkeypatch.setattr(module, "checked", checked)
    chance = random.Random(seed)
    path = tmp_path / "papers.yaml"
    for number in range(FILES_PER_SEED * more):
        data = mutated(chance)
        path.write_bytes(data)
        checked.cache_clear()
        form = chance.choice(["text", "github", "json"])
        run = CliRunner().invoke(check.main, ["--all", "--format", form, str(path)])
        case = f"seed {seed}, file {number}"
        assert run.exception is None or isinstance(run.exception, SystemExit), case
        assert "Traceback" not in run.output, case
        assert run.exit_code == fitting_status(path, data), case


def fitting_status(path: Path, data: bytes) -> int:
    """What a run on such a file must end with; every place that is told is in the file."""
    found = catalogue.read(path)
    for problem in found.problems:
        assert 0 <= problem.start <= len(found.source.text)
        assert all(0 <= offset <= len(found.source.text) for offset in problem.also)
        line, column = found.source.position(problem.start)
        assert 1 <= column <= len(found.source.lines[line - 1]) + 1
    assert list(found.problems) == sorted(set(found.problems))
    if any(problem.severity is Severity.ERROR for problem in found.problems):
        assert found.catalogue is None
        return 1
    assert found.catalogue
    assert len(ReadingGraph(found.catalogue).order) == len(found.catalogue.papers)
    assert [p.id for p in found.catalogue.papers] == [
        paper["id"] for paper in yaml.load(data.decode("utf-8-sig"), yaml.CSafeLoader)["papers"]
    ]
    return 0
