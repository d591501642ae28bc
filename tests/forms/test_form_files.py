"""The files of forms: Word to print and sign, Excel that opens only what is to be written in; in every edition, with hostile answers too."""

from __future__ import annotations

import io
import json
import re
from functools import lru_cache
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.worksheet.worksheet import Worksheet

from drafter.content import load_content
from drafter.drafting import LANGUAGES_OF
from drafter.forms.fill import Filling, fill_form, fill_forms
from drafter.forms.model import FilledForm
from drafter.forms.selection import chosen_codes, created, hours, project, years
from drafter.language import Edition, Words
from drafter.ooxml.archive import safe_parts
from drafter.writers.forms_docx import form_docx, forms_docx
from drafter.writers.forms_grid import layout
from drafter.writers.forms_xlsx import forms_xlsx
from tests.columns import broken_words
from tests.tools import answers, need, sample, validation_errors, validator

_FORBIDDEN = re.compile(r"\{\{|\}\}|\bNone\b(?! of)|UNKNOWN|Decimal\(|〔[a-zA-Z]|\]\(#|undefined")


@lru_cache(maxsize=8)
def filled(name: str, edition: Edition) -> tuple[Filling, tuple[FilledForm, ...]]:
    """Return every form of a sample."""
    source = project(load_content(), sample(name), edition)
    made, wrong = fill_forms(source, chosen_codes(source))
    assert [f.line("en") for f in wrong] == []
    return source, tuple(f for f in made if f.number < 2)


def working(name: str, edition: Edition) -> tuple[Filling, tuple[FilledForm, ...]]:
    """Return the forms people work with, without the long tables of the contract's annexes."""
    source, forms = filled(name, edition)
    return source, tuple(f for f in forms if not f.code.startswith("A-") or f.code == "A-KPI")


def document(form: FilledForm, edition: Edition) -> str:
    """Return the body of a form's Word file."""
    return safe_parts(form_docx(form, LANGUAGES_OF[edition], load_content()), "form")["word/document.xml"].decode()


def sheet(source: Filling, form: FilledForm, edition: Edition = "zh") -> Worksheet:
    """Return the sheet of a form."""
    data = forms_xlsx([form], LANGUAGES_OF[edition], source.calendar, years(source), hours(source))
    return load_workbook(io.BytesIO(data)).worksheets[0]


@pytest.mark.parametrize(("name", "edition"), [("m3b-data-bureau", "zh"), ("lite-below-threshold", "en"), ("minimal", "bilingual")])
def test_every_form_is_sound_and_clean(name: str, edition: Edition, tmp_path: Path) -> None:
    """All forms of a direction in one file: the validator looks at each of them."""
    need(validator(), "the Open XML SDK validator")
    source, forms = filled(name, edition)
    for landscape in (False, True):
        some = [f for f in forms if f.landscape is landscape]
        path = tmp_path / f"{landscape}.docx"
        path.write_bytes(forms_docx(some, LANGUAGES_OF[edition], load_content(), created(source)))
        assert validation_errors(path) == []
        parts = safe_parts(path.read_bytes(), "forms")
        assert broken_words(parts) == []
        text = parts["word/document.xml"].decode()
        assert not (found := _FORBIDDEN.search(re.sub(r"<[^>]*>", " ", text))), found
        assert ('w:orient="landscape"' in text) is landscape


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_head_signatures_and_room_to_write(edition: Edition) -> None:
    source, forms = working("m3b-data-bureau", edition)
    for form in forms:
        text = re.sub(r"<[^>]*>", "\n", document(form, edition))
        for word in (form.code, "YZSJ-HT-2026-073", form.title[edition], {"zh": "所属期间", "en": "Period"}[edition]):
            assert word in text, (form.code, word)
        assert text.count({"zh": "（签字）：", "en": "(signature):"}[edition]) == len(form.signs) >= 1
        body = document(form, edition)
        assert body.count("<w:tblHeader/>") == len(form.tables)
        rows = re.findall(r"<w:tr>(?:(?!</w:tr>).)*</w:tr>", body)
        assert all('w:trHeight w:val="' in row for row in rows if "<w:tblHeader/>" not in row)
    assert source.contract.languages == (edition,)


def test_options_are_boxes_and_an_answer_is_ticked() -> None:
    source = filled("m3b-data-bureau", "zh")[0]
    secinc, _ = fill_form(source.forms["F-SECINC"], source)
    text = re.sub(r"<[^>]*>", "", document(secinc, "zh"))
    assert "□一般　□较大　□重大　□特别重大" in text
    assert re.search("☑其他|☑[^□☑]*其他", text), "the reporting class that follows from the answers"


def test_the_same_form_gives_the_same_bytes() -> None:
    source, forms = filled("m3b-data-bureau", "zh")
    for form in forms[:4]:
        assert form_docx(form, ("zh",), load_content()) == form_docx(form, ("zh",), load_content())
        twice = [forms_xlsx([form], ("zh",), source.calendar, years(source), hours(source)) for _ in range(2)]
        assert twice[0] == twice[1]


def test_only_what_is_to_be_written_is_open() -> None:
    source, forms = working("m3b-data-bureau", "zh")
    for form in forms:
        page = sheet(source, form)
        assert page.protection.sheet
        assert not page.protection.password
        for spot in layout(form, lambda w: w.zh).spots:
            cell = page.cell(spot.row, spot.column)
            if spot.place is not None:
                assert cell.protection.locked is not spot.place.writable, (form.code, cell.coordinate)
                assert (cell.fill.fgColor.rgb == "00FFF7DF") is spot.place.writable
            if isinstance(cell.value, str) and cell.value.startswith("="):
                assert spot.sum_of or (spot.place is not None and spot.place.formula is not None), cell.value


def test_validation_by_type_and_range_and_print_setup() -> None:
    source, forms = working("m3b-data-bureau", "zh")
    for form in forms:
        page = sheet(source, form)
        rules = {str(r.coord): rule for rule in page.data_validations.dataValidation for r in rule.sqref.ranges}
        inside = page.data_validations.dataValidation
        for spot in layout(form, lambda w: w.zh).spots:
            if spot.place is None or not spot.place.writable or spot.place.type in ("text", "longtext"):
                continue
            coordinate = page.cell(spot.row, spot.column).coordinate
            rule = next((r for r in inside if coordinate in r.sqref), None)
            assert rule is not None, (form.code, coordinate)
            if spot.place.choices:
                assert rule.type == "list"
            elif spot.place.range and spot.place.range[0] is not None:
                assert rule.formula1 == f"{spot.place.range[0]:f}"
        assert rules or not any(p.writable and p.type not in ("text", "longtext") for p in form.places)
        setup = page.page_setup
        assert (str(setup.paperSize), setup.fitToWidth, setup.fitToHeight) == ("9", 1, 0)
        assert setup.orientation == ("landscape" if form.landscape else "portrait")
        assert page.print_title_rows if len(form.tables) == 1 else True


def test_answers_never_become_formulas_or_markup(tmp_path: Path) -> None:
    evil = {"zh": '=HYPERLINK("http://x")<b>&\'{{7*7}}', "en": "@SUM(1+1)"}
    given = answers(json.dumps({"answers": {"project_name": evil, "contract_no": "+1-1"}}))
    source = project(load_content(), given, "zh")
    form, _ = fill_form(source.forms["F-CONF"], source, {"name": Words("=1+1", "=1+1"), "post": Words("-1", "-1")}, 1)
    page = sheet(source, form)
    values = [c.value for row in page.iter_rows() for c in row if isinstance(c.value, str)]
    assert any("HYPERLINK" in v for v in values)
    computed = {f.id for f in form.fields if f.place.formula is not None}
    assert all(not v.startswith(("+", "-", "@")) for v in values)
    assert sum(v.startswith("=") for v in values) == len(computed)
    path = tmp_path / "evil.docx"
    path.write_bytes(form_docx(form, ("zh",), load_content()))
    assert "{{7*7}}" in re.sub(r"<[^>]*>", "", safe_parts(path.read_bytes(), "x")["word/document.xml"].decode())
    if validator():
        assert validation_errors(path) == []


def test_long_lists_of_options_stand_on_a_sheet_of_their_own() -> None:
    source = filled("m3b-data-bureau", "en")[0]
    form, _ = fill_form(source.forms["F-SECINC"], source)
    data = forms_xlsx([form], ("en",), source.calendar, years(source), hours(source))
    book = load_workbook(io.BytesIO(data))
    lists = [r.formula1 for r in book.worksheets[0].data_validations.dataValidation if r.type == "list"]
    assert lists
    assert all(len(f) <= 255 for f in lists)
    for formula in lists:
        if not formula.startswith('"'):
            title = formula.split("!")[0].strip("'")
            assert book[title].sheet_state == "hidden"
