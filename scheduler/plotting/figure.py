"""What the charts of analysts have in common: the sheet, its words, a scale of whole numbers."""

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from scheduler.plotting.fonts import clean, text_width
from scheduler.plotting.frame import Frame
from scheduler.plotting.furniture import LINE, Sign, draw_signs
from scheduler.plotting.labels import SLACK, beginning, block, shorten
from scheduler.plotting.style import QUIET, SMALLEST, Paper

if TYPE_CHECKING:
    import pandas as pd

SHEET = Paper(841.9, 595.3, left=90, right=40, top=84, bottom=92)
TEXT, TITLE = 8.0, 15.0
TICKS = 8
ABOUT_UP, TITLE_UP = 20.0, 36.0


def draw_words(frame: Frame, title: str, about: str, *, above: float = 0.0) -> None:
    """Write the title, and below it what is drawn; ``above`` is what the axes have above them."""
    left, room = -frame.gutter, frame.gutter + frame.width
    top = frame.corner(0, 1)
    sizes = (TITLE, 12.0, 10.0)
    size = next((s for s in sizes if text_width(title, s, bold=True) * SLACK <= room), sizes[-1])
    title = shorten(title, room, size, bold=True)
    frame.write(left, above + TITLE_UP, title, size=size, bold=True, up="bottom", transform=top)
    about = shorten(about, room, TEXT)
    frame.write(left, above + ABOUT_UP, about, size=TEXT, colour=QUIET, up="bottom", transform=top)


def draw_notes(
    frame: Frame, signs: Sequence[Sign], notes: Iterable[str], *, below: float = 0.0
) -> None:
    """Draw the legend, and below it the notes; ``below`` is what the axes have below them."""
    _, down = draw_signs(frame, signs, depth=below)
    down -= LINE
    note = shorten(" · ".join(notes), frame.gutter + frame.width, SMALLEST)
    place = frame.corner(0, 0)
    frame.write(
        frame.width, down, note, size=SMALLEST, colour=QUIET, across="right", transform=place
    )


def instance_note(frame: "pd.DataFrame") -> list[str]:
    """Return which instance a table is about, if it says so."""
    if "instance_sha256" not in frame or frame["instance_sha256"].nunique() != 1:
        return []
    return [f"Data {str(frame['instance_sha256'].iloc[0])[:12]}"]


def label(text: str, room: float, high: float) -> str:
    """Return a text in lines that fit beside a bar; if need be it is cut."""
    found = block(clean(text), room, high, TEXT) or beginning(clean(text), room, high, TEXT)
    return found.text if found else shorten(text, room, TEXT)


def whole_ticks(top: float) -> range:
    """Return round numbers from 0 to ``top``, not many: steps of 1, 2, 5, 10, 20 …"""
    least = max(1.0, top / TICKS)
    scale = 10 ** math.floor(math.log10(least))
    step = next(factor * scale for factor in (1, 2, 5, 10) if factor * scale >= least)
    return range(0, math.floor(top) + 1, int(step))
