"""A time limit: it stops what swallows exceptions, and leaves nothing behind."""

import signal
import threading
import time

import pytest
from reading_graph.deadline import TooSlow, deadline
from support.times import LOST


def work(seconds: float) -> None:
    """Takes the processor's time, as code does that swallows what it can."""
    end = time.process_time() + seconds
    while time.process_time() < end:
        try:
            sum(range(100))
        except Exception:
            continue


def test_work_that_takes_too_long_is_stopped() -> None:
    started = time.process_time()
    with pytest.raises(TooSlow), deadline(0.05):
        work(60)
    assert time.process_time() - started < 30


def test_work_that_does_not_is_done() -> None:
    with deadline(60):
        work(0.01)
    assert signal.getitimer(signal.ITIMER_VIRTUAL) == (0, 0)


@pytest.mark.filterwarnings(LOST)
def test_it_comes_again_where_it_was_lost() -> None:
    class Slow:
        def __del__(self) -> None:
            """Python ignores what a destructor raises, but says so."""
            lost.append(True)
            work(0.2)

    lost: list[bool] = []
    with pytest.raises(TooSlow), deadline(0.02):
        work_after(Slow())
    assert lost


def work_after(_gone: object) -> None:
    del _gone
    work(60)


def test_waiting_takes_no_time() -> None:
    with deadline(0.05):
        time.sleep(0.2)


@pytest.mark.parametrize("seconds", [0.05, 60])
def test_the_handler_and_the_timer_that_were_there_are_there_again(seconds: float) -> None:
    def theirs(*_: object) -> None: ...

    before = signal.signal(signal.SIGVTALRM, theirs)
    signal.setitimer(signal.ITIMER_VIRTUAL, 100, 7)
    try:
        with deadline(seconds):
            work(0.1)
    except TooSlow:
        pass
    finally:
        left, interval = signal.setitimer(signal.ITIMER_VIRTUAL, 0)
        assert signal.signal(signal.SIGVTALRM, before) is theirs
    assert 90 < left < 100
    assert interval == 7


def test_outside_the_main_thread_there_is_no_limit() -> None:
    done = []

    def run() -> None:
        with deadline(0.01):
            work(0.1)
        done.append(True)

    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    assert done
