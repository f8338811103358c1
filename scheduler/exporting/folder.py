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
    """Write the results of a solve into a folder, all or nothing; return the file names.

    The register of writers (:mod:`scheduler.exporting.writers`) has the list of files, and for
    whom each is.

    Without a timetable only ``outcome.json`` is written, and an existing folder is left
    as it is, so that a failed solve does not take a good timetable away.

    Parameters
    ----------
    outcome
        How the solve ended.
    instance
        The instance that the outcome is for, with its policy. It is written too, so that a later
        replan knows whom the timetable concerned (:func:`scheduler.files.load_facts`).
    folder
        Made if it does not exist.
    charts
        Whether to draw the charts too.
    changes
        The changes from the previous timetable, if there was one.

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
    """Write the files of some writers into a folder; return their names."""
    names = []
    for writer in writers:
        for file in writer(results):
            file.write(folder / file.name)
            names.append(file.name)
    return names
