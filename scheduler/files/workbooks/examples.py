"""A row for each table, shown where it is empty."""

from collections.abc import Mapping

DAY = "2027-05-12"
ACTIVITY = {"minutes": "60", "people": "host-president;north-president"}

EXAMPLES: Mapping[str, Mapping[str, str]] = {
    "zones": {"name": "Conference centre"},
    "transfers": {"to_zone": "airport", "minutes": "30"},
    "rooms": {"name": "Great Hall", "capacity": "300", "kinds": "plenary;press", "units": "1"},
    "delegations": {"name": "Northern Republic", "level": "1"},
    "people": {"name": "President of the Northern Republic", "delegation": "NORTH", "rank": "1"},
    "availability": {"start": f"{DAY}T09:00", "end": f"{DAY}T15:00", "state": "present"},
    "resources": {"name": "Interpreter teams", "level": "2"},
    "slots": {"start": f"{DAY}T10:00", "end": f"{DAY}T11:00"},
    "rules": {"kind": "apart", "activities": "water;trade", "weight": "10"},
    "plenaries": {"title": "Opening ceremony", **ACTIVITY, "pin_start": f"{DAY}T09:00"},
    "side_events": {"title": "Rivers and cities", **ACTIVITY},
    "workshops": {"title": "Water across borders", **ACTIVITY, "audience": "60"},
    "bilaterals": {"title": "Host and Northern Republic", **ACTIVITY, "optional": "yes"},
    "exhibitions": {"title": "Rail and sea", **ACTIVITY, "minutes": "240"},
    "press": {"title": "Closing press conference", **ACTIVITY, "minutes": "30"},
}
"""Sheet -> column -> text; the first column says that it is an example."""
