"""Numbers that law sets, as of a day; changes entered ahead; years without a value; and that content which names one that is not there is told."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.library import Library, read_library
from drafter.library.parameters import Parameter, named_limits
from drafter.library.validated import read_model
from drafter.lint.library import check_library
from drafter.questionnaire.answers import AnswerSet
from drafter.questionnaire.situation import Situation
from drafter.resources import library_dir
from drafter.rules.apply import apply_rules
from tests.tools import answers

CAP = """
id: cap
label: {zh: 上限, en: Cap}
type: percent
values:
  - {from: 2020-01-01, value: 10, law: [A-1]}
  - {from: 2026-01-01, to: 2026-12-31, value: 12.5, law: [A-2]}
"""


def parameter(text: str = CAP) -> Parameter:
    """Return the parameter in a YAML text."""
    found, wrong = read_model(Parameter, text, "test.yaml")
    assert found is not None, wrong
    return found


@pytest.mark.parametrize(
    ("day", "value", "certain"),
    [
        (date(2019, 12, 31), None, False),
        (date(2020, 1, 1), 10, True),
        (date(2025, 12, 31), 10, True),
        (date(2026, 1, 1), Decimal("12.5"), True),
        (date(2026, 12, 31), Decimal("12.5"), True),
        (date(2027, 1, 1), Decimal("12.5"), False),
        (None, Decimal("12.5"), True),
    ],
)
def test_a_number_is_that_of_the_day(day: date | None, value: Decimal | None, certain: bool) -> None:
    found = parameter().at(day)
    assert (found.value, found.certain) == (value, certain)


@pytest.mark.parametrize(
    ("right", "wrong", "said"),
    [
        ("from: 2026-01-01", "from: 2019-01-01", "does not come after"),
        ("type: percent", "type: integer", "whole number"),
        ("type: percent", "type: percent\nunit: fortnight", "unknown unit"),
        ("law: [A-1]", "law: []", "at least 1 item"),
        ("value: 12.5", "value: about twelve", "decimal"),
    ],
)
def test_a_malformed_parameter_is_told(right: str, wrong: str, said: str) -> None:
    found, findings = read_model(Parameter, CAP.replace(right, wrong), "test.yaml")
    assert found is None
    assert any(said in f.what.en.lower() for f in findings)


def test_a_range_names_limits() -> None:
    known = {"law.cap": parameter()}
    row = {"range": ["law.cap", "law.cap"], "columns": [{"id": "a", "range": [0, "law.cop"]}], "label": "law.cap"}
    done, unknown = named_limits(row, known)
    assert done == {"range": [10, Decimal("12.5")], "columns": [{"id": "a", "range": [0, None]}], "label": "law.cap"}
    assert unknown == ("law.cop",)


def test_the_shipped_numbers_are_used_as_they_are() -> None:
    library = load_content().library
    question = library.questions
    assert question["publish_days"].range == (1, 2)
    assert question["term_months"].range == (1, 36)
    given = Situation(library, load_content().agreement(), answers("answers: {sign_date: 2026-12-21}"))
    assert [given.value(n) for n in ("publish_days", "filing_days", "pay_days", "vat_rate_goods")] == [2, 7, 30, 13]
    assert given.value("law.bond_cap") == 10
    assert (given.origin("law.bond_cap"), given.kind("law.sign_days").unit) == ("law", "day")


# --- a change of law, entered ahead --------------------------------------------------------------------------------------------------------


@pytest.fixture
def changed(tmp_path: Path) -> Callable[[str, str, str], Library]:
    """Return the shipped library with one change in a file of parameters."""

    def change(file: str, old: str, new: str) -> Library:
        folder = tmp_path / "clause_library"
        shutil.copytree(library_dir(), folder)
        path = folder / "parameters" / file
        text = path.read_text(encoding="utf-8")
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return read_library(folder)

    return change


def signed(library: Library, day: str, more: str = "") -> Situation:
    """Return a contract signed on a day, its notice of award four weeks before."""
    issued = date.fromisoformat(day) - timedelta(days=28)
    given: AnswerSet = answers(f"answers: {{award_notice_date: {issued}, sign_date: {day}{more}}}")
    return Situation(library, load_content().agreement(), given)


def test_a_change_of_law_holds_for_what_is_signed_from_its_day_on(changed: Callable[[str, str, str], Library]) -> None:
    old = "    - {from: 2014-08-31, value: 30, law: [GPL-46, M87-71]}\n"
    library = changed("procurement.yaml", old, old + "    - {from: 2027-03-01, value: 20, law: [GPL-46]}\n")
    assert library.findings == ()
    before, after = signed(library, "2027-02-26"), signed(library, "2027-03-01")
    assert [f.code for f in apply_rules(before) if f.code == "R-PRO-01"] == []
    told = [f.what for f in apply_rules(after) if f.code == "R-PRO-01"]
    assert ["20日内" in words.zh and "within 20 days" in words.en for words in told] == [True]
    assert (after.value("sign_due") - date(2027, 2, 1)).days == 21  # the twentieth day is a Sunday
    proposed = Situation(
        library, load_content().agreement("proposal"), answers("answers: {sign_date: 2027-03-01, proposal_date: 2026-10-01}")
    )
    assert proposed.value("law.sign_days") == 20  # a proposal looks at the law of the contract it proposes


def test_a_year_without_a_value_is_warned_of_where_it_matters() -> None:
    fixed = ", party_b_sme_type: small, late_rate_mode: fixed-daily, late_rate_daily: 0.05"
    library = load_content().library
    codes = [(f.code, f.severity, f.place.path) for f in apply_rules(signed(library, "2026-12-21", fixed)) if f.code == "parameter"]
    assert codes == [("parameter", "warning", "law.lpr_1y")]
    assert not [f for f in apply_rules(signed(library, "2025-06-02", fixed)) if f.code == "parameter"]
    assert not [f for f in apply_rules(signed(library, "2026-12-21", f"{fixed}, lpr_1y: 3.1")) if f.code == "parameter"]
    assert not [f for f in apply_rules(signed(library, "2026-12-21")) if f.code == "parameter"]  # nothing hangs on it
    told = next(f for f in apply_rules(signed(library, "2026-12-21", fixed)) if f.code == "parameter")
    assert "2026年12月21日" in told.what.zh
    assert "3%" in told.what.en


def test_before_any_value_nothing_is_taken_for_law() -> None:
    early = signed(load_content().library, "2020-02-03", ", party_b_sme_type: small, pay_days: 45")
    findings = apply_rules(early)
    assert not [f for f in findings if f.code in ("R-PAY-01", "R-PAY-02")]
    assert early.origin("law.sme_pay_days") == "missing"


# --- library check -----------------------------------------------------------------------------------------------------------------------

MISTAKES = [
    ("parameter", "rules/procurement.yaml", "archive_years < law.archive_years", "archive_years < law.archive_yaers"),
    ("parameter", "rules/procurement.yaml", "{{ law.sign_days }}内", "{{ law.sing_days }}内"),
    ("parameter", "general/questions.yaml", "range: [1, law.publish_days]", "range: [1, law.publish_dais]"),
    ("parameter", "general/questions.yaml", "default_expr: law.publish_days", "default_expr: law.publish"),
    ("parameter", "statutory_dates.yaml", "law.sign_days", "law.sign_dayz"),
    ("parameter", "parameters/security.yaml", "from: 2024-07-01", "from: 2024-06-30"),
    ("law", "parameters/procurement.yaml", "law: [GPR-50]", "law: [GPR-5O]"),
    ("law", "rules/liability.yaml", "  law: [CC-586]\n", "  law: [GPL-6]\n"),
    ("unknown-name", "law.yaml", 'applies_when: "is_cii"', 'applies_when: "is_ciii"'),
    ("parity", "law.yaml", "en: State Council Decree No. 658", "en: 国务院令第658号"),
    ("law", "law.yaml", "  GPR-50: {instrument: GPR,", "  GPR-50: {instrument: GPRR,"),
    ("schema", "parameters/payment.yaml", "type: percent", "type: share"),
    ("schema", "parameters/payment.yaml", "value: 0.05, ", ""),
    ("unused", "parameters/payment.yaml", "deposit_cap:", "deposit_kap: {label: {zh: 甲, en: A}, type: percent, values: [{from: 2024-01-01, value: 1, law: [CC-586]}]}\ndeposit_cap:"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "file", "right", "wrong"), MISTAKES, ids=lambda v: v[:24] if isinstance(v, str) else "")
def test_a_mistake_is_found_where_it_is(tmp_path: Path, code: str, file: str, right: str, wrong: str) -> None:
    folder = tmp_path / "clause_library"
    shutil.copytree(library_dir(), folder)
    text = (folder / file).read_text(encoding="utf-8")
    assert right in text
    (folder / file).write_text(text.replace(right, wrong, 1), encoding="utf-8")
    found = [f for f in check_library(load_content(), folder)[1] if f.code == code and f.place.file == file]
    assert found
    assert all(f.place.line and f.what.zh and f.what.en for f in found)
