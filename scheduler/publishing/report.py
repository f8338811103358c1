"""The report of a night for people: what changed, who is to be told, why it ended so."""

from collections.abc import Iterator, Sequence

from models import Instance
from scheduler.publishing.changes import Change, Stand, by_delegation
from scheduler.publishing.markup import Block, Bullets, Heading, Paragraph, Table
from scheduler.publishing.record import Decision, Record

MOST_ROWS = 1000
"""Rows of a table that are shown; the rest is in the CSV beside it."""


def release_page(record: Record, changes: Sequence[Change], instance: Instance) -> list[Block]:
    """Return the page of one release."""
    return [
        Heading(f"{instance.title or instance.name}: {_what(record)}", 1),
        *facts(record),
        *decided(record.decisions),
        *(told(changes, instance) if record.parent else _first()),
    ]


def _what(record: Record) -> str:
    match record.kind:
        case "candidate":
            return f"candidate {record.id} waits for approval"
        case "rollback":
            return f"release {record.id}, back to {record.of}"
        case _:
            return f"release {record.id}"


def _first() -> Iterator[Block]:
    yield Paragraph("It is the first release: everybody has to be told of everything.")


def facts(record: Record) -> Iterator[Block]:
    """Yield the figures of a release."""
    before = record.coverage_before
    then = "" if before is None else f" (the last release today: {before})"
    yield Table(
        ("what", "figure"),
        [
            ("made", f"{record.made:%Y-%m-%d %H:%M} UTC"),
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


def told(changes: Sequence[Change], instance: Instance) -> Iterator[Block]:
    """Yield what changed: losses with their reasons, then who has to be told what."""
    lost = [change for change in changes if change.reason]
    if lost:
        yield Heading("No longer in the timetable")
        losses = [[change.activity, change.title, change.reason] for change in lost]
        yield from _table(("activity", "title", "why"), losses)
    yield Heading("Who is to be told")
    by = by_delegation(changes)
    if not by:
        yield Paragraph("Nobody: nothing changes for anyone.")
        return
    yield Paragraph(f"{len(by)} delegations or persons.")
    rows = [
        [name_of(who, instance), c.title or c.activity, c.kind, _stand(c.before), _stand(c.after)]
        for who, theirs in by.items()
        for c in theirs
    ]
    yield from _table(("whom", "activity", "what", "before", "now"), rows)


def _table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[Block]:
    yield Table(header, rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        yield Paragraph(f"And {len(rows) - MOST_ROWS:,} more rows: see changes.csv.")


def _stand(stand: Stand | None) -> str:
    return "no place" if stand is None else str(stand)


def name_of(who: str, instance: Instance) -> str:
    """Return the name of a delegation, or of a person of none, with the id."""
    names = {delegation.id: delegation.name for delegation in instance.delegations}
    names |= {person.id: person.name for person in instance.people if not person.delegation}
    return f"{names[who]} ({who})" if names.get(who) else who


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
