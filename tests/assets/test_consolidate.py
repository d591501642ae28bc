"""What `drafter consolidate` proposes goes into the answers, and from there into F-CONSOL."""

from __future__ import annotations

from pathlib import Path

from drafter.assets.consolidate import MARK, answer_rows, propose
from drafter.content import load_content
from drafter.forms.fill import fill_form
from drafter.forms.selection import project
from drafter.language import Words
from drafter.services.answers import read_answers
from tests.assets.command import run

ANSWERS = """agreement: contract
profile: standard
answers:
  contract_type: APP
  assets:
    - {asset_no: A1, name: 公文系统, category: application, vendor: 甲软件有限公司, parent_system: 公文}
    - {asset_no: A2, name: Oracle 11g, category: system-software, parent_system: 公文}
    - {asset_no: A3, name: 督办系统, category: application, vendor: 甲软件股份有限公司, parent_system: 督办}
    - {asset_no: A4, name: Oracle 19c, category: system-software, parent_system: 督办}
    - {asset_no: A5, name: 档案系统, category: application, vendor: 乙公司, parent_system: 档案, health: sick}
"""


def test_proposals_are_written_into_the_answers_and_printed_by_the_form(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(ANSWERS, encoding="utf-8")
    code, said = run("consolidate", tmp_path / "a.yaml", "-o", tmp_path / "b.yaml")
    assert code == 0
    assert "b.yaml" in said
    answers = read_answers(load_content(), tmp_path / "b.yaml")
    assert {r["system"].zh: r["decision"] for r in answers.answers["consolidation"]} == {"公文": "merge", "督办": "merge", "档案": "stop"}
    form, wrong = fill_form((filling := project(load_content(), answers, "zh")).forms["F-CONSOL"], filling)
    assert wrong == []
    table = next(t for t in form.tables if "similar" in [c.id for c in t.columns])
    names = [c.id for c in table.columns]
    printed = {row[0].show("zh"): {n: p.show("zh") for n, p in zip(names, row, strict=True)} for row in table.rows if row[0].value}
    assert (printed["公文"]["similar"], printed["公文"]["same_vendor"], printed["公文"]["decision"]) == ("督办", "是", "合并")
    assert printed["档案"]["reason"].startswith(MARK.zh)
    assert next(f.place.value for f in form.fields if f.id == "merged") == 2


def test_what_was_decided_stays(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(
        ANSWERS + "  consolidation: [{system: 督办, decision: keep, reason: 涉密}, {system: 门户, decision: keep, reason: 独立}]\n",
        encoding="utf-8",
    )
    code, said = run("consolidate", tmp_path / "a.yaml", "-o", tmp_path / "a.yaml", "--quiet")
    assert (code, said.count("[kept]")) == (0, 1)  # what a person wrote is kept beside
    rows = {r["system"].zh: r for r in read_answers(load_content(), tmp_path / "a.yaml").answers["consolidation"]}
    assert rows["督办"]["reason"] == Words.of("涉密")
    assert set(rows) == {"公文", "督办", "档案", "门户"}
    assert rows["公文"]["decision"] == "merge"
    again = answer_rows(propose(read_answers(load_content(), tmp_path / "a.yaml").answers["assets"]), list(rows.values()))
    assert {r["system"].zh: r["decision"] for r in again} == {n: r["decision"] for n, r in rows.items()}


def test_silence_of_the_register_is_no_reason_to_keep() -> None:
    named = propose([], ["门户", "档案"])
    assert [p.verdict for p in named] == ["unknown", "unknown"]
    assert named[0].reason == Words(
        "资产登记中没有该系统的开发单位、技术路线、基础设施", "the register has no vendor, stack, infrastructure of it"
    )
    assert answer_rows(named) == []
    seen = [
        {"name": "Oracle 19c", "category": "system-software", "parent_system": "门户"},
        {"name": "门户网站", "category": "application", "vendor": "甲公司", "parent_system": "门户"},
    ]
    beside = {p.system: p for p in propose(seen, ["门户", "档案"])}
    assert beside["门户"].verdict == "unknown"
    assert "档案" in beside["门户"].reason.zh
    other = [
        {"name": "达梦 8", "category": "system-software", "parent_system": "档案"},
        {"name": "档案系统", "category": "application", "vendor": "乙公司", "parent_system": "档案"},
    ]
    assert {p.verdict for p in propose([*seen, *other])} == {"keep"}
