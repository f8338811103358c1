"""The score of a timetable on each goal; :mod:`models.policy` has the formulas."""

from collections import defaultdict
from collections.abc import Callable, Mapping

from models import Activity, Goal, Score
from models.clock import inside
from scheduler.checking.audience import audience
from scheduler.checking.breaks import count_breaks
from scheduler.checking.declared import breaches
from scheduler.checking.sheet import Placed, Sheet
from scheduler.checking.stability import stability


def coverage(sheet: Sheet) -> Score:
    """Priority of the optional activities without a place."""
    left_out = [a for a in sheet.instance.activities if a.optional and not sheet.of(a.id)]
    return Score(
        value=sum(activity.priority for activity in left_out), parts={"left_out": len(left_out)}
    )


def rules(sheet: Sheet) -> Score:
    """Weight x violations of the soft rules; every soft rule is a part, even if it is kept."""
    soft = {rule.id: rule for rule in sheet.instance.rules if rule.weight is not None}
    parts = {
        name: sum(breach.count for breach in breaches(sheet, rule)) for name, rule in soft.items()
    }
    return Score(
        value=sum((soft[name].weight or 0) * count for name, count in parts.items()), parts=parts
    )


def breaks(sheet: Sheet) -> Score:
    """Breaks of all persons on all dates."""
    counts = [count_breaks(sheet, person.id) for person in sheet.instance.people]
    return Score(value=sum(counts), parts={"persons": sum(count > 0 for count in counts)})


def preference(sheet: Sheet) -> Score:
    """Costs of starts, wished spans and rooms that are missed, usual hours that are left."""
    parts = {
        "start_costs": sum(_start_cost(sheet, placed) for placed in sheet.placed),
        "wished_spans": sum(_misses_spans(sheet, placed) for placed in sheet.placed),
        "wished_rooms": sum(map(_room_cost, sheet.placed)),
        "usual_hours": sum(_unusual(sheet, placed) for placed in sheet.placed),
    }
    return Score(value=sum(parts.values()), parts=parts)


def _start_cost(sheet: Sheet, placed: Placed) -> int:
    costs = sheet.instance.stated[placed.id].costs
    return sum(cost for (start, end), cost in costs if start <= placed.start < end)


def _room_cost(placed: Placed) -> int:
    """What its room costs; one that is not named costs more than those that are."""
    costs = placed.activity.wished_rooms
    if placed.room.id in costs or not costs:
        return costs.get(placed.room.id, 0)
    return max(costs.values()) + 1


def _unusual(sheet: Sheet, placed: Placed) -> int:
    """What it costs that some of its people are engaged outside their usual hours."""
    hours, known = sheet.instance.usual, sheet.instance.person
    return sum(
        stated.cost
        for person in placed.people
        if (stated := known[person].usual_hours)
        and not any(inside(placed.engaged(person), span) for span in hours[person])
    )


def _misses_spans(sheet: Sheet, placed: Placed) -> bool:
    wished = sheet.instance.stated[placed.id].wished
    return bool(wished) and not any(inside(placed.during, span) for span in wished)


def fairness(sheet: Sheet) -> Score:
    """Difference of delegations in the share of their requests that is left out, per mille."""
    delegation = {person.id: person.delegation for person in sheet.instance.people}
    requests: dict[str, list[Activity]] = defaultdict(list)
    for activity in sheet.instance.activities:
        if activity.kind == "bilateral" and activity.optional:
            for asking in {delegation[person] for person in activity.people} - {None}:
                requests[str(asking)].append(activity)
    shares = [
        sum(not sheet.of(activity.id) for activity in asked) * round(1000 / len(asked))
        for asked in requests.values()
    ]
    largest, smallest = max(shares, default=0), min(shares, default=0)
    return Score(value=largest - smallest, parts={"largest": largest, "smallest": smallest})


def room_fit(sheet: Sheet) -> Score:
    """Seats wasted on expected audiences, and rooms a track uses beyond its first."""
    weights = sheet.instance.policy.room_fit
    tracks: dict[str, set[str]] = defaultdict(set)
    seats_wasted = 0
    for placed in sheet.placed:
        if placed.activity.audience:
            seats_wasted += max(0, placed.room.capacity - placed.activity.audience)
        if placed.activity.track:
            tracks[placed.activity.track].add(placed.room.id)
    track_rooms = sum(len(rooms_used) - 1 for rooms_used in tracks.values())
    return Score(
        value=weights.seats_wasted * seats_wasted + weights.track_rooms * track_rooms,
        parts={"seats_wasted": seats_wasted, "track_rooms": track_rooms},
    )


GOALS: Mapping[Goal, Callable[[Sheet], Score]] = {
    "coverage": coverage,
    "stability": stability,
    "rules": rules,
    "breaks": breaks,
    "preference": preference,
    "audience": audience,
    "fairness": fairness,
    "room-fit": room_fit,
}
