"""Neighbourhoods: only activities that can move, in a size that suits the search."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from models import Instance
from scheduler.compiling import compile_instance
from scheduler.generating import Size, planted
from scheduler.solving.core.problem import Problem
from scheduler.solving.lns.neighbourhoods import Neighbourhoods
from tests.drawing.chance import Chance
from tests.solving.lns.placing import placed

pytestmark = pytest.mark.searches


def test_neighbourhoods_pick_only_what_can_move(try_drawn: Callable[..., None]) -> None:
    """Never what has one place and must take it, nor what has no legal place at all."""
    freed = 0

    def picks_what_can_move(drawn: Any, chance: Chance) -> None:
        nonlocal freed
        compiled, places = placed(drawn.instance)
        neighbourhoods = Neighbourhoods(compiled, chance.below(100))
        movable = set(neighbourhoods.movable)
        for position, activity in enumerate(compiled.activities):
            fixed = activity.must and len(activity.starts) == len(activity.rooms) == 1
            assert (position in movable) == bool(activity.starts and not fixed)
        for turn in range(30 if movable else 0):
            picked = neighbourhoods.pick(places)
            assert picked.free
            assert picked.free <= movable
            neighbourhoods.learn(picked, gain=turn % 3, solved=turn % 2 == 0, work=0.0)
            freed += len(picked.free)

    try_drawn(picks_what_can_move, examples=20, planted=True)
    assert freed > 500


@pytest.mark.parametrize("nothing_placed", [False, True])
def test_neighbourhoods_work_from_any_timetable(
    nothing_placed: bool, draw: Callable[..., Any]
) -> None:
    """Everything placed, or nothing: there is something to pick all the same."""
    drawn = draw(6)
    compiled, places = placed(drawn.instance)
    if nothing_placed:
        places = tuple(None for _ in places)
    neighbourhoods = Neighbourhoods(compiled, 1)
    assert neighbourhoods.movable
    assert all(neighbourhoods.pick(places).free for _ in range(50))


def test_neighbourhoods_for_stability_grow_from_what_changed() -> None:
    """Nothing is gained elsewhere; where nothing changed any will do."""
    size = Size(heads=8, days=2, bilaterals=12, workshops=4, side_events=1, seed=1)
    compiled, places = placed(planted(size)[0])
    movable = Neighbourhoods(compiled, 1).movable
    changed = movable[:2]
    neighbourhoods = Neighbourhoods(compiled, 1, changed=lambda _: changed)
    picks = [neighbourhoods.pick(places).free for _ in range(20)]
    assert all(not pick.isdisjoint(changed) for pick in picks)
    assert any(not pick <= set(changed) for pick in picks)
    changed = []
    assert all(neighbourhoods.pick(places).free for _ in range(5))


def test_neighbourhoods_grow_from_a_broken_soft_rule(summit: Callable[..., Instance]) -> None:
    """From all that it is about; where all are kept, any will do."""
    rows = [
        {"id": a, "kind": "bilateral", "title": a, "minutes": 60, "optional": True} for a in "abcd"
    ]
    instance = summit(
        activities=rows,
        rules=[
            {"id": "kept", "kind": "same-day", "activities": ["a", "c"], "weight": 1},
            {"id": "broken", "kind": "together", "activities": ["b", "d"], "weight": 1},
        ],
        policy={"tiers": [{"coverage": 1}, {"rules": 1}]},
    )
    compiled = compile_instance(instance)
    first = instance.windows[0][0]
    made = Problem(instance, compiled)
    places = tuple((first + 60 * hour, 0) for hour in range(4))
    assert made.broken(places) == [[1, 3]]
    neighbourhoods = Neighbourhoods(compiled, 1, broken=made.broken)
    neighbourhoods.sizes = dict.fromkeys(neighbourhoods.sizes, 2)
    assert frozenset({1, 3}) in {neighbourhoods.pick(places).free for _ in range(50)}
    kept = ((first, 0), None, (first + 60, 0), None)
    assert made.broken(kept) == []
    assert all(neighbourhoods.pick(kept).free for _ in range(50))


def test_parts_under_way_at_once_have_different_days() -> None:
    """As long as there are days left; then any."""
    size = Size(heads=8, days=4, bilaterals=12, workshops=4, side_events=1, seed=1)
    compiled, places = placed(planted(size)[0])
    neighbourhoods = Neighbourhoods(compiled, 1)
    shared = 0
    for _ in range(30):
        one = neighbourhoods.pick(places)
        other = neighbourhoods.pick(places, [one])
        assert one.within
        assert other.within
        assert not set(one.within) & set(other.within)
        shared += bool(set(one.within) & set(neighbourhoods.pick(places).within or ()))
    assert shared > 0
    everywhere = replace(one, within=tuple(compiled.instance.windows))
    assert neighbourhoods.pick(places, [everywhere]).within


def test_what_gained_much_at_first_is_not_lived_on(draw: Callable[..., Any]) -> None:
    """A kind that gained a hundred times as much, but long ago, is taken less often."""
    compiled, places = placed(draw(6).instance)
    neighbourhoods = Neighbourhoods(compiled, 1)
    kinds = {n.kind: n for n in (neighbourhoods.pick(places) for _ in range(200))}
    early, late, *others = kinds.values()
    neighbourhoods.learn(early, gain=1000, solved=True, work=0.0)
    for other in others:
        neighbourhoods.learn(other, gain=0, solved=True, work=0.0)
    for _ in range(120):
        neighbourhoods.learn(late, gain=10, solved=True, work=0.0)
    picks = [neighbourhoods.pick(places).kind for _ in range(300)]
    assert picks.count(late.kind) > 2 * picks.count(early.kind)


def test_neighbourhoods_size_follows_success(draw: Callable[..., Any]) -> None:
    """Grows while solved, shrinks while not, within what there is to move."""
    compiled, places = placed(draw(6).instance)
    neighbourhoods = Neighbourhoods(compiled, 1)
    for solved in (True, False):
        for _ in range(100):
            picked = neighbourhoods.pick(places)
            neighbourhoods.learn(picked, gain=0, solved=solved, work=0.0)
            sizes = neighbourhoods.sizes.values()
            assert all(0 < size <= max(8, len(neighbourhoods.movable)) for size in sizes)


def test_neighbourhoods_are_the_same_for_the_same_seed(draw: Callable[..., Any]) -> None:
    """What is random comes from the seed alone."""
    compiled, places = placed(draw(6).instance)
    one, same, other = (Neighbourhoods(compiled, seed) for seed in (1, 1, 2))
    picks = [[n.pick(places) for _ in range(20)] for n in (one, same, other)]
    assert picks[0] == picks[1]
    assert picks[0] != picks[2]
