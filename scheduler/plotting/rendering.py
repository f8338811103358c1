"""Writing charts to files: the same timetable gives the same bytes."""

from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure, SubFigure

FORMATS = ("png", "svg", "pdf")

PNG_DPI = 150
"""A3 at 150 dots per inch has 2481 x 1754 of them; 6 point letters are 12 dots high."""

SETTINGS: Any = {
    # Without a salt, ids in an SVG are random.
    "svg.hashsalt": "summit",
    # Letters stay text, so that a reader can search and copy them; the SVG names the fonts in order
    # of preference. A reader that lacks the first sets the labels a little wider or narrower.
    "svg.fonttype": "none",
    # TrueType letters stay text that can be searched and copied; Type 3 ones print badly.
    "pdf.fonttype": 42,
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
    path.write_bytes(encoded(figure_of(chart), suffix))


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
            figure.savefig(
                content, format=suffix, dpi=dpi, metadata=dict(METADATA[suffix]), facecolor="white"
            )
    finally:
        figure.set_canvas(shown_on)
    return content.getvalue()
