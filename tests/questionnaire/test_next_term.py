"""Next year's answers, begun from last year's: dates moved on, what belonged to the old award asked anew, all else as it was."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from drafter.content import load_content
from drafter.drafting import draft_contract
from drafter.errors import FileError
from drafter.services.files import Upload
from drafter.services.following import Following, follow
from drafter.writers.docx.write import docx_bytes
from tests.tools import sample

CONTENT = load_content()
M3B, MINIMAL = sample("m3b-data-bureau"), sample("minimal")


def _after(name: str, term_months: int = 12, **answers: Any) -> Following:
    last = sample(name)
    return follow(CONTENT, replace(last, answers={**last.answers, "term_months": term_months, **answers}))


def test_dates_move_on_by_the_whole_years_of_the_term() -> None:
    for months, years in ((6, 1), (12, 1), (18, 2), (24, 2), (36, 3)):
        after = _after("minimal", months).answers.answers
        assert after["service_start"] == date(2027 + years, 1, 1)
        assert after["sign_date"] == MINIMAL.answers["sign_date"].replace(year=2026 + years)


def test_a_day_that_the_year_has_not_is_the_last_of_its_month() -> None:
    assert _after("minimal", 12, service_start=date(2028, 2, 29)).answers.answers["service_start"] == date(2029, 2, 28)


def test_dates_and_years_in_tables_move_on_too() -> None:
    before, after = M3B.answers, follow(CONTENT, M3B).answers.answers  # two years
    assert [row["year"].zh for row in before["budget_years"]] == ["2027", "2028", "2029"]
    assert [row["year"].zh for row in after["budget_years"]] == ["2029", "2030", "2031"]
    assert not any("approval" in row for row in after["budget_years"])
    assert [row["start"].year - 2 for row in after["timetable"]] == [row["start"].year for row in before["timetable"]]


def test_what_belongs_to_the_old_award_is_asked_anew() -> None:
    after = follow(CONTENT, M3B).answers.answers
    for name in ("contract_no", "project_no", "award_notice_no", "award_notice_date", "market_quotes", "last_incidents"):
        assert name in M3B.answers
        assert name not in after


def test_last_years_price_is_that_of_the_contract() -> None:
    assert follow(CONTENT, MINIMAL).answers.answers["previous_price"] == Decimal("462000.00")


def test_all_else_stands() -> None:
    following = follow(CONTENT, M3B)
    concerned = {change.question.id for change in following.changes}
    assert {n: v for n, v in M3B.answers.items() if n not in concerned} == {
        n: v for n, v in following.answers.answers.items() if n not in concerned
    }
    assert following.answers.positions == M3B.positions


def test_what_was_left_open_stays_open() -> None:
    last = follow(CONTENT, {"answers": {"sign_date": None, "project_name": "甲"}})
    assert "previous_price" not in last.answers.answers
    assert [change.question.id for change in last.changes] == []


def test_it_is_told_in_both_languages() -> None:
    following = follow(CONTENT, MINIMAL)
    assert ("服务开始日期", "2027年1月1日", "2028年1月1日") in following.told("zh")
    assert ("Service start", "1 January 2027", "1 January 2028") in following.told("en")
    assert ("合同编号", "YZSJ-HT-2026-073", "重新填写") in follow(CONTENT, M3B).told("zh")


def test_a_contract_is_followed_as_its_answers_are() -> None:
    contract = docx_bytes(draft_contract(CONTENT, M3B, "zh"))
    assert follow(CONTENT, Upload("last.docx", contract)).text(CONTENT) == follow(CONTENT, M3B).text(CONTENT)


def test_a_file_that_is_no_answer_set_is_refused() -> None:
    with pytest.raises(FileError) as caught:
        follow(CONTENT, Upload("last.yaml", b"\xff\xfe\x00"))
    assert caught.value.findings[0].code == "encoding"
