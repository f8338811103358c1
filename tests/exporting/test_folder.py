"""The folder of results: whole or not at all, and harmless to open."""

import csv
import errno
import io
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from models import Instance, Outcome, Timetable
from scheduler import tables
from scheduler.exporting import file, write_results, writers
from scheduler.files import (
    dump_timetable,
    load_instance,
    load_timetable,
    placement_rows,
    save_instance,
)
from scheduler.plotting.chart_set import Chart, charts
from scheduler.solving import solve
from scheduler.viewing.spreadsheet import to_csv
from scheduler.viewing.unread import unread_edits
from tests.made_once import MadeOnce

pytestmark = pytest.mark.searches

HOSTILE = (
    '=HYPERLINK("http://evil.example","Opening")',
    "$\\foo$ {",
    "[red]alert[/red] [/nope]",
    "two\nlines\r\nand\ttab",
    "-1+1",
    "+1",
    "@SUM(A1)",
    "|calc|' /C calc'!A0",
    "%s {0}",
    "<script>&amp;",
    "'=quoted",
    '";,',
    "\u202eright to left",
    "Lễ ký kết",
)
TABLES = ["goals.csv", "itineraries.csv", "timetable.csv", "unscheduled.csv"]
BASE: dict[str, Any] = {
    "name": "test",
    "title": HOSTILE[0],
    "time_zone": "Asia/Ho_Chi_Minh",
    "grid_minutes": 30,
    "days": [{"date": "2025-10-25", "start": "09:00", "end": "18:00"}],
    "rooms": [{"id": "hall", "name": HOSTILE[7], "capacity": 9, "units": 2}],
    "people": [{"id": "P", "name": HOSTILE[0]}, {"id": "Q", "name": HOSTILE[6]}],
}


@pytest.fixture
def instance() -> Instance:
    """Titles that are formulas, markup, mathematics; one activity that fits nowhere."""
    activities = [
        {
            "id": f"a{n}",
            "kind": "workshop",
            "title": title,
            "minutes": 30,
            "people": ["P", "Q"][: n % 3],
        }
        for n, title in enumerate(HOSTILE)
    ]
    activities.append(
        {"id": "z", "kind": "press", "title": "=Z", "minutes": 30, "optional": True, "seats": 99}
    )
    return Instance.model_validate({**BASE, "activities": activities})


@pytest.fixture
def outcome(instance: Instance, made_once: MadeOnce) -> Outcome:
    """How solving it ended."""
    return made_once.outcome("hostile", lambda: solve(instance, time_limit=20, workers=1))


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def test_results_are_all_there(instance: Instance, outcome: Outcome, tmp_path: Path) -> None:
    """Every file that is named and no other; JSON and tables agree."""
    names = write_results(outcome, instance, tmp_path / "out", charts=False)
    assert sorted(names) == sorted([*TABLES, "instance.json", "timetable.json", "outcome.json"])
    assert sorted(contents(tmp_path / "out")) == sorted(names)
    assert [path.name for path in tmp_path.iterdir()] == ["out"]
    document = json.loads((tmp_path / "out" / "outcome.json").read_text(encoding="utf-8"))
    assert document["files"] == names
    for key in ("status", "goals", "unscheduled", "hard_violations", "wall_seconds", "seed"):
        assert key in document
    for key in ("workers", "versions", "instance_sha256"):
        assert key in document
    assert document["instance_sha256"] == instance.sha256
    assert document["unscheduled"] == ["z"]
    assert "timetable" not in document
    assert load_timetable(tmp_path / "out" / "timetable.json") == outcome.timetable
    assert load_instance(tmp_path / "out" / "instance.json") == instance


def test_results_read_back_from_csv(instance: Instance, outcome: Outcome, tmp_path: Path) -> None:
    """The table for people, formulas defused, is a timetable like the JSON."""
    write_results(outcome, instance, tmp_path / "out", charts=False)
    assert outcome.timetable is not None
    back = load_timetable(tmp_path / "out" / "timetable.csv")
    clock = instance.clock

    def places(timetable: Timetable) -> set[tuple[str, int | None, str | None, int | None, str]]:
        return {
            (p.activity, clock.minute(p.start) if p.start else None, p.room, p.unit, p.reason)
            for p in timetable.placements
        }

    assert places(back) == places(outcome.timetable)
    rows = placement_rows(tmp_path / "out" / "timetable.csv")
    assert not list(unread_edits(back, rows, instance))  # nobody has edited what was written


def test_tables_have_no_cell_that_a_spreadsheet_would_run(
    instance: Instance, outcome: Outcome
) -> None:
    """No cell of text begins as a formula; a number may be negative."""
    assert outcome.timetable is not None
    frames = [
        tables.assignments(outcome.timetable, instance),
        tables.itineraries(outcome.timetable, instance),
        tables.unscheduled(outcome.timetable, instance),
    ]
    cells = [
        cell for frame in frames for row in csv.reader(io.StringIO(to_csv(frame))) for cell in row
    ]
    assert any("HYPERLINK" in cell for cell in cells)
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "@", "|", "-"))]


def test_tables_keep_rows_and_columns(instance: Instance, outcome: Outcome) -> None:
    """A title with line breaks is one line of one cell; local times are to the minute."""
    assert outcome.timetable is not None
    frame = tables.assignments(outcome.timetable, instance)
    rows = list(csv.DictReader(io.StringIO(to_csv(frame))))
    assert [row["activity"] for row in rows] == list(frame["activity"])
    assert rows[0]["start"] == frame["start"][0].strftime("%Y-%m-%dT%H:%M")
    assert (rows[-1]["start"], rows[-1]["unit"], rows[-1]["room"]) == ("", "", "")
    titles = {row["activity"]: row["title"] for row in rows}
    assert titles["a3"] == "two lines and tab"


@pytest.mark.parametrize("separator", [";", ","])
def test_tables_for_a_spreadsheet_that_is_opened_by_double_click(
    instance: Instance, outcome: Outcome, tmp_path: Path, separator: str
) -> None:
    """With a byte order mark, and what separates cells where the spreadsheet is from."""
    wish = instance.export.model_copy(update={"csv_separator": separator})
    asked = instance.model_copy(update={"export": wish})
    write_results(outcome, asked, tmp_path / "out", charts=False)
    for path in (tmp_path / "out").glob("*.csv"):
        data = path.read_bytes()
        assert data.startswith(b"\xef\xbb\xbf")
        assert separator in data.decode().partition("\n")[0]
    assert load_timetable(tmp_path / "out" / "timetable.csv").placements
    save_instance(asked, tmp_path / "saved")
    assert load_instance(tmp_path / "saved").export.csv_separator == separator


@pytest.mark.parametrize("existing", [False, True], ids=["new", "existing"])
@pytest.mark.parametrize("full_at", range(6))
def test_full_disk_leaves_the_folder_as_it_was(
    full_at: int,
    existing: bool,
    instance: Instance,
    outcome: Outcome,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whichever file no longer fits: all of the old files, none of the new."""
    out = tmp_path / "out"
    if existing:
        write_results(outcome, instance, out, charts=False)
        (out / "notes.txt").write_text("mine", encoding="utf-8")
    before = contents(out) if existing else None
    real, written = file.write_atomically, []

    def full(path: Path, data: str | bytes) -> None:
        if len(written) == full_at:
            raise OSError(errno.ENOSPC, "No space left on device", str(path))
        written.append(path)
        real(path, data)

    monkeypatch.setattr(file, "write_atomically", full)
    changed = outcome.model_copy(update={"seed": 7, "timetable": Timetable()})
    with pytest.raises(OSError, match="No space"):
        write_results(changed, instance, out, charts=False)
    assert (contents(out) if out.exists() else None) == before
    assert [path.name for path in tmp_path.iterdir()] == (["out"] if existing else [])


@pytest.mark.parametrize("ending", [OSError, KeyboardInterrupt])
def test_charts_that_fail_leave_nothing(
    ending: type[BaseException],
    instance: Instance,
    outcome: Outcome,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Tables are written by then, and are not left behind alone."""

    def fail(*_: object, **__: object) -> Iterator[Chart]:
        raise ending

    monkeypatch.setattr(writers, "charts", fail)
    with pytest.raises(ending):
        write_results(outcome, instance, tmp_path / "deep" / "out", charts=True)
    assert list(tmp_path.iterdir()) == []


def test_charts_are_in_the_first_language_of_exports(
    instance: Instance, outcome: Outcome, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Text of drawings is text."""
    assert outcome.timetable is not None

    def one(*given: Any, **how: Any) -> Iterator[Chart]:
        return (chart for chart in charts(*given, **how) if chart.stem == "load")

    monkeypatch.setattr(writers, "charts", one)
    wish = instance.export.model_copy(update={"languages": ("fr", "vi")})
    asked = instance.model_copy(update={"export": wish})
    files = writers.drawn(writers.Results(outcome, asked, outcome.timetable))
    for made in files:
        made.write(tmp_path / made.name)
    assert "samedi 25 octobre" in (tmp_path / "load.svg").read_text(encoding="utf-8")


def test_results_replace_those_of_before(
    instance: Instance, outcome: Outcome, tmp_path: Path
) -> None:
    """Files of an earlier run are gone; files of others stay."""
    out = tmp_path / "out"
    write_results(outcome, instance, out, charts=False)
    (out / "overview.pdf").write_bytes(b"old")
    document = json.loads((out / "outcome.json").read_text(encoding="utf-8"))
    document["files"].append("overview.pdf")
    (out / "outcome.json").write_text(json.dumps(document), encoding="utf-8")
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    names = write_results(outcome, instance, out, charts=False)
    assert sorted(contents(out)) == sorted([*names, "notes.txt"])


def test_outcome_without_timetable_takes_no_timetable_away(
    instance: Instance, outcome: Outcome, tmp_path: Path
) -> None:
    """A new folder gets the outcome; one with results keeps them."""
    out, new = tmp_path / "out", tmp_path / "new"
    write_results(outcome, instance, out, charts=False)
    before = contents(out)
    failed = outcome.model_copy(update={"status": "infeasible", "timetable": None})
    assert write_results(failed, instance, out, charts=True) == []
    assert contents(out) == before
    assert write_results(failed, instance, new, charts=True) == ["outcome.json"]
    assert list(contents(new)) == ["outcome.json"]


def test_timetable_document_is_the_same_for_the_same_timetable(outcome: Outcome) -> None:
    """Byte for byte."""
    assert outcome.timetable is not None
    again = Timetable.model_validate_json(dump_timetable(outcome.timetable))
    assert again == outcome.timetable
    assert dump_timetable(again) == dump_timetable(outcome.timetable)
