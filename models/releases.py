"""Releases of a nightly job: how nights ended, what releases were made from, and their changes."""

from datetime import datetime
from typing import Literal

from pydantic import ConfigDict, Field, RootModel

from models.clock import Moment
from models.record import Contract

NightCause = Literal["input", "infeasible", "no timetable", "gates", "approval", "failure"]
"""Why there is no new release."""


class Decision(Contract):
    """The decision of one gate, and its grounds."""

    gate: str
    passed: bool
    detail: str = Field(description="A sentence with the figures.")


class Counts(Contract):
    """How a release differs from the one before it."""

    people_told: int = 0
    moves: int = Field(default=0, description="Activities moved or dropped that had a place.")
    time_moves: int = 0
    room_moves: int = 0
    added: int = 0
    dropped: int = Field(default=0, description="Left out now, though still requested.")
    cancelled: int = Field(default=0, description="No longer in the instance.")
    people: int = Field(
        default=0, description="Activities that stay, but somebody joins or leaves."
    )


class ReleaseRecord(Contract):
    """The content of ``release.json``."""

    format: Literal[1] = 1
    id: str = Field(description="Number, then date; of a candidate: its fingerprint.")
    number: int = Field(description="From 1; 0 while it waits for approval.")
    kind: Literal["solved", "approved", "rollback", "candidate"]
    made: datetime = Field(description="By this machine's clock, in the instance's time zone.")
    parent: str | None = Field(default=None, description="Release that was current before.")
    parent_sha256: str | None = Field(default=None, description="Of the parent's SHA256SUMS.")
    of: str | None = Field(default=None, description="Of a rollback: the release it repeats.")
    by: str = Field(
        default="", description="Who approved it, or went back to it; empty: the job by itself."
    )
    instance: str = Field(description="Name of the instance.")
    instance_sha256: str
    seen_sha256: str = Field(
        description="Instance that it was planned for; of a rollback: the instance at that time."
    )
    inputs: dict[str, str] = Field(description="File -> SHA-256.")
    outputs: dict[str, str] = Field(description="File -> SHA-256.")
    versions: dict[str, str]
    seed: int
    workers: int
    time_limit: float
    status: str = Field(description="How the solve ended.")
    activities: int
    placed: int
    coverage: int = Field(description="Goal coverage by the referee; less is better.")
    coverage_before: int | None = Field(
        default=None, description="Coverage of the last release with these inputs."
    )
    counts: Counts = Counts()
    decisions: tuple[Decision, ...] = ()


class Night(Contract):
    """How a night ended (``summit nightly``)."""

    ended: Literal["published", "unchanged", "kept", "nothing"] = Field(
        description="`published`: there is a new release; `unchanged`: none is needed; `kept`: the "
        "last good release stays, although it is stale; `nothing`: there is no release."
    )
    release: str | None = Field(description="Id of the current release.")
    reason: str = Field(description="A sentence for people.")
    cause: NightCause | None = Field(
        default=None,
        description="Why there is no new release; null: there is, or none is needed.",
    )
    pending: str | None = Field(
        default=None,
        description="Id of the candidate that waits for approval, whatever prevented a new one.",
    )
    conflict: tuple[str, ...] = Field(
        default=(), description="What prevents a new release, in sentences."
    )
    decisions: tuple[Decision, ...] = Field(default=(), description="Those of the gates.")
    warnings: tuple[str, ...] = Field(
        default=(), description="What else somebody should look at, such as damage in the store."
    )


class ReleaseRow(Contract):
    """One release in a list; if its record is damaged, figures are missing."""

    release: str = Field(description="Its id.")
    number: int
    made: Moment | None = Field(
        description="In the instance's time zone, with its offset from UTC."
    )
    kind: Literal["solved", "approved", "rollback", "damaged"]
    parent: str = Field(description="The release before it; empty for the first.")
    of: str = Field(description="The release that a rollback repeats; else empty.")
    by: str = Field(description="Who approved it or went back to it; else empty.")
    status: str = Field(description="How the solve ended.")
    activities: int | None
    placed: int | None
    coverage: int | None
    coverage_before: int | None
    people_told: int | None
    moves: int | None
    time_moves: int | None
    room_moves: int | None
    added: int | None
    dropped: int | None
    cancelled: int | None
    instance_sha256: str
    current: bool


class ChangeRow(Contract):
    """One activity that differs between two releases; see :class:`models.Change`."""

    activity: str
    title: str
    what: str = Field(description="All that is different, joined by `;`.")
    start_before: Moment | None
    start_after: Moment | None
    room_before: str
    room_after: str
    unit_before: int | None
    unit_after: int | None
    minutes_before: int | None
    minutes_after: int | None
    tell: str = Field(description="Ids of the persons who have to be told, joined by `;`.")
    reason: str


class ReleaseRows(RootModel[tuple[ReleaseRow, ...]]):
    """All releases of a store, oldest first (``summit releases list``)."""

    model_config = ConfigDict(frozen=True)


class ChangeRows(RootModel[tuple[ChangeRow, ...]]):
    """What differs between two releases, in order of time (``summit releases diff``)."""

    model_config = ConfigDict(frozen=True)


class Verification(RootModel[dict[str, tuple[str, ...]]]):
    """Release -> what has been altered in it; ``store`` -> what is wrong between releases."""

    model_config = ConfigDict(frozen=True)
