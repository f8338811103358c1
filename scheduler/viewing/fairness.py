"""A table for analysts: how many of their requests delegations, levels or regions get."""

from typing import Literal, get_args

import pandas as pd

from models import Instance, Timetable
from scheduler.viewing.analysis import breaks, delegations
from scheduler.viewing.frames import framed

Group = Literal["delegation", "level", "region"]

FAIRNESS = (
    "group",
    "name",
    "delegations",
    "requests",
    "met",
    "share",
    "waits",
    "wait_minutes",
    "spread",
    "worst",
    "worst_share",
)


def fairness(timetable: Timetable, instance: Instance, by: Group = "delegation") -> pd.DataFrame:
    """One row per delegation, level or region: who is treated worst comes first.

    A request is an optional bilateral that requires somebody of the delegation; it counts for each
    delegation that takes part in it.

    Parameters
    ----------
    timetable, instance
        A timetable and what it is for.
    by
        What the delegations are grouped by.

    Columns
    -------
    group : str, id of the delegation, the level or the region; empty if it is not stated
    name : str, of the delegation, or of the group in words
    delegations : int, of the group
    requests, met : int, of all delegations of the group; those that have a place
    share : float, met / requests; NaN without requests, and these groups come last
    waits, wait_minutes : int, long waits of their people as in :func:`breaks`, and their minutes
    spread : float, largest less smallest share of a delegation of the group; NaN without requests
    worst : str, id of the delegation of the group with the smallest share, the one with most
        requests if several have it; empty without requests
    worst_share : float, its share

    Raises
    ------
    ValueError
        ``by`` is something else.
    """
    if by not in get_args(Group):
        raise ValueError(f"by is {by!r}; it must be one of {', '.join(get_args(Group))}")
    single = _single(timetable, instance)
    single["group"] = single[by]
    groups = single.groupby("group", sort=False)
    frame = framed([_row(str(key), own, by) for key, own in groups], FAIRNESS)
    order = ["share", "requests"]
    return frame.sort_values(order, ascending=[True, False], kind="stable", ignore_index=True)


def _single(timetable: Timetable, instance: Instance) -> pd.DataFrame:
    """Return a row for each delegation, with its groups."""
    frame = delegations(timetable, instance)
    waits = breaks(timetable, instance).groupby("delegation")["minutes"].sum()
    stated = {row.id: row for row in instance.delegations}
    return frame.assign(
        share=frame["met"] / frame["requests"].where(frame["requests"] > 0),
        waits=frame["breaks"],
        wait_minutes=frame["delegation"].map(waits).fillna(0).astype("int64"),
        level=[str(stated[name].level or "") for name in frame["delegation"]],
        region=[stated[name].region or "" for name in frame["delegation"]],
    )


def _row(key: str, own: pd.DataFrame, by: Group) -> dict[str, object]:
    requests, met = own["requests"].sum(), own["met"].sum()
    row = {
        "group": key,
        "name": own["name"].iloc[0] if by == "delegation" else _name(key, by),
        "delegations": len(own),
        "requests": requests,
        "met": met,
        "share": met / requests if requests else float("nan"),
        "waits": own["waits"].sum(),
        "wait_minutes": own["wait_minutes"].sum(),
        "spread": own["share"].max() - own["share"].min(),
        "worst": "",
        "worst_share": own["share"].min(),
    }
    if requests:
        by_share = own.sort_values(["share", "requests"], ascending=[True, False], kind="stable")
        row["worst"] = by_share["delegation"].iloc[0]
    return row


def _name(key: str, by: Group) -> str:
    if not key:
        return f"no {by} stated"
    return f"level {key}" if by == "level" else key
