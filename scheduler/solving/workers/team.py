"""The workers of a cluster that help with one problem: they come, fail and go meanwhile."""

import hashlib
from collections import Counter
from concurrent.futures import Future
from functools import cached_property, partial

from models import Incident
from scheduler.cluster import Cluster
from scheduler.solving.core.problem import Problem, to_document
from scheduler.solving.workers.remote import Forgotten, RemoteThread, keep, search_part

MOST_FAILURES = 3
"""How often a worker may fail before it is used no more."""


class Team:
    """Sends a problem to the workers of a cluster, and knows those that have it.

    Parameters
    ----------
    incidents
        List that losses are added to.
    """

    def __init__(self, problem: Problem, cluster: Cluster, incidents: list[Incident]) -> None:
        self._problem, self._cluster, self._incidents = problem, cluster, incidents
        self._sent: dict[str, Future[str]] = {}
        self._members: dict[str, list[RemoteThread]] = {}
        self._failures: Counter[str] = Counter()

    @property
    def threads(self) -> list[RemoteThread]:
        """All threads that can be given parts."""
        return [thread for threads in self._members.values() for thread in threads]

    def look(self) -> None:
        """See who has come, who has the problem by now, and who is gone or hangs."""
        usable = self._cluster.threads()
        for worker in usable.keys() - self._sent.keys():
            self._sent[worker] = self._cluster.submit(worker, keep, *self._document)
        for worker in usable.keys() - self._members.keys():
            if self._sent[worker].done():
                self._admit(worker, usable[worker])
        for worker, threads in list(self._members.items()):
            if worker not in usable:
                self._lose(worker, "is not there any more")
            elif any(thread.hangs for thread in threads):
                self._lose(worker, "hangs")
        if self._cluster.is_lost and self._sent:
            self._sent.clear()
            self._incidents.append(Incident(kind="cluster-lost", detail=self._cluster.address))

    def take_answer(self, thread: RemoteThread) -> None:
        """Count a part that was searched to its end."""
        self._cluster.helped[thread.worker] += 1

    def take_loss(self, thread: RemoteThread, loss: BaseException | None) -> None:
        """Take note of a part without an answer; a worker that fails too often is used no more."""
        worker = thread.worker
        if worker not in self._members:
            return
        if isinstance(loss, Forgotten):
            del self._sent[worker], self._members[worker]
            return
        self._failures[worker] += 1
        if self._failures[worker] >= MOST_FAILURES:
            self._lose(worker, f"failed {MOST_FAILURES} times ({loss})")

    @cached_property
    def _document(self) -> tuple[str, bytes]:
        """The problem as it is sent, after the key that it is kept by."""
        document = to_document(self._problem)
        return hashlib.sha256(document).hexdigest(), document

    def _admit(self, worker: str, threads: int) -> None:
        sent = self._sent[worker]
        if sent.cancelled():  # it is gone, or soon will be
            return
        if trouble := sent.exception() or sent.result():
            self._lose(worker, f"cannot read the problem ({trouble})")
            return
        send = partial(self._cluster.submit, worker, search_part, self._document[0])
        self._members[worker] = [RemoteThread(worker, send) for _ in range(threads)]

    def _lose(self, worker: str, why: str) -> None:
        """Use a worker no more."""
        self._cluster.leave(worker)
        for thread in self._members.pop(worker, []):
            thread.close()
        if not self._cluster.is_lost:
            self._incidents.append(Incident(kind="cluster-worker-lost", detail=f"{worker} {why}"))
