"""Every place for one activity, ranked by what it costs."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from models import Instance, Placement, Timetable
from scheduler.whatif.exclusions import lost_places
from scheduler.whatif.options import Option, Verdict, Weighing
from scheduler.whatif.question import read_question
from scheduler.whatif.sandbox import Board
from scheduler.wording import names

COLUMNS = ("rank", "verdict", "start", "end", "room", "room_name", "here", "move", "to", "to_room")


@dataclass(frozen=True)
class Slots:
    """Places for an activity, the best first, and what rules it out elsewhere.

    Attributes
    ----------
    options
        Every legal place, alike units as one; see :class:`Option`.
    lost
        For each rule on the activity alone, a sentence on what it takes away.
    stands
        Where it stands now; None: nowhere.
    """

    instance: Instance
    activity: str
    stands: Placement | None
    options: tuple[Option, ...]
    lost: tuple[str, ...]

    def of(self, verdict: Verdict) -> tuple[Option, ...]:
        """Return the options of one verdict."""
        return tuple(option for option in self.options if option.verdict == verdict)

    def frame(self) -> pd.DataFrame:
        """Return one row per place: times aware, a column per goal with its change."""
        rows = []
        for rank, option in enumerate(self.options, 1):
            place, move = option.place, option.move
            start, end = times(self.instance, place)
            room = self.instance.room[place.room or ""]
            values = (rank, option.verdict, start, end, room.id, room.name, self.is_here(place))
            to = (None, None, None) if move is None else (move.activity, move.start, move.room)
            row = dict(zip(COLUMNS, (*values, *to), strict=True)) | option.changes
            rows.append(row | {"obstacles": "; ".join(o.message for o in option.obstacles)})
        goals = [goal for tier in self.instance.policy.tiers for goal in tier]
        frame = pd.DataFrame(rows, columns=[*COLUMNS, *goals, "obstacles"])
        zone = self.instance.time_zone
        for name in ("start", "end", "to"):
            frame[name] = pd.to_datetime(frame[name], utc=True).dt.tz_convert(zone)
        return frame.astype(dict.fromkeys(goals, "Int64"))

    def is_here(self, place: Placement) -> bool:
        """Tell whether it stands at a place now."""
        here = self.stands
        return here is not None and (here.start, here.room) == (place.start, place.room)

    def __str__(self) -> str:
        count = Counter(option.verdict for option in self.options)
        lines = [
            f"{names.activity(self.instance, self.activity)}: {len(self.options)} legal places; "
            f"{count['free']} free, {count['one-move']} free if one other moves, "
            f"{count['blocked']} blocked. Now: {names.placement(self.instance, self.stands)}."
        ]
        lines += [line(self.instance, option) for option in self.options]
        return "\n".join([*lines, *self.notes()])

    def notes(self) -> Iterator[str]:
        """Yield what to know of the places as a whole."""
        untried = sum(not option.tried for option in self.options)
        if untried:
            yield f"Time ran out: moves of others were not all tried for {untried} blocked places."
        yield from self.lost


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
    return Slots(
        instance=instance,
        activity=activity,
        stands=board.stands.get(activity),
        options=options,
        lost=lost_places(instance, activity),
    )


def times(instance: Instance, place: Placement) -> tuple[pd.Timestamp, pd.Timestamp]:
    """Return start and end of a placement, aware, in the instance's time zone."""
    assert place.start is not None
    start = instance.clock.minute(place.start)
    end = start + instance.activity[place.activity].minutes
    return pd.Timestamp(instance.clock.moment(start)), pd.Timestamp(instance.clock.moment(end))


def line(instance: Instance, option: Option) -> str:
    """Say one option in a line."""
    place = names.placement(instance, option.place)
    return f"{option.verdict}: {place}: {cost(instance, option)}"


def cost(instance: Instance, option: Option) -> str:
    """Say what an option changes and moves, or what is in its way."""
    if option.verdict == "free":
        return names.goal_changes(option.changes)
    if option.move is not None:
        other = names.activity(instance, option.move.activity)
        there = names.placement(instance, option.move)
        return f"{other} moves to {there}; {names.goal_changes(option.changes)}"
    return "; ".join(obstacle.message for obstacle in option.obstacles)
