"""Preflight: what counting alone tells before any search."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from models import Instance
from scheduler.compiling import Compiled, compile_instance
from scheduler.explaining.crowds import crowds
from scheduler.explaining.finding import Finding
from scheduler.explaining.lints import LINTS
from scheduler.explaining.nowhere import nowhere
from scheduler.explaining.shortages import clashes, overbooked, resources_short

Check = Callable[[Compiled], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (nowhere, overbooked, clashes, crowds, resources_short, *LINTS)


@dataclass(frozen=True)
class Preflight:
    """Findings in the order of the checks.

    Attributes
    ----------
    facts
        All of them.
    """

    facts: tuple[Finding, ...]

    @property
    def doomed(self) -> tuple[Finding, ...]:
        """Each of these alone makes a timetable impossible."""
        return tuple(fact for fact in self.facts if fact.dooms == "instance")

    def __str__(self) -> str:
        lines = [fact.labelled for fact in self.facts]
        return "\n".join(lines) or "Nothing found."


def preflight(instance: Instance) -> Preflight:
    """Return what can be told without a search: necessary conditions, and oddities.

    An instance without a finding may still be impossible: see :func:`scheduler.explain`.
    """
    compiled = compile_instance(instance)
    return Preflight(tuple(finding for check in CHECKS for finding in check(compiled)))
