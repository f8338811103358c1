"""What planners write into cells that is no value."""

from collections.abc import Callable
from pathlib import Path

import pytest

from models import Fault
from scheduler.files import load_instance

Damage = Callable[[str, str, str], None]
Faults = Callable[[Path], list[Fault]]


@pytest.mark.parametrize(
    ("file", "row"),
    [
        ("bilaterals.csv", "TOTAL,4 meetings,120,,,"),
        ("people.csv", "Total: 6,,,,"),
        ("rooms.csv", "Tổng cộng,,428,,,,"),
        ("delegations.csv", "Sous-total,5,"),
    ],
)
def test_a_row_of_totals_is_no_row(folder: Path, faults: Faults, file: str, row: str) -> None:
    """Nor a meeting of all minutes, or a person named 6."""
    with (folder / file).open("a") as stream:
        stream.write(f"{row}\n")
    (fault,) = faults(folder)
    assert (fault.code, fault.file) == ("no-row", file)


@pytest.mark.parametrize(
    "row", ["Delegations,,,,", "Yellow = to be confirmed", ",,428", '"Updated by Anna, 3 May",,']
)
def test_a_remark_below_the_header_is_one_fault(folder: Path, faults: Faults, row: str) -> None:
    """Not one for each cell that a row would need."""
    with (folder / "rooms.csv").open("a") as stream:
        stream.write(f"\n{row},,,,\n")
    (fault,) = faults(folder)
    assert (fault.code, fault.file, fault.row) == ("no-row", "rooms.csv", 7)


@pytest.mark.parametrize("nothing", ["-", "n/a", "None", "–", "néant"])
def test_words_that_say_that_there_is_none_are_none(
    folder: Path, damage: Damage, nothing: str
) -> None:
    """Once for a column; they were equipment that no room has."""
    wanted = load_instance(folder)
    damage("rooms.csv", "bilateral,,5", f"bilateral,{nothing},5")
    damage("workshops.csv", "projector;", f"projector;{nothing};")
    told: list[Fault] = []
    assert load_instance(folder, on_warning=told.append) == wanted
    assert [(fault.code, fault.file, fault.column) for fault in told] == [
        ("no-word", "rooms.csv", "equipment"),
        ("no-word", "workshops.csv", "equipment"),
    ]


@pytest.mark.parametrize("unknown", ["TBC", "?", "screen (tbc)", "à confirmer"])
def test_words_that_are_not_known_yet_are_faults(
    folder: Path, damage: Damage, faults: Faults, unknown: str
) -> None:
    """Whether there is none, or one, is not for us to say."""
    damage("workshops.csv", "projector,", f"{unknown},")
    damage("workshops.csv", "projector;", f"{unknown};")
    (fault,) = faults(folder)
    assert (fault.code, fault.row, fault.column) == ("no-word", 2, "equipment")
    assert fault.found.endswith(" (in 2 rows)")


@pytest.mark.parametrize(
    ("column", "written", "number"),
    [
        ("capacity", "300 pax", 300),
        ("capacity", "1’300 seats", 1300),
        ("turnaround_minutes", "15 min", 15),
        ("turnaround_minutes", "20\u00a0minutes", 20),
        ("turnaround_minutes", "1h30", 90),
        ("turnaround_minutes", "2 h", 120),
    ],
)
def test_numbers_may_have_the_unit_of_their_column(
    folder: Path, damage: Damage, column: str, written: str, number: int
) -> None:
    """Minutes also as hours."""
    old = {"capacity": "Hall,300", "turnaround_minutes": "livestream,15"}[column]
    damage("rooms.csv", old, f"{old.partition(',')[0]},{written}")
    assert getattr(load_instance(folder).rooms[0], column) == number


@pytest.mark.parametrize("written", ["1,000", "1.000", "1,200", "60-80", "60 min", "1:30"])
def test_numbers_with_two_readings_are_faults(
    folder: Path, damage: Damage, faults: Faults, written: str
) -> None:
    """A thousand, or one with three decimals."""
    damage("rooms.csv", "Hall,300", f'Hall,"{written}"')
    (fault,) = faults(folder)
    assert (fault.code, fault.column) == ("not-a-number", "capacity")
