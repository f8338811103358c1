"""Which values are aimed at on the way to the bound."""

from scheduler.solving.exact.approaching import FIRST_WORK, Approach


def test_what_is_left_is_halved() -> None:
    """Between the bound and the best one found, down to the bound itself."""
    course = Approach(23)
    aims = []
    while (aim := course.aim(11)) is not None:
        aims.append(aim)
        course.best = aim
    assert aims == [16, 13, 11]
    assert course.attempts == 3


def test_after_what_is_given_up_higher_values_follow() -> None:
    """Once all are, from the middle again, with twice the work."""
    course = Approach(23)
    aims = []
    for _ in range(4):
        aim = course.aim(11)
        assert aim is not None
        aims.append(aim)
        course.give_up(aim)
    assert aims == [16, 19, 21, 22]
    assert course.work == FIRST_WORK
    assert course.aim(11) == 16
    assert course.work == 2 * FIRST_WORK


def test_what_the_bound_rules_out_is_not_aimed_at() -> None:
    """Nor is anything once the bound is attained."""
    course = Approach(14)
    assert course.aim(13) == 13
    assert course.aim(14) is None
