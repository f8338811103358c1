"""Knobs: how far a fact may be turned, what that says, and what it costs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models import Goal, Instance
from models.record import Record
from scheduler.checking.sentences import named
from scheduler.explaining.editing import changed
from scheduler.explaining.fact import Fact, relaxed
from scheduler.explaining.knobs_time import longer_days, longer_openings, longer_stays
from scheduler.explaining.words import duration


@dataclass(frozen=True)
class Knob:
    """A way to loosen a fact by steps.

    Attributes
    ----------
    most
        Number of steps it has; each loosens more than the one before.
    edit
        Turns an instance loose by so many steps.
    says
        What planners would do then.
    price
        In points, see docs/explaining.md.
    moved
        Activities whose new place is worth telling, for so many steps.
    """

    most: int
    edit: Callable[[Instance, int], Instance]
    says: Callable[[int], str]
    price: Callable[[int], int]
    moved: Callable[[int], tuple[str, ...]] = lambda steps: ()


PRICES: dict[tuple[str, str], int] = {
    ("activities", "pin_start"): 5,
    ("activities", "slots"): 3,
    ("activities", "pin_room"): 2,
    ("activities", "rooms"): 2,
    ("activities", "seats"): 3,
    ("activities", "equipment"): 3,
    ("activities", "set_up_minutes"): 3,
    ("activities", "resources"): 4,
    ("activities", "people"): 6,
    ("availability", "busy"): 6,
    ("availability", "present"): 20,
    ("people", "daily_minutes"): 2,
    ("people", "daily_activities"): 2,
    ("people", "rest_minutes"): 2,
    ("people", "night_rest_minutes"): 2,
    ("transfers", "minutes"): 2,
    ("rooms", "open"): 12,
    ("rooms", "kinds"): 4,
    ("rooms", "equipment"): 4,
    ("rooms", "capacity"): 8,
    ("rooms", "turnaround_minutes"): 3,
    ("rooms", "units"): 8,
    ("resources", "level"): 6,
    ("rules", "kind"): 5,
    ("days", "start"): 40,
}
"""Points for one step, or for one row; leaving out is priced by the policy alone."""

LEAVING_OUT = 10
"""What must take place weighs ten times a request of the same priority."""

RETIMED = {"pin_start", "slots"}
"""Columns whose change means that everybody required is told of another time."""

SAYINGS: dict[tuple[str, str], str] = {
    ("activities", "pin_start"): "Let {} start at another time",
    ("activities", "slots"): "Let {} be outside the times given",
    ("activities", "pin_room"): "Let {} be in another room",
    ("activities", "rooms"): "Let {} be in another room",
    ("activities", "seats"): "Let {} do with fewer seats",
    ("activities", "equipment"): "Let {} do without its equipment",
    ("activities", "set_up_minutes"): "Let {} do without set-up and clear-down",
    ("activities", "optional"): "Leave out {}",
    ("rules", "kind"): "Drop rule {}",
    ("rooms", "open"): "Open {} at all times",
    ("rooms", "kinds"): "Let {} host every kind",
    ("rooms", "equipment"): "Bring all equipment that is asked for to {}",
    ("rooms", "turnaround_minutes"): "Do without turnaround in {}",
    ("availability", "present"): "Have {} there throughout",
    ("availability", "busy"): "Have {} free for what keeps from it",
    ("days", "start"): "Let the day {} last round the clock",
}
"""What it means to drop a row's cell; where a number is turned, see below."""


def knobs(instance: Instance, fact: Fact) -> Iterator[Knob]:
    """Yield the ways to loosen a fact, those that go a little way first."""
    yield from _numbers(instance, fact)
    for ways in (longer_stays, longer_openings, longer_days):
        for way in ways(instance, fact):
            yield Knob(way.most, way.edit, way.says, way.price)
    if fact.column not in ("level", "units", "capacity") and fact.table != "people":
        yield _dropped(instance, fact)


def _dropped(instance: Instance, fact: Fact) -> Knob:
    prices = {m.key: _price(instance, m) for m in fact.members}
    members = sorted(fact.members, key=lambda m: prices[m.key])
    return Knob(
        most=len(members),
        edit=lambda given, steps: relaxed(given, members[:steps]),
        says=lambda steps: _saying(members[:steps]),
        price=lambda steps: sum(prices[m.key] for m in members[:steps]),
        moved=lambda steps: tuple(
            m.subjects[0].partition("/")[0]
            for m in members[:steps]
            if m.table == "activities" and m.column != "optional"
        ),
    )


def _saying(members: list[Fact]) -> str:
    first = members[0]
    if first.table == "activities" and first.column in ("people", "resources"):
        return "; ".join(f"Drop this: {m.head} {m.says}" for m in members)
    if first.column == "busy":
        return f"Drop this: {first.head} {first.says}"
    heads = [m.subjects[0] if m.table in ("rules", "days") else m.head for m in members]
    form = SAYINGS.get((first.table, first.column), "Drop this: {} " + first.says)
    return form.format(" and ".join([", ".join(heads[:-1]), heads[-1]] if heads[1:] else heads))


def _price(instance: Instance, fact: Fact) -> int:
    """Price a single fact: the policy's weight of the goal it is about, times points."""
    activity = instance.activity.get(fact.subjects[0].partition("/")[0])
    if fact.column == "optional" and activity is not None:
        return LEAVING_OUT * weight(instance, "coverage") * activity.priority
    points = PRICES[fact.table, fact.column]
    if fact.column in RETIMED and activity is not None:
        return points + weight(instance, "stability") * len(activity.people)
    return points * (weight(instance, "rules") if fact.table == "rules" else 1)


def weight(instance: Instance, goal: Goal) -> int:
    """Return the weight of a goal in its tier; 1 if the policy does not have it."""
    return next((tier[goal] for tier in instance.policy.tiers if goal in tier), 1)


def _numbers(instance: Instance, fact: Fact) -> Iterator[Knob]:
    """Yield a knob where the fact is a number that may be a little more, or less."""
    if len(fact.subjects) > 1:
        return
    row = _row(instance, fact)
    if row is None:
        return
    grid = instance.grid_minutes
    name = named(getattr(row, "name", ""), fact.subjects[0])
    turns: dict[tuple[str, str], tuple[int, int, str]] = {
        ("rooms", "units"): (1, 20, "Open {more} more like " + name),
        ("resources", "level"): (1, _needed(instance, name=fact.subjects[0]), f"Have {{value}} of {name}"),
        ("people", "daily_minutes"): (grid, 96, f"Engage {name} for {{minutes}} a day"),
        ("people", "daily_activities"): (1, 20, f"Give {name} {{value}} activities a day"),
        ("people", "rest_minutes"): (-grid, 96, f"Give {name} {{minutes}} between two activities"),
        ("people", "night_rest_minutes"): (-grid, 96, f"Give {name} {{minutes}} between two days"),
    }
    column = fact.column
    if fact.table == "rules" and getattr(row, "minutes", 0):
        column, turn = "minutes", (-grid, 96, f"Let {{minutes}} be enough for rule {row.id}")
    elif fact.table == "rules" and getattr(row, "kind", "") in ("at-most-parallel", "fair-breaks"):
        column, turn = "limit", (1, 20, f"Let rule {row.id} allow {{value}}")
    elif (fact.table, column) == ("rooms", "capacity"):
        seats = max((a.seats for a in instance.activities), default=0)
        turn = (max(1, seats - row.capacity), 1, f"Seat {{value}} in {name}, or use a room that does")
    elif (fact.table, column) in turns:
        turn = turns[fact.table, column]
    else:
        return
    step, most, text = turn
    yield _turned(fact, column, getattr(row, column), step, most, text)


def _turned(fact: Fact, column: str, value: int, step: int, most: int, text: str) -> Knob:
    if step < 0:
        most = -(-value // -step)
    points = PRICES[fact.table, fact.column]
    if fact.table == "rules":
        points = 1

    def new(steps: int) -> int:
        return max(0, value + steps * step)

    return Knob(
        most=max(1, most),
        edit=lambda given, steps: changed(
            given, fact.table, set(fact.subjects), **{column: new(steps)}
        ),
        says=lambda steps: text.format(more=steps, value=new(steps), minutes=duration(new(steps))),
        price=lambda steps: points * steps,
    )


def _row(instance: Instance, fact: Fact) -> Record | None:
    return next(
        (r for r in getattr(instance, fact.table) if getattr(r, "id", "") == fact.subjects[0]), None
    )


def _needed(instance: Instance, name: str) -> int:
    return max(1, sum(a.resources.get(name, 0) for a in instance.activities))

