"""From a timetable that was promised to one that the new facts allow."""

from collections.abc import Collection
from datetime import datetime

from models import Instance, InstanceError, Outcome, Policy, Timetable, find_timetable_faults
from scheduler.replanning.keeping import broken, keeping
from scheduler.solving import OnProgress, solve


class CannotStay(Exception):
    """What is frozen or locked breaks hard rules of the new facts.

    Attributes
    ----------
    sentences
        One for each.
    """

    def __init__(self, sentences: list[str]) -> None:
        super().__init__("what has to stay cannot: " + "; ".join(sentences))
        self.sentences = sentences


def replan(
    instance: Instance,
    previous: Timetable,
    *,
    freeze_until: datetime | None = None,
    locked: Collection[str] = (),
    time_limit: float = 60.0,
    workers: int | None = None,
    seed: int = 0,
    deterministic: bool = False,
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
    time_limit, workers, seed, deterministic, on_progress
        As for :func:`scheduler.solve`.

    Returns
    -------
    Outcome
        Bounds hold for timetables that leave in place what has to stay.

    Raises
    ------
    InstanceError
        A locked id is unknown, or a time cannot be read.
    CannotStay
        The new facts rule out what has to stay.
    """
    unreadable = [f for f in find_timetable_faults(instance, previous) if f.column == "start"]
    if unreadable:
        raise InstanceError(unreadable)
    kept = keeping(instance, previous, freeze_until, locked)
    sentences = broken(instance, kept)
    if sentences:
        raise CannotStay(sentences)
    outcome = solve(
        instance,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        previous=previous,
        policy=stability_first(instance.policy),
        restrict=kept,
        deterministic=deterministic,
        on_progress=on_progress,
    )
    return _of(instance, outcome)


def _of(instance: Instance, outcome: Outcome) -> Outcome:
    """Say whose outcome it is: the hash of an instance covers its policy."""
    mine = {"instance_sha256": instance.sha256}
    timetable = outcome.timetable
    if timetable is not None:
        timetable = timetable.model_copy(update=mine)
    return outcome.model_copy(update=mine | {"timetable": timetable})


def stability_first(policy: Policy) -> Policy:
    """Return a policy with coverage and stability ahead, its other goals as they were."""
    ahead = ("coverage", "stability")
    others = ({g: w for g, w in tier.items() if g not in ahead} for tier in policy.tiers)
    tiers = ({"coverage": 1}, {"stability": 1}, *(tier for tier in others if tier))
    return policy.model_copy(update={"tiers": tiers})
