"""Progress in a log: the last line of a tier is how it ended."""

import pytest

from scheduler.cli.progress import ProgressForm, shown
from scheduler.solving import Progress


def report(tier: int, value: int, bound: int, seconds: float = 0.1) -> Progress:
    """One report of a search of two tiers."""
    gap = (value - bound) / max(1, value)
    return Progress(
        tier=tier, tiers=2, goals=("breaks",), value=value, bound=bound, gap=gap, seconds=seconds
    )


@pytest.mark.parametrize("end", [(2, 2), (2, 1)], ids=["proven", "open"])
def test_a_tier_ends_with_what_is_known_of_it(
    end: tuple[int, int], capsys: pytest.CaptureFixture[str]
) -> None:
    """Regression: "value 8, bound 0, gap 100.0%" was the last line of a tier that was proven."""
    with shown(ProgressForm.TEXT) as tell:
        for progress in (report(1, 8, 0), report(1, 5, 0), report(1, *end), report(2, 7, 0)):
            tell(progress)
        tell(report(2, 7, 7))
    lines = [line.partition("tier ")[2].replace("gap ", "") for line in _lines(capsys)]
    gap = f"{(end[0] - end[1]) / end[0]:.1%}"
    assert lines == [
        "1/2 breaks: value 8, bound 0, 100.0%",
        f"1/2 breaks: value {end[0]}, bound {end[1]}, {gap}",
        "2/2 breaks: value 7, bound 0, 100.0%",
        "2/2 breaks: value 7, bound 7, 0.0%",
    ]


def test_nothing_is_said_twice(capsys: pytest.CaptureFixture[str]) -> None:
    """A tier that is proven when it begins has one line, also when it is searched once more."""
    with shown(ProgressForm.TEXT) as tell:
        for progress in (report(1, 0, 0), report(2, 7, 3), report(1, 0, 0), report(2, 7, 3)):
            tell(progress)
    assert len(_lines(capsys)) == 2


def test_times_never_go_back(capsys: pytest.CaptureFixture[str]) -> None:
    """Regression: the last lines had 50.1, 6.0 and 28.7 s, each when its tier was last better."""
    with shown(ProgressForm.TEXT) as tell:
        for progress in (report(1, 8, 0, 1.0), report(2, 7, 0, 2.0)):
            tell(progress)
        for progress in (report(2, 5, 0, 6.0), report(1, 7, 0, 50.06)):
            tell(progress)
    *_, first, second = _lines(capsys)
    assert (first[:10], second[:10]) == ("  50.1 s  ",) * 2
    assert first.endswith("value 7, bound 0, gap 100.0%")
    assert second.endswith("value 5, bound 0, gap 100.0%, since 6.0 s")


def test_where_lines_are_rare_there_are_none_at_the_end(
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A question that is answered at once has no lines of progress."""
    with shown(ProgressForm.TEXT, rarely=True) as tell:
        tell(report(1, 8, 0))
        tell(report(1, 8, 8))
    assert _lines(capsys) == []


def _lines(capsys: pytest.CaptureFixture[str]) -> list[str]:
    return capsys.readouterr().err.splitlines()
