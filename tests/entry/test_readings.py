"""What was not written as it prints is echoed as it will print: by the draft, a batch and the interview."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.batch.inputs import read_rows
from drafter.content import load_content
from drafter.drafting import draft_contract
from drafter.questionnaire.answers import parse_answers
from drafter.questionnaire.interview import Interview
from drafter.services import interviews

TOLD = {
    ("budget_amount", "120万元"): "批复预算：“120万元”读作 人民币1,200,000.00元",
    ("budget_amount", "壹佰贰拾万元整"): "批复预算：“壹佰贰拾万元整”读作 人民币1,200,000.00元",
    ("term_months", "2年"): "服务期限月数：“2年”读作 24个月",
    ("mlps_level", "三级"): "最高等保级别：“三级”读作 第三级",
    ("sign_date", "2026/12/21"): "签订日期：“2026/12/21”读作 2026年12月21日",
    ("linked_pct", "百分之三十"): "绩效挂钩比例：“百分之三十”读作 30%",
    ("is_cii", "√"): "关键信息基础设施认定：“√”读作 是",
}  # fmt: skip
PLAIN = [
    ("budget_amount", "1200000"), ("budget_amount", "1,200,000.00"), ("budget_amount", "1200000元"), ("term_months", "24"), ("term_months", "24个月"), ("linked_pct", "30%"),
    ("sign_date", "2026-12-21"), ("sign_date", "2026年12月21日"), ("mlps_level", "第三级"), ("mlps_level", "3"), ("is_cii", "是"), ("is_cii", "false"), ("project_no", "001"),
]  # fmt: skip


def told(name: str, text: str) -> list[str]:
    return [f.what.zh for f in parse_answers(f'answers: {{{name}: "{text}"}}', "a.yaml", load_content()).readings]


@pytest.mark.parametrize(("name", "text"), TOLD)
def test_what_is_not_written_as_it_prints_is_told(name: str, text: str) -> None:
    assert told(name, text) == [TOLD[name, text]]


@pytest.mark.parametrize(("name", "text"), PLAIN)
def test_what_is_plain_is_not(name: str, text: str) -> None:
    assert told(name, text) == []


def test_the_draft_tells_it_with_line_and_column() -> None:
    text = "answers:\n  project_name: 甲\n  systems:\n    - {name: A, users: 8.6万}\n"
    answers = parse_answers(text, "a.yaml", load_content())
    [finding] = [f for f in draft_contract(load_content(), answers, "zh").findings if f.code == "reading"]
    assert (finding.place.line, finding.place.path) == (4, "answers.systems.0.users")
    assert finding.what.zh == "纳入运维的系统·使用人数：“8.6万”读作 86,000"
    assert finding.what.en == "Systems in scope, Users: '8.6万' read as 86,000"


def test_a_batch_tells_it_with_its_cell(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("project_no,project_name,budget_amount\n001,甲,120万\n", encoding="utf-8")
    [row] = read_rows(tmp_path / "a.csv", load_content())
    [finding] = row.answers(load_content()).readings
    assert (finding.place.line, finding.place.path) == (2, "C2 budget_amount")


def test_the_interview_tells_it_at_once() -> None:
    interview = Interview(load_content())
    interview.answer("budget_amount", "120万元")
    assert [w.en for w in interviews.echo(interview, "budget_amount", "120万元")] == ["'120万元' read as RMB 1,200,000.00"]
    assert interviews.echo(interview, "budget_amount", "1200000") == []
