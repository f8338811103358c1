"""Why an activity is where it is, or has no place, and what a wish for it would take."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from models import (
    Binding,
    Forced,
    Hold,
    Instance,
    Option,
    Placement,
    Policy,
    Request,
    SubjectKind,
    Timetable,
    Why,
)
from scheduler.solving import OnProgress
from scheduler.solving.asking import as_request, refuse_parts
from scheduler.solving.solve import with_policy
from scheduler.viewing.judging import broken_rule
from scheduler.whatif.exclusions import lost_places
from scheduler.whatif.forcing import disturbance, force
from scheduler.whatif.options import Weighing
from scheduler.whatif.question import Question, read_question
from scheduler.whatif.sandbox import Sandbox
from scheduler.wording.whatif import why_text

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
        Its id.
    at, room
        The start and the room wished for; either may be left open. If both are, the wish for an
        activity without a place is to have any.
    request
        Limits, policy and holds as one value; or instead some of these:
    time_limit
        Seconds for solving again where that is needed, 20 if it is not given.
    workers, seed, deterministic, on_progress
        As in :func:`scheduler.solve`.
    policy
        By which places are ranked; by default that of the instance.
    holds
        What has to stay beside the wish, if it is forced; ``Stay`` is about ``timetable``.

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
    refuse_parts(asked, "previous", "start", "max_changes")
    instance = with_policy(instance, asked)
    question = read_question(instance, timetable, activity, at, room, asked.holds)
    sandbox = Sandbox(instance, timetable)
    weighing = Weighing(sandbox, activity)
    options = weighing.weigh(_asked(sandbox, weighing, question))
    here = sandbox.stands.get(activity)
    best = options[0] if options else None
    wished = here is None or at is not None or room is not None
    forced = _forced(sandbox, question, best, asked, on_progress) if wished else None
    answer = Why(
        **sandbox.origin(),
        goals=instance.policy.goals,
        activity=activity,
        stands=here,
        options=options,
        lost=lost_places(instance, activity) if not options else (),
        hard_violations=len(sandbox.broken),
        broken=tuple(broken_rule(violation, instance) for violation in sandbox.broken),
        binding=_binding(options),
        forced=forced,
    )
    return answer.model_copy(update={"text": why_text(answer, instance)})


def _forced(
    sandbox: Sandbox,
    question: Question,
    best: Option | None,
    request: Request,
    on_progress: OnProgress | None,
) -> Forced:
    """Return what it takes to have the best place of a wish; solved only where that is needed."""
    if best is None or best.verdict == "illegal":
        return Forced(status="impossible")
    if best.verdict in ("free", "other-units") and not request.holds:
        after = sandbox.changed({question.activity: best.place})
        return disturbance(sandbox, question.activity, after, fewest=best.verdict == "free")
    return force(sandbox, question, request, on_progress)


def _asked(sandbox: Sandbox, weighing: Weighing, question: Question) -> list[Placement]:
    """Return the legal places of the wish, or else illegal ones, which show why there are none."""
    at, room = question.at, question.room
    clock = sandbox.instance.clock
    legal = list(weighing.legal())
    asked = [
        place
        for place in legal
        if (room is None or place.room == room)
        and (at is None or (place.start is not None and clock.minute(place.start) == at))
    ]
    if asked or (at is None and room is None):
        return asked
    rooms = [room] if room else list(dict.fromkeys(p.room for p in legal if p.room))
    starts = [at] if at is not None else [clock.minute(p.start) for p in legal if p.start]
    return [
        sandbox.put(question.activity, start, name)
        for start in dict.fromkeys(starts or [low for low, _ in sandbox.instance.windows])
        for name in rooms or list(sandbox.instance.room)
    ]


def _binding(options: tuple[Option, ...]) -> tuple[Binding, ...]:
    """Count the starts at which each person, and each room, is in the way."""
    starts: dict[tuple[SubjectKind, str], set[datetime]] = defaultdict(set)
    for option in options:
        for obstacle in option.obstacles:
            if obstacle.subject_kind in ("person", "room"):
                starts[obstacle.subject_kind, obstacle.subject].add(option.start)
    found = (
        Binding(subject_kind=kind, subject=name, starts=len(some))
        for (kind, name), some in starts.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.starts, one.subject)))
