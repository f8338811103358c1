"""What only POSIX systems offer: without it no night begins (:func:`has_sessions`)."""

import os
import signal
import sys
from contextlib import suppress


def has_sessions() -> bool:
    """Tell whether a process can be killed together with all that it has started."""
    return hasattr(os, "killpg")


def lead_session() -> None:
    """Begin a session: one signal then reaches all that this process starts."""
    if sys.platform != "win32":
        os.setsid()


def kill_session(leader: int) -> None:
    """Kill a process and all that it has started, unless it leads no session (yet)."""
    if sys.platform != "win32":
        with suppress(ProcessLookupError, PermissionError):
            if os.getpgid(leader) == leader:
                os.killpg(leader, signal.SIGKILL)


def user_number() -> str:
    """Return the number of the user, who may have no name; elsewhere everybody has one."""
    if sys.platform != "win32":
        return str(os.getuid())
    return ""
