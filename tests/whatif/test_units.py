"""A place is called free only if one unit of its room is free throughout."""

import random
from collections import Counter

import pytest

from models import Instance, Option, Placement, Timetable
from scheduler import check, slots, why

DAY = "2025-10-25T"


def booths(units: int, minutes: list[int]) -> Instance:
    """Return meetings M0, M1 … of two people each in one room of alike units."""
    return Instance.model_validate(
        {
            "name": "booths",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 30,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": "12:00"}],
            "rooms": [{"id": "B", "name": "Booths", "capacity": 4, "units": units}],
            "people": [{"id": f"p{n}", "name": f"Head {n}"} for n in range(len(minutes))],
            "activities": [
                {
                    "id": f"M{n}",
                    "kind": "bilateral",
                    "title": f"Meeting {n}",
                    "minutes": length,
                    "optional": True,
                    "people": f"p{n}",
                }
                for n, length in enumerate(minutes)
            ],
        }
    )


def drawn(seed: int) -> tuple[Instance, Timetable]:
    """Return booths with meetings put one after the other wherever a booth is free."""
    chance = random.Random(seed)
    units = chance.randint(2, 4)
    instance = booths(units, [30 * chance.randint(1, 3) for _ in range(chance.randint(4, 9))])
    placed: list[Placement] = []
    for activity in instance.activities[1:]:
        tries = [(start, unit) for start in range(6) for unit in range(1, units + 1)]
        chance.shuffle(tries)
        for start, unit in tries:
            hour = f"{DAY}{9 + start // 2:02}:{30 * (start % 2):02}"
            place = Placement(activity=activity.id, start=hour, room="B", unit=unit)
            if not check(instance, Timetable(placements=(*placed, place))).violations:
                placed.append(place)
                break
    return instance, Timetable(placements=tuple(placed))


def taken(timetable: Timetable, option: Option) -> Timetable:
    """Return the timetable with an option applied, everything else as it is."""
    new = {p.activity: p for p in (option.place, option.moved, *option.unit_changes) if p}
    kept = (p for p in timetable.placements if p.activity not in new)
    return Timetable(placements=(*kept, *new.values()))


@pytest.mark.parametrize("first", range(0, 300, 50))
def test_what_is_called_free_passes_the_referee(first: int) -> None:
    """Pinned to its unit, nobody else touched; what needs another unit says whose."""
    verdicts = Counter[str]()
    for seed in range(first, first + 50):
        instance, timetable = drawn(seed)
        stands = {p.activity: p for p in timetable.placements}
        for option in slots(instance, timetable, "M0", time_limit=0).options:
            verdicts[option.verdict] += 1
            if option.verdict in ("free", "other-units"):
                assert not check(instance, taken(timetable, option)).violations, (seed, option)
            assert bool(option.unit_changes) == (option.verdict == "other-units")
            for other in option.unit_changes:
                before = stands[other.activity]
                assert (other.start, other.room) == (
                    instance.clock.moment(instance.clock.minute(before.start)),
                    before.room,
                )
    assert min(verdicts[name] for name in ("free", "other-units", "blocked")) > 5


def test_a_taken_booth_is_not_called_free() -> None:
    """X in unit 1 until ten, Y in unit 2 and Z in unit 1 from ten: a change of booth is shown."""
    instance = booths(2, [60, 60, 60])
    timetable = Timetable(
        placements=(
            Placement(activity="M1", start=f"{DAY}09:00", room="B", unit=1),
            Placement(activity="M2", start=f"{DAY}10:00", room="B", unit=2),
        )
    )
    (option,) = (
        o for o in slots(instance, timetable, "M0").options if f"{o.start:%H:%M}" == "09:30"
    )
    assert option.verdict == "other-units"
    assert not check(instance, taken(timetable, option)).violations
    answer = why(instance, timetable, "M0", at=f"{DAY}09:30", room="B")
    assert answer.forced is not None
    (moved,) = answer.forced.moved
    assert set(answer.forced.told) == {"p0", instance.activity[moved.activity].people[0]}
    assert "changes to unit" in slots(instance, timetable, "M0").text
    after = answer.forced.timetable
    assert after is not None
    assert not check(instance, after).violations
