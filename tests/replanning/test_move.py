"""One activity moved by hand."""

from collections.abc import Callable

import pytest

from models import Instance, InstanceError, Limits, Outcome, Put, Request, Stay, Timetable
from scheduler import CannotReplan, check, diff, move
from tests.replanning.again import place, published_table

pytestmark = pytest.mark.searches

DAY = "2025-10-25T"
LIMITS = Limits(seconds=10, workers=1)


def test_it_is_there_and_as_little_else_as_possible_changes(
    one_room: Callable[..., Instance], in_turn: Callable[..., Timetable]
) -> None:
    """To a free hour it moves alone; to one that is taken, it changes places with what is there."""
    instance, before = one_room("ab", "cd", "ef"), in_turn("m0", "m1", "m2")
    for at, moved in (("11:00", {"m0"}), ("09:00", {"m0", "m1"})):
        outcome = move(instance, before, "m0", Request(limits=LIMITS), at=DAY + at, room="R")
        assert outcome.status == "optimal"
        assert outcome.timetable is not None
        start, _ = place(outcome.timetable, "m0")
        assert start is not None
        assert start.strftime("%H:%M") == at
        changes = diff(instance, before, outcome.timetable)
        assert changes.activities == moved
        assert {"a", "b"} <= set(changes.told)


def test_what_has_no_place_gets_one(tiny: Instance, published: Outcome) -> None:
    """A request that waits takes the place of another only where it has to."""
    (waits,) = published.unscheduled
    before = published_table(published)
    outcome = move(tiny, before, waits, at=DAY + "10:30", time_limit=10)
    assert outcome.timetable is not None
    assert place(outcome.timetable, waits)[0] is not None
    assert not check(tiny, outcome.timetable).violations


def test_rooms_and_activities_that_are_gone_are_no_hindrance(
    tiny: Instance, published: Outcome
) -> None:
    """The timetable that people know may name more than the instance has."""
    before = published_table(published)
    gone = tuple(
        p.model_copy(update={"activity": f"old-{p.activity}", "room": "OLD" if p.room else None})
        for p in before.placements
    )
    more = before.model_copy(update={"placements": (*before.placements, *gone)})
    start, room = place(before, "W1")
    assert start is not None
    outcome = move(tiny, more, "W1", at=start, room=room, time_limit=10)
    assert outcome.timetable is not None
    assert not diff(tiny, before, outcome.timetable).changes


def test_other_holds_count_too(
    one_room: Callable[..., Instance], in_turn: Callable[..., Timetable]
) -> None:
    """What may not move is in the way for good: refused with the rule that it would break."""
    instance, before = one_room("ab", "cd"), in_turn("m0", "m1")
    stays = Request(limits=LIMITS, holds=(Stay(activity="m1"),))
    with pytest.raises(CannotReplan, match="at once"):
        move(instance, before, "m0", stays, at=DAY + "09:00", room="R")
    elsewhere = Request(limits=LIMITS, holds=(Put(activity="m1", start=DAY + "11:00"),))
    outcome = move(instance, before, "m0", elsewhere, at=DAY + "09:00")
    assert outcome.timetable is not None
    assert place(outcome.timetable, "m1")[0] != place(before, "m1")[0]


def test_what_has_no_effect_is_refused(tiny: Instance, published: Outcome) -> None:
    """The previous timetable is the one that is given."""
    before = published_table(published)
    with pytest.raises(InstanceError):
        move(tiny, before, "b1", Request(previous=before), at=DAY + "10:00")


def test_a_room_alone_keeps_the_time(tiny: Instance, published: Outcome) -> None:
    """What has no time to keep is refused, as is a move to nowhere."""
    before = published_table(published)
    start, _ = place(before, "b1")
    astray = tuple(
        p.model_copy(update={"room": "STUDY"}) if p.activity == "b1" else p
        for p in before.placements
    )
    elsewhere = before.model_copy(update={"placements": astray})
    outcome = move(tiny, elsewhere, "b1", room="BOOTH", time_limit=10)
    assert outcome.timetable is not None
    assert place(outcome.timetable, "b1") == (start, "BOOTH")
    (waits,) = published.unscheduled
    for activity, room, said in (
        (waits, "BOOTH", "no time"),
        ("W1", None, "neither a time nor a room"),
    ):
        with pytest.raises(InstanceError, match=f"^at: found {said}"):
            move(tiny, before, activity, room=room)
