"""What a buffer after every request costs in coverage, and how much better delays are borne."""

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress

import pandas as pd

from models import Instance, Limits, Outcome, Policy, Request
from scheduler.solving import solve
from scheduler.sweeping.delays import USUAL, DelayChances
from scheduler.sweeping.robustness import robustness
from scheduler.sweeping.running import Cell, run, shared

LONGEST = 120
"""Minutes; a longer buffer is refused."""

Row = dict[str, object]


def buffers(
    instance: Instance,
    minutes: Sequence[int] = (0, 5, 10, 15),
    *,
    draws: int = 50,
    chances: DelayChances = USUAL,
    time_limit: float = 30.0,
    workers: int | None = None,
    seed: int = 0,
    executor: Executor | None = None,
) -> pd.DataFrame:
    """Return what buffers cost in ``coverage``, and what they buy when people are late.

    With a buffer of ten minutes each activity that may be left out is planned as ten minutes
    longer than it is: its people and its room are free for so long after it. The buffer lies
    within opening hours and stays, and counts for the limits of a day. What must take place has
    none, as ceremonies often follow each other without a pause.

    Parameters
    ----------
    instance
        What is planned. Goal ``coverage`` comes first, then its policy without it.
    minutes
        Buffers to try; 0, which the others are compared with, is always among them.
    draws, chances
        As for :func:`robustness`: all buffers are tried under the same delays.
    time_limit
        Seconds for each buffer.
    workers, seed
        As for :func:`scheduler.solve`.
    executor
        Solves all buffers at once; without one, processes of this machine do, no more of them than
        it has processors for. It is not shut down.

    Returns
    -------
    DataFrame
        One row per buffer, the shortest first: ``buffer`` (minutes), ``coverage`` (the best
        timetable found) and ``coverage_bound`` (proven: no timetable with this buffer has less),
        ``proven`` (whether these are the same), ``unmet`` (activities without a place), ``costs``
        (against no buffer, in words), ``valid`` (mean share of the activities that are in no
        clash), ``undisturbed`` (share of the draws without a clash), ``late`` (mean number of
        activities that start late), ``status`` and ``seconds`` of the solve, ``seed``,
        ``instance_sha256``, ``timetable``. A buffer without a timetable has no values. Ctrl-C
        ends it and keeps the buffers that are done.

    Raises
    ------
    ValueError
        A buffer is negative or longer than two hours.
    RuntimeError
        A solve has failed, and why.

    Notes
    -----
    Longer buffers are tried first: their timetables are legal for shorter ones, whose search
    starts from the last one found; and what is proven of a shorter one holds for a longer one.
    """
    asked = sorted({0, *minutes})
    for one in (asked[0], asked[-1]):
        if not 0 <= one <= LONGEST:
            raise ValueError(f"a buffer is {one} minutes; it must be from 0 to {LONGEST}")
    found = _found(
        instance, asked, Limits(seconds=time_limit, workers=workers, seed=seed), executor
    )
    rows: list[Row] = []
    bound = 0
    for one in sorted(found):
        outcome = found[one]
        row: Row = {"buffer": one, "seed": seed}
        if outcome.goals:
            bound = max(bound, outcome.goals[0].bound)
            row |= _worth(outcome, bound) | _borne(outcome, instance, draws, chances, seed)
        rows.append(row | {"status": outcome.status, "seconds": outcome.wall_seconds})
    return _framed(rows, instance)


def _found(
    instance: Instance, asked: Sequence[int], limits: Limits, executor: Executor | None
) -> dict[int, Outcome]:
    """Solve each buffer, the longest first."""
    order = sorted(asked, reverse=True)
    found: dict[int, Outcome] = {}
    side_by_side, each = shared(len(order), limits.workers, executor)
    limits = limits.model_copy(update={"workers": each})
    policy = _coverage_first(instance.policy)

    def cells() -> Iterator[Cell[Outcome]]:
        for minutes in order:
            timetables = [outcome.timetable for outcome in found.values() if outcome.timetable]
            start = timetables[-1] if timetables else None
            request = Request(policy=policy, start=start, limits=limits)
            yield Cell(solve, (buffered(instance, minutes), request))

    with suppress(KeyboardInterrupt):
        for ended in run(cells(), executor, side_by_side=side_by_side):
            if ended.result is None:
                raise RuntimeError(f"a buffer of {order[ended.number]} minutes: {ended.error}")
            found[order[ended.number]] = ended.result
    return found


def buffered(instance: Instance, minutes: int) -> Instance:
    """Return the instance with all that may be left out longer by so many minutes."""
    activities = tuple(
        a.model_copy(update={"minutes": a.minutes + minutes}) if a.optional else a
        for a in instance.activities
    )
    return instance.model_copy(update={"activities": activities})


def _coverage_first(policy: Policy) -> Policy:
    others = [{g: w for g, w in tier.items() if g != "coverage"} for tier in policy.tiers]
    tiers = ({"coverage": 1}, *(tier for tier in others if tier))
    return policy.model_copy(update={"tiers": tiers})


def _worth(outcome: Outcome, bound: int) -> Row:
    value = outcome.goals[0].value
    return {
        "coverage": value,
        "coverage_bound": bound,
        "proven": value == bound,
        "unmet": len(outcome.unscheduled),
    }


def _borne(
    outcome: Outcome, instance: Instance, draws: int, chances: DelayChances, seed: int
) -> Row:
    """Return how the timetable bears delays, with meetings as long as they are."""
    assert outcome.timetable is not None
    timetable = outcome.timetable.model_copy(update={"instance_sha256": instance.sha256})
    tried = robustness(timetable, instance, draws=draws, chances=chances, seed=seed)
    return {
        "valid": tried["valid"].mean(),
        "undisturbed": (tried["clashes"] == 0).mean(),
        "late": tried["late"].mean(),
        "timetable": timetable,
    }


def _costs(row: Row, base: Row) -> str:
    """Say what a buffer costs: optima lie between bounds and values, before and after."""
    if row["buffer"] == 0:
        return ""
    if base["buffer"] != 0:
        return "not known: stopped before what it is compared with"
    if "coverage" not in row or "coverage" not in base:
        return "not known: no timetable was found"
    least = max(0, _number(row, "coverage_bound") - _number(base, "coverage"))
    most = _number(row, "coverage") - _number(base, "coverage_bound")
    if most <= 0:
        return "nothing (proven)"
    if least == most:
        return f"{most} priority point{'s' if most > 1 else ''} (proven)"
    return f"between {least} and {most} priority points (not proven)"


def _number(row: Row, name: str) -> int:
    value = row[name]
    assert isinstance(value, int)
    return value


COLUMNS = {
    "buffer": "int64",
    "coverage": "Int64",
    "coverage_bound": "Int64",
    "proven": "boolean",
    "unmet": "Int64",
    "costs": "str",
    "valid": "float64",
    "undisturbed": "float64",
    "late": "float64",
    "status": "str",
    "seconds": "float64",
    "seed": "int64",
    "timetable": "object",
}


def _framed(rows: list[Row], instance: Instance) -> pd.DataFrame:
    for row in rows:
        row["costs"] = _costs(row, rows[0])
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    return frame.assign(instance_sha256=instance.sha256)
