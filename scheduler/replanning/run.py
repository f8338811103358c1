"""The solves of one replan, which share one budget.

First for the fewest changes, then for the other goals with everything else fixed.
"""

from models import (
    Hold,
    Incident,
    Instance,
    Outcome,
    Placement,
    Request,
    Timetable,
)
from scheduler.compiling import effective
from scheduler.replanning.keeping import staying, waiting
from scheduler.replanning.openings import openings
from scheduler.replanning.reasons import with_losses
from scheduler.signals import HeldSignals
from scheduler.solving import Disagreement, OnProgress, Progress
from scheduler.solving.core.budget import Budget
from scheduler.solving.solve import solve_within
from scheduler.solving.unmet import with_reasons, with_waiting
from scheduler.viewing.changes import diff
from scheduler.wording.outcomes import ENDINGS, HOLDS, waiting_text, with_incidents

REST_SHARE = 0.2
"""Part of the time that is kept for the last solve, at least."""

OPENINGS_SHARE = 0.2
"""Part of what is left for the last solve that is kept to see what would fit of what waits."""

AHEAD = ("coverage", "stability")

PROVEN = "No timetable loses less; of those that lose as little, none has fewer people to tell."
UNPROVEN = "It is not proven that fewer changes are impossible."
AMONG_WAITING = "Of those that leave what waits without a place: "
REST = "The other goals are optimised for the activities that change; all others stay."


class CannotReplan(Exception):
    """There is no timetable that keeps what has to stay, or changes so little.

    Attributes
    ----------
    sentences
        One for each reason.
    """

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


class Run:
    """One replan; all its solves share one budget."""

    def __init__(
        self, instance: Instance, request: Request, on_progress: OnProgress | None
    ) -> None:
        assert request.previous is not None
        self._instance, self._request = instance, request
        self._previous, self._on_progress = request.previous, on_progress
        kept_waiting = waiting(effective(instance), request)
        self._holds = (*request.holds, *kept_waiting)
        self._waiting = {hold.activity for hold in kept_waiting}
        self._budget = Budget.of(request.limits)
        self._most: int | None = None
        self._among = AMONG_WAITING if kept_waiting else ""
        self._incidents: list[Incident] = []
        policy = instance.policy
        others = ({g: w for g, w in t.items() if g not in AHEAD} for t in policy.tiers)
        self._tiers = (*({goal: 1} for goal in AHEAD), *(tier for tier in others if tier))

    @property
    def _left(self) -> float:
        return max(0.1, self._budget.left)

    def _solve(
        self,
        limit: float,
        tiers: int,
        *,
        reported: int,
        start: Timetable | None = None,
        also: tuple[Hold, ...] = (),
    ) -> Outcome:
        """Solve for the first tiers; progress up to tier ``reported`` is not reported again."""
        policy = self._instance.policy.model_copy(update={"tiers": self._tiers[:tiers]})
        asked = {
            "policy": policy,
            "max_changes": self._most,
            "holds": (*self._holds, *also),
            "start": start or self._request.start,
        }
        outcome = solve_within(
            self._budget.part(limit),
            self._instance,
            self._request.model_copy(update=asked),
            self._reporting(reported),
        )
        self._incidents += outcome.incidents
        return outcome.model_copy(update={"message": ENDINGS[outcome.status]})

    def _reporting(self, reported: int) -> OnProgress | None:
        """Return a function that passes progress on, in seconds of the whole replan."""
        if (report := self._on_progress) is None:
            return None

        def passed_on(progress: Progress) -> None:
            if progress.tier > reported:
                seconds = round(self._budget.seconds, 3)
                whole = {"tiers": len(self._tiers), "seconds": seconds}
                report(progress.model_copy(update=whole))

        return passed_on

    def fewest_changes(self) -> Outcome:
        """Lose, tell and move as little as possible; only what has to stay is fixed."""
        limit = (1 - REST_SHARE) * self._left
        found = self._solve(limit, len(AHEAD), reported=-1)
        if found.status == "infeasible" and self._request.holds:
            return found.model_copy(update={"message": f"{found.message} {HOLDS}"})
        return found

    def within(self, most: int, fewest: Outcome) -> Outcome:
        """Return the best timetable within the limit of changes; mostly it is the one found.

        Raises
        ------
        CannotReplan
            There is no such timetable, or none was found.
        """
        assert fewest.timetable is not None
        changing = diff(self._instance, self._previous, fewest.timetable).activities
        if len(changing) <= most:
            return fewest
        if fewest.status == "cancelled":
            return fewest.model_copy(update={"timetable": None})
        status = "infeasible"
        gone = len(changing - effective(self._instance).activity.keys())
        if gone <= most:
            limit, count = (1 - REST_SHARE) * self._left, len(AHEAD)
            self._most = most - gone
            found = self._solve(limit, count, reported=count)
            if found.timetable is not None or found.status == "cancelled":
                self._among += f"Of those with at most {most} changes: "
                return found
            status = found.status
        none = "there is no timetable" if status == "infeasible" else "no timetable was found"
        fewest_people = "is known to tell" if fewest.status == "optimal" else "was found to tell"
        raise CannotReplan(
            [
                f"{none} that changes at most {most} activities; "
                f"the one that {fewest_people} the fewest people changes {len(changing)}"
            ]
        )

    def other_goals(self, fewest: Outcome) -> Outcome:
        """Optimise the other goals for the activities that change."""
        message = self._among + (PROVEN if fewest.status == "optimal" else UNPROVEN)
        assert fewest.timetable is not None
        if len(self._tiers) == len(AHEAD):
            return fewest.model_copy(update={"message": message})
        changing = diff(self._instance, self._previous, fewest.timetable).activities
        kept = staying(p for p in fewest.timetable.placements if p.activity not in changing)
        count, reported = len(self._tiers), len(AHEAD)
        limit = (1 - OPENINGS_SHARE * bool(self._waiting)) * self._left
        try:
            found = self._solve(limit, count, reported=reported, start=fewest.timetable, also=kept)
        except Disagreement as refusal:  # what is proven so far has passed the referee
            self._incidents.append(Incident(kind="goals-not-weighed", detail=str(refusal)))
            return fewest.model_copy(update={"status": "feasible", "message": message})
        if found.timetable is None:
            return fewest.model_copy(update={"status": "feasible", "message": message})
        tiers = fewest.tiers + found.tiers[len(AHEAD) :]
        status = found.status
        if status == "optimal" and fewest.status != "optimal":
            status = "feasible"
        return found.model_copy(
            update={
                "status": status,
                "goals": fewest.goals + found.goals[len(AHEAD) :],
                "tiers": tiers,
                "first_seconds": fewest.first_seconds,
                "message": f"{message} {REST}",
            }
        )

    def own(self, outcome: Outcome) -> Outcome:
        """Return the outcome for the instance as given, with reasons for losses, and incidents."""
        mine: dict[str, object] = {"instance_sha256": self._instance.sha256}
        timetable, message = outcome.timetable, outcome.message
        if timetable is not None:
            fits: tuple[Placement, ...] = ()
            if outcome.status != "cancelled":  # whoever has stopped it does not wait for more
                left = self._budget.part(self._left)
                fits = openings(self._instance, timetable, self._waiting, left)
                waits = waiting_text(len(self._waiting), len(fits))
                message = " ".join(filter(None, [message, waits]))
            with HeldSignals():  # what was found is not lost to a Ctrl-C that comes now
                named = with_losses(self._instance, self._previous, timetable)
                named = with_waiting(self._instance, named, self._waiting, fits)
                named = with_reasons(self._instance, self._request, named)
            timetable = named.model_copy(update=mine)
            mine["fits_now"] = fits
        mine |= {
            "timetable": timetable,
            "message": with_incidents(message, self._incidents),
            "incidents": tuple(self._incidents),
            "wall_seconds": round(self._budget.seconds, 3),
        }
        return outcome.model_copy(update=mine)
