"""Cases that a simpler referee would get wrong."""

import doctest
from collections.abc import Callable
from typing import Any

import pytest

from models import Instance, Timetable
from scheduler.checking import check, referee
from tests.checking.judged import found

Summit = Callable[..., Instance]
Places = Callable[..., Timetable]


def test_check_judges_the_rest(summit: Summit, timetable: Places) -> None:
    """One that is unknown is ignored, one in an unknown room loses it; others are judged."""
    instance = summit(activities=[{"id": "a"}, {"id": "b", "optional": True}, {"id": "c"}])
    places = timetable("a 09:00 attic", "b 09:00 attic", "z 09:00 hall", "c 09:00 hall")
    told = [(v.rule, v.subject) for v in check(instance, places).violations]
    assert told == [("allowed-rooms", "a"), ("allowed-rooms", "b")]
    worse = timetable("a 09:00 attic", "c 09:10 hall", "z 09:00 hall")
    told = [(v.rule, v.subject) for v in check(instance, worse).violations]
    assert told == [("grid", "c"), ("allowed-rooms", "a")]


@pytest.mark.parametrize("start", ["2025-03-30T02:30", "2025-03-30T04:30:30", "0001-01-01T00:00Z"])
def test_check_ignores_starts_that_cannot_be_read(
    start: str, summit: Summit, timetable: Places
) -> None:
    """What begins at no minute that exists has no place, then or now."""
    instance = summit(
        time_zone="America/New_York" if start.startswith("0001") else "Europe/Paris",
        days=[{"date": "2025-03-30", "start": "00:00", "end": "20:00"}],
        activities=[{"id": "a"}],
    )
    nowhere, bad = timetable("a"), timetable(f"a {start} hall")
    assert [v.rule for v in check(instance, bad).violations] == ["mandatory"]
    assert check(instance, nowhere, previous=bad) == check(instance, nowhere, previous=nowhere)


def test_check_reads_starts_with_an_offset(summit: Summit, timetable: Places) -> None:
    """02:00 UTC is 09:00 in Hanoi."""
    instance = summit(activities=[{"id": "a", "pin_start": "2025-10-25T09:00"}])
    assert check(instance, timetable("a 2025-10-25T02:00Z hall")).violations == ()


def test_check_runs_its_example() -> None:
    """The example in the docstring is true."""
    assert doctest.testmod(referee).attempted > 0
    assert doctest.testmod(referee).failed == 0


def test_allowed_rooms_names_a_unit_that_is_not_there(summit: Summit, timetable: Places) -> None:
    """The room has two units; unit 3 is reported once, also where rooms are named."""
    instance = summit(activities=[{"id": "a", "rooms": ["booths"]}, {"id": "b"}])
    report = check(instance, timetable("a 09:00 booths 3", "b 09:00 hall 2"))
    assert found(report.violations) == [
        ("allowed-rooms", "a", "a"),
        ("allowed-rooms", "b", "b"),
    ]
    assert "unit 3; the room has 2" in report.violations[0].message


def test_pinned_room_leaves_an_optional_activity_out(summit: Summit, timetable: Places) -> None:
    """A pin says where, not whether; pins bind what has a place."""
    pins = {"pin_room": "hall", "pin_start": "2025-10-25T09:00"}
    instance = summit(activities=[{"id": "a", "optional": True, **pins}])
    assert check(instance, timetable("a")).violations == ()


def test_second_placement_is_real_everywhere(summit: Summit, timetable: Places) -> None:
    """An activity placed twice at once keeps its person, its room and its resource busy."""
    instance = summit(
        resources=[{"id": "team", "name": "Team", "level": 1}],
        activities=[{"id": "a", "people": ["P"], "resources": "team"}],
    )
    report = check(instance, timetable("a 09:00 hall", "a 09:30 hall"))
    assert found(report.violations) == [
        ("once", "a", "a"),
        ("room-overlap", "hall", "a", "a"),
        ("person-overlap", "P", "a", "a"),
        ("resource-level", "team", "a", "a"),
    ]


@pytest.mark.parametrize("start", ["07:50", "20:00"])
def test_window_alone_reports_a_start_outside_all_days(
    start: str, summit: Summit, timetable: Places
) -> None:
    """Neither start is a multiple of 25 minutes from 08:00, but only the window is reported."""
    instance = summit(activities=[{"id": "a"}], grid_minutes=25)
    report = check(instance, timetable(f"a {start} hall"))
    assert found(report.violations) == [("window", "a", "a")]


def test_window_wants_one_day(summit: Summit, timetable: Places) -> None:
    """Two days that touch at midnight are two days still."""
    days = [
        {"date": "2025-10-25", "start": "08:00", "end": "23:59"},
        {"date": "2025-10-26", "start": "00:00", "end": "20:00"},
    ]
    instance = summit(days=days, activities=[{"id": "a"}])
    report = check(instance, timetable("a 23:30 hall"))
    assert found(report.violations) == [("window", "a", "a")]
    assert "25 Oct 23:30 - 26 Oct 00:30" in report.violations[0].message


def test_allowed_times_join_spans_that_touch(summit: Summit, timetable: Places) -> None:
    """As opening hours and stays do; spans with a minute between them are two."""
    touching = "2025-10-25T10:00/2025-10-25T11:00;2025-10-25T09:00/2025-10-25T10:00"
    apart = "2025-10-25T09:00/2025-10-25T10:00;2025-10-25T10:01/2025-10-25T11:01"
    one, two = (summit(activities=[{"id": "a", "spans": spans}]) for spans in (touching, apart))
    assert check(one, timetable("a 09:30 hall")).violations == ()
    report = check(two, timetable("a 09:30 hall"))
    assert found(report.violations) == [("allowed-times", "a", "a")]


def test_the_end_of_the_day_is_nobody_s_absence(summit: Summit, timetable: Places) -> None:
    """An activity that passes it breaks one rule, whoever attends, busy at other times or not."""
    busy = {"start": "2025-10-25T09:00", "end": "2025-10-25T10:00", "state": "busy"}
    instance = summit(
        people=[{"id": "p", "name": "P"}, {"id": "q", "name": "Q"}],
        availability=[{"person": "q", **busy}],
        activities=[{"id": "a", "people": ["p", "q"]}],
    )
    end = instance.clock.moment(instance.windows[0][1] - 30)
    report = check(instance, timetable(f"a {end:%H:%M} hall"))
    assert found(report.violations) == [("window", "a", "a")]


EVENINGS = [
    {"date": "2025-10-25", "start": "20:00", "end": "26:00"},
    {"date": "2025-10-26", "start": "02:00", "end": "05:00"},
]


def test_days_that_touch_are_one_stretch(summit: Summit, timetable: Places) -> None:
    """An activity may pass from one to the other, but not the end of the second."""
    instance = summit(days=EVENINGS, activities=[{"id": "a", "minutes": 120}])
    for start, told in (("01:00", []), ("02:30", []), ("03:30", [("window", "a", "a")])):
        report = check(instance, timetable(f"a 2025-10-26T{start} hall"))
        assert found(report.violations) == told


def test_what_starts_after_midnight_is_of_the_evening(summit: Summit, timetable: Places) -> None:
    """Limits of a date are those of its day, to its last hour; the next day has its own."""
    people = [{"id": "p", "name": "P", "daily_activities": 1, "night_rest_minutes": 60}]
    rows = [{"id": name, "people": ["p"], "minutes": 30} for name in "abc"]
    instance = summit(days=EVENINGS, people=people, activities=rows)
    evening = ["a 2025-10-25T23:00 hall", "b 2025-10-26T01:30 hall"]
    report = check(instance, timetable(*evening, "c 2025-10-26T03:00 hall"))
    assert found(report.violations) == [("daily-activities", "p", "a", "b")]
    report = check(instance, timetable("a 2025-10-26T01:30 hall", "b 2025-10-26T02:30 hall", "c"))
    assert ("night-rest", "p", "a", "b") in found(report.violations)


def test_allowed_times_wants_the_slot_to_be_long_enough(summit: Summit, timetable: Places) -> None:
    """An activity starts with its slot and ends in it."""
    slots = [{"id": "s", "start": "2025-10-25T09:00", "end": "2025-10-25T09:45"}]
    instance = summit(slots=slots, activities=[{"id": "a", "slots": ["s"]}])
    report = check(instance, timetable("a 09:00 hall"))
    assert found(report.violations) == [("allowed-times", "a", "a")]


def test_room_overlap_sees_past_a_short_neighbour(summit: Summit, timetable: Places) -> None:
    """A long activity overlaps what follows the short one inside it; the short one does not."""
    instance = summit(activities=[{"id": "a", "minutes": 300}, {"id": "b"}, {"id": "c"}])
    report = check(instance, timetable("a 09:00 hall", "b 10:00 hall", "c 13:00 hall"))
    assert found(report.violations) == [
        ("room-overlap", "hall", "a", "b"),
        ("room-overlap", "hall", "a", "c"),
    ]


def test_room_overlap_counts_turnaround_of_whichever_is_first(
    summit: Summit, timetable: Places
) -> None:
    """A long set-up may make the later activity the first in the room."""
    hall = {"id": "hall", "name": "Hall", "capacity": 9, "turnaround_minutes": 15}
    instance = summit(
        zones=[],
        transfers=[],
        rooms=[hall],
        activities=[{"id": "a"}, {"id": "b", "set_up_minutes": 240}],
    )
    (violation,) = check(instance, timetable("a 09:00 hall", "b 11:00 hall")).violations
    assert violation.activities == ("b", "a")
    assert "25 Oct 09:00-10:15" in violation.message


def test_resource_level_gives_one_violation_a_stretch(summit: Summit, timetable: Places) -> None:
    """First a with b, then a with c straight after is one stretch; a with d later is another."""
    activities: list[dict[str, Any]] = [{"id": "a", "minutes": 300}, *({"id": x} for x in "bcd")]
    instance = summit(
        resources=[{"id": "team", "name": "Team", "level": 1}],
        activities=[{**row, "resources": "team"} for row in activities],
    )
    places = timetable("a 09:00 hall", "b 09:30 salon", "c 10:30 salon", "d 12:00 salon")
    first, second = check(instance, places).violations
    assert (first.activities, second.activities) == (("a", "b", "c"), ("a", "d"))
    assert "25 Oct 09:30-11:30" in first.message
    assert "25 Oct 12:00-13:00" in second.message


def test_resource_level_says_how_many_are_needed_at_most(summit: Summit, timetable: Places) -> None:
    """Two from 09:00, four from 09:30, three from 10:00: up to four of the one there is."""
    instance = summit(
        resources=[{"id": "team", "name": "Team", "level": 1}],
        activities=[
            {"id": "a", "resources": "team=2"},
            {"id": "b", "resources": "team=2"},
            {"id": "c", "resources": "team", "minutes": 30},
        ],
    )
    places = timetable("a 09:00 hall", "b 09:30 salon", "c 10:00 villa")
    (violation,) = check(instance, places).violations
    assert "up to 4 needed at once, 25 Oct 09:00-10:30" in violation.message


def test_resource_level_zero_allows_none(summit: Summit, timetable: Places) -> None:
    """With none of a resource no activity may need it."""
    instance = summit(
        resources=[{"id": "team", "name": "", "level": 0}],
        activities=[{"id": "a", "resources": "team"}],
    )
    (violation,) = check(instance, timetable("a 09:00 hall")).violations
    assert violation.message.startswith("team: up to 1 needed")
