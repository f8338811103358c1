"""A published problem as an ordinary instance, and its published result."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from models import Instance, Timetable

Answer = dict[str, dict[str, int | str] | None]


@dataclass(frozen=True)
class PublishedProblem:
    """One problem of a published set.

    Attributes
    ----------
    name
        Its name in the source.
    instance
        The same problem as an instance; its policy has one tier.
    scale
        The value of the tier, divided by this, is the objective of the source.
    answer
        Turns a timetable into the answer format of the source, where it has one.
    """

    name: str
    instance: Instance
    scale: int = 1
    answer: Callable[[Timetable], Answer] | None = None


@dataclass(frozen=True)
class Published:
    """The published result of one problem.

    Attributes
    ----------
    status
        ``satisfiable`` where it is only known that there is a solution.
    value
        The optimum, in the unit of the source.
    seconds
        Time of the best published method.
    """

    status: Literal["optimal", "satisfiable", "infeasible"] | None = None
    value: int | None = None
    seconds: float | None = None


def safe(name: str) -> str:
    """Return a name with the characters that ids may have: ``S+-1`` becomes ``S--1``."""
    return re.sub(r"[^A-Za-z0-9_.-]", "-", name).lstrip("_.-")[:64] or "problem"
