"""Slots: places for one activity, compared with the referee."""

import pytest

from models import InstanceError, Placement, Slots
from scheduler import check, slots, tables

DAY = "2025-10-25T"


def verdicts_are_true(instance, timetable, found, moved):
    """Free places break nothing, nor do others with their move; blocked ones break a rule."""
    assert found.options
    for option in found.options:
        both = [option.place] + ([option.moved] if option.moved else [])
        report = check(instance, moved(timetable, *both))
        assert bool(report.violations) == (option.verdict == "blocked")


@pytest.mark.parametrize("name", ["OPEN", "CLOSE", "W1", "W2", "b1", "b2", "b3", "b4"])
def test_verdicts_are_the_referees(instance, timetable, name, moved):
    """For every activity, the referee says the same."""
    verdicts_are_true(instance, timetable, slots(instance, timetable, name), moved)


@pytest.mark.parametrize("name", ["W1", "b1", "b2", "b3"])
def test_verdicts_are_the_referees_where_people_leave_early(
    instance, timetable, name, moved, engage
):
    """Who is free is asked of the one definition of when a person is engaged."""
    throughout = slots(instance, timetable, name)
    engage(lambda minutes, person: (0, minutes // 2))
    found = slots(instance, timetable, name)
    assert found != throughout
    verdicts_are_true(instance, timetable, found, moved)


def test_changes_are_the_referees(instance, timetable, moved):
    """The change of each goal is what the referee says of both whole timetables."""
    before = check(instance, timetable, previous=timetable).scores
    for option in slots(instance, timetable, "W1").of("free"):
        after = check(instance, moved(timetable, option.place), previous=timetable).scores
        assert option.changes == {g: after[g].value - before[g].value for g in after}


def test_somebody_wished_for_may_be_required_nowhere_near(instance, timetable):
    """The referee is shown what is near alone, with all whom that names."""
    (w1,) = (a for a in instance.activities if a.id == "W1")
    chair = instance.people[0].model_copy(update={"id": "CHAIR", "delegation": None})
    wishing = instance.model_copy(
        update={
            "people": (*instance.people, chair),
            "activities": tuple(
                a.model_copy(update={"wished_people": ("CHAIR",)}) if a == w1 else a
                for a in instance.activities
            ),
        }
    )
    assert slots(wishing, timetable, "W1").of("free")


def test_one_other_moves(instance, timetable):
    """The only interpreters are at b4, which has another place."""
    (option,) = slots(instance, timetable, "b1").of("one-move")
    assert option.move == "b4"
    assert f"{option.to:%H:%M}" == "09:30"


@pytest.mark.parametrize("leave_early", [False, True])
@pytest.mark.parametrize("name", ["W1", "b1"])
def test_no_move_of_one_other_is_missed(instance, timetable, name, moved, leave_early, engage):
    """A blocked place stays blocked wherever any one other activity goes."""
    if leave_early:
        engage(lambda minutes, person: (0, 1))
    found = slots(instance, timetable, name)
    others = {p.activity for p in timetable.placements} - {name}
    legal = [o.place for other in others for o in slots(instance, timetable, other).options]
    assert found.of("blocked")
    for option in found.of("blocked"):
        for place in legal:
            assert check(instance, moved(timetable, option.place, place)).violations


def test_moves_are_looked_for_within_the_time(instance, timetable):
    """Without time no move is found; only if time ran out does the answer say so."""
    hurried = slots(instance, timetable, "b1", time_limit=1e-9)
    assert not hurried.of("one-move")
    assert "Time ran out" in str(hurried)
    unasked = slots(instance, timetable, "b1", time_limit=0)
    assert not unasked.of("one-move")
    assert "Time ran out" not in str(unasked)


def test_no_legal_place_says_what_took_it(instance, timetable):
    """An activity whose room is too small everywhere has no place, and is told why."""
    document = instance.model_dump()
    for row in document["activities"]:
        row["seats"] = 99 if row["id"] == "W1" else row["seats"]
    fresh = type(instance).model_validate(document)
    assert slots(fresh, timetable, "W2").options
    none = slots(fresh, timetable, "W1")
    assert not none.options
    assert "Hall (HALL) is ruled out: too few seats." in none.lost
    assert "No room is left." in none.lost


def test_full_booths_name_all_units(instance, timetable, moved):
    """What is in the way of a third meeting is that both booths are in use."""
    full = moved(
        timetable,
        Placement(activity="b4", start=DAY + "10:00", room="BOOTH", unit=1),
        Placement(activity="b2", start=DAY + "10:00", room="BOOTH", unit=2),
    )
    at_ten = [o for o in slots(instance, full, "b1").options if f"{o.start:%H:%M}" == "10:00"]
    told = [obstacle.message for obstacle in at_ten[0].obstacles]
    assert "all 2 units of Booths (BOOTH) are in use then" in told


def test_a_booth_that_is_free_is_found(instance, timetable):
    """One booth in use leaves the other: no clash over rooms."""
    rules = {o.rule for s in slots(instance, timetable, "b3").options for o in s.obstacles}
    assert rules
    assert "room-overlap" not in rules


def test_frame_has_one_row_per_place(instance, timetable):
    """Columns stay, times are local, costs are whole numbers or missing."""
    found = slots(instance, timetable, "b1")
    frame = tables.places(found)
    assert len(frame) == len(found.options)
    assert str(frame["start"].dt.tz) == "Asia/Ho_Chi_Minh"
    assert frame["coverage"].dtype == "Int64"
    assert frame["here"].sum() == 1


def test_unknown_names_are_reported_with_near_ones(instance, timetable, moved):
    """A misspelled activity is refused, with a name that may be meant."""
    with pytest.raises(InstanceError, match=r"did you mean 'Opening' \(OPEN\)"):
        slots(instance, timetable, "OPNE")


def test_what_the_instance_does_not_have_is_ignored(instance, timetable, moved):
    """An activity that is gone, or a room, hides no place of another one."""
    stale = moved(
        timetable,
        Placement(activity="gone", start=DAY + "09:00", room="HALL"),
        Placement(activity="b4", start=DAY + "09:00", room="attic"),
    )
    without = moved(timetable, Placement(activity="b4"))
    assert slots(instance, stale, "b1").options == slots(instance, without, "b1").options


def test_an_answer_is_a_document(instance, timetable):
    """Written as JSON and read again it is the same, in words and as a table too."""
    found = slots(instance, timetable, "b1")
    read = Slots.model_validate_json(found.model_dump_json())
    assert read == found
    assert str(read) == found.text != ""
    assert tables.places(read).equals(tables.places(found))


def test_the_best_places_are_shown_and_the_others_counted(instance, timetable):
    """Twenty in words; every one in the document, with who is told of it."""
    finer = instance.model_copy(update={"grid_minutes": 5})
    found = slots(finer, timetable, "b4", time_limit=0)
    more = len(found.options) - 20
    assert more > 0
    head, *lines = str(found).splitlines()
    shown = [line for line in lines if line.split(":")[0] in ("free", "one-move", "blocked")]
    assert len(shown) == 20
    assert f"{more} more places are not shown" in str(found)
    assert f"{len(found.options)} legal places" in head
    for option in found.of("free"):
        assert option.told == (() if option.here else ("c", "d"))
        assert ("2 people told" in str(found)) or option.here
    few = slots(instance, timetable, "W1", time_limit=0)
    assert "not shown" not in str(few)
    for option in slots(instance, timetable, "b1").of("one-move"):
        assert set(option.told) == {"host", "a", "c", "d"}
