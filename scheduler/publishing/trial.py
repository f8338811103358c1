"""One night's attempt: from today's inputs to a new release, or to the reason for none."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from models import Calendars, Decision, Fault, Instance, InstanceError, ReleaseRecord
from scheduler.exporting import require_packages
from scheduler.files import MissingExtra, load_calendars
from scheduler.machine import killed_after
from scheduler.plotting.scripts import unwritable
from scheduler.publishing import planning
from scheduler.publishing.absences import planned_without, sentences
from scheduler.publishing.building import copied, fill, finish, record_of
from scheduler.publishing.carrying import broken_today
from scheduler.publishing.child import ChildFailed, in_child
from scheduler.publishing.config import Config
from scheduler.publishing.emptied import complete, emptied
from scheduler.publishing.gates import (
    BUDGET,
    Case,
    approved,
    judge,
    with_decision,
    with_reasons,
    within,
)
from scheduler.publishing.inputs import INPUTS, take_inputs
from scheduler.publishing.monitoring import Monitor
from scheduler.publishing.night import Kept, Refused
from scheduler.publishing.release import Release
from scheduler.publishing.store import Store
from scheduler.publishing.tallying import compared
from scheduler.publishing.upkeep import case_between
from scheduler.viewing.recognising import Recognised, recognise
from scheduler.viewing.states import consequences

MOST_DAMAGE = 5
"""The most sentences on damage that are shown."""


class Trial:
    """One night's work on the store, under its lock.

    Attributes
    ----------
    last
        The last good release, which people rely on.
    damage
        How the current release has been altered, a sentence; empty if it has not.
    worth_a_look
        Warnings of today's inputs, a sentence each.
    """

    def __init__(self, config: Config, store: Store, monitor: Monitor) -> None:
        self._config, self._store, self._monitor = config, store, monitor
        self.last, self.damage = last_good(store)
        self.worth_a_look: list[str] = []
        self._calendars: Calendars | None = None

    def approve(self, candidate: str, by: str) -> Release:
        """Publish a candidate that waits, and return the new release.

        Raises
        ------
        Refused
            It does not wait, or not for these inputs; nothing was changed.
        Kept
            It passes the gates no longer.
        InstanceError, OSError
            The inputs are faulty; something cannot be written.
        """
        waiting = self._store.pending()
        if waiting is None or waiting.id != candidate:
            there = f"{waiting.id} does" if waiting else "none does"
            raise Refused(f"Candidate {candidate[:80]!r} does not wait for approval; {there}.")
        instance = self._read(self._store.stage())
        wrong = self._outdated(waiting, instance)
        if wrong:
            raise Refused(f"Candidate {candidate} cannot be published: {wrong}.")
        self._broken_by_last(instance)
        return self._publish_waiting(waiting, approved_by=by)

    def run(self) -> Release | None:
        """Return the new release, None if the inputs have not changed.

        Raises
        ------
        Kept
            Nothing can be published.
        InstanceError, OSError
            The inputs are faulty; something cannot be written.
        """
        self._monitor.beat("reading", 60)
        stage = self._store.stage()
        instance = self._read(stage)
        broken = self._broken_by_last(instance)
        if self._is_unchanged(instance):
            self._store.withdraw()
            if broken:
                raise Kept(
                    "gates",
                    "The release that was chosen by hand breaks hard rules.",
                    conflict=broken,
                )
            return None
        waiting = self._store.pending()
        if waiting is not None and not self._outdated(waiting, instance):
            return self._publish_waiting(waiting)
        self._store.withdraw()
        return self._publish_new(instance, stage)

    def _read(self, stage: Path) -> Instance:
        """Copy today's inputs into a new release, and return what is planned of the copy."""
        stated = take_inputs(Path(self._config.instance), stage / INPUTS, self._look_at)
        away = sentences(stated)
        empty = emptied(self.last.instance if self.last else None, stated)
        self.worth_a_look[:0] = (*empty, *away, *consequences(stated))
        instance = planned_without(stated)
        try:
            require_packages(instance)
            self._calendars = load_calendars(self.last.folder) if self.last else None
        except (MissingExtra, InstanceError) as missing:
            raise Kept(
                "failure", f"What is to be exported cannot be written: {missing}."
            ) from missing
        self.worth_a_look += unwritable(instance)
        facts = {"sha256": instance.sha256, "emptied": empty, "away": away}
        self._monitor.log("read", instance=instance.name, **facts)
        return instance

    def _look_at(self, warning: Fault) -> None:
        self.worth_a_look.append(f"Inputs: {warning}")

    def _broken_by_last(self, instance: Instance) -> tuple[str, ...]:
        """Let the referee judge the last release on today's inputs."""
        if self.last is None:
            return ()
        broken = broken_today(self._promised(instance, self.last).timetable, instance)
        self._monitor.log("refereed", release=self.last.id, hard_violations=len(broken))
        return broken

    def _promised(self, instance: Instance, last: Release) -> Recognised:
        """Return what the last release promised, in today's ids."""
        known = recognise(last.timetable, last.instance, instance)
        new = [sentence for sentence in known.sentences if sentence not in self.worth_a_look]
        self.worth_a_look += new
        return known

    def _is_unchanged(self, instance: Instance) -> bool:
        same = self.last is not None and self.last.record.seen_sha256 == instance.sha256
        return same and not self.damage

    def _outdated(self, waiting: Release, instance: Instance) -> str:
        """Return why a candidate is not what planning anew would begin with; empty if it is.

        A release that repeats the one that the candidate was compared with is the same for it.
        Nor does damage to the current release matter: people rely on the last good one.
        """
        damage = waiting.damage()
        if damage:
            return f"it is damaged ({listed(damage)})"
        if waiting.record.instance_sha256 != instance.sha256:
            return "the inputs have changed since it was made"
        if self.last is None or waiting.record.parent not in (self.last.id, self.last.record.of):
            return "another release was published since it was made"
        return ""

    def _publish_new(self, instance: Instance, stage: Path) -> Release:
        case = self._case(instance)
        decisions = judge(case)
        for decision in decisions:
            self._monitor.log("gate", **decision.model_dump())
        failed = [decision for decision in decisions if not decision.passed]
        if failed:
            reason = "The new timetable is not good enough to take the place of the last release."
            conflict = tuple(f"{decision.gate}: {decision.detail}" for decision in failed)
            raise Kept("gates", reason, conflict=conflict, decisions=tuple(decisions))
        self._monitor.beat("writing", 600)
        made = datetime.now(UTC)
        fill(stage, case, self._calendars, made, charts=self._config.charts)
        record = record_of(stage, case, self.last, decisions, self._config, made)
        return self._through_budget(stage, record, case)

    def _case(self, instance: Instance) -> Case:
        """Plan in a child process, and prepare what the gates judge."""
        config, last = self._config, self.last
        seconds = killed_after(config.request.limits)
        self._monitor.beat("planning", seconds)
        promised = self._promised(instance, last) if last else None
        before = promised.timetable if promised else None
        try:
            outcome = in_child(planning.plan, instance, before, config.request, seconds=seconds)
        except ChildFailed as error:
            raise Kept("failure", f"Planning failed: {error}.") from error
        self._monitor.log("planned", status=outcome.status, seconds=outcome.wall_seconds)
        if outcome.status == "infeasible":
            raise Kept("infeasible", outcome.message, conflict=self._conflict(instance))
        if outcome.timetable is None or outcome.status == "cancelled":
            raise Kept("no timetable", outcome.message)
        old = (last.instance, last.timetable) if last else None
        changes = compared(old, (instance, outcome.timetable))
        return with_reasons(Case(instance, outcome, outcome.timetable, before, changes))

    def _conflict(self, instance: Instance) -> tuple[str, ...]:
        request = planning.to_explain(self._config.request)
        seconds = killed_after(request.limits)
        self._monitor.beat("explaining", seconds)
        try:
            return tuple(in_child(planning.explained, instance, request, seconds=seconds))
        except ChildFailed as error:
            return (f"The reason is not known: {error}.",)

    def _through_budget(self, stage: Path, record: ReleaseRecord, case: Case) -> Release:
        """Publish what people need not approve; let any other candidate wait for approval."""
        if self.last is None:
            return self._publish(stage, record, case, "solved")
        decisions = self._for_people(record, self.last, case.instance)
        for decision in decisions:
            self._monitor.log("gate", **decision.model_dump())
            record = with_decision(record, decision)
        if all(decision.passed for decision in decisions):
            return self._publish(stage, record, case, "solved")
        finish(stage, record, case)
        self._store.wait(stage, record.id)
        raise _waits(record, decisions)

    def _for_people(
        self, record: ReleaseRecord, last: Release, instance: Instance
    ) -> tuple[Decision, ...]:
        """Return what the gates decide that people may overrule."""
        return complete(last.instance, instance), within(self._config.budget, record.counts)

    def _publish_waiting(self, waiting: Release, approved_by: str = "") -> Release:
        """Publish a waiting candidate if it is approved, or within a budget raised meanwhile."""
        record, last = waiting.record, self.last
        assert last is not None  # nothing waits before there is a release
        decisions = self._for_people(record, last, waiting.instance)
        if not approved_by and not all(decision.passed for decision in decisions):
            raise _waits(record, decisions)
        case = case_between(last, waiting)
        failed = [d for d in judge(case) if not d.passed]
        if failed:
            raise Kept("gates", "The candidate no longer passes.", decisions=tuple(failed))
        own = copied(waiting, self._store.stage())
        for decision in decisions:
            record = with_decision(record, approved(decision, approved_by))
        record = record.model_copy(
            update={"parent": last.id, "parent_sha256": last.sums_sha256, "by": approved_by}
        )
        return self._publish(own, record, case, "approved" if approved_by else "solved")

    def _publish(self, stage: Path, record: ReleaseRecord, case: Case, kind: str) -> Release:
        if self.damage:
            record = with_decision(record, Decision(gate="damage", passed=True, detail=self.damage))
        number, name = self._store.next_id(case.instance.clock.zone)
        record = record.model_copy(update={"id": name, "number": number, "kind": kind})
        finish(stage, record, case)
        self._monitor.beat("publishing", 60)
        release = self._store.publish(stage, name)
        self._monitor.log("published", release=name)
        return release


def last_good(store: Store) -> tuple[Release | None, str]:
    """Return the newest release that can be relied on, and what is wrong with the current one.

    A current release of which only a chart, say, is damaged still counts: its timetable and
    inputs are what people rely on.
    """
    current = store.current()
    damage = current.damage() if current else []
    if current is None or not damage:
        return current, ""
    sentence = f"Release {current.id} is damaged: {listed(damage)}."
    if current.can_be_read():
        return current, sentence
    whole = [release for release in store.releases() if not release.damage()]
    return (whole[-1] if whole else None), sentence


def listed(damage: Sequence[str]) -> str:
    """Return the first few things that are damaged, and how many more there are."""
    more = len(damage) - MOST_DAMAGE
    shown = "; ".join(damage[:MOST_DAMAGE])
    return f"{shown}; and {more} more" if more > 0 else shown


def _waits(record: ReleaseRecord, decisions: Sequence[Decision]) -> Kept:
    over = [
        f"It changes more than it may: {one.detail}" if one.gate == BUDGET else one.detail
        for one in decisions
        if not one.passed
    ]
    reason = f"Candidate {record.id} waits for approval. {' '.join(over)}"
    return Kept("approval", reason, decisions=record.decisions, pending=record.id)
