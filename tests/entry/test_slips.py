"""The ten most likely slips of an officer (docs/entry.md), each made at every entrance: none reaches a final without a word."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from openpyxl import Workbook

from drafter.batch.inputs import read_rows
from drafter.causes import told
from drafter.content import load_content
from drafter.drafting import draft_contract
from drafter.errors import DrafterError, NotFinal
from drafter.questionnaire.answers import AnswerSet, answers_data, dump_answers, parse_answers
from drafter.questionnaire.interview import Interview, from_typed
from drafter.values.reading import BadValue, BadValues
from tests.tools import sample


class Slip(NamedTuple):
    """What is written for a question, in a contract with these other answers, and what becomes of it: words of the refusal, or the finding that tells it."""

    number: int
    name: str
    written: str
    refused: str = ""
    told: str = ""


SLIPS = [
    Slip(1, "price_total_incl", "46.2", told="R-PAY-20"),
    Slip(1, "budget_amount", "48", told="R-PAY-21"),
    Slip(1, "price_total_incl", "46.2万元", told="reading"),
    Slip(1, "previous_price", "192", told="R-PAY-23"),
    Slip(2, "price_total_incl", "1,20,0000", refused="三位一组"),
    Slip(2, "price_total_incl", "1.2e6", refused="科学计数法"),
    Slip(2, "linked_pct", "2,5", refused="三位一组"),
    Slip(3, "linked_pct", "0.3", refused="30%"),
    Slip(3, "advance_pct", "0.1", refused="可能是"),
    Slip(4, "party_b.account", "6.60219E+18", refused="科学计数法"),
    Slip(4, "party_b.account", "6602190033000810000", told="R-PAY-25"),
    Slip(5, "sign_date", "26-12-21", refused="先后"),
    Slip(5, "service_start", "2027年1月", refused="没有写明日"),
    Slip(5, "service_start", "2028-12-31", told="R-PRO-30"),
    Slip(5, "sign_date", "2026-02-30", refused="不是实有的日期"),
    Slip(6, "term_months", "1年", told="reading"),
    Slip(6, "term_months", "1", told="R-PRO-31"),
    Slip(6, "term_months", "1200", refused="之间"),
    Slip(6, "acceptance_days", "10个工作日日", refused="不是数字"),
    Slip(6, "term_months", "365天", refused="单位"),
    Slip(7, "price_total_incl", "99999999", told="R-PRO-08"),
    Slip(8, "party_b_uscc", "91421500MA5B3T714X", refused="校验码"),
    Slip(8, "party_b_uscc", "91421500MA5B3T714", refused="应为18位"),
    Slip(8, "party_b_uscc", "91421500MA5K7Q2L79", told="R-PRO-32"),
    Slip(9, "mlps_level", "三级", told="reading"),
    Slip(9, "pay_cycle", "按季", told="reading"),
    Slip(9, "pay_cycle", "每两周", refused="应为以下之一"),
    Slip(10, "project_name", "××市数据局运维服务", refused="没有填写的空白"),
    Slip(10, "project_no", "________", refused="没有填写的空白"),
    Slip(10, "project_name", "【待填：项目名称】", refused="没有填写的空白"),
    Slip(10, "project_name", "待填写", refused="尚未填写"),
]


def base() -> dict[str, Any]:
    return answers_data(sample("m2-information-center"), load_content().library)


def with_slip(slip: Slip) -> dict[str, Any]:
    data = base()
    whole, _, part = slip.name.partition(".")
    answers = data["answers"]
    if part:
        answers[whole] = {**answers[whole], part: slip.written}
    else:
        answers[whole] = slip.written
    return data


def by_yaml(slip: Slip, folder: Path) -> AnswerSet:
    from drafter.library.yamlfile import dump_yaml

    return parse_answers(dump_yaml(with_slip(slip)), "a.yaml", load_content())


def by_json(slip: Slip, folder: Path) -> AnswerSet:
    return parse_answers(json.dumps(with_slip(slip), default=str), "a.json", load_content())


def by_interview(slip: Slip, folder: Path) -> AnswerSet:
    content = load_content()
    whole, _, part = slip.name.partition(".")
    interview = Interview(content, sample("m2-information-center"))
    question = content.library.questions[whole]
    raw: Any = {**base()["answers"][whole], part: slip.written} if part else from_typed(slip.written, question)
    interview.answer(whole, raw)
    return interview.answers


def _sheets(slip: Slip) -> tuple[list[str], list[str]]:
    """Return headings and cells of a row with the slip and nothing else that is not needed to tell it."""
    given = {"project_no": "P1", slip.name: slip.written}
    if slip.name.startswith("party_b.") or slip.name == "party_b_uscc":
        given |= {"party_b.name": "乙公司"}
    if slip.name == "price_total_incl" and slip.told == "R-PRO-08":
        given["budget_amount"] = "480000"
    if slip.told == "R-PAY-23":
        given["price_total_incl"] = "1968000"
    if slip.told == "R-PRO-30":
        given["sign_date"] = "2026-12-24"
    return list(given), list(given.values())


def by_workbook(slip: Slip, folder: Path) -> AnswerSet:
    book = Workbook()
    sheet: Any = book.active
    for row in _sheets(slip):
        sheet.append(row)
    book.save(folder / "a.xlsx")
    [row] = read_rows(folder / "a.xlsx", load_content())
    return row.answers(load_content())


def by_csv(slip: Slip, folder: Path) -> AnswerSet:
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(_sheets(slip))
    [row] = read_rows(folder / "a.csv", load_content())
    return row.answers(load_content())


def by_lines(slip: Slip, folder: Path) -> AnswerSet:
    (folder / "a.jsonl").write_text(json.dumps(with_slip(slip), default=str), encoding="utf-8")
    [row] = read_rows(folder / "a.jsonl", load_content())
    return row.answers(load_content())


ENTRANCES: dict[str, Callable[[Slip, Path], AnswerSet]] = {
    "yaml": by_yaml, "json": by_json, "interview": by_interview, "workbook": by_workbook, "csv": by_csv, "jsonl": by_lines,
}  # fmt: skip


def said(answers: AnswerSet) -> list[tuple[str, str]]:
    """Return code and words of everything that is said when a final is asked for; equal answers are drafted once."""
    key = dump_answers(answers, load_content().library)
    if key not in SAID:
        SAID[key] = _said(replace(answers, readings=()))
    return [*SAID[key], *((f.code, f.what.zh) for f in answers.readings)]


SAID: dict[str, list[tuple[str, str]]] = {}


def _said(answers: AnswerSet) -> list[tuple[str, str]]:
    try:
        return [(f.code, f.what.zh) for f in draft_contract(load_content(), answers, "zh", final=True).findings]
    except NotFinal as refusal:
        told = [(f.code, f.what.zh) for f in draft_contract(load_content(), answers, "zh").findings]
        return [*((f.code, f.what.zh) for f in refusal.findings), *told]


@pytest.mark.parametrize("entrance", ENTRANCES)
@pytest.mark.parametrize("slip", SLIPS, ids=lambda slip: f"{slip.number}-{slip.name}-{slip.written}")
def test_no_slip_reaches_a_final_without_a_word(tmp_path: Path, slip: Slip, entrance: str) -> None:
    try:
        answers = ENTRANCES[entrance](slip, tmp_path)
    except (BadValue, BadValues) as refusal:
        assert slip.refused, refusal
        assert slip.refused in told(refusal).zh
        return
    except DrafterError as refusal:
        assert slip.refused, refusal
        assert any(slip.refused in f.what.zh for f in refusal.findings)
        return
    if entrance == "interview" and slip.told == "reading":
        from drafter.services.interviews import echo

        assert echo(Interview(load_content(), answers), slip.name, slip.written)
        return
    found = said(answers)
    if slip.refused:
        assert any(slip.refused in words for _, words in found), "read without a word"
    else:
        assert slip.told in {code for code, _ in found}


def test_all_ten_are_tried() -> None:
    assert {slip.number for slip in SLIPS} == set(range(1, 11))
    page = (Path(__file__).parents[2] / "docs/entry.md").read_text(encoding="utf-8")
    assert all(f"| {number}. " in page for number in range(1, 11))
    assert all(slip.told in page for slip in SLIPS if slip.told.startswith("R-"))
