"""The study of an instance: is it feasible, and if not, what is in the way and what would help."""

from dataclasses import dataclass, replace
from typing import Literal

from models import Finding, Instance, Limits, Outcome, Partial, Request, Timetable
from scheduler.compiling import effective
from scheduler.explaining.conflicts import FoundConflict, find_conflicts
from scheduler.explaining.editing import edited, essence, only_mandatory, without_activities
from scheduler.explaining.entries import mandatory
from scheduler.explaining.preflight import doomed, findings
from scheduler.explaining.prices import price_of_leaving_out
from scheduler.explaining.probing import COVERAGE, Feasible, Prober
from scheduler.explaining.repairs import FoundRepair, find_repairs
from scheduler.machine import processors
from scheduler.solving import OnProgress, Progress
from scheduler.solving.core.budget import Budget
from scheduler.solving.solve import solve_within

Status = Literal["feasible", "infeasible", "unknown"]

FOR_ONE_SEARCH, FOR_THE_WHOLE, FOR_THE_PART, FOR_CONFLICTS, FOR_REPAIRS = 0.2, 0.6, 0.3, 0.6, 0.7
"""Shares of the time left at each step; the rest is for the partial timetable."""

FOR_THE_REST = 0.6
"""Share of the time for a partial timetable, to plan all but what has no legal place."""

DEAREST = 1000
"""The highest priority that there is."""

LEAST_SECONDS, MOST_SECONDS = 1.0, 2.0
"""Seconds to plan the requests of the partial timetable, without a proof."""


@dataclass(frozen=True)
class Study:
    """The result of a study: what an explanation says, with the instances that prove it."""

    status: Status
    findings: tuple[Finding, ...]
    conflicts: tuple[FoundConflict, ...] = ()
    complete: bool = False
    repairs: tuple[FoundRepair, ...] = ()
    partial: Partial | None = None
    disagreements: tuple[str, ...] = ()
    seconds: float = 0.0


def study(instance: Instance, limits: Limits, on_progress: OnProgress | None = None) -> Study:
    """Find out why an instance cannot be planned; see :func:`scheduler.explain`."""
    return _Run(instance, limits, on_progress).study()


class _Run:
    """One study; all its questions and solves share one budget."""

    def __init__(self, instance: Instance, limits: Limits, on_progress: OnProgress | None) -> None:
        self._instance, self._core = instance, essence(instance)
        self._request, self._on_progress = Request(limits=limits), on_progress
        self._budget = Budget.of(limits)
        self._prober = Prober(
            self._budget, seed=limits.seed, workers=limits.workers or processors()
        )

    def study(self) -> Study:
        """Ask whether it is feasible; if not, look for conflicts and repairs."""
        first = findings(self._instance)
        answer = self._is_feasible()
        found = Study(status=_STATUS[answer], findings=first)
        if answer == "unknown" and self._prober.left:
            found = self._as_much_as_fits(found)
        elif answer == "no":
            found = self._why_not(found)
            if found.partial is not None:
                found = replace(found, partial=self._with_requests(found.partial))
        return replace(
            found,
            disagreements=tuple(self._prober.disagreements),
            seconds=round(self._budget.seconds, 3),
        )

    def _is_feasible(self) -> Feasible:
        """Ask, and after a no ask again; if the two contradict each other, it is unknown.

        What counting has found impossible is asked about first, as it is a small question.
        """
        core, prober = self._core, self._prober
        self._begin("whether all mandatory activities fit")
        for finding in sorted(doomed(core), key=lambda one: len(one.activities)):
            small = only_mandatory(core, finding.activities)
            if not prober.may_be_feasible(small):
                return self._confirmed(small)
        answer = prober.probe(core, prober.left * FOR_ONE_SEARCH).answer
        if answer == "unknown" and prober.left:
            outcome = self._planned(core, prober.left * FOR_THE_WHOLE)
            if outcome.timetable is not None:
                return "yes"
            answer = "no" if outcome.status == "infeasible" else "unknown"
        if answer != "no":
            return answer
        return self._confirmed(core)

    def _confirmed(self, core: Instance) -> Feasible:
        return "no" if self._prober.doubted(core) == "no" else "unknown"

    def _as_much_as_fits(self, found: Study) -> Study:
        """Add the best partial timetable of an instance that may have a whole one."""
        self._begin("the best partial timetable")
        held = self._most_of(self._prober.left)
        if held is None:
            return found
        left = _left_out(self._core, held)
        if not left:
            return replace(found, status="feasible")
        return replace(found, partial=Partial(left_out=left, timetable=held))

    def _why_not(self, found: Study) -> Study:
        """Add conflicts, repairs and the best partial timetable."""
        instance, core, prober = self._instance, self._core, self._prober
        self._begin("the best partial timetable")
        held = self._best_partial(prober.until(FOR_THE_PART))
        left = () if held is None else _left_out(core, held)
        prober.nearly = held
        self._begin("conflicts")
        conflicts, complete = find_conflicts(core, left, prober.until(FOR_CONFLICTS))
        dropped = [fact for fact in mandatory(core) if fact.subjects[0] in left]
        self._begin("repairs")
        return replace(
            found,
            conflicts=tuple(conflicts),
            complete=complete,
            repairs=find_repairs(instance, conflicts, dropped, prober.until(FOR_REPAIRS)),
            partial=None if held is None else Partial(left_out=left, timetable=held),
        )

    def _best_partial(self, part: Prober) -> Timetable | None:
        """Return the timetable that leaves out what costs least, in two ways if that is open.

        If everything fits but what counting finds impossible by itself, that is the least.
        """
        lost = {one.activities[0] for one in doomed(self._core) if len(one.activities) == 1}
        if lost:
            rest = without_activities(self._core, lost)
            planned = self._planned(rest, part.left * FOR_THE_REST).timetable
            if planned is not None:
                return planned
        held, proven = part.until(0.5).most(self._core, self._price)
        other = None if proven or not part.left else self._most_of(part.left)
        return min(
            (one for one in (held, other) if one is not None),
            key=lambda one: sum(map(self._price, _left_out(self._core, one))),
            default=None,
        )

    def _with_requests(self, partial: Partial) -> Partial:
        """Plan the requests of the partial timetable."""
        left = self._budget.left
        if left < LEAST_SECONDS:
            return partial
        self._begin("requests of the partial timetable")
        rest = without_activities(self._instance, partial.left_out)
        outcome = self._solved(rest, min(left, MOST_SECONDS), start=partial.timetable)
        timetable = outcome.timetable or partial.timetable
        return partial.model_copy(update={"timetable": timetable})

    def _planned(self, core: Instance, seconds: float) -> Outcome:
        """Look for any timetable of all mandatory activities."""
        return self._solved(edited(core, policy=COVERAGE), seconds)

    def _most_of(self, seconds: float) -> Timetable | None:
        """Return a timetable that leaves out little, with mandatory activities as requests."""
        activities = tuple(
            a.model_copy(update={"optional": True, "priority": min(DEAREST, self._price(a.id))})
            for a in self._core.activities
        )
        return self._planned(edited(self._core, activities=activities), seconds).timetable

    def _price(self, name: str) -> int:
        return price_of_leaving_out(self._instance, self._instance.activity[name])

    def _solved(
        self, instance: Instance, seconds: float, start: Timetable | None = None
    ) -> Outcome:
        request = self._request.model_copy(update={"start": start})
        return solve_within(self._budget.part(seconds), instance, request, self._tell)

    def _begin(self, step: str) -> None:
        """Report the next step."""
        begins = Progress(
            tier=0, tiers=0, goals=(), value=None, bound=0, gap=None, seconds=0.0, step=step
        )
        self._tell(begins)

    def _tell(self, progress: Progress) -> None:
        """Report progress, in seconds of the whole study."""
        if self._on_progress is not None:
            seconds = round(self._budget.seconds, 3)
            self._on_progress(progress.model_copy(update={"seconds": seconds}))


_STATUS: dict[Feasible, Status] = {"yes": "feasible", "no": "infeasible", "unknown": "unknown"}


def _left_out(core: Instance, held: Timetable) -> tuple[str, ...]:
    placed = {p.activity for p in held.placements if p.start is not None}
    needed = (a.id for a in effective(core).activities if not a.optional)
    return tuple(name for name in needed if name not in placed)
