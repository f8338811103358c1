"""The front of two goals: what less of the one costs in the other, and what is proven of it."""

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING, cast

from matplotlib.axes import Axes
from matplotlib.collections import LineCollection

from models import Goal
from scheduler.plotting.bars import Box, draw_boxes
from scheduler.plotting.figure import SHEET, TEXT, draw_notes, draw_words, instance_note
from scheduler.plotting.fonts import text_height, text_width
from scheduler.plotting.frame import Frame, open_frame
from scheduler.plotting.furniture import Sign
from scheduler.plotting.labels import shorten
from scheduler.plotting.style import FAINT, GRID, INK, KINDS, PAPER
from scheduler.wording.goals import LESS, MEASURES

if TYPE_CHECKING:
    import pandas as pd

PROVEN, OPEN, DOMINATED = "●", "○", "×"
HATCH = "////"
NAME_UP = 8.0
"""Points above the axes of the name of their vertical one."""

BELOW = 32.0
"""Points below the axes that the horizontal one takes: its figures, and its name."""


@dataclass(frozen=True)
class _Point:
    """One timetable: its values, what is proven of them, and the limit it was looked for within.

    ``y`` is the value of the first goal, ``x`` that of the second; ``most`` is infinite for the
    first point.
    """

    x: int
    y: int
    least_x: float
    least_y: float
    most: float
    proven: bool
    dominated: bool


def plot_front(front: "pd.DataFrame", ax: Axes | None = None) -> Axes:
    """Draw a Pareto front as a staircase: for so much of one goal, the least of the other.

    Full points are proven, be it by the bounds of others, open ones not: where hatched, a better
    timetable is not excluded. Crosses are timetables that another one surpasses.

    Parameters
    ----------
    front
        What :func:`scheduler.front` returned for two goals. Read are the columns of the two goals
        and their ``_bound``, ``at_most``, ``proven``, ``dominated`` and, for the footer,
        ``instance_sha256``; ``attrs["complete"]`` tells that nothing is beyond the last point, and
        without it that side is hatched too.
    ax
        Axes to draw on; by default those of a new A4 sheet.

    Returns
    -------
    matplotlib.axes.Axes
        x in the unit of the second goal, y in that of the first.

    Raises
    ------
    ValueError
        There are no rows, or not two goals.
    """
    first, second = _goals(front)
    if front.empty:
        raise ValueError("found no rows; allowed: a front of at least one point")
    complete = bool(front.attrs.get("complete", False))
    points = _settled(list(_read(front, first, second)), complete=complete)
    frame = open_frame(ax, SHEET)
    left, right = _padded([point.x for point in points])
    bottom, top = _padded([point.y for point in points])
    frame.limit(left, right, bottom, top)
    _draw_axes(frame, points, MEASURES[first], MEASURES[second])
    unknown = list(_unknown(points, (left, right), (bottom, top), complete=complete))
    draw_boxes(frame, unknown, PAPER, edge=KINDS["bilateral"].line, hatch=HATCH, zorder=0.7)
    _draw_stairs(frame, points)
    _draw_points(frame, points)
    proven = "Below the line there is no timetable: that is proven"
    about = f"{proven}, except where it is hatched." if unknown else f"{proven}."
    draw_words(frame, f"What {LESS[second]} would cost", about, above=NAME_UP + TEXT)
    signs = list(_signs(points, hatched=bool(unknown)))
    ended = str(front.attrs.get("ended", ""))
    draw_notes(frame, signs, [*instance_note(front), *filter(None, [ended])], below=BELOW)
    return frame.ax


def _goals(front: "pd.DataFrame") -> tuple[Goal, Goal]:
    found = [str(name) for name in front.columns if f"{name}_bound" in front.columns]
    if len(found) != 2 or not set(found) <= set(MEASURES):
        listed = ", ".join(found) or "none"
        hint = _instead(found) if len(found) == 3 else ""
        raise ValueError(f"found goals: {listed}; allowed: a front of two goals{hint}")
    return cast(Goal, found[0]), cast(Goal, found[1])


def _instead(goals: Sequence[str]) -> str:
    """Say what shows three goals: no staircase can, as bounds hold within two limits then."""
    first, second, third = goals
    pair = f"front(instance, ({first!r}, {second!r}))"
    table = f"front.pivot_table({first!r}, {second!r}, {third!r}, 'min')"
    return f". For two of them ask for {pair}; {table} shows what was found of all three"


def _read(front: "pd.DataFrame", first: Goal, second: Goal) -> Iterator[_Point]:
    numbers = front[[second, first, f"{second}_bound", f"{first}_bound", "at_most"]]
    values = numbers.astype("Float64").to_numpy(dtype="float64", na_value=math.nan)
    for row, proven, dominated in zip(values, front["proven"], front["dominated"], strict=True):
        x, y, least_x, least_y, most = (float(value) for value in row)
        yield _Point(
            x=int(x),
            y=int(y),
            least_x=0.0 if math.isnan(least_x) else least_x,
            least_y=0.0 if math.isnan(least_y) else least_y,
            most=math.inf if math.isnan(most) else most,
            proven=bool(proven),
            dominated=bool(dominated),
        )


def _settled(points: Sequence[_Point], *, complete: bool) -> list[_Point]:
    """Mark what all bounds together prove: no timetable is as good in both goals, and better."""
    return [
        replace(
            point,
            proven=point.proven
            or (
                _least(points, point.x, complete=complete) >= point.y
                and _least(points, point.x - 1, complete=complete) > point.y
            ),
        )
        for point in points
    ]


def _padded(values: Sequence[int]) -> tuple[float, float]:
    """Return limits of an axis that leave room around the values, but none below 0."""
    pad = max(1.0, (max(values) - min(values)) * 0.08)
    return max(-pad / 4, min(values) - pad), max(values) + pad


def _least(points: Sequence[_Point], x: float, *, complete: bool) -> float:
    """Return what is proven to be the least of the first goal with ``x`` of the second."""
    if complete and x < min(point.x for point in points):
        return math.inf
    within = [point for point in points if x <= point.most]
    bounds = [point.least_y for point in within]
    bounds += [point.y + 1 for point in within if x < point.least_x]
    return max(bounds, default=0.0)


def _unknown(
    points: Sequence[_Point],
    across: tuple[float, float],
    up: tuple[float, float],
    *,
    complete: bool,
) -> Iterator[Box]:
    """Yield the boxes between what is proven to be the least and the least that was found.

    Both change only where a point, a limit or a bound is; goals are whole numbers, so that what
    holds for one holds up to the next.
    """
    edges = {across[0], across[1]}
    for point in points:
        edges |= {point.x, point.most + 1, point.least_x}
    inside = sorted(edge for edge in edges if across[0] <= edge <= across[1])
    for start, end in pairwise(inside):
        found = min((point.y for point in points if point.x <= start), default=up[1])
        least = max(_least(points, start, complete=complete), up[0])
        if least < found:
            yield start, end, least, found


def _draw_stairs(frame: Frame, points: Sequence[_Point]) -> None:
    best = [point for point in points if not point.dominated]
    best.sort(key=lambda point: point.x)
    corners = [(float(best[0].x), frame.ax.get_ylim()[1])]
    for point, after in pairwise(best):
        corners += [(point.x, point.y), (after.x, point.y)]
    corners += [(best[-1].x, best[-1].y), (frame.ax.get_xlim()[1], best[-1].y)]
    frame.ax.add_collection(
        LineCollection([corners], colors=INK, linewidths=1.0, zorder=2), autolim=False
    )


def _draw_points(frame: Frame, points: Sequence[_Point]) -> None:
    looks = (
        ([p for p in points if p.dominated], "x", FAINT),
        ([p for p in points if not (p.proven or p.dominated)], "o", PAPER),
        ([p for p in points if p.proven and not p.dominated], "o", INK),
    )
    for own, marker, face in looks:
        drawn = frame.ax.scatter(
            [p.x for p in own], [p.y for p in own], s=34, marker=marker, linewidths=1.3, zorder=4
        )
        drawn.set_facecolor(face)
        drawn.set_edgecolor(FAINT if marker == "x" else INK)
        drawn.set_clip_on(False)


def _signs(points: Sequence[_Point], *, hatched: bool) -> Iterator[Sign]:
    if hatched:
        yield Sign("A better timetable is not excluded", PAPER, KINDS["bilateral"].line, HATCH)
    if any(point.proven and not point.dominated for point in points):
        yield Sign(f"{PROVEN} proven: none is better in both")
    if any(not (point.proven or point.dominated) for point in points):
        yield Sign(f"{OPEN} the best found, not proven")
    if any(point.dominated for point in points):
        yield Sign(f"{DOMINATED} found on the way; another one is better")


def _draw_axes(frame: Frame, points: Sequence[_Point], upward: str, across: str) -> None:
    """Write the values of the points along both axes, where there is room, and their names."""
    low, high = frame.ax.get_ylim()
    left, right = frame.ax.get_xlim()
    xs = _spread(sorted({p.x for p in points}), frame.per_x, _width)
    ys = _spread(sorted({p.y for p in points}), frame.per_y, lambda _: text_height(1, TEXT))
    lines = [[(x, low), (x, high)] for x in xs] + [[(left, y), (right, y)] for y in ys]
    frame.ax.add_collection(
        LineCollection(lines, colors=GRID, linewidths=0.6, zorder=0.5), autolim=False
    )
    under = frame.corner(0, 0)
    for x in xs:
        place = ((x - left) * frame.per_x, -4.0)
        frame.write(*place, str(x), size=TEXT, across="center", up="top", transform=under)
    for y in ys:
        frame.write(-6.0, y, str(y), size=TEXT, across="right", transform=frame.beside)
    room = frame.width + frame.gutter
    frame.write(
        frame.width, -17.0, shorten(across, room, TEXT, bold=True), size=TEXT, bold=True,
        across="right", up="top", transform=under,
    )  # fmt: skip
    frame.write(
        -frame.gutter, NAME_UP, shorten(upward, room, TEXT, bold=True), size=TEXT, bold=True,
        up="bottom", transform=frame.corner(0, 1),
    )  # fmt: skip


def _width(value: int) -> float:
    return text_width(str(value), TEXT)


def _spread(
    values: Sequence[int], points_per_unit: float, size: Callable[[int], float]
) -> list[int]:
    """Return the values whose figures do not touch: the ends first, then from the lowest up."""
    kept: list[int] = []
    for value in dict.fromkeys([*values[:1], *values[-1:], *values]):
        if all(
            abs(value - other) * points_per_unit >= (size(value) + size(other)) / 2 + 3
            for other in kept
        ):
            kept.append(value)
    return kept
