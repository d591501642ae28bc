"""Charts: what they show follows from the answers; drawn twice they are the same bytes; a missing font is named with what to install."""

from __future__ import annotations

import sys
from datetime import date
from decimal import Decimal
from xml.etree.ElementTree import fromstring

import pytest

from drafter.charts import CHARTS, TITLES, draw, fonts, picture
from drafter.charts.data import Bars, Gantt, asset_age, budget, incidents, timetable, year_on_year
from drafter.charts.draw import drawn
from drafter.content import load_content
from drafter.errors import FileError, MissingTool
from drafter.language import Words
from drafter.library.schema import CHARTS as ANSWERS_OF
from drafter.questionnaire.answers import parse_answers
from drafter.questionnaire.situation import Situation
from tests.tools import refused

ANSWERS = """
answers:
  proposal_date: 2026-08-28
  is_gov_procurement: true
  service_start: 2027-01-01
  term_months: 24
  sign_date: 2026-09-30
  award_notice_date: 2026-09-03
  budget_lines:
    - {part: on-site, item: 驻场工程师, qty: 24, unit_price: 20000, source: 询价, last_year: 200000}
    - {part: on-site, item: 服务台, qty: 24, unit_price: 10000, source: 询价, last_year: 100000}
    - {part: hardware, item: 设备维修, qty: 2, unit_price: 500000, source: 询价}
  assets:
    - {asset_no: A1, category: network, name: 交换机, qty: 4, purchase_date: 2023-08-28}
    - {asset_no: A2, category: network, name: 路由器, qty: 2, purchase_date: 2023-08-29}
    - {asset_no: A3, category: system-software, name: 数据库, qty: 1, purchase_date: 2010-01-01}
    - {asset_no: A4, category: network, name: 防火墙, qty: 7}
    - {asset_no: A5, category: network, name: 备用机, qty: 9, purchase_date: 2020-01-01, in_scope: false}
  last_incidents:
    - {priority: P2, count: 30, in_time: 28}
    - {priority: P1, count: 3, in_time: 3}
  timetable:
    - {step: 编制采购文件, start: 2026-08-03, finish: 2026-08-14, responsible: 执行组}
    - {step: 开标评审, start: 2026-09-01, finish: 2026-09-02, responsible: 代理机构}
    - {step: 进场接管, start: 2027-01-01, finish: 2027-02-14, responsible: 双方}
    - {step: 最终验收, start: 2028-12-01, finish: 2029-01-31, responsible: 双方}
"""


@pytest.fixture(autouse=True)
def _nothing_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DRAFTER_CACHE", "off")  # every test draws


def situation(text: str = ANSWERS) -> Situation:
    """Return the situation of a proposal."""
    return Situation(load_content().library, load_content().agreement("proposal"), parse_answers(text, "test.yaml", load_content()))


def values(bars: Bars | None) -> dict[str, list[Decimal | None]]:
    """Return the values by category, series in order."""
    assert bars is not None
    return {c.zh: [s.values[n] for s in bars.series] for n, c in enumerate(bars.categories)}


def test_the_budget_is_summed_by_part_the_largest_first() -> None:
    bars = budget(situation())
    assert values(bars) == {"硬件维护": [Decimal(100)], "驻场人工": [Decimal(72)]}
    assert list(values(bars)) == ["硬件维护", "驻场人工"]


def test_the_last_period_stands_beside_the_yearly_budget() -> None:
    assert values(year_on_year(situation())) == {"硬件维护": [None, Decimal(50)], "驻场人工": [Decimal(30), Decimal(36)]}


def test_the_age_of_assets_turns_on_the_very_day_and_leaves_out_what_is_out_of_scope() -> None:
    bars = asset_age(situation())
    assert bars is not None
    assert [s.values for s in bars.series] == [(2, 4, 0, 0), (0, 0, 0, 1)]
    assert bars.note is not None
    assert "7" in bars.note.zh


def test_incidents_stand_in_the_order_of_priorities_without_a_period_nobody_knows() -> None:
    bars = incidents(situation())
    assert bars is not None
    assert [c.zh for c in bars.categories] == ["P1", "P2"]
    assert [s.label.zh for s in bars.series] == ["上一周期", "其中按时解决"]


def test_statutory_clocks_run_in_the_working_days_of_the_holiday_notice() -> None:
    gantt = timetable(situation())
    assert gantt is not None
    due = {s.label.zh: s.last for s in gantt.spans if s.law}
    assert due == {
        "签订合同（30日内）": date(2026, 10, 8),  # the thirtieth day is in the October holiday: moved to the next working day
        "公告合同（2个工作日内）": date(2026, 10, 9),  # 1 to 7 October are off
        "合同副本备案（7个工作日内）": date(2026, 10, 15),  # 10 October is a Saturday on which work is done
    }


def test_a_long_timetable_shows_procurement_and_takeover() -> None:
    gantt = timetable(situation())
    assert gantt is not None
    assert [s.label.zh for s in gantt.spans if not s.law] == ["编制采购文件", "开标评审", "进场接管"]
    assert gantt.until == date(2027, 2, 14)


def test_without_the_answers_there_is_no_chart() -> None:
    empty = situation("answers: {is_gov_procurement: true}")
    for name in CHARTS:
        assert picture(name, empty, ("zh",)) is None


def test_every_chart_says_which_answers_it_is_drawn_from() -> None:
    assert set(ANSWERS_OF) == set(CHARTS)
    assert {n for names in ANSWERS_OF.values() for n in names} <= set(load_content().library.questions)


@pytest.mark.parametrize("name", list(CHARTS))
def test_a_chart_drawn_twice_is_the_same_and_holds_no_date(name: str) -> None:
    first = picture(name, situation(), ("zh", "en"))  # type: ignore[arg-type]
    draw._drawn.cache_clear()
    second = picture(name, situation(), ("zh", "en"))  # type: ignore[arg-type]
    assert first is not None
    assert first == second
    assert b"<dc:date>" not in first.svg
    assert b"<!DOCTYPE" not in first.svg
    assert b"Matplotlib" not in first.png
    assert first.png.startswith(b"\x89PNG")
    assert b"<text" not in first.svg, "letters are outlines: no font is needed to read them"
    assert fromstring(first.svg).tag.endswith("svg")
    assert first.alt.startswith(TITLES[name].zh)  # type: ignore[index]


def test_the_text_beside_a_picture_says_its_numbers() -> None:
    shown = picture("budget", situation(), ("zh",))
    assert shown is not None
    assert "驻场人工 含税金额 72.00 万元" in shown.alt


def test_dollar_signs_and_braces_in_answers_are_drawn_as_they_are() -> None:
    label = Words(r"费用 $x^{2}$ \frac", r"cost $x^{2}$ \frac")
    gantt = Gantt((draw.Span(label, date(2026, 1, 1), date(2026, 2, 1)),), date(2026, 2, 1))
    assert drawn("timetable", label, gantt, ("zh",)).png


def test_a_missing_chinese_font_is_named_with_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fonts, "FAMILIES", ("No Such Family",))
    fonts.chinese_family.cache_clear()
    with refused(FileError, "font") as caught:
        fonts.families("预算")
    assert "fonts-noto-cjk" in str(caught.value)
    assert fonts.families("Budget") == ["DejaVu Sans"]
    fonts.chinese_family.cache_clear()


def test_without_matplotlib_the_user_is_told_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "matplotlib", None)  # what Python does with a package that is not there
    label = Words("预算", "Budget")
    gantt = Gantt((draw.Span(label, date(2026, 1, 1), date(2026, 2, 1)),), date(2026, 2, 1))
    with refused(MissingTool, "matplotlib") as caught:
        drawn("timetable", label, gantt, ("zh",))
    assert "drafter[charts]" in caught.value.findings[0].remedy.en


@pytest.mark.parametrize("months", [1, 6, 14, 18, 20, 24, 30, 36, 47, 60, 90])
def test_a_timetable_of_any_length_is_drawn_without_a_warning(months: int) -> None:
    until = date(2026 + months // 12, 1 + months % 12, 1)
    gantt = Gantt((draw.Span(Words("步骤", "Step"), date(2026, 1, 1), until),), until)
    assert drawn("timetable", Words("进度", "Timetable"), gantt, ("zh",)).png.startswith(b"\x89PNG")
