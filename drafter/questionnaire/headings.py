"""Headings of a table: the columns they mean, by id, label or what else offices call them, and the unit that a heading gives its figures."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import field
from typing import Any

from drafter.errors import FileError, Finding, Place, error
from drafter.language import Language, Words
from drafter.library.schema import Column, Question
from drafter.memo import by_identity
from drafter.ooxml.worksheet import column_letters
from drafter.patterns import regex
from drafter.questionnaire.cells import HEADINGS_WITHIN, SheetRow, is_blank
from drafter.records import dataclass
from drafter.types import ValueType
from drafter.values.reading.choices import near
from drafter.values.reading.measures import is_measure
from drafter.values.units import UNITS

MOST_FINDINGS = 50
SERIAL = {"序号", "no.", "no", "#"}
ASIDE = "#"  # begins the heading of a column that is not meant for the contract
_BRACKETS = regex(r"[(（\[【]([^)）\]】]*)[)）\]】]")
_PARTED = regex("[，,、；;/ ]")
_MULTIPLES = {
    "万元": "万元",
    "万": "万元",
    "亿元": "亿元",
    "千元": "千元",
    "‰": "‰",
}  # not %: a bare 0.06 under it may still be a share of one
_NOTED_UNIT = regex(r"(?<![\d.,，一二两三四五六七八九十百千万亿])(万元|亿元|千元|万人民币)")  # （单位：万元）, not the 100万元 of a title
_ENGLISH = ("英文", "english")


@dataclass(frozen=True, slots=True)
class Heading:
    """A matched heading: where it stands, what it is called there, its column, the language of its cells if it tells, and the unit of its figures."""

    index: int
    text: str
    column: Column
    language: Language | None
    unit: str = ""

    def cell(self, cell: Any) -> Any:
        """Return a cell as it is to be read: figures with the unit of the heading, where they have none of their own."""
        from drafter.values.reading.amounts import names_unit
        from drafter.values.reading.pictures import Figure

        if not self.unit:
            return cell
        said = cell.exact if isinstance(cell, Figure) else cell
        if isinstance(said, bool) or (not isinstance(said, str) and not hasattr(said, "as_integer_ratio")):
            return cell
        return cell if names_unit(str(said)) or "%" in str(said) else f"{said}{self.unit}"


@dataclass
class Problems:
    """What is wrong with a table file, all of it."""

    file: str
    findings: list[Finding] = field(default_factory=list)

    def add(self, code: str, zh: str, en: str, remedy: tuple[str, str] = ("", ""), row: int = 0, where: str = "") -> None:
        """Note an error."""
        self.findings.append(error(code, zh, en, remedy, Place(self.file, row, where)))

    def stop(self) -> None:
        """Raise FileError when anything was found; very many are cut short."""
        if len(self.findings) > MOST_FINDINGS:
            more = len(self.findings) - MOST_FINDINGS
            self.findings = self.findings[:MOST_FINDINGS]
            self.add("more", f"另有 {more} 处问题未列出", f"{more} more problems are not listed")
        if self.findings:
            raise FileError(self.findings)


def find_headings(sheet: list[SheetRow], question: Question, problems: Problems) -> tuple[int, list[Heading]]:
    """Return the place of the heading row in `sheet`, and its headings: the row among the first that matches most columns."""
    known = known_headings(question)
    matches = [sum(meant(c, known) is not None for c in row.cells) for row in sheet[:HEADINGS_WITHIN]]
    best = max(matches, default=0)
    if best == 0:
        labels = [c.label for c in question.columns if c.computed is None]
        remedy = (f"标题应为：{'、'.join(w.zh for w in labels)}", f"the headings are: {', '.join(w.en for w in labels)}")
        problems.add("headings", "没有找到标题行", "no row of headings was found", remedy, sheet[0].number if sheet else 1)
        return 0, []
    at = matches.index(best)
    row, noted = sheet[at], noted_unit(sheet[:at])
    headings = [h for index, cell in enumerate(row.cells) if (h := _heading(index, cell, known, noted))]
    taken = {h.index for h in headings}
    for index, cell in enumerate(row.cells):
        if index not in taken and not is_blank(cell) and normal(cell) not in SERIAL and not normal(cell).startswith(ASIDE):
            _unknown(index, cell, known, row.number, problems)
    _check_headings(headings, question, row.number, problems)
    return at, headings


Known = dict[str, tuple[Column, Language | None]]
Meaning = tuple[Column, Language | None, str]


@by_identity
def known_headings(question: Question) -> Known:
    """Return what headings mean. An id goes before another column's label, a label before what else a column is called."""
    known: Known = {normal(name): (column, None) for column in question.columns for name in column.also}
    for column in question.columns:
        known |= {normal(column.label.en): (column, "en"), normal(column.label.zh): (column, "zh")}
        known |= {normal(f"{column.id}.en"): (column, "en"), normal(f"{column.id}.zh"): (column, "zh")}
        known |= {
            normal(head): (column, language) for head, language in (*both_heads(column.label), *both_heads(column.label, unit_of(column)))
        }
    for column in question.columns:
        known = known if known.get(normal(column.id), (None,))[0] is column else {**known, normal(column.id): (column, None)}
    return known


def unit_of(column: Column) -> Words | None:
    """Return the unit of a column's figures as its heading names it, where its label does not."""
    if _BRACKETS.sub("", column.label.zh) != column.label.zh and "元" in column.label.zh:
        return None
    if column.unit:
        return Words(UNITS[column.unit].zh, UNITS[column.unit].many)
    return {"money": Words("元", "yuan"), "percent": Words("%", "%")}.get(column.type)


def both_heads(label: Words, unit: Words | None = None) -> tuple[tuple[str, Language | None], ...]:
    """Return the headings that our own workbooks carry, in both languages: of the column, with its unit, and of its twin for English texts."""
    zh, en = (f"（{unit.zh}）", f" ({unit.en})") if unit else ("", "")
    return (f"{label.zh}{zh}\n{label.en}{en}", None), (f"{label.zh}（英文）\n{label.en} (English)", "en")


def sheet_title(label: Words) -> str:
    """Return the title of a sheet in both languages, as short as Excel wants it."""
    title = f"{label.zh} {label.en}"
    return "".join(c for c in title if c not in "[]:*?/\\")[:31].strip()


def normal(text: Any) -> str:
    """Return a heading as it is compared: without spaces, width and case."""
    return "".join(unicodedata.normalize("NFKC", str(text)).split()).casefold() if isinstance(text, str) else ""


def meant(cell: Any, known: Known) -> Meaning | None:
    """Return the column that a heading means, its language and the unit of its figures, if need be without what stands in brackets."""
    text = normal(cell)
    if text in known:
        return *known[text], ""
    bare = normal(_BRACKETS.sub("", cell)) if isinstance(cell, str) else ""
    noted = [normal(part) for said in _BRACKETS.findall(cell) for part in _PARTED.split(said)] if bare else []
    taxed = next((part for part in noted if "税" in part), "")  # 单价（不含税） is 不含税单价, and no other 单价
    bare = taxed + bare
    if bare not in known or any(word in part for part in noted for word in _ENGLISH):
        return None
    unit = next((part for part in noted if part in _MULTIPLES or is_measure(part)), "")
    return *known[bare], _MULTIPLES.get(unit, unit)


def _heading(index: int, cell: Any, known: Known, noted: str) -> Heading | None:
    found = meant(cell, known)
    return None if found is None else headed(index, str(cell), found, noted)


def headed(index: int, text: str, found: Meaning, noted: str) -> Heading:
    """Return a heading whose meaning was found; amounts without a unit of their own are in that which a note above the table gives."""
    column, language, unit = found
    if not unit and column.type == "money" and "元" not in text:
        unit = noted
    return Heading(index, " ".join(text.split()), column, language, unit if column.type in _COUNTED else "")


_COUNTED = frozenset({"money", "percent", "integer", "decimal"})


def noted_unit(above: Sequence[SheetRow]) -> str:
    """Return the unit of amounts that a note or title above the table gives."""
    found = _NOTED_UNIT.search(" ".join(str(c) for row in above for c in row.cells if isinstance(c, str)))
    return found[1] if found else ""


def _unknown(index: int, cell: Any, known: Known, row: int, problems: Problems) -> None:
    label = known[found][0].label if (found := near(normal(cell), known)) else None
    names = list(dict.fromkeys(column.label for column, _ in known.values() if column.computed is None))
    remedy = (
        (f"是否应为“{label.zh}”？请改标题", f"did you mean {label.en!r}? Change the heading")
        if label
        else (
            f"本表的列有：{'、'.join(w.zh for w in names)}；与合同无关的列，标题前加 #",
            f"the columns are: {', '.join(w.en for w in names)}; put # before the heading of a column that is not for the contract",
        )
    )
    problems.add("heading", f"没有名为“{cell!s:.40}”的列", f"there is no column '{cell!s:.40}'", remedy, row, column_letters(index + 1))


def _check_headings(headings: list[Heading], question: Question, row: int, problems: Problems) -> None:
    for column in question.columns:
        found = [h for h in headings if h.column.id == column.id]
        if not found and column.required and column.computed is None:
            problems.add("heading", f"缺少“{column.label.zh}”列", f"the column {column.label.en!r} is missing", row=row)
        if len(found) > 1 and not _is_pair(found):
            where, label = ", ".join(column_letters(h.index + 1) for h in found), column.label
            problems.add("heading", f"“{label.zh}”列出现多次", f"the column {label.en!r} stands more than once", row=row, where=where)


def _is_pair(found: list[Heading]) -> bool:
    return {h.language for h in found} in ({"zh", "en"}, {None, "en"}) and len(found) == 2 and _has_english(found[0].column.value_type)


def _has_english(kind: ValueType) -> bool:
    return kind.bilingual or kind.is_text
