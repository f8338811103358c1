"""Time along an axis: days side by side without their nights, ticks on the hour.

Positions are minutes since 1970-01-01T00:00Z, moved by a constant per day; labels are read from
the clock at each tick, so they are right on the days that daylight saving begins or ends.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from matplotlib.collections import LineCollection

from models import Clock, Instance, Language
from scheduler.plotting.fonts import text_width
from scheduler.plotting.frame import Frame
from scheduler.plotting.shown import DayShown
from scheduler.plotting.style import GRID, INK, QUIET, RULE
from scheduler.plotting.typefaces import FIRST_FAMILY
from scheduler.wording.languages import chart_dates as dates
from scheduler.wording.languages import chart_word

GAP = 34.0
"""Points between two days side by side: room for the hour labels of both edges."""

TICK_SIZE = 7.5
STEPS = (1, 2, 3, 4, 6, 12)
SPREAD = 1.35
"""From one hour label to the next, in widths of a label."""

MINUS = "\u2212"


@dataclass(frozen=True)
class TimeScale:
    """Where minutes of each day lie on the axis: at ``minute + shifts[day]``."""

    days: tuple[DayShown, ...]
    shifts: tuple[float, ...]

    def x(self, minute: float, day: int) -> float:
        """Return the position of a minute of a day."""
        return minute + self.shifts[day]

    @property
    def left(self) -> float:
        """The first position."""
        return min(day.start + shift for day, shift in zip(self.days, self.shifts, strict=True))

    @property
    def right(self) -> float:
        """The last position."""
        return max(day.end + shift for day, shift in zip(self.days, self.shifts, strict=True))


def side_by_side(days: Sequence[DayShown], width: float) -> TimeScale:
    """Lay days one after the other on ``width`` points, a gap for each night."""
    minutes = sum(day.end - day.start for day in days)
    gaps = GAP * (len(days) - 1)
    gap = GAP * minutes / max(width - gaps, width / 2)
    shifts, place = [], float(days[0].start)
    for day in days:
        shifts.append(place - day.start)
        place += day.end - day.start + gap
    return TimeScale(tuple(days), tuple(shifts))


def stacked(days: Sequence[DayShown], clock: Clock) -> TimeScale:
    """Lay days one under the other, the same time of day at the same position."""
    midnights = [day.start - _since_midnight(day, clock) for day in days]
    return TimeScale(tuple(days), tuple(float(midnights[0] - midnight) for midnight in midnights))


def _since_midnight(day: DayShown, clock: Clock) -> int:
    """Return the minutes on the wall from midnight of a date to its start; negative before."""
    start = clock.moment(day.start)
    return _wall(day.start, clock) + (start.date() - day.date).days * 24 * 60


def _wall(minute: int, clock: Clock) -> int:
    moment = clock.moment(minute)
    return moment.hour * 60 + moment.minute


CHANGE, DATE, HOUR = range(3)
"""A change of the clocks, the beginning of a date, an hour."""


class Mark(NamedTuple):
    """A place on the axis of time: its minute, its text, and what goes first where it is narrow.

    ``rank`` is :data:`CHANGE`, :data:`DATE` or :data:`HOUR`.
    """

    minute: int
    text: str
    rank: int


def hours(day: DayShown, clock: Clock, language: Language, step: int = 1) -> list[Mark]:
    """Return the minutes of a day at which a local hour begins, with their ``HH:MM``.

    The first after midnight has the date in its place or before it, as an evening goes on into the
    next date. Where clocks change, it is said by how much, ``-1 h`` or ``+1 h``: that hour has no
    name of its own, as it comes twice or never.
    """
    first = day.start + -_wall(day.start, clock) % 15
    marks: list[Mark] = []
    named = day.date
    for minute in range(first, day.end + 1, 15):
        moment = clock.moment(minute)
        if change := changed(minute, clock) if minute > day.start else 0:
            marks.append(Mark(minute, change_text(change, language), CHANGE))
        elif moment.minute == 0 and (moment.hour % step == 0 or moment.date() != named):
            marks.append(_mark(minute, moment, named, language, last=minute == day.end))
            named = moment.date()
    return marks


def _mark(minute: int, moment: datetime, named: date, language: Language, *, last: bool) -> Mark:
    """Return the mark of a full hour; ``named`` is the date that is said before it."""
    if moment.date() == named:
        return Mark(minute, f"{moment:%H:%M}", HOUR)
    if moment.hour:
        return Mark(minute, f"{dates.day(moment.date(), language)} {moment:%H:%M}", DATE)
    return Mark(minute, "24:00" if last else dates.day(moment.date(), language), DATE)


def changed(minute: int, clock: Clock) -> int:
    """Return by how many minutes clocks are put forward at a minute; negative for back."""
    before, after = clock.moment(minute - 1).utcoffset(), clock.moment(minute).utcoffset()
    assert before is not None
    assert after is not None
    return int((after - before).total_seconds()) // 60


def change_text(minutes: int, language: Language) -> str:
    """Write by how much clocks change."""
    sign = "+" if minutes > 0 else MINUS
    return f"{sign}{dates.short_duration(abs(minutes), language)}"


def clock_texts(days: Sequence[DayShown], clock: Clock, language: Language) -> list[str]:
    """Say, for a legend, what clocks do on the days shown: once for each change."""
    texts = []
    for mark in (mark for day in days for mark in hours(day, clock, language)):
        if mark.rank == CHANGE:
            after = clock.moment(mark.minute).replace(tzinfo=None)
            before = after - timedelta(minutes=changed(mark.minute, clock))
            times = {"before": f"{before:%H:%M}", "after": f"{after:%H:%M}"}
            texts.append(chart_word("clocks", language, change=mark.text, **times))
    return texts


def hour_step(points_per_minute: float) -> int:
    """Return the hours between labels that keep them apart."""
    needed = text_width("00:00", TICK_SIZE) * SPREAD
    return next((step for step in STEPS if step * 60 * points_per_minute >= needed), 24)


def zone_text(instance: Instance, days: Sequence[DayShown]) -> str:
    """Return the time zone and its distance from UTC, both if daylight saving changes it."""
    offsets = []
    for day in days:
        for minute in (day.start, day.end):
            moment = instance.clock.moment(minute)
            written = f"{moment:%z}"
            offsets.append(f"UTC{written[:3]}:{written[3:5]}")
    return f"{instance.time_zone} ({' / '.join(dict.fromkeys(offsets))})"


def rule_hours(
    frame: Frame, scale: TimeScale, clock: Clock, bands: Sequence[tuple[float, float]]
) -> None:
    """Draw lines at the hours and half hours of each day, over its band of the axes."""
    lines: dict[str, list[list[tuple[float, float]]]] = {RULE: [], GRID: []}
    halves = 30 * frame.per_x > 12
    for number, (day, (low, high)) in enumerate(zip(scale.days, bands, strict=True)):
        for minute, _, _ in hours(day, clock, "en"):
            x = scale.x(minute, number)
            lines[RULE].append([(x, low), (x, high)])
            if halves and minute + 30 < day.end:
                lines[GRID].append([(x + 30, low), (x + 30, high)])
    for colour, segments in lines.items():
        frame.ax.add_collection(
            LineCollection(segments, colors=colour, linewidths=0.5, zorder=0.5), autolim=False
        )


def hour_labels(
    frame: Frame, scale: TimeScale, clock: Clock, days: Sequence[int], language: Language
) -> tuple[list[float], list[str]]:
    """Return places and texts of the hour labels of some days (by number)."""
    step = hour_step(frame.per_x)
    marks = [
        (scale.x(mark.minute, number), mark.text)
        for number in days
        for mark in _apart(hours(scale.days[number], clock, language, step), frame.per_x)
    ]
    return [x for x, _ in marks], [text for _, text in marks]


def _apart(marks: Sequence[Mark], points_per_minute: float) -> list[Mark]:
    """Leave out marks whose texts would touch one that goes first."""
    hour = text_width("00:00", TICK_SIZE)
    kept: list[tuple[Mark, float]] = []
    for mark in sorted(marks, key=lambda mark: mark.rank):
        wide = hour if mark.rank == HOUR else text_width(mark.text, TICK_SIZE)
        if all(
            abs(mark.minute - other.minute) * points_per_minute
            >= (wide + its_width) / 2 + (SPREAD - 1) * hour
            for other, its_width in kept
        ):
            kept.append((mark, wide))
    return sorted(mark for mark, _ in kept)


def draw_hours(frame: Frame, scale: TimeScale, clock: Clock, language: Language) -> None:
    """Draw the hour lines of days side by side, and label them above and below."""
    low, high = frame.ax.get_ylim()
    rule_hours(frame, scale, clock, [(low, high)] * len(scale.days))
    days = range(len(scale.days))
    label_hours(frame, *hour_labels(frame, scale, clock, days, language), above=True)


def label_hours(
    frame: Frame, places: Sequence[float], texts: Sequence[str], *, above: bool
) -> None:
    """Set the ticks of x: at the bottom of the axes and perhaps at the top."""
    frame.ax.set_xticks(places, texts, parse_math=False)
    frame.ax.tick_params(
        axis="x",
        labeltop=above,
        labelbottom=True,
        labelsize=TICK_SIZE,
        labelcolor=QUIET,
        labelfontfamily=FIRST_FAMILY,
        pad=3,
        length=0,
    )


def draw_dates(frame: Frame, scale: TimeScale, language: Language) -> None:
    """Write each date above its day, where there are several days side by side."""
    if len(scale.days) == 1:
        return
    for number, day in enumerate(scale.days):
        x = scale.x(day.start, number)
        text = dates.long_date(day.date, language)
        width = (day.end - day.start) * frame.per_x
        if text_width(text, 8.5, bold=True) > width:
            text = dates.day(day.date, language)
        if text_width(text, 8.5, bold=True) <= width:
            frame.write(
                x, 18, text, size=8.5, bold=True, colour=INK, up="bottom", transform=frame.above
            )
