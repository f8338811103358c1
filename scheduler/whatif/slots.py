"""Every place for one activity, ranked by what it costs."""

from models import Instance, Slots, Timetable
from scheduler.whatif.exclusions import lost_places
from scheduler.whatif.options import Weighing
from scheduler.whatif.question import read_question
from scheduler.whatif.sandbox import Board
from scheduler.wording.whatif import slots_text


def slots(
    instance: Instance, timetable: Timetable, activity: str, *, time_limit: float = 10.0
) -> Slots:
    """Rank every place for one activity in a timetable.

    Parameters
    ----------
    instance
        What the planners state.
    timetable
        Where all others stand.
    activity
        Its id; placed now or not.
    time_limit
        Seconds to look for places that are free once one other activity moves; 0: no look.

    Returns
    -------
    Slots
        The places by verdict, then by the change of the policy's tiers, all judged by the
        referee.

    Raises
    ------
    InstanceError
        The activity, or something the timetable names, is unknown.
    """
    question = read_question(instance, timetable, activity)
    board = Board(instance, timetable)
    weighing = Weighing(board, question.activity)
    options = weighing.weigh(weighing.legal(), seconds=time_limit)
    answer = Slots(
        **board.origin(),
        goals=instance.policy.goals,
        activity=activity,
        stands=board.stands.get(activity),
        options=options,
        lost=lost_places(instance, activity),
    )
    return answer.model_copy(update={"text": slots_text(answer, instance)})
