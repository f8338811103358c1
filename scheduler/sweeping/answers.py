"""What a cell of a sweep answers: the outcome of a solve or, if there is none, why."""

import hashlib
import json

from models import Explanation, Instance, Outcome, Request, Timetable
from models.record import Contract
from scheduler.explaining import explain
from scheduler.solving import solve, versions
from scheduler.sweeping.running import instance_of

CONFLICT_SECONDS = 10.0
"""For the conflict of a scenario that cannot be planned."""

MOST_FACTS = 6
"""Facts of a conflict that are told in a row."""


class Answer(Contract):
    """The outcome of one solve, with its timetable, as it is kept.

    Attributes
    ----------
    conflict
        Why there is no timetable, in a sentence or a few; empty if there is one.
    """

    outcome: Outcome
    timetable: Timetable | None
    conflict: str = ""


def answer(document: str, request: Request) -> Answer:
    """Solve an instance that is given as a JSON document; a cell's function."""
    instance = instance_of(document)
    outcome = solve(instance, request)
    conflict = _conflict(instance, request) if outcome.status == "infeasible" else ""
    return Answer(outcome=outcome, timetable=outcome.timetable, conflict=conflict)


def _conflict(instance: Instance, request: Request) -> str:
    """Return why an instance cannot be planned."""
    seconds = min(CONFLICT_SECONDS, request.limits.seconds)
    limits = request.limits.model_copy(update={"seconds": seconds})
    return _told(explain(instance, Request(limits=limits)))


def _told(found: Explanation) -> str:
    """Return the conflicts of an explanation, each by its arithmetic or else by its facts."""
    texts = []
    for conflict in found.conflicts:
        facts = [fact.message for fact in conflict.facts]
        more = [f"and {len(facts) - MOST_FACTS} facts more"] if len(facts) > MOST_FACTS else []
        texts.append(conflict.summary or " ".join([*facts[:MOST_FACTS], *more]))
    return " ".join(texts)


def key_of(instance: Instance, request: Request) -> str:
    """Return the hash that an answer is kept by: of instance, request and versions.

    The timetable that the search starts from is no part of it.
    """
    asked = {
        "instance": instance.sha256,
        "request": request.model_dump(mode="json", exclude={"start"}),
        "versions": versions(),
    }
    return hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).hexdigest()
