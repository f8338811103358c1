"""The axes of a chart, measured in points so that text can be fitted in.

New sheets are plain :class:`matplotlib.figure.Figure` objects: pyplot would keep each one alive
and make it the current figure of the caller.
"""

from typing import Literal

from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.figure import Figure, SubFigure
from matplotlib.text import Text
from matplotlib.transforms import (
    Affine2D,
    ScaledTranslation,
    Transform,
    blended_transform_factory,
)

from scheduler.plotting.fonts import clean_lines, font, from_left, text_height
from scheduler.plotting.rendering import SheetFigure
from scheduler.plotting.style import INK, PAPER, Paper

DPI = 150
BASELINE = 0.26
"""Ems from the middle of a line down to its baseline: centres letters without ascenders."""

WIDEST_GUTTER = 150.0
"""Most points that lane labels use beside axes given by the caller."""


class Frame:
    """Axes, their size in points, and the points per data unit once limits are set.

    Parameters
    ----------
    ax
        Axes to draw on.
    gutter
        Points to the left of the axes that lane labels and titles may use.

    Attributes
    ----------
    width, height
        Of the axes, in points.
    per_x, per_y
        Points per data unit, once limits are set.
    beside
        Transform of points left of the axes (negative) and data units of y.
    above
        Transform of data units of x and points above the axes.
    """

    def __init__(self, ax: Axes, gutter: float) -> None:
        self.ax = ax
        self.gutter = gutter
        box = ax.get_window_extent()
        self.root: Figure | SubFigure = ax.figure
        dpi = self.root.dpi
        self.width = box.width * 72 / dpi
        self.height = box.height * 72 / dpi
        self.per_x = self.per_y = 1.0
        self.beside = blended_transform_factory(self.corner(0, 0), ax.transData)
        self.above = blended_transform_factory(ax.transData, self.corner(0, 1))
        for spine in ax.spines.values():
            spine.set_visible(False)
        ax.set_facecolor(PAPER)
        ax.grid(visible=False)
        ax.tick_params(axis="both", which="both", length=0)
        ax.set_xticks([])
        ax.set_yticks([])

    def limit(self, left: float, right: float, bottom: float, top: float) -> None:
        """Set the data limits, which fixes the points per data unit."""
        self.ax.set_xlim(left, right)
        self.ax.set_ylim(bottom, top)
        self.per_x = self.width / abs(right - left)
        self.per_y = self.height / abs(top - bottom)

    def corner(self, x: float, y: float) -> Transform:
        """Return the transform of points counted from an axes corner, such as (0, 1)."""
        points = Affine2D().scale(1 / 72) + self.root.dpi_scale_trans
        return points + ScaledTranslation(x, y, self.ax.transAxes)  # type: ignore[arg-type]

    def write(
        self,
        x: float,
        y: float,
        text: str,
        *,
        size: float,
        bold: bool = False,
        colour: str = INK,
        across: Literal["left", "center", "right"] = "left",
        up: Literal["bottom", "center", "top"] = "center",
        transform: Transform | None = None,
    ) -> list[Artist]:
        """Put lines of text at a place: data units unless another transform is given.

        All text of all charts goes through here: never read as mathematics, never handed to TeX,
        one font family. Text in data units is cut off at the edge of the axes. Each line is placed
        on a baseline worked out here, as matplotlib's spacing depends on the letters of a
        line, and differs between its versions.

        Returns
        -------
        list of matplotlib.artist.Artist
            What was written, line by line.
        """
        text = clean_lines(text)
        lines = text.split("\n")
        high = text_height(1, size, text)
        above = {"top": 0.0, "center": 0.5, "bottom": 1.0}[up] * high * len(lines)
        written: list[Artist] = []
        for number, line in enumerate(lines):
            down = number * high + high / 2 + BASELINE * size - above
            artist = Text(
                x,
                y,
                from_left(line),
                color=colour,
                horizontalalignment=across,
                verticalalignment="baseline",
                fontproperties=font(size, bold=bold, text=line),
                parse_math=False,
                usetex=False,
                zorder=5,
            )
            artist.set_transform(self._lowered(transform, round(down, 2)))
            self.ax.add_artist(artist)
            artist.set_clip_on(transform is None)
            written.append(artist)
        return written

    def _lowered(self, transform: Transform | None, points: float) -> Transform:
        shift = ScaledTranslation(0, -points / 72, self.root.dpi_scale_trans)
        return (transform or self.ax.transData) + shift


def open_frame(ax: Axes | None, paper: Paper, height: float | None = None) -> Frame:
    """Return the frame of the axes given, or of axes on a new sheet.

    Parameters
    ----------
    ax
        Axes, or None for a new sheet.
    paper
        Size and margins of a new sheet.
    height
        Points between top and bottom margin; by default those of the paper.
    """
    if ax is not None:
        return Frame(ax, gutter=max(0.0, min(_space_beside(ax) - 2, WIDEST_GUTTER)))
    inner = paper.height - paper.top - paper.bottom if height is None else height
    total = inner + paper.top + paper.bottom
    sheet = SheetFigure(figsize=(paper.width / 72, total / 72), dpi=DPI, facecolor=PAPER)
    sheet.set_layout_engine("none")
    place = (
        paper.left / paper.width,
        paper.bottom / total,
        paper.inner_width / paper.width,
        inner / total,
    )
    return Frame(sheet.add_axes(place), gutter=paper.gutter)


def _space_beside(ax: Axes) -> float:
    """Return the points left of given axes, up to other axes or the edge of the figure."""
    own = ax.get_window_extent()
    boxes = [other.get_window_extent() for other in ax.figure.axes if other is not ax]
    ends = [box.x1 for box in boxes if box.x1 <= own.x0 and box.y0 < own.y1 and own.y0 < box.y1]
    return float(own.x0 - max(ends, default=0.0)) * 72 / ax.figure.dpi
