"""Delegations, persons, and when persons are there."""

import re
from datetime import date, datetime
from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, ValidationInfo, field_validator, model_validator

from models.clock import ClosingTime, Moment, TimeOfDay
from models.faults import BadValue
from models.record import Contract, Cost, Id, Minutes, Record, Text, state_word


class Delegation(Record):
    """A state or organisation that takes part."""

    id: Id = Field(description="Short name that people refer to.")
    name: Text = Field(description="Shown to people.")
    level: int | None = Field(
        default=None, ge=1, le=9, description="Level of its head, 1 the highest."
    )
    region: Text | None = Field(
        default=None, description="Part of the world, or group, in your own words."
    )
    state: Annotated[Literal["withdrawn"] | None, BeforeValidator(state_word)] = Field(
        default=None, description="It does not come: all of its people have withdrawn."
    )
    name_fr: Text | None = Field(default=None, description="The name in French.")
    name_vi: Text | None = Field(default=None, description="The name in Vietnamese.")


class UsualHours(Contract):
    """Hours of every date, and the cost of each engagement outside; also ``START/END=COST``."""

    start: TimeOfDay
    end: ClosingTime
    cost: Cost = 1

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        hours, equals, cost = value.partition("=")
        start, slash, end = re.sub("[-–—]", "/", hours).partition("/")
        if not slash:
            raise BadValue("not-a-time", "START/END or START/END=COST, such as 09:00/18:00=2")
        row = {"start": start.strip(), "end": end.strip()}
        return row | {"cost": cost.strip()} if equals else row

    @model_validator(mode="after")
    def _in_order(self) -> "UsualHours":
        start = datetime.combine(date.min, self.start) - datetime.min
        if self.end <= start:
            raise BadValue("backward-span", "an end after the start (midnight is 24:00)")
        if start.seconds % 60 or self.end.seconds % 60 or start.microseconds:
            raise BadValue("not-whole-minutes", "hours in whole minutes")
        return self


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
    state: Annotated[Literal["withdrawn"] | None, BeforeValidator(state_word)] = Field(
        default=None, description="They do not come: activities are held without them, if at all."
    )
    streak_minutes: Minutes | None = Field(
        default=None, description="Most minutes of activities in a row; short pauses do not count."
    )
    streak_pause_minutes: Minutes | None = Field(
        default=None,
        validate_default=True,
        description="Minutes of a pause that ends a row of activities; with `streak_minutes` only.",
    )
    usual_hours: UsualHours | None = Field(
        default=None,
        description="Hours of every date in which their activities should lie; each that does not "
        "costs 1, or the cost stated here.",
    )
    name_fr: Text | None = Field(default=None, description="The name in French.")
    name_vi: Text | None = Field(default=None, description="The name in Vietnamese.")

    @field_validator("streak_pause_minutes")
    @classmethod
    def _both_or_none(cls, pause: int | None, info: ValidationInfo) -> int | None:
        if "streak_minutes" in info.data and (info.data["streak_minutes"] is None) != (
            pause is None
        ):
            raise BadValue("missing-value", "minutes in streak_minutes and here, or in neither")
        return pause


class Availability(Record):
    """One stretch of a person's presence, or of being busy elsewhere.

    A person with no ``present`` row is present all the time; ``busy`` rows are taken off.
    """

    person: Id = Field(description="A person's id.")
    start: Moment = Field(description="First moment.")
    end: Moment = Field(description="First moment after it.")
    state: Annotated[Literal["present", "busy"], BeforeValidator(state_word)] = Field(
        default="present", description="There, or busy elsewhere."
    )
