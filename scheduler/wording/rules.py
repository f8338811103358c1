"""What planners call the standing rules about one activity."""

TIMES_BY = {
    "window": "the length of a day",
    "allowed-times": "its list of slots and times",
    "pinned-time": "its pinned start",
    "person-availability": "the presence of its people",
}
"""Rule on when an activity may start -> what planners call it."""

ROOMS_BY = {
    "pinned-room": "it is pinned to another",
    "allowed-rooms": "not in its list of rooms",
    "room-kind": "not for activities of this kind",
    "room-capacity": "too few seats",
    "room-equipment": "equipment missing",
}
"""Rule on where an activity may be -> why a room is ruled out."""
