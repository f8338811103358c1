"""Declared rules: cases that a simpler referee would get wrong."""

from collections.abc import Callable

import pytest

from models import DeclaredRule, Instance, Timetable
from models.rule import COLUMNS
from scheduler.checking import check
from tests.checking.judged import found

Summit = Callable[..., Instance]
Places = Callable[..., Timetable]


def test_precedence_does_not_reach_over_an_activity_left_out(
    summit: Summit, timetable: Places
) -> None:
    """Without b, a and c are free: they are not listed one after the other."""
    instance = summit(
        activities=[{"id": "a"}, {"id": "b", "optional": True}, {"id": "c"}],
        rules=[{"id": "R", "kind": "precedence", "activities": "a;b;c"}],
    )
    assert check(instance, timetable("c 09:00 hall", "a 11:00 hall")).violations == ()


PAIRS = sorted(kind for kind, used in COLUMNS.items() if used[0] == "activities")


@pytest.mark.parametrize("kind", PAIRS)
def test_declared_rules_do_not_set_an_activity_against_itself(
    kind: DeclaredRule, summit: Summit, timetable: Places
) -> None:
    """Two places of one activity are ``once``; a rule is about two listed activities."""
    every = {"minutes": 2880, "limit": 2, "least_days": 2}
    stated = {column: value for column, value in every.items() if column in COLUMNS[kind]}
    instance = summit(
        activities=[{"id": "a"}, {"id": "b", "optional": True}],
        rules=[{"id": "R", "kind": kind, "activities": "a;b", **stated}],
    )
    report = check(instance, timetable("a 09:00 hall", "a 26T09:30 salon"))
    assert found(report.violations) == [("once", "a", "a")]
    report = check(instance, timetable("a 09:00 hall", "a 09:30 salon"))
    assert found(report.violations) == [("once", "a", "a")]


def test_fair_breaks_judges_all_persons_unless_it_names_some(
    summit: Summit, timetable: Places
) -> None:
    """Cuba, who is required nowhere, has no break; Peru has one."""
    activities = [{"id": "a", "people": ["P"]}, {"id": "b", "people": ["P"]}]
    places = timetable("a 09:00 hall", "b 12:00 hall")
    everybody = [{"id": "R", "kind": "fair-breaks"}]
    instance = summit(activities=activities, rules=everybody)
    assert found(check(instance, places).violations) == [("fair-breaks", "R")]
    alone = summit(activities=activities, rules=[{**everybody[0], "people": ["P"]}])
    assert check(alone, places).violations == ()
    nobody = summit(people=[], activities=[{"id": "a"}, {"id": "b"}], rules=everybody)
    assert check(nobody, places).violations == ()


def test_sentences_name_the_first_few_of_many(summit: Summit, timetable: Places) -> None:
    """Nine activities at once: six by name, all in the violation."""
    ids = "abcdefghi"
    instance = summit(
        rooms=[{"id": "hall", "name": "Hall", "capacity": 9, "units": 9, "zone": "town"}],
        activities=[{"id": one, "title": ""} for one in ids],
        rules=[{"id": "R", "kind": "at-most-parallel", "activities": ";".join(ids), "limit": 8}],
    )
    places = timetable(*(f"{one} 09:00 hall {unit}" for unit, one in enumerate(ids, 1)))
    (violation,) = check(instance, places).violations
    assert violation.activities == tuple(ids)
    assert violation.message.endswith(": a, b, c, d, e, f and 3 more")


def test_two_groups_are_apart_across_only(summit: Summit, timetable: Places) -> None:
    """Three at once: two of one list, and one that none of them may overlap."""
    instance = summit(
        activities=[{"id": name} for name in "abc"],
        rules=[{"id": "R", "kind": "apart", "activities": "a;b", "others": "c"}],
    )
    assert not check(
        instance, timetable("a 09:00 hall", "b 09:00 villa", "c 10:00 hall")
    ).violations
    places = timetable("a 09:00 hall", "b 09:15 villa", "c 10:00 hall")
    (violation,) = check(instance, places).violations
    assert violation.activities == ("b", "c")
