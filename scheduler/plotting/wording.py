"""The texts that bars can show, from the fullest to the shortest."""

import re

from models import Room
from scheduler.plotting.fonts import clean
from scheduler.plotting.shown import Shown
from scheduler.viewing.programme import Booking


def texts_of(shown: Shown, booking: Booking) -> tuple[str, ...]:
    """Return the texts for an activity among others of its room."""
    activity = booking.activity
    title = clean(activity.title)
    if activity.kind == "bilateral":
        names = parties(shown, booking)
        if not names:
            return title or activity.id, activity.id
        return ",\n".join(names), " – ".join(names), activity.id
    return title or activity.id, short_title(title), activity.id


def parties(shown: Shown, booking: Booking) -> list[str]:
    """Return the names of who meets; none if they are fewer than two."""
    party = shown.programme.party
    names = list(dict.fromkeys(clean(party[person]) for person in booking.people))
    return names if len(names) > 1 else []


def short_title(title: str) -> str:
    """Return a title up to its first colon, bracket or dash."""
    ends = [title.find(mark) for mark in (":", " (", " – ", " - ", " — ")]
    return title[: min((end for end in ends if end > 8), default=len(title))].rstrip()


def counterparts(shown: Shown, booking: Booking, person: str) -> str:
    """Return the names of the other parties to an activity of a person."""
    party = shown.programme.party
    others = [clean(party[other]) for other in booking.people if other != person]
    return ", ".join(dict.fromkeys(others))


def room_text(shown: Shown, room: Room, unit: int) -> str:
    """Return the name of a room, with its unit if it has several."""
    name = clean(room.name) or room.id
    return shown.word("unit-of", room=name, unit=unit) if room.units > 1 else name


def room_code(room: Room, unit: int) -> str:
    """Return the id of a room, with its unit if it has several."""
    return f"{room.id} {unit}" if room.units > 1 else room.id


def natural(id: str) -> list[str | int]:
    """Return a key that sorts ids as people look them up: ``B9`` before ``B10``."""
    return [int(part) if part.isdecimal() else part for part in re.split(r"(\d+)", id)]
