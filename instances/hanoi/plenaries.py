"""Fixed ceremonies, plenary debates and press conferences."""

from dataclasses import dataclass

from hanoi.common import (
    Row,
    Stretch,
    at,
    draw,
    inferred,
    lasting,
    minutes_of,
    read_facts,
    sourced,
)
from hanoi.people import Cast
from models import Activity

BANQUET_SET_UP = 30
MINUTES_PER_STATEMENT = 5
SPEAKERS_DAY_1 = 19
PARTS_DAY_2 = (18, 17, 17)


@dataclass(frozen=True)
class Debate:
    """A plenary debate, or a part of one, with its speakers."""

    name: str
    day: int
    start: str
    minutes: int
    speakers: tuple[str, ...]

    @property
    def stretch(self) -> Stretch:
        """When it is."""
        return lasting(at(self.day, self.start), self.minutes)


def _block(beginning: str, day: str) -> Row:
    """Return the published block of a day whose name begins so."""
    return next(
        row
        for row in read_facts("blocks")
        if row["name"].startswith(beginning) and row["day"] == day
    )


Plan = tuple[str, str, str, str, Stretch, list[str], str, int]
"""Id, title, name of the published block, room, hours, people, note, audience."""


def ceremonies(cast: Cast) -> list[Activity]:
    """Return welcome, opening, signing, banquet, closing and the press conferences."""
    made = []
    for key, title, block, room, stretch, people, note, audience in _plans(cast):
        day = str(stretch[0].date())
        made.append(
            Activity(
                id=key,
                kind="plenary",
                title=title,
                minutes=minutes_of(stretch),
                set_up_minutes=BANQUET_SET_UP if room == "BANQ" else 0,
                people=tuple(people),
                audience=audience,
                equipment=("interpretation-booth",),
                resources={"interpreters": 2, "livestream": 1},
                pin_start=stretch[0],
                pin_room=room,
                **sourced(_block(block, day)["source"], f"{note}; resources synthetic"),
            )
        )
        cast.diary.take(people, stretch)
    return [*made, *_press(cast)]


def _plans(cast: Cast) -> list[Plan]:
    """Return welcome, opening, signing, banquet and closing."""
    there = cast.diary.who
    leaders = ["host-president", "host-dpm", "host-mps", "host-mofa", "host-pg"]
    guests = ["un-sg", "unodc-ed", "interpol-head"]
    welcome = lasting(at(1, "08:00"), 45)
    opening = lasting(at(1, "09:00"), 60)
    signing = lasting(at(1, "10:00"), 120)
    return [
        (
            "P-welcome",
            "Official welcome ceremony, group photo, photo exhibition",
            "Official welcome",
            "MAIN",
            welcome,
            ["host-president", *guests, *there(cast.heads, welcome)],
            "start and end assumed: published only as before 09:00",
            0,
        ),
        (
            "P-opening",
            "Opening session",
            "Opening session",
            "MAIN",
            opening,
            [*leaders, *guests, *there(cast.heads, opening)],
            "end assumed: not published",
            1000,
        ),
        (
            "P-signing",
            "Signing session",
            "Signing session",
            "MAIN",
            signing,
            ["host-mps", *there(cast.signed_day_1, signing)],
            "10:00 to 12:00 assumed; 64 signatures in session are published, which 5 of the"
            " 69 day-1 signatories came later is synthetic; the host's minister signed",
            1000,
        ),
        *_evening_and_end(cast),
    ]


def _evening_and_end(cast: Cast) -> list[Plan]:
    there = cast.diary.who
    banquet = lasting(at(1, "18:30"), 120)
    closing = lasting(at(2, "14:45"), 45)
    return [
        (
            "P-banquet",
            "State banquet for heads of delegation",
            "State banquet",
            "BANQ",
            banquet,
            ["host-president", "host-mofa", *there(cast.heads, banquet)],
            "hours and room assumed: published as the evening",
            400,
        ),
        (
            "P-closing",
            "Closing session",
            "Closing session chaired",
            "MAIN",
            closing,
            ["host-mps", "host-mofa", *there(cast.heads, closing)],
            "14:45 follows the last slot; end assumed so that the international press"
            " conference still ends at 16:00",
            500,
        ),
    ]


def _press(cast: Cast) -> list[Activity]:
    plans = [
        (
            "N-joint",
            "Joint press conference of the Prime Minister and the UN Secretary-General",
            "Joint press",
            lasting(at(1, "16:15"), 30),
            ("host-pm", "un-sg"),
            "time and room assumed: published as the afternoon",
        ),
        (
            "N-international",
            "International press conference",
            "International press",
            lasting(at(2, "15:30"), 30),
            ("host-mps", "host-mofa"),
            "time and room assumed: published as after the closing; ends with the envelope",
        ),
    ]
    made = []
    for key, title, block, stretch, people, note in plans:
        cast.diary.take(people, stretch)
        made.append(
            Activity(
                id=key,
                kind="press",
                title=title,
                minutes=minutes_of(stretch),
                people=people,
                seats=200,
                audience=400,
                equipment=("interpretation-booth",),
                resources={"interpreters": 1, "livestream": 1},
                pin_start=stretch[0],
                pin_room="PRESS",
                **sourced(_block(block, str(stretch[0].date()))["source"], note),
            )
        )
    return made


def debates(cast: Cast) -> list[Activity]:
    """Return the two plenary debates, the second in three parts, with 71 speakers."""
    random = draw("speakers")
    first = lasting(at(1, "14:00"), 105)
    high = [h for h in cast.heads if cast.level[h] <= 3 and cast.diary.is_free(h, first)]
    day_2 = ["head-south-africa", "head-peru"]
    pool = [
        head
        for head in cast.diary.who(cast.heads, first)
        if head not in (*high, *day_2, "head-united-states-of-america")
    ]
    chosen = {*high[:8], *random.sample(pool, SPEAKERS_DAY_1 - len(high[:8]))}
    plans = [Debate("1", 1, "14:00", 105, tuple(h for h in cast.heads if h in chosen))]

    wanted = sum(PARTS_DAY_2) - 1 - len(day_2)
    starts = ("08:00", "09:30", "11:00")
    pool = [
        head
        for head in cast.heads
        if head not in (*chosen, *day_2, "head-united-states-of-america")
        and cast.diary.is_free(head, lasting(at(2, "08:00"), 180))
    ]
    left = {*random.sample(pool, wanted), *day_2}
    order = sorted(left, key=lambda head: (head not in cast.leaving, cast.level[head], head))
    for part, (start, size) in enumerate(zip(starts, PARTS_DAY_2, strict=True), 1):
        last = part == len(PARTS_DAY_2)
        speakers = [*order[: size - last], *(["interpol-head"] if last else [])]
        order = order[size - last :]
        plans.append(Debate(f"2-{part}", 2, start, 90, tuple(speakers)))
    return [_debate(cast, plan) for plan in plans]


def _debate(cast: Cast, plan: Debate) -> Activity:
    fact = _block(f"Plenary high-level discussion {plan.day}", str(at(plan.day, "00:00").date()))
    chairs = ("host-pm", "host-dpm", "un-sg", "unodc-ed") if plan.day == 1 else ()
    people = (*chairs, *plan.speakers)
    cast.diary.take(people, plan.stretch)
    count = f"{len(plan.speakers)} statements of {MINUTES_PER_STATEMENT} minutes"
    note = f"{count}; hours assumed; the choice of speakers is synthetic, highest levels first"
    title = f"Plenary high-level discussion {plan.day}"
    values = {
        "id": f"P-debate-{plan.name}",
        "kind": "plenary",
        "minutes": plan.minutes,
        "people": people,
        "audience": 500,
        "equipment": ("interpretation-booth",),
        "resources": {"interpreters": 2, "livestream": 1},
        "pin_start": plan.stretch[0],
        "pin_room": "MAIN",
    }
    if plan.day == 1:
        mark = sourced(fact["source"], note)
        return Activity.model_validate({**values, "title": title, **mark})
    split = "a head is needed for their own minutes only, so the morning is cut into three parts"
    part = plan.name.removeprefix("2-")
    mark = inferred(f"{note}; {split}", fact["source"])
    return Activity.model_validate({**values, "title": f"{title}, part {part}", **mark})
