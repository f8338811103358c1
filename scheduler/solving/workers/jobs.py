"""The jobs of a searching process; tasks and answers are plain data that can be sent anywhere."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from models import Goal
from scheduler.compiling import Places, recombined, restricted, salvageable, thinned
from scheduler.formulation import weighted
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.cpsat import Effort, OnPlaces, SearchResult, hint, search
from scheduler.solving.core.problem import Values
from scheduler.solving.exact.bounds import SLOW
from scheduler.solving.exact.infeasibility import Opinion, second_opinion
from scheduler.solving.exact.proof import OnBound
from scheduler.solving.exact.tasks import Proof, Proven
from scheduler.solving.lns.neighbourhoods import Neighbourhood
from scheduler.solving.workers.worker import BEST, BOUND, Context, Message

UNFINISHED: frozenset[Goal] = frozenset({"coverage", "stability", "fairness"})
"""Goals that get better while a first timetable grows: until it is complete it may exceed their
limits."""


@dataclass(frozen=True)
class SubProblem:
    """Activities to place anew, with everything else fixed.

    Attributes
    ----------
    moves
        The activities, and where they may be.
    weights
        The tiers to minimise, their weighted sum, with no earlier tier worse than in ``values``;
        none during construction, where as many as possible are placed, by priority.
    unhinted
        The search gets no hint where the activities are, so that it ends elsewhere.
    others
        Each activity may only be where it is or where one of these has it; none: anywhere.
    """

    places: Places
    moves: Neighbourhood
    effort: Effort
    weights: Mapping[int, int] = field(default_factory=dict)
    values: Values = ()
    unhinted: bool = False
    others: tuple[Places, ...] = ()

    @property
    def tier(self) -> int | None:
        """The most important tier to minimise."""
        return min(self.weights, default=None)

    @property
    def holds_nothing(self) -> bool:
        """Whether nothing is fixed, so that an infeasible part proves the whole infeasible."""
        every = len(self.moves.free) == len(self.places) and self.moves.within is None
        return every and self.moves.form.most is None and self.tier is None


@dataclass(frozen=True)
class Salvage:
    """A timetable that may no longer fit, of which to keep as much as possible."""

    places: Places
    effort: Effort


@dataclass(frozen=True)
class AskAgain:
    """The question whether there is really no timetable, as one run has found."""

    effort: Effort


OPINIONS: dict[Opinion, str] = {
    "impossible": "INFEASIBLE",
    "possible": "FEASIBLE",
    "unknown": "UNKNOWN",
}


def ask_again(here: Context, task: AskAgain) -> SearchResult:
    """Answer that question by a different run."""
    problem, effort = here.problem, task.effort
    budget = Budget(effort.limit, deterministic=effort.deterministic)
    opinion = second_opinion(problem.instance, problem.request, budget=budget, seed=effort.seed)
    return SearchResult(OPINIONS[opinion], work=budget.used)


def solve_subproblem(here: Context, part: SubProblem) -> SearchResult:
    """Place some activities anew, with the formulation of the whole."""
    problem = here.problem
    free, within, form = part.moves.free, part.moves.within, part.moves.form
    if part.others:
        compiled = recombined(problem.compiled, part.places, part.others, free)
    else:
        compiled = restricted(problem.compiled, part.places, free, within)
    if form.most is not None:
        compiled = thinned(compiled, part.places, free, form.most, part.effort.seed)
    variables = problem.formulate(compiled, unlimited=() if part.tier is not None else UNFINISHED)
    without = SLOW if form.lean else ()
    if part.tier is None:
        if any(not problem.compiled.activities[a].must for a in free) or problem.is_mixed:
            variables.minimize(problem.first_objective(variables, without=without))
    else:
        problem.hold_earlier(variables, part.tier, part.values)
        variables.minimize(problem.together(variables, part.weights, without=without))
        if form.better:
            variables.model.add(problem.objective(variables, part.tier) < part.values[part.tier])
        if not part.unhinted:
            hint(variables, part.places)
    return search(variables, part.effort, here.stop)


def salvage(here: Context, task: Salvage) -> SearchResult:
    """Keep what still fits together of a timetable, mandatory activities above all."""
    activities = here.problem.compiled.activities
    requests = sum(a.source.priority for a in activities if not a.must)
    variables = here.problem.formulate(salvageable(here.problem.compiled, task.places))
    variables.model.maximize(
        weighted(
            (requests + 1 if activity.must else activity.source.priority, present)
            for activity, present in zip(activities, variables.present, strict=True)
        )
    )
    return search(variables, task.effort, here.stop)


def relax(here: Context, proof: Proof) -> Proven:
    """Bound a tier by relaxations."""
    return here.prover.relax(proof, here.stop, _on_bound(here, proof))


def prove(here: Context, proof: Proof) -> Proven:
    """Search the whole problem for a proof, or for a better timetable."""
    on = _on_places(here, proof), _on_bound(here, proof)
    return here.prover.prove(proof, here.stop, lambda: int(here.signals[BEST]), *on)


def attain(here: Context, proof: Proof) -> Proven:
    """Search the whole problem for a timetable that attains the bound."""
    on = _on_places(here, proof), _on_bound(here, proof)
    return here.prover.attain(proof, here.stop, lambda: int(here.signals[BOUND]), *on)


def approach(here: Context, proof: Proof) -> Proven:
    """Search the whole problem for better timetables, on the way to one that attains the bound."""
    on = _on_places(here, proof), _on_bound(here, proof)
    signals = here.signals
    best_and_bound = (lambda: int(signals[BEST])), (lambda: int(signals[BOUND]))
    return here.prover.approach(proof, here.stop, *best_and_bound, *on)


def _on_places(here: Context, proof: Proof) -> OnPlaces:
    return lambda places, value: here.send(Message(proof.tier, places=places, value=value))


def _on_bound(here: Context, proof: Proof) -> OnBound:
    return lambda bound: here.send(Message(proof.tier, bound=bound, held=proof.held))
