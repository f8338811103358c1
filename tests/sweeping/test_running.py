"""Cells are run side by side; one that fails takes no other with it."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from functools import partial

import pytest

from models import Limits, Request
from scheduler import machine
from scheduler.sweeping import running
from scheduler.sweeping.running import DIED, Cell, Watch, run, solve_document


@pytest.mark.parametrize(
    ("cells", "workers", "given"),
    [
        (0, None, (1, 4)),
        (1, None, (1, 4)),
        (2, None, (2, 2)),
        (3, None, (3, 1)),
        (50, None, (4, 1)),
        (50, 2, (2, 2)),
        (50, 3, (1, 3)),
        (50, 9, (1, 9)),
    ],
)
def test_the_machine_is_never_oversubscribed(
    cells: int, workers: int | None, given: tuple[int, int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of four processors; only what was asked for one cell alone may be more."""
    monkeypatch.setattr(machine, "processors", lambda: 4)
    assert machine.shared_out(cells, workers) == given


def test_a_cell_that_dies_or_raises_is_one_error() -> None:
    """Here in a process of its own, of which the others know nothing."""
    cells = [Cell(abs, (-1,)), Cell(os._exit, (9,)), Cell(int, ("x",)), Cell(abs, (-4,))]
    ended = {one.number: one for one in run(cells, side_by_side=2)}
    assert [ended[n].result for n in range(4)] == [1, None, None, 4]
    assert ended[1].error == DIED
    assert ended[2].error == "invalid literal for int() with base 10: 'x'"
    assert not ended[0].error


def test_a_cell_that_hangs_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one whose process is frozen as a whole; the next cell has a new process."""
    monkeypatch.setattr(running, "UNLIMITED_SECONDS", 1.0)
    hangs = [Cell(signal.raise_signal, (signal.SIGSTOP,)), Cell(time.sleep, (600,))]
    ended = list(run([Cell(abs, (-1,)), *hangs, Cell(abs, (-4,))]))
    assert [one.result for one in ended] == [1, None, None, 4]
    late = "no answer within 1 s; its process was killed"
    assert [one.error for one in ended] == ["", late, late, ""]


@pytest.mark.parametrize(("deterministic", "seconds"), [(False, 75), (True, 120)])
def test_a_cell_may_take_as_long_as_its_solve(deterministic: bool, seconds: int) -> None:
    """Half as long again, and a minute; a unit of work may be seconds."""
    limits = Limits(seconds=10, deterministic=deterministic)
    assert Cell(solve_document, ("", Request(limits=limits))).seconds == seconds
    assert Cell(abs, (-1,)).seconds == running.UNLIMITED_SECONDS


def test_processes_that_are_answering_can_be_killed() -> None:
    """Their answers are long, so that nearly always one of both is in the middle of it."""
    for _ in range(6):
        sweep = run([Cell(bytes, (10_000_000,))] * 6, side_by_side=2)
        assert next(iter(sweep)).result
        sweep.close()  # type: ignore[attr-defined]


def test_what_cannot_be_sent_is_an_error_of_its_cell() -> None:
    """The process that cannot send its answer goes on."""
    unsent, sent = run([Cell(open, (os.devnull,)), Cell(abs, (-1,))])
    assert "its answer cannot be sent: cannot pickle" in unsent.error
    assert sent.result == 1


def test_cells_may_be_made_of_earlier_results() -> None:
    """They are taken when a process is idle, not before."""
    seen: list[int] = []

    def cells() -> Iterator[Cell[int]]:
        for _ in range(4):
            yield Cell(pow, (2, sum(seen)))

    for one in run(cells()):
        assert one.result is not None
        seen.append(one.result)
    assert seen == [1, 2, 8, 2**11]


def test_an_executor_that_is_given_gets_all_and_stays_open() -> None:
    """It may be one of threads."""
    with ThreadPoolExecutor(2) as pool:
        results = {one.result for one in run([Cell(abs, (-n,)) for n in range(5)], pool)}
        assert results == set(range(5))
        assert pool.submit(abs, -9).result() == 9


def test_an_executor_that_is_shut_down_is_an_error_of_each_cell() -> None:
    """Nothing is raised."""
    pool = ThreadPoolExecutor(1)
    pool.shutdown()
    ended = list(run([Cell(abs, (-1,)), Cell(abs, (-2,))], pool))
    assert [one.result for one in ended] == [None, None]
    assert all("cannot schedule new futures after shutdown" in one.error for one in ended)


def test_ctrl_c_ends_between_two_cells() -> None:
    """What has ended was yielded; what runs is killed at once."""
    done = []
    me = os.getpid()
    cells: list[Cell[None]] = [Cell(os.kill, (me, 0)), Cell(os.kill, (me, signal.SIGINT))]
    cells += [Cell(time.sleep, (60,)), Cell(time.sleep, (60,))]
    with pytest.raises(KeyboardInterrupt):
        done.extend(one.number for one in run(cells, side_by_side=1))
    assert 0 in done
    assert len(done) < 3


def test_time_left_is_estimated_from_what_has_ended() -> None:
    """Half of the cells took ten seconds, so ten are left."""
    watch = Watch(of=4, began=time.monotonic() - 10)
    tell = partial(watch.advance, value=3, bound=2)
    tell("a")
    half = tell("b")
    assert (half.done, half.of, half.step, half.value, half.bound) == (2, 4, "b", 3, 2)
    assert half.seconds_left == pytest.approx(half.seconds, abs=0.2)
    assert watch.advance("c").value is None
    assert watch.advance("d").seconds_left == 0
