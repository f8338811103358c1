"""The folder of results: timetable, outcome, tables, charts; and what is exported."""

import json
import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from models import Calendars, Changes, Fault, Instance, InstanceError, Outcome
from scheduler.exporting.calendars import advanced
from scheduler.exporting.editions import Edition, asked_for, edition, require_every_package
from scheduler.exporting.file import File, file_of
from scheduler.exporting.writers import CHARTS, EXPORTS, TEXTS, Results, Writer, ended
from scheduler.files import ACCOUNT, dump_calendars, staged
from scheduler.files.text import show
from scheduler.plotting.drawing import OnSheet
from scheduler.viewing.audiences import PLANNER, Audience
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
    exports: bool = True,
    changes: Changes | None = None,
    before: Calendars | None = None,
    made: datetime | None = None,
    on_sheet: OnSheet | None = None,
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
    exports
        Whether to write what the instance asks for too; else only what calendars have said so far
        is kept.
    changes
        The changes from the previous timetable, if there was one.
    before
        What calendars have said so far (:func:`scheduler.files.load_calendars`); only if the
        instance asks for exports.
    made
        When, if it is a release.
    on_sheet
        Told of progress while charts are drawn: how many are, and how many there are.

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
            results = Results(outcome, instance, outcome.timetable, changes, on_sheet)
            names = write_files(results, stage, (*TEXTS, *CHARTS) if charts else TEXTS)
            names += (
                write_asked_for(results, stage, before, made)
                if exports
                else written(stage, kept(before))
            )
        last = ended(outcome, names)
        last.write(stage / last.name)
    return [*names, last.name]


def write_files(results: Results, folder: Path, writers: Iterable[Writer]) -> list[str]:
    """Write the files of some writers into a folder; return their names."""
    return written(folder, (file for writer in writers for file in writer(results)))


def write_exports(made: Edition, folder: Path) -> list[str]:
    """Write everything that is exported for one audience, all or nothing; return the file names.

    Files of an earlier export do not stay in the folder beside them.

    Raises
    ------
    InstanceError
        A file of somebody else is in the place of one of them.
    MissingExtra
        Packages that it needs are not installed.
    OSError
        Something could not be written; the folder is as it was.
    """
    require_every_package()
    files = (*exported(made), account(made.calendars, made.audience))
    _refuse_strange(folder, [*(file.name for file in files if file.name != ACCOUNT), LISTING])
    with staged(folder, LISTING) as stage:
        names = written(stage, files)
        last = listing(made, names)
        last.write(stage / last.name)
    return names


def exported_for(folder: Path) -> str | None:
    """Return for whom a folder was exported; None if it was for nobody, or cannot be told."""
    document = _listed(folder)
    return str(document["for"]) if "for" in document else None


def _listed(folder: Path) -> dict[str, Any]:
    """Return the list of the last export into a folder; empty if there was none."""
    try:
        document = json.loads((folder / LISTING).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return document if isinstance(document, dict) else {}


def _refuse_strange(folder: Path, names: Iterable[str]) -> None:
    """Refuse to replace files that no export has written, unless the list of these is damaged."""
    files = _listed(folder).get("files")
    if not isinstance(files, list) and (folder / LISTING).exists():
        return
    own = set(map(str, files or ()))
    found = f"a file in {show(folder.name)[1:-1]} that no export has written"
    allowed = "another folder for what is written, or the file put elsewhere"
    faults = [
        Fault("wrong-file", name, None, "", found, allowed)
        for name in names
        if name not in own and os.path.lexists(folder / name)
    ]
    if faults:
        raise InstanceError(faults)


def exported(made: Edition) -> Iterator[File]:
    """Yield every file of an edition."""
    for writer in EXPORTS:
        yield from writer(made)


def account(kept: Calendars, audience: Audience) -> File:
    """Return the account of what calendars have said, as far as an audience may know it."""
    return file_of(ACCOUNT, audience, lambda: dump_calendars(kept))


def kept(said: Calendars | None) -> list[File]:
    """Return the planners' account of what calendars have said, if they have said anything."""
    return [account(said, PLANNER)] if said else []


def listing(made: Edition, names: Sequence[str]) -> File:
    """Return the list of an export's files, which is written last."""
    document = {"for": str(made.audience), "language": made.language, "files": [*names, LISTING]}
    return file_of(LISTING, made.audience, lambda: json.dumps(document, indent=1) + "\n")


def write_asked_for(
    results: Results,
    folder: Path,
    before: Calendars | None,
    made: datetime | None,
) -> list[str]:
    """Write what the instance asks for with every timetable, each edition into its own folder.

    Parameters
    ----------
    results
        The results.
    folder
        Their folder; what calendars have said by now is kept beside the editions.
    before
        What calendars have said before.
    made
        When, if it is a release.
    """
    asked = list(asked_for(results.instance))
    if not asked:  # what was once said is not forgotten while nothing is asked for
        return written(folder, kept(before))
    whole = read_programme(results.timetable, results.instance)
    goals = {goal.goal: goal.value for goal in results.outcome.goals}
    said = advanced(before, whole, made)
    names = written(folder, kept(said))
    for audience, language in asked:
        place = f"{EXPORTED}/{str(audience).replace(':', '-')}/{language}"
        one = edition(whole, audience, language, goals=goals, calendars=said)
        names += [f"{place}/{name}" for name in written(folder / place, exported(one))]
    return names


def written(folder: Path, files: Iterable[File]) -> list[str]:
    """Write files into a folder that exists; return their names."""
    names = []
    for file in files:
        (folder / file.name).parent.mkdir(parents=True, exist_ok=True)
        file.write(folder / file.name)
        names.append(file.name)
    return names
