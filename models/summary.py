"""An instance in one line, and as a small table for notebooks."""

from collections import Counter
from collections.abc import Iterator
from html import escape

from models.clock import closing_text
from models.tables import Tables

COUNTED = {
    "delegations": "delegation",
    "people": "person",
    "rooms": "room",
    "resources": "resource",
    "rules": "rule",
}
"""Table -> what one row of it is."""

STATED = {
    "activities": "activity",
    "delegations": "delegation",
    "people": "person",
    "rooms": "room",
}
"""The same of tables whose rows may be called off."""


def one_line(instance: Tables) -> str:
    """Return name, days and how many of what there are."""
    kinds = ", ".join(f"{count} {kind}" for kind, count in _kinds(instance).items())
    parts = [
        _number(len(instance.days), "day", "days"),
        _number(len(instance.activities), "activity", "activities")
        + (f" ({kinds})" if kinds else ""),
        *(_number(len(getattr(instance, table)), one, table) for table, one in COUNTED.items()),
    ]
    gone = [f"not there: {', '.join(_gone(instance))}"] if any(_gone(instance)) else []
    return f"<Instance {instance.name}: {'; '.join([', '.join(parts), *gone])}>"


def _gone(instance: Tables) -> Iterator[str]:
    """Yield how many rows of what are cancelled, withdrawn or closed."""
    for table, one in STATED.items():
        states = Counter(row.state for row in getattr(instance, table) if row.state)
        for state, count in states.items():
            yield f"{_number(count, one, table)} {state}"


def _number(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"


def html(instance: Tables) -> str:
    """Return a table with one row for each of these."""
    hours = [f"{day.date} {day.start:%H:%M}–{closing_text(day.end)}" for day in instance.days]
    rows = {
        "name": instance.name,
        "days": "; ".join(hours),
        "time zone": f"{instance.time_zone}, grid of {instance.grid_minutes} minutes",
        "activities": f"{len(instance.activities)}: "
        + ", ".join(f"{count} {kind}" for kind, count in _kinds(instance).items()),
        **{table: str(len(getattr(instance, table))) for table in COUNTED},
        "goals": ", ".join(instance.policy.goals),
    }
    if any(_gone(instance)):
        rows["not there"] = ", ".join(_gone(instance))
    cells = "".join(
        f'<tr><th style="text-align:left">{head}</th>'
        f'<td style="text-align:left">{escape(text)}</td></tr>'
        for head, text in rows.items()
    )
    title = f"<caption>{escape(instance.title)}</caption>" if instance.title else ""
    return f"<table>{title}{cells}</table>"


def _kinds(instance: Tables) -> dict[str, int]:
    return dict(Counter(activity.kind for activity in instance.activities))
