"""People who are away at every time that a mandatory activity may have."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from models import Activity, Instance
from scheduler.compiling import Legality
from scheduler.compiling.ranges import Ranges, common, on_grid
from scheduler.explaining.editing import changed


@dataclass(frozen=True)
class Absence:
    """A person who must attend a mandatory activity, and is away at every time it may have."""

    activity: Activity
    person: str

    @property
    def leaves_it_out(self) -> bool:
        """Whether the activity makes no sense without them, as a bilateral without one side."""
        return self.activity.kind == "bilateral"


def absences(instance: Instance) -> Iterator[Absence]:
    """Yield the mandatory activities that people cannot attend, whatever else is planned.

    Only people who are away at every possible time count: if each is there at some time, but
    they never are all at once, that is a conflict like any other. Requests do not count, as they
    may be left out.
    """
    legality = Legality(instance)
    for activity in instance.activities:
        if activity.optional or not activity.people:
            continue
        starts = legality.starts(activity.model_copy(update={"people": ()}))
        for person in dict.fromkeys(activity.people):
            left = common(starts, legality.starts_of_person(activity, person))
            if _any(starts, instance) and not _any(left, instance):
                yield Absence(activity, person)


def _any(ranges: Ranges, instance: Instance) -> bool:
    return next(on_grid(ranges, instance.windows, instance.grid_minutes), None) is not None


def held_without(instance: Instance, some: Collection[Absence]) -> Instance:
    """Return an instance in which activities do not require the people who are away.

    Activities that make no sense without them become optional.
    """
    for absence in some:
        activity = instance.activity.get(absence.activity.id)
        if activity is not None:
            people = tuple(person for person in activity.people if person != absence.person)
            cells: dict[str, object] = {"people": people}
            if absence.leaves_it_out:
                cells = {"optional": True}
            instance = changed(instance, "activities", {activity.id}, cells)
    return instance
