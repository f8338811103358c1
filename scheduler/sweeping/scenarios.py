"""What-ifs as data: each scenario is solved, and compared with the instance as it is."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pandas as pd
from pydantic import ValidationError

from models import (
    Instance,
    InstanceError,
    Policy,
    Request,
    Scenario,
    Scenarios,
    Timetable,
    find_request_faults,
)
from scheduler.files import dump_instance, load_scenarios
from scheduler.solving import with_policy
from scheduler.solving.asking import as_request
from scheduler.sweeping.answers import Answer, answer, key_of
from scheduler.sweeping.applying import applied
from scheduler.sweeping.asked import limits_of
from scheduler.sweeping.comparing import AS_IT_IS, Case, Row, framed, row_of
from scheduler.sweeping.keeping import Kept, kept
from scheduler.sweeping.running import Cell, OnAdvance, Watch, run, shared
from scheduler.sweeping.sharing import shared_answers

OnRow = Callable[[Mapping[str, Any]], None]


def scenarios(
    instance: Instance,
    changes: Scenarios | Mapping[str, Any] | Sequence[Scenario | Mapping[str, Any]],
    *,
    time_limit: float = 60.0,
    workers: int | None = None,
    seed: int = 0,
    deterministic: bool = False,
    policy: Policy | Mapping[str, Any] | None = None,
    previous: Timetable | None = None,
    executor: Executor | None = None,
    store: Path | str | None = None,
    on_row: OnRow | None = None,
    on_progress: OnAdvance | None = None,
) -> pd.DataFrame:
    """Solve scenarios of an instance, and return how each compares with it as it is.

    Parameters
    ----------
    instance
        What is planned.
    changes
        The scenarios (docs/sweeping.md), listed or as all combinations of some factors;
        or what a document of them has; or a list of single ones.
    time_limit
        Seconds for each.
    workers, seed, deterministic, policy, previous
        As for :func:`scheduler.solve`. Without ``workers`` one for each scenario, where there are
        more of them than processors.
    executor
        Solves the scenarios at once; without one, processes of this machine do, no more of them
        than it has processors for. It is not shut down.
    store
        SQLite file that answers are kept in, by the hash of instance, request and versions; it is
        made if need be. What it has already is not solved again, so a sweep that was stopped or
        killed goes on where it was.
    on_row
        Called with each row as it comes.
    on_progress
        Called each time that a scenario has ended.

    Returns
    -------
    DataFrame
        One row per scenario, the instance as it is first: ``scenario`` (its name), one column for
        each factor, ``what`` (the changes in words); for each goal of the policy its value by the
        referee and, with ``_bound``, what is proven; ``proven`` (whether all goals are at their
        bounds), ``unmet`` (activities without a place) and ``left_out`` (their ids), ``moved``
        (activities of the instance as it is that are elsewhere, or have or have no longer a
        place) and ``told`` (people concerned) against its timetable; ``status`` (of the solve;
        or ``faulty``: the changes are none that the instance can have; ``failed``: a worker died),
        ``message`` (the conflict if it is infeasible, or what is at fault), ``seconds``, ``seed``,
        ``versions`` (JSON), ``instance_sha256``, ``timetable``. ``attrs["ended"]`` says how it
        ended; Ctrl-C keeps what is done.

    Raises
    ------
    InstanceError
        With every fault of ``changes`` as such, or of ``previous``; or ``store`` is no file of a
        sweep.
    scheduler.files.Locked
        Another sweep is writing to ``store``.
    OSError
        ``store`` cannot be written.

    Notes
    -----
    Each search starts from the timetable of the instance as it is. In the end, where two scenarios
    differ only by units and levels, what is proven of the one with more holds for the other, and
    its timetable is used where none as good was found with more (as with few seconds, or by
    chance); rows given to ``on_row`` are without that. ``moved`` and ``told`` are as
    found: for as few changes as possible give a ``previous`` timetable and goal ``stability``.
    """
    limits_of(executor)
    plan = _plan(changes)
    request = as_request(
        None,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
        previous=previous,
    )
    instance, request = with_policy(instance, request), request.model_copy(update={"policy": None})
    if faults := find_request_faults(instance, request):
        raise InstanceError(faults)
    sweep = _Sweep(request, list(_cases(instance, plan)), executor, on_row, on_progress)
    with ExitStack() as stack:
        if store is not None:
            sweep.store = stack.enter_context(kept(store))
        try:
            sweep.run()
        except KeyboardInterrupt:
            sweep.stopped = True
    sweep.share()
    return framed(sweep.rows, plan, {"ended": sweep.ended, "stopped": sweep.stopped})


def _plan(
    changes: Scenarios | Mapping[str, Any] | Sequence[Scenario | Mapping[str, Any]],
) -> Scenarios:
    if isinstance(changes, Scenarios):
        return changes
    return load_scenarios(changes if isinstance(changes, Mapping) else {"scenarios": changes})


def _cases(instance: Instance, plan: Scenarios) -> Iterator[Case]:
    """Yield the instance as it is, and then each scenario, applied or with what is at fault."""
    yield Case(AS_IT_IS, instance)
    for scenario in plan.every:
        try:
            changed, what = applied(instance, scenario)
            yield Case(scenario.name, changed, what)
        except ValueError as error:
            yield Case(scenario.name, None, fault=str(error))


@dataclass
class _Sweep:
    """The rows so far, and what is still to be solved."""

    request: Request
    cases: list[Case]
    executor: Executor | None
    on_row: OnRow | None
    on_progress: OnAdvance | None
    store: Kept | None = None
    stopped: bool = False

    def __post_init__(self) -> None:
        self.rows: dict[int, Row] = {}
        self._keys = [
            None if case.instance is None else key_of(case.instance, self.request)
            for case in self.cases
        ]
        self._watch = Watch(of=len(self.cases))
        self._base: Answer | None = None
        self._answers: dict[int, Answer] = {}

    @property
    def ended(self) -> str:
        done = f"{len(self.rows)} of {len(self.cases)}"
        return f"Stopped on request: {done} are done." if self.stopped else "Complete."

    def run(self) -> None:
        """Solve the instance as it is, and then all else, starting from its timetable."""
        self._solve([0])
        for number, case in enumerate(self.cases):
            if case.instance is None:
                self._take(number, None, case.fault, status="faulty", work=False)
        self._solve([n for n in range(1, len(self.cases)) if self._keys[n] is not None])

    def share(self) -> None:
        """Let what is proven and found of one case count for others."""
        for number, better in shared_answers(self.cases, self._answers, self.request).items():
            base = better if number == 0 else self._base
            self.rows[number] = row_of(
                self.cases[number], better, self.cases[0], base, self.request
            )

    def _solve(self, numbers: Iterable[int]) -> None:
        """Take what is known already, then solve the rest, what is the same only once."""
        waiting: dict[str, list[int]] = {}
        for number in numbers:
            key = self._keys[number] or ""
            known = self._known(key)
            if known is not None:
                self._take(number, known, work=False)
            else:
                waiting.setdefault(key, []).append(number)
        keys = list(waiting)
        side_by_side, each = shared(len(keys), self.request.limits.workers, self.executor)
        cells = (self._cell(waiting[key][0], each) for key in keys)
        for ended in run(cells, self.executor, side_by_side=side_by_side):
            key = keys[ended.number]
            if ended.result is not None:
                self._keep(key, ended.result)
            for number in waiting[key]:
                self._take(number, ended.result, ended.error, status="failed")

    def _known(self, key: str) -> Answer | None:
        if self._base is not None and key == self._keys[0]:
            return self._base
        text = self.store.get(key) if self.store is not None else None
        if text is None:
            return None
        try:
            return Answer.model_validate_json(text)
        except ValidationError as error:
            assert self.store is not None
            raise self.store.refuse() from error

    def _keep(self, key: str, found: Answer) -> None:
        if self.store is not None and found.outcome.status not in ("cancelled", "unknown"):
            self.store.put(key, found.model_dump_json())

    def _cell(self, number: int, workers: int) -> Cell[Answer]:
        instance = self.cases[number].instance
        assert instance is not None
        limits = self.request.limits.model_copy(update={"workers": workers})
        start = self._base.timetable if self._base is not None else None
        asked = self.request.model_copy(update={"limits": limits, "start": start})
        return Cell(answer, (dump_instance(instance), asked))

    def _take(
        self,
        number: int,
        found: Answer | None,
        error: str = "",
        *,
        status: str = "",
        work: bool = True,
    ) -> None:
        """Make the row of a case that has ended; without ``work`` its answer was known."""
        case = self.cases[number]
        if number == 0:
            self._base = found
        if found is not None:
            self._answers[number] = found
        row = row_of(case, found, self.cases[0], self._base, self.request)
        row |= {} if found is not None else {"status": status, "message": error}
        self.rows[number] = row
        tell = partial(self._watch.advance, case.name, work=work)
        goals = found.outcome.goals if found is not None else ()
        advance = tell(goals[0].value, goals[0].bound) if goals else tell()
        if self.on_row is not None:
            self.on_row(row)
        if self.on_progress is not None:
            self.on_progress(advance)
