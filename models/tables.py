"""The tables of an instance, and views worked out from them; nothing is checked here."""

import hashlib
import json
from bisect import bisect_right
from datetime import date, datetime, time
from functools import cached_property
from operator import itemgetter
from typing import Annotated, Literal, NamedTuple

from pydantic import Field

from models.activity import Activity
from models.clock import (
    EVER,
    Clock,
    ClosingTime,
    Interval,
    Minute,
    Span,
    TimeOfDay,
    merged,
    without,
)
from models.exports import Exports
from models.people import Availability, Delegation, Person
from models.places import Resource, Room, Slot, Transfer, Zone
from models.policy import Policy
from models.record import Contract, Text
from models.rule import Rule


class Day(Contract):
    """The hours of one date, into the night if need be; all that starts then is of that date.

    Activities lie inside ``[start, end)`` of one day, or of several that touch.
    """

    date: Annotated[date, Field(le=date(9999, 12, 29))]
    start: TimeOfDay
    end: ClosingTime = Field(
        description="First moment after it; 24:00 is midnight, 25:30 is 01:30 of the next date."
    )

    @property
    def span(self) -> Span:
        """From start to end, in local wall-clock time."""
        midnight = datetime.combine(self.date, time())
        return Span(start=datetime.combine(self.date, self.start), end=midnight + self.end)


class StatedTimes(NamedTuple):
    """The times that an activity allows or wishes for, in minutes.

    Attributes
    ----------
    spans, wished
        Spans that it may lie in, joined where they touch, and that it should lie in if it can.
    costs
        Spans in which a start has a cost.
    """

    spans: tuple[Interval, ...]
    wished: tuple[Interval, ...]
    costs: tuple[tuple[Interval, int], ...]


class Tables(Contract):
    """Rooms, people, activities, rules and policy of one event, consistent or not."""

    format: Literal[1] = 1
    name: Annotated[str, Field(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$")]
    title: Text = ""
    time_zone: str = Field(description="IANA name, such as Asia/Ho_Chi_Minh.")
    grid_minutes: int = Field(
        ge=1, le=24 * 60, description="Activities start so many minutes apart."
    )
    days: tuple[Day, ...] = Field(min_length=1, max_length=60)
    policy: Policy = Policy()
    export: Exports = Exports()
    zones: tuple[Zone, ...] = ()
    transfers: tuple[Transfer, ...] = ()
    rooms: tuple[Room, ...] = ()
    delegations: tuple[Delegation, ...] = ()
    people: tuple[Person, ...] = ()
    availability: tuple[Availability, ...] = ()
    resources: tuple[Resource, ...] = ()
    slots: tuple[Slot, ...] = ()
    activities: tuple[Activity, ...] = ()
    rules: tuple[Rule, ...] = ()

    @cached_property
    def clock(self) -> Clock:
        """Wall-clock times to minutes and back."""
        return Clock(self.time_zone)

    @cached_property
    def windows(self) -> tuple[Interval, ...]:
        """The days as minutes, in order."""
        return tuple(sorted(self.clock.interval(day.span) for day in self.days))

    def date_of(self, minute: Minute) -> date:
        """Return the date of the day that a minute is in, or else its local date.

        They differ only where a day goes on after midnight.
        """
        later = bisect_right(self.windows, minute, key=itemgetter(0))
        if later and minute < self.windows[later - 1][1]:
            minute = self.windows[later - 1][0]
        return self.clock.date(minute)

    @cached_property
    def room(self) -> dict[str, Room]:
        """Rooms by id."""
        return {room.id: room for room in self.rooms}

    @cached_property
    def resource(self) -> dict[str, Resource]:
        """Resources by id."""
        return {resource.id: resource for resource in self.resources}

    @cached_property
    def person(self) -> dict[str, Person]:
        """Persons by id."""
        return {person.id: person for person in self.people}

    @cached_property
    def activity(self) -> dict[str, Activity]:
        """Activities by id."""
        return {activity.id: activity for activity in self.activities}

    @cached_property
    def slot(self) -> dict[str, Slot]:
        """Published slots by id."""
        return {slot.id: slot for slot in self.slots}

    @cached_property
    def free(self) -> dict[str, list[Interval]]:
        """When each person is available, in minutes: presence (or ever) less busy spans."""
        present: dict[str, list[Interval]] = {}
        busy: dict[str, list[Interval]] = {}
        for row in self.availability:
            stretch = (self.clock.minute(row.start), self.clock.minute(row.end))
            (present if row.state == "present" else busy).setdefault(row.person, []).append(stretch)
        return {
            person.id: without(merged(present.get(person.id, [EVER])), busy.get(person.id, []))
            for person in self.people
        }

    @cached_property
    def usual(self) -> dict[str, tuple[Interval, ...]]:
        """The usual hours of each person who has some, on all dates of the days, in order.

        Where those of one date touch those of the next, they are one stretch.
        """
        last = ((opens, closes - 1) for opens, closes in self.windows)
        dates = sorted({self.clock.date(minute) for window in last for minute in window})
        read = self.clock.nearest
        return {
            person.id: tuple(
                merged(
                    (
                        read(datetime.combine(day, hours.start)),
                        read(datetime.combine(day, time()) + hours.end),
                    )
                    for day in dates
                )
            )
            for person in self.people
            if (hours := person.usual_hours)
        }

    @cached_property
    def stated(self) -> dict[str, StatedTimes]:
        """The times that each activity allows or wishes for, by its id."""
        read = self.clock.interval
        return {
            a.id: StatedTimes(
                spans=tuple(merged(map(read, a.spans))),
                wished=tuple(map(read, a.wished_spans)),
                costs=tuple((read(priced.span), priced.cost) for priced in a.start_costs),
            )
            for a in self.activities
        }

    @cached_property
    def transfer_minutes(self) -> dict[tuple[str, str], int]:
        """Minutes from one zone to another; absent for a zone and itself."""
        given = {(t.from_zone, t.to_zone): t.minutes for t in self.transfers}
        back = {(b, a): minutes for (a, b), minutes in given.items()}
        return back | given

    @cached_property
    def sha256(self) -> str:
        """Hash of the content, the same from a folder, a workbook or a document."""
        document = json.dumps(
            self.model_dump(mode="json"), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(document.encode()).hexdigest()
