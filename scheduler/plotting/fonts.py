"""Text cleaned for charts, and its size in points, measured without a renderer.

Widths come from the unhinted outlines of the font, so a label that fits in one of PNG, SVG and PDF
fits in all of them, and the choice of label never depends on the format.
"""

import unicodedata
from functools import lru_cache

from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from models.text import JOINERS, plain
from scheduler.plotting.typefaces import families_of, family_of

LINE_SPACING = 1.12
LEAD = 0.12
LOWEST = 0.24
"""Ems; how far below its baseline a line reaches, whatever its letters."""

SPACE, BOLD_SPACE = 0.318, 0.348
"""Ems; a space has no outline to measure."""

STRONG = frozenset({"L", "R", "AL"})
LEFT_MARK = "\u200e"

_EM = 100.0
_NO_GLYPH = "\u25a1"


def font(size: float, *, bold: bool = False, text: str = "") -> FontProperties:
    """Return the font for a text at a size in points, with other families for what it lacks."""
    return _font(size, bold, families_of(text))


@lru_cache(maxsize=256)
def _font(size: float, bold: bool, families: tuple[str, ...]) -> FontProperties:
    return FontProperties(family=list(families), size=size, weight="bold" if bold else "normal")


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """Return user text as one line that can be drawn and written to any format.

    It is made :func:`plain`, and a character that no installed font has becomes a box
    (a joiner, nothing).
    """
    return "".join(
        c if c == " " or family_of(c) else "" if c in JOINERS else _NO_GLYPH for c in plain(text)
    )


def clean_lines(text: str) -> str:
    """Return text of several lines with each line cleaned and the line breaks kept."""
    return "\n".join(clean(line) for line in text.split("\n"))


def from_left(line: str) -> str:
    """Mark a line to run from the left if it begins with figures, such as hours, before Arabic.

    Without the mark its first letter decides, and ``12:00–13:00`` would be shown as
    ``13:00–12:00``.
    """
    signs = [unicodedata.bidirectional(sign) for sign in line]
    first = next((sign for sign in signs if sign in STRONG), "L")
    return LEFT_MARK + line if first != "L" and signs[0] not in STRONG else line


@lru_cache(maxsize=65536)
def _ems(word: str, bold: bool) -> tuple[float, float, float]:
    """Return width, ascent and descent of a word in ems."""
    width, height, descent = text_to_path.get_text_width_height_descent(
        word, font(_EM, bold=bold, text=word), ismath=False
    )
    return float(width) / _EM, float(height - descent) / _EM, float(descent) / _EM


def text_width(text: str, size: float, *, bold: bool = False) -> float:
    """Return the width of one line in points, measured word by word so that words are cached."""
    words = text.split(" ")
    spaces = (len(words) - 1) * (BOLD_SPACE if bold else SPACE)
    return (sum(_ems(word, bold)[0] for word in words if word) + spaces) * size


def line_spacing(text: str) -> float:
    """Return the ems from line to line: more where letters carry two accents, as in Vietnamese."""
    sizes = [_ems(word, False) for word in text.split() if word]
    ascent = max((ascent for _, ascent, _ in sizes), default=0.0)
    descent = max((descent for _, _, descent in sizes), default=0.0)
    descent = max(descent, LOWEST)
    return max(LINE_SPACING, ascent + descent + LEAD)


def text_height(lines: int, size: float, text: str = "") -> float:
    """Return the height in points of some lines of a text set one under the other."""
    return lines * size * line_spacing(text)
