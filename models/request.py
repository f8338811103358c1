"""Requests: what a solve is to do, for how long, by which goals, and what must not change."""

from functools import cached_property
from typing import Annotated, Literal

from pydantic import Field, model_validator

from models.clock import Moment
from models.faults import BadValue
from models.names import Goal
from models.places import Spans
from models.policy import Policy
from models.record import Contract, Id, Ids
from models.timetable import Placement, Timetable


class Limits(Contract):
    """What a solve may spend, and the seed of its random choices."""

    seconds: float = Field(
        default=60.0,
        ge=0,
        allow_inf_nan=False,
        description="Seconds in all; the best timetable so far is returned when they have passed.",
    )
    workers: int | None = Field(
        default=None, ge=1, le=1000, description="Threads; null: one per processor."
    )
    seed: int = Field(default=0, ge=0, lt=2**31, description="Seed of all random choices.")
    deterministic: bool = Field(
        default=False,
        description="`seconds` are units of work, of the order of a second each, so that the "
        "result does not depend on how busy the machine is.",
    )


class Stay(Contract):
    """An activity stays where it is in ``previous``, or in ``start`` if that is not given.

    If it has a place there, it has to take place; if it has none, it stays without one.
    """

    hold: Literal["stay"] = "stay"
    activity: Id
    what: Literal["place", "time", "room"] = Field(
        default="place",
        description="What stays: time and room, the time alone, or the room alone. The unit stays "
        "with the room if units are told apart; alike units are given out afterwards.",
    )


class Put(Contract):
    """An activity takes place, at a start and in a room if these are given."""

    hold: Literal["put"] = "put"
    activity: Id
    start: Moment | None = Field(default=None, description="It starts then.")
    room: Id | None = Field(default=None, description="It is in this room.")
    unit: int | None = Field(
        default=None,
        ge=1,
        description="Unit of the room; counts only where units are told apart.",
    )

    @model_validator(mode="after")
    def _unit_of_a_room(self) -> "Put":
        if self.unit is not None and self.room is None:
            raise BadValue("unit-without-room", "unit only with room")
        return self


class Omit(Contract):
    """An activity gets no place; if it is not optional, there is no timetable then."""

    hold: Literal["omit"] = "omit"
    activity: Id


class Only(Contract):
    """An activity may only be in one of some spans, and in one of some rooms."""

    hold: Literal["only"] = "only"
    activity: Id
    spans: Spans = Field(default=(), description="It lies in one of them; empty: any time.")
    rooms: Ids = Field(default=(), description="It is in one of them; empty: any room.")

    @model_validator(mode="after")
    def _says_something(self) -> "Only":
        if not self.spans and not self.rooms:
            raise BadValue("missing-value", "spans, or rooms, or both")
        return self


Hold = Annotated[Stay | Put | Omit | Only, Field(discriminator="hold")]
"""A restriction of one activity in a request.

A hold only removes legal starts and rooms, and never overrides a hard rule: where the two
leave no place, there is no timetable. Several holds of one activity all apply.
"""


class Request(Contract):
    """What the solver is asked to do, apart from the instance."""

    format: Literal[1] = 1
    policy: Policy | None = Field(
        default=None, description="Goals to use in place of the instance's own."
    )
    previous: Timetable | None = Field(
        default=None, description="What goal `stability` and `max_changes` compare with."
    )
    start: Timetable | None = Field(
        default=None,
        description="Timetable that the search begins from; null: `previous`. It may break any "
        "rule: what is still legal of it is used.",
    )
    limits: Limits = Limits()
    max_changes: int | None = Field(
        default=None,
        ge=0,
        description="At most this many activities may be elsewhere than in `previous`; a hard "
        "rule of this request.",
    )
    at_most: dict[Goal, Annotated[int, Field(ge=0)]] = Field(
        default_factory=dict,
        description="Goal -> the largest value that it may have; a hard rule of this request.",
    )
    holds: tuple[Hold, ...] = ()

    @cached_property
    def stands(self) -> dict[str, Placement]:
        """The placement of each activity in ``previous``, or else in ``start``, if it has a place.

        Of several placements of one activity the last counts.
        """
        stood = self.previous if self.previous is not None else self.start
        listed = {p.activity: p for p in stood.placements} if stood is not None else {}
        return {name: place for name, place in listed.items() if place.start is not None}
