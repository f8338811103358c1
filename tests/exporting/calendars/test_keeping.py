"""A meeting keeps its UID for ever, and no other one ever has it."""

from collections.abc import Callable
from datetime import UTC, datetime

from models import Calendars, Instance, Meeting
from scheduler.exporting.calendars.keeping import advanced
from scheduler.viewing.programme import Programme
from tests.exporting.conftest import PLACES

Plan = Callable[..., Programme]
Remade = Callable[..., Instance]


def by_activity(calendars: Calendars) -> dict[str, Meeting]:
    """The newest meeting of each id."""
    return {meeting.activity: meeting for meeting in calendars.meetings}


def test_the_same_again_is_no_new_edition(first: Calendars, plan: Plan) -> None:
    assert first.edition == 1
    assert advanced(first, plan()) == first
    assert Calendars.model_validate_json(first.model_dump_json()) == first


def test_a_move_is_a_version_of_the_same_meeting(first: Calendars, plan: Plan) -> None:
    second = by_activity(advanced(first, plan(b1="11:00 BOOTH 1")))
    before = by_activity(first)
    assert second["b1"].uid == before["b1"].uid
    assert [version.sequence for version in second["b1"].versions] == [0, 1]
    assert all(second[name] == before[name] for name in before if name != "b1")


def test_a_lost_meeting_is_cancelled_once_and_comes_back(first: Calendars, plan: Plan) -> None:
    second = advanced(first, plan(b4=""))
    third = advanced(second, plan(b4="", b1="11:00 BOOTH 1"))
    fourth = by_activity(advanced(third, plan()))["b4"]
    assert by_activity(second)["b4"].last.cancelled
    assert by_activity(third)["b4"] == by_activity(second)["b4"]
    assert [(v.sequence, v.cancelled) for v in fourth.versions] == [
        (0, False), (1, True), (2, False),
    ]  # fmt: skip
    assert fourth.uid == by_activity(first)["b4"].uid


def test_another_id_for_the_same_meeting_keeps_the_uid(
    first: Calendars, plan: Plan, remade: Remade
) -> None:
    """Known by kind, title and people, though a person has another id as well."""
    renamed = remade({"b4": {"id": "talk-4"}}, {"a": {"id": "avalon-head"}})
    second = by_activity(advanced(first, plan(renamed, b4="", **{"talk-4": "10:00 BOOTH 1"})))
    assert "b4" not in second
    assert second["talk-4"].uid == by_activity(first)["b4"].uid
    assert [version.sequence for version in second["talk-4"].versions] == [0]
    assert second["b1"].last.sequence == 0
    assert "avalon-head" in second["b1"].last.people


def test_two_meetings_may_exchange_their_ids(first: Calendars, plan: Plan, remade: Remade) -> None:
    exchanged = remade({"W1": {"id": "W2"}, "W2": {"id": "W1"}})
    second = by_activity(advanced(first, plan(exchanged, W2=PLACES["W1"], W1=PLACES["W2"])))
    before = by_activity(first)
    assert (second["W1"].uid, second["W2"].uid) == (before["W2"].uid, before["W1"].uid)
    assert second["W1"].last.sequence == second["W2"].last.sequence == 0


def test_an_id_used_again_for_another_meeting_gets_another_uid(
    first: Calendars, plan: Plan, remade: Remade
) -> None:
    other = remade({"b4": {"title": "Avalon – Brigadoon", "people": ["a", "b"]}})
    second = advanced(first, plan(other))
    old, new = (m for m in second.meetings if m.activity == "b4")
    assert old.uid == by_activity(first)["b4"].uid
    assert old.last.cancelled
    assert new.uid != old.uid
    assert new.last.sequence == 0
    third = advanced(advanced(second, plan(other, b4="")), plan())
    assert [m.last.cancelled for m in third.meetings if m.activity == "b4"] == [False, True]
    assert len({m.uid for m in third.meetings}) == len(third.meetings)


def test_a_new_title_or_another_guest_is_still_the_same_meeting(
    first: Calendars, plan: Plan, remade: Remade
) -> None:
    retitled = advanced(first, plan(remade({"b4": {"title": "Courtesy call"}})))
    joined = advanced(retitled, plan(remade({"b4": {"title": "Luncheon", "people": ["a", "d"]}})))
    meeting = by_activity(joined)["b4"]
    assert meeting.uid == by_activity(first)["b4"].uid
    assert [version.sequence for version in meeting.versions] == [0, 1, 2]


def test_another_event_in_the_same_folder_begins_anew(
    first: Calendars, plan: Plan, remade: Remade
) -> None:
    """It cancels nothing of the one before it; but an event that is put off goes on."""
    earlier = Calendars.model_validate_json(
        first.model_dump_json().replace("2025-10-25T", "2024-03-01T")
    )
    later = advanced(earlier, plan())
    assert [m.uid for m in later.meetings] == [m.uid for m in first.meetings]
    assert {m.last.sequence for m in later.meetings} == {1}
    others = earlier.model_copy(
        update={
            "meetings": tuple(
                m.model_copy(
                    update={
                        "activity": f"of-{m.activity}",
                        "versions": (m.last.model_copy(update={"title": f"Of {m.activity}"}),),
                    }
                )
                for m in earlier.meetings
            )
        }
    )
    anew = advanced(others, plan())
    assert not any(m.last.cancelled for m in anew.meetings)
    assert len(anew.meetings) == len(first.meetings)
    empty = plan(**dict.fromkeys(PLACES, ""))
    assert all(m.last.cancelled for m in advanced(first, empty).meetings)


def test_the_clock_is_never_asked(first: Calendars, plan: Plan) -> None:
    """Editions are numbered in minutes, or have the time of their release."""
    second = advanced(first, plan(b1="11:00 BOOTH 1"))
    stamps = [version.stamp for version in by_activity(second)["b1"].versions]
    assert stamps == [datetime(2024, 10, 25, 0, minute, tzinfo=UTC) for minute in (1, 2)]
    made = datetime(2025, 10, 1, 18, 30, tzinfo=UTC)
    released = advanced(first, plan(b1="11:00 BOOTH 1"), made)
    assert by_activity(released)["b1"].last.stamp == made
