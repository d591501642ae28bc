"""The blocks of a Word file as HTML: paragraphs with their numbers as they were and as they are, tables, text boxes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lxml import etree

from drafter.language import Words
from drafter.ooxml.clause_at import ClauseTracker
from drafter.ooxml.headings import numbered_heading
from drafter.ooxml.markup import CELL_MARKS, CONTROL_RANGES, CONTROLS, RECORDS, TRACKED, attribute, child, name
from drafter.ooxml.names import DELETIONS, INSERTIONS, whole
from drafter.ooxml.package import Package
from drafter.ooxml.printed_numbers import PrintedNumbers
from drafter.ooxml.standing import clause_tag
from drafter.ooxml.styles import Look
from drafter.ooxml.words import control_title, paragraph_words
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.redline.page.labels import sign_of
from drafter.redline.page.render_words import RenderContext, WordsRenderer, escaped, joined_html

_DELETIONS, _INSERTIONS = frozenset({"del", "moveFrom"}), frozenset({"ins", "moveTo"})
NUMBER = regex(r'data-n="(\d+)"')  # of a change, as its marks bear it
_ENDS = Words("段落结束", "end of paragraph")
_SECTION_ENDS = Words("分节符", "section break")
_OPAQUE = Words("[嵌入的文档]", "[embedded document]")


class BlockHtml(NamedTuple):
    """A block as HTML; `joins` says that its end is tracked, so that it belongs together with the next."""

    html: str
    joins: bool = False


@dataclass
class TocLine:
    """A line of a table of contents: the changes in it, and how it read and reads."""

    numbers: set[int]
    texts: tuple[str, str]


class DocumentState:
    """What the stories of a document share: looks, counts, the names of clauses."""

    def __init__(self, context: RenderContext, package: Package, numbers: PrintedNumbers) -> None:
        self.context = context
        self.clauses = ClauseTracker.of(package)
        self.numbers = numbers
        self.names: dict[str, str] = {}
        self.headings: tuple[set[str], set[str]] = (set(), set())
        self.toc_lines: list[TocLine] = []

    def name_clause(self, label: str, text: str) -> None:
        """Remember what the clause at this place is called, if this is where it begins."""
        here = self.clauses.current
        if here and text.strip():
            self.names.setdefault(here, numbered_heading(label, text))


@dataclass
class StoryRenderer:
    """A walk through the blocks of a story."""

    shared: DocumentState
    part: str

    def __post_init__(self) -> None:
        self.context = self.shared.context
        self.words = WordsRenderer(self.context, self.part)

    def blocks(self, holder: etree._Element) -> list[BlockHtml]:
        """Return the blocks inside an element."""
        found: list[BlockHtml] = []
        for element in holder:
            found += self._render_block(element)
        return found

    def _render_block(self, element: etree._Element) -> list[BlockHtml]:
        kind = name(element)
        if kind == "p":
            return self._render_paragraph(element)
        if kind == "tbl":
            return [BlockHtml(self._render_table(element))]
        if kind in CONTROLS:
            return self._render_control(element)
        if kind == "mc:AlternateContent":
            return next((found for version in element if (found := self.blocks(version))), [])
        if kind == "altChunk":
            return [BlockHtml(f'<p class="thing">{_OPAQUE[self.context.language]}</p>')]
        if kind in CONTROL_RANGES or kind == "sectPr":
            return [BlockHtml(f"<p>{badges}</p>")] if (badges := self._badges([element, *element])) else []
        return self.blocks(element) if kind in TRACKED or kind in ("sdtContent", "mc:Choice", "mc:Fallback") else []

    def _render_control(self, control: etree._Element) -> list[BlockHtml]:
        clauses = self.shared.clauses
        with clauses.inside_control(control):
            if clause_tag(control):
                title = control_title(control)
                found = self.blocks(control)
                self.shared.names.setdefault(clauses.current, title)
                return found
            return self.blocks(control)

    # paragraphs

    def _render_paragraph(self, paragraph: etree._Element) -> list[BlockHtml]:
        properties = child(paragraph, "pPr")
        self.shared.clauses.enter_paragraph(paragraph)
        marks = self._end_marks(properties)
        look, labels = self.shared.numbers.looks.of(properties), self.shared.numbers.of(paragraph).sides
        boxes_before = len(self.words.boxes)
        text = joined_html(self.words.pieces(paragraph))
        self._note_heading(paragraph, look, labels, text)
        text += self._end_of_paragraph(properties, marks)
        tag = f"h{min(look.level + 1, 6)}" if look.level else "p"
        html = f"<{tag}{_paragraph_attributes(look, marks)}>{_number_html(labels)}{text}</{tag}>"
        found = [BlockHtml(html, bool(marks))]
        boxes, self.words.boxes = self.words.boxes[boxes_before:], self.words.boxes[:boxes_before]
        for box in boxes:
            found += [BlockHtml(f'<div class="box">{"".join(b.html for b in self.blocks(box))}</div>')]
        return found

    def _end_marks(self, properties: etree._Element | None) -> dict[str, etree._Element]:
        """Return the tracked changes of the end of a paragraph, by kind."""
        of_mark = child(properties, "rPr") if properties is not None else None
        return {name(m): m for m in of_mark if name(m) in TRACKED} if of_mark is not None else {}

    def _note_heading(self, paragraph: etree._Element, look: Look, labels: tuple[str, str], html: str) -> None:
        """Remember a heading, or a line of a table of contents that is to be held against the headings."""
        texts = paragraph_words(paragraph, INSERTIONS), paragraph_words(paragraph, DELETIONS)
        if look.contents:
            lines = (_without_spaces(t.rpartition("\t")[0].partition("{")[0]) for t in texts)
            self.shared.toc_lines.append(TocLine({int(n) for n in NUMBER.findall(html)}, (next(lines), next(lines))))
            return
        if look.level:
            for side in (0, 1):
                self.shared.headings[side].add(_without_spaces(f"{labels[side]}{texts[side]}"))
        stays = bool(texts[1].strip())
        self.shared.name_clause(labels[stays], texts[stays])

    def _end_of_paragraph(self, properties: etree._Element | None, marks: Mapping[str, etree._Element]) -> str:
        """Return the end of a paragraph, where it was changed."""
        if properties is None:
            return ""
        ends_section = child(properties, "sectPr") is not None
        said = _SECTION_ENDS[self.context.language] if ends_section else _ENDS[self.context.language]
        spoken = said if ends_section else f'<span class="vh">{said}</span><span aria-hidden="true">¶</span>'
        ends = [self.context.marked(kind, n, spoken, " pm") for kind, mark in marks.items() if (n := self.context.number(mark))]
        inside = [e for kind in ("rPr", "numPr", "sectPr") if (e := child(properties, kind)) is not None]
        return "".join(ends) + self._badges([*properties, *(e for holder in inside for e in holder if name(e) not in marks)])

    def _badges(self, elements: list[etree._Element]) -> str:
        """Return a sign for every change of properties among elements; those of a table that are one change are one."""
        shown: dict[int, str] = {}
        for element in elements:
            number = self.context.numbers.get(element, 0)
            if number and number not in shown:
                kind = name(element)
                tip = self.context.change_of_properties(element) if kind in RECORDS else ""
                self.context.number(element)
                shown[number] = self.context.badge(number, f"⚙ {sign_of(kind, self.context.language)}", tip)
        return "".join(shown.values())

    # tables

    def _render_table(self, table: etree._Element) -> str:
        rows = [row for row in _children_of(table) if name(row) == "tr"]
        records = [e for holder in (table, *rows) for inner in holder for e in inner if name(inner) in _OF_TABLE]
        cells = [e for row in rows for c in _children_of(row) if name(c) == "tc" and (p := child(c, "tcPr")) is not None for e in p]
        badges = self._badges([e for e in (*records, *cells) if name(e) in RECORDS])
        grid = _grid(child(table, "tblGrid"))
        inner = "".join(self._render_row(row) for row in rows)
        return f'{f"<p>{badges}</p>" if badges else ""}<div class="wide"><table>{grid}{inner}</table></div>'

    def _render_row(self, row: etree._Element) -> str:
        properties = child(row, "trPr")
        found = [m for m in properties if name(m) in ("ins", "del")] if properties is not None else []
        head = properties is not None and (h := child(properties, "tblHeader")) is not None and attribute(h, "val") not in ("0", "false")
        cells = [self._render_cell(cell, head) for cell in _children_of(row) if name(cell) == "tc"]
        number = self.context.number(found[0]) if found else 0
        change = f' class="c {name(found[0])}" data-n="{number}"' if number else ""
        return f"<tr{change}>{''.join(cells)}</tr>"

    def _render_cell(self, cell: etree._Element, head: bool) -> str:
        properties = child(cell, "tcPr")
        marks = [m for m in properties if name(m) in CELL_MARKS] if properties is not None else []
        inner = "".join(b.html for b in self.blocks(cell))
        number = self.context.number(marks[0]) if marks else 0
        classes = [{"cellIns": "c ins", "cellDel": "c del"}.get(name(marks[0]), "c mrg")] if number else []
        merge = child(properties, "vMerge") if properties is not None else None
        classes += ["cont"] if merge is not None and attribute(merge, "val") != "restart" else []
        span = attribute(found, "val") if properties is not None and (found := child(properties, "gridSpan")) is not None else ""
        wide = f' colspan="{span}"' if 1 < whole(span) < 100 else ""
        change = f' data-n="{number}"' if number else ""
        kind = f' class="{" ".join(classes)}"' if classes else ""
        return f'<th scope="col"{wide}{kind}{change}>{inner}</th>' if head else f"<td{wide}{kind}{change}>{inner}</td>"


_OF_TABLE = frozenset({"tblPr", "tblGrid", "tblPrEx", "trPr"})


def _children_of(holder: etree._Element) -> Iterator[etree._Element]:
    """Yield the children of an element, those in content controls too."""
    for element in holder:
        if name(element) in CONTROLS or name(element) in ("sdtContent", "ins", "del"):
            yield from _children_of(element)
        else:
            yield element


def _grid(grid: etree._Element | None) -> str:
    widths = [attribute(c, "w") for c in grid if name(c) == "gridCol"] if grid is not None else []
    numbers = [whole(w) for w in widths]
    if not numbers or not all(numbers):
        return ""
    columns = "".join(f'<col style="width:{100 * w / sum(numbers):.1f}%">' for w in numbers)
    return f"<colgroup>{columns}</colgroup>"


def _paragraph_attributes(look: Look, marks: Mapping[str, etree._Element]) -> str:
    classes = [look.align, "title" if look.title else "", "toc" if look.contents else ""]
    classes += ["ji"] if _INSERTIONS & set(marks) else []
    classes += ["jd"] if _DELETIONS & set(marks) else []
    names = " ".join(c for c in classes if c)
    lengths = [f"--{key}:{value:g}" for key, value in (("l", look.left), ("f", look.first)) if value]
    style = f' style="{";".join(lengths)}"' if lengths else ""
    return (f' class="{names}"' if names else "") + style


def _number_html(labels: tuple[str, str]) -> str:
    was, now = (escaped(label) for label in labels)
    if was == now:
        return f'<span class="no">{now}</span>' if now else ""
    both = "".join(f'<span class="{kind}">{text}</span>' for kind, text in (("was", was), ("is", now)) if text)
    return f'<span class="no{" re" if was and now else ""}">{both}</span>'


def _without_spaces(text: str) -> str:
    return "".join(text.split())
