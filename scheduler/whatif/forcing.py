"""What it costs to force an activity to a place: solved again, with the fewest disturbed."""

from dataclasses import dataclass, replace
from typing import Literal

from models import Forced, Outcome, Placement, Policy, Timetable
from scheduler.checking import check
from scheduler.compiling import Compiled, CompiledActivity
from scheduler.solving import solve
from scheduler.whatif.question import Question
from scheduler.whatif.sandbox import Board

FEWEST = Policy(tiers=({"coverage": 1}, {"stability": 1}))
"""Drop as little as possible, then tell as few people as possible, then move the fewest."""


@dataclass(frozen=True)
class Wish:
    """Restricts an instance to timetables that have an activity where it is wished.

    Attributes
    ----------
    waiting
        Ids of what is kept without a place: to give others one is not the question.
    """

    question: Question
    waiting: frozenset[str] = frozenset()

    def __call__(self, compiled: Compiled) -> Compiled:
        """Take from every activity the places that it may not have."""
        asked = (self._asked(compiled, activity) for activity in compiled.activities)
        return replace(compiled, activities=tuple(asked))

    def _asked(self, compiled: Compiled, activity: CompiledActivity) -> CompiledActivity:
        wish = self.question
        if activity.source.id in self.waiting:
            return activity.left_out()
        if activity.source.id != wish.activity:
            return activity
        if wish.room is not None:
            named = [r for r in activity.rooms if compiled.rooms[r].id == wish.room]
            activity = activity.within({r: activity.rooms[r] for r in named})
        if wish.at is not None:
            activity = activity.at(tuple(s for s in activity.starts if s == wish.at))
        return replace(activity, must=True)


def force(
    board: Board, question: Question, *, time_limit: float, workers: int | None, seed: int
) -> Forced:
    """Solve again with the activity at its wish, and say what that takes."""
    idle = frozenset(
        a.id for a in board.instance.activities if a.optional and a.id not in board.stands
    )
    wish = Wish(question, idle - {question.activity})
    outcome = _solved(board, wish, time_limit, workers, seed)
    if outcome.status == "infeasible":  # a rule may bind it to something that is left out
        left = max(1.0, time_limit - outcome.wall_seconds)
        outcome = _solved(board, Wish(question), left, workers, seed)
    if outcome.timetable is None:
        status: Literal["impossible", "unknown"] = (
            "impossible" if outcome.status == "infeasible" else "unknown"
        )
        return Forced(status=status, seconds=outcome.wall_seconds)
    fewest = outcome.status == "optimal"
    return told_of(board, question.activity, outcome.timetable, fewest, outcome.wall_seconds)


def told_of(
    board: Board, activity: str, after: Timetable, fewest: bool, seconds: float = 0.0
) -> Forced:
    """Compare a timetable with the one on the board."""
    instance, before = board.instance, board.stands
    now = {p.activity: p for p in after.placements if p.start is not None}
    scores = check(instance, after, previous=board.timetable).scores
    different = [
        name for name in instance.activity if _stand(before.get(name)) != _stand(now.get(name))
    ]
    told = {person for name in different for person in instance.activity[name].people}
    others = [name for name in different if name != activity]
    return Forced(
        status="placed",
        place=now[activity],
        changes={goal: scores[goal].value - value for goal, value in board.scores.items()},
        moved=tuple(now[name] for name in others if name in now),
        dropped=tuple(name for name in others if name not in now),
        told=tuple(person.id for person in instance.people if person.id in told),
        fewest=fewest,
        seconds=seconds,
        timetable=after.model_copy(update=board.origin()),
    )


def _solved(board: Board, wish: Wish, time_limit: float, workers: int | None, seed: int) -> Outcome:
    return solve(
        board.instance,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        previous=board.timetable,
        policy=FEWEST,
        restrict=wish,
    )


def _stand(place: Placement | None) -> tuple[object, ...] | None:
    return None if place is None else (place.start, place.room)
