"""Every example of docs/api.md, run for real, with what it says comes out; and the promises of the public interface."""

from __future__ import annotations

import ast
import inspect
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import drafter
from tests.tools import ROOT

_BLOCK = re.compile(r"^```python\n(.*?)^```", re.MULTILINE | re.DOTALL)
_RESULT = re.compile(r"  # -> (.+)$")
FUNCTIONS = [name for name in drafter.__all__ if name[0].islower()]


def examples() -> list[str]:
    """Return the examples of the page in order."""
    return _BLOCK.findall((ROOT / "docs/api.md").read_text(encoding="utf-8"))


def run(example: str, names: dict[str, Any]) -> int:
    """Run an example, and compare every line that says what it gives; return how many there were."""
    lines, compared = example.splitlines(), 0
    for statement in ast.parse(example).body:
        said = _RESULT.search(lines[(statement.end_lineno or 1) - 1])
        if said is None:
            exec(compile(ast.Module([statement], []), "docs/api.md", "exec"), names)
        else:
            assert isinstance(statement, ast.Expr), example
            assert repr(eval(compile(ast.Expression(statement.value), "docs/api.md", "eval"), names)) == said[1]
            compared += 1
    return compared


def test_every_example_gives_what_it_says(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "samples").symlink_to(ROOT / "samples")
    monkeypatch.chdir(tmp_path)
    names: dict[str, Any] = {}
    assert sum(run(example, names) for example in examples()) == "".join(examples()).count("  # -> ") > 0
    assert {p.name for p in tmp_path.glob("*.docx")} == {"contract.docx", "redline.docx", "reply.docx", "published.docx"}


def test_an_example_that_gives_something_else_is_found() -> None:
    with pytest.raises(AssertionError):
        run("1 + 1  # -> 3\n", {})


def test_every_function_is_on_the_page() -> None:
    text = "\n".join(examples())
    assert [name for name in drafter.__all__ if f"drafter.{name}(" not in text and name in FUNCTIONS] == []
    page = (ROOT / "docs/api.md").read_text(encoding="utf-8")
    assert [name for name in drafter.__all__ if name not in page] == []


@pytest.mark.parametrize("name", FUNCTIONS)
def test_what_it_is_about_comes_first_and_all_else_by_name(name: str) -> None:
    function = getattr(drafter, name)
    kinds = [p.kind for p in inspect.signature(function).parameters.values()]
    positional = {"compare": 2, "reply": 2}.get(name, 1)
    assert kinds.count(inspect.Parameter.KEYWORD_ONLY) == len(kinds) - positional
    assert function.__doc__


def test_no_name_is_that_of_a_package() -> None:
    """A package that is imported would take the place of a function of its name."""
    assert not {path.stem for path in (ROOT / "drafter").iterdir()} & set(drafter.__all__)


def test_importing_drafter_loads_nothing_but_itself() -> None:
    program = "import sys; before = set(sys.modules); import drafter; print(sorted(m for m in sys.modules if m.startswith('drafter.')))"
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, env={**os.environ}, check=True)
    assert done.stdout.strip() == "[]"


def test_what_there_is_not_is_said_as_for_any_module() -> None:
    with pytest.raises(AttributeError, match="has no attribute 'rafter'"):
        _ = drafter.rafter
    assert set(drafter.__all__) <= set(dir(drafter))
