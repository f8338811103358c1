"""Ties fall by lot: in which order rows are considered depends on the seed, never on the files."""

from hashlib import blake2b
from typing import get_args

from models import Activity, Instance, Kind
from models.record import Record
from models.references import KEYED


def by_lot(instance: Instance, seed: int) -> Instance:
    """Return an instance with the rows of its tables in an order that is drawn.

    Of timetables that are equally good a search finds the one that it comes to first, which
    depends on the order of rows. Each row draws a number that depends on the seed and its id
    alone, so the order of files does not matter, nor what other rows there are, nor the alphabet.
    Activities stay together by kind. Rows without an id are never considered one after the other.
    """
    return instance.model_copy(
        update={table: _drawn(getattr(instance, table), table, seed) for table in KEYED}
    )


def _drawn(rows: tuple[Record, ...], table: str, seed: int) -> tuple[Record, ...]:
    return tuple(sorted(rows, key=lambda row: _number(row, table, seed)))


def _number(row: Record, table: str, seed: int) -> tuple[int, bytes]:
    name = getattr(row, "id", "")
    kind = get_args(Kind).index(row.kind) if isinstance(row, Activity) else 0
    return kind, blake2b(f"{seed}/{table}/{name}".encode(), digest_size=8).digest()
