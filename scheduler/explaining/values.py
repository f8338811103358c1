"""What an explanation is: values to print, to test and to put into tables."""

from dataclasses import dataclass
from typing import Literal

from models import Timetable
from scheduler.explaining.conflicts import Conflict
from scheduler.explaining.fact import Fact
from scheduler.explaining.preflight import Preflight
from scheduler.explaining.repairs import Repair

Status = Literal["feasible", "infeasible", "unknown"]


@dataclass(frozen=True)
class Partial:
    """The best that can be held as things stand.

    Attributes
    ----------
    timetable
        Of the whole instance, refereed.
    left_out
        Ids of what must take place and has no place in it.
    """

    timetable: Timetable
    left_out: tuple[str, ...]


@dataclass(frozen=True)
class Explanation:
    """Why an instance cannot be planned, and what would help.

    Attributes
    ----------
    status
        ``feasible`` (a timetable was found), ``infeasible`` (proven twice) or ``unknown``
        (neither in time, or two searches contradicted each other).
    preflight
        What simple counting tells.
    conflicts
        Minimal sets of facts that cannot hold together, independent of each other.
    complete
        Whether the rest is known to be possible once one fact of each conflict is dropped.
    repairs
        Verified changes, the cheapest first.
    partial
        The best partial timetable; None if feasible, or if time ran out.
    disagreements
        Where two searches contradicted each other: a bug to report.
    seconds
        Taken in all.
    """

    status: Status
    preflight: Preflight
    conflicts: tuple[Conflict, ...] = ()
    complete: bool = False
    repairs: tuple[Repair, ...] = ()
    partial: Partial | None = None
    disagreements: tuple[str, ...] = ()
    seconds: float = 0.0

    @property
    def facts(self) -> tuple[Fact, ...]:
        """The facts of all conflicts."""
        return tuple(fact for conflict in self.conflicts for fact in conflict.facts)

    def __str__(self) -> str:
        return "\n".join([*self._head(), *self._body()])

    def _head(self) -> list[str]:
        told = {
            "feasible": "This can be planned.",
            "infeasible": "This cannot be planned as it stands.",
            "unknown": "Within the limit no timetable was found, and none was ruled out.",
        }
        return [told[self.status], *(f"Note: {text}." for text in self.disagreements)]

    def _body(self) -> list[str]:
        lines = []
        for n, conflict in enumerate(self.conflicts, 1):
            lines += ["", f"Conflict {n} of {len(self.conflicts)}", str(conflict)]
        if self.status == "infeasible" and not self.complete:
            lines += ["", "There may be more conflicts: time ran out."]
        if self.status == "infeasible":
            lines += self._cures()
        return [*lines, *self._counted()]

    def _counted(self) -> list[str]:
        """What counting told beyond what stands above the conflicts."""
        told = {conflict.summary for conflict in self.conflicts}
        more = [f for f in self.preflight.facts if f.message not in told]
        return ["", "From counting alone:", *(f"  - {f.labelled}" for f in more)] if more else []

    def _cures(self) -> list[str]:
        lines = []
        if self.repairs:
            lines += ["", "Repairs, the cheapest first; each was tried on the whole:"]
            lines += [f"  {n}. {repair}" for n, repair in enumerate(self.repairs, 1)]
        else:
            lines += ["", "No repair was found in time."]
        if self.partial is not None:
            left = ", ".join(self.partial.left_out)
            text = f"The best partial timetable that was found leaves out {left or 'nothing'}."
            lines += ["", text]
        return lines
