"""Rules that allow a shorter gap than people or a room need between two activities."""

from collections.abc import Iterator
from itertools import pairwise, permutations

from models import Finding, Rule
from scheduler.compiling import Compiled, CompiledActivity
from scheduler.wording import findings as words

Need = tuple[int, str]
"""Minutes that are needed between two activities, and a clause that says so."""


def gaps_too_short(compiled: Compiled) -> Iterator[Finding]:
    """Two activities with a longest gap, of which people or the room need a longer one."""
    for rule in compiled.instance.rules:
        if rule.kind not in ("maximum-gap", "adjacent") or rule.weight is not None:
            continue
        listed = [compiled.position[name] for name in rule.activities if name in compiled.position]
        for a, b in pairwise(listed):
            one, other = compiled.activities[a], compiled.activities[b]
            needs = [*_rests(compiled, one, other), *_occupied(compiled, rule, one, other)]
            minutes, clause = max(needs, default=(0, ""))
            if minutes > rule.minutes and one.must and other.must:
                yield Finding(
                    dooms="instance",
                    rule=rule.kind,
                    subject_kind="rule",
                    subject=rule.id,
                    activities=(one.source.id, other.source.id),
                    message=words.gap_too_short(rule, one.source, other.source, clause),
                )


def _rests(compiled: Compiled, one: CompiledActivity, other: CompiledActivity) -> Iterator[Need]:
    for name in set(one.source.people) & set(other.source.people):
        person = compiled.instance.person[name]
        yield person.rest_minutes, words.rests(person)


def _occupied(
    compiled: Compiled, rule: Rule, one: CompiledActivity, other: CompiledActivity
) -> Iterator[Need]:
    """Yield what the quickest room that both may be in needs between them, if it has to be one."""
    shared = one.rooms.keys() & other.rooms.keys()
    if rule.kind == "adjacent" and shared:
        least = min(
            compiled.occupancy(first, room)[1] + compiled.occupancy(second, room)[0]
            for room in shared
            for first, second in permutations((one, other))
        )
        yield least, words.cleared(least)
