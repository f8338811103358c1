"""How much of the rooms and resources is in use over time."""

from collections.abc import Sequence
from datetime import date
from itertools import pairwise

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from models import Instance, Kind, Language, Timetable
from scheduler.plotting.bars import Box, draw_boxes
from scheduler.plotting.furniture import SET_UP, Sign, clock_signs, kind_signs
from scheduler.plotting.lane_chart import LaneChart, open_lanes
from scheduler.plotting.lanes import Lane
from scheduler.plotting.shown import Shown, chosen_days, joined, show
from scheduler.plotting.stocks import Stock, Use, levels, peak, resource_stocks, room_stocks, steps
from scheduler.plotting.style import A4_WIDE, ALARM, KINDS, QUIET, kind_order
from scheduler.plotting.timescale import TICK_SIZE

LEVEL = Sign("level", QUIET, "none", height=1.0)
OVER = Sign("over", ALARM, "none", height=2.0)
HEAD = 9.0
"""Points between the top of a lane and its level."""


def plot_load(
    timetable: Timetable,
    instance: Instance,
    *,
    day: date | str | None = None,
    language: Language = "en",
    ax: Axes | None = None,
) -> Axes:
    """Draw how many rooms, units and resources are in use over time, against how many there are.

    One lane for each room with several units, for single rooms that host the same kinds, and for
    each resource; stacked by kind of activity. Rooms count from set-up to clear-down, resources
    for the activity itself.

    Parameters
    ----------
    timetable, instance
        A timetable, and the instance that it is for. More in use than there is, is marked in red.
    day
        One day of the instance; all days side by side by default.
    language
        In which names, titles, dates and words are: titles of the instance in it where there are
        any (``title_fr``, ``title_vi``).
    ax
        Axes to draw on; by default those of a new A4 sheet.

    Returns
    -------
    matplotlib.axes.Axes
        x in minutes since 1970-01-01T00:00Z (later days moved up to the first), y in points.

    Raises
    ------
    ValueError
        ``day`` is no day of the instance, or there is no such language.
    """
    shown = show(joined(timetable, instance, language), chosen_days(instance, day), language)
    stocks = [*room_stocks(shown), *resource_stocks(shown)]
    chart = open_lanes(
        ax, A4_WIDE, shown, [_lane(shown, stock) for stock in stocks], shown.word("load")
    )
    for lane, stock in enumerate(stocks):
        _draw_stock(chart, stock, lane)
    kinds = {use.kind for stock in stocks for use in stock.uses}
    signs = kind_signs(shown, (kind for kind in kinds if kind))
    signs += [SET_UP.of(shown)] if None in kinds else []
    signs.append(LEVEL.of(shown))
    if any(peak(stock) > stock.level for stock in stocks):
        signs.append(OVER.of(shown))
    return chart.dress(signs + clock_signs(shown))


def _lane(shown: Shown, stock: Stock) -> Lane:
    most = peak(stock)
    name = "in-use" if most else "none-in-use"
    return Lane(stock.name, shown.word(name, most=most, level=stock.level), least=26, most=58)


def _draw_stock(chart: LaneChart, stock: Stock, lane: int) -> None:
    top, bottom = chart.edges[lane]
    unit = (bottom - top - HEAD) / max(stock.level, peak(stock), 1)
    kinds = sorted({use.kind for use in stock.uses if use.kind}, key=kind_order)
    order: list[Kind | None] = [*kinds, None]
    for number in range(len(chart.scale.days)):
        uses = [use for use in stock.uses if use.day == number]
        below: list[Use] = []
        for kind in order:
            own = [use for use in uses if use.kind == kind]
            boxes = _layer(chart, below, own, number, (bottom, unit))
            style = KINDS[kind] if kind else None
            draw_boxes(
                chart.frame,
                boxes,
                style.face if style else SET_UP.face,
                edge=style.line if style else "none",
                hatch=style.hatch if style else None,
                zorder=2.0,
            )
            below += own
    _draw_level(chart, stock, unit, bottom)


def _layer(
    chart: LaneChart,
    below: Sequence[Use],
    own: Sequence[Use],
    day: int,
    ground: tuple[float, float],
) -> list[Box]:
    """Return the boxes of one kind's use, standing on the use of the kinds before it."""
    bottom, unit = ground
    base = steps(below)
    edges = sorted({minute for use in (*below, *own) for minute in use.span})
    boxes: list[Box] = []
    first = 0
    for span, amount in steps(own):
        cuts = [m for m in edges if span[0] <= m <= span[1]]
        for start, end in pairwise(cuts):
            while first < len(base) and base[first][0][1] <= start:
                first += 1
            covers = first < len(base) and base[first][0][0] <= start
            low = base[first][1] if covers else 0
            left, right, _, _ = chart.box((start, end), day, 0)
            boxes.append((left, right, bottom - unit * low, bottom - unit * (low + amount)))
    return boxes


def _draw_level(chart: LaneChart, stock: Stock, unit: float, bottom: float) -> None:
    days = chart.scale.days
    lines = [
        [
            (chart.scale.x(minute, number), bottom - unit * there)
            for span, there in levels(stock.there, (day.start, day.end))
            for minute in span
        ]
        for number, day in enumerate(days)
    ]
    over = [
        [
            (chart.scale.x(span[0], number), bottom - unit * amount),
            (chart.scale.x(span[1], number), bottom - unit * amount),
        ]
        for number in range(len(days))
        for span, amount in steps([use for use in stock.uses if use.day == number])
        if amount > stock.level
    ]
    for segments, colour, width in ((lines, QUIET, 0.7), (over, ALARM, 2.0)):
        chart.frame.ax.add_collection(
            LineCollection(segments, colors=colour, linewidths=width, zorder=3), autolim=False
        )
    chart.frame.write(
        chart.frame.width + 5,
        bottom - unit * stock.level,
        str(stock.level),
        size=TICK_SIZE,
        colour=QUIET,
        transform=chart.frame.beside,
    )
