"""Contradictions planted in a copy of the content are found: number against number, person against matrix, table against table, default against rule."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.errors import Finding
from drafter.lint.library import check_library
from drafter.resources import library_dir, templates_dir

TERM, INCIDENT, VULN = "cost/cost-payment-term.md", "service/service-incident.md", "security/security-vuln.md"
PLANTED = [  # code, file, what stands there, what is planted: each text stands once, or its first place is meant
    ("typed-number", TERM, "起{{ pay_days }}内付清", "起{{ pay_days }}内，至迟60日内付清"),
    ("typed-number", INCIDENT, "甲方退回的，乙方应在{{ rca_revise_days }}内补正", "甲方退回的，乙方应在五个工作日内补正（{{ rca_revise_days }}）"),
    ("typed-number", INCIDENT, "Party B shall correct it within {{ rca_revise_days }}", "Party B shall correct it within ten days, not {{ rca_revise_days }}"),
    ("typed-number", VULN, "高危漏洞{{ vuln_high_days }}内", "高危漏洞24小时内（{{ vuln_high_days }}）"),
    ("typed-number", "quality/quality-service-credit.md", "# en preferred\n1. ", "# en preferred\n1. The cap is 15 per cent. "),
    ("typed-number", "security/security-logs.md", "# zh preferred\n1. ", "# zh preferred\n1. 日志保存六个月。"),
    ("typed-number", "security/security-remote.md", "# zh preferred\n1. ", "# zh preferred\n1. 会话记录保存180日。"),
    ("typed-number", "risk/risk-exit-transition.md", "# zh fallback\n1. ", "# zh fallback\n1. 过渡期为九十日。"),
    ("typed-number", "cost/cost-bond.md", "# zh preferred\n1. ", "# zh preferred\n1. 履约保证金为5%。"),
    ("typed-number", "scope/questions.yaml", "frequency: {zh: \"{{ inspection_cycle }}一次\", en: \"Once {{ inspection_cycle }}\"}",
     "frequency: {zh: \"每15日\", en: \"every 15 days\"}"),
    ("typed-number", "risk/questions.yaml", "amount: {zh: \"年度服务费的{{ ld_daily }}\"", "amount: {zh: \"年度服务费的3%\""),
    ("typed-number", "service/questions.yaml", "cycle: {zh: \"变动后{{ doc_update_days }}内\"", "cycle: {zh: \"变动后20日内\""),
    ("typed-number", "governance/questions.yaml", "answer: {zh: 30分钟", "answer: {zh: 45分钟"),
    ("approver", "scope/scope-takeover.md", "经执行组书面批准后执行", "经领导组书面批准后执行"),
    ("approver", "scope/scope-takeover.md", "the Executive Group has approved it in writing", "the Leading Group has approved it in writing"),
    ("approver", "service/service-monitoring.md", "# zh preferred\n1. ", "# zh preferred\n1. 巡检方案由领导组批准。"),
    ("approver", "cost/cost-budget.md", "# zh preferred\n1. ", "# zh preferred\n1. 预算由执行组审批。"),
    ("approver", "staffing/staffing-key.md", "# zh fallback\n1. ", "# zh fallback\n1. 关键人员由执行组批准。"),
    ("default-rule", "governance/questions.yaml", "{zh: 服务报告, en: Service Reports}, executive: A, party_b: R", "{zh: 服务报告, en: Service Reports}, executive: A, party_b: A"),
    ("default-rule", "quality/questions.yaml", "{code: K2, indicator: {zh: 响应和解决达标率, en: Response and resolution attainment}, weight: 20",
     "{code: K2, indicator: {zh: 响应和解决达标率, en: Response and resolution attainment}, weight: 30"),
    ("indicator", "quality/questions.yaml", "{code: K3,", "{code: K33,"),
]  # fmt: skip
RULES = {"governance/questions.yaml": ("rules/procurement.yaml", "R-ORG-01"), "quality/questions.yaml": ("rules/service.yaml", "R-KPI-01")}


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> list[Finding]:
    """What the check finds in a copy with all that is planted."""
    folder = tmp_path_factory.mktemp("content")
    shutil.copytree(templates_dir(), folder / "templates")
    shutil.copytree(library_dir(), folder / "clause_library")
    for _, file, right, wrong in PLANTED:
        path = folder / "clause_library" / file
        text = path.read_text(encoding="utf-8")
        assert right in text, (file, right)
        path.write_text(text.replace(right, wrong, 1), encoding="utf-8")
    return check_library(load_content(folder))[1]


def test_the_shipped_content_has_none() -> None:
    codes = {"typed-number", "approver", "default-rule", "indicator"}
    assert [f for f in check_library(load_content())[1] if f.code in codes] == []


@pytest.mark.parametrize(("code", "file", "right", "wrong"), PLANTED, ids=[f"{n}-{row[0]}" for n, row in enumerate(PLANTED, 1)])
def test_a_contradiction_is_found(found: list[Finding], code: str, file: str, right: str, wrong: str) -> None:
    at, rule = RULES[file] if code == "default-rule" else ("scope/questions.yaml" if code == "indicator" else file, "")
    mine = [f for f in found if f.code == code and f.place.file == at and rule in f.what.en]
    assert mine
    assert all(f.severity == "error" and f.what.zh and f.remedy.zh for f in mine)
    if code == "typed-number":
        assert any(said in wrong for f in mine for said in [f.what.zh.partition("“")[2].rstrip("”")])
    if file.endswith(".md"):
        line = (library_dir() / file).read_text(encoding="utf-8")
        assert any(f.place.line == line[: line.index(right) + len(right)].count("\n") + 1 for f in mine)


def test_what_is_allowed_is_allowed_by_its_words_only(tmp_path: Path) -> None:
    shutil.copytree(library_dir(), tmp_path / "clause_library")
    shutil.copytree(templates_dir(), tmp_path / "templates")
    path = tmp_path / "clause_library/general/general-term.md"
    text = path.read_text(encoding="utf-8")
    assert "每十二个月为一个服务年度" in text
    path.write_text(text.replace("每十二个月为一个服务年度", "每十三个月为一个服务年度", 1), encoding="utf-8")
    [wrong] = [f for f in check_library(load_content(tmp_path))[1] if f.code == "typed-number"]
    assert "十三个月" in wrong.what.zh
