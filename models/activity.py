"""Activities: everything that may take place."""

from typing import Annotated, Literal

from pydantic import BeforeValidator, Field, model_validator

from models.clock import Moment, Span
from models.faults import BadValue
from models.names import Kind
from models.places import Spans
from models.record import (
    Amounts,
    Contract,
    Cost,
    Costs,
    Id,
    Ids,
    Minutes,
    Record,
    Tags,
    Text,
    YesNo,
    split_list,
    state_word,
)


class StartCost(Contract):
    """Starting inside ``span`` costs ``cost``; also readable from ``START/END=COST``."""

    span: Span
    cost: Cost

    @model_validator(mode="before")
    @classmethod
    def _from_text(cls, value: object) -> object:
        if not isinstance(value, str):
            return value
        span, equals, cost = value.rpartition("=")
        if not equals:
            raise BadValue(
                "not-a-time", "START/END=COST, such as 2025-10-25T09:00/2025-10-25T10:00=2"
            )
        return {"span": span.strip(), "cost": cost.strip()}


class Activity(Record):
    """A ceremony, workshop, side event, bilateral, stand or press conference.

    Where neither ``slots`` nor ``spans`` are given it may be at any time inside a day; otherwise
    it starts when one of the slots starts and ends within it, or lies in one of the spans. With a
    list of slots that is given and empty, and no spans, it may be nowhere.
    """

    id: Id = Field(description="Short name that rules and timetables refer to.")
    kind: Kind
    title: Text = Field(description="Shown to people.")
    minutes: int = Field(ge=1, le=24 * 60, description="Duration.")
    set_up_minutes: Minutes = Field(
        default=0, description="The room is taken for so long before the start."
    )
    clear_down_minutes: Minutes = Field(
        default=0, description="The room is taken for so long after the end."
    )
    optional: YesNo = Field(
        default=False, description="It may be left out, at the cost of its priority."
    )
    priority: int = Field(default=1, ge=1, le=1000, description="Cost of leaving it out.")
    people: Ids = Field(default=(), description="Persons who must attend.")
    wished_people: Ids = Field(default=(), description="Persons who should attend if they can.")
    slots: Ids | None = Field(
        default=None,
        description="Published slots: it starts with one of them and ends within it. `;` alone, in "
        "a document `[]`: none of them, so nowhere but in its spans.",
    )
    spans: Spans = Field(
        default=(), description="Spans: it lies within one of them; those that touch are one."
    )
    rooms: Ids = Field(default=(), description="Rooms it may be in; empty: any that fit.")
    seats: int = Field(default=0, ge=0, description="Seats the room must have.")
    audience: int = Field(
        default=0, ge=0, description="Expected audience; 0: not known, and not judged."
    )
    equipment: Tags = Field(
        default=(), description="What the room must have, in the words of `rooms.csv`."
    )
    resources: Amounts = Field(default_factory=dict, description="Resource and amount.")
    topics: Tags = Field(
        default=(), description="Workshops that share one should not be in parallel."
    )
    track: Text | None = Field(
        default=None, description="Series of activities that should all be in one room."
    )
    wished_spans: Spans = Field(
        default=(), description="Spans in one of which it should lie if it can."
    )
    wished_rooms: Costs = Field(
        default_factory=dict,
        description="Rooms in one of which it should be if it can, with what each costs (a bare "
        "id: 0); any other room costs 1 more than the dearest of these.",
    )
    start_costs: Annotated[tuple[StartCost, ...], BeforeValidator(split_list)] = ()
    pin_start: Moment | None = Field(
        default=None, description="It starts then and at no other time."
    )
    pin_room: Id | None = Field(default=None, description="It is in this room and in no other.")
    pin_unit: int | None = Field(default=None, ge=1, description="Unit of the pinned room.")
    state: Annotated[Literal["cancelled"] | None, BeforeValidator(state_word)] = Field(
        default=None, description="It does not take place; the row stays, and so do references."
    )
    title_fr: Text | None = Field(default=None, description="The title in French.")
    title_vi: Text | None = Field(default=None, description="The title in Vietnamese.")
