"""Which searches prove a tier."""

from collections.abc import Callable
from typing import Any, cast

import pytest

from models import Goal, Instance
from scheduler.compiling import Compiled, compile_instance
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.problem import Problem
from scheduler.solving.core.state import State
from scheduler.solving.exact import portfolio as module
from scheduler.solving.exact.portfolio import CORES, WEIGHING, Strategy, strategies
from scheduler.solving.exact.proof import Proof
from scheduler.solving.lexicographic.tier import TierSearch
from scheduler.solving.workers.pool import Pool

Summit = Callable[..., Instance]


class Notes:
    """A pool that notes the proofs that would be begun."""

    threads, jobs = 0, ()

    def __init__(self) -> None:
        self.proofs: list[Proof] = []

    def is_free(self, _process: int) -> bool:
        """Say so."""
        return True

    def start(self, _process: int, _function: object, task: Proof, _threads: int) -> None:
        """Note it."""
        self.proofs.append(task)


@pytest.fixture
def compiled(summit: Summit) -> Callable[..., Compiled]:
    """Compile two bilaterals, the second with more about it."""

    def make(**row: Any) -> Compiled:
        rows = [
            {"id": name, "kind": "bilateral", "title": name, "minutes": 30, **more}
            for name, more in (("a", {}), ("b", row))
        ]
        return compile_instance(summit(activities=rows))

    return make


def test_cores_only_where_breaks_are_all_and_all_must_be(compiled: Any) -> None:
    """With a second goal, or a request that may be left out, several goals are weighed."""
    cases: list[tuple[list[Goal], bool, bool]] = [
        (["breaks"], False, True),
        (["breaks"], True, False),
        (["breaks", "preference"], False, False),
        (["coverage"], False, False),
    ]
    for goals, optional, cores in cases:
        chosen = strategies(goals, compiled(optional=optional), 2)
        assert (chosen[0].subsolvers == CORES.subsolvers) == cores
        assert (chosen == (WEIGHING,)) == (not cores)


def test_small_problems_take_turns(compiled: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Fewer beyond a number of decisions; only the last goes on to the end, and attains."""
    problem = compiled()
    decisions = sum(len(a.starts) + len(a.rooms) for a in problem.activities)
    for few, turns in ((decisions, 3), (decisions - 1, 2)):
        monkeypatch.setattr(module, "FEW_DECISIONS", few)
        chosen = strategies(["breaks"], problem, 2)
        assert len(chosen) == turns
        assert [s.seconds is None for s in chosen] == [False] * (turns - 1) + [True]
        assert [s.attaining is not None for s in chosen] == [False] * (turns - 1) + [True]


def test_names_are_for_two_threads(compiled: Any) -> None:
    """With one, or with many, CP-SAT chooses itself."""
    for workers in (1, 3, 8):
        for optional in (False, True):
            for chosen in strategies(["breaks"], compiled(optional=optional), workers):
                assert chosen.subsolvers == Strategy().subsolvers


def test_what_gave_trouble_is_done_without(summit: Summit) -> None:
    """Once there was trouble, no tier is searched by what has been seen to make it."""
    rows = [{"id": "a", "kind": "bilateral", "title": "a", "minutes": 30, "optional": True}]
    instance = summit(activities=rows)
    problem = Problem(instance, compile_instance(instance))
    for avoid_tree_search in (False, True):
        budget = Budget(1.0, deterministic=False)
        state = State(
            problem,
            Incumbent(problem),
            budget,
            workers=2,
            seed=1,
            until=1.0,
            avoid_tree_search=avoid_tree_search,
        )
        pool = Notes()
        TierSearch(0, state, cast(Pool, pool)).assign()
        (proof,) = pool.proofs
        assert ("lb_tree_search" in proof.effort.subsolvers) != avoid_tree_search
        assert len(proof.effort.subsolvers) == len(WEIGHING.subsolvers)
