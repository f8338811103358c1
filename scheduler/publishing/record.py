"""The audit record of a release: what it was made from, by what, and why."""

from datetime import datetime
from typing import Literal

from pydantic import Field

from models.record import Contract

RECORD = "release.json"


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


class Record(Contract):
    """The content of ``release.json``."""

    format: Literal[1] = 1
    id: str = Field(description="Number, then date; of a candidate: its fingerprint.")
    number: int = Field(description="From 1; 0 while it waits for approval.")
    kind: Literal["solved", "approved", "rollback", "candidate"]
    made: datetime = Field(description="By this machine's clock, in UTC.")
    parent: str | None = Field(default=None, description="Release that was current before.")
    parent_sha256: str | None = Field(default=None, description="Of the parent's SHA256SUMS.")
    of: str | None = Field(default=None, description="Of a rollback: the release it repeats.")
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
