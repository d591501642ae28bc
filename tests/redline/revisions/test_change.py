"""Every kind of change: told from its marks, listed, shown on the page, settled."""

from __future__ import annotations

from typing import get_args

import pytest

from drafter.ooxml.markup import CELL_MARKS, CONTROL_RANGES, RECORDS
from drafter.redline.page.html import page_bytes
from drafter.redline.page.labels import KINDS, sign_of
from drafter.redline.page.view import view
from drafter.redline.revisions.change import CHANGE_KINDS, KIND_OF_MARK, Kind
from drafter.redline.revisions.listed import revisions
from tests.redline.build import package
from tests.redline.cases import CASES


def test_the_table_has_every_kind() -> None:
    assert set(CHANGE_KINDS) == set(get_args(Kind))


def test_every_mark_that_is_not_one_of_words_makes_a_kind() -> None:
    assert set(KIND_OF_MARK) == set(RECORDS) | CELL_MARKS | CONTROL_RANGES | {"numberingChange", "ins"}
    assert len(KIND_OF_MARK) == sum(len(told.marks) for told in CHANGE_KINDS.values())


def test_there_is_a_case_of_every_kind() -> None:
    assert {listed[0] for case in CASES.values() for listed in case.listed} == set(get_args(Kind))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list_on_the_page_names_every_kind(language: str) -> None:
    for case in CASES.values():
        parts = package(case.body)
        html = page_bytes(view(parts, language), "合同", language).decode()  # type: ignore[arg-type]
        for revision in revisions(parts):
            label = CHANGE_KINDS[revision.kind].label[language]  # type: ignore[index]
            assert f'data-kind="{revision.kind}"' in html
            assert f'<span class="kind">{label}</span>' in html


def test_a_kind_by_properties_is_one_of_records() -> None:
    made_by_records = {kind for mark, kind in KIND_OF_MARK.items() if mark in RECORDS or mark == "numberingChange"}
    assert {kind for kind, told in CHANGE_KINDS.items() if told.by_properties} == made_by_records


def test_a_table_has_one_sign_for_all_its_formats() -> None:
    assert {sign_of(mark, "zh") for mark in ("tblPrChange", "tblGridChange", "trPrChange", "tcPrChange")} == {KINDS["table-format"].zh}
    assert sign_of("pPrChange", "en") == "paragraph formatted"
