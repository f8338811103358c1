"""The best timetable so far; only the referee lets another one take its place."""

from collections.abc import Mapping

from models import Report, Timetable
from scheduler.checking import check
from scheduler.compiling import Places
from scheduler.solving.core.problem import Problem


class Disagreement(RuntimeError):
    """The referee contradicts the solver: a bug in summit or CP-SAT, never a result."""


class Incumbent:
    """The lexicographically best timetable that the referee has passed."""

    def __init__(self, problem: Problem) -> None:
        self._problem = problem
        self.places: Places | None = None
        self.timetable: Timetable | None = None
        self.report: Report | None = None
        self.values: tuple[int, ...] | None = None

    def offer(self, places: Places) -> bool:
        """Accept places if the referee passes them and they are better; return whether they are.

        Places beyond the limit of a goal are not accepted: a first timetable need not keep it.

        Raises
        ------
        Disagreement
            The referee found a hard violation.
        """
        timetable, report, values = self._passed(places)
        return not self._problem.exceeded(report) and self._accept(
            places, timetable, report, values
        )

    def offer_valued(self, places: Places, weights: Mapping[int, int], claimed: float) -> bool:
        """Accept places as :meth:`offer` does, and compare the claimed value with the referee's.

        Parameters
        ----------
        weights
            Of the tiers whose weighted sum is claimed.

        Raises
        ------
        Disagreement
            The referee found a hard violation, more of a goal than the request allows, or a worse
            value than the formulation did.
        """
        timetable, report, values = self._passed(places)
        if exceeded := self._problem.exceeded(report):
            raise Disagreement(f"the limit of {', '.join(exceeded)} is not kept for the referee")
        found = sum(weight * values[tier] for tier, weight in weights.items())
        if found > round(claimed):
            named = " + ".join(str(tier + 1) for tier in sorted(weights))
            raise Disagreement(
                f"tier {named} has the value {found} for the referee, "
                f"but {claimed:g} for the formulation"
            )
        return self._accept(places, timetable, report, values)

    def merge(self, places: Places, base: Places, changed: Places) -> bool:
        """Accept places together with the changes of others, if both fit and are better.

        Parameters
        ----------
        base
            The places that the others started from.
        """
        merged = tuple(
            mine if before == after else after
            for mine, before, after in zip(places, base, changed, strict=True)
        )
        return merged != self.places and self.consider(merged)

    def consider(self, places: Places) -> bool:
        """Accept places if they keep every hard rule and are better; return whether they do.

        The referee does not know the request, so its holds and limits are checked first.
        """
        if not self._problem.allows(places):
            return False
        timetable, report, values = self._judged(places)
        if report.violations or self._problem.exceeded(report):
            return False
        return self._accept(places, timetable, report, values)

    def _passed(self, places: Places) -> tuple[Timetable, Report, tuple[int, ...]]:
        timetable, report, values = self._judged(places)
        if report.violations:
            raise Disagreement("; ".join(v.message for v in report.violations[:5]))
        return timetable, report, values

    def _judged(self, places: Places) -> tuple[Timetable, Report, tuple[int, ...]]:
        if places == self.places:
            assert self.timetable is not None
            assert self.report is not None
            assert self.values is not None
            return self.timetable, self.report, self.values
        timetable = self._problem.timetable(places)
        report = check(self._problem.instance, timetable, previous=self._problem.previous)
        return timetable, report, self._problem.values(report)

    def _accept(
        self, places: Places, timetable: Timetable, report: Report, values: tuple[int, ...]
    ) -> bool:
        if self.values is not None and values >= self.values:
            return False
        self.places, self.timetable = places, timetable
        self.report, self.values = report, values
        return True
