"""Instances and timetables as commands read them: warnings are printed on standard error."""

from pathlib import Path
from typing import TYPE_CHECKING

from scheduler.cli.printing import err

if TYPE_CHECKING:
    from models import Fault, Instance, Timetable


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


def _look_at(fault: "Fault") -> None:
    err(f"Look at this: {fault}")
