"""Why each activity without a place has none; found after a solve, without a search."""

from collections.abc import Collection, Iterable, Iterator
from functools import cached_property

from models import Instance, Placement, Request, Timetable
from scheduler.compiling import (
    Compiled,
    CompiledActivity,
    Demand,
    Legality,
    demands,
    effective,
    narrowed,
)
from scheduler.solving.core.problem import PLAIN
from scheduler.solving.sandbox import Sandbox
from scheduler.viewing.nowhere import no_place
from scheduler.viewing.programme import read_programme
from scheduler.viewing.unmet import Hindered, Search
from scheduler.wording.findings import requests_beyond
from scheduler.wording.unmet import (
    HELD,
    beyond_text,
    crowded_text,
    fits_text,
    joined,
    nowhere_text,
    waits_text,
)

MOST_TRIED, MOST_TRIED_IN_ALL = 12, 100
"""Places that the referee is asked about, of one activity and in all."""


def with_reasons(instance: Instance, request: Request, timetable: Timetable) -> Timetable:
    """Return the timetable with a reason for each activity that has neither a place nor a reason.

    In this order: that it has no legal place, whatever else is placed; that a hold of the request
    keeps it without; that the referee finds a place for it; that a person has more requests than
    fit, which is proven by counting; and who and what is in the way beside what is placed.
    Reasons name people and rooms, so they are for planners only.
    """
    instance = effective(instance)
    known = {p.activity for p in timetable.placements if p.start is not None or p.reason}
    lacking = [name for name in instance.activity if name not in known]
    if not lacking:
        return timetable
    unmet = _Unmet(instance, request, timetable)
    return _told(timetable, {name: unmet.reason(name) for name in lacking})


def with_waiting(
    instance: Instance,
    timetable: Timetable,
    waiting: Collection[str],
    fits: Iterable[Placement] = (),
) -> Timetable:
    """Return the timetable with the reason of each request that waits, and where it would fit.

    Parameters
    ----------
    waiting
        Ids of requests that had no place before, and have none as that was to stay so.
    fits
        Places for some of them, which are free together.
    """
    instance = effective(instance)
    placed = {p.activity for p in timetable.placements if p.start is not None}
    still = [name for name in instance.activity if name in waiting and name not in placed]
    if not still:
        return timetable
    where = {place.activity: place for place in fits}
    others = tuple(p for p in timetable.placements if p.activity not in where)
    filled = timetable.model_copy(update={"placements": (*others, *where.values())})
    unmet = _Unmet(instance, PLAIN, filled)
    reasons = {}
    for name in still:
        place = where.get(name) or unmet.place(name)
        reasons[name] = waits_text(place, "" if place else unmet.reason(name), instance)
    return _told(timetable, reasons)


def _told(timetable: Timetable, reasons: dict[str, str]) -> Timetable:
    """Return the timetable with reasons; an activity that it does not list is added."""
    listed = {p.activity for p in timetable.placements}
    placements = (
        p.model_copy(update={"reason": reasons[p.activity]}) if p.activity in reasons else p
        for p in timetable.placements
    )
    added = (Placement(activity=a, reason=why) for a, why in reasons.items() if a not in listed)
    return timetable.model_copy(update={"placements": (*placements, *added)})


class _Unmet:
    """The reasons of one timetable."""

    def __init__(self, instance: Instance, request: Request, timetable: Timetable) -> None:
        self._instance = instance
        self._sandbox = Sandbox(instance, timetable)
        self._held = narrowed(self._compiled, request)
        self._programme = read_programme(timetable, instance)
        self._search = Search(self._programme, self._compiled)
        self._found: dict[str, Hindered] = {}
        self._refused: dict[str, list[str]] = {}
        self._tried = 0

    @property
    def _compiled(self) -> Compiled:
        return self._sandbox.compiled

    def place(self, name: str) -> Placement | None:
        """Return a place that the referee finds free for an activity, if one of those asked is."""
        refused = self._refused[name] = []
        most = min(MOST_TRIED_IN_ALL, self._tried + MOST_TRIED)
        for places in self._hindered(name).left:
            if self._tried + len(places) > most:
                break
            clashes = []
            for place in places:
                self._tried += 1
                clashes = self._sandbox.clashes({name: place})
                if not clashes:
                    return place
            refused.append("; ".join(dict.fromkeys(clash.message for clash in clashes)))
        return None

    def reason(self, name: str) -> str:
        """Return why an activity has no place."""
        legal = self._activity(self._compiled, name)
        if not legal.starts:
            _, clause = no_place(legal.source, Legality(self._instance))
            return nowhere_text(clause)
        if not self._activity(self._held, name).starts:
            return HELD
        place = self.place(name)
        if place is not None:
            return fits_text(place, self._instance)
        return joined([*self._beyond(name), self._crowded(name)])

    def _activity(self, compiled: Compiled, name: str) -> CompiledActivity:
        return compiled.activities[compiled.position[name]]

    def _hindered(self, name: str) -> Hindered:
        if name not in self._found:
            self._found[name] = self._search.hindered(self._activity(self._held, name))
        return self._found[name]

    def _crowded(self, name: str) -> str:
        found, refused = self._hindered(name), self._refused[name]
        binding = [(one.subject, one.kinds) for one in found.binding]
        starts, unknown = len(found.starts), len(found.left) - len(refused)
        return crowded_text(binding, starts, refused, unknown, self._instance)

    def _beyond(self, name: str) -> Iterator[str]:
        """Yield that a person of an activity has more requests than fit."""
        for one in self._demands:
            if name in one.requests:
                met = len(self._programme.by_activity.keys() & set(one.requests))
                asked = len(one.requests)
                clause = requests_beyond(one.person, asked, one.fitting, one.counted)
                yield beyond_text(clause, met)

    @cached_property
    def _demands(self) -> list[Demand]:
        return [demand for demand in demands(self._compiled) if demand.is_beyond]
