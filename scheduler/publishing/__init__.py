"""The nightly job and its store of releases."""

from scheduler.publishing.config import Budget, Config, load_config
from scheduler.publishing.frames import change_rows, release_changes, release_rows, releases
from scheduler.publishing.lock import Locked
from scheduler.publishing.nightly import nightly
from scheduler.publishing.release import Release
from scheduler.publishing.store import Store
from scheduler.publishing.upkeep import prune, rollback, verify

__all__ = [
    "Budget",
    "Config",
    "Locked",
    "Release",
    "Store",
    "change_rows",
    "load_config",
    "nightly",
    "prune",
    "release_changes",
    "release_rows",
    "releases",
    "rollback",
    "verify",
]
