"""A solve with a real cluster of separate processes: what it adds, and what it takes to lose it.

The tests share one cluster, in the order of this file: the last ones leave less and less of it.
"""

import multiprocessing
import os
import signal
import sys
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from models import Incident, Instance, Outcome
from scheduler.checking import check
from scheduler.cluster import Cluster, ClusterError, connection, pieces
from scheduler.solving import solve
from scheduler.solving.exact.tasks import Proof, Proven
from scheduler.solving.lexicographic import tier
from scheduler.solving.workers import jobs, remote, team
from scheduler.solving.workers.worker import Context
from scheduler.sweeping.running import Cell, run
from scheduler.timed import GivenUp
from tests.running_cluster import PATIENCE, RunningCluster, started, stop

pytest.importorskip("distributed")

pytestmark = [
    pytest.mark.searches,
    pytest.mark.no_cover,
    pytest.mark.skipif(sys.platform != "linux", reason="stops processes and forks"),
]

seen = multiprocessing.get_context("fork").Event()
"""What a test waits for has happened, so proofs may go on."""


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningCluster]:
    """Two workers of one nanny, and their scheduler."""
    running = started(tmp_path_factory.mktemp("cluster"))
    try:
        running.wait_for_two()
        yield running
    finally:
        stop(running)


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blame nobody who is only slow, as all are where the machine has much else to do."""
    for name in ("CONNECT", "ANSWER", "LOST", "SILENT"):
        monkeypatch.setattr(connection, f"{name}_SECONDS", float(PATIENCE))
    monkeypatch.setattr(remote, "GRACE_SECONDS", float(PATIENCE))


def waits(here: Context, proof: Proof) -> Proven:
    """Leave everything to the cluster until a test has seen what it waits for."""
    seen.wait(PATIENCE)
    return jobs.prove(here, proof)


@pytest.fixture
def slow_proofs(
    stand_in: Callable[[str, Callable[..., Any]], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Let proofs wait, and small instances be searched in parts."""
    seen.clear()
    monkeypatch.setattr(tier, "FEWEST_MOVABLE", 1)
    stand_in("relax", waits)
    stand_in("prove", waits)


def until(is_so: Callable[[], bool]) -> None:
    """Wait until something is so."""
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.1)


def on_answer(monkeypatch: pytest.MonkeyPatch, act: Callable[[str], None]) -> None:
    """Call a function with the worker each time that a part has been searched."""
    real = team.Team.take_answer

    def take_answer(self: team.Team, thread: remote.RemoteThread) -> None:
        real(self, thread)
        act(thread.worker)

    monkeypatch.setattr(team.Team, "take_answer", take_answer)


def until_incident(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let proofs go on when something has gone wrong with the cluster."""

    def noted(**given: Any) -> Incident:
        seen.set()
        return Incident(**given)

    monkeypatch.setattr(team, "Incident", noted)


def assert_best(outcome: Outcome, instance: Instance) -> None:
    assert outcome.status == "optimal"
    assert [tier.value for tier in outcome.tiers] == [1, 1]
    assert outcome.timetable is not None
    assert not check(instance, outcome.timetable).violations


@pytest.mark.usefixtures("slow_proofs")
def test_answer_is_the_same_and_both_workers_help(
    cluster: RunningCluster, meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is proven is what it is without a cluster; the problem is sent to each worker once."""
    helped: set[str] = set()
    sent: list[str] = []
    submit = Cluster.submit

    def listen(self: Cluster, worker: str, function: Callable[..., Any], *given: Any) -> Any:
        if function is remote.keep:
            sent.append(worker)
        return submit(self, worker, function, *given)

    def both(worker: str) -> None:
        helped.add(worker)
        if len(helped) == 2:
            seen.set()

    monkeypatch.setattr(Cluster, "submit", listen)
    on_answer(monkeypatch, both)
    outcome = solve(meetings, time_limit=PATIENCE, workers=1, cluster=cluster.address)
    assert_best(outcome, meetings)
    assert not outcome.incidents
    assert outcome.cluster is not None
    assert (outcome.cluster.address, outcome.cluster.workers) == (cluster.address, 2)
    assert outcome.cluster.parts >= 2
    assert sorted(sent) == sorted(helped)


def test_workers_solve_without_children(cluster: RunningCluster, meetings: Instance) -> None:
    """The processes of a nanny are daemonic; each solve of a sweep runs inside one."""
    with Cluster(cluster.address) as connected:
        outcome = connected.executor().submit(solve, meetings, time_limit=PATIENCE).result(PATIENCE)
    assert_best(outcome, meetings)
    assert outcome.workers == 1


def test_a_sweep_gives_up_what_hangs_and_freezes(
    cluster: RunningCluster, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a frozen worker had is done elsewhere; what hangs twice is an error.

    Nannies put new workers in the place of both.
    """
    frozen, pid = next(iter(cluster.pids().items()))
    with Cluster(cluster.address) as connected, monkeypatch.context() as strict:
        executor = connected.executor()
        both = [executor.submit_within(PATIENCE, time.sleep, 0.1) for _ in range(2)]
        os.kill(pid, signal.SIGSTOP)
        strict.setattr(connection, "SILENT_SECONDS", 2.0)
        strict.setattr(pieces, "MOST_LOSSES", PATIENCE)  # the other may be slow
        for one in both:
            one.result(PATIENCE)
    with Cluster(cluster.address) as connected:
        executor = connected.executor()
        assert executor.submit(abs, -1).result(PATIENCE) == 1
        began = time.monotonic()
        assert executor.submit(abs, -2).result(PATIENCE) == 2
        enough = 1 + 20 * (time.monotonic() - began)  # to hear that it has begun
        error = executor.submit_within(enough, time.sleep, 10 * PATIENCE).exception(PATIENCE)
        assert isinstance(error, GivenUp)
        assert str(error).count(f"gave no answer within {enough:.0f} s") == 2
        assert executor.submit(abs, -1).result(PATIENCE) == 1
        until(lambda: len(connected.threads()) == 2)
        assert frozen not in connected.threads()
    cluster.wait_for_two()


def test_other_versions_are_refused(
    cluster: RunningCluster, meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the version here and that of the worker, for each worker."""
    ours = connection.here("ortools")
    monkeypatch.setattr(connection, "here", lambda name: "9.1.2" if name == "ortools" else name)
    with pytest.raises(ClusterError, match=f"ortools {ours} instead of 9.1.2") as refused:
        solve(meetings, time_limit=PATIENCE, cluster=cluster.address)
    assert all(worker in str(refused.value) for worker in cluster.pids())


@pytest.mark.usefixtures("slow_proofs")
def test_hung_worker_is_left(
    cluster: RunningCluster, meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A part that should have ended long ago is not waited for."""
    pids = cluster.pids()
    hung: list[str] = []

    def stop_it(worker: str) -> None:
        if not hung:
            os.kill(pids[worker], signal.SIGSTOP)
            hung.append(worker)

    monkeypatch.setattr(remote, "GRACE_SECONDS", 0.2)
    on_answer(monkeypatch, stop_it)
    until_incident(monkeypatch)
    try:
        outcome = solve(meetings, time_limit=PATIENCE, workers=1, cluster=cluster.address)
    finally:
        os.kill(pids[hung[0]], signal.SIGCONT)
    assert_best(outcome, meetings)
    lost = Incident(kind="cluster-worker-lost", detail=f"{hung[0]} hangs")
    assert lost in outcome.incidents


@pytest.mark.usefixtures("slow_proofs")
def test_killed_worker_takes_only_its_part_with_it(
    cluster: RunningCluster, meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The solve says so, and goes on."""
    pids = cluster.pids()
    killed: list[str] = []

    def kill_it(worker: str) -> None:
        if not killed:
            os.kill(pids[worker], signal.SIGKILL)
            killed.append(worker)

    on_answer(monkeypatch, kill_it)
    until_incident(monkeypatch)
    outcome = solve(meetings, time_limit=PATIENCE, workers=1, cluster=cluster.address)
    assert_best(outcome, meetings)
    gone = f"{killed[0]} is not there any more"
    assert outcome.incidents == (Incident(kind="cluster-worker-lost", detail=gone),)
    assert outcome.message.endswith(
        f"A worker of the cluster was lost: {gone}. What it searched was dropped."
    )


@pytest.mark.usefixtures("slow_proofs")
def test_worker_out_of_memory_takes_only_its_part_with_it(
    cluster: RunningCluster, meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its nanny ends it, and the solve goes on."""
    cluster.greedy.touch()
    until_incident(monkeypatch)
    outcome = solve(meetings, time_limit=PATIENCE, workers=1, cluster=cluster.address)
    assert not cluster.greedy.exists()
    assert_best(outcome, meetings)
    assert [incident.kind for incident in outcome.incidents] == ["cluster-worker-lost"]


@pytest.mark.usefixtures("slow_proofs")
def test_without_a_scheduler_solves_go_on_and_sweeps_keep_what_has_ended(
    cluster: RunningCluster, meetings: Instance, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is done is kept, and this machine does the rest; then nothing answers any more."""
    cluster.wait_for_two()
    on_answer(monkeypatch, lambda _: os.kill(cluster.scheduler.pid, signal.SIGKILL))
    until_incident(monkeypatch)
    with Cluster(cluster.address) as connected:
        cells = [Cell(abs, (-1,)), Cell(time.sleep, (PATIENCE,))]
        sweep = run(cells, connected.executor())
        assert next(sweep).result == 1
        outcome = solve(meetings, time_limit=PATIENCE, workers=1, cluster=cluster.address)
        assert next(sweep).error
    assert_best(outcome, meetings)
    assert outcome.incidents == (Incident(kind="cluster-lost", detail=cluster.address),)
    assert "from then on only this machine searched" in outcome.message
    monkeypatch.setattr(connection, "CONNECT_SECONDS", 0.2)
    with pytest.raises(ClusterError, match=f"no Dask scheduler answers at {cluster.address}"):
        Cluster(cluster.address)
