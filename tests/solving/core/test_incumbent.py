"""The best timetable so far: what the referee has judged once is not judged again."""

from unittest.mock import Mock

import pytest

from models import Instance
from scheduler.compiling import compile_instance
from scheduler.solving.core import incumbent as module
from scheduler.solving.core.incumbent import Disagreement, Incumbent
from scheduler.solving.core.problem import Problem


def test_known_timetable_is_not_judged_again_but_claims_about_it_are(
    meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The referee is asked once; a claim of a lower value is still a disagreement."""
    referee = Mock(side_effect=module.check)
    monkeypatch.setattr(module, "check", referee)
    incumbent = Incumbent(Problem(meetings, compile_instance(meetings)))
    nothing = (None,) * len(meetings.activities)
    assert incumbent.offer(nothing)
    assert not incumbent.offer(nothing)
    with pytest.raises(Disagreement, match="has the value 3 for the referee, but 2"):
        incumbent.offer_valued(nothing, {0: 1}, 2)
    assert referee.call_count == 1
