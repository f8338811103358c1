"""One release: a folder that never changes, and what can be read from it."""

import re
from functools import cached_property
from pathlib import Path

from pydantic import ValidationError

from models import Fault, Instance, InstanceError, Outcome, ReleaseRecord, SavedOutcome, Timetable
from scheduler.files import load_timetable
from scheduler.files.reading import read_text
from scheduler.publishing.inputs import INPUTS, copied, read_inputs
from scheduler.publishing.sums import SUMS, alterations, sha256_of

ID = re.compile(r"(\d{6,})-\d{4}-\d{2}-\d{2}")
"""Number first, then date: a clock that is set back does not change the order."""

RECORD, TIMETABLE, OUTCOME = "release.json", "timetable.json", "outcome.json"

ANNOUNCED = "public"
"""The folder of what everybody may know."""


class Release:
    """A release, or a candidate that waits for approval.

    Attributes
    ----------
    folder
        Where it is.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def id(self) -> str:
        """Name of its folder."""
        return self.folder.name

    @property
    def number(self) -> int:
        """Place in the order of releases."""
        match = ID.fullmatch(self.id)
        return int(match[1]) if match else 0

    @cached_property
    def record(self) -> ReleaseRecord:
        """The audit record.

        Raises
        ------
        InstanceError
            It cannot be read.
        """
        name = f"{self.id}/{RECORD}"
        try:
            return ReleaseRecord.model_validate_json(read_text(self.folder / RECORD, name))
        except ValidationError as error:
            faults = [
                Fault("damaged", name, None, "", "a damaged record", "the record as it was made")
            ]
            raise InstanceError(faults) from error

    @cached_property
    def instance(self) -> Instance:
        """What was planned of the inputs that it was made from."""
        return read_inputs(copied(self.folder / INPUTS))

    @cached_property
    def timetable(self) -> Timetable:
        """The timetable."""
        return load_timetable(self.folder / TIMETABLE)

    @cached_property
    def outcome(self) -> Outcome:
        """The outcome of the solve that it comes from, with its timetable."""
        try:
            saved = SavedOutcome.model_validate_json(read_text(self.folder / OUTCOME, OUTCOME))
        except ValueError as error:
            wrong = [
                Fault(
                    "damaged",
                    f"{self.id}/{OUTCOME}",
                    None,
                    "",
                    "a damaged outcome",
                    "as it was made",
                )
            ]
            raise InstanceError(wrong) from error
        return saved.model_copy(update={"timetable": self.timetable})

    @property
    def sums_sha256(self) -> str | None:
        """Hash of its file of sums, and so of the whole release; None if that file is missing."""
        try:
            return sha256_of(self.folder / SUMS)
        except OSError:
            return None

    def damage(self) -> list[str]:
        """Return what has been altered since it was made, a sentence each; empty if nothing."""
        try:
            differences = list(alterations(self.folder))
            if not differences and self.record.id != self.id:
                differences = [f"{RECORD} is of {self.record.id}"]
        except (OSError, InstanceError) as error:
            return [" ".join(str(error).split())]
        return differences

    def can_be_read(self) -> bool:
        """Tell whether timetable and inputs are unaltered, whatever else may be damaged."""
        try:
            record = self.record
            vital = record.inputs | {TIMETABLE: record.outputs[TIMETABLE]}
            same = all(sha256_of(self.folder / name) == digest for name, digest in vital.items())
            return same and self.record.id == self.id and bool(self.timetable and self.instance)
        except (OSError, InstanceError, KeyError):
            return False
