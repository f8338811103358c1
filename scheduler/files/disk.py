"""What is written survives a power cut, as far as the system can promise it."""

import errno
import os
from pathlib import Path

FLUSHED = os.O_RDWR if os.name == "nt" else os.O_RDONLY
"""How a file is opened to be flushed: Windows wants to be asked by somebody who may write it."""

UNABLE = (errno.EINVAL, errno.EBADF, errno.ENOTSUP)
"""How file systems, some of a network, say that they do not flush folders."""


def sync(path: Path) -> None:
    """Make sure that a file, or the names in a folder, survive a power cut.

    Windows opens no folders, and some file systems do not flush them; the names in them are their
    own concern.
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
    except OSError as error:
        if not (is_folder and error.errno in UNABLE):
            raise
    finally:
        os.close(handle)
