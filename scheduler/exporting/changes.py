"""Changes as text: each delegation's section contains only what it may know."""

from collections.abc import Iterator

from models import Changes, Instance, Notice
from scheduler.viewing.audiences import addressee, changes_seen_by
from scheduler.wording.changes import sentence
from scheduler.wording.effects import counted


def changes_text(changes: Changes, instance: Instance) -> str:
    """Return who has to be told what, delegation by delegation; then what concerns nobody by name.

    The section of a delegation, from its name to the next blank line, may be handed to it: it
    gives only the kind of reason why something does not take place. The whole text, and the
    reasons with names (``reason`` of each change), are for planners.
    """
    return "\n\n".join("\n".join(part) for part in _parts(changes, instance)) + "\n"


def _parts(changes: Changes, instance: Instance) -> Iterator[list[str]]:
    count = len(changes.changes)
    if not count:
        yield ["Nothing changes."]
        return
    head = [f"{counted(count, 'activity changes', 'activities change')}."]
    people = counted(len(changes.told), "person", "people")
    tell = f"Tell these {len(changes.notices)} ({people} in all):"
    yield [*head, tell] if changes.notices else head
    for notice in changes.notices:
        yield section(changes, instance, notice)
    nobody = [change for change in changes.changes if not change.tell]
    if nobody:
        lines = (f"  {sentence(instance, change)}" for change in nobody)
        yield ["These concern no person of the instance", *lines]


def section(changes: Changes, instance: Instance, notice: Notice) -> list[str]:
    """Return the lines for one delegation, or a person without one: the name, then what changes."""
    seen = changes_seen_by(changes, instance, addressee(notice))
    return [notice.name, *(f"  {sentence(instance, change)}" for change in seen.changes)]
