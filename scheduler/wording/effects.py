"""What a change does to people and to the goals, in words instead of signs and points."""

from collections.abc import Iterator, Mapping

from models import Goal

NOTHING = "no goal gets better or worse"

COUNTED: dict[Goal, tuple[str, str]] = {
    "coverage": ("point of requests", "points of requests"),
    "breaks": ("break", "breaks"),
}
"""Goals that count something -> what one and several of it are called."""

COUNTED_WAYS: dict[Goal, tuple[str, str]] = {
    "coverage": ("lost", "gained"),
    "breaks": ("more", "fewer"),
}
"""What is said if there is more of it than before, which is worse, and if there is less."""

NAMED: dict[Goal, str] = {
    "rules": "soft rules",
    "preference": "wishes",
    "room-fit": "fit of rooms",
}
"""Other goals that do not go by their own name."""


def effects_text(changes: Mapping[Goal, int], *people: str) -> str:
    """Say what gets better or worse, such as ``2 people told; 1 break fewer; audience 30 worse``.

    Parameters
    ----------
    changes
        Change of each goal; less is better. ``stability`` is not told, as it counts in points
        what ``people`` says.
    people
        What the change does to people: how many are told, how many activities are moved.
    """
    told = [*filter(None, people), *_goals(changes)]
    return "; ".join(told) or NOTHING


def disturbance_text(told: int, moved: int = 0, dropped: int = 0) -> str:
    """Say how many people are told, and how many other activities move or lose their place."""
    parts = [
        counted(told, "person told", "people told"),
        counted(moved, "other activity moved", "other activities moved"),
        counted(dropped, "left out", "left out"),
    ]
    return ", ".join(filter(None, parts))


def stability_text(parts: Mapping[str, int]) -> str:
    """Say what goal ``stability`` counts."""
    return (
        "Stability, without what is cancelled and who joins or leaves: "
        f"{counted(parts['told'], 'person', 'people') or 'nobody'} to tell, "
        f"{parts['time_moves']} moved in time, {parts['room_moves']} to another room."
    )


def placeless(left: int, where: object) -> str:
    """Say how many activities have no place, and where they are listed."""
    return f"{counted(left, 'activity has', 'activities have')} no place: see {where}"


def differing(number: int) -> str:
    """Say how many activities differ."""
    return counted(number, "activity differs", "activities differ") or "no activity differs"


def counted(number: int, one: str, several: str = "") -> str:
    """Write a number of things, several of which end in ``s`` if need be; nothing for none."""
    return f"{number} {one if number == 1 else several or f'{one}s'}" if number else ""


def _goals(changes: Mapping[Goal, int]) -> Iterator[str]:
    for goal, change in changes.items():
        if not change or goal == "stability":
            continue
        if goal in COUNTED:
            yield f"{counted(abs(change), *COUNTED[goal])} {COUNTED_WAYS[goal][change < 0]}"
        else:
            yield f"{NAMED.get(goal, goal)} {abs(change)} {'better' if change < 0 else 'worse'}"
