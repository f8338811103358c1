"""Words of the page in each language."""

from collections.abc import Mapping
from datetime import date

from models import Kind, Language
from scheduler.files import extra


class Words:
    """The words of one language, and its dates.

    Parameters
    ----------
    language
        Which one.
    texts
        Key -> text; some have a place for a number or a name.
    """

    def __init__(self, language: Language, texts: Mapping[str, str]) -> None:
        self.language = language
        self._texts = texts

    def __getitem__(self, key: str) -> str:
        """Return the text of a key."""
        return self._texts[key]

    def kind(self, kind: Kind) -> str:
        """Name a kind of activity."""
        return self._texts[kind]

    def people(self, count: int) -> str:
        """Count people: ``93 people``."""
        return self._texts["n people"].format(count)

    def unit(self, room: str, number: int) -> str:
        """Name one of several rooms that are alike: ``Booths, no. 3``."""
        return self._texts["unit"].format(room, number)

    def of_delegation(self, name: str) -> str:
        """Say that something is for a delegation."""
        return self._texts["for delegation"].format(name)

    def long_date(self, day: date) -> str:
        """Write a date in full: ``Saturday 25 October 2025``."""
        with extra("files"):
            from babel.dates import format_date
        return format_date(day, "EEEE d MMMM y", locale=self.language)


ENGLISH = {
    "plenary": "Plenary, ceremony",
    "side-event": "Side event",
    "workshop": "Workshop",
    "bilateral": "Bilateral",
    "exhibition": "Exhibition",
    "press": "Press",
    "planners": "For planners: it names everybody",
    "public": "Public programme",
    "for delegation": "For the delegation of {}",
    "n people": "{} people",
    "unit": "{}, no. {}",
    "zone": "All times are those of the event",
    "list": "Programme",
    "time": "Time",
    "kind": "Kind",
    "title": "Title",
    "room": "Room",
    "who": "Who",
    "unmet": "Requests without a place",
    "priority": "Priority",
    "reason": "Reason",
    "broken": "This timetable breaks hard rules",
    "goals": "Goals",
}

LANGUAGES: Mapping[Language, Mapping[str, str]] = {
    "en": ENGLISH,
    "fr": ENGLISH,
    "vi": ENGLISH,
}


def words(language: Language) -> Words:
    """Return the words of a language."""
    return Words(language, LANGUAGES[language])
