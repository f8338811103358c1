"""The processes of a solve and their jobs; a job whose process dies is done again."""

import time
from collections.abc import Callable, Iterator
from concurrent.futures import ALL_COMPLETED, FIRST_COMPLETED, Future, wait
from dataclasses import dataclass
from typing import Any

from models import Incident, IncidentKind
from scheduler.cluster import Cluster
from scheduler.machine import may_have_children
from scheduler.solving.core.problem import Problem
from scheduler.solving.workers.process import WorkerProcess, has_died, new_signals
from scheduler.solving.workers.remote import RemoteThread
from scheduler.solving.workers.team import Team
from scheduler.solving.workers.thread import WorkerThread
from scheduler.solving.workers.worker import BEST, BOUND, ROUND, Context, Message

Worker = WorkerProcess | WorkerThread | RemoteThread
"""Where tasks run; all are used in the same way."""

Function = Callable[[Context, Any], Any]

POLL_SECONDS = 0.02

MOST_DEATHS = 3
"""How often a job is done again before it is given up."""


class ProcessDied(RuntimeError):
    """The process of an indispensable job died again and again."""


@dataclass(eq=False)
class Job:
    """A task given to a process.

    Attributes
    ----------
    threads
        Threads that it uses.
    answer
        Its result; None if it was given up.
    held
        It has ended, but its answer is held back.
    """

    process: Worker
    function: Function
    task: Any
    threads: int
    future: "Future[Any]"
    deaths: int = 0
    answer: Any = None
    held: bool = False


class Pool:
    """Hands out tasks, receives their messages, and stops them, round by round.

    Where this process may have no children, its threads take their place.

    Parameters
    ----------
    processes
        How many there are of this machine.
    cluster
        Its workers are given parts as well.
    incidents
        List that deaths of processes are added to.
    """

    def __init__(
        self,
        problem: Problem,
        processes: int,
        incidents: list[Incident],
        cluster: Cluster | None = None,
    ) -> None:
        self._signals = new_signals()
        worker = WorkerProcess if may_have_children() else WorkerThread
        self._processes = [worker(problem, self._signals) for _ in range(processes)]
        self._team = Team(problem, cluster, incidents) if cluster else None
        self._incidents = incidents
        self.jobs: list[Job] = []

    @property
    def threads(self) -> int:
        """Threads of this machine in use."""
        return sum(job.threads for job in self.jobs if not isinstance(job.process, RemoteThread))

    def set_known(self, value: int | None, bound: int) -> None:
        """Let every process know the best value and bound of the current tier."""
        self._signals[BEST] = (1 << 62) if value is None else value
        self._signals[BOUND] = bound

    def is_free(self, number: int) -> bool:
        """Tell whether a process is idle."""
        return all(job.process is not self._workers[number] for job in self.jobs)

    def free_process(self, first: int) -> int | None:
        """Return an idle process, from number ``first`` on."""
        return next((n for n in range(first, len(self._processes)) if self.is_free(n)), None)

    def free_remote(self) -> list[int]:
        """Return the idle threads of the cluster, by their numbers after those of processes."""
        return [n for n in range(len(self._processes), len(self._workers)) if self.is_free(n)]

    @property
    def _workers(self) -> list[Worker]:
        return [*self._processes, *(self._team.threads if self._team else ())]

    def start(self, number: int, function: Function, task: Any, threads: int = 1) -> None:
        """Give a task to a process, or a part to a thread of the cluster."""
        process = self._workers[number]
        future = process.submit(function, task, self._signals[ROUND])
        self.jobs.append(Job(process, function, task, threads, future))

    def hold(self, job: Job) -> None:
        """Take back a job that has ended: it keeps its process a while longer."""
        job.held = True
        self.jobs.append(job)

    @property
    def is_in_round(self) -> bool:
        """Whether there are jobs that have not been returned yet."""
        return not all(job.held for job in self.jobs)

    def abandon(self, number: int) -> None:
        """Kill a process and forget its job."""
        process = self._processes[number]
        process.close()
        self.jobs = [job for job in self.jobs if job.process is not process]

    def messages(self) -> Iterator[Message]:
        """Yield the messages of jobs since the last call."""
        for process in self._processes:
            yield from process.messages()

    def ended(self, *, together: bool, seconds: float = POLL_SECONDS) -> list[Job]:
        """Wait a little and return the jobs that have ended, in order of their start.

        Parameters
        ----------
        together
            Return nothing before all have ended, so that the order in which they end does not
            matter.

        Raises
        ------
        Exception
            What a job raised.
        """
        if self._team is not None:
            self._team.look()
        until = ALL_COMPLETED if together else FIRST_COMPLETED
        wait([job.future for job in self.jobs], timeout=seconds, return_when=until)
        for job in [job for job in self.jobs if job.future.done() and has_died(job.future)]:
            self._mend(job)
        ended = [job for job in self.jobs if job.future.done()]
        if together and len(ended) < len(self.jobs):
            return []
        self.jobs = [job for job in self.jobs if job not in ended]
        for job in ended:
            job.answer = None if has_died(job.future) else job.future.result()
            if self._team is not None and isinstance(job.process, RemoteThread):
                self._team.take_answer(job.process)
        return ended

    def _mend(self, job: Job) -> None:
        """Start a job again whose process has died; drop one that a cluster has lost."""
        if self._team is not None and isinstance(job.process, RemoteThread):
            self._team.take_loss(job.process, job.future.exception())
            self.jobs.remove(job)
        else:
            self._start_again(job)

    def _start_again(self, job: Job) -> None:
        if job.deaths >= MOST_DEATHS:
            return
        job.deaths += 1
        kind: IncidentKind = "job-given-up" if job.deaths == MOST_DEATHS else "process-died"
        self._incidents.append(Incident(kind=kind, detail=job.function.__name__))
        job.process.close()
        if job.deaths < MOST_DEATHS:
            job.future = job.process.submit(job.function, job.task, self._signals[ROUND])

    def end_round(self, patience: float) -> list[Job]:
        """Stop all jobs and return those that end in time; the processes of others are killed.

        Parts in a cluster are not waited for: they are short, and do not hear of it.
        """
        self._signals[ROUND] += 1
        ended: list[Job] = []
        until = time.monotonic() + patience
        while self.threads and time.monotonic() < until:
            ended += self.ended(together=False)
        for job in self.jobs:
            job.process.close()
        self.jobs = []
        return ended

    def close(self) -> None:
        """Kill every process."""
        for worker in self._workers:
            worker.close()
