"""The pages in docs/ say what the code says."""

import importlib.util
import json
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path
from types import ModuleType
from typing import get_args

import pytest

from models import Day, DeclaredRule, Goal, Placement, Policy, Request, StandingRule
from scheduler.files.layout import HEAD_KEYS, PEDIGREE, TABLE_FILES

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
PAGES = [
    ROOT / "README.md",
    ROOT / "CHANGELOG.md",
    *sorted(DOCS.glob("*.md")),
    *sorted((ROOT / "benchmarks").glob("*.md")),
]
INSTANCES = (DOCS / "instances.md").read_text(encoding="utf-8")
FORMULATION = (DOCS / "formulation.md").read_text(encoding="utf-8")


def refresh() -> ModuleType:
    spec = importlib.util.spec_from_file_location("refresh", DOCS / "refresh.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_instances_page_is_up_to_date():
    """The tables of columns are those of today's models; else run docs/refresh.py."""
    assert refresh().refreshed(INSTANCES) == INSTANCES


def test_every_column_has_a_meaning():
    """Each column is described in the model, but for one whose shape says it all."""
    for form in TABLE_FILES:
        for column in set(form.columns) - set(PEDIGREE) - {"kind", "start_costs"}:
            assert form.record.model_fields[column].description, f"{form.table}.{column}"


@pytest.mark.parametrize(
    "names",
    [HEAD_KEYS, tuple(Day.model_fields), tuple(Policy.model_fields), tuple(Placement.model_fields)],
    ids=["summit.toml", "days", "policy", "timetable"],
)
def test_instances_page_names_every_key(names):
    """What is not in a table of columns is explained in words."""
    for name in names:
        assert f"`{name}`" in INSTANCES, name


def test_instances_page_example_is_toml():
    """The example of a day reads as one."""
    examples = re.findall(r"```toml\n(.*?)```", INSTANCES, re.DOTALL)
    assert examples
    for example in examples:
        assert [Day.model_validate(day) for day in tomllib.loads(example)["days"]]


def test_requests_page_names_every_field():
    """And its example is a request, with a hold of each kind."""
    page = (DOCS / "requests.md").read_text(encoding="utf-8")
    (example,) = re.findall(r"```json\n(.*?)```", page, re.DOTALL)
    request = Request.model_validate_json(example)
    assert set(json.loads(example)) == Request.model_fields.keys() - {"format"}
    kinds = {hold.hold: hold for hold in request.holds}
    assert len(kinds) == 4
    for name in [*Request.model_fields, *(n for h in kinds.values() for n in type(h).model_fields)]:
        assert name in page, name
    for kind in kinds:
        assert f"| `{kind}` |" in page


def test_formulation_page_has_every_rule_and_goal():
    """Each name that planners see has its row."""
    rows = set()
    for cell in re.findall(r"^\| ([^|]*`[^|]*) \|", FORMULATION, re.MULTILINE):
        rows.update(re.findall(r"`([a-z-]+)`", cell))
    names = {*get_args(StandingRule), *get_args(DeclaredRule), *get_args(Goal)}
    assert names <= rows


def test_formulation_page_points_to_code_that_exists():
    """Each place "file, function" is there."""
    folders = [ROOT / "scheduler" / name for name in ("compiling", "formulation", "solving")]
    places = re.findall(r"`([\w/]+\.py)`,\s+`([\w.]+)`", FORMULATION)
    assert len(places) > 20
    for file, name in places:
        where = [ROOT / file, *(folder / file for folder in folders)]
        text = "".join(path.read_text(encoding="utf-8") for path in where if path.is_file())
        for part in name.split("."):
            assert re.search(rf"^\s*(def|class) {part}\b", text, re.MULTILINE), (file, name)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page):
    """Every relative link and picture is a file of ours."""
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        if "://" not in target:
            assert (page.parent / target.partition("#")[0]).exists(), target


def test_overview_picture_is_small():
    """The README's picture loads quickly."""
    assert (DOCS / "overview.png").stat().st_size < 400_000


PYTHON = {
    page.name: re.findall(r"^```python\n(.*?)^```$", page.read_text(encoding="utf-8"), re.M | re.S)
    for page in sorted(DOCS.glob("*.md"))
}
NOT_RUN = {
    "cluster.md": "needs several machines; tests/solving/workers/test_cluster.py has some",
    "explaining.md": "takes long, and is what tests/explaining/test_explain.py does",
}
"""Pages whose Python is not run here, and why."""

FIRST = """
from pathlib import Path

from scheduler import load_instance, solve, write_results

tiny = load_instance("instances/tiny")
write_results(solve(tiny, time_limit=10), tiny, Path("my-timetable"), charts=False)
"""
"""What the pages suppose to be there."""


@pytest.mark.searches
@pytest.mark.parametrize("page", [page for page in PYTHON if PYTHON[page] and page not in NOT_RUN])
def test_python_of_a_page_runs(page: str, tmp_path: Path) -> None:
    """All of it, in order, in a folder that holds the small instance."""
    shutil.copytree(ROOT / "instances" / "tiny", tmp_path / "instances" / "tiny")
    text = "\n".join([FIRST, *PYTHON[page]])
    ended = subprocess.run(
        [sys.executable, "-c", text],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
