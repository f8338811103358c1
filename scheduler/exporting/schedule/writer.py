"""The files of the schedule."""

import json
from collections.abc import Iterator

from scheduler.exporting.editions import Edition
from scheduler.exporting.file import File, file_of
from scheduler.exporting.schedule.document import schedule_document
from scheduler.exporting.schedule.xml import schedule_xml
from scheduler.viewing.audiences import PUBLIC


def schedule(made: Edition) -> Iterator[File]:
    """Yield the schedule as JSON and XML, for the public alone."""
    if made.audience != PUBLIC:
        return
    yield file_of("schedule.json", PUBLIC, lambda: schedule_json(made))
    yield file_of("schedule.xml", PUBLIC, lambda: schedule_xml(schedule_document(made)))


def schedule_json(made: Edition) -> str:
    """Return the schedule as JSON."""
    return json.dumps(schedule_document(made), ensure_ascii=False, indent=1) + "\n"
