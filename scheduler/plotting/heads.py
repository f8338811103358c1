"""Gantt chart by head of delegation, or by any person."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from models import Instance, Language, Person, Timetable
from models.clock import without
from scheduler.plotting.bars import Bar, Box, draw_bars, draw_closed
from scheduler.plotting.fonts import clean
from scheduler.plotting.furniture import AWAY, TRAVEL, Sign, clock_signs, kind_signs
from scheduler.plotting.lane_chart import LaneChart, by_id, open_lanes, titled
from scheduler.plotting.lanes import Lane, tracks
from scheduler.plotting.shown import Shown, chosen_days, joined, show, trimmed
from scheduler.plotting.style import A3, ALARM, INK
from scheduler.plotting.wording import counterparts, natural, room_code, texts_of
from scheduler.viewing.programme import Booking, Engagement
from scheduler.wording.languages import told
from scheduler.wording.languages.chart_dates import short_duration

LAST = 10**9
"""The rank of whoever has none."""


def plot_heads(
    timetable: Timetable,
    instance: Instance,
    *,
    people: Sequence[str] | None = None,
    busiest: int = 20,
    day: date | str | None = None,
    language: Language = "en",
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
        Without ``people``: how many to show at most, those with most engaged minutes first; heads
        of delegation, and who is engaged for longer than their own head, before others; nobody
        without an engagement.
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
        ``day`` is no day of the instance, ``people`` has an unknown id, or there is no such
        language.
    """
    programme = joined(timetable, instance, language)
    shown = trimmed(show(programme, chosen_days(instance, day), language))
    chosen = busiest_people(shown, busiest) if people is None else known_people(instance, people)
    subject = _subject(shown, chosen, of_all=people is None)
    chart = open_lanes(ax, A3, shown, [_lane(shown, person) for person in chosen], subject)
    absent = [box for lane, person in enumerate(chosen) for box in _absent(chart, person, lane)]
    draw_closed(chart.frame, absent)
    bars: list[Bar] = []
    for lane, person in enumerate(chosen):
        bars += _bars(chart, person, lane)
    said = draw_bars(chart.frame, bars)
    travels = _draw_ways(chart, chosen)
    signs = kind_signs(shown, (bar.kind for bar in bars))
    signs += [AWAY.of(shown)] if absent else []
    signs += [TRAVEL.of(shown)] if travels else []
    return chart.dress([*signs, *clock_signs(shown), *by_id(shown, said), *_rooms(chart, chosen)])


def _subject(shown: Shown, chosen: Sequence[str], *, of_all: bool) -> str:
    """Say whom the chart shows."""
    heads = heads_of(shown.instance)
    who = shown.word("heads")
    if any(person not in heads for person in chosen):
        who = shown.word("heads-and-others" if heads & set(chosen) else "people")
    if not of_all:
        return who
    return shown.word("busiest" if len(chosen) > 1 else "busiest-one", who=who, count=len(chosen))


def heads_of(instance: Instance) -> set[str]:
    """Return the head of each delegation: who of it has the highest rank, else is listed first."""
    heads: dict[str, Person] = {}
    for person in instance.people:
        known = heads.get(person.delegation or "")
        higher = known is None or (person.rank or LAST) < (known.rank or LAST)
        if person.delegation and higher:
            heads[person.delegation] = person
    return {person.id for person in heads.values()}


def engaged(shown: Shown, person: str) -> int:
    """Return the minutes for which activities require a person on the days shown."""
    return sum(own.end - own.start for own in shown.by_person.get(person, ()))


def busiest_people(shown: Shown, count: int) -> list[str]:
    """Return who is most engaged; nobody without an engagement.

    Heads of delegation come first, and with them who has more engaged minutes than their own head,
    as a minister whose president only opens the event; others only if these are fewer than
    ``count``. Of each, those with most engaged minutes come first; ties are in the order of the
    instance.
    """
    heads = heads_of(shown.instance)
    most = {shown.instance.person[head].delegation: engaged(shown, head) for head in heads}
    minutes = {
        person.id: engaged(shown, person.id)
        for person in shown.instance.people
        if person.id in shown.by_person
    }

    def order(person: str) -> tuple[bool, int]:
        head = most.get(shown.instance.person[person].delegation)
        leads = person in heads or (head is not None and minutes[person] > head)
        return not leads, -minutes[person]

    return sorted(minutes, key=order)[: max(0, count)]


def known_people(instance: Instance, people: Sequence[str]) -> list[str]:
    """Return ids of people, each once.

    Raises
    ------
    ValueError
        The instance does not have one of them.
    """
    unknown = [person for person in people if person not in instance.person]
    if unknown:
        raise ValueError(f"found person {', '.join(unknown)}; allowed: ids of people")
    return list(dict.fromkeys(people))


def _lane(shown: Shown, person: str) -> Lane:
    name = clean(shown.programme.party[person])
    count = len(shown.by_person.get(person, ()))
    engagements = shown.word("engagement" if count == 1 else "engagements", count=count)
    requests = _requests(shown, person)
    minutes = short_duration(engaged(shown, person), shown.language)
    parts = [engagements if requests else f"{engagements}, {minutes}"]
    office = clean(shown.instance.person[person].name)
    if office and office != name and name not in office:
        parts.append(office)
    if requests:
        parts.insert(0, requests)
    detail = " · ".join(parts) if count or requests else shown.word("no-engagement")
    return Lane(name, detail, least=17.2, most=36)


def _requests(shown: Shown, person: str) -> str:
    """Return how many of a person's requests are met on all days; empty if all are."""
    waiting = sum(person in waiting.activity.people for waiting in shown.programme.waiting)
    booked = (booking.activity for booking in shown.programme.bookings)
    met = sum(activity.optional and person in activity.people for activity in booked)
    return shown.word("requests-met", met=met, all=met + waiting) if waiting else ""


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
        bar = titled(box, own.booking, _texts(chart, own.booking, person))
        bars.append(replace(bar, free=None if track[1] > 1 else _free(chart, person, own)))
    return bars


def _free(chart: LaneChart, person: str, own: Engagement) -> tuple[float, float] | None:
    """Return where after an engagement there is nothing else, so that its text may stand there.

    It ends where the person is engaged again or not available; a way to another zone is something.
    """
    day = chart.shown.day(own.booking)
    ends = [chart.scale.days[day].end]
    ends += [end for start, end in chart.shown.instance.free[person] if start <= own.start < end]
    after = [e for e in chart.shown.by_person[person] if e.start >= own.end and e is not own]
    if after:
        ends.append(own.end if _way(chart, own, after[0]) else after[0].start)
    return chart.scale.x(own.start, day), chart.scale.x(max(own.end, min(ends)), day)


def _texts(chart: LaneChart, booking: Booking, person: str) -> tuple[str, ...]:
    others = counterparts(chart.shown, booking, person)
    if booking.activity.kind != "bilateral" or not others:
        return texts_of(chart.shown, booking)
    return f"{others}\n{room_code(booking.room, booking.unit)}", others, booking.activity.id


def _rooms(chart: LaneChart, people: Sequence[str]) -> list[Sign]:
    """Return the names of the rooms that bars have by their ids."""
    rooms = {
        own.booking.room.id: own.booking.room
        for person in people
        for own in chart.shown.by_person.get(person, ())
        if own.booking.activity.kind == "bilateral"
    }
    names = {id: clean(rooms[id].name) or id for id in sorted(rooms, key=natural)}
    language = chart.shown.language
    return [Sign(told(id, name, language)) for id, name in names.items() if name != id]


def _way(chart: LaneChart, before: Engagement, after: Engagement) -> int:
    """Return the minutes of transfer between two engagements of a date, one after the other."""
    zones = before.booking.room.zone or "", after.booking.room.zone or ""
    if before.booking.date != after.booking.date or zones[0] == zones[1]:
        return 0
    return chart.shown.instance.transfer_minutes.get(zones, 0)


def _draw_ways(chart: LaneChart, people: Sequence[str]) -> int:
    """Draw the transfer to another zone as a thin line from the engagement before it."""
    ways: list[list[tuple[float, float]]] = []
    colours = []
    for lane, person in enumerate(people):
        top, bottom = chart.edges[lane]
        middle = (top + bottom) / 2
        for before, after in pairwise(chart.shown.by_person.get(person, [])):
            needed = _way(chart, before, after)
            if not needed:
                continue
            start = chart.scale.x(before.end, chart.shown.day(before.booking))
            ways.append([(start, middle), (start + needed, middle)])
            colours.append(ALARM if before.end + needed > after.start else INK)
    chart.frame.ax.add_collection(
        LineCollection(ways, colors=colours, linewidths=1.2, zorder=3), autolim=False
    )
    return len(ways)
