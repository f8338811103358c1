"""Signs for people and rooms, where an itinerary has no place for their names in each row."""

from collections.abc import Iterable, Mapping
from itertools import groupby

from scheduler.viewing.programme import Booking

LETTERS = 26
RUN = 2  # of numbers; longer ones are written with a dash


class Key:
    """Numbers for the people of a page, and letters for its rooms.

    Parameters
    ----------
    people
        Names by id.
    bookings
        What is on the page.
    zones
        Names of zones, by id.
    """

    def __init__(
        self, people: Mapping[str, str], bookings: Iterable[Booking], zones: Mapping[str, str]
    ) -> None:
        self._people = people
        self._number = {person: number for number, person in enumerate(people, start=1)}
        self._rooms = {booking.room.id: booking.room for booking in bookings}
        self._letter = {room: _letters(number) for number, room in enumerate(self._rooms)}
        self._zones = zones

    def people(self) -> list[tuple[str, str]]:
        """Return the numbers of people with their names; none if there is only one person."""
        if len(self._people) == 1:
            return []
        return [(str(self._number[person]), name) for person, name in self._people.items()]

    def rooms(self) -> list[tuple[str, str]]:
        """Return the letters of rooms with their names and places."""
        return [
            (
                self._letter[room.id],
                ", ".join(filter(None, (room.name or room.id, self._zones.get(room.zone or "")))),
            )
            for room in self._rooms.values()
        ]

    def of_people(self, there: Iterable[str]) -> str:
        """Return the numbers of some people: ``1, 3``, and ``1, 3–5`` for three in a row."""
        if len(self._people) == 1:
            return ""
        numbers = sorted(self._number[person] for person in there)
        runs = [
            [number for _, number in run]
            for _, run in groupby(enumerate(numbers), key=lambda pair: pair[1] - pair[0])
        ]
        return ", ".join(
            f"{run[0]}–{run[-1]}" if len(run) > RUN else ", ".join(map(str, run)) for run in runs
        )

    def of_place(self, booking: Booking) -> str:
        """Return the letter of a room, and the number of the unit if it has several: ``B 3``."""
        letter = self._letter[booking.room.id]
        return letter if booking.room.units == 1 else f"{letter}\N{NO-BREAK SPACE}{booking.unit}"


def _letters(number: int) -> str:
    """Return ``A`` for 0, ``Z`` for 25, ``AA`` for 26."""
    before, last = divmod(number, LETTERS)
    return (_letters(before - 1) if before else "") + chr(ord("A") + last)
