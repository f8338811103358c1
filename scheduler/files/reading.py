"""Files to text; anything wrong with a file is an :class:`InstanceError`."""

import codecs
import re
import stat
from itertools import islice
from pathlib import Path
from typing import NoReturn

from models import Fault, FaultCode, InstanceError
from scheduler.files.layout import MAX_BYTES
from scheduler.files.text import did_you_mean, show

MOST_NAMES = 1000
"""Files of a folder that a hint looks at."""

UTF_8 = "UTF-8 text (in a spreadsheet: save as 'CSV UTF-8')"


def refuse(
    code: FaultCode, file: str, found: str, allowed: str, row: int | None = None, column: str = ""
) -> NoReturn:
    """Raise an :class:`InstanceError` with one fault."""
    raise InstanceError([Fault(code, file, row, column, found, allowed)])


def like_it(path: Path) -> str:
    """Return which file beside a missing one may be meant, as the end of a sentence."""
    try:
        names = [other.name for other in islice(path.absolute().parent.iterdir(), MOST_NAMES)]
    except (OSError, ValueError):
        return ""
    return did_you_mean(path.name, names)


def read_text(path: Path, file: str) -> str:
    """Return the text of a UTF-8 file; ``file`` is its name in messages.

    Raises
    ------
    InstanceError
        Missing, unreadable, too large, not a file, not UTF-8, or with NUL bytes.
    """
    return decode(read_bytes(path, file), file)


def read_bytes(path: Path, file: str) -> bytes:
    """Return the content of a file; ``file`` is its name in messages.

    Its size, and whether it is a regular file at all, are looked at before it is opened:
    opening a pipe would wait for ever.

    Raises
    ------
    InstanceError
        Missing, unreadable, too large, or not a file.
    """
    data = b""
    try:
        status = path.stat()
        if stat.S_ISREG(status.st_mode) and status.st_size <= MAX_BYTES:
            with path.open("rb") as stream:
                data = stream.read(MAX_BYTES + 1)
    except FileNotFoundError:
        refuse("missing-file", file, "no such file", f"a file that is there{like_it(path)}")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        refuse("unreadable-file", file, reason, "a file that can be read")
    if stat.S_ISDIR(status.st_mode):
        refuse("wrong-file", file, "a folder", "a file")
    if not stat.S_ISREG(status.st_mode):
        refuse("wrong-file", file, "neither file nor folder", "a file")
    size = max(status.st_size, len(data))
    if size > MAX_BYTES:
        refuse("too-large", file, f"{size:,} bytes", f"at most {MAX_BYTES:,} bytes")
    return data


UTF_16_OR_32 = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_BE)
"""First bytes of what some programs call "Unicode text"; UTF-32 may begin like UTF-16."""


def decode(data: bytes, file: str) -> str:
    """Return text in UTF-8.

    Raises
    ------
    InstanceError
        It is not, or has NUL bytes.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if data.startswith(UTF_16_OR_32):
            refuse("not-text", file, 'text in UTF-16 or UTF-32 ("Unicode text")', UTF_8, 1)
        begin, line = _line_at(data, error.start)
        near = re.split(rb"[\r\n]", data[begin : begin + 200])[0].decode("latin-1").strip()
        found = f"byte 0x{data[error.start]:02x} at position {error.start} in {show(near)}"
        refuse("not-text", file, found, UTF_8, line)
    nul = data.find(b"\0")
    if 0 <= nul < 4 and len(data) > 4:
        found = "text in UTF-16 or UTF-32 without its mark, or no text at all"
        refuse("not-text", file, found, UTF_8, 1)
    if nul >= 0:
        found = f"a NUL byte at position {nul}"
        refuse("not-text", file, found, "UTF-8 text without NUL bytes", _line_at(data, nul)[1])
    return text


def _line_at(data: bytes, position: int) -> tuple[int, int]:
    r"""Return where the line of a byte begins, and its number; lines end in ``\n`` or ``\r``."""
    before = data[:position].replace(b"\r\n", b"\n\n").replace(b"\r", b"\n")
    ends = before.count(b"\n") - data[:position].count(b"\r\n")
    return before.rfind(b"\n") + 1, ends + 1
