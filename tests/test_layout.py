"""Layouts: what the engine answers, and engines that hang, crash or lie, which cost one picture."""

import json
import os
import sys
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reading_graph import layout as layout_module
from reading_graph.dot import Size, question
from reading_graph.graph import Edge, ReadingGraph
from reading_graph.layout import Box, Curve, Layout, LayoutFailed, layouts, parsed
from support.toy import TOY, reading

ONE_NODE = {
    "bb": "0,0,72,36",
    "objects": [{"_gvid": 0, "name": "0", "pos": "36,18"}],
}
TWO_NODES = {
    "bb": "-2,-4,98,146",
    "objects": [
        {"_gvid": 0, "name": "0", "pos": "48,126"},
        {"_gvid": 1, "name": "1", "pos": "48,16"},
    ],
    "edges": [{"tail": 0, "head": 1, "pos": "e,48,36 48,106 48,90 48,70 48,46"}],
}
SOON = 0.4
LONG = 20.0

# Engines of another kind: a line for each question, by what the question holds.
ENGINE = """
import json, os, sys, time
for line in sys.stdin:
    asked = json.loads(line)
    if "hang" in asked:
        time.sleep(60)
    if "crash" in asked:
        os._exit(3)
    if "half" in asked:
        sys.stdout.write('{"bb": "0,0')
        sys.stdout.flush()
        os._exit(0)
    if "bytes" in asked:
        sys.stdout.buffer.write(bytes([255, 254, 10]))
        sys.stdout.flush()
        continue
    if "endless" in asked:
        for _ in range(1_000):
            sys.stdout.write("0" * 100_000)
        time.sleep(60)
    if "slow" in asked:
        time.sleep(0.3)
    answers = {"null": "null", "words": "Warning: no such font", "empty": "", "deep": "[" * 100_000}
    known = [answer for word, answer in answers.items() if word in asked]
    good = {"bb": "0,0,72,36", "objects": [{"_gvid": 0, "name": asked, "pos": "36,18"}]}
    print(known[0] if known else json.dumps(good), flush=True)
"""
PRETENDER = [sys.executable, "-c", ENGINE]
NOTING = "import os; open(os.path.join({!r}, str(os.getpid())), 'w')\n"
FAULTS = ["crash", "half", "bytes", "null", "words", "empty", "deep", "endless"]


@pytest.fixture
def one_core(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 1)


def names(answers: list[Layout | LayoutFailed]) -> list[str]:
    """The names of each layout's boxes; for one that failed, that it did."""
    return [
        "failed" if isinstance(answer, LayoutFailed) else ",".join(answer.boxes)
        for answer in answers
    ]


def only(answers: list[Layout | LayoutFailed]) -> Layout:
    [answer] = answers
    assert isinstance(answer, Layout), answer
    return answer


def chain(length: int) -> str:
    """A question about papers of which each needs the one before it."""
    ids = [f"p{n}" for n in range(length)]
    edges = [Edge(before, after) for before, after in pairwise(ids)]
    return question({id_: Size(100, 30 + 2 * n) for n, id_ in enumerate(ids)}, edges)


def test_the_engine_puts_each_box_below_what_it_needs_with_an_arrow_between_them() -> None:
    catalogue = reading(TOY).catalogue
    assert catalogue
    graph = ReadingGraph(catalogue)
    sizes = {paper: Size(150, 40 + 10 * n) for n, paper in enumerate(graph.order)}
    edges = graph.drawn_edges
    drawn = only(layouts([question(sizes, edges)]))

    place = {paper: str(n) for n, paper in enumerate(graph.order)}
    assert set(drawn.boxes) == set(place.values())
    assert set(drawn.curves) == {(place[edge.before], place[edge.after]) for edge in edges}
    for paper, size in sizes.items():
        box = drawn.boxes[place[paper]]
        assert size.width / 2 <= box.x + 1
        assert box.x + size.width / 2 <= drawn.width + 1
        assert size.height / 2 <= box.y + 1
        assert box.y + size.height / 2 <= drawn.height + 1
    for edge in edges:
        before, after = drawn.boxes[place[edge.before]], drawn.boxes[place[edge.after]]
        assert before.y + sizes[edge.before].height / 2 < after.y - sizes[edge.after].height / 2
        curve = drawn.curves[place[edge.before], place[edge.after]]
        assert len(curve.points) % 3 == 1
        assert on_the_edge(curve.points[0], before, sizes[edge.before])
        assert on_the_edge(curve.tip, after, sizes[edge.after])
        assert curve.points[-1] != curve.tip


def on_the_edge(point: tuple[float, float], box: Box, size: Size) -> bool:
    across = abs(point[0] - box.x) - size.width / 2
    down = abs(point[1] - box.y) - size.height / 2
    return abs(max(across, down)) < 2


def test_boxes_do_not_overlap() -> None:
    ids = [f"p{n}" for n in range(12)]
    edges = [Edge(ids[n // 3], ids[n]) for n in range(3, 12)]
    sizes = {id_: Size(90 + 10 * n, 30 + 5 * n) for n, id_ in enumerate(ids)}
    drawn = only(layouts([question(sizes, edges)]))
    boxes = [(drawn.boxes[str(n)], size) for n, size in enumerate(sizes.values())]
    for n, (box, size) in enumerate(boxes):
        for other, other_size in boxes[:n]:
            apart_across = abs(box.x - other.x) >= (size.width + other_size.width) / 2
            apart_down = abs(box.y - other.y) >= (size.height + other_size.height) / 2
            assert apart_across or apart_down


def test_an_empty_question_has_an_empty_layout() -> None:
    drawn = only(layouts([question({}, [])]))
    assert (drawn.boxes, drawn.curves) == ({}, {})


def test_no_question_is_no_answer_and_starts_nothing() -> None:
    assert layouts([], command=["/no/such/program"]) == []


def test_the_same_question_has_the_same_answer() -> None:
    first, second, third = layouts([chain(6)] * 3)
    assert isinstance(first, Layout)
    assert first == second == third
    assert layouts([chain(6)]) == [first]


@pytest.mark.usefixtures("one_core")
def test_what_the_engine_refuses_costs_that_picture_only() -> None:
    answers = layouts([chain(2), "digraph {", "no dot at all", "", chain(3)])
    assert names(answers) == ["0,1", "failed", "failed", "failed", "0,1,2"]
    assert str(answers[1]) == "the engine answered with something that is no layout"


def test_answers_come_in_the_order_of_more_questions_than_cores(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    lengths = [5, 1, 4, 2, 3, 6, 1]
    answers = layouts([chain(length) for length in lengths])
    assert [len(name.split(",")) for name in names(answers)] == lengths
    assert layouts([chain(length) for length in reversed(lengths)]) == answers[::-1]


def test_a_slow_answer_holds_up_no_other_and_keeps_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 3)
    asked = ["slow a", "b", "c", "slow d", "e", "f", "g"]
    assert names(layouts(asked, LONG, PRETENDER)) == asked


def test_no_more_engines_are_started_than_there_are_questions_or_cores(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    layouts(["a", "b", "c", "d", "e"], LONG, noting(tmp_path))
    pids = [int(path.name) for path in tmp_path.iterdir()]
    assert len(pids) in (1, 2)
    assert not any(map(alive, pids))


def noting(folder: Path) -> list[str]:
    """An engine that leaves its process's number in a folder."""
    return [sys.executable, "-c", NOTING.format(str(folder)) + ENGINE]


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.usefixtures("one_core")
def test_an_engine_that_does_this_costs_the_picture_that_was_asked_for(fault: str) -> None:
    answers = layouts(["a", fault, "b", fault, "c"], LONG, PRETENDER)
    assert names(answers) == ["a", "failed", "b", "failed", "c"]


@pytest.mark.usefixtures("one_core")
def test_an_engine_that_hangs_is_killed_and_replaced(tmp_path: Path) -> None:
    answers = layouts(["hang", "a box"], 3, noting(tmp_path))
    assert names(answers) == ["failed", "a box"]
    assert str(answers[0]) == "the engine stopped, or took longer than 3 s"
    pids = [int(path.name) for path in tmp_path.iterdir()]
    assert len(pids) == 2
    assert not any(map(alive, pids))


@pytest.mark.usefixtures("one_core")
def test_an_answer_that_does_not_end_is_not_read_to_the_end_of_the_time() -> None:
    [failure] = layouts(["endless"], LONG, PRETENDER)
    assert str(failure) == "the engine answered with more than 100,700 characters"


@pytest.mark.parametrize("fault", ["hang", "crash", "endless"])
@pytest.mark.usefixtures("one_core")
def test_an_engine_without_an_answer_is_given_up(tmp_path: Path, fault: str) -> None:
    asked = [*(f"{fault} {number}" for number in range(9)), "a" * 40]
    answers = layouts(asked, SOON, noting(tmp_path))
    assert names(answers) == ["failed"] * 10
    assert len(list(tmp_path.iterdir())) <= 3
    given_up = "the engine was given up after 3 failures in a row"
    assert [str(answer) == given_up for answer in answers] == [False] * 3 + [True] * 7


@pytest.mark.usefixtures("one_core")
def test_an_engine_that_answers_now_and_then_is_not_given_up() -> None:
    words = ["crash", "crash", "null", "crash", "crash", "a", "null", "null", "null", "null", "b"]
    asked = [f"{word:9} {number:2}" for number, word in enumerate(words)]
    answers = names(layouts(asked, LONG, PRETENDER))
    assert [name.split()[0] for name in answers if name != "failed"] == ["a", "b"]


@pytest.mark.usefixtures("one_core")
def test_what_is_too_much_for_the_engine_costs_none_that_is_less() -> None:
    asked = [*(f"crash {number}" for number in range(5)), "a", "b"]
    assert names(layouts(asked, LONG, PRETENDER)) == ["failed"] * 5 + ["a", "b"]


def test_engines_that_all_hang_cost_no_more_than_their_pictures() -> None:
    assert names(layouts([f"hang {n}" for n in range(3)], SOON, PRETENDER)) == ["failed"] * 3


@pytest.mark.parametrize(
    "program",
    ["", "raise SystemExit(1)", "import sys; sys.stdin.close(); print('null')", "print('x' * 99)"],
)
def test_a_program_that_is_no_engine_fails_every_question(program: str) -> None:
    answers = layouts(["a", "b", "c"], LONG, [sys.executable, "-c", program])
    assert names(answers) == ["failed"] * 3


def test_a_program_that_cannot_be_started_fails_every_question() -> None:
    assert names(layouts(["a", "b"], LONG, ["/no/such/program"])) == ["failed"] * 2


@pytest.mark.usefixtures("one_core")
def test_a_question_that_no_pipe_holds_at_once_gets_through_or_fails() -> None:
    long = "x" * 1_000_000
    assert names(layouts([long, "a"], LONG, PRETENDER)) == [long, "a"]
    deaf = [sys.executable, "-c", "import time; time.sleep(60)"]
    assert names(layouts([long], SOON, deaf)) == ["failed"]


def test_a_fault_of_our_own_stops_the_engines_too(monkeypatch: pytest.MonkeyPatch) -> None:
    stopped = []
    original = layout_module._Engine.stop

    def stop(engine: layout_module._Engine) -> None:
        stopped.append(engine)
        original(engine)

    def broken(answer: str) -> Layout:
        raise ZeroDivisionError(answer)

    monkeypatch.setattr(layout_module._Engine, "stop", stop)
    monkeypatch.setattr(layout_module, "parsed", broken)
    with pytest.raises(ZeroDivisionError):
        layouts(["a"], LONG, PRETENDER)
    assert len(stopped) == 1


def test_positions_are_from_the_top_left_corner_downwards() -> None:
    drawn = parsed(json.dumps(TWO_NODES))
    assert (drawn.width, drawn.height) == (100, 150)
    assert drawn.boxes == {"0": Box(50, 20), "1": Box(50, 130)}
    points = ((50, 40), (50, 56), (50, 76), (50, 100))
    assert drawn.curves == {("0", "1"): Curve(points, tip=(50, 110))}


def test_one_node_is_a_layout_without_curves() -> None:
    assert parsed(json.dumps(ONE_NODE)) == Layout(72, 36, {"0": Box(36, 18)}, {})


def broken_layouts() -> Iterator[object]:
    """Answers that are JSON, but of no layout."""
    yield from (None, True, 1, "text", [], {}, [TWO_NODES])
    for bb in ("", "0,0,72", "0,0,72,36,1", "a,b,c,d", None, 5, "0,0,nan,36", "0,0,inf,36"):
        yield ONE_NODE | {"bb": bb}
    for key in ("_gvid", "name", "pos"):
        yield ONE_NODE | {"objects": [{k: v for k, v in node().items() if k != key}]}
    for bb in ("72,0,0,36", "0,36,72,0", "0,0,1e8,36", "-1e300,0,1e300,36", "0,1e300,72,2e300"):
        yield ONE_NODE | {"bb": bb}
    for pos in ("", "36", "36,18,1", "x,y", None, 36, "nan,18", "36,-inf"):
        yield ONE_NODE | {"objects": [node() | {"pos": pos}]}
    for pos in ("73,18", "-1,18", "36,37", "36,-1", "1e300,18"):
        yield ONE_NODE | {"objects": [node() | {"pos": pos}]}
    for objects in (5, "nodes", None, [None], ["0"]):
        yield ONE_NODE | {"objects": objects}
    for edge in (
        {"tail": 7, "head": 1},
        {"tail": 0},
        {"pos": "e,48,36"},
        {"pos": "e,48,36 48,106 48,90"},
        {"pos": "e,48,36 48,106 48,90 48,70 48,46 48,40"},
        {"pos": "48,106 nan,90 48,70 48,46"},
        {"pos": "e,48,36 48,106 1e300,90 48,70 48,46"},
        {"pos": "e,48,36 48,106 48,90 48,700 48,46"},
        {"pos": "e,48,-360 48,106 48,90 48,70 48,46"},
        {"pos": ""},
        {"pos": None},
        {"tail": [], "head": 1},
    ):
        whole = TWO_NODES["edges"][0]
        assert isinstance(whole, dict)
        yield TWO_NODES | {
            "edges": [
                ({"pos": whole["pos"]} | edge)
                if "pos" not in edge
                else {"tail": 0, "head": 1} | edge
            ]
        }


def node() -> dict[str, object]:
    return {"_gvid": 0, "name": "0", "pos": "36,18"}


@pytest.mark.parametrize("answer", [*broken_layouts()], ids=lambda answer: json.dumps(answer)[-60:])
def test_an_answer_that_is_no_layout_is_refused(answer: object) -> None:
    with pytest.raises(LayoutFailed, match="something that is no layout"):
        parsed(json.dumps(answer))


KEYS = st.sampled_from(["bb", "objects", "edges", "name", "pos", "_gvid", "tail", "head", "x"])
JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4),
)


@settings(deadline=None)
@given(JSON | st.fixed_dictionaries({"bb": st.just("0,0,9,9"), "objects": JSON, "edges": JSON}))
def test_whatever_is_answered_is_a_layout_or_refused(answer: object) -> None:
    refused_or_layout(json.dumps(answer))


@settings(deadline=None)
@given(st.text())
def test_whatever_text_is_answered_is_refused(answer: str) -> None:
    with pytest.raises(LayoutFailed):
        parsed(answer)


def refused_or_layout(answer: str) -> None:
    with suppress(LayoutFailed):
        assert isinstance(parsed(answer), Layout)
