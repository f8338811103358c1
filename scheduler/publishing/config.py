"""The configuration of a nightly job: one TOML file."""

import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Annotated

from pydantic import Field, StringConstraints, ValidationError

from models import InstanceError, Limits, Request
from models.record import Contract
from scheduler.files.documents import read_toml
from scheduler.files.layout import SUMMIT
from scheduler.files.phrases import faults_of
from scheduler.files.reading import read_text
from scheduler.files.text import show

Address = Annotated[str, StringConstraints(min_length=1, max_length=4000, strip_whitespace=True)]
MONITORED = ("heartbeat", "metrics", "log")
PATHS = ("instance", "store", *MONITORED)

Command = Annotated[tuple[Address, ...], Field(min_length=1, max_length=100)]
"""A program and its arguments; no shell reads it."""

Count = Annotated[int, Field(strict=True, ge=0, le=1_000_000)]


class Budget(Contract):
    """What one night may change without approval; null: as much as needed."""

    people_told: Count | None = Field(
        default=None, description="Persons whose programme differs from the last release's."
    )
    moves: Count | None = Field(
        default=None, description="Activities moved or dropped that had a place."
    )


class Config(Contract):
    """A nightly job. Paths are relative to the folder of the configuration file."""

    instance: Address = Field(description="Folder, workbook or JSON document of the instance.")
    store: Address = Field(description="Folder of the releases; made if it is not there.")
    time_limit: float = Field(
        default=300.0, strict=True, ge=0.1, le=86_400, description="Seconds of search."
    )
    workers: Annotated[int, Field(strict=True, ge=1, le=1000)] | None = Field(
        default=None, description="Threads; by default one per processor."
    )
    seed: Annotated[int, Field(strict=True, ge=0, le=2**31 - 1)] = Field(
        default=0, description="Seed of all random choices."
    )
    deterministic: bool = Field(
        default=False,
        strict=True,
        description="The limit counts units of work, so that the result does not depend on how "
        "busy the machine is.",
    )
    keep: Annotated[int, Field(strict=True, ge=1, le=100_000)] = Field(
        default=60, description="Releases that are kept; older ones are pruned."
    )
    charts: bool = Field(default=True, strict=True, description="Draw the charts too.")
    heartbeat: Address | None = Field(
        default=None, description="File for monitoring; by default heartbeat.json in the store."
    )
    metrics: Address | None = Field(
        default=None, description="The same for Prometheus; by default metrics.prom in the store."
    )
    on_publish: Command | None = Field(
        default=None, description="Program and arguments, called when there is a new release."
    )
    on_stale: Command | None = Field(
        default=None, description="The same, called when a night leaves the release stale."
    )
    command_seconds: float = Field(
        default=60.0, strict=True, ge=0.1, le=3600, description="Each of them is killed after that."
    )
    log: Address | None = Field(
        default=None, description="File that log lines are added to, besides standard error."
    )
    budget: Budget = Budget()

    @property
    def request(self) -> Request:
        """What is asked of each night's solve."""
        return Request(
            limits=Limits(
                seconds=self.time_limit,
                workers=self.workers,
                seed=self.seed,
                deterministic=self.deterministic,
            )
        )


def load_config(path: Path | str) -> Config:
    """Read the configuration of a nightly job; its paths come back absolute.

    Raises
    ------
    InstanceError
        With every fault found.
    """
    path = Path(path)
    raw, place = read_toml(read_text(path, path.name), path.name)
    try:
        config = Config.model_validate(raw)
    except ValidationError as error:
        raise InstanceError(faults_of(error, Config, place)) from error
    base = path.absolute().parent
    given = config.model_dump(include=set(PATHS), exclude_none=True)
    paths = {name: base / text for name, text in given.items()}
    faults = [
        place.fault("wrong-path", (name,), show(given[name]), allowed)
        for name, allowed in _misplaced(paths, path)
    ]
    if faults:
        raise InstanceError(faults)
    found = {name: str(where) for name, where in paths.items()}
    commands = {
        name: _located(command, base)
        for name, command in (("on_publish", config.on_publish), ("on_stale", config.on_stale))
        if command
    }
    return config.model_copy(update=found | commands)


def _located(command: tuple[str, ...], base: Path) -> tuple[str, ...]:
    """Return a command whose program, if it is given by a path, is relative to a folder."""
    program, *arguments = command
    return (str(base / program) if os.sep in program else program, *arguments)


def _misplaced(paths: Mapping[str, Path], config: Path) -> Iterator[tuple[str, str]]:
    """Yield paths where writing would harm something, and what would be right."""
    real = {name: Path(os.path.realpath(path)) for name, path in paths.items()}
    instance, store = real["instance"], real["store"]
    if store.is_relative_to(instance) or instance.is_relative_to(store):
        yield "store", "a folder outside the instance, and not around it"
    elif os.path.lexists(store / SUMMIT):
        yield "store", "a folder that is not that of another instance"
    elif os.path.lexists(store) and not store.is_dir():
        yield "store", "a folder, or nothing yet"
    ours = {Path(os.path.realpath(config)), instance}
    for name in MONITORED:
        if name not in real:
            continue
        file = real[name]
        inside = file.parent != store and file.is_relative_to(store)
        if file in ours or file == store or inside or file.is_relative_to(instance):
            yield name, "a file of its own, outside the instance and the releases"
        elif os.path.lexists(file) and not file.is_file():
            yield name, "a file, or nothing yet"
        ours.add(file)
