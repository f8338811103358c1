"""The rules that planners declare, hard and soft."""

from hanoi.common import inferred, synthetic
from models import Rule

LEADERS = ("host-president", "host-pm", "host-dpm", "host-mps", "host-mofa", "un-sg")


RULES = (
    Rule(
        id="part-1-before-part-2",
        kind="precedence",
        activities=("W08", "W09"),
        minutes=30,
        **synthetic("part 2 builds on part 1; half an hour for the same trainers"),
    ),
    Rule(
        id="civil-society-apart",
        kind="apart",
        activities=("S2", "S4"),
        **inferred("facts: S4 may be of the same session family as S2: same audience"),
    ),
    Rule(
        id="one-forensics-team",
        kind="minimum-gap",
        activities=("W13", "W18"),
        minutes=15,
        **synthetic("the same demonstrators with the same equipment"),
    ),
    Rule(
        id="legislators-one-day",
        kind="same-day",
        activities=("W31", "W32"),
        **synthetic("the legislative drafters come for one day"),
    ),
    Rule(
        id="day-1-events-two-at-once",
        kind="at-most-parallel",
        activities=("S1", "S2", "S6", "S7"),
        limit=2,
        **synthetic("the events published for day 1 share two moderator teams"),
    ),
    Rule(
        id="virtual-assets-two-at-once",
        kind="at-most-parallel",
        activities=("W22", "W23", "W24"),
        limit=2,
        **synthetic("a small circle of specialists"),
    ),
    Rule(
        id="day-1-high-level-together",
        kind="together",
        activities=("HL3", "HL4"),
        weight=5,
        **inferred("published: HL1 and HL2 in parallel, two by two on day 1"),
    ),
    Rule(
        id="one-stage",
        kind="same-room",
        activities=("HL3", "HL8"),
        weight=3,
        **synthetic("one stage set-up for both roundtables"),
    ),
    Rule(
        id="talks-before-calls",
        kind="precedence",
        activities=("B4", "B5"),
        weight=4,
        **inferred("protocol: talks with the State President come before further calls"),
    ),
    Rule(
        id="fair-waits",
        kind="fair-breaks",
        people=LEADERS,
        limit=2,
        weight=2,
        **synthetic("nobody of the leaders waits much more often than another"),
    ),
)
"""The declared rules of the Hanoi instances."""


def rules() -> list[Rule]:
    """Return the declared rules of the Hanoi instances."""
    return list(RULES)
