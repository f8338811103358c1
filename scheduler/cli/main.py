"""The command ``summit``, from its start to its exit code."""

import os
import signal
import sys
import traceback
from types import FrameType

from scheduler.cli.endings import BAD_INPUT, LOCKED, OUR_BUG, STOPPED
from scheduler.cli.printing import err
from scheduler.cli.streams import patient_streams

STOPS = (signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else []))
"""Signals that end a solve like Ctrl-C, with the best timetable so far."""


def main() -> None:
    """Run the command; every ending has its documented exit code and one clear message."""
    _insist_on_utf8()
    for number in STOPS:
        if signal.getsignal(number) is not signal.SIG_IGN:  # as nohup sets it
            signal.signal(number, _stop)
    with patient_streams():
        code = _ending()
        for number in (signal.SIGINT, *STOPS):  # what is done stays done, and so does its code
            signal.signal(number, signal.SIG_IGN)
        if code == STOPPED:
            err("summit: stopped before there was anything to show")
        sys.exit(code)


def _ending() -> str | int | None:
    """Run the command, and return its exit code."""
    try:
        from scheduler.cli.app import app  # takes a moment, during which Ctrl-C may come

        app(prog_name="summit")
    except SystemExit as ending:
        return ending.code
    except KeyboardInterrupt:
        return STOPPED
    except Exception as error:
        if isinstance(error.__cause__, KeyboardInterrupt):  # it came while a library was loaded
            return STOPPED
        return _complain(error)
    return None


def _insist_on_utf8() -> None:
    """Begin again in Python's UTF-8 mode if names of files could not be read as they are written.

    In some locales other letters than English ones become text that no document can hold.
    """
    wanted = "PYTHONUTF8", "1"
    if sys.getfilesystemencoding() != "utf-8" and os.environ.get(wanted[0]) != wanted[1]:
        os.environ.update([wanted])
        os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def _complain(error: Exception) -> int:
    """Print what went wrong, and return the exit code."""
    from pydantic import ValidationError

    from models import InstanceError
    from scheduler.cluster import ClusterError
    from scheduler.files import Locked, MissingExtra, render

    if isinstance(error, InstanceError):
        err(render(error.faults))
        return BAD_INPUT
    if isinstance(error, ValidationError | MissingExtra | ClusterError):
        err(f"summit: {error}")
        return BAD_INPUT
    if isinstance(error, OSError):
        where = f" {error.filename}" if error.filename else ""
        err(f"summit: cannot read or write{where}: {error.strerror or error}")
        return BAD_INPUT
    if isinstance(error, Locked):
        err(f"summit: {error}")
        return LOCKED
    traceback.print_exception(error)
    err(f"summit: this is a bug in summit, not a fault of your input: {error}")
    return OUR_BUG


def _stop(_signal: int, _frame: FrameType | None) -> None:
    raise KeyboardInterrupt
