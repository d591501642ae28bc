"""A filled form as a Word file fit to print, fill in by hand and sign: the contract's styles, a bordered head, tables with room to write."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from drafter.content import Content
from drafter.forms.model import FilledField, FilledForm, FilledTable, Place
from drafter.forms.widths import PADDING, column_widths, line_width
from drafter.language import Language, Words
from drafter.model import Align, Block, Cell, Paragraph, Row, Style, Table, Text
from drafter.ooxml.container import pack
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.writers.docx.template import compile_template
from drafter.writers.docx.xml import BodyWriter, escape

HIGH, TALL = 510, 1420  # twips: 0.9 cm to write in, 2.5 cm for what takes more words
_LABEL, _VALUE = 19.0, 31.0
_SIDE, _TOP = 1134, 1020  # margins in twips: forms are filed, not read
_A4 = (11906, 16838)
_TEMPLATE = "contract/contract.docx"
_SHARED = ("word/styles.xml", "word/numbering.xml", "word/settings.xml", "word/fontTable.xml")
_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOC = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PKG = "http://schemas.openxmlformats.org/package/2006"
_SERIAL = Words("序号", "No.")
_SIGN, _DATE = Words("（签字）：", " (signature): "), Words("日期：　　　　年　　月　　日", "Date: ____ / ____ / ______")
_CELL_STYLE = regex(r'<w:style\b[^>]*w:styleId="ContractCell(?:Head)?".*?</w:style>', re.DOTALL)
_SIZE = regex(r'(<w:sz(?:Cs)? w:val=")(\d+)"')


def _at_least_ten_points(match: re.Match[str]) -> str:
    return f'{match[1]}{max(int(match[2]), 20)}"'


_SEPARATOR = {"zh": "；", "en": "; "}


@dataclass(frozen=True, slots=True)
class FormRow(Row):
    """A row at least so many twips high."""

    height: int = HIGH


class _Writer(BodyWriter):
    """Writes rows with their height and centres cells upright."""

    def _row(self, row: Row, columns: list[int]) -> str:
        text = super()._row(row, columns)
        if not isinstance(row, FormRow):
            return text
        height = f'<w:trHeight w:val="{row.height}" w:hRule="atLeast"/>'
        return (
            text.replace("<w:trPr>", f"<w:trPr>{height}", 1)
            if "<w:trPr>" in text
            else text.replace("<w:tr>", f"<w:tr><w:trPr>{height}</w:trPr>", 1)
        )

    def _cell(self, cell: Cell, width: int) -> str:
        return super()._cell(cell, width).replace("</w:tcPr>", '<w:vAlign w:val="center"/></w:tcPr>', 1)


def form_docx(form: FilledForm, languages: Sequence[Language], content: Content, created: str = "2000-01-01") -> bytes:
    """Return the form as a .docx. The same form gives the same bytes. Raises TemplateError, FileError."""
    return forms_docx([form], languages, content, created)


def forms_docx(forms: Sequence[FilledForm], languages: Sequence[Language], content: Content, created: str = "2000-01-01") -> bytes:
    """Return forms, each beginning on a new page, as one .docx; their look is that of the contract."""
    first = forms[0]
    width, height = (_A4[1], _A4[0]) if first.landscape else _A4
    turn = ' w:orient="landscape"' if first.landscape else ""
    section = (
        f'<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:footerReference w:type="default" r:id="rId6"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turn}/><w:pgMar w:top="{_TOP}" w:right="{_SIDE}" w:bottom="{_TOP}" w:left="{_SIDE}" '
        'w:header="567" w:footer="567" w:gutter="0"/></w:sectPr>'
    )
    writer = _Writer(width - 2 * _SIDE, width - 2 * _SIDE, section, section)
    blocks = [block for number, form in enumerate(forms) for block in form_blocks(form, tuple(languages), number > 0)]
    body = writer.write(blocks)
    parts = dict(_shared(content))
    labels = content.agreement().labels
    parts |= {k: v.encode("utf-8") for k, v in _own_parts(first, languages, labels, created, width - 2 * _SIDE).items()}
    parts["word/document.xml"] = f"{_XML}<w:document {_W} {_R}><w:body>{body}{section}</w:body></w:document>".encode()
    return pack(parts)


# --- blocks ----------------------------------------------------------------------------------------------------------------------------


def form_blocks(form: FilledForm, languages: tuple[Language, ...], turned: bool = False) -> list[Block]:
    """Return the form as blocks of the document model."""
    blocks: list[Block] = [Paragraph((Text(form.title[n]),), "heading", n, page_break=turned and i == 0) for i, n in enumerate(languages)]
    blocks += [_fields((*form.head, *form.fields), languages)]
    blocks += _paragraphs(form.before, languages)
    em = line_width(form)
    for table in form.tables:
        if table.title is not None:
            blocks += [Paragraph((Text(table.title[n]),), "caption", n) for n in languages]
        blocks += [_table(table, languages, em), *_legend(table, languages, em)]
    blocks += _paragraphs(form.after, languages)
    return [*blocks, Paragraph((Text(""),), "note", languages[0]), _signatures(form.signs, languages)]


def _paragraphs(texts: Iterable[Words], languages: tuple[Language, ...]) -> list[Block]:
    return [Paragraph((Text(text[n]),), "body", n) for text in texts for n in languages]


def lines_of(fields: Sequence[FilledField]) -> list[list[FilledField]]:
    """Return the fields line by line: two on a line, a wide one alone, and one whose neighbour is missing as if it were wide."""
    lines: list[list[FilledField]] = []
    for field in fields:
        if not is_wide(field) and lines and len(lines[-1]) == 1 and not is_wide(lines[-1][0]):
            lines[-1].append(field)
        else:
            lines.append([field])
    return lines


def is_wide(field: FilledField) -> bool:
    """Return whether a field takes a whole line."""
    return field.wide or field.place.value_type.high


def _fields(fields: Sequence[FilledField], languages: tuple[Language, ...]) -> Table:
    rows = []
    for line in lines_of(fields):
        span = 3 if len(line) == 1 else 1
        cells = [cell for f in line for cell in (_words(f.title, "cellhead", languages), _value(f.place, languages, span, long=True))]
        rows.append(FormRow(tuple(cells), height=TALL if line[0].place.value_type.high else HIGH))
    return Table(tuple(rows), (_LABEL, _VALUE, _LABEL, _VALUE))


def _table(table: FilledTable, languages: tuple[Language, ...], em: float) -> Table:
    titles = [*([_SERIAL] if table.serial else []), *(c.title for c in table.columns)]
    rows: list[Row] = [Row(tuple(_words(t, "cellhead", languages, align="center") for t in titles), header=True)]
    widths = column_widths(table, em, lambda words: _said(words, languages))
    for number, places in enumerate(table.rows, 1):
        cells = [_text(str(number), languages[0], "center")] if table.serial else []
        own = zip(places, table.columns, widths[table.serial :], strict=True)
        cells += [_value(p, languages, 1, align=c.align, width=width - PADDING) for p, c, width in own]
        rows.append(FormRow(tuple(cells)))
    if table.total_label is not None:
        rows.append(_total(table, languages))
    return Table(tuple(rows), widths)


def _total(table: FilledTable, languages: tuple[Language, ...]) -> Row:
    first = next(n for n, c in enumerate(table.columns) if c.id in table.totals) + table.serial
    assert table.total_label is not None
    cells = [_words(table.total_label, "cellhead", languages, first)] if first else []
    for column in table.columns[first - table.serial :]:
        place = table.totals.get(column.id)
        cells.append(_text(place.show(languages[0]) if place else "", languages[0], "right"))
    return FormRow(tuple(cells))


def _legend(table: FilledTable, languages: tuple[Language, ...], em: float) -> list[Block]:
    """Return a note with the options of columns too narrow to print them in every row."""
    widths = column_widths(table, em, lambda words: _said(words, languages))[table.serial :]
    notes: list[Block] = []
    for n in languages:
        said = []
        for index, column in enumerate(table.columns):
            empty = next((row[index] for row in table.rows if row[index].writable and row[index].choices), None)
            if empty is not None and not _fits(empty, n, widths[index] - PADDING):
                said.append(f"{column.title[n]}{'：' if n == 'zh' else ': '}" + " / ".join(o.label[n] for o in empty.choices))
        if said:
            notes.append(Paragraph((Text(_SEPARATOR[n].join(said)),), "note", n))
    return notes


def _signatures(signs: Sequence[Words], languages: tuple[Language, ...]) -> Table:
    rows = []
    for sign in signs:
        left = [Paragraph((Text(sign[n] + _SIGN[n]),), "cell", n) for n in languages]
        right = [Paragraph((Text(_DATE[n]),), "cell", n) for n in languages]
        rows.append(FormRow((Cell(tuple(left)), Cell(tuple(right))), height=680))
    return Table(tuple(rows), (55, 45), borders=False)


def _said(words: Words, languages: tuple[Language, ...]) -> str:
    return " ".join(words[n] for n in languages)


def _words(words: Words, style: Style, languages: tuple[Language, ...], span: int = 1, align: Align | None = None) -> Cell:
    lines = [(n, line) for n in languages for line in words[n].split("\n")]
    if len(languages) == 2 and words.zh == words.en:
        lines = lines[: len(lines) // 2]
    return Cell(tuple(Paragraph((Text(line),), style, n, "", "", align) for n, line in lines), span)


def _text(text: str, language: Language, align: Align | None = None) -> Cell:
    return Cell((Paragraph((Text(text),), "cell", language, "", "", align),))


def _value(
    place: Place, languages: tuple[Language, ...], span: int, *, align: Align | None = None, long: bool = False, width: float = 0
) -> Cell:
    texts = Words(*(_shown(place, n, long, width) for n in ("zh", "en")))
    return _words(texts, "cell", languages, span, None if place.writable and place.choices else align)


def _shown(place: Place, language: Language, long: bool, width: float) -> str:
    """Return what a place shows: its value; boxes to tick; a line for a date; or nothing, to be written in."""
    if place.choices and (place.writable or long) and place.formula is None and (long or _fits(place, language, width)):
        marks = ("☑" if o.id == place.chosen else "□" for o in place.choices)
        return "　".join(f"{mark}{o.label[language]}" for mark, o in zip(marks, place.choices, strict=True))
    if place.value is not None and not place.waits and not (place.open and place.value == 0):  # a nought to begin with, an outcome to come
        return place.show(language, long)
    blank = place.value_type.blank
    return blank[language] if long and place.formula is None and blank is not None else ""


def _fits(place: Place, language: Language, width: float) -> bool:
    """Return whether the options fit into a cell of this many em in three lines."""
    needed = [sum(1 if ord(c) > 255 else 0.5 for c in o.label[language]) + 2 for o in place.choices]
    return sum(needed) <= width * 2.7 and max(needed) <= width


# --- parts -----------------------------------------------------------------------------------------------------------------------------


@lru_cache(maxsize=4)
def _shared(content: Content) -> dict[str, bytes]:
    """Return the parts that forms share with the contract's template: its look, with table text large enough to be filled in by hand."""
    fixed = compile_template(content.template(_TEMPLATE)).fixed
    parts = {name: fixed[name] for name in _SHARED if name in fixed}
    styles = parts["word/styles.xml"].decode("utf-8")
    parts["word/styles.xml"] = _CELL_STYLE.sub(lambda match: _SIZE.sub(_at_least_ten_points, match[0]), styles).encode("utf-8")
    return parts


def _own_parts(form: FilledForm, languages: Sequence[Language], labels: Mapping[str, Words], created: str, width: int) -> dict[str, str]:
    title = " / ".join(dict.fromkeys(form.title[n] for n in languages))
    number = next((f.place.show(languages[0]) for f in form.head if f.id == "contract_no"), "")
    return {
        "[Content_Types].xml": _content_types(),
        "_rels/.rels": _relations(
            ("rId1", f"{_REL}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PKG}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_REL}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/app.xml": f'{_XML}<Properties xmlns="{_REL.replace("relationships", "extended-properties")}"><Application>drafter</Application></Properties>',
        "docProps/core.xml": (
            f'{_XML}<cp:coreProperties xmlns:cp="{_PKG}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
            f'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{escape(title)}</dc:title>'
            f'<dc:subject>{escape(form.code)}</dc:subject><dcterms:created xsi:type="dcterms:W3CDTF">{created}T00:00:00Z</dcterms:created>'
            f'<dcterms:modified xsi:type="dcterms:W3CDTF">{created}T00:00:00Z</dcterms:modified></cp:coreProperties>'
        ),
        "word/header1.xml": _header(f"{form.code}  {title}", number, width),
        "word/footer1.xml": _footer(labels, languages[0]),
        "word/_rels/document.xml.rels": _relations(
            ("rId1", f"{_REL}/styles", "styles.xml"), ("rId2", f"{_REL}/numbering", "numbering.xml"), ("rId3", f"{_REL}/settings", "settings.xml"),
            ("rId4", f"{_REL}/fontTable", "fontTable.xml"), ("rId5", f"{_REL}/header", "header1.xml"), ("rId6", f"{_REL}/footer", "footer1.xml"),
        ),
    }  # fmt: skip


def _content_types() -> str:
    kinds = {
        "document": "document.main", "styles": "styles", "numbering": "numbering", "settings": "settings", "fontTable": "fontTable",
        "header1": "header", "footer1": "footer",
    }  # fmt: skip
    overrides = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{_DOC}.{k}+xml"/>' for n, k in kinds.items())
    overrides += '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    overrides += (
        '<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
    )
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    return f'{_XML}<Types xmlns="{_PKG}/content-types">{defaults}{overrides}</Types>'


def _relations(*relations: tuple[str, str, str]) -> str:
    rows = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{target}"/>' for i, t, target in relations)
    return f'{_XML}<Relationships xmlns="{_PKG}/relationships">{rows}</Relationships>'


def _run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{escape(text)}</w:t></w:r>'


def _header(left: str, right: str, width: int) -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return (
        f'{_XML}<w:hdr {_W}><w:p><w:pPr><w:pStyle w:val="Header"/>{tabs}</w:pPr>{_run(left)}<w:r><w:tab/></w:r>{_run(right)}</w:p></w:hdr>'
    )


def _footer(labels: Mapping[str, Words], language: Language) -> str:
    before, between, after = (_run(labels[f"page_{k}"][language]) for k in ("before", "between", "after"))
    return f'{_XML}<w:ftr {_W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr>{before}{_number("PAGE")}{between}{_number("NUMPAGES")}{after}</w:p></w:ftr>'


def _number(instruction: str) -> str:
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )
