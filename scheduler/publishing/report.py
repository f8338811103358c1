"""The report of a night: what changed, who has to be told, and why it ended as it did."""

from collections.abc import Iterator, Sequence

from models import Change, Changes, Decision, Instance, ReleaseRecord, Timetable
from scheduler.publishing.markup import Block, Bullets, Heading, Paragraph, Table
from scheduler.viewing.programme import read_programme
from scheduler.wording import names

MOST_ROWS = 1000
"""Rows of a table that are shown; the rest is in the CSV beside it."""


def release_page(
    record: ReleaseRecord, changes: Changes, instance: Instance, timetable: Timetable
) -> list[Block]:
    """Return the page of one release."""
    return [
        Heading(f"{instance.title or instance.name}: {_what(record)}", 1),
        *facts(record, instance),
        *decided(record.decisions),
        *(what_changed(changes, instance) if record.parent else _first()),
        *unmet(changes, instance, timetable),
    ]


def _what(record: ReleaseRecord) -> str:
    match record.kind:
        case "candidate":
            return f"candidate {record.id} waits for approval"
        case "rollback":
            return f"release {record.id}, back to {record.of}"
        case _:
            return f"release {record.id}"


def _first() -> Iterator[Block]:
    yield Paragraph("This is the first release: everybody has to be told of everything.")


def facts(record: ReleaseRecord, instance: Instance) -> Iterator[Block]:
    """Yield the figures of a release."""
    before = record.coverage_before
    made = record.made.astimezone(instance.clock.zone)
    then = "" if before is None else f" (the last release today: {before})"
    yield Table(
        ("what", "figure"),
        [
            ("made", f"{made:%Y-%m-%d %H:%M} ({instance.time_zone})"),
            *([("decided by", record.by)] if record.by else []),
            ("release before it", record.parent or "none"),
            ("placed", f"{record.placed} of {record.activities} activities"),
            ("coverage, less is better", f"{record.coverage}{then}"),
            ("people to tell", str(record.counts.people_told)),
            ("moved in time, in room", f"{record.counts.time_moves}, {record.counts.room_moves}"),
            ("solve ended", f"{record.status}, seed {record.seed}"),
            ("inputs", record.instance_sha256[:16]),
        ],
    )


def decided(decisions: Sequence[Decision]) -> Iterator[Block]:
    """Yield what the gates decided."""
    if decisions:
        yield Heading("Gates")
        rows = [(d.gate, "passed" if d.passed else "NOT passed", d.detail) for d in decisions]
        yield Table(("gate", "decision", "grounds"), rows)


def what_changed(changes: Changes, instance: Instance) -> Iterator[Block]:
    """Yield what changed: losses with their reasons, then who has to be told what."""
    lost = [[c.activity, c.title, c.reason] for c in changes.changes if "dropped" in c.what]
    if lost:
        yield Heading("No longer in the timetable")
        yield from _table(("activity", "title", "why"), lost)
    yield Heading("Who is to be told")
    if not changes.notices:
        yield Paragraph("Nobody: nothing changes for anyone.")
        return
    yield Paragraph(f"{len(changes.notices)} delegations or persons.")
    known = {change.activity: change for change in changes.changes}
    rows = [
        [notice.name or notice.delegation, *_cells(known[activity], instance)]
        for notice in changes.notices
        for activity in notice.activities
    ]
    yield from _table(("whom", "activity", "what", "before", "now"), rows)


def unmet(changes: Changes, instance: Instance, timetable: Timetable) -> Iterator[Block]:
    """Yield the requests that have no place and had none before, with their reasons."""
    lost = {change.activity for change in changes.changes if "dropped" in change.what}
    waiting = [w for w in read_programme(timetable, instance).waiting if w.activity.id not in lost]
    if waiting:
        waiting.sort(key=lambda w: (-w.activity.priority, w.activity.id))
        rows = [[w.activity.id, w.activity.title, w.reason] for w in waiting]
        yield Heading("Requests without a place")
        yield from _table(("activity", "title", "why"), rows, "unscheduled.csv")


def _cells(change: Change, instance: Instance) -> tuple[str, str, str, str]:
    before, after = (
        names.placement(instance, change.before),
        names.placement(instance, change.after),
    )
    return change.title or change.activity, ", ".join(change.what), before, after


def _table(
    header: Sequence[str], rows: Sequence[Sequence[str]], file: str = "changes.csv"
) -> Iterator[Block]:
    yield Table(header, rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        yield Paragraph(f"And {len(rows) - MOST_ROWS:,} more rows: see {file}.")


def warned(page: Sequence[Block], warnings: Sequence[str]) -> list[Block]:
    """Return a page with what else somebody should look at under its title."""
    return [*page[:1], *map(Paragraph, warnings), *page[1:]]


def kept_page(
    title: str, reason: str, conflict: Sequence[str], decisions: Sequence[Decision], current: str
) -> list[Block]:
    """Return the page of a night that published nothing."""
    page: list[Block] = [Heading(title, 1), Paragraph(reason)]
    if conflict:
        page += [Heading("What stands in the way"), Bullets(conflict)]
    page += decided(decisions)
    if current:
        page.append(Paragraph(current))
    return page
