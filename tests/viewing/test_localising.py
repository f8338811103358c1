"""What planners give in a language is shown in it, and what they do not give as it is."""

from collections.abc import Callable

from models import Instance, Language, Timetable
from scheduler.exporting import advanced
from scheduler.viewing.localising import calendars_in_language, in_language
from scheduler.viewing.programme import read_programme


def spoken(tiny: Instance, remade: Callable[..., Instance]) -> Instance:
    """The small summit with a few names in French and Vietnamese."""

    def given(rows, texts):
        return [row.model_copy(update=texts.get(row.id, {})) for row in rows]

    return remade(
        tiny,
        activities=given(tiny.activities, {
            "OPEN": {"title_fr": "Ouverture", "title_vi": "Khai mạc"},
            "b3": {"title_fr": "Hôte – Cocagne"},
        }),
        rooms=given(tiny.rooms, {"HALL": {"name_fr": "Grande salle"}}),
        delegations=given(tiny.delegations, {"del-c": {"name_fr": "Cocagne"}}),
        people=given(tiny.people, {"a": {"name_vi": "Trưởng đoàn A-va-lon"}}),
    )  # fmt: skip


def test_names_and_titles_are_in_the_language(
    tiny: Instance, published: Timetable, remade: Callable[..., Instance]
) -> None:
    programme = read_programme(published, spoken(tiny, remade))

    def told(language: Language) -> tuple[str, ...]:
        shown = in_language(programme, language)
        opening = shown.by_activity["OPEN"]
        (waiting,) = shown.waiting
        return (
            opening.activity.title, opening.room.name, waiting.activity.title, shown.party["c"],
            shown.instance.person["a"].name, shown.instance.room["HALL"].name,
        )  # fmt: skip

    a = "Head of delegation, Avalon"
    assert told("en") == ("Opening", "Hall", "Host – Cockaigne", "Cockaigne", a, "Hall")
    assert told("fr") == (
        "Ouverture", "Grande salle", "Hôte – Cocagne", "Cocagne", a, "Grande salle",
    )  # fmt: skip
    assert told("vi") == (
        "Khai mạc", "Hall", "Host – Cockaigne", "Cockaigne", "Trưởng đoàn A-va-lon", "Hall",
    )  # fmt: skip


def test_calendars_are_in_the_language_too(
    tiny: Instance, published: Timetable, remade: Callable[..., Instance]
) -> None:
    programme = read_programme(published, spoken(tiny, remade))
    french = in_language(programme, "fr").instance
    told = calendars_in_language(advanced(None, programme), french, "fr")
    opening = next(meeting.last for meeting in told.meetings if meeting.activity == "OPEN")
    assert (opening.title, opening.room_name) == ("Ouverture", "Grande salle")
