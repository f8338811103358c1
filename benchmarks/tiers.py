"""The unproven tiers of the Hanoi case, each tried in many ways.

    python -m benchmarks.tiers            # about 30 minutes; writes benchmarks/results/

A solve of all tiers for a minute comes first. Then each way begins where that solve ended, all
earlier tiers held at their values there, in a process of its own with two threads (neighbourhoods
take one): so all ways solve the same problem, and their results can be compared.
"""

import argparse
import json
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from benchmarks.hanoi import INSTANCE
from benchmarks.runs import SEED, WORKERS, Figures, header, in_process, keep, tell
from scheduler import load_instance, solve
from scheduler.compiling import Places, cleared, compile_instance
from scheduler.files import dump_timetable, load_timetable
from scheduler.formulation import Variables, linear_relaxation
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.cpsat import Effort, Stop, hint, search
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.placements import to_places
from scheduler.solving.core.problem import Problem
from scheduler.solving.exact.bounds import fewest_breaks, lean_formulation
from scheduler.solving.lns.neighbourhoods import FULL, Neighbourhood, Neighbourhoods
from scheduler.solving.workers.jobs import SubProblem, solve_subproblem

SOLVE_SECONDS, SECONDS, PART_SECONDS = 60.0, 15.0, 2.0

SEARCHES: dict[str, tuple[tuple[str, ...], int]] = {
    "CP-SAT's own choice": ((), 1),
    "reduced_costs + pseudo_costs": (("reduced_costs", "pseudo_costs"), 2),
    "max_lp + core": (("max_lp", "core"), 2),
    "core + quick_restart_no_lp": (("core", "quick_restart_no_lp"), 1),
    "objective_lb_search + no_lp": (("objective_lb_search", "no_lp"), 1),
}
"""Subsolvers, and how much of the model their linear relaxations hold."""

KINDS = ("unmet", "person", "waiting", "time", "group")
"""Operators of :class:`Neighbourhoods` in its order, each with all starts and then with few."""


@dataclass
class Case:
    """One tier of the case, and the best timetable of the solve."""

    problem: Problem
    incumbent: Incumbent
    tier: int

    @property
    def places(self) -> Places:
        """The best timetable so far."""
        assert self.incumbent.places is not None
        return self.incumbent.places

    @property
    def values(self) -> tuple[int, ...]:
        """Its value in every tier."""
        assert self.incumbent.values is not None
        return self.incumbent.values

    @property
    def value(self) -> int:
        """Its value in this tier."""
        return self.values[self.tier]

    def formulated(self) -> Variables:
        """Return the whole formulation, earlier tiers held, this one to be minimised."""
        whole = self.problem.formulate(self.problem.compiled)
        self.problem.hold_earlier(whole, self.tier, self.values)
        whole.model.minimize(self.problem.objective(whole, self.tier))
        return whole


def read(timetable: Path, tier: int) -> Case:
    """Return the case as a solve left it."""
    instance = load_instance(INSTANCE)
    problem = Problem(instance, cleared(compile_instance(instance)))
    places = to_places(problem.compiled, load_timetable(timetable))
    incumbent = Incumbent(problem)
    incumbent.offer(places)
    return Case(problem, incumbent, tier)


# Ways --------------------------------------------------------------------------------


def relaxation(case: Case) -> Figures:
    """The linear relaxation, without the goals that are slow to state."""
    return _relaxed(lean_formulation(case.problem, case.tier, case.values)[0])


def relaxation_with_breaks(case: Case) -> Figures:
    """The same with all earlier tiers and every goal."""
    return _relaxed(case.formulated())


def _relaxed(variables: Variables) -> Figures:
    relaxed = linear_relaxation(variables.model, 2 * SECONDS)
    return {"bound": relaxed and max(0.0, round(relaxed.bound, 2))}


def each_person_alone(case: Case) -> Figures:
    """The fewest breaks that each person can have alone, added up."""
    return {"bound": fewest_breaks(case.problem, Budget(SECONDS, deterministic=False), Stop())}


def after_coverage_alone(case: Case) -> Figures:
    """The tier straight after ``coverage``, none between: what the order of goals costs it."""
    instance = case.problem.instance
    tiers = ({"coverage": 1}, case.problem.tiers[case.tier])
    other = instance.model_copy(
        update={"policy": instance.policy.model_copy(update={"tiers": tiers})}
    )
    outcome = solve(other, time_limit=2 * SECONDS, workers=WORKERS, seed=SEED)
    return {"value": outcome.tiers[1].value, "bound": outcome.tiers[1].bound}


def searched(subsolvers: tuple[str, ...], linearization: int) -> Callable[[Case], Figures]:
    """Return a search of the whole by these subsolvers."""

    def search_whole(case: Case) -> Figures:
        whole = case.formulated()
        hint(whole, case.places)
        effort = Effort(SECONDS, SEED, subsolvers, linearization)
        answer = search(whole, effort, Stop())
        if answer.places is not None:
            case.incumbent.offer(answer.places)
        return {"value": case.value, "bound": max(0, round(answer.bound))}

    return search_whole


def in_parts(kind: int) -> Callable[[Case], Figures]:
    """Return a search by neighbourhoods of one kind, one after the other."""

    def search_parts(case: Case) -> Figures:
        neighbourhoods = Neighbourhoods(case.problem.compiled, SEED)
        until = time.monotonic() + SECONDS
        tried = 0
        while (left := until - time.monotonic()) > 0:
            moves = neighbourhoods.pick(case.places)
            if moves.kind != kind:
                neighbourhoods.learn(moves, gain=0, solved=True, work=PART_SECONDS)
                continue
            before = case.value
            solved, work = _placed_anew(case, moves, min(left, PART_SECONDS / 2), seed=tried)
            neighbourhoods.learn(moves, gain=before - case.value, solved=solved, work=work)
            tried += 1
        return {"value": case.value, "parts": tried}

    return search_parts


def _placed_anew(
    case: Case, moves: Neighbourhood, seconds: float, *, seed: int = SEED
) -> tuple[bool, float]:
    effort = Effort(seconds, seed=seed, kind="neighbourhood")
    part = SubProblem(case.places, moves, effort, {case.tier: 1}, case.values)
    here: Any = SimpleNamespace(problem=case.problem, stop=Stop())
    answer = solve_subproblem(here, part)
    if answer.places is not None:
        case.incumbent.consider(answer.places)
    return answer.closed, answer.work


def one_day_at_a_time(case: Case) -> Figures:
    """Activities of one day, and those without a place, may move on that day; day after day."""
    days = case.problem.instance.windows
    solved = 0
    for day in days:
        free = frozenset(
            a for a, place in enumerate(case.places) if place is None or day[0] <= place[0] < day[1]
        )
        moves = Neighbourhood(free, (day,), FULL)
        solved += _placed_anew(case, moves, SECONDS / len(days))[0]
    return {"value": case.value, "solved": solved, "of": len(days)}


def one_person_at_a_time(case: Case) -> Figures:
    """All activities of one person may move; person after person, until the time is over."""
    of_person: dict[int, set[int]] = {}
    for a, activity in enumerate(case.problem.compiled.activities):
        for person in activity.people:
            of_person.setdefault(person, set()).add(a)
    until = time.monotonic() + SECONDS
    solved = tried = 0
    for free in sorted(of_person.values(), key=len, reverse=True):
        left = until - time.monotonic()
        if left > 0:
            moves = Neighbourhood(frozenset(free), None, FULL)
            solved += _placed_anew(case, moves, min(left, PART_SECONDS))[0]
            tried += 1
    return {"value": case.value, "solved": solved, "of": tried}


WAYS: dict[str, Callable[[Case], Figures]] = {
    "linear relaxation": relaxation,
    "linear relaxation with breaks": relaxation_with_breaks,
    "straight after coverage": after_coverage_alone,
    **{name: searched(*setting) for name, setting in SEARCHES.items()},
    **{
        f"parts: {kind}{form}": in_parts(number + len(KINDS) * (form != ""))
        for form in ("", ", few starts")
        for number, kind in enumerate(KINDS)
    },
    "one day at a time": one_day_at_a_time,
    "one person at a time": one_person_at_a_time,
    "each person alone": each_person_alone,
}


def ways(goals: tuple[str, ...]) -> Iterator[str]:
    """Yield the ways to try for a tier; those that count breaks only for goal ``breaks``."""
    for way, function in WAYS.items():
        if function is not each_person_alone or "breaks" in goals:
            yield way


def main() -> None:
    """Try all ways, print the figures and write them to a file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--way", nargs=3, metavar=("TIMETABLE", "TIER", "WAY"))
    asked = parser.parse_args().way
    if asked:
        case = read(Path(asked[0]), int(asked[1]))
        tell(WAYS[asked[2]](case))
        return
    instance = load_instance(INSTANCE)
    outcome = solve(instance, time_limit=SOLVE_SECONDS, workers=WORKERS, seed=SEED)
    assert outcome.timetable is not None
    results = header() | {"instance_sha256": instance.sha256, "seconds": SECONDS}
    with tempfile.TemporaryDirectory() as folder:
        timetable = Path(folder) / "timetable.json"
        timetable.write_text(dump_timetable(outcome.timetable), encoding="utf-8")
        for tier in outcome.tiers:
            if tier.status == "optimal":
                continue
            name = " + ".join(tier.goals)
            tried: Figures = {"solve": {"value": tier.value, "bound": tier.bound}}
            print(name, json.dumps(tried), flush=True)
            for way in ways(tier.goals):
                arguments = ["--way", str(timetable), str(tier.tier - 1), way]
                tried[way] = in_process("tiers", arguments)
                print(f"  {way}: {json.dumps(tried[way])}", flush=True)
            results[name] = tried
    print(f"written to {keep('tiers', results)}")


if __name__ == "__main__":
    main()
