"""What-if answers in words: places for an activity, and what a wish would take."""

from collections import Counter
from collections.abc import Iterator, Sequence

from models import Forced, Instance, Option, Room, Slots, SubjectKind, Why
from scheduler.wording import names
from scheduler.wording.effects import counted, disturbance_text, effects_text
from scheduler.wording.rules import RULES_OUT

MOST_SHOWN, MOST_PLACES = 5, 20
"""Persons or other places that ``why`` names, and places that ``slots`` shows."""

NO_START = "No start is left when all these hold together."
NO_ROOM = "No room is left."
NO_ROOM_IN_TIME = "No room that fits is open at a start that is left."


def starts_left(rule: str, kept: int, starts: int) -> str:
    """Say how many starts a rule leaves by itself."""
    words = RULES_OUT[rule]
    return f"{words[0].upper()}{words[1:]} leaves {kept} of {starts} starts."


def room_ruled_out(room: Room, rules: Sequence[str]) -> str:
    """Say which rules rule a room out."""
    why = ", ".join(RULES_OUT[rule] for rule in rules)
    return f"{names.place(room)} is ruled out: {why}."


def all_units_in_use(room: Room) -> str:
    """Say that a room of several units has none left."""
    return f"all {room.units} units of {names.place(room)} are in use then"


def option_place(option: Option, instance: Instance) -> str:
    """Say where an option is."""
    return names.placement(instance, option.place)


def option_cost(option: Option, instance: Instance) -> str:
    """Say what an option changes and moves, or what is in its way."""
    if option.verdict in ("free", "other-units", "one-move"):
        told = disturbance_text(len(option.told))
        return "; ".join([*_moves(option, instance), effects_text(option.changes, told)])
    return "; ".join(dict.fromkeys(obstacle.message for obstacle in option.obstacles))


def _moves(option: Option, instance: Instance) -> Iterator[str]:
    if option.moved is not None:
        other = names.activity(instance, option.moved.activity)
        yield f"{other} moves to {names.placement(instance, option.moved)}"
    for place in option.unit_changes:
        yield f"{names.activity(instance, place.activity)} changes to unit {place.unit}"


def slots_head(answer: Slots, instance: Instance) -> str:
    """Say how many places there are, and where the activity is."""
    count = Counter(option.verdict for option in answer.options)
    others = count["other-units"]
    places = "1 legal place" if len(answer.options) == 1 else f"{len(answer.options)} legal places"
    units = f"{others} free if others change their unit, " if others else ""
    return (
        f"{names.activity(instance, answer.activity)}: {places}; "
        f"{count['free']} free, {units}{count['one-move']} free if one other moves, "
        f"{count['blocked']} blocked. Now: {names.placement(instance, answer.stands)}."
    )


def slots_notes(answer: Slots) -> Iterator[str]:
    """Yield notes about all the places; first how many are not shown."""
    more = len(answer.options) - MOST_PLACES
    if more > 0:
        places = counted(more, "more place is", "more places are")
        yield f"{places} not shown; the document (--json) has all."
    untried = sum(not option.tried for option in answer.options)
    if untried:
        places = counted(untried, "blocked place")
        yield f"Time ran out: moves of others were not all tried for {places}."
    yield from answer.lost


def slots_text(answer: Slots, instance: Instance) -> str:
    """Say the best places in one line each, and how many more there are."""
    lines = [
        f"{o.verdict}: {option_place(o, instance)}: {option_cost(o, instance)}"
        for o in answer.options[:MOST_PLACES]
    ]
    return "\n".join([slots_head(answer, instance), *lines, *slots_notes(answer)])


def why_text(answer: Why, instance: Instance) -> str:
    """Say what is in the way, and what it would take to have the place."""
    return "\n".join(_why(answer, instance))


def _why(answer: Why, instance: Instance) -> Iterator[str]:
    name = names.activity(instance, answer.activity)
    yield f"{name} now: {names.placement(instance, answer.stands)}."
    yield from _pinned(answer, instance)
    if answer.broken:
        yield f"The timetable itself breaks {len(answer.broken)} hard rules; see summit check."
    yield from answer.lost
    best = next(iter(answer.options), None)
    if best is None:
        yield "No place is legal for it."
    elif answer.forced is None:
        yield from _alternatives(answer, instance)
    elif best.obstacles:
        yield f"In the way at {option_place(best, instance)}:"
        yield from dict.fromkeys(f"- {obstacle.message}" for obstacle in best.obstacles)
    starts = len({option.start for option in answer.options})
    if starts > 1 and answer.forced is not None:
        for one in answer.binding[:MOST_SHOWN]:
            subject = _subject(one.subject_kind, one.subject, instance)
            yield f"{subject} is in the way at {one.starts} of {starts} starts."
    if answer.forced is not None:
        yield from _cost(answer.forced, instance)


def _pinned(answer: Why, instance: Instance) -> Iterator[str]:
    activity = instance.activity[answer.activity]
    pins = {"start": activity.pin_start, "room": activity.pin_room, "unit": activity.pin_unit}
    pinned = [name for name, pin in pins.items() if pin is not None]
    if pinned:
        columns = ", ".join(f"pin_{name}" for name in pinned)
        how = "to have it elsewhere, change that there, and replan"
        yield f"The tables pin its {' and '.join(pinned)} ({columns}): {how}."


def _subject(kind: SubjectKind, name: str, instance: Instance) -> str:
    known = names.person if kind == "person" else names.room
    return known(instance, name)


def _alternatives(answer: Why, instance: Instance) -> Iterator[str]:
    free = [option for option in answer.of("free") if not option.here]
    many = "1 other place is free" if len(free) == 1 else f"{len(free)} other places are free"
    yield many + (", the best first:" if free else ".")
    for option in free[:MOST_SHOWN]:
        yield f"- {option_place(option, instance)}: {option_cost(option, instance)}"


def _cost(forced: Forced, instance: Instance) -> Iterator[str]:
    if forced.status == "impossible":
        yield "This is impossible: no timetable with it keeps every hard rule."
    if forced.status == "unknown":
        yield "No way was found within the limit, and none was ruled out."
    if forced.status != "placed":
        return
    yield f"This is possible: {names.placement(instance, forced.place)}."
    disturbed = disturbance_text(len(forced.told), len(forced.moved), len(forced.dropped))
    yield f"Effects: {effects_text(forced.changes or {}, disturbed)}."
    for move in forced.moved:
        other = names.activity(instance, move.activity)
        yield f"- {other} moves to {names.placement(instance, move)}"
    for dropped in forced.dropped:
        yield f"- {names.activity(instance, dropped)} is left out"
    people = "; ".join(names.person(instance, person) for person in forced.told)
    yield f"To be told: {people or 'nobody'}."
    if forced.moved or forced.dropped:
        proof = (
            "proven to disturb the fewest" if forced.fewest else "not proven to disturb the fewest"
        )
        yield f"This is {proof}."
