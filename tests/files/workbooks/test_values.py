"""What a cell holds, as the text that a CSV file would have."""

from datetime import date, datetime, time, timedelta

import pytest

from scheduler.files.workbooks.values import Value, text_of


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("PT25H30M00S", "25:30"),  # as calamine gives what LibreOffice saves in an .ods file
        ("PT24H00M00S", "24:00"),
        ("PT room", "PT room"),
        (timedelta(hours=25, minutes=30), "25:30"),
        (time(9), "09:00"),
        (datetime(2025, 10, 25, 9, 0, 0, 400), "2025-10-25T09:00"),
        (date(2025, 10, 25), "2025-10-25"),
        (12.0, "12"),
        (True, "TRUE"),
    ],
)
def test_text_of_a_value(value: Value, text: str) -> None:
    """Times as people write them, whole numbers without a point."""
    assert text_of(value) == text
