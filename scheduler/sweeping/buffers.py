"""What a buffer after every request costs in coverage, and how much better delays are borne."""

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from typing import Any

import pandas as pd

from models import Instance, Outcome, Request
from scheduler.sweeping.asked import limits_of, whole, wholes
from scheduler.sweeping.delays import USUAL, DelayChances
from scheduler.sweeping.robustness import robustness
from scheduler.sweeping.running import OnAdvance, Watch, advance_of
from scheduler.sweeping.tightening import cost_in_words, put_first, solve_tightest_first

LONGEST = 120
"""Minutes; a longer buffer is refused."""

Row = dict[str, Any]


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
    on_progress: OnAdvance | None = None,
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
    on_progress
        Called each time that a solve has ended.

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
        A buffer is negative or longer than two hours, or another option has an invalid value.
    RuntimeError
        A solve has failed, and why.

    Notes
    -----
    Longer buffers are tried first: their timetables are legal for shorter ones, whose search
    starts from the last one found, and which have them where it found none that is better; and
    what is proven of a shorter one holds for a longer one.
    """
    asked = sorted({0, *wholes("minutes", minutes, 0, LONGEST)})
    whole("draws", draws, 1)
    limits = limits_of(executor, time_limit=time_limit, workers=workers, seed=seed)
    request = Request(policy=put_first("coverage", instance.policy))
    watch = Watch(of=len(asked))

    def tell(position: int, outcome: Outcome) -> None:
        if on_progress is not None:
            on_progress(advance_of(outcome, watch, f"a buffer of {asked[position]} minutes"))

    chain = [(buffered(instance, one), request) for one in asked]
    found = solve_tightest_first(chain, limits, executor, on_outcome=tell)
    rows: list[Row] = []
    bound = 0
    best = _best(found)
    for position, outcome in sorted(found.items()):
        row: Row = {"buffer": asked[position], "seed": seed}
        if position in best:
            if outcome.goals:
                bound = max(bound, outcome.goals[0].bound)
            kept = best[position]
            row |= _worth(kept, bound) | _borne(kept, instance, draws, chances, seed)
        rows.append(row | {"status": outcome.status, "seconds": outcome.wall_seconds})
    return _framed(rows, instance)


def buffered(instance: Instance, minutes: int) -> Instance:
    """Return the instance with all that may be left out longer by so many minutes."""
    activities = tuple(
        a.model_copy(update={"minutes": a.minutes + minutes}) if a.optional else a
        for a in instance.activities
    )
    return instance.model_copy(update={"activities": activities})


def _best(found: Mapping[int, Outcome]) -> dict[int, Outcome]:
    """Return for each buffer the best outcome, with a timetable, of its own and all longer ones."""
    best: dict[int, Outcome] = {}
    kept: Outcome | None = None
    for position in sorted(found, reverse=True):
        own = found[position]
        if own.goals and (kept is None or own.goals[0].value < kept.goals[0].value):
            kept = own
        if kept is not None:
            best[position] = kept
    return best


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
    least = max(0, row["coverage_bound"] - base["coverage"])
    return cost_in_words(least, row["coverage"] - base["coverage_bound"])


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
