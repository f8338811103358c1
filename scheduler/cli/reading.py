"""Instances and timetables as commands read them: warnings are printed on standard error."""

from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.cli.printing import err

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from models import Fault, Instance, Timetable
    from scheduler.viewing.oddities import Oddity
    from scheduler.viewing.recognising import Recognised


AS_TYPED = {"activity": "ACTIVITY", "at": "--at", "room": "--in"}
"""What Python calls a part of a question -> what it is on the command line."""


@contextmanager
def as_typed() -> "Iterator[None]":
    """Name the parts of a question as the command does, in the faults of it."""
    from models import InstanceError

    try:
        yield
    except InstanceError as error:
        raise InstanceError(
            replace(fault, file=AS_TYPED.get(fault.file, fault.file)) for fault in error.faults
        ) from error


def read_instance(path: Path) -> "Instance":
    """Read an instance, and print its warnings, and what does not take place.

    Raises
    ------
    InstanceError
        With every fault found.
    """
    from scheduler.files import load_instance

    instance = load_instance(path, on_warning=_look_at)

    from scheduler.viewing.states import consequences

    for sentence in consequences(instance):
        err(sentence)
    return instance


def oddities(
    path: Path | None,
    timetable: "Timetable | None",
    instance: "Instance",
    *,
    unknown: bool = True,
    today: "Instance | None" = None,
) -> "list[tuple[str, Oddity]]":
    """Return what in a timetable, if there is one, is odd, each after where it is in its file.

    Names that the instance does not have are left out unless ``unknown``. The file is read as one
    of ``today``'s instance, if that is another one.
    """
    if path is None or timetable is None:
        return []
    from scheduler.files import placement_rows
    from scheduler.viewing.programme import read_programme

    found = read_programme(timetable, instance).oddities
    rows = placement_rows(path, today or instance) if found else []
    return [(rows[odd.row][0], odd) for odd in found if unknown or not odd.is_unknown]


def warn_of(odd: "Iterable[tuple[str, Oddity]]") -> None:
    """Print oddities."""
    for where, oddity in odd:
        err(f"{where}: {oddity}")


def warn_of_oddities(path: Path, known: "Recognised", today: "Instance") -> None:
    """Print oddities of an earlier timetable, by its own instance if that is known."""
    facts = known.facts
    known_then = facts is not None
    warn_of(oddities(path, known.timetable, facts or today, unknown=known_then, today=today))


def read_timetable(path: Path, instance: "Instance", *, odd: bool = True) -> "Timetable":
    """Read a timetable, and print its warnings and what has no effect.

    With ``odd`` its oddities too. An ``instance.json`` beside it that is damaged is passed over:
    what is asked is about the instance that is given.

    Raises
    ------
    InstanceError
        With every fault found.
    """
    from models import InstanceError, find_previous_faults
    from scheduler.files import load_facts

    timetable = given_timetable(path, instance)
    facts = None
    with suppress(InstanceError):
        facts = load_facts(path, timetable)
    for fault in find_previous_faults(instance, with_event(timetable, facts), path.name):
        _look_at(fault)
    _warn_of_unread(path, timetable, instance, facts)
    if odd:
        warn_of(oddities(path, timetable, instance))
    return timetable


def given_timetable(path: Path, instance: "Instance | None") -> "Timetable":
    """Read a timetable, in which names of the instance may stand for its ids; print its warnings.

    Raises
    ------
    InstanceError
        With every fault found.
    """
    from scheduler.files import load_timetable

    return load_timetable(path, instance=instance, on_warning=_look_at)


def with_event(timetable: "Timetable", facts: "Instance | None") -> "Timetable":
    """Return a timetable that says of which event it is, as far as that is known."""
    if timetable.instance or facts is None:
        return timetable
    return timetable.model_copy(update={"instance": facts.name})


def _warn_of_unread(
    path: Path, timetable: "Timetable", instance: "Instance", facts: "Instance | None"
) -> None:
    """Print what was edited in columns that are not read, by its own instance if that is known."""
    from scheduler.files import placement_rows, written_beside
    from scheduler.viewing.unread import unread_edits

    rows = placement_rows(path, instance)
    for sentence in unread_edits(timetable, rows, facts or instance, written_beside(path)):
        err(sentence)


def read_previous(path: Path, instance: "Instance") -> "Recognised":
    """Read the timetable that people know, and print what it names otherwise than the instance.

    Raises
    ------
    InstanceError
        It cannot be read, or it is one of another instance.
    """
    from models import InstanceError, find_previous_faults
    from scheduler.files import load_calendars, load_facts
    from scheduler.viewing.recognising import recognise

    timetable = given_timetable(path, instance)
    facts = load_facts(path, timetable)
    _warn_of_unread(path, timetable, instance, facts)
    known = recognise(timetable, facts, instance)
    if faults := find_previous_faults(instance, with_event(known.timetable, facts), path.name):
        raise InstanceError(faults)
    for sentence in known.sentences:
        err(f"{path.name}: {sentence}")
    return replace(known, calendars=load_calendars(path.absolute().parent))


def _look_at(fault: "Fault") -> None:
    err(f"Look at this: {fault}")
