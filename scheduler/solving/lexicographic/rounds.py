"""The jobs of a deterministic solve: when each has ended is decided by work, not by the clock."""

from scheduler.solving.core.budget import LEAST_WORK
from scheduler.solving.core.cpsat import Effort
from scheduler.solving.core.state import State
from scheduler.solving.workers.jobs import solve_subproblem
from scheduler.solving.workers.pool import Job, Pool


class Rounds:
    """Takes in jobs round by round, as if all had the same speed.

    A round is as long as the neighbourhood in it that takes most work. A proof that takes more goes
    on beside the next rounds: its answer, which is there already, is held back until then.
    """

    def __init__(self, state: State, pool: Pool) -> None:
        self._state, self._pool = state, pool
        self._left: dict[Job, float] = {}

    def ended(self) -> list[Job]:
        """Wait a little; return the jobs of a round once all have ended, and spend their work."""
        ended = self._pool.ended(together=True)
        if not ended:
            return []
        left = {job: self._left.get(job, _work(job)) for job in ended}
        parts = [left[job] for job in ended if job.function is solve_subproblem]
        length = max(parts, default=min(left.values()))
        self._state.budget.spend(length)
        self._left = {job: work - length for job, work in left.items() if work > length}
        for job in self._left:
            self._pool.hold(job)
        return [job for job in ended if job not in self._left]


def _work(job: Job) -> float:
    """Return the deterministic work of a job that has ended; its limit if it was given up."""
    effort: Effort = job.task.effort
    return max(LEAST_WORK, effort.limit if job.answer is None else job.answer.work)
