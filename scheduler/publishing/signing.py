"""Who does something to a store by hand."""

import getpass

from models.text import plain
from scheduler.publishing.posix import user_number

LONGEST_NAME = 200
"""The most letters of a name that are kept."""


def signed(by: str | None) -> str:
    """Return who it is, for the audit record: the name given, else the login name."""
    return plain(by or "")[:LONGEST_NAME] or _login()


def _login() -> str:
    try:
        return plain(getpass.getuser())[:LONGEST_NAME]
    except (KeyError, OSError):  # the system knows no name of this user, as in some containers
        return f"user {user_number()}"
