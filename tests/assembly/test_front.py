"""The cover: a number where a number belongs, or a line to write it on."""

from __future__ import annotations

import re

import pytest

from drafter.content import load_content
from drafter.forms.deadlines import deadline_form
from drafter.forms.fill import fill_forms
from drafter.forms.selection import project
from drafter.language import Edition
from drafter.ooxml.archive import safe_parts
from drafter.writers.docx.write import docx_bytes
from tests.tools import draft, sample

STANDS_FOR_IT = {"zh": "以甲方合同管理编号为准", "en": "as numbered by Party A", "bilingual": "以甲方合同管理编号为准"}


@pytest.mark.parametrize(("edition", "label"), [("zh", "合同编号："), ("en", "Contract No.: "), ("bilingual", "合同编号 Contract No.：")])
def test_a_contract_without_a_number_has_room_for_it(edition: Edition, label: str) -> None:
    parts = safe_parts(docx_bytes(draft(sample("minimal"), edition)), "made.docx")
    cover = re.sub(r"<[^>]*>", "", parts["word/document.xml"].decode()[:6000])
    assert f"{label}________________" in cover
    assert STANDS_FOR_IT[edition] not in cover
    assert STANDS_FOR_IT[edition].encode() not in parts["word/header1.xml"]
    assert STANDS_FOR_IT[edition].encode() in parts["word/document.xml"]  # in a sentence it says what it should


def test_forms_leave_it_to_be_written_in() -> None:
    filling = project(load_content(), sample("minimal"), "zh")
    heads = [deadline_form(filling).head, fill_forms(filling, ["F-POA"])[0][0].head]
    assert [next(f.place.value for f in head if f.id == "contract_no") for head in heads] == [None, None]


def test_a_number_is_printed() -> None:
    parts = safe_parts(docx_bytes(draft(sample("m3b-data-bureau"))), "made.docx")
    assert b"YZSJ-HT-2026-073" in parts["word/header1.xml"]
