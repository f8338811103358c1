"""Faults that no single row shows: of an instance, of a timetable for it, and of a request.

Every function yields faults and none raises, so that all are reported at once.
"""

from collections.abc import Collection, Iterator, Mapping
from itertools import combinations
from zoneinfo import ZoneInfoNotFoundError

from models.clock import Clock
from models.faults import Fault
from models.references import Hints, duplicates, unknown_ids
from models.request import Hold, Only, Put, Request, Stay
from models.rule import misfits
from models.tables import Tables
from models.times import backward, backward_spans, off_grid, pins, skipped_times, unreadable
from models.timetable import Timetable


def find_faults(
    instance: Tables, also_known: Mapping[str, Collection[str]] | None = None
) -> list[Fault]:
    """List what is wrong between rows.

    Parameters
    ----------
    instance
        Rows that are each valid, but may contradict each other.
    also_known
        Table -> ids of rows that a reader had to drop, so that a reference to one is
        not reported as well.
    """
    faults = [*duplicates(instance), *unknown_ids(instance, also_known or {})]
    try:
        clock = Clock(instance.time_zone)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        found, allowed = repr(instance.time_zone), "an IANA time zone, such as Asia/Ho_Chi_Minh"
        zone = Fault("unknown-time-zone", "instance", None, "time_zone", found, allowed)
        return [zone, *faults]
    skipped = list(skipped_times(instance, clock))
    faults += skipped
    if skipped:  # no minute can be computed from such a time
        return faults
    faults += backward_spans(instance, clock)
    if any(fault.file == "days" for fault in faults):
        return faults
    faults += off_grid(instance, clock)
    faults += pins(instance)
    faults += _zones(instance)
    faults += _rule_shapes(instance)
    return faults


def _zones(instance: Tables) -> Iterator[Fault]:
    given = {(t.from_zone, t.to_zone) for t in instance.transfers}
    seen = set()
    for row, transfer in enumerate(instance.transfers):
        if transfer.from_zone == transfer.to_zone:
            found = repr(transfer.to_zone)
            yield Fault("zone-to-itself", "transfers", row, "to_zone", found, "another zone")
        if (transfer.from_zone, transfer.to_zone) in seen:
            found = f"{transfer.from_zone} to {transfer.to_zone}"
            yield Fault("duplicate-transfer", "transfers", row, "to_zone", found, "each way once")
        seen.add((transfer.from_zone, transfer.to_zone))
    for a, b in combinations([zone.id for zone in instance.zones], 2):
        if (a, b) not in given and (b, a) not in given:
            found, allowed = f"none from {a} to {b}", "minutes for every two zones"
            yield Fault("missing-transfer", "transfers", None, "minutes", found, allowed)
    if instance.zones:
        for row, room in enumerate(instance.rooms):
            if room.zone is None:
                allowed = "a zone, as there are zones"
                yield Fault("missing-zone", "rooms", row, "zone", "nothing", allowed)


def _rule_shapes(instance: Tables) -> Iterator[Fault]:
    for row, rule in enumerate(instance.rules):
        for code, column, found, allowed in misfits(rule):
            yield Fault(code, "rules", row, column, found, allowed)


def find_timetable_faults(instance: Tables, timetable: Timetable) -> list[Fault]:
    """List what a timetable names that the instance does not have."""
    activities, rooms = instance.activity.keys(), instance.room.keys()
    hints = Hints()
    faults = []
    for row, place in enumerate(timetable.placements):
        if place.activity not in activities:
            allowed = "an activity of the instance" + hints.similar(
                place.activity, "activities", activities
            )
            found = repr(place.activity)
            faults.append(Fault("unknown-id", "placements", row, "activity", found, allowed))
        if place.room is not None and place.room not in rooms:
            allowed = "a room of the instance" + hints.similar(place.room, "rooms", rooms)
            found = repr(place.room)
            faults.append(Fault("unknown-id", "placements", row, "room", found, allowed))
    return [*faults, *_unreadable_starts(instance, timetable)]


def _unreadable_starts(instance: Tables, timetable: Timetable) -> Iterator[Fault]:
    for row, place in enumerate(timetable.placements):
        if place.start is not None:
            yield from unreadable(instance.clock, "placements", row, "start", place.start)


def find_previous_faults(
    instance: Tables, previous: Timetable, file: str = "request"
) -> list[Fault]:
    """List why a timetable cannot be an earlier one of an instance: it is of another event.

    It is if the instance has hardly any of what it places, nothing of what are several, or less
    than half and another name.
    """
    placed = {place.activity for place in previous.placements if place.start is not None}
    shared = len(placed & instance.activity.keys())
    other_name = previous.instance not in ("", instance.name)
    least = LEAST_SHARED * len(placed) if len(placed) >= FEWEST_PLACED else min(1, len(placed) - 1)
    hardly = shared < least
    if hardly or (other_name and shared < len(placed) / 2):
        of = f" of {previous.instance!r}" if other_name else ""
        found = f"a timetable{of} that shares {shared} of its {len(placed)} activities"
        return [Fault("wrong-timetable", file, None, "", found, f"one of {instance.name!r}")]
    return []


FEWEST_PLACED, LEAST_SHARED = 5, 0.2
"""A timetable that places so many and shares a smaller part of them is of another event."""


def find_request_faults(instance: Tables, request: Request) -> list[Fault]:
    """List what a request names that the instance does not have, or asks of what is not there."""
    faults: list[Fault] = []
    if request.previous is not None:
        faults += find_previous_faults(instance, request.previous)
    for given in (request.previous, request.start):
        faults += _unreadable_starts(instance, given) if given is not None else ()
    if request.max_changes is not None and request.previous is None:
        allowed = "only with a previous timetable"
        found = str(request.max_changes)
        faults.append(Fault("no-timetable", "request", None, "max_changes", found, allowed))
    if "stability" in request.at_most and request.previous is None:
        allowed = "stability only with a previous timetable"
        faults.append(Fault("no-timetable", "request", None, "at_most", "stability", allowed))
    return [*faults, *find_hold_faults(instance, request)]


def find_hold_faults(instance: Tables, request: Request) -> list[Fault]:
    """List what is wrong in the holds of a request."""
    faults: list[Fault] = []
    hints = Hints()
    for row, hold in enumerate(request.holds):
        faults += _unknown_in_hold(instance, row, hold, hints)
        if isinstance(hold, Stay):
            faults += _nothing_to_stay(request, row, hold)
        elif isinstance(hold, Put):
            faults += _put_wrong(instance, row, hold)
        elif isinstance(hold, Only):
            faults += _spans_wrong(instance, row, hold)
    return faults


def _unknown_in_hold(instance: Tables, row: int, hold: Hold, hints: Hints) -> Iterator[Fault]:
    rooms = hold.rooms if isinstance(hold, Only) else ()
    if isinstance(hold, Put) and hold.room is not None:
        rooms = (hold.room,)
    column = "rooms" if isinstance(hold, Only) else "room"
    if hold.activity not in instance.activity:
        hint = hints.similar(hold.activity, "activities", instance.activity.keys())
        allowed = f"an activity of the instance{hint}"
        yield Fault("unknown-id", "holds", row, "activity", repr(hold.activity), allowed)
    for name in rooms:
        if name not in instance.room:
            hint = hints.similar(name, "rooms", instance.room.keys())
            allowed = f"a room of the instance{hint}"
            yield Fault("unknown-id", "holds", row, column, repr(name), allowed)


def _nothing_to_stay(request: Request, row: int, hold: Stay) -> Iterator[Fault]:
    """A time or a room can stay only where there is one."""
    if request.previous is None and request.start is None:
        allowed = "only with a previous timetable, or one to start from"
        yield Fault("no-timetable", "holds", row, "hold", "'stay'", allowed)
    elif hold.what != "place" and hold.activity not in request.stands:
        found = f"{hold.activity!r}, which has no place"
        allowed = f"what has a {hold.what} that can stay"
        yield Fault("nothing-to-stay", "holds", row, "activity", found, allowed)


def _put_wrong(instance: Tables, row: int, hold: Put) -> Iterator[Fault]:
    if hold.start is not None:
        yield from unreadable(instance.clock, "holds", row, "start", hold.start)
    room = instance.room.get(hold.room or "")
    if room and hold.unit and hold.unit > room.units:
        allowed = f"1 to {room.units}, the units of {room.id}"
        yield Fault("unknown-unit", "holds", row, "unit", str(hold.unit), allowed)


def _spans_wrong(instance: Tables, row: int, hold: Only) -> Iterator[Fault]:
    clock = instance.clock
    for span in hold.spans:
        faults = [
            fault
            for moment in (span.start, span.end)
            for fault in unreadable(clock, "holds", row, "spans", moment)
        ]
        yield from faults
        if not faults and clock.minute(span.end) <= clock.minute(span.start):
            yield backward("holds", row, "spans", span)
