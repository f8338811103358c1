"""Before and after: what a new timetable changes."""

from matplotlib.axes import Axes

from models import Change, Changes, Instance, Placement, Timetable
from scheduler.plotting.bars import Bar, Box, draw_bars, draw_boxes
from scheduler.plotting.fonts import clean
from scheduler.plotting.furniture import Sign, kind_signs
from scheduler.plotting.lane_chart import LaneChart, open_lanes
from scheduler.plotting.lanes import Lane
from scheduler.plotting.programme import read_programme
from scheduler.plotting.style import A3, INK, PAPER

BEFORE = Sign("Before", PAPER, INK)


def plot_changes(
    changes: Changes, timetable: Timetable, instance: Instance, *, ax: Axes | None = None
) -> Axes:
    """Draw each activity that changes: an empty box where it was, a full one where it is.

    Parameters
    ----------
    changes
        From the previous timetable to this one. What is no longer in the instance is
        listed without its old place, as its length is not known.
    timetable, instance
        The answer and what it answers.
    ax
        Axes to draw on; by default those of a new A3 sheet.

    Returns
    -------
    matplotlib.axes.Axes
        x in minutes since 1970-01-01T00:00Z (later days moved up to the first), y in points.
    """
    programme = read_programme(timetable, instance)
    lanes = [_lane(change, instance) for change in changes.changes]
    chart = open_lanes(ax, A3, programme, lanes)
    before: list[Box] = []
    bars: list[Bar] = []
    for lane, change in enumerate(changes.changes):
        activity = instance.activity.get(change.activity)
        if activity is None:
            continue
        before += _boxes(chart, change.before, activity.minutes, lane, 0)
        room = _room(change.after, instance)
        after = _boxes(chart, change.after, activity.minutes, lane, 1)
        bars += [Bar(box, activity.kind, (room, change.activity)) for box in after]
    draw_boxes(chart.frame, before, PAPER, edge=INK, line=0.8)
    draw_bars(chart.frame, bars)
    signs = kind_signs(bar.kind for bar in bars)
    return chart.dress("What changes", [BEFORE, *signs] if before else signs)


def _boxes(
    chart: LaneChart, place: Placement | None, minutes: int, lane: int, track: int
) -> list[Box]:
    """Return the box of a placement on the day that it is on; none if that is not shown."""
    if place is None or place.start is None:
        return []
    start = chart.programme.instance.clock.minute(place.start)
    return [
        chart.box((start, start + minutes), number, lane, track=(track, 2))
        for number, day in enumerate(chart.scale.days)
        if day.start <= start < day.end
    ]


def _lane(change: Change, instance: Instance) -> Lane:
    was, now = _room(change.before, instance), _room(change.after, instance)
    if change.what == ("added",):
        detail = f"new: {now}"
    elif change.what == ("dropped",):
        detail = "does not take place"
    elif change.what == ("people",):
        detail = "other people take part"
    else:
        detail = now if was == now else f"{was} → {now}"
    return Lane(clean(change.title) or change.activity, detail, least=20.0, most=40.0)


def _room(place: Placement | None, instance: Instance) -> str:
    if place is None or place.room is None:
        return ""
    room = instance.room.get(place.room)
    return clean(room.name) if room else place.room
