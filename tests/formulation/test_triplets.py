"""Every hard rule through the public solve: trivially kept, broken by force, just kept.

What is forbidden is forced by pins, or by spans that leave a choice and none that is
legal: pinned activities lose their clashing starts before the formulation is made, so
pins alone would not put a family to the test.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, get_args

import pytest

from models import DeclaredRule, HardRule, Instance, Outcome, StandingRule
from scheduler.compiling import ROOM_RULES, TIME_RULES
from scheduler.formulation import STANDING_FAMILIES, declared, families
from scheduler.solving import Disagreement, solve

pytestmark = pytest.mark.searches

Row = dict[str, Any]
Rows = dict[str, Row]
Summit = Callable[..., Instance]


@dataclass(frozen=True)
class Case:
    """Activities with which a rule is kept, and what is added to force them.

    Attributes
    ----------
    activities
        With these alone there is a timetable.
    forbidden
        With any of these there is none.
    allowed
        With any of these there is one, though not by far.
    tables
        Of the instance, beside its activities.
    rule
        The declared rule.
    cost
        Violations of a soft rule in each of ``forbidden``.
    """

    activities: Rows
    forbidden: tuple[Rows, ...]
    allowed: tuple[Rows, ...]
    tables: Row = field(default_factory=dict)
    rule: Row = field(default_factory=dict)
    cost: tuple[int, ...] = ()


def moment(text: str) -> str:
    """Read ``09:00`` as of 25 October and ``26T09:00`` as of that day of October."""
    return f"2025-10-{text}" if "T" in text else f"2025-10-25T{text}"


def at(start: str, room: str | None = None, unit: int | None = None) -> Row:
    """Pin an activity."""
    return {"pin_start": moment(start), "pin_room": room, "pin_unit": unit}


def within(*times: str) -> Row:
    """Let an activity lie in a span, such as ``09:00-10:30``; with an hour: two starts."""
    spans = [[moment(part) for part in text.split("-")] for text in times]
    return {"spans": [{"start": start, "end": end} for start, end in spans]}


def peru(**limits: int) -> list[Row]:
    """Return the heads of Peru, with limits, and of Cuba."""
    return [{"id": "P", "name": "Peru", **limits}, {"id": "C", "name": "Cuba"}]


HALL = {"id": "hall", "name": "Great Hall", "capacity": 500, "zone": "town"}
SALON = {"id": "salon", "name": "Salon", "capacity": 20, "zone": "town"}
VILLA = {"id": "villa", "name": "Villa", "capacity": 20, "zone": "lake"}
A: Rows = {"a": {}}
AB: Rows = {"a": {}, "b": {}}
ABC: Rows = {"a": {}, "b": {}, "c": {}}
PERU: Rows = {"a": {"people": ["P"]}, "b": {"people": ["P"]}}
PERU_IN_TOWN: Rows = {name: {**row, "rooms": ["hall", "salon"]} for name, row in PERU.items()}
TEAM = [{"id": "team", "name": "Team", "level": 3}]

CASES: dict[HardRule, Case] = {
    "mandatory": Case(
        activities={"a": {"resources": {"team": 3}}},
        tables={"resources": TEAM},
        forbidden=(
            {"a": {"resources": {"team": 4}}},  # it may not take place
            {"a": within("09:15-10:15")},  # it has no start
            {"a": {"seats": 501}},  # it has no room
        ),
        allowed=(
            {"a": {"resources": {"team": 4}, "optional": True}},
            {"a": {"seats": 501, "optional": True}},
        ),
    ),
    "once": Case(
        activities={**ABC, "b": at("09:00")},
        rule={"kind": "together", "activities": "a;b;c"},
        forbidden=({"c": at("10:00")},),  # a would have to be at both
        allowed=({"c": at("09:00")},),
    ),
    "grid": Case(
        activities=A,
        forbidden=({"a": within("09:15-10:15")}, {"a": within("09:01-10:29")}),
        allowed=({"a": within("09:00-10:00")}, {"a": within("09:01-10:30")}),
    ),
    "window": Case(
        activities=A,
        forbidden=(
            {"a": within("13:30-15:00")},
            {"a": within("08:00-09:30")},
            {"a": {"minutes": 301}},
        ),
        allowed=(
            {"a": within("13:00-15:00")},
            {"a": within("08:00-10:00")},
            {"a": {"minutes": 300}},
        ),
    ),
    "allowed-times": Case(
        activities={"a": {**within("12:00-13:00"), "slots": ["s"]}},
        tables={
            "slots": [
                {"id": "s", "start": moment("09:00"), "end": moment("10:30")},
                {"id": "t", "start": moment("09:00"), "end": moment("09:30")},
            ]
        },
        forbidden=(
            {"a": at("09:30")},  # in the slot, but not from its start
            {"a": at("12:30")},
            {"a": {"slots": ["t"], "spans": []}},  # too short
            {"a": within("09:00-09:30", "09:30-10:00") | {"slots": []}},  # two do not make one
        ),
        allowed=({"a": at("09:00")}, {"a": at("12:00")}),
    ),
    "pinned-time": Case(
        activities={**AB, "a": at("09:00")},
        tables={"rooms": [HALL]},
        forbidden=({"b": at("09:00")}, {"b": at("09:30")}),
        allowed=({"b": at("10:00")},),
    ),
    "pinned-room": Case(
        activities={"a": at("09:00", "booths", 2), "b": at("09:00")},
        forbidden=(
            {"b": at("09:00", "booths", 2)},
            {"a": at("09:00", "hall"), "b": at("09:00", "hall")},
        ),
        allowed=(
            {"b": at("09:00", "booths", 1)},
            {"b": at("09:00", "booths")},
            {"b": at("09:00", "hall")},
        ),
    ),
    "allowed-rooms": Case(
        activities={"a": {"rooms": ["hall", "salon"]}},
        forbidden=({"a": {"pin_room": "villa"}}, {"a": {"rooms": ["salon"], "seats": 21}}),
        allowed=({"a": {"pin_room": "salon"}}, {"a": {"seats": 21}}),
    ),
    "room-kind": Case(
        activities=A,
        tables={"rooms": [{**HALL, "kinds": ["plenary", "press"]}, SALON]},
        forbidden=({"a": {"pin_room": "hall"}},),
        allowed=({"a": {"pin_room": "hall", "kind": "press"}}, {"a": {"pin_room": "salon"}}),
    ),
    "room-capacity": Case(
        activities=A,
        forbidden=({"a": {"pin_room": "salon", "seats": 21}}, {"a": {"seats": 501}}),
        allowed=({"a": {"pin_room": "salon", "seats": 20}}, {"a": {"seats": 500}}),
    ),
    "room-equipment": Case(
        activities={"a": {"equipment": ["stage", "screen"]}},
        tables={
            "rooms": [{**HALL, "equipment": ["screen", "stage"]}, {**SALON, "equipment": ["stage"]}]
        },
        forbidden=({"a": {"pin_room": "salon"}}, {"a": {"equipment": ["lift"]}}),
        allowed=({"a": {"pin_room": "hall"}}, {"a": {"equipment": ["stage"], "pin_room": "salon"}}),
    ),
    "room-opening": Case(
        activities={"a": {"set_up_minutes": 30, "clear_down_minutes": 30}},
        tables={
            "rooms": [
                {
                    **HALL,
                    "turnaround_minutes": 45,  # not part of the opening
                    "open": [{"start": moment("09:00"), "end": moment("12:00")}],
                }
            ]
        },
        forbidden=(
            {"a": at("09:00")},
            {"a": at("11:00")},
            {"a": at("26T10:00")},
            {"a": {"minutes": 121}},
        ),
        allowed=({"a": at("09:30")}, {"a": at("10:30")}, {"a": {"minutes": 120}}),
    ),
    "room-overlap": Case(
        activities={"a": {"clear_down_minutes": 30}, "b": {"set_up_minutes": 30}, "c": {}},
        tables={"rooms": [{**HALL, "turnaround_minutes": 30}, {**SALON, "units": 2}]},
        forbidden=(
            {"a": at("09:00", "hall"), "b": at("11:00", "hall")},  # 10:00 + 30 + 30 > 11:00 - 30
            {"b": at("09:00", "hall"), "a": at("10:00", "hall")},
            {name: within("09:00-10:30") | {"pin_room": "hall"} for name in "ab"},
            {name: at("09:00", "salon") for name in "abc"},  # two units
            {name: within("09:00-10:30") | {"pin_room": "salon"} for name in "abc"},
            {"a": at("09:00", "salon", 1), "b": at("09:30", "salon", 1)},
            {  # a choice of rooms, all of them taken
                **{name: {**within("09:00-10:30"), "rooms": ["hall", "salon"]} for name in "abc"},
                "d": within("09:00-10:30"),
            },
        ),
        allowed=(
            {"a": at("09:00", "hall"), "b": at("11:30", "hall")},
            {"b": at("09:00", "hall"), "a": at("10:30", "hall")},
            {"a": at("09:00", "salon"), "b": at("09:00", "salon"), "c": at("09:00", "hall")},
            {"a": at("09:00", "salon", 1), "b": at("09:00", "salon", 2)},
            {"a": at("10:30", "salon"), "b": at("10:30", "salon"), "c": at("09:00", "salon")},
            {"d": within("09:00-10:30"), "a": within("09:00-10:30"), "b": within("09:00-10:30")},
        ),
    ),
    "person-availability": Case(
        activities={"a": {"people": ["P", "C"]}},
        tables={
            "availability": [
                {"person": "P", "start": moment("09:00"), "end": moment("12:00")},
                {"person": "P", "start": moment("10:00"), "end": moment("11:00"), "state": "busy"},
                {"person": "C", "start": moment("10:00"), "end": moment("13:00")},
            ]
        },
        forbidden=(
            {"a": within("09:00-11:30")},
            {"a": within("11:30-14:00")},
            {"a": {"minutes": 61}},
        ),
        allowed=({"a": within("11:00-12:00")}, {"a": within("09:00-11:30") | {"people": ["P"]}}),
    ),
    "person-overlap": Case(
        activities=PERU_IN_TOWN,
        forbidden=(
            {"a": at("09:00"), "b": at("09:30")},
            {"a": within("09:00-10:30"), "b": within("09:00-10:30")},
        ),
        allowed=(
            {"a": at("09:00"), "b": at("10:00")},
            {"a": within("09:00-11:00"), "b": within("09:00-11:00")},
            {"a": at("09:00"), "b": at("09:30") | {"people": ["C"]}},
        ),
    ),
    "transfer": Case(
        activities={**PERU, "c": {"people": ["P"]}},
        forbidden=(
            {"a": at("09:00", "hall"), "b": at("10:30", "villa")},
            {"a": at("09:00", "villa"), "b": at("10:00", "hall")},
            {
                "a": within("09:00-10:30") | {"pin_room": "hall"},
                "b": within("10:00-11:30") | {"pin_room": "villa"},
            },
            {  # in town b comes too late for c, at the lake too soon after a
                "a": at("09:00", "hall"),
                "b": within("10:30-11:30") | {"rooms": ["hall", "villa"]},
                "c": at("12:00", "villa"),
            },
            {  # the same, and nothing fixed
                "a": within("09:00-10:30") | {"rooms": ["salon"]},
                "b": within("10:00-11:30", "10:30-12:00") | {"rooms": ["hall", "villa"]},
                "c": within("11:00-12:30") | {"rooms": ["villa"]},
            },
        ),
        allowed=(
            {"a": at("09:00", "hall"), "b": at("11:00", "villa")},
            {"a": at("09:00", "villa"), "b": at("10:30", "hall")},
            {"a": at("09:00", "hall"), "b": at("10:00", "salon")},
            {
                "a": at("09:00", "hall"),
                "b": within("10:00-11:00") | {"rooms": ["hall", "villa"]},
                "c": at("12:00", "villa"),
            },
            {
                "a": at("09:00", "hall"),
                "b": within("11:00-12:00") | {"rooms": ["hall", "villa"]},
                "c": at("12:00", "villa"),
            },
        ),
    ),
    "rest": Case(
        activities=PERU_IN_TOWN,
        tables={"people": peru(rest_minutes=60)},
        forbidden=(
            {"a": at("09:00"), "b": at("10:30")},
            {"a": within("09:00-10:30"), "b": within("10:00-11:30")},
        ),
        allowed=(
            {"a": at("09:00"), "b": at("11:00")},
            {"a": within("09:00-10:30"), "b": within("10:00-12:00")},
            {"a": at("09:00"), "b": at("10:30") | {"people": ["C"]}},
        ),
    ),
    "night-rest": Case(
        activities=PERU_IN_TOWN,
        tables={"people": peru(night_rest_minutes=20 * 60)},
        forbidden=(
            {"a": at("13:00"), "b": at("26T09:30")},
            {"a": within("12:30-14:00"), "b": within("26T09:00-26T10:00")},
        ),
        allowed=(
            {"a": at("13:00"), "b": at("26T10:00")},
            {"a": at("12:00"), "b": at("26T09:00")},
            {"a": at("12:00"), "b": at("13:00")},
        ),
    ),
    "daily-minutes": Case(
        activities=PERU_IN_TOWN,
        tables={"people": peru(daily_minutes=60)},
        forbidden=(
            {"a": at("09:00"), "b": at("13:00")},
            {"a": within("09:00-14:00"), "b": within("09:00-14:00")},
            {"a": {"minutes": 61}},
        ),
        allowed=(
            {"a": at("09:00"), "b": at("26T09:00")},
            {"a": {"minutes": 30}, "b": {**within("09:00-14:00"), "minutes": 30}},
        ),
    ),
    "daily-activities": Case(
        activities=PERU_IN_TOWN,
        tables={"people": peru(daily_activities=1)},
        forbidden=(
            {"a": at("26T09:00"), "b": at("26T13:00")},
            {"a": within("09:00-14:00"), "b": within("09:00-14:00")},
        ),
        allowed=(
            {"a": at("09:00"), "b": at("26T09:00")},
            {"a": at("09:00"), "b": {"optional": True}},
        ),
    ),
    "resource-level": Case(
        activities={"a": {"resources": {"team": 2}}, "b": {"resources": {"team": 1}}, "c": {}},
        tables={"resources": TEAM},
        forbidden=(
            {"a": at("09:00"), "b": at("09:30"), "c": at("09:30") | {"resources": {"team": 1}}},
            {
                "a": within("09:00-10:30"),
                "b": {"resources": {"team": 2}, **within("09:00-10:30")},
            },
            {"c": {"resources": {"team": 4}}},
        ),
        allowed=(
            {"a": at("09:00"), "b": at("09:30"), "c": at("10:00") | {"resources": {"team": 2}}},
            {"a": at("09:00"), "b": at("09:30"), "c": at("09:30")},
        ),
    ),
    "precedence": Case(
        activities=ABC,
        rule={"kind": "precedence", "activities": "a;b;c", "minutes": 30},
        forbidden=(
            {"a": at("09:00"), "b": at("10:30"), "c": at("11:30")},
            {"a": at("10:00"), "b": at("09:00"), "c": at("26T09:00")},
            {"a": within("09:00-10:30"), "b": within("09:00-10:30")},
            {"a": at("26T09:00"), "b": at("12:00"), "c": at("09:00")},
        ),
        cost=(1, 1, 1, 2),
        allowed=(
            {"a": at("09:00"), "b": at("10:30"), "c": at("12:00")},
            {"a": at("26T09:00"), "b": {**within("09:15-10:15"), "optional": True}},
        ),
    ),
    "apart": Case(
        activities=ABC,
        rule={"kind": "apart", "activities": "a;b;c"},
        forbidden=(
            {"a": at("09:00"), "b": at("09:30")},
            {"a": within("09:00-10:30"), "b": within("09:00-10:30")},
            {name: at("09:00") for name in "abc"},
        ),
        cost=(1, 1, 3),
        allowed=(
            {"a": at("09:00"), "b": at("10:00"), "c": at("11:00")},
            {"a": within("09:00-11:00"), "b": within("09:00-11:00")},
        ),
    ),
    "together": Case(
        activities=ABC,
        rule={"kind": "together", "activities": "a;b;c"},
        forbidden=(
            {"a": at("09:00"), "b": at("09:30")},
            {"a": within("09:00-10:30"), "b": within("10:00-12:00")},
            {"a": at("09:00"), "b": at("09:30"), "c": at("10:00")},
        ),
        cost=(2, 2, 3),
        allowed=(
            {name: at("09:30") for name in "abc"},
            {"a": within("09:00-10:30"), "b": within("09:30-11:00")},
        ),
    ),
    "same-room": Case(
        activities=ABC,
        rule={"kind": "same-room", "activities": "a;b;c"},
        forbidden=(
            {"a": at("09:00", "hall"), "b": at("11:00", "salon")},
            {
                "a": {"pin_room": "booths", "pin_unit": 1},
                "b": {"pin_room": "booths", "pin_unit": 2},
            },
            {"a": {"rooms": ["hall", "salon"]}, "b": {"rooms": ["villa", "booths"]}},
        ),
        cost=(2, 2, 2),
        allowed=(
            {"a": at("09:00", "hall"), "b": at("11:00", "hall")},
            {"a": {"pin_room": "booths", "pin_unit": 2}, "b": {"pin_room": "booths"}},
            {"a": {"rooms": ["hall", "salon"]}, "b": {"rooms": ["villa", "salon"]}},
        ),
    ),
    "same-day": Case(
        activities=ABC,
        rule={"kind": "same-day", "activities": "a;b;c"},
        forbidden=(
            {"a": at("13:00"), "b": at("26T09:00")},
            {"a": within("12:30-14:00"), "b": within("26T09:00-26T10:30")},
        ),
        cost=(2, 2),
        allowed=(
            {"a": at("13:00"), "b": at("09:00")},
            {"a": within("12:30-14:00"), "b": within("12:30-14:00", "26T09:00-26T10:30")},
        ),
    ),
    "minimum-gap": Case(
        activities=ABC,
        rule={"kind": "minimum-gap", "activities": "a;b;c", "minutes": 45},
        forbidden=(
            {"a": at("10:30"), "b": at("09:00")},
            {"a": within("09:00-10:30"), "b": within("10:00-11:30")},
            {name: at("09:00") for name in "abc"},
        ),
        cost=(1, 1, 3),
        allowed=(
            {"a": at("11:00"), "b": at("09:00")},
            {"a": within("09:00-10:30"), "b": within("10:00-12:00")},
        ),
    ),
    "at-most-parallel": Case(
        activities={name: {} for name in "abcde"},
        rule={"kind": "at-most-parallel", "activities": "a;b;c;d", "limit": 2},
        forbidden=(
            {name: at("09:30") for name in "abc"},
            {name: within("09:00-10:30") for name in "abc"},
            {name: at("09:30") for name in "abcd"},
        ),
        cost=(1, 1, 2),
        allowed=(
            {name: at("09:30") for name in "abe"},
            {name: within("09:00-11:00") for name in "abcd"},
        ),
    ),
    "fair-breaks": Case(
        activities={
            "a": {"people": ["P", "C"], **at("09:00", "hall")},
            "b": {"people": ["P"], "rooms": ["hall"]},
            "c": {"people": ["C"], "rooms": ["salon"], "optional": True},
        },
        rule={"kind": "fair-breaks", "limit": 0},
        forbidden=(
            {"b": at("11:00"), "c": at("10:30")},  # of an hour for Peru, half an hour for Cuba
            {"b": within("11:00-14:00"), "c": {"people": []}},
        ),
        cost=(1, 1),
        allowed=(
            {"b": at("10:30"), "c": at("10:30")},
            {"b": at("11:00"), "c": at("12:00")},
            {"b": within("11:00-14:00")},  # c has to take place, and late
            {"b": at("26T11:00"), "c": {"people": []}},
        ),
    ),
}

STANDING = {family.__name__.replace("_", "-"): family for family in STANDING_FAMILIES}
BY_CONSTRUCTION = {"mandatory", "once", "grid", "room-opening"}


def triplets(part: str) -> list[Any]:
    """Return rule and number of each thing that a case forbids, or allows."""
    return [
        pytest.param(name, n, id=f"{name}-{n}")
        for name, case in CASES.items()
        for n in range(len(getattr(case, part)))
    ]


def forced(summit: Summit, name: HardRule, more: Rows, weight: int | None = None) -> Instance:
    """Return a case's instance with more said of its activities."""
    case = CASES[name]
    rows = {**case.activities, **more}
    rows = {one: {**case.activities.get(one, {}), **more.get(one, {})} for one in rows}
    rules = [{"id": "R", "weight": weight, **case.rule}] if case.rule else []
    return summit(rows, rules=rules, **case.tables)


def answer(instance: Instance) -> Outcome:
    return solve(instance, time_limit=10, workers=1)


def test_cases_cover_every_hard_rule() -> None:
    """A rule added to the contract needs a case here."""
    assert set(CASES) == {*get_args(StandingRule), *get_args(DeclaredRule)}


def test_every_rule_is_somewhere_in_the_formulation() -> None:
    """A standing rule is a family, or in the legal starts and rooms; a declared one a family."""
    legal = {name for name, _ in (*TIME_RULES, *ROOM_RULES)}
    together = set(STANDING) - {"declared-rules"}
    assert legal | together | BY_CONSTRUCTION == set(get_args(StandingRule))
    assert not legal & together
    assert set(declared.FAMILIES) == set(get_args(DeclaredRule))


@pytest.mark.parametrize("name", CASES)
def test_rule_leaves_the_trivial_case_feasible(name: HardRule, summit: Summit) -> None:
    """Where nothing is forced the rule can be kept."""
    assert answer(forced(summit, name, {})).status == "optimal"


@pytest.mark.parametrize(("name", "number"), triplets("forbidden"))
def test_rule_makes_what_it_forbids_infeasible(name: HardRule, number: int, summit: Summit) -> None:
    """What the rule forbids is proven impossible, not merely not found."""
    outcome = answer(forced(summit, name, CASES[name].forbidden[number]))
    assert outcome.status == "infeasible"
    assert outcome.timetable is None


@pytest.mark.parametrize(("name", "number"), triplets("allowed"))
def test_rule_leaves_the_allowed_neighbour_feasible(
    name: HardRule, number: int, summit: Summit
) -> None:
    """The rule forbids no more than it should."""
    outcome = answer(forced(summit, name, CASES[name].allowed[number]))
    assert outcome.status == "optimal"
    assert outcome.timetable is not None


@pytest.mark.parametrize("name", get_args(DeclaredRule))
def test_soft_rule_costs_its_weight_for_each_violation(name: DeclaredRule, summit: Summit) -> None:
    """Soft, what was forbidden is possible at its cost; what was allowed costs nothing."""
    case = CASES[name]
    assert len(case.cost) == len(case.forbidden)
    for more, cost in zip(case.forbidden, case.cost, strict=True):
        outcome = answer(forced(summit, name, more, weight=7))
        (goal,) = outcome.goals
        assert (outcome.status, goal.value, goal.bound) == ("optimal", 7 * cost, 7 * cost)
    for more in ({}, *case.allowed):
        (goal,) = answer(forced(summit, name, more, weight=7)).goals
        assert goal.value == 0


@pytest.mark.parametrize("name", sorted(set(STANDING) - {"declared-rules"}))
def test_without_its_family_what_is_forbidden_is_found(
    name: HardRule, summit: Summit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each family is put to the test, and the referee catches a formulation that lacks it."""
    others = tuple(family for family in STANDING_FAMILIES if family is not STANDING[name])
    monkeypatch.setattr(families, "STANDING_FAMILIES", others)
    endings = []
    for more in CASES[name].forbidden:
        try:
            endings.append(answer(forced(summit, name, more)).status)
        except Disagreement:
            endings.append("caught")
    assert "caught" in endings
    assert set(endings) <= {"caught", "infeasible"}


@pytest.mark.parametrize("name", get_args(DeclaredRule))
def test_without_its_declared_family_what_is_forbidden_is_found(
    name: DeclaredRule, summit: Summit, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As above, for rules that planners declare: everything forbidden is found, and caught."""
    monkeypatch.setitem(declared.FAMILIES, name, lambda variables, rule: [])
    for more in CASES[name].forbidden:
        with pytest.raises(Disagreement):
            answer(forced(summit, name, more))
