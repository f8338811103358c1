"""Goal ``stability``: what a timetable changes of the one before."""

from models import Score
from scheduler.checking.sheet import NOWHERE, Sheet


def stability(sheet: Sheet) -> Score:
    """People told of a change, then moves in time, then moves of room.

    Whom an activity requires is taken from the instance of today, for both timetables:
    an activity that is no longer in it tells nobody, and a person who joins or leaves
    one that stands is not told. n counts the activities of the instance and those the
    previous timetable lists besides. Where one timetable gives an activity several
    places, all its starts, and all its rooms, are compared.
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
            time_moves += {start for start, _ in then} != {start for start, _ in now}
            room_moves += {room for _, room in then} != {room for _, room in now}
    n = len(sheet.instance.activity.keys() | before.keys())
    return Score(
        value=len(told) * (n + 1) ** 2 + time_moves * (n + 1) + room_moves,
        parts={"told": len(told), "time_moves": time_moves, "room_moves": room_moves},
    )
