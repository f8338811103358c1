"""Cases of transfers and of rest at night that a simpler referee would get wrong."""

from collections.abc import Callable

from models import Instance, Timetable
from scheduler.checking import check
from tests.checking.judged import found

Summit = Callable[..., Instance]
Places = Callable[..., Timetable]


def test_transfer_sees_past_a_neighbour_in_the_same_zone(summit: Summit, timetable: Places) -> None:
    """From a to c are 15 minutes of the 45 needed, though b lies between."""
    instance = summit(
        transfers=[{"from_zone": "town", "to_zone": "lake", "minutes": 45}],
        activities=[
            {"id": "a", "people": ["P"]},
            {"id": "b", "people": ["P"], "minutes": 15},
            {"id": "c", "people": ["P"]},
        ],
    )
    report = check(instance, timetable("a 09:00 hall", "b 10:00 salon", "c 10:15 villa"))
    assert found(report.violations) == [("transfer", "P", "a", "c"), ("transfer", "P", "b", "c")]


def test_transfer_sees_past_a_nested_activity(summit: Summit, timetable: Places) -> None:
    """Activity a lasts until 12:00, so c is too soon after it, though not after b within it."""
    instance = summit(
        transfers=[{"from_zone": "town", "to_zone": "lake", "minutes": 30}],
        activities=[
            {"id": "a", "people": ["P"], "minutes": 180},
            {"id": "b", "people": ["P"]},
            {"id": "c", "people": ["P"]},
        ],
    )
    report = check(instance, timetable("a 09:00 hall", "b 10:00 villa", "c 12:15 villa"))
    assert found(report.violations) == [
        ("person-overlap", "P", "a", "b"),
        ("transfer", "P", "a", "c"),
    ]


def test_night_rest_skips_dates_without_activities(summit: Summit, timetable: Places) -> None:
    """The later date is the next one with an activity, however far."""
    instance = summit(
        days=[{"date": f"2025-10-{day}", "start": "08:00", "end": "20:00"} for day in (25, 26, 27)],
        people=[{"id": "P", "name": "Peru", "night_rest_minutes": 37 * 60}],
        activities=[{"id": "a", "people": ["P"]}, {"id": "b", "people": ["P"]}],
    )
    assert check(instance, timetable("a 18:00 hall", "b 27T08:00 hall")).violations == ()
    report = check(instance, timetable("a 18:15 hall", "b 27T08:00 hall"))
    assert found(report.violations) == [("night-rest", "P", "a", "b")]


def test_night_rest_counts_from_midnight_itself(summit: Summit, timetable: Places) -> None:
    """One activity ends at midnight, outside its day, and the next begins: no night at all."""
    instance = summit(
        days=[
            {"date": "2025-10-25", "start": "08:00", "end": "23:59"},
            {"date": "2025-10-26", "start": "00:00", "end": "20:00"},
        ],
        people=[{"id": "P", "name": "Peru", "night_rest_minutes": 1}],
        availability=[{"person": "P", "start": "2025-10-25T08:00", "end": "2025-10-26T20:00"}],
        activities=[{"id": "a", "people": ["P"]}, {"id": "b", "people": ["P"]}],
    )
    report = check(instance, timetable("a 23:00 hall", "b 26T00:00 hall"))
    assert found(report.violations) == [("window", "a", "a"), ("night-rest", "P", "a", "b")]


def test_night_rest_takes_the_last_end_not_the_last_start(
    summit: Summit, timetable: Places
) -> None:
    """Activity a starts before b but ends after it."""
    instance = summit(
        people=[{"id": "P", "name": "Peru", "night_rest_minutes": 13 * 60}],
        activities=[
            {"id": "a", "people": ["P"], "minutes": 180},
            {"id": "b", "people": ["P"]},
            {"id": "c", "people": ["P"]},
        ],
    )
    places = timetable("a 17:00 hall", "b 18:00 salon", "c 26T08:00 hall")
    assert found(check(instance, places).violations) == [
        ("person-overlap", "P", "a", "b"),
        ("night-rest", "P", "a", "c"),
    ]


def test_night_rest_is_elapsed_time(summit: Summit, timetable: Places) -> None:
    """In the night to 26 October Paris has an hour more: 20:00-08:00 are 13 hours there."""
    people = [{"id": "P", "name": "Peru", "night_rest_minutes": 13 * 60}]
    activities = [{"id": "a", "people": ["P"]}, {"id": "b", "people": ["P"]}]
    places = timetable("a 19:00 hall", "b 26T08:00 hall")
    paris = summit(time_zone="Europe/Paris", people=people, activities=activities)
    assert check(paris, places).violations == ()
    hanoi = summit(people=people, activities=activities)
    assert found(check(hanoi, places).violations) == [("night-rest", "P", "a", "b")]
