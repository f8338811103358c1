"""Every hard rule: one planted fault is named exactly; its legal neighbours are not."""

from collections.abc import Callable
from typing import get_args

import pytest

from models import DeclaredRule, HardRule, Instance, StandingRule, SubjectKind, Timetable
from scheduler.checking import check
from scheduler.checking.declared import DECLARED_RULES
from scheduler.checking.referee import STANDING_RULES
from tests.rules.every import FAULTS
from tests.rules.forms import Times

TABLES: dict[SubjectKind, str] = {
    "activity": "activities",
    "person": "people",
    "room": "rooms",
    "resource": "resources",
    "rule": "rules",
}
"""What the subject of a violation is -> the table that has it."""

LEGAL = [(name, legal) for name, case in FAULTS.items() for legal in case.legal]

Summit = Callable[..., Instance]
Places = Callable[..., Timetable]


def test_referee_lists_every_rule_under_its_name() -> None:
    """The visible tuple has the standing rules in order, the mapping the declared ones."""
    named = tuple(function.__name__.replace("_", "-") for function in STANDING_RULES)
    assert named == get_args(StandingRule)
    assert set(DECLARED_RULES) == set(get_args(DeclaredRule))
    for kind, function in DECLARED_RULES.items():
        assert function.__name__.replace("_", "-") == kind


@pytest.mark.parametrize(("name", "legal"), LEGAL)
def test_referee_passes_legal_neighbours(
    name: HardRule, legal: Times, summit: Summit, timetable: Places
) -> None:
    """What just keeps a rule is no violation."""
    case = FAULTS[name]
    instance = summit(**case.tables, rules=case.rules)
    assert check(instance, timetable(*legal)).violations == ()


@pytest.mark.parametrize("name", FAULTS)
def test_referee_names_the_one_planted_fault(
    name: HardRule,
    summit: Summit,
    timetable: Places,
    minutes: Callable[[Instance, str | None], tuple[int, int] | None],
) -> None:
    """One fault gives one violation: rule, subject of its kind, activities, times, words."""
    case = FAULTS[name]
    instance = summit(**case.tables, rules=case.rules)
    (violation,) = check(instance, timetable(*case.fault)).violations
    assert violation.rule == name
    assert violation.subject == case.subject
    rows = getattr(instance, TABLES[violation.subject_kind])
    assert violation.subject in {row.id for row in rows}
    assert violation.activities == case.activities
    assert (violation.start, violation.end) == (minutes(instance, case.clash) or (None, None))
    for words in case.says:
        assert words in violation.message


@pytest.mark.parametrize("name", get_args(DeclaredRule))
def test_soft_rule_costs_its_weight_instead(
    name: HardRule, summit: Summit, timetable: Places
) -> None:
    """The same fault of a soft rule is no violation; it is counted at its weight."""
    case = FAULTS[name]
    instance = summit(**case.tables, rules=[{**row, "weight": 7} for row in case.rules])
    report = check(instance, timetable(*case.fault))
    assert report.violations == ()
    assert report.scores["rules"].value == 7 * case.count
    assert report.scores["rules"].parts == {"R": case.count}
    kept = check(instance, timetable(*case.legal[0])).scores["rules"]
    assert (kept.value, kept.parts) == (0, {"R": 0})
