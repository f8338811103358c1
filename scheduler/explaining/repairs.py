"""Repairs: the smallest adjustments of facts after which the whole instance is feasible."""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field

from models import Instance, Placement, Timetable
from scheduler.explaining.adjustments.adjustment import Adjustment
from scheduler.explaining.adjustments.catalogue import adjustments_of, dropped
from scheduler.explaining.conflicts import FoundConflict
from scheduler.explaining.editing import essence
from scheduler.explaining.fact import Fact, relaxed
from scheduler.explaining.probing import Prober
from scheduler.wording.explanations import change_text

MOST_REPAIRS = 10
MOST_ALIKE = 2
"""Ways to adjust one fact that are listed."""


@dataclass(frozen=True)
class FoundRepair:
    """A change after which there is a timetable.

    Attributes
    ----------
    changes, price, possible
        As of :class:`models.Repair`.
    witness
        A timetable of the mandatory activities after the change, which the referee passed.
    instance
        The whole instance after the change.
    """

    changes: tuple[str, ...]
    price: int
    possible: tuple[Placement, ...]
    witness: Timetable = field(repr=False)
    instance: Instance = field(repr=False)


@dataclass(frozen=True)
class Remedy:
    """An adjustment of a fact, and how many steps of it are needed."""

    fact: Fact
    adjustment: Adjustment
    steps: int

    @property
    def price(self) -> int:
        """Price in points."""
        return self.adjustment.price(self.steps)


def find_repairs(
    instance: Instance, conflicts: Sequence[FoundConflict], left_out: Sequence[Fact], prober: Prober
) -> tuple[FoundRepair, ...]:
    """Return verified repairs, the cheapest first.

    Each conflict has remedies of its own, found with the other conflicts set aside. A repair
    takes one remedy for each conflict, or one that is enough for all. To leave out what the
    best partial timetable leaves out is always among the repairs.

    Parameters
    ----------
    left_out
        The facts that activities must take place which the partial timetable leaves out.
    """
    core = essence(instance)
    found: dict[tuple[str, ...], FoundRepair] = {}
    if left_out:
        every = Remedy(left_out[0], dropped(instance, left_out), len(left_out))
        _try(instance, [every], prober, found)
    options: list[list[Remedy]] = []
    for conflict in conflicts:
        others = [f for other in conflicts if other is not conflict for f in other.set_aside]
        share = prober.until(0.7 / (len(conflicts) - len(options)))
        options.append(_options(conflict, instance, relaxed(core, others), share))
    for chosen in _choices(options) if options and all(options) else ():
        if len(found) == MOST_REPAIRS:
            break
        _try(instance, chosen, prober, found)
    return tuple(sorted(found.values(), key=lambda repair: repair.price))


def _try(
    instance: Instance,
    chosen: list[Remedy],
    prober: Prober,
    found: dict[tuple[str, ...], FoundRepair],
) -> None:
    repair = _verified(instance, chosen, prober)
    if repair is not None:
        found.setdefault(repair.changes, repair)


def _options(
    conflict: FoundConflict, instance: Instance, rest: Instance, prober: Prober
) -> list[Remedy]:
    """Return the steps that each adjustment of a fact of a conflict needs, the cheapest first."""
    every = [
        (fact, adjustment)
        for fact in conflict.facts
        for adjustment in adjustments_of(instance, fact)
    ]
    every += _some_at_once(conflict, instance)
    options = []
    for fact, adjustment in sorted(every, key=lambda pair: pair[1].price(1)):
        steps = _least(adjustment, rest, prober) if prober.left else None
        if steps is not None:
            options.append(Remedy(fact, adjustment, steps))
    options.sort(key=lambda option: option.price)
    return [
        option
        for n, option in enumerate(options)
        if sum(other.fact is option.fact for other in options[:n]) < MOST_ALIKE
    ]


def _some_at_once(conflict: FoundConflict, instance: Instance) -> Iterator[tuple[Fact, Adjustment]]:
    """Yield adjustments that drop several facts that are alike but listed one by one."""
    kinds: dict[Hashable, list[Fact]] = {}
    for fact in conflict.facts:
        if fact.table == "activities" and fact.kind is not None and len(fact.members) == 1:
            kinds.setdefault(fact.kind, []).append(fact)
    for some in kinds.values():
        if len(some) > 1:
            yield some[0], dropped(instance, some)


def _least(adjustment: Adjustment, rest: Instance, prober: Prober) -> int | None:
    """Return the fewest steps that are enough, by doubling and halving."""

    def enough(steps: int) -> bool:
        return prober.is_feasible(adjustment.edit(rest, steps))

    if adjustment.most > 2 and not enough(adjustment.most):
        return None
    low, high = 0, 1
    while not enough(high):
        if high >= adjustment.most:
            return None
        low, high = high, min(2 * high, adjustment.most)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if enough(middle) else (middle, high)
    return high


def _choices(options: list[list[Remedy]]) -> Iterator[list[Remedy]]:
    """Yield the cheapest choice, then those with one other option, then single options.

    The cheapest of each kind of change comes before a second one of any, so that planners can
    choose between a longer stay, another room and a rest that is given up.
    """
    best = [some[0] for some in options]
    yield best
    others = [
        [*best[:n], option, *best[n + 1 :]] for n, some in enumerate(options) for option in some[1:]
    ]
    if len(options) > 1:
        others += [[option] for some in options for option in some]
    seen: Counter[Hashable] = Counter()
    ranked = []
    for chosen in sorted(others, key=lambda chosen: sum(option.price for option in chosen)):
        kind = tuple((option.fact.table, option.fact.column) for option in chosen)
        ranked.append((seen[kind], chosen))
        seen[kind] += 1
    yield from (chosen for _, chosen in sorted(ranked, key=lambda pair: pair[0]))


def _verified(instance: Instance, chosen: list[Remedy], prober: Prober) -> FoundRepair | None:
    """Return the repair if the whole edited instance is feasible."""
    after = instance
    for option in chosen:
        after = option.adjustment.edit(after, option.steps)
    witness = prober.probe(essence(after)).timetable
    if witness is None:
        return None
    changes, possible = [], []
    for option in chosen:
        free = option.adjustment.moved(option.steps)
        places = [p for p in witness.placements if p.activity in free and p.start is not None]
        changes.append(change_text(option.adjustment.says(option.steps), places, instance))
        possible += places
    return FoundRepair(
        changes=tuple(dict.fromkeys(changes)),
        price=sum(option.price for option in chosen),
        possible=tuple(possible),
        witness=witness,
        instance=after,
    )
