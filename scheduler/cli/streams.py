"""Standard output and standard error that go on when their readers have ended.

What nobody reads any more is dropped: a search does not fail because the ``head`` or ``less`` that
reads its output has ended.
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
"""Errors when nobody reads the pipe any more, or the terminal has hung up."""


class Patient(io.FileIO):
    """A file that drops what cannot be written: always, or only once its reader is gone.

    Parameters
    ----------
    handle
        Descriptor of the file; it stays open.
    lossy
        Drop everything that cannot be written, for messages that must not end the command.
        Otherwise a full disk is an error, once.
    """

    def __init__(self, handle: int, *, lossy: bool) -> None:
        super().__init__(handle, "w", closefd=False)
        self._lossy = lossy
        self._lost = False

    def write(self, data: "ReadableBuffer", /) -> int:
        """Write, or drop it."""
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
    """Let both streams go on without readers while the block runs.

    Characters that cannot be encoded are escaped, and output to a stream that was closed from the
    start is dropped.
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
    except OSError:  # a program has replaced the stream by another object
        return stream
    stream.flush()
    return io.TextIOWrapper(
        io.BufferedWriter(Patient(handle, lossy=lossy)),
        encoding=stream.encoding,
        errors="backslashreplace",
        line_buffering=True,
    )
