"""What every chart has around it: title, legend, footer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.patches import Rectangle

from models import Kind
from scheduler.plotting.fonts import clean, text_width
from scheduler.plotting.frame import Frame
from scheduler.plotting.labels import SLACK, shorten
from scheduler.plotting.shown import Shown
from scheduler.plotting.style import (
    CLOSED,
    CLOSED_HATCH,
    FAINT,
    HATCH_LINE,
    INK,
    KINDS,
    QUIET,
    kind_order,
)
from scheduler.plotting.timescale import zone_text
from scheduler.wording.dates import date_range

TITLE_SIZES = (17.0, 15.0, 13.0, 11.5, 10.0, 8.0)
SUBTITLE_SIZE = 10.0
LEGEND_SIZE = 7.5
SWATCH = (16.0, 8.0)
BETWEEN = 16.0
LINE = 15.0


@dataclass(frozen=True)
class Sign:
    """One entry of a legend."""

    text: str
    face: str
    edge: str
    hatch: str | None = None
    height: float = SWATCH[1]


SET_UP = Sign("Set-up, clear-down", "#dfe4e8", "none", height=5.0)
SHUT = Sign("Closed", CLOSED, CLOSED_HATCH, "////")
AWAY = Sign("Not available", CLOSED, CLOSED_HATCH, "////")
TRAVEL = Sign("On the way", INK, "none", height=1.2)


def kind_signs(kinds: Iterable[Kind]) -> list[Sign]:
    """Return the legend entries of kinds, always in the same order."""
    styles = [KINDS[kind] for kind in sorted(set(kinds), key=kind_order)]
    return [Sign(style.name, style.face, style.line, style.hatch) for style in styles]


def draw_header(frame: Frame, shown: Shown, subject: str, *, height: float) -> None:
    """Write the event's title, and what the chart shows, when, in which time zone.

    ``height`` is the space in points that time labels take above the axes.
    """
    instance = shown.instance
    room = frame.gutter + frame.width
    title = clean(instance.title) or instance.name
    size = next((s for s in TITLE_SIZES if text_width(title, s, bold=True) * SLACK <= room), 8.0)
    small = min(SUBTITLE_SIZE, size)
    about = shorten(subject, room, small, bold=True)
    after = text_width(about, small, bold=True) * SLACK + 8
    parts = []
    if shown.days:
        parts.append(date_range([day.date for day in shown.days]))
        parts.append(f"times in {zone_text(instance, shown.days)}")
    top = frame.corner(0, 1)
    rows = (
        (0.0, height + 17, shorten(title, room, size, bold=True), size, True, INK),
        (0.0, height, about, small, True, INK),
        (after, height, shorten(" · ".join(parts), room - after, small), small, False, QUIET),
    )
    for x, up, text, points, bold, colour in rows:
        frame.write(
            x - frame.gutter,
            up,
            text,
            size=points,
            bold=bold,
            colour=colour,
            up="bottom",
            transform=top,
        )


def draw_footer(
    frame: Frame, shown: Shown, signs: Sequence[Sign], *, depth: float, note: str = ""
) -> None:
    """Draw the legend under the axes, and which instance this is and how much of it is placed.

    ``depth`` is the space in points that time labels take below the axes; ``note`` follows what
    is said of the instance.
    """
    room = frame.gutter + frame.width
    x, y = -frame.gutter, -depth - LINE / 2
    for sign in signs:
        needs = SWATCH[0] + 5 + text_width(sign.text, LEGEND_SIZE)
        if x > -frame.gutter and x + needs > frame.width:
            x, y = -frame.gutter, y - LINE
        _draw_sign(frame, sign, x, y)
        x += needs + BETWEEN
    programme = shown.programme
    placed, waiting = len(programme.bookings), len(programme.waiting)
    parts = [
        f"Instance {programme.digest}",
        f"{placed} of {placed + waiting} activities placed",
        f"no place: {waiting}",
    ]
    if hidden := sum(odd.kind != "cancelled" for odd in programme.oddities):
        parts.append(f"not on every chart: {hidden}")
    if note:
        parts.append(note)
    text = " · ".join(parts)
    if x + text_width(text, LEGEND_SIZE) > frame.width:
        y -= LINE
    frame.write(
        frame.width,
        y,
        shorten(text, room, LEGEND_SIZE),
        size=LEGEND_SIZE,
        colour=FAINT,
        across="right",
        transform=frame.corner(0, 0),
    )


def _draw_sign(frame: Frame, sign: Sign, x: float, y: float) -> None:
    below = frame.corner(0, 0)
    swatch = Rectangle(
        (x, y - sign.height / 2),
        SWATCH[0],
        sign.height,
        facecolor=sign.face,
        edgecolor=sign.edge,
        hatch=sign.hatch,
        linewidth=0.5,
        transform=below,
        clip_on=False,
    )
    swatch.set_hatch_linewidth(HATCH_LINE)
    frame.ax.add_artist(swatch)
    swatch.set_clip_on(False)
    frame.write(x + SWATCH[0] + 5, y, sign.text, size=LEGEND_SIZE, colour=QUIET, transform=below)
