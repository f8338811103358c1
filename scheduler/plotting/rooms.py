"""Gantt chart by room."""

from datetime import date

from matplotlib.axes import Axes

from models import Instance, Language, Room, Timetable
from models.clock import without
from scheduler.plotting.bars import draw_bars, draw_closed
from scheduler.plotting.fonts import clean
from scheduler.plotting.furniture import SET_UP, SHUT, clock_signs, kind_signs
from scheduler.plotting.lane_chart import LaneChart, by_id, open_lanes
from scheduler.plotting.lanes import Lane
from scheduler.plotting.room_rows import RoomRow, draw_row, room_detail, used_rows
from scheduler.plotting.shown import Shown, chosen_days, joined, show, trimmed
from scheduler.plotting.style import A3
from scheduler.viewing.opening import opening


def plot_rooms(
    timetable: Timetable,
    instance: Instance,
    *,
    day: date | str | None = None,
    language: Language = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw what takes place in each room and unit.

    Set-up and clear-down are lighter and lower than the activity, closed times are hatched, rooms
    and units not in use are thin lanes. A room whose units all have the same hours is one lane.

    Parameters
    ----------
    timetable, instance
        A timetable, and the instance that it is for. Nothing is checked: activities that clash
        are drawn side by side.
    day
        One day of the instance; all days side by side by default.
    language
        In which names, titles, dates and words are: titles of the instance in it where there are
        any (``title_fr``, ``title_vi``).
    ax
        Axes to draw on; by default those of a new A3 sheet.

    Returns
    -------
    matplotlib.axes.Axes
        x in minutes since 1970-01-01T00:00Z (later days moved up to the first), y in points.

    Raises
    ------
    ValueError
        ``day`` is no day of the instance, or there is no such language.
    """
    shown = trimmed(
        show(joined(timetable, instance, language), chosen_days(instance, day), language)
    )
    rows = [row for room in shown.instance.rooms for row in _rows(shown, room)]
    chart = open_lanes(ax, A3, shown, [row.lane for row in rows], shown.word("rooms"))
    closed = [box for lane, row in enumerate(rows) for box in _closed(chart, row.room, lane)]
    draw_closed(chart.frame, closed)
    bars = [bar for lane, row in enumerate(rows) for bar in draw_row(chart, row, lane)]
    said = draw_bars(chart.frame, bars)
    signs = kind_signs(shown, (b.activity.kind for b in shown.bookings))
    if any(b.opens < b.start or b.end < b.closes for b in shown.bookings):
        signs.append(SET_UP.of(shown))
    if closed:
        signs.append(SHUT.of(shown))
    return chart.dress(signs + clock_signs(shown) + by_id(shown, said))


def _rows(shown: Shown, room: Room) -> list[RoomRow]:
    bookings = shown.by_room.get(room.id, [])
    name = clean(room.name) or room.id
    if not bookings:
        return [RoomRow(room, Lane(name, least=8.0, most=10.5, quiet=True))]
    rows = used_rows(room, bookings, room_detail(shown, room))
    idle = room.units - len({b.unit for b in bookings})
    if idle > 0:
        text = shown.word("not-in-use", count=idle)
        rows.append(RoomRow(room, Lane(text, least=8.0, most=10.5, rule="thin", quiet=True)))
    return rows


def _closed(chart: LaneChart, room: Room, lane: int) -> list[tuple[float, float, float, float]]:
    times = opening(chart.shown.instance, room)
    return [
        chart.shade(gap, number, lane)
        for number, day in enumerate(chart.scale.days)
        for gap in without([(day.start, day.end)], times)
    ]
