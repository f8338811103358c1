"""``summit why`` and ``summit slots``."""

import json

import pytest

from models import Slots, Why

pytestmark = pytest.mark.searches


def test_slots_as_json(summit, tiny, solved):
    """One document on standard output; the best place comes first."""
    ended = summit("slots", tiny, solved / "timetable.csv", "W1", "--json")
    assert ended.code == 0
    content = json.loads(ended.out)
    assert Slots.model_validate_json(ended.out).activity == "W1"
    assert content["options"][0]["verdict"] == "free"
    assert content["options"][0]["start"].endswith("+07:00")


def test_slots_as_table(summit, tiny, solved):
    """People get a table, with weekday and cost."""
    ended = summit("slots", tiny, solved / "timetable.json", "W1")
    assert (ended.code, ended.err) == (0, "")
    assert "Sat 25 Oct" in ended.out


def test_why_of_a_wish(summit, tiny, solved):
    """A wish that a pin forbids ends with 3; where it stands is answered with 0."""
    timetable = solved / "timetable.json"
    assert summit("why", tiny, timetable, "OPEN").code == 0
    ended = summit("why", tiny, timetable, "OPEN", "--at", "2025-10-25T10:30")
    assert ended.code == 3
    assert "is pinned to" in ended.out
    asked = summit("why", tiny, timetable, "b3", "--json", "--time-limit", 5)
    told = Why.model_validate_json(asked.out)
    assert told.forced is not None
    assert told.forced.status == "placed"


def test_bad_questions_are_bad_input(summit, tiny, solved):
    """All faults in one message, and exit code 2."""
    ended = summit("why", tiny, solved / "timetable.json", "OPNE", "--at", "noon", "--in", "STUDI")
    assert ended.code == 2
    assert "3 faults" in ended.err
    assert "did you mean OPEN?" in ended.err
    assert "Traceback" not in ended.err
