"""Seeded ways to make an instance infeasible, each with the cause that was planted."""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models import Activity, Availability, Instance, InstanceError, Rule, Span

Cause = tuple[str, str, str]
"""Table, column, and the subject that must be among the facts."""

NOTE = "synthetic: a seeded breakage of benchmarks/breakages.py"
TRIES = 200


@dataclass(frozen=True)
class Breakage:
    """An instance made infeasible; each cause in ``planted`` has to be found."""

    name: str
    instance: Instance
    planted: tuple[Cause, ...]


Broken = tuple[Instance, tuple[Cause, ...]] | None
Breaker = Callable[[Instance, random.Random], Broken]


def edited(instance: Instance, **tables: object) -> Instance:
    """Return a checked instance with other tables."""
    fields = {name: getattr(instance, name) for name in Instance.model_fields}
    return Instance.model_validate(fields | tables)


def replaced(instance: Instance, activity: Activity) -> tuple[Activity, ...]:
    """Return the activities with one in place of the one of its id."""
    return tuple(activity if a.id == activity.id else a for a in instance.activities)


def movable(instance: Instance) -> list[Activity]:
    """Return what must take place and is not pinned."""
    return [a for a in instance.activities if not a.optional and a.pin_start is None]


def pinned(instance: Instance) -> list[Activity]:
    """Return what must take place at a fixed time."""
    return [a for a in instance.activities if not a.optional and a.pin_start is not None]


def stay_cut(instance: Instance, chance: random.Random) -> Broken:
    """A head is present for ceremonies only, but is required at something else."""
    activity = chance.choice([a for a in movable(instance) if a.people])
    person = chance.choice(activity.people)
    clock = instance.clock
    stays = [
        (clock.minute(a.pin_start), clock.minute(a.pin_start) + a.minutes)
        for a in pinned(instance)
        if person in a.people and a.pin_start
    ] or [(instance.windows[0][0], instance.windows[0][0] + 15)]
    rows = [
        Availability(
            person=person,
            start=clock.moment(start),
            end=clock.moment(end),
            status="synthetic",
            source=NOTE,
        )
        for start, end in stays
    ]
    kept = [row for row in instance.availability if row.person != person]
    return edited(instance, availability=(*kept, *rows)), (("availability", "present", person),)


def room_closed(instance: Instance, chance: random.Random) -> Broken:
    """The room of a fixed event is open for a quarter of an hour only."""
    name = chance.choice(sorted({a.pin_room for a in pinned(instance) if a.pin_room}))
    first = instance.clock.moment(instance.windows[0][0])
    later = instance.clock.moment(instance.windows[0][0] + 15)
    closed = instance.room[name].model_copy(update={"open": (Span(start=first, end=later),)})
    rooms = tuple(closed if room.id == name else room for room in instance.rooms)
    return edited(instance, rooms=rooms), (("rooms", "open", name),)


def fixed_clash(instance: Instance, chance: random.Random) -> Broken:
    """An event is pinned to a ceremony that one of its people has to attend."""
    activity = chance.choice([a for a in movable(instance) if a.people])
    person = chance.choice(activity.people)
    ceremonies = [a for a in pinned(instance) if person in a.people]
    if not ceremonies:
        return None
    start = chance.choice(ceremonies).pin_start
    fixed = activity.model_copy(update={"pin_start": start, "slots": None, "spans": ()})
    broken = edited(instance, activities=replaced(instance, fixed))
    return broken, (("activities", "pin_start", activity.id),)


def cycle(instance: Instance, chance: random.Random) -> Broken:
    """Three events, each to be before the next, in a circle."""
    names = [a.id for a in chance.sample(movable(instance), 3)]
    pairs = list(zip(names, [*names[1:], names[0]], strict=True))
    rules = tuple(
        Rule(id=f"ring-{n}", kind="precedence", activities=pair, status="synthetic", source=NOTE)
        for n, pair in enumerate(pairs)
    )
    broken = edited(instance, rules=(*instance.rules, *rules))
    return broken, tuple(("rules", "kind", rule.id) for rule in rules)


def wide_gap(instance: Instance, chance: random.Random) -> Broken:
    """Two events further apart than the whole programme is long."""
    names = [a.id for a in chance.sample(movable(instance), 2)]
    length = instance.windows[-1][1] - instance.windows[0][0]
    rule = Rule(
        id="wide-gap",
        kind="minimum-gap",
        activities=names,
        minutes=length,
        status="synthetic",
        source=NOTE,
    )
    return edited(instance, rules=(*instance.rules, rule)), (("rules", "kind", rule.id),)


def teams_short(instance: Instance, chance: random.Random) -> Broken:
    """A ceremony needs more interpreter teams than there are."""
    name = chance.choice(["interpreters", "livestream"])
    users = [a for a in pinned(instance) if name in a.resources]
    level = next(r.level for r in instance.resources if r.id == name)
    activity = chance.choice(users)
    needs = activity.resources | {name: level + chance.randint(1, 3)}
    greedy = activity.model_copy(update={"resources": needs})
    broken = edited(instance, activities=replaced(instance, greedy))
    return broken, (
        ("resources", "level", name),
        ("activities", "resources", f"{activity.id}/{name}"),
    )


BREAKERS: dict[str, Breaker] = {
    "stay cut": stay_cut,
    "room closed": room_closed,
    "fixed clash": fixed_clash,
    "precedence cycle": cycle,
    "impossible gap": wide_gap,
    "teams short": teams_short,
}


def breakages(instance: Instance, count: int, seed: int) -> Iterator[Breakage]:
    """Yield infeasible instances: each kind in turn, then two kinds at once."""
    kinds = [*((name,) for name in BREAKERS), None]
    for n in range(count):
        chance = random.Random(f"{seed}/{n}")
        names = kinds[n % len(kinds)] or tuple(chance.sample(sorted(BREAKERS), 2))
        broken, planted = instance, ()
        for name in names:
            broken, causes = _broken(BREAKERS[name], broken, chance)
            planted += causes
        yield Breakage(" + ".join(names), broken, planted)


def _broken(
    breaker: Breaker, instance: Instance, chance: random.Random
) -> tuple[Instance, tuple[Cause, ...]]:
    """Try until the changed instance can at least be read."""
    for _ in range(TRIES):
        try:
            broken = breaker(instance, chance)
        except InstanceError:
            continue
        except ValueError:
            continue
        if broken is not None:
            return broken
    raise RuntimeError("nothing to break")
