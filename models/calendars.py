"""What calendars have said of each meeting, so that it keeps its UID and is cancelled if lost."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from models.names import Kind, Language
from models.record import Contract, Id, Line

Whole = tuple[datetime, datetime]


class MeetingVersion(Contract):
    """A meeting as calendars had it from one edition on."""

    sequence: int = Field(ge=0, description="`SEQUENCE`; grows with every change.")
    stamp: datetime = Field(description="`DTSTAMP`, of the edition that brought it.")
    cancelled: bool = Field(default=False, description="It does not take place.")
    title: Line
    titles: dict[Language, Line] = Field(default={}, description="The title in other languages.")
    start: datetime
    end: datetime
    room: Id
    room_name: Line
    venue: Line = Field(default="", description="Name of the zone of the room.")
    unit: int | None = Field(description="From 1, where the room has several.")
    people: tuple[Id, ...] = Field(default=(), description="Who has to be there.")
    parts: dict[Id, Whole] = Field(
        default={}, description="From when to when a person is there, if not all the time."
    )
    set_up_minutes: int = 0
    clear_down_minutes: int = 0


class Meeting(Contract):
    """An activity that has had a place in an edition."""

    uid: str = Field(description="`UID`, for ever; no other meeting ever has it.")
    activity: Id = Field(description="Its id, or its last one.")
    kind: Kind
    versions: tuple[MeetingVersion, ...] = Field(min_length=1, description="Oldest first.")

    @property
    def last(self) -> MeetingVersion:
        """The newest version."""
        return self.versions[-1]


class Attendee(Contract):
    """A person that a meeting has or had."""

    name: Line
    delegation: Id | None


class Calendars(Contract):
    """The content of ``calendars.json``: all that calendars of an event have ever contained."""

    format: Literal[1] = 1
    edition: int = Field(default=0, ge=0, description="How often it has changed.")
    delegations: dict[Id, Line] = Field(default={}, description="Their names.")
    people: dict[Id, Attendee] = Field(default={}, description="Everybody who is named below.")
    meetings: tuple[Meeting, ...] = ()
