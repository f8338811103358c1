"""Shadow prices in plain words: what one more of something would buy, estimated, then proven."""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TypeVar

import pandas as pd

from models import Instance, Limits, Outcome, Request, Timetable
from scheduler.files import dump_instance
from scheduler.solving.relaxed import COVERAGE, relaxed_coverage
from scheduler.sweeping.asked import limits_of, whole
from scheduler.sweeping.changes import Change, small_changes
from scheduler.sweeping.running import (
    Cell,
    NothingToCompare,
    OnAdvance,
    Watch,
    instance_of,
    run,
    shared,
    solve_document,
)

OnRow = Callable[[Mapping[str, Any]], None]

RELAXING_SECONDS = 30.0

NOISE = 1e-6
"""Of the arithmetic of a relaxation, in points."""

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
    deterministic: bool = False,
    executor: Executor | None = None,
    on_row: OnRow | None = None,
    on_progress: OnAdvance | None = None,
) -> pd.DataFrame:
    """Return what small changes would buy in ``coverage``, the most worthwhile first.

    One more unit of each open room, and one more room like it in one published slot alone; one
    more of each resource; one hour more at the start and at
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
    workers, seed, deterministic
        As for :func:`scheduler.solve`. Without ``workers`` one for each change, where more are
        solved than there are processors.
    executor
        Solves the changes at once; without one, processes of this machine do, no more of them than
        it has processors for. It is not shut down.
    on_row
        Called with each row as it comes: first all estimates, then each row that is proven.
    on_progress
        Called each time that an estimate, or a solve, has ended.

    Returns
    -------
    DataFrame
        One row per change: ``kind`` (room, slot, resource, hour, turnaround), ``id``, ``what`` (in
        words), ``estimate`` (priority points: by how much the bound from the dual prices of the
        linear relaxation falls; missing if there was none in time), ``value_before``,
        ``bound_before``, ``value`` and ``bound`` (``coverage`` of the best timetable found, and
        its proven bound, of the search or the relaxation), ``least`` and ``most`` (priority
        points that it is proven to buy), ``proven`` (whether these are the same),
        ``unmet_before``, ``unmet`` (requests without a place in the timetables found), ``buys``
        (all this in words), ``seconds``, ``seed``, ``instance_sha256``. What has only been
        estimated has no values.

    Raises
    ------
    ValueError
        An option has an invalid value, or the instance as it is has no timetable within the
        limit: then there is nothing to compare with.

    Notes
    -----
    An estimate may be too high or too low: it compares relaxations. With optimum *b* before and
    *a* after, ``bound_before <= b <= value_before`` and ``bound <= a <= value``; so a change buys
    at least ``bound_before - value`` and at most ``value_before - bound``. Ctrl-C while something
    is being proven keeps what is proven, and the estimates of the rest.
    """
    prove = whole("prove", prove, 0)
    limits = limits_of(
        executor, time_limit=time_limit, workers=workers, seed=seed, deterministic=deterministic
    )
    asking = _Asking(instance, limits, executor, on_row or _ignore, on_progress or _ignore)
    base = asking.solved()
    names = set(base.unscheduled)
    people = {person for a in instance.activities if a.id in names for person in a.people}
    changes = list(small_changes(instance, people))
    before, *relaxed = asking.relaxed([instance, *(change.instance for change in changes)])
    base = _at_least(base, before)
    estimates = [round(max(before - bound, 0.0), 2) for bound in relaxed]  # NaN stays NaN
    rows = [_row(instance, c, e, base, None) for c, e in zip(changes, estimates, strict=True)]
    for row in rows:
        asking.on_row(row)
    order = sorted(range(len(changes)), key=lambda n: (math.isnan(estimates[n]), -estimates[n], n))
    with suppress(KeyboardInterrupt):
        for n, after in asking.proven(changes, order[:prove], base):
            rows[n] = _row(instance, changes[n], estimates[n], base, _at_least(after, relaxed[n]))
            asking.on_row(rows[n])
    rows = [{"seconds": 0.0} | rows[n] | {"seed": seed} for n in order]
    return _framed(rows, instance)


def _ignore(_: object) -> None:
    pass


@dataclass(frozen=True)
class _Asking:
    """What all cells share, and who is told of them."""

    instance: Instance
    limits: Limits
    executor: Executor | None
    on_row: OnRow
    on_progress: OnAdvance

    def solved(self) -> Outcome:
        """Solve the instance as it is; raise ``NothingToCompare`` if there is no timetable."""
        _, workers = shared(1, self.limits.workers, self.executor)
        (ended,) = run([self._cell(self.instance, workers, None)], self.executor)
        if ended.result is None or ended.result.timetable is None:
            reason = ended.error or (ended.result.message if ended.result else "")
            raise NothingToCompare(reason)
        return ended.result

    def relaxed(self, instances: Sequence[Instance]) -> list[float]:
        """Return the bound of the relaxation of each; NaN: not known."""
        documents = [dump_instance(one) for one in instances]
        bounds = [math.nan] * len(documents)
        watch = Watch(of=len(documents))
        side_by_side, _ = shared(len(documents), 1, self.executor)
        cells = [Cell(_relaxed, (document,)) for document in documents]
        for ended in run(cells, self.executor, side_by_side=side_by_side):
            if ended.result is not None:
                bounds[ended.number] = ended.result
            self.on_progress(watch.advance("estimate"))
        return bounds

    def proven(
        self, changes: Sequence[Change], chosen: Sequence[int], base: Outcome
    ) -> Iterator[tuple[int, Outcome | str]]:
        """Solve some changes; yield each with its outcome, or with why there is none."""
        watch = Watch(of=len(chosen))
        side_by_side, workers = shared(len(chosen), self.limits.workers, self.executor)
        cells = (self._cell(changes[n].instance, workers, base.timetable) for n in chosen)
        for ended in run(cells, self.executor, side_by_side=side_by_side):
            n = chosen[ended.number]
            yield n, ended.error if ended.result is None else ended.result
            goals = ended.result.goals if ended.result is not None else ()
            value, bound = (goals[0].value, goals[0].bound) if goals else (None, None)
            self.on_progress(watch.advance(changes[n].what, value, bound))

    def _cell(self, instance: Instance, workers: int, start: Timetable | None) -> Cell[Outcome]:
        limits = self.limits.model_copy(update={"workers": workers})
        request = Request(policy=COVERAGE, limits=limits, start=start)
        return Cell(solve_document, (dump_instance(instance), request))


def _relaxed(document: str) -> float:
    """Return the bound of the relaxation; a cell's function."""
    return relaxed_coverage(instance_of(document), RELAXING_SECONDS)


Answer = TypeVar("Answer", Outcome, Outcome | str)


def _at_least(answer: Answer, relaxed: float) -> Answer:
    """Return an outcome that knows the bound of the relaxation too, if that is better."""
    if isinstance(answer, str) or not answer.goals or math.isnan(relaxed):
        return answer
    coverage = answer.goals[0]
    bound = max(coverage.bound, math.ceil(relaxed - NOISE))
    return answer.model_copy(update={"goals": (coverage.model_copy(update={"bound": bound}),)})


def _row(
    instance: Instance,
    change: Change,
    estimate: float,
    base: Outcome,
    after: Outcome | str | None,
) -> dict[str, object]:
    """Return one row, without what all rows share; without ``after`` it is an estimate."""
    row: dict[str, object] = {
        "kind": change.kind,
        "id": change.id,
        "what": change.what,
        "estimate": estimate,
        "value_before": base.goals[0].value,
        "bound_before": base.goals[0].bound,
        "unmet_before": len(base.unscheduled),
    }
    if after is None:
        return row | {"buys": _hoped(estimate)}
    if isinstance(after, str) or not after.goals:
        why = after if isinstance(after, str) else "no timetable was found in time"
        return row | {"buys": f"not known: {why}"}
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
        "seconds": after.wall_seconds,
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
    """Return the rows by what they buy at least, perhaps, and at most; mere estimates come last."""
    frame = pd.DataFrame(rows, columns=list(COLUMNS)).astype(COLUMNS)
    frame["perhaps"] = frame[["estimate", "least"]].max(axis=1)  # what both say
    frame["perhaps"] = frame[["perhaps", "most"]].min(axis=1)
    by = ["least", "perhaps", "most"]
    frame = frame.sort_values(by, ascending=False, na_position="last", kind="stable")
    frame = frame.drop(columns="perhaps").reset_index(drop=True)
    return frame.assign(instance_sha256=instance.sha256)
