"""The content of a file of a published set, checked before it becomes an instance."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Self

from pydantic import BaseModel, ConfigDict, ValidationError

from models import Fault, FaultCode, Instance, InstanceError
from scheduler.files.documents import read_json
from scheduler.files.origin import Origin
from scheduler.files.phrases import faults_of
from scheduler.files.reading import read_text


class Odd(NamedTuple):
    """One thing that does not fit: its kind, where, what was found, what is allowed."""

    code: FaultCode
    where: tuple[int | str, ...]
    found: str
    allowed: str


class Source(BaseModel):
    """Base of the formats; keys that a format does not name are ignored."""

    model_config = ConfigDict(extra="ignore", frozen=True)

    def odd(self) -> Iterator[Odd]:
        """Yield values that are each valid but do not fit together."""
        yield from ()

    @classmethod
    def of(
        cls,
        raw: object,
        file: str,
        lines: Mapping[str, int] | None = None,
        faults: Iterable[Fault] = (),
    ) -> Self:
        """Check plain values; ``faults`` are those found before.

        Raises
        ------
        InstanceError
            With every fault.
        """
        place = Origin(file, None, "", lines=lines or {})
        found = list(faults)
        try:
            source = cls.model_validate(raw)
            found += [place.fault(*odd) for odd in source.odd()]
        except ValidationError as error:
            found += faults_of(error, cls, place)
        if found:
            raise InstanceError(found)
        return source

    @classmethod
    def of_json(cls, path: Path) -> Self:
        """Check a JSON document."""
        raw, faults = read_json(read_text(path, path.name), path.name)
        return cls.of(raw, path.name, faults=faults)


def consistent(error: ValidationError, file: str) -> InstanceError:
    """Return what is wrong with an instance as faults of the file it was made of."""
    faults: list[Fault] = []
    for detail in error.errors(include_url=False):
        cause = detail.get("ctx", {}).get("error")
        if isinstance(cause, InstanceError):  # found between rows that are each valid
            faults += [_in(file, fault) for fault in cause.faults]
    return InstanceError(faults or faults_of(error, Instance, Origin(file, None, "")))


def _in(file: str, fault: Fault) -> Fault:
    row = "" if fault.row is None else f"[{fault.row}]"
    return replace(fault, file=file, row=None, column=f"{fault.file}{row}.{fault.column}")
