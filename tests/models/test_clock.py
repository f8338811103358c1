"""The time arithmetic that referee and solver share, over all small spans."""

from datetime import UTC, date, datetime, time
from itertools import combinations, pairwise, product

import pytest

from models.clock import Clock, Interval, SkippedTime, Span, inside, merged, overlap, without

SMALL: list[Interval] = [(start, end) for start in range(5) for end in range(5)]
"""All intervals of minutes 0 to 4; the backward ones are empty too."""

PROPER = [(start, end) for start, end in SMALL if start < end]


def minutes(*intervals: Interval) -> set[int]:
    return {minute for interval in intervals for minute in range(*interval)}


def is_tidy(intervals: list[Interval]) -> bool:
    """Tell whether intervals are not empty, sorted, and do not touch."""
    ends = [moment for interval in intervals for moment in interval]
    return all(before < after for before, after in pairwise(ends))


@pytest.mark.parametrize("first", SMALL)
def test_overlap_is_sharing_a_minute(first: Interval) -> None:
    """Two intervals overlap if and only if they share a minute."""
    for second in SMALL:
        assert overlap(first, second) == bool(minutes(first) & minutes(second))
        assert overlap(first, second) == overlap(second, first)


@pytest.mark.parametrize("inner", PROPER)
def test_inside_is_having_all_minutes(inner: Interval) -> None:
    """One interval is inside another if and only if the other has all its minutes."""
    for outer in SMALL:
        assert inside(inner, outer) == (minutes(inner) <= minutes(outer))


def test_merged_keeps_minutes_and_is_tidy() -> None:
    """Any three small intervals, in any order, backward ones as well."""
    for three in product(SMALL, repeat=3):
        joined = merged(three)
        assert minutes(*joined) == minutes(*three)
        assert is_tidy(joined)


def test_without_cuts_exactly_the_holes() -> None:
    """Up to two small intervals less up to two small holes."""
    few = [[], *([one] for one in SMALL), *(list(two) for two in combinations(PROPER, 2))]
    for intervals, holes in product(few, few):
        left = without(intervals, holes)
        assert minutes(*left) == minutes(*intervals) - minutes(*holes)
        assert is_tidy(left)


@pytest.mark.parametrize(
    "zone", ["Asia/Ho_Chi_Minh", "Europe/Paris", "America/St_Johns", "Australia/Lord_Howe", "UTC"]
)
@pytest.mark.parametrize("day", ["2025-03-30", "2025-04-06", "2025-10-05", "2025-10-26"])
def test_clock_returns_to_every_minute(zone: str, day: str) -> None:
    """Minute to local time and back is the same minute, on days when clocks change too."""
    clock = Clock(zone)
    first = clock.minute(datetime.fromisoformat(f"{day}T00:00+00:00"))
    for minute in range(first - 24 * 60, first + 48 * 60, 5):
        local = clock.moment(minute)
        assert clock.minute(local) == minute
        assert clock.minute(local.replace(tzinfo=None)) == minute  # fold stays
        assert clock.date(minute) == local.date()


def test_clock_counts_minutes_from_the_epoch() -> None:
    """Seven in the morning of 1 January 1970 in Hanoi, then eight hours from UTC, is -60."""
    assert Clock("UTC").minute(datetime(1970, 1, 2)) == 24 * 60
    assert Clock("Asia/Ho_Chi_Minh").minute(datetime(1970, 1, 1, 7)) == -60
    assert Clock("Asia/Ho_Chi_Minh").minute(datetime(2025, 10, 25, 7)) == Clock("UTC").minute(
        datetime(2025, 10, 25)
    )


def test_clock_refuses_skipped_times() -> None:
    """On 30 March 2025 Paris goes from 02:00 to 03:00 at once."""
    clock = Clock("Europe/Paris")
    for skipped in (datetime(2025, 3, 30, 2), datetime(2025, 3, 30, 2, 30)):
        with pytest.raises(SkippedTime, match="2025-03-30T02"):
            clock.minute(skipped)
    with pytest.raises(SkippedTime):
        clock.at(date(2025, 3, 30), time(2, 30))
    before, after = datetime(2025, 3, 30, 1, 59), datetime(2025, 3, 30, 3)
    assert clock.minute(after) - clock.minute(before) == 1


def test_clock_reads_an_hour_that_comes_twice_as_the_first() -> None:
    """On 26 October 2025 Paris has 02:30 twice; fold tells the second."""
    clock = Clock("Europe/Paris")
    first = clock.minute(datetime(2025, 10, 26, 2, 30))
    assert clock.moment(first).astimezone(UTC).hour == 0
    assert clock.minute(datetime(2025, 10, 26, 2, 30, fold=1)) == first + 60
    assert clock.minute(datetime(2025, 10, 26, 3)) - first == 90


def test_clock_keeps_the_offset_of_a_moment() -> None:
    """A time with an offset is that instant, whatever the zone of the clock."""
    moment = datetime.fromisoformat("2025-10-25T09:00+07:00")
    assert Clock("Europe/Paris").minute(moment) == Clock("Asia/Ho_Chi_Minh").minute(moment)
    assert f"{Clock('Europe/Paris').moment(Clock('UTC').minute(moment)):%H:%M}" == "04:00"


def test_clock_gives_the_elapsed_minutes_of_a_span() -> None:
    """From midnight to midnight are 25 hours when clocks go back."""
    clock = Clock("Europe/Paris")
    start, end = clock.interval(Span.model_validate("2025-10-26T00:00/2025-10-27T00:00"))
    assert end - start == 25 * 60
