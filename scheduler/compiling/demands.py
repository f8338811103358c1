"""How much is asked of each person, and how much of it fits at most: by counting alone."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from models import Person
from models.clock import merged
from scheduler.compiling.compiled import Compiled, CompiledActivity


@dataclass(frozen=True)
class Demand:
    """What is asked of one person.

    Attributes
    ----------
    must, requests
        Ids of the activities that need them: those that have to take place, and the others.
    need, free
        Minutes of what has to take place, and minutes in which they are there, with no more on a
        day than their limit.
    fitting
        Proven: no timetable has a place for more of the requests.
    by_time
        Whether the minutes say so, and not the number of activities a day.
    """

    person: Person
    must: tuple[str, ...]
    requests: tuple[str, ...]
    need: int
    free: int
    fitting: int
    by_time: bool

    @property
    def counted(self) -> int | None:
        """How many activities they must attend, if the number of activities a day decides."""
        return None if self.by_time else len(self.must)

    @property
    def is_beyond(self) -> bool:
        """Whether they have more requests than fit."""
        return self.fitting < len(self.requests)


def demands(compiled: Compiled) -> Iterator[Demand]:
    """Yield what is asked of each person, in the order of the instance."""
    must: dict[int, list[CompiledActivity]] = defaultdict(list)
    wanted: dict[int, list[CompiledActivity]] = defaultdict(list)
    for activity in compiled.activities:
        for attending in activity.people:
            (must if activity.must else wanted)[attending].append(activity)
    for position, person in enumerate(compiled.instance.people):
        days = list(_days(compiled, person))
        need = sum(_minutes(a, position) for a in must[position])
        free = sum(minutes for minutes, _ in days)
        left = free - need
        by_time = 0
        for minutes in sorted(_minutes(a, position) for a in wanted[position]):
            left -= minutes
            by_time += left >= 0
        fitting = by_time
        if person.daily_activities is not None:
            most = person.daily_activities * sum(dates for _, dates in days)
            fitting = min(fitting, most - len(must[position]))
        yield Demand(
            person=person,
            must=tuple(a.source.id for a in must[position]),
            requests=tuple(a.source.id for a in wanted[position]),
            need=need,
            free=free,
            fitting=max(0, fitting),
            by_time=by_time <= fitting,
        )


def _minutes(activity: CompiledActivity, person: int) -> int:
    first, last = activity.people[person]
    return last - first


def _days(compiled: Compiled, person: Person) -> Iterator[tuple[int, int]]:
    """Yield for each day, or days that touch, the minutes of a person, and how many dates it has.

    They are the minutes in which they may be engaged, with no more on a date than their limit.
    """
    instance = compiled.instance
    for low, high in merged(instance.windows):
        free = sum(
            max(0, min(high, end) - max(low, start)) for start, end in instance.free[person.id]
        )
        within = [(start, end) for start, end in instance.windows if low <= start < high]
        moments = [moment for start, end in within for moment in (start, end - 1)]
        dates = len({instance.date_of(moment) for moment in moments})
        most = free if person.daily_minutes is None else dates * person.daily_minutes
        if free:
            yield min(free, most), dates
