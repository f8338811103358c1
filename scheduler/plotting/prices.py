"""What one more of something would buy, as a tornado: the most worthwhile on top."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from scheduler.plotting.bars import Box, draw_boxes
from scheduler.plotting.figure import (
    TEXT,
    draw_notes,
    draw_words,
    instance_note,
    label,
    whole_ticks,
)
from scheduler.plotting.fonts import text_width
from scheduler.plotting.frame import Frame, open_frame
from scheduler.plotting.furniture import Sign
from scheduler.plotting.labels import SLACK
from scheduler.plotting.style import ALARM, GRID, INK, KINDS, PAPER, QUIET, RULE, SMALLEST, Paper

if TYPE_CHECKING:
    import pandas as pd

SHEET = Paper(841.9, 595.3, left=330, right=40, top=84, bottom=60)
LANE = 24.0
"""Points from one bar to the next."""

MOST_BARS = 20
STYLE = KINDS["plenary"]
HATCH = "////"


@dataclass(frozen=True)
class _Price:
    """One bar: what is changed, what it buys in words, and in priority points.

    ``least`` and ``most`` are NaN for what has only been estimated.
    """

    what: str
    buys: str
    estimate: float
    least: float
    most: float

    @property
    def end(self) -> float:
        """Where the bar ends, or the line of the estimate, if that is farther."""
        return max(x for x in (self.estimate, self.most, 0.0) if not math.isnan(x))


def plot_prices(prices: "pd.DataFrame", ax: Axes | None = None) -> Axes:
    """Draw what small changes would buy in ``coverage``, the most worthwhile on top.

    Parameters
    ----------
    prices
        What :func:`scheduler.shadow_prices` returned, or some of its rows. The first 20 are drawn.
    ax
        Axes to draw on; by default those of a new A4 sheet.

    Returns
    -------
    matplotlib.axes.Axes
        x in priority points, y in points.

    Raises
    ------
    ValueError
        There are no rows.
    """
    shown = list(_read(prices))
    if not shown:
        raise ValueError("found no rows; allowed: prices of at least one change")
    frame = open_frame(ax, SHEET, LANE * len(shown))
    high = frame.height / len(shown)
    words = max(text_width(price.buys, TEXT, bold=True) * SLACK for price in shown) + 10
    top = max(1.0, *(price.end for price in shown))
    room = max(frame.width - words, frame.width / 3)
    frame.limit(0.0, top * frame.width / room, frame.height, 0.0)
    _draw_scale(frame, top)
    _draw_bars(frame, shown, high)
    for number, price in enumerate(shown):
        middle = (number + 0.5) * high
        text = label(price.what, frame.gutter - 8, high)
        frame.write(-8.0, middle, text, size=TEXT, across="right", transform=frame.beside)
        after = price.end + 5 / frame.per_x
        bought = price.least > 0
        frame.write(
            after, middle, price.buys, size=TEXT, bold=bought, colour=INK if bought else QUIET
        )
    draw_words(frame, "What would one more buy?", "More requests with a place (priority points)")
    signs = _signs(shown)
    notes = [f"one change at a time, {len(shown)} of {len(prices)} shown"]
    draw_notes(frame, signs, [*instance_note(prices), *notes])
    return frame.ax


def _read(prices: "pd.DataFrame") -> Iterator[_Price]:
    numbers = prices[["estimate", "least", "most"]].astype("Float64")
    for at in range(min(MOST_BARS, len(prices))):
        estimate, least, most = (
            float(value) for value in numbers.iloc[at].to_numpy(dtype="float64", na_value=math.nan)
        )
        yield _Price(
            str(prices["what"].iloc[at]), str(prices["buys"].iloc[at]), estimate, least, most
        )


def _signs(shown: Sequence[_Price]) -> list[Sign]:
    """Return the legend of what is drawn."""
    signs = []
    if any(price.least > 0 for price in shown):
        signs.append(Sign("proven", STYLE.face, "none"))
    if any(price.most > price.least for price in shown):
        signs.append(Sign("not excluded", PAPER, STYLE.line, HATCH))
    if not all(math.isnan(price.estimate) for price in shown):
        signs.append(Sign("estimate", ALARM, "none", height=1.4))
    return signs


def _draw_scale(frame: Frame, top: float) -> None:
    ticks = whole_ticks(top)
    lines = [[(x, 0.0), (x, frame.height)] for x in ticks]
    frame.ax.add_collection(LineCollection(lines, colors=GRID, linewidths=0.6, zorder=0.5))
    for x in ticks:
        frame.write(
            x, 4, str(x), size=SMALLEST, colour=QUIET, across="center", up="bottom",
            transform=frame.above,
        )  # fmt: skip


def _draw_bars(frame: Frame, shown: Sequence[_Price], high: float) -> None:
    proven: list[Box] = []
    open_: list[Box] = []
    estimates = []
    for number, price in enumerate(shown):
        upper, lower = (number + 0.2) * high, (number + 0.8) * high
        if price.least > 0:
            proven.append((0.0, price.least, upper, lower))
        if price.most > price.least:
            open_.append((price.least, price.most, upper, lower))
        if not math.isnan(price.estimate):
            estimates.append([(price.estimate, upper - 2), (price.estimate, lower + 2)])
    draw_boxes(frame, open_, PAPER, edge=STYLE.line, hatch=HATCH, line=0.6)
    draw_boxes(frame, proven, STYLE.face)
    frame.ax.add_collection(
        LineCollection(estimates, colors=ALARM, linewidths=1.4, zorder=3, clip_on=False)
    )
    ground = [[(0.0, 0.0), (0.0, frame.height)]]
    frame.ax.add_collection(LineCollection(ground, colors=RULE, linewidths=1.0, clip_on=False))
