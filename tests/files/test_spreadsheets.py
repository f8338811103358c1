"""Tables as spreadsheets write them: read where only one reading is possible."""

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from models import Fault
from scheduler.files import load_instance, load_timetable

Faults = Callable[[Path], list[Fault]]

ABOVE = [
    ("Rooms of the venue\n\n", 3),
    ("Rooms of the venue,,,,,,\n,,,,,,\n", 3),
    ("Rooms, halls and booths\nas of 3 May\n", 3),
    ("Rooms; halls; booths\n", 2),
]


@pytest.mark.parametrize(("above", "line"), ABOVE)
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_a_header_below_a_title_is_found(
    folder: Path, above: str, line: int, separator: str
) -> None:
    """Whatever separates its cells; it is said where it was found."""
    wanted = load_instance(folder)
    with (folder / "rooms.csv").open(newline="") as stream:
        rows = list(csv.reader(stream))
    with (folder / "rooms.csv").open("w", newline="") as stream:
        stream.write(above)
        csv.writer(stream, delimiter=separator).writerows(rows)
    told: list[Fault] = []
    assert load_instance(folder, on_warning=told.append) == wanted
    assert [(w.code, w.file, w.row) for w in told] == [("late-header", "rooms.csv", line)]


def test_faults_below_a_title_have_the_lines_of_the_file(folder: Path, faults: Faults) -> None:
    """As a planner sees them."""
    rooms = (folder / "rooms.csv").read_text().replace("Hall,300", "Hall,many")
    (folder / "rooms.csv").write_text("Rooms\n\n" + rooms)
    (fault,) = faults(folder)
    assert (fault.row, fault.column) == (4, "capacity")


@pytest.mark.parametrize("stated", ["sep=,", '"sep=,"', "SEP=,"])
def test_a_stated_separator_is_taken(folder: Path, stated: str) -> None:
    """Without a word, as it is meant for programs."""
    wanted = load_instance(folder)
    rooms = (folder / "rooms.csv").read_text()
    (folder / "rooms.csv").write_text(f"{stated}\n{rooms}")
    told: list[Fault] = []
    assert load_instance(folder, on_warning=told.append) == wanted
    assert told == []


@pytest.mark.parametrize("separator", [";", "|"])
def test_the_separator_that_is_stated_counts(folder: Path, separator: str) -> None:
    """Whatever it is."""
    wanted = load_instance(folder)
    people = (folder / "people.csv").read_text()
    (folder / "people.csv").write_text(f"sep={separator}\n{people.replace(',', separator)}")
    assert load_instance(folder) == wanted


def test_a_table_without_a_header_is_one_fault(folder: Path, faults: Faults) -> None:
    """Not one for each row, nor for each id that others name."""
    for name in ("rooms.csv", "people.csv", "bilaterals.csv"):
        rows = (folder / name).read_text().partition("\n")[2]
        (folder / name).write_text(f"A title, with a comma\n{rows}")
    told = faults(folder)
    assert [(fault.file, fault.code) for fault in told] == [
        ("rooms.csv", "missing-column"),
        ("people.csv", "missing-column"),
        ("bilaterals.csv", "missing-column"),
    ]
    assert "no header, but 'A title,  with a comma'" in told[0].found


@pytest.mark.parametrize(
    "header",
    ["ID,Name,Capacity,Kinds,Equipment,Turnaround minutes,UNITS",
     " id , name ,capacity,kinds,equipment,turnaround-minutes,units",
     "\u200bid,name\u200b,Capacity,kinds,equipment,Turnaround\u00a0Minutes,units"],
)  # fmt: skip
def test_columns_may_be_written_as_people_write(folder: Path, header: str) -> None:
    """Capitals, blanks, hyphens and what cannot be seen make no difference."""
    wanted = load_instance(folder)
    names, _, rows = (folder / "rooms.csv").read_text().partition("\n")
    assert names.split(",") == [
        "id", "name", "capacity", "kinds", "equipment", "turnaround_minutes", "units",
    ]  # fmt: skip
    (folder / "rooms.csv").write_text(f"{header}\n{rows}")
    told: list[Fault] = []
    assert load_instance(folder, on_warning=told.append) == wanted
    assert told == []


def test_blank_cells_at_the_end_may_be_missing_or_too_many(folder: Path) -> None:
    """As spreadsheets leave them."""
    (folder / "resources.csv").write_text("id,name,level\ninterpreters,X,1,,\ny,Y,1\n")
    (folder / "press.csv").write_text("id,title,minutes,people,note\np,P,30\nq,Q,30,,\n")
    (folder / "workshops.csv").unlink()
    (folder / "rules.csv").unlink()
    assert [activity.people for activity in load_instance(folder).activities[-2:]] == [(), ()]


WRITTEN = {
    "12/05/2027 09:00": "day",
    "12-05-2027 9:00": "day",
    "12/05/2027 9h00": "day",
    "12/05/2027 9h": "day",
    "12/05/2027 09:00:00": "day",
    "05/12/2027 9:00": "month",
    "5/12/2027 9:00 AM": "month",
    "05-12-2027 09:00": "month",
    "12.05.2027 9h00": "",
    "12.05.2027 à 9.00": "",
    "\u200e12.05.2027 09:00\u200b": "",
    "12.5.2027, 09:00": "",
    "2027/05/12 09:00": "",
    "2027-05-12 9h00": "",
    "2027-05-12  09:00": "",
    "2027\u201105\u201112 09:00": "",
    "12.05.2027 9 AM": "",
    "9h00, 12.05.2027": "",
    "09:00 ngày 12/05/2027": "day",
    "12.05.2027 - 9h": "",
    "12.05.2027 9g00": "",
    "12.05.2027 9 giờ": "",
    "Wed 12.05.2027 09:00": "",
    "mercredi 12/05/2027 9h": "day",
}


@pytest.mark.parametrize(("written", "first"), WRITTEN.items())
@pytest.mark.filterwarnings("ignore::models.InstanceWarning")
def test_times_are_read_where_the_file_says_which(
    folder: Path, faults: Faults, written: str, first: str
) -> None:
    """Another date of the same file shows the order; else it is one fault for the file."""
    rows = (folder / "availability.csv").read_text()
    other = {"day": "25/05/2027", "month": "05/25/2027"}.get(first, "2027-05-25")
    more = f"host-minister,{other} 09:00,{other} 10:00,busy\n"
    (folder / "availability.csv").write_text(rows + more.replace(other, "2027-05-25"))
    wanted = load_instance(folder)
    assert "2027-05-12T09:00" in rows
    rows = rows.replace("2027-05-12T09:00", f'"{written}"')
    (folder / "availability.csv").write_text(rows + more)
    assert load_instance(folder) == wanted
    if first:
        alone = written.replace("2027", "2028")
        (folder / "availability.csv").write_text(rows.replace(written, alone))
        (fault,) = faults(folder)
        assert fault.code == "not-a-time"
        assert "no date of this file shows whether the day or the month is first" in fault.allowed


@pytest.mark.parametrize("written", ["12/05/2027 09:00", "5/12/2027 9:00 AM", "12/5/2027 9:00 SA"])
def test_a_day_of_the_event_shows_what_comes_first(folder: Path, written: str) -> None:
    """If no other date does; which is said."""
    wanted = load_instance(folder)
    file = folder / "availability.csv"
    ends = {"09:00": "15:00", "9:00 AM": "3:00 PM", "9:00 SA": "3:00 CH"}
    date, _, hour = written.partition(" ")
    rows = file.read_text().replace("2027-05-12T09:00", written)
    file.write_text(rows.replace("2027-05-12T15:00", f"{date} {ends[hour]}"))
    told: list[Fault] = []
    assert load_instance(folder, on_warning=told.append) == wanted
    assert [(fault.code, fault.row, fault.column) for fault in told] == [("not-a-time", 2, "start")]
    assert "read as 2027-05-12T09:00" in told[0].found


def test_dates_of_both_orders_contradict_each_other(folder: Path, faults: Faults) -> None:
    """One fault, which says so."""
    rows = [
        "host-minister,25/05/2027 09:00,25/05/2027 10:00,busy",
        "host-minister,05/26/2027 09:00,05/26/2027 10:00,busy",
    ]
    (folder / "availability.csv").write_text("person,start,end,state\n" + "\n".join(rows))
    (fault,) = faults(folder)
    assert (fault.file, fault.row, fault.column) == ("availability.csv", 2, "start")
    assert "other dates of this file have the day first, and others the month" in fault.allowed


def test_spans_are_read_like_times(folder: Path) -> None:
    """Several in a cell, with costs or without."""
    (folder / "press.csv").write_text(
        "id,title,minutes,spans,start_costs\n"
        "p,P,30,12.05.2027 9h00/12 mai 2027 12h00;12-May-27 14:00/2027-05-12T16:00,"
        "12.05.2027 9h00/12.05.2027 10h00=3\n"
    )
    press = load_instance(folder).activities[-1]
    assert [str(span.start) for span in press.spans] == [
        "2027-05-12 09:00:00",
        "2027-05-12 14:00:00",
    ]
    assert str(press.start_costs[0].span.end) == "2027-05-12 10:00:00"


@pytest.mark.parametrize(
    "written", ["12/06/27 09:00", "13 May 09:00", "12 May 2027", "12/05/2027", "46154.4"]
)
def test_other_times_are_no_times(folder: Path, faults: Faults, written: str) -> None:
    """Two digits of a year may be a day, and no year any, unless it is a day of the event."""
    text = (folder / "availability.csv").read_text()
    (folder / "availability.csv").write_text(text.replace("2027-05-12T09:00", written))
    assert "not-a-time" in [fault.code for fault in faults(folder)]


@pytest.mark.parametrize(
    ("word", "means"),
    [("oui", True), ("NON", False), ("VRAI", True), ("faux", False), ("ja", True), ("Nein", False),
     ("TRUE", True), ("FALSE", False), ("không", False), ("1", True)],
)  # fmt: skip
def test_yes_and_no_in_several_languages(folder: Path, word: str, means: bool) -> None:
    """As spreadsheets write them."""
    (folder / "press.csv").write_text(f"id,title,minutes,optional\np,P,30,{word}\n")
    assert load_instance(folder).activities[-1].optional is means


def test_names_of_ours_in_capitals_and_with_blanks(folder: Path) -> None:
    """Kinds of activities and rules."""
    wanted = load_instance(folder)
    for name, old, new in (
        ("rooms.csv", "workshop;side-event", "Workshop; Side Event"),
        ("rules.csv", ",apart,", ",Apart,"),
    ):
        text = (folder / name).read_text()
        assert old in text
        (folder / name).write_text(text.replace(old, new))
    assert load_instance(folder) == wanted


def test_hours_of_the_day_in_french(folder: Path) -> None:
    """In `summit.toml`."""
    wanted = load_instance(folder)
    text = (folder / "summit.toml").read_text()
    assert '"18:00"' in text
    (folder / "summit.toml").write_text(text.replace('"18:00"', '"18h00"'))
    assert load_instance(folder) == wanted


def test_a_timetable_that_a_spreadsheet_has_saved(tmp_path: Path) -> None:
    """With a title, other separators, its own dates and columns as people write them."""
    file = tmp_path / "timetable.csv"
    file.write_text(
        "Our programme\n\nActivity;Title;Start;Room;Unit\n"
        "OPEN;Opening;25/10/2025 09:00;HALL\nb1;Host;25/10/2025 9h30;BOOTH;2;;\nb2;;;;\n"
    )
    told: list[Fault] = []
    places = load_timetable(file, on_warning=told.append).placements
    assert [(p.activity, p.start and f"{p.start:%d %H:%M}", p.unit) for p in places] == [
        ("OPEN", "25 09:00", None),
        ("b1", "25 09:30", 2),
        ("b2", None, None),
    ]
    assert [(w.code, w.row) for w in told] == [("late-header", 3)]
