"""The key of the wall chart: who meets in each bilateral, by id, as bars have no room for names."""

from collections.abc import Iterator
from dataclasses import dataclass

from matplotlib.artist import Artist

from scheduler.plotting.fonts import clean, text_width
from scheduler.plotting.frame import Frame
from scheduler.plotting.labels import SLACK, shorten, wrap
from scheduler.plotting.shown import Shown
from scheduler.plotting.style import QUIET
from scheduler.plotting.wording import natural, parties

SIZE = 7.5
LINE = 9.6
HEADING = 9.5
ABOVE, BELOW = 48.0, 30.0
"""Points from the top of the key to its first line, and from its last line to the edge."""

MOST_LINES = 78
"""Lines of a column: those of an A3 sheet."""

MOST_COLUMNS = 8
ID_GAP, COLUMN_GAP = 5.0, 14.0
WHOLE = 0.9
"""Share of the entries that must fit on one line for the columns to be so narrow."""


@dataclass(frozen=True)
class Key:
    """One page of entries laid out in columns: id, lines of text, column, line from the top."""

    entries: tuple[tuple[str, tuple[str, ...], int, int], ...]
    width: float
    indent: float

    @property
    def height(self) -> float:
        """Points that it takes on the sheet."""
        return ABOVE + BELOW + LINE * max(line + len(lines) for _, lines, _, line in self.entries)


def bilateral_keys(shown: Shown, room: float) -> list[Key]:
    """Lay out the key of all bilaterals shown, on ``room`` points, page by page."""
    names = {
        booking.activity.id: " – ".join(parties(shown, booking)) or clean(booking.activity.title)
        for booking in shown.bookings
        if booking.activity.kind == "bilateral"
    }
    ids = sorted(names, key=natural)
    indent = max((text_width(id, SIZE, bold=True) for id in ids), default=0.0) * SLACK + ID_GAP
    columns, wide = 1, room
    for columns in range(MOST_COLUMNS, 0, -1):
        wide = room / columns - indent - COLUMN_GAP
        whole = sum(text_width(name, SIZE) * SLACK <= wide for name in names.values())
        if whole >= WHOLE * len(names):
            break
    lines = {id: _lines(names[id], wide) for id in ids}
    return [
        Key(tuple(_filled(page, columns)), room / columns, indent)
        for page in _pages(lines, columns * (MOST_LINES - 1))
    ]


def _pages(lines: dict[str, tuple[str, ...]], most: int) -> Iterator[dict[str, tuple[str, ...]]]:
    """Part entries into pages of at most so many lines."""
    page: dict[str, tuple[str, ...]] = {}
    used = 0
    for id, texts in lines.items():
        if used + len(texts) > most:
            yield page
            page, used = {}, 0
        page[id] = texts
        used += len(texts)
    if page:
        yield page


def _lines(name: str, wide: float) -> tuple[str, ...]:
    return tuple(wrap(name, wide, SIZE) or [shorten(name, wide, SIZE)])


def _filled(
    lines: dict[str, tuple[str, ...]], columns: int
) -> Iterator[tuple[str, tuple[str, ...], int, int]]:
    """Fill columns of like height, one after the other."""
    high = -(-sum(map(len, lines.values())) // columns)
    column = line = 0
    for id, texts in lines.items():
        if line >= high and column < columns - 1:
            column, line = column + 1, 0
        yield id, texts, column, line
        line += len(texts)


def draw_key(frame: Frame, shown: Shown, key: Key, *, depth: float) -> list[Artist]:
    """Draw a key whose top is ``depth`` points below the axes; return all that is written."""
    below = frame.corner(0, 0)
    title = clean(shown.instance.title) or shown.instance.name
    y = -depth - ABOVE + HEADING
    heading = f"{shown.word('key')} · {title}"
    heading = shorten(heading, frame.gutter + frame.width, HEADING, bold=True)
    written = frame.write(-frame.gutter, y, heading, size=HEADING, bold=True, transform=below)
    for id, lines, column, line in key.entries:
        x, y = column * key.width - frame.gutter, -depth - ABOVE - line * LINE
        written += frame.write(x, y, id, size=SIZE, bold=True, up="top", transform=below)
        for number, text in enumerate(lines):
            written += frame.write(
                x + key.indent,
                y - number * LINE,
                text,
                size=SIZE,
                colour=QUIET,
                up="top",
                transform=below,
            )
    return written
