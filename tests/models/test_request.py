"""A request: written down and read again the same; what is wrong with it, all at once."""

import json
from typing import Any

import pytest
from pydantic import TypeAdapter, ValidationError

from models import (
    Hold,
    Instance,
    Limits,
    Omit,
    Only,
    Placement,
    Policy,
    Request,
    Span,
    Stay,
    Timetable,
    find_request_faults,
)
from scheduler import schema

HOLD: TypeAdapter[Hold] = TypeAdapter(Hold)
NINE, TEN = "2025-10-25T09:00", "2025-10-25T10:00"

BEFORE = Timetable.model_validate(
    {"placements": [{"activity": "a", "start": NINE, "room": "hall"}, {"activity": "b"}]}
)

WHOLE = Request(
    policy=Policy(tiers=({"coverage": 2, "breaks": 1},)),
    previous=BEFORE,
    start=BEFORE,
    limits=Limits(seconds=7.5, workers=2, seed=3, deterministic=True),
    max_changes=4,
    at_most={"coverage": 3, "stability": 0},
    holds=(
        Stay(activity="a", what="time"),
        HOLD.validate_python({"hold": "put", "activity": "a", "start": NINE, "room": "hall"}),
        Omit(activity="b"),
        Only(activity="a", spans=(Span.model_validate(f"{NINE}/{TEN}"),), rooms=("hall",)),
    ),
)


@pytest.fixture
def two() -> Instance:
    """Two requests in a hall of which there are two."""
    row = {"kind": "bilateral", "minutes": 60, "optional": True}
    return Instance.model_validate(
        {
            "name": "two",
            "time_zone": "Asia/Ho_Chi_Minh",
            "grid_minutes": 60,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": "12:00"}],
            "rooms": [{"id": "hall", "name": "Hall", "capacity": 9, "units": 2}],
            "activities": [{**row, "id": name, "title": name} for name in ("aa", "bb")],
        }
    )


@pytest.mark.parametrize("request_", [Request(), WHOLE], ids=["empty", "whole"])
def test_what_is_written_down_reads_the_same(request_: Request) -> None:
    """As JSON, and each hold by itself; no key is lost on the way."""
    text = request_.model_dump_json()
    assert Request.model_validate_json(text) == request_
    assert json.loads(text) == request_.model_dump(mode="json")
    for hold in request_.holds:
        assert HOLD.validate_json(HOLD.dump_json(hold)) == hold


def test_schema_knows_the_request() -> None:
    """It accepts what is written, and refuses unknown keys and kinds of holds."""
    shape = schema("request")
    assert shape["properties"].keys() == Request.model_fields.keys()
    validator = pytest.importorskip("jsonschema").Draft202012Validator(shape)
    document = json.loads(WHOLE.model_dump_json())
    assert validator.is_valid(document)
    assert not validator.is_valid({**document, "seconds": 3})
    assert not validator.is_valid({**document, "holds": [{"hold": "fly", "activity": "a"}]})


@pytest.mark.parametrize(
    "document",
    [
        {"hold": "stay", "activity": "a", "start": NINE},
        {"hold": "stay", "activity": "a", "what": "unit"},
        {"hold": "put", "activity": "a", "unit": 1},
        {"hold": "put", "activity": "a", "start": "noon"},
        {"hold": "omit"},
        {"hold": "only", "activity": "a"},
        {"hold": "only", "activity": "a", "spans": []},
        {"activity": "a"},
    ],
)
def test_shapes_that_no_hold_has(document: dict[str, Any]) -> None:
    """Fields of another kind, or none, are refused when the request is read."""
    with pytest.raises(ValidationError):
        Request.model_validate({"holds": [document]})


@pytest.mark.parametrize(
    "limits",
    [{"seconds": -1}, {"seconds": float("inf")}, {"workers": 0}, {"seed": -1}, {"time_limit": 1}],
)
def test_limits_that_cannot_be(limits: dict[str, Any]) -> None:
    """Nothing negative or infinite, and no unknown name."""
    with pytest.raises(ValidationError):
        Limits.model_validate(limits)


def test_faults_are_reported_all_at_once(two: Instance) -> None:
    """Each with the position of its hold, the column, and the name it looks like."""
    request = Request.model_validate(
        {
            "start": {"placements": [{"activity": "aa", "start": NINE, "room": "hall"}]},
            "max_changes": 1,
            "at_most": {"stability": 2},
            "holds": [
                {"hold": "omit", "activity": "ab"},
                {"hold": "put", "activity": "aa", "start": f"{NINE}:30", "room": "ahll"},
                {"hold": "put", "activity": "aa", "room": "hall", "unit": 3},
                {"hold": "only", "activity": "bb", "spans": [f"{TEN}/{NINE}"], "rooms": ["x"]},
                {"hold": "stay", "activity": "bb", "what": "room"},
            ],
        }
    )
    faults = find_request_faults(two, request)
    assert {(f.row, f.column, f.found) for f in faults} == {
        (None, "max_changes", "1"),
        (None, "at_most", "stability"),
        (0, "activity", "'ab'"),
        (1, "start", f"{NINE}:30"),
        (1, "room", "'ahll'"),
        (2, "unit", "3"),
        (3, "spans", f"{TEN}:00 to {NINE}:00"),
        (3, "rooms", "'x'"),
        (4, "activity", "'bb', which has no place"),
    }
    assert any("did you mean" in fault.allowed for fault in faults)


def test_what_stays_needs_somewhere_to_stand(two: Instance) -> None:
    """A timetable is needed; having no place may stay so, but has no time or room to stay at."""
    stays = Request(holds=(Stay(activity="aa"),))
    (fault,) = find_request_faults(two, stays)
    assert (fault.row, fault.column) == (0, "hold")
    for given in ("previous", "start"):
        assert not find_request_faults(two, stays.model_copy(update={given: Timetable()}))


def test_previous_says_where_it_stands_before_start_does() -> None:
    """And of several placements of one activity the last."""
    first = Placement.model_validate({"activity": "a", "start": NINE, "room": "hall"})
    last = first.model_copy(update={"room": "other"})
    twice = Timetable(placements=(first, last, Placement(activity="b")))
    assert Request(previous=twice, start=BEFORE).stands == {"a": last}
    assert Request(start=BEFORE).stands == {"a": BEFORE.placements[0]}
    assert Request(previous=Timetable(), start=BEFORE).stands == {}


def test_unreadable_starts_are_faults_whichever_timetable_has_them(two: Instance) -> None:
    """A start of an activity that no longer exists is no fault."""
    bad = Timetable.model_validate(
        {"placements": [{"activity": "gone", "start": "9999-12-31T23:00-14:00", "room": "x"}]}
    )
    for given in ("previous", "start"):
        faults = find_request_faults(two, Request(**{given: bad}))
        assert [fault.column for fault in faults] == ["start"]
