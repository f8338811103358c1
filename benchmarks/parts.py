"""Where the time of a neighbourhood goes: the same 200 parts, phase by phase.

    python -m benchmarks.parts draw hanoi.jsonl                        # a few minutes
    python -m benchmarks.parts time hanoi.jsonl                        # a minute
    python -m benchmarks.parts draw m-1.jsonl --instance PATH/M-1.json

Parts are drawn as a solve draws them, one after the other, all tiers after the first together, from
where a short solve ended; half of them about the first tier. They are kept with the value that each
reached. Timing them again, with other code, is the same work in the same order in one thread, by
deterministic limits; seconds are those of the processor, so other load hardly counts.
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable
from contextlib import contextmanager
from pathlib import Path
from types import SimpleNamespace
from typing import Any, cast

from benchmarks.hanoi import INSTANCE
from benchmarks.runs import SEED, Figures
from models import Instance
from scheduler import load_instance, solve
from scheduler.benching import rivals
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.cpsat import SearchResult, Stop
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.placements import to_places
from scheduler.solving.core.problem import PLAIN, Problem, pose
from scheduler.solving.core.state import State
from scheduler.solving.lexicographic.improvement import Improvement
from scheduler.solving.workers import jobs
from scheduler.solving.workers.jobs import SubProblem, solve_subproblem
from scheduler.solving.workers.pool import Job, Pool
from scheduler.solving.workers.remote import PARTS

COUNT, FIRST_WORK = 200, 20.0
"""How many parts, and units of deterministic work that the solve before them may take."""

PHASES: tuple[tuple[str, object, str], ...] = (
    ("restrict", jobs, "restricted"),
    ("restrict", jobs, "thinned"),
    ("rules", Problem, "formulate"),
    ("hold", Problem, "hold_earlier"),
    ("goals", Problem, "together"),
    ("hint", jobs, "hint"),
    ("search", jobs, "search"),
)
"""Name, and the function of :func:`solve_subproblem` whose time it has."""


def read(path: Path) -> Instance:
    """Return an instance, or a neutral case as one."""
    return rivals.read(path)[0].instance if path.suffix == ".json" else load_instance(path)


class _Here:
    """Takes parts as a pool does, and searches them at once."""

    def __init__(self, problem: Problem) -> None:
        self.jobs: list[Job] = []
        self.context: Any = SimpleNamespace(problem=problem, stop=Stop())
        self.ended: list[tuple[SubProblem, SearchResult]] = []

    def start(self, _process: int, _function: object, part: SubProblem) -> None:
        self.ended.append((part, solve_subproblem(self.context, part)))


def draw(path: Path, instance: Instance) -> None:
    """Draw parts; write each in a line, with the status and the value that it reached."""
    outcome = solve(instance, time_limit=FIRST_WORK, workers=1, seed=SEED, deterministic=True)
    assert outcome.timetable is not None
    problem = pose(instance, PLAIN)
    incumbent = Incumbent(problem)
    incumbent.offer(to_places(problem.compiled, outcome.timetable))
    budget = Budget(1e9, deterministic=True)
    state = State(problem, incumbent, budget, workers=1, seed=SEED, until=1e9)
    here = _Here(problem)
    tiers = len(problem.tiers)
    for numbers in ((0,), tuple(range(1, tiers))) if tiers > 1 else ((0,),):
        parts = Improvement(numbers, state, cast(Pool, here))
        for _ in range(COUNT // (1 + (tiers > 1))):
            parts.start(0)
            part, answer = here.ended[-1]
            parts.take(cast(Job, SimpleNamespace(task=part, answer=answer)))
    with path.open("w", encoding="utf-8") as lines:
        for part, answer in here.ended:
            known = {"status": answer.status, "value": answer.value}
            lines.write(json.dumps(known | {"part": PARTS.dump_python(part, mode="json")}) + "\n")


class _Clock:
    """Processor time by phase; what a phase calls that is another phase counts there."""

    def __init__(self) -> None:
        self.spent: Counter[str] = Counter()
        self._under_way: list[str] = ["rest"]
        self._since = time.process_time()

    def _turn(self) -> None:
        now = time.process_time()
        self.spent[self._under_way[-1]] += now - self._since
        self._since = now

    @contextmanager
    def phase(self, name: str) -> Any:
        """Count what is inside as this phase."""
        self._turn()
        self._under_way.append(name)
        try:
            yield
        finally:
            self._turn()
            self._under_way.pop()

    def wrapped(self, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return a function whose time is counted as a phase."""

        def timed(*args: Any, **named: Any) -> Any:
            with self.phase(name):
                return function(*args, **named)

        return timed


def timed(path: Path, instance: Instance, every: int) -> Figures:
    """Search parts again; return milliseconds of each phase, and parts a minute."""
    problem = pose(instance, PLAIN)
    here: Any = SimpleNamespace(problem=problem, stop=Stop())
    clock = _Clock()
    for name, owner, function in PHASES:
        setattr(owner, function, clock.wrapped(name, getattr(owner, function)))
    other = []
    lines = path.read_text(encoding="utf-8").splitlines()[::every]
    for line in lines:
        known = json.loads(line)
        part = PARTS.validate_python(known["part"])
        with clock.phase("rest of Python"):
            answer = solve_subproblem(here, part)
        before, now = (known["status"], known["value"]), (answer.status, answer.value)
        if before != now:
            other.append((*before, *now))
    del clock.spent["rest"]
    seconds = sum(clock.spent.values())
    return {
        "parts": len(lines),
        "milliseconds": {
            name: round(1000 * spent / len(lines), 1) for name, spent in clock.spent.items()
        },
        "share_of_python": round(1 - clock.spent["search"] / seconds, 3),
        "parts_a_minute": round(60 * len(lines) / seconds),
        "other": other,
    }


def main() -> None:
    """Draw parts, or time them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("what", choices=("draw", "time"))
    parser.add_argument("path", type=Path)
    parser.add_argument("--instance", type=Path, default=INSTANCE)
    parser.add_argument("--every", type=int, default=1, help="take only every so manieth part")
    asked = parser.parse_args()
    if asked.what == "draw":
        draw(asked.path, read(asked.instance))
    else:
        print(json.dumps(timed(asked.path, read(asked.instance), asked.every), indent=1))


if __name__ == "__main__":
    main()
