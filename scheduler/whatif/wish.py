"""A wish for one activity: the places that would do, and what is in the way of each."""

from collections import defaultdict
from datetime import datetime
from functools import cached_property

from models import Binding, Forced, Instance, Option, Placement, SubjectKind, Timetable, Why
from scheduler.solving.sandbox import Sandbox
from scheduler.viewing.judging import broken_rule
from scheduler.viewing.states import why_off
from scheduler.whatif.exclusions import lost_places
from scheduler.whatif.options import Weighing
from scheduler.whatif.question import Question
from scheduler.wording.whatif import why_text


class Wish:
    """A question about one activity in a timetable, and how the referee judges each place for it.

    Attributes
    ----------
    sandbox, question
        The timetable, and what is asked.
    options
        The places asked for, the best first; illegal ones only if no other would do.
    off
        Why the activity does not take place at all; empty if it may.
    """

    def __init__(self, instance: Instance, timetable: Timetable, question: Question) -> None:
        self.question = question
        self.off = why_off(instance, question.activity)
        self.sandbox = Sandbox(instance, timetable)
        if self.off:
            self.options: tuple[Option, ...] = ()
            return
        weighing = Weighing(self.sandbox, question.activity)
        self.options = weighing.weigh(_asked(self.sandbox, weighing, question))

    @property
    def best(self) -> Option | None:
        """The best place; None if the activity has none at all."""
        return self.options[0] if self.options else None

    @property
    def is_illegal(self) -> bool:
        """Whether a rule about the activity alone forbids every place asked for."""
        return self.best is None or self.best.verdict == "illegal"

    @cached_property
    def stands(self) -> Placement | None:
        """Where the activity is now."""
        return self.sandbox.stands.get(self.question.activity)

    def answer(self, forced: Forced | None) -> Why:
        """Return what is in the way, and what it takes to have the best place, in words too."""
        instance, broken = self.sandbox.instance, self.sandbox.broken
        answer = Why(
            **self.sandbox.origin(),
            goals=instance.policy.goals,
            activity=self.question.activity,
            stands=self.stands,
            options=self.options,
            lost=() if self.options or self.off else lost_places(instance, self.question.activity),
            hard_violations=len(broken),
            broken=tuple(broken_rule(violation, instance) for violation in broken),
            binding=_binding(self.options),
            forced=forced,
        )
        return answer.model_copy(update={"text": self.off or why_text(answer, instance)})


def _asked(sandbox: Sandbox, weighing: Weighing, question: Question) -> list[Placement]:
    """Return the legal places of the wish, or else illegal ones, which show why there are none."""
    at, room = question.at, question.room
    clock = sandbox.instance.clock
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
        sandbox.put(question.activity, start, name)
        for start in dict.fromkeys(starts or [low for low, _ in sandbox.instance.windows])
        for name in rooms or list(sandbox.instance.room)
    ]


def _binding(options: tuple[Option, ...]) -> tuple[Binding, ...]:
    """Count the starts at which each person, and each room, is in the way."""
    starts: dict[tuple[SubjectKind, str], set[datetime]] = defaultdict(set)
    for option in options:
        for obstacle in option.obstacles:
            if obstacle.subject_kind in ("person", "room"):
                starts[obstacle.subject_kind, obstacle.subject].add(option.start)
    found = (
        Binding(subject_kind=kind, subject=name, starts=len(some))
        for (kind, name), some in starts.items()
    )
    return tuple(sorted(found, key=lambda one: (-one.starts, one.subject)))
