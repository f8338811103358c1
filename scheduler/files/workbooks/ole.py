"""Streams of the files that XLS workbooks are (compound files of OLE)."""

import struct
from collections.abc import Iterator

from scheduler.files.origin import Origin
from scheduler.files.workbooks.survey import ALLOWED

SMALL = 4096
"""Streams shorter than that are kept together in one."""

_LAST = 0xFFFFFFFA
"""Numbers of sectors from here on end a chain."""

_ENTRY = 128


def streams(data: bytes, place: Origin) -> dict[str, bytes]:
    """Return the streams of a compound file by name.

    Raises
    ------
    InstanceError
        It is damaged: a chain of sectors leads nowhere, or round in a circle.
    """
    try:
        return _Compound(data).streams()
    except (struct.error, IndexError, ValueError) as error:
        place.refuse("damaged", f"a workbook that cannot be unpacked ({error})", ALLOWED)


class _Compound:
    """A compound file: sectors, in chains."""

    def __init__(self, data: bytes) -> None:
        self._data = data
        shift, small_shift = struct.unpack_from("<HH", data, 30)
        if shift not in (9, 12) or small_shift != 6:
            raise ValueError("sectors of an unusual size")
        self._size = 1 << shift
        self._next: list[int] = []
        for sector in self._tables():
            self._next += struct.unpack(f"<{self._size // 4}I", self._sector(sector))

    def streams(self) -> dict[str, bytes]:
        """Return all streams."""
        (directory,) = struct.unpack_from("<I", self._data, 48)
        (small_table,) = struct.unpack_from("<I", self._data, 60)
        entries = list(_entries(self._chain(directory)))
        table = self._chain(small_table)
        small = struct.unpack(f"<{len(table) // 4}I", table)
        together = next((self._chain(first) for _, kind, first, _ in entries if kind == 5), b"")
        found = {}
        for name, kind, first, size in entries:
            if kind == 2 and size >= SMALL:
                found[name] = self._chain(first)[:size]
            elif kind == 2:
                parts = [together[64 * n : 64 * n + 64] for n in _followed(first, small)]
                found[name] = b"".join(parts)[:size]
        return found

    def _tables(self) -> list[int]:
        """Return the sectors of the table that says which sector follows which."""
        (count,) = struct.unpack_from("<I", self._data, 44)
        known = list(struct.unpack_from("<109I", self._data, 76))
        (more,) = struct.unpack_from("<I", self._data, 68)
        while more < _LAST and len(known) < len(self._data) // self._size + 109:
            *part, more = struct.unpack(f"<{self._size // 4}I", self._sector(more))
            known += part
        return [sector for sector in known if sector < _LAST][:count]

    def _sector(self, number: int) -> bytes:
        begin = (number + 1) * self._size
        return self._data[begin : begin + self._size].ljust(self._size, b"\0")

    def _chain(self, first: int) -> bytes:
        return b"".join(map(self._sector, _followed(first, self._next)))


def _followed(first: int, table: list[int] | tuple[int, ...]) -> Iterator[int]:
    left = len(table)
    while first < _LAST:
        if left < 0:
            raise ValueError("sectors in a circle")
        yield first
        first, left = table[first], left - 1


def _entries(directory: bytes) -> Iterator[tuple[str, int, int, int]]:
    """Yield name, kind, first sector and size of what is in the file."""
    for at in range(0, len(directory), _ENTRY):
        (length,) = struct.unpack_from("<H", directory, at + 64)
        name = directory[at : at + max(min(length, 64) - 2, 0)].decode("utf-16-le", "replace")
        kind = directory[at + 66]
        first, size = struct.unpack_from("<II", directory, at + 116)
        yield name, kind, first, size
