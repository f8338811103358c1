"""Business-to-business problems with more forbidden slots than the published ones.

    python -m benchmarks.forbidden PATH --out DIR
    python -m benchmarks.published b2b DIR --time-limit 30

From two published problems that are hard already it writes variants in which 3 or 7 % of each
participant's slots, drawn at random, are forbidden beside those that are there. Nearly all such
draws leave no timetable, which is seen at once. So a hidden timetable, with any number of breaks,
says which slots may be drawn.
"""

import argparse
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

from models import Instance, Policy
from scheduler import solve
from scheduler.benching import FAIRNESS, load_problems

HARD = ("forum-13crafb", "ticf-13crafb")
PER_CENT = (3, 7)
SEEDS = (1, 2, 3)

WORK = 60.0
"""Deterministic time to find a hidden timetable."""

FORBIDDEN = re.compile(r"forbidden\s*=\s*\[(.*?)\];", re.DOTALL)
SET = re.compile(r"\{([\d, ]*)\}")

Taken = dict[str, set[int]]
"""Person -> numbers of the slots, from 1, in which they meet."""


def hidden(instance: Instance, seed: int) -> Taken:
    """Return when everybody meets in a timetable that is not sought for its breaks."""
    policy = Policy(tiers=({"coverage": 1},), break_minutes=0)
    found = solve(
        instance, time_limit=WORK, deterministic=True, seed=seed, workers=1, policy=policy
    )
    assert found.timetable is not None
    first = instance.windows[0][0]
    taken: Taken = defaultdict(set)
    people = {activity.id: activity.people for activity in instance.activities}
    for place in found.timetable.placements:
        assert place.start is not None
        slot = 1 + (instance.clock.minute(place.start) - first) // instance.grid_minutes
        for person in people[place.activity]:
            taken[person].add(slot)
    return taken


def with_more(text: str, slots: int, taken: Taken, per_cent: int, chance: random.Random) -> str:
    """Return a data file with so many per cent more slots forbidden, none of which is taken."""
    (listed,) = FORBIDDEN.findall(text)
    sets = []
    for who, known in enumerate(SET.findall(listed), start=1):
        free = sorted(set(range(1, slots + 1)) - taken.get(f"P{who}", set()))
        count = sum(100 * chance.random() < per_cent for _ in range(slots))
        more = chance.sample(free, min(count, len(free)))
        some = set(more).union(map(int, re.findall(r"\d+", known))) - {0}
        sets.append("{" + ", ".join(map(str, sorted(some) or [0])) + "}")
    return FORBIDDEN.sub(f"forbidden = [{', '.join(sets)}];", text)


def variants(file: Path) -> Iterator[tuple[str, str]]:
    """Yield name and text of each variant of a data file."""
    text = file.read_text(encoding="utf-8")
    ((problem, _),) = load_problems("b2b", file, fairness=FAIRNESS)
    (day,) = problem.instance.windows
    slots = (day[1] - day[0]) // problem.instance.grid_minutes
    for seed in SEEDS:
        taken = hidden(problem.instance, seed)
        for per_cent in PER_CENT:
            name = f"{file.name.partition('.')[0]}.forbidden{per_cent}-{seed}.dzn"
            yield name, with_more(text, slots, taken, per_cent, random.Random(name))


def main() -> None:
    """Write all variants into a folder."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("path", type=Path)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True)
    for name in HARD:
        for file, text in variants(options.path / f"{name}.original.dzn"):
            (options.out / file).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
