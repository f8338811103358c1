"""Random small instances, half of them with a legal timetable planted."""

from dataclasses import dataclass, replace
from itertools import count
from math import prod
from typing import Any

from models import Activity, HardRule, Instance, Placement, Timetable
from scheduler.checking import check
from tests.drawing.chance import Chance
from tests.drawing.tables import USUAL, Row, Size, Tables

Choices = dict[str, list[Placement]]

CURED_BY_MORE: tuple[HardRule, ...] = ("mandatory", "fair-breaks")
"""Rules that a timetable may break although a larger one keeps them."""


@dataclass(frozen=True)
class Drawn:
    """A random instance, where its activities may be each by itself, and timetables.

    ``planted`` is a timetable that keeps every hard rule, None if none was planted.
    """

    instance: Instance
    choices: Choices
    previous: Timetable | None = None
    planted: Timetable | None = None

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        """Be short where hypothesis shows what fails."""
        tables = self.instance.model_dump_json(exclude_defaults=True)
        printer.text(f"Drawn({tables}, previous={self.previous}, planted={self.planted})")

    @property
    def work(self) -> int:
        """How many timetables there are to try, legal or not."""
        optional = {a.id for a in self.instance.activities if a.optional}
        return prod(max(1, len(c) + (name in optional)) for name, c in self.choices.items())


def draw(seed: int, size: Size = USUAL) -> Drawn:
    """Draw an instance; every other seed gives one with a legal timetable planted in it."""
    for attempt in count():
        drawn = drawn_by(Chance.of(f"{seed}/{attempt}"), size, planted=seed % 2 == 0)
        if drawn is not None:
            return drawn
    raise AssertionError("unreachable")


def drawn_by(chance: Chance, size: Size, *, planted: bool) -> Drawn | None:
    """Draw an instance; None if it contradicts itself, or has nothing or too much to try."""
    try:
        instance = Instance.model_validate(Tables(chance, size).tables())
    except ValueError:
        return None
    drawn = Drawn(instance, choices_of(instance))
    if not drawn.choices:
        return None
    drawn = _plant(chance, drawn) if planted else _loosen(chance, drawn)
    return replace(drawn, previous=_previous(chance, drawn)) if drawn.work <= size.work else None


def choices_of(instance: Instance) -> Choices:
    """Return for each activity that is on every place that the referee has nothing against."""
    starts = [
        instance.clock.moment(minute)
        for opens, closes in instance.windows
        for minute in range(opens, closes, instance.grid_minutes)
    ]
    return {
        activity.id: [
            place
            for start in starts
            for room in instance.rooms
            for unit in range(1, room.units + 1)
            for place in [Placement(activity=activity.id, start=start, room=room.id, unit=unit)]
            if not wrong_for_good(instance, [place])
        ]
        for activity in instance.activities
        if takes_place(instance, activity)
    }


def takes_place(instance: Instance, activity: Activity) -> bool:
    """Tell whether an activity is on, and enough of its people come."""
    stay_away = [d.id for d in instance.delegations if d.state]
    come = [
        instance.person[name].state is None and instance.person[name].delegation not in stay_away
        for name in activity.people
    ]
    enough = all(come) if activity.kind == "bilateral" else any(come) or not come
    return activity.state is None and enough


def wrong_for_good(instance: Instance, places: list[Placement]) -> bool:
    """Tell whether places break a rule that no further place can mend."""
    report = check(instance, timetable_of(places))
    return any(violation.rule not in CURED_BY_MORE for violation in report.violations)


def timetable_of(places: list[Placement]) -> Timetable:
    return Timetable.model_construct(placements=tuple(places))


def _loosen(chance: Chance, drawn: Drawn) -> Drawn:
    """Sometimes make what has no place by itself optional: too easy to find infeasible."""
    rows: Row = drawn.instance.model_dump()
    if chance.maybe(0.15):
        for row in rows["activities"]:
            row["optional"] |= not drawn.choices.get(row["id"])
    return replace(drawn, instance=Instance.model_validate(rows))


def _plant(chance: Chance, drawn: Drawn) -> Drawn:
    """Place at random; what is in the way of a rule becomes optional and is left out."""
    places = [chance.choice(some) for some in drawn.choices.values() if some]
    chance.shuffle(places)
    while wrong_for_good(drawn.instance, places):
        places.pop()
    placed = {place.activity for place in places}
    rows = drawn.instance.model_dump()
    for row in rows["activities"]:
        row["optional"] |= row["id"] not in placed
    for row in rows["rules"]:
        if row["kind"] == "fair-breaks" and row["weight"] is None:
            row["limit"] += 9
    instance = Instance.model_validate(rows)
    planted = timetable_of(places)
    assert not check(instance, planted).violations
    return replace(drawn, instance=instance, planted=planted)


def _previous(chance: Chance, drawn: Drawn) -> Timetable | None:
    if chance.maybe(0.4):
        return None
    choices = drawn.choices
    places = [chance.choice(some) for some in choices.values() if some and chance.maybe(0.8)]
    known = {place.activity for place in places}
    places += [Placement(activity=name) for name in choices if name not in known][:1]
    if chance.maybe(0.3):
        places.append(Placement(activity="gone", start="2025-10-25T09:00", room="elsewhere"))
    if chance.maybe(0.3):
        places.append(Placement(activity="withdrawn", reason="left out"))
    if chance.maybe(0.1):
        twice = chance.choice(places)
        places += [place for place in choices.get(twice.activity, ()) if place != twice][:1]
    return Timetable(placements=tuple(places))
