"""What every chart has around it: title, legend, footer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from matplotlib.patches import Rectangle

from models import Kind
from scheduler.plotting.fonts import clean, text_height, text_width
from scheduler.plotting.frame import Frame
from scheduler.plotting.labels import SLACK, Block, block, shorten
from scheduler.plotting.shown import Shown
from scheduler.plotting.style import (
    CLOSED,
    CLOSED_HATCH,
    FAINT,
    HATCH_LINE,
    INK,
    KINDS,
    QUIET,
    SET_UP_FACE,
    SMALLEST,
    kind_order,
)
from scheduler.plotting.timescale import clock_texts, zone_text
from scheduler.wording.languages.chart_dates import date_range

TITLE_SIZES = (17.0, 15.0, 13.0, 11.5, 10.0)
TITLE_UP = 17.0
SUBTITLE_SIZE = 10.0
LEGEND_SIZE = 7.5
SWATCH = (16.0, 8.0)
BETWEEN = 16.0
LINE = 15.0
MOST_LINES = 2


@dataclass(frozen=True)
class Sign:
    """One entry of a legend: a swatch and its meaning, or words alone.

    Those that charts have in common, below, have the name of their text; :meth:`of` says it.
    """

    text: str
    face: str = ""
    edge: str = ""
    hatch: str | None = None
    height: float = SWATCH[1]

    def of(self, shown: Shown) -> "Sign":
        """Return the entry in the language of a chart."""
        return replace(self, text=shown.word(self.text))


SET_UP = Sign("set-up-clear-down", SET_UP_FACE, "none", height=5.0)
SHUT = Sign("shut", CLOSED, CLOSED_HATCH, "////")
AWAY = Sign("away", CLOSED, CLOSED_HATCH, "////")
TRAVEL = Sign("travel", INK, "none", height=1.2)


def kind_signs(shown: Shown, kinds: Iterable[Kind]) -> list[Sign]:
    """Return the legend entries of kinds, always in the same order."""
    return [
        Sign(kind, style.face, style.line, style.hatch).of(shown)
        for kind in sorted(set(kinds), key=kind_order)
        for style in (KINDS[kind],)
    ]


def clock_signs(shown: Shown) -> list[Sign]:
    """Return what the legend says of clocks that change on the days shown, in words alone."""
    return [Sign(text) for text in clock_texts(shown.days, shown.instance.clock, shown.language)]


@dataclass(frozen=True)
class Line:
    """A line of the header: its text, size and look, and how far above the lowest it stands."""

    text: str
    size: float
    bold: bool = True
    colour: str = INK
    right: float = 0.0
    up: float = 0.0


def header_extra(shown: Shown, subject: str, room: float) -> float:
    """Return the points that a header needs above those of a title and one line below it."""
    lines = _header(shown, subject, room)
    return max(0.0, lines[-1].up - TITLE_UP)


def draw_header(frame: Frame, shown: Shown, subject: str, *, height: float) -> None:
    """Write the event's title, and what the chart shows, when, in which time zone.

    ``height`` is the space in points that time labels take above the axes.
    """
    for line in _header(shown, subject, frame.gutter + frame.width):
        frame.write(
            line.right - frame.gutter,
            height + line.up,
            line.text,
            size=line.size,
            bold=line.bold,
            colour=line.colour,
            up="bottom",
            transform=frame.corner(0, 1),
        )


def _header(shown: Shown, subject: str, room: float) -> list[Line]:
    """Return the lines from the lowest; dates and zone have their own where need be."""
    title = _title(clean(shown.instance.title) or shown.instance.name, room)
    small = min(SUBTITLE_SIZE, title.size)
    parts = []
    if shown.days:
        parts.append(date_range([day.date for day in shown.days], shown.language))
        parts.append(shown.word("times-in", zone=zone_text(shown.instance, shown.days)))
    about, when = clean(subject), " · ".join(parts)
    after = text_width(about, small, bold=True) * SLACK + 8
    if after + text_width(when, small) * SLACK <= room:
        lines = [Line(about, small), Line(when, small, False, QUIET, right=after)]
    else:
        fits = (s for s in (small, 8.5) if text_width(about, s, bold=True) * SLACK <= room)
        size = next(fits, SMALLEST)
        about = shorten(about, room, size, bold=True)
        lines = [
            Line(shorten(when, room, small), small, False, QUIET),
            Line(about, size, up=small * 1.3),
        ]
    up = lines[-1].up + TITLE_UP
    for number, line in enumerate(reversed(title.lines)):
        lines.append(Line(line, title.size, up=up + number * title.size * 1.2))
    return lines


def _title(text: str, room: float) -> Block:
    """Set the title of an event on one line, else on two; cut only if that is too little."""
    for lines in (1, 2):
        for size in TITLE_SIZES:
            high = text_height(lines, size, text)
            if found := block(text, room, high, size, bold=True):
                return found
    size = TITLE_SIZES[-1]
    cut = shorten(text, room, size, bold=True)
    return Block((cut,), size, True, room, text_height(1, size, text))


def draw_footer(
    frame: Frame, shown: Shown, signs: Sequence[Sign], *, depth: float, note: str = ""
) -> None:
    """Draw the legend under the axes, and which instance this is and how much of it is placed.

    ``depth`` is the space in points that time labels take below the axes; ``note`` follows what
    is said of the instance. Signs of words alone, which come last, are left out when they would
    need more than :data:`MOST_LINES`.
    """
    room = frame.gutter + frame.width
    x, y = draw_signs(frame, signs, depth=depth)
    programme = shown.programme
    placed, waiting = len(programme.bookings), len(programme.waiting)
    parts = [
        shown.word("instance", digest=programme.digest),
        shown.word("placed", placed=placed, all=placed + waiting),
        shown.word("no-place", count=waiting),
    ]
    if hidden := sum(odd.kind != "cancelled" for odd in programme.oddities):
        parts.append(shown.word("not-on-charts", count=hidden))
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


def draw_signs(frame: Frame, signs: Sequence[Sign], *, depth: float) -> tuple[float, float]:
    """Draw a legend under the axes; return where its last line ends, in points."""
    room = frame.gutter + frame.width
    x, y, lines = -frame.gutter, -depth - LINE / 2, 1
    for sign in signs:
        sign = replace(sign, text=shorten(sign.text, room / 2, LEGEND_SIZE))
        words = text_width(sign.text, LEGEND_SIZE)
        needs = SWATCH[0] + 5 + words if sign.face else words
        if x > -frame.gutter and x + needs > frame.width:
            if lines == MOST_LINES and not sign.face:
                break
            x, y, lines = -frame.gutter, y - LINE, lines + 1
        _draw_sign(frame, sign, x, y)
        x += needs + BETWEEN
    return x, y


def _draw_sign(frame: Frame, sign: Sign, x: float, y: float) -> None:
    below = frame.corner(0, 0)
    if not sign.face:
        frame.write(x, y, clean(sign.text), size=LEGEND_SIZE, colour=QUIET, transform=below)
        return
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
