"""The Pareto front of goals: what less of one costs in another."""

from collections.abc import Iterable, Sequence
from concurrent.futures import Executor
from typing import get_args

import pandas as pd

from models import Goal, Instance, Outcome, Request, Timetable
from scheduler.solving import solve
from scheduler.sweeping.asked import Refused, limits_of, one_of, whole
from scheduler.sweeping.grid import NONE, Grid
from scheduler.sweeping.points import Asking, OnRow, Row, framed, row_of, value_of
from scheduler.sweeping.running import OnAdvance, Watch, run

COMPLETE = "Complete: proven that no further point exists."

POINTS = 4
"""Limits of each limited goal, if there are three goals and no number is given."""


def front(
    instance: Instance,
    goals: Sequence[str] = ("coverage", "breaks"),
    *,
    points: int | None = None,
    time_limit: float = 60.0,
    workers: int | None = None,
    seed: int = 0,
    deterministic: bool = False,
    previous: Timetable | None = None,
    executor: Executor | None = None,
    on_row: OnRow | None = None,
    on_progress: OnAdvance | None = None,
) -> pd.DataFrame:
    """Return the Pareto front of two goals, or of three on a grid.

    The epsilon-constraint method in lexicographic steps: the first goal is minimised, then the
    next among what is as good in the first. Of two goals the next point must have less of the
    second than this one, and starts from its timetable. With ``points``, and always of three goals,
    limits are spread evenly between the ends of the range of each goal but the first; each
    point starts from the timetable known that exceeds its limits least. Other goals of the policy
    are left aside.

    Parameters
    ----------
    instance
        What is planned; the weights inside goals are those of its policy.
    goals
        Two or three different goals; the points are in order of the first.
    points
        Limits of each goal but the first, the ends of its range included: at most so many points
        of two goals, and of three so many in each of two directions (4 if it is not given).
        Without it, all points of two goals.
    time_limit
        Seconds for each point.
    workers, seed, deterministic
        As for :func:`scheduler.solve`. On a grid without ``workers`` one for each point, where
        there are more of them than processors.
    previous
        What goal ``stability`` compares with.
    executor
        Solves the points: on a grid all at once, each from the first end; otherwise one
        after the other. Without one, this machine does. It is not shut down.
    on_row
        Called with each row as it comes, in which nothing is known to be dominated yet.
    on_progress
        Called each time that a point has ended.

    Returns
    -------
    DataFrame
        One row per point: for each goal a column of its name (the value by the
        referee) and one of its name and ``_bound`` (proven: of the first goal, no timetable within
        ``at_most`` has less; of the others, none that is as good in those before); ``at_most``
        (the limit of the second goal, missing in the first row; of three goals one column for each
        limited goal, its name and ``_at_most``); ``proven`` (all values are the
        bounds, so no timetable dominates the point), ``dominated`` (another row is as good in all
        and better in one), ``status`` of the solve, ``seconds``, ``seed``, ``versions`` (JSON),
        ``instance_sha256``, ``timetable``. ``attrs["complete"]`` tells whether it is proven that
        nothing beyond the last point exists, and ``attrs["ended"]`` says why it ended; if nothing
        was skipped by a grid and every point is proven, the rows are exactly the front then. Of a
        grid it says how near every other timetable is to a row, and ``attrs["steps"]`` has, by
        goal, how far apart the limits are. Ctrl-C ends it and keeps what is there.

    Raises
    ------
    ValueError
        Not two or three different goals that are known; ``stability`` without ``previous``; or
        another option has an invalid value.
    InstanceError
        With every fault of the instance.

    Notes
    -----
    Haimes, Lasdon and Wismer, IEEE Transactions on Systems, Man, and Cybernetics 1 (1971), 296-297;
    as goals are whole numbers, steps of one miss no point: Laumanns, Thiele and Zitzler, European
    Journal of Operational Research 169 (2006), 932-942. A point that is not proven may hide
    better ones; the steps that follow find those with less of the second goal. On a grid, let a
    timetable have the values (f, g) with g within the range. The smallest limit that is at least
    g is less than a step above it, and the row for this limit has at most f in the first goal if it
    is proven there, or else at most f and the gap between its value and its bound.
    """
    chosen = _chosen(goals, previous)
    if points is not None:
        points = whole("points", points, 1)
    limits = limits_of(
        executor, time_limit=time_limit, workers=workers, seed=seed, deterministic=deterministic
    )
    asking = Asking(instance, chosen, limits, previous)
    if points is None and len(chosen) == 2:
        return _chain(asking, executor, on_row or _ignore, on_progress or _ignore)
    grid = Grid(asking, points or POINTS, executor, on_row or _ignore, on_progress or _ignore)
    grid.run()
    return framed(list(grid.rows.values()), chosen, grid.attrs)


def _ignore(_: object) -> None:
    pass


def _chosen(goals: Sequence[str], previous: Timetable | None) -> tuple[Goal, ...]:
    known: dict[str, Goal] = {goal: goal for goal in get_args(Goal)}
    listed = [goals] if isinstance(goals, str) or not isinstance(goals, Iterable) else goals
    given = [one_of("a goal", name, known) for name in listed]
    if len(given) not in (2, 3) or len(set(given)) < len(given):
        named = ", ".join(given) or "none"
        raise Refused(f"a front is of two or three different goals, but these are given: {named}")
    if "stability" in given and previous is None:
        raise Refused("goal 'stability' needs a previous timetable to compare with")
    return tuple(known[name] for name in given)


def _chain(
    asking: Asking, executor: Executor | None, on_row: OnRow, on_progress: OnAdvance
) -> pd.DataFrame:
    """Find each point of two goals from the one before it."""
    first, second = asking.goals
    rows: list[Row] = []
    watch = Watch(of=None)
    request = asking.request({}, None)
    ended, stopped = "", False
    while not ended:
        outcome = _solved(asking, request, executor)
        if not isinstance(outcome, Outcome):
            ended, stopped = outcome or "Stopped on request.", outcome is None
            break
        if outcome.timetable is not None:
            rows.append(row_of(outcome, asking.goals, request.at_most))
            on_row(rows[-1])
            on_progress(
                watch.advance(
                    f"{second} {rows[-1][second]}", rows[-1][first], rows[-1][f"{first}_bound"]
                )
            )
        if outcome.timetable is None or outcome.status == "cancelled":
            end = COMPLETE if rows else NONE
            ended = end if outcome.status == "infeasible" else outcome.message
            stopped = outcome.status == "cancelled"
        elif rows[-1][second] == 0:
            ended = COMPLETE
        else:
            most = value_of(outcome, second) - 1
            changed = {"at_most": {second: most}, "start": outcome.timetable}
            request = request.model_copy(update=changed)
    attrs = {"complete": ended in (COMPLETE, NONE), "ended": ended, "stopped": stopped}
    return framed(rows, asking.goals, attrs)


def _solved(asking: Asking, request: Request, executor: Executor | None) -> Outcome | str | None:
    """Solve one point here or in an executor; return what went wrong, or None if it was stopped."""
    if executor is None:
        return solve(asking.instance, request)
    try:
        (ended,) = run([asking.cell(request)], executor)
    except KeyboardInterrupt:
        return None
    return ended.error if ended.result is None else ended.result
