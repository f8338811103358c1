"""Conferences of which every soft rule can be kept: in how many seconds is that found?

    python -m benchmarks.conflicts --time-limit 60

Sessions fill nearly all slots of all rooms, and 1,000 to 2,000 soft rules ``apart`` say which of
them should not be in parallel, as at conferences whose participants name their conflicts. Each
case is drawn around a hidden timetable that keeps every rule.
"""

import argparse
import random
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import combinations

from benchmarks.runs import SEED, WORKERS, Figures, header, keep
from models import Activity, Day, Instance, Person, Placement, Policy, Room, Rule, Slot, Timetable
from scheduler import check, solve

CASES = 20

SLOTS_OF_DAYS = (4, 4, 4, 3, 2)
"""17 slots on five days."""

ROOMS = (8, 8, 8, 7, 12)
"""Rooms of the cases, in turn: 109 to 193 sessions."""

FULLEST, LEAST_FULL = 0.95, 0.90
MOST_PAIRS, FEWEST_PAIRS = 2000, 1000

POPULAR = 5
"""The session that comes n-th is asked for by 1 / (this + n)."""

FIRST_DAY, FIRST_HOUR = date(2027, 3, 15), 9
MINUTES, EVERY = 90, 120
"""Length of a session, and from the start of one to that of the next in the same room."""

Hidden = list[tuple[int, int]]
"""Slot and room of each session."""


def conference(seed: int) -> tuple[Instance, Timetable]:
    """Return a case, and the hidden timetable that keeps all of its rules."""
    chance = random.Random(seed)
    rooms = ROOMS[seed % len(ROOMS)]
    cells = [(slot, room) for slot in range(sum(SLOTS_OF_DAYS)) for room in range(rooms)]
    full = chance.uniform(LEAST_FULL, FULLEST)
    hidden = chance.sample(cells, round(full * len(cells)))
    sessions = tuple(_sessions(hidden, chance))
    chairs = sorted({person for session in sessions for person in session.people})
    instance = Instance(
        name=f"conference-{seed}",
        time_zone="UTC",
        grid_minutes=30,
        days=tuple(_days()),
        slots=tuple(_slots()),
        policy=Policy(tiers=({"coverage": 1}, {"rules": 1})),
        rooms=tuple(Room(id=f"R{r}", name=f"Room {r}", capacity=_seats(r)) for r in range(rooms)),
        people=tuple(Person(id=name, name=f"Chair {name}") for name in chairs),
        activities=sessions,
        rules=tuple(_rules(hidden, chance)),
    )
    placements = tuple(
        Placement(activity=f"A{n}", start=instance.slots[slot].start, room=f"R{room}")
        for n, (slot, room) in enumerate(hidden)
    )
    return instance, Timetable(placements=placements)


def _seats(room: int) -> int:
    """Return the seats of a room: each has more than the one before."""
    return 40 + 30 * room


def _sessions(hidden: Hidden, chance: random.Random) -> Iterator[Activity]:
    """Yield the sessions; one of four has the chair of another that is not in parallel."""
    slots = tuple(f"S{n}" for n in range(sum(SLOTS_OF_DAYS)))
    chairs = [f"C{n}" for n in range(len(hidden))]
    for n, (slot, _) in enumerate(hidden):
        another = chance.randrange(len(hidden))
        if chance.random() < 1 / 4 and hidden[another][0] != slot:
            chairs[n] = chairs[another]
    taken: dict[str, set[int]] = {}
    for n, (slot, room) in enumerate(hidden):
        if slot in taken.setdefault(chairs[n], set()):
            chairs[n] = f"D{n}"
        taken.setdefault(chairs[n], set()).add(slot)
        yield Activity(
            id=f"A{n}",
            kind="workshop",
            title=f"Session {n}",
            minutes=MINUTES,
            people=(chairs[n],),
            slots=slots,
            seats=chance.randint(0, _seats(room)),
        )


def _rules(hidden: Hidden, chance: random.Random) -> Iterator[Rule]:
    """Yield soft rules about pairs that are not in parallel; some sessions are in many of them."""
    asked = [1 / (POPULAR + n) for n in range(len(hidden))]
    chance.shuffle(asked)
    pairs = [
        (chance.random() ** (1 / (asked[a] * asked[b])), a, b)
        for a, b in combinations(range(len(hidden)), 2)
        if hidden[a][0] != hidden[b][0]
    ]
    drawn = sorted(pairs, reverse=True)[: chance.randint(FEWEST_PAIRS, MOST_PAIRS)]
    for n, (_, a, b) in enumerate(drawn):
        weight = chance.choice((1, 1, 2, 5))
        yield Rule(id=f"X{n}", kind="apart", activities=(f"A{a}", f"A{b}"), weight=weight)


def _days() -> Iterator[Day]:
    for n, slots in enumerate(SLOTS_OF_DAYS):
        end = time(FIRST_HOUR + slots * EVERY // 60)
        yield Day(date=FIRST_DAY + timedelta(days=n), start=time(FIRST_HOUR), end=end)


def _slots() -> Iterator[Slot]:
    starts = (
        datetime.combine(FIRST_DAY + timedelta(days=day), time(FIRST_HOUR))
        + timedelta(minutes=n * EVERY)
        for day, slots in enumerate(SLOTS_OF_DAYS)
        for n in range(slots)
    )
    for n, start in enumerate(starts):
        yield Slot(id=f"S{n}", start=start, end=start + timedelta(minutes=MINUTES))


def measured(seed: int, time_limit: float) -> Figures:
    """Solve a case; return what was found, and after how many seconds all was proven."""
    instance, _ = conference(seed)
    outcome = solve(instance, time_limit=time_limit, workers=WORKERS, seed=SEED)
    value = outcome.tiers[-1].value
    violations = len(check(instance, outcome.timetable).violations) if outcome.timetable else None
    return {
        "seed": seed,
        "sessions": len(instance.activities),
        "rooms": len(instance.rooms),
        "rules": len(instance.rules),
        "status": outcome.status,
        "first_seconds": outcome.first_seconds,
        "value": value,
        "bound": outcome.tiers[-1].bound,
        "hard_violations": violations,
        "seconds": outcome.wall_seconds,
    }


def main() -> None:
    """Solve all cases and write the figures."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--time-limit", type=float, default=60.0)
    parser.add_argument("--seeds", type=int, nargs="+", default=list(range(1, CASES + 1)))
    options = parser.parse_args()
    results = header() | {"time_limit": options.time_limit}
    rows = []
    for seed in options.seeds:
        rows.append(measured(seed, options.time_limit))
        print(rows[-1], flush=True)
    print(f"written to {keep('conflicts', results | {'cases': rows})}")


if __name__ == "__main__":
    main()
