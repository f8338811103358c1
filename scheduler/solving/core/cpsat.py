"""One CP-SAT search that can be stopped from outside."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Literal as OneOf

from ortools.sat.python import cp_model

from scheduler.compiling import Place, Places
from scheduler.formulation import Literal, Variables

Value = Callable[[Literal], int]


class Stop:
    """A request to stop, and the searches that have to obey it."""

    def __init__(self) -> None:
        self._event = threading.Event()
        self._lock = threading.Lock()
        self._running: set[cp_model.CpSolver] = set()
        self._children: set[Stop] = set()

    def set(self) -> None:
        """Ask every search to stop, again and again: CP-SAT forgets a request that is too early."""
        self._event.set()
        with self._lock:
            for solver in self._running:
                solver.stop_search()
            children = list(self._children)
        for child in children:
            child.set()

    @contextmanager
    def child(self) -> Iterator["Stop"]:
        """Give a stop for a part of the work, which is set with this one but not the reverse."""
        child = Stop()
        with self._lock:
            self._children.add(child)
        try:
            yield child
        finally:
            with self._lock:
                self._children.discard(child)

    def is_set(self) -> bool:
        """Tell whether stopping was requested."""
        return self._event.is_set()

    def add(self, solver: cp_model.CpSolver) -> None:
        """Add a search that has to obey."""
        with self._lock:
            self._running.add(solver)

    def remove(self, solver: cp_model.CpSolver) -> None:
        """Remove a search that has ended."""
        with self._lock:
            self._running.discard(solver)


@dataclass(frozen=True)
class Effort:
    """How hard one search tries.

    Attributes
    ----------
    limit
        Seconds; if ``deterministic``, units of CP-SAT's deterministic time, which are
        about as long but the same on every machine.
    subsolvers
        CP-SAT's names of the searches that run side by side, one for each thread, and nothing
        else does; empty: its search for one thread.
    linearization
        How much of the model the linear relaxations hold, 0 to 2.
    kind
        ``whole``: a long search of the whole problem; ``neighbourhood``: a short one, for which
        the effort that CP-SAT makes to speed up long searches does not pay; ``question``:
        whether there is any timetable.
    presolve
        Whether CP-SAT simplifies the model first.
    work
        Deterministic time after which it stops too; None: no such limit.
    """

    limit: float
    seed: int = 0
    subsolvers: tuple[str, ...] = ()
    linearization: int = 2
    deterministic: bool = False
    kind: OneOf["whole", "neighbourhood", "question"] = "whole"
    presolve: bool = True
    work: float | None = None


@dataclass(frozen=True)
class SearchResult:
    """How one search ended.

    Attributes
    ----------
    places
        Its best solution.
    value
        The value of that solution in the formulation; the referee never finds more.
    work
        Deterministic time that it took.
    """

    status: str
    places: Places | None = None
    value: float = 0.0
    bound: float = -cp_model.INT32_MAX
    work: float = 0.0

    @property
    def closed(self) -> bool:
        """Whether the search proved its answer."""
        return self.status in ("OPTIMAL", "INFEASIBLE")


class ModelInvalid(RuntimeError):
    """CP-SAT refused the model: a bug in summit."""


OnPlaces = Callable[[Places, float], object]
"""Is called with a solution and its value in the formulation."""


def search(
    variables: Variables,
    effort: Effort,
    stop: Stop,
    *,
    model: cp_model.CpModel | None = None,
    on_places: OnPlaces | None = None,
    on_bound: Callable[[float], None] | None = None,
) -> SearchResult:
    """Search until proven, out of time or stopped.

    Parameters
    ----------
    model
        A copy of the variables' model with more in it; by default their own.
    on_places, on_bound
        Called from CP-SAT's threads with each better solution and bound.

    Raises
    ------
    ModelInvalid
        The model is malformed.
    """
    solver = new_solver(effort)
    if on_bound is not None:
        solver.best_bound_callback = on_bound
    watcher = _Watcher(variables, on_places) if on_places else None
    stop.add(solver)
    try:
        if stop.is_set() or effort.limit <= 0:
            return SearchResult("UNKNOWN")
        status = solver.solve(model or variables.model, watcher)
    finally:
        stop.remove(solver)
    if watcher is not None and watcher.error is not None:
        raise watcher.error
    if status == cp_model.MODEL_INVALID:
        raise ModelInvalid((model or variables.model).validate())
    found = status in (cp_model.OPTIMAL, cp_model.FEASIBLE)
    return SearchResult(
        status=solver.status_name(status),
        places=read_places(variables, solver.value) if found else None,
        value=solver.objective_value if found else 0.0,
        bound=solver.best_objective_bound,
        work=solver.response_proto.deterministic_time,
    )


def new_solver(effort: Effort) -> cp_model.CpSolver:
    """Return a solver with its parameters, which are set nowhere else."""
    solver = cp_model.CpSolver()
    parameters = solver.parameters
    if effort.deterministic:
        parameters.max_deterministic_time = min(effort.limit, effort.work or effort.limit)
        parameters.num_workers = 1  # several would race each other and the clock
    else:
        parameters.max_time_in_seconds = max(0.01, effort.limit)
        _run_only(parameters, effort.subsolvers)
        if effort.work is not None:
            parameters.max_deterministic_time = effort.work
    parameters.random_seed = effort.seed % (1 << 31)
    parameters.linearization_level = effort.linearization
    parameters.cp_model_presolve = effort.presolve
    # Ctrl-C is handled elsewhere; CP-SAT's own handler would end Python without `finally`.
    parameters.catch_sigint_signal = False
    # probing takes seconds on thousands of start literals and finds little
    parameters.cp_model_probing_level = 0
    if effort.kind != "question":
        parameters.max_presolve_iterations = 1
    if effort.kind != "whole":
        parameters.symmetry_level = 0
    if effort.kind == "neighbourhood":
        parameters.use_sat_inprocessing = False
    return solver


def _run_only(parameters: cp_model.SatParameters, subsolvers: tuple[str, ...]) -> None:
    """Run these searches, one on each thread, and nothing beside them.

    Left to itself CP-SAT runs only some of them and fills up with neighbourhoods and local searches
    of its own, of which the feasibility jump can end the process (benchmarks/jump.py).
    """
    parameters.num_workers = max(1, len(subsolvers))
    parameters.subsolvers.extend(subsolvers)
    parameters.num_full_subsolvers = len(subsolvers)
    parameters.use_lns = parameters.use_rins_lns = False
    parameters.use_feasibility_jump = parameters.use_feasibility_pump = False
    parameters.num_violation_ls = 0


class _Watcher(cp_model.CpSolverSolutionCallback):
    """Passes solutions on; keeps an exception for the thread that searches."""

    def __init__(self, variables: Variables, on_places: OnPlaces) -> None:
        super().__init__()
        self._variables = variables
        self._on_places = on_places
        self.error: Exception | None = None

    def on_solution_callback(self) -> None:
        try:
            self._on_places(read_places(self._variables, self.value), self.objective_value)
        except Exception as error:  # CP-SAT would turn it into a bare RuntimeError
            self.error = error
            self.stop_search()


def read_places(variables: Variables, value: Value) -> Places:
    """Return the place of each activity in a solution."""
    places: list[Place | None] = []
    settled = variables.compiled.settled
    decided = zip(variables.starts, variables.rooms, variables.present, strict=True)
    for position, (starts, rooms, present) in enumerate(decided):
        if not starts or (position not in settled and not value(present)):
            places.append(None)
        elif position in settled:
            places.append((next(iter(starts)), next(iter(rooms))))
        else:
            start = next(s for s, literal in starts.items() if value(literal))
            room = next(r for r, literal in rooms.items() if value(literal))
            places.append((start, room))
    return tuple(places)


def hint(variables: Variables, places: Places) -> None:
    """Give a search places to start from; the other variables follow from them."""
    model = variables.model
    model.clear_hints()  # type: ignore[no-untyped-call]
    hinted: dict[int, bool] = {}
    for position, place in enumerate(places):
        if position in variables.compiled.settled:
            continue
        start, room = place or (None, None)
        hinted[variables.present[position].index] = place is not None
        for choice, chosen in (
            (variables.starts[position], start),
            (variables.rooms[position], room),
        ):
            hinted |= {literal.index: key == chosen for key, literal in choice.items()}
    for constant in (variables.true, variables.false):
        hinted.pop(constant.index, None)
    # one call for all: `add_hint` takes as long for each literal as stating it does
    model.proto.solution_hint.vars.extend(list(hinted))
    model.proto.solution_hint.values.extend(list(map(int, hinted.values())))
