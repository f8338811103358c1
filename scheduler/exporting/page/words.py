"""Words of the page in each language."""

from collections.abc import Mapping
from datetime import date
from typing import get_args

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

    def number(self, number: int) -> str:
        """Name the number of a room among several: ``no. 3``."""
        return self._texts["number"].format(number)

    def letter(self, kind: Kind) -> str:
        """Return the sign of a kind, which stands beside its colour."""
        return self._texts["letters"][get_args(Kind).index(kind)]

    def short_date(self, day: date) -> str:
        """Write a date in few letters: ``Sat 25 Oct``."""
        with extra("files"):
            from babel.dates import format_date
        return format_date(day, "EEE d MMM", locale=self.language)

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
    "unit": "{}, no.\u00a0{}",
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
    "letters": "PSWBEN",
    "number": "no.\u00a0{}",
    "timeline": "Programme as a chart",
    "nothing": "Nothing matches.",
    "rooms": "Rooms",
    "people": "People",
    "delegations": "Delegations",
    "view": "Rows",
    "day": "Day",
    "all days": "All days",
    "all": "All",
    "zoom": "Zoom",
    "zoom in": "Zoom in",
    "zoom out": "Zoom out",
    "fit": "Fit",
    "filters": "Search and filters",
    "search": "Search",
    "search for": "Title, person, room …",
    "reset": "Show everything",
    "count": "{} of {} shown",
    "theme": "Light / dark",
    "print": "Print",
    "close": "Close",
    "hint": "Arrow keys go from bar to bar, Home and End to the first and last of a row; "
    "+ and − zoom; Enter shows everything about a bar.",
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
