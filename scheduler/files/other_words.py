"""What planners of other events call our columns."""

from collections.abc import Collection

COLUMNS = {
    "minutes": "duration length durée thời_lượng",
    "people": "speaker speakers presenter presenters participant participants attendee attendees "
    "chair chairs panel panelists teacher teachers members who intervenants",
    "title": "name subject session talk event topic titre intitulé",
    "name": "title speaker person",
    "pin_start": "start time begin begins starts when heure",
    "pin_room": "location venue place salle",
    "seats": "capacity size pax",
    "capacity": "seats size pax places",
    "slots": "timeslot timeslots session_slot",
    "start": "from begin begins since",
    "end": "to until till finish",
    "kind": "type rule",
    "activities": "events talks sessions",
}
"""A column -> words that others have for it."""


TABLES = {
    "workshops.csv": "talks sessions lectures papers courses classes activities",
    "bilaterals.csv": "meetings interviews appointments",
    "side_events.csv": "events hearings items cases",
    "plenaries.csv": "keynotes ceremonies",
    "people.csv": "speakers participants attendees members staff teachers persons",
    "delegations.csv": "companies teams groups families countries organisations",
    "rooms.csv": "venues tables locations halls",
    "slots.csv": "timeslots",
    "rules.csv": "constraints conflicts",
    "availability.csv": "unavailability absences",
}
"""A table -> names that others have for it."""


def other_table(stem: str) -> str:
    """Return the table that a file's name may stand for, or nothing."""
    return next((table for table, words in TABLES.items() if stem.casefold() in words.split()), "")


def other_word(name: str, absent: Collection[str]) -> str:
    """Return the column that a word may stand for, if the table has it and the file has not."""
    word = "_".join(name.casefold().replace("-", " ").split())
    return next((column for column in absent if word in COLUMNS.get(column, "").split()), "")
