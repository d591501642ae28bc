"""Fixtures that are costly: every sample in every edition and profile, drafted once and converted by LibreOffice once."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from filelock import FileLock

from drafter.drafting import Draft
from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf.office import convert, office
from tests.matrix import CASES, OWN, Case, drafted
from tests.tools import ROOT, need

os.environ.setdefault("DRAFTER_CACHE", str(ROOT / "build/cache"))  # not the user's own; kept from run to run


@pytest.fixture(scope="session")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder with every case as .docx, shared by all workers."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / "made"  # else the parent outlives the run
    with FileLock(str(folder) + ".lock"):
        if not (folder / "done").exists():
            folder.mkdir(exist_ok=True)
            for case in CASES:
                (folder / f"{case}.docx").write_bytes(docx_bytes(drafted(case)))
            (folder / "done").touch()
    return folder


@pytest.fixture(params=OWN, ids=str)
def own(request: pytest.FixtureRequest) -> Case:
    """One sample in its own profile, in one edition."""
    found = request.param
    assert isinstance(found, Case)
    return found


@pytest.fixture
def own_pdf(own: Case) -> bytes:
    """The case as LibreOffice lays it out."""
    need(office(), "LibreOffice")
    return convert(docx_bytes(drafted(own)), "pdf", seconds=600)


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
