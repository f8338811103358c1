"""The whole event on one wall sheet."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from matplotlib.axes import Axes

from models import Instance, Kind, Language, Timetable
from scheduler.plotting.bars import draw_bars, is_whole
from scheduler.plotting.frame import Frame, open_frame
from scheduler.plotting.furniture import (
    SET_UP,
    clock_signs,
    draw_footer,
    draw_header,
    header_extra,
    kind_signs,
)
from scheduler.plotting.key import Key, bilateral_keys, draw_key
from scheduler.plotting.lane_chart import HOURS_HIGH, LaneChart
from scheduler.plotting.lanes import Lane, draw_lane_labels, roomy, rule_lanes, sheet_height, stack
from scheduler.plotting.rendering import Page, SheetFigure
from scheduler.plotting.room_rows import (
    EVENT_LEAST,
    RoomRow,
    draw_row,
    room_detail,
    row_bars,
    used_rows,
)
from scheduler.plotting.shown import Shown, joined, show, trimmed
from scheduler.plotting.style import A3, QUIET, Paper
from scheduler.plotting.timescale import (
    TICK_SIZE,
    hour_labels,
    label_hours,
    rule_hours,
    stacked,
)
from scheduler.viewing.programme import Booking
from scheduler.wording.languages.chart_dates import long_day, weekday_day

ORDER: tuple[Kind, ...] = (
    "plenary",
    "side-event",
    "workshop",
    "press",
    "exhibition",
    "bilateral",
)
"""Rooms from the top: the ceremonies first, the long list of bilaterals last."""


WALL = replace(A3, top=72.0, bottom=50.0)


@dataclass(frozen=True)
class DayBand:
    """The lanes of one day: a heading, then the rooms in use."""

    day: int
    heading: int
    rows: tuple[RoomRow, ...]

    @property
    def last(self) -> int:
        """The lane of the last room, or of the words ``nothing placed``."""
        return self.heading + max(1, len(self.rows))

    @property
    def first(self) -> int:
        """The lane of the first room."""
        return self.heading + 1


def plot_overview(
    timetable: Timetable,
    instance: Instance,
    *,
    note: str = "",
    language: Language = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw all days one under the other, every room in use, with titles: a sheet for the wall.

    Parameters
    ----------
    timetable, instance
        A timetable, and the instance that it is for. Nothing is checked: activities that clash
        are drawn side by side.
    note
        A few words for the footer.
    language
        In which names, titles, dates and words are: titles of the instance in it where there are
        any (``title_fr``, ``title_vi``).
    ax
        Axes to draw on; by default those of a new A3 sheet, higher if the event is long.

    Returns
    -------
    matplotlib.axes.Axes
        x in minutes since 1970-01-01T00:00Z (later days moved under the first), y in points.

    Raises
    ------
    ValueError
        No such language.
    """
    shown = trimmed(show(joined(timetable, instance, language), language=language))
    bands, lanes = _bands(shown)
    lanes = _titled(shown, bands, roomy(lanes, WALL.gutter, details=False))
    keys = bilateral_keys(shown, WALL.gutter + WALL.inner_width)
    frame = open_frame(ax, *_paper(shown, lanes, keys))
    scale = stacked(shown.days, instance.clock)
    frame.limit(scale.left, scale.right, frame.height, 0.0)
    chart = LaneChart(shown, frame, scale, lanes, stack(lanes, frame.height))
    bars = [
        bar
        for band in bands
        for lane, row in enumerate(band.rows, start=band.first)
        for bar in draw_row(chart, row, lane)
    ]
    draw_bars(frame, bars)
    _draw_days(chart, bands)
    draw_lane_labels(frame, lanes, chart.edges)
    rule_lanes(frame, lanes, chart.edges, _stretches(chart, bands))
    signs = kind_signs(shown, (b.activity.kind for b in shown.bookings))
    if any(b.opens < b.start or b.end < b.closes for b in shown.bookings):
        signs.append(SET_UP.of(shown))
    signs += clock_signs(shown)
    draw_header(frame, shown, shown.word("overview"), height=9)
    draw_footer(frame, shown, signs, depth=HOURS_HIGH, note=note)
    if ax is None:
        _add_keys(frame, shown, keys)
    return frame.ax


def _add_keys(frame: Frame, shown: Shown, keys: Sequence[Key]) -> None:
    """Draw the key; printed, it has pages of its own if the sheet is higher than its paper."""
    sheet = frame.root
    high = float(sheet.get_size_inches()[1]) * 72 if isinstance(sheet, SheetFigure) else 0.0
    top, depth = high - sum(key.height for key in keys), WALL.bottom
    pages = []
    for key in keys:
        pages.append(Page(top, draw_key(frame, shown, key, depth=depth)))
        top, depth = top + key.height, depth + key.height
    if isinstance(sheet, SheetFigure) and high > WALL.height + 1:
        sheet.more_pages = pages


def _titled(shown: Shown, bands: Sequence[DayBand], lanes: Sequence[Lane]) -> list[Lane]:
    """Make the lanes higher in which a title would be cut on one line: two lines for these."""
    frame = open_frame(None, WALL, sum(lane.least for lane in lanes))
    scale = stacked(shown.days, shown.instance.clock)
    frame.limit(scale.left, scale.right, frame.height, 0.0)
    chart = LaneChart(shown, frame, scale, lanes, stack(lanes, frame.height))
    found = list(lanes)
    for band in bands:
        for lane, row in enumerate(band.rows, start=band.first):
            events = [bar for bar in row_bars(chart, row, lane) if bar.kind != "bilateral"]
            if not all(is_whole(frame, bar) for bar in events):
                least = max(found[lane].least, EVENT_LEAST)
                found[lane] = replace(found[lane], least=least)
    return found


def _paper(shown: Shown, lanes: Sequence[Lane], keys: Sequence[Key]) -> tuple[Paper, float]:
    """Return the paper, and the points that the lanes take on it.

    The key is below the lanes, on the same sheet if there is room for both; else the lanes have
    the sheet for themselves, and the key what has to be added to it.
    """
    extra = header_extra(shown, shown.word("overview"), WALL.gutter + WALL.inner_width)
    bare = replace(WALL, top=WALL.top + extra)
    whole = replace(bare, bottom=WALL.bottom + sum(key.height for key in keys))
    fits = sum(lane.least for lane in lanes) + whole.top + whole.bottom <= whole.height
    return whole, sheet_height(lanes, whole if fits else bare)


def _bands(shown: Shown) -> tuple[list[DayBand], list[Lane]]:
    bands: list[DayBand] = []
    lanes: list[Lane] = []
    for number, day in enumerate(shown.days):
        if lanes:
            lanes.append(Lane("", least=7, most=7))
        heading = Lane(
            long_day(day.date, shown.language),
            short=weekday_day(day.date, shown.language),
            least=15,
            most=15,
            rule="none",
            heading=True,
        )
        rows = _rows(shown, day.date)
        bands.append(DayBand(number, len(lanes), tuple(rows)))
        lanes += [heading, *(row.lane for row in rows)]
        if not rows:
            lanes.append(Lane(shown.word("nothing-placed"), quiet=True))
    return bands, lanes


def _stretches(chart: LaneChart, bands: Sequence[DayBand]) -> list[list[tuple[float, float]]]:
    """Return over which x each lane has its line: the hours of its own day."""
    days = chart.scale.days
    hours = [(chart.scale.x(d.start, n), chart.scale.x(d.end, n)) for n, d in enumerate(days)]
    found: list[list[tuple[float, float]]] = []
    for band in bands:
        spacer = [[hours[band.day - 1]]] if band.day else []
        found += [*spacer, *[[hours[band.day]]] * (band.last + 1 - band.heading)]
    return found


def _rows(shown: Shown, day: date) -> list[RoomRow]:
    used = []
    for rank, room in enumerate(shown.instance.rooms):
        every = shown.by_room.get(room.id, [])
        own = [b for b in every if b.date == day]
        if own:
            used.append((_place(every), rank, used_rows(room, own, room_detail(shown, room))))
    return [
        replace(row, lane=_flat(row.lane))
        for _, _, rows in sorted(used, key=lambda u: u[:2])
        for row in rows
    ]


def _flat(lane: Lane) -> Lane:
    """Keep the many lanes of bilaterals low, for the titles of the others."""
    if lane.least < EVENT_LEAST:
        return replace(lane, least=9.3, most=10.0, detail="")
    return replace(lane, least=10.0, most=38.0)


def _place(bookings: Sequence[Booking]) -> int:
    """Return the place of a room by what it has on any day, so that it is the same on all days."""
    return min(ORDER.index(b.activity.kind) for b in bookings)


def _draw_days(chart: LaneChart, bands: Sequence[DayBand]) -> None:
    """Draw the hour lines of each day, with labels in its heading and below the last day."""
    frame, clock = chart.frame, chart.shown.instance.clock
    extents = []
    for band in bands:
        top = chart.edges[band.first][0]
        extents.append((top, chart.edges[band.last][1]))
        _label_heading(frame, chart, band, top)
    rule_hours(frame, chart.scale, clock, extents)
    last_day = [len(bands) - 1] if bands else []
    label_hours(
        frame, *hour_labels(frame, chart.scale, clock, last_day, chart.shown.language), above=False
    )


def _label_heading(frame: Frame, chart: LaneChart, band: DayBand, top: float) -> None:
    clock = chart.shown.instance.clock
    places, texts = hour_labels(frame, chart.scale, clock, [band.day], chart.shown.language)
    for x, text in zip(places, texts, strict=True):
        frame.write(
            x,
            top - 3,
            text,
            size=TICK_SIZE,
            colour=QUIET,
            across="center",
            up="bottom",
            transform=frame.ax.transData,  # given, so that labels at the edges are not cut off
        )
