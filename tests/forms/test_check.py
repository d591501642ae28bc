"""The library check finds each kind of mistake in a form, with file and line: a copy of the templates is spoilt and checked."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drafter.agreements import read_forms
from drafter.content import load_content
from drafter.errors import Finding
from drafter.library import read_library
from drafter.lint.dates import check_dates
from drafter.lint.forms import check_deadlines, check_form, check_publication, check_standards
from drafter.lint.library import check_library
from drafter.lint.names import Names
from drafter.resources import library_dir, templates_dir

SETTLE, ACCEPT, KPI = "forms/F-SETTLE.yaml", "forms/F-ACCEPT.yaml", "forms/A-KPI.yaml"
MISTAKES = [
    ("unknown-name", SETTLE, 'formula: "fee + changes"', 'formula: "fee + chances"'),
    ("unknown-name", SETTLE, 'value: "{{ party_b.name }}"', 'value: "{{ party_c.name }}"'),
    ("formula", ACCEPT, "filled(item) - filled(result)", "filled(item) - filled(results)"),
    ("formula", SETTLE, 'formula: "fee + changes"', "formula: \"has(redact_items, fee)\""),
    ("unknown-clause", SETTLE, "position('cost-payment-term')", "position('cost-payment-terms')"),
    ("form", SETTLE, "cost-settlement]", "cost-settlements]"),
    ("form", ACCEPT, "rows_from: standards", "rows_from: standard"),
    ("form", ACCEPT, "{id: signature, title: {zh: 签字, en: Signature}, width: 20}", "{id: signature, width: 20}"),
    ("form", SETTLE, "sum: [credit, damage]", "sum: [credit, damages_]"),
    ("form", KPI, "rows: &vetoes\n      - {item:", "rows: &vetoes\n      - {itme: {zh: 甲, en: a}, item:"),
    ("parity", SETTLE, "title: {zh: 收款人, en: Payee}", "title: 收款人"),
    ("parity", ACCEPT, "at least {{ acceptance_panel_min }};", "at least three;"),
    ("schema", SETTLE, 'formula: "fee + changes"', 'formula: "fee + minuets(3) +"'),
    ("schema", SETTLE, "type: money, formula: \"fee", "type: monye, formula: \"fee"),
    ("reference", ACCEPT, "依照[](#quality-acceptance)", "依照[](#quality-acceptances)"),
    ("standard", "standards.yaml", "{{ log_retention_months }}", "{{ vuln_critical_h }}"),
    ("reference", "standards.yaml", "ref: security-logs.retention", "ref: security-logs.nothing"),
    ("unknown-name", "deadlines.yaml", "date: publish_due", "date: publish_dew"),
    ("unknown-name", "statutory_dates.yaml", "count: publish_days", "count: publish_dayz"),
    ("unknown-name", "statutory_dates.yaml", "from: sign_date", "from: sign_dat"),
    ("date", "statutory_dates.yaml", "from: sign_date", "from: publish_days"),
    ("date", "statutory_dates.yaml", "count: publish_days\n  in: workdays", "count: publish_days\n  in: days"),
    ("law", "statutory_dates.yaml", "law: GPR-50", "law: GPR-51111"),
    ("date", "statutory_dates.yaml", "publish_due:", "publish_days:"),
    ("law", "holidays/statutory.yaml", "law: HOL-2", "law: HOL-222"),
    ("schema", "holidays/statutory.yaml", "mid-autumn: 2027-09-15", "mid-autumn: 2028-09-15"),
    ("schema", "holidays/statutory.yaml", 'first: "05-01"', 'first: "05-32"'),
    ("schema", "publication.yaml", "never:", "nevr:"),
    ("holidays", "holidays/2026.yaml", "working: [2026-01-04", "working: [2027-01-04"),
]  # fmt: skip


@pytest.fixture(scope="module")
def copies(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A copy of library and templates, mended again after each mistake."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copytree(library_dir(), folder / "library")
    shutil.copytree(templates_dir(), folder / "templates")
    return folder / "library", folder / "templates"


def findings(library: Path, templates: Path, code: str) -> list[Finding]:
    """Return what the checks of forms say, as `drafter library check` runs them, about one form and what is beside the forms."""
    forms, wrong = read_forms(templates)
    names = Names(read_library(library), load_content().agreement(), forms)
    of_form = check_form(forms[code], names, templates) if code in forms else ()
    return [
        *wrong,
        *of_form,
        *check_standards(names, templates),
        *check_deadlines(names, templates),
        *check_publication(names, templates),
        *check_dates(names, library),
    ]


@pytest.mark.parametrize(("code", "file", "right", "wrong"), MISTAKES, ids=lambda v: v[:20] if isinstance(v, str) else "")
def test_a_mistake_is_found_where_it_is(copies: tuple[Path, Path], code: str, file: str, right: str, wrong: str) -> None:
    library, templates = copies
    path = (library if file.startswith(("holidays/", "statutory")) else templates) / file
    text = path.read_text(encoding="utf-8")
    assert right in text
    assert not [f for f in findings(library, templates, path.stem) if f.place.file == file]
    path.write_text(text.replace(right, wrong), encoding="utf-8")
    try:
        found = [f for f in findings(library, templates, path.stem) if f.code == code and f.place.file == file]
    finally:
        path.write_text(text, encoding="utf-8")
    assert found, f"{code} not found"
    assert all(f.what.zh and f.what.en for f in found)
    if file.startswith(("forms/", "holidays/statutory", "statutory", "deadlines")):
        assert all(f.place.line for f in found)


def test_shipped_forms_have_no_mistake() -> None:
    ours = ("forms/", "standards", "deadlines", "publication", "holidays")
    assert [f.line("en") for f in check_library(load_content())[1] if f.severity == "error" and f.place.file.startswith(ours)] == []
