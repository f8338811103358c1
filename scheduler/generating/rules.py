"""Declared rules that the hidden timetable keeps."""

from collections.abc import Callable, Iterator

from models import Activity, Rule
from models.clock import Interval, overlap
from models.names import DeclaredRule
from scheduler.generating.calendar import DAY
from scheduler.generating.hidden import Hidden
from scheduler.generating.size import Size

EACH = 30
"""Workshops for each hard rule of a kind."""

TRIES = 200
GAP = 30
PARALLEL = 2

Holds = Callable[[Interval, Interval], bool]

HARD: dict[DeclaredRule, tuple[int, Holds]] = {
    "precedence": (GAP, lambda a, b: a[1] + GAP <= b[0]),
    "apart": (0, lambda a, b: not overlap(a, b)),
    "same-day": (0, lambda a, b: a[0] // DAY == b[0] // DAY),
    "minimum-gap": (GAP, lambda a, b: a[1] + GAP <= b[0] or b[1] + GAP <= a[0]),
}
"""Kind -> minutes, and whether two stretches of the hidden timetable keep such a rule."""


def rules(hidden: Hidden, size: Size) -> Iterator[Rule]:
    """Yield hard rules on pairs of events, and a soft one on each topic."""
    random = size.random("rules")
    workshops = [a for a in hidden.activities if a.kind == "workshop"]
    if len(workshops) > 1:
        for kind, (minutes, holds) in HARD.items():
            for number in range(1, -(-len(workshops) // EACH) + 1):
                for _ in range(TRIES):
                    pair = random.sample(workshops, 2)
                    one, other = (hidden.places[activity.id].during for activity in pair)
                    if holds(one, other):
                        yield _rule(size, f"{kind}-{number}", kind, pair, minutes=minutes)
                        break
    yield from _topics(workshops, size)


def _topics(workshops: list[Activity], size: Size) -> Iterator[Rule]:
    topics: dict[str, list[Activity]] = {}
    for workshop in workshops:
        topics.setdefault(workshop.topics[0], []).append(workshop)
    for topic, about in sorted(topics.items()):
        if len(about) > PARALLEL:
            name = f"two-at-once-{topic}"
            yield _rule(size, name, "at-most-parallel", about, limit=PARALLEL, weight=2)


def _rule(
    size: Size,
    name: str,
    kind: DeclaredRule,
    activities: list[Activity],
    *,
    minutes: int = 0,
    limit: int = 0,
    weight: int | None = None,
) -> Rule:
    return Rule(
        id=name,
        kind=kind,
        activities=tuple(activity.id for activity in activities),
        minutes=minutes,
        limit=limit,
        weight=weight,
        **size.mark(),
    )
