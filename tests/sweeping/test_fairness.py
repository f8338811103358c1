"""What fairness costs, against a brute force."""

from collections.abc import Callable
from concurrent.futures import Executor, Future
from typing import Any

import pytest

from models import Instance
from scheduler import check, fairness_cost, load_instance
from tests.drawing.drawn import Drawn, choices_of
from tests.sweeping.brute_force import all_scores

pytestmark = pytest.mark.searches


class Here(Executor):
    """Runs everything at once, in this process."""

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> "Future[Any]":
        """Run a function now."""
        done: Future[Any] = Future()
        done.set_result(fn(*args, **kwargs))
        return done


def asked(*requests: tuple[str, str, int]) -> Instance:
    """Return requests of two sides and a priority, of which one booth holds two in an hour."""
    names = sorted({name for *sides, _ in requests for name in sides})
    return load_instance(
        {
            "name": "asked",
            "time_zone": "UTC",
            "grid_minutes": 30,
            "days": [{"date": "2025-10-25", "start": "09:00", "end": "10:00"}],
            "policy": {"tiers": [{"preference": 1}, {"coverage": 1, "fairness": 1}]},
            "rooms": [{"id": "booth", "name": "Booth", "capacity": 4}],
            "delegations": [{"id": name, "name": name} for name in names],
            "people": [{"id": f"h{name}", "name": name, "delegation": name} for name in names],
            "activities": [
                {"id": f"r{n}", "kind": "bilateral", "title": f"r{n}", "minutes": 30}
                | {"people": [f"h{one}", f"h{other}"], "optional": True, "priority": priority}
                for n, (one, other, priority) in enumerate(requests)
            ],
        }
    )


@pytest.mark.parametrize(
    "requests",
    [
        [("a", "b", 4), ("a", "c", 3), ("a", "d", 2), ("c", "d", 1)],
        [("a", "b", 5), ("b", "c", 4), ("c", "d", 1), ("d", "a", 1), ("a", "c", 1)],
    ],
)
def test_costs_are_those_of_a_brute_force(requests: list[tuple[str, str, int]]) -> None:
    """Row by row: the least coverage within each guarantee, and the fairest timetable."""
    instance = asked(*requests)
    scores = all_scores(Drawn(instance, choices_of(instance)))
    frame = fairness_cost(instance, (2, 1), time_limit=20, workers=1, executor=Here())
    best = min(one["coverage"] for one in scores)
    assert (frame["coverage"][0], frame["coverage_bound"][0]) == (best, best)
    for most, row in zip((1, 2), frame.iloc[1:3].to_dict("records"), strict=True):
        assert row["guarantee"] == most
        few = [side for side in "abcd" if sum(side in sides for *sides, _ in requests) <= most]
        got = [one["coverage"] for one in all_scores(promised(instance, requests, few))]
        assert row["status"] == ("optimal" if got else "infeasible")
        if got:
            assert row["coverage"] == row["coverage_bound"] == min(got)
        else:
            assert row["costs"] == "cannot be given (proven)"
    fairest = min((one["fairness"], one["coverage"]) for one in scores)
    assert (frame["fairness"][3], frame["coverage"][3]) == fairest
    assert fairest[1] > best
    assert frame["proven"].dropna().all()


def promised(instance: Instance, requests: list[tuple[str, str, int]], few: list[str]) -> Drawn:
    """Return the instance in which those of few requests have to get theirs."""
    stated = instance.model_dump()
    for row, (one, other, _) in zip(stated["activities"], requests, strict=True):
        row["optional"] = one not in few and other not in few
    changed = Instance.model_validate(stated)
    return Drawn(changed, choices_of(changed))


def test_tiny_is_fair_only_if_nobody_meets() -> None:
    """One of b2 and b3 is left out: b3, if Brigadoon is to get the one that it asks for.

    Three others and the host have then a half and a third less than all, or everybody has nothing.
    """
    instance = load_instance("instances/tiny")
    frame = fairness_cost(instance, (1,), time_limit=5, workers=1)
    assert frame["what"].tolist() == [
        "as it is",
        "whoever asks for at most 1 gets all",
        "goal fairness before all others",
    ]
    assert frame["costs"].tolist() == ["", "nothing (proven)", "6 priority points (proven)"]
    assert frame["unmet"].tolist() == [1, 1, 4]
    assert frame["worst_share"].tolist() == [0.5, 0.5, 0]
    assert frame["worst"].tolist()[:2] == ["del-c", "del-c"]
    for row in frame.to_dict("records"):
        report = check(instance, row["timetable"])
        assert not report.violations
        assert all(row[goal] == score.value for goal, score in report.scores.items())


@pytest.fixture
def impossible() -> Instance:
    document = load_instance("instances/tiny").model_dump(mode="json")
    document["rooms"] = [room | {"kinds": ["press"]} for room in document["rooms"]]
    for activity in document["activities"]:
        activity |= {"pin_room": None}
    return load_instance(document)


def test_what_has_no_price_is_refused(impossible: Instance) -> None:
    """A guarantee of nothing; an instance without a timetable."""
    with pytest.raises(ValueError, match="one of guarantees is 0; it must be at least 1"):
        fairness_cost(impossible, (5, 0))
    with pytest.raises(ValueError, match="no timetable to compare with: Proven"):
        fairness_cost(impossible, time_limit=2, workers=1)
