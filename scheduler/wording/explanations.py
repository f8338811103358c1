"""Explanations in words: findings of the preflight, conflicts, repairs."""

from collections.abc import Iterable, Iterator, Sequence

from models import Conflict, Explanation, Finding, Instance, Placement, Repair
from scheduler.wording.times import local

MOST_FACTS = 20
"""Facts of one conflict that are shown; there are more only where time ran out."""

MOST_LEFT_OUT = 40
"""Activities left out by the partial timetable that are named; the document has all."""

LABELS = {"instance": "impossible", "request": "not all requests", "lint": "look at"}
"""What a finding makes impossible -> how grave it is, in words."""

HEADS = {
    "feasible": "This can be planned.",
    "infeasible": "This cannot be planned as it stands.",
    "unknown": "Within the limit no timetable was found, and none was ruled out.",
}
"""Status -> the first sentence."""

COUNTED = (
    "This cannot be planned as it stands, as counting alone shows (below). What else clashes, and "
    "what would help, was not found within the limit; to look longer: --time-limit."
)
"""In place of the first sentence if a search found nothing, and the preflight why."""

REPAIRS = (
    "Repairs, the cheapest first; each was tried on the whole instance. The price is in points of "
    "the policy: the more people it puts out, the higher."
)


def findings_text(findings: Iterable[Finding]) -> str:
    """Say what the preflight found, one line each."""
    return "\n".join(map(_labelled, findings)) or "Nothing found."


def explanation_text(answer: Explanation) -> str:
    """Say why an instance cannot be planned, and what would help."""
    return "\n".join(_lines(answer))


def change_text(says: str, places: Sequence[Placement], instance: Instance) -> str:
    """Say what to do, and where the activities that may move then could go."""
    where = [f"{p.activity} {local(instance, p.start)} in {p.room}" for p in places if p.start]
    return f"{says} (possible: {'; '.join(where)})" if where else says


def _labelled(finding: Finding) -> str:
    return f"{LABELS[finding.dooms]}: {finding.message}"


def _lines(answer: Explanation) -> Iterator[str]:
    counted = any(finding.dooms == "instance" for finding in answer.preflight)
    yield COUNTED if counted and answer.status == "unknown" else HEADS[answer.status]
    yield from (f"Note: {text}." for text in answer.disagreements)
    for n, conflict in enumerate(answer.conflicts, 1):
        yield from ("", f"Conflict {n} of {len(answer.conflicts)}", *_conflict(conflict))
    if answer.status == "infeasible":
        if not answer.complete:
            yield from ("", "There may be more conflicts: time ran out.")
        yield from _cures(answer)
    yield from _partial(answer)
    shown = [conflict.counted for conflict in answer.conflicts]
    more = [finding for finding in answer.preflight if finding not in shown]
    if more:
        yield from ("", "Also seen without a search:")
        yield from (f"  - {_labelled(finding)}" for finding in more)


def _conflict(conflict: Conflict) -> Iterator[str]:
    if conflict.summary:
        yield conflict.summary
    proof = "" if conflict.proven_minimal else " (not proven minimal: out of time)"
    yield f"These cannot all hold{proof}:"
    yield from (f"  - {fact.message}" for fact in conflict.facts[:MOST_FACTS])
    if len(conflict.facts) > MOST_FACTS:
        yield f"  - and {len(conflict.facts) - MOST_FACTS} more facts"


def _cures(answer: Explanation) -> Iterator[str]:
    if answer.repairs:
        yield from ("", REPAIRS)
        yield from (f"  {n}. {_repair(repair)}" for n, repair in enumerate(answer.repairs, 1))
    else:
        yield from ("", "No repair was found in time.")


def _partial(answer: Explanation) -> Iterator[str]:
    if answer.partial is not None:
        left = answer.partial.left_out
        some = ", ".join(left[:MOST_LEFT_OUT]) or "nothing"
        more = f" and {len(left) - MOST_LEFT_OUT} more" if len(left) > MOST_LEFT_OUT else ""
        yield from ("", f"The best partial timetable that was found leaves out {some}{more}.")


def _repair(repair: Repair) -> str:
    first, *others = repair.changes
    also = "".join(f"; and {text[:1].lower()}{text[1:]}" for text in others)
    return f"{first}{also} (price {repair.price})"
