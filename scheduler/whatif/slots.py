"""Every place for one activity, ranked by what it costs."""

from collections.abc import Mapping
from typing import Any

from models import Instance, Policy, Request, Slots, Timetable
from scheduler.solving.asking import as_request, refuse_parts
from scheduler.solving.sandbox import Sandbox
from scheduler.solving.solve import with_policy
from scheduler.viewing.states import why_off
from scheduler.whatif.exclusions import lost_places
from scheduler.whatif.options import Weighing
from scheduler.whatif.question import read_question
from scheduler.wording.whatif import slots_text

SECONDS = 10.0
"""Seconds to look for moves of others, unless given."""


def slots(
    instance: Instance,
    timetable: Timetable,
    activity: str,
    request: Request | None = None,
    *,
    time_limit: float | None = None,
    policy: Policy | Mapping[str, Any] | None = None,
) -> Slots:
    """Rank every place for one activity in a timetable.

    Parameters
    ----------
    instance
        What the planners state.
    timetable
        Where all other activities are.
    activity
        Its id, or its title or all its people (``CHN JPN``) where one activity fits; it may have a
        place now or not.
    request
        Seconds and policy as one value; or instead some of these:
    time_limit
        Seconds to look for places that are free once one other activity moves, 10 if it is
        not given; 0: no look.
    policy
        By which places are ranked; by default that of the instance.

    Returns
    -------
    Slots
        The places by verdict, then by the change of the policy's tiers, all judged by the
        referee. There are none if the activity does not take place; ``text`` then says why.

    Raises
    ------
    InstanceError
        The activity is unknown; or the request has invalid values, or parts that have no effect
        here.
    TypeError
        Both a request and some of its parts are given.
    """
    asked = as_request(request, seconds=SECONDS, time_limit=time_limit, policy=policy)
    refuse_parts(asked, "previous", "start", "max_changes", "at_most", "holds")
    instance = with_policy(instance, asked)
    activity = read_question(instance, timetable, activity).activity
    sandbox = Sandbox(instance, timetable)
    if off := why_off(instance, activity):
        return Slots(**sandbox.origin(), goals=instance.policy.goals, activity=activity, text=off)
    instance = sandbox.instance
    weighing = Weighing(sandbox, activity)
    options = weighing.weigh(weighing.legal(), seconds=asked.limits.seconds)
    answer = Slots(
        **sandbox.origin(),
        goals=instance.policy.goals,
        activity=activity,
        stands=sandbox.stands.get(activity),
        options=options,
        lost=lost_places(instance, activity),
    )
    return answer.model_copy(update={"text": slots_text(answer, instance)})
