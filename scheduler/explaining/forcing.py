"""What it costs to force an activity to a place: solved again, with the fewest disturbed."""

from dataclasses import dataclass
from typing import Literal

from models import Activity, Goal, Instance, Outcome, Placement, Policy, Timetable
from scheduler.checking import check
from scheduler.explaining.board import Board
from scheduler.explaining.question import Question
from scheduler.solving import solve

FEWEST = Policy(tiers=({"coverage": 1}, {"stability": 1}))
"""Drop as little as possible, then tell as few people as possible, then move the fewest."""

NO_SEATS = 10**9

FOR_GOOD = ("person-overlap", "room-overlap", "rest", "transfer")
"""Rules that, once broken between two fixed activities, stay broken whatever else moves."""


@dataclass(frozen=True)
class Forced:
    """How the activity gets its place.

    Attributes
    ----------
    status
        ``placed``; ``impossible``: proven; ``unknown``: the time ran out.
    timetable
        The whole timetable then, refereed; None unless ``placed``.
    changes
        Change of each goal, the referee's; ``stability`` against the timetable as it is.
    moved, dropped
        Other activities: where they stand then, and those left out.
    told
        Persons whose engagements change.
    fewest
        Proven: no way drops less, or as little and disturbs less.
    """

    status: Literal["placed", "impossible", "unknown"]
    timetable: Timetable | None = None
    changes: dict[Goal, int] | None = None
    moved: tuple[Placement, ...] = ()
    dropped: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    fewest: bool = False
    seconds: float = 0.0


def force(
    board: Board, question: Question, *, time_limit: float, workers: int | None, seed: int
) -> Forced:
    """Solve again with the activity at its wish, and say what that takes."""
    outcome = _solved(board, question, True, time_limit, workers, seed)
    if outcome.status == "infeasible":  # a rule may bind it to something that is left out
        left = max(1.0, time_limit - outcome.wall_seconds)
        outcome = _solved(board, question, False, left, workers, seed)
    if outcome.timetable is None:
        status: Literal["impossible", "unknown"] = (
            "impossible" if outcome.status == "infeasible" else "unknown"
        )
        return Forced(status, seconds=outcome.wall_seconds)
    fewest = outcome.status == "optimal"
    return told_of(board, question.activity, outcome.timetable, fewest, outcome.wall_seconds)


def clash_with_fixed(board: Board, place: Placement) -> bool:
    """Tell whether a place clashes with an activity that must take place and has one place.

    That is proof enough that the place cannot be had.
    """
    fixed = []
    for activity in board.compiled.activities:
        if activity.is_fixed and activity.source.id != place.activity:
            (only,) = board.legal(activity.source.id)
            fixed.append(board.at(activity.source.id, only))
    report = check(board.instance, Timetable(placements=(*fixed, place)))
    return any(
        place.activity in v.activities and v.rule in FOR_GOOD
        for v in report.violations
        if v.subject not in board.instance.room or board.instance.room[v.subject].units == 1
    )


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
        "placed",
        timetable=after,
        changes={goal: scores[goal].value - value for goal, value in board.scores.items()},
        moved=tuple(now[name] for name in others if name in now),
        dropped=tuple(name for name in others if name not in now),
        told=tuple(person.id for person in instance.people if person.id in told),
        fewest=fewest,
        seconds=seconds,
    )


def _solved(
    board: Board,
    question: Question,
    keep_out: bool,
    time_limit: float,
    workers: int | None,
    seed: int,
) -> Outcome:
    return solve(
        _pinned(board, question, keep_out),
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        previous=board.timetable,
        policy=FEWEST,
    )


def _pinned(board: Board, question: Question, keep_out: bool) -> Instance:
    """Return the instance with the wish as a pin; what has no place may be kept without."""
    instance = board.instance

    def pinned(activity: Activity) -> Activity:
        if activity.id == question.activity:
            wish: dict[str, object] = {"optional": False}
            if question.at is not None:
                wish["pin_start"] = instance.clock.moment(question.at)
            if question.room is not None:
                wish["pin_room"] = question.room
            return activity.model_copy(update=wish)
        if keep_out and activity.optional and activity.id not in board.stands:
            # To give others a place is not the question; no room has so many seats.
            return activity.model_copy(update={"seats": NO_SEATS})
        return activity

    fresh = instance.model_dump() | {
        "activities": [pinned(activity).model_dump() for activity in instance.activities]
    }
    return Instance.model_validate(fresh)


def _stand(place: Placement | None) -> tuple[object, ...] | None:
    return None if place is None else (place.start, place.room)
