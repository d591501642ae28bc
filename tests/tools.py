"""What tests share: the tools they need, and the shipped content."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import subprocess
import warnings
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import pytest
from openpyxl import Workbook, load_workbook

from drafter.content import load_content
from drafter.drafting import Draft, draft_contract
from drafter.errors import DrafterError
from drafter.language import Edition
from drafter.questionnaire.answers import AnswerSet, parse_answers, read_answer_file
from drafter.questionnaire.situation import Situation
from drafter.writers.pdf.office import office

ROOT = Path(__file__).resolve().parent.parent
SAMPLES = sorted((ROOT / "samples").glob("*.yaml"))
EDITIONS: tuple[Edition, ...] = ("zh", "en", "bilingual")


def need(found: object, what: str) -> None:
    """Skip on a bare machine; in CI, where everything is installed, fail instead."""
    if not found:
        if os.environ.get("DRAFTER_CI"):
            pytest.fail(f"{what} is missing, and CI must have it")
        pytest.skip(f"{what} is not installed")


def validator() -> str | None:
    """Return Microsoft's Open XML SDK validator, if there is one."""
    named = os.environ.get("OOXML_VALIDATOR")
    local = ROOT / "build/node/node_modules/.bin/ooxml-validator"
    return named or (str(local) if local.exists() else shutil.which("ooxml-validator"))


def validation_errors(path: Path) -> list[dict[str, object]]:
    """Return what the validator says about a file."""
    program = validator()
    assert program is not None
    done = subprocess.run([program, str(path)], capture_output=True, text=True, timeout=120, check=False)
    errors = json.loads(done.stdout)["errors"]
    assert isinstance(errors, list)
    return errors


@contextmanager
def refused(kind: type[DrafterError], *codes: str) -> Iterator[pytest.ExceptionInfo[DrafterError]]:
    """Expect an error of a kind, with findings of these codes and no other."""
    with pytest.raises(kind) as caught:
        yield caught
    assert [f.code for f in caught.value.findings] == list(codes)


def sample(name: str) -> AnswerSet:
    """Return a shipped answer set."""
    return read_answer_file(ROOT / "samples" / f"{name}.yaml", load_content())


def answers(text: str) -> AnswerSet:
    """Return the answer set in a YAML text."""
    return parse_answers(text, "test.yaml", load_content())


def situation(given: AnswerSet) -> Situation:
    """Return the situation of an answer set with the shipped content."""
    content = load_content()
    return Situation(content.library, content.agreement(), given)


def draft(given: AnswerSet, edition: Edition = "zh", final: bool = False) -> Draft:
    """Return a draft with the shipped content."""
    return draft_contract(load_content(), given, edition, final)


def recalculated(path: Path, folder: Path) -> Workbook:
    """Return a workbook with the values that LibreOffice Calc computes for its formulas."""
    return recalculated_all([path], folder)[path]


def without_results(book: bytes) -> bytes:
    """Return a workbook whose formulas have no values beside them, which LibreOffice would keep and not compute."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(book)) as given, zipfile.ZipFile(out, "w") as package:
        for name in given.namelist():
            part = given.read(name)
            package.writestr(name, re.sub(rb"(</f>)<v>[^<]*</v>", rb"\1<v></v>", part) if name.startswith("xl/worksheets/") else part)
    return out.getvalue()


def by_gnumeric(path: Path, folder: Path) -> Workbook:
    """Return a workbook with the values that Gnumeric computes for its formulas."""
    need(shutil.which("ssconvert"), "Gnumeric (ssconvert)")
    given, out = folder / "bare.xlsx", folder / "gnumeric.xlsx"
    given.write_bytes(without_results(path.read_bytes()))
    subprocess.run(["ssconvert", "--recalc", str(given), str(out)], capture_output=True, timeout=120, check=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", UserWarning)  # openpyxl says that Gnumeric names no default style
        return load_workbook(out, data_only=True)


def recalculated_all(paths: Sequence[Path], folder: Path) -> dict[Path, Workbook]:
    """Return workbooks with the values that LibreOffice Calc computes for their formulas, all in one call."""
    need(office(), "LibreOffice")
    out, given = folder / "recalculated", folder / "given"
    given.mkdir(exist_ok=True)
    names = {path: f"{number}.xlsx" for number, path in enumerate(paths)}  # files of several folders may bear one name
    for path, name in names.items():
        (given / name).write_bytes(without_results(path.read_bytes()))
    command = [str(office()), "--headless", "--norestore", f"-env:UserInstallation={(folder / 'profile').as_uri()}"]
    command += ["--convert-to", "xlsx", "--outdir", str(out)]
    subprocess.run([*command, *(str(given / name) for name in names.values())], capture_output=True, timeout=600, check=True)
    return {path: load_workbook(out / name, data_only=True) for path, name in names.items()}


def formula_errors(book: Workbook) -> list[str]:
    """Return the cells of a recalculated workbook that hold an error value."""
    cells = (cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row)
    return [f"{cell.parent.title}!{cell.coordinate} {cell.value}" for cell in cells if cell.data_type == "e"]
