"""Files: the same bytes for the same timetable, the documented names, nothing half written."""

import ast
import hashlib
import os
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import matplotlib
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

import scheduler.plotting
from models import Timetable
from scheduler.plotting import plot_load, render, write_charts
from scheduler.plotting.chart_set import charts

PROGRAM = """
import sys
from pathlib import Path
from models import Instance, Timetable
from scheduler.plotting import *
given, out = Path(sys.argv[1]), Path(sys.argv[2])
instance = Instance.model_validate_json((given / "instance.json").read_bytes())
timetable = Timetable.model_validate_json((given / "timetable.json").read_bytes())
out.mkdir()
render(plot_overview(timetable, instance), out / "overview.svg")
render(plot_rooms(timetable, instance, day="2025-10-25"), out / "rooms.pdf")
render(plot_heads(timetable, instance, busiest=5), out / "heads.png")
for suffix in ("png", "svg", "pdf"):
    render(plot_load(timetable, instance), out / f"load.{suffix}")
    day = plot_delegation_day(timetable, instance, "del-1", "2025-10-25")
    render(day, out / f"delegation.{suffix}")
"""


@pytest.fixture(scope="module")
def twice(small, tmp_path_factory):
    """Every figure and format, written by two processes that hash strings differently."""
    folder = tmp_path_factory.mktemp("twice")
    (folder / "instance.json").write_text(small.instance.model_dump_json(), encoding="utf-8")
    (folder / "timetable.json").write_text(small.timetable.model_dump_json(), encoding="utf-8")
    for seed in ("1", "2"):
        subprocess.run(
            [sys.executable, "-c", PROGRAM, str(folder), str(folder / seed)],
            env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": os.pathsep.join(sys.path)},
            check=True,
            timeout=120,
        )
    return folder / "1", folder / "2"


def _hashes(folder: Path, suffix: str) -> dict[str, str]:
    return {
        path.name: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.glob(f"*.{suffix}"))
    }


@pytest.mark.parametrize("suffix", ["png", "svg", "pdf"])
def test_two_processes_write_the_same_bytes(twice, suffix):
    """Whatever the hash seed and the second."""
    first, second = (_hashes(folder, suffix) for folder in twice)
    assert len(first) == 3
    assert first == second


def test_a_users_own_settings_do_not_change_the_bytes(small, tmp_path):
    """Style sheets of a notebook do not affect the files."""
    render(plot_load(small.timetable, small.instance), tmp_path / "a.png")
    own = {"font.size": 20, "savefig.bbox": "tight", "hatch.linewidth": 5, "axes.grid": True,
           "figure.dpi": 50, "axes.facecolor": "red", "figure.autolayout": True,
           "xtick.color": "red", "lines.linewidth": 9, "savefig.dpi": 30}  # fmt: skip
    with matplotlib.rc_context(own):
        render(plot_load(small.timetable, small.instance), tmp_path / "b.png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()


def test_a_figure_shown_before_gives_the_same_bytes(small, tmp_path):
    """A file does not depend on what other canvases measured; these stay with the figure."""
    ax = plot_load(small.timetable, small.instance)
    render(ax, tmp_path / "a.png")
    canvas = FigureCanvasAgg(ax.figure)
    canvas.draw()
    render(ax, tmp_path / "b.png")
    assert (tmp_path / "a.png").read_bytes() == (tmp_path / "b.png").read_bytes()
    assert ax.figure.canvas is canvas


def test_files_say_nothing_of_when_and_whence(twice):
    """Neither date nor version."""
    for name in ("overview.svg", "rooms.pdf", "heads.png"):
        content = (twice[0] / name).read_bytes()
        assert b"atplotlib v" not in content
        assert b"CreationDate" not in content
        assert b"<dc:date>" not in content


def test_svg_has_its_words_as_text(twice):
    """A reader can search it; every text names the font that it was measured with first."""
    root = ElementTree.fromstring((twice[0] / "overview.svg").read_bytes())
    texts = [e for e in root.iter() if e.tag.endswith("}text")]
    assert "Chain of custody" in ["".join(e.itertext()) for e in texts]
    named = "font-family: 'DejaVu Sans', Verdana, sans-serif;"
    assert all(named in e.attrib["style"] for e in texts)


def test_chart_set_has_the_documented_names(small, tmp_path):
    """For the days of the instance and the delegations of the people named."""
    names = write_charts(
        small.timetable, small.instance, tmp_path / "new", formats=["svg"], people=["head-1"]
    )
    assert names == [
        "overview.svg",
        "load.svg",
        "rooms-2025-10-25.svg",
        "heads-2025-10-25.svg",
        "rooms-2025-10-26.svg",
        "heads-2025-10-26.svg",
        "delegation-del-1-2025-10-25.svg",
        "delegation-del-1-2025-10-26.svg",
    ]
    assert sorted(path.name for path in (tmp_path / "new").iterdir()) == sorted(names)


def test_busiest_three_delegations_are_the_default(small):
    """Two days each."""
    stems = [chart.stem for chart in charts(small.timetable, small.instance)]
    assert len([stem for stem in stems if stem.startswith("delegation-")]) == 6
    assert len(set(stems)) == len(stems)


def test_ids_that_differ_in_case_only_get_different_files(small):
    """As some file systems take them for one."""
    delegations = [d.model_copy() for d in small.instance.delegations]
    delegations[2] = delegations[2].model_copy(update={"id": "DEL-1"})
    people = [
        p.model_copy(update={"delegation": "DEL-1"}) if p.delegation == "del-2" else p
        for p in small.instance.people
    ]
    instance = small.instance.model_copy(
        update={"delegations": tuple(delegations), "people": tuple(people)}
    )
    instance.__dict__.pop("person", None)
    stems = [chart.stem for chart in charts(Timetable(), instance, ["head-1", "head-2"])]
    assert "delegation-DEL-1-2-2025-10-25" in stems
    assert len({stem.casefold() for stem in stems}) == len(stems)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ({"formats": ["png", "jpg"]}, "found format jpg; allowed: png, svg, pdf"),
        ({"people": ["nobody"]}, "found person nobody"),
        ({"language": "de"}, "found language 'de'"),
    ],
)
def test_what_is_unknown_is_refused_before_anything_is_written(options, told, small, tmp_path):
    """With what is allowed."""
    with pytest.raises(ValueError, match=told):
        write_charts(small.timetable, small.instance, tmp_path / "new", **options)
    assert not (tmp_path / "new").exists()


def test_other_suffixes_are_refused(tmp_path):
    """With those that are allowed."""
    with pytest.raises(ValueError, match=r"\.png, \.svg or \.pdf"):
        render(Figure(), tmp_path / "x.jpg")
    assert not (tmp_path / "x.jpg").exists()


def test_sheet_shows_itself_in_a_notebook(small):
    """Without pyplot."""
    figure = plot_load(small.timetable, small.instance).figure
    assert figure._repr_png_().startswith(b"\x89PNG")


def test_package_imports_only_what_it_may():
    """No pyplot, no solver, no other stage."""
    allowed = (
        "models",
        "scheduler.child",
        "scheduler.machine",
        "scheduler.plotting",
        "scheduler.processes",
        "scheduler.signals",
        "scheduler.viewing",
        "scheduler.wording",
        "matplotlib",
        "pandas",
    )
    for path in Path(scheduler.plotting.__file__).parent.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import | ast.ImportFrom):
                module = getattr(node, "module", None) or node.names[0].name
                assert (
                    module.startswith(allowed)
                    or module in sys.stdlib_module_names
                    or (module.split(".")[0] in sys.stdlib_module_names)
                ), (path.name, module)
                assert "pyplot" not in module
