"""Why an instance cannot be planned: preflight, conflicts and repairs."""

from scheduler.explaining.explain import explain
from scheduler.explaining.preflight import preflight
from scheduler.explaining.study import study
from scheduler.explaining.trying import alone, without

__all__ = ["alone", "explain", "preflight", "study", "without"]
