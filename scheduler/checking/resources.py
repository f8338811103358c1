"""The standing rule about shared resources."""

from collections import defaultdict
from collections.abc import Iterator

from models import Violation
from models.clock import merged, overlap
from scheduler.checking.sentences import found, several
from scheduler.checking.sheet import Check, Placed, Sheet
from scheduler.checking.sweeps import profile
from scheduler.wording.names import whose
from scheduler.wording.times import when


def resource_level(sheet: Sheet) -> Iterator[Violation]:
    """At no moment do activities under way need more of a resource than its level.

    There is one violation for each longest stretch in which they do.
    """
    users: dict[str, list[Placed]] = defaultdict(list)
    for placed in sheet.placed:
        for name in placed.activity.resources:
            users[name].append(placed)
    for resource in sheet.instance.resources:
        needs = [(p.during, p.activity.resources[resource.id]) for p in users[resource.id]]
        levels = profile(needs)
        for short in merged(during for during, level in levels if level > resource.level):
            most = max(level for during, level in levels if overlap(during, short))
            placed_then = [p for p in users[resource.id] if overlap(p.during, short)]
            message = (
                f"{whose(resource)}: up to {most} needed at once, {when(sheet.instance, short)}, "
                f"but there are {resource.level}; needed by {several(placed_then)}"
            )
            yield found("resource-level", "resource", resource.id, placed_then, short, message)


RESOURCE_CHECKS: tuple[Check, ...] = (resource_level,)
"""The standing rules about resources, in the order in which they are reported."""
