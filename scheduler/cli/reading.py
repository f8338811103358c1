"""Instances and timetables as commands read them: warnings are printed on standard error."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.cli.printing import err

if TYPE_CHECKING:
    from models import Fault, Instance, Timetable
    from scheduler.viewing.recognising import Recognised


def read_instance(path: Path) -> "Instance":
    """Read an instance, and print its warnings.

    Raises
    ------
    InstanceError
        With every fault found.
    """
    from scheduler.files import load_instance

    return load_instance(path, on_warning=_look_at)


def read_timetable(path: Path) -> "Timetable":
    """Read a timetable, and print its warnings.

    Raises
    ------
    InstanceError
        With every fault found.
    """
    from scheduler.files import load_timetable

    return load_timetable(path, on_warning=_look_at)


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

    timetable = read_timetable(path)
    known = recognise(timetable, load_facts(path, timetable), instance)
    if faults := find_previous_faults(instance, known.timetable, path.name):
        raise InstanceError(faults)
    for sentence in known.sentences:
        err(f"{path.name}: {sentence}")
    return replace(known, calendars=load_calendars(path.absolute().parent))


def _look_at(fault: "Fault") -> None:
    err(f"Look at this: {fault}")
