"""Every sample in every profile and edition: what a contract must be, seen in the files themselves."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from lxml import etree

from drafter.drafting import Draft
from drafter.model import Paragraph, Reference
from drafter.ooxml.archive import safe_open, safe_parts
from drafter.ooxml.text import W, paragraph_text
from drafter.writers.docx.write import docx_bytes
from tests.columns import broken_on_paper, broken_words
from tests.matrix import Case, drafted
from tests.tools import SAMPLES, draft, need, sample, validation_errors, validator

_FORBIDDEN = re.compile(r"\{\{|\}\}|\{%|\bNone\b|\bnan\b|\bundefined\b|UNKNOWN|Decimal\(|〔[a-zA-Z]|\]\(#")
_DOUBLED = re.compile(r"[，。；：、]{2,}|[,;:]{2,}|\.\.(?!\.)|  +\S")
ANNEXES = ["A-REQ", "A-ASSET", "A-CATALOG", "A-SLA", "A-PRICE", "A-STAFF", "A-KPI", "A-LD", "A-RACI", "A-ESC", "A-DOCS", "A-EXIT"]


def blocks(one: Draft) -> list[Paragraph]:
    """Return every paragraph of a draft."""
    from drafter.model import paragraphs_of

    parts = (one.contents, one.body, one.annexes, one.notice, one.drafting)
    return [p for part in parts for block in part for p in paragraphs_of(block)]


def test_text_is_clean(one_draft: Draft) -> None:
    for paragraph in blocks(one_draft):
        assert not _FORBIDDEN.search(paragraph.text), paragraph.text
        assert not _DOUBLED.search(paragraph.text), paragraph.text
        assert paragraph.text.strip() or paragraph.style in ("cell", "cellhead"), f"empty paragraph {paragraph.number}"


def test_nothing_went_wrong_in_assembly(one_draft: Draft) -> None:
    assert one_draft.contract.findings == []


def test_references_lead_to_what_they_name(one_draft: Draft) -> None:
    """Every reference's cached number is the number of the paragraph that carries the bookmark."""
    paragraphs = blocks(one_draft)
    numbers = {p.anchor: p.number for p in paragraphs if p.anchor}
    for paragraph in paragraphs:
        for inline in paragraph.inlines:
            if isinstance(inline, Reference):
                assert inline.target in numbers, f"{inline.target} in {paragraph.text}"
                if inline.shows == "number":
                    assert inline.text == numbers[inline.target]


def test_open_xml_sdk_finds_no_error(case: Case, made: Path) -> None:
    need(validator(), "the Open XML SDK validator")
    assert validation_errors(made / f"{case}.docx") == []


def test_libreoffice_converts_it(own: Case, own_pdf: bytes, tmp_path: Path) -> None:
    pages = len(re.findall(rb"/Type\s*/Page[^s]", own_pdf))
    assert pages > 5
    if own == Case("m3b-data-bureau", "standard", "zh"):
        assert pages >= 30
    if own == Case("lite-below-threshold", "lite", "zh"):
        assert 8 <= pages <= 15
    need(shutil.which("pdftotext"), "poppler")
    (tmp_path / "made.pdf").write_bytes(own_pdf)
    assert broken_on_paper(tmp_path / "made.pdf", safe_parts(docx_bytes(drafted(own)), "made.docx")) == []


def test_columns_have_room_for_every_word(case: Case, made: Path) -> None:
    assert broken_words(safe_open(made / f"{case}.docx")) == []


def test_standard_contract_covers_the_seven_elements() -> None:
    one = drafted(Case("m3b-data-bureau", "standard", "zh"))
    counts: dict[str, int] = {}
    for provision in one.contract.provisions:
        counts[provision.clause.element] = counts.get(provision.clause.element, 0) + 1
    for element in ("scope", "service", "cost", "quality", "staffing", "risk", "security"):
        assert counts[element] >= 8, counts
    assert [a.form.code for a in one.contract.annexes] == ANNEXES


@pytest.mark.parametrize("name", [p.stem for p in SAMPLES if p.stem != "minimal"])
@pytest.mark.parametrize("edition", ["zh", "en", "bilingual"])
def test_samples_make_a_final(name: str, edition: str) -> None:
    final = draft(sample(name), edition, final=True)  # type: ignore[arg-type]
    assert not final.contract.open
    assert not final.drafting


def test_number_fields_hold_what_the_lists_count(case: Case, made: Path) -> None:
    """Count the native numbering in the file as a reader does, and compare every REF field's cached text with it."""
    root = etree.fromstring(safe_open(made / f"{case}.docx")["word/document.xml"])
    numbers = count_numbers(root)
    fields = list(ref_fields(root))
    assert fields
    for target, cached in fields:
        assert numbers[target] == cached, target


def count_numbers(root: etree._Element) -> dict[str, str]:
    """Return bookmark -> printed number, counted from paragraph styles alone."""
    from tests.counting import Counter

    counter = Counter()
    found: dict[str, str] = {}
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        number = counter.number(style.get(f"{W}val", "") if style is not None else "")
        for mark in paragraph.iter(f"{W}bookmarkStart"):
            found[mark.get(f"{W}name", "")] = number
    return found


def ref_fields(root: etree._Element) -> list[tuple[str, str]]:
    """Return (bookmark, cached text) of every REF field that shows a number."""
    found = []
    for paragraph in root.iter(f"{W}p"):
        instruction, cached, state = "", "", 0
        for run in paragraph.iter(f"{W}r"):
            mark = run.find(f"{W}fldChar")
            kind = mark.get(f"{W}fldCharType") if mark is not None else ""
            if kind == "begin":
                instruction, cached, state = "", "", 1
            elif kind == "separate":
                state = 2
            elif kind == "end":
                if match := re.match(r" REF (\S+) \\n ", instruction):
                    found.append((match[1], cached))
                state = 0
            elif state == 1:
                instruction += "".join(t.text or "" for t in run.iter(f"{W}instrText"))
            elif state == 2:
                cached += "".join(t.text or "" for t in run.iter(f"{W}t"))
    return found


def test_no_numbered_paragraph_is_empty(case: Case, made: Path) -> None:
    root = etree.fromstring(safe_open(made / f"{case}.docx")["word/document.xml"])
    for paragraph in root.iter(f"{W}p"):
        style = paragraph.find(f"{W}pPr/{W}pStyle")
        name = style.get(f"{W}val", "") if style is not None else ""
        if name.startswith(("ContractArticle", "ContractClause", "ContractItem", "ContractSubitem", "ContractChapter", "ContractAnnex")):
            assert paragraph_text(paragraph).strip()
