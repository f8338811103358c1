"""The rows of scenarios: each compared with the instance as it is."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any, get_args

import pandas as pd

from models import Goal, Instance, Request, Scenarios, Timetable
from scheduler.solving import versions
from scheduler.sweeping.answers import Answer
from scheduler.viewing.changes import diff

Row = dict[str, Any]

AS_IT_IS = "as it is"
"""Name of the first row, without any change."""

FIRST = ("scenario", "what")
LAST = ("proven", "unmet", "left_out", "moved", "told", "status", "message", "seconds", "seed")
ABOUT = ("versions", "instance_sha256", "timetable")
TAKEN = {
    *FIRST,
    *LAST,
    *ABOUT,
    *(f"{goal}{end}" for goal in get_args(Goal) for end in ("", "_bound")),
}
TYPES = {"proven": "boolean", "unmet": "Int64", "moved": "Int64", "told": "Int64"}


@dataclass(frozen=True)
class Case:
    """A scenario, applied.

    Attributes
    ----------
    instance
        With the changes; None if that cannot be.
    what
        The changes in words.
    fault
        Why it cannot be.
    """

    name: str
    instance: Instance | None
    what: str = ""
    fault: str = ""


def row_of(
    case: Case, found: Answer | None, base: Case, before: Answer | None, request: Request
) -> Row:
    """Return the row of a scenario.

    Parameters
    ----------
    found
        What its solve has answered; None if there was none.
    base, before
        The same of the instance as it is.
    """
    row: Row = {"scenario": case.name, "what": case.what, "seed": request.limits.seed}
    if case.instance is not None:
        row["instance_sha256"] = case.instance.sha256
    if found is None:
        return row | {"versions": json.dumps(versions())}
    outcome, timetable = found.outcome, found.timetable
    for result in outcome.goals:
        row |= {result.goal: result.value, f"{result.goal}_bound": result.bound}
    row |= {
        "status": outcome.status,
        "message": found.conflict or ("" if timetable else outcome.message),
        "seconds": outcome.wall_seconds,
        "versions": json.dumps(outcome.versions),
        "timetable": timetable,
    }
    if timetable is None:
        return row
    row |= {
        "proven": all(result.value == result.bound for result in outcome.goals),
        "unmet": len(outcome.unscheduled),
        "left_out": ";".join(outcome.unscheduled),
    }
    if before is not None and before.timetable is not None:
        row |= _changes(case, timetable, base, before.timetable)
    return row


def _changes(case: Case, after: Timetable, base: Case, before: Timetable) -> Row:
    assert case.instance is not None
    assert base.instance is not None
    found = diff(case.instance, before, after, base.instance).changes
    return {
        "moved": sum(c.is_move and c.activity in base.instance.activity for c in found),
        "told": len({person for change in found for person in change.tell}),
    }


def framed(rows: Mapping[int, Row], plan: Scenarios, attrs: Mapping[str, Any]) -> pd.DataFrame:
    """Return the rows in the order of the plan, with a column for each factor."""
    factors = [f"{name} (factor)" if name in TAKEN else name for name in plan.factors]
    levels = list(product(*plan.factors.values())) if plan.factors else []
    first = 1 + len(plan.scenarios)
    table = []
    for number, row in sorted(rows.items()):
        some = levels[number - first] if number >= first else ()
        labels = {name: one.label for name, one in zip(factors, some, strict=False)}
        table.append(row | labels)
    goals = dict.fromkeys(key for row in table for key in row if key.endswith("_bound"))
    measured = [name for bound in goals for name in (bound.removesuffix("_bound"), bound)]
    frame = pd.DataFrame(table, columns=["scenario", *factors, "what", *measured, *LAST, *ABOUT])
    frame = frame.astype(TYPES | dict.fromkeys(measured, "Int64"))
    frame.attrs.update(attrs)
    return frame
