"""Why: obstacles, binding persons, and the cost of forcing, on the tiny instance."""

import pytest

from models import Binding, InstanceError, Placement, Timetable, Why
from scheduler import check, tables, why

DAY = "2025-10-25T"
LIMIT = 5.0


def test_it_may_stay_where_it_is(instance, timetable):
    """Without a wish nothing is forced; other free places are listed."""
    told = why(instance, timetable, "W1")
    assert told.forced is None
    assert told.possible
    assert "1 other place is free" in str(told)


@pytest.mark.searches
def test_a_wish_moves_one_other(instance, timetable):
    """b4 at 09:30 needs the interpreters of b1, which then changes places with it."""
    told = why(instance, timetable, "b4", at=DAY + "09:30", time_limit=LIMIT)
    assert [o.rule for o in told.options[0].obstacles] == ["resource-level"]
    assert told.forced is not None
    assert [move.activity for move in told.forced.moved] == ["b1"]
    assert told.forced.dropped == ()
    assert told.forced.fewest
    assert told.forced.told == ("host", "a", "c", "d")


@pytest.mark.searches
def test_forced_timetables_are_refereed(instance, timetable):
    """What is forced keeps every rule, and its changes are the referee's."""
    told = why(instance, timetable, "b3", time_limit=LIMIT)
    assert told.forced is not None
    assert told.forced.timetable is not None
    report = check(instance, told.forced.timetable, previous=timetable)
    assert not report.violations
    before = check(instance, timetable, previous=timetable).scores
    changes = {goal: score.value - before[goal].value for goal, score in report.scores.items()}
    assert told.forced.changes == changes


@pytest.mark.searches
def test_unmet_request_names_who_binds(instance, timetable):
    """The host has three activities a day already; the cheapest way leaves one of them out."""
    told = why(instance, timetable, "b3", time_limit=LIMIT)
    assert told.binding[0] == Binding(subject_kind="person", subject="host", starts=4)
    assert told.forced is not None
    assert told.forced.dropped == ("b2",)
    assert tables.moves(told)["what"].tolist().count("left out") == 1


def test_free_wish_needs_no_solve(instance, timetable):
    """A request that is merely not in the timetable gets a free place, and nobody else moves."""
    stale = Timetable(placements=tuple(p for p in timetable.placements if p.activity != "b1"))
    told = why(instance, stale, "b1")
    assert told.stands is None
    assert told.forced is not None
    assert (told.forced.moved, told.forced.dropped) == ((), ())
    assert told.forced.changes is not None
    assert told.forced.changes["coverage"] == -3


def test_what_the_tables_pin_is_said(instance, timetable):
    """Whoever asks why it is there learns that nobody has chosen it."""
    assert (
        "The tables pin its start and room (pin_start, pin_room): to have it elsewhere, "
        "change that there, and replan." in why(instance, timetable, "OPEN").text.splitlines()
    )
    assert "pin" not in why(instance, timetable, "b1").text


@pytest.mark.parametrize(
    ("name", "at", "room", "rule"),
    [
        ("OPEN", "10:30", None, "pinned-time"),
        ("OPEN", None, "STUDY", "pinned-room"),
        ("b1", None, "HALL", "room-kind"),
        ("b1", "09:10", None, "grid"),
        ("b1", "20:00", None, "window"),
    ],
)
def test_illegal_wishes_are_impossible(instance, timetable, name, at, room, rule):
    """A rule on the activity alone is named, in the referee's words, and nothing is solved."""
    told = why(instance, timetable, name, at=at and DAY + at, room=room)
    assert not told.possible
    assert rule in {o.rule for o in told.options[0].obstacles}
    assert "This is impossible" in str(told)


@pytest.mark.searches
def test_a_fixed_ceremony_is_in_the_way_for_good(instance, timetable):
    """Against a pinned ceremony of the same people no timetable helps, and that is proven."""
    told = why(instance, timetable, "b4", at=DAY + "09:00", time_limit=LIMIT)
    assert told.options[0].verdict == "blocked"
    assert not told.possible


def test_broken_timetables_are_said_to_be_broken(instance, timetable, moved):
    """Where the timetable itself breaks a rule, the answer says so."""
    clash = moved(timetable, Placement(activity="b4", start=DAY + "09:30", room="BOOTH", unit=2))
    told = why(instance, clash, "W1")
    assert told.broken
    assert "itself breaks" in str(told)


def test_all_faults_of_a_question_are_reported_at_once(instance, timetable):
    """Activity, time and room are each refused, with a near name where there is one."""
    with pytest.raises(InstanceError) as refused:
        why(instance, timetable, "OPNE", at="soon", room="STUDI")
    assert len(refused.value.faults) == 3
    assert "did you mean STUDY" in str(refused.value)


@pytest.mark.searches
def test_an_answer_is_a_document(instance, timetable):
    """Written as JSON and read again it is the same, in words too."""
    for name, at in (("W1", None), ("b3", None), ("OPEN", DAY + "10:30")):
        told = why(instance, timetable, name, at=at, time_limit=LIMIT)
        read = Why.model_validate_json(told.model_dump_json())
        assert read == told
        assert str(read) == told.text != ""
        assert tables.places(read).equals(tables.places(told))


@pytest.mark.searches
def test_a_person_and_a_room_with_one_id_are_told_apart(instance, timetable):
    """Ids are unique in their table only: the host's office is not the booth."""
    document = instance.model_dump_json().replace('"BOOTH"', '"host"')
    twins = type(instance).model_validate_json(document)
    places = timetable.model_dump_json().replace('"BOOTH"', '"host"')
    told = why(twins, Timetable.model_validate_json(places), "b3", time_limit=LIMIT)
    assert told.binding[0] == Binding(subject_kind="person", subject="host", starts=4)
    assert {one.subject_kind for one in told.binding} == {"person"}
