"""What is said of values as officers have written them: what was read, what was expected, and how to write it, in both languages."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any, NamedTuple

import pytest

from drafter.causes import told
from drafter.content import load_content
from drafter.types import read_value
from drafter.values.reading import BadValue, BadValues

CHINESE = re.compile("[一-鿿]")
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")


class Case(NamedTuple):
    """A value written for a question, or a column of a table, as a cell or a text; what the message must hold in Chinese and in English."""

    name: str
    written: Any
    zh: tuple[str, ...]  # what was read, what was expected, how it is written
    en: tuple[str, ...]


CASES = [
    Case("linked_pct", "0.3", ("0.3", "在", "之间", "30%"), ("0.3", "lie between", "30%")),
    Case("linked_pct", "2,5", ("“2,5”", "三位一组", "1,200,000", "小数用点"), ("'2,5'", "groups of three", "1,200,000")),
    Case("sign_date", "26-12-21", ("“26-12-21”", "年月日", "2027-01-31"), ("'26-12-21'", "day, month and year", "2027-01-31")),
    Case("service_start", "2027年1月", ("“2027年1月”", "没有写明日", "2027-01-31"), ("names no day", "2027-01-31")),
    Case("sign_date", "2026-02-30", ("“2026-02-30”", "不是实有的日期"), ("'2026-02-30'",)),
    Case("price_total_incl", "1,20,0000", ("“1,20,0000”", "三位一组", "1,200,000"), ("'1,20,0000'", "groups of three", "1,200,000")),
    Case("price_total_incl", "1.2e6", ("“1.2e6”", "科学计数法"), ("'1.2e6'",)),
    Case("price_total_incl", "约120万", ("“约120万”", "不是金额", "120万元"), ("'约120万'", "is not an amount", "1.2 million")),
    Case("price_total_incl", "30%", ("“30%”", "百分数", "金额（元）"), ("'30%'", "a percentage", "an amount in yuan")),
    Case("price_total_incl", "$1200", ("“$1200”", "不是人民币金额"), ("'$1200'", "not an amount in RMB")),
    Case("term_months", "1200", ("1200", "应在", "之间"), ("1200", "lie between")),
    Case("term_months", "365天", ("“365天”", "单位", "个月"), ("'365天'", "is not in months")),
    Case(
        "party_b_uscc", "91421500MA5B3T714X", ("“91421500MA5B3T714X”", "校验码", "核对"), ("'91421500MA5B3T714X'", "check digit", "compare")
    ),
    Case("party_b_uscc", "91421500MA5B3T714", ("有17位", "应为18位"), ("has 17 characters, not 18",)),
    Case(
        "pay_cycle", "每两周", ("“每两周”", "应为以下之一", "按季度（quarterly）"), ("'每两周'", "must be one of", "Quarterly (quarterly)")
    ),
    Case("mlps_level", "五级甲", ("“五级甲”", "应为以下之一", "第三级（3）"), ("'五级甲'", "options; it must be", "level 3 (3)")),
    Case("project_name", "甲\n乙", ("换行", "写在一行内"), ("line break", "on one line")),
    Case("project_name", "××市数据局", ("××", "没有填写的空白", "待定"), ("a blank", "TBD")),
    Case("pay_cycle", "季度付", ("“季度付”", "是否应为", "应为以下之一"), ("did you mean", "? It must be one of")),
    Case("project_name", "", ("不能为空", "待定"), ("may not be empty", "TBD")),
    Case("project_name", "甲\u202e乙", ("U+202E", "删去"), ("U+202E", "take them out")),
    Case("project_no", "6.60219E+18", ("6.60219E+18", "科学计数法", "文本", "引号"), ("6.60219E+18", "format the cell as text", "quotes")),
    Case("systems.users", "约200", ("“约200”", "不是数字", "请写作"), ("'约200'", "is not a number", "write")),
    Case("systems.class", "D", ("“D”", "应为以下之一", "A类（A）"), ("'D'", "A (A)")),
    Case("price_lines.vat_rate", "0.06", ("0.06", "6%", "0.06%", "百分号"), ("0.06", "6%", "with its sign")),
    Case("assets.serial", Decimal("12345678901234600000"), ("15位", "文本", "引号"), ("15 digits", "format the cell as text", "quotes")),
    Case("assets.serial", True, ("不是文本", "文本"), ("is no text", "format the cell as text")),
]


def said(case: Case) -> tuple[str, str]:
    """Return what is said of a case, in Chinese and in English."""
    name, _, column = case.name.partition(".")
    question = load_content().library.questions[name]
    asked: Any = next(c for c in question.columns if c.id == column) if column else question
    with pytest.raises((BadValue, BadValues)) as caught:
        read_value(case.written if isinstance(case.written, str) else asked.value_type.from_cell(case.written), asked)
    words = told(caught.value)
    return words.zh, words.en


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c.name}-{c.written}")
def test_a_message_says_what_was_read_what_was_expected_and_how_to_write_it(case: Case) -> None:
    zh, en = said(case)
    assert [part for part in case.zh if part not in zh] == [], zh
    assert [part for part in case.en if part not in en] == [], en
    assert not CHINESE.search(QUOTED.sub("", en)), en
    assert "…至" not in zh
    assert "至…" not in zh
