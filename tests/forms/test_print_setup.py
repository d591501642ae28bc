"""Every form as a workbook: fit to A4, locked where nothing is to be written, drop-downs that Excel accepts and that offer what the form offers."""

from __future__ import annotations

import io
from functools import lru_cache

import pytest
from openpyxl import Workbook, load_workbook

from drafter.content import load_content
from drafter.forms.fill import fill_forms
from drafter.forms.selection import chosen_codes, hours, project, years
from drafter.language import Edition
from drafter.writers.forms_xlsx import forms_xlsx
from tests.tools import EDITIONS, sample

LONGEST_LIST = 255  # characters; Excel calls a workbook damaged that has a longer one


@lru_cache(maxsize=3)
def books(edition: Edition) -> dict[str, Workbook]:
    from drafter.drafting import LANGUAGES_OF

    filling = project(load_content(), sample("m1-social-insurance"), edition)
    made = {}
    for code in chosen_codes(filling):
        filled, wrong = fill_forms(filling, [code])
        assert wrong == []
        made[code] = load_workbook(io.BytesIO(forms_xlsx(filled, LANGUAGES_OF[edition], filling.calendar, years(filling), hours(filling))))
    return made


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_form_prints_on_a4_and_is_locked(edition: Edition) -> None:
    assert len(books(edition)) >= 45
    for code, book in books(edition).items():
        for sheet in (s for s in book.worksheets if s.sheet_state == "visible"):
            setup = sheet.page_setup
            assert (int(setup.paperSize), setup.fitToWidth, setup.fitToHeight) == (9, 1, 0), (code, sheet.title)
            assert sheet.sheet_properties.pageSetUpPr.fitToPage, (code, sheet.title)
            assert sheet.protection.sheet, (code, sheet.title)
            formulas = [c for row in sheet.iter_rows() for c in row if c.data_type == "f"]
            assert all(c.protection.locked for c in formulas), (code, sheet.title)
            assert all(len(str(c.value)) <= 8192 for c in formulas), (code, sheet.title)


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_drop_down_is_short_or_a_range_that_is_filled(edition: Edition) -> None:
    lists = 0
    for code, book in books(edition).items():
        for sheet in book.worksheets:
            for rule in (r for r in sheet.data_validations.dataValidation if r.type == "list"):
                lists += 1
                source = str(rule.formula1)
                if source.startswith('"'):
                    assert len(source) - 2 <= LONGEST_LIST, (code, source)
                    assert all(part.strip() for part in source.strip('"').split(",")), (code, source)
                    continue
                title, _, cells = source.rpartition("!")
                values = [c.value for row in book[title.strip("='")][cells.replace("$", "")] for c in row]
                assert len(values) > 1, (code, source)
                assert all(values), (code, source)
    assert lists > 100
