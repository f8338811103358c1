"""A question about one activity: its time, as people type it."""

import pytest

from models import Instance, InstanceError, Timetable
from scheduler.whatif.question import read_question

TABLE = Timetable.model_validate(
    {"placements": [{"activity": "a", "start": "2027-06-16T09:00", "room": "R"}]}
)


def event(*dates: str) -> Instance:
    """Two activities on some days."""
    return Instance.model_validate(
        {
            "name": "typed",
            "time_zone": "Europe/Paris",
            "grid_minutes": 15,
            "days": [{"date": day, "start": "08:00", "end": "25:30"} for day in dates],
            "rooms": [{"id": "R", "name": "Room", "capacity": 9}],
            "activities": [{"id": n, "kind": "workshop", "title": n, "minutes": 30} for n in "ab"],
        }
    )


def asked(instance: Instance, activity: str, at: str) -> str:
    """Return the local time that a question is about."""
    minute = read_question(instance, TABLE, activity, at).at
    assert minute is not None
    return f"{instance.clock.moment(minute):%Y-%m-%d %H:%M}"


@pytest.mark.parametrize(
    "typed",
    [
        "2027-06-16T16:00",
        "16/06/2027 16h00",
        "16/06/2027 16h",
        "06/16/2027 4:00 pm",
        "16.06.2027 16:00",
        "2027/06/16 16:00",
        " 16:00 ",
        "16h00",
        "4:00 PM",
    ],
)
def test_a_time_is_typed_as_in_tables(typed: str) -> None:
    """Regression: only ``2027-06-16T16:00`` was read. A time alone is on the only day."""
    assert asked(event("2027-06-16"), "b", typed) == "2027-06-16 16:00"


def test_a_time_alone_is_on_the_day_of_the_activity() -> None:
    """What has no place has no day, and is asked for one; the example is of the event."""
    both = event("2027-06-15", "2027-06-16")
    assert asked(both, "a", "16h00") == "2027-06-16 16:00"
    assert asked(both, "a", "25:00") == "2027-06-17 01:00"
    assert asked(both, "b", "16/06 16:00") == "2027-06-16 16:00"
    for typed in ("16h00", "yesterday", "17/06 16:00"):
        with pytest.raises(InstanceError, match=r"such as 2027-06-15T08:00$") as refused:
            asked(both, "b", typed)
        assert str(refused.value).startswith(f"at: found '{typed}'")


def test_of_two_readings_the_one_on_a_day_counts() -> None:
    """The month may be first or the day; where both or none are days it is not guessed."""
    assert asked(event("2027-06-05"), "b", "05/06/2027 09:00") == "2027-06-05 09:00"
    assert asked(event("2027-05-06"), "b", "05/06/2027 09:00") == "2027-05-06 09:00"
    for dates in (("2027-05-06", "2027-06-05"), ("2027-06-16",)):
        with pytest.raises(InstanceError, match="a local time such as"):
            asked(event(*dates), "b", "05/06/2027 09:00")
