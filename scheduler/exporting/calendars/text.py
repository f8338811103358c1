"""A calendar as an iCalendar file (RFC 5545, RFC 5546, RFC 7986)."""

from collections.abc import Collection, Iterator
from datetime import timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from models import Calendars, Instance, Language, Meeting
from scheduler.files.extras import extra
from scheduler.viewing.audiences import PUBLIC_KINDS
from scheduler.viewing.tables import MANY
from scheduler.wording.languages import date_text, hour_text, hours_text, label, labelled, listed

if TYPE_CHECKING:
    from icalendar import Event

REFRESH = timedelta(hours=1)
"""How often who has subscribed should ask again."""

NOBODY = "invalid:nomail"
"""The address of an organiser who has none, as Outlook writes it itself: METHOD:PUBLISH asks for an
organiser."""


def calendar_text(
    calendars: Calendars,
    instance: Instance,
    name: str,
    language: Language,
    *,
    own: Collection[str] = (),
) -> bytes:
    """Return the calendar of some meetings, the cancelled ones among them.

    All times are in UTC, so no reader has to know the rules of the event's time zone; the
    description has them as they are there. Nobody is listed as an attendee: that would make
    an invitation of it, which asks for an answer. The same meetings are the same bytes.

    Parameters
    ----------
    calendars
        What its audience may know (:func:`scheduler.viewing.calendars.calendars_seen_by`).
    instance
        The instance: its title and time zone.
    name
        Whose calendar it is.
    language
        Of labels and dates.
    own
        Persons whose calendar it is; they are not named among those that they meet.

    Raises
    ------
    MissingExtra
        Package icalendar is not installed.
    """
    with extra("files"):
        from icalendar import Calendar, vDuration, vText

    calendar = Calendar()
    calendar.add("PRODID", "-//summit-scheduler//summit//EN")
    calendar.add("VERSION", "2.0")
    calendar.add("METHOD", "PUBLISH")
    event = instance.title or instance.name
    calendar.add("NAME", vText(f"{name} – {event}"))
    calendar.add("X-WR-CALNAME", vText(f"{name} – {event}"))
    calendar.add("X-WR-TIMEZONE", vText(instance.time_zone))
    calendar.add("REFRESH-INTERVAL", vDuration(REFRESH), parameters={"VALUE": "DURATION"})
    calendar.add("X-PUBLISHED-TTL", vDuration(REFRESH))
    for meeting in sorted(calendars.meetings, key=lambda m: (m.last.start, m.last.end, m.uid)):
        calendar.add_component(_event(meeting, calendars, instance, language, frozenset(own)))
    content: bytes = calendar.to_ical()
    return content


def _event(
    meeting: Meeting,
    calendars: Calendars,
    instance: Instance,
    language: Language,
    own: frozenset[str],
) -> "Event":
    from icalendar import Event, vCalAddress

    last, event = meeting.last, Event()
    event.add("UID", meeting.uid)
    event.add("SEQUENCE", last.sequence)
    event.add("DTSTAMP", last.stamp)
    event.add("DTSTART", last.start)
    event.add("DTEND", last.end)
    organizer = vCalAddress(NOBODY)
    organizer.params["CN"] = (instance.title or instance.name).replace('"', "'")
    event.add("ORGANIZER", organizer)
    event.add("SUMMARY", _summary(meeting, language))
    event.add("LOCATION", _place(meeting, language))
    event.add("DESCRIPTION", "\n".join(_notes(meeting, calendars, instance, language, own)))
    event.add("CATEGORIES", [label(meeting.kind, language)])
    event.add("CLASS", "PUBLIC" if meeting.kind in PUBLIC_KINDS else "PRIVATE")
    event.add("STATUS", "CANCELLED" if last.cancelled else "CONFIRMED")
    event.add("TRANSP", "TRANSPARENT" if last.cancelled else "OPAQUE")
    return event


def _summary(meeting: Meeting, language: Language) -> str:
    """Return the title; of what is cancelled it says so, as not every reader shows STATUS."""
    last = meeting.last
    title = last.title or label(meeting.kind, language)
    return labelled("cancelled", language, title) if last.cancelled else title


def _place(meeting: Meeting, language: Language) -> str:
    last = meeting.last
    name = last.room_name or last.room
    unit = f"{label('unit', language)} {last.unit}" if last.unit else ""
    return ", ".join(filter(None, (name, unit, last.venue)))


def _notes(
    meeting: Meeting,
    calendars: Calendars,
    instance: Instance,
    language: Language,
    own: frozenset[str],
) -> Iterator[str]:
    last, zone = meeting.last, ZoneInfo(instance.time_zone)
    start, end = last.start.astimezone(zone), last.end.astimezone(zone)
    when = f"{date_text(start, language)}, {hours_text(start, end, language)}"
    yield labelled("event-time", language, f"{when} ({instance.time_zone})")
    others = [calendars.people[name].name or name for name in last.people if name not in own]
    if others:
        yield labelled("with", language, _company(others, language))
    if last.set_up_minutes:
        ready = (last.start - timedelta(minutes=last.set_up_minutes)).astimezone(zone)
        yield f"{label('set-up', language)} {hour_text(ready, language, start.date())}"
    if last.clear_down_minutes:
        left = (last.end + timedelta(minutes=last.clear_down_minutes)).astimezone(zone)
        yield f"{label('clear-down', language)} {hour_text(left, language, start.date())}"


def _company(others: list[str], language: Language) -> str:
    if len(others) <= MANY:
        return listed(others, language)
    return label("others", language, count=len(others))
