"""What a run writes for machines: log lines, a heartbeat, and the status of the store."""

import json
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from models import InstanceError
from models.record import Contract
from scheduler.files import write_atomically
from scheduler.files.reading import read_text
from scheduler.publishing.steps import PRIVATE, READABLE, masked

STATUS = "status.json"
HEARTBEAT = "heartbeat.json"

State = Literal["fresh", "stale", "none"]


class StoreStatus(Contract):
    """The content of ``status.json``: whether the current release is up to date.

    ``stale`` means that the current release was not planned for the newest inputs;
    ``since`` is when that began.
    """

    state: State
    release: str | None = None
    told: str | None = Field(
        default=None, description="Newest release of which a report was written."
    )
    reason: str = ""
    since: datetime
    pending: str | None = None
    inputs: str = Field(default="", description="Where the last night read the instance.")
    conflict: tuple[str, ...] = ()
    warnings: tuple[str, ...] = Field(
        default=(), description="What else somebody should look at, such as damage in the store."
    )
    run: str = ""


def read_status(store: Path) -> StoreStatus | None:
    """Return the status after the last run, None if it is not known."""
    try:
        return StoreStatus.model_validate_json(read_text(store / STATUS, STATUS))
    except (InstanceError, ValidationError):
        return None


def write_status(store: Path, status: StoreStatus) -> None:
    """Write the status.

    On a full disk the old file is removed first: no status is better than a wrong one.
    """
    text = status.model_dump_json(indent=1) + "\n"
    try:
        write_atomically(store / STATUS, text)
    except OSError:
        (store / STATUS).unlink(missing_ok=True)
        write_atomically(store / STATUS, text)


class Monitor:
    """Log and heartbeat of one run; that something cannot be written never stops the run."""

    def __init__(self, store: Path, *, heartbeat: str | None, log: str | None, run: str) -> None:
        self.run = run
        self._store = store
        self._heartbeat = heartbeat
        self._log = Path(log) if log else None

    def log(self, event: str, **fields: object) -> None:
        """Add one line of JSON to standard error and to the log file."""
        content = {"at": _now().isoformat(timespec="milliseconds"), "run": self.run, "event": event}
        line = json.dumps(content | fields, default=str)
        say(line)
        if self._log:
            self.attempt(partial(_append, self._log, line))

    def beat(self, phase: str, seconds: float, **fields: object) -> None:
        """Write the heartbeat: what is being done, and by when the next beat is due."""
        now = _now()
        content = {
            "at": now.isoformat(timespec="seconds"),
            "due": (now + timedelta(seconds=seconds)).isoformat(timespec="seconds"),
            "phase": phase,
            "run": self.run,
            "pid": os.getpid(),
        }
        text = json.dumps(content | fields, indent=1) + "\n"
        self.expose(HEARTBEAT, self._heartbeat, text)

    def expose(self, name: str, elsewhere: str | None, text: str) -> None:
        """Write a file for monitoring: in the store, or elsewhere and then for others to read."""
        path = Path(elsewhere) if elsewhere else self._store / name
        mask = READABLE if elsewhere else PRIVATE
        self.attempt(partial(_replace, path, text, mask))

    def attempt(self, write: Callable[[], None]) -> bool:
        """Write something that a run can do without; a failure is printed."""
        try:
            write()
        except OSError as error:
            say(f"summit: cannot write {error.filename or 'to disk'}: {error.strerror}")
            return False
        return True


def say(text: str) -> None:
    """Print a line on standard error, which may be a file on a full disk."""
    with suppress(OSError):
        print(text, file=sys.stderr, flush=True)


def _replace(path: Path, text: str, mask: int) -> None:
    with masked(mask):
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text)


def _append(path: Path, line: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8") as stream:
        stream.write(line + "\n")


def _now() -> datetime:
    return datetime.now(UTC)
