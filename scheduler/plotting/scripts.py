"""What no font of this machine can show of an instance's names: it is said, never left silent."""

import warnings
from collections.abc import Iterator

from models import Instance
from scheduler.plotting.typefaces import unknown_scripts

TABLES = ("zones", "rooms", "delegations", "people", "resources", "activities")
FIELDS = ("name", "name_fr", "name_vi", "title", "title_fr", "title_vi", "track")
EAST_ASIAN = ("Chinese", "Japanese", "Korean")
NOTO_CJK = "Noto Sans CJK (fonts-noto-cjk in Debian and Ubuntu)"
NOTO = "Noto Sans (fonts-noto-core in Debian and Ubuntu)"

MOST = 5
"""Characters that are shown of a script."""

_told: set[str] = set()
"""Scripts of which somebody was told."""


def unwritable(instance: Instance) -> list[str]:
    """Return a sentence for each script that charts and pages can show only as boxes.

    Whoever asks says it, so that charts do not warn of it again.
    """
    found = unknown_scripts(_texts(instance))
    _told.update(found)
    return [_sentence(script, signs) for script, signs in found.items()]


def warn_of_boxes(instance: Instance) -> None:
    """Warn, once for each script, of what a chart can show only as boxes."""
    for script, signs in unknown_scripts(_texts(instance)).items():
        if script not in _told:
            _told.add(script)
            warnings.warn(_sentence(script, signs), stacklevel=4)


def _sentence(script: str, signs: str) -> str:
    some = f"{script} characters".strip()
    missing = f"No installed font has the {some} {signs[:MOST]}{' …' if signs[MOST:] else ''}"
    boxes = f"{missing}: charts and printed pages have boxes in their place."
    if not script:
        return boxes
    cure = NOTO_CJK if script in EAST_ASIAN else NOTO
    return f"{boxes} Install one that has them, such as {cure}; it is found the next time."


def _texts(instance: Instance) -> Iterator[str]:
    yield instance.title
    for table in TABLES:
        for row in getattr(instance, table):
            yield from (getattr(row, field, None) or "" for field in FIELDS)
