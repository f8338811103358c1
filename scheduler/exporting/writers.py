"""The register of writers: every file made of a timetable, and for whom it is.

A file for people is written only if it is listed here, with its audience. A file or a text for
anybody but planners is made from a programme, or from changes, reduced to what that audience may
know (:mod:`scheduler.viewing.audiences`). In a table for planners with rows of several delegations,
each row contains only what its delegation may know.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial

import pandas as pd

from models import Changes, Instance, Outcome, Timetable
from scheduler.exporting.booklet import booklet
from scheduler.exporting.calendars import calendars
from scheduler.exporting.changes import changes_text
from scheduler.exporting.editions import Edition
from scheduler.exporting.file import File, For, file_of
from scheduler.exporting.page import page
from scheduler.exporting.schedule import schedule
from scheduler.exporting.workbook import workbook
from scheduler.files import FACTS, dump_instance, dump_outcome, dump_timetable
from scheduler.plotting import plot_changes
from scheduler.plotting.chart_set import charts
from scheduler.plotting.drawing import Chart, Drawing, OnSheet
from scheduler.plotting.rendering import FORMATS
from scheduler.viewing import tables
from scheduler.viewing.audiences import PLANNER, PUBLIC
from scheduler.viewing.spreadsheet import to_csv
from scheduler.wording.outcomes import softly_broken_text

OUTCOME = "outcome.json"


@dataclass(frozen=True)
class Results:
    """The results to write.

    Attributes
    ----------
    outcome, instance
        The outcome of a solve, and its instance, with the policy.
    timetable
        The timetable found.
    changes
        Changes from the previous timetable, if there was one.
    on_sheet
        Told of progress while charts are drawn.
    """

    outcome: Outcome
    instance: Instance
    timetable: Timetable
    changes: Changes | None = None
    on_sheet: OnSheet | None = None


def data(results: Results) -> Iterator[File]:
    """Yield the tables, and the files for programs."""
    timetable, instance = results.timetable, results.instance
    yield _table(results, "timetable.csv", PLANNER, lambda: tables.assignments(timetable, instance))
    yield _table(
        results, "itineraries.csv", "sections", lambda: tables.itineraries(timetable, instance)
    )
    yield _table(
        results, "unscheduled.csv", PLANNER, lambda: tables.unscheduled(timetable, instance)
    )
    yield _table(results, "goals.csv", PLANNER, lambda: tables.goals(results.outcome))
    yield file_of(FACTS, PLANNER, lambda: dump_instance(instance))
    yield file_of("timetable.json", PLANNER, lambda: dump_timetable(timetable))


def changed(results: Results) -> Iterator[File]:
    """Yield the files about changes; nothing without a previous timetable."""
    changes, instance = results.changes, results.instance
    if changes is not None:
        yield file_of("changes.json", PLANNER, lambda: changes.model_dump_json(indent=1) + "\n")
        yield _table(
            results, "changes.csv", PLANNER, lambda: tables.changes_table(changes, instance)
        )
        yield file_of("changes.txt", "sections", lambda: changes_text(changes, instance))


def announced(results: Results) -> Iterator[File]:
    """Yield what everybody may know."""
    timetable, instance = results.timetable, results.instance
    yield _table(results, "programme.csv", PUBLIC, lambda: tables.announced(timetable, instance))


def drawn(results: Results) -> Iterator[File]:
    """Yield the charts of the timetable, in the first language of exports."""
    language = results.instance.export.languages[0]
    note = softly_broken_text([one.cost for one in results.outcome.soft_violations], language)
    sheets = tuple(charts(results.timetable, results.instance, note=note, language=language))
    yield from _drawings(sheets, most=results.outcome.workers, on_sheet=results.on_sheet)


def drawn_changes(results: Results) -> Iterator[File]:
    """Yield the chart of changes; nothing without a previous timetable."""
    changes, instance = results.changes, results.instance
    if changes is not None:
        language = instance.export.languages[0]
        draw = partial(plot_changes, changes, results.timetable, instance, language=language)
        yield from _drawings([Chart("changes-chart", PLANNER, draw)])


def ended(outcome: Outcome, others: Sequence[str]) -> File:
    """Return ``outcome.json``, which lists all other files and is written last."""
    text = dump_outcome(outcome, [*others, OUTCOME])
    return file_of(OUTCOME, PLANNER, lambda: text)


Writer = Callable[[Results], Iterator[File]]

TEXTS: tuple[Writer, ...] = (data, changed)
"""Writers that are quick."""

ANNOUNCEMENTS: tuple[Writer, ...] = (announced,)
"""What is for the public alone; only releases have it, in a folder of its own."""

CHARTS: tuple[Writer, ...] = (drawn, drawn_changes)
"""Writers that take long, and can be left out."""

EXPORTS: tuple[Callable[[Edition], Iterator[File]], ...] = (
    page,
    calendars,
    schedule,
    workbook,
    booklet,
)
"""What is exported for one audience in one language; names are unique in a folder of its own."""


def _table(results: Results, name: str, audience: For, make: Callable[[], pd.DataFrame]) -> File:
    separator = results.instance.export.csv_separator
    return file_of(name, audience, lambda: to_csv(make(), separator))


def _drawings(
    sheets: Sequence[Chart], *, most: int | None = None, on_sheet: OnSheet | None = None
) -> Iterator[File]:
    """Yield charts in every format; they are drawn when the first of the files is written."""
    with Drawing(sheets, FORMATS, most=most, on_sheet=on_sheet) as drawing:
        for number, sheet in enumerate(sheets):
            for suffix in FORMATS:
                make = partial(drawing.content, number, suffix)
                yield file_of(f"{sheet.stem}.{suffix}", sheet.audience, make)
