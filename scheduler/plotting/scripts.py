"""What no font of this machine can show of an instance's names: it is said, never left silent."""

from collections.abc import Iterator

from models import Instance
from scheduler.plotting.fonts import unknown_scripts

TABLES = ("zones", "rooms", "delegations", "people", "resources", "activities")
FIELDS = ("name", "name_fr", "name_vi", "title", "title_fr", "title_vi", "track")
MOST = 5
"""Characters that are shown of a script."""


def unwritable(instance: Instance) -> list[str]:
    """Return a sentence for each script that charts and pages can show only as boxes."""
    return [
        f"No installed font has the {script} characters {signs[:MOST]}"
        f"{' …' if len(signs) > MOST else ''}: charts and printed pages have boxes in their place. "
        "Install one that has them, such as Noto Sans, and they are found the next time."
        for script, signs in unknown_scripts(_texts(instance)).items()
    ]


def _texts(instance: Instance) -> Iterator[str]:
    yield instance.title
    for table in TABLES:
        for row in getattr(instance, table):
            yield from (getattr(row, field, None) or "" for field in FIELDS)
