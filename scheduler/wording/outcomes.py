"""How a solve ended, and what went wrong on the way, in sentences."""

from collections.abc import Collection, Iterable

from models import ClusterUse, Forced, Incident, IncidentKind, Language, Request, Status
from scheduler.wording.effects import counted
from scheduler.wording.languages import label

ENDINGS: dict[Status, str] = {
    "optimal": "Every tier is proven: no timetable is better.",
    "feasible": "The timetable keeps every hard rule; see each tier for what is not proven.",
    "infeasible": "Proven: no timetable keeps every hard rule.",
    "unknown": "No timetable was found within the limit, and none was ruled out.",
    "cancelled": "Stopped on request; the best timetable so far is kept.",
}

HOLDS = "What has to stay (the holds) may be the cause."
CHANGES_LIMITED = "The limit of changes may be the cause."
GOALS_LIMITED = "The limits of goals may be the cause: {}."

INCIDENTS: dict[IncidentKind, str] = {
    "process-died": "A process of the solver died in {}: started again.",
    "job-given-up": "A process of the solver died in {}: given up.",
    "answer-refused": "An answer of the solver was refused ({}), and the search started again.",
    "goals-not-weighed": "The other goals are not optimised: an answer of the solver was refused "
    "({}).",
    "second-run-disagrees": "One run found that there is no timetable, but a second one found "
    "that there is: neither is trusted.",
    "second-run-unfinished": "One run found that there is no timetable, but there was no time for "
    "a second one to confirm it.",
    "cluster-worker-lost": "A worker of the cluster was lost: {}. What it searched was dropped.",
    "cluster-lost": "The cluster at {} was lost: from then on only this machine searched.",
}


def softly_broken_text(costs: Collection[int], language: Language = "en") -> str:
    """Say how many soft rules are broken, and what that costs; nothing if none is."""
    name = "soft-violation" if len(costs) == 1 else "soft-violations"
    return label(name, language, count=len(costs), cost=sum(costs)) if costs else ""


def ending_text(status: Status, request: Request) -> str:
    """Return how a solve ended; if infeasible, also which part of the request may be the cause."""
    sentences = [ENDINGS[status]]
    if status == "infeasible" and request.holds:
        sentences.append(HOLDS)
    if status == "infeasible" and request.max_changes is not None:
        sentences.append(CHANGES_LIMITED)
    if status == "infeasible" and request.at_most:
        limits = (f"{goal} at most {most}" for goal, most in request.at_most.items())
        sentences.append(GOALS_LIMITED.format(", ".join(limits)))
    return " ".join(sentences)


def proposed_text(forced: Forced) -> str:
    """Say what is proven of a timetable that an answer proposes."""
    if forced.fewest:
        return "As proposed: proven to disturb the fewest; nothing is proven of the other goals."
    return "As proposed: not proven to disturb the fewest, and nothing is proven of the goals."


def unwritten_text(broken: int) -> str:
    """Say why a proposal is not written that breaks rules which the timetable breaks already."""
    return (
        f"The proposal still breaks {counted(broken, 'hard rule')} that the timetable breaks "
        "already, so it is not written. summit move mends them too."
    )


def waiting_text(waiting: int, fitting: int) -> str:
    """Say how many requests wait because they had no place before, and how many would fit."""
    if not waiting:
        return ""
    had = counted(waiting, "request that had no place waits", "requests that had no place wait")
    return f"{had}; of these {fitting} would fit now, with nothing else moved."


def cluster_text(used: ClusterUse) -> str:
    """Say what a cluster did for a solve."""
    if not used.parts:
        return f"The cluster at {used.address} had nothing to do: the problem is not in parts."
    workers = counted(used.workers, "worker")
    parts = counted(used.parts, "neighbourhood")
    return f"{workers} of the cluster at {used.address} searched {parts}."


def with_incidents(message: str, incidents: Iterable[Incident]) -> str:
    """Return a message, and after it a sentence for each incident; equal ones only once."""
    sentences = [INCIDENTS[incident.kind].format(incident.detail) for incident in incidents]
    return " ".join([message, *dict.fromkeys(sentences)])
