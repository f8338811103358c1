"""Standard output and standard error that outlive their readers.

What nobody reads any more is dropped: a search is not lost because ``head`` or ``less`` has ended
that read its progress, and an answer that is cut off by them is no mistake.
"""

import errno
import io
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from _typeshed import ReadableBuffer

GONE = frozenset({errno.EPIPE, errno.EIO})
"""Nobody reads the pipe any more; the terminal has hung up."""


class Patient(io.FileIO):
    """A file that takes what cannot be written to it: always, or once its reader is gone.

    Parameters
    ----------
    handle
        Descriptor of the file; it stays open.
    lossy
        Take everything, whatever is the matter: for messages that are not worth an end. Otherwise
        a full disk is said, once.
    """

    def __init__(self, handle: int, *, lossy: bool) -> None:
        super().__init__(handle, "w", closefd=False)
        self._lossy = lossy
        self._lost = False

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write, or take it as written."""
        if not self._lost:
            try:
                return super().write(data)
            except OSError as error:
                self._lost = True
                if not self._lossy and error.errno not in GONE:
                    raise
        return memoryview(data).nbytes


@contextmanager
def patient_streams() -> Iterator[None]:
    """Let both streams outlive their readers while the block runs.

    What cannot be encoded is escaped, and a stream that was closed from the start leads nowhere.
    """
    before = sys.stdout, sys.stderr
    sys.stdout, sys.stderr = _patient(sys.stdout, lossy=False), _patient(sys.stderr, lossy=True)
    try:
        yield
    finally:
        sys.stdout, sys.stderr = before


def _patient(stream: TextIO | None, *, lossy: bool) -> TextIO:
    if stream is None:
        return open(os.devnull, "w", encoding="utf-8")
    try:
        handle = stream.fileno()
    except OSError:  # one that a program has put in its place
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(Patient(handle, lossy=lossy)),
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=True,
    )
