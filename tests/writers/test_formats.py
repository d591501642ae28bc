"""The table of output formats: what is in it is offered, told of, and written."""

from __future__ import annotations

import re
from importlib.util import find_spec

import pytest

from drafter.content import load_content
from drafter.drafting import draft_contract
from drafter.questionnaire.answers import read_answer_file
from drafter.services.formats import DOCUMENTS
from drafter.writers.formats import WRITERS, writer_of
from tests.tools import ROOT, need


def test_every_format_is_offered_and_told_of() -> None:
    told = next(line for line in (ROOT / "docs/commands.md").read_text(encoding="utf-8").splitlines() if line.startswith("Formats:"))
    assert tuple(WRITERS) == DOCUMENTS
    assert [name for name in WRITERS if not re.search(rf"\b{name}\b", told)] == []


@pytest.mark.parametrize("name", sorted(set(WRITERS) - {"pdf", "pdfa"}))
def test_every_format_is_written(name: str) -> None:
    if name not in ("docx", "html", "md"):
        need(find_spec("pypandoc"), "pypandoc_binary")
    content = load_content()
    draft = draft_contract(content, read_answer_file(ROOT / "samples/lite-below-threshold.yaml", content), "en")
    assert len(writer_of(name)(draft, None).data) > 1_000
