"""What is written survives a power cut, as far as the system can promise it."""

import os
from pathlib import Path

FLUSHED = os.O_RDWR if os.name == "nt" else os.O_RDONLY
"""How a file is opened to be flushed: Windows wants to be asked by somebody who may write it."""


def sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, survive a power cut.

    Windows opens no folders; the names in them are its own concern.
    """
    is_folder = path.is_dir()
    try:
        handle = os.open(path, os.O_RDONLY if is_folder else FLUSHED)
    except PermissionError:
        if is_folder:
            return
        raise
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
