"""Which tests may search; drawn instances; replacements for the solver's tasks."""

import os
import sys
from collections.abc import Callable, Generator
from typing import Any

import pytest
from ortools.sat.python.cp_model import CpSolver

from models import Activity
from models.clock import Interval
from scheduler.checking.sheet import Placed
from scheduler.compiling import engagement
from scheduler.solving.lexicographic import improvement, rounds, tier, tiers
from scheduler.solving.workers.process import WorkerProcess
from scheduler.solving.workers.thread import WorkerThread
from tests.drawing.drawn import Drawn, draw
from tests.drawing.tables import Size
from tests.drawing.trying import try_drawn
from tests.made_once import MadeOnce


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Make a file or folder once for all tests and processes of a run; who changes it copies it."""
    base = tmp_path_factory.getbasetemp()
    return MadeOnce(base.parent if "PYTEST_XDIST_WORKER" in os.environ else base)


@pytest.fixture(name="draw")
def draw_fixture() -> Callable[..., Drawn]:
    """Draw a random instance from a seed, and a size if need be."""
    return draw


@pytest.fixture(name="try_drawn")
def try_drawn_fixture() -> Callable[..., None]:
    """Try a check on many drawn instances; one that fails is made small first."""
    return try_drawn


@pytest.fixture
def size() -> Callable[..., Size]:
    """Say how large drawn instances may get."""
    return Size


@pytest.fixture
def engage(monkeypatch: pytest.MonkeyPatch) -> Callable[[Callable[[int, str], Interval]], None]:
    """Let people be engaged for a part of each activity, to the solver and to the referee.

    The part is given as minutes from the start, by the minutes of the activity and the person.
    """

    def replace_both(part: Callable[[int, str], Interval]) -> None:
        def of_the_solver(activity: Activity, person: str) -> Interval:
            return part(activity.minutes, person)

        def of_the_referee(placed: Placed, person: str) -> Interval:
            first, last = part(placed.activity.minutes, person)
            return placed.start + first, placed.start + last

        for name, module in list(sys.modules.items()):
            if name.startswith("scheduler.") and vars(module).get("engagement") is engagement:
                monkeypatch.setattr(module, "engagement", of_the_solver)
        monkeypatch.setattr(Placed, "engaged", of_the_referee)

    return replace_both


@pytest.fixture
def in_thread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Solve in a thread of this process: the same search, without a moment for each process."""
    for name, module in list(sys.modules.items()):
        if name.startswith("scheduler.solving.") and hasattr(module, "may_have_children"):
            monkeypatch.setattr(module, "may_have_children", lambda: False)


@pytest.fixture
def stand_in(monkeypatch: pytest.MonkeyPatch) -> Callable[[str, Callable[..., Any]], None]:
    """Replace one of the solver's tasks by another function, wherever it is given out.

    Small instances are relaxed too if the task of relaxing is replaced.
    """

    def replace_task(name: str, function: Callable[..., Any]) -> None:
        if name == "relax":
            monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
        for module in (tiers, improvement, tier, rounds):
            if hasattr(module, name):
                monkeypatch.setattr(module, name, function)

    return replace_task


LONG = ("test_readme.py", "test_make.py", "test_notebooks.py")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes longest, so that at the end no process works alone."""
    items.sort(key=lambda item: item.path.name not in LONG)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Generator[None, object, object]:
    """Let only tests with the mark search, so that ``make check`` leaves out all that do."""
    with pytest.MonkeyPatch.context() as patched:
        if item.get_closest_marker("searches") is None:
            patched.setattr(CpSolver, "solve", _refuse)
            patched.setattr(WorkerProcess, "submit", _refuse)
            patched.setattr(WorkerThread, "submit", _refuse)
        return (yield)


def _refuse(*given: object) -> None:
    pytest.fail("A test that searches has to be marked: pytest.mark.searches.")
