"""The lanes of a room: one, one for each unit in use, or one for all units together."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from models import Room
from models.clock import Interval
from scheduler.plotting.bars import Bar, draw_boxes
from scheduler.plotting.fonts import clean
from scheduler.plotting.lane_chart import LaneChart, set_up_box, titled
from scheduler.plotting.lanes import Lane, tracks
from scheduler.plotting.shown import Shown
from scheduler.plotting.style import SET_UP_FACE
from scheduler.plotting.wording import texts_of
from scheduler.viewing.programme import Booking

EVENT_LEAST = 17.2
"""Points; two lines of the smallest text."""


@dataclass(frozen=True)
class RoomRow:
    """A lane of a room and what is in it; ``alike`` stands for many units at once."""

    room: Room
    lane: Lane
    bookings: tuple[Booking, ...] = ()
    alike: bool = False


def units_alike(bookings: Sequence[Booking]) -> bool:
    """Tell whether many units have the same stands at the same hours, so that one lane is enough.

    That is for stands only; anything else has a title that people look for.
    """
    times: dict[int, list[Interval]] = {}
    for b in bookings:
        if b.activity.kind != "exhibition":
            return False
        times.setdefault(b.unit, []).append((b.opens, b.closes))
    found = [sorted(spans) for spans in times.values()]
    return len(found) > 1 and all(spans == found[0] for spans in found)


def used_rows(room: Room, bookings: Sequence[Booking], detail: str) -> list[RoomRow]:
    """Return the lanes of a room that is in use."""
    name = clean(room.name) or room.id
    if units_alike(bookings):
        return [RoomRow(room, Lane(name, detail, least=15, most=36), tuple(bookings), alike=True)]
    units = sorted({b.unit for b in bookings})
    many = room.units > 1
    small = all(b.activity.kind == "bilateral" for b in bookings)
    rows = []
    for number, unit in enumerate(units):
        lane = Lane(
            label="" if number else name,
            detail="" if number else detail,
            number=str(unit) if many else "",
            least=9.5 if small else EVENT_LEAST,
            most=26 if small else 38,
            rule="thin" if number else "strong",
        )
        rows.append(RoomRow(room, lane, tuple(b for b in bookings if b.unit == unit)))
    return rows


def draw_row(chart: LaneChart, row: RoomRow, lane: int) -> list[Bar]:
    """Draw set-up and clear-down of a lane, and return its bars."""
    set_up = [box for b, track in _placed(row) for box in set_up_box(chart, b, lane, track)]
    draw_boxes(chart.frame, set_up, SET_UP_FACE, zorder=1.5)
    return row_bars(chart, row, lane)


def _placed(row: RoomRow) -> list[tuple[Booking, tuple[int, int]]]:
    """Return what a lane shows, and which of how many parallel tracks each takes."""
    bookings = _one_each(row.bookings) if row.alike else row.bookings
    return list(zip(bookings, tracks([(b.opens, b.closes) for b in bookings]), strict=True))


def row_bars(chart: LaneChart, row: RoomRow, lane: int) -> list[Bar]:
    """Return the bars of a lane; nothing is drawn."""
    placed = _placed(row)
    bookings = [booking for booking, _ in placed]
    counts = Counter((b.start, b.end) for b in row.bookings)
    bars = []
    for booking, track in placed:
        texts = texts_of(chart.shown, booking)
        if row.alike:
            many = chart.shown.word(f"many-{booking.activity.kind}")
            texts = (f"{counts[booking.start, booking.end]} {many}",)
        day = chart.shown.day(booking)
        box = chart.box((booking.start, booking.end), day, lane, track=track)
        free = None if track[1] > 1 else _free(chart, bookings, booking)
        bars.append(replace(titled(box, booking, texts), free=free))
    return bars


def _free(
    chart: LaneChart, bookings: Sequence[Booking], booking: Booking
) -> tuple[float, float] | None:
    """Return where beside a booking of a lane its title may stand: halfway to its neighbours.

    Halfway, because the neighbour's title may come from the other side. Those of bilaterals stand
    after their bars only, as bars are many and nobody should have to guess whose title it is.
    """
    day, x = chart.shown.day(booking), chart.scale.x
    others = [b for b in bookings if b.date == booking.date and b is not booking]
    before = max((x(b.closes, day) for b in others if b.closes <= booking.opens), default=None)
    after = min((x(b.opens, day) for b in others if b.opens >= booking.closes), default=None)
    left, right = chart.lane_limits(day)
    opens, closes = x(booking.opens, day), x(booking.closes, day)
    if booking.activity.kind == "bilateral":
        return opens, right if after is None else after
    return (
        left if before is None else (before + opens) / 2,
        right if after is None else (after + closes) / 2,
    )


def _one_each(bookings: Sequence[Booking]) -> list[Booking]:
    return list({(b.start, b.end, b.activity.kind): b for b in reversed(bookings)}.values())


def room_detail(shown: Shown, room: Room) -> str:
    """Return the seats of a room and, where it is not where most rooms are, its zone."""
    instance = shown.instance
    zones = {zone.id: clean(zone.name) or zone.id for zone in instance.zones}
    usual = Counter(other.zone for other in instance.rooms).most_common(1)[0][0]
    seats = shown.word("seats", count=room.capacity) if room.capacity else ""
    if room.units > 1:
        seats = f"{room.units} × {seats or shown.word('alike')}"
    elsewhere = zones[room.zone] if room.zone and room.zone != usual else ""
    return " · ".join(part for part in (seats, elsewhere) if part)
