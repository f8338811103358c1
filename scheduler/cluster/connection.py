"""What a cluster offers: the workers of a Dask scheduler, watched, each with our own versions.

Dask is imported when a cluster is first asked for. Its transport is pickle, so it is for networks
that are trusted, or for ``tls://``, which Dask's own configuration sets up.
"""

import asyncio
import math
import re
import threading
import warnings
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from contextlib import suppress
from importlib.metadata import PackageNotFoundError, version
from time import monotonic
from typing import TYPE_CHECKING, Any, Self, TypeVar
from uuid import uuid4

from models import ClusterUse
from scheduler.cluster.pieces import Pieces
from scheduler.files import extra

if TYPE_CHECKING:
    from distributed import Client

T = TypeVar("T")

ADDRESS = re.compile(r"(tcp|tls)://[^\s/]+:\d{1,5}")

CONNECT_SECONDS = 4.0

ANSWER_SECONDS, LATE_SECONDS = 15.0, 2.0
"""How long workers may take to say their versions: the first one, and after it the others."""

LOOK_SECONDS, LOST_SECONDS = 0.5, 15.0
"""How often the scheduler is asked for its workers, and how long it may take to answer."""

SILENT_SECONDS = 30.0
"""A worker counts as hung when the scheduler has not heard of it for so long: they tell it every
second or so that they are alive, whatever they do."""

END_SECONDS = 5.0
"""How long a worker that is to be restarted may take to end by itself."""

SAME = ("summit-scheduler", "ortools", "distributed")
"""Distributions of which every worker must have the version that is here."""


class ClusterError(RuntimeError):
    """A cluster cannot be used; the message says why, in a sentence."""


class Cluster:
    """A connection to the scheduler of a cluster.

    Parameters
    ----------
    address
        ``tcp://HOST:PORT`` or ``tls://HOST:PORT``.

    Attributes
    ----------
    helped
        Worker -> how many pieces of its work were used.

    Raises
    ------
    ClusterError
        Nothing answers there, no worker does, or one has other versions than this process.
    MissingExtra
        Dask is not installed.
    """

    def __init__(self, address: str) -> None:
        self.address = address
        self._is_lost = False
        self.helped: Counter[str] = Counter()
        self._client = _connected(address)
        self._threads: dict[str, int] = {}
        self._answers: dict[str, dict[str, Future[str]]] = {}
        self._heard: dict[str, tuple[float, float]] = {}
        self._left: set[str] = set()
        self._closed = threading.Event()
        try:
            self._look()
            self._insist_on_versions()
        except BaseException:
            self.close()
            raise
        threading.Thread(target=self._watch, daemon=True).start()

    def __enter__(self) -> Self:
        """Use it until the end of a block."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close it."""
        self.close()

    @property
    def is_lost(self) -> bool:
        """Whether the scheduler does not answer any more; it is not waited for if it comes back."""
        return self._is_lost or self._client.status != "running"

    def threads(self) -> dict[str, int]:
        """Return the addresses of the workers that can be used, and how many threads each has."""
        if self.is_lost:
            return {}
        usable = self._threads.keys() - self._left
        return {w: n for w, n in self._threads.items() if w in usable and self._has_answered(w)}

    @property
    def used(self) -> ClusterUse:
        """What it did so far."""
        return ClusterUse(address=self.address, workers=len(self.helped), parts=self.helped.total())

    def leave(self, worker: str) -> None:
        """Use a worker no more."""
        self._left.add(worker)

    def restart(self, worker: str) -> None:
        """Use a worker that hangs no more; its nanny, if it has one, puts another in its place."""
        self.leave(worker)
        threading.Thread(target=self._restart, args=(worker,), daemon=True).start()

    def _restart(self, worker: str) -> None:
        with suppress(Exception):  # there is no nanny, or it is out of reach
            self._client.restart_workers([worker], timeout=END_SECONDS, raise_for_error=False)

    def listen(self, take: Callable[[Any], None]) -> str:
        """Call a function with whatever workers tell about a topic; return its name."""
        topic = f"summit-{uuid4().hex}"
        self._client.subscribe_topic(topic, lambda event: take(event[1]))
        return topic

    def submit(self, worker: str, function: Callable[..., T], *arguments: Any) -> "Future[T]":
        """Run a function of a module in a thread of one worker, and nowhere else."""
        try:
            pinned = self._client.get_executor(workers=[worker], pure=False, retries=0)
            future: Future[T] = pinned.submit(function, *arguments)
        except Exception as error:  # it is not connected
            future = Future()
            future.set_exception(error)
        return future

    def executor(self) -> Pieces:
        """Return an executor for independent work, each piece done by any of the workers."""
        return Pieces(self)

    @property
    def is_closed(self) -> bool:
        """Whether it was closed."""
        return self._closed.is_set()

    def close(self) -> None:
        """Let go of it; what still runs there is forgotten."""
        self._closed.set()
        with suppress(Exception):  # it may be gone
            self._client.close(timeout=LATE_SECONDS)

    def _has_answered(self, worker: str) -> bool:
        """Tell whether a worker has said its versions, and they are ours."""
        answers = self._answers.get(worker, {})
        return all(map(Future.done, answers.values())) and not any(_others(answers))

    def _look(self) -> None:
        """Ask who is there, and new workers for their versions; restart those that are silent."""
        asked = self._client.scheduler.identity
        workers = self._client.sync(asked, callback_timeout=LOST_SECONDS)["workers"]
        threads = {worker: said["nthreads"] for worker, said in workers.items()}
        for gone in self._answers.keys() - threads.keys():  # another may have its address later
            self._left.discard(gone)
            del self._answers[gone], self._heard[gone]
        for worker in threads.keys() - self._answers.keys():
            self._answers[worker] = {name: self.submit(worker, version, name) for name in SAME}
        self._threads = threads
        now = monotonic()
        for worker, said in workers.items():
            last, since = self._heard.get(worker, (math.nan, now))
            if said["last_seen"] != last:
                self._heard[worker] = said["last_seen"], now
            elif now > since + SILENT_SECONDS and worker not in self._left:
                self.restart(worker)

    def _watch(self) -> None:
        while not self._closed.wait(LOOK_SECONDS):
            with suppress(Exception):  # what it is does not matter
                self._look()
                if not self.is_lost:
                    continue
            self._is_lost = True
            return

    def _insist_on_versions(self) -> None:
        """Wait for workers to say their versions; those that are late may join later."""
        if not self._answers:
            raise ClusterError(f"the cluster at {self.address} has no workers")
        asked = [answer for answers in self._answers.values() for answer in answers.values()]
        wait(asked, timeout=ANSWER_SECONDS, return_when=FIRST_COMPLETED)
        wait(asked, timeout=LATE_SECONDS)
        if not any(map(Future.done, asked)):
            raise ClusterError(
                f"none of the {len(self._answers)} workers of the cluster at {self.address} "
                "answers: they are busy, or they hang"
            )
        others = {worker: ", ".join(_others(answers)) for worker, answers in self._answers.items()}
        refused = [f"{worker} has {what}" for worker, what in others.items() if what]
        if refused:
            raise ClusterError(
                f"the cluster at {self.address} cannot be used, as every worker must have the "
                f"versions that are here: {'; '.join(refused)}"
            )


def here(name: str) -> str:
    """Return the version of a distribution in this process."""
    return version(name)


def _others(answers: dict[str, "Future[str]"]) -> Iterator[str]:
    """Yield the versions that a worker has said and that are not ours."""
    for name, answer in answers.items():
        if answer.done() and (theirs := _said(answer)) != here(name):
            yield f"{name} {theirs} instead of {here(name)}"


def _said(answer: "Future[str]") -> str:
    """Return the version that was answered, or what went wrong."""
    if answer.cancelled():
        return "(no answer)"
    error = answer.exception()
    if isinstance(error, PackageNotFoundError):
        return "(not installed)"
    return answer.result() if error is None else f"({error})"


def _connected(address: str) -> "Client":
    if not ADDRESS.fullmatch(address):
        raise ClusterError(f"{address!r} is no address of a cluster, such as tcp://10.0.0.1:8786")
    with extra("cluster"):
        from distributed import Client
        from distributed.versions import VersionMismatchWarning
    # Asked first, as a client that cannot connect keeps its process from ending for long, and in a
    # thread, as a notebook has a loop of its own.
    with ThreadPoolExecutor(1) as apart:
        try:
            found = apart.submit(asyncio.run, _kind(address)).result()
        except Exception as error:
            raise ClusterError(f"no Dask scheduler answers at {address}{_why(error)}") from error
    if found != "Scheduler":
        raise ClusterError(f"no Dask scheduler answers at {address}, but a {found.lower()}")
    with warnings.catch_warnings():  # which versions have to be the same we know, and insist on
        warnings.simplefilter("ignore", VersionMismatchWarning)
        return Client(address, timeout=CONNECT_SECONDS, set_as_default=False)


def _why(error: Exception) -> str:
    """Return the end of the sentence that nothing answers."""
    from distributed.comm import CommClosedError

    if isinstance(error, CommClosedError):
        return (
            ": what is there has hung up, as one does that speaks TLS (tls:// in place of tcp://) "
            "or does not take the certificate"
        )
    if isinstance(error, OSError):
        return f": {str(error) or f'nothing said within {CONNECT_SECONDS:g} s'}"
    if isinstance(error, TypeError):
        return ": Dask's configuration on this machine names no certificates for tls://"
    if isinstance(error, RuntimeError):
        return ": Dask's configuration on this machine wants tls://"
    return ", but something else"  # Dask took what it heard for a message of its own


async def _kind(address: str) -> str:
    """Return what answers at an address: a scheduler, a worker or a nanny of Dask."""
    from distributed.core import rpc
    from distributed.security import Security

    security = Security().get_connection_args("client")
    async with rpc(address, timeout=CONNECT_SECONDS, connection_args=security) as there:
        said = await asyncio.wait_for(there.identity(), CONNECT_SECONDS)
    return str(said["type"])
