"""The few steps on disk of publishing; each happens as a whole or not at all."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from scheduler.files import sync
from scheduler.files.parts import part_name

PRIVATE, READABLE = 0o077, 0o022
"""Masks of what is nobody else's business, and of what others may read."""


@contextmanager
def masked(mask: int) -> Iterator[None]:
    """Take permissions away from all files and folders that this process makes meanwhile."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def seal(folder: Path) -> None:
    """Make all files in a folder read-only for their owner, and sync them and all folders."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            path.chmod(0o400)
        sync(path)
    sync(folder)


def move(folder: Path, to: Path) -> None:
    """Rename a folder on the same file system; nothing has the new name yet."""
    os.rename(folder, to)
    sync(to.parent)
    sync(folder.parent)


def point(link: Path, target: Path) -> None:
    """Let a symbolic link lead to a target, in one step: readers see the old one or the new.

    Raises
    ------
    OSError
        Something that is not a link has that name.
    """
    if os.path.lexists(link) and not link.is_symlink():
        raise FileExistsError(errno.EEXIST, "not a symbolic link, so it is not replaced", str(link))
    beside = link.with_name(part_name(link.name))
    os.symlink(os.path.relpath(target, link.parent), beside)
    try:
        os.replace(beside, link)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync(link.parent)
