"""What the sheets of an XLS workbook have: its records, one after the other."""

import struct
from collections.abc import Iterator, Sequence

from scheduler.files.origin import Origin
from scheduler.files.text import show
from scheduler.files.workbooks.ole import streams
from scheduler.files.workbooks.survey import ALLOWED, Limits, Survey

Record = tuple[int, int, bytes]
"""Where it begins, its kind, and what is in it."""

BOF, PASSWORD, SHEET, TEXTS, CONTINUED = 0x0809, 0x2F, 0x85, 0xFC, 0x3C
ROW, MERGED, FORMULA, ERROR, TEXT, NUMBERS = 0x208, 0xE5, 0x06, 0x205, 0xFD, 0xBD
COLUMNS = 0x7D
CELLS = frozenset((FORMULA, ERROR, TEXT, NUMBERS, 0x203, 0x204, 0x27E, 0xD6))
"""Kinds of records, all that are cells with something in them among them."""

ERRORS = {0: "#NULL!", 7: "#DIV/0!", 15: "#VALUE!", 23: "#REF!", 29: "#NAME?", 36: "#NUM!"}

MAX_RECORDS = 500_000

UNKEPT = "a formula whose result an .xls file does not keep (save as .xlsx)"
"""Texts: LibreOffice writes nought in their place."""

_HIDDEN = 0x20


def surveyed(data: bytes, limits: Limits) -> dict[str, Survey]:
    """Survey the sheets of an XLS workbook.

    Raises
    ------
    InstanceError
        It has a password, or macros, is damaged or no workbook of Excel 97 or later.
    """
    place = limits.place
    parts = streams(data, place)
    if "EncryptedPackage" in parts:
        place.refuse("wrong-file", "a workbook with a password", ALLOWED)
    if any(name.upper().startswith(("_VBA", "VBA", "PROJECT")) for name in parts):
        place.refuse("wrong-file", "a workbook with macros", ALLOWED)
    if "Workbook" not in parts:
        place.refuse("wrong-file", "a file that is no workbook of Excel 97 or later", ALLOWED)
    try:
        return _sheets(parts["Workbook"], limits)
    except (struct.error, LookupError, UnicodeDecodeError) as error:
        place.refuse("damaged", f"a workbook with records that cannot be read ({error})", ALLOWED)


def _records(stream: bytes, place: Origin) -> Iterator[Record]:
    at, left = 0, MAX_RECORDS
    while at + 4 <= len(stream):
        left -= 1
        if not left:
            found = f"more than {MAX_RECORDS:,} cells"
            place.refuse("too-large", found, f"at most {MAX_RECORDS:,}")
        kind, length = struct.unpack_from("<HH", stream, at)
        yield at, kind, stream[at + 4 : at + 4 + length]
        at += 4 + length


def _sheets(stream: bytes, limits: Limits) -> dict[str, Survey]:
    names: dict[int, str] = {}
    surveys: dict[str, Survey] = {}
    texts: list[bytes] = []
    lengths: Sequence[int] = ()
    survey, last = None, 0
    for at, kind, data in _records(stream, limits.place):
        if kind == PASSWORD:
            limits.place.refuse("wrong-file", "a workbook with a password", ALLOWED)
        elif kind == SHEET:
            name = _sheet_name(data, limits.place)
            if name in names.values():
                limits.place.refuse("damaged", f"two sheets of one name, {show(name)}", ALLOWED)
            names[struct.unpack_from("<I", data)[0]] = name
        elif kind == TEXTS:
            texts = [data[8:]]
        elif kind == CONTINUED and last == TEXTS:
            texts.append(data)
            continue  # what is continued by the next one, too
        elif kind == BOF and at in names:
            lengths = lengths or text_lengths(texts)
            survey = surveys[names[at]] = Survey()
        elif survey is not None:
            _take(survey, kind, data, lengths, limits)
        last = kind
    return surveys


def _sheet_name(data: bytes, place: Origin) -> str:
    kind, length, wide = data[5], data[6], data[7] & 1
    if kind in (1, 6):
        place.refuse("wrong-file", "a workbook with macros", ALLOWED)
    if wide:
        return data[8 : 8 + 2 * length].decode("utf-16-le")
    return data[8 : 8 + length].decode("latin-1")


def _take(survey: Survey, kind: int, data: bytes, lengths: Sequence[int], limits: Limits) -> None:
    """Note what one record says of its sheet."""
    if kind in CELLS:
        row, column = struct.unpack_from("<HH", data)
        last = struct.unpack_from("<H", data, len(data) - 2)[0] if kind == NUMBERS else column
        survey.fill(row + 1, last + 1)
        if kind == TEXT:
            limits.text(lengths[struct.unpack_from("<I", data, 6)[0]])
        elif what := _broken(kind, data):
            survey.broken[row + 1, column + 1] = what
    elif kind == ROW and struct.unpack_from("<H", data, 12)[0] & _HIDDEN:
        first, beyond = struct.unpack_from("<HH", data, 2)
        if beyond > first:
            survey.hidden.add(struct.unpack_from("<H", data)[0] + 1)
    elif kind == COLUMNS and struct.unpack_from("<H", data, 8)[0] & 1:
        first, last = struct.unpack_from("<HH", data)
        survey.hide_columns(first + 1, last + 1)
    elif kind == MERGED:
        for at in range(2, len(data) - 7, 8):
            first, last, left, right = struct.unpack_from("<4H", data, at)
            survey.merged.append((first + 1, last + 1, left + 1, right + 1))
        limits.merged(survey)


def _broken(kind: int, data: bytes) -> str:
    """Return what a cell has in place of a value; empty if it has one."""
    if kind == ERROR and data[7]:
        return ERRORS.get(data[6], "#N/A")
    if kind == FORMULA:
        if data[12:14] != b"\xff\xff":
            return "" if any(data[6:14]) else UNKEPT
        if data[6] == 2:
            return ERRORS.get(data[8], "#N/A")
        return UNKEPT if data[6] in (0, 3) else ""
    return ""


def text_lengths(segments: Sequence[bytes]) -> list[int]:
    """Return the lengths of the texts that cells refer to.

    A text may go on in the next segment, which then says again how wide its letters are.
    """
    lengths: list[int] = []
    number, at = 0, 0

    def skip(count: int) -> None:
        nonlocal number, at
        at += count
        while number < len(segments) and at >= len(segments[number]) > 0:
            at, number = at - len(segments[number]), number + 1

    while number < len(segments) and at + 3 <= len(segments[number]):
        length, flags = struct.unpack_from("<HB", segments[number], at)
        runs = struct.unpack_from("<H", segments[number], at + 3)[0] if flags & 8 else 0
        extra_at = at + 3 + (2 if flags & 8 else 0)
        extra = struct.unpack_from("<I", segments[number], extra_at)[0] if flags & 4 else 0
        at = extra_at + (4 if flags & 4 else 0)
        left, wide = length, 1 + (flags & 1)
        while left and number < len(segments):
            here = min(left, (len(segments[number]) - at) // wide)
            left, at = left - here, at + here * wide
            if left:
                number, at = number + 1, 1
                wide = 1 + (segments[number][0] & 1) if number < len(segments) else 1
        skip(4 * runs + extra)
        lengths.append(length)
    return lengths
