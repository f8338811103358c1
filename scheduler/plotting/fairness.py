"""Who gets which share of what they asked for, from the worst to the best."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from scheduler.plotting.bars import Box, draw_boxes
from scheduler.plotting.figure import TEXT, draw_notes, draw_words, label
from scheduler.plotting.fonts import clean
from scheduler.plotting.frame import Frame, open_frame
from scheduler.plotting.furniture import Sign
from scheduler.plotting.style import (
    GRID,
    INK,
    KINDS,
    PAPER,
    QUIET,
    RULE,
    SMALLEST,
    KindStyle,
    Paper,
)

if TYPE_CHECKING:
    import pandas as pd

SHEET = Paper(595.3, 841.9, left=215, right=90, top=96, bottom=70)
LANE = 14.0
"""Points from one bar to the next."""

MOST_BARS = 46
FEW = 12
"""So many rows are all drawn, also those without any request left out."""

BAR = 0.18
"""Share of a lane that is free above a bar, and below it."""

UNSTATED = "not stated"
OTHERS = KindStyle(PAPER, QUIET, "", INK, PAPER)


@dataclass(frozen=True)
class _Share:
    """One bar: whose it is, of which group, and how many of how many requests are met."""

    name: str
    group: str
    met: int
    requests: int

    @property
    def percent(self) -> float:
        """Requests met, of a hundred."""
        return 100 * self.met / self.requests


def plot_fairness(
    fairness: "pd.DataFrame", *, by: str | None = None, ax: Axes | None = None
) -> Axes:
    """Draw which share of their requests delegations get, who is treated worst on top.

    Parameters
    ----------
    fairness
        What :func:`scheduler.tables.delegations` returned, or any table with the columns ``name``,
        ``requests`` and ``met``, such as one row for each level or region. Rows without requests
        are only counted, and so are, among many, those that get all they asked for; at most 46
        are drawn, and of the others it is said between which shares they are.
    by
        A column by which bars are coloured and hatched, such as ``region``.
    ax
        Axes to draw on; by default those of a new A4 sheet.

    Returns
    -------
    matplotlib.axes.Axes
        x in percent, y in points.

    Raises
    ------
    ValueError
        There are no rows with requests, or there is no column ``by``.
    """
    if by is not None and by not in fairness.columns:
        raise ValueError(
            f"found no column {by!r}; allowed: {', '.join(map(str, fairness.columns))}"
        )
    every = sorted(_read(fairness, by), key=lambda share: (share.percent, -share.requests))
    if not every:
        raise ValueError("found no rows with requests; allowed: at least one")
    wanting = sum(share.met < share.requests for share in every)
    drawn = len(every) if len(every) <= FEW else min(MOST_BARS, max(1, wanting))
    shown, rest = every[:drawn], every[drawn:]
    lanes = len(shown) + bool(rest)
    frame = open_frame(ax, SHEET, LANE * lanes)
    frame.limit(0.0, 100.0, frame.height, 0.0)
    high = frame.height / lanes
    _draw_scale(frame, every)
    styles = _styles(shown) if by is not None else {}
    _draw_bars(frame, shown, styles, high)
    for number, share in enumerate(shown):
        middle = (number + 0.5) * high
        name = label(share.name, frame.gutter - 8, high)
        frame.write(-8.0, middle, name, size=TEXT, across="right", transform=frame.beside)
        text = f"{share.met} of {share.requests}"
        place = (frame.width + 6, middle)
        frame.write(*place, text, size=TEXT, colour=QUIET, transform=frame.beside)
    if rest:
        _write_rest(frame, rest, frame.height - high / 2)
    about = "Share of requests with a place, in percent; the line is the share of all together"
    draw_words(frame, "Who gets least of what they asked for?", about, above=14.0)
    none = int((fairness["requests"] == 0).sum())
    notes = [f"{none} without requests are not shown"] if none else []
    draw_notes(frame, list(_signs(styles)), notes, below=6.0)
    return frame.ax


def _read(fairness: "pd.DataFrame", by: str | None) -> Iterator[_Share]:
    groups = [""] * len(fairness)
    if by is not None:
        texts = [clean(str(group)) for group in fairness[by].astype(object).fillna("")]
        groups = [f"{by} {text}" if text.isdecimal() else text for text in texts]
    columns = (fairness["name"], groups, fairness["met"], fairness["requests"])
    for name, group, met, requests in zip(*columns, strict=True):
        if requests:
            yield _Share(clean(str(name)) or UNSTATED, group, int(met), int(requests))


def _styles(shares: Sequence[_Share]) -> Mapping[str, KindStyle]:
    """Return a look for each group, plain for none and for the smallest of many."""
    sizes = Counter(share.group for share in shares)
    looks = list(KINDS.values())
    named = sorted(filter(None, sizes), key=lambda group: (-sizes[group], group))[: len(looks)]
    styles = dict(zip(sorted(named), looks, strict=False))
    return styles | {group: OTHERS for group in sizes if group not in styles}


def _signs(styles: Mapping[str, KindStyle]) -> Iterator[Sign]:
    for group, style in styles.items():
        if style is not OTHERS:
            yield Sign(group, style.face, style.line, style.hatch)
    if OTHERS in styles.values():
        plain = [group for group, style in styles.items() if style is OTHERS]
        yield Sign("others" if any(plain) else UNSTATED, OTHERS.face, OTHERS.line)


def _draw_scale(frame: Frame, shares: Sequence[_Share]) -> None:
    ticks = range(0, 101, 25)
    lines = [[(x, 0.0), (x, frame.height)] for x in ticks]
    frame.ax.add_collection(LineCollection(lines, colors=GRID, linewidths=0.6, zorder=0.5))
    overall = 100 * sum(s.met for s in shares) / sum(s.requests for s in shares)
    every = [[(overall, 0.0), (overall, frame.height)]]
    for colour, width, order in ((PAPER, 3.0, 3.0), (INK, 1.2, 3.1)):  # seen on dark bars too
        line = LineCollection(every, colors=colour, linewidths=width, zorder=order)
        frame.ax.add_collection(line)
    for x in ticks:
        place = (x, 4.0)
        frame.write(
            *place, str(x), size=SMALLEST, colour=QUIET, across="center", up="bottom",
            transform=frame.above,
        )  # fmt: skip
    frame.write(
        overall, 14.0, f"all: {overall:.0f}", size=SMALLEST, bold=True, across="center",
        up="bottom", transform=frame.above,
    )  # fmt: skip


def _draw_bars(
    frame: Frame, shares: Sequence[_Share], styles: Mapping[str, KindStyle], high: float
) -> None:
    boxes: dict[str, list[Box]] = {}
    for number, share in enumerate(shares):
        box = (0.0, share.percent, (number + BAR) * high, (number + 1 - BAR) * high)
        boxes.setdefault(share.group, []).append(box)
    for group, own in boxes.items():
        style = styles.get(group, replace(KINDS["plenary"], hatch=""))
        draw_boxes(frame, own, style.face, edge=style.line, hatch=style.hatch or None, line=0.5)
    ground = [[(0.0, 0.0), (0.0, frame.height)]]
    frame.ax.add_collection(LineCollection(ground, colors=RULE, linewidths=1.0, clip_on=False))


def _write_rest(frame: Frame, rest: Sequence[_Share], y: float) -> None:
    low, high = (f"{share.percent:.0f}" for share in (rest[0], rest[-1]))
    between = f"all {high} %" if low == high else f"{low} to {high} %"
    frame.write(
        -8.0, y, f"{len(rest)} more", size=TEXT, bold=True, across="right", transform=frame.beside
    )
    frame.write(0.5, y, between, size=TEXT, colour=QUIET)
