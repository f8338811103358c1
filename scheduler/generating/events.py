"""Side events and workshops: a place is found first, then the event is made up to fit it."""

from collections.abc import Sequence
from math import ceil
from random import Random

from models import Activity, Fault, InstanceError, Room, Span
from models.clock import Interval, Minute, inside
from scheduler.generating.calendar import DAY, Calendar, moment, span
from scheduler.generating.hidden import Hidden, HiddenPlace
from scheduler.generating.size import Size

TOPICS = (
    "climate-finance",
    "trade",
    "health",
    "digital-cooperation",
    "energy",
    "food-security",
    "water",
    "education",
    "migration",
    "oceans",
    "cities",
    "disarmament",
    "human-rights",
    "data",
    "forests",
    "transport",
)
TRACK = 4
"""Workshops of a track."""

TRACKS = 3
"""One in this number of groups of workshops is a track."""


class Events:
    """Draws side events and workshops into the hidden timetable."""

    def __init__(
        self, hidden: Hidden, rooms: Sequence[Room], calendar: Calendar, size: Size
    ) -> None:
        self.hidden, self.rooms, self.calendar, self.size = hidden, rooms, calendar, size
        self.slots = calendar.slots()
        cast = hidden.cast
        self.speakers = [p.id for p in cast.people if cast.level.get(p.id, 6) >= 3]
        self.leaders = [head for head, level in cast.level.items() if level <= 4] or self.speakers

    def hold_all(self) -> None:
        """Add all events; side events first, as few rooms suit them."""
        random = self.size.random("events")
        for number in range(1, self.size.side_events + 1):
            self._hold_side_event(random, number)
        topic = ""
        for number in range(1, self.size.workshops + 1):
            block, position = divmod(number - 1, TRACK)
            series = block // TRACKS + 1 if block % TRACKS == 0 else 0
            if not (series and position):
                topic = _skewed(random, TOPICS)
            self._hold_workshop(random, number, topic, series)

    def _hold_side_event(self, random: Random, number: int) -> None:
        minutes, around = random.choice((60, 60, 75, 90)), (random.choice((15, 30)), 15)
        audience = round(random.triangular(80, 450, 160))
        place = self._place(random, "side-event", minutes, around, audience)
        topic = _skewed(random, TOPICS)
        streamed = random.random() < 0.5
        pinned = random.random() < 0.5
        self.hidden.hold(
            Activity(
                id=f"S{number:03}",
                kind="side-event",
                title=f"Side event {number:03}: {_words(topic)}",
                minutes=minutes,
                set_up_minutes=around[0],
                clear_down_minutes=around[1],
                priority=5,
                people=self._people(random, self.leaders, place, random.randint(2, 5)),
                wished_people=self._wishes(random, self.leaders),
                spans=() if pinned else self._around(random, place),
                seats=min(place.room.capacity, audience // 2),
                audience=audience,
                equipment=("interpretation-booth",),
                resources={"interpreters": 1, **({"livestream": 1} if streamed else {})},
                topics=(topic,),
                pin_start=moment(place.during[0]) if pinned else None,
                pin_room=place.room.id if pinned else None,
                **self.size.mark(),
            ),
            place,
        )

    def _hold_workshop(self, random: Random, number: int, topic: str, series: int) -> None:
        minutes, around = random.choice((60, 75, 75, 90)), (random.choice((0, 0, 15)), 0)
        audience = round(random.triangular(15, 140, 35))
        place = self._place(random, "workshop", minutes, around, audience)
        second = _skewed(random, TOPICS)
        interpreted = "interpretation-booth" in place.room.equipment and random.random() < 0.5
        slots = self._published(random, place)
        spans = () if slots or random.random() < 0.4 else self._around(random, place)
        wished = self._around(random, place) if random.random() < 0.2 else ()
        self.hidden.hold(
            Activity(
                id=f"W{number:03}",
                kind="workshop",
                title=f"Workshop {number:03}: {_words(topic)}",
                minutes=minutes,
                set_up_minutes=around[0],
                clear_down_minutes=around[1],
                priority=3,
                people=self._people(random, self.speakers, place, random.randint(1, 3)),
                wished_people=self._wishes(random, self.speakers),
                slots=slots or None,
                spans=spans,
                seats=min(place.room.capacity, audience // 2),
                audience=audience,
                equipment=("interpretation-booth",) if interpreted else (),
                resources={"interpreters": 1} if interpreted else {},
                topics=(topic,) if second == topic or random.random() < 0.6 else (topic, second),
                track=f"{_words(topic)}, series {series}" if series else None,
                wished_spans=wished,
                **self.size.mark(),
            ),
            place,
        )

    def _place(
        self, random: Random, kind: str, minutes: int, around: Interval, audience: int
    ) -> HiddenPlace:
        """Return a free place: of rooms that fit the audience best, in a published slot first."""
        rooms = [room for room in self.rooms if kind in room.kinds]
        rooms.sort(key=lambda room: (room.capacity < 0.7 * audience, abs(room.capacity - audience)))
        starts: list[Minute] = self.calendar.starts()
        if not self.hidden.packed:
            published = [start for start, _ in self.slots.values()]
            random.shuffle(published)
            random.shuffle(starts)
            starts = published + starts if random.random() < 0.8 else starts
        place = self.hidden.find(rooms, starts, minutes, around)
        if place is None:
            raise InstanceError([self._full()])
        return place

    def _full(self) -> Fault:
        held = sum(
            activity.kind in ("side-event", "workshop") for activity in self.hidden.activities
        )
        asked = f"{self.size.workshops} and {self.size.side_events}"
        allowed = (
            f"as many as fit into --rooms {self.size.event_rooms} in --days {self.size.days}; "
            f"{held} found a place"
        )
        return Fault("out-of-range", "--workshops, --side-events", None, "", asked, allowed)

    def _people(
        self, random: Random, among: Sequence[str], place: HiddenPlace, number: int
    ) -> tuple[str, ...]:
        """Draw people who are free then; fewer if they are hard to find."""
        tried = random.sample(among, min(len(among), 10 * number))
        able = [person for person in tried if self.hidden.can_attend(person, place)]
        return tuple(sorted(able[:number]))

    def _wishes(self, random: Random, among: Sequence[str]) -> tuple[str, ...]:
        if random.random() < 0.6:
            return ()
        return tuple(sorted(random.sample(among, min(len(among), random.randint(1, 2)))))

    def _published(self, random: Random, place: HiddenPlace) -> tuple[str, ...]:
        """Return some slots, one of which the hidden place lies in; or none, so that all may do."""
        fits = [
            name
            for name, slot in self.slots.items()
            if place.during[0] == slot[0] and inside(place.during, slot)
        ]
        if not fits or random.random() < 0.5:
            return ()
        others = random.sample(list(self.slots), ceil(random.uniform(0.2, 0.6) * len(self.slots)))
        return tuple(sorted({*fits, *others}))

    def _around(self, random: Random, place: HiddenPlace) -> tuple[Span, ...]:
        """Return the day of the hidden place, or the half of the day that it lies in."""
        opens, closes = self.calendar.window(place.during[0] // DAY)
        noon = self.calendar.at(place.during[0] // DAY, 13)
        halves = [half for half in ((opens, noon), (noon, closes)) if inside(place.during, half)]
        return (span(halves[0] if halves and random.random() < 0.5 else (opens, closes)),)


def _skewed(random: Random, choices: Sequence[str]) -> str:
    """Draw one, the n-th with weight 1 / n."""
    return random.choices(choices, [1 / n for n in range(1, len(choices) + 1)])[0]


def _words(topic: str) -> str:
    return topic.replace("-", " ")
