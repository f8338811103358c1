"""A hall with too much in it; no test."""

from collections.abc import Callable

from models import Instance

Summit = Callable[..., Instance]


def crowded(summit: Summit) -> Instance:
    """Four workshops of an hour in a hall that is open for three hours."""
    return summit(activities=[{"id": name} for name in "abcd"])
