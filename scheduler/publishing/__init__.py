"""The nightly job and its store of releases."""

from scheduler.publishing.config import Budget, Config, load_config
from scheduler.publishing.frames import release_changes, releases
from scheduler.publishing.lock import Locked
from scheduler.publishing.night import Night
from scheduler.publishing.nightly import nightly
from scheduler.publishing.release import Release
from scheduler.publishing.store import Store
from scheduler.publishing.upkeep import prune, rollback, verify

__all__ = [
    "Budget",
    "Config",
    "Locked",
    "Night",
    "Release",
    "Store",
    "load_config",
    "nightly",
    "prune",
    "release_changes",
    "releases",
    "rollback",
    "verify",
]
