"""Tables in the encodings that spreadsheets write: read where only one is possible, and said."""

import codecs
import re
import unicodedata
from pathlib import Path

from models import Fault
from scheduler.files.reading import UTF_8, decode, read_bytes, refuse
from scheduler.files.text import show

CONTAINERS = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
"""First bytes of XLSX and ODS, and of XLS."""

_CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")

_VOWELS = "aăâeêioôơuưy"

_TONES = "\u0300\u0301\u0303\u0309\u0323"

OURS = re.compile("[đĐơƠưƯ]")
"""Letters that nobody but Vietnamese has; in Windows-1252 their bytes are rare ones."""


def read_table_text(path: Path, file: str) -> tuple[str, list[Fault]]:
    """Return the text of a CSV file, and a warning if it is not in UTF-8.

    Excel's "Unicode text" is UTF-16; its "CSV" is in the code page of the computer: Windows-1252 in
    western Europe, Windows-1258 in Vietnam, told apart by the tones of Vietnamese.

    Raises
    ------
    InstanceError
        As for :func:`read_text`; also if a file is in UTF-8 in part only.
    """
    data = read_bytes(path, file)
    if data.startswith(CONTAINERS):
        allowed = "a workbook named .xlsx, .ods or .xls, or this table saved as 'CSV UTF-8'"
        refuse("wrong-file", file, "a workbook, or an archive, named .csv", allowed)
    name, coding = _coding(data)
    if not coding:
        return decode(data, file), []
    text = unicodedata.normalize("NFC", data.decode(coding))
    found = f"text in {name}, read as such{_such_as(text)}"
    return text, [Fault("other-encoding", file, None, "", found, UTF_8)]


def _such_as(text: str) -> str:
    """Return a word that shows whether the encoding was the right one."""
    word = re.search(r"[^\W\d_]*[^\x00-\x7f][^\W\d_]*", text.removeprefix("\ufeff"))
    return f": {show(word[0])}" if word else ""


def _coding(data: bytes) -> tuple[str, str]:
    """Return the encoding of a table, for people and for Python; empty if it has to be UTF-8."""
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return ('UTF-16 ("Unicode text")', "utf-16") if _reads(data, "utf-16") else ("", "")
    if _reads(data, "utf-8") or _CONTROL.search(data) or _is_partly_utf_8(data):
        return "", ""
    if _is_vietnamese(data):
        return "Windows-1258 (Vietnamese)", "cp1258"
    return ("Windows-1252 (western European)", "cp1252") if _reads(data, "cp1252") else ("", "")


def _reads(data: bytes, coding: str) -> bool:
    try:
        return "\0" not in data.decode(coding)
    except UnicodeDecodeError:
        return False


def _is_partly_utf_8(data: bytes) -> bool:
    """Tell whether there are letters in UTF-8 too: then something else is wrong with the file."""
    return any(ord(sign) > 127 and sign != "\ufffd" for sign in data.decode("utf-8", "replace"))


def _is_vietnamese(data: bytes) -> bool:
    """Tell whether signs that Windows-1258 has for tones stand where tones can be."""
    if not _reads(data, "cp1258"):
        return False
    text = data.decode("cp1258").casefold()
    tones = [at for at, sign in enumerate(text) if sign in _TONES]
    sound = all(at and unicodedata.normalize("NFC", text[at - 1])[0] in _VOWELS for at in tones)
    kinds = {text[at] for at in tones}
    return bool(tones) and sound and (len(kinds) > 2 or OURS.search(text) is not None)
