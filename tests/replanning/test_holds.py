"""What a replan may not touch: frozen, locked, waiting, or under a hold of the request."""

from collections.abc import Callable
from datetime import UTC, datetime

import pytest

from models import (
    Instance,
    InstanceError,
    Limits,
    Omit,
    Only,
    Outcome,
    Placement,
    Put,
    Request,
    Stay,
    Timetable,
)
from scheduler.replanning import CannotReplan, freeze, lock, replan

pytestmark = pytest.mark.searches

Facts = Callable[..., Instance]
InTurn = Callable[..., Timetable]
LIMITS = Limits(seconds=20, workers=1)


def at(hour: int) -> datetime:
    """Return an hour of the day."""
    return datetime(2025, 10, 25, hour)


def hours(outcome: Outcome) -> dict[str, int | None]:
    """Return when each activity starts."""
    assert outcome.timetable is not None
    return {p.activity: p.start and p.start.hour for p in outcome.timetable.placements}


def test_freezing_keeps_what_began_and_the_rest_from_then_on(
    one_room: Facts, in_turn: InTurn
) -> None:
    """Whatever zone the time is told in; what began is told by the previous timetable."""
    instance, published = one_room("ab", "cd", "ef"), in_turn("m0", "m1")
    stay, *rest = freeze(instance, published, at(9))
    assert stay == Stay(activity="m0")
    assert [hold.activity for hold in rest] == ["m1", "m2"]
    (span,) = {span for hold in rest if isinstance(hold, Only) for span in hold.spans}
    assert instance.clock.interval(span) == (instance.clock.minute(at(9)), instance.windows[0][1])
    assert freeze(instance, published, at(2).replace(tzinfo=UTC)) == (stay, *rest)
    assert freeze(instance, published, None) == ()


@pytest.mark.parametrize("hour", [12, 23])
def test_freezing_all_leaves_nothing_to_begin(hour: int, one_room: Facts, in_turn: InTurn) -> None:
    """What had no place gets none, however late it is."""
    instance, published = one_room("ab", "cd", "ef"), in_turn("m0", "m1")
    holds = freeze(instance, published, at(hour))
    outcome = replan(instance, Request(previous=published, limits=LIMITS, holds=holds))
    assert hours(outcome) == {"m0": 8, "m1": 9, "m2": None}


def test_a_time_that_is_skipped_is_a_fault_of_the_input(one_room: Facts, in_turn: InTurn) -> None:
    """By the name of its option."""
    paris = one_room("ab").model_copy(update={"time_zone": "Europe/Paris"})
    with pytest.raises(InstanceError, match="--freeze-until"):
        freeze(paris, in_turn("m0"), datetime(2025, 3, 30, 2, 30))


def test_what_was_not_there_and_is_locked_stays_away(one_room: Facts, in_turn: InTurn) -> None:
    """A new request too, as locked means: as it was."""
    instance, published = one_room("ab", "cd"), in_turn("m0")
    assert lock(instance, ["m1"]) == (Stay(activity="m1"),)
    assert hours(replan(instance, published, time_limit=20, workers=1))["m1"] is not None
    locked = replan(instance, published, locked=["m1"], time_limit=20, workers=1)
    assert hours(locked)["m1"] is None


def test_a_waiting_request_is_taken_in_where_it_is_put(one_room: Facts, in_turn: InTurn) -> None:
    """It waits otherwise, even if it may be only somewhere."""
    instance = one_room("ab", "ac")
    published = in_turn("m0")
    listed = (*published.placements, Placement(activity="m1"))
    published = published.model_copy(update={"placements": listed})
    request = Request(previous=published, limits=LIMITS)
    only = request.model_copy(update={"holds": (Only(activity="m1", rooms=("R",)),)})
    put = request.model_copy(update={"holds": (Put(activity="m1", start=at(11)),)})
    assert hours(replan(instance, request))["m1"] is None
    assert hours(replan(instance, only))["m1"] is None
    assert hours(replan(instance, put)) == {"m0": 8, "m1": 11}


def test_holds_are_obeyed_by_both_solves(one_room: Facts, in_turn: InTurn) -> None:
    """One is left out, one moves for it; the other goals change nothing of that."""
    instance, published = one_room("ab", "cd", "ef"), in_turn("m0", "m1", "m2")
    holds = (
        Omit(activity="m0"),
        Put(activity="m1", start=at(10)),
        Stay(activity="m2", what="room"),
    )
    outcome = replan(instance, Request(previous=published, limits=LIMITS, holds=holds))
    assert outcome.status == "optimal"
    assert (hours(outcome)["m0"], hours(outcome)["m1"]) == (None, 10)
    assert hours(outcome)["m2"] in (8, 9, 11)


def test_what_is_put_where_it_cannot_be_ends_with_the_reason(
    one_room: Facts, in_turn: InTurn, busy: Facts
) -> None:
    """In the referee's words, before anything is solved."""
    instance = busy(one_room("ab", "cd"), "a", "2025-10-25T08:00", "2025-10-25T09:00")
    holds = (Put(activity="m0", start=at(8), room="R"),)
    request = Request(previous=in_turn("m1"), limits=LIMITS, holds=holds)
    with pytest.raises(CannotReplan, match="person-availability"):
        replan(instance, request)
    twice = (*lock(instance, ["m1"]), *freeze(instance, in_turn("m1"), at(9)))
    assert hours(replan(instance, request.model_copy(update={"holds": twice})))["m1"] == 8


def test_holds_that_contradict_each_other_are_reported_as_the_cause(
    one_room: Facts, in_turn: InTurn
) -> None:
    """No rule is broken by either alone, so a solve finds it."""
    instance = one_room("ab")
    holds = (Stay(activity="m0"), *freeze(instance, Timetable(), at(10)))
    outcome = replan(instance, Request(previous=in_turn("m0"), limits=LIMITS, holds=holds))
    assert outcome.status == "infeasible"
    assert outcome.message.endswith("What has to stay (the holds) may be the cause.")
