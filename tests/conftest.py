"""Fixtures that are costly: every sample in every edition and profile, drafted once and converted by LibreOffice once."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from filelock import FileLock

from drafter.drafting import Draft
from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf import office
from tests.matrix import CASES, Case, drafted
from tests.tools import need


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every case as .docx, shared by all workers."""
    folder = tmp_path_factory.getbasetemp().parent / "made"
    with FileLock(str(folder) + ".lock"):
        if not (folder / "done").exists():
            folder.mkdir(exist_ok=True)
            for case in CASES:
                (folder / f"{case}.docx").write_bytes(docx_bytes(drafted(case)))
            (folder / "done").touch()
    return folder


@pytest.fixture(scope="session")
def as_pdf(made: Path) -> Path:
    """Return a folder with every case as .pdf, laid out by LibreOffice in one run."""
    need(office(), "LibreOffice")
    folder = made.parent / "pdf"
    with FileLock(str(folder) + ".lock"):
        if not folder.exists():
            profile = f"-env:UserInstallation=file://{made.parent / 'office'}"
            files = [str(made / f"{case}.docx") for case in CASES]
            command = [str(office()), "--headless", profile, "--convert-to", "pdf", "--outdir", str(folder), *files]
            subprocess.run(command, check=True, capture_output=True, timeout=1500)
    return folder


@pytest.fixture(params=CASES, ids=str)
def case(request: pytest.FixtureRequest) -> Case:
    """One sample, profile and edition."""
    found = request.param
    assert isinstance(found, Case)
    return found


@pytest.fixture
def one_draft(case: Case) -> Draft:
    """The draft of a case."""
    return drafted(case)
