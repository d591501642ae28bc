"""The repository itself: its top level, and what may never stand in it."""

from __future__ import annotations

import ast
import re
import subprocess
from statistics import median

from tests.tools import ROOT

TOP = {
    "drafter", "clause_library", "templates", "web", "samples", "tests", "docs", "benchmarks", "findings", ".ci",
    "pyproject.toml", "README.md", "Makefile", "CHANGELOG.md", "LICENSE", ".gitignore",
}  # fmt: skip


def tracked() -> list[str]:
    """Return the files git tracks."""
    done = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True)
    return done.stdout.split("\n")[:-1]


def test_top_level_is_what_the_house_has() -> None:
    assert {name.split("/")[0] for name in tracked()} <= TOP


def test_no_machine_and_no_registry_is_named() -> None:
    pattern = re.compile(r"/home/\w|/root/|/work/|pypi\.org|registry\.npmjs|deb\.debian|files\.pythonhosted|index-url")
    for name in tracked():
        path = ROOT / name
        if path.suffix in (".py", ".md", ".yaml", ".toml", "") and name != "tests/test_repository.py" and name != "LICENSE":
            assert not pattern.search(path.read_text(encoding="utf-8")), name


XML_BY_HAND = {"styles", "_styles", "_document"}  # long lists of one call a line, as plain as they are long


def test_files_stay_small() -> None:
    for name in tracked():
        if name.startswith("drafter/") and name.endswith(".py"):
            assert len((ROOT / name).read_text(encoding="utf-8").splitlines()) <= 400, name


def test_functions_are_read_at_a_glance() -> None:
    lengths = {}
    for path in (ROOT / "drafter").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef) and node.end_lineno is not None:
                lengths[f"{path.relative_to(ROOT)}:{node.lineno} {node.name}"] = node.end_lineno - node.lineno + 1
    assert median(lengths.values()) <= 9
    assert [name for name, lines in lengths.items() if lines > 40 and name.rpartition(" ")[2] not in XML_BY_HAND] == []
