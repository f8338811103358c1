"""The two packages at the top level: what is exported, and what gets in the way."""

import ast
import doctest
import importlib
import os
import subprocess
import sys
from importlib.metadata import entry_points, packages_distributions
from pathlib import Path

import pytest

import models
import scheduler

HEAVY = {"matplotlib", "numpy", "ortools", "pandas", "rich"}


def imported(other: Path) -> subprocess.CompletedProcess[str]:
    """Import ``scheduler`` where another folder comes first on the path."""
    ours = Path(str(scheduler.__file__)).parents[1]
    path = os.pathsep.join([str(other), str(ours)])
    return subprocess.run(
        [sys.executable, "-c", "import scheduler; print(scheduler.solve.__name__)"],
        capture_output=True,
        text=True,
        timeout=100,
        cwd=other,
        env={**os.environ, "PYTHONPATH": path},
    )


@pytest.mark.parametrize("content", ["", "class Instance: ...\n__all__ = ['Instance']\n"])
def test_import_names_another_models_that_shadows_ours(content: str, tmp_path: Path) -> None:
    """ImportError with the file that is in the way, and what to do."""
    shadow = tmp_path / "models.py"
    shadow.write_text(content, encoding="utf-8")
    ended = imported(tmp_path)
    assert ended.returncode == 1
    assert "ImportError" in ended.stderr
    assert str(shadow) in ended.stderr
    assert "virtual environment" in ended.stderr


def test_import_does_not_mind_other_modules(tmp_path: Path) -> None:
    """The check passes the project's own package."""
    (tmp_path / "model.py").write_text("", encoding="utf-8")
    ended = imported(tmp_path)
    assert (ended.returncode, ended.stdout) == (0, "solve\n"), ended.stderr


def test_scheduler_exports_all_of_the_contract() -> None:
    """Users never type ``models``; every documented name is there, once."""
    assert set(models.__all__) <= set(scheduler.__all__)
    assert len(set(scheduler.__all__)) == len(scheduler.__all__)
    assert set(scheduler.__all__) <= set(dir(scheduler))
    for name in scheduler.__all__:
        assert hasattr(scheduler, name), name
    for name in models.__all__:
        assert getattr(scheduler, name) is getattr(models, name)
    with pytest.raises(AttributeError, match="no attribute 'solv'"):
        _ = scheduler.solv  # type: ignore[attr-defined]


def test_import_gives_what_editors_are_shown() -> None:
    """What is imported for those who read the package is what those get who run it."""
    source = Path(str(scheduler.__file__)).read_text(encoding="utf-8")
    (shown,) = (
        node
        for node in ast.parse(source).body
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
    )
    names = list(models.__all__)
    for node in shown.body:
        assert isinstance(node, ast.ImportFrom)
        if node.module == "models":
            assert [name.name for name in node.names] == ["*"]
            continue
        for name in node.names:
            assert name.asname == name.name, "only so is it exported"
            there = getattr(importlib.import_module(str(node.module)), name.name)
            assert getattr(scheduler, name.name) is there
            names.append(name.name)
    assert sorted(names) == sorted(scheduler.__all__)


def test_star_import_has_every_name() -> None:
    """As in a notebook."""
    names: dict[str, object] = {}
    exec("from scheduler import *", names)
    assert set(scheduler.__all__) <= set(names)


@pytest.mark.searches
def test_example_of_the_package_runs(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is the first thing that ``help(scheduler)`` shows."""
    monkeypatch.chdir(Path(__file__).resolve().parents[1])
    ended = doctest.testmod(scheduler)
    assert ended.attempted >= 5
    assert ended.failed == 0


def test_import_loads_nothing_heavy() -> None:
    """Each name loads what it needs when it is used, and no more."""
    for code in ("import scheduler", "from scheduler import Instance, load_instance, check"):
        ended = subprocess.run(
            [sys.executable, "-c", f"{code}; import sys; print(*sys.modules)"],
            capture_output=True,
            text=True,
            timeout=100,
            check=True,
        )
        assert not HEAVY & set(ended.stdout.split()), code


def test_distribution_owns_both_packages_and_the_command() -> None:
    """``summit-scheduler`` installs ``scheduler``, ``models`` and ``summit``."""
    owners = packages_distributions()
    (command,) = entry_points(group="console_scripts", name="summit")
    assert command.value == "scheduler.cli.main:main"
    for name in ("scheduler", "models"):
        assert (Path(str(sys.modules[name].__file__)).parent / "py.typed").is_file()
        assert set(owners.get(name, ["summit-scheduler"])) == {"summit-scheduler"}
