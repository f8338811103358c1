"""Orders that leave no start for the last one: earliest starts, along hard precedences."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations, pairwise

from models import Finding
from models.clock import Minute
from scheduler.compiling import Compiled, CompiledActivity
from scheduler.wording.findings import no_start_after

Pair = tuple[str, str]


@dataclass(frozen=True)
class Reached:
    """The earliest start of an activity, and which others have to be over before."""

    start: Minute
    after: tuple[str, ...] = ()


def chains(compiled: Compiled) -> Iterator[Finding]:
    """An activity that has no start left when those that come before it are over."""
    known = {a.source.id: a for a in compiled.activities if a.must and a.starts}
    orders = _orders(compiled, known)
    apart = _other_days(compiled)
    reached = {name: Reached(a.starts[0]) for name, a in known.items()}
    waiting = list(orders)
    while waiting:
        changed: list[str] = []
        for before in waiting:
            for after, minutes in orders[before].items():
                path = (*reached[before].after, before)
                if after in path:  # a ring, which a search finds
                    continue
                start = _earliest(compiled, known, reached, (before, after), minutes, apart)
                if start is None:
                    yield _finding(known, (*path, after))
                    return
                if start > reached[after].start:
                    reached[after] = Reached(start, path)
                    changed.append(after)
        waiting = [name for name in dict.fromkeys(changed) if name in orders]


def _orders(compiled: Compiled, known: dict[str, CompiledActivity]) -> dict[str, dict[str, int]]:
    """Return for each activity those that come after it, with the minutes between."""
    orders: dict[str, dict[str, int]] = defaultdict(dict)
    for rule in compiled.instance.rules:
        if rule.kind == "precedence" and rule.weight is None:
            for before, after in pairwise(rule.activities):
                if before in known and after in known:
                    longest = max(rule.minutes, orders[before].get(after, 0))
                    orders[before][after] = longest
    return dict(orders)


def _other_days(compiled: Compiled) -> set[frozenset[str]]:
    """Return the pairs that have to be on different dates."""
    return {
        frozenset(pair)
        for rule in compiled.instance.rules
        if rule.weight is None
        if rule.kind == "different-day" or (rule.kind == "day-distance" and rule.least_days)
        for pair in combinations(rule.activities, 2)
    }


def _earliest(
    compiled: Compiled,
    known: dict[str, CompiledActivity],
    reached: dict[str, Reached],
    pair: Pair,
    minutes: int,
    apart: set[frozenset[str]],
) -> Minute | None:
    """Return the first start of an activity after another one; None if there is none."""
    before, after = (known[name] for name in pair)
    start = reached[pair[0]].start
    n = bisect_left(after.starts, start + before.minutes + minutes)
    if frozenset(pair) in apart:
        day = compiled.instance.date_of(start)
        n = max(n, bisect_right(after.starts, day, key=compiled.instance.date_of))
    return after.starts[n] if n < len(after.starts) else None


def _finding(known: dict[str, CompiledActivity], chain: tuple[str, ...]) -> Finding:
    last = known[chain[-1]].source
    return Finding(
        dooms="instance",
        rule="precedence",
        subject_kind="activity",
        subject=last.id,
        activities=chain,
        message=no_start_after(last, [known[name].source for name in chain[:-1]]),
    )
