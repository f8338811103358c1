"""Bounds and proofs on the whole problem, in a searching process."""

import math
import time
from collections.abc import Callable
from dataclasses import replace
from itertools import zip_longest
from operator import gt

from scheduler.formulation import Expression, Relaxation, Variables
from scheduler.solving.core.budget import LEAST_WORK, Budget
from scheduler.solving.core.cpsat import Effort, OnPlaces, SearchResult, Stop, hint, search
from scheduler.solving.core.losses import losses
from scheduler.solving.core.problem import NO_LIMIT, Problem, Values
from scheduler.solving.exact import bounds
from scheduler.solving.exact.aims import Attained, Better
from scheduler.solving.exact.approaching import Approach
from scheduler.solving.exact.tasks import Proof, Proven

PERSONS_SHARE = 0.4
"""Part of the time for relaxing that may be spent on the breaks of each person, where the tier has
other goals too."""

FAR = 1 << 60

OnBound = Callable[[float], None]


class Prover:
    """Proves bounds tier by tier, on one formulation of the whole problem."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self._whole: Variables | None = None
        self._objectives: list[Expression] = []
        self._held: Values = ()
        self._relaxation: tuple[int, Relaxation] | None = None
        self._aim: Better | Attained | None = None

    def reconsider(self, best: int, bound: int) -> None:
        """Stop a search whose aim is out of date, as the incumbent or the bound has improved."""
        aim = self._aim  # another thread sets it
        if aim is not None:
            aim.reconsider(best, bound)

    def relax(self, proof: Proof, stop: Stop, on_bound: OnBound) -> Proven:
        """Bound a tier by relaxations.

        With a good timetable they often prove at once what a search would take long to
        prove; otherwise they fix many literals.
        """
        tier, values = proof.tier, proof.values
        budget = Budget(proof.effort.limit, deterministic=proof.effort.deterministic)
        goals = self._problem.tiers[: tier + 1]
        if bounds.SLOW.issuperset(goals[tier]):  # nothing of it is in a linear relaxation
            waiting = bounds.relaxed_waits(self._problem, tier, budget, stop)
            self._relaxation = (tier, waiting)
            return Proven(bound=waiting.bound, work=waiting.work)
        named = (*goals, self._problem.request.at_most)
        lean = not self._problem.is_searched or any(bounds.SLOW & some.keys() for some in named)
        if lean:
            variables, objective = bounds.lean_formulation(self._problem, tier, values or ())
        else:
            variables, objective = self._limited_whole(tier, values)
            variables.model.minimize(objective)
        enough = -math.inf if proof.briefly else math.inf if values is None else values[tier] - 1
        relaxation = bounds.tightened(variables, budget, enough, stop, on_bound)
        if relaxation is None:
            return Proven()
        bound, work = relaxation.bound, relaxation.work
        weight = self._problem.tiers[tier].get("breaks", 0)
        if weight:
            part = Budget(PERSONS_SHARE * budget.left, deterministic=budget.deterministic)
            waits = bounds.fewest_breaks(self._problem, part, stop)
            work += part.used
            bound = relaxation.bound + weight * waits
            relaxation = replace(relaxation, bound=bound)
        if self._problem.is_searched:
            self._relaxation = (tier, relaxation)
            exact = lean and bounds.SLOW.isdisjoint(goals[tier])
            if exact and values is not None and proof.goes_on(values[tier], bound):
                effort = replace(proof.effort, limit=budget.left)
                searched = bounds.bound_below(
                    variables, objective, values[tier], effort, stop, on_bound, relaxed=bound
                )
                bound, work = max(bound, searched.bound), work + searched.work
        lost = None if self._problem.is_searched else losses(variables, relaxation.reduced)
        return Proven(bound=bound, work=work, losses=lost)

    def prove(
        self, proof: Proof, stop: Stop, best: Callable[[], int], on: OnPlaces, on_bound: OnBound
    ) -> Proven:
        """Raise the bound until it meets the incumbent, time runs out or a stop comes.

        Parameters
        ----------
        best
            Returns the value of the incumbent in the tier by now.
        on, on_bound
            Called with each better solution and bound.
        """
        whole, objective = self._limited_whole(proof.tier, proof.values)
        whole.model.minimize(objective)
        known = self._relaxation
        if proof.values is None or known is None or known[0] != proof.tier:
            return self._search_all(whole, proof, stop, on, on_bound)
        until = time.monotonic() + proof.effort.limit
        bound, effort, work = known[1].bound, proof.effort, 0.0
        places, reached = None, math.inf
        while not stop.is_set() and effort.limit > 0:
            value = min(best(), proof.values[proof.tier], round(min(reached, FAR)))
            if bound > value - 1:
                break
            answer = self._search_better(
                whole, objective, known[1], value, effort, stop, on, on_bound
            )
            work += answer.work
            if answer.places is not None:
                places, reached = answer.places, answer.value
            if answer.status == "INFEASIBLE":
                bound = max(bound, value)
            elif answer.status == "OPTIMAL":
                bound = max(bound, answer.bound)
            on_bound(bound)
            left = effort.limit - answer.work if effort.deterministic else until - time.monotonic()
            effort = replace(effort, limit=left)
        return Proven(bound=bound, places=places, value=reached, work=work)

    def attain(
        self, proof: Proof, stop: Stop, bound: Callable[[], int], on: OnPlaces, on_bound: OnBound
    ) -> Proven:
        """Search for a timetable that attains the bound, and raise the bound if there is none.

        Without an objective, a search by clause learning alone goes further. Where the
        tier was relaxed, every literal that such a timetable cannot have is fixed.

        Parameters
        ----------
        bound
            Returns the lower bound of the tier by now.
        on, on_bound
            Called with the first timetable, if there was none, and with each better bound.
        """
        whole, _ = self._limited_whole(proof.tier, proof.values)
        budget = Budget(proof.effort.limit, deterministic=proof.effort.deterministic)
        if proof.values is None and self._has_none(whole, proof, stop, on):
            return Proven(infeasible=True)
        aim, shown, work = bound(), 0, 0.0
        while not stop.is_set() and (left := budget.left) > 0:
            aim = max(aim, bound())
            effort = replace(proof.effort, limit=left)
            answer = self._reach(Attained(stop, aim), proof.tier, effort)
            budget.spend(max(LEAST_WORK, answer.work))
            work += answer.work
            if answer.places is not None:
                return Proven(bound=shown, places=answer.places, value=aim, work=work)
            if answer.status == "INFEASIBLE":
                aim = shown = aim + 1
                on_bound(aim)
            elif bound() <= aim:  # time is over, or the incumbent attains it
                break
        return Proven(bound=shown, work=work)

    def approach(
        self,
        proof: Proof,
        stop: Stop,
        best: Callable[[], int],
        bound: Callable[[], int],
        on: OnPlaces,
        on_bound: OnBound,
    ) -> Proven:
        """Search for better timetables by steps, each as :meth:`attain` does.

        Parameters
        ----------
        best, bound
            Return the value of the incumbent and the lower bound of the tier by now.
        on, on_bound
            Called with each better timetable and bound.
        """
        assert proof.values is not None
        self._limited_whole(proof.tier, proof.values)
        budget = Budget(proof.effort.limit, deterministic=proof.effort.deterministic)
        course, places, shown, work = Approach(proof.values[proof.tier]), None, 0, 0.0
        while not stop.is_set() and (left := budget.left) > 0:
            course.best = min(course.best, best())
            aim = course.aim(max(shown, bound()))
            if aim is None:
                break
            seed = proof.effort.seed + course.attempts
            effort = replace(proof.effort, limit=left, seed=seed, work=course.work)
            answer = self._reach(Attained(stop, aim), proof.tier, effort)
            budget.spend(max(LEAST_WORK, answer.work))
            work += answer.work
            if answer.places is not None:
                places, course.best = answer.places, aim
                on(places, aim)
            elif answer.status == "INFEASIBLE":
                shown = aim + 1
                on_bound(shown)
            else:
                course.give_up(aim)
        return Proven(bound=shown, places=places, value=course.best, work=work)

    def _has_none(self, whole: Variables, proof: Proof, stop: Stop, on: OnPlaces) -> bool:
        """Search for any timetable, as the bound may be out of reach; tell whether none exists."""
        model = whole.model.clone()
        model.clear_objective()  # type: ignore[no-untyped-call]
        with stop.child() as attempt:
            self._aim = Attained(attempt, FAR)
            answer = search(whole, proof.effort, attempt, model=model)
            self._aim = None
        if answer.places is not None:
            on(answer.places, FAR)  # what it is worth is for the referee to say
        return answer.status == "INFEASIBLE"

    def _reach(self, aim: Attained, tier: int, effort: Effort) -> SearchResult:
        """Search a copy of the whole, without an objective, for a value of that aim or less."""
        whole, objective, known = self._whole, self._objectives[tier], self._relaxation
        assert whole is not None
        if known is not None and known[0] == tier:
            model = known[1].below(whole.model, objective, aim.value + 1)
        else:
            model = whole.model.clone()
            model.add(objective <= aim.value)
        model.clear_objective()  # type: ignore[no-untyped-call]
        with aim.stop.child() as attempt:
            self._aim = replace(aim, stop=attempt)
            answer = search(whole, effort, attempt, model=model)
            self._aim = None
        return answer

    def _limited_whole(self, tier: int, values: Values | None) -> tuple[Variables, Expression]:
        """Return the formulation with earlier tiers held at their values, and the objective."""
        held = () if values is None else values[:tier]
        # it holds later tiers too, or an earlier one at less than it has by now
        if tier + 1 < len(self._objectives) or any(map(gt, held, self._held)):
            self._whole, self._objectives, self._relaxation = None, [], None
            self._held = ()
        if self._whole is None:
            self._whole = self._problem.formulate(self._problem.compiled)
        for n in range(len(self._objectives), tier + 1):
            self._objectives.append(self._problem.objective(self._whole, n))
        for objective, most, before in zip_longest(
            self._objectives[:tier], held, self._held, fillvalue=NO_LIMIT
        ):
            if most < before:
                self._whole.model.add(objective <= most)
        self._held = held
        return self._whole, self._objectives[tier]

    def _search_all(
        self, whole: Variables, proof: Proof, stop: Stop, on: OnPlaces, on_bound: OnBound
    ) -> Proven:
        if proof.places is not None:
            hint(whole, proof.places)
        answer = search(whole, proof.effort, stop, on_places=on, on_bound=on_bound)
        return Proven(
            bound=answer.bound if answer.status != "INFEASIBLE" else 0.0,
            infeasible=answer.status == "INFEASIBLE" and proof.places is None,
            complete=answer.status == "OPTIMAL",
            refused=answer.status == "INFEASIBLE" and proof.places is not None,
            places=answer.places,
            value=answer.value,
            work=answer.work,
        )

    def _search_better(
        self,
        whole: Variables,
        objective: Expression,
        relaxation: Relaxation,
        value: int,
        effort: Effort,
        stop: Stop,
        on: OnPlaces,
        on_bound: OnBound,
    ) -> SearchResult:
        """Search for something better than a value, with the literals fixed by the relaxation.

        If there is nothing, the value is the optimum; so bounds above it count as the value.
        """

        def on_bound_of_better(bound: float) -> None:
            on_bound(min(bound, value))

        better = relaxation.below(whole.model, objective, value)
        with stop.child() as attempt:
            self._aim = Better(attempt, value)
            answer = search(
                whole, effort, attempt, model=better, on_places=on, on_bound=on_bound_of_better
            )
            self._aim = None
        return answer
