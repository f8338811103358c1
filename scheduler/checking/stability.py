"""Goal ``stability``: how much a timetable changes of the previous one."""

from models import Score
from scheduler.checking.sheet import NOWHERE, Sheet


def stability(sheet: Sheet) -> Score:
    """People to tell of a change, then moves in time, then moves of room.

    For both timetables, today's instance says whom an activity requires: for an activity that is
    no longer in it nobody has to be told, and neither has a person who joins or leaves an
    activity that stays. n counts the activities of the instance and those that only the
    previous timetable lists. Where units of a room are told apart, another unit is another room.
    If a timetable gives an activity several places, all its starts, and
    all its rooms, are compared.
    """
    told: set[str] = set()
    time_moves = room_moves = 0
    before = sheet.before
    if before is None:
        return Score(value=0, parts={"told": 0, "time_moves": 0, "room_moves": 0})
    for activity in sheet.instance.activities:
        then, now = before.get(activity.id, NOWHERE), sheet.stands(activity.id)
        if then != now:
            told.update(activity.people)
        if then and now:
            time_moves += {start for start, *_ in then} != {start for start, *_ in now}
            room_moves += {stand[1:] for stand in then} != {stand[1:] for stand in now}
    n = len(sheet.instance.activity.keys() | before.keys())
    return Score(
        value=len(told) * (n + 1) ** 2 + time_moves * (n + 1) + room_moves,
        parts={"told": len(told), "time_moves": time_moves, "room_moves": room_moves},
    )
