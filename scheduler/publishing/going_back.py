"""Going back to an older release, by hand."""

from datetime import UTC, datetime
from pathlib import Path

from models import Decision
from scheduler.publishing.carrying import broken_today
from scheduler.publishing.foreseeing import todays
from scheduler.publishing.gates import ruled
from scheduler.publishing.monitoring import StoreStatus, read_status, write_status
from scheduler.publishing.signing import signed
from scheduler.publishing.store import Store
from scheduler.publishing.upkeep import page_of, repeat, source_of, write_pages
from scheduler.wording.effects import counted


def rollback(store: Path | str, release: str, *, by: str | None = None) -> str:
    """Go back to an older release, by publishing it again as a new one.

    The next nightly run leaves it alone until the inputs change. That it breaks hard rules of
    today does not prevent it, but is in its record, the report and the status.

    Parameters
    ----------
    by
        Who goes back, for the audit record; by default the login name.

    Returns
    -------
    str
        Id of the new release.

    Raises
    ------
    InstanceError
        There is no such release, or it is damaged, or it is the current one.
    scheduler.publishing.Locked
        A run is at work.
    """
    place = Store(store)
    place.require()
    with place.lock():
        place.make()
        place.recover()
        source, who = source_of(place, release), signed(by)
        today, whose = todays(place, source)
        broken = broken_today(source.timetable, today)
        reason = f"Back to {source.id}, by {who}."
        chosen = Decision(gate="rollback", passed=True, detail=reason)
        made = repeat(place, source, (chosen, ruled(broken)), by=who)
        place.withdraw()
        write_pages(place, page_of(place, made))
        if broken:
            reason += f" It breaks {counted(len(broken), 'hard rule')} of {whose}."
        write_status(place.folder, _status(place, made.id, reason, broken))
        return made.id


def _status(store: Store, release: str, reason: str, broken: tuple[str, ...]) -> StoreStatus:
    before = read_status(store.folder)
    return StoreStatus(
        state="stale" if broken else "fresh",
        release=release,
        told=release,
        reason=reason,
        since=datetime.now(UTC),
        inputs=before.inputs if before else "",
        conflict=broken,
    )
