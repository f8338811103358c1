"""Rooms and resources, and their use over time, for the load chart."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from models import Kind, Room
from models.clock import EVER, Interval
from scheduler.plotting.fonts import clean
from scheduler.plotting.shown import Shown
from scheduler.plotting.style import kind_order
from scheduler.viewing.opening import opening
from scheduler.viewing.programme import Booking

Supply = tuple[tuple[Interval, int], ...]


@dataclass(frozen=True)
class Use:
    """Some of a stock in use: how much, when, for which kind; None for set-up, clear-down."""

    span: Interval
    day: int
    amount: int
    kind: Kind | None


@dataclass(frozen=True)
class Stock:
    """Rooms that host the same kinds, units of one room, or a resource.

    Attributes
    ----------
    there
        How many there are, and when: they are added up.
    level
        The most that there are at any moment shown.
    """

    name: str
    there: Supply
    level: int
    uses: tuple[Use, ...]


def levels(there: Supply, during: Interval) -> list[tuple[Interval, int]]:
    """Return how many there are, as stretches that fill the time asked for."""
    start, end = during
    cuts = {start, end, *(m for span, _ in there for m in span if start < m < end)}
    return [
        ((low, high), sum(number for span, number in there if span[0] <= low < span[1]))
        for low, high in pairwise(sorted(cuts))
    ]


def _stock(shown: Shown, name: str, there: Supply, uses: Iterable[Use]) -> Stock:
    days = [(day.start, day.end) for day in shown.days]
    level = max((number for day in days for _, number in levels(there, day)), default=0)
    return Stock(name, there, level, tuple(uses))


def room_stocks(shown: Shown) -> list[Stock]:
    """Return the rooms; those of one unit that host the same kinds are taken together."""
    groups: dict[tuple[str, ...], list[Room]] = {}
    for room in shown.instance.rooms:
        key = (room.id,) if room.units > 1 else ("", *sorted(room.kinds))
        groups.setdefault(key, []).append(room)
    stocks = []
    for rooms in groups.values():
        bookings = [b for room in rooms for b in shown.by_room.get(room.id, ())]
        uses = [use for b in bookings for use in _room_uses(b, shown.day(b))]
        there = tuple(
            (span, room.units) for room in rooms for span in opening(shown.instance, room)
        )
        stocks.append(_stock(shown, _group_name(shown, rooms), there, uses))
    return stocks


def _room_uses(booking: Booking, day: int) -> list[Use]:
    spans: list[tuple[Interval, Kind | None]] = [
        ((booking.opens, booking.start), None),
        ((booking.start, booking.end), booking.activity.kind),
        ((booking.end, booking.closes), None),
    ]
    return [Use(span, day, 1, kind) for span, kind in spans if span[0] < span[1]]


def _group_name(shown: Shown, rooms: Sequence[Room]) -> str:
    if len(rooms) == 1:
        return clean(rooms[0].name) or rooms[0].id
    kinds = sorted(rooms[0].kinds, key=kind_order)
    many = ", ".join(shown.word(f"many-{kind}") for kind in kinds)
    return shown.word("rooms-for", kinds=many or shown.word("anything"))


def resource_stocks(shown: Shown) -> list[Stock]:
    """Return the resources and what activities need of them."""
    return [
        _stock(
            shown,
            clean(resource.name) or resource.id,
            ((EVER, resource.level),),
            (
                Use((b.start, b.end), shown.day(b), amount, b.activity.kind)
                for b in shown.bookings
                if (amount := b.activity.resources.get(resource.id, 0))
            ),
        )
        for resource in shown.instance.resources
    ]


def steps(uses: Sequence[Use]) -> list[tuple[Interval, int]]:
    """Return the amount in use as stretches of constant amount, zeros left out."""
    changes: dict[int, int] = {}
    for use in uses:
        changes[use.span[0]] = changes.get(use.span[0], 0) + use.amount
        changes[use.span[1]] = changes.get(use.span[1], 0) - use.amount
    stretches, amount, since = [], 0, 0
    for minute, change in sorted(changes.items()):
        if amount and minute > since:
            stretches.append(((since, minute), amount))
        amount, since = amount + change, minute
    return stretches


def peak(stock: Stock) -> int:
    """Return the largest amount of a stock in use at any moment shown."""
    return max((amount for _, amount in steps(stock.uses)), default=0)
