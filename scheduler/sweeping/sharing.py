"""What one scenario proves of another: more units or resources never cost coverage."""

from collections.abc import Mapping, Sequence

from models import GoalResult, Instance, Request, Timetable
from scheduler.checking import check
from scheduler.solving.unmet import with_reasons
from scheduler.sweeping.answers import Answer
from scheduler.sweeping.comparing import Case


def shared_answers(
    cases: Sequence[Case], answers: Mapping[int, Answer], request: Request
) -> dict[int, Answer]:
    """Return the answers that others improve.

    Let two instances be alike but for the units of rooms and the levels of resources, of which the
    second has no less of any. Then every timetable of the first is one of the second, with the
    same ``coverage``. So what is proven of the second holds for the first; and a timetable of the
    first may be the best that is known of the second. Nobody need trust that: the referee passes
    it there, or it is not taken. Bounds are shared if ``coverage`` is the first goal, in a tier of
    its own, as all timetables compete there; timetables if it is the only goal, as bounds of later
    goals are about timetables that are as good as the one found.
    """
    changed = {
        n: one
        for n, one in answers.items()
        if one.outcome.goals and list(_instance(cases[n]).policy.tiers[0]) == ["coverage"]
    }
    stated = {n: _else(_instance(cases[n])) for n in changed}
    pairs = [
        (a, b)
        for a in changed
        for b in changed
        if a != b
        and stated[a] == stated[b]
        and _is_within(_instance(cases[a]), _instance(cases[b]))
    ]
    for tight, loose in pairs:
        bound = _coverage(answers[loose]).bound
        if bound > _coverage(changed[tight]).bound:
            changed[tight] = _better(changed[tight], bound=bound)
    for tight, loose in pairs:
        alone = len(_instance(cases[loose]).policy.goals) == 1
        if alone and _coverage(answers[tight]).value < _coverage(changed[loose]).value:
            changed[loose] = _lent(_instance(cases[loose]), answers[tight], changed[loose])
    return {
        n: one
        if one.timetable is answers[n].timetable
        else _explained(_instance(cases[n]), request, one)
        for n, one in changed.items()
        if one is not answers[n]
    }


def _instance(case: Case) -> Instance:
    assert case.instance is not None
    return case.instance


def _coverage(answer: Answer) -> GoalResult:
    return answer.outcome.goals[0]


def _is_within(tight: Instance, loose: Instance) -> bool:
    """Tell whether the second of two instances that are alike else has no less of anything."""
    units = zip(tight.rooms, loose.rooms, strict=True)
    levels = zip(tight.resources, loose.resources, strict=True)
    return all(a.units <= b.units for a, b in units) and all(a.level <= b.level for a, b in levels)


def _else(instance: Instance) -> str:
    """Return the hash of all that an instance states but units and levels."""
    rooms = tuple(room.model_copy(update={"units": 1}) for room in instance.rooms)
    resources = tuple(one.model_copy(update={"level": 0}) for one in instance.resources)
    return instance.model_copy(update={"rooms": rooms, "resources": resources}).sha256


def _better(answer: Answer, **update: object) -> Answer:
    """Return an answer with another value or bound of coverage."""
    first, *others = answer.outcome.goals
    goals = (first.model_copy(update=update), *others)
    proven = all(goal.value <= goal.bound for goal in goals)
    outcome = {"goals": goals, "status": "optimal" if proven else answer.outcome.status}
    return answer.model_copy(update={"outcome": answer.outcome.model_copy(update=outcome)})


def _lent(instance: Instance, lender: Answer, own: Answer) -> Answer:
    """Return an answer with the timetable of another one, if it is legal here."""
    assert lender.timetable is not None
    timetable: Timetable = lender.timetable.model_copy(update={"instance_sha256": instance.sha256})
    report = check(instance, timetable)
    if report.violations:
        return own
    found = _better(own, value=report.scores["coverage"].value)
    outcome = found.outcome.model_copy(update={"unscheduled": lender.outcome.unscheduled})
    return found.model_copy(update={"outcome": outcome, "timetable": timetable})


def _explained(instance: Instance, request: Request, borrower: Answer) -> Answer:
    """Return an answer with reasons of its own in the timetable that it has from another one."""
    assert borrower.timetable is not None
    placements = (
        place.model_copy(update={"reason": ""}) for place in borrower.timetable.placements
    )
    bare = borrower.timetable.model_copy(update={"placements": tuple(placements)})
    return borrower.model_copy(update={"timetable": with_reasons(instance, request, bare)})
