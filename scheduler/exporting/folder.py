"""The folder of results: timetable, outcome, tables, charts."""

from collections.abc import Iterable
from pathlib import Path

from models import Changes, Instance, Outcome
from scheduler.exporting.writers import CHARTS, TEXTS, Results, Writer, ended
from scheduler.files import staged


def write_results(
    outcome: Outcome,
    instance: Instance,
    folder: Path,
    *,
    charts: bool,
    changes: Changes | None = None,
) -> list[str]:
    """Write a solve's results into a folder, all or nothing; return the file names.

    Which files these are, and for whom each is, the register of writers says
    (:mod:`scheduler.exporting.writers`).

    Without a timetable only ``outcome.json`` is written, and an existing folder is left
    as it is, so that a failed solve does not take a good timetable away.

    Parameters
    ----------
    outcome
        How the solve ended.
    instance
        What the outcome is for, its policy included. It is written too, so that later it is
        known whom the timetable concerned (:func:`scheduler.files.load_facts`).
    folder
        Made if it is not there.
    charts
        Draw the charts too.
    changes
        What differs from the timetable before it, if there was one.

    Raises
    ------
    OSError
        Something could not be written; the folder is as it was.
    """
    if outcome.timetable is None and folder.exists():
        return []
    with staged(folder) as stage:
        names = []
        if outcome.timetable is not None:
            results = Results(outcome, instance, outcome.timetable, changes)
            names = write_files(results, stage, (*TEXTS, *CHARTS) if charts else TEXTS)
        last = ended(outcome, names)
        last.write(stage / last.name)
    return [*names, last.name]


def write_files(results: Results, folder: Path, writers: Iterable[Writer]) -> list[str]:
    """Write what some writers of the register yield into a folder; return the names."""
    names = []
    for writer in writers:
        for file in writer(results):
            file.write(folder / file.name)
            names.append(file.name)
    return names
