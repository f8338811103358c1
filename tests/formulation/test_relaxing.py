"""The linear relaxation proves nothing that is false."""

import random
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from ortools.sat.python import cp_model

from scheduler.compiling import compile_instance
from scheduler.formulation import (
    GOALS,
    Relaxation,
    formulate,
    linear_relaxation,
    programs,
    relaxations,
)

Solutions = list[tuple[int, list[int]]]
"""Objective and values of all variables."""


def random_model(chance: random.Random) -> cp_model.CpModel:
    """Return a model with every kind of constraint that is relaxed, enforced and not."""
    model = cp_model.CpModel()
    literals = [model.new_bool_var("") for _ in range(chance.randint(3, 6))]
    literals.append(model.new_constant(1))
    holes = cp_model.Domain.from_values(chance.sample(range(-4, 9), 4))
    numbers = [model.new_int_var(-2, 3, ""), model.new_int_var_from_domain(holes, "")]

    def some() -> list[Any]:
        chosen = chance.sample(literals, chance.randint(2, len(literals)))
        return [x if chance.random() < 0.6 else x.negated() for x in chosen]

    def amount() -> cp_model.LinearExpr:
        terms = [*some(), *numbers]
        return cp_model.LinearExpr.weighted_sum(terms, [chance.randint(-3, 3) for _ in terms])

    makers: list[Callable[[], cp_model.Constraint]] = [
        lambda: model.add_at_most_one(some()),
        lambda: model.add_exactly_one(some()),
        lambda: model.add_bool_or(some()),
        lambda: model.add_bool_and(some()[:2]),
        lambda: model.add_implication(*some()[:2]),
        lambda: model.add(amount() <= chance.randint(-2, 6)),
        lambda: model.add(amount() >= chance.randint(-6, 2)),
        lambda: model.add(amount() != chance.randint(-2, 2)),
    ]
    for _ in range(chance.randint(2, 7)):
        constraint = chance.choice(makers)()
        if chance.random() < 0.4:
            constraint.only_enforce_if(some()[:2])
    if chance.random() < 0.2:
        model.add_max_equality(numbers[0], literals[:2])
    model.minimize(amount() + chance.randint(-5, 5))
    return model


class _All(cp_model.CpSolverSolutionCallback):
    def __init__(self, model: cp_model.CpModel) -> None:
        super().__init__()
        self.variables = [
            model.get_int_var_from_proto_index(n) for n in range(len(model.proto.variables))
        ]
        self.values: list[list[int]] = []

    def on_solution_callback(self) -> None:
        self.values.append([self.value(variable) for variable in self.variables])


def solutions(model: cp_model.CpModel) -> Solutions:
    """Return all solutions, each with its value."""
    goal = model.proto.objective
    terms = list(zip(list(goal.vars), list(goal.coeffs), strict=True))
    constant = round(goal.offset)
    every = model.clone()
    every.clear_objective()
    solver = cp_model.CpSolver()
    solver.parameters.enumerate_all_solutions = True
    collected = _All(model)
    solver.solve(every, collected)
    return [
        (constant + sum(coefficient * values[n] for n, coefficient in terms), values)
        for values in collected.values
    ]


def assert_true_of(relaxation: Relaxation, found: Solutions, seed: int) -> None:
    best = min(worth for worth, _ in found)
    assert relaxation.bound <= best + 1e-9
    for value in (best, best + 1, best + 4):
        zeros, ones = relaxation.settled(value)
        for worth, values in found:
            if worth <= value:
                assert not any(values[n] for n in zeros)
                assert all(values[n] for n in ones)


@pytest.mark.searches
def test_linear_relaxation_is_true_of_every_solution() -> None:
    """On 300 random models no bound is above the optimum, with cuts or without.

    And no literal is fixed wrongly.
    """
    settled = tight = judged = cut = 0
    for seed in range(300):
        model = random_model(random.Random(seed))
        found = solutions(model)
        relaxed = list(relaxations(model, 10.0))
        if not found or not relaxed:
            continue
        for relaxation in (*relaxed, relaxed[0].joined(relaxed[-1])):
            assert_true_of(relaxation, found, seed)
        best = min(worth for worth, _ in found)
        judged += 1
        cut += len(relaxed) > 1
        tight += relaxation.bound > best - 1
        settled += any(map(len, relaxation.settled(best)))
    assert judged > 150  # the test can fail: enough is solved, tight, and settled
    assert tight > 50
    assert cut > 5
    assert settled > 50


def test_linear_relaxation_is_tight_where_a_linear_program_is() -> None:
    """Rows bounded from below, from above, and from both: each has its price.

    The best is to take the cheapest two of four, not both of the first two, which costs
    1 + 3 = 4; without the first it costs 2 + 3, with the last 9 at least.
    """
    model = cp_model.CpModel()
    literals = [model.new_bool_var("") for _ in range(4)]
    model.add_at_most_one(literals[:2])
    model.add_linear_constraint(cp_model.LinearExpr.sum(literals), 2, 3)
    model.minimize(cp_model.LinearExpr.weighted_sum(literals, [1, 2, 3, 9]))
    relaxation = linear_relaxation(model, 10.0)
    assert relaxation is not None
    assert relaxation.bound == pytest.approx(4)
    assert relaxation.settled(4) == ([3], [0])
    assert relaxation.settled(100) == ([], [])


@pytest.mark.parametrize(("small", "blocks"), [(1, 3), (6, 2), (5000, 1)])
def test_independent_rows_are_priced_apart(
    small: int, blocks: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chain of five literals (8 entries), and twice two that touch nothing else (2 entries).

    One of each two neighbours holds: the cheapest are the second and the fourth of the chain,
    2 + 4, and of each other two the one that costs 1.
    """
    monkeypatch.setattr(programs, "SMALL_BLOCK", small)
    model = cp_model.CpModel()
    chain = [model.new_bool_var("") for _ in range(5)]
    twos = [[model.new_bool_var("") for _ in range(2)] for _ in range(2)]
    model.add_bool_or(twos[0])
    for pair in pairwise(chain):
        model.add_bool_or(pair)
    model.add_bool_or(twos[1])
    costs = [*range(1, 6), 1, 9, 9, 1]
    model.minimize(cp_model.LinearExpr.weighted_sum([*chain, *twos[0], *twos[1]], costs))
    program = programs.linear_program(model)
    found = [sorted(rows.tolist()) for rows in program.blocks()]
    assert len(found) == blocks
    assert sorted(row for rows in found for row in rows) == list(range(6))
    assert any({1, 2, 3, 4}.issubset(rows) for rows in found)
    relaxation = linear_relaxation(model, 10.0)
    assert relaxation is not None
    assert relaxation.bound == pytest.approx(8)


@pytest.mark.parametrize("kind", ["add_at_most_one", "add_exactly_one"])
def test_linear_relaxation_leaves_out_what_is_enforced(kind: str) -> None:
    """A clique that holds only if a literal does is no bound where it does not."""
    model = cp_model.CpModel()
    literals = [model.new_bool_var("") for _ in range(3)]
    getattr(model, kind)(literals).only_enforce_if(model.new_bool_var(""))
    model.minimize(-cp_model.LinearExpr.sum(literals))
    relaxation = linear_relaxation(model, 10.0)
    assert relaxation is not None
    assert relaxation.bound <= -3


def test_linear_relaxation_gives_up_without_a_linear_solution() -> None:
    """None, not a bound, of a model without any solution."""
    model = cp_model.CpModel()
    literal = model.new_bool_var("")
    model.add(literal >= 1)
    model.add(literal <= 0)
    model.minimize(literal)
    assert linear_relaxation(model, 10.0) is None


@pytest.mark.searches
@pytest.mark.parametrize("goal", GOALS)
def test_linear_relaxation_of_a_goal_bounds_it(goal: str, try_drawn: Callable[..., None]) -> None:
    """Also for drawn instances, where an optimal solution agrees with all fixed literals."""

    def is_bound(drawn: Any, chance: Any) -> None:
        variables = formulate(compile_instance(drawn.instance))
        variables.model.minimize(GOALS[goal](variables))
        relaxation = linear_relaxation(variables.model, 10.0)
        assert relaxation is not None
        solver = cp_model.CpSolver()
        solver.parameters.num_workers = 1
        assert solver.solve(variables.model) == cp_model.OPTIMAL
        best = round(solver.objective_value)
        assert relaxation.bound <= best + 1e-9
        zeros, ones = relaxation.settled(best)
        narrowed = variables.model.clone()
        for settled, side in ((zeros, 0), (ones, 1)):
            for n in settled:
                narrowed.add(narrowed.get_int_var_from_proto_index(n) == side)
        assert solver.solve(narrowed) == cp_model.OPTIMAL
        assert round(solver.objective_value) == best

    try_drawn(is_bound, examples=20, planted=True)


def test_two_relaxations_of_one_model_settle_what_either_does() -> None:
    """A Boolean costs what the bounds and prices of the better one say, on whichever side."""
    one = Relaxation(10.0, np.array([3.0, 0.0, -2.0, 0.5, 0.0]), 1.0)
    other = Relaxation(9.0, np.array([1.0, 4.0, -4.0, 0.5, -0.5]), 2.0)
    joined = one.joined(other)
    assert joined.bound == 10
    assert joined.reduced.tolist() == [3.0, 3.0, -3.0, 0.5, 0.0]
    assert joined.work == 3
