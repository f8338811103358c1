"""Which searches prove a tier."""

from collections.abc import Callable
from itertools import pairwise
from typing import Any, cast

import pytest

from models import Goal, Instance
from scheduler.compiling import Compiled, compile_instance
from scheduler.solving.core.budget import Budget
from scheduler.solving.core.incumbent import Incumbent
from scheduler.solving.core.problem import Problem
from scheduler.solving.core.state import State
from scheduler.solving.exact import portfolio as module
from scheduler.solving.exact.portfolio import (
    CORES,
    WEIGHING,
    proving_threads,
    strategies,
    whose_turn,
)
from scheduler.solving.exact.tasks import Proof
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
    """Fewer beyond a number of decisions; only the last goes on to the end.

    All but the first ones attain and, in turns, approach; few threads attain together before.
    """
    problem = compiled()
    decisions = sum(len(a.starts) + len(a.rooms) for a in problem.activities)
    cases = ((2, decisions, 2, 1), (3, decisions - 1, 1, 1), (4, decisions, 2, 0))
    for workers, few, first, joint in cases:
        monkeypatch.setattr(module, "FEW_DECISIONS", few)
        chosen = list(strategies(["breaks"], problem, workers))
        together = [chosen.pop(first) for _ in range(joint)]
        assert all(one.does == "attain" and one.seconds for one in together)
        assert all(len(one.subsolvers) >= workers for one in together)
        assert [s.seconds is None for s in chosen] == [False] * (first + 4) + [True]
        assert [s.attaining is not None for s in chosen] == [False] * first + [True] * 5
        assert [s.does for s in chosen[first:]] == ["approach", "prove"] * 2 + ["approach"]


def test_without_a_timetable_nothing_is_approached(compiled: Any) -> None:
    """The searches that raise the bound have their turns, the last one again and for longer."""
    chosen = strategies(["breaks"], compiled(), 2)
    others = [one for one in chosen if one.does != "approach"]
    turns = [whose_turn(chosen, ended, found=False) for ended in range(len(others) + 2)]
    assert turns[: len(others)] == others
    last = others[-1].seconds
    assert last is not None
    assert [one.seconds for one in turns[len(others) :]] == [2 * last, 4 * last]
    known = [whose_turn(chosen, ended, found=True) for ended in range(len(chosen) + 1)]
    assert known == [*chosen, chosen[-1]]


def test_a_single_thread_does_one_thing_at_a_time(compiled: Any) -> None:
    """It proves first, and then seeks better timetables; nothing attains the bound beside that."""
    chosen = strategies(["breaks"], compiled(), 1)
    assert [(s.seconds is None, s.does, s.attaining) for s in chosen] == [
        (False, "prove", None),
        (True, "approach", None),
    ]


@pytest.mark.parametrize(("workers", "searches"), [(1, 1), (2, 2), (3, 3), (8, 8), (16, 8)])
def test_every_thread_of_a_proof_has_a_search_of_its_own(
    workers: int, searches: int, summit: Summit
) -> None:
    """As many names as threads, none twice; there are no more than the portfolio has."""
    (proof,) = proofs(summit, workers=workers)
    assert proof.effort.subsolvers == WEIGHING.subsolvers[:searches]
    assert len(set(proof.effort.subsolvers)) == searches


def test_most_threads_are_for_neighbourhoods() -> None:
    """One search of the whole goes on with any number of workers, and more have more of both."""
    plans = [(n, proving_threads(n)) for n in range(1, 33)]
    for (workers, proving), (_, more) in pairwise(plans):
        assert 1 <= proving <= more
        assert workers == 1 or proving <= workers / 2


def proofs(summit: Summit, **given: Any) -> list[Proof]:
    """Return the proofs that the first tier of a small problem begins with."""
    rows = [{"id": "a", "kind": "bilateral", "title": "a", "minutes": 30, "optional": True}]
    instance = summit(activities=rows)
    problem = Problem(instance, compile_instance(instance))
    budget = Budget(1.0, deterministic=False)
    state = State(problem, Incumbent(problem), budget, seed=1, until=1.0, **given)
    pool = Notes()
    TierSearch(0, state, cast(Pool, pool)).assign()
    return pool.proofs


def test_after_trouble_a_proof_shares_nothing(summit: Summit) -> None:
    """Once there was trouble, every tier is proven by the search for one thread."""
    (proof,) = proofs(summit, workers=2, cautious=True)
    assert proof.effort.subsolvers == ()
