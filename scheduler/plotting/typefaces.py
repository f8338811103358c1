"""Which font has which letters: the first family, then whatever is installed.

matplotlib's list of fonts is as old as its first use on a machine, so what has been installed
since is looked for as well, once a text has a letter that the first family lacks.
"""

import re
import unicodedata
from collections.abc import Iterable
from contextlib import suppress
from functools import cache, lru_cache
from pathlib import Path

from matplotlib import font_manager
from matplotlib.font_manager import FontProperties

from models.text import JOINERS, plain

FIRST_FAMILY = "DejaVu Sans"
"""Comes with matplotlib, so it is everywhere; has all of French and Vietnamese, and Arabic."""

PREFERRED = (
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
"""Tried first of those that are installed; each has a look like that of the first family."""

_PLAIN = re.compile(r"sans|gothic|hei\b", re.IGNORECASE)
"""Names of families that are tried before all others."""

_EMPTY = re.compile(r"last ?resort|blank|emoji", re.IGNORECASE)
"""Names of families that have boxes for every letter, nothing, or pictures."""

SCRIPTS = {
    "Cjk": "Chinese", "Ideographic": "Chinese", "Fullwidth": "Chinese", "Hangul": "Korean",
    "Hiragana": "Japanese", "Katakana": "Japanese", "Katakana-hiragana": "Japanese",
}  # fmt: skip
"""Scripts whose names in Unicode are not those that people use."""


@cache
def families() -> list[str]:
    """Return the font families to draw with, in order of preference."""
    _find_new_fonts()
    installed = {entry.name for entry in font_manager.fontManager.ttflist}
    others = {name for name in installed if not _EMPTY.search(name)}
    others -= {FIRST_FAMILY, *PREFERRED}
    return [
        FIRST_FAMILY,
        *(name for name in PREFERRED if name in installed),
        *sorted(others, key=lambda name: (not _PLAIN.search(name), name)),
    ]


def _find_new_fonts() -> None:
    known = {entry.fname for entry in font_manager.fontManager.ttflist}
    for path in sorted(font_manager.findSystemFonts()):
        if path not in known:
            with suppress(OSError, RuntimeError):  # a damaged file
                font_manager.fontManager.addfont(path)


@lru_cache(maxsize=16384)
def family_of(sign: str) -> str | None:
    """Return the first family that has a character; None if no installed font has it."""
    if ord(sign) in _characters(FIRST_FAMILY):
        return FIRST_FAMILY
    if unicodedata.category(sign) == "So":  # emoji: pictures cannot be drawn as letters
        return None
    return next((name for name in families() if ord(sign) in _characters(name)), None)


@lru_cache(maxsize=16384)
def families_of(text: str) -> tuple[str, ...]:
    """Return the families that a text needs, in order of preference; always the first one."""
    needed = {family_of(sign) for sign in text if sign not in JOINERS} - {FIRST_FAMILY, None}
    return FIRST_FAMILY, *(name for name in (families() if needed else ()) if name in needed)


def fallback_files(texts: Iterable[str]) -> dict[str, Path]:
    """Return the families that texts need beside the first, and their files."""
    _, *needed = families_of("".join(dict.fromkeys("".join(map(plain, texts)))))
    return {name: Path(_file(name)) for name in needed}


def unknown_scripts(texts: Iterable[str]) -> dict[str, str]:
    """Return the scripts that no font has: name -> the characters of it, each once.

    A chart or a page has boxes in place of these characters, so whoever writes one says so. What
    is not of a script, such as emoji, has no name.
    """
    found: dict[str, str] = {}
    for sign in dict.fromkeys("".join(map(plain, texts))):
        if sign != " " and sign not in JOINERS and family_of(sign) is None:
            name = unicodedata.name(sign, "").partition(" ")[0].capitalize()
            letter = unicodedata.category(sign)[0] in "LMN"
            script = SCRIPTS.get(name, name if letter else "")
            found[script] = found.get(script, "") + sign
    return found


@cache
def _characters(family: str) -> frozenset[int]:
    with suppress(OSError, RuntimeError):  # a damaged file, or one of pictures
        return frozenset(font_manager.get_font(_file(family)).get_charmap())
    return frozenset()


def _file(family: str) -> str:
    return font_manager.findfont(FontProperties(family=family))
