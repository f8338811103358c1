"""Output that appears as a whole or not at all."""

import errno
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scheduler.files.disk import sync
from scheduler.files.layout import SUMMIT
from scheduler.files.parts import make_file, part_of
from scheduler.files.reading import refuse
from scheduler.files.text import show

OUTCOME = "outcome.json"
TIMETABLE = "timetable.json"


def write_atomically(path: Path | str, data: str | bytes) -> None:
    """Write a file in one step: readers see the old content or the new, never a part.

    Parameters
    ----------
    path
        A file in a folder that exists; replaced if it is there.
    data
        Text is written as UTF-8, its line ends as they are.

    Raises
    ------
    OSError
        It cannot be written; what was there before is still there.
    """
    path = Path(path)
    content = data.encode() if isinstance(data, str) else data
    try:
        with part_of(path, make_file) as beside:
            with beside.open("wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
            os.replace(beside, path)
    except OSError as error:
        error.filename = str(path)  # a full disk says none, others that of the part
        raise
    sync(path.parent)


def require_writable(folder: Path | str, reads: Iterable[Path | None] = ()) -> None:
    """Make sure, before hours of work, that results can be written to a folder.

    Parameters
    ----------
    folder
        Where the results belong.
    reads
        Files and folders that input is read from; ``None`` where an option was not given.

    Raises
    ------
    InstanceError
        Input is read from this folder, or it is the folder of an instance.
    OSError
        They cannot be written.
    """
    folder = _followed(folder)
    for path in filter(None, reads):
        _refuse_input(folder, path if path.is_dir() else path.absolute().parent, path)
    _refuse_instance(folder)
    if folder.exists():  # it is moved into file by file
        _try(folder, inside=True)
    if not _is_written_inside(folder):
        near = next(parent for parent in folder.parents if parent.exists())
        _try(near / folder.name, inside=False)
    for name in _listed(folder, OUTCOME):
        _require_free(folder / name)


def _followed(folder: Path | str) -> Path:
    """Return where a folder really is, or is to be; there may be nothing else."""
    path = Path(os.path.realpath(folder))
    if os.path.lexists(path) and not path.is_dir():  # links may lead round in a circle
        raise NotADirectoryError(errno.ENOTDIR, "not a folder", str(path))
    return path


def _is_written_inside(folder: Path) -> bool:
    """Tell whether what is to be moved into a folder is written in it, not beside it.

    Beside a mount point is another file system, and beside a folder that somebody was given there
    may be nothing that they can write to.
    """
    beside = os.access(folder.parent, os.W_OK | os.X_OK) and not os.path.ismount(folder)
    return folder.exists() and not beside


def _try(folder: Path, *, inside: bool) -> None:
    """Make sure that there can be new files in a folder, or beside it."""
    near = folder if inside else folder.parent
    with _named(near), part_of(folder, Path.mkdir, inside=inside):
        pass


def _refuse_instance(folder: Path) -> None:
    """Make sure that results are not written among the tables of an instance."""
    if os.path.lexists(folder / SUMMIT):
        _refuse_input(folder, folder, folder / SUMMIT)


def _refuse_input(folder: Path, home: Path, path: Path) -> None:
    if folder.exists() and home.exists() and os.path.samefile(folder, home):
        found = f"the folder of {show(path.name)[1:-1]}, which is input"
        refuse("wrong-path", show(str(folder))[1:-1], found, "another folder for what is written")


def require_empty(folder: Path | str) -> None:
    """Make sure that a folder is new or empty.

    Raises
    ------
    FileExistsError
        There is something in the folder already, or it is a file.
    """
    folder = Path(folder)
    if folder.is_file() or (folder.is_dir() and any(folder.iterdir())):
        raise FileExistsError(errno.EEXIST, "exists and is not empty", str(folder))


@contextmanager
def staged(folder: Path | str, listing: str = OUTCOME) -> Iterator[Path]:
    """Give a new folder to write in, and move its files into place on success only.

    A ``folder`` that does not exist appears in one step. In one that does, each file
    that was produced replaces its namesake, ``timetable.json`` and ``outcome.json``
    last; files that the old ``outcome.json`` lists under ``files`` and that were not
    produced again are removed. All other files are left alone.

    Parameters
    ----------
    folder
        Where the output belongs; parents are made.
    listing
        Name of the JSON document, among the output, that lists all files.

    Yields
    ------
    Path
        The folder to write in, beside ``folder`` and on the same file system.

    Raises
    ------
    InstanceError
        It is the folder of an instance.
    OSError
        Something cannot be written, or ``folder`` is not a folder. After this, as after any
        other exception inside the block (Ctrl-C included), ``folder`` is unchanged.

    Examples
    --------
    >>> with staged("out/today") as inside:  # doctest: +SKIP
    ...     write_atomically(inside / "outcome.json", "{}")
    """
    folder = _followed(folder)
    _refuse_instance(folder)
    made = _make_parents(folder.parent)
    try:
        with part_of(folder, _make_folder, inside=_is_written_inside(folder)) as inside:
            try:
                yield inside
                _move(inside, folder, listing)
            except OSError as error:
                error.filename = _wanted(error.filename, inside, folder)
                raise
    except BaseException:
        for parent in reversed(made):
            with suppress(OSError):  # not empty: somebody else has put a file there meanwhile
                parent.rmdir()
        raise


def _wanted(name: object, inside: Path, folder: Path) -> object:
    """Return the name that a file in the folder to write in was to have in the end."""
    if name is None:
        return str(folder)
    path = Path(os.fsdecode(name)) if isinstance(name, str | bytes) else None
    return str(folder / path.relative_to(inside)) if path and path.is_relative_to(inside) else name


def _make_parents(parent: Path) -> list[Path]:
    """Make a folder and its parents; return those that were not there, outermost first."""
    missing = [path for path in (parent, *parent.parents) if not path.exists()]
    parent.mkdir(parents=True, exist_ok=True)
    return missing[::-1]


def _make_folder(path: Path) -> None:
    """Make a folder to write in; unlike one of tempfile, it is readable for others."""
    with _named(path.parent):
        path.mkdir()


@contextmanager
def _named(folder: Path) -> Iterator[None]:
    """Let an error name the folder that cannot be written to, not what was to be made in it."""
    try:
        yield
    except OSError as error:
        error.filename = str(folder)
        raise


def _move(inside: Path, folder: Path, listing: str) -> None:
    produced = [path for path in sorted(inside.rglob("*")) if not path.is_dir()]
    for path in [*produced, *(path for path in inside.rglob("*") if path.is_dir()), inside]:
        sync(path)
    if not folder.exists():
        os.rename(inside, folder)
        sync(folder.parent)
        return
    names = [path.relative_to(inside) for path in produced]
    for name in names:  # all that may fail is tried before the first file is moved
        if (folder / name).is_dir():
            raise IsADirectoryError(errno.EISDIR, "a folder is in the way", str(folder / name))
    for name in names:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
    stale = [name for name in _listed(folder, listing) if name not in names]
    for name in [*names, *stale]:
        _require_free(folder / name)
    last = [name for name in map(Path, (TIMETABLE, listing)) if name in names]
    for name in [name for name in names if name not in last]:
        os.replace(inside / name, folder / name)
    for name in stale:
        (folder / name).unlink(missing_ok=True)
        for parent in [one for one in name.parents if one.name]:
            with suppress(OSError):  # other files are left
                (folder / parent).rmdir()
    for name in last:
        os.replace(inside / name, folder / name)
    sync(folder)


def _require_free(path: Path) -> None:
    """Make sure that a file may be replaced: on Windows not while a spreadsheet has it open."""
    with suppress(FileNotFoundError):
        os.rename(path, path)  # changes nothing, but is refused like what comes later


def _listed(folder: Path, listing: str) -> list[Path]:
    """Return the files in ``folder`` that its listing says an earlier run made."""
    try:
        document = json.loads((folder / listing).read_text(encoding="utf-8"))
        names = [Path(name) for name in document["files"]]
        return [name for name in names if _is_inside(name, folder)]
    except (OSError, ValueError, TypeError, KeyError, RecursionError):
        return []


def _is_inside(name: Path, folder: Path) -> bool:
    """Tell whether a name leads to a file inside the folder, not outside of it."""
    path = folder / name
    parent = Path(os.path.realpath(path.parent))
    named = ".." not in name.parts and not name.is_absolute() and parent.is_relative_to(folder)
    return named and (path.is_file() or path.is_symlink())
