"""What the referee says, as a document for whoever asks."""

from pathlib import Path

from models import Judgement, Placement, Timetable
from scheduler import check, load_instance
from scheduler.viewing.judging import judgement

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"


def test_a_judgement_has_local_times_and_every_goal() -> None:
    """Minutes of a violation become moments of the instance's zone; read again it is the same."""
    tiny = load_instance(TINY)
    both = (("b1", 1), ("b2", 2))  # the host is at both
    places = tuple(
        Placement(activity=name, start="2025-10-25T09:30", room="BOOTH", unit=unit)
        for name, unit in both
    )
    report = check(tiny, Timetable(placements=places))
    judged = judgement(report, tiny)
    assert judged.hard_violations == len(judged.violations) == len(report.violations)
    clash = next(v for v in judged.violations if v.rule == "person-overlap")
    assert (clash.subject_kind, clash.subject) == ("person", "host")
    assert clash.start is not None
    assert clash.start.isoformat() == "2025-10-25T09:30:00+07:00"
    missing = next(v for v in judged.violations if v.rule == "mandatory")
    assert (missing.start, missing.end) == (None, None)
    assert {goal.goal: goal.value for goal in judged.goals} == {
        goal: score.value for goal, score in report.scores.items()
    }
    assert Judgement.model_validate_json(judged.model_dump_json()) == judged
