"""The folder of results: timetable, outcome, tables, charts."""

import io
import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
from defusedcsv import csv

from models import Instance, Outcome
from scheduler.files import FACTS, dump_instance, dump_timetable, staged, write_atomically
from scheduler.plotting import write_charts
from scheduler.viewing.tables import assignments, goals, itineraries, unscheduled


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


def write_results(
    outcome: Outcome,
    instance: Instance,
    folder: Path,
    *,
    charts: bool,
    also: Callable[[Path], list[str]] | None = None,
) -> list[str]:
    """Write a solve's results into a folder, all or nothing; return the file names.

    ``instance`` is what the outcome is for, its policy included. It is written too, so that
    later it is known whom the timetable concerned (:func:`scheduler.files.load_facts`).
    ``also`` is called with the folder to write more that belongs to a timetable.

    Without a timetable only ``outcome.json`` is written, and an existing folder is left
    as it is, so that a failed solve does not take a good timetable away.

    Raises
    ------
    OSError
        Something could not be written; the folder is as it was.
    """
    timetable = outcome.timetable
    if timetable is None and folder.exists():
        return []
    with staged(folder) as stage:
        names = []
        if timetable is not None:
            frames = {
                "timetable.csv": assignments(timetable, instance),
                "itineraries.csv": itineraries(timetable, instance),
                "unscheduled.csv": unscheduled(timetable, instance),
                "goals.csv": goals(outcome),
            }
            for name, frame in frames.items():
                write_atomically(stage / name, to_csv(frame))
            write_atomically(stage / FACTS, dump_instance(instance))
            write_atomically(stage / "timetable.json", dump_timetable(timetable))
            names = [*frames, FACTS, "timetable.json"]
            if charts:
                names += write_charts(timetable, instance, stage)
            if also is not None:
                names += also(stage)
        names.append("outcome.json")
        document = outcome.model_dump(mode="json") | {"files": names}
        text = json.dumps(document, indent=1, ensure_ascii=False) + "\n"
        write_atomically(stage / "outcome.json", text)
    return names
