"""At most so many changes: the best with them, or how many there would be."""

import sys
from collections.abc import Callable

import pytest

from models import Instance, Outcome, Placement, Timetable
from scheduler import CannotReplan, check, diff, replan
from tests.replanning.again import again, alternatives, published_table

pytestmark = pytest.mark.searches

Facts = Callable[..., Instance]
InTurn = Callable[..., Timetable]
Absent = Callable[[str], tuple[Instance, Placement]]


@pytest.mark.parametrize("most", range(5))
def test_limited_changes_by_brute_force(most: int, one_room: Facts, in_turn: InTurn) -> None:
    """Of all legal timetables with as few changes none is better."""
    instance = one_room("ab", "cd", "ac", "bd", away="a")
    published = in_turn("m0", "m1", "m2")

    def worth(timetable: Timetable) -> tuple[int, int]:
        scores = check(instance, timetable, previous=published).scores
        return scores["coverage"].value, scores["stability"].value

    legal = [
        worth(t)
        for t in alternatives(instance)
        if diff(instance, published, t).count <= most and not check(instance, t).violations
    ]
    if not legal:
        with pytest.raises(CannotReplan, match="there is no timetable"):
            replan(instance, published, max_changes=most, time_limit=10, workers=1)
        return
    outcome = replan(instance, published, max_changes=most, time_limit=10, workers=1)
    assert outcome.timetable is not None
    assert outcome.status == "optimal"
    assert worth(outcome.timetable) == min(legal)


def test_more_changes_than_allowed_are_counted(
    tiny: Instance, published: Outcome, absent: Absent
) -> None:
    """A limit that is too low ends the replan with the number that would change."""
    facts, _ = absent("W2")
    outcome = again(facts, published)
    assert outcome.timetable is not None
    needed = diff(facts, published_table(published), outcome.timetable).count
    with pytest.raises(CannotReplan, match=f"changes {needed}$"):
        again(facts, published, max_changes=needed - 1)
    assert again(facts, published, max_changes=needed).timetable is not None


def test_few_changes_come_before_few_people(
    one_room: Facts, in_turn: Callable[..., Timetable], busy: Facts
) -> None:
    """Room is made by moving four people once, or two people in two meetings."""
    facts = one_room("abcd", "e", "f", "g")
    facts = busy(facts, "e", "2025-10-25T11:00", "2025-10-25T12:00")
    facts = busy(facts, "g", "2025-10-25T10:00", "2025-10-25T12:00")
    published = in_turn("m0", "m1", "m2")
    for most, moved, said in (
        (3, {"m1", "m2"}, "No "),
        (2, {"m0"}, "Of those with at most 2 changes"),
    ):
        outcome = replan(facts, published, max_changes=most, time_limit=20, workers=1)
        assert outcome.timetable is not None
        assert outcome.status == "optimal"
        assert diff(facts, published, outcome.timetable).activities == moved | {"m3"}
        assert outcome.message.startswith(said)
    outcome = replan(facts, published, max_changes=1, time_limit=20, workers=1)
    assert outcome.timetable is not None  # nothing moves for the request
    assert diff(facts, published, outcome.timetable).count == 0


def test_what_is_cancelled_counts_as_a_change(
    one_room: Facts, in_turn: Callable[..., Timetable]
) -> None:
    """With two cancelled, and at most two changes, nothing else may change."""
    facts, published = one_room("ab", "ac"), in_turn("m0", "x1", "x2")
    outcome = replan(facts, published, max_changes=2, time_limit=20, workers=1)
    assert outcome.timetable is not None
    assert outcome.unscheduled == ("m1",)
    with pytest.raises(CannotReplan, match="changes at most 1 activities"):
        replan(facts, published, max_changes=1, time_limit=20, workers=1)


def test_what_changes_too_much_is_nothing_when_cancelled(
    one_room: Facts, in_turn: InTurn, busy: Facts, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl-C before the limit is kept: there is no timetable to write, and no search goes on."""
    facts = busy(one_room("ab", "cd"), "a", "2025-10-25T08:00", "2025-10-25T09:00")
    module = sys.modules["scheduler.replanning.run"]
    front_door, calls = module.solve_within, []  # type: ignore[attr-defined]

    def cancelled(*given: object) -> Outcome:
        outcome: Outcome = front_door(*given)
        calls.append(outcome)
        second = len(calls) == 2
        return outcome.model_copy(update={"status": "cancelled"}) if second else outcome

    monkeypatch.setattr(module, "solve_within", cancelled)
    outcome = replan(facts, in_turn("m0", "m1"), max_changes=0, time_limit=10, workers=1)
    assert (outcome.status, outcome.timetable, len(calls)) == ("cancelled", None, 2)
