"""Commands of the planners' own, called after a night; whatever they do, the night stands."""

import os
import subprocess
from collections.abc import Mapping, Sequence

from scheduler.publishing.monitoring import STATUS, StoreStatus
from scheduler.publishing.posix import kill_session
from scheduler.publishing.release import ANNOUNCED
from scheduler.publishing.store import Store

STANDARD_ERROR = 2


def facts_for_command(name: str, store: Store, status: StoreStatus) -> dict[str, str]:
    """Return what a command may know of a night; the status, a JSON file, has the rest."""
    folder = store.releases_folder / status.release if status.release else None
    return {
        "SUMMIT_COMMAND": name,
        "SUMMIT_STORE": os.path.abspath(store.folder),
        "SUMMIT_STATUS": os.path.abspath(store.folder / STATUS),
        "SUMMIT_RELEASE": status.release or "",
        "SUMMIT_FOLDER": os.path.abspath(folder) if folder else "",
        "SUMMIT_PUBLIC": os.path.abspath(folder / ANNOUNCED) if folder else "",
    }


def call(command: Sequence[str], facts: Mapping[str, str], *, seconds: float) -> str:
    """Call a command, and return what went wrong, as the end of a sentence; empty if nothing did.

    It is started as it stands, by no shell. What it prints goes to standard error, beside the
    log. When its time is over it is killed, with all that it has started.

    Parameters
    ----------
    command
        The program and its arguments.
    facts
        Variables added to the environment that it gets.
    """
    try:
        process = subprocess.Popen(
            command,
            env=os.environ | facts,
            stdin=subprocess.DEVNULL,
            stdout=STANDARD_ERROR,
            stderr=STANDARD_ERROR,
            start_new_session=True,
        )
    except OSError as error:
        return f"cannot be started: {error.strerror or error}"
    except ValueError as error:  # a zero byte in an argument, say
        return f"cannot be started: {error}"
    try:
        code = process.wait(seconds)
    except subprocess.TimeoutExpired:
        return f"took longer than {seconds:g} seconds, so it was killed"
    except KeyboardInterrupt:
        return "was stopped together with the night"
    else:
        return f"ended with exit code {code}" if code else ""
    finally:
        if process.returncode is None:
            kill_session(process.pid)
            process.wait()
