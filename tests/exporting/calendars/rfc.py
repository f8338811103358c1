"""A strict reader of calendars, from the text of RFC 5545 and RFC 5546; it shares no code."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime

NAME = r"[A-Za-z0-9-]+"
PARAMETER = rf';({NAME})=("[^"\x00-\x08\x0a-\x1f\x7f]*"|[^";:,\x00-\x08\x0a-\x1f\x7f]*)'
LINE = re.compile(rf"({NAME})((?:{PARAMETER})*):(.*)", re.DOTALL)
TEXTS = {"SUMMARY", "LOCATION", "DESCRIPTION", "NAME", "X-WR-CALNAME", "X-WR-TIMEZONE"}
ONCE = ("UID", "DTSTAMP", "DTSTART", "DTEND", "ORGANIZER", "SUMMARY", "SEQUENCE", "STATUS")
"""What an event of METHOD:PUBLISH has exactly once (RFC 5546, 3.2.1), and what ours has."""


@dataclass(frozen=True)
class Event:
    """One event; texts are unescaped, times are instants."""

    values: dict[str, str]

    def __getitem__(self, name: str) -> str:
        return self.values[name]

    @property
    def sequence(self) -> int:
        """Of the two numbers that order versions, the first."""
        return int(self["SEQUENCE"])

    @property
    def start(self) -> datetime:
        """When it starts."""
        return instant(self["DTSTART"])

    @property
    def takes_place(self) -> bool:
        """It is not cancelled."""
        return self["STATUS"] == "CONFIRMED"


@dataclass
class Calendar:
    """A calendar: what holds of all of it, and its events by UID."""

    values: dict[str, str] = field(default_factory=dict)
    events: dict[str, Event] = field(default_factory=dict)


def instant(value: str) -> datetime:
    """Read a time in UTC."""
    return datetime.strptime(value, "%Y%m%dT%H%M%SZ").replace(tzinfo=UTC)


def read_calendar(content: bytes) -> Calendar:
    """Read a calendar; an assertion fails where it is not as the RFCs have it."""
    calendar, open_, event = Calendar(), [], dict[str, str]()
    for line in content_lines(content):
        match = LINE.fullmatch(line)
        assert match, line
        name, value = match[1].upper(), match[len(match.groups())]
        if name == "BEGIN":
            open_.append(value)
            event = {}
        elif name == "END":
            assert open_.pop() == value
            if value == "VEVENT":
                add(calendar, event)
        else:
            assert open_, "nothing is outside the calendar"
            target = event if open_[-1] == "VEVENT" else calendar.values
            assert name not in target, f"{name} is there twice"
            target[name] = unescaped(value) if name in TEXTS else value
    assert not open_
    assert {"PRODID", "VERSION"} <= calendar.values.keys()
    assert calendar.values["VERSION"] == "2.0"
    assert calendar.values["METHOD"] == "PUBLISH"
    return calendar


def content_lines(content: bytes) -> list[str]:
    """Unfold: every line ends with CR LF, has at most 75 octets, and whole characters."""
    assert content.endswith(b"\r\n")
    lines = content[:-2].split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert not any(set(line) & {*range(0x09), *range(0x0A, 0x20), 0x7F} for line in lines)
    text = [line.decode() for line in lines]
    unfolded: list[str] = []
    for line in text:
        if line[:1] in (" ", "\t"):
            unfolded[-1] += line[1:]
        else:
            assert line
            unfolded.append(line)
    return unfolded


def unescaped(value: str) -> str:
    """Read a text: a backslash is before a backslash, a semicolon, a comma or an n only."""
    assert re.fullmatch(r"(?:[^\\;,]|\\[\\;,nN])*", value), value
    return re.sub(r"\\(.)", lambda m: "\n" if m[1] in "nN" else m[1], value)


def add(calendar: Calendar, values: dict[str, str]) -> None:
    assert all(name in values for name in ONCE), values
    assert "ATTENDEE" not in values
    assert instant(values["DTSTART"]) < instant(values["DTEND"])
    instant(values["DTSTAMP"])
    assert values["STATUS"] in ("CONFIRMED", "CANCELLED")
    assert values["UID"] not in calendar.events, "a UID is there twice"
    calendar.events[values["UID"]] = Event(values)


class Importer:
    """A program into which one file after the other is imported: the newest SEQUENCE wins."""

    def __init__(self) -> None:
        self.events: dict[str, Event] = {}

    def take(self, content: bytes) -> None:
        """Import a file (RFC 5546, 2.1.5)."""
        for uid, event in read_calendar(content).events.items():
            had = self.events.get(uid)
            rank = (event.sequence, event["DTSTAMP"])
            if had is None or rank >= (had.sequence, had["DTSTAMP"]):
                self.events[uid] = event

    @property
    def planned(self) -> dict[str, Event]:
        """What is shown: all that is not cancelled."""
        return {uid: event for uid, event in self.events.items() if event.takes_place}
