"""A type that is new: one entry in the table, and it works in questions, tables, contracts, forms, workbooks, schemas and interviews."""

from __future__ import annotations

import io
import re
import shutil
import zipfile
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from openpyxl import load_workbook

from drafter.agreements import read_forms
from drafter.content import Content, load_content
from drafter.drafting import draft_contract
from drafter.errors import AnswerError
from drafter.forms.fill import Entries, fill_form
from drafter.forms.model import FilledForm
from drafter.forms.selection import project
from drafter.language import Edition, Language, Words
from drafter.library import read_library
from drafter.lint.forms import check_form
from drafter.lint.names import Names
from drafter.questionnaire.answers import AnswerSet, answers_data, parse_answers
from drafter.questionnaire.interview import Interview, from_typed
from drafter.questionnaire.schema import answer_schema
from drafter.resources import library_dir, templates_dir
from drafter.types import TYPES, BadValue, Spec, ValueType
from drafter.writers.forms_docx import form_docx
from drafter.writers.forms_xlsx import forms_xlsx
from drafter.writers.markdown import markdown_bytes
from tests.office_tables.reading import rows
from tests.tools import ROOT

NOTICE = "general/general-notice.md"
QUESTIONS = "general/questions.yaml"
ADDRESS = "hetong@lyxxzx.example"


class Email(ValueType):
    """An e-mail address."""

    title = Words("电子邮箱，如 name@example.cn", "an e-mail address such as name@example.cn")
    examples = (ADDRESS,)

    def read(self, raw: Any, spec: Spec) -> str:
        if not isinstance(raw, str) or not re.fullmatch(r"[^@\s]+@[^@\s]+\.[a-z]+", raw.strip().lower()):
            raise BadValue("不是电子邮箱", "not an e-mail address")
        return raw.strip().lower()

    def show(self, value: str, spec: Spec, language: Language) -> str:
        return value

    def schema(self, spec: Spec) -> dict[str, Any]:
        return {"type": "string", "format": "email"}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the content with a question, a column of a table, a field and a column of a form that are e-mail addresses."""
    folder = tmp_path_factory.mktemp("content")
    library, templates = folder / "clause_library", folder / "templates"
    shutil.copytree(library_dir(), library)
    shutil.copytree(templates_dir(), templates)
    _change(
        library / QUESTIONS,
        "{id: email, label: {zh: 电子邮箱, en: E-mail}, also: [邮箱, 电子邮件, 邮件, email, mail], type: text}",
        "{id: email, label: {zh: 电子邮箱, en: E-mail}, type: email}",
    )
    with (library / QUESTIONS).open("a", encoding="utf-8") as file:
        file.write("desk_email:\n  label: {zh: 服务台邮箱, en: E-mail of the Service Desk}\n  type: email\n  default: desk@example.cn\n")
    text = (library / NOTICE).read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(# zh preferred\n(?:.*\n)*?1\. )", r"\g<1>服务台邮箱为{{ desk_email }}。", text, count=1)
    (library / NOTICE).write_text(
        re.sub(r"(?m)^(# en preferred\n(?:.*\n)*?1\. )", r"\g<1>The desk is at {{ desk_email }}. ", text, count=1), encoding="utf-8"
    )
    _change(
        templates / "forms/A-ESC.yaml",
        "tables:\n",
        "fields:\n"
        '  - {id: desk, title: {zh: 服务台, en: Desk}, type: email, value: "{{ desk_email }}"}\n'
        "  - {id: other, title: {zh: 其他邮箱, en: Other address}, type: email}\n"
        "  - {id: fixed, title: {zh: 固定邮箱, en: Fixed address}, type: email, value: FIXED@example.cn}\n"
        "tables:\n"
        "  - blank: 2\n"
        "    contract: false\n"
        "    columns: [{id: extra, title: {zh: 补充邮箱, en: More addresses}, width: 20, type: email}]\n",
    )
    return folder


def _change(path: Path, right: str, other: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert right in text
    path.write_text(text.replace(right, other, 1), encoding="utf-8")


@pytest.fixture
def world(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Content:
    """The content with the new type in the table: the one entry there is."""
    monkeypatch.setitem(TYPES, "email", Email())
    return load_content(folder)


def answered(content: Content) -> AnswerSet:
    """Return a sample, whose contacts have addresses, with one more."""
    text = (ROOT / "samples/m2-information-center.yaml").read_text(encoding="utf-8")
    return parse_answers(text.replace("answers:\n", "answers:\n  desk_email: Desk@Example.cn\n", 1), "x.yaml", content)


def filled(world: Content, edition: Edition = "zh", **cells: Any) -> FilledForm:
    """Return the form with addresses in it."""
    filling = project(world, answered(world), edition)
    done, wrong = fill_form(world.forms["A-ESC"], filling, written=Entries(cells, {}))
    assert wrong == []
    return done


def test_without_its_entry_the_type_is_refused_with_its_line(folder: Path) -> None:
    found = [f for f in read_library(folder / "clause_library").findings if f.code == "schema"]
    assert found
    assert {f.place.file for f in found} == {QUESTIONS}
    assert all(f.place.line and "'text'、'longtext'" in f.what.zh and "之一" in f.what.zh for f in found)
    assert [f.place.file for f in read_forms(folder / "templates")[1]] == ["forms/A-ESC.yaml"] * 4


def test_the_content_is_sound(world: Content) -> None:
    names = Names(world.library, world.agreement(), world.forms)
    assert list(check_form(world.forms["A-ESC"], names, world.templates_with("forms/A-ESC.yaml"))) == []


def test_questions_and_columns_of_tables_read_it(world: Content) -> None:
    given = answered(world)
    assert given.answers["desk_email"] == "desk@example.cn"
    assert given.answers["notice_contacts"][0]["email"] == ADDRESS
    assert answers_data(given, world.library)["answers"]["desk_email"] == "desk@example.cn"
    wrong = "answers:\n  desk_email: nobody\n  notice_contacts: [{party: A, role: x, email: 12}]\n"
    with pytest.raises(AnswerError) as caught:
        parse_answers(wrong, "x.yaml", world)
    assert [(f.place.line, f.what.zh) for f in caught.value.findings] == [
        (2, "服务台邮箱：不是电子邮箱"),
        (3, "通知联系人·电子邮箱：不是电子邮箱"),
    ]


def test_a_sheet_is_read_and_written(world: Content, tmp_path: Path) -> None:
    question = world.library.questions["notice_contacts"]
    (tmp_path / "x.csv").write_text(f"当事人,岗位,电子邮箱\n甲方,联系人, {ADDRESS} \n", encoding="utf-8")
    assert rows(tmp_path / "x.csv", question)[0]["email"] == ADDRESS
    column = next(c for c in question.columns if c.id == "email")
    assert column.value_type.to_cell(ADDRESS, column, "zh") == ADDRESS


def test_the_contract_prints_it_in_text_and_in_tables(world: Content) -> None:
    editions: tuple[Edition, ...] = ("zh", "en")
    for edition in editions:
        text = markdown_bytes(draft_contract(world, answered(world), edition)).decode("utf-8").replace("\\", "")
        assert "desk@example.cn" in text
        assert ADDRESS in text


def test_forms_hold_it_in_word_and_excel(world: Content) -> None:
    form = filled(world, other=ADDRESS)
    shown = {f.id: (f.place.type, f.place.value) for f in form.fields}
    assert shown == {"desk": ("email", "desk@example.cn"), "other": ("email", ADDRESS), "fixed": ("email", "fixed@example.cn")}
    assert form.tables[0].columns[0].type == "email"
    assert next(c for c in form.tables[-1].columns if c.id == "email").type == "email"
    with zipfile.ZipFile(io.BytesIO(form_docx(form, ("zh",), world))) as package:
        body = package.read("word/document.xml").decode("utf-8")
    assert all(a in body for a in ("desk@example.cn", "fixed@example.cn", ADDRESS))
    book = load_workbook(io.BytesIO(forms_xlsx([form], ("zh",), world.library.calendar, (2026, 2027))))
    cells = {c.value for row in book.worksheets[0].iter_rows() for c in row if isinstance(c.value, str)}
    assert {"desk@example.cn", "fixed@example.cn", ADDRESS} <= cells


def test_the_schema_describes_it(world: Content) -> None:
    schema = answer_schema(world.library, world.agreement())
    described = schema["properties"]["answers"]["properties"]["desk_email"]
    assert described["anyOf"][0] == {"type": "string", "format": "email"}
    jsonschema.validate({"answers": {"desk_email": ADDRESS}}, schema)


def test_an_interview_asks_for_it(world: Content) -> None:
    interview = Interview(world)
    question = world.library.questions["desk_email"]
    assert question.value_type.prompt == "line"
    with pytest.raises(BadValue):
        interview.answer("desk_email", from_typed("nobody", question))
    interview.answer("desk_email", from_typed(f" {ADDRESS} ", question))
    assert interview.answers.answers["desk_email"] == ADDRESS
