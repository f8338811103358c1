"""The public programme in the words of the c3voc schedule, which apps and screens read.

The format is described at https://c3voc.de/wiki/schedule.
"""

import hashlib
import json
import re
import unicodedata
import uuid
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

from models import Instance, Language
from scheduler.exporting.editions import Edition
from scheduler.viewing.programme import Booking
from scheduler.wording.languages import label

SCHEMA = "https://c3voc.de/schedule/schema.json"
ZONE = re.compile(r"[A-Z][a-z]+/[A-Z][a-z]+.*|UTC")
"""Names of time zones that the format knows."""

LONGEST_SLUG = 60
SHORTEST = 4
"""Letters of an acronym, by the format."""


def schedule_document(made: Edition) -> dict[str, Any]:
    """Return the programme as the format's JSON document; a bilateral or a name is never in it.

    Every activity has the guid that it has in calendars. The version is a hash of the content, so
    it changes when, and only when, something that the public can see has changed.
    """
    conference = _conference(made)
    content = json.dumps(conference, sort_keys=True).encode()
    return {
        "$schema": SCHEMA,
        "generator": {"name": "summit"},
        "schedule": {
            "version": hashlib.sha256(content).hexdigest()[:12],
            "conference": conference,
        },
    }


def _conference(made: Edition) -> dict[str, Any]:
    instance = made.programme.instance
    days = sorted(
        {*(day.date for day in instance.days), *(b.date for b in made.programme.bookings)}
    )
    zone = {"time_zone_name": instance.time_zone} if ZONE.fullmatch(instance.time_zone) else {}
    return {
        "acronym": acronym(instance.name),
        "title": instance.title or instance.name,
        "start": days[0].isoformat(),
        "end": days[-1].isoformat(),
        "daysCount": len(days),
        "timeslot_duration": _duration(instance.grid_minutes),
        **zone,
        "rooms": list(_rooms(made)),
        "days": list(_days(made, days)),
    }


def acronym(name: str) -> str:
    """Return a name of at least four small letters, digits and underscores."""
    short = slug(name).replace("-", "_")
    return short if len(short) >= SHORTEST else f"{short}_summit".lstrip("_")


def slug(text: str) -> str:
    """Return a text as small letters and digits joined by hyphens; empty if it has none."""
    bare = unicodedata.normalize("NFKD", text.replace("đ", "d").replace("Đ", "D"))
    ascii_only = bare.encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", ascii_only).strip("-")


def _rooms(made: Edition) -> Iterator[dict[str, Any]]:
    names = _room_names(made)
    for (room_id, unit), name in sorted(names.items()):
        room = made.programme.instance.room.get(room_id)
        guid = uuid.uuid5(uuid.NAMESPACE_URL, f"{made.programme.instance.name}/{room_id}/{unit}")
        yield {"name": name, "guid": str(guid), "capacity": room.capacity if room else None}


def _room_names(made: Edition) -> dict[tuple[str, int], str]:
    """Return the name of each room and unit in use, none of them twice."""
    names: dict[tuple[str, int], str] = {}
    for booking in made.programme.bookings:
        room, key = booking.room, (booking.room.id, booking.unit)
        if key in names:
            continue
        name = room.name or room.id
        if room.units > 1:
            name = f"{name}, {label('unit', made.language)} {booking.unit}"
        names[key] = f"{name} ({room.id})" if name in names.values() else name
    return names


def _days(made: Edition, days: list[date]) -> Iterator[dict[str, Any]]:
    instance = made.programme.instance
    names, guids, numbers = _room_names(made), _guids(made), _numbers(made)
    open_hours = {instance.date_of(start): (start, end) for start, end in instance.windows}
    for index, day in enumerate(days, start=1):
        bookings = [b for b in made.programme.bookings if b.date == day]
        spans = [open_hours[day]] if day in open_hours else []
        spans += [(b.start, b.end) for b in bookings]
        rooms: dict[str, list[dict[str, Any]]] = {}
        for booking in bookings:
            name = names[booking.room.id, booking.unit]
            event = _event(booking, instance, made.language, name)
            event["guid"], event["id"] = guids[booking.activity.id], numbers[booking.activity.id]
            event["url"] = f"urn:uuid:{event['guid']}"
            event["slug"] = _slug(instance, booking, event["guid"])
            rooms.setdefault(name, []).append(event)
        yield {
            "index": index,
            "date": day.isoformat(),
            "day_start": _iso(instance.clock.moment(min(start for start, _ in spans))),
            "day_end": _iso(instance.clock.moment(max(end for _, end in spans))),
            "rooms": rooms,
        }


def _event(booking: Booking, instance: Instance, language: Language, room: str) -> dict[str, Any]:
    activity, moment = booking.activity, instance.clock.moment
    start = moment(booking.start)
    kind = label(activity.kind, language)
    return {
        "date": _iso(start),
        "start": f"{start:%H:%M}",
        "end": _iso(moment(booking.end)),
        "duration": _duration(activity.minutes),
        "room": room,
        "title": activity.title or kind,
        "subtitle": "",
        "track": activity.track or kind,
        "type": kind,
        "language": None,
        "abstract": "",
        "description": "",
        "persons": [],
        "links": [],
    }


def _guids(made: Edition) -> dict[str, str]:
    """Return the guid of each activity: its UID in calendars."""
    current = (meeting for meeting in made.calendars.meetings if not meeting.last.cancelled)
    return {meeting.activity: meeting.uid for meeting in current}


def _numbers(made: Edition) -> dict[str, int]:
    """Return a number for each activity, from its guid, as old readers know events by a number."""
    numbers: dict[str, int] = {}
    for name, guid in sorted(_guids(made).items(), key=lambda item: item[1]):
        number = int(guid[:7], 16) + 1
        while number in numbers.values():
            number += 1
        numbers[name] = number
    return numbers


def _slug(instance: Instance, booking: Booking, guid: str) -> str:
    title = slug(booking.activity.title)[:LONGEST_SLUG].strip("-")
    return "-".join(filter(None, (acronym(instance.name), guid[:8], title)))


def _duration(minutes: int) -> str:
    hours, left = divmod(minutes, 60)
    return f"{hours:02}:{left:02}"


def _iso(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")
