"""The nightly job and its store of releases."""

from scheduler.files.lock import Locked
from scheduler.publishing.config import Budget, Config, load_config
from scheduler.publishing.foreseeing import Foreseen, foresee_approval, foresee_rollback
from scheduler.publishing.frames import change_rows, release_changes, release_rows, releases
from scheduler.publishing.going_back import rollback
from scheduler.publishing.nightly import nightly
from scheduler.publishing.release import Release
from scheduler.publishing.store import Store
from scheduler.publishing.upkeep import prune, verify

__all__ = [
    "Budget",
    "Config",
    "Foreseen",
    "Locked",
    "Release",
    "Store",
    "change_rows",
    "foresee_approval",
    "foresee_rollback",
    "load_config",
    "nightly",
    "prune",
    "release_changes",
    "release_rows",
    "releases",
    "rollback",
    "verify",
]
