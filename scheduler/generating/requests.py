"""Requested bilaterals: many want to meet a few states."""

from collections.abc import Iterator
from itertools import combinations
from math import log
from random import Random

from models import Activity, Span, StartCost
from models.clock import Interval
from scheduler.generating.calendar import DAY, Calendar, span
from scheduler.generating.cast import HOST, Cast
from scheduler.generating.size import Size
from scheduler.generating.venue import BOOTH_HOURS

FLAT, STEEP = 2, 0.8
"""The n-th most prominent state is asked with weight (n + FLAT) ** -STEEP (Zipf, Mandelbrot)."""

LEVEL_WEIGHT = {1: 2.0, 2: 1.8, 3: 1.3, 4: 1.1, 5: 0.8, 6: 0.6}
MINUTES = {15: 10, 20: 25, 30: 55, 45: 10}
TOGETHER = 120
"""Minutes of booth hours that two heads should share; pairs that do not are drawn last."""


def requests(cast: Cast, calendar: Calendar, size: Size) -> Iterator[Activity]:
    """Yield the requests; the pairs are drawn first, then all the rest."""
    random = size.random("requests")
    for number, (one, other) in enumerate(_pairs(cast, calendar, size), 1):
        yield _request(random, cast, calendar, size, f"B{number:04}", one, other)


def _pairs(cast: Cast, calendar: Calendar, size: Size) -> list[tuple[str, str]]:
    """Draw pairs of heads without replacement, weighted by the prominence of both.

    Each pair gets the key u ** (1 / weight), u uniform in 0..1, and the largest keys win
    (Efraimidis and Spirakis 2006); logarithms are compared, as such powers underflow.
    """
    random = size.random("pairs")
    weight = _prominence(cast, size)
    hours = calendar.daily(*BOOTH_HOURS)
    keyed = []
    for one, other in combinations(cast.level, 2):
        key = log(1 - random.random()) / (weight[one] * weight[other])
        shared = sum(end - start for start, end in _shared(cast, one, other, hours))
        keyed.append((shared >= TOGETHER, key, one, other))
    keyed.sort(reverse=True)
    drawn = [(one, other) for _, _, one, other in keyed[: size.bilaterals]]
    random.shuffle(drawn)
    return drawn


def _prominence(cast: Cast, size: Size) -> dict[str, float]:
    """Draw how sought-after each head is: by fame, level and length of stay."""
    others = [head for head in cast.level if head != HOST]
    size.random("prominence").shuffle(others)
    longest = max(end - start for start, end in cast.stay.values())
    weight = {}
    for place, head in enumerate([HOST, *others], 1):
        start, end = cast.stay[head]
        level = 1.0 if head == HOST else LEVEL_WEIGHT[cast.level[head]]
        weight[head] = (place + FLAT) ** -STEEP * level * (end - start) / longest
    return weight


def _shared(cast: Cast, one: str, other: str, hours: list[Interval]) -> list[Interval]:
    """Return the parts of some hours in which the stays of two heads overlap."""
    start = max(cast.stay[one][0], cast.stay[other][0])
    end = min(cast.stay[one][1], cast.stay[other][1])
    return [(max(a, start), min(b, end)) for a, b in hours if max(a, start) < min(b, end)]


def _request(
    random: Random, cast: Cast, calendar: Calendar, size: Size, name: str, one: str, other: str
) -> Activity:
    levels = cast.level[one], cast.level[other]
    shared = _shared(cast, one, other, calendar.daily(*BOOTH_HOURS))
    days = [start // DAY for start, _ in shared]
    interpreted = random.random() < 0.3
    resources = {"interpreters": int(interpreted), "security": levels.count(1)}
    return Activity(
        id=name,
        kind="bilateral",
        title=" – ".join(f"State {head.removeprefix('head-')}" for head in (one, other)),
        minutes=random.choices(list(MINUTES), list(MINUTES.values()))[0],
        optional=True,
        priority=max(1, min(5, round(6.7 - sum(levels) / 2 + random.gauss(0, 1)))),
        people=(one, other),
        rooms=_rooms(random, one, other, levels),
        seats=random.choice((4, 6, 8)),
        resources={resource: amount for resource, amount in resources.items() if amount},
        wished_spans=_wished(random, calendar, days) if days and random.random() < 0.25 else (),
        start_costs=_costs(calendar, days, random.randint(1, 3)) if random.random() < 0.25 else (),
        **size.mark("consecutive interpretation" if interpreted else ""),
    )


def _rooms(random: Random, one: str, other: str, levels: tuple[int, int]) -> tuple[str, ...]:
    """Return where a meeting is held: with the host at the guest house."""
    if HOST in (one, other) and max(levels) <= 3:
        return ("SALON",)
    if min(levels) <= 2 and random.random() < 0.25:
        return ("SALON", "BOOTH")
    return ("BOOTH",)


def _wished(random: Random, calendar: Calendar, days: list[int]) -> tuple[Span, ...]:
    """Return half of a day on which both are there."""
    day = random.choice(days)
    opens, closes = calendar.window(day)
    noon = calendar.at(day, 13)
    return (span(random.choice(((opens, noon), (noon, closes)))),)


def _costs(calendar: Calendar, days: list[int], which: int) -> tuple[StartCost, ...]:
    """Return what a start over lunch (1), early (2), or at either time (3) costs."""
    priced = []
    for day in days:
        early = (calendar.at(day, 8), calendar.at(day, 9))
        lunch = (calendar.at(day, 12.5), calendar.at(day, 14))
        priced += [(early, 3)] if which & 2 else []
        priced += [(lunch, 2)] if which & 1 else []
    return tuple(StartCost(span=span(during), cost=cost) for during, cost in priced)
