"""A chart of what a new timetable changes, before and after."""

from collections.abc import Iterator, Sequence
from datetime import date

from matplotlib.axes import Axes

from models import Change, Changes, Instance, Language, Placement, Timetable
from scheduler.plotting.bars import PAD, Bar, Box, draw_bars, draw_boxes
from scheduler.plotting.fonts import clean
from scheduler.plotting.furniture import Sign, clock_signs, kind_signs
from scheduler.plotting.labels import fit, shorten
from scheduler.plotting.lane_chart import LaneChart, open_lanes
from scheduler.plotting.lanes import Lane
from scheduler.plotting.shown import Shown, joined, show
from scheduler.plotting.style import A3, INK, LABEL_SIZES, PAPER, QUIET
from scheduler.wording.languages.chart_dates import hour_under, weekday_day

BEFORE = Sign("before", PAPER, INK)


def plot_changes(
    changes: Changes,
    timetable: Timetable,
    instance: Instance,
    *,
    language: Language = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw each activity that changes: an empty box where it was, a full one where it is.

    Parameters
    ----------
    changes
        From the previous timetable to this one. An old place is written in words where
        the length of the activity then is not known.
    timetable, instance
        The new timetable, and the instance that it is for.
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
        No such language.
    """
    days = _days(changes, instance)
    shown = show(joined(timetable, instance, language), days or None, language)
    lanes = [_lane(shown, change) for change in changes.changes]
    chart = open_lanes(ax, A3, shown, lanes, _subject(shown, instance, days))
    bars: list[Bar] = []
    before: list[Box] = []
    for lane, change in enumerate(changes.changes):
        for day, box in _boxes(chart, change.after, change.minutes_after or 0, lane, 1):
            bars.append(Bar(box, instance.activity[change.activity].kind))
            _write_beside(chart, box, day, _place(chart, change.after), bold=True)
        if change.what != ("people",):
            minutes = change.minutes_before or change.minutes_after or 0
            for day, box in _boxes(chart, change.before, minutes, lane, 0):
                was = shown.word("was", place=_place(chart, change.before))
                before += [box] if box[1] > box[0] else []
                _write_beside(chart, box, day, was, bold=False)
    draw_boxes(chart.frame, before, PAPER, edge=INK, line=0.8)
    draw_bars(chart.frame, bars)
    signs = [BEFORE.of(shown)] if before else []
    signs += kind_signs(shown, (bar.kind for bar in bars))
    return chart.dress([*signs, *clock_signs(shown)])


def _days(changes: Changes, instance: Instance) -> list[date]:
    """Return the days of the instance on which something changes."""
    places = [place for change in changes.changes for place in (change.before, change.after)]
    clock = instance.clock
    dates = {
        instance.date_of(clock.minute(place.start)) for place in places if place and place.start
    }
    return [day.date for day in instance.days if day.date in dates]


def _subject(shown: Shown, instance: Instance, days: Sequence[date]) -> str:
    """Say on which days nothing changes, as they are not drawn."""
    quiet = sorted(day.date for day in instance.days if days and day.date not in days)
    named = ", ".join(weekday_day(day, shown.language) for day in quiet)
    return shown.word("changes-but", days=named) if quiet else shown.word("changes")


def _lane(shown: Shown, change: Change) -> Lane:
    activity = shown.instance.activity.get(change.activity)
    title = activity.title if activity and shown.language != "en" else change.title
    detail = ", ".join(shown.word(f"what-{what}") for what in change.what)
    return Lane(clean(title) or change.activity, detail, least=30.0, most=40.0, told=True)


def _boxes(
    chart: LaneChart, place: Placement | None, minutes: int, lane: int, track: int
) -> Iterator[tuple[int, Box]]:
    """Yield day and box of a place on a day shown; without width if the length is unknown."""
    if place is None or place.start is None:
        return
    instance = chart.shown.instance
    start = instance.clock.minute(place.start)
    end = start + minutes
    for number, day in enumerate(chart.scale.days):
        if day.start <= start < day.end:
            left, right, top, bottom = chart.box((start, end), number, lane, track=(track, 2))
            inset = (bottom - top) / 12
            yield number, (left, right, top + inset, bottom - inset)


def _place(chart: LaneChart, place: Placement | None) -> str:
    """Return start and room of a place in words."""
    assert place is not None
    assert place.start is not None
    instance = chart.shown.instance
    start = instance.clock.moment(instance.clock.minute(place.start))
    room = instance.room.get(place.room or "")
    unit = f" {place.unit}" if place.unit and room and room.units > 1 else ""
    day = instance.date_of(instance.clock.minute(place.start))
    at = hour_under(start, day, chart.shown.language)
    return f"{at} {clean(room.name) if room else place.room}{unit}"


def _write_beside(chart: LaneChart, box: Box, day: int, text: str, *, bold: bool) -> None:
    """Write a text right of a box, else left of it, else in it if it is one of those of before.

    If need be it is cut, where there is most space.
    """
    frame = chart.frame
    left, right, top, bottom = box
    first, last = chart.lane_limits(day)
    high = (bottom - top) * frame.per_y
    places = [(right, last), (first, left)] + ([] if bold else [(left, right)])
    rooms = [(end - start) * frame.per_x - 2 * PAD for start, end in places]
    fits = ((n, fit((text,), room, high, bold=bold)) for n, room in enumerate(rooms))
    number, found = next(((n, block) for n, block in fits if block), (0, None))
    if found is None:
        number, size = rooms.index(max(rooms)), LABEL_SIZES[-1]
        cut = shorten(text, rooms[number], size, bold=bold)
        found = fit((cut,), rooms[number], high, sizes=(size,), bold=bold)
    if found is None:
        return
    wide = (found.width + 2 * PAD) / frame.per_x
    x = left - wide if places[number] == (first, left) else places[number][0]
    if places[number] != (left, right):
        draw_boxes(frame, [(x, x + wide, top, bottom)], PAPER, zorder=0.8)
    colour = INK if bold else QUIET
    x, middle = x + PAD / frame.per_x, (top + bottom) / 2
    frame.write(x, middle, found.text, size=found.size, bold=bold, colour=colour)
