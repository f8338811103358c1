"""The store: a folder of releases, one of which is current."""

import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, tzinfo
from pathlib import Path

from models import Fault, InstanceError
from scheduler.files.lock import locked
from scheduler.files.parts import becomes
from scheduler.publishing.release import ID, Release
from scheduler.publishing.steps import PRIVATE, masked, move, point


class Store:
    """Where releases are kept.

    ``releases/`` has one folder for each, ``pending/`` at most one candidate that waits
    for approval, ``.staging/`` what is being built. The newest release is the current
    one, and ``current`` leads to it.
    """

    def __init__(self, folder: Path | str) -> None:
        self.folder = Path(folder)
        self.releases_folder = self.folder / "releases"
        self.pending_folder = self.folder / "pending"
        self.staging = self.folder / ".staging"
        self.link = self.folder / "current"

    def make(self) -> None:
        """Make the folders that do not exist yet; nobody but their owner may enter the store."""
        self.folder.mkdir(parents=True, exist_ok=True)
        with suppress(PermissionError):  # it is somebody else's; what is put there is private
            self.folder.chmod(0o700)
        with masked(PRIVATE):
            for folder in (self.releases_folder, self.pending_folder, self.staging):
                folder.mkdir(exist_ok=True)

    def require(self) -> None:
        """Make sure that it is a store.

        Raises
        ------
        InstanceError
            It is not.
        """
        if not self.releases_folder.is_dir():
            there = "no releases" if self.folder.exists() else "nothing there"
            raise InstanceError(
                [
                    Fault(
                        "missing-file",
                        str(self.folder),
                        None,
                        "",
                        there,
                        "a store that summit nightly has made",
                    )
                ]
            )

    @contextmanager
    def lock(self) -> Iterator[None]:
        """Hold the lock that every writer must hold; what is made meanwhile is private.

        Raises
        ------
        Locked
            Somebody else holds it.
        """
        with locked(self.folder / "lock"), masked(PRIVATE):
            yield

    def releases(self) -> list[Release]:
        """Return all releases, oldest first."""
        if not self.releases_folder.is_dir():
            return []
        folders = [path for path in self.releases_folder.iterdir() if path.is_dir()]
        found = [Release(path) for path in folders if ID.fullmatch(path.name)]
        return sorted(found, key=lambda release: (release.number, release.id))

    def release(self, name: str) -> Release:
        """Return one release; ``current`` is a name too.

        Raises
        ------
        InstanceError
            There is no release of that name.
        """
        self.require()
        known = {release.id: release for release in self.releases()}
        current = self.current()
        if name == "current" and current:
            return current
        if name not in known:
            some = ", ".join(list(known)[-5:]) or "nothing: there is no release yet"
            raise InstanceError(
                [
                    Fault(
                        "unknown-id",
                        str(self.folder),
                        None,
                        "",
                        repr(name),
                        f"current, or one of {some}",
                    )
                ]
            )
        return known[name]

    def current(self) -> Release | None:
        """Return the release that ``current`` leads to, None if it leads to none."""
        with suppress(OSError):
            target = self.link.readlink()
            folder = self.folder / target
            if folder.parent == self.releases_folder and folder.is_dir():
                return Release(folder)
        return None

    def pending(self) -> Release | None:
        """Return the candidate that waits for approval."""
        if not self.pending_folder.is_dir():
            return None
        found = sorted(path for path in self.pending_folder.iterdir() if path.is_dir())
        return Release(found[0]) if found else None

    def recover(self) -> Release | None:
        """Remove what a killed run has left, and finish what it had nearly done.

        A release in ``releases/`` is complete. If the run was killed before ``current`` led
        to it, ``current`` is changed now.

        Returns
        -------
        Release or None
            The release that has become current.
        """
        self.clear()
        for path in self.folder.iterdir():
            if becomes(path.name):
                _remove(path)
        newest = self.releases()[-1:]
        current = self.current()
        if not newest or (current and current.id == newest[0].id):
            return None
        point(self.link, newest[0].folder)
        return newest[0]

    def clear(self) -> None:
        """Remove everything that is being built."""
        for path in self.staging.iterdir():
            _remove(path)

    def stage(self) -> Path:
        """Return a new folder to build a release in."""
        folder = self.staging / secrets.token_hex(8)
        folder.mkdir()
        return folder

    def next_id(self, zone: tzinfo) -> tuple[int, str]:
        """Return the number and the id of the next release; its date is that of a time zone."""
        number = max((release.number for release in self.releases()), default=0) + 1
        return number, f"{number:06}-{datetime.now(UTC).astimezone(zone):%Y-%m-%d}"

    def publish(self, stage: Path, name: str) -> Release:
        """Make a complete, sealed folder the current release."""
        release = Release(self.releases_folder / name)
        move(stage, release.folder)
        point(self.link, release.folder)
        return release

    def wait(self, stage: Path, name: str) -> Release:
        """Make a complete, sealed folder the candidate that waits; an older one is removed."""
        self.withdraw()
        move(stage, self.pending_folder / name)
        return Release(self.pending_folder / name)

    def withdraw(self) -> None:
        """Remove candidates that wait."""
        for path in self.pending_folder.iterdir():
            self._discard(path)

    def prune(self, keep: int) -> list[str]:
        """Remove all releases but the newest ``keep``; the current one stays."""
        current = self.current()
        old = self.releases()[: -max(1, keep)]
        gone = [release for release in old if current is None or release.id != current.id]
        for release in gone:
            self._discard(release.folder)
        return [release.id for release in gone]

    def _discard(self, folder: Path) -> None:
        """Remove a folder; nobody ever sees a part of it."""
        trash = self.staging / secrets.token_hex(8)
        move(folder, trash)
        _remove(trash)


def _remove(path: Path) -> None:
    if path.is_dir() and not path.is_symlink():
        shutil.rmtree(path, ignore_errors=True)
    else:
        path.unlink(missing_ok=True)
