"""Content that does not fit its schema: file, line and remedy, in both languages."""

from __future__ import annotations

import pytest

from drafter.library.rates import Labour
from drafter.library.schema import Form
from drafter.library.validated import read_model, read_models

FORM = """\
title: {zh: 表, en: Form}
phase: [1]
clauses: [scope-overview]
code: F-ONE
tables:
  - columns:
      - {id: one, width: 10, align: middle}
"""


@pytest.mark.parametrize(
    ("text", "line", "zh", "en"),
    [
        (FORM, 7, "tables.0.columns.0.align：应为 'left'、'center'、'right' 之一", "tables.0.columns.0.align: Input should be"),
        (FORM.replace("title: {zh: 表, en: Form}\n", ""), 1, "title：缺少必填项", "title: Field required"),
        (FORM.replace("phase: [1]", "phase: [1]\nfase: 1"), 3, "fase：不认识的项", "fase: Extra inputs"),
        (FORM.replace("phase: [1]", "phase: 1"), 2, "phase：应为列表", "phase: Input should be a valid list"),
        ("- one", 1, "应为映射", "a mapping was expected"),
        ("title: {zh: [", 1, "YAML 格式错误", "not readable as YAML"),
    ],
)
def test_a_fault_names_its_line_in_both_languages(text: str, line: int, zh: str, en: str) -> None:
    form, findings = read_model(Form, text, "forms/F-ONE.yaml")
    assert form is None
    told = [f for f in findings if f.what.zh.startswith(zh)]
    assert told, [f.line("zh") for f in findings]
    assert told[0].what.en.startswith(en)
    assert told[0].place is not None
    assert (told[0].place.file, told[0].place.line) == ("forms/F-ONE.yaml", line)


def test_the_rows_of_a_list_that_can_be_read_are_kept() -> None:
    good = "{zh: 表, en: Form}"
    text = f"- {{title: {good}, phase: [1], clauses: [scope-overview], code: F-ONE, fields: [{{id: one, title: {good}}}]}}\n- {{title: {good}, phase: [9]}}\n"
    forms, findings = read_models(Form, text, "x.yaml")
    assert [f.code for f in forms] == ["F-ONE"], [f.line("en") for f in findings]
    assert {f.place.line for f in findings if f.place} == {2}
    assert read_models(Labour, "a: 1", "x.yaml")[1][0].what.zh == "应为列表"
