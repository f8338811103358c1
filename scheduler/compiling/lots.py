"""Ties fall by lot: in which order rows are considered depends on the seed, never on the files."""

from collections import Counter
from functools import partial
from hashlib import blake2b
from typing import get_args

from models import Activity, Instance, Kind, Person, Room
from models.record import Record
from models.references import KEYED


def by_lot(instance: Instance, seed: int) -> Instance:
    """Return an instance with the rows of its tables in an order that is drawn.

    Of timetables that are equally good a search finds the one that it comes to first, which
    depends on the order of rows. Each row draws a number that depends on the seed and its id
    alone, so the order of files does not matter, nor what other rows there are, nor the alphabet.

    Only what is alike is drawn for. Persons who are wanted most come first, and so do the
    activities that want them, kind by kind; small rooms come before large ones. In such an order
    `coverage` is proven sooner (docs/decisions.md). Rows without an id are never considered one
    after the other.
    """
    wanted = Counter(person for activity in instance.activities for person in activity.people)
    return instance.model_copy(
        update={
            table: tuple(
                sorted(
                    getattr(instance, table),
                    key=partial(_rank, table=table, wanted=wanted, seed=seed),
                )
            )
            for table in KEYED
        }
    )


def _rank(row: Record, table: str, wanted: Counter[str], seed: int) -> tuple[object, ...]:
    name = getattr(row, "id", "")
    return (*_known(row, wanted, seed), _number(name, table, seed))


def _known(row: Record, wanted: Counter[str], seed: int) -> tuple[object, ...]:
    """Return what tells a row from others without a draw."""
    if isinstance(row, Person):
        return (-wanted[row.id],)
    if isinstance(row, Room):
        return (row.capacity,)
    if isinstance(row, Activity):  # those of one person are together
        most = max(((wanted[p], _number(p, "people", seed)) for p in row.people), default=(0, b""))
        return (get_args(Kind).index(row.kind), -most[0], most[1])
    return ()


def _number(name: str, table: str, seed: int) -> bytes:
    return blake2b(f"{seed}/{table}/{name}".encode(), digest_size=8).digest()
