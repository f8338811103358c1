"""Which text fits: the first of several candidates that stays inside its box."""

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from scheduler.plotting.fonts import clean, clean_lines, text_height, text_width
from scheduler.plotting.style import LABEL_SIZES

ELLIPSIS = "…"
SLACK = 1.04
"""Hinting on a pixel grid can make a line a little wider than its outlines are."""

STRAY = " -–,:;("
"""Not left before the mark of a cut."""

OPENING, CLOSING = "（「『【《〈“", "、。，．：；！？）」』】》〉”ーゝ々…"

FEWEST_LETTERS = 9
"""A title cut shorter than this says less than the id does."""


@dataclass(frozen=True)
class Block:
    """Lines of text that fit, and the box they need, in points."""

    lines: tuple[str, ...]
    size: float
    bold: bool
    width: float
    height: float

    @property
    def text(self) -> str:
        """The lines as one string."""
        return "\n".join(self.lines)


@lru_cache(maxsize=16384)
def pieces(text: str) -> tuple[tuple[str, str], ...]:
    """Cut a line where it may be broken; each piece has the space before it, or nothing.

    Chinese and Japanese words have no spaces between them: a line may end after each sign, but a
    comma or a closing bracket stays with what is before it, an opening one with what follows.
    """
    found: list[tuple[str, str]] = []
    for word in text.split(" "):
        parts: list[str] = []
        for sign in word:
            last = parts[-1][-1] if parts else ""
            stays = sign in CLOSING or last in OPENING or not (_is_wide(sign) or _is_wide(last))
            if last and stays:
                parts[-1] += sign
            else:
                parts.append(sign)
        found += [("" if number else " ", part) for number, part in enumerate(parts or [""])]
    return tuple(found)


def _is_wide(sign: str) -> bool:
    return unicodedata.east_asian_width(sign) in "WF"


def _joined(parts: Sequence[tuple[str, str]]) -> str:
    return "".join(space + part for space, part in parts).removeprefix(" ")


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str] | None:
    """Break a text where it may be broken into lines no wider than ``width`` points.

    A line break in ``text`` is kept. None if a single word is too wide.
    """
    lines: list[str] = []
    for paragraph in text.split("\n"):
        rest = pieces(clean(paragraph))
        while rest:
            taken = _that_fit(rest, width, size, bold=bold)
            if not taken:
                return None
            lines.append(_joined(rest[:taken]))
            rest = rest[taken:]
    return lines


def _that_fit(parts: Sequence[tuple[str, str]], width: float, size: float, *, bold: bool) -> int:
    """Return how many pieces fit on a line."""
    used, space = 0.0, text_width(" ", size, bold=bold)
    for count, (before, part) in enumerate(parts):
        used += text_width(part, size, bold=bold) + (space if count and before else 0.0)
        if used * SLACK > width:
            return count
    return len(parts)


def shorten(text: str, width: float, size: float, *, bold: bool = False) -> str:
    """Cut one line to ``width`` points, marking the cut; empty if not even a letter fits."""
    text = clean(text)
    if text_width(text, size, bold=bold) * SLACK <= width:
        return text
    low, high = 0, len(text)
    while low < high:  # the longest beginning that fits with its mark
        middle = (low + high + 1) // 2
        cut = text[:middle].rstrip() + ELLIPSIS
        low, high = (
            (middle, high)
            if text_width(cut, size, bold=bold) * SLACK <= width
            else (low, middle - 1)
        )
    return _at_word(text, low) + ELLIPSIS if low else ""


def _at_word(text: str, length: int) -> str:
    """Prefer to cut between words, if that does not cost much of the text."""
    beginning = text[:length].rstrip(STRAY)
    space = beginning.rfind(" ")
    if length < len(text) and text[length] != " " and space > 0.45 * length:
        return beginning[:space].rstrip(STRAY)
    return beginning


def block(
    text: str, width: float, height: float, size: float, *, bold: bool = False
) -> Block | None:
    """Set a whole text into a box of ``width`` x ``height`` points; None if it does not fit."""
    text = clean_lines(text)
    most = int((height + 0.01) / text_height(1, size, text))
    lines = wrap(text, width, size, bold=bold) if most else None
    if not lines or len(lines) > most or not any(lines):
        return None
    if len(lines) > 1:
        lines = _even(text, lines, width, size, bold=bold)
    return _measured(lines, size, bold=bold)


def _even(text: str, lines: list[str], width: float, size: float, *, bold: bool) -> list[str]:
    """Break into as many lines, but of like length, so that no word is alone on the last one."""
    total = sum(text_width(line, size, bold=bold) for line in lines)
    narrow = total / len(lines) * SLACK
    while narrow < width:
        evened = wrap(text, narrow, size, bold=bold)
        if evened and len(evened) == len(lines):
            return evened
        narrow += width / 12
    return lines


def beginning(
    text: str, width: float, height: float, size: float, *, bold: bool = False
) -> Block | None:
    """Set as much of a text into a box as fits, marking the cut; words are cut only alone."""
    rest = pieces(clean(text))
    most = int((height + 0.01) / text_height(1, size, clean(text)))
    lines: list[str] = []
    while rest and len(lines) < most:
        taken = _that_fit(rest, width, size, bold=bold)
        if not taken:
            break
        lines.append(_joined(rest[:taken]))
        rest = rest[taken:]
    if rest and lines:
        if len(lines) > 1 and not _has_room_for_mark(lines[-1], width, size, bold=bold):
            lines.pop()
        lines[-1] = _marked(lines[-1], width, size, bold=bold)
    elif rest and most:
        lines = [shorten(_joined(rest), width, size, bold=bold)]
    if not lines or not lines[-1] or len("".join(lines)) < FEWEST_LETTERS:
        return None
    return _measured(lines, size, bold=bold)


def _has_room_for_mark(line: str, width: float, size: float, *, bold: bool) -> bool:
    """Tell whether a line can be marked as cut without cutting its only word."""
    least = _joined(pieces(line)[:1]).rstrip(STRAY) + ELLIPSIS
    return text_width(least, size, bold=bold) * SLACK <= width


def _marked(line: str, width: float, size: float, *, bold: bool) -> str:
    """Mark a line as cut, without its last words if there is no space for the mark."""
    parts = pieces(line)
    while parts:
        marked = _joined(parts).rstrip(STRAY) + ELLIPSIS
        if text_width(marked, size, bold=bold) * SLACK <= width:
            return marked
        parts = parts[:-1]
    return shorten(line + ELLIPSIS, width, size, bold=bold)


def _measured(lines: Sequence[str], size: float, *, bold: bool) -> Block:
    width = max(text_width(line, size, bold=bold) for line in lines)
    return Block(tuple(lines), size, bold, width, text_height(len(lines), size, " ".join(lines)))


def fit(
    candidates: Iterable[str],
    width: float,
    height: float,
    *,
    sizes: Sequence[float] = LABEL_SIZES,
    bold: bool = False,
) -> Block | None:
    """Return the first candidate that fits whole, at the largest of ``sizes`` it fits at.

    Parameters
    ----------
    candidates
        Texts from the fullest to the shortest.
    width, height
        Room for the text, in points.
    sizes
        Sizes in points, largest first.
    bold
        Measure and draw in bold.

    Returns
    -------
    Block or None
        None where nothing fits: no text is better than text over a neighbour.
    """
    for text in dict.fromkeys(candidates):
        for size in sizes:
            if found := block(text, width, height, size, bold=bold):
                return found
    return None
