"""A table says the same as the document beside it, also in an hour that comes twice."""

import pytest

from models import Instance, Timetable
from scheduler import tables
from scheduler.files import load_timetable
from scheduler.viewing.spreadsheet import to_csv

NIGHT = Instance.model_validate(
    {
        "name": "night",
        "time_zone": "Europe/Paris",
        "grid_minutes": 30,
        "days": [{"date": "2025-10-26", "start": "00:00", "end": "06:00"}],
        "rooms": [{"id": "r", "name": "Room", "capacity": 9}],
        "people": [{"id": "p", "name": "Chair"}],
        "activities": [
            {"id": "a", "kind": "plenary", "title": "A", "minutes": 30, "people": ["p"]}
        ],
    }
)


@pytest.mark.parametrize(
    ("start", "written"),
    [
        ("2025-10-26T02:30+02:00", "2025-10-26T02:30+02:00"),
        ("2025-10-26T02:30+01:00", "2025-10-26T02:30+01:00"),
        ("2025-10-26T01:30+02:00", "2025-10-26T01:30,"),
        ("2025-10-26T03:30+01:00", "2025-10-26T03:30,"),
    ],
)
def test_a_table_has_an_offset_where_it_is_needed(tmp_path, start, written):
    """And nowhere else, as people read it; read again, it is the same moment."""
    places = [{"activity": "a", "start": start, "room": "r"}]
    timetable = Timetable.model_validate({"placements": places})
    text = to_csv(tables.assignments(timetable, NIGHT))
    assert written in text
    assert written in to_csv(tables.itineraries(timetable, NIGHT))
    (tmp_path / "timetable.csv").write_text(text)
    (back,) = load_timetable(tmp_path / "timetable.csv").placements
    (given,) = timetable.placements
    assert NIGHT.clock.minute(back.start) == NIGHT.clock.minute(given.start)
