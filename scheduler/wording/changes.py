"""Changes as sentences for the people concerned."""

from collections.abc import Iterable, Iterator

from models import Change, Instance, Placement
from scheduler.wording import names


def sentence(instance: Instance, change: Change) -> str:
    """Say how one activity changes, with everything that the change contains."""
    name = names.named(f"'{change.title}'" if change.title else "", change.activity)
    return f"{name}: {'; '.join(_parts(instance, change))}"


def _parts(instance: Instance, change: Change) -> Iterator[str]:
    before, after = change.before, change.after
    if "added" in change.what:
        yield f"new, {names.placement(instance, after)}"
        return
    if after is None:
        yield _lost(instance, change)
        yield f"was {names.placement(instance, before)}"
        return
    yield _moved(instance, change, before, after)
    if "minutes" in change.what:
        yield f"takes {change.minutes_after} minutes, no longer {change.minutes_before}"
    if "people" in change.what and change.joined:
        yield f"now with {_people(instance, change.joined)}"
    if "people" in change.what and change.left:
        yield f"no longer with {_people(instance, change.left)}"


def _moved(instance: Instance, change: Change, before: Placement | None, after: Placement) -> str:
    here = names.placement(instance, after)
    if "moved-time" in change.what:
        return f"moves from {names.placement(instance, before)} to {here}"
    if "moved-room" in change.what and before is not None:
        was, now = names.room_of(instance, before), names.room_of(instance, after)
        when = names.time_of(instance, after)
        return f"same time ({when}), another room: {now}, no longer {was}"
    if "unit" in change.what and before is not None:
        return f"same time and room, another unit: {here}, no longer unit {before.unit}"
    return f"stays {here}"


def _lost(instance: Instance, change: Change) -> str:
    """Say that it has lost its place, and why: with names for planners, else the kind of reason."""
    if "dropped" not in change.what:
        return f"no longer with {_people(instance, change.tell)}"
    if any(cause.kind == "cancelled" for cause in change.causes):
        return "is cancelled"
    why = change.reason or ", ".join(_because(instance, change))
    return f"does not take place ({why})" if why else "does not take place"


def _because(instance: Instance, change: Change) -> Iterator[str]:
    two = len(change.people_before) == 2
    other = "the other side" if two else "somebody else who is required"
    for cause in change.causes:
        who = _person(instance, cause.person) if cause.person else other
        match cause.kind:
            case "engaged":
                yield f"{who} is engaged then"
            case "away":
                yield f"{who} is not available then"
            case "room":
                yield "its room is not available then"


def _people(instance: Instance, people: Iterable[str]) -> str:
    return ", ".join(_person(instance, person) for person in people)


def _person(instance: Instance, name: str) -> str:
    known = instance.person.get(name)
    return names.who(known) if known else name
