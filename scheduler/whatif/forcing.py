"""What it costs to force an activity to a place: solved again, with as few changes as possible."""

from typing import Literal

from models import Forced, Omit, Placement, Policy, Put, Request, Timetable
from scheduler.checking import check
from scheduler.solving import OnProgress
from scheduler.solving.core.budget import Budget
from scheduler.solving.sandbox import Sandbox
from scheduler.solving.solve import solve_within
from scheduler.solving.unmet import with_reasons, with_waiting
from scheduler.whatif.question import Question

FEWEST = Policy(tiers=({"coverage": 1}, {"stability": 1}))
"""Leave out as little as possible, then tell as few people, then move as few activities."""


def force(
    sandbox: Sandbox, question: Question, request: Request, on_progress: OnProgress | None = None
) -> Forced:
    """Solve again with the activity where it is wished, and return what that takes.

    Other requests without a place stay without one.

    Parameters
    ----------
    request
        Its limits, and holds beside the wish.
    """
    instance, budget = sandbox.instance, Budget.of(request.limits)
    wish = Put(
        activity=question.activity,
        start=None if question.at is None else instance.clock.moment(question.at),
        room=question.room,
    )
    put = {hold.activity for hold in (*request.holds, wish) if isinstance(hold, Put)}
    idle = tuple(
        Omit(activity=a.id)
        for a in instance.activities
        if a.optional and a.id not in sandbox.stands.keys() | put
    )
    asked = {
        "policy": FEWEST,
        "previous": sandbox.timetable,
        "holds": (*request.holds, wish, *idle),
    }
    outcome = solve_within(budget, instance, request.model_copy(update=asked), on_progress)
    if outcome.status == "infeasible":  # a rule may need something that is left out
        asked["holds"] = (*request.holds, wish)
        left = budget.part(max(1.0, budget.left))
        outcome = solve_within(left, instance, request.model_copy(update=asked), on_progress)
    if outcome.timetable is None:
        status: Literal["impossible", "unknown"] = (
            "impossible" if outcome.status == "infeasible" else "unknown"
        )
        return Forced(status=status, seconds=budget.seconds)
    fewest = outcome.status == "optimal"
    return disturbance(sandbox, question.activity, outcome.timetable, fewest, budget.seconds)


def disturbance(
    sandbox: Sandbox, activity: str, after: Timetable, fewest: bool, seconds: float = 0.0
) -> Forced:
    """Return what a timetable changes compared with the present one, units of rooms included."""
    instance, before = sandbox.instance, sandbox.stands
    now = {p.activity: p for p in after.placements if p.start is not None}
    scores = check(instance, after, previous=sandbox.timetable).scores
    different = [
        name for name in instance.activity if _stand(before.get(name)) != _stand(now.get(name))
    ]
    units = [
        name
        for name in instance.activity
        if name in before and name in now and name not in different
        if (before[name].unit or 1) != (now[name].unit or 1)
    ]
    concerned = {person for name in different + units for person in instance.activity[name].people}
    others = [name for name in different + units if name != activity]
    return Forced(
        status="placed",
        place=now[activity],
        changes={goal: scores[goal].value - value for goal, value in sandbox.scores.items()},
        moved=tuple(now[name] for name in others if name in now),
        dropped=tuple(name for name in others if name not in now),
        told=tuple(person.id for person in instance.people if person.id in concerned),
        fewest=fewest and not units,  # a search hands out alike units last, as they come
        seconds=seconds,
        timetable=_whole(sandbox, after),
    )


def _whole(sandbox: Sandbox, after: Timetable) -> Timetable:
    """Return a timetable of the instance, with the reason of each activity without a place."""
    instance = sandbox.instance
    idle = [a.id for a in instance.activities if a.optional and a.id not in sandbox.stands]
    waits = with_waiting(instance, after, idle)
    return with_reasons(instance, Request(), waits).model_copy(update=sandbox.origin())


def _stand(place: Placement | None) -> tuple[object, ...] | None:
    return None if place is None else (place.start, place.room)
