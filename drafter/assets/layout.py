"""Where things stand on a sheet of a register: titles above, one or two rows of headings, sections, merged cells, totals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from decimal import Decimal
from typing import Any

from drafter.assets.words import Vocabulary, plain
from drafter.ooxml.worksheet import column_index
from drafter.patterns import regex
from drafter.questionnaire.cells import Sheet, SheetRow, is_blank
from drafter.questionnaire.headings import SERIAL
from drafter.records import dataclass
from drafter.values.money import TEN_THOUSAND

HEADINGS_WITHIN = 15  # rows: titles, units and remarks may stand above the headings
FEWEST = 2  # headings that make a sheet a register
_BRACKETS = regex(r"[(（\[【][^)）\]】]*[)）\]】]")
_TEN_THOUSAND = regex(r"万元|万人民币")
_SECTION = regex(r"[一二三四五六七八九十\d]+[、.．)）]|[(（][一二三四五六七八九十\d]+[)）]")
_TOTAL = regex(r".{0,8}?(小计|合计|总计|subtotal|grandtotal|total)(?:[(][^)]*[)])?:?")
_PARTIAL = ("小计", "subtotal")
_RANGE = regex(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


@dataclass(frozen=True, slots=True)
class Headed:
    """A heading understood: the column it stands in (from 0), its words, the asset column it means, and what amounts are multiplied by."""

    index: int
    text: str
    column: str
    times: Decimal = Decimal(1)


@dataclass
class Layout:
    """A sheet understood: its headings, those that mean nothing here, and its rows with the section each stands in."""

    sheet: Sheet
    row: int  # of the headings, as the file counts
    headings: list[Headed]
    unknown: list[tuple[int, str]] = field(default_factory=list)
    twice: list[tuple[int, str]] = field(default_factory=list)
    body: list[tuple[SheetRow, str]] = field(default_factory=list)  # and the category that a section row above names
    totals: list[tuple[SheetRow, int, int]] = field(default_factory=list)  # and the rows of the body that each sums up
    category: str = ""  # that the title of the sheet names
    spread: Mapping[tuple[int, int], str] = field(default_factory=dict)  # row and column of what a merged cell says beside its first cell


def read_layout(sheet: Sheet, known: Vocabulary) -> Layout | None:
    """Return the layout of a sheet, or nothing when it is no register."""
    rows, spread = _unmerged(sheet)
    found = [
        (len(_meant(_texts(rows, at, depth), known)), -depth, -at)
        for at in range(min(len(rows), HEADINGS_WITHIN))
        for depth in (1, 2)
        if at + depth <= len(rows)
    ]
    if not found:
        return None
    count, minus_depth, minus_at = max(found)
    if count < FEWEST:
        return None
    at, depth = -minus_at, -minus_depth
    above = " ".join(str(c) for row in rows[:at] for c in row.cells if not is_blank(c))
    layout = Layout(
        sheet, rows[at].number, [], category=known.category_of_title(sheet.title) or known.category_of_title(above), spread=spread
    )
    _read_headings(layout, _texts(rows, at, depth), TEN_THOUSAND if _TEN_THOUSAND.search(above) else Decimal(1), known)
    _read_body(layout, rows[at + depth :], known)
    return layout


def _texts(rows: list[SheetRow], at: int, depth: int) -> list[str]:
    """Return the headings of one row, or of two of which the upper one groups the lower."""
    rows_of = [rows[n].cells for n in range(at, at + depth)]
    width = max(map(len, rows_of))
    cells = [[row[n] if n < len(row) else None for row in rows_of] for n in range(width)]
    return ["\n".join(dict.fromkeys(str(c).strip() for c in column if not is_blank(c))) for column in cells]


def _meant(texts: list[str], known: Vocabulary) -> set[str]:
    return {column for text in texts if (column := meaning(text, known))}


def meaning(text: str, known: Vocabulary) -> str:
    """Return the asset column that a heading means, by its words, without what stands in brackets, or by its last line."""
    for form in (
        text,
        _BRACKETS.sub("", text),
        text.rpartition("\n")[2],
        _BRACKETS.sub("", text.rpartition("\n")[2]),
        text.replace("\n", ""),
    ):
        if column := known.headings.get(plain(form)):
            return column
    return ""


def _read_headings(layout: Layout, texts: list[str], times: Decimal, known: Vocabulary) -> None:
    seen: set[str] = set()
    for index, text in enumerate(texts):
        column = meaning(text, known)
        said = " ".join(text.split())
        if not text or plain(text) in SERIAL:
            continue
        if not column:
            layout.unknown.append((index, said))
        elif column in seen:
            layout.twice.append((index, said))
        else:
            seen.add(column)
            here = TEN_THOUSAND if _TEN_THOUSAND.search(text) else Decimal(1) if "元" in text else times
            layout.headings.append(Headed(index, said, column, here))


def _read_body(layout: Layout, rows: list[SheetRow], known: Vocabulary) -> None:
    section, first = "", 0
    for row in rows:
        cells = [c for c in row.cells if not is_blank(c)]
        if word := _total(cells):
            layout.totals.append((row, first if word in _PARTIAL else 0, len(layout.body)))
            first = len(layout.body)
        elif _repeats(layout, row):
            continue
        elif (
            len(set(map(str, cells))) == 1
            and isinstance(cells[0], str)
            and (_SECTION.match(cells[0]) or len(cells) > 1 or known.category_of_title(cells[0]))
        ):
            section = known.category_of_title(cells[0])
        elif cells:
            layout.body.append((row, section))


def _total(cells: list[Any]) -> str:
    """Return the word by which a row says that it sums up others: 合计, 服务器小计."""
    for cell in cells[:2]:
        if isinstance(cell, str) and (found := _TOTAL.fullmatch(plain(cell))):
            return found[1]
    return ""


def _repeats(layout: Layout, row: SheetRow) -> bool:
    """Say whether a row is the headings again, as at the top of a printed page."""
    return all(h.index < len(row.cells) and " ".join(str(row.cells[h.index]).split()) == h.text for h in layout.headings)


def _unmerged(sheet: Sheet) -> tuple[list[SheetRow], dict[tuple[int, int], str]]:
    """Return the rows with what merged cells say written in each of them, and which cells those are."""
    spread: dict[tuple[int, int], str] = {}
    cells: dict[int, Mapping[int, Any]] = {row.number: dict(enumerate(row.cells)) for row in sheet.rows}
    for first, last, reference in sheet.merged:
        found = _RANGE.fullmatch(reference)
        if found is None or last - first > len(sheet.rows):
            continue
        left, right = column_index(found[1]) - 1, column_index(found[3]) - 1
        value = cells.get(first, {}).get(left)
        if not is_blank(value):
            for number in range(first, last + 1):
                if number in cells:
                    cells[number] = {**cells[number], **dict.fromkeys(range(left, right + 1), value)}
                    spread |= {(number, n): reference for n in range(left, right + 1) if (number, n) != (first, left)}
    return [SheetRow(row.number, tuple(_filled(cells[row.number]))) for row in sheet.rows], spread


def _filled(cells: Mapping[int, Any]) -> Iterator[Any]:
    return (cells.get(n) for n in range(max(cells, default=-1) + 1))
