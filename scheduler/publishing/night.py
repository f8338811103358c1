"""How a night ended."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from scheduler.publishing.markup import Block
from scheduler.publishing.record import Decision

Cause = Literal["input", "infeasible", "no timetable", "gates", "approval", "failure"]


@dataclass(frozen=True)
class Night:
    """How a night ended.

    Attributes
    ----------
    ended
        ``published``: there is a new release; ``unchanged``: none is needed; ``kept``: the
        last good release stays, although it is stale; ``nothing``: there is no release.
    release
        Id of the current release.
    reason
        A sentence for people.
    cause
        Why there is no new release; empty if there is one, or none is needed.
    pending
        Id of the candidate that waits for approval.
    conflict
        What prevents a new release, in sentences.
    decisions
        The decisions of the gates.
    page
        The report of the night.
    """

    ended: Literal["published", "unchanged", "kept", "nothing"]
    release: str | None
    reason: str
    cause: Cause | None = None
    pending: str | None = None
    conflict: tuple[str, ...] = ()
    decisions: tuple[Decision, ...] = ()
    page: Sequence[Block] = field(default=(), repr=False)


class Kept(Exception):
    """Nothing is published: the last release is kept."""

    def __init__(
        self,
        cause: Cause,
        reason: str,
        *,
        conflict: tuple[str, ...] = (),
        decisions: tuple[Decision, ...] = (),
        pending: str | None = None,
    ) -> None:
        super().__init__(reason)
        self.cause: Cause = cause
        self.reason = reason
        self.conflict = conflict
        self.decisions = decisions
        self.pending = pending
