"""Value and bound at fixed moments, of what a solve reports."""

from scheduler.benching.curve import Point, Recorder, curve
from scheduler.solving import Progress


def news(seconds: float, value: int | None, bound: int, tier: int = 1) -> Progress:
    return Progress(
        tier=tier, tiers=1, goals=("breaks",), value=value, bound=bound, gap=None, seconds=seconds
    )


def test_what_was_known_at_each_moment() -> None:
    """From the first timetable on, while it still grows; in the unit of the source."""
    passed_on: list[Progress] = []
    recorder = Recorder(10, passed_on.append)
    told = [news(0.5, 125, 0, tier=0), news(1.5, 90, 31), news(4.0, 70, 31), news(5.0, 60, 41)]
    for one in told:
        recorder(one)
    assert passed_on == told
    known = curve(recorder.points, Point(seconds=7.5, value=5, bound=5))
    assert [(p.seconds, p.value, p.bound) for p in known] == [
        (1, 12, 0), (2, 9, 4), (5, 6, 5), (7.5, 5, 5),
    ]  # fmt: skip
