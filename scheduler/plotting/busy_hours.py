"""When rooms and resources are full: a map of hours, darker where more is in use."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from matplotlib.axes import Axes

from models import Clock
from models.clock import Interval
from scheduler.plotting.bars import Box, draw_boxes, draw_closed
from scheduler.plotting.figure import SHEET, draw_notes, draw_words
from scheduler.plotting.fonts import clean, text_width
from scheduler.plotting.frame import Frame, open_frame
from scheduler.plotting.furniture import Sign
from scheduler.plotting.labels import SLACK
from scheduler.plotting.lanes import Lane, draw_lane_labels, roomy, rule_lanes, sheet_height, stack
from scheduler.plotting.shown import DayShown
from scheduler.plotting.style import (
    A3,
    A4_WIDE,
    CLOSED,
    CLOSED_HATCH,
    INK,
    LABEL_SIZES,
    PAPER,
    RULE,
    Paper,
    luminance,
)
from scheduler.plotting.timescale import GAP, TimeScale, draw_dates, draw_hours, side_by_side
from scheduler.wording.times import weekday_hour

if TYPE_CHECKING:
    import pandas as pd

PALE, DARK = "#dfeaf4", "#0b3552"
"""Little in use, and all of it."""

STEPS = 20
"""Shades of it."""

LIGHT = 0.46
"""Luminance from which figures are dark."""

NARROW = 19.0
"""Points of an hour below which the sheet is A3."""

HOURS_HIGH, DATES_HIGH, BOTTOM = 14.0, 15.0, 64.0


@dataclass(frozen=True)
class _Row:
    """A room or resource: hours in minutes since 1970, and the share of each that is in use.

    A share is NaN where nothing is available.
    """

    name: str
    hours: tuple[Interval, ...]
    shares: tuple[float, ...]

    @property
    def most(self) -> float:
        """The largest share; 0 if it is never in use."""
        return max((share for share in self.shares if share > 0), default=0.0)


def plot_busy_hours(load: "pd.DataFrame", ax: Axes | None = None) -> Axes:
    """Draw how much of each hour every room and resource is in use; the busiest hours are framed.

    Parameters
    ----------
    load
        What :func:`scheduler.tables.load` returned, or some of its rows. Read are ``subject_kind``,
        ``subject``, ``name``, ``start``, ``end`` and ``share``.
    ax
        Axes to draw on; by default those of a new A4 sheet, or A3 if there are many hours.

    Returns
    -------
    matplotlib.axes.Axes
        x in minutes since 1970-01-01T00:00Z (later days moved up to the first), y in points.

    Raises
    ------
    ValueError
        There are no rows.
    """
    if load.empty:
        raise ValueError("found no rows; allowed: the load of at least one hour")
    rows = list(_read(load))
    clock = Clock(str(load["start"].dt.tz))
    days = _days(rows, clock)
    paper = _paper(days)
    lanes = roomy([_lane(row, clock) for row in rows], paper.gutter, details=True)
    frame = open_frame(ax, paper, sheet_height(lanes, paper))
    scale = side_by_side(days, frame.width)
    frame.limit(scale.left, scale.right, frame.height, 0.0)
    edges = stack(lanes, frame.height)
    cells = [list(_cells(row, edge, scale)) for row, edge in zip(rows, edges, strict=True)]
    closed = [box for own in cells for box, share in own if math.isnan(share)]
    draw_closed(frame, closed)
    for row, own in zip(rows, cells, strict=True):
        _draw_cells(frame, row, own)
    draw_hours(frame, scale, clock, "en")
    draw_dates(frame, scale, "en")
    draw_lane_labels(frame, lanes, edges)
    stretches = [(scale.x(day.start, n), scale.x(day.end, n)) for n, day in enumerate(days)]
    rule_lanes(frame, lanes, edges, [stretches] * len(lanes))
    about = "Percent of each hour in use, with set-up, clear-down and turnaround"
    above = HOURS_HIGH + (DATES_HIGH if len(days) > 1 else 0.0)
    draw_words(frame, "Which hours are full?", about, above=above)
    draw_notes(frame, list(_signs(rows, closed=bool(closed))), [], below=HOURS_HIGH + 4)
    return frame.ax


def _read(load: "pd.DataFrame") -> Iterator[_Row]:
    for (_, subject), own in load.groupby(["subject_kind", "subject"], sort=False):
        own = own.sort_values("start")
        starts = [int(at.timestamp()) // 60 for at in own["start"]]
        ends = [int(at.timestamp()) // 60 for at in own["end"]]
        yield _Row(
            clean(str(own["name"].iloc[0])) or str(subject),
            tuple(zip(starts, ends, strict=True)),
            tuple(float(share) for share in own["share"]),
        )


def _days(rows: Sequence[_Row], clock: Clock) -> list[DayShown]:
    """Return the stretches of hours that follow each other without a gap, named by their date."""
    days: list[DayShown] = []
    for start, end in sorted({hour for row in rows for hour in row.hours}):
        if days and start <= days[-1].end:
            days[-1] = replace(days[-1], end=max(end, days[-1].end))
        else:
            days.append(DayShown(clock.date(start), start, end))
    return days


def _paper(days: Sequence[DayShown]) -> Paper:
    hours = sum(day.end - day.start for day in days) / 60
    a4 = replace(A4_WIDE, top=SHEET.top + DATES_HIGH, bottom=BOTTOM)
    narrow = (a4.inner_width - GAP * (len(days) - 1)) / hours < NARROW
    return replace(a4, width=A3.width, height=A3.height, right=A3.right) if narrow else a4


def _lane(row: _Row, clock: Clock) -> Lane:
    """Say when a row is busiest, below its name."""
    most = [hour for hour, share in zip(row.hours, row.shares, strict=True) if share == row.most]
    if not row.most:
        detail = "not in use"
    elif len(most) == 1:
        detail = f"{_percent(row.most)} %, {weekday_hour(clock.moment(most[0][0]))}"
    else:
        detail = f"{_percent(row.most)} % in {len(most)} hours"
    return Lane(row.name, detail, least=17.2, most=26.0)


def _percent(share: float) -> int:
    """Round a share, but neither a little to nothing nor nearly all to all."""
    rounded = round(100 * share)
    return rounded if share >= 1 else max(1, min(99, rounded))


def _cells(row: _Row, edge: tuple[float, float], scale: TimeScale) -> Iterator[tuple[Box, float]]:
    """Yield the box of each hour of a row, and the share in use."""
    for hour, share in zip(row.hours, row.shares, strict=True):
        day = next(n for n, day in enumerate(scale.days) if day.start <= hour[0] < day.end)
        yield (scale.x(hour[0], day), scale.x(hour[1], day), *edge), share


def _draw_cells(frame: Frame, row: _Row, cells: Sequence[tuple[Box, float]]) -> None:
    used = [(box, share) for box, share in cells if share > 0]
    for level, own in groupby(
        sorted(used, key=lambda cell: _level(cell[1])), lambda c: _level(c[1])
    ):
        draw_boxes(frame, [box for box, _ in own], _shade(level / STEPS), edge=PAPER, line=0.5)
    framed = [_inside(frame, box) for box, share in used if share == row.most]
    draw_boxes(frame, framed, "none", edge=INK, line=1.3, zorder=2.4)
    for (left, right, top, bottom), share in used:
        text, bold = str(_percent(share)), share == row.most
        sizes = (s for s in LABEL_SIZES if text_width(text, s, bold=bold) * SLACK + 3
                 <= (right - left) * frame.per_x)  # fmt: skip
        if size := next(sizes, None):
            ink = PAPER if luminance(_shade(_level(share) / STEPS)) < LIGHT else INK
            place = ((left + right) / 2, (top + bottom) / 2)
            frame.write(*place, text, size=size, bold=bold, colour=ink, across="center")


def _inside(frame: Frame, box: Box) -> Box:
    """Return a box a little smaller, so that frames side by side stay apart."""
    left, right, top, bottom = box
    return left + 1 / frame.per_x, right - 1 / frame.per_x, top + 1, bottom - 1


def _level(share: float) -> int:
    return min(STEPS, math.ceil(share * STEPS))


def _shade(share: float) -> str:
    """Return the colour of a share: evenly from pale to dark, so that it is as well in grey."""
    ends = [[int(colour[i : i + 2], 16) for i in (1, 3, 5)] for colour in (PALE, DARK)]
    mixed = (round(low + share * (high - low)) for low, high in zip(*ends, strict=True))
    return "#" + "".join(f"{part:02x}" for part in mixed)


def _signs(rows: Sequence[_Row], *, closed: bool) -> Iterator[Sign]:
    yield Sign("not in use", PAPER, RULE)
    yield Sign("half of it", _shade(0.5), "none")
    yield Sign("all of it", _shade(1.0), "none")
    if any(row.most for row in rows):
        yield Sign("busiest hours of the row", PAPER, INK)
    if closed:
        yield Sign("not available", CLOSED, CLOSED_HATCH, "////")
