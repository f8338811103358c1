"""Timefold's meeting data, in a tiny file made for the test."""

import json

import pytest

from models import InstanceError
from scheduler.benching.timefold import read
from scheduler.solving import solve

pytestmark = pytest.mark.searches


def grains(day: int, *minutes: int):
    return [
        {"@id": f"TimeGrain#{day}{minute}", "day": f"Day#{day}", "startingMinuteOfDay": minute}
        for minute in minutes
    ]


def meeting(number, length, required, preferred=()):
    """A meeting; a person is an object where named as text, else a reference."""
    return {
        "@id": f"Meeting#{number}",
        "id": number,
        "topic": f"Subject {number}",
        "durationInGrains": length,
        "requiredAttendanceList": [{"person": person(one)} for one in required],
        "preferredAttendanceList": [{"person": person(one)} for one in preferred],
    }


def person(one):
    return f"Person#{one}" if isinstance(one, int) else {"@id": f"Person#{one}", "fullName": "?"}


def data(**change):
    """One day from 08:00 to 09:00 with a gap of half an hour after the first two grains."""
    return {
        "dayList": [{"@id": "Day#0", "id": 0, "dayOfYear": 3}],
        "timeGrainList": grains(0, 480, 495, 540, 555),
        "roomList": [{"@id": "Room#0", "name": "R", "capacity": 3}],
        "personList": ["Person#0", "Person#1", {"@id": "Person#2", "fullName": "?"}],
        "meetingList": [meeting(0, 2, [0, 1], [2])],
        "meetingAssignmentList": [],
    } | change


def solved(tmp_path, raw):
    path = tmp_path / "meetings.json"
    path.write_text(json.dumps(raw), encoding="utf-8")
    (problem,) = read(path)
    return solve(problem.instance, time_limit=20, workers=1)


@pytest.mark.parametrize(
    ("change", "status"),
    [
        ({}, "optimal"),
        ({"meetingList": [meeting(0, 3, [0])]}, "infeasible"),  # no run of three grains
        ({"meetingList": [meeting(n, 2, ["1"]) for n in range(2)]}, "optimal"),
        ({"meetingList": [meeting(n, 2, [1]) for n in range(3)]}, "infeasible"),  # one room
        ({"roomList": [{"@id": "Room#0", "name": "R", "capacity": 2}]}, "infeasible"),
    ],
)
def test_hard_rules(tmp_path, change, status):
    """Runs of grains, rooms, and seats for required and preferred persons decide."""
    assert solved(tmp_path, data(**change)).status == status


def test_rooms_and_persons(tmp_path):
    """Two rooms, one run of two grains: it is impossible if a person is required twice."""
    rooms = [{"@id": f"Room#{n}", "name": "R", "capacity": 3} for n in range(2)]
    short = {"roomList": rooms, "timeGrainList": grains(0, 480, 495)}
    both = [meeting(0, 2, [0]), meeting(1, 2, [0])]
    assert solved(tmp_path, data(**short, meetingList=both)).status == "infeasible"
    wished = [meeting(0, 2, [0]), meeting(1, 2, [1], [0])]
    outcome = solved(tmp_path, data(**short, meetingList=wished))
    assert (outcome.status, outcome.tiers[0].value) == ("optimal", 1)
    outcome = solved(tmp_path, data(roomList=rooms, meetingList=wished))
    assert (outcome.status, outcome.tiers[0].value) == ("optimal", 0)


def test_times_and_pins(tmp_path):
    """Days of the year are dates, minutes of the day times; a pinned meeting stays."""
    pin = {"meeting": "Meeting#0", "pinned": True}
    raw = data(meetingAssignmentList=[pin | {"startingTimeGrain": "TimeGrain#0540"}])
    (place,) = solved(tmp_path, raw).timetable.placements
    assert (place.activity, place.room) == ("Meeting-0", "Room-0")
    assert place.start.strftime("%m-%d %H:%M") == "01-03 09:00"
    pin = {"meeting": "Meeting#0", "pinned": False, "startingTimeGrain": "TimeGrain#0480"}
    (problem,) = read(tmp_path / "meetings.json")
    assert problem.instance.activities[0].pin_start is not None
    (tmp_path / "meetings.json").write_text(json.dumps(data(meetingAssignmentList=[pin])))
    (problem,) = read(tmp_path / "meetings.json")
    assert problem.instance.activities[0].pin_start is None


def test_names_of_persons_are_not_taken_over(tmp_path):
    """People are called by an office, never by a name."""
    path = tmp_path / "meetings.json"
    path.write_text(json.dumps(data()), encoding="utf-8")
    (problem,) = read(path)
    assert [one.name for one in problem.instance.people] == ["Person 0", "Person 1", "Person 2"]


def test_all_faults_at_once(tmp_path):
    """Days, grains and pins that do not fit are reported together."""
    raw = data(
        dayList=[{"@id": f"Day#{n}", "dayOfYear": n + 1} for n in range(2)],
        timeGrainList=[*grains(0, 480, 500), *grains(5, 480)],
        meetingAssignmentList=[
            {"meeting": "Meeting#0", "pinned": True, "startingTimeGrain": "TimeGrain#9"}
        ],
    )
    with pytest.raises(InstanceError) as caught:
        solved(tmp_path, raw)
    assert {fault.column for fault in caught.value.faults} == {
        "timeGrainList[1].startingMinuteOfDay",
        "timeGrainList[2].day",
        "dayList[1]",
        "meetingAssignmentList[0].startingTimeGrain",
    }
