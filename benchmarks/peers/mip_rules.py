"""Declared rules of the time-indexed program, and breaks, which a rule may compare."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from itertools import pairwise

from benchmarks.peers.answers import refuse_rules
from benchmarks.peers.mip_variables import Start, Ticks
from models import Rule
from models.clock import Minute


def declared(ticks: Ticks) -> None:
    """State the hard declared rules.

    Raises
    ------
    Unsupported
        There are rules that this program does not support.
    """
    refuse_rules(ticks.instance, ("precedence", "fair-breaks", "rest", "night-rest"))
    for rule in ticks.instance.rules:
        if rule.weight is None:
            (precedence if rule.kind == "precedence" else fair_breaks)(ticks, rule)


def precedence(ticks: Ticks, rule: Rule) -> None:
    """For each start of the later one: it is not before the earlier one ends."""
    for names in pairwise(rule.activities):
        first, second = (ticks.starts[ticks.compiled.position[name]] for name in names)
        for moment in sorted({x.start for x in second}):
            late = [x.column for x in first if x.end + rule.minutes > moment]
            early = [x.column for x in second if x.start <= moment]
            ticks.program.row((1, [*late, *early]), high=1)


def fair_breaks(ticks: Ticks, rule: Rule) -> None:
    """The largest and the smallest number of breaks differ by the limit at most."""
    most, least = (ticks.program.column(upper=len(ticks.starts)) for _ in range(2))
    for p, person in enumerate(ticks.instance.people):
        if not rule.people or person.id in rule.people:
            columns = breaks_of(ticks, p, exact=True)
            ticks.program.row((1, [most]), (-1, columns), low=0)
            ticks.program.row((1, [least]), (-1, columns), high=0)
    ticks.program.row((1, [most]), (-1, [least]), high=rule.limit)


def breaks_of(ticks: Ticks, p: int, *, exact: bool) -> list[int]:
    """Return columns that add up to the breaks of a person.

    They are made at the first call, exactly if asked for so; otherwise bounded from below only.
    """
    if p not in ticks.breaks:
        mine = [x for a in ticks.of_person.get(p, ()) for x in ticks.starts[a]]
        ticks.breaks[p] = [
            column
            for low, high in ticks.instance.windows
            for column in _in_window(ticks, [x for x in mine if low <= x.start < high], exact)
        ]
    return ticks.breaks[p]


def _in_window(ticks: Ticks, mine: list[Start], exact: bool) -> list[int]:
    """A break begins where something ends, nothing starts soon, and something starts later."""
    program, wait = ticks.program, ticks.instance.policy.break_minutes
    ending, starting = defaultdict(list), defaultdict(list)
    for x in mine:
        ending[x.end].append(x.column)
        starting[x.start].append(x.column)
    starts = sorted(starting)
    ends = [end for end in sorted(ending) if starts and end + wait < starts[-1]]
    later = _later(ticks, starting, [end + wait for end in ends], exact)
    begins = []
    for end in ends:
        begin, still = program.column(whole=False), [later[end + wait]]
        soon = starts[bisect_left(starts, end) : bisect_right(starts, end + wait)]
        started = [column for start in soon for column in starting[start]]
        program.row((1, [begin, *started]), (-1, [*ending[end], *still]), low=-1)
        if exact:
            program.row((1, [begin]), (-1, ending[end]), high=0)
            program.row((1, [begin]), (-1, still), high=0)
            for start in soon:
                program.row((1, [begin, *starting[start]]), high=1)
        begins.append(begin)
    return begins


def _later(
    ticks: Ticks, starting: dict[Minute, list[int]], moments: list[Minute], exact: bool
) -> dict[Minute, int]:
    """Return for each moment a column: does anything start after it? Chained from the last."""
    program, starts = ticks.program, sorted(starting)
    later: dict[Minute, int] = {}
    following: list[int] = []
    upper = len(starts)
    for moment in reversed(moments):
        column = program.column(whole=False)
        lower = bisect_right(starts, moment)
        between = [starting[start] for start in starts[lower:upper]]
        for columns in [*between, following]:
            program.row((1, [column]), (-1, columns), low=0)
        if exact:
            reasons = [c for columns in [*between, following] for c in columns]
            program.row((1, [column]), (-1, reasons), high=0)
        later[moment] = column
        following, upper = [column], lower
    return later
