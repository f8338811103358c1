"""Answers as tidy DataFrames: one row per fact, stable columns; also of an answer that was read."""

from typing import Any

import pandas as pd

from models import Slots, Why

PLACES = ("rank", "verdict", "start", "end", "room", "room_name", "here", "move", "to", "to_room")
MOVES = ("activity", "what", "start", "room")


def places(answer: Slots) -> pd.DataFrame:
    """One row per place that an activity could have, the best first.

    Columns
    -------
    rank : int, from 1
    verdict : str, as in :class:`models.Option`
    start, end : aware datetime
    room, room_name : str
    here : bool, it stands there now
    move, to, to_room : activity that has to move, when and where to; missing if none has
    one column for each goal of the policy : Int64, its change, missing where it cannot be had
    obstacles : str, sentences joined by ``; ``
    """
    rows = [
        {name: getattr(option, name) for name in PLACES}
        | option.changes
        | {"obstacles": "; ".join(obstacle.message for obstacle in option.obstacles)}
        for option in answer.options
    ]
    frame = pd.DataFrame(rows, columns=[*PLACES, *answer.goals, "obstacles"])
    for name in ("start", "end", "to"):
        frame[name] = _local(frame[name], answer.time_zone)
    return frame.astype(dict.fromkeys(answer.goals, "Int64"))


def moves(answer: Why) -> pd.DataFrame:
    """One row per other activity that moves, or is left out, for a wish.

    Columns
    -------
    activity : str
    what : str, ``moves`` or ``left out``
    start : aware datetime, NaT if left out
    room : str, empty if left out
    """
    forced = answer.forced
    rows: list[tuple[object, ...]] = []
    if forced is not None:
        rows += [(move.activity, "moves", move.start, move.room) for move in forced.moved]
        rows += [(name, "left out", None, "") for name in forced.dropped]
    frame = pd.DataFrame(rows, columns=list(MOVES), dtype="object")
    frame["start"] = _local(frame["start"], answer.time_zone)
    return frame.astype({"activity": "str", "what": "str", "room": "str"})


def _local(moments: "pd.Series[Any]", time_zone: str) -> "pd.Series[pd.Timestamp]":
    utc = pd.to_datetime(moments, utc=True)
    return utc.dt.as_unit("us").dt.tz_convert(time_zone)
