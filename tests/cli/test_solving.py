"""Options of ``summit solve``: its start, determinism, and reports of progress."""

import errno
import json
import multiprocessing
import os
import re
import shutil
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from models import Calendars, Instance, Outcome, Request
from scheduler import replanning, solving
from scheduler.cluster import connection
from scheduler.exporting import folder, writers
from scheduler.files import ACCOUNT, dump_calendars, load_calendars
from scheduler.plotting.chart_set import Chart, charts
from scheduler.replanning import replan
from scheduler.solving import solve

pytestmark = pytest.mark.searches

Summit = Callable[..., Any]
StandIn = Callable[[str, Callable[..., Any]], None]
TABLES = ("goals.csv", "itineraries.csv", "timetable.csv", "unscheduled.csv")


def damaged(table: str) -> str:
    """Return a timetable in which all starts are equal, a request is unknown and a room gone."""
    starts = re.findall(r"2025-10-25T\d\d:\d\d", table)
    for start in starts:
        table = table.replace(start, starts[0])
    return table.replace("b1,", "gone,").replace("STUDY", "attic")


def test_solve_starts_from_a_timetable(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With no time to search the start comes out unchanged; ``stability`` is not about it."""

    def at_once(instance: Instance, request: Request, **options: Any) -> Any:
        limits = request.limits.model_copy(update={"seconds": 1e-6})
        return solve(instance, request.model_copy(update={"limits": limits}), **options)

    monkeypatch.setattr(solving, "solve", at_once)
    for name in ("timetable.json", "timetable.csv"):
        out = tmp_path / name
        ended = summit("solve", tiny, "--out", out, "--no-charts", "--start", solved / name)
        assert ended.code == 0
        assert (out / "timetable.csv").read_bytes() == (solved / "timetable.csv").read_bytes()


def test_nothing_to_plan_is_said(summit: Summit, tmp_path: Path) -> None:
    """A folder with its settings alone is an instance; nothing of it is placed."""
    words = 'name = "x"\ntime_zone = "UTC"\ngrid_minutes = 15\n[[days]]\n'
    folder = tmp_path / "empty"
    folder.mkdir()
    day = 'date = 2027-05-12\nstart = "09:00"\nend = "12:00"\n'
    (folder / "summit.toml").write_text(words + day)
    ended = summit("solve", folder, "--out", tmp_path / "out", "--no-charts", "--time-limit", 1)
    assert (ended.code, "There is no activity to place." in ended.out) == (0, True)


def test_solve_starts_from_a_timetable_that_no_longer_fits(
    summit: Summit, tiny: Path, solved: Path, tmp_path: Path
) -> None:
    """With clashes and unknown names: the result is as good as without a start."""
    text = (solved / "timetable.csv").read_text(encoding="utf-8")
    edited = tmp_path / "edited.csv"
    edited.write_text(damaged(text), encoding="utf-8")
    out = tmp_path / "out"
    ended = summit("solve", tiny, "--out", out, "--no-charts", "--json", "--start", edited)
    before = json.loads((solved / "outcome.json").read_text(encoding="utf-8"))
    assert ended.code == 0
    assert json.loads(ended.out)["goals"] == before["goals"]


def test_deterministic_solves_write_the_same_bytes(
    summit: Summit, tiny: Path, tmp_path: Path
) -> None:
    """The timetable and every table; the outcome differs, as it has seconds."""
    for name in ("one", "two"):
        arguments = ("--out", tmp_path / name, "--no-charts", "--deterministic", "--seed", 7)
        assert summit("solve", tiny, *arguments).code == 0
    for name in ("timetable.json", *TABLES):
        one, two = (tmp_path / folder / name for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), name


def test_solve_gets_the_option_deterministic(
    summit: Summit, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The option arrives, and is off without it."""
    asked: list[bool] = []

    def listen(instance: Instance, request: Request, **options: Any) -> Any:
        asked.append(request.limits.deterministic)
        return solve(instance, request, **options)

    monkeypatch.setattr(solving, "solve", listen)
    for option in ([], ["--deterministic"]):
        summit("solve", tiny, "--out", tmp_path / "out", "--no-charts", *option)
    assert asked == [False, True]


def test_progress_comes_as_lines_of_json(summit: Summit, tiny: Path, tmp_path: Path) -> None:
    """On standard error, one for each better value or bound; other lines there look different."""
    out = tmp_path / "out"
    ended = summit("solve", tiny, "--out", out, "--json", "--no-charts", "--progress", "json")
    outcome = json.loads(ended.out)
    told = [json.loads(line) for line in ended.err.splitlines() if line.startswith("{")]
    others = [line for line in ended.err.splitlines() if not line.startswith("{")]
    assert ended.err.splitlines()[: len(told)] == ended.err.splitlines()[: -len(others)]
    assert not any("tier 1/" in line for line in others)
    names = ["tier", "tiers", "goals", "value", "bound", "gap", "seconds"]
    assert all(list(line) == names for line in told)
    last = {line["tier"]: line for line in told}
    for tier in outcome["tiers"]:
        line = last[tier["tier"]]
        assert (line["value"], line["bound"]) == (tier["value"], tier["bound"])
        assert (line["goals"], line["tiers"]) == (tier["goals"], len(outcome["tiers"]))
        assert line["gap"] == 0


def test_solve_says_when_its_processes_die(
    summit: Summit, tiny: Path, tmp_path: Path, stand_in: StandIn
) -> None:
    """Exit code 1 when nothing could be found for it; nothing written, and no process left."""
    stand_in("solve_subproblem", dies)
    ended = summit("solve", tiny, "--out", tmp_path / "out")
    assert (ended.code, ended.out) == (1, "")
    assert "dies again and again" in ended.err
    assert not (tmp_path / "out").exists()
    assert not multiprocessing.active_children()


def dies(_here: object, _task: object) -> None:
    os.kill(os.getpid(), signal.SIGKILL)


def stopped(real: Callable[..., Outcome]) -> Callable[..., Outcome]:
    """Return the same, stopped in its last moment."""

    def stop(*arguments: Any, **options: Any) -> Outcome:
        return real(*arguments, **options).model_copy(update={"status": "cancelled"})

    return stop


@pytest.mark.parametrize("command", ["solve", "replan"])
@pytest.mark.parametrize("again", [False, True], ids=["once", "twice"])
def test_what_was_stopped_is_there_before_its_charts(
    command: str,
    again: bool,
    summit: Summit,
    tiny: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A second Ctrl-C while charts are drawn ends without them; otherwise they follow."""
    before, out = tmp_path / "before", tmp_path / "out"
    more: list[object] = []
    if command == "replan":
        assert summit("solve", tiny, "--out", before, "--no-charts").code == 0
        more = ["--previous", before / "timetable.json"]
    monkeypatch.setattr(solving, "solve", stopped(solve))
    monkeypatch.setattr(replanning, "replan", stopped(replan))
    there: list[set[str]] = []

    def draw(*arguments: Any, **options: Any) -> Iterator[Chart]:
        there.append(set(os.listdir(out)))
        if again:
            raise KeyboardInterrupt
        return charts(*arguments, **options)

    monkeypatch.setattr(writers, "charts", draw)
    ended = summit(command, tiny, "--out", out, *more)
    assert ended.code == 0, ended.err
    assert "stopped, and written" in ended.err
    outcome = json.loads((out / "outcome.json").read_text(encoding="utf-8"))
    assert outcome["status"] == "cancelled"
    assert set(os.listdir(out)) == set(outcome["files"])
    assert "timetable.json" in there[0]
    assert ("overview.pdf" in outcome["files"]) is not again


FULL = OSError(errno.ENOSPC, "No space left on device", "overview.pdf")


@pytest.mark.parametrize("command", ["solve", "replan", "move", "why"])
@pytest.mark.parametrize("fault", [KeyboardInterrupt(), FULL], ids=["signal", "full"])
def test_what_ended_by_itself_is_there_before_its_charts(
    command: str,
    fault: BaseException,
    summit: Summit,
    tiny: Path,
    solved: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A signal or a full disk ends charts, and leaves no file of an earlier timetable."""
    out = tmp_path / "out"
    shutil.copytree(solved, out)
    (out / "overview.pdf").write_bytes(b"of an earlier timetable")
    earlier = json.loads((out / "outcome.json").read_text(encoding="utf-8"))
    earlier["files"].append("overview.pdf")
    (out / "outcome.json").write_text(json.dumps(earlier), encoding="utf-8")
    known = solved / "timetable.json"
    there = ["--at", "2025-10-25T10:30"]
    arguments: dict[str, list[object]] = {
        "solve": [tiny],
        "replan": [tiny, "--previous", known],
        "move": [tiny, known, "W1", *there],
        "why": [tiny, known, "W1", *there],
    }

    def draw(*_: Any, **__: Any) -> Iterator[Chart]:
        raise fault

    monkeypatch.setattr(writers, "charts", draw)
    ended = summit(command, *arguments[command], "--out", out)
    assert ended.code == 0, ended.err
    assert f"the timetable and its tables are in {out}, without charts" in ended.err
    assert ("No space left on device" in ended.err) is (fault is FULL)
    assert str(out / "timetable.csv") in ended.out or str(out / "changes.txt") in ended.out
    outcome = json.loads((out / "outcome.json").read_text(encoding="utf-8"))
    assert set(os.listdir(out)) == set(outcome["files"])
    assert not [name for name in outcome["files"] if name.endswith(".pdf")]


@pytest.mark.parametrize("fault", [KeyboardInterrupt(), FULL], ids=["signal", "full"])
def test_exports_cost_no_timetable(
    fault: BaseException,
    summit: Summit,
    tiny: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What the instance asks for comes after the tables, and what calendars said is kept."""
    asked, out = tmp_path / "asked", tmp_path / "out"
    shutil.copytree(tiny, asked)
    with (asked / "summit.toml").open("a", encoding="utf-8") as text:
        text.write('\n[export]\naudiences = ["public"]\n')
    said = Calendars(edition=3)
    out.mkdir()
    (out / ACCOUNT).write_text(dump_calendars(said), encoding="utf-8")

    def write(*_: Any, **__: Any) -> None:
        raise fault

    monkeypatch.setattr(folder, "write_asked_for", write)
    ended = summit("solve", asked, "--out", out, "--no-charts")
    assert ended.code == 0, ended.err
    assert f"the timetable and its tables are in {out}, without exports" in ended.err
    assert {"timetable.csv", "outcome.json"} <= set(os.listdir(out))
    assert load_calendars(out) == said


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--cluster", "10.0.0.1"), "'10.0.0.1' is no address of a cluster, such as tcp://"),
        (("--cluster", "tcp://127.0.0.1:1"), "no Dask scheduler answers at tcp://127.0.0.1:1"),
        (("--cluster", "tcp://127.0.0.1:1", "--deterministic"), "cannot use a cluster"),
    ],
)
def test_cluster_that_cannot_be_used_is_bad_input(
    options: tuple[str, ...],
    said: str,
    summit: Summit,
    tiny: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """One message, and nothing is written."""
    pytest.importorskip("distributed")
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 0.2)
    ended = summit("solve", tiny, "--out", tmp_path / "out", *options)
    assert ended.code == 2
    assert ended.err.startswith("summit: ")
    assert said in ended.err.replace("\n", " ")
    assert "Traceback" not in ended.err
    assert not (tmp_path / "out").exists()
