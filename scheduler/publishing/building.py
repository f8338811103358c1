"""Building the folder of a release, which then only has to be moved into its place."""

import hashlib
import shutil
from collections.abc import Iterator, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path

from models import Calendars, Counts, Decision, InstanceError, ReleaseRecord
from scheduler.compiling import effective
from scheduler.exporting import write_results
from scheduler.exporting.file import File, file_of
from scheduler.exporting.folder import EXPORTED, write_asked_for, write_files
from scheduler.exporting.writers import (
    ANNOUNCEMENTS,
    Results,
    changed,
    drawn_changes,
)
from scheduler.files import load_calendars, write_atomically
from scheduler.publishing.config import Config
from scheduler.publishing.gates import Case
from scheduler.publishing.inputs import INPUTS
from scheduler.publishing.markup import Block, to_html, to_markdown
from scheduler.publishing.release import ANNOUNCED, RECORD, Release
from scheduler.publishing.report import release_page
from scheduler.publishing.steps import seal
from scheduler.publishing.sums import SUMS, hashes, is_litter, sums_text
from scheduler.publishing.tallying import counts
from scheduler.viewing.audiences import PLANNER

REPORTS = {"report.md": to_markdown, "report.html": to_html}

LAST = (RECORD, *REPORTS)
"""Files that contain the name of the release, so they are written once it has one."""


def fill(
    stage: Path, case: Case, before: Calendars | None, made: datetime, *, charts: bool
) -> None:
    """Write everything in a release but its inputs and the files that contain its name.

    Parameters
    ----------
    before
        What calendars have said up to the last release.
    made
        When the release is made.
    """
    write_results(case.outcome, case.instance, stage, charts=charts, before=before, made=made)
    results = Results(case.outcome, case.instance, case.timetable)
    (stage / ANNOUNCED).mkdir()
    write_files(results, stage / ANNOUNCED, ANNOUNCEMENTS)
    write_difference(stage, case, charts=charts)


def write_difference(stage: Path, case: Case, *, charts: bool) -> None:
    """Write what differs from the release before; an older comparison is replaced."""
    for path in stage.glob("changes*"):
        path.unlink()
    results = Results(case.outcome, case.instance, case.timetable, case.changes)
    draw = charts and case.last is not None and case.changes.changes
    write_files(results, stage, (changed, drawn_changes) if draw else (changed,))


def write_exported_anew(stage: Path, case: Case, last: Release | None, made: datetime) -> None:
    """Write again what is exported of a release that is repeated: calendars go on, never back."""
    try:
        before = load_calendars(*([last.folder] if last else []), stage)
    except InstanceError:  # of a damaged release
        before = load_calendars(stage)
    shutil.rmtree(stage / EXPORTED, ignore_errors=True)
    results = Results(case.outcome, case.instance, case.timetable)
    write_asked_for(results, stage, before, made)


def fingerprint(stage: Path) -> str:
    """Return a short hash of the content of a folder."""
    text = sums_text({n: h for n, h in hashes(stage).items() if n not in LAST})
    return hashlib.sha256(text.encode()).hexdigest()[:12]


def record_of(
    stage: Path,
    case: Case,
    last: Release | None,
    decisions: Sequence[Decision],
    config: Config,
    made: datetime,
) -> ReleaseRecord:
    """Return the record of a filled folder, as a candidate."""
    placed = sum(place.start is not None for place in case.timetable.placements)
    return ReleaseRecord(
        id=fingerprint(stage),
        number=0,
        kind="candidate",
        made=made.astimezone(case.instance.clock.zone),
        parent=last.id if last else None,
        parent_sha256=last.sums_sha256 if last else None,
        instance=case.instance.name,
        instance_sha256=case.instance.sha256,
        seen_sha256=case.instance.sha256,
        inputs=inputs_of(stage),
        outputs={},
        versions=case.outcome.versions,
        seed=case.outcome.seed,
        workers=case.outcome.workers,
        time_limit=config.time_limit,
        status=case.outcome.status,
        activities=len(effective(case.instance).activities),
        placed=placed,
        coverage=case.coverage,
        coverage_before=case.coverage_before,
        counts=counts(case.changes, case.instance) if last else Counts(),
        decisions=tuple(decisions),
    )


def inputs_of(stage: Path) -> dict[str, str]:
    """Return the hashes of the inputs in a folder."""
    return {n: h for n, h in hashes(stage).items() if n.startswith(f"{INPUTS}/")}


def finish(stage: Path, record: ReleaseRecord, case: Case) -> None:
    """Write the files with the name of the release, then the sums of all files; seal the folder."""
    for file in pages(release_page(record, case.changes, case.instance, case.timetable)):
        file.write(stage / file.name)
    outputs = {n: h for n, h in hashes(stage).items() if n not in record.inputs and n != RECORD}
    whole = record.model_copy(update={"outputs": outputs})
    write_atomically(stage / RECORD, whole.model_dump_json(indent=1) + "\n")
    write_atomically(stage / SUMS, sums_text(hashes(stage)))
    seal(stage)


def pages(page: Sequence[Block]) -> Iterator[File]:
    """Yield a page in each form; it names everybody, so it is for planners."""
    for name, render in REPORTS.items():
        yield file_of(name, PLANNER, partial(render, page))


def copied(release: Release, stage: Path) -> Path:
    """Copy another release, but not what readers have left in it, into a new folder."""

    def litter(_: str, names: list[str]) -> list[str]:
        return [name for name in names if is_litter(name)]

    shutil.copytree(release.folder, stage, ignore=litter, dirs_exist_ok=True)
    (stage / SUMS).unlink(missing_ok=True)
    return stage
