"""The front door: an instance in, an explanation out."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models import Activity, Instance, Limits, Outcome, Policy, Request, Timetable
from scheduler.explaining.conflicts import Conflict, find_conflicts
from scheduler.explaining.editing import edited, essence, without_activities
from scheduler.explaining.preflight import Preflight, preflight
from scheduler.explaining.probing import Feasible, Prober
from scheduler.explaining.repairs import find_repairs
from scheduler.explaining.stated import mandatory
from scheduler.explaining.values import Explanation, Partial, Status
from scheduler.solving import OnProgress, Progress
from scheduler.solving.asking import as_request, refuse_parts
from scheduler.solving.core.budget import Budget
from scheduler.solving.solve import solve_within, with_policy

SECONDS = 30.0
"""In all, if it is not said how long."""

FOR_ONE_SEARCH, FOR_THE_WHOLE, FOR_THE_PART, FOR_CONFLICTS, FOR_REPAIRS = 0.2, 0.6, 0.3, 0.6, 0.7
"""Shares of the time that is left at that point; the rest is for the partial timetable."""

COVERAGE = Policy(tiers=({"coverage": 1},))
"""The policy of a search for any timetable at all."""

LEAST_SECONDS, MOST_SECONDS = 1.0, 2.0
"""Of the search that plans requests around what is left out: a first look, no proof."""


def explain(
    instance: Instance,
    request: Request | None = None,
    *,
    time_limit: float | None = None,
    workers: int | None = None,
    seed: int | None = None,
    deterministic: bool = False,
    policy: Policy | Mapping[str, Any] | None = None,
    on_progress: OnProgress | None = None,
) -> Explanation:
    """Say why an instance cannot be planned, in the planners' words, and what would help.

    Parameters
    ----------
    instance
        What to explain.
    request
        Limits and policy as one value; or, in place of it, some of these:
    time_limit
        Seconds in all, give or take a small question; 30 if it is not given.
    workers
        Threads of the searches that optimise; one per processor if it is not given.
    seed
        Of every search, 0 if it is not given.
    deterministic
        As for :func:`scheduler.solve`.
    policy
        By which the requests of the partial timetable are planned, in place of the instance's
        own.
    on_progress
        Called in this thread with each step that begins, and as for :func:`scheduler.solve`.

    Returns
    -------
    Explanation
        Printable. A conflict that is not ``proven`` minimal says so; a repair that is
        listed was tried on the whole instance.

    Raises
    ------
    InstanceError
        The request has parts that have no effect here.
    TypeError
        Both a request and some of its parts are given.
    """
    asked = as_request(
        request,
        seconds=SECONDS,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
    )
    refuse_parts(asked, "previous", "start", "max_changes", "holds")
    return _Run(with_policy(instance, asked), asked.limits, on_progress).explanation()


class _Run:
    """One explanation: all its questions and solves have one budget."""

    def __init__(self, instance: Instance, limits: Limits, on_progress: OnProgress | None) -> None:
        self._instance, self._core = instance, essence(instance)
        self._request, self._on_progress = Request(limits=limits), on_progress
        self._budget = Budget(limits.seconds, deterministic=limits.deterministic)
        self._prober = Prober(self._budget, seed=limits.seed, workers=limits.workers or 0)

    def explanation(self) -> Explanation:
        """Ask whether it can be held; if not, say why, and what would help."""
        first = preflight(self._instance)
        answer = self._can_all_be_held()
        told = Explanation(status=_STATUS[answer], preflight=first)
        if answer == "no":
            told = self._why_not(told)
            if told.partial is not None:
                told = replace(told, partial=self._with_requests(told.partial))
        return replace(
            told,
            disagreements=tuple(self._prober.disagreements),
            seconds=round(self._budget.seconds, 3),
        )

    def _can_all_be_held(self) -> Feasible:
        """Ask twice before a no; where the two contradict each other, nothing is known."""
        core, prober = self._core, self._prober
        self._begin("whether all that is mandatory can be held")
        answer = prober.probe(core, prober.left * FOR_ONE_SEARCH).answer
        if answer == "unknown" and prober.left:
            outcome = self._planned(core, prober.left * FOR_THE_WHOLE)
            if outcome.timetable is not None:
                return "yes"
            answer = "no" if outcome.status == "infeasible" else "unknown"
        if answer != "no":
            return answer
        return "no" if prober.doubted(core) == "no" else "unknown"

    def _why_not(self, told: Explanation) -> Explanation:
        """Add conflicts, repairs and the best that can be held."""
        instance, core, prober = self._instance, self._core, self._prober
        self._begin("the most that can be held")
        part = prober.until(FOR_THE_PART)
        held = part.until(0.5).most(core, lambda name: _worth(instance.activity[name]))
        if held is None and part.left:
            held = self._most_of(part.left)
        left = () if held is None else _left_out(core, held)
        self._begin("conflicts")
        conflicts, complete = find_conflicts(core, left, prober.until(FOR_CONFLICTS))
        dropped = [fact for fact in mandatory(core) if fact.subjects[0] in left]
        self._begin("repairs")
        return replace(
            told,
            conflicts=tuple(_with_summary(conflict, told.preflight) for conflict in conflicts),
            complete=complete,
            repairs=find_repairs(instance, conflicts, dropped, prober.until(FOR_REPAIRS)),
            partial=None if held is None else Partial(held, left),
        )

    def _with_requests(self, partial: Partial) -> Partial:
        """Plan the requests around what can be held."""
        left = self._budget.left
        if left < LEAST_SECONDS:
            return partial
        self._begin("requests around what can be held")
        rest = without_activities(self._instance, partial.left_out)
        outcome = self._solved(rest, min(left, MOST_SECONDS), start=partial.timetable)
        return replace(partial, timetable=outcome.timetable or partial.timetable)

    def _planned(self, core: Instance, seconds: float) -> Outcome:
        """Look for any timetable of all that must take place."""
        return self._solved(edited(core, policy=COVERAGE), seconds)

    def _most_of(self, seconds: float) -> Timetable | None:
        """Return a timetable that leaves out little, as the dearest requests are placed first."""
        activities = tuple(a.model_copy(update={"optional": True}) for a in self._core.activities)
        return self._planned(edited(self._core, activities=activities), seconds).timetable

    def _solved(
        self, instance: Instance, seconds: float, start: Timetable | None = None
    ) -> Outcome:
        request = self._request.model_copy(update={"start": start})
        return solve_within(self._budget.part(seconds), instance, request, self._tell)

    def _begin(self, step: str) -> None:
        """Tell what is looked for next."""
        self._tell(Progress(tier=0, tiers=0, goals=(), value=None, bound=0, seconds=0.0, step=step))

    def _tell(self, progress: Progress) -> None:
        """Pass on what is new, by the clock of the whole."""
        if self._on_progress is not None:
            self._on_progress(replace(progress, seconds=self._budget.seconds))


_STATUS: dict[Feasible, Status] = {"yes": "feasible", "no": "infeasible", "unknown": "unknown"}


def _worth(activity: Activity) -> int:
    """Weigh what is left out by priority; among equals rather leave out what concerns few."""
    return 1000 * activity.priority + len(activity.people)


def _left_out(core: Instance, held: Timetable) -> tuple[str, ...]:
    placed = {p.activity for p in held.placements if p.start is not None}
    return tuple(a.id for a in core.activities if not a.optional and a.id not in placed)


def _with_summary(conflict: Conflict, first: Preflight) -> Conflict:
    """Let a count that covers a conflict stand above it, if the facts alone show it too."""
    shown = {(f.rule, f.subject) for f in preflight(conflict.instance).doomed}
    covering = [
        f for f in first.doomed if (f.rule, f.subject) in shown and f.covers(conflict.activities)
    ]
    if not covering:
        return conflict
    tightest = min(covering, key=lambda finding: len(finding.activities))
    return replace(conflict, summary=tightest.message)
