"""Other work on a store: going back, restoring, verifying and pruning."""

from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

from models import Decision, Fault, InstanceError
from scheduler.publishing.building import (
    copied,
    finish,
    pages,
    write_difference,
    write_exported_anew,
)
from scheduler.publishing.gates import Case, with_reasons
from scheduler.publishing.markup import Block
from scheduler.publishing.release import Release
from scheduler.publishing.report import release_page
from scheduler.publishing.store import Store
from scheduler.publishing.tallying import compared, counts


def case_between(before: Release | None, release: Release) -> Case:
    """Return what the gates judge of a release, compared with another one if that can be read."""
    known = before if before is not None and before.can_be_read() else None
    old = (known.instance, known.timetable) if known else None
    changes = compared(old, (release.instance, release.timetable))
    last = known.timetable if known else None
    return with_reasons(Case(release.instance, release.outcome, release.timetable, last, changes))


def page_of(store: Store, release: Release) -> list[Block]:
    """Return the page of a release, compared with the one before it."""
    every = {other.id: other for other in store.releases()}
    case = case_between(every.get(release.record.parent or ""), release)
    return release_page(release.record, case.changes, case.instance, case.timetable)


def repeat(
    store: Store, source: Release, decisions: Sequence[Decision], *, by: str = ""
) -> Release:
    """Publish an older release again, as a new one."""
    current = store.current()
    case = case_between(current, source)
    zone = source.instance.clock.zone
    number, name = store.next_id(zone)
    seen = source.record.seen_sha256
    if current is not None and current.can_be_read():
        seen = current.record.seen_sha256
    stage, made = copied(source, store.stage()), datetime.now(UTC)
    write_exported_anew(stage, case, current, made)
    write_difference(stage, case, charts=(stage / "overview.pdf").exists())
    record = source.record.model_copy(
        update={
            "id": name,
            "number": number,
            "kind": "rollback",
            "made": made.astimezone(zone),
            "parent": current.id if current else None,
            "parent_sha256": current.sums_sha256 if current else None,
            "of": source.id,
            "by": by,
            "seen_sha256": seen,
            "coverage_before": None,
            "counts": counts(case.changes, case.instance),
            "decisions": tuple(decisions),
        }
    )
    finish(stage, record, case)
    return store.publish(stage, name)


def restore(store: Store) -> Release | None:
    """Publish the newest undamaged release again if the current one cannot be read."""
    current = store.current()
    if current is None or current.can_be_read():
        return None
    whole = [release for release in store.releases() if not release.damage()]
    if not whole:
        return None
    why = f"Release {current.id} is damaged."
    return repeat(store, whole[-1], [Decision(gate="rollback", passed=True, detail=why)])


def source_of(store: Store, release: str) -> Release:
    """Return a release that can be gone back to.

    Raises
    ------
    InstanceError
        There is no such release, or it is damaged, or it is the current one.
    """
    source, current = store.release(release), store.current()
    wrong = source.damage()
    if current is not None and source.id == current.id:
        wrong = ["it is the current one"]
    if wrong:
        found = f"{source.id}: {'; '.join(wrong[:5])}"
        allowed = "an older, whole release"
        raise InstanceError([Fault("wrong-release", str(store.folder), None, "", found, allowed)])
    return source


def write_pages(store: Store, page: Sequence[Block]) -> None:
    """Write the report of what was done last."""
    for file in pages(page):
        file.write(store.folder / file.name)


def verify(store: Path | str, release: str | None = None) -> dict[str, list[str]]:
    """Return what has been altered in each release; nothing is written.

    Parameters
    ----------
    release
        Id of the release to look at; by default all of them, and the links between them.

    Returns
    -------
    dict
        Release -> sentences, empty where nothing was altered. With the key ``store`` for what
        is wrong between releases.

    Raises
    ------
    InstanceError
        It is no store, or there is no such release.
    """
    place = Store(store)
    place.require()
    if release is not None:
        chosen = place.release(release)
        return {chosen.id: chosen.damage()}
    every = place.releases()
    found = {one.id: one.damage() for one in every}
    known = {one.id: one for one in every}
    for one in every:
        with suppress(InstanceError):
            parent = known.get(one.record.parent or "")
            if parent is not None and parent.sums_sha256 != one.record.parent_sha256:
                found[one.id].append(f"{parent.id}, the release before it, has been replaced since")
    current = place.current()
    newest = every[-1].id if every else None
    if (current.id if current else None) != newest:
        lead = f"current leads to {current.id if current else 'nothing'}"
        found["store"] = [f"{lead}, and the newest release is {newest}"]
    return found


def prune(store: Path | str, keep: int) -> list[str]:
    """Remove all releases but the newest ``keep``; the current one always stays.

    Returns
    -------
    list of str
        Ids of the releases removed.

    Raises
    ------
    InstanceError
        It is no store.
    scheduler.publishing.Locked
        A run is at work.
    """
    place = Store(store)
    place.require()
    with place.lock():
        place.make()
        place.recover()
        return place.prune(keep)
