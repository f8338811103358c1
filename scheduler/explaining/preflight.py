"""Preflight: what counting alone shows, before any search."""

from collections.abc import Callable, Iterator

from models import Finding, Instance, Preflight
from scheduler.compiling import Compiled, compile_instance
from scheduler.explaining.chains import chains
from scheduler.explaining.crowds import crowds
from scheduler.explaining.gaps import gaps_too_short
from scheduler.explaining.lints import LINTS
from scheduler.explaining.nowhere import nowhere
from scheduler.explaining.queues import queues
from scheduler.explaining.shortages import clashes, overbooked, resources_short
from scheduler.wording.explanations import findings_text

Check = Callable[[Compiled], Iterator[Finding]]

CHECKS: tuple[Check, ...] = (
    nowhere,
    overbooked,
    clashes,
    crowds,
    queues,
    chains,
    resources_short,
    gaps_too_short,
    *LINTS,
)


def preflight(instance: Instance) -> Preflight:
    """Return what can be seen without a search: necessary conditions that fail, and oddities.

    An instance without findings may still be infeasible: see :func:`scheduler.explain`.
    """
    found = findings(instance)
    return Preflight(facts=found, text=findings_text(found))


def findings(instance: Instance) -> tuple[Finding, ...]:
    """Return the findings in the order of the checks."""
    compiled = compile_instance(instance)
    return tuple(finding for check in CHECKS for finding in check(compiled))


def doomed(instance: Instance) -> tuple[Finding, ...]:
    """Return the findings that each make a timetable impossible."""
    return tuple(finding for finding in findings(instance) if finding.dooms == "instance")
