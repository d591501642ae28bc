"""Where things stand on a sheet as offices keep it: titles above, one or two rows of headings, sections, merged cells, sums, remarks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field
from typing import Any

from drafter.office_tables.words import Vocabulary, plain
from drafter.ooxml.worksheet import column_index
from drafter.patterns import regex
from drafter.questionnaire.cells import Sheet, SheetRow, is_blank
from drafter.questionnaire.headings import ASIDE, SERIAL, Heading, Meaning, headed, meant, noted_unit
from drafter.records import dataclass

HEADINGS_WITHIN = 15  # rows: titles, units and remarks may stand above the headings
FEWEST = 2  # headings that make a sheet a table that was looked for
_SECTION = regex(r"(?:[一二三四五六七八九十]+|\d{1,2})(?:[、)）]|[.．](?!\d))|[(（](?:[一二三四五六七八九十]+|\d{1,2})[)）]")
_TOTAL = regex(r".{0,8}?(小计|合计|总计|subtotal|grandtotal|total)(?:[(][^)]*[)])?:?")
_PARTIAL = ("小计", "subtotal")
_FEW, _LONGEST = 4, 12  # cells of a row of remarks, and characters up to its colon
_RANGE = regex(r"([A-Z]+)(\d+):([A-Z]+)(\d+)")


@dataclass
class Layout:
    """A sheet understood: its headings, those that mean nothing here, and its rows with the section each stands in."""

    sheet: Sheet
    row: int  # of the headings, as the file counts
    headings: list[Heading]
    unknown: list[tuple[int, str]] = field(default_factory=list)
    twice: list[tuple[int, str]] = field(default_factory=list)
    body: list[tuple[SheetRow, str]] = field(default_factory=list)  # and the category that a section row above names
    totals: list[tuple[SheetRow, int, int]] = field(default_factory=list)  # and the rows of the body that each sums up
    sections: list[SheetRow] = field(default_factory=list)
    remarks: list[SheetRow] = field(default_factory=list)
    category: str = ""  # of assets, that the title of the sheet names
    spread: Mapping[tuple[int, int], str] = field(default_factory=dict)  # row and column of what a merged cell says beside its first cell


def read_layout(sheet: Sheet, known: Vocabulary) -> Layout | None:
    """Return the layout of a sheet, or nothing when it is not the table that is looked for."""
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
    at, depth = -minus_at, -minus_depth
    if count < FEWEST and not _is_small(_texts(rows, at, depth), known):
        return None
    above = " ".join(str(c) for row in rows[:at] for c in row.cells if not is_blank(c))
    layout = Layout(
        sheet, rows[at].number, [], category=known.category_of_title(sheet.title) or known.category_of_title(above), spread=spread
    )
    _read_headings(layout, _texts(rows, at, depth), noted_unit(rows[:at]), known)
    _read_body(layout, rows[at + depth :], known)
    return layout


def _is_small(texts: list[str], known: Vocabulary) -> bool:
    """Say whether one or two headings are those of a table: one of them must be what every row needs, where there is such a thing."""
    needed, found = {c.id for c in known.columns.values() if c.required}, _meant(texts, known)
    return sum(map(bool, texts)) <= FEWEST and bool(found & needed if needed else found)


def _texts(rows: list[SheetRow], at: int, depth: int) -> list[str]:
    """Return the headings of one row, or of two of which the upper one groups the lower."""
    rows_of = [rows[n].cells for n in range(at, at + depth)]
    width = max(map(len, rows_of))
    cells = [[row[n] if n < len(row) else None for row in rows_of] for n in range(width)]
    return ["\n".join(dict.fromkeys(str(c).strip() for c in column if not is_blank(c))) for column in cells]


def _meant(texts: list[str], known: Vocabulary) -> set[str]:
    return {found[0].id for text in texts if (found := meaning(text, known))}


def meaning(text: str, known: Vocabulary) -> Meaning | None:
    """Return what a heading means, by its words, without what stands in brackets, or by its last line."""
    if not text:
        return None
    for form in (text, text.rpartition("\n")[2], text.replace("\n", "")):
        if found := meant(form, known.headings):
            return found
    return None


def _read_headings(layout: Layout, texts: list[str], noted: str, known: Vocabulary) -> None:
    for index, text in enumerate(texts):
        said = " ".join(text.split())
        if not text or plain(text) in SERIAL or said.startswith(ASIDE):
            continue
        if (found := meaning(text, known)) is None:
            layout.unknown.append((index, said))
        elif _stands(found, layout.headings):
            layout.twice.append((index, said))
        else:
            layout.headings.append(headed(index, text, found, noted))


def _stands(found: Meaning, before: Sequence[Heading]) -> bool:
    """Say whether a column stands before, but for a column of texts that has one heading for its Chinese and one for its English."""
    column, language, _ = found
    earlier = [h.language for h in before if h.column.id == column.id]
    return bool(earlier) and not (
        column.value_type.is_text and len(earlier) == 1 and "en" in (language, *earlier) and language not in earlier
    )


def _read_body(layout: Layout, rows: list[SheetRow], known: Vocabulary) -> None:
    section, first = "", 0
    for row in rows:
        cells = [c for c in row.cells if not is_blank(c)]
        if not cells or _repeats(layout, row):
            continue
        if word := _total(cells):
            layout.totals.append((row, first if word in _PARTIAL else 0, len(layout.body)))
            first = len(layout.body)
        elif _is_remark(cells, known):
            layout.remarks.append(row)
        elif len(layout.headings) > 1 and _is_section(cells, known, (row.number, len(row.cells) - 1) in layout.spread):
            section = known.category_of_title(cells[0])
            layout.sections.append(row)
        else:
            layout.body.append((row, section))


def _is_section(cells: list[Any], known: Vocabulary, merged: bool) -> bool:
    """Say whether a row is the title of those below it: one text, numbered, over several columns, or that names a category."""
    if len(set(map(str, cells))) > 1 or not isinstance(cells[0], str):
        return False
    return _SECTION.match(cells[0]) is not None or merged or known.category_of_title(cells[0]) != ""


def _is_remark(cells: list[Any], known: Vocabulary) -> bool:
    """Say whether a row is a remark below the table: 注：以上价格含税; 制表人：张三, 审核：李四."""
    said = plain(cells[0]) if isinstance(cells[0], str) else ""
    return len(set(map(str, cells))) <= _FEW and said.startswith(known.remarks) and ":" in said[:_LONGEST]


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
