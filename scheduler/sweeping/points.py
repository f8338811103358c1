"""Points of a front: what is asked for one, and the rows made of the answers."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from models import Goal, Instance, Limits, Outcome, Request, Timetable
from scheduler.files import dump_instance
from scheduler.sweeping.running import Cell, solve_document

Row = dict[str, Any]
OnRow = Callable[[Mapping[str, Any]], None]
AtMost = Mapping[Goal, int]
"""Goal -> the largest value that it may have."""


@dataclass(frozen=True)
class Asking:
    """What all points of a front share."""

    instance: Instance
    goals: tuple[Goal, ...]
    limits: Limits
    previous: Timetable | None

    def request(
        self,
        at_most: AtMost,
        start: Timetable | None,
        workers: int | None = None,
        order: Sequence[Goal] = (),
    ) -> Request:
        """Return what is asked for one point: one goal after the other, within limits."""
        policy, limits = self.instance.policy, self.limits
        tiers = tuple({goal: 1} for goal in order or self.goals)
        if workers is not None:
            limits = limits.model_copy(update={"workers": workers})
        return Request(
            policy=policy.model_copy(update={"tiers": tiers}),
            previous=self.previous,
            start=start,
            limits=limits,
            at_most=dict(at_most),
        )

    def cell(self, request: Request) -> Cell[Outcome]:
        """Return the cell that answers a request."""
        return Cell(solve_document, (dump_instance(self.instance), request))


def value_of(outcome: Outcome, goal: Goal) -> int:
    """Return the value of a goal; there is a timetable."""
    return next(result.value for result in outcome.goals if result.goal == goal)


def row_of(outcome: Outcome, goals: Sequence[Goal], at_most: AtMost) -> Row:
    """Return the row of a timetable that was found."""
    found = {result.goal: result for result in outcome.goals}
    row: Row = {}
    for goal in goals:
        row |= {goal: found[goal].value, f"{goal}_bound": found[goal].bound}
    limits = {column: at_most.get(goal) for goal, column in limit_columns(goals).items()}
    return (
        row
        | limits
        | {
            "proven": all(result.value == result.bound for result in outcome.goals),
            "dominated": False,
            "status": outcome.status,
            "seconds": outcome.wall_seconds,
            "seed": outcome.seed,
            "versions": json.dumps(outcome.versions),
            "instance_sha256": outcome.instance_sha256,
            "timetable": outcome.timetable,
        }
    )


def limit_columns(goals: Sequence[Goal]) -> dict[Goal, str]:
    """Return the columns of limits: of two goals only one has them."""
    limited = goals[1:]
    return {goal: "at_most" if len(limited) == 1 else f"{goal}_at_most" for goal in limited}


def framed(rows: Sequence[Row], goals: Sequence[Goal], attrs: dict[str, Any]) -> pd.DataFrame:
    """Return the rows in the order of the goals, those marked that another one dominates."""
    values = [tuple(row[goal] for goal in goals) for row in rows]
    for row, mine in zip(rows, values, strict=True):
        row["dominated"] = any(
            other != mine and all(a <= b for a, b in zip(other, mine, strict=True))
            for other in values
        )
    limits = list(limit_columns(goals).values())
    columns = [name for goal in goals for name in (goal, f"{goal}_bound")]
    columns += [*limits, "proven", "dominated", "status", "seconds", "seed", "versions"]
    frame = pd.DataFrame(rows, columns=[*columns, "instance_sha256", "timetable"])
    frame = frame.astype(dict.fromkeys(limits, "Int64"))
    frame = frame.sort_values(list(goals), kind="stable").reset_index(drop=True)
    frame.attrs |= attrs
    return frame
