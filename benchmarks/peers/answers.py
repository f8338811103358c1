"""The input and the answer of every peer."""

from collections.abc import Collection
from dataclasses import dataclass

from models import Goal, Instance, Status, Timetable
from models.names import HardRule
from scheduler import check
from scheduler.wording.rules import RULES


class Unsupported(Exception):
    """The instance has something that a peer does not support; the message says what."""


@dataclass(frozen=True)
class Answer:
    """How a peer ended.

    Attributes
    ----------
    status
        ``cancelled`` is never used.
    value, bound
        Of the weighted sum of goals in the one tier, as the peer counts it.
    first_seconds
        Until the first timetable; None where the peer reports only the last one.
    seconds
        From the instance to the answer, with building the formulation.
    """

    status: Status
    value: int | None
    bound: int
    first_seconds: float | None
    seconds: float
    build_seconds: float
    timetable: Timetable | None


def weights_of(instance: Instance, goals: Collection[Goal]) -> dict[Goal, int]:
    """Return the goals of the one tier with their weights.

    Raises
    ------
    Unsupported
        There are several tiers, or goals that are not listed.
    """
    if len(instance.policy.tiers) > 1:
        raise Unsupported("several tiers")
    (tier,) = instance.policy.tiers
    others = sorted(set(tier) - set(goals))
    if others:
        raise Unsupported(f"goals {', '.join(others)}")
    return tier


def refuse_rules(instance: Instance, known: Collection[HardRule]) -> None:
    """Refuse hard declared rules, and rules stated of persons, that are not listed.

    Raises
    ------
    Unsupported
        There is such a rule.
    """
    stated: set[HardRule] = {r.kind for r in instance.rules if r.weight is None}
    for row in RULES:
        if row.table == "people" and row.unset is not None:
            for person in instance.people:
                unset = row.unset(instance, person)
                if any(getattr(person, column) != value for column, value in unset.items()):
                    stated.add(row.rule)
    others = sorted(stated - set(known))
    if others:
        raise Unsupported(f"rules {', '.join(others)}")
    if any(rule.others for rule in instance.rules):
        raise Unsupported("two groups apart")


def refereed(instance: Instance, timetable: Timetable) -> tuple[int, int]:
    """Return the value of the one tier and the hard violations that the referee finds."""
    report = check(instance, timetable)
    (tier,) = instance.policy.tiers
    value = sum(weight * report.scores[goal].value for goal, weight in tier.items())
    return value, len(report.violations)
