"""The table of rules: what planners state, how it reads, and what loosening it is called and costs.

A row for each column that a hard rule asks about. Explanations, repairs, their prices, and the
sentences on what is ruled out read this table; how a rule is added is in docs/adding-a-rule.md.
"""

from collections.abc import Iterable, Mapping

from models import Activity, Day, Instance, Resource, Room
from models.clock import closing_text, merged
from models.names import HardRule
from scheduler.wording.names import short
from scheduler.wording.statements import (
    PLENTY,
    Cells,
    Longer,
    Statement,
    Steps,
    all_day,
    declared,
    empty,
    grid_less,
    grid_more,
    one_less,
    one_more,
)
from scheduler.wording.times import duration, local, short_spans, slot_names, stretches

_SHORTER = Steps("minutes", grid_less, "Let {minutes} be enough for rule {name}", price=1)
_LONGER = Steps("minutes", grid_more, "Let {minutes} be allowed by rule {name}", all_day, price=1)
_NEARER = Steps("least_days", one_less, "Let {value} days be enough for rule {name}", price=1)
_FARTHER = Steps("most_days", one_more, "Let rule {name} allow {value} days", price=1)
_LARGER = Steps("limit", one_more, "Let rule {name} allow {value}", price=1)


def _times(instance: Instance, activity: Activity) -> str:
    spans = short_spans(instance, [instance.clock.interval(span) for span in activity.spans])
    times = [text for text in (slot_names(instance, activity.slots or ()), spans) if text]
    return f"must be within {' or '.join(times)}" if times else "may be in no slot"


def _hours(day: Day) -> str:
    return f"must lie between {day.start:%H:%M} and {closing_text(day.end)}"


def _pinned_room(instance: Instance, activity: Activity) -> str:
    unit = f", unit {activity.pin_unit}" if activity.pin_unit else ""
    return f"must be in {activity.pin_room}{unit}"


def _around(instance: Instance, activity: Activity) -> str:
    before, after = activity.set_up_minutes, activity.clear_down_minutes
    times = [f"{duration(before)} before"] if before else []
    times += [f"{duration(after)} after"] if after else []
    return f"must have its room for {' and '.join(times)} as well"


def _opening(instance: Instance, room: Room) -> str:
    times = merged(map(instance.clock.interval, room.open))
    return f"can be used only {stretches(instance, times)}"


def _all_equipment(instance: Instance, room: Room) -> Cells:
    asked = sorted({name for a in instance.activities for name in a.equipment})
    missing = [name for name in asked if name not in room.equipment]
    return {"equipment": (*room.equipment, *missing)}


def _at_a_time(instance: Instance, room: Room) -> str:
    return f"can take {'one activity' if room.units == 1 else f'{room.units} activities'} at a time"


def _short(instance: Instance, room: Room) -> int:
    return max([1, *(a.seats - room.capacity for a in instance.activities)])


def _all_needed(instance: Instance, resource: Resource) -> int:
    return max(1, sum(a.resources.get(resource.id, 0) for a in instance.activities))


def _words(words: Iterable[str]) -> str:
    return ", ".join(words)


# fmt: off
RULES: tuple[Statement, ...] = (
    declared("precedence", "{names} must follow each other in this order{between}", (_SHORTER,)),
    declared("apart", "{names} must not overlap{others}"),
    declared("minimum-gap", "{names} must be {minutes} apart", (_SHORTER,)),
    declared("maximum-gap", "{names} must each be within {minutes} of the next", (_LONGER,)),
    declared(
        "adjacent",
        "{names} must be one after the other in one room, each within {minutes} of the next",
        (_LONGER,),
    ),
    declared("together", "{names} must start together"),
    declared("not-same-slot", "{names} must each start at another time"),
    declared("same-room", "{names} must be in the same room"),
    declared("same-day", "{names} must be on the same day"),
    declared("different-day", "{names} must each be on another day"),
    declared("day-distance", "{names} must be {days}", (_NEARER, _FARTHER)),
    declared(
        "at-most-parallel", "of {names} at most {limit} may be under way at once", (_LARGER,)
    ),
    declared("fair-breaks", "numbers of breaks may differ by at most {limit}", (_LARGER,)),
    Statement(
        "pinned-time", "activities", "pin_start", 5,
        says=lambda instance, a: f"must start at {local(instance, a.pin_start)}",
        unset=empty(pin_start=None),
        drop="Let {} start at another time",
        rules_out="its pinned start",
        retimes=True,
    ),
    Statement(
        "allowed-times", "activities", "slots", 3,
        says=_times,
        unset=empty(slots=None, spans=()),
        drop="Let {} be outside the times given",
        longer=Longer("Let {name} begin from {time}", "Let {name} go on until {time}", price=5),
        rules_out="its list of slots and times", retimes=True,
    ),
    Statement(
        "pinned-room", "activities", "pin_room", 2,
        says=_pinned_room,
        unset=empty(pin_room=None, pin_unit=None),
        drop="Let {} be in another room",
        rules_out="it is pinned to another",
    ),
    Statement(
        "allowed-rooms", "activities", "rooms", 2,
        says=lambda instance, a: f"must be in {' or '.join(a.rooms)}",
        unset=empty(rooms=()),
        drop="Let {} be in another room",
        rules_out="not in its list of rooms",
    ),
    Statement(
        "room-capacity", "activities", "seats", 3,
        says=lambda instance, a: f"must have {a.seats} seats",
        unset=empty(seats=0),
        drop="Let {} do with fewer seats",
        rules_out="too few seats",
    ),
    Statement(
        "room-equipment", "activities", "equipment", 3,
        says=lambda instance, a: f"must have {_words(a.equipment)}",
        unset=empty(equipment=()),
        drop="Let {} do without its equipment",
        rules_out="equipment missing",
    ),
    Statement(
        "room-overlap", "activities", "set_up_minutes", 3,
        says=_around,
        unset=empty(set_up_minutes=0, clear_down_minutes=0),
        drop="Let {} do without set-up and clear-down",
    ),
    Statement(
        "resource-level", "activities", "resources", 4,
        says=lambda instance, need: f"must have {need}",
        let_off=lambda instance, need: f"need not have {need}",
    ),
    Statement(
        "person-overlap", "activities", "people", 6,
        says=lambda instance, a: f"must attend {short(a)}",
        let_off=lambda instance, a: f"need not attend {short(a)}",
    ),
    Statement(
        "person-availability", "availability", "busy", 6,
        says=lambda instance, times: f"is busy elsewhere {stretches(instance, times)}",
        let_off=lambda instance, times: f"is free {stretches(instance, times)}",
    ),
    Statement(
        "person-availability", "availability", "present", 20,
        says=lambda instance, times: f"can be there only {stretches(instance, times)}",
        drop="Have {} there throughout",
        longer=Longer("Have {name} there from {time}", "Have {name} there until {time}", price=4),
        rules_out="the presence of its people",
    ),
    Statement(
        "daily-minutes", "people", "daily_minutes", 2,
        says=lambda instance, p: f"may be engaged for at most {duration(p.daily_minutes)} a day",
        unset=empty(daily_minutes=None),
        steps=(Steps("daily_minutes", grid_more, "Engage {name} for {minutes} a day", all_day),),
    ),
    Statement(
        "daily-activities", "people", "daily_activities", 2,
        says=lambda instance, p: f"may have at most {p.daily_activities} activities a day",
        unset=empty(daily_activities=None),
        steps=(Steps("daily_activities", one_more, "Give {name} {value} activities a day"),),
    ),
    Statement(
        "rest", "people", "rest_minutes", 2,
        says=lambda instance, p: f"must have {duration(p.rest_minutes)} between two activities",
        unset=empty(rest_minutes=0),
        steps=(Steps("rest_minutes", grid_less, "Give {name} {minutes} between two activities"),),
    ),
    Statement(
        "night-rest", "people", "night_rest_minutes", 2,
        says=lambda instance, p: f"must have {duration(p.night_rest_minutes)} between two days",
        unset=empty(night_rest_minutes=0),
        steps=(Steps("night_rest_minutes", grid_less, "Give {name} {minutes} between two days"),),
    ),
    Statement(
        "daily-streak", "people", "streak_minutes", 2,
        says=lambda instance, p: (
            f"may be engaged for at most {duration(p.streak_minutes)} in a row without a pause of "
            f"{duration(p.streak_pause_minutes)}"
        ),
        unset=empty(streak_minutes=None, streak_pause_minutes=None),
        steps=(
            Steps("streak_minutes", grid_more, "Engage {name} for {minutes} in a row", all_day),
            Steps("streak_pause_minutes", grid_less, "Let {name} pause for {minutes} only"),
        ),
    ),
    Statement(
        "transfer", "transfers", "minutes", 2,
        says=lambda instance, transfer: f"must be allowed {duration(transfer.minutes)}",
        drop="Allow no time for {}",
    ),
    Statement(
        "mandatory", "activities", "optional", 10,  # times its priority
        says=lambda instance, a: f"must take place, for {duration(a.minutes)}",
        drop="Leave out {}",
    ),
    Statement(
        "room-opening", "rooms", "open", 12,
        says=_opening,
        unset=empty(open=()),
        drop="Open {} at all times",
        longer=Longer("Open {name} from {time}", "Keep {name} open until {time}", price=2),
        many="can each be used only at certain times",
    ),
    Statement(
        "room-closed", "rooms", "state", 12,
        says=lambda instance, room: "is closed",
        unset=empty(state=None),
        drop="Open {} after all",
        rules_out="closed",
    ),
    Statement(
        "room-kind", "rooms", "kinds", 4,
        says=lambda instance, room: f"can host only {', '.join(room.kinds)}",
        unset=empty(kinds=()),
        drop="Let {} host every kind",
        many="can each host only certain kinds",
        rules_out="not for activities of this kind",
    ),
    Statement(
        "room-equipment", "rooms", "equipment", 4,
        says=lambda instance, room: f"can offer {_words(room.equipment) or 'no equipment'}",
        unset=_all_equipment,
        drop="Bring all equipment that is asked for to {}",
        many="can each offer only certain equipment",
    ),
    Statement(
        "room-capacity", "rooms", "capacity", 8,
        says=lambda instance, room: f"can seat {room.capacity}",
        unset=empty(capacity=PLENTY),
        steps=(
            Steps("capacity", _short, "Seat {value} in {name}, or use a room that does", one_more),
        ),
        many="can each seat only so many",
    ),
    Statement(
        "room-overlap", "rooms", "turnaround_minutes", 3,
        says=lambda instance, r: f"must rest {duration(r.turnaround_minutes)} after each activity",
        unset=empty(turnaround_minutes=0),
        drop="Do without turnaround in {}",
    ),
    Statement(
        "room-overlap", "rooms", "units", 8,
        says=_at_a_time,
        unset=lambda instance, room: {"units": min(1000, max(2, len(instance.activities)))},
        steps=(Steps("units", one_more, "Open {more} more like {name}"),),
    ),
    Statement(
        "resource-level", "resources", "level", 6,
        says=lambda instance, r: f"there {'is' if r.level == 1 else 'are'} {r.level}",
        unset=empty(level=PLENTY),
        steps=(Steps("level", one_more, "Have {value} of {name}", _all_needed),),
    ),
    Statement(
        "window", "days", "start", 40,
        says=lambda instance, day: _hours(day),
        drop="Let the day {} last round the clock",
        longer=Longer("Begin on {time}", "Go on until {time}", price=5),
        rules_out="the length of a day",
    ),
)
"""In order of how much else depends on it, the least first."""
# fmt: on

_ROWS = {(row.rule, row.table, row.column): row for row in RULES}

RULES_OUT: Mapping[str, str] = {row.rule: row.rules_out for row in RULES if row.rules_out}
"""Rule on one activity alone -> what planners call it when it rules out a start or a room."""


def row_of(rule: HardRule, table: str, column: str) -> Statement:
    """Return the row of the table for a rule and where it is stated."""
    return _ROWS[rule, table, column]
