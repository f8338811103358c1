"""Words that look the same are the same, whoever compares them."""

from typing import Any

import pytest

from models import Instance, Timetable
from scheduler import check, load_instance, save_instance
from scheduler.compiling import compile_instance

ALIKE = [
    ("Phi\u00ean d\u1ecbch", "Phie\u0302n di\u0323ch"),
    ("Evidence", "evidence"),
    ("STRASSE", "straße"),
    ("two words", " two\u00a0 words "),
    ("screen", "scr\u200been"),
    ("می\u200cرود", "میرود"),
]


def stated(word: str, other: str) -> Instance:
    """Return two workshops and a room; one word is spelled in two ways in each vocabulary."""
    event = {"kind": "workshop", "minutes": 60, "equipment": [other]}
    document: dict[str, Any] = {
        "name": "words",
        "time_zone": "Asia/Ho_Chi_Minh",
        "grid_minutes": 30,
        "days": [{"date": "2025-10-25", "start": "09:00", "end": "12:00"}],
        "rooms": [
            {"id": name, "name": name, "capacity": 9, "equipment": [word, "chairs"]}
            for name in ("HALL", "STUDY")
        ],
        "delegations": [
            {"id": name, "name": name, "region": region}
            for name, region in (("A", word), ("B", other))
        ],
        "activities": [
            event | {"id": "W1", "title": "One", "topics": [word, "other"], "track": word},
            event | {"id": "W2", "title": "Two", "topics": [other], "track": other, "audience": 5},
        ],
    }
    return Instance.model_validate(document)


@pytest.mark.parametrize(("word", "other"), ALIKE)
def test_words_that_look_the_same_are_the_same(word: str, other: str) -> None:
    """To the solver, to the referee and to the goals."""
    instance = stated(word, other)
    assert all(activity.rooms for activity in compile_instance(instance).activities)
    places = [
        {"activity": "W1", "start": "2025-10-25T09:00", "room": "HALL"},
        {"activity": "W2", "start": "2025-10-25T09:00", "room": "STUDY"},
    ]
    report = check(instance, Timetable.model_validate({"placements": places}))
    same = check(stated(word, word), Timetable.model_validate({"placements": places}))
    assert report.violations == ()
    assert report.scores["audience"].parts["parallel_minutes"] == 60
    assert report.scores == same.scores
    assert instance.sha256 == stated(word, word).sha256


def test_words_are_spelled_as_where_they_come_first() -> None:
    """Each vocabulary by itself, so that what people read is what somebody wrote."""
    instance = stated("Screen", "SCREEN")
    assert instance.activities[0].equipment == ("Screen",)
    assert instance.activities[1].topics == ("Screen",)
    assert instance.activities[1].track == "Screen"
    other = stated("Screen", "Beamer")
    assert other.activities[1].topics == ("Beamer",)


def test_words_survive_a_round_trip(tmp_path) -> None:
    """A folder that is written has them as they are."""
    instance = stated("Evidence", "EVIDENCE")
    save_instance(instance, tmp_path / "it")
    assert load_instance(tmp_path / "it") == instance
