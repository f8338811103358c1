"""What ends a night without a new release."""

from models import Decision, NightCause


class Kept(Exception):
    """Nothing is published: the last release is kept."""

    def __init__(
        self,
        cause: NightCause,
        reason: str,
        *,
        conflict: tuple[str, ...] = (),
        decisions: tuple[Decision, ...] = (),
        pending: str | None = None,
    ) -> None:
        super().__init__(reason)
        self.cause: NightCause = cause
        self.reason = reason
        self.conflict = conflict
        self.decisions = decisions
        self.pending = pending


class Refused(Exception):
    """What somebody asked for cannot be done, and nothing at all was changed."""
