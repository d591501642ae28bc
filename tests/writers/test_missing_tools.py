"""A package that is not installed is named, with what to install, when something is asked for that needs it."""

from __future__ import annotations

import sys

import pytest

from drafter.errors import MissingTool
from drafter.ooxml import container
from drafter.writers import pandoc
from drafter.writers.pdf import printed
from tests.tools import draft, refused, sample


@pytest.fixture
def missing(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A package that Python does not find."""
    monkeypatch.setitem(sys.modules, request.param, None)


@pytest.mark.parametrize("missing", ["isal"], indirect=True)
@pytest.mark.usefixtures("missing")
def test_fast_packing(monkeypatch: pytest.MonkeyPatch) -> None:
    container._isal.cache_clear()
    with refused(MissingTool, "isal") as caught:
        container.pack({"a.xml": b"<a/>"}, fast=True)
    assert "drafter[fast]" in caught.value.findings[0].remedy.en


@pytest.mark.parametrize("missing", ["pypandoc"], indirect=True)
@pytest.mark.usefixtures("missing")
def test_formats_of_pandoc() -> None:
    with refused(MissingTool, "pandoc") as caught:
        pandoc.convert(draft(sample("minimal")), "rst")
    assert "pypandoc_binary" in caught.value.findings[0].remedy.en


@pytest.mark.parametrize("missing", ["pypdfium2"], indirect=True)
@pytest.mark.usefixtures("missing")
def test_reading_a_pdf() -> None:
    with refused(MissingTool, "pdf") as caught:
        printed.read_printed(b"%PDF-1.7", {})
    assert "drafter[pdf]" in caught.value.findings[0].remedy.en
