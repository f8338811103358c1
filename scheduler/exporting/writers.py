"""The register of writers: every file that is made of a timetable, and for whom it is.

A file for people is written only if it is here, with its audience. What is for somebody other than
planners is made from a programme, or from changes, as :mod:`scheduler.viewing.audiences` lets that
audience see them.
"""

import io
import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Literal

import pandas as pd
from defusedcsv import csv

from models import Changes, Instance, Outcome, Timetable
from scheduler.exporting.changes import changes_text
from scheduler.files import FACTS, dump_instance, dump_timetable, write_atomically
from scheduler.plotting import plot_changes, render
from scheduler.plotting.chart_set import Chart, charts
from scheduler.plotting.rendering import FORMATS
from scheduler.viewing import tables
from scheduler.viewing.audiences import PLANNER, Audience

OUTCOME = "outcome.json"


@dataclass(frozen=True)
class Results:
    """What is written.

    Attributes
    ----------
    outcome, instance
        How a solve ended, and what it was for, its policy included.
    timetable
        What it found.
    changes
        From the timetable before it, if there was one.
    """

    outcome: Outcome
    instance: Instance
    timetable: Timetable
    changes: Changes | None = None


@dataclass(frozen=True)
class File:
    """A file that is to be written.

    Attributes
    ----------
    name
        In the folder of results.
    audience
        For whom it is. ``sections``: for planners as a whole; what it holds of one delegation, a
        paragraph or the rows under its id, may be handed to that delegation.
    write
        Writes it at the path given.
    """

    name: str
    audience: Audience | Literal["sections"]
    write: Callable[[Path], None]


def data(results: Results) -> Iterator[File]:
    """Yield the tables, and what programs read."""
    timetable, instance = results.timetable, results.instance
    yield _text("timetable.csv", lambda: to_csv(tables.assignments(timetable, instance)))
    yield _text(
        "itineraries.csv", lambda: to_csv(tables.itineraries(timetable, instance)), "sections"
    )
    yield _text("unscheduled.csv", lambda: to_csv(tables.unscheduled(timetable, instance)))
    yield _text("goals.csv", lambda: to_csv(tables.goals(results.outcome)))
    yield _text(FACTS, lambda: dump_instance(instance))
    yield _text("timetable.json", lambda: dump_timetable(timetable))


def changed(results: Results) -> Iterator[File]:
    """Yield what tells of changes; nothing without a timetable before."""
    changes, instance = results.changes, results.instance
    if changes is not None:
        yield _text("changes.json", lambda: changes.model_dump_json(indent=1) + "\n")
        yield _text("changes.csv", lambda: to_csv(tables.changes_table(changes, instance)))
        yield _text("changes.txt", lambda: changes_text(changes, instance), "sections")


def drawn(results: Results) -> Iterator[File]:
    """Yield the charts of the timetable."""
    for chart in charts(results.timetable, results.instance):
        yield from _drawings(chart)


def drawn_changes(results: Results) -> Iterator[File]:
    """Yield the chart of what changes; nothing without a timetable before."""
    changes = results.changes
    if changes is not None:
        draw = partial(plot_changes, changes, results.timetable, results.instance)
        yield from _drawings(Chart("changes-chart", PLANNER, draw))


def ended(outcome: Outcome, others: Sequence[str]) -> File:
    """Return how the solve ended, with the names of all other files: it is written last."""
    document = outcome.model_dump(mode="json") | {"files": [*others, OUTCOME]}
    return _text(OUTCOME, lambda: json.dumps(document, indent=1, ensure_ascii=False) + "\n")


Writer = Callable[[Results], Iterator[File]]

TEXTS: tuple[Writer, ...] = (data, changed)
"""What is made in no time."""

CHARTS: tuple[Writer, ...] = (drawn, drawn_changes)
"""What takes long, and can be done without."""


def _text(
    name: str, make: Callable[[], str], audience: Audience | Literal["sections"] = PLANNER
) -> File:
    return File(name, audience, lambda path: write_atomically(path, make()))


def _drawings(chart: Chart) -> Iterator[File]:
    """Yield a chart in every format, drawn once."""
    draw = cache(chart.draw)
    for suffix in FORMATS:
        name = f"{chart.stem}.{suffix}"
        yield File(name, chart.audience, lambda path: render(draw(), path))


def to_csv(frame: pd.DataFrame) -> str:
    """Return a table as CSV that opens in a spreadsheet.

    Local times without offset, to the minute; cells that a spreadsheet would take for
    a formula are defused.
    """
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(frame.columns)
    shown = frame.copy()
    for name in shown.select_dtypes("datetimetz"):
        shown[name] = shown[name].dt.strftime("%Y-%m-%dT%H:%M")
    for row in shown.astype(object).where(shown.notna(), "").itertuples(index=False):
        writer.writerow(row)
    return text.getvalue()
