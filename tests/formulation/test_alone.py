"""One person's activities by themselves."""

from pathlib import Path

from scheduler.compiling import cleared, compile_instance
from scheduler.files import load_instance
from scheduler.formulation import formulate_person

TINY = Path(__file__).parents[2] / "instances" / "tiny"


def test_what_is_known_of_activities_stays_with_them_when_they_are_numbered_anew() -> None:
    """Ceremonies need not be considered any more, and whatever else gets their numbers does."""
    compiled = cleared(compile_instance(load_instance(TINY)))
    ceremonies = {compiled.activities[a].source.id for a in compiled.cleared_for}
    kept = 0
    for person in range(len(compiled.instance.people)):
        alone = formulate_person(compiled, person).compiled
        some = {alone.activities[a].source.id for a in alone.cleared_for}
        theirs = {activity.source.id for activity in alone.activities}
        assert some == ceremonies & theirs
        kept += len(some)
    assert kept
