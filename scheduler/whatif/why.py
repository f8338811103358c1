"""Why an activity is where it is, or has no place, and what a wish for it would take."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from models import Forced, Hold, Instance, Policy, Request, Timetable, Why
from scheduler.solving import OnProgress
from scheduler.solving.asking import as_request, refuse_parts
from scheduler.solving.solve import with_policy
from scheduler.whatif.forcing import disturbance, force
from scheduler.whatif.question import read_question
from scheduler.whatif.wish import Wish

SECONDS = 20.0
"""Seconds for solving again, unless given."""


def why(
    instance: Instance,
    timetable: Timetable,
    activity: str,
    request: Request | None = None,
    *,
    at: datetime | str | None = None,
    room: str | None = None,
    time_limit: float | None = None,
    workers: int | None = None,
    seed: int | None = None,
    deterministic: bool = False,
    policy: Policy | Mapping[str, Any] | None = None,
    holds: Sequence[Hold] = (),
    on_progress: OnProgress | None = None,
) -> Why:
    """Return why an activity is where it is, or what is in the way of a wish.

    Parameters
    ----------
    instance, timetable
        What the planners state, and where all activities are.
    activity
        Its id, or its title or all its people (``CHN JPN``) where one activity fits.
    request
        Limits, policy and holds as one value, or instead some of the options after ``room``.
    at, room
        The start and the room wished for; either may be left open. If both are, the wish for an
        activity without a place is to have any.
    time_limit
        Seconds for solving again where that is needed, 20 if it is not given.
    workers, seed, deterministic
        As in :func:`scheduler.solve`.
    policy
        By which places are ranked; by default that of the instance.
    holds
        What has to stay beside the wish, if it is forced; ``Stay`` is about ``timetable``.
    on_progress
        As in :func:`scheduler.solve`.

    Returns
    -------
    Why
        What is in the way is found by the referee. The cost of forcing is found by solving again
        with as little left out and as few people told as possible, and checked by the referee.

    Raises
    ------
    InstanceError
        With every unknown name and unreadable time; or the request has parts that have no
        effect here.
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
        holds=holds,
    )
    refuse_parts(asked, "previous", "start", "max_changes", "at_most")
    instance = with_policy(instance, asked)
    question = read_question(instance, timetable, activity, at, room, asked.holds)
    wish = Wish(instance, timetable, question)
    asks = wish.stands is None or at is not None or room is not None
    return wish.answer(_forced(wish, asked, on_progress) if asks else None)


def _forced(wish: Wish, request: Request, on_progress: OnProgress | None) -> Forced:
    """Return what it takes to have the best place of a wish; solved only where that is needed."""
    sandbox, question, best = wish.sandbox, wish.question, wish.best
    if best is None or wish.is_illegal:
        return Forced(status="impossible")
    if best.verdict in ("free", "other-units") and not request.holds:
        after = sandbox.changed({question.activity: best.place})
        return disturbance(sandbox, question.activity, after, fewest=best.verdict == "free")
    return force(sandbox, question, request, on_progress)
