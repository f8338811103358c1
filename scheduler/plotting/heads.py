"""Gantt chart by head of delegation, or by any person."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from models import Instance, Timetable
from models.clock import without
from scheduler.plotting.bars import Bar, Box, draw_bars, draw_closed
from scheduler.plotting.fonts import clean
from scheduler.plotting.furniture import AWAY, TRAVEL, kind_signs
from scheduler.plotting.lane_chart import LaneChart, open_lanes, titled
from scheduler.plotting.lanes import Lane, tracks
from scheduler.plotting.shown import Shown, chosen_days, show
from scheduler.plotting.style import A3, ALARM, INK
from scheduler.plotting.wording import counterparts, room_code, texts_of
from scheduler.viewing.programme import Booking, read_programme
from scheduler.wording.times import short_duration


def plot_heads(
    timetable: Timetable,
    instance: Instance,
    *,
    people: Sequence[str] | None = None,
    busiest: int = 20,
    day: date | str | None = None,
    ax: Axes | None = None,
) -> Axes:
    """Draw each person's engagements, absences and transfers between zones.

    Parameters
    ----------
    timetable, instance
        A timetable, and the instance that it is for. Nothing is checked: activities that clash
        are drawn side by side, a transfer for which there is too little time in red.
    people
        Ids of the persons to show, in this order.
    busiest
        Without ``people``: how many to show, those with most engaged minutes first.
    day
        One day of the instance; all days side by side by default.
    ax
        Axes to draw on; by default those of a new A3 sheet.

    Returns
    -------
    matplotlib.axes.Axes
        x in minutes since 1970-01-01T00:00Z (later days moved up to the first), y in points.

    Raises
    ------
    ValueError
        ``day`` is no day of the instance, or ``people`` has an unknown id.
    """
    shown = show(read_programme(timetable, instance), chosen_days(instance, day))
    chosen = busiest_people(shown, busiest) if people is None else _known(instance, people)
    chart = open_lanes(ax, A3, shown, [_lane(shown, person) for person in chosen])
    absent = [box for lane, person in enumerate(chosen) for box in _absent(chart, person, lane)]
    draw_closed(chart.frame, absent)
    bars: list[Bar] = []
    for lane, person in enumerate(chosen):
        bars += _bars(chart, person, lane)
    draw_bars(chart.frame, bars)
    travels = _draw_ways(chart, chosen)
    signs = kind_signs(bar.kind for bar in bars)
    signs += [AWAY] if absent else []
    signs += [TRAVEL] if travels else []
    number = f"{len(chosen)} " if len(chosen) > 1 else ""
    who = "" if people is not None else f", the {number}busiest"
    return chart.dress(f"Heads of delegation{who}", signs)


def engaged(shown: Shown, person: str) -> int:
    """Return the minutes for which activities require a person on the days shown."""
    return sum(own.end - own.start for own in shown.by_person.get(person, ()))


def busiest_people(shown: Shown, count: int) -> list[str]:
    """Return the persons with most engaged minutes; ties in the order of the instance."""
    people = [person.id for person in shown.instance.people]
    return sorted(people, key=lambda person: -engaged(shown, person))[: max(0, count)]


def _known(instance: Instance, people: Sequence[str]) -> list[str]:
    unknown = [person for person in people if person not in instance.person]
    if unknown:
        raise ValueError(f"found person {', '.join(unknown)}; allowed: ids of people")
    return list(dict.fromkeys(people))


def _lane(shown: Shown, person: str) -> Lane:
    name = clean(shown.programme.party[person])
    count = len(shown.by_person.get(person, ()))
    plural = "" if count == 1 else "s"
    detail = f"{count} engagement{plural}, {short_duration(engaged(shown, person))}"
    office = clean(shown.instance.person[person].name)
    if office and office != name and name not in office:
        detail = f"{office} · {detail}"
    return Lane(name, detail if count else "no engagement", least=14, most=36)


def _absent(chart: LaneChart, person: str, lane: int) -> list[Box]:
    free = chart.shown.instance.free[person]
    return [
        chart.shade(gap, number, lane)
        for number, day in enumerate(chart.scale.days)
        for gap in without([(day.start, day.end)], free)
    ]


def _bars(chart: LaneChart, person: str, lane: int) -> list[Bar]:
    engagements = chart.shown.by_person.get(person, [])
    places = tracks([(own.start, own.end) for own in engagements])
    bars = []
    for own, track in zip(engagements, places, strict=True):
        day = chart.shown.day(own.booking)
        box = chart.box((own.start, own.end), day, lane, track=track)
        bars.append(titled(box, own.booking, _texts(chart, own.booking, person)))
    return bars


def _texts(chart: LaneChart, booking: Booking, person: str) -> tuple[str, ...]:
    others = counterparts(chart.shown, booking, person)
    if booking.activity.kind != "bilateral" or not others:
        return texts_of(chart.shown, booking)
    return f"{others}\n{room_code(booking.room, booking.unit)}", others, booking.activity.id


def _draw_ways(chart: LaneChart, people: Sequence[str]) -> int:
    """Draw the transfer to another zone as a thin line from the engagement before it."""
    minutes = chart.shown.instance.transfer_minutes
    ways: list[list[tuple[float, float]]] = []
    colours = []
    for lane, person in enumerate(people):
        top, bottom = chart.edges[lane]
        middle = (top + bottom) / 2
        for before, after in pairwise(chart.shown.by_person.get(person, [])):
            way = before.booking.room.zone or "", after.booking.room.zone or ""
            needed = minutes.get(way, 0)
            if before.booking.date != after.booking.date or way[0] == way[1] or not needed:
                continue
            start = chart.scale.x(before.end, chart.shown.day(before.booking))
            ways.append([(start, middle), (start + needed, middle)])
            colours.append(ALARM if before.end + needed > after.start else INK)
    chart.frame.ax.add_collection(
        LineCollection(ways, colors=colours, linewidths=1.2, zorder=3), autolim=False
    )
    return len(ways)
