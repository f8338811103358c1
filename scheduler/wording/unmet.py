"""Why a request has no place, in words for planners: they name people and rooms."""

from collections.abc import Iterable, Mapping, Sequence

from models import Instance, Placement
from scheduler.wording import names

HELD = "kept without a place"
WAITS = "waits as before"
MOST_SHOWN = 4

WAYS = {
    "engaged": "is engaged",
    "limit": "has reached the limit of the day",
    "room": "is in use",
    "resource": "is used up",
}
"""Kind of hindrance -> what is said of its subject."""


def nowhere_text(clause: str) -> str:
    """Say that an activity has no legal place, and why."""
    return f"no legal time and room: {clause}"


def beyond_text(clause: str, met: int) -> str:
    """Say that a person has more requests than fit, and how many are met."""
    return (
        f"proven: {clause[:1].lower()}{clause[1:]}; {met} {'has' if met == 1 else 'have'} a place"
    )


def fits_text(place: Placement, instance: Instance) -> str:
    """Say that there is room, so that nothing is in the way."""
    return (
        f"would fit at {names.placement(instance, place)} with nothing else moved: not placed "
        "within the limit, or for the sake of other goals"
    )


def waits_text(place: Placement | None, reason: str, instance: Instance) -> str:
    """Say that a request waits, and where it would fit now or why it has no place."""
    if place is not None:
        return f"{WAITS}; would fit at {names.placement(instance, place)}"
    return f"{WAITS}; {reason}" if reason else WAITS


def crowded_text(
    binding: Sequence[tuple[str, Mapping[str, int]]],
    starts: int,
    refused: Sequence[str],
    unknown: int,
    instance: Instance,
) -> str:
    """Say who and what is in the way of an activity beside what is placed.

    Parameters
    ----------
    binding
        Person, room or resource -> at how many starts they are in the way, by kind of hindrance.
    starts
        How many starts there are.
    refused
        What the referee says of each start at which only other rules are in the way.
    unknown
        At how many starts more nobody is in the way, but the referee was not asked.
    """
    parts = [_way(subject, kinds, starts, instance) for subject, kinds in binding[:MOST_SHOWN]]
    if refused:
        parts.append(f"other rules forbid {_of(len(refused), starts)}, such as: {refused[0]}")
    if unknown:
        parts.append(f"{_of(unknown, starts)} not looked at one by one")
    head = "beside what was placed" if unknown else "no room for it beside what was placed"
    return f"{head}: {'; '.join(parts)}"


def joined(sentences: Iterable[str]) -> str:
    """Join reasons that hold together."""
    return "; ".join(sentences)


def _way(subject: str, kinds: Mapping[str, int], starts: int, instance: Instance) -> str:
    name = _subject(next(iter(kinds)), subject, instance)
    ways = sorted(kinds.items(), key=lambda one: (-one[1], one[0]))
    if len(ways) == 1 and ways[0][1] == starts:
        return f"{name} {WAYS[ways[0][0]]} at {_of(starts, starts)}"
    told = " and ".join(f"{WAYS[kind]} at {count}" for kind, count in ways)
    return f"{name} {told} of {starts} starts"


def _subject(kind: str, name: str, instance: Instance) -> str:
    match kind:
        case "room":
            return names.room(instance, name)
        case "resource":
            return names.whose(instance.resource[name])
        case _:
            return names.person(instance, name)


def _of(count: int, starts: int) -> str:
    if count < starts:
        return f"{count} of {starts} starts"
    return "its only start" if starts == 1 else f"all {starts} starts"
