"""Is an instance feasible? Small questions to CP-SAT, with every answer checked.

A yes comes with a timetable that the referee passes. A no that matters is asked for
twice: see :mod:`scheduler.solving.exact.infeasibility`.
"""

import logging
import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Literal

from ortools.sat.python import cp_model

from models import Instance, Limits, Policy, Request, Timetable
from scheduler.checking import check
from scheduler.compiling import Compiled, cleared, compile_instance, restricted
from scheduler.explaining.editing import edited, only_activities
from scheduler.formulation import Variables, formulate, weighted
from scheduler.solving import Disagreement
from scheduler.solving.core.budget import LEAST_WORK, Budget
from scheduler.solving.core.cpsat import Effort, new_solver, read_places
from scheduler.solving.core.placements import to_places, to_timetable
from scheduler.solving.exact.infeasibility import second_opinion
from scheduler.solving.exact.portfolio import WEIGHING
from scheduler.solving.solve import solve_within

LOG = logging.getLogger(__name__)

CHECK_SECONDS, CHECK_SHARE = 5.0, 0.05
"""Seconds, and share of what is left, for one small question; after these the answer is unknown."""

DOUBT_SHARE = 0.25
"""Share of what is left for the second run of a no, as everything else rests on it."""

PLAN_SECONDS = 3.0
"""Most seconds to plan an instance from the timetable of another one."""

COVERAGE = Policy(tiers=({"coverage": 1},))
"""The policy of a search for any timetable at all."""

Feasible = Literal["yes", "no", "unknown"]
"""Whether a timetable exists."""

FOUND = (cp_model.OPTIMAL, cp_model.FEASIBLE)


EFFORTS = (
    Effort(math.inf, kind="question", linearization=0, presolve=False, work=0.01),
    Effort(math.inf, kind="question", work=0.5),
    Effort(math.inf, kind="question"),
)
"""Efforts tried one after the other: the first answers the many easy questions, the second those in
which only the LP sees that there are too many of something, the third the hard ones."""

SEARCH = EFFORTS[-1]


@dataclass(frozen=True)
class Probe:
    """An answer, with a timetable if it is yes."""

    answer: Feasible
    timetable: Timetable | None = None


class Prober:
    """Asks whether instances are feasible, until a budget is used up.

    Parameters
    ----------
    budget
        For all questions together, and for everything else that is done meanwhile.
    seed
        Seed of every search.
    workers
        Threads of the searches that optimise; small questions and cores need one only.

    Attributes
    ----------
    nearly
        A timetable of much of the instance, once there is one: where a question about a variant is
        too hard, the variant is planned from it.
    """

    def __init__(self, budget: Budget, *, seed: int = 0, workers: int = 1) -> None:
        self.budget = budget
        self._seed, self._workers = seed, workers
        self.disagreements: list[str] = []
        self.nearly: Timetable | None = None

    @property
    def left(self) -> float:
        """What is left of the budget."""
        return self.budget.left

    def until(self, share: float) -> "Prober":
        """Return a prober that stops when a share of what is left is used up."""
        part = Prober(self.budget.part(self.left * share), seed=self._seed, workers=self._workers)
        part.disagreements, part.nearly = self.disagreements, self.nearly
        return part

    @property
    def _check(self) -> float:
        return min(CHECK_SECONDS, max(1.0, CHECK_SHARE * self.left))

    def probe(self, instance: Instance, seconds: float | None = None) -> Probe:
        """Ask whether an instance is feasible.

        Raises
        ------
        Disagreement
            The referee finds a hard rule broken in a timetable that the formulation allows.
        """
        answer, variables, solver = self._ask(instance, seconds or self._check)
        if variables is None or solver is None:
            planned = self._planned(instance) if answer == "unknown" else None
            return Probe("yes", planned) if planned else Probe(answer)
        return Probe(answer, _refereed(instance, variables, solver.value))

    def may_be_feasible(self, instance: Instance) -> bool:
        """Tell whether there may be a timetable: False only if it is proven that there is none."""
        return self._ask(instance, self._check)[0] != "no"

    def is_feasible(self, instance: Instance) -> bool:
        """Tell whether a timetable was found; :meth:`probe` returns it."""
        answer = self._ask(instance, self._check)[0]
        return answer == "yes" or (answer == "unknown" and self._planned(instance) is not None)

    def is_infeasible(self, instance: Instance) -> bool:
        """Tell whether two independent runs agree that there is no timetable."""
        return not self.may_be_feasible(instance) and self.doubted(instance) == "no"

    def doubted(self, instance: Instance) -> Feasible:
        """Ask a second time, in another way, after a no; log it if the two disagree."""
        budget = self.budget.part(min(self.left, max(CHECK_SECONDS, DOUBT_SHARE * self.left)))
        opinion = second_opinion(instance, budget=budget, seed=self._seed)
        if opinion == "impossible":
            return "no"
        if opinion == "unknown":
            return "unknown"
        said = f"two searches disagree on whether {instance.name} has a timetable: a bug in summit"
        LOG.error("%s", said)
        self.disagreements.append(said)
        return "yes"

    def _ask(
        self, instance: Instance, seconds: float
    ) -> tuple[Feasible, Variables | None, cp_model.CpSolver | None]:
        """Ask with one effort after the other until there is an answer."""
        if not self.left:
            return "unknown", None, None
        compiled = compile_instance(instance)
        self.budget.spend(LEAST_WORK)
        if any(a.must and not a.rooms for a in compiled.activities):
            return "no", None, None
        variables = formulate(cleared(compiled))
        for effort in EFFORTS:
            if not self.left:
                break
            solver = self._solver(seconds, effort)
            status = self._solved(solver, variables)
            if status == cp_model.INFEASIBLE:
                return "no", None, None
            if status in FOUND:
                return "yes", variables, solver
        return "unknown", None, None

    def _planned(self, instance: Instance) -> Timetable | None:
        """Plan an instance from the timetable that is nearly one of it."""
        if self.nearly is None or not self.left:
            return None
        beside = self._beside(instance, self.nearly)
        if beside is not None or not self.left:
            return beside
        known = {a.id for a in instance.activities}
        kept = tuple(p for p in self.nearly.placements if p.activity in known)
        request = Request(
            limits=Limits(
                seed=self._seed, workers=self._workers, deterministic=self.budget.deterministic
            ),
            start=self.nearly.model_copy(update={"placements": kept}),
        )
        budget = self.budget.part(min(self.left, PLAN_SECONDS))
        return solve_within(budget, edited(instance, policy=COVERAGE), request).timetable

    def _beside(self, instance: Instance, nearly: Timetable) -> Timetable | None:
        """Place what a timetable has no place for, with everything else where it is."""
        compiled = compile_instance(instance)
        places = to_places(compiled, nearly)
        missing = [a for a, x in enumerate(compiled.activities) if x.must and places[a] is None]
        variables = formulate(restricted(compiled, places, missing))
        solver = self._solver(self._check, SEARCH)
        if self._solved(solver, variables) not in FOUND:
            return None
        timetable = to_timetable(compiled, read_places(variables, solver.value))
        return None if check(instance, timetable).violations else timetable

    def core(self, instance: Instance) -> list[str] | None:
        """Return mandatory activities that do not fit together; None if no set was found.

        They are the assumptions of one search without objective, by one worker, in which
        every activity may be left out.
        """
        compiled = compile_instance(instance)
        nowhere = [a.source.id for a in compiled.activities if a.must and not a.rooms]
        if nowhere:
            return nowhere[:1]
        variables = formulate(_free_to_leave(compiled))
        names = {
            literal.index: a.source.id
            for a, literal in zip(compiled.activities, variables.present, strict=True)
            if a.must
        }
        variables.model.add_assumptions([p for p in variables.present if p.index in names])
        solver = self._solver(self.left / 3, SEARCH)
        if self._solved(solver, variables) != cp_model.INFEASIBLE:
            return None
        found = solver.sufficient_assumptions_for_infeasibility()
        return [names[index] for index in found if index in names]

    def most(
        self, instance: Instance, price: Callable[[str], int]
    ) -> tuple[Timetable | None, bool]:
        """Return a timetable that leaves out little, by the price of each; and whether the least.

        The second is proven. The first may be any timetable at all if there was little time.
        """
        compiled = _free_to_leave(compile_instance(instance))
        variables = formulate(compiled)
        present = list(zip(compiled.activities, variables.present, strict=True))
        variables.model.maximize(weighted((price(a.source.id), p) for a, p in present))
        solver = self._solver(self.left, SEARCH, WEIGHING.subsolvers[: self._workers])
        status = self._solved(solver, variables)
        if status not in FOUND:
            return None, False
        held = {a.source.id for a, p in present if solver.boolean_value(p)}
        found = self.probe(only_activities(instance, held)).timetable
        return found, status == cp_model.OPTIMAL

    def _solver(
        self, seconds: float, effort: Effort, subsolvers: tuple[str, ...] = ()
    ) -> cp_model.CpSolver:
        return new_solver(
            replace(
                effort,
                limit=min(seconds, self.left),
                seed=self._seed,
                subsolvers=subsolvers,
                deterministic=self.budget.deterministic,
            )
        )

    def _solved(self, solver: cp_model.CpSolver, variables: Variables) -> cp_model.CpSolverStatus:
        status = solver.solve(variables.model)
        self.budget.spend(max(LEAST_WORK, solver.response_proto.deterministic_time))
        if status == cp_model.MODEL_INVALID:
            raise RuntimeError(variables.model.validate())
        return status


def _free_to_leave(compiled: Compiled) -> Compiled:
    return replace(compiled, activities=tuple(replace(a, must=False) for a in compiled.activities))


def _refereed(
    instance: Instance, variables: Variables, value: Callable[[cp_model.IntVar], int]
) -> Timetable:
    timetable = to_timetable(variables.compiled, read_places(variables, value))
    violations = check(instance, timetable).violations
    if violations:
        raise Disagreement("; ".join(v.message for v in violations[:5]))
    return timetable
