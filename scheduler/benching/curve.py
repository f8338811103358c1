"""Value and bound over time, as a solve reports them."""

from collections.abc import Sequence

from pydantic import Field

from models.record import Contract
from scheduler.solving import OnProgress, Progress

MOMENTS = (1, 2, 5, 10, 20, 60)
"""Seconds after which value and bound are kept."""


class Point(Contract):
    """What was known at one moment, in the unit of the source."""

    seconds: float = Field(description="Since the solve began.")
    value: int | None = Field(description="Of the best timetable by then; null without one.")
    bound: int = Field(description="Proven by then, rounded up.")


class Recorder:
    """Notes each better value or bound of a solve with one tier, and passes it on.

    Attributes
    ----------
    points
        What was noted, in order of time.
    """

    def __init__(self, scale: int, on_progress: OnProgress | None = None) -> None:
        self.points: list[Point] = []
        self._scale, self._on_progress = scale, on_progress

    def __call__(self, news: Progress) -> None:
        """Note a report of progress: a first timetable that still grows is one as well."""
        value = None if news.value is None else news.value // self._scale
        bound = -(-news.bound // self._scale)
        self.points.append(Point(seconds=news.seconds, value=value, bound=bound))
        if self._on_progress is not None:
            self._on_progress(news)


def curve(points: Sequence[Point], end: Point) -> tuple[Point, ...]:
    """Return what was known at each of the moments before the end, and at the end."""
    moments = [moment for moment in MOMENTS if moment < end.seconds]
    return (*(_known(points, moment) for moment in moments), end)


def _known(points: Sequence[Point], moment: float) -> Point:
    before = [point for point in points if point.seconds <= moment]
    last = before[-1] if before else Point(seconds=0, value=None, bound=0)
    return last.model_copy(update={"seconds": float(moment)})
