"""Writing charts to files: the same timetable gives the same bytes."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from itertools import pairwise
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_pdf import PdfPages
from matplotlib.figure import Figure, SubFigure
from matplotlib.transforms import Bbox

from scheduler.signals import signals_held

FORMATS = ("png", "svg", "pdf")

PNG_DPI = 150
"""A3 at 150 dots per inch has 2481 x 1754 of them; 7 point letters are 15 dots high."""

SCREEN_DPI = 100

_FAMILY = re.compile(rb'(<text style="[^"]*font-family: [^;"]+)')
"""The fonts of a text in an SVG; Verdana is as wide as DejaVu Sans, and others are not far off."""


SETTINGS: Any = {
    # Without a salt, ids in an SVG are random.
    "svg.hashsalt": "summit",
    # Letters stay text, so that a reader can search and copy them; the SVG names the fonts in order
    # of preference. A reader that lacks the first sets the labels a little wider or narrower.
    "svg.fonttype": "none",
    # Letters as Type 3 fonts: any outlines can be such, PostScript ones too; they are searched and
    # copied as others are, and written four times as fast as TrueType ones (42), which are cut
    # to the letters in use for each file anew.
    "pdf.fonttype": 3,
    "pdf.compression": 6,
    "path.simplify": False,
    "savefig.bbox": None,
    "savefig.transparent": False,
    "savefig.orientation": "portrait",
    # Unhinted letters keep the widths they were measured with; hinted ones run 4 % wider.
    "text.hinting": "none",
    "text.antialiased": True,
}
"""Settings that a user's own matplotlibrc must not change."""

METADATA: Mapping[str, Mapping[str, Any]] = {
    "png": {"Software": None},
    "svg": {"Date": None, "Creator": None},
    "pdf": {"CreationDate": None, "ModDate": None, "Producer": None, "Creator": None},
}
"""No date and no version, so that the same chart is the same file."""


@dataclass(frozen=True)
class Page:
    """What of a figure a PDF has on a page of its own: from how many points below the top."""

    top: float
    artists: Sequence[Artist]


class SheetFigure(Figure):
    """A figure that notebooks show as a picture; a PDF may have it on several pages."""

    more_pages: Sequence[Page] = ()

    def _repr_png_(self) -> bytes:
        return encoded(self, "png", dpi=SCREEN_DPI)


def render(chart: Figure | SubFigure | Axes, path: str | Path) -> None:
    """Write a figure, or the whole figure of axes, in the format of the suffix.

    Parameters
    ----------
    chart
        Figure or axes.
    path
        File to write, ending in .png, .svg or .pdf; it appears as a whole or not at all.

    Raises
    ------
    ValueError
        Another suffix.
    OSError
        The file cannot be written.
    """
    path = Path(path)
    suffix = path.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        raise ValueError(f"found {path.name!r}; allowed: a name ending in .png, .svg or .pdf")
    with signals_held():
        content = encoded(figure_of(chart), suffix)
    path.write_bytes(content)


def figure_of(chart: Figure | SubFigure | Axes) -> Figure:
    """Return the whole figure that a chart is part of.

    Raises
    ------
    ValueError
        It is part of none.
    """
    figure = chart if isinstance(chart, Figure) else chart.get_figure(root=True)
    if figure is None:
        raise ValueError("found axes without a figure; allowed: axes of a figure")
    return figure


def encoded(figure: Figure, suffix: str, *, dpi: int = PNG_DPI) -> bytes:
    """Return the bytes of a figure in a format of :data:`FORMATS`."""
    content = BytesIO()
    shown_on = figure.canvas
    # A canvas of its own: one that has drawn before keeps the widths of letters as hinted then.
    FigureCanvasAgg(figure)
    try:
        with matplotlib.rc_context(SETTINGS):
            if suffix == "pdf" and isinstance(figure, SheetFigure) and figure.more_pages:
                _save_pages(figure, content)
            else:
                metadata = dict(METADATA[suffix])
                figure.savefig(
                    content, format=suffix, dpi=dpi, metadata=metadata, facecolor="white"
                )
    finally:
        figure.set_canvas(shown_on)
    if suffix == "svg":
        return _FAMILY.sub(rb"\1, Verdana, sans-serif", content.getvalue())
    return content.getvalue()


def _save_pages(figure: SheetFigure, content: BytesIO) -> None:
    """Save a figure as several pages, each with its own artists."""
    width, height = (float(inches) for inches in figure.get_size_inches())
    every = [artist for ax in figure.axes for artist in ax.get_children() if artist.get_visible()]
    later = {artist for page in figure.more_pages for artist in page.artists}
    first = Page(0.0, [artist for artist in every if artist not in later])
    pages = [first, *figure.more_pages]
    tops = [*(height - page.top / 72 for page in pages), 0.0]
    with PdfPages(content, metadata=dict(METADATA["pdf"])) as file:
        for page, (top, bottom) in zip(pages, pairwise(tops), strict=True):
            own = set(page.artists)
            for artist in every:
                artist.set_visible(artist in own)
            box = Bbox([[0.0, bottom], [width, top]])
            file.savefig(figure, bbox_inches=box, facecolor="white")
    for artist in every:
        artist.set_visible(True)
