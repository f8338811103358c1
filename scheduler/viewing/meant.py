"""Which activity or room somebody means who types an id, a title, or who takes part in it."""

import difflib
import re
from collections.abc import Iterable, Iterator
from itertools import permutations, product

from models import Activity, Fault, Instance, InstanceError
from models.text import folded
from scheduler.files.text import closest, did_you_mean, escaped, show
from scheduler.wording.names import short

MOST_SHOWN = 5
MOST_SIDES = 3
"""People of an activity that may be typed in place of its id."""

_BETWEEN = re.compile(r"[\s;,/+&–—-]+")


def activity_meant(instance: Instance, typed: str, where: str = "ACTIVITY") -> str:
    """Return the id of the one activity that fits what was typed.

    These fit, in this order: the id; the id in other capitals; the title, in any language; the
    people of the activity, all of them and in any order, each by id or name, or by those of their
    delegation (``CHN JPN``).

    Parameters
    ----------
    where
        The argument or option that it was typed for, for messages.

    Raises
    ------
    InstanceError
        None fits, or several do; those that may be meant are listed.
    """
    if typed in instance.activity:
        return typed
    wanted = _words(typed)
    for fits in (_by_id, _by_title, _by_people):
        found = [a for a in instance.activities if wanted in fits(instance, a)]
        if len(found) == 1:
            return found[0].id
        if found:
            raise _several(where, typed, found)
    meant = _listed(_near(instance, wanted))
    allowed = "an activity of the instance, by its id, its title or all its people"
    hint = f" (did you mean {meant}?)" if meant else ""
    raise InstanceError([Fault("unknown-id", where, None, "", show(typed), allowed + hint)])


def room_hint(instance: Instance, typed: str) -> str:
    """Return `` (did you mean R?)`` for what is no id of a room; nothing if none is near.

    The name of a room, in any language, stands for its id; one that two rooms have for neither.
    """
    named: dict[str, set[str]] = {}
    for room in instance.rooms:
        for name in filter(None, (room.name, room.name_fr, room.name_vi)):
            named.setdefault(folded(name), set()).add(room.id)
    one = {name: min(ids) for name, ids in named.items() if len(ids) == 1}
    wanted = folded(typed)
    if wanted not in one and (hint := did_you_mean(typed, instance.room)):
        return hint
    near = wanted if wanted in one else closest(wanted, one)
    return f" (did you mean {one[near]}?)" if near else ""


def _several(where: str, typed: str, found: Iterable[Activity]) -> InstanceError:
    allowed = f"what fits one activity: {_listed(found)}"
    return InstanceError([Fault("unknown-id", where, None, "", show(typed), allowed)])


def _words(text: str) -> str:
    """Return a text so that only its words count, not what is between them."""
    return " ".join(filter(None, _BETWEEN.split(folded(text))))


def _by_id(instance: Instance, activity: Activity) -> Iterator[str]:
    yield _words(activity.id)


def _by_title(instance: Instance, activity: Activity) -> Iterator[str]:
    titles = (activity.title, activity.title_fr, activity.title_vi)
    yield from (_words(title) for title in titles if title)


def _by_people(instance: Instance, activity: Activity) -> Iterator[str]:
    """Yield the names of all people of an activity, one after the other."""
    if 1 < len(activity.people) <= MOST_SIDES:
        sides = [_names(instance, person) for person in activity.people]
        for order in permutations(sides):
            yield from (" ".join(names) for names in product(*order))


def _names(instance: Instance, person: str) -> tuple[str, ...]:
    """Return what a person may be called, the person or the delegation."""
    known = instance.person.get(person)
    if known is None:
        return (_words(person),)
    called = [person, known.name, known.name_fr, known.name_vi]
    for party in instance.delegations:
        if party.id == known.delegation:
            called += [party.id, party.name, party.name_fr, party.name_vi]
    return tuple(dict.fromkeys(_words(name) for name in called if name))


def _near(instance: Instance, wanted: str) -> list[Activity]:
    """Return what may be meant: of which a part was typed, or what is spelled nearly so."""
    spelled = {
        a.id: [*_by_id(instance, a), *_by_title(instance, a), *_sides(instance, a)]
        for a in instance.activities
    }
    part = [name for name, texts in spelled.items() if _has_all(wanted, texts)]
    texts = {text: name for name, several in spelled.items() for text in several}
    close = [texts[text] for text in difflib.get_close_matches(wanted, texts, n=MOST_SHOWN)]
    return [instance.activity[name] for name in dict.fromkeys([*part, *close])]


def _sides(instance: Instance, activity: Activity) -> Iterator[str]:
    if activity.kind == "bilateral":
        for person in activity.people:
            yield from _names(instance, person)


def _has_all(wanted: str, texts: Iterable[str]) -> bool:
    """Tell whether every word that was typed is one of an activity's."""
    words = {word for text in texts for word in text.split()}
    return bool(wanted) and words.issuperset(wanted.split())


def _listed(activities: Iterable[Activity]) -> str:
    found = [escaped(short(activity)) for activity in activities]
    more = len(found) - MOST_SHOWN
    return "; ".join(found[:MOST_SHOWN]) + (f"; and {more} more" if more > 0 else "")
