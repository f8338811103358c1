"""What planners of other events call our columns."""

import unicodedata
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
    "workshops.csv": "talks sessions lectures papers courses classes activities ateliers",
    "bilaterals.csv": "meetings interviews appointments bilaterales entretiens rencontres",
    "side_events.csv": "events hearings items cases evenements",
    "plenaries.csv": "keynotes ceremonies plenieres seances",
    "exhibitions.csv": "stands expositions",
    "press.csv": "presse",
    "people.csv": "speakers participants attendees members staff teachers persons personnes "
    "personnalites nguoi",
    "delegations.csv": "companies teams groups families countries organisations pays doan",
    "rooms.csv": "venues tables locations halls salles phong",
    "zones.csv": "lieux sites",
    "transfers.csv": "trajets transferts",
    "resources.csv": "ressources",
    "slots.csv": "timeslots creneaux",
    "rules.csv": "constraints conflicts regles contraintes",
    "availability.csv": "unavailability absences presences disponibilites disponibilite",
}
"""A table -> names that others have for it, without accents."""


def other_table(stem: str) -> str:
    """Return the table that a file's name may stand for, or nothing."""
    bare = (letter for letter in unicodedata.normalize("NFKD", stem) if letter.isascii())
    word = "".join(bare).casefold().strip()
    return next((table for table, words in TABLES.items() if word in words.split()), "")


def other_word(name: str, absent: Collection[str]) -> str:
    """Return the column that a word may stand for, if the table has it and the file has not."""
    word = "_".join(name.casefold().replace("-", " ").split())
    return next((column for column in absent if word in COLUMNS.get(column, "").split()), "")
