"""Work in a child process that is killed, with all it has started, when its time is over."""

import os
import signal
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from multiprocessing.connection import Connection
from typing import Any, TypeVar

from models import InstanceError
from scheduler.machine import process_context
from scheduler.publishing.posix import kill_session, lead_session

Result = TypeVar("Result")


class ChildFailed(RuntimeError):
    """The child gave no answer: it took too long, died, or raised an unexpected error."""


def in_child(function: Callable[..., Result], *arguments: object, seconds: float) -> Result:
    """Call a function in a child process and return what it returns.

    Parameters
    ----------
    seconds
        After these the child is killed.

    Raises
    ------
    ChildFailed
        No answer came.
    InstanceError
        The function raised it.
    """
    context: Any = process_context()
    answer, tell = context.Pipe(duplex=False)
    alive, hold = context.Pipe(duplex=False)
    process = context.Process(target=_work, args=(function, arguments, tell, alive, hold))
    process.start()
    tell.close()
    alive.close()
    try:
        if not answer.poll(seconds):
            raise ChildFailed(f"no answer within {seconds:.0f} seconds, so it was killed")
        kind, value = answer.recv()
    except EOFError:
        process.join(1)
        raise ChildFailed(f"it died ({_ending(process.exitcode)})") from None
    finally:
        kill_session(process.pid)
        process.kill()
        process.join()
        answer.close()
        hold.close()
    if kind == "faults":
        raise InstanceError(value)
    if kind == "system":
        raise ChildFailed(value)
    if kind == "bug":
        raise ChildFailed(f"a bug in summit: {value}")
    return value  # type: ignore[no-any-return]


def _work(
    function: Callable[..., Any],
    arguments: tuple[object, ...],
    tell: Connection,
    alive: Connection,
    hold: Connection,
) -> None:
    """Work in a new session, so that one signal reaches every process that is started here."""
    lead_session()
    hold.close()  # only the parent has it open now, so its death closes it
    threading.Thread(target=_die_with_parent, args=(alive,), daemon=True).start()
    try:
        tell.send(("value", function(*arguments)))
    except InstanceError as error:
        tell.send(("faults", error.faults))
    except OSError as error:
        where = f" {error.filename}" if error.filename else ""
        tell.send(("system", f"cannot read or write{where}: {error.strerror or error}"))
    except Exception as error:
        traceback.print_exc()
        tell.send(("bug", f"{type(error).__name__}: {error}"))


def _die_with_parent(alive: Connection) -> None:
    with suppress(EOFError, OSError):
        alive.recv()
    kill_session(os.getpid())


def _ending(code: int | None) -> str:
    if code is not None and code < 0:
        with suppress(ValueError):
            return signal.Signals(-code).name
    return f"exit code {code}"
