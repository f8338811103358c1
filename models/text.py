"""Text that somebody typed: as it is shown, and as it is compared."""

import re
import unicodedata
from functools import lru_cache

JOINERS = "\u200c\u200d"
"""Invisible, but part of how a word is written: without them Persian letters join."""

_LOOSE_JOINERS = re.compile(rf"(?<!\S)[{JOINERS}]+|[{JOINERS}]+(?!\S)")


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Return a text as one line.

    White space of every sort becomes one space, control and other invisible characters go (a joiner
    inside a word stays), and accents are composed (Unicode normal form C).
    """
    composed = unicodedata.normalize("NFC", text)
    shown = "".join(
        c for c in composed if c.isspace() or c in JOINERS or unicodedata.category(c)[0] != "C"
    )
    return " ".join(_LOOSE_JOINERS.sub("", shown).split())


@lru_cache(maxsize=16384)
def folded(text: str) -> str:
    """Return a text so that two that look the same are the same.

    It is made :func:`plain`, without joiners, and without capitals.
    """
    bare = "".join(c for c in plain(text) if c not in JOINERS)
    return unicodedata.normalize("NFC", bare.casefold())
