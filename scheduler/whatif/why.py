"""Why an activity is where it is, or is not, and what a wish for it would take."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

import pandas as pd

from models import Goal, Instance, Placement, Timetable, Violation
from scheduler.whatif.exclusions import lost_places
from scheduler.whatif.forcing import Forced, force, told_of
from scheduler.whatif.options import Option, Weighing
from scheduler.whatif.question import Question, read_question
from scheduler.whatif.sandbox import Board
from scheduler.whatif.slots import Slots
from scheduler.wording import names

MOST_SHOWN = 5


@dataclass(frozen=True)
class Why:
    """The answer about one activity.

    Attributes
    ----------
    stands
        Where it stands; None: nowhere.
    broken
        Hard rules that the given timetable breaks by itself.
    slots
        The places asked for, the best first: those of the wish, else all.
    binding
        Person or room -> at how many of the starts asked for it is in the way.
    forced
        What it takes to have the best of them; None where it stands and no wish was told.
    """

    instance: Instance
    activity: str
    stands: Placement | None
    broken: tuple[Violation, ...]
    slots: Slots
    binding: dict[str, int]
    forced: Forced | None

    @property
    def possible(self) -> bool:
        """The wish is not known to be impossible."""
        return self.forced is None or self.forced.status != "impossible"

    def frame(self) -> pd.DataFrame:
        """Return the places asked for, as :meth:`Slots.frame` does."""
        return self.slots.frame()

    def moves(self) -> pd.DataFrame:
        """Return a row for each other activity that moves or is left out."""
        forced = self.forced or Forced("unknown")
        rows = [(p.activity, "moves", p.start, p.room) for p in forced.moved]
        rows += [(name, "left out", None, None) for name in forced.dropped]
        return pd.DataFrame(rows, columns=["activity", "what", "start", "room"])

    def __str__(self) -> str:
        return "\n".join(self._lines())

    def _lines(self) -> Iterator[str]:
        instance, best = self.instance, next(iter(self.slots.options), None)
        name = names.activity(instance, self.activity)
        yield f"{name} now: {names.placement(instance, self.stands)}."
        if self.broken:
            yield f"The timetable itself breaks {len(self.broken)} hard rules; see summit check."
        yield from self.slots.lost
        if best is None:
            yield "No place is legal for it."
        elif self.forced is None:
            yield from self._alternatives()
        elif best.obstacles:
            yield f"In the way at {names.placement(instance, best.place)}:"
            yield from (f"- {obstacle.message}" for obstacle in best.obstacles)
        starts = len({option.place.start for option in self.slots.options})
        if starts > 1 and self.forced is not None:
            for binding, count in list(self.binding.items())[:MOST_SHOWN]:
                yield f"{self._office(binding)} is in the way at {count} of {starts} starts."
        if self.forced is not None:
            yield from self._cost(self.forced)

    def _office(self, name: str) -> str:
        known = names.person if name in self.instance.person else names.room
        return known(self.instance, name)

    def _alternatives(self) -> Iterator[str]:
        free = [o for o in self.slots.of("free") if not self.slots.is_here(o.place)]
        many = "1 other place is free" if len(free) == 1 else f"{len(free)} other places are free"
        yield many + (", the best first:" if free else ".")
        for option in free[:MOST_SHOWN]:
            place = names.placement(self.instance, option.place)
            yield f"- {place}: {names.goal_changes(option.changes)}"

    def _cost(self, forced: Forced) -> Iterator[str]:
        instance = self.instance
        if forced.status == "impossible":
            yield "It cannot be had: no timetable that keeps every hard rule has it so."
        if forced.timetable is None:
            if forced.status == "unknown":
                yield "No way was found in the time given, and none is ruled out."
            return
        now = {p.activity: p for p in forced.timetable.placements}
        yield f"It can be had: {names.placement(instance, now[self.activity])}."
        # Who is told and what moves stands below; as points nobody could read it.
        goals: dict[Goal, int] = dict(forced.changes or {})
        goals.pop("stability", None)
        yield f"Goals: {names.goal_changes(goals)}."
        for move in forced.moved:
            other = names.activity(instance, move.activity)
            yield f"- {other} moves to {names.placement(instance, move)}"
        for dropped in forced.dropped:
            yield f"- {names.activity(instance, dropped)} is left out"
        people = "; ".join(names.person(instance, person) for person in forced.told)
        yield f"To be told: {people or 'nobody'}."
        if forced.moved or forced.dropped:
            proof = "proven to disturb the fewest" if forced.fewest else "at most so many; unproven"
            yield f"This is {proof}."


def why(
    instance: Instance,
    timetable: Timetable,
    activity: str,
    *,
    at: datetime | str | None = None,
    room: str | None = None,
    time_limit: float = 20.0,
    workers: int | None = None,
    seed: int = 0,
) -> Why:
    """Say why an activity is where it is, or what stands in the way of a wish.

    Parameters
    ----------
    instance, timetable
        What the planners state, and where all stand.
    activity
        Its id.
    at, room
        The start and the room wished for; either alone leaves the other open. Without
        both, an activity without a place is asked to have any.
    time_limit
        Seconds for solving again, where that is needed.
    workers, seed
        As in :func:`scheduler.solve`.

    Returns
    -------
    Why
        What is in the way now is the referee's; the cost of forcing is solved, with as
        little left out and as few people told as possible, and judged by the referee.

    Raises
    ------
    InstanceError
        With every unknown name and unreadable time.
    """
    question = read_question(instance, timetable, activity, at, room)
    board = Board(instance, timetable)
    weighing = Weighing(board, activity)
    options = weighing.weigh(_asked(board, weighing, question))
    here = board.stands.get(activity)
    forced = None
    if here is None or at is not None or room is not None:
        best = options[0] if options else None
        if best is None or best.verdict == "illegal":
            forced = Forced("impossible")
        elif best.verdict == "free":
            after = board.changed({activity: best.place})
            forced = told_of(board, activity, after, fewest=True)
        else:
            forced = force(board, question, time_limit=time_limit, workers=workers, seed=seed)
    lost = lost_places(instance, activity) if not options else ()
    answer = Slots(instance, activity, here, options, lost)
    return Why(instance, activity, here, board.broken, answer, _binding(instance, options), forced)


def _asked(board: Board, weighing: Weighing, question: Question) -> list[Placement]:
    """Return the legal places of the wish, or else illegal ones that show why it has none."""
    at, room = question.at, question.room
    clock = board.instance.clock
    legal = list(weighing.legal())
    asked = [
        place
        for place in legal
        if (room is None or place.room == room)
        and (at is None or (place.start is not None and clock.minute(place.start) == at))
    ]
    if asked or (at is None and room is None):
        return asked
    rooms = [room] if room else list(dict.fromkeys(p.room for p in legal if p.room))
    starts = [at] if at is not None else [clock.minute(p.start) for p in legal if p.start]
    return [
        board.put(question.activity, start, name)
        for start in dict.fromkeys(starts or [low for low, _ in board.instance.windows])
        for name in rooms or list(board.instance.room)
    ]


def _binding(instance: Instance, options: tuple[Option, ...]) -> dict[str, int]:
    """Count the starts at which each person, and each room, is in the way."""
    starts: dict[str, set[datetime | None]] = defaultdict(set)
    for option in options:
        for obstacle in option.obstacles:
            subject = obstacle.violation.subject
            if subject in instance.person or subject in instance.room:
                starts[subject].add(option.place.start)
    return dict(sorted(((k, len(v)) for k, v in starts.items()), key=lambda kv: (-kv[1], kv[0])))
