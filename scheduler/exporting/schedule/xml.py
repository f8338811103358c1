"""The same schedule as XML, for readers that are older than its JSON."""

from collections.abc import Mapping
from typing import Any
from xml.etree import ElementTree as tree


def schedule_xml(document: Mapping[str, Any]) -> bytes:
    """Return the document of :func:`schedule_document` as XML."""
    schedule = document["schedule"]
    conference = schedule["conference"]
    root = tree.Element("schedule")
    tree.SubElement(root, "generator", name=document["generator"]["name"])
    _text(root, "version", schedule["version"])
    about = tree.SubElement(root, "conference")
    for name in ("acronym", "title", "start", "end"):
        _text(about, name, conference[name])
    _text(about, "days", conference["daysCount"])
    for name in ("timeslot_duration", "time_zone_name"):
        if name in conference:
            _text(about, name, conference[name])
    guids = {room["name"]: room["guid"] for room in conference["rooms"]}
    for day in conference["days"]:
        _add_day(root, day, guids)
    tree.indent(root)
    content: bytes = tree.tostring(root, encoding="utf-8", xml_declaration=True)
    return content + b"\n"


def _add_day(root: tree.Element, day: Mapping[str, Any], guids: Mapping[str, str]) -> None:
    of_day = tree.SubElement(
        root,
        "day",
        index=str(day["index"]),
        date=day["date"],
        start=day["day_start"],
        end=day["day_end"],
    )
    for name, events in day["rooms"].items():
        room = tree.SubElement(of_day, "room", name=name, guid=guids[name])
        for event in events:
            one = tree.SubElement(room, "event", id=str(event["id"]), guid=event["guid"])
            for field in ("room", "title", "subtitle", "type", "date", "start", "duration"):
                _text(one, field, event[field])
            for field in ("abstract", "slug", "track", "description"):
                _text(one, field, event[field])


def _text(parent: tree.Element, name: str, value: object) -> None:
    tree.SubElement(parent, name).text = str(value)
