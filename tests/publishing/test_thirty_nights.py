"""Thirty nights of a summit whose planners change their minds every day."""

import random
from datetime import datetime, timedelta

import pandas as pd
import pytest

from models import Availability, Instance, Room
from scheduler.checking import check
from scheduler.files import save_instance
from scheduler.generating import Size, planted
from scheduler.publishing import releases, verify

pytestmark = [pytest.mark.searches, pytest.mark.no_cover]

NIGHTS = 30
SIZE = Size(heads=8, days=1, bilaterals=10, workshops=3, rooms=2, booths=2, grid=30, seed=3)


def changed(instance: Instance, chance: random.Random, night: int) -> Instance:
    """Return what planners ask for on the next day, synthetic, drawn by ``chance``."""
    activities = list(instance.activities)
    requests = [a for a in activities if a.optional]
    match chance.choice(["cancel", "ask", "away", "room", "longer", "nothing", "priority"]):
        case "cancel" if len(requests) > 3:
            activities.remove(chance.choice(requests))
        case "ask":
            model = chance.choice(requests)
            heads = [p for a in requests for p in a.people]
            people = tuple(chance.sample(sorted(set(heads)), 2))
            new = {"id": f"new-{night}", "people": people, "title": f"New {night}"}
            activities.append(model.model_copy(update={**new, "priority": chance.randint(1, 9)}))
        case "away":
            return busy(instance, chance)
        case "room":
            return closed(instance, chance)
        case "longer":
            request = chance.choice(requests)
            longer = request.model_copy(update={"minutes": chance.choice([30, 60])})
            activities[activities.index(request)] = longer
        case "priority":
            request = chance.choice(requests)
            dearer = request.model_copy(update={"priority": chance.randint(1, 9)})
            activities[activities.index(request)] = dearer
    return instance.model_copy(update={"activities": tuple(activities)})


def busy(instance: Instance, chance: random.Random) -> Instance:
    """A head has something else to do for two hours."""
    person = chance.choice([a for a in instance.activities if a.optional]).people[0]
    start, end = span(instance, chance)
    row = Availability(person=person, start=start, end=end, state="busy", status="synthetic")
    return instance.model_copy(update={"availability": (*instance.availability, row)})


def closed(instance: Instance, chance: random.Random) -> Instance:
    """One booth more or less."""
    rooms: list[Room] = []
    for room in instance.rooms:
        is_booths = "bilateral" in room.kinds
        units = max(1, room.units + chance.choice([-1, 1])) if is_booths else room.units
        rooms.append(room.model_copy(update={"units": units}))
    return instance.model_copy(update={"rooms": tuple(rooms)})


def span(instance: Instance, chance: random.Random) -> tuple[datetime, datetime]:
    day = instance.days[0]
    start = datetime.combine(day.date, day.start) + timedelta(minutes=30 * chance.randrange(12))
    return start, start + timedelta(hours=2)


@pytest.mark.parametrize("seed", [1, 2])
def test_thirty_nights(job, seed):
    """Each night's release is valid for its day, and whoever loses a meeting is told why."""
    chance = random.Random(seed)
    asked, _ = planted(SIZE)
    job.configure("keep = 40")
    ended = []
    for night in range(NIGHTS):
        save(job, asked)
        before = job.store.current()
        result = job.run()
        ended.append(result.ended)
        if result.ended == "published":
            valid_and_explained(job, asked, before)
        elif before is not None:
            assert job.current.id == before.id
        assert job.current.damage() == []
        asked = sound(asked, chance, night)
    assert ended.count("published") > NIGHTS / 2
    assert {"published", "unchanged"} <= set(ended)
    frame = releases(job.store.folder)
    assert len(frame) == ended.count("published")
    assert not any(verify(job.store.folder).values())


def sound(asked: Instance, chance: random.Random, night: int) -> Instance:
    """Return changed inputs; draw again if they contradict themselves."""
    while True:
        try:
            return Instance.model_validate(changed(asked, chance, night).model_dump())
        except ValueError:
            continue


def save(job, instance):
    for path in job.inputs.iterdir():
        path.unlink()
    save_instance(instance, job.inputs)


def valid_and_explained(job, asked, before):
    now = job.current
    report = check(asked, now.timetable)
    assert not report.violations
    assert now.record.coverage == report.scores["coverage"].value
    if before is None:
        return
    met = {p.activity for p in before.timetable.placements if p.start}
    lost = met - {p.activity for p in now.timetable.placements if p.start}
    told = pd.read_csv(now.folder / "changes.csv", keep_default_na=False).set_index("activity")
    for activity in lost:
        assert told.loc[activity, "reason"], activity
    counts = now.record.counts
    assert counts.dropped + counts.cancelled == len(lost)
