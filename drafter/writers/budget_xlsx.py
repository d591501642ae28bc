"""The budget as a workbook: a sheet for each method, the rates, and a summary; every amount is a live formula."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from drafter.budget.reconcile import Reconciliation
from drafter.language import Language, Words
from drafter.library.rates import Rates
from drafter.ooxml.worksheet import column_letters
from drafter.questionnaire.estimates import CONFIDENCES, CostLine, Estimate, Factor
from drafter.values.texts import as_cell_text
from drafter.writers.sheet import book_bytes
from drafter.writers.sheet_results import with_result

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_RATES = Words("费率", "Rates")
_SUMMARY = Words("汇总", "Summary")
_FACTORS = {
    "rate": Words("年费率", "Yearly rate"), "class": Words("分级系数", "Class"), "age": Words("年限系数", "Age"), "hours": Words("时段系数", "Hours"),
    "outside_warranty": Words("质保外比例", "Share outside warranty"), "years": Words("服务年数", "Years"),
    "person_month_rate": Words("人月单价（不含税）", "Person-month rate excl. VAT"), "overhead": Words("管理费系数", "Overhead"), "vat": Words("增值税系数", "VAT"),
    "days": Words("单位人日", "Days a unit"), "day_rate": Words("人日单价", "Day rate"), "unit_price": Words("单价", "Unit price"),
}  # fmt: skip
_MONEY, _FACTOR, _PERCENT = "#,##0.00", "0.0000", "0.0%"


def budget_workbook(found: Sequence[Estimate], compared: Reconciliation, rates: Rates, language: Language) -> bytes:
    """Return the workbook. The amounts that its formulas compute are those of `found`."""
    from openpyxl import Workbook
    from openpyxl.worksheet.properties import PageSetupProperties

    book = Workbook()
    summary = book.active
    assert summary is not None
    summary.title = _SUMMARY[language]
    places = _rates(book, rates, language)
    totals = [(estimate, _method(book, estimate, places, language)) for estimate in found]
    _summary(summary, totals, compared, rates, language)
    for sheet in book.worksheets:
        sheet.page_setup.orientation, sheet.page_setup.paperSize, sheet.page_setup.fitToHeight = "landscape", 9, 0
        sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    return book_bytes(book)


def _heads(sheet: Worksheet, row: int, heads: Sequence[str], widths: Sequence[float]) -> None:
    from openpyxl.styles import Alignment, Font, PatternFill

    for number, (head, width) in enumerate(zip(heads, widths, strict=True), 1):
        cell = sheet.cell(row, number, head)
        cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="E8EEF4")
        cell.alignment = Alignment(wrap_text=True, vertical="center", horizontal="center")
        sheet.column_dimensions[column_letters(number)].width = width


def _put(sheet: Worksheet, row: int, values: Sequence[Any], formats: dict[int, str]) -> None:
    from openpyxl.styles import Alignment

    for number, value in enumerate(values, 1):
        cell = sheet.cell(row, number)
        formula = isinstance(value, _Formula)
        if formula:
            with_result(cell, value.result)
        cell.value = str(value) if formula else as_cell_text(value) if isinstance(value, str) else value
        cell.alignment = Alignment(wrap_text=True, vertical="top")
        if number in formats:
            cell.number_format = formats[number]


class _Formula(str):
    """A text that Excel is to compute, with what it comes to."""

    __slots__ = ("result",)
    result: Any

    def __new__(cls, formula: str, result: Any) -> _Formula:
        """Return a formula with its result."""
        made = super().__new__(cls, formula)
        made.result = result
        return made


def _rates(book: Workbook, rates: Rates, language: Language) -> dict[str, str]:
    """Write the sheet of rates, and return where each stands."""
    sheet = book.create_sheet(_RATES[language])
    sheet["A1"] = rates.note[language]
    words = (
        ("项目", "下限", "取值", "上限", "来源", "可信度") if language == "zh" else ("Rate", "Low", "Value", "High", "Source", "Confidence")
    )
    _heads(sheet, 2, words, (34, 9, 9, 9, 60, 14))
    places: dict[str, str] = {}
    for row, (key, values) in enumerate(_rate_rows(rates, language), 3):
        _put(sheet, row, values, {})
        places[key] = f"'{_RATES[language]}'!$C${row}"
    return places


def _rate_rows(rates: Rates, language: Language) -> Iterator[tuple[str, list[Any]]]:
    for name, kind in rates.assets.items():
        label = kind.label[language] + ("（%/年）" if language == "zh" else " (% a year)")
        yield f"assets.{name}", [label, kind.low, kind.rate, kind.high, kind.source[language], CONFIDENCES[kind.confidence][language]]
    factors = rates.factors
    rest = [factors.source[language], CONFIDENCES[factors.confidence][language]]
    for name, value in factors.classes.items():
        yield f"classes.{name}", [f"{_FACTORS['class'][language]} {name}", None, value, None, *rest]
    for age in factors.age:
        said = f"{_FACTORS['age'][language]} ≥{age.years}" + ("年" if language == "zh" else " years")
        yield f"age.{age.years}", [said, None, age.factor, None, *rest]
    for name, value in factors.coverage.items():
        yield f"coverage.{name}", [f"{_FACTORS['hours'][language]} {name}", None, value, None, *rest]


def _method(book: Workbook, estimate: Estimate, places: dict[str, str], language: Language) -> str:
    """Write the sheet of a method, and return where its total stands."""
    from openpyxl.styles import Font

    sheet = book.create_sheet(estimate.label[language])
    names = list(dict.fromkeys(f.name for line in estimate.lines for f in line.factors))
    zh = ["序号", "项目", "基数", *(_FACTORS[n].zh for n in names), "含税金额（元）", "计入", "来源", "可信度"]
    en = ["No.", "Item", "Base", *(_FACTORS[n].en for n in names), "Amount incl. VAT (yuan)", "Counts", "Source", "Confidence"]
    _heads(sheet, 1, zh if language == "zh" else en, (7, 36, 16, *(13 for _ in names), 18, 8, 44, 12))
    sheet.freeze_panes = "C2"
    last, amount = len(estimate.lines) + 1, column_letters(len(names) + 4)
    formats = {3: _MONEY, **{n + 4: _FACTOR for n in range(len(names))}, len(names) + 4: _MONEY}
    for row, line in enumerate(estimate.lines, 2):
        _put(sheet, row, _line_row(line, row, names, places, language), formats)
    counts = column_letters(len(names) + 5)
    within = f"{counts}2:{counts}{last},1,{amount}2:{amount}{last}"
    total = f"=ROUND(AVERAGEIF({within}),2)" if estimate.mean else f"=SUMIF({within})"
    label = ("平均" if estimate.mean else "合计") if language == "zh" else ("Mean" if estimate.mean else "Total")
    _put(sheet, last + 1, ["", label, *([None] * (len(names) + 1)), _Formula(total, estimate.total)], formats)
    sheet.cell(last + 1, len(names) + 4).font = Font(bold=True)
    return f"'{sheet.title}'!${amount}${last + 1}"


def _line_row(line: CostLine, row: int, names: list[str], places: dict[str, str], language: Language) -> list[Any]:
    of_name = {f.name: f for f in line.factors}
    factors = [_factor(of_name.get(name), places) for name in names]
    last = column_letters(len(names) + 3)
    amount = _Formula(f"=ROUND(PRODUCT(C{row}:{last}{row}),2)", line.amount)
    return [
        row - 1,
        line.label[language],
        line.base,
        *factors,
        amount,
        int(line.counted),
        line.source[language],
        CONFIDENCES[line.confidence][language],
    ]


def _factor(factor: Factor | None, places: dict[str, str]) -> Any:
    if factor is None:
        return None  # PRODUCT leaves empty cells out
    place = places.get(factor.rate)
    if place is None:
        return factor.value
    return _Formula(f"={place}/100" if factor.rate.startswith("assets.") else f"={place}", factor.value)


def _over(total: Decimal, totals: Sequence[tuple[Estimate, str]]) -> Decimal:
    """Return by how much a total lies above the lowest, as a share of it."""
    lowest = min(estimate.total for estimate, _ in totals)
    return total / lowest - 1 if lowest else Decimal(0)


def _summary(sheet: Worksheet, totals: Sequence[tuple[Estimate, str]], compared: Reconciliation, rates: Rates, language: Language) -> None:
    zh = language == "zh"
    _heads(
        sheet,
        1,
        ("测算方法", "含税金额（元）", "较最低值") if zh else ("Method", "Amount incl. VAT (yuan)", "Over the lowest"),
        (40, 22, 60),
    )
    first, last = 2, len(totals) + 1
    span = f"$B${first}:$B${last}"
    for row, (estimate, place) in enumerate(totals, first):
        _put(
            sheet,
            row,
            [
                estimate.label[language],
                _Formula(f"={place}", estimate.total),
                _Formula(f"=B{row}/MIN({span})-1", _over(estimate.total, totals)),
            ],
            {2: _MONEY, 3: _PERCENT},
        )
    row = last + 2
    limit = rates.reconcile_pct
    verdict = (f"不超过{limit}%", f"超过{limit}%，须说明原因") if zh else (f"within {limit}%", f"more than {limit}%: to be explained")
    spread, largest = f"MAX({span})/MIN({span})-1", max(_over(estimate.total, totals) for estimate, _ in totals)
    rows: list[tuple[list[Any], str]] = [
        (["方法间差异" if zh else "Difference of the methods", _Formula(f"={spread}", largest), _Formula(f'=IF({spread}<={limit}/100,"{verdict[0]}","{verdict[1]}")', verdict[largest > limit / Decimal(100)])], _PERCENT),
    ]  # fmt: skip
    if compared.budget is not None:
        rows.append((["预算（含税）" if zh else "Budget incl. VAT", compared.budget, None], _MONEY))
    if compared.last is not None:
        rows.append((["上年合同价" if zh else "Last year's price", compared.last, None], _MONEY))
    if compared.change is not None:
        rows.append((["年度预算同比" if zh else "Budget for a year over last year", compared.change / 100, None], _PERCENT))
    rows += [([finding.what[language], None, finding.severity], "") for finding in compared.findings]
    for number, (values, shown) in enumerate(rows, row):
        _put(sheet, number, values, {2: shown} if shown else {})
