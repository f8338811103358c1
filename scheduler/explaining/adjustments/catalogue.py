"""How far a fact may be turned, what that says, and what it costs."""

from collections.abc import Iterator, Sequence

from models import Instance
from scheduler.explaining.adjustments.adjustment import Knob
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
"""What it means to drop a cell. Others are told by what is dropped."""

ONLY_TURNED = {("rooms", "units"), ("rooms", "capacity"), ("resources", "level")}
"""Numbers that no planner can do without."""


def knobs(instance: Instance, fact: Fact) -> Iterator[Knob]:
    """Yield the ways to loosen a fact, those that go a little way first."""
    for ways in (numbers, longer_stays, longer_openings, longer_days):
        yield from ways(instance, fact)
    if (fact.table, fact.column) not in ONLY_TURNED and fact.table != "people":
        yield dropped(instance, fact.members)


def dropped(instance: Instance, facts: Sequence[Fact]) -> Knob:
    """Drop facts of one column, the cheapest first."""
    prices = {m.key: price_of_dropping(instance, m) for m in facts}
    members = sorted(facts, key=lambda m: prices[m.key])
    return Knob(
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
