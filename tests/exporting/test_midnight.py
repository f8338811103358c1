"""What starts after midnight has its own date below the heading of the evening, in every file."""

import matplotlib.pyplot as plt
import pytest

from models import Instance, Language, Timetable
from scheduler.exporting.booklet.content import Pages
from scheduler.exporting.calendars import advanced
from scheduler.exporting.calendars.text import calendar_text
from scheduler.exporting.editions import Edition, edition
from scheduler.exporting.page.content import content
from scheduler.exporting.page.page import html
from scheduler.exporting.page.timeline import timeline
from scheduler.plotting import plot_delegation_day
from scheduler.viewing.audiences import PLANNER, Audience
from scheduler.viewing.programme import read_programme

EVENING = Instance.model_validate(
    {
        "name": "evening",
        "time_zone": "Europe/Paris",
        "grid_minutes": 30,
        "days": [{"date": "2027-10-30", "start": "20:00", "end": "28:00"}],
        "rooms": [{"id": "r", "name": "Room", "capacity": 9}],
        "delegations": [{"id": "x", "name": "Xland"}],
        "people": [{"id": "p", "name": "Head", "delegation": "x"}],
        "activities": [
            {"id": name, "kind": "plenary", "title": name, "minutes": minutes, "people": ["p"]}
            | {"set_up_minutes": 30 * (name == "early")}
            for name, minutes in (("ball", 60), ("early", 30), ("late", 60), ("night", 180))
        ],
    }
)
STARTS = {
    "ball": "2027-10-30T22:30",
    "early": "2027-10-31T00:00",
    "late": "2027-10-31T00:30",
    "night": "2027-10-31T01:30",
}
SHOWN: dict[Language, list[str]] = {
    "en": [
        "22:30–23:30",
        "Sun 31 Oct 00:00–00:30",
        "Sun 31 Oct 00:30–01:30",
        "Sun 31 Oct 01:30 (UTC+02:00)–03:30 (UTC+01:00)",
    ],
    "fr": [
        "22:30–23:30",
        "dim. 31 oct. 00:00–00:30",
        "dim. 31 oct. 00:30–01:30",
        "dim. 31 oct. 01:30 (UTC+02:00)–03:30 (UTC+01:00)",
    ],
}


def of(language: Language = "en", audience: Audience = PLANNER) -> Edition:
    places = [{"activity": name, "start": at, "room": "r"} for name, at in STARTS.items()]
    programme = read_programme(Timetable.model_validate({"placements": places}), EVENING)
    kept = advanced(None, programme)
    return edition(programme, audience, language, goals={}, calendars=kept)


def plain(text: str) -> str:
    """Undo what keeps a line together."""
    return text.replace("\N{NO-BREAK SPACE}", " ").replace("\N{WORD JOINER}", "")


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("audience", [PLANNER, Audience("delegation", "x")])
def test_a_start_after_midnight_has_its_date(language: Language, audience: Audience) -> None:
    made = of(language, audience)
    shown = content(made)
    assert [entry.hours for entry in shown.entries] == SHOWN[language]
    assert all(f"<td>{hours}</td>" in html(made) for hours in SHOWN[language])
    pages = Pages(made)
    itinerary = [row for page in pages.itineraries() for day in page["days"] for row in day["rows"]]
    signs = [row for sign in pages.door_signs() for row in sign["rows"]]
    programme = [row for day in pages.programme() for row in day["rows"]]
    for rows in (itinerary, signs, programme):
        assert [plain(row["time"]) for row in rows] == SHOWN[language]
    assert "UTC+02:00, UTC+01:00" in pages.head()["zone"]
    assert shown.zone.endswith("UTC+02:00, UTC+01:00")


def test_a_screen_reader_says_the_date_of_the_start() -> None:
    labels = [bar["label"] for bar in timeline(content(of()))["bars"]]
    assert labels[0] == "ball, Saturday 30 October 2027, 22:30–23:30, Room"
    assert labels[2] == "late, Sunday 31 October 2027, 00:30–01:30, Room"
    assert all("30 October" not in label for label in labels[1:])


def test_the_axis_names_the_new_date_and_the_change_of_clocks() -> None:
    (day,) = timeline(content(of("fr")))["days"]
    assert day["ticks"] == [
        [0, "20:00", 0], [60, "21:00", 0], [120, "22:00", 0], [180, "23:00", 0],
        [240, "31 oct.", 1], [300, "01:00", 0], [360, "02:00", 0],
        [420, "\N{MINUS SIGN}1 h", 1], [480, "03:00", 0], [540, "04:00", 0],
    ]  # fmt: skip
    assert "l&#39;heure passe de 03:00 à 02:00" in html(of("fr"))


def test_hours_of_a_page_are_those_of_its_place() -> None:
    """Where the clock is half an hour off, too."""
    places = Timetable.model_validate(
        {"placements": [{"activity": "ball", "start": "2027-10-30T22:30", "room": "r"}]}
    )
    colombo = EVENING.model_copy(update={"time_zone": "Asia/Colombo"})
    shown = content(Edition(read_programme(places, colombo)))
    assert [text for _, text, _ in timeline(shown)["days"][0]["ticks"]][:2] == ["20:00", "21:00"]


def test_french_has_a_space_before_a_colon() -> None:
    made = of("fr")
    text = calendar_text(made.calendars, EVENING, "all", "fr").decode().replace("\r\n ", "")
    assert "Heure du lieu\N{NO-BREAK SPACE}: samedi 30 octobre 2027" in text
    assert "Avec\N{NO-BREAK SPACE}: Head" in text


def test_set_up_before_midnight_has_its_date() -> None:
    """A calendar's own heading is the date of the start."""
    made = of()
    text = calendar_text(made.calendars, EVENING, "all", "en").decode().replace("\r\n ", "")
    assert "Sunday 31 October 2027\\, 00:00–00:30 (Europe/Paris)" in text
    assert "Set-up from Sat 30 Oct 23:30" in text


def test_a_chart_of_a_day_says_it_too() -> None:
    places = [{"activity": name, "start": at, "room": "r"} for name, at in STARTS.items()]
    timetable = Timetable.model_validate({"placements": places})
    axes = plot_delegation_day(timetable, EVENING, "x", "2027-10-30")
    text = " ".join(" ".join(one.get_text() for one in axes.texts).split())
    assert all(hours in text for hours in SHOWN["en"])
    plt.close(axes.figure)
