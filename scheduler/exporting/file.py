"""A file that is written, and for whom it is."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, Protocol, TypeVar

from scheduler.files import write_atomically
from scheduler.viewing.audiences import Audience

For = Audience | Literal["sections"]
"""For whom a file is. ``sections``: the whole is for planners; the part about one delegation, a
paragraph or the rows with its id, may be handed to that delegation."""


@dataclass(frozen=True)
class File:
    """A file to write.

    Attributes
    ----------
    name
        Its name in the folder that it is written to.
    audience
        For whom it is.
    write
        Writes it at the path given.
    """

    name: str
    audience: For
    write: Callable[[Path], None]


def file_of(name: str, audience: For, make: Callable[[], str | bytes]) -> File:
    """Return a file whose content is made when it is written; text is written as UTF-8."""
    return File(name, audience, lambda path: write_atomically(path, make()))


class HasId(Protocol):
    """A row of the instance with an id."""

    @property
    def id(self) -> str:
        """Its id, which is safe in a file name."""


Named = TypeVar("Named", bound=HasId)


def stems(before: str, rows: Iterable[Named]) -> Iterator[tuple[str, Named]]:
    """Yield a stem of a file name for each row: ``be`` and ``BE`` are one file on some systems."""
    taken: set[str] = set()
    for row in rows:
        stem = f"{before}{row.id}"
        while stem.casefold() in taken:
            stem += "-2"
        taken.add(stem.casefold())
        yield stem, row
