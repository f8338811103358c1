"""Hidden files and folders to write in, beside what they become."""

import os
import re
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scheduler.files.lock import hold, release

WITH_LOCKS = sys.platform != "win32"
"""There what is locked can be neither written nor renamed."""

OURS = re.compile(r"\.(.+)\.summit-[0-9a-f]{8}", re.DOTALL)


@contextmanager
def part_of(path: Path, make: Callable[[Path], object], *, inside: bool = False) -> Iterator[Path]:
    """Make something to write in, hidden beside a path, and remove it in the end if it is there.

    Whoever writes holds a lock that ends with its process. So what killed runs have left of the
    same path is known, and is removed first; where there are no locks it stays.

    Parameters
    ----------
    path
        What it is to become.
    make
        Makes the file or the folder; raises ``FileExistsError`` if there is one of that name.
    inside
        Make it in the folder ``path``, not beside it.
    """
    parent = path if inside else path.parent
    _remove_left(parent, path.name)
    part, handle = _made(parent, path.name, make)
    try:
        yield part
    finally:
        _remove(part)
        if handle is not None:
            release(handle)


def part_name(name: str) -> str:
    """Return a new name for what is to become a file or folder of some name."""
    return f".{name}.summit-{secrets.token_hex(4)}"


def becomes(name: str) -> str | None:
    """Return the name of what a part was to become; None if this is no name of a part."""
    found = OURS.fullmatch(name)
    return found[1] if found else None


def make_file(path: Path) -> None:
    """Make an empty file that is not there yet."""
    path.touch(exist_ok=False)


def _made(parent: Path, name: str, make: Callable[[Path], object]) -> tuple[Path, int | None]:
    """Make it, and hold its lock as far as there are locks."""
    while True:
        part = parent / part_name(name)
        try:
            make(part)
        except FileExistsError:
            continue
        if not WITH_LOCKS:
            return part, None
        try:
            handle = hold(part)
        except FileNotFoundError:  # another run took it for left, in the moment before the lock
            continue
        except OSError:
            return part, None
        if handle is not None:
            if part.exists():
                return part, handle
            release(handle)


def _remove_left(parent: Path, name: str) -> None:
    with suppress(OSError), os.scandir(parent) as entries:
        for entry in entries:
            if entry.name.startswith(f".{name}.") and becomes(entry.name) == name:
                _remove_if_left(entry)


def _remove_if_left(part: os.DirEntry[str]) -> None:
    if not WITH_LOCKS or part.is_symlink() or not (part.is_dir() or part.is_file()):
        return
    with suppress(OSError):
        handle = hold(Path(part.path))
        if handle is not None:
            _remove(Path(part.path))
            release(handle)


def _remove(part: Path) -> None:
    if part.is_dir():
        shutil.rmtree(part, ignore_errors=True)
    else:
        with suppress(OSError):
            part.unlink(missing_ok=True)
