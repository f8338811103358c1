"""Replanning: what stays, what moves, and what is said when it cannot be."""

import sys
from collections.abc import Callable
from datetime import datetime

import pytest

from models import (
    Activity,
    Incident,
    IncidentKind,
    Instance,
    InstanceError,
    Outcome,
    Placement,
    Request,
    Span,
    Timetable,
)
from scheduler import CannotReplan, check, diff, replan
from scheduler.solving import Disagreement
from scheduler.solving.core.budget import Budget
from scheduler.wording.outcomes import with_incidents
from tests.replanning.again import again, alternatives, place, published_table

pytestmark = pytest.mark.searches

Facts = Callable[..., Instance]
InTurn = Callable[..., Timetable]
Absent = Callable[[str], tuple[Instance, Placement]]


def test_nothing_new_changes_nothing(tiny: Instance, published: Outcome) -> None:
    """Under the same facts every activity stays, and that is proven."""
    outcome = again(tiny, published)
    assert outcome.timetable is not None
    assert diff(tiny, published_table(published), outcome.timetable).changes == ()
    assert outcome.status == "optimal"
    assert outcome.instance_sha256 == outcome.timetable.instance_sha256 == tiny.sha256


def test_only_what_must_move_moves(tiny: Instance, published: Outcome, absent: Absent) -> None:
    """When somebody is away just then, a workshop moves, and the result passes the referee."""
    facts, _ = absent("W2")
    outcome = again(facts, published)
    assert outcome.timetable is not None
    assert not check(facts, outcome.timetable).violations
    changes = diff(facts, published_table(published), outcome.timetable)
    assert changes.count >= 1
    assert "b" in changes.told


def test_fewest_people_are_told_by_brute_force(one_room: Facts, in_turn: InTurn) -> None:
    """No timetable of a small instance loses less and is nearer to the published one."""
    instance = one_room("ab", "cd", "ac", away="a")
    published = in_turn("m0", "m1", "m2")
    outcome = replan(instance, published, time_limit=10, workers=1)
    assert outcome.timetable is not None
    assert outcome.status == "optimal"

    def worth(timetable: Timetable) -> tuple[int, int]:
        scores = check(instance, timetable, previous=published).scores
        return scores["coverage"].value, scores["stability"].value

    legal = [t for t in alternatives(instance) if not check(instance, t).violations]
    assert worth(outcome.timetable) == min(map(worth, legal))


@pytest.mark.parametrize(("locked", "moves"), [("m0", "m1"), ("m1", "m0")])
def test_what_is_locked_stays(locked: str, moves: str, one_room: Facts, in_turn: InTurn) -> None:
    """Where one of two has to make way, it is the one that is not locked."""
    facts = one_room("ab", "cd", "ef")
    new = facts.activities[-1].model_copy(
        update={
            "id": "new",
            "optional": False,
            "spans": (Span(start="2025-10-25T08:00", end="2025-10-25T10:00"),),  # type: ignore[arg-type]
        }
    )
    facts = Instance.model_validate(
        facts.model_dump() | {"activities": [*facts.activities[:2], new]}
    )
    published = in_turn("m0", "m1")
    outcome = replan(facts, published, locked=[locked], time_limit=10, workers=1)
    assert outcome.timetable is not None
    changes = diff(facts, published, outcome.timetable)
    assert {c.activity: c.what for c in changes.changes} == {
        "new": ("added",),
        moves: ("moved-time",),
    }


def test_what_has_to_stay_and_cannot_is_reported(
    tiny: Instance, published: Outcome, absent: Absent
) -> None:
    """A locked activity that the new facts rule out ends the replan with the reason."""
    facts, _ = absent("W2")
    with pytest.raises(CannotReplan, match="person-availability"):
        again(facts, published, locked=["W2"])


def test_a_frozen_activity_in_a_room_that_is_gone_is_reported(
    tiny: Instance, published: Outcome, remade: Facts
) -> None:
    """What has begun cannot stay in a room that there is no more."""
    facts = remade(
        tiny,
        rooms=tuple(r for r in tiny.rooms if r.id != "STUDY"),
    )
    studied = {p.activity for p in published_table(published).placements if p.room == "STUDY"}
    assert studied
    with pytest.raises(CannotReplan, match="no such room"):
        again(facts, published, freeze_until=datetime(2025, 10, 25, 23))


def test_nothing_new_starts_in_the_frozen_part(
    tiny: Instance, published: Outcome, remade: Facts
) -> None:
    """What is new starts after the time until which all is frozen; what began has stayed."""
    like = tiny.activity["b4"]
    new = like.model_copy(update={"id": "b9", "people": ("d",), "resources": {}})
    facts = remade(tiny, activities=(*tiny.activities, new))
    until = datetime(2025, 10, 25, 10, 30)
    outcome = again(facts, published, freeze_until=until)
    start, _ = place(outcome.timetable, "b9")
    assert start is not None
    assert tiny.clock.minute(start) >= tiny.clock.minute(until)
    for stood in published_table(published).placements:
        if stood.start and tiny.clock.minute(stood.start) < tiny.clock.minute(until):
            assert place(outcome.timetable, stood.activity) == (stood.start, stood.room)


def test_waiting_requests_wait(tiny: Instance, published: Outcome) -> None:
    """A request that had no place gets none, though there is room for it."""
    table = published_table(published)
    met = next(p.activity for p in table.placements if p.activity.startswith("b") and p.start)
    waiting = table.model_copy(
        update={
            "placements": tuple(
                Placement(activity=met) if p.activity == met else p for p in table.placements
            )
        }
    )
    outcome = replan(tiny, waiting, time_limit=10, workers=1)
    assert met in outcome.unscheduled


def test_unknown_locks_are_all_told(tiny: Instance, published: Outcome) -> None:
    """Each unknown id is a fault of its own, with the name it looks like."""
    with pytest.raises(InstanceError) as error:
        again(tiny, published, locked=["OPENN", "zzz"])
    assert [fault.found for fault in error.value.faults] == ["'OPENN'", "'zzz'"]
    assert "did you mean 'Opening' (OPEN)?" in error.value.faults[0].allowed


def test_cancelled_activities_are_let_go(tiny: Instance, published: Outcome, remade: Facts) -> None:
    """A timetable that names what is no more is no obstacle, even where that was locked time."""
    kept: tuple[Activity, ...] = tuple(a for a in tiny.activities if a.id not in ("W1", "b1"))
    rules = tuple(r for r in tiny.rules if not {"W1", "b1"} & set(r.activities))
    facts = remade(tiny, activities=kept, rules=rules)
    outcome = again(facts, published)
    assert outcome.timetable is not None
    changes = diff(facts, published_table(published), outcome.timetable, tiny)
    assert {c.activity for c in changes.changes} == {"W1", "b1"}


def test_a_refused_answer_on_the_other_goals_costs_no_proof(
    tiny: Instance, published: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The fewest changes stay, and the message says that the other goals were not optimised."""
    module = sys.modules["scheduler.replanning.run"]
    solved = module.solve_within

    def refusing(budget: Budget, instance: Instance, request: Request, tell: object) -> Outcome:
        assert request.policy is not None
        if len(request.policy.tiers) > 2:
            raise Disagreement("a clash")
        found: Outcome = solved(budget, instance, request, tell)
        return found

    monkeypatch.setattr(module, "solve_within", refusing)
    outcome = again(tiny, published)
    assert outcome.timetable is not None
    assert outcome.status == "feasible"
    assert [t.status for t in outcome.tiers] == ["optimal", "optimal"]
    assert outcome.incidents == (Incident(kind="goals-not-weighed", detail="a clash"),)
    assert outcome.message.endswith("an answer of the solver was refused (a clash).")


@pytest.mark.parametrize("second", ["process-died", "answer-refused"])
def test_incidents_of_each_solve_are_kept_and_said_once(
    second: IncidentKind, tiny: Instance, published: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A process that died, an answer that was refused, whichever solve it was in."""
    module = sys.modules["scheduler.replanning.run"]
    real = module.solve_within
    happened = [Incident(kind="process-died", detail="x"), Incident(kind=second, detail="x")]
    waiting = iter(happened)

    def unlucky(*given: object) -> Outcome:
        outcome: Outcome = real(*given)
        return outcome.model_copy(update={"incidents": (next(waiting),)})

    monkeypatch.setattr(module, "solve_within", unlucky)
    outcome = again(tiny, published)
    assert outcome.incidents == tuple(happened)
    assert outcome.message.count("A process of the solver died in x: started again.") == 1
    assert outcome.message.endswith(with_incidents("", happened[1:]))
