"""Filled forms as an Excel workbook: the same layout, drop-downs, validation, live formulas, and only what is to be filled in left open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from drafter.expressions import ExpressionError
from drafter.expressions.functions import FUNCTIONS
from drafter.expressions.syntax import called
from drafter.forms.excel import Ref, Sheet, excel_formula
from drafter.forms.model import FilledForm, Place
from drafter.language import Language, Words
from drafter.ooxml.worksheet import column_letters
from drafter.types import TYPES
from drafter.values.reading.choices import Option
from drafter.values.texts import as_cell_text
from drafter.values.workdays import ServiceHours, WorkCalendar
from drafter.writers.forms_grid import Layout, Spot, layout
from drafter.writers.sheet import book_bytes

if TYPE_CHECKING:
    from openpyxl import Workbook
    from openpyxl.worksheet.worksheet import Worksheet

_PARAMETERS, _CALENDAR, _CHOICES = Words("参数", "Parameters"), Words("工作日", "Working days"), Words("选项", "Choices")
_PARAMETER_HEADS = (Words("参数（取自答卷）", "Parameter (from the answers)"), Words("值", "Value"), Words("变量", "Variable"))
_NOT_LISTED = Words("请从列表中选择", "Choose from the list")
_OUTSIDE = Words("应填：", "Expected: ")
_OPEN, _HEAD, _EDGE = "FFF7DF", "E8EEF4", "808080"


class _Book:
    """What the sheets of a workbook share: language, choices, working days, hours of service."""

    def __init__(
        self, book: Workbook, languages: tuple[Language, ...], calendar: WorkCalendar, years: tuple[int, int], hours: ServiceHours | None
    ) -> None:
        self.book, self.languages, self.calendar, self.years, self.hours = book, languages, calendar, years, hours
        self.lists: dict[tuple[str, ...], str] = {}
        self.looks: dict[tuple[Any, ...], Any] = {}  # how a kind of cell looks -> its style, made once
        self.workdays = ""

    def words(self, words: Words) -> str:
        """Return words in the languages of the workbook, on one line."""
        return " / ".join(dict.fromkeys(words[n] for n in self.languages))

    def lines(self, words: Words) -> str:
        """Return words in the languages of the workbook, a line each."""
        return "\n".join(dict.fromkeys(words[n] for n in self.languages))

    def title(self, words: Words) -> str:
        """Return words as the name of a sheet."""
        return " ".join(dict.fromkeys(words[n] for n in self.languages))[:31]

    def days(self) -> str:
        """Return where the working days are listed, on a sheet made when first asked for."""
        from openpyxl.cell import Cell

        from drafter.writers.sheet_grid import Grid

        if not self.workdays:
            sheet = self.book.create_sheet(self.title(_CALENDAR))
            sheet.sheet_state = "hidden"
            days = list(self.calendar.days(date(self.years[0], 1, 1), date(self.years[1], 12, 31)))
            dressed: Any = Cell(sheet, 1, 1, days[0])
            dressed.number_format = TYPES["date"].excel.format
            Grid(sheet).list(days, "d", dressed._style)
            self.workdays = f"'{sheet.title}'!$A$1:$A${len(days)}"
            sheet.protection.sheet = True
        return self.workdays

    def choices(self, options: Sequence[Option]) -> str:
        """Return where the options of a drop-down are listed, or the list itself where it is short."""
        labels = tuple(self.words(o.label) for o in options)
        plain = ",".join(labels)
        if len(plain) < 200 and not any(set(label) & set(',"') for label in labels):
            return f'"{plain}"'
        if labels not in self.lists:
            title = self.title(_CHOICES)
            sheet = self.book[title] if title in self.book.sheetnames else self.book.create_sheet(title)
            sheet.sheet_state = "hidden"
            letter = column_letters(len(self.lists) + 1)
            for row, label in enumerate(labels, 1):
                sheet.cell(row, len(self.lists) + 1, label)
            self.lists[labels] = f"'{sheet.title}'!${letter}$1:${letter}${len(labels)}"
        return self.lists[labels]


def forms_xlsx(
    forms: Sequence[FilledForm],
    languages: Sequence[Language],
    calendar: WorkCalendar,
    years: tuple[int, int],
    hours: ServiceHours | None = None,
) -> bytes:
    """Return a workbook with one sheet a form, working days listed for the years given. The same forms give the same bytes."""
    from openpyxl import Workbook

    workbook = Workbook()
    book = _Book(workbook, tuple(languages), calendar, years, hours)
    sheet = workbook.active
    for number, form in enumerate(forms):
        target = sheet if number == 0 else workbook.create_sheet()
        assert target is not None
        target.title = _sheet_title(form, number, workbook)
        _Page(book, target, form).write()
    _last(workbook, {book.title(_PARAMETERS), book.title(_CALENDAR), book.title(_CHOICES)})
    return book_bytes(workbook)


def _sheet_title(form: FilledForm, number: int, book: Workbook) -> str:
    name = (
        f"{form.number:02d} {form.copy.zh}" if form.number and form.copy else f"{form.code} {form.number:02d}" if form.number else form.code
    )
    return re.sub(r"[\\/?*\[\]:'\x00-\x1f]", "_", name)[:31]


def _last(book: Workbook, names: set[str]) -> None:
    """Put the sheets that serve the forms behind them."""
    for sheet in [s for s in book.worksheets if s.title in names or s.title.startswith("_")]:
        book.move_sheet(sheet, len(book.worksheets) - 1 - book.worksheets.index(sheet))


def style_of(sheet: Worksheet, value: Any, kind: str, align: str, shown: str, writable: bool) -> Any:
    """Return the style of a cell with a value by its kind, its alignment, the format of its value and whether somebody writes there."""
    from openpyxl.cell import Cell

    cell: Any = Cell(sheet, 1, 1, value)
    for name, part in _looks(kind, align, writable).items():
        setattr(cell, name, part)
    cell.number_format = shown
    return cell._style


@lru_cache(maxsize=64)
def _looks(kind: str, align: str, writable: bool) -> dict[str, Any]:
    """Return the parts of a style, the same objects in every workbook: making them takes longer than all else about a cell."""
    from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side

    heading = kind in ("title", "head")
    indent = 1 if kind == "place" and align == "left" else 0
    found: dict[str, Any] = {
        "font": Font(name="黑体" if heading else "仿宋", size=16 if kind == "title" else 10.5, bold=heading),
        "alignment": Alignment(horizontal=align, vertical="top" if kind == "text" else "center", wrap_text=True, indent=indent),
    }
    if writable or kind == "sign":
        found["protection"] = Protection(locked=False)
    if writable or kind == "head":
        found["fill"] = PatternFill("solid", fgColor=_OPEN if writable else _HEAD)
    if kind in ("head", "place", "number"):
        line = Side("thin", color=_EDGE)
        found["border"] = Border(left=line, right=line, top=line, bottom=line)
    return found


class _Page:
    """One form on one sheet."""

    def __init__(self, book: _Book, sheet: Worksheet, form: FilledForm) -> None:
        from drafter.writers.sheet_grid import Grid

        self.book, self.sheet, self.form, self.grid = book, sheet, form, Grid(sheet)
        self.layout: Layout = layout(form, book.lines)
        self.parameters: dict[str, Ref] = {}
        self.rules: dict[tuple[Any, ...], tuple[Any, list[tuple[int, int]]]] = {}  # validation -> where it applies

    def write(self) -> None:
        for number, width in enumerate(self.layout.widths, 1):
            self.sheet.column_dimensions[column_letters(number)].width = width
        self._parameters()
        for spot in self.layout.spots:
            self._spot(spot)
        self.grid.heights = self.layout.heights
        self._write_rules()
        self._page_setup()

    def _spot(self, spot: Spot) -> None:
        writable = spot.place is not None and spot.place.writable
        value = self._content(spot)
        look = (spot.kind, spot.align, self._format(spot.place) if spot.place is not None else "General", writable)
        if look not in self.book.looks:
            self.book.looks[look] = style_of(self.sheet, value, *look)
        self.grid.put(spot.row, spot.column, value, self.book.looks[look], spot.span, self._result(spot))
        if writable and spot.place is not None:
            self._validate(spot, spot.place)

    def _result(self, spot: Spot) -> Any:
        """Return what the formula of a spot comes to, an empty text where that is nothing yet; nothing where it holds none."""
        if spot.sum_of:
            return self.grid.sum(spot.sum_of)
        if spot.place is None or spot.place.formula is None:
            return None
        result = self._plain(spot.place)
        return "" if result is None else result

    def _format(self, place: Place) -> str:
        return "General" if isinstance(place.value, Words) else place.value_type.excel.format

    def _content(self, spot: Spot) -> Any:
        if spot.sum_of:
            return f'=IF(COUNT({spot.sum_of})=0,"",SUM({spot.sum_of}))'
        if spot.place is None:
            return spot.text if isinstance(spot.text, int) else as_cell_text(spot.text)
        if spot.place.formula is not None:
            return self._formula(spot)
        return self._plain(spot.place)

    def _plain(self, place: Place) -> Any:
        value = place.value
        if value is None:
            return None
        if place.choices:
            option = next((o for o in place.choices if o.id == place.chosen), None)
            return as_cell_text(self.book.words(option.label) if option else self.book.words(Words.of(value)))
        if isinstance(value, Words):
            return as_cell_text(self.book.lines(value))
        return as_cell_text(value) if isinstance(value, str) else value

    # --- formulas ------------------------------------------------------------------------------------------------------------------------

    def _formula(self, spot: Spot) -> Any:
        assert spot.place is not None
        sheet = Sheet(lambda name: self._ref(name, spot), self.book.words, self._days(spot.place), self.book.hours)
        return excel_formula(spot.place, sheet)

    def _days(self, place: Place) -> str:
        assert place.formula is not None
        needed = any("calendar" in FUNCTIONS[name].given for name in called(place.formula.tree))
        return self.book.days() if needed else ""

    def _ref(self, name: str, spot: Spot) -> Ref:
        found = self.layout.find(name, spot)
        if found is None and name in self.parameters:
            return self.parameters[name]
        if found is None:
            raise ExpressionError(f"表单中没有 {name}", f"{name} stands nowhere in the form")
        return found

    def _parameters(self) -> None:
        """Write the answers that the formulas use on the sheet of parameters."""
        if not self.form.parameters:
            return
        title = self.book.title(_PARAMETERS)
        new = title not in self.book.book.sheetnames
        sheet = self.book.book.create_sheet(title) if new else self.book.book[title]
        if new:
            self._parameter_head(sheet)
        known = {str(sheet.cell(row, 3).value): row for row in range(2, sheet.max_row + 1)}
        for name, answered in self.form.parameters.items():
            row = known.get(name, sheet.max_row + 1)
            place = answered.place
            self.parameters[name] = Ref(f"'{title}'!$B${row}", place.type, place.choices, known=place.value is not None)
            if name not in known:
                self._parameter(sheet, row, name, answered.label, place)

    def _parameter_head(self, sheet: Worksheet) -> None:
        from openpyxl.styles import Font, PatternFill

        for column, (head, width) in enumerate(zip(_PARAMETER_HEADS, (44, 18, 26), strict=True), 1):
            cell = sheet.cell(1, column, self.book.words(head))
            cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor=_HEAD)
            sheet.column_dimensions["ABC"[column - 1]].width = width
        _on_a4(sheet)
        sheet.print_title_rows = "1:1"
        sheet.protection.sheet = True

    def _parameter(self, sheet: Worksheet, row: int, name: str, label: Words, place: Place) -> None:
        from openpyxl.styles import PatternFill, Protection

        sheet.cell(row, 1, as_cell_text(self.book.words(label)))
        cell = sheet.cell(row, 2, self._plain(place))
        cell.number_format = self._format(place)
        sheet.cell(row, 3, name)
        if place.value is None:
            cell.protection, cell.fill = Protection(locked=False), PatternFill("solid", fgColor=_OPEN)

    # --- validation ----------------------------------------------------------------------------------------------------------------------

    def _validate(self, spot: Spot, place: Place) -> None:
        if place.choices:
            key: tuple[Any, ...] = ("list", self.book.choices(place.choices))
        elif place.value_type.excel.rule is not None:
            key = (place.type, place.range)
        else:
            return
        if key not in self.rules:
            rule = self._listed(key[1]) if place.choices else self._limits(place)
            same = (rule.type, rule.formula1, rule.formula2)  # of another type of the same limits
            self.rules[key] = self.rules.setdefault(same, (rule, []))
        self.rules[key][1].append((spot.column, spot.row))

    def _listed(self, where: str) -> Any:
        from openpyxl.worksheet.datavalidation import DataValidation

        rule = DataValidation("list", formula1=where, allow_blank=True, showErrorMessage=True)
        rule.error = self.book.words(_NOT_LISTED)
        return rule

    def _limits(self, place: Place) -> Any:
        from openpyxl.worksheet.datavalidation import DataValidation

        excel = place.value_type.excel
        low, high = (None, None) if place.value_type.is_moment else place.range or (None, None)
        least, most = (limit if bound is None else f"{bound:f}" for limit, bound in zip(excel.limits, (low, high), strict=True))
        rule = DataValidation(excel.rule, operator="between", formula1=least, formula2=most, allow_blank=True, showErrorMessage=True)
        limits = (
            f" {'' if low is None else f'{low:f}'} – {'' if high is None else f'{high:f}'}" if low is not None or high is not None else ""
        )
        rule.error = (self.book.words(_OUTSIDE) + self.book.words(place.value_type.title) + limits)[:250]
        return rule

    def _write_rules(self) -> None:
        """Add the rules to the sheet, each with its cells as runs down the columns."""
        from openpyxl.worksheet.cell_range import MultiCellRange

        for rule, cells in {id(rule): (rule, cells) for rule, cells in self.rules.values()}.values():
            runs: list[tuple[int, int, int]] = []
            for column, row in sorted(cells):
                if runs and runs[-1][0] == column and runs[-1][2] == row - 1:
                    runs[-1] = (column, runs[-1][1], row)
                else:
                    runs.append((column, row, row))
            rule.sqref = MultiCellRange(
                " ".join(f"{column_letters(c)}{a}" if a == b else f"{column_letters(c)}{a}:{column_letters(c)}{b}" for c, a, b in runs)
            )
            self.sheet.add_data_validation(rule)

    # --- the sheet -----------------------------------------------------------------------------------------------------------------------

    def _page_setup(self) -> None:
        sheet, form = self.sheet, self.form
        sheet.page_setup.orientation = "landscape" if form.landscape else "portrait"
        _on_a4(sheet)
        sheet.print_options.horizontalCentered = True
        sheet.page_margins.left = sheet.page_margins.right = 0.5
        sheet.page_margins.top = sheet.page_margins.bottom = 0.8
        sheet.page_margins.header = sheet.page_margins.footer = 0.35
        head = self.layout.header_row
        sheet.print_title_rows = f"{head}:{head}" if head else None
        sheet.oddHeader.left.text = f"{form.code} {self.book.words(form.title)}".replace("&", "&&")[:100]  # type: ignore[union-attr]
        sheet.oddFooter.center.text = "&P / &N"  # type: ignore[union-attr]
        sheet.sheet_view.showGridLines = False
        sheet.protection.sheet = True
        sheet.protection.formatRows = sheet.protection.formatColumns = False


def _on_a4(sheet: Worksheet) -> None:
    """Fit a sheet to the width of A4 pages."""
    from openpyxl.worksheet.properties import PageSetupProperties

    sheet.page_setup.paperSize, sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 9, 1, 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
