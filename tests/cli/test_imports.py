"""What each command imports: nothing heavy that it does not need. Content is compiled beforehand, as every command but the first finds it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tools import ROOT

HEAVY = {
    "asyncio", "certifi", "charset_normalizer", "distributed", "docx", "docxtpl", "fontTools", "icalendar", "jinja2", "lxml", "markdown", "matplotlib",
    "multiprocessing", "numpy", "openpyxl", "pikepdf", "PIL", "prompt_toolkit", "pydantic", "pydoc", "pypandoc", "questionary", "rapidfuzz", "requests",
    "rich", "ruamel", "ssl", "stdnum", "unittest", "urllib3", "xlsxwriter", "yaml",
}  # fmt: skip
BUREAU, RETURNED = "{samples}/m3b-data-bureau.yaml", "{folder}/returned.docx"
COMMANDS: list[tuple[tuple[str, ...], set[str]]] = [  # what is run, and what of the heavy ones it may import
    (("--help",), set()),
    (("draft", "--help"), set()),
    (("review", "--help"), set()),
    (("pack", "--help"), set()),
    (("why", "risk-source-code", BUREAU), set()),
    (("needs", BUREAU), set()),
    (("draft", BUREAU, "-o", "{folder}/made.docx", "--quiet"), set()),
    (("inspect", RETURNED), {"lxml"}),
    (("verify", RETURNED), {"lxml"}),
    (("review", RETURNED, "-o", "{folder}/review.html"), {"jinja2", "lxml", "rapidfuzz"}),
    (("redline", RETURNED, RETURNED, "-o", "{folder}/redline.docx"), {"lxml", "rapidfuzz"}),
    (("revisions", RETURNED), {"lxml"}),
    (("library", "list"), set()),
    (("library", "show", "risk-source-code"), set()),
    (("budget", BUREAU), set()),
    (("forms", BUREAU, "-o", "{folder}/forms", "--only", "F-SETTLE", "--quiet"), {"PIL", "lxml", "numpy", "openpyxl"}),
    (("pack", BUREAU, "-o", "{folder}/pack", "--quiet"), {"PIL", "icalendar", "jinja2", "lxml", "markdown", "numpy", "openpyxl"}),
]  # fmt: skip
_RUN = """
import sys
from drafter.cli.main import main
try:
    main()
except SystemExit as end:
    code = end.code
print("\\n", code, *sorted({name.partition(".")[0] for name in sys.modules}), file=sys.__stderr__)
"""


def imported(arguments: tuple[str, ...], folder: Path) -> tuple[int, set[str]]:
    """Return the exit code of a command and the heavy modules that it imported."""
    named = [a.format(samples=ROOT / "samples", folder=folder) for a in arguments]
    environment = os.environ | {"XDG_CACHE_HOME": str(folder.parent / "cache"), "PYTHONPATH": str(ROOT), "DRAFTER_LANG": "en"}
    done = subprocess.run([sys.executable, "-c", _RUN, *named], capture_output=True, text=True, env=environment, cwd=folder, check=False)
    code, *modules = done.stderr.splitlines()[-1].split()
    return int(code), HEAVY.intersection(modules)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a contract, all content compiled."""
    folder = tmp_path_factory.mktemp("commands") / "work"
    folder.mkdir()
    imported(("draft", BUREAU, "-o", RETURNED, "--quiet"), folder)
    for agreement in ("proposal", "needs"):
        imported(("draft", BUREAU, "--agreement", agreement, "-o", "{folder}/first.docx", "--quiet"), folder)
    imported(("review", "{folder}/returned.docx", "-o", "{folder}/first.html"), folder)
    imported(("budget", BUREAU), folder)
    imported(("pack", BUREAU, "-o", "{folder}/first", "--quiet"), folder)
    return folder


@pytest.mark.parametrize(("arguments", "allowed"), COMMANDS, ids=lambda value: " ".join(value[:2]) if isinstance(value, tuple) else "")
def test_a_command_imports_nothing_heavy_that_it_does_not_need(arguments: tuple[str, ...], allowed: set[str], folder: Path) -> None:
    code, modules = imported(arguments, folder)
    assert code == 0
    assert modules <= allowed
