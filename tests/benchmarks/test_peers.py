"""Each peer against the product: the same ending and value, a timetable without violations."""

from collections import Counter
from itertools import product

import pytest

from benchmarks.peers.answers import Unsupported, refereed
from benchmarks.peers.plain_intervals import solve_plain
from scheduler import solve

pytestmark = pytest.mark.searches


def mip(instance):
    pytest.importorskip("highspy")
    from benchmarks.peers.mip_ticks import solve_mip

    return solve_mip(instance, time_limit=30, workers=1)


def maxsat(instance):
    pytest.importorskip("pysat")
    from benchmarks.peers.maxsat_rc2 import solve_maxsat

    return solve_maxsat(instance)


def plain(instance):
    return solve_plain(instance, time_limit=30, workers=1)


def compare(peer, instance):
    """Compare a peer with the product; return how both ended and the value."""
    ours, answer = solve(instance, time_limit=30, workers=1), peer(instance)
    assert answer.status == ours.status
    if ours.status == "infeasible":
        assert answer.timetable is None
        return "infeasible", None
    assert (answer.value, answer.bound) == (ours.tiers[0].value, ours.tiers[0].value)
    assert refereed(instance, answer.timetable) == (answer.value, 0)
    return answer.status, answer.value


@pytest.mark.parametrize("peer", [plain, mip, maxsat])
def test_meetings_with_breaks_to_share(peer, market):
    """Breaks that cannot be avoided or must be fair, and meetings that cannot all take place."""
    endings = Counter(compare(peer, market(seed)) for seed in range(12))
    assert endings["infeasible", None] >= 2
    assert len(endings) >= 3  # also several values


@pytest.mark.parametrize("peer", [plain, mip])
def test_a_summit_with_four_goals(peer, summit):
    """Requests left out, transfers, rest, opening hours, workshops of one topic, breaks."""
    endings = Counter(compare(peer, summit(seed)) for seed in range(6))
    assert len(endings) >= 3


def without_other_goals(instance):
    policy = instance.policy.model_copy(update={"tiers": ({"coverage": 1},)})
    return instance.model_copy(update={"policy": policy})


def test_hard_rules_of_all_kinds(try_drawn):
    """The plain formulation keeps every rule that it does not refuse."""
    endings = Counter()

    def agrees(drawn, chance):
        try:
            status, _ = compare(plain, without_other_goals(drawn.instance))
        except Unsupported:
            status = "unsupported"
        endings[status] += 1

    try_drawn(agrees, examples=120)
    assert endings["optimal"] >= 15
    assert endings["infeasible"] >= 3


@pytest.mark.parametrize("peer", [plain, mip])
@pytest.mark.parametrize(("optional", "status"), [(False, "infeasible"), (True, "optimal")])
def test_nothing_can_be_placed(peer, optional, status, summit):
    """No column and no start is left: fine if nothing has to take place."""
    whole = summit(0)
    nowhere = [
        activity.model_copy(update={"rooms": ("hall",), "seats": 99, "optional": optional})
        for activity in whole.activities
    ]
    assert compare(peer, whole.model_copy(update={"activities": tuple(nowhere)}))[0] == status


def test_what_a_peer_does_not_know_is_refused(market, summit):
    """An instance with it is not solved as if it were without it."""
    tiers = ({"breaks": 1}, {"coverage": 1})
    several = market(0).model_copy(
        update={"policy": market(0).policy.model_copy(update={"tiers": tiers})}
    )
    for peer in (plain, mip, maxsat):
        with pytest.raises(Unsupported, match="several tiers"):
            peer(several)
    with pytest.raises(Unsupported, match="goals audience, coverage"):
        maxsat(summit(0))


def test_networks_count():
    """Output k holds iff at least k literals do, for every assignment."""
    pytest.importorskip("pysat")
    from pysat.formula import WCNF, IDPool
    from pysat.solvers import Solver

    from benchmarks.peers.maxsat_networks import Networks

    for size, most in product(range(7), range(8)):
        formula, pool = WCNF(), IDPool()
        literals = [pool.id() for _ in range(size)]
        outputs = Networks(formula, pool).counted(literals, most)
        assert len(outputs) == min(size, most)
        with Solver("glucose4", bootstrap_with=formula.hard) as solver:
            for signs in product((1, -1), repeat=size):
                given = [sign * literal for sign, literal in zip(signs, literals, strict=True)]
                for k, output in enumerate(outputs, start=1):
                    holds = signs.count(1) >= k
                    assert solver.solve([*given, output]) == holds
                    assert solver.solve([*given, -output]) != holds
