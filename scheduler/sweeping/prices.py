"""Shadow prices in plain words: what one more of something would buy, estimated, then proven."""

import math
from dataclasses import dataclass
from time import monotonic

import pandas as pd

from models import Instance, Outcome, Timetable
from scheduler.solving import solve
from scheduler.solving.relaxed import COVERAGE, relaxed_coverage
from scheduler.sweeping.changes import Change, small_changes

RELAXING_SECONDS = 30.0

NOTHING = 0.05
"""Points; an estimate of less is told as none."""


@dataclass(frozen=True)
class _Gain:
    """What a change buys, in priority points: at least, and at most."""

    least: int
    most: int


def shadow_prices(
    instance: Instance,
    *,
    prove: int = 20,
    time_limit: float = 10.0,
    workers: int | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Return what small changes would buy in ``coverage``, the most worthwhile first.

    One more unit of each open room; one more of each resource; one hour more at the start and at
    the end of the presence of everybody who has a request without a place; ten minutes less
    turnaround in all rooms. Other goals are left aside.

    Parameters
    ----------
    instance
        What is planned.
    prove
        How many of the changes with the best estimates are proven by solving.
    time_limit
        Seconds for each of these, and for the instance as it is.
    workers, seed
        As for :func:`scheduler.solve`.

    Returns
    -------
    DataFrame
        One row per change: ``kind`` (room, resource, hour, turnaround), ``id``, ``what`` (in
        words), ``estimate`` (priority points: by how much the bound from the dual prices of the
        linear relaxation falls; missing if there was none in time), ``value_before``,
        ``bound_before``, ``value`` and ``bound`` (``coverage`` of the best timetable found, and
        its proven bound), ``least`` and ``most`` (priority points that it is proven to buy),
        ``proven`` (whether these are the same), ``unmet_before``, ``unmet`` (requests without a
        place in the timetables found), ``buys`` (all this in words), ``seconds``, ``seed``,
        ``instance_sha256``. What has only been estimated has no values.

    Raises
    ------
    ValueError
        ``prove`` is negative, or the instance as it is has no timetable within the limit: then
        there is nothing to compare with.

    Notes
    -----
    An estimate may be too high or too low: it compares relaxations. With optimum *b* before and
    *a* after, ``bound_before <= b <= value_before`` and ``bound <= a <= value``; so a change buys
    at least ``bound_before - value`` and at most ``value_before - bound``. Ctrl-C while something
    is being proven keeps what is proven, and the estimates of the rest.
    """
    if prove < 0:
        raise ValueError(f"prove is {prove}; it must be at least 0")
    base = _solved(instance, time_limit, workers, seed, None)
    if base.timetable is None:
        raise ValueError(f"no timetable to compare with: {base.message}")
    names = set(base.unscheduled)
    people = {person for a in instance.activities if a.id in names for person in a.people}
    changes = list(small_changes(instance, people))
    relaxed = relaxed_coverage(instance, RELAXING_SECONDS)
    estimates = [_lowered(relaxed, change.instance) for change in changes]
    order = sorted(range(len(changes)), key=lambda n: (math.isnan(estimates[n]), -estimates[n], n))
    rows, left = [], prove
    for n in order:
        began, after = monotonic(), None
        if left:
            after = _solved(changes[n].instance, time_limit, workers, seed, base.timetable)
            left = 0 if after.status == "cancelled" else left - 1
        row = _row(instance, changes[n], estimates[n], base, after)
        rows.append(row | {"seconds": round(monotonic() - began, 2), "seed": seed})
    return _framed(rows, instance)


def _lowered(before: float, changed: Instance) -> float:
    """Return by how much a change lowers the bound, without the noise of the arithmetic."""
    by = before - relaxed_coverage(changed, RELAXING_SECONDS)
    return round(max(by, 0.0), 2)  # in this order NaN stays NaN


def _solved(
    instance: Instance,
    time_limit: float,
    workers: int | None,
    seed: int,
    start: Timetable | None,
) -> Outcome:
    return solve(
        instance, time_limit=time_limit, workers=workers, seed=seed, policy=COVERAGE, start=start
    )


def _row(
    instance: Instance, change: Change, estimate: float, base: Outcome, after: Outcome | None
) -> dict[str, object]:
    """Return one row, without what all rows share."""
    row: dict[str, object] = {
        "kind": change.kind,
        "id": change.id,
        "what": change.what,
        "estimate": estimate,
        "value_before": base.goals[0].value,
        "bound_before": base.goals[0].bound,
        "unmet_before": len(base.unscheduled),
    }
    if after is None or not after.goals:
        lost = "not known: no timetable was found in time"
        return row | {"buys": _hoped(estimate) if after is None else lost}
    value, bound = after.goals[0].value, after.goals[0].bound
    gain = _Gain(
        least=max(0, base.goals[0].bound - value), most=max(0, base.goals[0].value - bound)
    )
    return row | {
        "value": value,
        "bound": bound,
        "least": gain.least,
        "most": gain.most,
        "proven": gain.least == gain.most,
        "unmet": len(after.unscheduled),
        "buys": _bought(instance, gain),
    }


def _hoped(estimate: float) -> str:
    if math.isnan(estimate):
        return "not known: neither estimated nor solved"
    if estimate < NOTHING:
        return "about nothing (an estimate)"
    return f"about {estimate:.1f} priority points (an estimate)"


def _bought(instance: Instance, gain: _Gain) -> str:
    """Return a gain in words; in requests, if each is worth the same."""
    worth = {a.priority for a in instance.activities if a.optional}
    each = worth.pop() if len(worth) == 1 else 0
    least, most = gain.least, gain.most
    if each:
        least, most = -(-least // each), most // each
    noun = "request" if each else "priority point"
    if most == 0:
        return "nothing (proven)"
    if least == most:
        return f"buys {least} {noun}{'s' if least > 1 else ''} (proven)"
    return f"between {least} and {most} {noun}s (not proven)"


COLUMNS = {
    "kind": "str",
    "id": "str",
    "what": "str",
    "buys": "str",
    "estimate": "Float64",
    "least": "Int64",
    "most": "Int64",
    "proven": "boolean",
    "value_before": "Int64",
    "bound_before": "Int64",
    "value": "Int64",
    "bound": "Int64",
    "unmet_before": "Int64",
    "unmet": "Int64",
    "seconds": "float64",
    "seed": "int64",
}


def _framed(rows: list[dict[str, object]], instance: Instance) -> pd.DataFrame:
    """Return the rows, what is proven first, by what it buys at least, at most, and perhaps."""
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    by = ["least", "most", "estimate"]
    frame = frame.sort_values(by, ascending=False, na_position="last", kind="stable")
    return frame.reset_index(drop=True).assign(instance_sha256=instance.sha256)
