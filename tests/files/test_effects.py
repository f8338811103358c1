"""Times that touch no day of the event are warned of, with their year, at every load."""

import shutil
import warnings
from pathlib import Path

import pytest

from models import Fault, InstanceWarning
from scheduler import load_instance

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"

ROWS = {
    "availability.csv": "host,2052-10-25T09:30,2052-10-25T11:00,busy",
    "rooms.csv": "NEW,New,40,,2024-10-25T09:00/2024-10-25T12:00,,",
    "bilaterals.csv": "w1,Talks,30,yes,1,host;a,2026-10-25T09:00/2026-10-25T12:00,",
    "workshops.csv": "w2,Talks,30,yes,1,host;a,,2025-11-25T09:00/2025-11-25T12:00=3",
}
HEADS = {
    "availability.csv": "person,start,end,state",
    "rooms.csv": "id,name,capacity,kinds,open,turnaround_minutes,units",
    "bilaterals.csv": "id,title,minutes,optional,priority,people,wished_spans,start_costs",
    "workshops.csv": "id,title,minutes,optional,priority,people,wished_spans,start_costs",
}
COLUMNS = {
    "availability.csv": "end",
    "rooms.csv": "open",
    "bilaterals.csv": "wished_spans",
    "workshops.csv": "start_costs",
}


def with_row(folder: Path, file: str) -> tuple[Path, int]:
    """Copy the tiny instance, with a row more; return it and the row's line."""
    made = folder / "instance"
    shutil.copytree(TINY, made)
    table = made / file
    lines = table.read_text(encoding="utf-8").splitlines()
    known = lines[0].split(",")
    row = dict(zip(HEADS[file].split(","), ROWS[file].split(","), strict=True))
    more = [name for name in row if name not in known]
    lines = [",".join([lines[0], *more]), *(line + "," * len(more) for line in lines[1:])]
    lines.append(",".join(row.get(name, "") for name in [*known, *more]))
    table.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return made, len(lines)


@pytest.mark.parametrize("file", ROWS)
def test_a_time_without_effect_is_warned_of(file: str, tmp_path: Path) -> None:
    """In whichever table and column: file, line, what was found, and the days that there are."""
    made, line = with_row(tmp_path, file)
    told: list[Fault] = []
    load_instance(made, on_warning=told.append)
    (warning,) = told
    assert (warning.code, warning.file, warning.row) == ("no-effect", file, line)
    assert warning.column == COLUMNS[file]
    assert any(year in warning.found for year in ("2052", "2024", "2026", "2025-11"))
    assert "2025-10-25" in warning.allowed
    with pytest.warns(InstanceWarning, match="touches a day of the event"):
        load_instance(made)


def test_what_touches_a_day_is_not() -> None:
    """However little of it."""
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        load_instance(TINY)
        load_instance(TINY.parent / "hanoi-2025-10-14")


def test_an_hour_that_comes_twice_is_warned_of(tmp_path: Path) -> None:
    """Once for a column; with both readings, of which the first is taken. An offset settles it."""
    table = "person,start,end\nhost,2025-10-26T02:30,2025-10-26T04:00\n"
    told: list[Fault] = []
    for time_zone, rows in {
        "Europe/Paris": f"{table}a,2025-10-26T02:00,2025-10-26T02:45\n",
        "Asia/Ho_Chi_Minh": table,
        "Europe/Rome": table.replace("02:30", "02:30+01:00"),
    }.items():
        made = tmp_path / time_zone.replace("/", "-")
        made.mkdir()
        (made / "summit.toml").write_text(
            f'name = "night"\ntime_zone = "{time_zone}"\ngrid_minutes = 15\n'
            '[[days]]\ndate = 2025-10-26\nstart = "02:00"\nend = "05:00"\n'
        )
        (made / "people.csv").write_text("id,name\nhost,Host\na,Guest\n")
        (made / "availability.csv").write_text(rows)
        load_instance(made, on_warning=told.append)
    days = [warning for warning in told if warning.file == "summit.toml"]
    assert [warning.allowed for warning in days] == [
        "an hour that comes once; it is read as 2025-10-26T02:00+02:00"
    ] * 2
    start, end = (warning for warning in told if warning not in days)
    assert (start.code, start.row, start.column) == ("time-twice", 2, "start")
    assert start.found == "2025-10-26T02:30, which comes twice that night, and 1 more like it"
    assert start.allowed.startswith("2025-10-26T02:30+02:00, as which it is read, or")
    assert (end.row, end.column) == (3, "end")
