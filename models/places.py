"""Zones, the way between them, rooms and other shared resources."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field

from models.clock import Moment, Span
from models.names import Kind
from models.record import (
    Id,
    Minutes,
    Record,
    Tags,
    Text,
    one_of_ours,
    split_list,
    split_words,
    state_word,
)

Spans = Annotated[tuple[Span, ...], BeforeValidator(split_list)]


class Zone(Record):
    """A place with rooms; moving between rooms of one zone takes no time."""

    id: Id = Field(description="Short name that rooms and transfers refer to.")
    name: Text = Field(description="Shown to people.")
    name_fr: Text | None = Field(default=None, description="The name in French.")
    name_vi: Text | None = Field(default=None, description="The name in Vietnamese.")


class Transfer(Record):
    """Minutes from one zone to another; for the way back too, unless that has a row of its own."""

    from_zone: Id = Field(description="A zone's id.")
    to_zone: Id = Field(description="Another zone's id.")
    minutes: Minutes = Field(description="Minutes from the one to the other.")


class Room(Record):
    """A room, or ``units`` rooms that are alike (ten identical booths)."""

    id: Id = Field(description="Short name that activities and timetables refer to.")
    name: Text = Field(description="Shown to people.")
    capacity: int = Field(ge=0, le=100_000, description="Seats, per unit.")
    kinds: Annotated[
        tuple[Annotated[Kind, BeforeValidator(one_of_ours)], ...], BeforeValidator(split_words)
    ] = Field(default=(), description="Kinds it may host; empty: all.")
    equipment: Tags = Field(default=(), description="What is in it, in your own words.")
    zone: Id | None = Field(default=None, description="Empty only if there are no zones.")
    open: Spans = Field(default=(), description="Opening spans; empty: always open.")
    turnaround_minutes: Minutes = Field(
        default=0, description="After an activity's clear-down, before the next set-up."
    )
    units: int = Field(default=1, ge=1, le=1000, description="How many are alike.")
    state: Annotated[Literal["closed"] | None, BeforeValidator(state_word)] = Field(
        default=None, description="Nothing may be in it."
    )
    name_fr: Text | None = Field(default=None, description="The name in French.")
    name_vi: Text | None = Field(default=None, description="The name in Vietnamese.")


class Resource(Record):
    """Anything else that is limited and shared: interpreter teams, security details."""

    id: Id = Field(description="Short name that activities refer to.")
    name: Text = Field(description="Shown to people.")
    level: int = Field(ge=0, le=100_000, description="How many there are at any moment.")


class Slot(Record):
    """A published slot: activities that name it start when it starts."""

    id: Id = Field(description="Short name that activities refer to.")
    start: Moment = Field(description="When its activities start.")
    end: Moment = Field(description="When they have to end at the latest.")
