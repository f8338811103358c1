"""The file of a workbook, looked at before anything opens it.

What reads the cells is given a new file, made of the parts that were looked at. So nothing that a
crafted file says about itself (sizes, names, what is linked where) can be different for the two.
"""

import io
import zipfile
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from models import InstanceError
from scheduler.files.encodings import CONTAINERS
from scheduler.files.origin import Origin
from scheduler.files.reading import read_bytes
from scheduler.files.text import show
from scheduler.files.workbooks import OTHERS, ods, xls, xlsx
from scheduler.files.workbooks.survey import ALLOWED, Limits, Survey, is_read

MAX_PARTS = 2_000
MAX_INFLATED = 60_000_000
"""Bytes of all parts that are read; 20,000 rows of 12 cells have 13 million as XLSX, 41 as ODS."""

ZIP, OLE = CONTAINERS

MACROS = ("vbaproject", "macrosheets/", "basic/", "scripts/")
"""Parts of a workbook that are, or may be, programs."""


OTHER_FILES: Mapping[bytes, str] = {
    b"<html": "a web page",
    b"<!doctype html": "a web page",
    b"<table": "a web page",
    b"<?xml": "an XML document",
    b"%pdf": "a PDF",
}
"""First bytes, in small letters -> what some programs save under the name of a workbook."""


@dataclass(frozen=True)
class Container:
    """A workbook that may be opened.

    Attributes
    ----------
    file
        Its name.
    data
        The file for the reader of cells.
    surveys
        Name of a sheet -> what was seen in it.
    """

    file: str
    data: bytes
    surveys: Mapping[str, Survey]


def open_container(path: Path) -> Container:
    """Return the file of a workbook, after looking at all that will be read of it.

    Raises
    ------
    InstanceError
        It is none, is protected by a password, has macros, is damaged, or is too large, as it is or
        when it is unpacked.
    """
    place = Origin(show(path.name)[1:-1])
    suffix = path.suffix.lower()
    if suffix in OTHERS:
        macros = " (it may have macros)" if suffix.endswith("m") else ""
        place.refuse("wrong-file", f"a {suffix} workbook{macros}", ALLOWED)
    return judged(read_bytes(path, place.file), place)


def judged(data: bytes, place: Origin) -> Container:
    """Return the file of a workbook from its content; see :func:`open_container`."""
    limits = Limits(place)
    if data.startswith(OLE):
        surveys = xls.surveyed(data, limits)
        for name, survey in surveys.items():
            limits.spread(name, survey)
        return Container(place.file, data, surveys)
    if not data.startswith(ZIP):
        place.refuse("wrong-file", _what_else(data), ALLOWED)
    parts = _parts(data, place)
    for name in parts:
        if any(word in name.lower() for word in MACROS) and parts[name].strip():
            place.refuse("wrong-file", f"a workbook with macros ({show(name)})", ALLOWED)
    for part in parts.values():
        limits.tags(part)
    surveys = (ods if "mimetype" in parts else xlsx).surveyed(parts, limits)
    for name, survey in surveys.items():
        limits.spread(name, survey)
    return Container(place.file, _packed(parts), surveys)


def _what_else(data: bytes) -> str:
    """Return what a file is that is named like a workbook and is none."""
    begin = data[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if not data:
        return "an empty file"
    for sign, name in OTHER_FILES.items():
        if begin.startswith(sign):
            return f"{name}, named like a workbook"
    if b"\0" in data[:1000]:
        return "a file that is no workbook, or only a part of one"
    return "text, such as CSV, named like a workbook"


def _parts(data: bytes, place: Origin) -> dict[str, bytes]:
    """Return the parts of a zipped workbook; of macros only that they are there."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            _judge_directory(infos, place)
            return {
                info.filename: _part(archive, info) if is_read(info.filename) else b"-"
                for info in infos
                if not info.is_dir()
            }
    except InstanceError:
        raise
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError) as error:
        place.refuse("damaged", f"a workbook that cannot be unpacked ({error})", ALLOWED)


def _part(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> bytes:
    """Return a part, and never more of it than the file says that it has."""
    with archive.open(info) as stream:
        return stream.read(info.file_size + 1)


def _judge_directory(infos: list[zipfile.ZipInfo], place: Origin) -> None:
    """Look at what the file says of its parts; a part that says less than it is, is damaged."""
    if len(infos) > MAX_PARTS:
        place.refuse("too-large", f"{len(infos):,} parts", f"at most {MAX_PARTS:,}")
    if len({info.filename.lower() for info in infos}) < len(infos):
        place.refuse("damaged", "two parts of one name", ALLOWED)
    if any(info.flag_bits & 1 for info in infos):
        place.refuse("wrong-file", "a workbook with a password", ALLOWED)
    if any(info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for info in infos):
        place.refuse("damaged", "parts packed in an unusual way", ALLOWED)
    size = sum(info.file_size for info in infos if is_read(info.filename))
    if size > MAX_INFLATED:
        found = f"{size:,} bytes when unpacked"
        allowed = f"at most {MAX_INFLATED:,} (are there styles on empty rows or columns?)"
        place.refuse("too-large", found, allowed)


def _packed(parts: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, part in parts.items():
            if is_read(name):
                archive.writestr(name, part)
    return stream.getvalue()
