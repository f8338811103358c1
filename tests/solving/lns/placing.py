"""Places to pick neighbourhoods from."""

from typing import Any

from models import Instance
from scheduler.compiling import Places, cleared, compile_instance
from scheduler.solving.core.cpsat import Effort, Stop, search
from scheduler.solving.core.problem import Problem


def placed(instance: Instance) -> tuple[Any, Places]:
    """Return a compiled instance and places that keep every hard rule."""
    compiled = cleared(compile_instance(instance))
    variables = Problem(instance, compiled).formulate(compiled)
    answer = search(variables, Effort(limit=10), Stop())
    assert answer.places is not None
    return compiled, answer.places
