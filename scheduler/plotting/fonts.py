"""Text cleaned for charts, and its size in points, measured without a renderer.

Widths come from the unhinted outlines of the font, so a label that fits in one of PNG, SVG and PDF
fits in all of them, and the choice of label never depends on the format.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from models.text import JOINERS, plain

FIRST_FAMILY = "DejaVu Sans"
"""Comes with matplotlib, so it is everywhere; has all of French and Vietnamese."""

FALLBACK_FAMILIES = (
    "Noto Sans CJK SC",
    "Noto Sans CJK JP",
    "Noto Sans SC",
    "Source Han Sans SC",
    "WenQuanYi Micro Hei",
    "WenQuanYi Zen Hei",
    "Droid Sans Fallback",
    "Microsoft YaHei",
    "PingFang SC",
    "Hiragino Sans",
    "Yu Gothic",
    "Malgun Gothic",
    "Noto Sans Devanagari",
    "Noto Sans Thai",
    "Noto Sans",
    "Arial Unicode MS",
)
"""Used only for characters that the first family lacks, and only if installed."""

_FILES = re.compile(
    r"noto.?sans|sourcehan|wqy|droidsansfallback|msyh|pingfang|hiragino|yugoth|malgun|arial.?uni",
    re.IGNORECASE,
)
"""Names of the files that these families come in."""

LINE_SPACING = 1.12
LEAD = 0.12
LOWEST = 0.24
"""Ems; how far below its baseline a line reaches, whatever its letters."""

SPACE, BOLD_SPACE = 0.318, 0.348
"""Ems; a space has no outline to measure."""

_EM = 100.0
_NO_GLYPH = "\u25a1"


@cache
def families() -> list[str]:
    """Return the font families to draw with, in order of preference."""
    _find_new_fonts()
    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    return [FIRST_FAMILY, *(name for name in FALLBACK_FAMILIES if name in installed)]


def _find_new_fonts() -> None:
    """Add fonts that matplotlib does not know: its list is as old as its first use here."""
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in sorted(font_manager.findSystemFonts()):
        if path not in known and _FILES.search(Path(path).name):
            with suppress(OSError, RuntimeError):  # a damaged file
                font_manager.fontManager.addfont(path)


@lru_cache(maxsize=256)
def font(size: float, *, bold: bool = False) -> FontProperties:
    """Return the font at a size in points."""
    return FontProperties(family=families(), size=size, weight="bold" if bold else "normal")


@cache
def drawable() -> frozenset[int]:
    """Return the characters that some font has."""
    return frozenset().union(*map(_characters, families()))


def unknown_scripts(texts: Iterable[str]) -> dict[str, str]:
    """Return the scripts that no font has: name -> the characters of it, each once.

    A chart or a page has boxes in place of these characters, so whoever writes one says so.
    """
    known = drawable()
    found: dict[str, str] = {}
    for sign in dict.fromkeys("".join(map(plain, texts))):
        if ord(sign) not in known and sign != " " and sign not in JOINERS:
            name = unicodedata.name(sign, "UNKNOWN").split()[0].capitalize()
            script = "Chinese" if name == "Cjk" else name
            found[script] = found.get(script, "") + sign
    return found


def fallback_files(texts: Iterable[str]) -> dict[str, Path]:
    """Return the families that texts need beside the first, and their files."""
    first = frozenset(_characters(FIRST_FAMILY))
    lacking = {ord(sign) for text in texts for sign in plain(text)} - first
    needed = {}
    for family in families()[1:]:
        if lacking & _characters(family):
            needed[family] = Path(font_manager.findfont(FontProperties(family=family)))
            lacking -= _characters(family)
    return needed


@cache
def _characters(family: str) -> frozenset[int]:
    path = font_manager.findfont(FontProperties(family=family))
    return frozenset(font_manager.get_font(path).get_charmap())


@lru_cache(maxsize=16384)
def clean(text: str) -> str:
    """Return user text as one line that can be drawn and written to any format.

    It is made :func:`plain`, and a character that no installed font has becomes a box
    (a joiner, nothing).
    """
    known = drawable()
    return "".join(
        c if c == " " or ord(c) in known else "" if c in JOINERS else _NO_GLYPH for c in plain(text)
    )


def clean_lines(text: str) -> str:
    """Return text of several lines with each line cleaned and the line breaks kept."""
    return "\n".join(clean(line) for line in text.split("\n"))


@lru_cache(maxsize=65536)
def _ems(word: str, bold: bool) -> tuple[float, float, float]:
    """Return width, ascent and descent of a word in ems."""
    width, height, descent = text_to_path.get_text_width_height_descent(
        word, font(_EM, bold=bold), ismath=False
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
