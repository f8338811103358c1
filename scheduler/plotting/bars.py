"""Bars with text that stays inside them, drawn with few matplotlib artists."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matplotlib.collections import PolyCollection

from models import Kind
from scheduler.plotting.frame import Frame
from scheduler.plotting.labels import SLACK, Block, beginning, block, fit
from scheduler.plotting.style import (
    CLOSED,
    CLOSED_HATCH,
    HATCH_LINE,
    INK,
    KINDS,
    LABEL_SIZES,
    PAPER,
    kind_order,
)

Box = tuple[float, float, float, float]
"""x from, x to, y from, y to; data units."""

PAD = 1.9
"""Points between the edge of a bar and its text."""

LEAST_PAD = 0.9
"""The same for an id in a narrow bar."""

MOST = 0.8
"""Share of the titles of a kind that must fit in full at the size chosen for all of them."""


@dataclass(frozen=True)
class Bar:
    """A rectangle of one kind and the texts it could carry, the fullest first.

    Attributes
    ----------
    cut
        Whether the first text may be cut short before the last one is tried.
    free
        Positions x around the bar between which its lane is empty: a title that does not fit
        inside may be written there. None: inside or not at all.
    """

    box: Box
    kind: Kind
    texts: tuple[str, ...] = ()
    bold: bool = False
    cut: bool = True
    free: tuple[float, float] | None = None


@dataclass(frozen=True)
class _Label:
    """A text, where it starts (x), its middle (y), and the plate under it."""

    block: Block
    x: float
    y: float
    plate: Box
    inside: bool


def corners(box: Box) -> list[tuple[float, float]]:
    """Return the four corners of a box."""
    left, right, top, bottom = box
    return [(left, top), (right, top), (right, bottom), (left, bottom)]


def draw_boxes(
    frame: Frame,
    boxes: Iterable[Box],
    face: str,
    *,
    edge: str = "none",
    hatch: str | None = None,
    line: float = 0.0,
    zorder: float = 2.0,
) -> None:
    """Draw boxes of one look as a single artist."""
    shapes = [corners(box) for box in boxes]
    if not shapes:
        return
    drawn = PolyCollection(
        shapes, facecolors=face, edgecolors=edge, linewidths=line, hatch=hatch, zorder=zorder
    )
    drawn.set_hatch_linewidth(HATCH_LINE)
    frame.ax.add_collection(drawn, autolim=False)


def draw_closed(frame: Frame, boxes: Iterable[Box]) -> None:
    """Shade the time at which a room is closed or a person is not available."""
    draw_boxes(frame, boxes, CLOSED, edge=CLOSED_HATCH, hatch="////", zorder=0.3)


def draw_bars(frame: Frame, bars: Sequence[Bar]) -> list[str]:
    """Draw bars and, in each, the first of its texts that fits; return the ids among these.

    Under the text lies a plate in the colour of the bar, so that the hatch does not disturb it.
    """
    ids = {bar.texts[-1] for bar in bars if len(bar.texts) > 1}
    said = []
    for kind in sorted({bar.kind for bar in bars}, key=kind_order):
        style = KINDS[kind]
        own = [bar for bar in bars if bar.kind == kind]
        draw_boxes(
            frame,
            [_parted(frame, bar.box) for bar in own],
            style.face,
            edge=style.line,
            hatch=style.hatch,
            line=0.5,
        )
        texts = _labels(frame, [bar for bar in own if bar.texts])
        draw_boxes(frame, [text.plate for text in texts if text.inside], style.face, zorder=2.5)
        draw_boxes(frame, [text.plate for text in texts if not text.inside], PAPER, zorder=0.8)
        for text in texts:
            _write(frame, text, style.ink if text.inside else INK)
        said += [text.block.text for text in texts if text.block.text in ids]
    return said


def _parted(frame: Frame, box: Box) -> Box:
    """Leave a little white between a bar and the next one."""
    left, right, top, bottom = box
    return left, max(right - 0.7 / frame.per_x, (left + right) / 2), top, bottom


def _room(frame: Frame, bar: Bar) -> tuple[float, float]:
    left, right, top, bottom = bar.box
    return (right - left) * frame.per_x - 2 * PAD, (bottom - top) * frame.per_y - 0.2


def _labels(frame: Frame, bars: Sequence[Bar]) -> list[_Label]:
    """Fit the texts of one kind, all at the largest size at which most fit in full."""
    size = LABEL_SIZES[-1]
    for larger in LABEL_SIZES[:-1]:
        whole = [block(bar.texts[0], *_room(frame, bar), larger, bold=bar.bold) for bar in bars]
        if sum(found is not None for found in whole) >= MOST * len(bars):
            size = larger
            break
    sizes = [smaller for smaller in LABEL_SIZES if smaller <= size]
    return [label for bar in bars if (label := _label(frame, bar, sizes)) is not None]


def _label(frame: Frame, bar: Bar, sizes: Sequence[float]) -> _Label | None:
    """Prefer a whole title in the bar, then beside it, then a cut one; the id comes last.

    People who read a sheet on the wall do not know ids.
    """
    room = _room(frame, bar)
    if whole := fit(bar.texts[:-1] or bar.texts, *room, sizes=sizes, bold=bar.bold):
        return _placed(frame, bar, whole, bar.box[0], inside=True)
    titles = bar.texts[:-1] if bar.kind == "bilateral" else bar.texts[:1]
    if beside := _beside(frame, bar, titles):
        return beside
    if cut := beginning(bar.texts[0], *room, sizes[-1], bold=bar.bold) if bar.cut else None:
        return _placed(frame, bar, cut, bar.box[0], inside=True)
    wide = (room[0] + 2 * (PAD - LEAST_PAD), room[1])
    if last := fit(bar.texts[-1:], *wide, sizes=sizes, bold=bar.bold):
        pad = PAD if last.width * SLACK <= room[0] else LEAST_PAD
        return _placed(frame, bar, last, bar.box[0], inside=True, pad=pad)
    return _beside(frame, bar, bar.texts[-1:])


def is_whole(frame: Frame, bar: Bar) -> bool:
    """Tell whether a title, be it the short one, is in or beside its bar without being cut."""
    titles, sizes = bar.texts[:-1] or bar.texts, LABEL_SIZES[-1:]
    inside = fit(titles, *_room(frame, bar), sizes=sizes, bold=bar.bold)
    return bool(inside or _beside(frame, bar, bar.texts[:1]))


def _beside(frame: Frame, bar: Bar, texts: Sequence[str]) -> _Label | None:
    """Set a whole text into the free stretch after the bar or before it, next to it."""
    if bar.free is None:
        return None
    after, before = (bar.box[1], bar.free[1]), (bar.free[0], bar.box[0])
    for start, end in (after, before):
        room = ((end - start) * frame.per_x - 2 * PAD, _room(frame, bar)[1])
        if text := fit(texts, *room, sizes=LABEL_SIZES[-1:], bold=bar.bold):
            x = end - (text.width + 2 * PAD) / frame.per_x if end <= bar.box[0] else start
            return _placed(frame, bar, text, x, inside=False)
    return None


def _placed(
    frame: Frame, bar: Bar, text: Block, x: float, *, inside: bool, pad: float = PAD
) -> _Label:
    _, right, top, bottom = bar.box
    middle = (top + bottom) / 2
    half = min(text.height / 2 / frame.per_y, abs(bottom - top) / 2)
    end = x + (text.width + 2 * pad) / frame.per_x
    inset = 0.5 / frame.per_x
    plate = (x + inset, (min(end, right) if inside else end) - inset, middle - half, middle + half)
    return _Label(text, x + pad / frame.per_x, middle, plate, inside)


def _write(frame: Frame, label: _Label, colour: str) -> None:
    text = label.block
    frame.write(label.x, label.y, text.text, size=text.size, bold=text.bold, colour=colour)
