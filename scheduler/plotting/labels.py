"""Which text fits: the first of several candidates that stays inside its box."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from scheduler.plotting.fonts import clean, clean_lines, text_height, text_width
from scheduler.plotting.style import LABEL_SIZES

ELLIPSIS = "…"
SLACK = 1.04
"""Hinting on a pixel grid can make a line a little wider than its outlines are."""

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


def wrap(text: str, width: float, size: float, *, bold: bool = False) -> list[str] | None:
    """Break a text at spaces into lines no wider than ``width`` points.

    A line break in ``text`` is kept. None if a single word is too wide.
    """
    lines: list[str] = []
    space = text_width(" ", size, bold=bold)
    for paragraph in text.split("\n"):
        line, used = "", 0.0
        for word in clean(paragraph).split(" "):
            needs = text_width(word, size, bold=bold)
            if needs * SLACK > width:
                return None
            if line and (used + space + needs) * SLACK <= width:
                line, used = f"{line} {word}", used + space + needs
                continue
            if line:
                lines.append(line)
            line, used = word, needs
        lines.append(line)
    return lines


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
    beginning = text[:length].rstrip(" -–,:;(")
    space = beginning.rfind(" ")
    if length < len(text) and text[length] != " " and space > 0.45 * length:
        return beginning[:space].rstrip(" -–,:;(")
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
    """Set as much of a text into a box as fits, marking the cut."""
    rest = clean(text)
    most = int((height + 0.01) / text_height(1, size, rest))
    lines: list[str] = []
    while rest and len(lines) < most:
        if len(lines) == most - 1:
            lines.append(shorten(rest, width, size, bold=bold))
            break
        words = rest.split(" ")
        taken = _words_that_fit(words, width, size, bold=bold)
        if not taken:
            return None
        lines.append(" ".join(words[:taken]))
        rest = " ".join(words[taken:])
    if not lines or not lines[-1] or len("".join(lines)) < FEWEST_LETTERS:
        return None
    return _measured(lines, size, bold=bold)


def _words_that_fit(words: Sequence[str], width: float, size: float, *, bold: bool) -> int:
    used, space = 0.0, text_width(" ", size, bold=bold)
    for count, word in enumerate(words):
        used += text_width(word, size, bold=bold) + (space if count else 0)
        if used * SLACK > width:
            return count
    return len(words)


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
