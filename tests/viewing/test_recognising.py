"""Who or what has another id now is the same, and nobody is told of it."""

from typing import Any

import pytest

from models import Changes, Instance, Placement, Timetable, find_previous_faults
from scheduler.viewing.changes import diff
from scheduler.viewing.recognising import recognise

DAY = "2025-10-25T"
THEN: dict[str, Any] = {
    "name": "then",
    "time_zone": "Asia/Ho_Chi_Minh",
    "grid_minutes": 30,
    "days": [{"date": "2025-10-25", "start": "09:00", "end": "12:00"}],
    "rooms": [
        {"id": "STUDY", "name": "Study", "capacity": 9},
        {"id": "BOOTH", "name": "Booths", "capacity": 4, "units": 2},
    ],
    "delegations": [{"id": "del-a", "name": "Avalon"}, {"id": "del-b", "name": "Brigadoon"}],
    "people": [
        {"id": "a", "name": "Head, Avalon", "delegation": "del-a"},
        {"id": "b", "name": "Head, Brigadoon", "delegation": "del-b"},
    ],
    "activities": [
        {"id": "007", "kind": "bilateral", "title": "A – B", "minutes": 30, "people": ["a", "b"]},
        {"id": "10.10", "kind": "workshop", "title": "Water", "minutes": 60, "people": ["a"]},
    ],
}
BEFORE = Timetable(
    placements=(
        Placement(activity="007", start=f"{DAY}09:00", room="BOOTH", unit=2),
        Placement(activity="10.10", start=f"{DAY}10:00", room="STUDY"),
    )
)


def renamed(value: Any, names: dict[str, str]) -> Any:
    """Return a document in which ids are others."""
    if isinstance(value, dict):
        return {key: renamed(part, names) for key, part in value.items()}
    if isinstance(value, list):
        return [renamed(part, names) for part in value]
    return names.get(value, value) if isinstance(value, str) else value


def changed(now: Instance, after: Timetable, then: Instance | None) -> Changes:
    return diff(now, BEFORE, after, then)


@pytest.mark.parametrize(
    "names",
    [
        {"STUDY": "SALON"}, {"a": "head-a"}, {"007": "ab"}, {"del-a": "AV"},
        {"STUDY": "SALON", "BOOTH": "B", "a": "p1", "b": "p2", "007": "m1", "10.10": "m2",
         "del-a": "x", "del-b": "y"},
    ],
)  # fmt: skip
def test_another_id_is_no_change(names: dict[str, str]) -> None:
    """Of a room, a person, a meeting, a delegation, or all at once."""
    then, now = Instance.model_validate(THEN), Instance.model_validate(renamed(THEN, names))
    after = Timetable.model_validate(renamed(BEFORE.model_dump(mode="json"), names))
    found = changed(now, after, then)
    assert (found.changes, found.notices) == ((), ())
    sentences = recognise(BEFORE, then, now).sentences
    assert all(any(old in s and new in s for s in sentences) for old, new in names.items())


def test_what_is_another_one_is_told() -> None:
    """A title, people or a name that differ are another meeting, person or room."""
    then = Instance.model_validate(THEN)
    for old, new in (("A – B", "A – B (2)"), ("Head, Avalon", "Minister, Avalon")):
        now = Instance.model_validate(renamed(THEN, {"007": "ab", "a": "p", old: new}))
        after = BEFORE.model_copy(
            update={
                "placements": (
                    BEFORE.placements[0].model_copy(update={"activity": "ab"}),
                    BEFORE.placements[1],
                )
            }
        )
        assert changed(now, after, then).changes


def test_what_fits_two_is_nobody() -> None:
    """Two new meetings of one title and the same people: which of them was it?"""
    document = renamed(THEN, {"007": "ab"})
    document["activities"].append(document["activities"][0] | {"id": "ab2"})
    now = Instance.model_validate(document)
    assert recognise(BEFORE, Instance.model_validate(THEN), now).sentences == ()


@pytest.mark.parametrize(
    ("activity", "room"),
    [("7", "BOOTH"), ("007", "booth"), ("7.0", "Booths"), ("a – b", "BOOTHS"), ("A – B", "booth")],
)
def test_ids_as_people_and_spreadsheets_write_them(activity: str, room: str) -> None:
    """Without the earlier instance too: capitals, numbers, a name in place of an id."""
    now = Instance.model_validate(THEN)
    place = {"start": f"{DAY}09:00", "unit": 2}
    written = Timetable(
        placements=(
            Placement.model_construct(
                **{"activity": activity, "room": room, "reason": ""},
                start=BEFORE.placements[0].start, unit=place["unit"],
            ),
            BEFORE.placements[1].model_copy(update={"activity": "10.1"}),
        )
    )  # fmt: skip
    assert diff(now, written, BEFORE).changes == ()


def test_times_of_another_zone_are_as_they_were_there() -> None:
    """A timetable without offsets says the same as one with them."""
    then = Instance.model_validate(THEN)
    now = Instance.model_validate(THEN | {"time_zone": "Asia/Tokyo"})
    known = recognise(BEFORE, then, now)
    aware = BEFORE.model_copy(
        update={
            "time_zone": "Asia/Ho_Chi_Minh",
            "placements": tuple(
                p.model_copy(update={"start": p.start.replace(tzinfo=then.clock.zone)})
                for p in BEFORE.placements
                if p.start
            ),
        }
    )
    both = [now.clock.minute(p.start) for p in known.timetable.placements if p.start]
    assert both == [now.clock.minute(p.start) for p in aware.placements if p.start]
    assert "Asia/Tokyo" in known.sentences[0]
    assert recognise(aware, None, now).sentences == known.sentences


def test_a_timetable_of_another_event_is_refused() -> None:
    """By its name, or because hardly any activity is shared."""
    now = Instance.model_validate(THEN)
    assert not find_previous_faults(now, BEFORE)
    strange = [Placement(activity=f"x{n}", start=f"{DAY}09:00", room="BOOTH") for n in range(9)]
    (fault,) = find_previous_faults(now, Timetable(placements=(*strange, *BEFORE.placements[:1])))
    assert "shares 1 of its 10 activities" in fault.found
    other = Timetable(instance="other", placements=strange[:1])
    (fault,) = find_previous_faults(now, other)
    assert (fault.code, "'other'" in fault.found) == ("wrong-timetable", True)
    assert not find_previous_faults(now, BEFORE.model_copy(update={"instance": "last-edition"}))
    assert not find_previous_faults(now, Timetable(placements=strange[:1]))  # it was cancelled
