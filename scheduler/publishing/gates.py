"""The gates: conditions that a candidate must meet before it replaces the last release."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from models import Change, Changes, Counts, Decision, Instance, Outcome, ReleaseRecord, Timetable
from scheduler.checking import check
from scheduler.compiling import effective
from scheduler.publishing.carrying import rescored
from scheduler.publishing.config import Budget
from scheduler.replanning import why_not

BUDGET = "budget"


@dataclass(frozen=True)
class Case:
    """What the gates judge."""

    instance: Instance
    outcome: Outcome
    timetable: Timetable
    last: Timetable | None
    changes: Changes

    @cached_property
    def coverage(self) -> int:
        """Goal coverage of the candidate."""
        return check(self.instance, self.timetable).scores["coverage"].value

    @cached_property
    def coverage_before(self) -> int | None:
        """The same of the last release on today's inputs; None if it breaks hard rules now."""
        if self.last is None:
            return None
        return rescored(self.last, self.instance, self.timetable)


def with_reasons(case: Case) -> Case:
    """Add to each request that is left out now why it cannot stay where it was."""
    named = tuple(_with_reason(case, change) for change in case.changes.changes)
    return replace(case, changes=case.changes.model_copy(update={"changes": named}))


def _with_reason(case: Case, change: Change) -> Change:
    if change.before is None or not _is_left_out(case, change):
        return change
    reason = why_not(case.instance, case.timetable, change.before)
    return change.model_copy(update={"reason": reason})


def _is_left_out(case: Case, change: Change) -> bool:
    return "dropped" in change.what and change.activity in effective(case.instance).activity


def hard_rules(case: Case) -> Iterator[Decision]:
    """The referee finds no hard rule broken."""
    yield ruled([v.message for v in check(case.instance, case.timetable).violations])


def ruled(broken: Sequence[str]) -> Decision:
    """Return the decision on hard rules, of which some are broken."""
    detail = "; ".join(broken[:5])
    return Decision(
        gate="hard rules",
        passed=not broken,
        detail=f"{len(broken)} broken: {detail}" if broken else "None is broken.",
    )


def coverage(case: Case) -> Iterator[Decision]:
    """Coverage is not below that of the last release on today's inputs."""
    if case.last is None:
        return
    now, then = case.coverage, case.coverage_before
    if then is None:
        yield Decision(
            gate="coverage",
            passed=True,
            detail=f"{now}; the last release would break hard rules today.",
        )
        return
    proven = _proven(case, now)
    passed = now <= then or proven
    grounds = ", proven the least" if proven else ""
    yield Decision(
        gate="coverage",
        passed=passed,
        detail=f"{now}{grounds}; the last release would have {then} today (less is better).",
    )


def _proven(case: Case, value: int) -> bool:
    """Tell whether no better coverage is possible: then the last release has none either."""
    first = case.outcome.tiers[0] if case.outcome.tiers else None
    return first is not None and first.goals == ("coverage",) and first.bound >= value


def reasons(case: Case) -> Iterator[Decision]:
    """Each request that the last release met is met again, or there is a reason."""
    lost = [change for change in case.changes.changes if _is_left_out(case, change)]
    nameless = [change.activity for change in lost if not change.reason]
    yield Decision(
        gate="reasons",
        passed=not nameless,
        detail=f"Left out without a reason: {', '.join(nameless)}."
        if nameless
        else f"{len(lost)} left out that had a place, each with a reason.",
    )


GATES = (hard_rules, coverage, reasons)
"""All gates but the budget, which people may overrule."""


def judge(case: Case) -> list[Decision]:
    """Return what each gate decides."""
    return [decision for gate in GATES for decision in gate(case)]


def within(budget: Budget, counts: Counts) -> Decision:
    """Decide whether a night changes no more than it may."""
    found = (
        ("persons told", counts.people_told, budget.people_told),
        ("activities moved or dropped", counts.moves, budget.moves),
    )
    over = [
        f"{what}: {n}, at most {most} allowed"
        for what, n, most in found
        if most is not None and n > most
    ]
    counted = ", ".join(f"{what}: {n}" for what, n, _ in found)
    return Decision(
        gate=BUDGET, passed=not over, detail=f"{'; '.join(over)}." if over else f"{counted}."
    )


def with_decision(record: ReleaseRecord, decision: Decision) -> ReleaseRecord:
    """Add a decision, in place of an earlier one of the same gate."""
    others = [d for d in record.decisions if d.gate != decision.gate]
    return record.model_copy(update={"decisions": (*others, decision)})


def approved(decision: Decision, by: str) -> Decision:
    """Return a decision that somebody has overruled, if anybody has."""
    if not by:
        return decision
    detail = f"Approved by {by}. {decision.detail}"
    return decision.model_copy(update={"passed": True, "detail": detail})
