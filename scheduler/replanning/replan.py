"""From a timetable that was promised to one that the new facts allow.

Two solves: the fewest changes of all, on the whole; the other goals, with what did not change held.
"""

import time
from collections.abc import Collection
from dataclasses import replace
from datetime import datetime

from models import (
    Instance,
    InstanceError,
    Outcome,
    Timetable,
    find_timetable_faults,
)
from scheduler.replanning.diff import diff
from scheduler.replanning.keeping import Keeping, broken, keeping
from scheduler.replanning.reasons import with_reasons
from scheduler.solving import Disagreement, OnProgress, Progress, mishaps_of, solve

REST_SHARE = 0.2
"""Part of the time that is left, at least, to the last solve."""

AHEAD = ("coverage", "stability")

PROVEN = "No timetable loses less, or tells fewer people and moves less."
UNPROVEN = "Whether fewer changes would do is not proven."
REFUSED = "The other goals are not weighed: an answer of the solver was refused"
STAYS = "It may be for what is frozen or locked."
REST = "The other goals are weighed for the activities that change, all others held."


class CannotReplan(Exception):
    """No timetable that keeps what has to stay, or changes as little as was asked for.

    Attributes
    ----------
    sentences
        One for each fact that stands against it.
    """

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("; ".join(sentences))
        self.sentences = sentences


def replan(
    instance: Instance,
    previous: Timetable,
    *,
    freeze_until: datetime | None = None,
    locked: Collection[str] = (),
    max_changes: int | None = None,
    time_limit: float = 60.0,
    workers: int | None = None,
    seed: int = 0,
    on_progress: OnProgress | None = None,
) -> Outcome:
    """Find the timetable that keeps the most of a previous one.

    First no request is lost that can be met, then the fewest people are told, then the
    fewest activities move, then come the other goals of the instance's policy in their
    order. Requests that had no place before wait; see :func:`scheduler.solve` with
    ``previous`` to take them in.

    Parameters
    ----------
    instance
        The new facts.
    previous
        What was promised; may name activities and rooms that are no more.
    freeze_until
        What began before, in ``previous``, stays, and nothing else starts before.
    locked
        Ids of activities that stay as they were.
    max_changes
        So many activities may change at the most, those included that are no more.
    time_limit, workers, seed, on_progress
        As for :func:`scheduler.solve`.

    Returns
    -------
    Outcome
        Bounds of ``coverage`` and ``stability`` hold for all timetables that leave in
        place what has to stay, those of the other goals for timetables that change the
        same activities.

    Raises
    ------
    InstanceError
        A locked id is unknown, or a time cannot be read.
    CannotReplan
        The new facts rule out what has to stay, or there is no timetable with
        ``max_changes`` at the most, or none was found.
    """
    unreadable = [f for f in find_timetable_faults(instance, previous) if f.column == "start"]
    if unreadable:
        raise InstanceError(unreadable)
    kept = keeping(instance, previous, freeze_until, locked)
    sentences = broken(instance, kept)
    if sentences:
        raise CannotReplan(sentences)
    run = _Run(instance, previous, kept, time_limit, workers, seed, on_progress)
    fewest = run.fewest_changes()
    if fewest.timetable is None:
        return run.own(fewest)
    if max_changes is not None:
        fewest = run.within(max_changes, fewest)
    if fewest.status == "cancelled" or fewest.timetable is None:
        return run.own(fewest)
    return run.own(run.other_goals(fewest))


class _Run:
    """One replan: its solves have one clock."""

    def __init__(
        self,
        instance: Instance,
        previous: Timetable,
        kept: Keeping,
        time_limit: float,
        workers: int | None,
        seed: int,
        on_progress: OnProgress | None,
    ) -> None:
        self._instance, self._previous, self._kept = instance, previous, kept
        self._limit, self._workers, self._seed = time_limit, workers, seed
        self._on_progress, self._began = on_progress, time.monotonic()
        self._mishaps: list[str] = []
        self._most: int | None = None
        self._among = ""
        policy = instance.policy
        others = ({g: w for g, w in t.items() if g not in AHEAD} for t in policy.tiers)
        self._tiers = (*({goal: 1} for goal in AHEAD), *(tier for tier in others if tier))

    @property
    def _left(self) -> float:
        return max(0.1, self._began + self._limit - time.monotonic())

    def _solve(
        self, start: Timetable, kept: Keeping, limit: float, tiers: int, *, told: int
    ) -> Outcome:
        """Solve for the first tiers; those up to ``told`` have been told of, or need not be."""
        policy = self._instance.policy.model_copy(update={"tiers": self._tiers[:tiers]})
        outcome = solve(
            self._instance,
            time_limit=limit,
            workers=self._workers,
            seed=self._seed,
            previous=self._previous,
            start=start,
            policy=policy,
            restrict=kept,
            most_changes=self._most,
            on_progress=self._telling(told),
        )
        self._mishaps.append(mishaps_of(outcome))
        return outcome

    def _telling(self, told: int) -> OnProgress | None:
        """Pass on what is news, by the clock of the whole."""
        tell = self._on_progress
        if tell is None:
            return None

        def passed_on(progress: Progress) -> None:
            if progress.tier > told:
                seconds = time.monotonic() - self._began
                tell(replace(progress, tiers=len(self._tiers), seconds=seconds))

        return passed_on

    def fewest_changes(self) -> Outcome:
        """Lose, tell and move the least, everything free but what has to stay."""
        limit = (1 - REST_SHARE) * self._left
        found = self._solve(self._previous, self._kept, limit, len(AHEAD), told=-1)
        if found.status == "infeasible" and (self._kept.placed or self._kept.earliest):
            return found.model_copy(update={"message": f"{found.message} {STAYS}"})
        return found

    def within(self, most: int, fewest: Outcome) -> Outcome:
        """Return the best that changes no more than it may; mostly it is at hand.

        Raises
        ------
        CannotReplan
            There is none, or none was found.
        """
        assert fewest.timetable is not None
        changing = diff(self._instance, self._previous, fewest.timetable).activities
        if len(changing) <= most:
            return fewest
        if fewest.status == "cancelled":
            return fewest.model_copy(update={"timetable": None})
        status = "infeasible"
        gone = len(changing - self._instance.activity.keys())
        if gone <= most:
            limit, count = (1 - REST_SHARE) * self._left, len(AHEAD)
            self._most = most - gone
            found = self._solve(self._previous, self._kept, limit, count, told=count)
            if found.timetable is not None or found.status == "cancelled":
                self._among = f"Of those with {most} changes at the most: "
                return found
            status = found.status
        none = "there is no timetable" if status == "infeasible" else "no timetable was found"
        told = "is known to tell" if fewest.status == "optimal" else "was found to tell"
        raise CannotReplan(
            [
                f"{none} that changes {most} activities at the most; "
                f"the one that {told} the fewest people changes {len(changing)}"
            ]
        )

    def other_goals(self, fewest: Outcome) -> Outcome:
        """Weigh the other goals for what changes."""
        message = self._among + (PROVEN if fewest.status == "optimal" else UNPROVEN)
        assert fewest.timetable is not None
        if len(self._tiers) == len(AHEAD):
            return fewest.model_copy(update={"message": message})
        changing = diff(self._instance, self._previous, fewest.timetable).activities
        hold = [p for p in fewest.timetable.placements if p.activity not in changing]
        kept = self._kept.and_also(hold)
        limit, count = self._left, len(self._tiers)
        try:
            found = self._solve(fewest.timetable, kept, limit, count, told=len(AHEAD))
        except Disagreement as refusal:  # what is proven so far has passed the referee
            message = f"{message} {REFUSED} ({refusal})."
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
        """Say whose outcome it is (a hash covers the policy too), why what is lost, and mishaps."""
        mine: dict[str, object] = {"instance_sha256": self._instance.sha256}
        timetable = outcome.timetable
        if timetable is not None:
            named = with_reasons(self._instance, self._previous, timetable)
            timetable = named.model_copy(update=mine)
        untold = [text for text in self._mishaps if text and text not in outcome.message]
        mine |= {
            "timetable": timetable,
            "message": " ".join([outcome.message, *dict.fromkeys(untold)]),
            "wall_seconds": round(time.monotonic() - self._began, 3),
        }
        return outcome.model_copy(update=mine)
