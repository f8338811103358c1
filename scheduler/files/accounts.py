"""What calendars have said, kept beside a timetable from one export or release to the next."""

from datetime import datetime
from pathlib import Path

from pydantic import ValidationError

from models import Calendars, Fault, InstanceError, ReleaseRecord
from scheduler.files.reading import read_text

ACCOUNT = "calendars.json"

RECORD = "release.json"
"""The audit record of a release."""


def load_calendars(*folders: Path) -> Calendars | None:
    """Read what calendars have said so far: of some folders, from the one where it is newest.

    Raises
    ------
    InstanceError
        A file is damaged. Going on without it would lose UIDs that people have imported.
    """
    found = [_read(folder / ACCOUNT) for folder in folders if (folder / ACCOUNT).exists()]
    return max(found, key=lambda account: account.edition, default=None)


def _read(path: Path) -> Calendars:
    try:
        return Calendars.model_validate_json(read_text(path, path.name))
    except ValidationError as error:
        allowed = "the file as it was written, or none: meetings may get other UIDs then"
        wrong = Fault("damaged", str(path), None, "", "a damaged account", allowed)
        raise InstanceError([wrong]) from error


def dump_calendars(calendars: Calendars) -> str:
    """Return what calendars have said as JSON."""
    return calendars.model_dump_json(indent=1, exclude_defaults=True) + "\n"


def release_time(folder: Path) -> datetime | None:
    """Return when a release was made; None of what is no release, or a damaged one."""
    try:
        text = read_text(folder / RECORD, RECORD)
        return ReleaseRecord.model_validate_json(text).made
    except (OSError, InstanceError, ValidationError):
        return None
