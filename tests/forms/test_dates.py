"""No date differs between proposal, contract, rules, deadline list, calendar and forms: each is read where it is printed, and all places must say the same.

A date is compared with its mark: what is provisional in one place is so in all.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from datetime import date

import pytest

from drafter.language import Edition
from drafter.questionnaire.answers import AnswerSet
from tests.forms.printed import dated, dated_of
from tests.tools import SAMPLES, answers, sample

Places = Mapping[str, list[str]]
Day = tuple[date, bool]  # and whether it is provisional

_DAY = r"((?:\d{4}年\d+月\d+日|\d{4}-\d\d-\d\d)(?:（暂定）)?)"
_EVERY = ("deadlines", "calendar")


def _listed(what: str) -> list[tuple[str, str]]:
    return [(document, rf"^{_DAY} \| {what}") for document in _EVERY]


# What a date is -> where it is printed: a document, and how it is said there.
STATED: dict[str, list[tuple[str, str]]] = {
    "签订期限": [("proposal", rf"^签订合同 \| 发出中标.*? \| {_DAY} \|"), ("rules", rf"最迟为{_DAY}；拟签订"), *_listed("签订合同（")],
    "公告期限": [("proposal", rf"^公告合同 \| .*? \| {_DAY} \|"), ("rules", rf"最迟于{_DAY}公告合同"), *_listed("公告合同")],
    "备案期限": [("proposal", rf"^合同副本备案 \| .*? \| {_DAY} \|"), ("rules", rf"最迟于{_DAY}备案"), *_listed("合同副本备案")],
    "服务开始": [
        ("proposal", rf"^开始服务 \| .*? \| {_DAY} \|"),
        ("contract", rf"服务期限为\d+个月，自{_DAY}起"),
        *_listed("服务期限开始"),
    ],
    "服务届满": [("contract", rf"服务期限为\d+个月，自.*?起至{_DAY}止"), *_listed("服务期限届满")],
    "接管期届满": [
        ("proposal", rf"接管期为\d+日，至{_DAY}止"),
        ("forms", rf"F-TAKEOVER 接管期届满日期 \| {_DAY}"),
        ("forms", rf"F-GATES 2\.1 \|.*\| {_DAY}"),
        *_listed("接管期届满"),
    ],
    "过渡期开始": [
        ("proposal", rf"按届满推算自{_DAY}起"),
        ("proposal", rf"^过渡期开始 \| .*? \| {_DAY} \|"),
        ("forms", rf"F-GATES 3\.6 \|.*\| {_DAY}"),
        *_listed("过渡期开始"),
    ],
    "档案保存": [("forms", rf"F-ARCHIVE .*至.* \| {_DAY}"), *_listed("采购档案保存届满")],
}


def day_of(text: str) -> Day:
    """Return a printed date."""
    year, month, day = map(int, re.findall(r"\d+", text)[:3])
    return date(year, month, day), "暂定" in text


def found(documents: Places, name: str) -> dict[str, set[Day]]:
    """Return what is printed for a date, by the place that prints it."""
    said: dict[str, set[Day]] = {}
    for document, pattern in STATED[name]:
        if days := {day_of(m[1]) for line in documents[document] for m in re.finditer(pattern, line)}:
            said[f"{document}: {pattern}"] = days
    return said


def contradictions(documents: Places) -> list[str]:
    """Return the dates that are not the same wherever they are printed."""
    return [f"{name}: {said}" for name in STATED if len(set.union(set(), *(said := found(documents, name)).values())) > 1]


OCTOBER = """
profile: standard
answers: {project_name: 图书馆运维, award_notice_date: 2026-09-05, sign_date: 2026-09-30, service_start: 2026-10-10, term_months: 12}
"""  # signing falls due in the National Day holidays; Saturday 10 October is a working day


@pytest.mark.parametrize("name", [p.stem for p in SAMPLES])
def test_every_date_is_the_same_wherever_it_is_printed(name: str) -> None:
    documents = dated(name)
    assert contradictions(documents) == []
    compared = [one for one in STATED if len(found(documents, one)) > 1]
    print(name, compared)
    assert len(compared) >= (3 if sample(name).answers.get("is_gov_procurement") is False else 5), compared


def test_dates_over_the_holidays() -> None:
    documents = dated_of(answers(OCTOBER))
    assert contradictions(documents) == []
    for name, day in (("签订期限", 8), ("公告期限", 9), ("备案期限", 15)):
        said = found(documents, name)
        assert len(said) == (3 if name == "签订期限" else 4), said  # the rule of signing is silent where it is kept
        assert set.union(*said.values()) == {(date(2026, 10, day), False)}


@pytest.mark.parametrize(("signed", "kept"), [(date(2026, 10, 8), True), (date(2026, 10, 9), False)])
def test_a_contract_signed_on_the_last_day_is_signed_in_time(signed: date, kept: bool) -> None:
    given = answers(OCTOBER)
    late = found(dated_of(replace(given, answers={**given.answers, "sign_date": signed})), "签订期限")
    assert any(place.startswith("rules") for place in late) is not kept
    assert set.union(*late.values()) == {(date(2026, 10, 8), False)}


def _with(given: AnswerSet, **answered: object) -> AnswerSet:
    return replace(given, answers={**given.answers, **answered})


def test_the_days_answered_are_those_counted() -> None:
    documents = dated_of(_with(answers(OCTOBER), publish_days=1, filing_days=5))
    assert contradictions(documents) == []
    assert set.union(*found(documents, "公告期限").values()) == {(date(2026, 10, 8), False)}
    assert set.union(*found(documents, "备案期限").values()) == {(date(2026, 10, 13), False)}


@pytest.mark.parametrize("edition", ["zh", "bilingual"])
def test_what_a_notice_may_still_move_is_provisional_everywhere(edition: Edition) -> None:
    """Counted into a year without a holiday notice: over New Year's Day, which is a day off by law, and provisional."""
    given = _with(answers(OCTOBER), award_notice_date=date(2026, 12, 8), sign_date=date(2026, 12, 30), service_start=date(2027, 1, 4))
    documents = dated_of(given, edition)
    assert contradictions(documents) == []
    assert set.union(*found(documents, "公告期限").values()) == {(date(2027, 1, 4), True)}
    assert set.union(*found(documents, "备案期限").values()) == {(date(2027, 1, 11), True)}
    assert set.union(*found(documents, "服务开始").values()) == {(date(2027, 1, 4), False)}


@pytest.mark.parametrize(
    ("document", "old", "new"),
    [
        ("proposal", "2个工作日内 | 2026-12-22", "2个工作日内 | 2026-12-23"),
        ("calendar", "2026-12-29 | 合同副本备案", "2026-12-28 | 合同副本备案"),
        ("rules", "最迟于2026年12月29日备案", "最迟于2026年12月29日（暂定）备案"),
        ("forms", "接管期届满日期 | 2027-0", "接管期届满日期 | 2028-0"),
    ],
)
def test_a_contradiction_would_be_found(document: str, old: str, new: str) -> None:
    documents = dict(dated("m3b-data-bureau"))
    lines = list(documents[document])
    at = next(n for n, line in enumerate(lines) if old in line)
    lines[at] = lines[at].replace(old, new, 1)
    assert contradictions(documents | {document: lines}) != []


def test_every_date_of_the_table_is_compared() -> None:
    from drafter.content import load_content

    shown = {"sign_due": "签订期限", "publish_due": "公告期限", "filing_due": "备案期限"}
    assert shown.keys() == load_content().library.dates.keys()
    assert set(shown.values()) <= STATED.keys()
