"""Requests that wait: told as waiting, with those for which there is room now."""

from collections.abc import Callable
from itertools import combinations

import pytest

from models import Hold, Instance, Omit, Outcome, Placement, Request, Timetable
from scheduler import check, replan, solve

pytestmark = pytest.mark.searches


def without(remade: Callable[..., Instance], instance: Instance, name: str) -> Instance:
    """Return the instance without an activity, and without the rules that name it."""
    return remade(
        instance,
        activities=tuple(a for a in instance.activities if a.id != name),
        rules=tuple(rule for rule in instance.rules if name not in rule.named),
    )


def test_what_waits_is_told_where_it_would_fit(
    tiny: Instance, published: Outcome, remade: Callable[..., Instance]
) -> None:
    """The place that it lost to is free again: no lack of a legal time and room."""
    assert published.timetable is not None
    (waits,) = published.unscheduled
    met = next(p for p in published.timetable.placements if p.activity == "b2")
    assert met.start is not None
    today = without(remade, tiny, "b2")
    outcome = replan(today, published.timetable, time_limit=10)
    assert outcome.timetable is not None
    assert outcome.unscheduled == (waits,)
    (opening,) = outcome.fits_now
    reasons = {p.activity: p.reason for p in outcome.timetable.placements if not p.start}
    assert reasons[waits].startswith("waits as before; would fit at ")
    assert "leave what waits without a place" in outcome.message
    assert "1 would fit now" in outcome.message
    with_it = tuple(p for p in outcome.timetable.placements if p.activity != waits)
    assert not check(today, Timetable(placements=(*with_it, opening))).violations


def test_what_waits_and_does_not_fit_waits(tiny: Instance, published: Outcome) -> None:
    """Nothing has changed, so there is no room either; that is no lack of a legal place."""
    assert published.timetable is not None
    outcome = replan(tiny, published.timetable, time_limit=10)
    assert outcome.timetable is not None
    assert outcome.fits_now == ()
    (reason,) = (p.reason for p in outcome.timetable.placements if p.start is None)
    assert reason.startswith("waits as before; proven: of 3 requests")


def test_openings_are_the_most_that_fits_together(
    remade: Callable[..., Instance], one_room: Callable[..., Instance]
) -> None:
    """By trying every set of what waits, everything else left where it is."""
    instance = one_room()
    full = solve(instance, time_limit=10, workers=1).timetable
    assert full is not None
    placed = [p.activity for p in full.placements if p.start]
    held: tuple[Hold, ...] = tuple(Omit(activity=name) for name in placed[:2])
    sparse = solve(instance, Request(holds=held)).timetable
    assert sparse is not None
    outcome = replan(instance, sparse, time_limit=10)
    assert outcome.timetable is not None
    standing = tuple(p for p in outcome.timetable.placements if p.start)
    waiting = [p.activity for p in outcome.timetable.placements if not p.start]

    def fit(names: tuple[str, ...], places: tuple[Placement, ...]) -> bool:
        if not names:
            return True
        for start, _ in instance.windows:
            for minute in range(start, instance.windows[0][1], instance.grid_minutes):
                for room in instance.rooms:
                    place = Placement(
                        activity=names[0], start=instance.clock.moment(minute), room=room.id
                    )
                    more = (*places, place)
                    if not check(instance, Timetable(placements=more)).violations and fit(
                        names[1:], more
                    ):
                        return True
        return False

    best = max(
        sum(instance.activity[name].priority for name in names)
        for count in range(len(waiting) + 1)
        for names in combinations(waiting, count)
        if fit(names, standing)
    )
    found = sum(instance.activity[p.activity].priority for p in outcome.fits_now)
    assert found == best


def test_what_a_request_keeps_out_is_told_as_that(tiny: Instance) -> None:
    """Not as if there were no legal time and room."""
    outcome = solve(tiny, Request(holds=(Omit(activity="b1"),)))
    assert outcome.timetable is not None
    reasons = {p.activity: p.reason for p in outcome.timetable.placements}
    assert reasons["b1"] == "kept without a place"
