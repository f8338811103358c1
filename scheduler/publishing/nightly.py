"""The unattended job: never publishes anything broken, or worse than the last release."""

import os
import platform
import secrets
import time
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from models import InstanceError, Night
from scheduler.files.reading import refuse
from scheduler.files.report import one_line
from scheduler.publishing.config import Config, load_config
from scheduler.publishing.hooks import call, facts_for_command
from scheduler.publishing.markup import Block
from scheduler.publishing.metrics import METRICS, metrics_text
from scheduler.publishing.monitoring import Monitor, State, StoreStatus, read_status, write_status
from scheduler.publishing.night import Kept, Refused
from scheduler.publishing.posix import has_sessions
from scheduler.publishing.release import Release
from scheduler.publishing.report import kept_page, warned
from scheduler.publishing.signing import signed
from scheduler.publishing.store import Store
from scheduler.publishing.trial import Trial
from scheduler.publishing.upkeep import page_of, restore, write_pages


def nightly(
    config: Config | Path | str, *, approve: str | None = None, by: str | None = None
) -> Night:
    """Read the inputs, check the last release, plan again, judge, publish and report.

    Parameters
    ----------
    config
        A configuration, or the TOML file of one.
    approve
        Id of a candidate that waits: publish it, if the inputs are still the same. Any other id
        changes nothing.
    by
        Who approves, for the audit record; by default the login name.

    Returns
    -------
    Night
        How it ended. In the store ``report.md`` and ``report.html`` say so for people,
        ``status.json`` for machines.

    Raises
    ------
    InstanceError
        The configuration is faulty, or this system cannot end a night; nothing was done.
    scheduler.publishing.Locked
        Another run is at work; nothing was done.
    OSError
        The store cannot be made.
    """
    settings = config if isinstance(config, Config) else load_config(config)
    if not has_sessions():  # nor would a link lead to the current release
        found, allowed = platform.system(), "Linux or macOS (on Windows, its subsystem for Linux)"
        refuse("wrong-system", "nightly", found, allowed)
    store = Store(settings.store)
    if approve is not None:
        store.require()
    store.make()
    with store.lock():
        return _Run(settings, store).run(approve, signed(by))


class _Run:
    """One run, which ends with a report whatever happens in it."""

    def __init__(self, config: Config, store: Store) -> None:
        self._config, self._store = config, store
        self._began = time.monotonic()  # the clock may be set meanwhile
        run = f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{secrets.token_hex(2)}"
        self._monitor = Monitor(store.folder, heartbeat=config.heartbeat, log=config.log, run=run)
        self._before = read_status(store.folder)
        self._told = self._before.told if self._before else None
        self._page: list[Block] = []
        self._warnings: list[str] = []

    def run(self, approve: str | None, by: str) -> Night:
        """Run; only an unexpected error is raised, after the status has been written."""
        shown = self._config.model_dump(exclude={"on_publish", "on_stale"})  # may hold secrets
        self._monitor.log("started", config=shown)
        try:
            night = self._published(approve, by)
        except Refused as refused:
            return self._refused(refused)
        except Kept as kept:
            night = self._kept(kept)
        except InstanceError as error:
            faults = tuple(map(one_line, error.faults))
            night = self._kept(Kept("input", "The inputs cannot be used.", conflict=faults))
        except OSError as error:
            what = f"{error.filename or self._store.folder}: {error.strerror or error}"
            night = self._kept(Kept("failure", f"Cannot read or write {what}."))
        except KeyboardInterrupt:
            night = self._kept(Kept("failure", "Stopped on request."))
        except Exception as error:
            self._conclude(self._kept(Kept("failure", f"A bug in summit: {error}")))
            raise
        return self._conclude(night)

    def _published(self, approve: str | None, by: str) -> Night:
        recovered = self._store.recover()
        if recovered:
            self._monitor.log("recovered", release=recovered.id)
        trial = Trial(self._config, self._store, self._monitor)
        self._warn_of(trial)
        try:
            release = trial.run() if approve is None else trial.approve(approve, by)
        finally:
            self._warnings += trial.worth_a_look
        if release is not None:
            self._monitor.attempt(self._tidy)
            return self._reported(release, f"Release {release.id} is published.")
        assert trial.last is not None
        if self._told != trial.last.id:
            cut_off = f"Release {trial.last.id} was published by a run that was interrupted."
            return self._reported(trial.last, cut_off)
        reason = f"Release {trial.last.id} stays: the inputs are the same, by their hash."
        self._page = kept_page("Nothing new", reason, (), (), "")
        return Night(ended="unchanged", release=trial.last.id, reason=reason)

    def _warn_of(self, trial: Trial) -> None:
        """Make sure that damage to the current release is named, however the night ends."""
        if trial.damage:
            self._monitor.log("damaged", damage=trial.damage)
            self._warnings.append(trial.damage)

    def _refused(self, refused: Refused) -> Night:
        """End without a trace in the store: what was asked for cannot be done."""
        self._monitor.attempt(self._store.clear)
        self._monitor.log("refused", reason=str(refused))
        current, waiting = self._store.current(), self._store.pending()
        return Night(
            ended="kept" if current else "nothing",
            release=current.id if current else None,
            reason=f"{refused} Nothing was changed.",
            cause="approval",
            pending=waiting.id if waiting else None,
            warnings=tuple(self._warnings),
        )

    def _tidy(self) -> None:
        """Remove what a new release has replaced."""
        self._store.withdraw()
        for name in self._store.prune(self._config.keep):
            self._monitor.log("pruned", release=name)

    def _reported(self, release: Release, reason: str) -> Night:
        self._told = release.id
        self._page = page_of(self._store, release)
        decisions = release.record.decisions
        return Night(ended="published", release=release.id, reason=reason, decisions=decisions)

    def _kept(self, kept: Kept) -> Night:
        restored = self._restored()
        current = self._store.current()
        stays = f"Release {current.id} stays." if current else "There is no release."
        title = "Waits for approval" if kept.pending else "Nothing was published"
        self._page = kept_page(title, kept.reason, kept.conflict, kept.decisions, stays)
        waiting = self._store.pending()
        shown = restored if restored else waiting if kept.pending else None
        if shown:
            self._page += page_of(self._store, shown)
        return Night(
            ended="kept" if current else "nothing",
            release=current.id if current else None,
            reason=kept.reason,
            cause=kept.cause,
            pending=waiting.id if waiting else None,
            conflict=kept.conflict,
            decisions=kept.decisions,
        )

    def _restored(self) -> Release | None:
        """Replace a damaged current release, so that people never see one."""
        try:
            restored = restore(self._store)
        except (OSError, InstanceError) as error:
            self._monitor.log("not restored", reason=str(error))
            return None
        if restored:
            self._told = restored.id
            self._warnings.append(f"Release {restored.id} repeats {restored.record.of} instead.")
            self._monitor.log("restored", release=restored.id, of=restored.record.of)
        return restored

    def _conclude(self, night: Night) -> Night:
        """Write the report and the status, call the commands; remove what was not used."""
        night = night.model_copy(update={"warnings": tuple(self._warnings)})
        self._monitor.attempt(self._store.clear)
        status = self._told_people(night)
        failed = self._called(status)
        if any(failed.values()):
            night = night.model_copy(update={"warnings": tuple(self._warnings)})
            self._told_people(night)
        self._measured(night, status, failed)
        self._monitor.log(
            "ended",
            how=night.ended,
            release=night.release,
            reason=night.reason,
            cause=night.cause,
            pending=night.pending,
            warnings=night.warnings,
        )
        self._monitor.beat("ended", 26 * 3600, ended=night.ended, release=night.release)
        return night

    def _told_people(self, night: Night) -> StoreStatus:
        """Write the report and the status."""
        status = self._status(night)
        page = warned(self._page, night.warnings)
        self._monitor.attempt(partial(write_pages, self._store, page))
        self._monitor.attempt(partial(write_status, self._store.folder, status))
        return status

    def _called(self, status: StoreStatus) -> dict[str, bool]:
        """Call the commands that concern this ending; return which of them failed."""
        before = self._before.told if self._before else None
        due = {
            "on_publish": self._config.on_publish if status.told != before else None,
            "on_stale": self._config.on_stale if status.state != "fresh" else None,
        }
        failed = {}
        for name, command in due.items():
            if command:
                self._monitor.beat("calling", self._config.command_seconds + 60)
                facts = facts_for_command(name, self._store, status)
                wrong = call(command, facts, seconds=self._config.command_seconds)
                self._monitor.log("called", command=name, failure=wrong)
                failed[name] = bool(wrong)
                if wrong:
                    self._warnings.append(f"The command {name} {wrong}.")
        return failed

    def _measured(self, night: Night, status: StoreStatus, failed: dict[str, bool]) -> None:
        """Write the metrics."""
        current = self._store.current()
        record = current.record if current is not None and current.can_be_read() else None
        seconds = time.monotonic() - self._began
        text = metrics_text(night, status, record, seconds=seconds, failed=failed)
        self._monitor.expose(METRICS, self._config.metrics, text)

    def _status(self, night: Night) -> StoreStatus:
        good = night.ended in ("published", "unchanged")
        state: State = "fresh" if good else "stale" if night.release else "none"
        since = datetime.now(UTC)
        if self._before and self._before.state == state != "fresh":
            since = min(since, self._before.since)  # a clock may have been ahead then
        return StoreStatus(
            state=state,
            release=night.release,
            told=self._told,
            reason=night.reason,
            since=since,
            pending=night.pending,
            inputs=os.path.abspath(self._config.instance),
            conflict=night.conflict,
            warnings=night.warnings,
            run=self._monitor.run,
        )
