"""The inputs of a night are copied once, and only the copy is read."""

import os
import stat
from pathlib import Path

from models import Fault, Instance, InstanceError
from scheduler.files import OnWarning, load_instance, write_atomically
from scheduler.files.layout import MAX_BYTES
from scheduler.files.loading import given_before
from scheduler.files.reading import refuse
from scheduler.files.strays import READ, strays
from scheduler.files.workbooks import SUFFIXES
from scheduler.publishing.absences import planned_without

INPUTS = "inputs"

DOCUMENT = "instance.json"
BOOKS = tuple(f"instance{suffix}" for suffix in SUFFIXES)
"""What an instance that is one file is called in the copy."""

ATTEMPTS = 3
"""How often the inputs are copied again because somebody saved one of them meanwhile."""


def take_inputs(source: Path, into: Path, on_warning: OnWarning) -> Instance:
    """Copy the inputs, byte by byte, into a new folder, and read the copy.

    A folder is read twice: if a file differs, somebody was saving, and the copy might contain
    half of a change.

    Parameters
    ----------
    source
        Folder, workbook or JSON document of the instance.
    into
        The new folder.
    on_warning
        Called with what is worth a look in the inputs.

    Raises
    ------
    InstanceError
        The inputs are missing, faulty, or saved again and again while being copied.
    OSError
        The copy cannot be written.
    """
    texts = _settled(source)
    into.mkdir()
    for name, data in texts.items():
        write_atomically(into / name, data)
    if copied(into) != into:
        return load_instance(copied(into), on_warning=on_warning, without_gone=True)
    faults, worth_a_look = strays(source)
    for fault in worth_a_look:
        on_warning(fault)
    try:
        instance = load_instance(into, on_warning=on_warning, without_gone=True)
    except InstanceError as error:
        raise InstanceError([*faults, *error.faults]) from error
    if faults:
        raise InstanceError(faults)
    return instance


def read_inputs(path: Path) -> Instance:
    """Return what a night plans of inputs that have been read before."""
    instance = load_instance(path, on_warning=given_before, without_gone=True)
    return planned_without(instance)


def copied(folder: Path) -> Path:
    """Return the instance in a copy of inputs: the folder, or the one file in it."""
    files = (folder / name for name in (DOCUMENT, *BOOKS))
    return next((file for file in files if file.exists()), folder)


def _settled(source: Path) -> dict[str, bytes]:
    for _ in range(ATTEMPTS):
        texts = _read(source)
        if texts == _read(source):
            return texts
    changing = "files that change while they are read"
    raise InstanceError(
        [Fault("changing-files", str(source), None, "", changing, "files that nobody is saving")]
    )


def _read(source: Path) -> dict[str, bytes]:
    """Return what an instance is read from: name -> content."""
    try:
        if not source.is_dir():
            book = f"instance{source.suffix.lower()}"
            return {book if book in BOOKS else DOCUMENT: read_file(source)}
        names = os.listdir(source)
        return {name: read_file(source / name) for name in READ if name in names}
    except OSError as error:
        reason = error.strerror or str(error)
        where = str(error.filename or source)
        raise InstanceError(
            [Fault("unreadable-file", where, None, "", reason, "inputs to read")]
        ) from error


def read_file(path: Path) -> bytes:
    """Return the content of a file; other things, and files that are too large, are refused."""
    status = path.stat()
    if not stat.S_ISREG(status.st_mode):
        refuse("wrong-file", path.name, "neither file nor folder", "a file")
    with path.open("rb") as stream:
        data = stream.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        refuse(
            "too-large", path.name, f"more than {MAX_BYTES:,} bytes", f"at most {MAX_BYTES:,} bytes"
        )
    return data
