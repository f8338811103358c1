"""What it costs to treat those better who are treated worst."""

from collections import Counter
from collections.abc import Sequence
from concurrent.futures import Executor
from typing import Any

import pandas as pd

from models import Activity, Instance, Outcome, Policy, Request
from scheduler.checking import check
from scheduler.compiling import cancelled
from scheduler.solving import solve
from scheduler.sweeping.asked import limits_of, wholes
from scheduler.sweeping.running import NothingToCompare, OnAdvance, Watch, advance_of
from scheduler.sweeping.tightening import cost_in_words, put_first, solve_tightest_first
from scheduler.viewing.fairness import fairness

FAIREST = "goal fairness before all others"

Row = dict[str, Any]


def fairness_cost(
    instance: Instance,
    guarantees: Sequence[int] = (1, 2, 3),
    *,
    time_limit: float = 30.0,
    workers: int | None = None,
    seed: int = 0,
    executor: Executor | None = None,
    on_progress: OnAdvance | None = None,
) -> pd.DataFrame:
    """Return what it costs if nobody who asks for little goes without.

    Parameters
    ----------
    instance
        What is planned. Goal ``coverage`` comes first, then its policy without it.
    guarantees
        Numbers of requests: with a guarantee of 2, each delegation with at most two requests (as
        in :func:`scheduler.tables.fairness`) gets all of them.
    time_limit
        Seconds for each row.
    workers, seed
        As for :func:`scheduler.solve`.
    executor
        Solves all guarantees at once; without one, processes of this machine do, no more of them
        than it has processors for. It is not shut down.
    on_progress
        Called each time that a solve has ended.

    Returns
    -------
    DataFrame
        The first row is the instance as it is, then one for each guarantee, the smallest first, and
        last what is planned if goal ``fairness`` comes before all others: ``what`` (in words),
        ``guarantee`` (missing in the first and last row), ``costs`` (in ``coverage`` against the
        first row, in words), ``worst_share`` (least share of its requests that a delegation gets),
        ``worst`` (its id), ``fairness`` (by the referee, per mille); for each goal of the
        policy a column of its name and one of its name and ``_bound`` (proven, among the
        timetables that keep the guarantee and are as good in all goals before it); ``proven``
        (whether ``coverage`` is its bound; in the last row ``fairness`` too), ``unmet``
        (activities without a place), ``status``, ``seconds``, ``seed``, ``instance_sha256``,
        ``timetable``. Without a timetable a row has no values; ``infeasible`` means that the
        guarantee cannot be given, which is proven. Ctrl-C ends it and keeps the rows that are done.

    Raises
    ------
    ValueError
        A guarantee is below 1, another option has an invalid value, or the instance has no
        timetable within ``time_limit``.
    RuntimeError
        A solve has failed, and why.
    """
    steps = wholes("guarantees", guarantees, 1)
    limits = limits_of(executor, time_limit=time_limit, workers=workers, seed=seed)
    policy = put_first("coverage", instance.policy)
    watch = Watch(of=len(steps) + 2)

    def tell(what: str, outcome: Outcome) -> None:
        if on_progress is not None:
            on_progress(advance_of(outcome, watch, what))

    base = solve(instance, Request(policy=policy, limits=limits))
    if base.timetable is None:
        raise NothingToCompare(base.message)
    tell("as it is", base)
    rows = [_row(instance, base, "as it is")]
    chain = [(guaranteed(instance, most), Request(policy=policy)) for most in steps]
    if base.status != "cancelled":
        found = solve_tightest_first(
            chain, limits, executor, base.timetable,
            on_outcome=lambda position, outcome: tell(_guarantee(steps[position]), outcome),
        )  # fmt: skip
        for position, outcome in sorted(found.items()):
            most = steps[position]
            rows.append(_row(instance, outcome, _guarantee(most)) | {"guarantee": most})
        if len(found) == len(steps):
            known = [row for row in rows if "fairness" in row]
            start = min(known, key=lambda row: row["fairness"])["timetable"]
            request = Request(policy=put_first("fairness", policy), limits=limits, start=start)
            fairest = solve(instance, request)
            tell(FAIREST, fairest)
            rows.append(_row(instance, fairest, FAIREST))
    return _framed(rows, policy, seed, instance)


def _guarantee(most: int) -> str:
    return f"whoever asks for at most {most} gets all"


def guaranteed(instance: Instance, most: int) -> Instance:
    """Return the instance in which delegations with so few requests have to get all of them."""
    delegation = {person.id: person.delegation for person in instance.people}
    off = cancelled(instance)

    def sides(activity: Activity) -> set[str]:
        request = activity.kind == "bilateral" and activity.optional and activity.id not in off
        named = {delegation[person] for person in activity.people} if request else set()
        return {name for name in named if name is not None}

    requests = Counter(name for activity in instance.activities for name in sides(activity))
    activities = tuple(
        a.model_copy(update={"optional": False})
        if any(requests[name] <= most for name in sides(a))
        else a
        for a in instance.activities
    )
    return instance.model_copy(update={"activities": activities})


def _row(instance: Instance, outcome: Outcome, what: str) -> Row:
    row: Row = {"what": what, "status": outcome.status, "seconds": outcome.wall_seconds}
    if outcome.timetable is None:
        return row
    for result in outcome.goals:
        row |= {result.goal: result.value, f"{result.goal}_bound": result.bound}
    judged = outcome.goals[: 2 if what == FAIREST else 1]
    timetable = outcome.timetable.model_copy(update={"instance_sha256": instance.sha256})
    treated = fairness(timetable, instance).head(1)
    return row | {
        "worst_share": treated["share"].min(),
        "worst": "".join(treated["worst"]),
        "fairness": check(instance, timetable).scores["fairness"].value,
        "proven": all(result.value == result.bound for result in judged),
        "unmet": len(outcome.unscheduled),
        "timetable": timetable,
    }


def _costs(rows: list[Row]) -> None:
    """Say what each row costs; what is proven of a guarantee holds for a larger one."""
    base, proven = rows[0], rows[0]["coverage_bound"]
    base["costs"] = ""
    for row in rows[1:]:
        if row["status"] == "infeasible":
            row["costs"] = "cannot be given (proven)"
        elif "coverage" not in row:
            row["costs"] = "not known: no timetable was found"
        else:
            if row["what"] != FAIREST:
                row["coverage_bound"] = proven = max(proven, row["coverage_bound"])
                row["proven"] = row["coverage"] == proven
            least = max(0, row["coverage_bound"] - base["coverage"])
            row["costs"] = cost_in_words(least, row["coverage"] - base["coverage_bound"])


def _framed(rows: list[Row], policy: Policy, seed: int, instance: Instance) -> pd.DataFrame:
    _costs(rows)
    columns = {"what": "str", "guarantee": "Int64", "costs": "str", "worst_share": "float64"}
    columns |= {"worst": "str", "fairness": "Int64", "fairness_bound": "Int64"}
    for goal in policy.goals:
        columns |= {goal: "Int64", f"{goal}_bound": "Int64"}
    columns |= {"proven": "boolean", "unmet": "Int64", "status": "str", "seconds": "float64"}
    columns |= {"timetable": "object"}
    frame = pd.DataFrame(rows, columns=list(columns)).astype(columns)
    return frame.assign(seed=seed, instance_sha256=instance.sha256)
