"""The solvers that are compared: summit and its peers, with the same figures of each."""

import signal
from collections.abc import Callable

from benchmarks.peers.answers import Answer, Unsupported, refereed
from benchmarks.runs import SEED, WORKERS, Figures
from models import Instance
from scheduler import check, solve

Solve = Callable[[Instance, float], Figures]


def front_door(instance: Instance, time_limit: float) -> Figures:
    """Our own solver, as planners use it."""
    outcome = solve(instance, time_limit=time_limit, workers=WORKERS, seed=SEED)
    value, bound = None, 0
    if outcome.timetable is not None:
        (tier,) = outcome.tiers
        value, bound = tier.value, tier.bound
    return {
        "status": outcome.status,
        "value": value,
        "bound": bound,
        "hard_violations": len(check(instance, outcome.timetable).violations)
        if outcome.timetable
        else 0,
        "first_seconds": outcome.first_seconds,
        "seconds": outcome.wall_seconds,
    }


def plain_intervals(instance: Instance, time_limit: float) -> Figures:
    """CP-SAT with intervals."""
    from benchmarks.peers.plain_intervals import solve_plain

    return _told(instance, solve_plain(instance, time_limit=time_limit, workers=WORKERS))


def mip_ticks(instance: Instance, time_limit: float) -> Figures:
    """HiGHS on start literals."""
    from benchmarks.peers.mip_ticks import solve_mip

    return _told(instance, solve_mip(instance, time_limit=time_limit, workers=WORKERS))


def maxsat_rc2(instance: Instance, time_limit: float) -> Figures:
    """RC2 on the formula of the paper; at the limit its process is killed, as RC2 cannot stop."""
    from benchmarks.peers.maxsat_rc2 import solve_maxsat

    signal.setitimer(signal.ITIMER_REAL, time_limit)
    return _told(instance, solve_maxsat(instance))


def _told(instance: Instance, answer: Answer) -> Figures:
    """Return the answer of a peer, with value and violations as the referee finds them."""
    value, violations = None, 0
    if answer.timetable is not None:
        value, violations = refereed(instance, answer.timetable)
    return {
        "status": answer.status,
        "value": value,
        "bound": answer.bound,
        "hard_violations": violations,
        "first_seconds": answer.first_seconds and round(answer.first_seconds, 3),
        "built_seconds": round(answer.build_seconds, 3),
        "seconds": round(answer.seconds, 3),
    }


CONTENDERS: dict[str, Solve] = {
    "summit": front_door,
    "plain": plain_intervals,
    "mip": mip_ticks,
    "maxsat": maxsat_rc2,
}


def contend(name: str, instance: Instance, time_limit: float) -> Figures:
    """Let one of them solve; if it cannot, the only figure is ``skipped``, with the reason."""
    try:
        return CONTENDERS[name](instance, time_limit)
    except Unsupported as what:
        return {"skipped": f"does not know {what}"}
    except ImportError as missing:
        return {"skipped": f"{missing.name} is not installed"}
