"""Colours, hatches, inks and papers: the look of every chart, in one place."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import get_args

from models import Kind

INK = "#1c2126"
QUIET = "#5d6670"
FAINT = "#8b949c"
RULE = "#c9ced3"
GRID = "#e4e7ea"
CLOSED = "#f1f2f4"
CLOSED_HATCH = "#d5d9dd"
SET_UP_FACE = "#d5dbe0"
ALARM = "#b3261e"
PAPER = "#ffffff"

SMALLEST = 7.0
"""Points; nothing on any sheet is set smaller."""

LABEL_SIZES = (8.0, 7.5, SMALLEST)
"""Sizes tried for the text in a bar, in this order."""


@dataclass(frozen=True)
class KindStyle:
    """How one kind of activity looks.

    ``face`` fills its bars, ``line`` draws their hatch and edge, ``ink`` their text,
    ``pale`` is the ground of long texts about them.
    """

    face: str
    line: str
    hatch: str
    ink: str
    pale: str


KINDS: Mapping[Kind, KindStyle] = {
    "plenary": KindStyle("#0b4f7d", "#2f7099", r"\\\\", PAPER, "#bccfdc"),
    "side-event": KindStyle("#d76b27", "#b9540f", "////", INK, "#f5d9c8"),
    "workshop": KindStyle("#58c0a2", "#3fa487", "....", INK, "#d3eee6"),
    "bilateral": KindStyle("#a5cdeb", "#83b4d9", "----", INK, "#e6f1fa"),
    "exhibition": KindStyle("#f5e9a3", "#dccb72", "||||", INK, "#fcf9e4"),
    "press": KindStyle("#9c3d73", "#b9658f", "xxxx", PAPER, "#e5cbdb"),
}
"""The hues of Okabe and Ito, each at its own lightness, so that they differ on a grey copy too;
the hatch is a further sign."""

HATCH_LINE = 0.5


def luminance(colour: str) -> float:
    """Return the grey a printer makes of ``#rrggbb``, 0 black to 1 white (Rec. 601)."""
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return 0.299 * red + 0.587 * green + 0.114 * blue


def kind_order(kind: Kind) -> int:
    """Return the place of a kind in legends and stacks."""
    return get_args(Kind).index(kind)


@dataclass(frozen=True)
class Paper:
    """A sheet and its margins, in points; ``height`` may grow or shrink with the content."""

    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    edge: float = 30.0

    @property
    def gutter(self) -> float:
        """Points between the edge that stays free and the left margin."""
        return self.left - self.edge

    @property
    def inner_width(self) -> float:
        """Points between the margins."""
        return self.width - self.left - self.right


A3 = Paper(1190.9, 841.7, left=182, right=32, top=88, bottom=72)
A4_WIDE = Paper(841.9, 595.3, left=174, right=40, top=84, bottom=58)
A4_TALL = Paper(595.3, 841.9, left=66, right=30, top=72, bottom=58)
