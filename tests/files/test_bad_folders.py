"""Folders with faults: each one is reported, with file, row and column."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Fault
from scheduler.files import load_instance, render

Faults = Callable[[Path], list[Fault]]
Damage = Callable[[str, str, str], None]


@pytest.mark.parametrize(
    ("file", "old", "new", "row", "column", "allowed"),
    [
        ("rooms.csv", "Hall,300", "Hall,many", 2, "capacity", "a whole number"),
        ("rooms.csv", "Hall,300", "Hall,-3", 2, "capacity", "at least 0"),
        ("rooms.csv", "Hall,300", "Hall,", 2, "capacity", "a value (it is required)"),
        ("rooms.csv", "booths,", "my booths,", 5, "id", "letters a-z, digits"),
        ("rooms.csv", "plenary;press", '"plenary|press"', 2, "kinds", "one of plenary"),
        ("bilaterals.csv", "host-president;", "host-president|", 2, "people", "separated by ;"),
        ("rooms.csv", "room-b,", "room-a,", 4, "id", "an id used once"),
        ("rooms.csv", "plenary;press", "plenary;pres", 2, "kinds", "(did you mean press?)"),
        ("rooms.csv", "id,name,capacity", "id,name,capcity", 1, "capcity", "mean capacity?"),
        ("rooms.csv", "turnaround_minutes,units", "turnaround_minutes,id", 1, "id", "once"),
        ("people.csv", ",HOST,2", ",HOTS,2", 3, "delegation", "(did you mean HOST?)"),
        ("people.csv", ",15\n", ",-15\n", 2, "rest_minutes", "at least 0"),
        ("availability.csv", "T15:00", "T08:00", 2, "end", "an end after the start"),
        ("availability.csv", "2027-05-12T15:00", "3 o'clock", 2, "end", "a local time such as"),
        ("availability.csv", "2027-05-12T15:00", "46150.6", 2, "end", "a local time such as"),
        ("availability.csv", "2027-05-12T15:00", "2027-05-12", 2, "end", "a local time such as"),
        ("availability.csv", "present", "absent", 2, "state", "one of present, busy"),
        ("plenaries.csv", "T09:00", "T09:05", 2, "pin_start", "multiple of 15 minutes"),
        ("plenaries.csv", "T09:00", "T05:00", 2, "pin_start", "a time inside the days"),
        ("workshops.csv", "port,2027", "port,x2027", 3, "wished_spans", "local"),
        ("workshops.csv", "/2027-05-12T18:00", "", 3, "wished_spans", "START/END"),
        ("workshops.csv", "interpreters=1", "interpreters=0", 3, "resources", "at least 1"),
        ("workshops.csv", "interpreters=1", "interpreter=1", 3, "resources", "mean interpreters?"),
        ("workshops.csv", "interpreters=1", "interpreters=1;interpreters", 3, "resources", "once"),
        ("workshops.csv", "id,title", "kind,title", 1, "kind", "the kind is workshop"),
        ("bilaterals.csv", "30,yes,5", "30,perhaps,5", 2, "optional", "yes or no"),
        ("bilaterals.csv", "Republic,30,", "Republic,-30,", 2, "minutes", "at least 1"),
        ("bilaterals.csv", "yes,1,south", "yes,1,1,south", 5, "", "6 cells, as in the header"),
        ("bilaterals.csv", "Republic,30,yes,5,host-president;north", "", 2, "", "6 cells"),
        ("rules.csv", ",apart,", ",appart,", 2, "kind", "(did you mean apart?)"),
        ("summit.toml", "Europe/Zurich", "Europe/Zürich", 14, "time_zone", "an IANA time zone"),
        ("summit.toml", "grid_minutes = 15", "grid_minutes = 0", 17, "grid_minutes", "at least 1"),
        ("summit.toml", "grid_minutes", "grid", 17, "grid", "did you mean grid_minutes?"),
        ("summit.toml", "= 2027-05-12", '= "12 May"', 21, "days[0].date", "a date such as"),
        ("summit.toml", '"18:00"', '"6 pm"', 23, "days[0].end", "a time of day such as 09:00"),
        ("summit.toml", '"18:00"', "1080", 23, "days[0].end", "a time of day such as 09:00"),
        ("summit.toml", '"18:00"', '"08:00"', 23, "days[0].end", "an end after the start"),
        ("summit.toml", "{ coverage", "{ coverge", 34, "policy.tiers[0].coverge", "mean coverage?"),
        ("summit.toml", "stability = 1", "coverage = 1", 33, "policy", "each goal in one tier"),
        ("summit.toml", "format = 1", "format = 2", 5, "format", "1"),
        ("summit.toml", "minutes = 15", "minutes = = 15", 17, "16", "TOML ("),
    ],
)  # fmt: skip
def test_fault_is_reported_where_it_is(
    folder: Path, faults: Faults, damage: Damage,
    file: str, old: str, new: str, row: int, column: str, allowed: str,
) -> None:  # fmt: skip
    """Each kind of fault names its file, row and column, and what is allowed."""
    damage(file, old, new)
    told = faults(folder)
    match = [f for f in told if f.column == column and allowed in f.allowed]
    assert match, told
    assert (match[0].file, match[0].row) == (file, row)


def test_single_mistake_is_reported_once(folder: Path, faults: Faults, damage: Damage) -> None:
    """A row that is dropped makes no faults elsewhere, though much refers to it."""
    damage("people.csv", "HOST,1,15", "HOST,first,15")
    damage("delegations.csv", "NORTH,", "NO RTH,")
    told = faults(folder)
    assert {(f.file, f.row, f.column) for f in told} == {
        ("people.csv", 2, "rank"),
        ("delegations.csv", 3, "id"),
        ("people.csv", 4, "delegation"),
    }


def test_unknown_ids_in_a_row_with_a_fault_are_reported_too(
    folder: Path, faults: Faults, damage: Damage
) -> None:
    """Regression: a word where a number belongs hid an unknown id until it was mended."""
    damage("bilaterals.csv", "30,yes,5,host-pres", "thirty,yes,5,host-prez")
    damage("people.csv", "NORTH,1,15", "NORT,first,15")
    told = faults(folder)
    assert {(f.file, f.row, f.column): f.found for f in told} == {
        ("bilaterals.csv", 2, "minutes"): "'thirty'",
        ("bilaterals.csv", 2, "people"): "'host-prezident'",
        ("people.csv", 4, "rank"): "'first'",
        ("people.csv", 4, "delegation"): "'NORT'",
    }
    assert "did you mean host-president?" in told[-1].allowed + told[-2].allowed


def test_ids_of_an_unreadable_table_are_not_reported_as_unknown(
    folder: Path, faults: Faults, damage: Damage
) -> None:
    """Where a whole table cannot be read, any id may be in it."""
    (folder / "rooms.csv").write_bytes(b"\xff")
    damage("plenaries.csv", ",60,", ",sixty,")
    told = {(f.file, f.column) for f in faults(folder)}
    assert told == {("rooms.csv", ""), ("plenaries.csv", "minutes")}


def test_faults_of_several_files_are_reported_together(
    folder: Path, faults: Faults, damage: Damage
) -> None:
    """One report has what is wrong in every file, also where one fault hides another."""
    damage("summit.toml", "Europe/Zurich", "Europe/Zurih")
    damage("rooms.csv", "Hall,300", "Hall,many")
    damage("people.csv", ",EAST,", ",WEST,")
    damage("availability.csv", "T15:00", "T08:00")
    damage("bilaterals.csv", "30,yes,5", "30,maybe,0")
    (folder / "slots.csv").write_text("id,start\n")
    told = [(f.file, f.row, f.column) for f in faults(folder)]
    assert sorted(told, key=str) == [
        ("availability.csv", 2, "end"),
        ("bilaterals.csv", 2, "optional"),
        ("bilaterals.csv", 2, "priority"),
        ("people.csv", 6, "delegation"),
        ("rooms.csv", 2, "capacity"),
        ("slots.csv", 1, "end"),
        ("summit.toml", 14, "time_zone"),
    ]


def test_skipped_time_does_not_hide_other_faults(
    folder: Path, faults: Faults, damage: Damage
) -> None:
    """A time that daylight saving skips is reported beside a span that ends before its start."""
    damage("summit.toml", "2027-05-12", "2027-03-28")
    rows = [
        "org-secretary,2027-03-28T02:30,2027-03-28T12:00,busy",
        "host-minister,2027-03-28T12:00,2027-03-28T11:00,busy",
    ]
    (folder / "availability.csv").write_text("person,start,end,state\n" + "\n".join(rows))
    damage("plenaries.csv", "2027-05-12", "2027-03-28")
    told = [(f.row, f.column) for f in faults(folder) if f.file == "availability.csv"]
    assert told == [(2, "start"), (3, "end")]
    assert "daylight saving" in faults(folder)[0].allowed


def test_row_is_the_line_where_the_record_starts(
    folder: Path, faults: Faults, damage: Damage
) -> None:
    """Line breaks inside quotes and blank lines count as lines of the file."""
    damage("rooms.csv", "Great Hall,", '"Great\nHall",')
    damage("rooms.csv", "room-a,", "\n,,,,,,\nroom-a,")
    damage("rooms.csv", "booths,Meeting booths,8", "booths,Meeting booths,x")
    (fault,) = faults(folder)
    assert (fault.row, fault.found) == (8, "'x'")


def test_missing_columns_are_one_fault(folder: Path, faults: Faults) -> None:
    """Required columns that are missing are reported once for the file, not per row."""
    (folder / "resources.csv").write_text("id\ninterpreters\nguards\n")
    (fault,) = faults(folder)
    assert (fault.file, fault.row, fault.column) == ("resources.csv", 1, "name, level")


def test_unreadable_table_makes_no_unknown_ids(folder: Path, faults: Faults) -> None:
    """When the people cannot be read, no reference to one is a fault."""
    (folder / "people.csv").write_bytes(b"")
    (fault,) = faults(folder)
    assert (fault.file, fault.allowed) == ("people.csv", "a header row")


def test_bad_days_make_no_faults_of_times(folder: Path, faults: Faults, damage: Damage) -> None:
    """When the days cannot be read, no time is said to lie outside them."""
    damage("summit.toml", '"18:00"', '"late"')
    (fault,) = faults(folder)
    assert (fault.file, fault.column, fault.found) == ("summit.toml", "days[0].end", "'late'")


def test_rules_may_be_toml(folder: Path, faults: Faults) -> None:
    """rules.toml says the same as rules.csv; both at once is a fault."""
    wanted = load_instance(folder).sha256
    text = (
        '[[rules]]\nid = "workshops-apart"\nkind = "apart"\n'
        'activities = ["ws-water", "ws-trade"]\nweight = 10\n'
    )
    (folder / "rules.toml").write_text(text)
    assert "both rules.csv and rules.toml" in [f.found for f in faults(folder)]
    (folder / "rules.csv").unlink()
    assert load_instance(folder).sha256 == wanted
    (folder / "rules.toml").write_text(text.replace("10", '"x"').replace('"apart"', '"appart"'))
    assert {(f.row, f.column) for f in faults(folder)} == {
        (5, "rules[0].weight (workshops-apart)"),
        (3, "rules[0].kind (workshops-apart)"),
    }


def test_missing_summit_is_reported_with_the_rest(
    folder: Path, faults: Faults, damage: Damage
) -> None:
    """Without summit.toml the tables are still judged."""
    (folder / "summit.toml").unlink()
    damage("rooms.csv", "Hall,300", "Hall,many")
    assert [f.file for f in faults(folder)] == ["summit.toml", "rooms.csv"]


@pytest.mark.parametrize("path", ["nowhere", "bad\0name", "x" * 5000, "summit.toml"])
def test_wrong_path_is_a_fault(folder: Path, faults: Faults, path: str) -> None:
    """A path to nothing, or to one file of a folder, is reported as what it is."""
    (fault,) = faults(folder / path)
    assert fault.allowed == "a folder with summit.toml, a workbook, or one JSON document"


def test_report_is_sorted_and_limited(folder: Path, faults: Faults) -> None:
    """The report has a count, one line per fault, and says how many are left out."""
    (folder / "resources.csv").write_text("id,name,level\n" + "x y,a\n" * 3 + "x,a,b\n" * 9)
    (folder / "people.csv").write_text("")
    lines = render(faults(folder), limit=5, where="forum").splitlines()
    assert lines[0] == "14 faults in forum:"
    assert lines[1].startswith("people.csv, row 1: found an empty file; allowed: a header row")
    assert lines[3].startswith("resources.csv, row 2: found 2 cells; allowed: 3 cells")
    assert lines[-1] == "and 9 more"
    assert len(lines) == 7
