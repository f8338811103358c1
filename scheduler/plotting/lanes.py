"""Lanes: the rows of a chart, stacked in points from the top, with their labels."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from matplotlib.collections import LineCollection

from models.clock import Interval
from scheduler.plotting.fonts import clean, text_height, text_width
from scheduler.plotting.frame import Frame
from scheduler.plotting.labels import SLACK, beginning, block, shorten, wrap
from scheduler.plotting.style import FAINT, INK, QUIET, RULE, SMALLEST, Paper

LABEL_GAP = 8.0
NUMBER_WIDTH = 14.0
LOWEST = 40.0
"""Points; a chart of a few lanes is at least this high."""


HEADING_SIZES = (9.5, 8.8)

Form = tuple[int, float, bool]
FORMS: tuple[Form, ...] = (
    (1, 7.5, True), (1, SMALLEST, True), (2, 7.5, True), (2, SMALLEST, True), (3, SMALLEST, True),
    (1, 7.5, False), (1, SMALLEST, False), (2, SMALLEST, False), (3, SMALLEST, False),
    (4, SMALLEST, False), (6, SMALLEST, False),
)  # fmt: skip
"""Ways to set a label: lines, size, and whether its detail is below; the first that fits."""

QUIET_FORMS: tuple[Form, ...] = ((1, SMALLEST, False), (2, SMALLEST, False))


@dataclass(frozen=True)
class Lane:
    """One row: its label, a second line in small, a unit number, and how high it may be.

    ``rule`` is the line above it: strong where a new subject begins. ``short`` is what a heading
    says where there is no room for its label. With ``told`` a label is rather cut than its detail
    left out, which may take several lines then.
    """

    label: str
    detail: str = ""
    number: str = ""
    least: float = 13.0
    most: float = 36.0
    rule: Literal["strong", "thin", "none"] = "strong"
    heading: bool = False
    quiet: bool = False
    short: str = ""
    told: bool = False

    @property
    def forms(self) -> tuple[Form, ...]:
        """Ways to set the label, the largest first."""
        if self.told:
            return tuple(form for form in FORMS if form[2])
        forms = QUIET_FORMS if self.quiet else FORMS
        return forms if self.detail else tuple(form for form in forms if not form[2])


def sheet_height(lanes: Sequence[Lane], paper: Paper) -> float:
    """Return the height in points that lanes take on a sheet.

    It is that of the paper, but smaller where the sheet would be half empty, and larger where
    lanes would be too low for their text.
    """
    inner = paper.height - paper.top - paper.bottom
    most = max(LOWEST, sum(lane.most for lane in lanes))
    return max(sum(lane.least for lane in lanes), min(inner, most))


def roomy(lanes: Sequence[Lane], gutter: float, *, details: bool) -> list[Lane]:
    """Make lanes higher where their labels would be cut.

    Parameters
    ----------
    lanes
        The lanes; those without a label that follow a label are its own.
    gutter
        Points left of the axes.
    details
        Whether there has to be room for the details of lanes, too.
    """
    found = list(lanes)
    for number, lane in enumerate(lanes):
        if not lane.label or lane.heading:
            continue
        own = lanes[number : _label_end(lanes, number)]
        label, wide = clean(lane.label), _label_width(lane, gutter)
        lines = wrap(label, wide, SMALLEST, bold=not lane.quiet) or []
        most = max(count for count, _, _ in lane.forms)
        needs = text_height(min(len(lines), most), SMALLEST, label)
        if details:
            needs += _detail_height(lane, wide)
        if (lacks := needs - sum(other.least for other in own)) > 0:
            least = lane.least + lacks
            found[number] = replace(lane, least=least, most=max(lane.most, least))
    return found


def _label_end(lanes: Sequence[Lane], number: int) -> int:
    """Return the lane before which the label of a lane has to end."""
    after = range(number + 1, len(lanes))
    return next((n for n in after if lanes[n].label or not lanes[n].number), len(lanes))


def _label_width(lane: Lane, gutter: float) -> float:
    return gutter - LABEL_GAP - (NUMBER_WIDTH if lane.number else 0)


def stack(lanes: Sequence[Lane], height: float) -> list[tuple[float, float]]:
    """Return top and bottom of each lane, in points from the top, inside ``height``."""
    least = sum(lane.least for lane in lanes)
    most = sum(lane.most for lane in lanes)
    if not lanes:
        return []
    share = min(1.0, (height - least) / (most - least)) if most > least else 0.0
    squeeze = min(1.0, height / least) if share < 0 else 1.0
    edges, top = [], 0.0
    for lane in lanes:
        bottom = top + (lane.least + max(0.0, share) * (lane.most - lane.least)) * squeeze
        edges.append((top, bottom))
        top = bottom
    return edges


def tracks(spans: Sequence[Interval]) -> list[tuple[int, int]]:
    """Spread spans that overlap over parallel tracks.

    Returns
    -------
    list of tuple
        Per span its track (from 0) and the number of tracks where it is; (0, 1) for all in a
        timetable without clashes. A timetable that breaks rules is drawn as a whole, too.
    """
    order = sorted(range(len(spans)), key=lambda i: (spans[i], i))
    found = [(0, 1)] * len(spans)
    group: list[int] = []
    ends: list[int] = []
    for i in order:
        start, end = spans[i]
        if ends and start >= max(ends):
            _close(found, group, len(ends))
            group, ends = [], []
        track = next((t for t, free in enumerate(ends) if free <= start), len(ends))
        ends[track : track + 1] = [end]
        found[i] = (track, 1)
        group.append(i)
    _close(found, group, len(ends))
    return found


def _close(found: list[tuple[int, int]], group: Sequence[int], count: int) -> None:
    for i in group:
        found[i] = (found[i][0], count)


def draw_lane_labels(
    frame: Frame, lanes: Sequence[Lane], edges: Sequence[tuple[float, float]]
) -> None:
    """Write the labels left of the axes; a label may extend over unlabelled lanes below it.

    Headings are alike: the largest size at which all fit, or else all are short.
    """
    room = frame.gutter - 2 * LABEL_GAP
    headings = [lane.label for lane in lanes if lane.heading]
    wide = max((text_width(label, 1, bold=True) for label in headings), default=0.0) * SLACK
    fits = [size for size in HEADING_SIZES if size * wide <= room]
    size = (fits or HEADING_SIZES)[0]
    for number, (lane, (top, bottom)) in enumerate(zip(lanes, edges, strict=True)):
        if lane.number and bottom - top >= text_height(1, SMALLEST):
            _right(frame, -LABEL_GAP, (top + bottom) / 2, lane.number, (SMALLEST, False), FAINT)
        if lane.heading:
            frame.write(
                -frame.gutter,
                bottom - 3,
                shorten(lane.label if fits else lane.short, room, size, bold=True),
                size=size,
                bold=True,
                up="bottom",
                transform=frame.beside,
            )
        elif lane.label:
            end = edges[_label_end(lanes, number) - 1][1]
            _write_label(frame, lane, (top, bottom), end)


def _write_label(frame: Frame, lane: Lane, own: tuple[float, float], end: float) -> None:
    """Set name and detail the largest way that fits, centred on the lane or down from its top."""
    wide = _label_width(lane, frame.gutter)
    top, bottom = own
    bold = not lane.quiet
    label = clean(lane.label)
    for lines, size, detail in lane.forms:
        name = block(lane.label, wide, text_height(lines, size, label), size, bold=bold)
        below = _detail_height(lane, wide) if detail else 0.0
        if name and name.height + below <= end - top + 0.01:
            break
    else:
        below, size = _detail_height(lane, wide) if lane.told else 0.0, SMALLEST
        high = end - top - below
        name = beginning(lane.label, wide, high, size, bold=bold)
        name = name or block(
            shorten(lane.label, wide, size, bold=bold), wide, high, size, bold=bold
        )
    if name is None:
        return
    high = name.height + below
    y = (top + bottom) / 2 - high / 2 if high <= bottom - top else top + min(1.0, end - top - high)
    left = -LABEL_GAP - (NUMBER_WIDTH if lane.number else 0)
    colour = FAINT if lane.quiet else INK
    _right(frame, left, y + name.height / 2, name.text, (name.size, bold), colour)
    if below:
        text = "\n".join(_detail(lane, wide))
        _right(frame, left, y + name.height + below / 2, text, (SMALLEST, False), QUIET)


def _detail_height(lane: Lane, wide: float) -> float:
    lines = _detail(lane, wide)
    return text_height(len(lines), SMALLEST, " ".join(lines)) if lane.detail else 0.0


def _detail(lane: Lane, wide: float) -> list[str]:
    """Leave the last parts of a detail out if they do not fit: half a number says a wrong one."""
    if lane.told and (lines := wrap(lane.detail, wide, SMALLEST)):
        return lines
    parts = lane.detail.split(" · ")
    while len(parts) > 1 and text_width(clean(" · ".join(parts)), SMALLEST) * SLACK > wide:
        parts.pop()
    return [shorten(" · ".join(parts), wide, SMALLEST)]


def _right(
    frame: Frame, x: float, y: float, text: str, look: tuple[float, bool], colour: str
) -> None:
    if text:
        frame.write(
            x,
            y,
            text,
            size=look[0],
            bold=look[1],
            colour=colour,
            across="right",
            transform=frame.beside,
        )


def rule_lanes(
    frame: Frame,
    lanes: Sequence[Lane],
    edges: Sequence[tuple[float, float]],
    extents: Sequence[Sequence[tuple[float, float]]],
) -> None:
    """Draw a line above each lane, and below the last, over the lane's stretches of x."""
    lines: dict[str, list[list[tuple[float, float]]]] = {"strong": [], "thin": [], "none": []}
    for lane, (top, _), stretches in zip(lanes, edges, extents, strict=True):
        lines[lane.rule] += [[(left, top), (right, top)] for left, right in stretches]
    if edges:
        foot = edges[-1][1]
        lines["strong"] += [[(left, foot), (right, foot)] for left, right in extents[-1]]
    for rule, colour, width in (("thin", RULE, 0.25), ("strong", FAINT, 0.5)):
        frame.ax.add_collection(
            LineCollection(lines[rule], colors=colour, linewidths=width, zorder=0.6),
            autolim=False,
        )
