"""Answers as tidy DataFrames with stable columns, also of answers read from JSON."""

from collections.abc import Iterable
from typing import Any

import pandas as pd

from models import Explanation, Finding, Slots, Why

PLACES = ("rank", "verdict", "start", "end", "room", "room_name", "here", "move", "to", "to_room")
MOVES = ("activity", "what", "start", "room")
FINDINGS = ("dooms", "rule", "subject_kind", "subject", "activities", "message")
FACTS = ("conflict", "rule", "table", "column", "subjects", "sources", "message", "proven")
REPAIRS = ("rank", "price", "changes")


def places(answer: Slots) -> pd.DataFrame:
    """One row per place that an activity could have, the best first.

    Columns
    -------
    rank : int, from 1
    verdict : str, as in :class:`models.Option`
    start, end : aware datetime
    room, room_name : str
    here : bool, whether it is there now
    move, to, to_room : activity that has to move, when and where to; missing if none has
    one column for each goal of the policy : Int64, its change, missing where the place is not free
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


def findings(found: Iterable[Finding]) -> pd.DataFrame:
    """One row per finding of a preflight, or of an explanation.

    Columns
    -------
    dooms : str, ``instance``, ``request`` or ``lint``
    rule, subject_kind, subject, message : str
    activities : str, ids joined by ``;``
    """
    rows = [
        {name: getattr(one, name) for name in FINDINGS} | {"activities": ";".join(one.activities)}
        for one in found
    ]
    return pd.DataFrame(rows, columns=list(FINDINGS), dtype="str")


def facts(answer: Explanation) -> pd.DataFrame:
    """One row per fact of each conflict.

    Columns
    -------
    conflict : int, from 1
    rule, table, column, message : str
    subjects, sources : str, joined by ``;``
    proven : bool, whether the conflict is proven minimal
    """
    rows = [
        (
            number,
            fact.rule,
            fact.table,
            fact.column,
            ";".join(fact.subjects),
            ";".join(fact.sources),
            fact.message,
            conflict.proven_minimal,
        )
        for number, conflict in enumerate(answer.conflicts, 1)
        for fact in conflict.facts
    ]
    frame = pd.DataFrame(rows, columns=list(FACTS), dtype="object")
    kinds = dict.fromkeys(FACTS, "str") | {"conflict": "int64", "proven": "bool"}
    return frame.astype(kinds)


def repairs(answer: Explanation) -> pd.DataFrame:
    """One row per repair, the cheapest first.

    Columns
    -------
    rank : int, from 1
    price : int, points
    changes : str, what to do, joined by ``; ``
    """
    rows = [(n, r.price, "; ".join(r.changes)) for n, r in enumerate(answer.repairs, 1)]
    frame = pd.DataFrame(rows, columns=list(REPAIRS), dtype="object")
    return frame.astype({"rank": "int64", "price": "int64", "changes": "str"})


def _local(moments: "pd.Series[Any]", time_zone: str) -> "pd.Series[pd.Timestamp]":
    utc = pd.to_datetime(moments, utc=True)
    return utc.dt.as_unit("us").dt.tz_convert(time_zone)
