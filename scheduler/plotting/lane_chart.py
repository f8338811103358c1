"""The frame of the charts in which lanes run down and time across."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from matplotlib.axes import Axes

from models.clock import Interval
from scheduler.plotting.bars import Bar, Box
from scheduler.plotting.fonts import clean
from scheduler.plotting.frame import Frame, open_frame
from scheduler.plotting.furniture import Sign, draw_footer, draw_header, header_extra
from scheduler.plotting.lanes import Lane, draw_lane_labels, roomy, rule_lanes, sheet_height, stack
from scheduler.plotting.shown import Shown
from scheduler.plotting.style import Paper
from scheduler.plotting.timescale import TimeScale, draw_dates, draw_hours, side_by_side
from scheduler.plotting.wording import natural
from scheduler.viewing.programme import Booking
from scheduler.wording.languages import told

INSET = 0.6
"""Points between a bar and the edge of its lane."""

HOURS_HIGH = 22.0
DATES_HIGH = 15.0


@dataclass(frozen=True)
class LaneChart:
    """A frame with its lanes and its time scale."""

    shown: Shown
    frame: Frame
    scale: TimeScale
    lanes: Sequence[Lane]
    edges: Sequence[tuple[float, float]]
    subject: str = ""

    def box(self, span: Interval, day: int, lane: int, *, track: tuple[int, int] = (0, 1)) -> Box:
        """Return the box of a stretch of time in a lane, cut to the hours shown.

        ``track`` is which of how many parallel tracks of the lane it takes.
        """
        shown = self.scale.days[day]
        top, bottom = self.edges[lane]
        inset = min(INSET, (bottom - top) / 8)
        high = (bottom - top - 2 * inset) / track[1]
        start, end = max(span[0], shown.start), min(span[1], shown.end)
        return (
            self.scale.x(start, day),
            self.scale.x(max(start, end), day),
            top + inset + track[0] * high,
            top + inset + (track[0] + 1) * high,
        )

    def shade(self, span: Interval, day: int, lane: int) -> Box:
        """Return the box of a stretch of time over the full height of a lane."""
        left, right, _, _ = self.box(span, day, lane)
        return left, right, *self.edges[lane]

    def _stretches(self) -> list[tuple[float, float]]:
        days = enumerate(self.scale.days)
        return [(self.scale.x(day.start, n), self.scale.x(day.end, n)) for n, day in days]

    def lane_limits(self, day: int) -> tuple[float, float]:
        """Return between which x a lane may have text: its own day, to an edge with no day."""
        left, right = self.frame.ax.get_xlim()
        own = self._stretches()[day]
        others = [stretch for n, stretch in enumerate(self._stretches()) if n != day]
        before, after = any(o[1] <= own[0] for o in others), any(o[0] >= own[1] for o in others)
        return own[0] if before else left, own[1] if after else right

    def dress(self, signs: Sequence[Sign]) -> Axes:
        """Draw everything around the bars and return the axes."""
        frame = self.frame
        clock = self.shown.instance.clock
        draw_hours(frame, self.scale, clock, self.shown.language)
        draw_dates(frame, self.scale, self.shown.language)
        draw_lane_labels(frame, self.lanes, self.edges)
        rule_lanes(frame, self.lanes, self.edges, [self._stretches()] * len(self.lanes))
        dates = DATES_HIGH if len(self.scale.days) > 1 else 0.0
        draw_header(frame, self.shown, self.subject, height=HOURS_HIGH + dates)
        draw_footer(frame, self.shown, signs, depth=HOURS_HIGH)
        return frame.ax


def open_lanes(
    ax: Axes | None, paper: Paper, shown: Shown, lanes: Sequence[Lane], subject: str
) -> LaneChart:
    """Make room for lanes on the axes given or on a new sheet, days side by side."""
    lanes = roomy(lanes, paper.gutter, details=True)
    extra = header_extra(shown, subject, paper.gutter + paper.inner_width)
    paper = replace(paper, top=paper.top + extra)
    frame = open_frame(ax, paper, sheet_height(lanes, paper))
    scale = side_by_side(shown.days, frame.width)
    frame.limit(scale.left, scale.right, frame.height, 0.0)
    return LaneChart(shown, frame, scale, lanes, stack(lanes, frame.height), subject)


def set_up_box(chart: LaneChart, booking: Booking, lane: int, track: tuple[int, int]) -> list[Box]:
    """Return the boxes of set-up and clear-down: lower than the bar they belong to."""
    boxes = []
    for span in ((booking.opens, booking.start), (booking.end, booking.closes)):
        if span[0] < span[1]:
            left, right, top, bottom = chart.box(span, chart.shown.day(booking), lane, track=track)
            cut = (bottom - top) / 4
            boxes.append((left, right, top + cut, bottom - cut))
    return boxes


def titled(bar_box: Box, booking: Booking, texts: Sequence[str]) -> Bar:
    """Return the bar of a booking: ceremonies in bold, and names of parties never cut."""
    kind = booking.activity.kind
    return Bar(bar_box, kind, tuple(texts), bold=kind == "plenary", cut=kind != "bilateral")


def by_id(shown: Shown, said: Iterable[str]) -> list[Sign]:
    """Return what is meant by the ids that a chart has for want of space, or where it is said."""
    ids = sorted(set(said), key=natural)
    activities = {id: shown.instance.activity[id] for id in ids}
    bilaterals = [id for id in ids if activities[id].kind == "bilateral"]
    titles = [(id, activities[id].title) for id in ids if id not in bilaterals]
    example = [Sign(shown.word("see-key", id=id)) for id in bilaterals[:1]]
    named = (told(id, clean(title), shown.language) for id, title in titles if clean(title))
    return example + [Sign(text) for text in named]
