"""Every hard rule: one planted fault is named exactly; its legal neighbours are not."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, get_args

import pytest

from models import DeclaredRule, HardRule, Instance, StandingRule, SubjectKind, Timetable
from scheduler.checking import check
from scheduler.checking.declared import DECLARED_RULES
from scheduler.checking.referee import STANDING_RULES

Times = tuple[str, ...]


@dataclass(frozen=True)
class Case:
    """An instance, timetables that keep the rule, and one that breaks it once."""

    tables: dict[str, Any]
    legal: tuple[Times, ...]
    fault: Times
    subject: str
    activities: tuple[str, ...]
    clash: str | None = None
    says: tuple[str, ...] = ()
    count: int = 1
    rules: tuple[dict[str, Any], ...] = ()


TABLES: dict[SubjectKind, str] = {
    "activity": "activities",
    "person": "people",
    "room": "rooms",
    "resource": "resources",
    "rule": "rules",
}
"""What the subject of a violation is -> the table that has it."""

HALL = {"id": "hall", "name": "Great Hall", "capacity": 500, "zone": "town"}
SALON = {"id": "salon", "name": "Salon", "capacity": 20, "zone": "town"}
A_B = [{"id": "a"}, {"id": "b"}]
A_B_C = [*A_B, {"id": "c"}]
PERU_AT_A_B = [{"id": "a", "people": ["P"]}, {"id": "b", "people": ["P"]}]


def peru(**limits: int) -> list[dict[str, Any]]:
    """Return the head of Peru alone, with limits."""
    return [{"id": "P", "name": "Head of delegation, Peru", **limits}]


def rule(kind: str, activities: str = "a;b", **more: Any) -> tuple[dict[str, Any], ...]:
    """Return one declared rule."""
    return ({"id": "R", "kind": kind, "activities": activities, **more},)


CASES: dict[HardRule, Case] = {
    "mandatory": Case(
        tables={"activities": [{"id": "a"}, {"id": "b", "optional": True}]},
        legal=(("a 09:00 hall",), ("a 09:00 hall", "b")),
        fault=("b 09:00 hall",),
        subject="a",
        activities=("a",),
        says=("'A' (a)",),
    ),
    "once": Case(
        tables={"activities": A_B},
        legal=(("a 09:00 hall", "b 11:00 hall"), ("a 09:00 hall", "a", "b 11:00 hall")),
        fault=("a 09:00 hall", "b 10:00 hall", "a 11:00 salon"),
        subject="a",
        activities=("a",),
        says=("Great Hall (hall) 25 Oct 09:00-10:00", "Salon (salon) 25 Oct 11:00-12:00"),
    ),
    "grid": Case(
        tables={
            "activities": [{"id": "a"}],
            "grid_minutes": 20,
            "days": [
                {"date": "2025-10-25", "start": "08:00", "end": "20:00"},
                {"date": "2025-10-26", "start": "08:05", "end": "20:00"},
            ],
        },
        legal=(("a 08:00 hall",), ("a 08:20 hall",), ("a 26T08:25 hall",)),
        fault=("a 08:30 hall",),
        subject="a",
        activities=("a",),
        clash="08:30-09:30",
        says=("25 Oct 08:30", "20 minutes"),
    ),
    "window": Case(
        tables={"activities": [{"id": "a"}]},
        legal=(("a 08:00 hall",), ("a 19:00 hall",), ("a 26T08:00 hall",)),
        fault=("a 19:15 hall",),
        subject="a",
        activities=("a",),
        clash="19:15-20:15",
    ),
    "allowed-times": Case(
        tables={
            "slots": [
                {"id": "s", "start": "2025-10-25T09:00", "end": "2025-10-25T10:15"},
                {"id": "t", "start": "2025-10-25T11:00", "end": "2025-10-25T12:00"},
            ],
            "activities": [
                {"id": "a", "slots": "s;t", "spans": "2025-10-25T14:00/2025-10-25T16:00"}
            ],
        },
        legal=(
            ("a 09:00 hall",),
            ("a 11:00 hall",),
            ("a 14:00 hall",),
            ("a 14:30 hall",),
            ("a 15:00 hall",),
        ),
        fault=("a 09:15 hall",),  # ends with the slot but does not start with it
        subject="a",
        activities=("a",),
        clash="09:15-10:15",
        says=("25 Oct 09:00-10:15", "25 Oct 14:00-16:00"),
    ),
    "pinned-time": Case(
        tables={
            "activities": [
                {"id": "a", "pin_start": "2025-10-25T09:00"},
                {"id": "b", "pin_start": "2025-10-25T09:00", "optional": True},
            ]
        },
        legal=(("a 09:00 hall",), ("a 2025-10-25T02:00+00:00 hall", "b 09:00 salon")),
        fault=("a 09:15 hall",),
        subject="a",
        activities=("a",),
        clash="09:15-10:15",
        says=("25 Oct 09:00", "25 Oct 09:15"),
    ),
    "pinned-room": Case(
        tables={
            "activities": [
                {"id": "a", "pin_room": "booths", "pin_unit": 2},
                {"id": "b", "pin_room": "booths"},
            ]
        },
        legal=(
            ("a 09:00 booths 2", "b 09:00 booths 1"),
            ("a 09:00 booths 2", "b 09:00 booths"),
            ("a 09:00 booths 2", "b 10:00 booths 2"),
        ),
        fault=("a 09:00 booths", "b 10:00 booths 2"),
        subject="a",
        activities=("a",),
        clash="09:00-10:00",
        says=("Booths (booths), unit 2", "Booths (booths), unit 1"),
    ),
    "allowed-rooms": Case(
        tables={"activities": [{"id": "a", "rooms": ["hall", "salon"]}]},
        legal=(("a 09:00 hall",), ("a 09:00 salon",)),
        fault=("a 09:00 villa",),
        subject="a",
        activities=("a",),
        clash="09:00-10:00",
        says=("Villa (villa)", "Great Hall (hall), Salon (salon)"),
    ),
    "room-kind": Case(
        tables={
            "rooms": [{**HALL, "kinds": ["plenary", "press"]}, SALON],
            "activities": [{"id": "a", "kind": "press"}, {"id": "b", "kind": "workshop"}],
        },
        legal=(("a 09:00 hall", "b 09:00 salon"),),
        fault=("a 09:00 hall", "b 10:00 hall"),
        subject="b",
        activities=("b",),
        clash="10:00-11:00",
    ),
    "room-capacity": Case(
        tables={"activities": [{"id": "a", "seats": 20}, {"id": "b", "seats": 21}]},
        legal=(("a 09:00 salon", "b 09:00 hall"),),
        fault=("a 09:00 salon", "b 10:00 salon"),
        subject="b",
        activities=("b",),
        clash="10:00-11:00",
        says=("21 seats",),
    ),
    "room-equipment": Case(
        tables={
            "rooms": [{**HALL, "equipment": ["stage", "booth"]}, {**SALON, "equipment": ["stage"]}],
            "activities": [{"id": "a", "equipment": ["booth", "stage"]}],
        },
        legal=(("a 09:00 hall",),),
        fault=("a 09:00 salon",),
        subject="a",
        activities=("a",),
        clash="09:00-10:00",
        says=("lacks: booth",),
    ),
    "room-opening": Case(
        tables={
            "rooms": [
                {
                    **HALL,
                    "turnaround_minutes": 30,  # not part of the opening
                    "open": "2025-10-25T08:45/2025-10-25T12:00;2025-10-25T12:00/2025-10-25T13:15"
                    ";2025-10-26T08:00/2025-10-26T18:00",
                },
                SALON,
            ],
            "activities": [{"id": "a", "set_up_minutes": 15, "clear_down_minutes": 15}],
        },
        legal=(("a 09:00 hall",), ("a 11:30 hall",), ("a 12:00 hall",), ("a 19:00 salon",)),
        fault=("a 12:15 hall",),
        subject="hall",
        activities=("a",),
        clash="12:00-13:30",
        says=("25 Oct 08:45-13:15",),
    ),
    "room-overlap": Case(
        tables={
            "rooms": [{**HALL, "turnaround_minutes": 15, "units": 2}],
            "activities": [
                {"id": "a", "clear_down_minutes": 15},
                {"id": "b", "set_up_minutes": 30},
            ],
        },
        legal=(
            ("a 09:00 hall", "b 11:00 hall"),  # 10:00 + 15 + 15 = 11:00 - 30
            ("a 09:00 hall", "b 09:00 hall 2"),
            ("b 09:00 hall", "a 10:15 hall 1"),
        ),
        fault=("a 09:00 hall", "b 10:45 hall 1"),
        subject="hall",
        activities=("a", "b"),
        clash="10:15-10:30",
        says=("Great Hall (hall), unit 1", "'A' (a) and 'B' (b) at once, 25 Oct 10:15-10:30"),
    ),
    "person-availability": Case(
        tables={
            "availability": [
                {"person": "P", "start": "2025-10-25T09:00", "end": "2025-10-25T10:00"},
                {"person": "P", "start": "2025-10-25T10:00", "end": "2025-10-25T13:00"},
                {
                    "person": "P",
                    "start": "2025-10-25T11:00",
                    "end": "2025-10-25T11:30",
                    "state": "busy",
                },
            ],
            "activities": [{"id": "a", "people": ["P", "C"]}],
        },
        legal=(("a 09:00 hall",), ("a 09:30 hall",), ("a 10:00 hall",), ("a 11:30 hall",)),
        fault=("a 10:45 hall",),
        subject="P",
        activities=("a",),
        clash="10:45-11:45",
        says=("Head of delegation, Peru (P)", "25 Oct 09:00-11:00; 25 Oct 11:30-13:00"),
    ),
    "person-overlap": Case(
        tables={"activities": [{"id": "a", "people": ["P", "P"]}, {"id": "b", "people": ["P"]}]},
        legal=(("a 09:00 hall", "b 10:00 salon"), ("b 09:00 hall", "a 10:00 salon")),
        fault=("b 09:00 hall", "a 09:45 salon"),
        subject="P",
        activities=("b", "a"),
        clash="09:45-10:00",
        says=(
            "Head of delegation, Peru (P) is required at 'B' (b) and 'A' (a) at once, "
            "25 Oct 09:45-10:00",
        ),
    ),
    "transfer": Case(
        tables={
            "transfers": [
                {"from_zone": "town", "to_zone": "lake", "minutes": 30},
                {"from_zone": "lake", "to_zone": "town", "minutes": 15},
            ],
            "activities": PERU_AT_A_B,
        },
        legal=(
            ("a 09:00 hall", "b 10:30 villa"),
            ("a 09:00 villa", "b 10:15 hall"),  # the way back is shorter
            ("a 09:00 hall", "b 10:00 salon"),  # the same zone
        ),
        fault=("a 09:00 hall", "b 10:15 villa"),
        subject="P",
        activities=("a", "b"),
        clash="10:15-10:30",
        says=("15 of the 30 minutes", "in Great Hall (hall) to 'B' (b) in Villa (villa)"),
    ),
    "rest": Case(
        tables={"people": peru(rest_minutes=30), "activities": PERU_AT_A_B},
        legal=(("a 09:00 hall", "b 10:30 salon"), ("a 09:00 hall", "b 26T09:00 hall")),
        fault=("a 09:00 hall", "b 10:15 hall"),
        subject="P",
        activities=("a", "b"),
        clash="10:15-10:30",
        says=("15 of the 30 minutes of rest",),
    ),
    "night-rest": Case(
        tables={"people": peru(night_rest_minutes=13 * 60), "activities": PERU_AT_A_B},
        legal=(
            ("a 19:00 hall", "b 26T09:00 hall"),
            ("a 18:00 hall", "b 26T08:00 hall"),
            ("a 09:00 hall", "b 10:00 hall"),  # the same date
        ),
        fault=("a 19:00 hall", "b 26T08:45 hall"),
        subject="P",
        activities=("a", "b"),
        clash="26T08:45-26T09:00",
        says=("765 of the 780 minutes of night rest",),
    ),
    "daily-minutes": Case(
        tables={"people": peru(daily_minutes=60), "activities": PERU_AT_A_B},
        legal=(("a 09:00 hall", "b 26T09:00 hall"),),
        fault=("a 09:00 hall", "b 11:00 hall"),
        subject="P",
        activities=("a", "b"),
        clash="09:00-12:00",
        says=("120 minutes on 25 Oct, at most 60",),
    ),
    "daily-activities": Case(
        tables={"people": peru(daily_activities=1), "activities": PERU_AT_A_B},
        legal=(("a 09:00 hall", "b 26T09:00 hall"),),
        fault=("a 26T09:00 hall", "b 26T11:00 hall"),
        subject="P",
        activities=("a", "b"),
        clash="26T09:00-26T12:00",
        says=("2 activities on 26 Oct, at most 1",),
    ),
    "resource-level": Case(
        tables={
            "resources": [{"id": "teams", "name": "Interpreter teams", "level": 3}],
            "activities": [
                {"id": "a", "resources": "teams=2"},
                {"id": "b", "resources": "teams"},
                {"id": "c", "resources": "teams=2"},
                {"id": "d"},
            ],
        },
        legal=(
            ("a 09:00 hall", "b 09:00 salon", "c 10:00 villa", "d 09:00 booths"),  # 3, then 2
            ("a 09:00 hall", "b 10:00 salon", "c 10:00 villa", "d 09:00 booths"),
        ),
        # 2 from 9:00, 3 from 9:15, 5 from 9:30 to 10:00, 3 to 10:15, then 2
        fault=("a 09:00 hall", "b 09:15 salon", "c 09:30 villa", "d 09:30 booths"),
        subject="teams",
        activities=("a", "b", "c"),
        clash="09:30-10:00",
        says=("Interpreter teams (teams): up to 5", "there are 3"),
    ),
    "precedence": Case(
        tables={"activities": A_B_C},
        rules=rule("precedence", "a;b;c", minutes=30),
        legal=(
            ("a 09:00 hall", "b 10:30 hall", "c 12:00 hall"),
            ("a 09:00 hall", "b 10:30 hall", "c 26T09:00 hall"),
        ),
        fault=("a 09:00 hall", "b 10:30 hall", "c 11:45 hall"),
        subject="R",
        activities=("b", "c"),
        clash="11:45-12:00",
        says=("'B' (b) in Great Hall (hall)", "in this order, 30 minutes apart"),
    ),
    "apart": Case(
        tables={"activities": A_B_C},
        rules=rule("apart"),
        legal=(("a 09:00 hall", "b 10:00 salon", "c 09:00 villa"),),
        fault=("a 09:00 hall", "b 09:30 salon", "c 09:00 villa"),
        subject="R",
        activities=("a", "b"),
        clash="09:30-10:00",
    ),
    "together": Case(
        tables={"activities": A_B_C},
        rules=rule("together"),
        legal=(("a 09:00 hall", "b 09:00 salon", "c 10:00 villa"),),
        fault=("a 09:15 hall", "b 09:00 salon", "c 09:00 villa"),
        subject="R",
        activities=("a", "b"),
        clash="09:00-09:15",
    ),
    "same-room": Case(
        tables={"activities": A_B_C},
        rules=rule("same-room"),
        legal=(
            ("a 09:00 hall", "b 10:00 hall", "c 09:00 villa"),
            ("a 09:00 booths", "b 10:00 booths 1", "c 09:00 booths 2"),
        ),
        fault=("a 09:00 booths", "b 10:00 booths 2", "c 09:00 villa"),
        subject="R",
        activities=("a", "b"),
        says=("Booths (booths), unit 1", "Booths (booths), unit 2"),
    ),
    "same-day": Case(
        tables={"activities": A_B_C},
        rules=rule("same-day"),
        legal=(("a 09:00 hall", "b 19:00 hall", "c 26T09:00 hall"),),
        fault=("a 09:00 hall", "b 26T09:00 salon", "c 26T09:00 hall"),
        subject="R",
        activities=("a", "b"),
    ),
    "minimum-gap": Case(
        tables={"activities": A_B_C},
        rules=rule("minimum-gap", minutes=45),
        legal=(
            ("a 09:00 hall", "b 10:45 hall", "c 09:00 villa"),
            ("b 09:00 hall", "a 10:45 hall", "c 10:15 villa"),
        ),
        fault=("b 09:00 hall", "a 10:30 hall", "c 09:00 villa"),
        subject="R",
        activities=("b", "a"),
        clash="10:30-10:45",
    ),
    "at-most-parallel": Case(
        tables={"activities": [*A_B_C, {"id": "d"}, {"id": "e"}]},
        rules=rule("at-most-parallel", "a;b;c;d", limit=2),
        legal=(
            ("a 09:00 hall", "b 09:00 salon", "c 10:00 hall", "d 10:00 salon", "e 09:00 villa"),
        ),
        # three from 9:30, four from 9:45 to 10:00: two beyond the limit
        fault=("a 09:00 hall", "b 09:15 salon", "c 09:30 villa", "d 09:45 booths", "e 11:00 hall"),
        subject="R",
        activities=("a", "b", "c", "d"),
        clash="09:45-10:00",
        says=("4 under way at once, at most 2",),
        count=2,
    ),
    "fair-breaks": Case(
        tables={
            "activities": [
                {"id": "a", "people": ["P", "C"]},
                {"id": "b", "people": ["P"]},
                {"id": "c", "people": ["P"]},
                {"id": "d", "people": ["P", "C"]},
            ]
        },
        rules=rule("fair-breaks", "", people=["P", "C"], limit=1),
        # Breaks are waits of more than 60 minutes. Peru waits 10:00-11:15, 12:15-13:15 (no
        # break) and, were d on the same date, until 16:00; Cuba never: 1 and 0.
        legal=(("a 09:00 hall", "b 11:15 hall", "c 13:15 hall", "d 26T09:00 hall"),),
        # Peru: 10:00-11:15, 12:15-13:30 and 14:30-16:00; Cuba: 10:00-16:00. 3 and 1.
        fault=("a 09:00 hall", "b 11:15 hall", "c 13:30 hall", "d 16:00 hall"),
        subject="R",
        activities=(),
        says=("(P) has 3 breaks", "(C) 1"),
    ),
}

NAMES = [name for names in get_args(HardRule) for name in get_args(names) or [names]]
LEGAL = [(name, legal) for name, case in CASES.items() for legal in case.legal]

Summit = Callable[..., Instance]
Places = Callable[..., Timetable]


def test_cases_cover_every_hard_rule() -> None:
    """A rule added to the contract needs a case here."""
    assert set(CASES) == {*get_args(StandingRule), *get_args(DeclaredRule)} == set(NAMES)


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
    case = CASES[name]
    instance = summit(**case.tables, rules=case.rules)
    assert check(instance, timetable(*legal)).violations == ()


@pytest.mark.parametrize("name", CASES)
def test_referee_names_the_one_planted_fault(
    name: HardRule,
    summit: Summit,
    timetable: Places,
    minutes: Callable[[Instance, str | None], tuple[int, int] | None],
) -> None:
    """One fault gives one violation: rule, subject of its kind, activities, times, words."""
    case = CASES[name]
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
    case = CASES[name]
    instance = summit(**case.tables, rules=[{**row, "weight": 7} for row in case.rules])
    report = check(instance, timetable(*case.fault))
    assert report.violations == ()
    assert report.scores["rules"].value == 7 * case.count
    assert report.scores["rules"].parts == {"R": case.count}
    kept = check(instance, timetable(*case.legal[0])).scores["rules"]
    assert (kept.value, kept.parts) == (0, {"R": 0})
