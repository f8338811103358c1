"""The key to the ids of bilaterals: for charts whose bars are too short for two names."""

import re
from collections.abc import Sequence
from dataclasses import replace
from math import ceil

from matplotlib.axes import Axes

from models import Instance, Timetable
from scheduler.plotting.fonts import clean
from scheduler.plotting.frame import Frame, open_frame
from scheduler.plotting.furniture import draw_footer, draw_header
from scheduler.plotting.labels import shorten
from scheduler.plotting.shown import Shown, show
from scheduler.plotting.style import A3, QUIET
from scheduler.plotting.wording import names_of, room_code
from scheduler.viewing.programme import Booking, read_programme
from scheduler.wording.times import weekday_moment

SHEET = replace(A3, left=34.0, top=72.0, bottom=50.0)
COLUMNS = 3
GAP = 24.0
LINE = 10.4
SIZE = 7.5
ID_WIDE = 36.0
WHERE_WIDE = 116.0


def plot_key(timetable: Timetable, instance: Instance, *, ax: Axes | None = None) -> Axes:
    """List the bilaterals by id: who meets, when and where. It hangs beside the overview.

    Parameters
    ----------
    timetable, instance
        A timetable, and the instance that it is for.
    ax
        Axes to draw on; by default those of a new A3 sheet, higher if there are very many.

    Returns
    -------
    matplotlib.axes.Axes
        x and y in points, y from the top.
    """
    shown = show(read_programme(timetable, instance))
    entries = sorted(bilaterals(shown), key=lambda booking: _natural(booking.activity.id))
    rows = max(1, ceil(len(entries) / COLUMNS))
    frame = open_frame(ax, SHEET, rows * LINE)
    frame.limit(0.0, frame.width, rows * LINE, 0.0)
    wide = (frame.width + GAP) / COLUMNS
    for column in range(COLUMNS):
        _draw_column(frame, shown, entries[column * rows :][:rows], column * wide, wide - GAP)
    draw_header(frame, shown, "Key to the bilaterals", height=9)
    draw_footer(frame, shown, [], depth=8)
    return frame.ax


def bilaterals(shown: Shown) -> list[Booking]:
    """Return the bilaterals that charts show."""
    return [booking for booking in shown.bookings if booking.activity.kind == "bilateral"]


def _draw_column(
    frame: Frame, shown: Shown, entries: Sequence[Booking], left: float, wide: float
) -> None:
    for number, booking in enumerate(entries):
        y = (number + 0.5) * LINE
        who = clean(booking.activity.title) or " – ".join(names_of(shown, booking))
        start = weekday_moment(shown.instance, booking.start)
        where = f"{start} · {room_code(booking.room, booking.unit)}"
        room = wide - ID_WIDE - WHERE_WIDE - 6
        frame.write(left, y, shorten(booking.activity.id, ID_WIDE - 4, SIZE), size=SIZE, bold=True)
        frame.write(left + ID_WIDE, y, shorten(who, room, SIZE), size=SIZE)
        place = shorten(where, WHERE_WIDE, SIZE)
        frame.write(left + wide - WHERE_WIDE, y, place, size=SIZE, colour=QUIET)


def _natural(name: str) -> list[tuple[int, str]]:
    """Return a key in whose order ``B9`` is before ``B10``."""
    parts = re.findall(r"\d+|\D+", name)
    return [(int(part), "") if part.isdigit() else (-1, part) for part in parts]
