"""The desks of a solve and the jobs at them; a job whose process dies is done again."""

import math
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Any

from scheduler.solving.desks import Desk, has_died, new_signals
from scheduler.solving.problem import Problem
from scheduler.solving.worker import BEST, BOUND, ROUND, Here, Told

Function = Callable[[Here, Any], Any]

POLL_SECONDS = 0.02

MOST_DEATHS = 3
"""How often a job is done again before it is given up."""


class ProcessDied(RuntimeError):
    """A job that nothing can do without killed its process again and again."""


@dataclass(eq=False)
class Job:
    """A task at a desk.

    Attributes
    ----------
    slots
        Threads that it uses.
    answer
        What came of it; None if it was given up.
    """

    desk: Desk
    function: Function
    task: Any
    slots: int
    future: "Future[Any]"
    deaths: int = 0
    answer: Any = None


class Crew:
    """Hands out tasks, hears what they tell, stops them by rounds."""

    def __init__(self, problem: Problem, desks: int, on_death: Callable[[str], None]) -> None:
        self._signals = new_signals()
        self._desks = [Desk(problem, self._signals) for _ in range(desks)]
        self._on_death = on_death
        self.jobs: list[Job] = []

    @property
    def slots(self) -> int:
        """Threads in use."""
        return sum(job.slots for job in self.jobs)

    def set_known(self, value: int | None, bound: int) -> None:
        """Let every process know the best value and bound in the tier at hand."""
        self._signals[BEST] = (1 << 62) if value is None else value
        self._signals[BOUND] = bound

    def is_free(self, number: int) -> bool:
        """Tell whether a desk has nothing to do."""
        return all(job.desk is not self._desks[number] for job in self.jobs)

    def free_desk(self, first: int) -> int | None:
        """Return a desk from ``first`` on that has nothing to do."""
        return next((n for n in range(first, len(self._desks)) if self.is_free(n)), None)

    def start(self, number: int, function: Function, task: Any, slots: int = 1) -> None:
        """Give a task to a desk."""
        desk = self._desks[number]
        future = desk.submit(function, task, self._signals[ROUND])
        self.jobs.append(Job(desk, function, task, slots, future))

    def abandon(self, number: int) -> None:
        """Kill the process at a desk and forget what it was asked."""
        desk = self._desks[number]
        desk.close()
        self.jobs = [job for job in self.jobs if job.desk is not desk]

    def told(self) -> Iterator[Told]:
        """Yield what the jobs have told since last asked."""
        for desk in self._desks:
            yield from desk.told()

    def ended(self, *, together: bool, seconds: float = POLL_SECONDS) -> list[Job]:
        """Wait a little and return the jobs that have ended, in order of their start.

        Parameters
        ----------
        together
            Return nothing before all have ended, so that the order in which they do so
            changes nothing.

        Raises
        ------
        Exception
            What a job raised.
        """
        wait([job.future for job in self.jobs], timeout=seconds, return_when=FIRST_COMPLETED)
        for job in self.jobs:
            if job.future.done() and has_died(job.future):
                self._start_again(job)
        ended = [job for job in self.jobs if job.future.done()]
        if together and len(ended) < len(self.jobs):
            return []
        self.jobs = [job for job in self.jobs if job not in ended]
        for job in ended:
            job.answer = None if has_died(job.future) else job.future.result()
        return ended

    def _start_again(self, job: Job) -> None:
        if job.deaths >= MOST_DEATHS:
            return
        job.deaths += 1
        again = "given up" if job.deaths == MOST_DEATHS else "started again"
        self._on_death(f"a process of the solver died in {job.function.__name__}: {again}")
        job.desk.close()
        if job.deaths < MOST_DEATHS:
            job.future = job.desk.submit(job.function, job.task, self._signals[ROUND])

    def end_round(self, patience: float) -> list[Job]:
        """Stop all jobs and return those that obey in time; the processes of others are killed."""
        self._signals[ROUND] += 1
        ended: list[Job] = []
        for _ in range(math.ceil(patience / POLL_SECONDS)):
            if not self.jobs:
                break
            ended += self.ended(together=False)
        for job in self.jobs:
            job.desk.close()
        self.jobs = []
        return ended

    def close(self) -> None:
        """Kill every process."""
        for desk in self._desks:
            desk.close()
