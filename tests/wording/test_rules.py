"""A rule is complete: it has a sentence, a price, a repair, documentation and tests."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from models import DeclaredRule, HardRule, Instance, StandingRule, names
from models.rule import Rule
from scheduler import explain
from scheduler.compiling import ROOM_RULES, TIME_RULES
from scheduler.explaining.adjustments.catalogue import adjustments_of
from scheduler.explaining.entries import mandatory
from scheduler.explaining.fact import Fact
from scheduler.explaining.stated import stated
from scheduler.wording.rules import RULES, RULES_OUT
from scheduler.wording.statements import Statement
from tests.rules.every import FAULTS, TRIPLETS
from tests.rules.forms import read_instance

DOCS = Path(__file__).resolve().parents[2] / "docs"
ALL: tuple[HardRule, ...] = (*get_args(StandingRule), *get_args(DeclaredRule))
STATED_BY_NOBODY = {"once", "grid"}
"""What a timetable is; no planner can give way in it."""

TOLD = [rule for rule in ALL if rule not in STATED_BY_NOBODY]


def instances(rule: HardRule) -> Iterator[Instance]:
    """Yield what the triplet of a rule makes of it."""
    triplet = TRIPLETS[rule]
    yield from (triplet.instance(more) for more in ({}, *triplet.forbidden, *triplet.allowed))


def facts(instance: Instance) -> list[Fact]:
    return [*mandatory(instance), *stated(instance)]


@pytest.mark.parametrize("rule", ALL)
def test_rule_has_a_triplet_and_a_planted_fault(rule: HardRule) -> None:
    """What it forbids and just allows, for the solver; one breach of it, for the referee."""
    assert TRIPLETS[rule].forbidden
    assert TRIPLETS[rule].allowed
    assert FAULTS[rule].fault
    assert FAULTS[rule].legal


REFUSED = [(rule, *refused) for rule in ALL for refused in TRIPLETS[rule].refused]


@pytest.mark.parametrize(("rule", "tables", "column"), REFUSED)
def test_what_contradicts_itself_is_refused(
    rule: HardRule, tables: dict[str, Any], column: str
) -> None:
    """Cells that belong together are told by the column that lacks its share."""
    with pytest.raises(ValidationError) as refusal:
        read_instance({}, **tables)
    assert column in [detail["loc"][-1] for detail in refusal.value.errors()]


@pytest.mark.parametrize("rule", ALL)
def test_rule_is_documented(rule: HardRule) -> None:
    """Its formula is on the page, its meaning beside its name."""
    assert f"`{rule}`" in (DOCS / "formulation.md").read_text(encoding="utf-8")
    standing = Path(names.__file__).read_text(encoding="utf-8").partition("StandingRule")[2]
    text = standing if rule in get_args(StandingRule) else Rule.__doc__ or ""
    assert re.search(rf"^ *([a-z-]+, )*{rule}(, [a-z-]+)*$", text, re.MULTILINE)


@pytest.mark.parametrize("rule", TOLD)
def test_rule_has_a_row_with_a_price_and_a_way_out(rule: HardRule) -> None:
    """Everything that planners state can be loosened or dropped, at a price."""
    rows = [row for row in RULES if row.rule == rule]
    assert rows
    for row in rows:
        assert row.price > 0
        assert row.drop or row.let_off or row.steps or row.longer


@pytest.mark.parametrize("row", RULES, ids=lambda row: f"{row.rule}-{row.table}-{row.column}")
def test_row_reads_and_loosens(row: Statement) -> None:
    """In the triplet of its rule it is a sentence, and each adjustment changes the instance."""
    tried = 0
    for instance in instances(row.rule):
        for fact in facts(instance):
            if (fact.rule, fact.table, fact.column) != (row.rule, row.table, row.column):
                continue
            assert fact.message.endswith(".")
            assert "None" not in fact.message
            ways = list(adjustments_of(instance, fact))
            assert ways
            for way in ways:
                for steps in (1, way.most):
                    assert way.says(steps)
                    assert way.price(steps) > 0
                    assert way.edit(instance, steps).sha256 != instance.sha256
            assert fact.relax(instance).sha256 != instance.sha256
            tried += 1
    assert tried


@pytest.mark.searches
@pytest.mark.parametrize("rule", TOLD)
def test_rule_is_found_to_be_in_the_way_and_repaired(rule: HardRule) -> None:
    """Of what it forbids, an explanation names it, and offers to loosen it."""
    named, repaired = False, False
    for more in TRIPLETS[rule].forbidden:
        instance = TRIPLETS[rule].instance(more)
        answer = explain(instance, time_limit=100, workers=1)
        told = [fact for fact in answer.facts if fact.rule == rule]
        keys = {(fact.table, fact.column, fact.subjects) for fact in told}
        ours = [f for f in facts(instance) if (f.table, f.column, f.subjects) in keys]
        named |= bool(ours)
        ways = [way for fact in ours for way in adjustments_of(instance, fact)]
        says = [way.says(steps) for way in ways for steps in range(1, way.most + 1)]
        changes = [change for repair in answer.repairs for change in repair.changes]
        repaired |= any(change.startswith(tuple(says)) for change in changes)
        if repaired:
            break
    assert named
    assert repaired


def test_what_is_ruled_out_has_a_name() -> None:
    """Rules on one activity alone say by what a start or a room is ruled out."""
    assert set(RULES_OUT) == {name for name, _ in (*TIME_RULES, *ROOM_RULES)}
