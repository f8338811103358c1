"""The timetable: for each activity a start, a room and a unit, or a reason for none."""

from typing import Literal

from pydantic import Field, model_validator

from models.clock import Moment
from models.faults import BadValue
from models.record import Contract, Id, Line


class Placement(Contract):
    """Where one activity stands; ``start`` and ``room`` are both given or both empty."""

    activity: Id
    start: Moment | None = Field(default=None, description="Local wall-clock or with offset.")
    room: Id | None = None
    unit: int | None = Field(default=None, ge=1, description="From 1; empty is read as 1.")
    reason: Line = Field(default="", description="Why it has no place.")

    @model_validator(mode="after")
    def _whole(self) -> "Placement":
        if (self.start is None) != (self.room is None):
            raise BadValue("missing-value", "start and room are both given, or both empty")
        return self


class Timetable(Contract):
    """Placements of an instance's activities; one that is not listed has no place."""

    format: Literal[1] = 1
    instance: str = Field(default="", description="Name of the instance.")
    instance_sha256: str = ""
    time_zone: str = ""
    placements: tuple[Placement, ...] = ()


def as_timetable(given: object) -> Timetable:
    """Return a timetable as it is.

    Raises
    ------
    TypeError
        It is none: None where none was found, or the outcome that has it.
    """
    if isinstance(given, Timetable):
        return given
    if given is None:
        raise TypeError(
            "there is no timetable: None is what outcome.timetable is where none was found"
        )
    raise TypeError(f"a timetable is wanted, such as outcome.timetable, not {type(given).__name__}")
