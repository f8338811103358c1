"""Ways to replan, and to try all timetables; no test."""

from collections.abc import Iterator
from datetime import datetime
from itertools import product

from models import Instance, Outcome, Placement, Timetable
from scheduler import replan
from scheduler.compiling import compile_instance


def published_table(published: Outcome) -> Timetable:
    """Return the published timetable."""
    assert published.timetable is not None
    return published.timetable


def again(instance: Instance, published: Outcome, **options: object) -> Outcome:
    """Replan quickly."""
    table = published_table(published)
    return replan(instance, table, time_limit=10, workers=1, **options)  # type: ignore[arg-type]


def place(timetable: Timetable | None, name: str) -> tuple[datetime | None, str | None]:
    """Return where an activity stands."""
    assert timetable is not None
    found = next(p for p in timetable.placements if p.activity == name)
    return found.start, found.room


def alternatives(instance: Instance) -> Iterator[Timetable]:
    """Yield every timetable of what is not pinned, by brute force, units aside."""
    compiled = compile_instance(instance)
    choices = []
    for a in compiled.activities:
        places: list[Placement] = [] if a.must else [Placement(activity=a.source.id)]
        for room, possible in a.rooms.items():
            places += [
                Placement(
                    activity=a.source.id,
                    start=instance.clock.moment(s),
                    room=compiled.rooms[room].id,
                    unit=unit,
                )
                for s in (a.starts if possible is None else sorted(possible))
                for unit in range(1, compiled.rooms[room].units + 1)
            ]
        choices.append(places)
    for placements in product(*choices):
        yield Timetable(placements=placements)
