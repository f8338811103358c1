"""Our JavaScript keeps to the types that its comments state."""

import shutil
import subprocess
from pathlib import Path

import pytest

from scheduler.exporting.page import scripts

COMPILER = "typescript@5.9.3"
HOME = Path(scripts.__file__).parent
OPTIONS = [
    "--noEmit", "--allowJs", "--checkJs", "--strict", "--target", "es2022", "--module", "es2022",
    "--moduleResolution", "bundler", "--lib", "es2023,dom,dom.iterable",
]  # fmt: skip


@pytest.fixture(scope="module")
def tsc() -> list[str]:
    """The command of the compiler, which is not fetched here."""
    npx = shutil.which("npx")
    if npx is None:
        pytest.skip("There is no Node here.")
    command = [npx, "--offline", "--yes", "--package", COMPILER, "tsc"]
    if subprocess.run([*command, "--version"], capture_output=True, check=False).returncode:
        pytest.skip(f"{COMPILER} is not here: npx --yes --package {COMPILER} tsc --version")
    return command


def test_types_are_kept(tsc: list[str], tmp_path: Path) -> None:
    """In every module; a module with a wrong type would be told."""
    modules = sorted(str(path) for path in HOME.glob("*/*.js"))
    assert len(modules) > 10
    wrong = tmp_path / "wrong.js"
    wrong.write_text("/** @type {number} */\nexport const wrong = 'text';\n", encoding="utf-8")
    ended = subprocess.run(
        [*tsc, *OPTIONS, *modules, str(wrong)], capture_output=True, text=True, check=False
    )
    told = [line for line in ended.stdout.splitlines() if "error TS" in line]
    assert len(told) == 1, ended.stdout
    assert "wrong.js" in told[0]


def test_every_module_is_in_the_page() -> None:
    """Joined in an order in which nothing is used before it is there; no import is left."""
    names = {path.stem for path in HOME.glob("*/*.js")} - {"types"}
    assert names == {*scripts.TIMELINE, *scripts.PAGE, *scripts.NOTEBOOK}
    text = scripts.page_script()
    assert "import " not in {line.strip()[:7] for line in text.splitlines()}
    assert not any(line.startswith(("import ", "export ")) for line in text.splitlines())
