"""More demand: made-up requests like those that an instance has."""

from random import Random

from models import Activity, Instance

TRIES = 1000
"""Pairs drawn for one request, before it is given up: nearly all pairs may be taken."""

_OF_ITS_OWN = {
    "pin_start": None,
    "pin_room": None,
    "pin_unit": None,
    "wished_people": (),
    "title_fr": None,
    "title_vi": None,
    "optional": True,
}


def more_requests(instance: Instance, percent: int, seed: int) -> list[Activity]:
    """Return made-up requests: so many per hundred requested bilaterals, rounded, at least one.

    Each has the minutes, priority, resources and all else of a request drawn at random, and one
    person of each of two others, drawn too, so that who is asked for much is asked for more. No
    two people who meet already are drawn. Every row is marked synthetic.

    Raises
    ------
    ValueError
        There are no requested bilaterals of two people, or no two people are left.
    """
    requests = [
        a
        for a in instance.activities
        if a.optional and a.kind == "bilateral" and len(a.people) > 1 and a.state is None
    ]
    if not requests:
        raise ValueError("there are no requested bilaterals that more could be like")
    draw = Random(seed)
    met = {frozenset(a.people) for a in instance.activities if a.kind == "bilateral"}
    taken, made = set(instance.activity), list[Activity]()
    for number in range(1, max(1, round(len(requests) * percent / 100)) + 1):
        pair = _pair(instance, requests, met, draw)
        met.add(frozenset(pair))
        like = draw.choice(requests)
        name = next(
            name for n in range(len(taken) + 1) if (name := f"more-{number + n}") not in taken
        )
        taken.add(name)
        update = {"id": name, "people": pair, "title": _title(instance, pair)}
        source = {"status": "synthetic", "source": f"seed {seed}", "note": f"like {like.id}"}
        made.append(like.model_copy(update=_OF_ITS_OWN | update | source))
    return made


def _pair(
    instance: Instance, requests: list[Activity], met: set[frozenset[str]], draw: Random
) -> tuple[str, str]:
    """Draw two people of different delegations who do not meet yet."""
    for _ in range(TRIES):
        one, other = (draw.choice(draw.choice(requests).people) for _ in range(2))
        homes = {instance.person[person].delegation for person in (one, other)}
        if one != other and len(homes) == 2 and frozenset((one, other)) not in met:
            return one, other
    raise ValueError("nearly all people who have requests meet already; ask for fewer more")


def _title(instance: Instance, pair: tuple[str, str]) -> str:
    names = {delegation.id: delegation.name for delegation in instance.delegations}
    people = [instance.person[person] for person in pair]
    sides = [names.get(person.delegation or "", person.name or person.id) for person in people]
    return f"{' – '.join(sides)} (made up)"
