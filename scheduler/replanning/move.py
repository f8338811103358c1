"""One activity put elsewhere by hand, and everything else mended around it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from models import (
    Fault,
    Forced,
    Instance,
    InstanceError,
    Outcome,
    Policy,
    Put,
    Request,
    Timetable,
)
from models.clock import Minute
from scheduler.replanning.replan import replan
from scheduler.replanning.run import CannotReplan
from scheduler.solving import OnProgress
from scheduler.solving.asking import as_request, refuse_parts
from scheduler.solving.solve import with_policy
from scheduler.viewing.recognising import recognise
from scheduler.whatif.question import Question, read_question
from scheduler.whatif.wish import Wish


def move(
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
    on_progress: OnProgress | None = None,
) -> Outcome:
    """Put one activity at a start, in a room or both, and change as little else as possible.

    The same as :func:`scheduler.replan` with a hold that puts it there: no request is lost that
    need not be, then as few people as possible are told, then as few activities as possible move.

    Parameters
    ----------
    instance
        The instance as it is now.
    timetable
        The timetable that people know. It may break rules: then they are mended too.
    activity
        Its id, or its title or all its people (``CHN JPN``) where one activity fits; it may have a
        place now or not.
    request
        Limits, policy, holds and limit of changes as one value; or instead some of the options:
    at
        When it is to start; None, with a room: when it starts now.
    room
        Where; None: in any room, where that changes the least.
    time_limit, workers, seed, deterministic, policy, on_progress
        As for :func:`scheduler.solve`.

    Returns
    -------
    Outcome
        As of :func:`scheduler.replan`; compared with ``timetable`` the moved one changes too.

    Raises
    ------
    InstanceError
        The activity or the room is unknown, or the time cannot be read; or there is no time, and
        no room or no place of the activity either.
    TypeError
        Both a request and some of its parts are given.
    CannotReplan
        It cannot be there, and what is in the way, in the words of :func:`scheduler.why`.
    """
    asked = as_request(
        request,
        time_limit=time_limit,
        workers=workers,
        seed=seed,
        deterministic=deterministic,
        policy=policy,
    )
    refuse_parts(asked, "previous", "start")
    instance = with_policy(instance, asked)
    before = recognise(timetable, None, instance).timetable
    question = read_question(instance, before, activity, at, room, asked.holds)
    if question.at is None:
        question = replace(question, at=_present_start(instance, before, question))
    wish = Wish(instance, before, question)
    if wish.is_illegal:
        raise _impossible(wish)
    assert wish.question.at is not None
    put = Put(activity=question.activity, start=instance.clock.moment(wish.question.at), room=room)
    held = {"previous": before, "holds": (*asked.holds, put)}
    outcome = replan(instance, asked.model_copy(update=held), on_progress=on_progress)
    if outcome.status == "infeasible":
        raise _impossible(wish)
    return outcome


def _present_start(instance: Instance, before: Timetable, question: Question) -> Minute:
    """Return when an activity starts that is to be in another room.

    Raises
    ------
    InstanceError
        Neither is given where it is to be, or it has no place now.
    """
    stands = Request(previous=before).stands.get(question.activity)
    start = instance.clock.readable(stands.start) if stands else None
    if question.room is None:
        found, allowed = "neither a time nor a room", "a time, a room, or both"
    elif start is None:
        found, allowed = "no time", "one with the room, as the activity has no place now"
    else:
        return start
    raise InstanceError([Fault("missing-value", "at", None, "", found, allowed)])


def _impossible(wish: Wish) -> CannotReplan:
    return CannotReplan(wish.answer(Forced(status="impossible")).text.splitlines())
