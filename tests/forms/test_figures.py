"""No figure differs between proposal, needs, budget, contract and forms: each is read where it is printed, and all places must say the same."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest

from tests.forms.printed import printed, printed_of
from tests.tools import SAMPLES, sample

Places = Mapping[str, list[str]]
_MONEY = r"([\d,]+\.\d\d)"
_DAY = r"(\d+年\d+月\d+日)"
_LEVELS = "".join(r" \| ([^|]+)" for _ in range(4))

# What a figure is -> where it is printed: a document, and how it is said there. Several groups are several figures.
STATED: dict[str, list[tuple[str, str]]] = {
    "合同总价": [
        ("contract", rf"合同总价（含增值税）为人民币{_MONEY}元（大写"),
        ("contract", rf"本清单依照.*合同总价（含增值税）为人民币{_MONEY}元"),
        ("contract", rf"^合计 \| [\d,.]+ \| [\d,.]+ \| {_MONEY} \|"),
        ("forms", rf"A-PRICE total \| [\d,.]+ \| [\d,.]+ \| {_MONEY}"),
        ("forms", rf"F-CHG 签订时合同总价（元） \| {_MONEY}"),
        ("forms", rf"F-GRADE 合同总价（元） \| {_MONEY}"),
    ],
    "不含税价款和税额": [
        ("contract", rf"不含增值税的价款为人民币{_MONEY}元，增值税额为人民币{_MONEY}元"),
        ("contract", rf"^合计 \| {_MONEY} \| {_MONEY} \| [\d,.]+ \|"),
        ("forms", rf"A-PRICE total \| {_MONEY} \| {_MONEY} \|"),
    ],
    "预算": [
        ("proposal", rf"预算 \| 服务期限内人民币{_MONEY}元"),
        ("proposal", rf"分项构成，合计人民币{_MONEY}元"),
        ("proposal", rf"^合计 \|  \|  \|  \|  \| {_MONEY} \|"),
        ("proposal", rf"合同总价不超过预算人民币{_MONEY}元"),
        ("needs", rf"预算金额为人民币{_MONEY}元"),
        ("needs", rf"合同总价不超过预算人民币{_MONEY}元"),
        ("contract", rf"批复预算为人民币{_MONEY}元"),
        ("forms", rf"F-BUDGET 拟申报预算（元，含税） \| {_MONEY}"),
        ("forms", rf"F-REVIEW 申报预算（元） \| {_MONEY}"),
        ("budget", rf"分项构成法 \| \d+ \| {_MONEY}"),
    ],
    "上年合同总价": [
        ("proposal", rf"年度合同总价 \| 人民币{_MONEY}元"),
        ("proposal", rf"，年度合同总价人民币{_MONEY}元"),
        ("forms", rf"F-BUDGET 上年合同总价（元） \| {_MONEY}"),
    ],
    "各法测算": [
        *(("proposal", rf"\| {method} \| \d+行 \| {_MONEY}") for method in ("人月法",)),
        *(("budget", rf"{method} \| \d+ \| {_MONEY}") for method in ("人月法",)),
    ],
    "资产原值": [
        ("proposal", rf"原值合计人民币{_MONEY}元"),
        ("proposal", rf"登记资产\d+项，原值人民币{_MONEY}元"),
        ("needs", rf"原值合计人民币{_MONEY}元"),
        ("contract", rf"资产原值合计人民币{_MONEY}元"),
        ("forms", rf"A-ASSET total \| {_MONEY}"),
    ],
    "资产项数": [
        ("proposal", r"登记资产共(\d+)项"),
        ("needs", r"登记资产共(\d+)项"),
        ("proposal", r"登记的(\d+)项资产"),
        ("needs", r"登记的(\d+)项资产"),
    ],
    "服务月数": [
        ("proposal", r"服务期限 \| (\d+)个月"),
        ("needs", r"服务期限自.*共(\d+)个月"),
        ("contract", r"服务期限为(\d+)个月"),
    ],
    "服务期限": [
        ("proposal", rf"服务期限 \| \d+个月，{_DAY}至{_DAY}"),
        ("needs", rf"服务期限自{_DAY}起至{_DAY}"),
        ("contract", rf"服务期限为\d+个月，自{_DAY}起至{_DAY}止"),
    ],
    "人数": [
        ("proposal", r"团队不少于(\d+)人，其中驻场(\d+)人"),
        ("proposal", r"团队和更换 \| 不少于(\d+)人，驻场(\d+)人"),
        ("needs", r"团队不少于(\d+)人，其中驻场(\d+)人"),
    ],
    "总人数": [
        ("proposal", r"团队不少于(\d+)人"),
        ("contract", r"服务团队，总人数不少于(\d+)人"),
    ],
    "人月": [
        ("proposal", r"投入(\d+)人月"),
        ("needs", r"投入(\d+)人月"),
        ("contract", r"^合计 \| (\d+) \|  \| [\d,.]+"),
        ("forms", r"A-STAFF total \| (\d+) \|"),
    ],
    **{
        f"{level}时限": [
            (document, rf"(?:^|A-SLA ){level} [^|]+ \| [^|]+{_LEVELS}(?: \||$)") for document in ("proposal", "needs", "contract", "forms")
        ]
        for level in ("P1", "P2", "P3", "P4")
    },
    "可用率": [
        ("proposal", r"系统月可用率为A类不低于([\d.]+%)、B类不低于([\d.]+%)、C类不低于([\d.]+%)"),
        ("needs", r"系统月可用率为A类不低于([\d.]+%)、B类不低于([\d.]+%)、C类不低于([\d.]+%)"),
    ],
    **{
        f"考核{code}": [
            ("proposal", rf"^{code} \| ([^|]+) \| (\d+) \| ([^|]+) \|"),
            ("needs", rf"^{code} \| ([^|]+) \| (\d+) \| ([^|]+) \|"),
            ("contract", rf"^{code} \| ([^|]+) \| (\d+) \| ([^|]+) \|"),
            ("forms", rf"A-KPI {code} \| ([^|]+) \| (\d+) \| ([^|]+) \|"),
        ]
        for code in (f"K{n}" for n in range(1, 10))
    },
    "日志留存": [
        ("proposal", r"日志留存 \| 不少于(\d+)个月"),
        ("proposal", r"日志留存(\d+)个月"),
        ("contract", r"日志留存不少于(\d+)个月"),
        ("forms", r"F-ACCEPT 安全 \| 日志留存 \| 不少于(\d+)个月"),
    ],
    "付款": [
        ("proposal", r"预付(\d+)%，尾款(\d+)%；(\d+)日内付款"),
        ("needs", r"预付(\d+)%，尾款(\d+)%；(\d+)日内付款"),
    ],
    "付款日数": [
        ("proposal", r"验收合格后(\d+)日内付款"),
        ("proposal", r"%；(\d+)日内付款"),
    ],
    "年节约": [
        ("proposal", rf"预计年节约人民币{_MONEY}元"),
        ("forms", rf"F-CONSOL 年节约金额合计（元） \| {_MONEY}"),
    ],
}
FULL = ("m1-social-insurance", "m3b-data-bureau")  # which say all of it


def found(documents: Places, name: str) -> dict[str, set[tuple[str, ...]]]:
    """Return what is printed for a figure, by the place that prints it."""
    said: dict[str, set[tuple[str, ...]]] = {}
    for document, pattern in STATED[name]:
        if values := {tuple(v.strip() for v in m.groups() if v) for line in documents[document] for m in re.finditer(pattern, line)}:
            said[f"{document}: {pattern}"] = values
    return said


def contradictions(documents: Places) -> list[str]:
    """Return the figures that are not the same wherever they are printed."""
    return [f"{name}: {said}" for name in STATED if len(set.union(set(), *(said := found(documents, name)).values())) > 1]


@pytest.mark.parametrize("name", [p.stem for p in SAMPLES])
def test_every_figure_is_the_same_wherever_it_is_printed(name: str) -> None:
    documents = printed(name)
    assert contradictions(documents) == []
    compared = [one for one in STATED if len(found(documents, one)) > 1]
    assert len(compared) >= (len(STATED) - 2 if name in FULL else 12), sorted(set(STATED) - set(compared))


@pytest.mark.parametrize(
    ("change", "figure", "said"),
    [
        ({"pay_days": Decimal(20)}, "付款日数", ("20",)),
        ({"p1_response_min": Decimal(7)}, "P1时限", None),
        ({"log_retention_months": Decimal(18)}, "日志留存", ("18",)),
        ({"headcount": Decimal(10)}, "总人数", ("10",)),
    ],
)
def test_one_answer_changes_every_document(change: dict[str, Any], figure: str, said: tuple[str, ...] | None) -> None:
    given = sample("m1-social-insurance")
    before, after = printed("m1-social-insurance"), printed_of(replace(given, answers={**given.answers, **change}))
    assert contradictions(after) == []
    old, new = found(before, figure), found(after, figure)
    assert old.keys() == new.keys()
    assert all(old[place] != new[place] for place in old)
    assert said is None or all(values == {said} for values in new.values())


@pytest.mark.parametrize(
    ("document", "old", "new"),
    [
        ("contract", "3,297,660.00", "3,297,661.00"),
        ("needs", "A类不低于99.9%", "A类不低于99.8%"),
        ("forms", "申报预算（元） | 3,360,000.00", "申报预算（元） | 3,360,000.10"),
    ],
)
def test_a_contradiction_would_be_found(document: str, old: str, new: str) -> None:
    documents = dict(printed("m1-social-insurance"))
    lines = list(documents[document])
    at = next(n for n, line in enumerate(lines) if old in line)
    lines[at] = lines[at].replace(old, new, 1)
    assert contradictions(documents | {document: lines}) != []
