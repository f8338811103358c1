"""Reading and writing instances, policies and timetables."""

from scheduler.files.accounts import ACCOUNT, dump_calendars, load_calendars, release_time
from scheduler.files.describing import DOCUMENTS, schema, schema_text
from scheduler.files.disk import sync
from scheduler.files.extras import MissingExtra, extra
from scheduler.files.loading import OnWarning, load_instance
from scheduler.files.lock import Locked
from scheduler.files.plans import load_scenarios
from scheduler.files.report import render
from scheduler.files.staging import require_empty, require_writable, staged, write_atomically
from scheduler.files.starter import starter_instance, write_starter
from scheduler.files.timetables import (
    FACTS,
    load_facts,
    load_policy,
    load_timetable,
    placement_rows,
    written_beside,
)
from scheduler.files.workbooks.writing import workbook_of
from scheduler.files.writing import dump_instance, dump_outcome, dump_timetable, save_instance

__all__ = [
    "ACCOUNT",
    "DOCUMENTS",
    "FACTS",
    "Locked",
    "MissingExtra",
    "OnWarning",
    "dump_calendars",
    "dump_instance",
    "dump_outcome",
    "dump_timetable",
    "extra",
    "load_calendars",
    "load_facts",
    "load_instance",
    "load_policy",
    "load_scenarios",
    "load_timetable",
    "placement_rows",
    "release_time",
    "render",
    "require_empty",
    "require_writable",
    "save_instance",
    "schema",
    "schema_text",
    "staged",
    "starter_instance",
    "sync",
    "workbook_of",
    "write_atomically",
    "write_starter",
    "written_beside",
]
