"""Hashes of all files of a folder, in the form that ``sha256sum --check`` reads."""

import hashlib
import re
import stat
from collections.abc import Iterator
from pathlib import Path

SUMS = "SHA256SUMS"

LITTER = re.compile(r"[.~].*|.*~|Thumbs\.db|ehthumbs\.db|desktop\.ini|@eaDir|#.*#", re.IGNORECASE)
"""Names that programs leave beside a file that somebody only looks at: locks of office programs
(``.~lock.x#``, ``~$x``), what file managers remember, backups. No file of a release is named so."""


def sha256_of(path: Path) -> str:
    """Return the hash of a file."""
    with path.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def hashes(folder: Path) -> dict[str, str]:
    """Return file -> hash for all regular files below a folder, without the file of sums."""
    files = [path for path in contents(folder) if not path.is_symlink() and path.is_file()]
    named = {path.relative_to(folder).as_posix(): path for path in files}
    return {name: sha256_of(path) for name, path in named.items() if name != SUMS}


def contents(folder: Path) -> list[Path]:
    """Return, in order, all that is below a folder but litter and what is inside litter."""
    return sorted(
        path
        for path in folder.rglob("*")
        if not any(is_litter(part) for part in path.relative_to(folder).parts)
    )


def is_litter(name: str) -> bool:
    """Tell whether a file or folder is one that readers leave, and so no damage."""
    return LITTER.fullmatch(name) is not None


def sums_text(found: dict[str, str]) -> str:
    """Return the lines of the file of sums."""
    return "".join(f"{digest}  {name}\n" for name, digest in found.items())


def alterations(folder: Path) -> Iterator[str]:
    """Yield each way in which a folder differs from its file of sums.

    Yields
    ------
    str
        A sentence about one file: altered, missing, extra, or not a plain file. What readers
        leave there is passed over (:func:`is_litter`).
    """
    try:
        text = (folder / SUMS).read_bytes().decode("ascii")
    except (OSError, ValueError):
        yield f"{SUMS} is missing or cannot be read"
        return
    found = hashes(folder)
    if text == sums_text(found) and not list(_strange(folder)):
        return
    kept = {line[66:]: line[:64] for line in text.splitlines() if line[64:66] == "  "}
    for name in sorted(kept.keys() | found.keys()):
        if name not in found:
            yield f"{name} is missing"
        elif name not in kept:
            yield f"{name} does not belong to it"
        elif kept[name] != found[name]:
            yield f"{name} was altered"
    yield from _strange(folder)
    if text != sums_text(kept) or list(kept) != sorted(kept):
        yield f"{SUMS} was altered"


def _strange(folder: Path) -> Iterator[str]:
    """Yield a sentence for each thing that is neither a file nor a folder with files."""
    for path in contents(folder):
        mode = path.lstat().st_mode
        name = path.relative_to(folder).as_posix()
        if stat.S_ISDIR(mode):
            if all(is_litter(inside.name) for inside in path.iterdir()):
                yield f"{name} is an empty folder that does not belong to it"
        elif not stat.S_ISREG(mode):
            yield f"{name} is not a plain file"
