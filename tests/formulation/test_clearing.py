"""Clearing removes only starts that were impossible because of fixed activities.

The formulation of a part of a timetable accepts exactly the placements that the referee
passes, although starts, rooms and constraints were left out of it.
"""

from collections import Counter
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest
from ortools.sat.python import cp_model

from models import Instance
from models.clock import Interval
from scheduler.checking import check
from scheduler.compiling import Compiled, Places, cleared, compile_instance, restricted, thinned
from scheduler.formulation import Variables, formulate
from scheduler.formulation.cliques import binding
from scheduler.solving.core.placements import to_places, to_timetable
from tests.drawing.chance import Chance
from tests.drawing.tables import Size

pytestmark = pytest.mark.searches

Try = Callable[..., None]
LARGE = Size(activities=9, rooms=3, people=5, days=2, steps=8, rules=4, work=10**60)
CANDIDATES = 40


def passes(drawn: Any, compiled: Compiled, places: Places) -> bool:
    """Ask the referee."""
    return not check(drawn.instance, to_timetable(compiled, places)).violations


def accepts(variables: Variables, places: Places) -> bool:
    """Ask a formulation."""
    model = variables.model.clone()
    for starts, rooms, present, place in zip(
        variables.starts, variables.rooms, variables.present, places, strict=True
    ):
        if place is None:
            model.add(present == 0)
        elif place[0] in starts and place[1] in rooms:
            model.add(starts[place[0]] == 1)
            model.add(rooms[place[1]] == 1)
        else:
            return False
    solver = cp_model.CpSolver()
    solver.parameters.num_workers = 1
    status = solver.solve(model)
    assert status in (cp_model.OPTIMAL, cp_model.FEASIBLE, cp_model.INFEASIBLE)
    return bool(status != cp_model.INFEASIBLE)


def moved(chance: Chance, compiled: Compiled, places: Places, free: Collection[int]) -> Places:
    """Put some of the free anywhere they may be by themselves, or nowhere."""
    changed = list(places)
    for a in sorted(free):
        activity = compiled.activities[a]
        choices = [
            (start, room)
            for room, possible in activity.rooms.items()
            for start in (activity.starts if possible is None else sorted(possible))
        ]
        if choices and chance.maybe(0.7):
            changed[a] = chance.choice([*choices, None])
    return tuple(changed)


def inside(places: Places, before: Places, within: Collection[Interval] | None) -> bool:
    """Tell whether all that has moved starts where it may."""
    return within is None or all(
        place is None
        or (stood is not None and place[0] == stood[0])
        or any(low <= place[0] < high for low, high in within)
        for place, stood in zip(places, before, strict=True)
    )


def test_parts_accept_what_the_referee_passes(try_drawn: Try) -> None:
    """What is not free is fixed where a legal timetable has it; some may start on one day only."""
    verdicts: Counter[tuple[bool, bool]] = Counter()

    def is_accepted(drawn: Any, chance: Chance) -> None:
        every = compile_instance(drawn.instance)
        places = to_places(every, drawn.planted)
        free = {a for a in range(len(places)) if chance.maybe(0.4)}
        within = chance.choice([None, drawn.instance.windows[:1]])
        part = restricted(cleared(every), places, free, within)
        variables = formulate(part)
        assert accepts(variables, places)
        for _ in range(CANDIDATES):
            asked = moved(chance, every, places, free)
            may, legal = inside(asked, places, within), passes(drawn, every, asked)
            assert accepts(variables, asked) == (may and legal)
            verdicts[may, legal] += 1

    try_drawn(is_accepted, examples=80, size=LARGE, planted=True)
    assert min(verdicts[True, True], verdicts[True, False], verdicts[False, True]) > 20


def part_with(
    summit: Callable[..., Instance], held: dict[str, Any], moving: dict[str, Any], **tables: Any
) -> tuple[Compiled, Callable[[str, str], bool]]:
    """Hold "a" and "b" at their pins, let "c" move; tell where the formulation lets it be."""
    instance = summit({"a": held, "b": held, "c": moving}, **tables)
    every = compile_instance(instance)
    start, room = instance.clock.minute(held["pin_start"]), rooms_of(every)[held["pin_room"]]
    places: Places = ((start, room), (start, room), None)
    part = restricted(cleared(every), places, {2})
    variables = formulate(part)

    def may(moment: str, name: str) -> bool:
        place = instance.clock.minute(datetime.fromisoformat(moment)), rooms_of(every)[name]
        return accepts(variables, (*places[:2], place))

    return part, may


def rooms_of(compiled: Compiled) -> dict[str, int]:
    """Return the position of each room."""
    return {room.id: position for position, room in enumerate(compiled.rooms)}


BOOTHS: dict[str, Any] = {
    "id": "booths",
    "name": "Booths",
    "capacity": 6,
    "zone": "town",
    "units": 2,
}
SALON: dict[str, Any] = {"id": "salon", "name": "Salon", "capacity": 20, "zone": "town"}
NINE = datetime(2025, 10, 25, 9)


@pytest.mark.parametrize("rooms", [["booths"], ["booths", "salon"]])
def test_held_bookings_bind_until_their_turnaround_is_over(
    summit: Callable[..., Instance], rooms: list[str]
) -> None:
    """Both booths are taken from 09:00 to 10:30 on the first day, with no choice and with one.

    What moves begins at 10:00 at the earliest: nothing but the turnaround is in its way.
    """
    spans = [{"start": NINE.replace(hour=10), "end": NINE.replace(hour=14)}]
    _, may = part_with(
        summit,
        {"pin_start": NINE, "pin_room": "booths"},
        {"optional": True, "rooms": rooms, "spans": spans},
        rooms=[{**BOOTHS, "turnaround_minutes": 30}, SALON],
    )
    assert not may("2025-10-25T10:00", "booths")
    assert may("2025-10-25T10:30", "booths")
    assert may("2025-10-25T10:00", "salon") == ("salon" in rooms)


def test_held_needs_bind_while_they_last(summit: Callable[..., Instance]) -> None:
    """Two of three interpreters are at work from 09:00 to 10:00."""
    _, may = part_with(
        summit,
        {"pin_start": NINE, "pin_room": "booths", "resources": {"team": 1}},
        {"optional": True, "rooms": ["salon"], "resources": {"team": 2}},
        rooms=[BOOTHS, SALON],
        resources=[{"id": "team", "name": "Team", "level": 3}],
    )
    assert not may("2025-10-25T09:30", "salon")
    assert may("2025-10-25T10:00", "salon")


def test_what_meets_nothing_that_moves_is_not_stated(summit: Callable[..., Instance]) -> None:
    """One is fixed on the first day, while the other moves on the second."""
    held = {"pin_start": NINE, "pin_room": "booths"}
    moving = {"optional": True, "rooms": ["booths"]}
    near, _ = part_with(summit, held, moving, rooms=[BOOTHS])
    late = {"start": NINE.replace(day=26), "end": NINE.replace(day=26, hour=14)}
    far, _ = part_with(summit, held, moving | {"spans": [late]}, rooms=[BOOTHS])

    def bound(compiled: Compiled) -> list[int]:
        return binding(Variables(compiled), range(3), lambda _: (0, 0))

    assert bound(near) == [0, 1, 2]
    assert bound(far) == [2]
    assert bound(replace(far, settled=frozenset())) == [0, 1, 2]


def test_clearing_changes_no_verdict(try_drawn: Try) -> None:
    """The same of whole formulations, with much that is fixed: before, after, and the referee."""
    verdicts: Counter[bool] = Counter()
    taken = 0

    def judges_alike(drawn: Any, chance: Chance) -> None:
        nonlocal taken
        every, free = pinned(chance, compile_instance(drawn.instance), drawn)
        after = cleared(every)
        taken += sum(
            len(a.starts) * len(a.rooms) - len(b.starts) * len(b.rooms)
            for a, b in zip(every.activities, after.activities, strict=True)
        )
        before, behind = formulate(every), formulate(after)
        places = to_places(every, drawn.planted)
        for _ in range(CANDIDATES // 2):
            asked = moved(chance, every, places, free)
            legal = passes(drawn, every, asked)
            assert accepts(before, asked) == legal
            assert accepts(behind, asked) == legal
            verdicts[legal] += 1

    try_drawn(judges_alike, examples=20, size=LARGE, planted=True)
    assert taken > 20
    assert min(verdicts[True], verdicts[False]) > 20


def pinned(chance: Chance, compiled: Compiled, drawn: Any) -> tuple[Compiled, set[int]]:
    """Fix about half of a planted timetable, as ceremonies are; tell what is free."""
    places = to_places(compiled, drawn.planted)
    free = {a for a, place in enumerate(places) if place is None or chance.maybe(0.5)}
    held = restricted(compiled, places, free)
    activities = tuple(
        compiled.activities[a] if a in free else held.activities[a] for a in range(len(places))
    )
    return replace(compiled, activities=activities), free


def test_thinned_parts_are_parts(try_drawn: Try) -> None:
    """Each activity keeps few starts, its present one among them; none is added."""
    thinner = 0

    def is_part(drawn: Any, chance: Chance) -> None:
        nonlocal thinner
        every = compile_instance(drawn.instance)
        places = to_places(every, drawn.planted)
        free = {a for a in range(len(places)) if chance.maybe(0.6)}
        part = restricted(cleared(every), places, free)
        few = thinned(part, places, free, 2, chance.below(100))
        for a, (activity, whole) in enumerate(zip(few.activities, part.activities, strict=True)):
            assert set(activity.starts) <= set(whole.starts)
            assert len(activity.starts) <= (3 if a in free else len(whole.starts))
            thinner += len(whole.starts) - len(activity.starts)
        variables = formulate(few)
        assert accepts(variables, places)
        for _ in range(CANDIDATES // 4):
            asked = moved(chance, few, places, free)
            assert accepts(variables, asked) == passes(drawn, every, asked)

    try_drawn(is_part, examples=20, size=LARGE, planted=True)
    assert thinner > 50
