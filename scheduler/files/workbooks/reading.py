"""A workbook to a draft of an instance: a sheet for each table, and three for the settings."""

from collections.abc import Mapping

from models import Fault, InstanceError
from models.text import folded
from scheduler.files.draft import Draft
from scheduler.files.header import column_of
from scheduler.files.layout import TABLE_FILES, TableFile
from scheduler.files.moments import read_dates
from scheduler.files.origin import Origin
from scheduler.files.strays import meant
from scheduler.files.tables import Table, Wanted, add_table, read_grid, wanted_of
from scheduler.files.text import did_you_mean, show
from scheduler.files.workbooks.grids import sheet_grid
from scheduler.files.workbooks.sheets import Sheet, Workbook

SETTINGS, DAYS, POLICY = "summit", "days", "policy"
"""Sheets for what a folder has in ``summit.toml``."""

FORMS: Mapping[str, TableFile] = {form.sheet: form for form in TABLE_FILES}

KNOWN = (SETTINGS, DAYS, POLICY, *FORMS)

SETTING_COLUMNS = Wanted(("setting", "value", "note"), ("setting", "value"))
DAY_COLUMNS = Wanted(("date", "start", "end"), ("date", "start", "end"))
TIER_COLUMNS = Wanted(("tier", "goal", "weight"), ("tier", "goal"))


def draft_of_workbook(book: Workbook) -> Draft:
    """Return the draft of an instance in a workbook."""
    draft = Draft(book.place)
    sheets = _sheets(draft, book)
    draft.files = {form.table: sheets[name].place for name, form in FORMS.items() if name in sheets}
    _take_head(draft, sheets)
    for name, form in FORMS.items():
        if name in sheets:
            add_table(draft, form, sheet_grid(sheets[name], wanted_of(form)))
    return draft


def _sheets(draft: Draft, book: Workbook) -> dict[str, Sheet]:
    """Read the sheets that are known; report those that are not."""
    names: dict[str, str] = {}
    for name in book.names:
        known = column_of(name, KNOWN)
        if known in names:
            found = f"two sheets for {known}: {show(names[known])} and {show(name)}"
            draft.faults.append(_of(book, name).fault("rival-files", (), found, "one of them"))
        elif known in KNOWN:
            names[known] = name
    for name in book.names:
        if name not in names.values() and column_of(name, KNOWN) not in KNOWN:
            _judge_unknown(draft, book, name, names)
    if SETTINGS not in names:
        found, allowed = f"no sheet {SETTINGS}", f"the sheets {SETTINGS}, {DAYS} and {POLICY}"
        draft.faults.append(book.place.fault("missing-sheet", (), found, allowed))
    sheets = {}
    for known, name in names.items():
        try:
            sheet = book.sheet(name)
        except InstanceError as error:
            draft.faults += error.faults
            draft.miss(FORMS[known].table if known in FORMS else known)
            continue
        if sheet.survey.broken or any(cell != "" for row in sheet.rows for cell in row):
            sheets[known] = sheet
        else:
            warning = sheet.place.fault("empty-file", (), "an empty sheet", "a header row")
            draft.warnings.append(warning)
    return sheets


def _of(book: Workbook, sheet: str) -> Origin:
    return Origin(book.place.file, sheet=sheet)


def _judge_unknown(draft: Draft, book: Workbook, name: str, names: Mapping[str, str]) -> None:
    """A name like that of a table is a fault, unless that table is there too."""
    table, is_copy = meant(name)
    hint = did_you_mean(folded(name), [known for known in KNOWN if known not in names])
    if (table and table not in names) or (not table and hint):
        allowed = f"one of {', '.join(KNOWN)}{hint or f' (did you mean {table}?)'}"
        fault = _of(book, name).fault("unknown-sheet", (), "an unknown sheet", allowed)
        draft.faults.append(fault)
        return
    found = f"what may be a copy of {table}" if table and is_copy else "a sheet of your own"
    found += ", which is not read"
    warning = _of(book, name).fault("own-sheet", (), found, "your own notes")
    draft.warnings.append(warning)


def _take_head(draft: Draft, sheets: Mapping[str, Sheet]) -> None:
    """Read what is outside the tables, with the cell where each key stands."""
    cells = {"": SETTINGS}
    raw: dict[str, object] = {}
    before = len(draft.faults)
    for name, wanted, take in (
        (SETTINGS, SETTING_COLUMNS, _settings),
        (DAYS, DAY_COLUMNS, _days),
        (POLICY, TIER_COLUMNS, _tiers),
    ):
        if name not in sheets:
            continue
        table = read_grid(sheet_grid(sheets[name], wanted), 1_000, wanted)
        draft.warnings += table.warnings
        draft.faults += table.faults
        lacking = [name for name in wanted.required if table.header and name not in table.header]
        for column in lacking:
            allowed = f"the columns {', '.join(wanted.columns)}"
            fault = table.place.fault("missing-column", (column,), f"no column {column}", allowed)
            draft.faults.append(fault)
        if not lacking:
            draft.faults += take(table, raw, cells)
    draft.place = Origin(draft.place.file, None, "", cells=cells)
    unread = len(draft.faults) > before or SETTINGS not in sheets
    so_far = len(draft.faults)
    draft.set_head(raw)
    if unread:  # what is missing then follows from the faults that have been reported
        draft.faults[so_far:] = [f for f in draft.faults[so_far:] if f.code != "missing-value"]


def _cell(table: Table, row: int, column: str) -> str:
    return table.place.at(row).fault("invalid-value", (column,), "", "").cell


def _settings(table: Table, raw: dict[str, object], cells: dict[str, str]) -> list[Fault]:
    """Read dotted names with their values into a mapping of mappings."""
    faults = []
    for row, record in table.rows:
        path = record.get("setting", "")
        if not path or "value" not in record:
            continue
        cell = _cell(table, row, "value")
        *above, last = path.split(".")
        inner: object = raw
        for step in above:
            inner = inner.setdefault(step, {}) if isinstance(inner, dict) else None
        if not isinstance(inner, dict) or last in inner:
            where = table.place.at(row)
            found = f"setting {show(path)} twice"
            faults.append(where.fault("duplicate-key", ("setting",), found, "each setting once"))
            continue
        inner[last] = _plain(record["value"]) if path == "format" else record["value"]
        cells[path] = cell
    return faults


def _plain(text: str) -> object:
    return int(text) if text.isdecimal() and len(text) < 10 else text


def _days(table: Table, raw: dict[str, object], cells: dict[str, str]) -> list[Fault]:
    read_dates(table.rows, "date")
    days: list[dict[str, str]] = []
    for row, record in table.rows:
        path = f"days[{len(days)}]"
        cells[path] = _cell(table, row, "")
        cells |= {f"{path}.{column}": _cell(table, row, column) for column in DAY_COLUMNS.columns}
        days.append(record)
    raw["days"] = days
    return []


def _tiers(table: Table, raw: dict[str, object], cells: dict[str, str]) -> list[Fault]:
    """Read goals with their tiers, by number, into a list of mappings."""
    faults = []
    tiers: dict[int, dict[str, str]] = {}
    places: dict[tuple[int, str], int] = {}
    for row, record in table.rows:
        place, number = table.place.at(row), record.get("tier", "")
        if not number.isdecimal() or len(number) > 4:
            faults.append(place.fault("not-a-number", ("tier",), show(number), "a whole number"))
            continue
        goal, tier = record.get("goal", ""), tiers.setdefault(int(number), {})
        if goal in tier:
            found = f"goal {show(goal)} twice"
            faults.append(place.fault("duplicate-key", ("goal",), found, "each goal once"))
        tier[goal] = record.get("weight", "1")
        places[int(number), goal] = row
    if not tiers:
        return faults
    policy = raw.setdefault("policy", {})
    if isinstance(policy, dict):
        policy["tiers"] = [tier for _, tier in sorted(tiers.items())]
    for at, key in enumerate(sorted(tiers)):
        for goal in tiers[key]:
            cells[f"policy.tiers[{at}].{goal}"] = _cell(table, places[key, goal], "goal")
    return faults
