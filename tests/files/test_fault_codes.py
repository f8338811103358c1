"""Each kind of fault has a code, which programs decide by instead of its sentence."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import get_args

import pytest

from models import Fault, FaultCode

Faults = Callable[[Path], list[Fault]]
Damage = Callable[[str, str, str], None]


@pytest.mark.parametrize(
    ("code", "file", "old", "new"),
    [
        ("missing-value", "rooms.csv", "Hall,300", "Hall,"),
        ("not-a-number", "rooms.csv", "Hall,300", "Hall,many"),
        ("out-of-range", "rooms.csv", "Hall,300", "Hall,-3"),
        ("too-large", "rooms.csv", "Great Hall", "H" * 301),
        ("not-an-id", "rooms.csv", "booths,", "my booths,"),
        ("not-text", "rooms.csv", "Great Hall", "Great\aHall"),
        ("not-a-choice", "rooms.csv", "plenary;press", "plenary;pres"),
        ("unknown-column", "rooms.csv", "id,name,capacity", "id,name,capcity"),
        ("duplicate-key", "rooms.csv", "turnaround_minutes,units", "turnaround_minutes,id"),
        ("duplicate-id", "rooms.csv", "room-b,", "room-a,"),
        ("syntax", "rooms.csv", "Great Hall", '"Great" Hall'),
        ("syntax", "summit.toml", "minutes = 15", "minutes = = 15"),
        ("missing-column", "resources.csv", "id,name,level", "id,name,note"),
        ("cell-count", "bilaterals.csv", "yes,1,south", "yes,1,1,south"),
        ("not-a-choice", "bilaterals.csv", "30,yes,5", "30,perhaps,5"),
        ("unknown-id", "people.csv", ",HOST,2", ",HOTS,2"),
        ("not-a-time", "availability.csv", "2027-05-12T15:00", "3 o'clock"),
        ("not-a-time", "workshops.csv", "/2027-05-12T18:00", ""),
        ("not-whole-minutes", "availability.csv", "T15:00", "T15:00:07"),
        ("skipped-time", "availability.csv", "2027-05-12T15:00", "2028-03-26T02:30"),
        ("backward-span", "availability.csv", "T15:00", "T08:00"),
        ("unknown-time-zone", "summit.toml", "Europe/Zurich", "Europe/Zurih"),
        ("wrong-shape", "summit.toml", "tiers = [", "tiers = 3\nx = ["),
        ("duplicate-key", "summit.toml", "stability = 1", "coverage = 1"),
        ("duplicate-date", "summit.toml", "[policy]\n", "[[days]]\ndate = 2027-05-12\n"
         'start = "10:00"\nend = "12:00"\n[policy]\n'),
        ("off-grid", "plenaries.csv", "T09:00", "T09:05"),
        ("outside-days", "plenaries.csv", "T09:00", "T05:00"),
        ("rule-size", "rules.csv", "ws-water;ws-trade", "ws-water"),
        ("rule-repeats", "rules.csv", "ws-water;ws-trade", "ws-water;ws-trade;ws-water"),
        ("rule-limit", "rules.csv", ",apart,", ",at-most-parallel,"),
        ("rule-column", "rules.csv", ",apart,", ",fair-breaks,"),
    ],
)  # fmt: skip
def test_fault_has_its_code(
    folder: Path, faults: Faults, damage: Damage, code: FaultCode, file: str, old: str, new: str
) -> None:
    """A mistake that a planner makes in a table has its code."""
    damage(file, old, new)
    assert code in [fault.code for fault in faults(folder)]


@pytest.mark.parametrize(
    ("code", "file", "text"),
    [
        ("empty-file", "resources.csv", ""),
        ("unknown-file", "room.csv", "id\n"),
        ("rival-files", "rules.toml", ""),
        ("unit-without-room", "press.csv", "id,title,minutes,pin_unit\nbrief,Briefing,30,1\n"),
        ("unknown-unit", "press.csv", "id,title,minutes,pin_room,pin_unit\np,P,30,hall,2\n"),
        ("missing-zone", "zones.csv", "id,name\ncentre,Centre\n"),
        ("missing-transfer", "zones.csv", "id,name\ncentre,Centre\nport,Port\n"),
        ("duplicate-transfer", "transfers.csv", "from_zone,to_zone,minutes\na,b,5\na,b,7\n"),
        ("zone-to-itself", "transfers.csv", "from_zone,to_zone,minutes\na,a,5\n"),
    ],
)
def test_file_has_its_code(
    folder: Path, faults: Faults, code: FaultCode, file: str, text: str
) -> None:
    """A wrong file, or one that clashes with another, has its code."""
    (folder / file).write_text(text)
    assert code in [fault.code for fault in faults(folder)]


@pytest.mark.parametrize(
    ("file", "old", "new", "codes"),
    [
        ("summit.toml", '"18:00"', '"late"', ["not-a-time"]),
        ("summit.toml", "grid_minutes = 15", "grid_minutes = 0", ["out-of-range"]),
        ("rules.csv", "activities", "activites", ["unknown-column"]),
        ("availability.csv", "T15:00", " 3 o'clock", ["not-a-time"]),
    ],
)
def test_what_follows_from_a_fault_alone_is_not_reported(
    folder: Path, faults: Faults, damage: Damage,
    file: str, old: str, new: str, codes: list[FaultCode],
) -> None:  # fmt: skip
    """Days, grid, rules or stays that could not be read make no faults of what depends on them."""
    damage(file, old, new)
    assert [fault.code for fault in faults(folder)] == codes


def test_every_code_is_used() -> None:
    """Every code can occur in the product."""
    root = Path(__file__).parents[2]
    files = [*root.glob("models/*.py"), *root.glob("scheduler/**/*.py")]
    text = "".join(file.read_text(encoding="utf-8") for file in files)
    used = Counter({code: text.count(f'"{code}"') for code in get_args(FaultCode)})
    assert [code for code, times in used.items() if times < 2] == []
