"""Delegations, persons, and when persons are there."""

from typing import Literal

from pydantic import Field

from models.clock import Moment
from models.record import Id, Minutes, Record, Text


class Delegation(Record):
    """A state or organisation that takes part."""

    id: Id = Field(description="Short name that people refer to.")
    name: Text = Field(description="Shown to people.")
    level: int | None = Field(
        default=None, ge=1, le=9, description="Level of its head, 1 the highest."
    )


class Person(Record):
    """Whoever must not be in two places: head of delegation, chair, speaker."""

    id: Id = Field(description="Short name that activities, availability and rules refer to.")
    name: Text = Field(description="The office, never a personal name.")
    delegation: Id | None = Field(
        default=None, description="A delegation's id; empty for persons without one."
    )
    rank: int | None = Field(default=None, ge=1, description="Precedence, 1 the highest.")
    daily_minutes: Minutes | None = Field(
        default=None, description="Most minutes of activities on one date."
    )
    daily_activities: int | None = Field(
        default=None, ge=0, description="Most activities on one date."
    )
    rest_minutes: Minutes = Field(
        default=0, description="Minimum minutes between two of the person's activities."
    )
    night_rest_minutes: Minutes = Field(
        default=0,
        description="Minimum minutes from the last activity of a date to the first of a later one.",
    )


class Availability(Record):
    """One stretch of a person's presence, or of being busy elsewhere.

    A person with no ``present`` row is present all the time; ``busy`` rows are taken off.
    """

    person: Id = Field(description="A person's id.")
    start: Moment = Field(description="First moment.")
    end: Moment = Field(description="First moment after it.")
    state: Literal["present", "busy"] = Field(
        default="present", description="There, or busy elsewhere."
    )
