"""The folder of results: timetable, outcome, tables, charts; and what is exported."""

import json
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from models import Changes, Instance, Outcome
from scheduler.exporting.editions import Edition, asked_for, edition
from scheduler.exporting.file import File, file_of
from scheduler.exporting.writers import CHARTS, EXPORTS, TEXTS, Results, Writer, ended
from scheduler.files import staged
from scheduler.viewing.programme import read_programme

LISTING = "export.json"
"""The list of the files of an export, and for whom they are."""

EXPORTED = "exports"
"""The folder, in that of results, of what the instance asks for."""


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
            names += write_asked_for(results, stage)
        last = ended(outcome, names)
        last.write(stage / last.name)
    return [*names, last.name]


def write_files(results: Results, folder: Path, writers: Iterable[Writer]) -> list[str]:
    """Write the files of some writers into a folder; return their names."""
    return written(folder, (file for writer in writers for file in writer(results)))


def write_exports(made: Edition, folder: Path) -> list[str]:
    """Write everything that is exported for one audience, all or nothing; return the file names.

    Files of an earlier export, for whomever it was, do not stay in the folder beside them.

    Raises
    ------
    MissingExtra
        Packages that it needs are not installed.
    OSError
        Something could not be written; the folder is as it was.
    """
    with staged(folder, LISTING) as stage:
        names = written(stage, exported(made))
        last = listing(made, names)
        last.write(stage / last.name)
    return names


def exported(made: Edition) -> Iterator[File]:
    """Yield every file of an edition."""
    for writer in EXPORTS:
        yield from writer(made)


def listing(made: Edition, names: Sequence[str]) -> File:
    """Return the list of an export's files, which is written last."""
    document = {"for": str(made.audience), "language": made.language, "files": [*names, LISTING]}
    return file_of(LISTING, made.audience, lambda: json.dumps(document, indent=1) + "\n")


def write_asked_for(results: Results, folder: Path) -> list[str]:
    """Write what the instance asks for with every timetable, each edition into its own folder."""
    whole = read_programme(results.timetable, results.instance)
    goals = {goal.goal: goal.value for goal in results.outcome.goals}
    names = []
    for audience, language in asked_for(results.instance):
        place = f"{EXPORTED}/{str(audience).replace(':', '-')}/{language}"
        (folder / place).mkdir(parents=True)
        made = edition(whole, audience, language, goals=goals)
        names += [f"{place}/{name}" for name in written(folder / place, exported(made))]
    return names


def written(folder: Path, files: Iterable[File]) -> list[str]:
    """Write files into a folder that exists; return their names."""
    names = []
    for file in files:
        file.write(folder / file.name)
        names.append(file.name)
    return names
