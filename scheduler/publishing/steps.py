"""The few steps on disk that publishing is made of; each is whole or not at all."""

import errno
import os
import secrets
from pathlib import Path


def sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def seal(folder: Path) -> None:
    """Make all files in a folder read-only, and sync them and all folders."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            path.chmod(0o444)
        sync(path)
    sync(folder)


def move(folder: Path, to: Path) -> None:
    """Give a folder another name on the same file system, where nothing has that name."""
    os.rename(folder, to)
    sync(to.parent)
    sync(folder.parent)


def point(link: Path, target: Path) -> None:
    """Let a symbolic link lead to a target, relative to its folder; readers see old or new.

    Raises
    ------
    OSError
        Something that is not a link has its name.
    """
    if os.path.lexists(link) and not link.is_symlink():
        raise FileExistsError(errno.EEXIST, "not a link of ours, so it is not replaced", str(link))
    beside = link.with_name(f".{link.name}.{secrets.token_hex(4)}")
    os.symlink(os.path.relpath(target, link.parent), beside)
    try:
        os.replace(beside, link)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise
    sync(link.parent)
