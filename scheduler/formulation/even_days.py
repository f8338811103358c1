"""Breaks on days of equal cells, each filled or empty: for published benchmarks only.

The business-to-business problems have such days, a summit hardly ever; the number of breaks is the
same with and without.

On such days the number of breaks is stated by whole runs of engagements, which a search refutes
far sooner than single moments. Blocks of engagements and cells for them are from Bofill,
Coll, Garcia, Giraldez-Cru, Pesant, Suy and Villaret, Constraint solving approaches to
the business-to-business meeting scheduling problem, JAIR 74 (2022).
"""

from collections import Counter, defaultdict
from itertools import pairwise, product

from models.clock import Minute
from scheduler.formulation.variables import Expression, Literal, Stretch, Variables, total


def is_even(v: Variables, stretches: list[Stretch]) -> bool:
    """Tell whether a person's stretches of one date make it an even day.

    All activities that they may have on that date are mandatory and only possible then; all are
    equally long, and longer than a wait that is no break; and starts are whole lengths apart. So
    a break is any run of empty cells between two filled ones, and the number of filled ones is
    known.
    """
    first, length = stretches[0].start, stretches[0].end - stretches[0].start
    if length <= v.compiled.instance.policy.break_minutes:
        return False
    if any(s.end - s.start != length or (s.start - first) % length for s in stretches):
        return False
    here = Counter(s.activity for s in stretches)
    return all(
        v.compiled.activities[a].must and count == len(v.starts[a]) for a, count in here.items()
    )


def breaks_of_even_day(v: Variables, stretches: list[Stretch], most: int) -> Expression:
    """Return the number of breaks of an even day, exact, and at most ``most``.

    Runs are counted by their ends; literal k of ``more`` says that there are more than k breaks.
    Either there is a break, or all engagements are one block. The constraints on parts of the
    day are implied by the starts, but a search that counts by cells does not see that.
    """
    filled = _cells(v, stretches)
    parts = _parts(stretches)
    for part, engagements in parts.items():
        v.model.add(total(filled[n] for n in part) >= engagements)
    engagements = parts[range(len(filled))]
    most = min(most, engagements - 1, (len(filled) - 1) // 2)
    more = [v.literal() for _ in range(most)]
    for fewer, further in pairwise(more):
        v.model.add_implication(further, fewer)
    v.model.add(total(filled) == engagements)
    v.model.add(total(_ends(v, filled)) == 1 + total(more))
    v.model.add_exactly_one([*_blocks(v, filled, parts), *more[:1]])
    return total(more)


def _parts(stretches: list[Stretch]) -> dict[range, int]:
    """Return parts of a day, as cells, with the number of activities that have to be inside."""
    first = min(s.start for s in stretches)
    cells: dict[int, list[int]] = defaultdict(list)
    for s in stretches:
        cells[s.activity].append((s.start - first) // (s.end - s.start))
    spans = [(min(possible), max(possible)) for possible in cells.values()]
    parts = {}
    for low, high in product({low for low, _ in spans}, {high for _, high in spans}):
        inside = sum(low <= earliest and latest <= high for earliest, latest in spans)
        if inside:
            parts[range(low, high + 1)] = inside
    return parts


def _cells(v: Variables, stretches: list[Stretch]) -> list[Literal]:
    """Return, for each cell from the first start to the last end, that it is filled."""
    by_start: dict[Minute, list[Literal]] = defaultdict(list)
    for s in stretches:
        by_start[s.start].append(s.literal)
    length = stretches[0].end - stretches[0].start
    moments = range(min(by_start), max(by_start) + 1, length)
    return [v.either(by_start[moment]) for moment in moments]


def _ends(v: Variables, filled: list[Literal]) -> list[Literal]:
    """Return, for each cell, that a run ends with it."""
    ends = []
    for cell, following in pairwise(filled):
        end = v.literal()
        v.model.add_bool_and([cell, following.negated()]).only_enforce_if(end)
        v.model.add_bool_or([end, cell.negated(), following])
        ends.append(end)
    return [*ends, filled[-1]]


def _blocks(v: Variables, filled: list[Literal], parts: dict[range, int]) -> list[Literal]:
    """Return, for each possible place of a block, that it is filled and nothing else is."""
    size = parts[range(len(filled))]
    blocks = []
    for first in range(len(filled) - size + 1):
        inside = range(first, first + size)
        if any(len(set(inside).intersection(part)) < n for part, n in parts.items()):
            continue
        block = v.literal()
        v.model.add_bool_and(
            [cell if n in inside else cell.negated() for n, cell in enumerate(filled)]
        ).only_enforce_if(block)
        blocks.append(block)
    return blocks
