"""What all models have in common."""

from pathlib import Path

from models import Policy
from scheduler import load_instance

TINY = Path(__file__).resolve().parents[2] / "instances" / "tiny"


def test_a_copy_works_everything_out_anew() -> None:
    """Hash and look-ups of the original, already worked out, are not those of the copy."""
    tiny = load_instance(TINY)
    worked_out = tiny.sha256, tiny.activity.keys()
    less = tiny.activities[1:]
    copied = tiny.model_copy(update={"policy": Policy(tiers=({"rules": 1},)), "activities": less})
    assert copied.sha256 != worked_out[0]
    assert copied.activity.keys() == {a.id for a in less} != worked_out[1]
    assert tiny.model_copy().sha256 == tiny.sha256
