"""Arguments that are one of several names, which are slow to import."""

from collections.abc import Iterable
from typing import TypeVar

import typer

Name = TypeVar("Name", bound=str)


def one_of(known: Iterable[Name], given: str, argument: str) -> Name:
    """Return the known name that was given.

    Raises
    ------
    typer.BadParameter
        There is none; the message lists all.
    """
    names = list(known)
    for name in names:
        if name == given:
            return name
    raise typer.BadParameter(f"{given!r} is none of {', '.join(names)}", param_hint=argument)
