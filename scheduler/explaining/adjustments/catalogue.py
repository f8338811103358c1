"""The adjustments of each fact: how far it can be loosened, how that reads, and what it costs."""

from collections.abc import Iterator, Sequence

from models import Instance
from scheduler.explaining.adjustments.adjustment import Adjustment
from scheduler.explaining.adjustments.numbers import numbers
from scheduler.explaining.adjustments.times import longer_days, longer_openings, longer_stays
from scheduler.explaining.fact import Fact, relaxed
from scheduler.explaining.prices import price_of_dropping

SAYINGS: dict[tuple[str, str], str] = {
    ("activities", "pin_start"): "Let {} start at another time",
    ("activities", "slots"): "Let {} be outside the times given",
    ("activities", "pin_room"): "Let {} be in another room",
    ("activities", "rooms"): "Let {} be in another room",
    ("activities", "seats"): "Let {} do with fewer seats",
    ("activities", "equipment"): "Let {} do without its equipment",
    ("activities", "set_up_minutes"): "Let {} do without set-up and clear-down",
    ("activities", "optional"): "Leave out {}",
    ("rules", "kind"): "Drop rule {}",
    ("rooms", "open"): "Open {} at all times",
    ("rooms", "kinds"): "Let {} host every kind",
    ("rooms", "equipment"): "Bring all equipment that is asked for to {}",
    ("rooms", "turnaround_minutes"): "Do without turnaround in {}",
    ("availability", "present"): "Have {} there throughout",
    ("transfers", "minutes"): "Allow no time for {}",
    ("days", "start"): "Let the day {} last round the clock",
}
"""How it reads to drop a cell; of other cells, what is dropped is named."""

NEVER_DROPPED = {("rooms", "units"), ("rooms", "capacity"), ("resources", "level")}
"""Numbers that can be changed but not dropped."""


def adjustments_of(instance: Instance, fact: Fact) -> Iterator[Adjustment]:
    """Yield the ways to loosen a fact, gradual ones first."""
    for ways in (numbers, longer_stays, longer_openings, longer_days):
        yield from ways(instance, fact)
    if (fact.table, fact.column) not in NEVER_DROPPED and fact.table != "people":
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
    form = SAYINGS.get((first.table, first.column))
    if form is None:
        return "; ".join(f"{m.head} {m.let_off}" for m in members)
    heads = [m.subjects[0] if m.table in ("rules", "days") else m.head for m in members]
    if first.table == "transfers":
        heads = [head[:1].lower() + head[1:] for head in heads]
    return form.format(" and ".join([", ".join(heads[:-1]), heads[-1]] if heads[1:] else heads))
