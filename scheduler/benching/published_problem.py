"""A published problem as an ordinary instance, and what its source says of it."""

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
        As its source calls it.
    instance
        The same problem in this project's words; its policy has one tier.
    scale
        The tier's value divided by this is the source's objective.
    answer
        Turns a timetable into the answer format of the source, where it has one.
    """

    name: str
    instance: Instance
    scale: int = 1
    answer: Callable[[Timetable], Answer] | None = None


@dataclass(frozen=True)
class Published:
    """What the source says of one problem.

    Attributes
    ----------
    status
        ``satisfiable`` where it says only that there is a solution.
    value
        The optimum, in the unit of the source.
    seconds
        What the best published method took.
    """

    status: Literal["optimal", "satisfiable", "infeasible"] | None = None
    value: int | None = None
    seconds: float | None = None


def safe(name: str) -> str:
    """Return a name as ids and names of instances may be: ``S+-1`` becomes ``S--1``."""
    return re.sub(r"[^A-Za-z0-9_.-]", "-", name).lstrip("_.-")[:64] or "problem"
