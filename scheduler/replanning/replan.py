"""The front door: an instance and a previous timetable in, the one with the fewest changes out."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any

from models import (
    Fault,
    Hold,
    Instance,
    InstanceError,
    Outcome,
    Policy,
    Request,
    Timetable,
    find_request_faults,
)
from scheduler.compiling import effective, put_in_vain
from scheduler.replanning.keeping import broken, freeze, lock
from scheduler.replanning.run import CannotReplan, Run
from scheduler.solving import OnProgress
from scheduler.solving.asking import as_request, refuse_beside_request, refuse_parts
from scheduler.solving.solve import with_policy
from scheduler.viewing.recognising import recognise


def replan(
    instance: Instance,
    previous: Timetable | Request,
    *,
    freeze_until: datetime | None = None,
    locked: Collection[str] = (),
    max_changes: int | None = None,
    time_limit: float | None = None,
    workers: int | None = None,
    seed: int | None = None,
    deterministic: bool = False,
    policy: Policy | Mapping[str, Any] | None = None,
    holds: Sequence[Hold] = (),
    on_progress: OnProgress | None = None,
) -> Outcome:
    """Find the timetable that changes the least of a previous one.

    First no request is lost that can be met, then as few people as possible have to be told,
    then as few activities as possible move; then come the other goals of the policy in their
    order. Requests that had no place before stay without one, unless a hold puts them
    somewhere; :func:`scheduler.solve` with ``previous`` finds places for them.

    Parameters
    ----------
    instance
        The instance as it is now.
    previous
        The timetable that people know; it may name activities and rooms that no longer exist. Or a
        request that contains it, and then none of these options:
    freeze_until
        What starts before, in ``previous``, stays, and nothing else may start before; the same
        as the holds of :func:`freeze`.
    locked
        Ids of activities that stay as they were.
    max_changes
        At most this many activities may change, including those that no longer exist.
    time_limit, workers, seed, deterministic, policy, holds, on_progress
        As for :func:`scheduler.solve`.

    Returns
    -------
    Outcome
        The bounds of ``coverage`` and ``stability`` are about all timetables that keep what has
        to stay, those of the other goals about timetables that change the same activities.

    Raises
    ------
    InstanceError
        A hold names something that the instance does not have, a time cannot be read, or the
        request has no previous timetable, or has ``at_most``, which would have no effect.
    TypeError
        Both a request and some of its parts are given.
    CannotReplan
        The new instance rules out what has to stay, or there is no timetable with at most
        ``max_changes`` changes, or none was found.
    """
    given, before = (previous, None) if isinstance(previous, Request) else (None, previous)
    if before is None:
        refuse_beside_request(freeze_until=freeze_until, locked=locked)
    else:
        before = recognise(before, None, instance).timetable
        holds = (*holds, *lock(instance, locked), *freeze(instance, before, freeze_until))
    request = as_request(
        given,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
        previous=before,
        max_changes=max_changes,
        holds=holds,
    )
    refuse_parts(request, "at_most")
    faults = [*find_request_faults(instance, request), *put_in_vain(instance, request)]
    if request.previous is None:
        allowed = "a previous timetable"
        faults.append(Fault("no-timetable", "request", None, "previous", "nothing", allowed))
    if faults:
        raise InstanceError(faults)
    return _replanned(with_policy(instance, request), request, on_progress)


def _replanned(instance: Instance, request: Request, on_progress: OnProgress | None) -> Outcome:
    sentences = broken(effective(instance), request)
    if sentences:
        raise CannotReplan(sentences)
    run = Run(instance, request, on_progress)
    fewest = run.fewest_changes()
    if fewest.timetable is None:
        return run.own(fewest)
    if request.max_changes is not None:
        fewest = run.within(request.max_changes, fewest)
    if fewest.status == "cancelled" or fewest.timetable is None:
        return run.own(fewest)
    return run.own(run.other_goals(fewest))
