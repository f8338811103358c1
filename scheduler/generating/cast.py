"""Delegations, people, and when they are there."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random

from models import Availability, Delegation, Person
from models.clock import Interval, without
from scheduler.generating.calendar import Calendar, moment
from scheduler.generating.size import Size

LEVELS = {1: 14, 2: 10, 3: 8, 4: 38, 5: 18, 6: 12}
"""Level of a head -> per cent of the delegations: 1 head of state, 4 minister, 6 ambassador."""

REGIONS = {"North": 3, "East": 2, "South": 3, "West": 2}
"""Region -> weight; which delegation is of which is drawn."""

STAYS = {1: (0.2, 0.5), 2: (0.3, 0.5), 3: (0.4, 0.7), 4: (0.5, 1), 5: (0.7, 1), 6: (1, 1)}
"""Level -> least and largest share of the days that a head stays."""

REST = {1: 15, 2: 10}
NIGHT_REST = {1: 720, 2: 720, 3: 660}
DAILY_ACTIVITIES = {1: 10, 2: 12, 3: 14}
DAILY_MINUTES = {1: 480, 2: 540}
HOST_ACTIVITIES = 14

HOST = "head-001"
MINISTER, SPOKESPERSON = "host-minister", "host-spokesperson"
DEPUTIES = 0.25
"""Share of delegations whose deputy head speaks at events."""

EXPERTS = 0.5
"""Experts for each workshop or side event."""


@dataclass
class Cast:
    """Who takes part; ``free`` and ``stay`` are in minutes, ``level`` of heads only."""

    delegations: list[Delegation] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    availability: list[Availability] = field(default_factory=list)
    level: dict[str, int] = field(default_factory=dict)
    stay: dict[str, Interval] = field(default_factory=dict)
    free: dict[str, list[Interval]] = field(default_factory=dict)

    def by_rank(self) -> list[str]:
        """Return the heads, the host first, then by level and number."""
        return sorted(self.level, key=lambda head: (head != HOST, self.level[head], head))


def draw_cast(calendar: Calendar, size: Size) -> Cast:
    """Draw delegations and people, their stays, and when they are busy elsewhere."""
    cast = Cast()
    _add_heads(cast, size)
    _add_others(cast, size)
    random = size.random("travel")
    everything = (calendar.window(0)[0], calendar.window(calendar.days - 1)[1])
    for person in cast.people:
        level = cast.level.get(person.id, 6)
        stays = person.id != HOST and level < 6
        stay = _stay(random, calendar, level) if stays else everything
        busy = [] if person.id == HOST else list(_busy(random, calendar, stay))
        if stay != everything:
            cast.availability.append(_row(size, person.id, stay, "present"))
        cast.availability += [_row(size, person.id, during, "busy") for during in busy]
        cast.stay[person.id] = stay
        cast.free[person.id] = without([stay], busy)
    return cast


def _add_heads(cast: Cast, size: Size) -> None:
    random, regions = size.random("levels"), size.random("regions")
    drawn = random.choices(list(LEVELS), list(LEVELS.values()), k=size.heads)
    cast.level = {f"head-{n:03}": level for n, level in enumerate(drawn, 1)} | {HOST: 1}
    rank = {head: number for number, head in enumerate(cast.by_rank(), 1)}
    for head, level in cast.level.items():
        number = head.removeprefix("head-")
        name, note = f"State {number}", "the host" if head == HOST else ""
        cast.delegations.append(
            Delegation(
                id=f"del-{number}",
                name=name,
                level=level,
                region=regions.choices(list(REGIONS), list(REGIONS.values()))[0],
                **size.mark(note),
            )
        )
        cast.people.append(
            Person(
                id=head,
                name=f"Head of delegation, {name}",
                delegation=f"del-{number}",
                rank=rank[head],
                daily_minutes=DAILY_MINUTES.get(level),
                daily_activities=HOST_ACTIVITIES if head == HOST else DAILY_ACTIVITIES.get(level),
                rest_minutes=REST.get(level, 0),
                night_rest_minutes=NIGHT_REST.get(level, 0),
                **size.mark(note),
            )
        )


def _add_others(cast: Cast, size: Size) -> None:
    """Add the host's offices, deputies and experts, who speak and chair, but are in no request."""
    random = size.random("others")
    offices = {MINISTER: "Minister of Foreign Affairs", SPOKESPERSON: "Spokesperson"}
    for person, office in offices.items():
        name = f"{office} of the host, State 001"
        cast.people.append(Person(id=person, name=name, delegation="del-001", **size.mark()))
    for number in range(2, size.heads + 1):
        if size.events and random.random() < DEPUTIES:
            cast.people.append(
                Person(
                    id=f"deputy-{number:03}",
                    name=f"Deputy head of delegation, State {number:03}",
                    delegation=f"del-{number:03}",
                    **size.mark(),
                )
            )
    for number in range(1, round(EXPERTS * size.events) + 1):
        cast.people.append(
            Person(id=f"expert-{number:03}", name=f"Expert {number:03}", **size.mark())
        )


def _stay(random: Random, calendar: Calendar, level: int) -> Interval:
    """Draw arrival and departure: the higher the level, the shorter the stay."""
    days = max(1, round(random.uniform(*STAYS[level]) * calendar.days))
    latest = calendar.days - days
    first = 0 if level <= 2 and random.random() < 0.7 else _early(random, latest)
    opens, closes = calendar.window(first)[0], calendar.window(first + days - 1)[1]
    late = first > 0 or random.random() < 0.2
    early = first < latest or random.random() < 0.3
    arrives = opens + (30 * random.randint(0, 8) if late else 0)
    return arrives, closes - (30 * random.randint(0, 6) if early else 0)


def _early(random: Random, latest: int) -> int:
    """Draw a day; most come for the first days."""
    return min(random.randint(0, latest), random.randint(0, latest))


def _busy(random: Random, calendar: Calendar, stay: Interval) -> Iterator[Interval]:
    """Draw when a person is busy elsewhere during the stay."""
    for _ in range(random.choices((0, 1, 2), (6, 3, 1))[0]):
        day = random.randrange(calendar.days)
        start = calendar.at(day, 9) + 30 * random.randint(0, 16)
        end = start + random.choice((60, 90, 120))
        if stay[0] < start and end < min(stay[1], calendar.window(day)[1]):
            yield start, end


def _row(size: Size, person: str, during: Interval, state: str) -> Availability:
    note = {"present": "stays", "busy": "engaged elsewhere"}[state]
    start, end = map(moment, during)
    return Availability.model_validate(
        {"person": person, "start": start, "end": end, "state": state, **size.mark(note)}
    )
