"""The planted conferences: sizes as promised, and no rule that the hidden timetable breaks."""

from benchmarks.conflicts import CASES, conference
from scheduler import check


def test_hidden_timetable_keeps_every_rule() -> None:
    """Soft ones included; some persons chair two sessions."""
    for seed in (1, 3, 4):
        instance, hidden = conference(seed)
        report = check(instance, hidden)
        assert not report.violations
        assert report.scores["rules"].value == 0
        assert len(instance.people) < len(instance.activities)


def test_cases_are_of_the_sizes_that_are_told() -> None:
    """And no two alike."""
    instances = [conference(seed)[0] for seed in range(1, CASES + 1)]
    assert all(100 <= len(instance.activities) <= 200 for instance in instances)
    assert all(1000 <= len(instance.rules) <= 2000 for instance in instances)
    assert len({instance.sha256 for instance in instances}) == CASES
