"""What is delivered: exactly our two packages, with all that they need to run."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PACKAGES = ("models", "scheduler")


def test_wheel_holds_exactly_our_packages(tmp_path):
    """Two top-level names, every source and data file of ours, and nothing else."""
    source = tmp_path / "source"
    ignored = shutil.ignore_patterns("__pycache__")
    for name in PACKAGES:
        shutil.copytree(ROOT / name, source / name, ignore=ignored)
    for name in ("pyproject.toml", "README.md"):
        shutil.copy(ROOT / name, source / name)
    ours = {path.relative_to(source).as_posix() for path in source.glob("*/**/*.*")}
    subprocess.run(
        [
            sys.executable,
            "-m",
            "pip",
            "wheel",
            "--quiet",
            "--no-deps",
            "--no-build-isolation",
            "--wheel-dir",
            str(tmp_path),
            str(source),
        ],
        check=True,
        timeout=240,
    )
    (wheel,) = tmp_path.glob("*.whl")
    assert wheel.name.startswith("summit_scheduler-")
    files = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    assert {name.partition("/")[0] for name in files} == set(PACKAGES)
    assert files == ours
