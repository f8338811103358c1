"""Solves of which each forbids more than the one before, so that timetables serve again."""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor
from contextlib import suppress

from models import Goal, Instance, Limits, Outcome, Policy, Request, Timetable
from scheduler.solving import solve
from scheduler.sweeping.running import Cell, run, shared
from scheduler.wording.effects import counted


def put_first(goal: Goal, policy: Policy) -> Policy:
    """Return a policy with a goal in a tier of its own, before all others."""
    others = [{g: w for g, w in tier.items() if g != goal} for tier in policy.tiers]
    tiers = ({goal: 1}, *(tier for tier in others if tier))
    return policy.model_copy(update={"tiers": tiers})


def solve_tightest_first(
    asked: Sequence[tuple[Instance, Request]],
    limits: Limits,
    executor: Executor | None,
    start: Timetable | None = None,
    *,
    on_outcome: Callable[[int, Outcome], None],
) -> dict[int, Outcome]:
    """Solve each, the last one first, from the timetable found last, which is legal for it.

    Parameters
    ----------
    asked
        Instances and requests, of which each forbids what those before it forbid.
    limits
        Of each.
    executor
        Solves all at once, each from ``start``; without one, processes of this machine do, no more
        of them than it has processors for.
    start
        What the first begins from.
    on_outcome
        Called with the position in ``asked`` and the outcome of each that has ended.

    Returns
    -------
    dict
        Position in ``asked`` -> outcome; on Ctrl-C only of those that have ended.

    Raises
    ------
    RuntimeError
        A solve has failed, and why.
    """
    order = range(len(asked) - 1, -1, -1)
    side_by_side, each = shared(len(asked), limits.workers, executor)
    limits = limits.model_copy(update={"workers": each})
    found: dict[int, Outcome] = {}

    def cells() -> Iterator[Cell[Outcome]]:
        last = start
        for position in order:
            last = next((o.timetable for o in reversed(found.values()) if o.timetable), last)
            instance, request = asked[position]
            changed = {"start": last, "limits": limits}
            yield Cell(solve, (instance, request.model_copy(update=changed)))

    with suppress(KeyboardInterrupt):
        for ended in run(cells(), executor, side_by_side=side_by_side):
            if ended.result is None:
                raise RuntimeError(f"a solve has failed: {ended.error}")
            position = order[ended.number]
            found[position] = ended.result
            on_outcome(position, ended.result)
    return found


def cost_in_words(least: int, most: int) -> str:
    """Say what something costs in priority points, if it is between two numbers for certain."""
    if most <= 0:
        return "nothing (proven)"
    if least == most:
        return f"{counted(most, 'priority point')} (proven)"
    return f"between {least} and {most} priority points (not proven)"
