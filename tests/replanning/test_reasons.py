"""What loses its place says why."""

from collections.abc import Callable

import pytest

from models import Instance, Span, Timetable
from scheduler import diff, replan
from scheduler.replanning import why_not
from scheduler.replanning.reasons import with_losses

pytestmark = pytest.mark.searches

Facts = Callable[..., Instance]
InTurn = Callable[..., Timetable]


def test_what_makes_way_says_for_whom(one_room: Facts, in_turn: InTurn) -> None:
    """A new request of higher priority takes the only hour; the one that is lost names it."""
    facts = one_room("ab", "ac")
    hour = (Span(start="2025-10-25T08:00", end="2025-10-25T09:00"),)  # type: ignore[arg-type]
    rows = [
        a.model_copy(update={"spans": hour, "priority": priority})
        for a, priority in zip(facts.activities, (1, 5), strict=True)
    ]
    facts = Instance.model_validate(facts.model_dump() | {"activities": rows})
    published = in_turn("m0")
    outcome = replan(facts, published, time_limit=10, workers=1)
    assert outcome.timetable is not None
    changes = {c.activity: c for c in diff(facts, published, outcome.timetable).changes}
    assert changes["m1"].what == ("added",)
    assert changes["m0"].what == ("dropped",)
    assert "m1" in changes["m0"].reason
    assert outcome.unscheduled == ("m0",)
    kept = replan(facts, published, locked=["m0"], time_limit=10, workers=1)
    assert kept.unscheduled == ("m1",)


def test_what_is_lost_to_an_absence_says_who_is_away(one_room: Facts, in_turn: InTurn) -> None:
    """The reason is the referee's sentence on the place that was published."""
    facts = one_room("ab", away="a")
    meeting = facts.activities[0].model_copy(
        update={"spans": (Span(start="2025-10-25T08:00", end="2025-10-25T09:00"),)}  # type: ignore[arg-type]
    )
    facts = Instance.model_validate(facts.model_dump() | {"activities": [meeting]})
    published = in_turn("m0")
    outcome = replan(facts, published, time_limit=10, workers=1)
    assert outcome.timetable is not None
    (change,) = diff(facts, published, outcome.timetable).changes
    assert change.what == ("dropped",)
    assert change.reason.startswith("a is required at")


def test_a_unit_in_use_is_no_reason_while_another_is_free(one_room: Facts, in_turn: InTurn) -> None:
    """Units are alike, so the reason is not that its own unit is in use."""
    facts = one_room("ab", "cd")
    room = facts.rooms[0].model_copy(update={"units": 2})
    facts = Instance.model_validate(facts.model_dump() | {"rooms": [room]})
    (was,) = in_turn("m0").placements
    other = was.model_copy(update={"activity": "m1"})
    out = was.model_copy(update={"start": None, "room": None, "unit": None})
    after = Timetable(placements=(out, other))
    assert why_not(facts, after, was) == ""
    (told, _) = with_losses(facts, in_turn("m0"), after).placements
    assert told.reason == ""
    full = Instance.model_validate(
        facts.model_dump() | {"rooms": [{**room.model_dump(), "units": 1}]}
    )
    assert "m1" in why_not(full, after, was)
