"""Cleaning of text that somebody typed."""

import unicodedata
from functools import lru_cache


@lru_cache(maxsize=16384)
def plain(text: str) -> str:
    """Return user text as one line.

    White space of every sort becomes one space, control and other invisible characters go, and
    accents are composed (Unicode normal form C).
    """
    composed = unicodedata.normalize("NFC", text)
    shown = "".join(c for c in composed if c.isspace() or unicodedata.category(c)[0] != "C")
    return " ".join(shown.split())
