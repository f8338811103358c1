"""Goal ``audience``: parallel workshops, missing seats, missing people."""

from collections import defaultdict
from collections.abc import Iterable

from models import Score
from models.clock import inside, overlap
from scheduler.checking.sheet import Engagement, Placed, Sheet
from scheduler.checking.sweeps import near_pairs, profile


def audience(sheet: Sheet) -> Score:
    """Same-topic workshops in parallel, seats short and wished-for people missing."""
    weights = sheet.instance.policy.audience
    parts = {
        "parallel_minutes": _parallel_minutes(sheet),
        "seats_short": sum(
            max(0, placed.activity.audience - placed.room.capacity) for placed in sheet.placed
        ),
        "wished_missing": _wished_missing(sheet),
    }
    value = sum(getattr(weights, part) * amount for part, amount in parts.items())
    return Score(value=value, parts=parts)


def _parallel_minutes(sheet: Sheet) -> int:
    """Per topic, minutes of each workshop under way beyond the first."""
    topics: dict[str, list[Placed]] = defaultdict(list)
    for placed in sheet.placed:
        if placed.activity.kind == "workshop":
            for topic in set(placed.activity.topics):
                topics[topic].append(placed)
    return sum(
        (end - start) * max(0, level - 1)
        for workshops in topics.values()
        for (start, end), level in profile((placed.during, 1) for placed in workshops)
    )


def _wished_missing(sheet: Sheet) -> int:
    """Count wishes that cannot be met, and wishes of two activities at once.

    Where an activity requires a person as well, its wish for them does not count at all.
    """
    wishing: dict[str, list[Engagement]] = defaultdict(list)
    for placed in sheet.placed:
        for person in set(placed.activity.wished_people) - placed.people:
            wishing[person].append(Engagement(*placed.engaged(person), placed))
    return sum(
        sum(_cannot_come(sheet, person, wish) for wish in wishes) + _torn(wishes)
        for person, wishes in wishing.items()
    )


def _cannot_come(sheet: Sheet, person: str, wish: Engagement) -> bool:
    """Tell whether a wished-for person is away or required elsewhere at that time."""
    if not any(inside(wish.during, stretch) for stretch in sheet.instance.free[person]):
        return True
    return any(overlap(wish.during, other.during) for other in sheet.engagements[person])


def _torn(wishes: Iterable[Engagement]) -> int:
    """Count the pairs of wishes for a person that would engage them at the same time."""
    return sum(overlap(first.during, second.during) for first, second in near_pairs(wishes))
