"""Many charts at once: the same files from several processes, and nothing lost with a process."""

import multiprocessing
import os
import signal
from functools import partial

import pytest
from matplotlib.axes import Axes

from scheduler.child import Child
from scheduler.plotting import drawing, plot_delegation_day, write_charts
from scheduler.plotting.chart_set import charts
from scheduler.plotting.drawing import Chart, Drawing
from scheduler.viewing.audiences import PLANNER
from tests.plotting.conftest import Event


@pytest.fixture(autouse=True)
def two_processors(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever machine the tests run on."""
    monkeypatch.setattr(drawing, "processors", lambda: 2)


def days(event: Event, count: int) -> list[Chart]:
    """Return the sheets of some delegations."""
    return [
        Chart(name, PLANNER, partial(drawn_somewhere, event, name))
        for name in [f"del-{n}" for n in range(1, count + 1)]
    ]


def drawn_somewhere(event: Event, name: str) -> Axes:
    """Draw a sheet, and say in its margin which process does."""
    ax = plot_delegation_day(event.timetable, event.instance, name, "2025-10-25")
    ax.figure.text(0, 0, f"by {os.getpid()}")
    return ax


def drawn_by(content: bytes) -> int:
    return int(content.partition(b"by ")[2].split(b"<")[0])


@pytest.mark.parametrize(("count", "most", "processes"), [(8, None, 2), (8, 1, 1), (7, None, 1)])
def test_as_many_processes_as_there_are_processors(small, count, most, processes):
    """Fewer if fewer are allowed, and no other than this one for a few charts."""
    told: list[tuple[int, int]] = []
    with Drawing(
        days(small, count), ["svg"], most=most, on_sheet=lambda *done: told.append(done)
    ) as drawn:
        makers = {drawn_by(drawn.content(number, "svg")) for number in range(count)}
    assert told == [(number, count) for number in range(count + 1)]
    assert len(makers) <= processes
    assert (os.getpid() in makers) is (processes == 1)
    assert multiprocessing.active_children() == []


def test_nothing_is_drawn_unless_a_file_is_asked_for(small):
    """A list of files costs nothing."""
    with Drawing(days(small, 8), ["svg"]):
        assert multiprocessing.active_children() == []


def _killed(event: Event, name: str) -> Axes:
    if multiprocessing.parent_process() is not None:
        os.kill(os.getpid(), signal.SIGKILL)
    return drawn_somewhere(event, name)


def test_a_process_that_is_killed_costs_no_chart(small):
    """It alone is drawn here."""
    sheets = days(small, 8)
    sheets[2] = Chart("killer", PLANNER, partial(_killed, small, "del-3"))
    with Drawing(sheets, ["svg"]) as drawn:
        makers = [drawn_by(drawn.content(number, "svg")) for number in range(8)]
    assert [number for number in range(8) if makers[number] == os.getpid()] == [2]


def _stopped(event: Event, ended: list[str]) -> Axes:
    os.kill(os.getpid(), signal.SIGINT)
    ax = drawn_somewhere(event, "del-1")
    ended.append("drawn")
    return ax


def test_ctrl_c_waits_for_the_end_of_a_chart(small):
    """Regression: the library, written in C, made a ValueError of it, told as a bug."""
    ended: list[str] = []
    sheets = [Chart("stopped", PLANNER, partial(_stopped, small, ended))]
    with Drawing(sheets, ["svg"]) as drawn, pytest.raises(KeyboardInterrupt):
        drawn.content(0, "svg")
    assert ended == ["drawn"]


def test_charts_are_drawn_here_if_the_machine_has_no_room_for_processes(small, monkeypatch):
    """As where there may be few open files."""

    def refuse(*_: object) -> None:
        raise OSError(24, "Too many open files")

    monkeypatch.setattr(Child, "start", refuse)
    with Drawing(days(small, 8), ["svg"]) as drawn:
        assert {drawn_by(drawn.content(number, "svg")) for number in (0, 7)} == {os.getpid()}


def test_every_delegation_has_its_sheets_if_they_are_asked_for(small):
    """For each day, busy or not."""
    sheets = charts(small.timetable, small.instance, every_delegation=True)
    stems = {sheet.stem for sheet in sheets if sheet.audience != PLANNER}
    ids = [delegation.id for delegation in small.instance.delegations]
    assert stems == {f"delegation-{name}-2025-10-{day}" for name in ids for day in (25, 26)}


def test_several_processes_write_the_same_files(small, tmp_path, monkeypatch):
    """Byte for byte, in the same order."""
    given = (small.timetable, small.instance)
    people = ["head-1"]
    names = write_charts(*given, tmp_path / "two", formats=["svg"], people=people)
    monkeypatch.setattr(drawing, "processors", lambda: 1)
    assert write_charts(*given, tmp_path / "one", formats=["svg"], people=people) == names
    for name in names:
        assert (tmp_path / "one" / name).read_bytes() == (tmp_path / "two" / name).read_bytes()
