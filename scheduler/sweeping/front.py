"""The exact Pareto front of two goals: what less of one costs in the other."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any, get_args

import pandas as pd

from models import Goal, Instance, Limits, Outcome, Request, Timetable
from scheduler.solving import solve

Row = dict[str, Any]
OnRow = Callable[[Mapping[str, Any]], None]

COMPLETE = "Complete: proven that no further point exists."


def front(
    instance: Instance,
    goals: Sequence[str] = ("coverage", "breaks"),
    *,
    points: int | None = None,
    time_limit: float = 60.0,
    workers: int | None = None,
    seed: int = 0,
    previous: Timetable | None = None,
    on_row: OnRow | None = None,
) -> pd.DataFrame:
    """Return the Pareto front of two goals, each point a timetable that the referee has passed.

    The epsilon-constraint method in lexicographic steps: the first goal is minimised, then the
    second among what is as good in the first; the next point must have less of the second than
    this one. Each point starts from the timetable of the one before it. Other goals of the policy
    are left aside.

    Parameters
    ----------
    instance
        What is planned; the weights inside goals are those of its policy.
    goals
        Two different goals; the points are in order of the first.
    points
        Stop after so many; all of them if it is not given.
    time_limit
        Seconds for each point.
    workers, seed
        As for :func:`scheduler.solve`.
    previous
        What goal ``stability`` compares with.
    on_row
        Called with each row as it comes, in which nothing is known to be dominated yet.

    Returns
    -------
    DataFrame
        One row per point: for each of the two goals a column of its name (the value by the
        referee) and one of its name and ``_bound`` (proven: of the first goal, no timetable within
        ``at_most`` has less; of the second, none that is as good in the first); ``at_most``
        (the limit of the second goal, missing in the first row); ``proven`` (both values are the
        bounds, so no timetable dominates the point), ``dominated`` (another row is as good in both
        and better in one), ``status`` of the solve, ``seconds``, ``seed``, ``versions`` (JSON),
        ``instance_sha256``, ``timetable``. ``attrs["complete"]`` tells whether it is proven that
        nothing beyond the last point exists, and ``attrs["ended"]`` says why it ended. If that is
        so and every point is proven, the rows are exactly the front. Ctrl-C ends it and
        keeps what is there.

    Raises
    ------
    ValueError
        Not two different goals that are known; ``stability`` without ``previous``; or no points.
    InstanceError
        With every fault of the instance.

    Notes
    -----
    Haimes, Lasdon and Wismer, IEEE Transactions on Systems, Man, and Cybernetics 1 (1971), 296-297;
    as goals are whole numbers, steps of one miss no point: Laumanns, Thiele and Zitzler, European
    Journal of Operational Research 169 (2006), 932-942. A point that is not proven may hide
    better ones; the steps that follow find those with less of the second goal.
    """
    pair = _pair(goals, previous)
    if points is not None and points < 1:
        raise ValueError(f"points is {points}; it must be at least 1")
    policy = instance.policy.model_copy(update={"tiers": tuple({goal: 1} for goal in pair)})
    limits = Limits(seconds=time_limit, workers=workers, seed=seed)
    asked = Request(policy=policy, previous=previous, limits=limits)
    rows: list[Row] = []
    ended = f"Stopped after {points} points."
    for outcome, most in _outcomes(instance, asked, pair[1]):
        if outcome.timetable is not None:
            rows.append(_row(outcome, most))
            if on_row is not None:
                on_row(rows[-1])
        if outcome.timetable is None or outcome.status == "cancelled":
            ended = COMPLETE if outcome.status == "infeasible" else outcome.message
            break
        if rows[-1][pair[1]] == 0:
            ended = COMPLETE
            break
        if len(rows) == points:
            break
    return _framed(rows, pair, ended)


def _pair(goals: Sequence[str], previous: Timetable | None) -> tuple[Goal, Goal]:
    known: dict[str, Goal] = {goal: goal for goal in get_args(Goal)}
    given = [goals] if isinstance(goals, str) else list(goals)
    for name in given:
        if name not in known:
            raise ValueError(f"unknown goal {name!r}; the goals are {', '.join(known)}")
    if len(given) != 2 or given[0] == given[1]:
        listed = ", ".join(given) or "none"
        raise ValueError(f"a front is of two different goals, but these are given: {listed}")
    if "stability" in given and previous is None:
        raise ValueError("goal 'stability' needs a previous timetable to compare with")
    return known[given[0]], known[given[1]]


def _outcomes(
    instance: Instance, asked: Request, second: Goal
) -> Iterator[tuple[Outcome, int | None]]:
    """Yield the outcome of each step and its limit of the second goal, while there is a next."""
    most: int | None = None
    while True:
        outcome = solve(instance, asked)
        yield outcome, most
        most = next(result.value for result in outcome.goals if result.goal == second) - 1
        changed = {"at_most": {second: most}, "start": outcome.timetable}
        asked = asked.model_copy(update=changed)


def _row(outcome: Outcome, most: int | None) -> Row:
    row: Row = {}
    for result in outcome.goals:
        row |= {result.goal: result.value, f"{result.goal}_bound": result.bound}
    return row | {
        "at_most": most,
        "proven": all(result.value == result.bound for result in outcome.goals),
        "dominated": False,
        "status": outcome.status,
        "seconds": outcome.wall_seconds,
        "seed": outcome.seed,
        "versions": json.dumps(outcome.versions),
        "instance_sha256": outcome.instance_sha256,
        "timetable": outcome.timetable,
    }


def _framed(rows: list[Row], pair: tuple[Goal, Goal], ended: str) -> pd.DataFrame:
    first, second = pair
    for row in rows:  # each has less of the second goal than those before it
        row["dominated"] = any(
            other[second] < row[second] and other[first] <= row[first] for other in rows
        )
    columns = [first, f"{first}_bound", second, f"{second}_bound", "at_most", "proven", "dominated"]
    columns += ["status", "seconds", "seed", "versions", "instance_sha256", "timetable"]
    frame = pd.DataFrame(rows, columns=columns).astype({"at_most": "Int64"})
    frame.attrs |= {"complete": ended == COMPLETE, "ended": ended}
    return frame
