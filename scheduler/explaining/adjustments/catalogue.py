"""The adjustments of each fact: how far it can be loosened, how that reads, and what it costs."""

from collections.abc import Callable, Iterator, Mapping, Sequence

from models import Instance
from scheduler.explaining.adjustments.absences import without_them
from scheduler.explaining.adjustments.adjustment import Adjustment
from scheduler.explaining.adjustments.numbers import numbers
from scheduler.explaining.adjustments.times import (
    longer_days,
    longer_openings,
    longer_stays,
    longer_times,
)
from scheduler.explaining.fact import Fact, relaxed
from scheduler.explaining.prices import price_of_dropping

LONGER: Mapping[str, Callable[[Instance, Fact], Iterator[Adjustment]]] = {
    "availability": longer_stays,
    "rooms": longer_openings,
    "activities": longer_times,
    "days": longer_days,
}
"""Table -> how a span in it is made longer."""


def adjustments_of(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Yield the ways to loosen a fact, gradual ones first."""
    yield from numbers(instance, fact)
    if fact.row.longer is not None:
        yield from LONGER[fact.table](instance, fact)
    if fact.table == "availability":
        yield from without_them(instance, fact)
    if fact.row.drop or fact.row.let_off:
        yield dropped(instance, fact.members)


def dropped(instance: Instance, facts: Sequence[Fact]) -> Adjustment:
    """Drop facts of one column, the cheapest first."""
    prices = {m.key: price_of_dropping(instance, m) for m in facts}
    members = sorted(facts, key=lambda m: prices[m.key])
    return Adjustment(
        most=len(members),
        edit=lambda given, steps: relaxed(given, members[:steps]),
        says=lambda steps: _saying(members[:steps]),
        price=lambda steps: sum(prices[m.key] for m in members[:steps]),
        moved=lambda steps: tuple(
            m.subjects[0].partition("/")[0]
            for m in members[:steps]
            if m.table == "activities" and m.column != "optional"
        ),
    )


def _saying(members: list[Fact]) -> str:
    first = members[0]
    if not first.row.drop:
        return "; ".join(f"{m.head} {m.let_off}" for m in members)
    heads = [m.subjects[0] if m.table in ("rules", "days") else m.head for m in members]
    if first.table == "transfers":
        heads = [head[:1].lower() + head[1:] for head in heads]
    return first.row.drop.format(
        " and ".join([", ".join(heads[:-1]), heads[-1]] if heads[1:] else heads)
    )
