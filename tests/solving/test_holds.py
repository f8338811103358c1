"""Holds of a solve, against a brute force that reads them by their words."""

from collections import Counter
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from models import Hold, Instance, Omit, Only, Placement, Put, Request, Span, Stay, Timetable
from models.clock import inside
from scheduler.checking import check
from scheduler.compiling import compile_instance
from scheduler.solving import solve
from tests.drawing.chance import Chance

pytestmark = [pytest.mark.searches, pytest.mark.usefixtures("in_thread")]

Try = Callable[..., None]
Timetables = Callable[[Any], Iterator[Timetable]]
Values = Callable[[Any, Timetable], tuple[int, ...]]


def some_holds(chance: Chance, drawn: Any, stood: Timetable) -> Iterator[Hold]:
    """Yield a few holds of every kind, about what was where, could be, or never can."""
    instance: Instance = drawn.instance
    placed = {p.activity for p in stood.placements if p.start}
    some = min(len(drawn.choices), 1 + chance.below(2))
    for name in chance.sample(list(drawn.choices), some):
        choices: list[Placement] = drawn.choices[name]
        there = chance.choice(choices) if choices else None
        start = there.start if there else instance.clock.moment(instance.windows[0][0])
        room = there.room if there else instance.rooms[0].id
        assert start is not None
        end = instance.clock.minute(start) + instance.activity[name].minutes
        span = Span(start=start, end=instance.clock.moment(end + instance.grid_minutes))
        holds: list[Hold] = [
            Stay(activity=name),
            Put(activity=name),
            Put(activity=name, start=start),
            Put(activity=name, room=room),
            Put(activity=name, start=start, room=room),
            Omit(activity=name),
            Only(activity=name, spans=(span,)),
            Only(activity=name, rooms=(instance.rooms[-1].id,)),
            Only(activity=name, spans=(span,), rooms=(instance.rooms[0].id,)),
        ]
        if name in placed:
            holds += [Stay(activity=name, what="time"), Stay(activity=name, what="room")]
        yield chance.choice(holds)


def obeyed(hold: Hold, request: Request, instance: Instance, timetable: Timetable) -> bool:
    """Tell whether a timetable does what a hold says."""
    place = next((p for p in timetable.placements if p.activity == hold.activity and p.start), None)
    if isinstance(hold, Omit):
        return place is None
    if isinstance(hold, Only):
        return place is None or _is_only(hold, instance, place)
    wanted = request.stands.get(hold.activity)
    if isinstance(hold, Stay):
        if wanted is None or place is None:
            return wanted is place
        at = hold.what == "room" or _minute(instance, place) == _minute(instance, wanted)
        return at and (hold.what == "time" or _unit(instance, place) == _unit(instance, wanted))
    if place is None:
        return False
    at = hold.start is None or instance.clock.minute(hold.start) == _minute(instance, place)
    return at and hold.room in (None, place.room)


def _is_only(hold: Only, instance: Instance, place: Placement) -> bool:
    start = _minute(instance, place)
    during = (start, start + instance.activity[hold.activity].minutes)
    spans = [instance.clock.interval(span) for span in hold.spans]
    in_time = not spans or any(inside(during, span) for span in spans)
    return in_time and (not hold.rooms or place.room in hold.rooms)


def _minute(instance: Instance, place: Placement) -> int:
    assert place.start is not None
    return instance.clock.minute(place.start)


def _unit(instance: Instance, place: Placement) -> tuple[str | None, int]:
    """Return room and unit; alike units are one."""
    rooms = compile_instance(instance).rooms
    apart = any(room.id == place.room and room.unit for room in rooms)
    return place.room, (place.unit or 1) if apart else 1


def asked(chance: Chance, drawn: Any) -> Request:
    """Return a request with a few holds."""
    stood = drawn.previous or drawn.planted or Timetable()
    return Request.model_validate(
        {
            "previous" if drawn.previous else "start": stood,
            "holds": tuple(some_holds(chance, drawn, stood)),
            "limits": {"seconds": 30, "workers": 1, "seed": chance.below(1000)},
        }
    )


@pytest.mark.parametrize("chunk", range(8))
def test_solve_under_holds_agrees_with_brute_force(
    chunk: int, try_drawn: Try, timetables: Timetables, tier_values: Values
) -> None:
    """What comes out obeys them, is legal without them, and is the best of all that do so."""
    endings: Counter[str] = Counter()

    def agrees(drawn: Any, chance: Chance) -> None:
        instance, request = drawn.instance, asked(chance, drawn)

        def obeys(timetable: Timetable) -> bool:
            return all(obeyed(hold, request, instance, timetable) for hold in request.holds)

        best = min((tier_values(drawn, t) for t in timetables(drawn) if obeys(t)), default=None)
        outcome = solve(instance, request)
        endings[outcome.status] += 1
        if best is None:
            assert outcome.status == "infeasible"
            return
        assert outcome.status == "optimal"
        assert tuple(tier.value for tier in outcome.tiers) == best
        assert outcome.timetable is not None
        assert not check(instance, outcome.timetable).violations
        assert obeys(outcome.timetable)

    try_drawn(agrees, examples=20, seed=chunk)
    assert min(endings["optimal"], endings["infeasible"]) >= 2


def test_every_kind_of_hold_is_drawn(try_drawn: Try) -> None:
    """So that the comparison can fail."""
    kinds: Counter[tuple[str, ...]] = Counter()

    def count(drawn: Any, chance: Chance) -> None:
        for hold in asked(chance, drawn).holds:
            said = [name for name in type(hold).model_fields if getattr(hold, name)]
            kinds[(hold.hold, *said, str(getattr(hold, "what", "")))] += 1

    try_drawn(count, examples=160)
    assert len(kinds) == 11
    assert min(kinds.values()) >= 3
