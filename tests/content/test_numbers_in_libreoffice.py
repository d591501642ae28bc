"""LibreOffice as a second reader: it counts the same numbers as we print, and goes on counting after a paragraph is put in."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from drafter.model import Paragraph
from drafter.ooxml.archive import safe_parts
from drafter.ooxml.container import pack
from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf.office import convert, office
from tests.tools import draft, need, sample


def numbered(edition: str) -> list[Paragraph]:
    """Return the numbered paragraphs of the consolidated sample."""
    one = draft(sample("m3b-data-bureau"), edition)  # type: ignore[arg-type]
    from drafter.model import paragraphs_of

    return [p for block in (*one.body, *one.annexes) for p in paragraphs_of(block) if p.number]


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_text_export_shows_the_number_of_every_paragraph(edition: str) -> None:
    need(office(), "LibreOffice")
    exported = convert(docx_bytes(draft(sample("m3b-data-bureau"), edition)), "txt:Text (encoded):UTF8").decode("utf-8-sig")  # type: ignore[arg-type]
    lines = iter([squeezed(line) for line in exported.splitlines()])
    for paragraph in numbered(edition):
        number = f"{paragraph.number}." if paragraph.style == "article" and edition == "en" else paragraph.number
        expected = squeezed(number + paragraph.text)
        assert any(line == expected for line in lines), f"LibreOffice does not print {expected[:60]!r} where we do"


def test_references_follow_when_a_paragraph_is_put_in(tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    made = safe_parts(docx_bytes(draft(sample("m3b-data-bureau"), "en")), "made")
    text = made["word/document.xml"].decode()
    start = text.index('w:tag w:val="drafter:risk-liability@')
    mark = text.index('w:name="r_risk_liability_setoff_en"', start)
    paragraph = text.rindex("<w:p>", 0, mark)
    new = '<w:p><w:pPr><w:pStyle w:val="ContractClauseEn"/></w:pPr><w:r><w:t>A paragraph put in by counsel.</w:t></w:r></w:p>'
    changed = text[:paragraph] + new + text[paragraph:]
    before, after = (pages({**made, "word/document.xml": t.encode()}, tmp_path) for t in (text, changed))
    old = next(p.number for p in numbered("en") if p.anchor == "r_risk_liability_setoff_en")
    article, place = old.split(".")
    assert f"Clause{old}" in before
    assert f"Clause{article}.{int(place) + 1}" in after
    assert after.count(f"Clause{old}") < before.count(f"Clause{old}")


def pages(parts: dict[str, bytes], folder: Path) -> str:
    """Return the text LibreOffice lays out, fields brought up to date, without white space."""
    pdf = folder / "x.pdf"
    pdf.write_bytes(convert(pack(parts), "pdf"))
    return squeezed(subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout)
