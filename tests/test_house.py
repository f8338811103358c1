"""What holds of every file: no long files, and in the product no long functions."""

import ast
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
LINES_OF_A_FILE = 300
LINES_OF_A_FUNCTION = 60
PRODUCT = ("scheduler/", "models/")


@pytest.fixture(scope="module")
def tracked() -> dict[str, str]:
    """The text of each tracked .py file."""
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("no git here")
    listed = subprocess.run(
        [git, "ls-files", "-z", "--", "*.py"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout
    names = [name for name in listed.split("\0") if name and (ROOT / name).is_file()]
    return {name: (ROOT / name).read_text(encoding="utf-8") for name in names}


def long_functions(text: str, most: int = LINES_OF_A_FUNCTION) -> Iterator[tuple[str, int]]:
    """Yield functions with more lines than that, their docstrings and decorators not counted."""
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            lines = last_line(node) - node.lineno + 1
            if ast.get_docstring(node) is not None:
                lines -= last_line(node.body[0]) - node.body[0].lineno + 1
            if lines > most:
                yield node.name, lines


def last_line(node: ast.stmt) -> int:
    assert node.end_lineno is not None
    return node.end_lineno


def test_no_file_is_long(tracked: dict[str, str]) -> None:
    """What grows beyond that is parted by subject."""
    lines = {name: len(text.splitlines()) for name, text in tracked.items()}
    assert len(lines) > 100
    long = {name: count for name, count in lines.items() if count > LINES_OF_A_FILE}
    assert not long, f"files with more than {LINES_OF_A_FILE} lines: {long}"


def test_no_function_of_the_product_is_long(tracked: dict[str, str]) -> None:
    """Tables in functions count as well."""
    product = {name: text for name, text in tracked.items() if name.startswith(PRODUCT)}
    assert len(product) > 50
    long = {
        f"{name}: {function}": count
        for name, text in product.items()
        for function, count in long_functions(text)
    }
    assert not long, f"functions with more than {LINES_OF_A_FUNCTION} lines: {long}"


def test_long_functions_are_found() -> None:
    """Also methods; a docstring may be as long as it likes."""
    short = 'def f():\n    """A.\n\n    B.\n    """\n    return 1\n'
    method = "class C:\n    @property\n    async def m(self):\n        a = 1\n        return a\n"
    assert list(long_functions(short + method, most=2)) == [("m", 3)]
