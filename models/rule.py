"""Rules that planners declare between activities."""

from pydantic import Field

from models.names import DeclaredRule
from models.record import Id, Ids, Minutes, Record


class Rule(Record):
    """One declared relation; hard, or soft at ``weight`` for each violation.

    A rule judges only activities that have a place. With ``a`` and ``b`` two listed
    activities, in minutes:

    precedence
        ``end(a) + minutes <= start(b)`` for each two that are listed one after the
        other; violations: pairs.
    apart
        no two overlap; violations: pairs.
    minimum-gap
        ``minutes`` between any two, whichever is first; violations: pairs.
    together
        all start at the same moment; violations: pairs that do not.
    same-room
        all are in the same unit of the same room; violations: pairs that are not.
    same-day
        all are on the same date; violations: pairs that are not.
    at-most-parallel
        never more than ``limit`` under way; violations: the highest number under way
        beyond ``limit``.
    fair-breaks
        largest minus smallest number of breaks of a person (see goal ``breaks``) over
        ``people`` (empty: all persons) at most ``limit``; violations: the excess.
    """

    id: Id = Field(description="Short name, shown when the rule is broken.")
    kind: DeclaredRule = Field(description="Which relation, see below.")
    activities: Ids = Field(
        default=(), description="Ids of activities; for `precedence` their order counts."
    )
    people: Ids = Field(
        default=(), description="Ids of persons, for `fair-breaks` only; empty: all."
    )
    minutes: Minutes = Field(
        default=0, description="Minimum minutes between them, for `precedence` and `minimum-gap`."
    )
    limit: int = Field(
        description="Most at once for `at-most-parallel`, largest difference for `fair-breaks`.",
        default=0,
        ge=0,
    )
    weight: int | None = Field(
        default=None, ge=1, le=1_000_000, description="Cost of one violation; empty: hard."
    )
