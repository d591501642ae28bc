"""The house template of a proposal: the page and type of GB/T 9704 by convention, with a cover, an approval page and contents.

Margins 37, 35, 28 and 26 mm, text in 仿宋 size four (an official document has size three; a proposal is half tables and is to stay within forty
pages), chapters in 黑体 size three, sections in 楷体, the title in 小标宋; page numbers — 1 —, right on odd pages and left on even ones. Fonts are named, never shipped; other names for them stand in the font table.
"""

from __future__ import annotations

from typing import NamedTuple

from drafter.ooxml.container import pack
from drafter.writers.docx import house
from drafter.writers.docx.house_styles import CHINESE, abstract, font, level, paragraph_style, spacing, table_styles, toc

SONG, KAI, HEI, TITLE = "仿宋_GB2312", "楷体_GB2312", "黑体", "方正小标宋简体"
_LABEL = 2400
_W, _R, _XML = house.W, house.R, house.XML
_EDGES = 'w:header="851" w:footer="1417" w:gutter="0"'


class _Look(NamedTuple):
    """Sizes in half-points, the rest in twips."""

    size: int
    pitch: int
    rule: str
    cell: int
    english: int
    width: int
    margins: str
    cover: tuple[int, int]  # above the title, and below the name of the project


# size four on 25 points makes 25 lines on 225 mm
_OFFICIAL = _Look(28, 500, "exact", 17, 22, 8845, 'w:top="2098" w:right="1474" w:bottom="1985" w:left="1588"', (2000, 1500))
_TWO_COLUMNS = _Look(20, 300, "atLeast", 16, 18, 9638, 'w:top="1304" w:right="1134" w:bottom="1304" w:left="1134"', (1400, 900))


def proposal_template(compact: bool = False) -> bytes:
    """Return the house template of a proposal as a .docx; `compact` has smaller type, for two languages side by side."""
    look = _TWO_COLUMNS if compact else _OFFICIAL
    parts = house.package(
        {
            "word/document.xml": _document(look),
            "word/styles.xml": _styles(look).replace('<w:jc w:val="both"/>', "" if compact else '<w:jc w:val="both"/>'),
            "word/numbering.xml": _numbering(look.size * 20),
            "word/settings.xml": house.settings("<w:evenAndOddHeaders/>"),
            "word/fontTable.xml": house.fonts(
                ("仿宋_GB2312", "仿宋,FangSong,STFangsong,华文仿宋", "86", "modern"),
                ("楷体_GB2312", "楷体,KaiTi,STKaiti,华文楷体", "86", "modern"),
                ("黑体", "SimHei,STHeiti", "86", "modern"),
                ("方正小标宋简体", "FZXiaoBiaoSong-B05S,方正小标宋_GBK,宋体,SimSun", "86", "auto"),
                ("宋体", "SimSun", "86", "auto"),
                ("Times New Roman", "Liberation Serif", "00", "roman"),
            ),
            "word/header1.xml": house.part("hdr", "Header", "<w:r><w:t>{{r watermark }}</w:t></w:r>"),
            "word/header2.xml": house.part("hdr", "Header", "<w:r><w:t>{{r watermark }}</w:t></w:r>"),
            "word/footer1.xml": house.part("ftr", "Footer", _page_number()),
            "word/footer2.xml": house.part("ftr", "FooterEven", _page_number()),
            "word/footer3.xml": house.part("ftr", "Footer", ""),
        },
        ("footer1", "footer2", "header1", "header2", "footer3"),
    )
    return pack({name: text.encode("utf-8") for name, text in parts.items()})


def _page_number() -> str:
    dash = '<w:r><w:t xml:space="preserve">{}</w:t></w:r>'
    return dash.format("— ") + house.field("PAGE") + dash.format(" —")


# --- document ----------------------------------------------------------------------------------------------------------------------------


def _document(look: _Look) -> str:
    """Return cover, approval page and contents in a section without page numbers, then the text, which begins at page 1."""
    p = house.paragraph
    turned = p("{{ label.approval }}", "ContractHeading").replace("</w:pPr>", "<w:pageBreakBefore/></w:pPr>", 1)
    parts = [
        p("{{ title }}", "CoverTitle"),
        p("{{ project_name }}", "CoverProject"),
        house.table(_cover_rows(look.width), (_LABEL, look.width - _LABEL), "ContractBilingual"),
        p("{{ disclaimer }}", "ContractNote"),
        p("{%p if approval_rows %}", "ContractBody"),
        turned,
        house.table(_approval_rows(look.width), (2200, look.width - 2200), "ContractTable"),
        p("{%p endif %}", "ContractBody"),
        p("{{p contents }}", "ContractBody"),
        f"<w:p><w:pPr>{_section(look, numbered=False)}</w:pPr></w:p>",
        p("{{ title }}", "ProposalTitle"),
        p("{{p body }}", "ContractBody"),
        p("{{p annexes }}", "ContractBody"),
        p("{{p drafting }}", "ContractBody"),
    ]
    return f"{_XML}<w:document {_W} {_R}><w:body>{''.join(parts)}{_section(look, numbered=True)}</w:body></w:document>"


def _cover_rows(width: int) -> str:
    cell, row = house.cell, house.row
    loop = row(cell("{%tr for row in cover_rows %}", width))
    line = row(cell("{{ row.label }}{{ label.colon }}", _LABEL, "CoverLabel") + cell("{{ row.text }}", width - _LABEL, "CoverParty"))
    return loop + line + row(cell("{%tr endfor %}", width))


def _approval_rows(width: int) -> str:
    cell, row = house.cell, house.row
    head = row(cell("{{ label.approver }}", 2200, "ApprovalLabel") + cell("{{ label.opinion }}", width - 2200, "ApprovalLabel"))
    room = "".join(house.paragraph("", "ContractCell") for _ in range(4))
    opinion = house.cell_of(room + house.paragraph("{{ label.opinion_sign }}", "ApprovalSign"), width - 2200)
    body = row(cell("{{ row.label }}", 2200, "ApprovalLabel") + opinion).replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>")
    return head + row(cell("{%tr for row in approval_rows %}", width)) + body + row(cell("{%tr endfor %}", width))


def _section(look: _Look, numbered: bool) -> str:
    kinds = ("rId5", "rId6") if numbered else ("rId9", "rId9")
    headers = '<w:headerReference w:type="default" r:id="rId7"/><w:headerReference w:type="even" r:id="rId8"/>'
    footers = f'<w:footerReference w:type="default" r:id="{kinds[0]}"/><w:footerReference w:type="even" r:id="{kinds[1]}"/>'
    start = '<w:pgNumType w:start="1"/>' if numbered else ""
    return f'<w:sectPr>{headers}{footers}<w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar {look.margins} {_EDGES}/>{start}</w:sectPr>'


# --- styles ------------------------------------------------------------------------------------------------------------------------------


def _styles(look: _Look) -> str:
    """Return the styles of the page; those that lists number follow the others."""
    size, pitch, rule, cell, english, width = look[:6]
    indent = f'<w:ind w:firstLineChars="200" w:firstLine="{size * 20}"/>'
    both, centre = '<w:jc w:val="both"/>', '<w:jc w:val="center"/>'
    text = f"{spacing(0, 0, pitch, rule)}{indent}{both}"
    rows = [
        *table_styles(),
        paragraph_style("Header", "header", spacing(0, 0, 240, "atLeast"), font(SONG, 18)),
        paragraph_style(
            "Footer",
            "footer",
            f'{spacing(0, 0, 280, "atLeast")}<w:ind w:rightChars="100" w:right="280"/><w:jc w:val="right"/>',
            font("宋体", 28, latin="宋体"),
        ),
        paragraph_style(
            "FooterEven",
            "Footer Even",
            f'{spacing(0, 0, 280, "atLeast")}<w:ind w:leftChars="100" w:left="280"/>',
            font("宋体", 28, latin="宋体"),
        ),
        paragraph_style("CoverTitle", "Cover Title", f"{spacing(2400, 500, 240, 'auto')}{centre}", font(TITLE, 52)),
        paragraph_style("CoverProject", "Cover Project", f"{spacing(200, 1900, 240, 'auto')}{centre}", font(KAI, 36)),
        paragraph_style("CoverLabel", "Cover Label", f"{spacing(140, 140, 240, 'auto')}", font(HEI, 30)),
        paragraph_style("CoverParty", "Cover Party", spacing(140, 140, 240, "auto"), font(SONG, 30)),
        paragraph_style("ProposalTitle", "Proposal Title", f"{spacing(0, 580, 240, 'auto')}{centre}", font(TITLE, 44)),
        paragraph_style("ApprovalLabel", "Approval Label", f"{spacing(60, 60, 300, 'atLeast')}{centre}", font(HEI, 24)),
        paragraph_style("ApprovalSign", "Approval Sign", f'{spacing(60, 60, 300, "atLeast")}<w:jc w:val="right"/>', font(SONG, 24)),
        paragraph_style("ContractHeading", "Contract Heading", f"<w:keepNext/>{spacing(0, 240, 480, 'atLeast')}{centre}", font(HEI, 36)),
        paragraph_style(
            "TOCHeading", "TOC Heading", f"<w:keepNext/><w:pageBreakBefore/>{spacing(0, 240, 480, 'atLeast')}{centre}", font(HEI, 36)
        ),
        toc("TOC1", "toc 1", 0, font(HEI, 22), 40, width, 260),
        toc("TOC2", "toc 2", 360, font(SONG, 21), 0, width, 250),
        paragraph_style("ContractBody", "Contract Body", text, font(SONG, size)),
        paragraph_style("ContractBodyEn", "Contract Body EN", f"{spacing(60, 60, 300, 'atLeast')}{both}", font(SONG, english)),
        paragraph_style("ContractNote", "Contract Note", f"{spacing(120, 120, 280, 'atLeast')}{both}", font(KAI, 20, colour="595959")),
        paragraph_style("ContractCaption", "Contract Caption", f"<w:keepNext/>{spacing(160, 80, 300, 'atLeast')}{centre}", font(HEI, 24)),
        paragraph_style("ContractCell", "Contract Cell", spacing(10, 10, 225), font(SONG, cell)),
        paragraph_style("ContractCellHead", "Contract Cell Head", f"{spacing(10, 10, 225)}{centre}", font(HEI, cell)),
        paragraph_style("ContractSpacer", "Contract Spacer", spacing(0, 0, 20), font(SONG, 2)),
        paragraph_style("ContractFigure", "Contract Figure", f"<w:keepNext/>{spacing(80, 0, 240, 'auto')}{centre}", font(SONG, 21)),
    ]
    rows += _numbered(size, pitch, rule, english)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="{SONG}" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
        '<w:kern w:val="2"/><w:sz w:val="32"/><w:szCs w:val="32"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    return f"{_XML}<w:styles {_W}>{defaults}{''.join(rows)}</w:styles>"


def _numbered(size: int, pitch: int, rule: str, english: int) -> list[str]:
    """Return the styles whose numbers their list makes: headings, running paragraphs, items, captions."""
    indent = f'<w:ind w:left="0" w:firstLineChars="200" w:firstLine="{size * 20}"/>'
    both, centre, keep, none = '<w:jc w:val="both"/>', '<w:jc w:val="center"/>', "<w:keepNext/>", '<w:ind w:left="0" w:firstLine="0"/>'
    close, wide = spacing(0, 0, pitch, rule), spacing(40, 40, 270, "atLeast")
    chapter, caption = spacing(pitch // 4, 0, pitch, rule), spacing(80, 40, 260, "atLeast")
    section = spacing(160, 60, 300, "atLeast")
    rows = (
        ("ContractChapter", 1, 0, keep, f"{chapter}{indent}", font(HEI, size + 4), 0),
        ("ContractArticle", 1, 1, keep, f"{close}{indent}", font(KAI, size, bold=True), 1),
        ("ContractClause", 1, 2, "", f"{close}{indent}{both}", font(SONG, size), None),
        ("ContractItem", 1, 3, "", f"{close}{indent}{both}", font(SONG, size), None),
        ("ContractSubitem", 1, 4, "", f"{close}{indent}{both}", font(SONG, size), None),
        ("ContractChapterEn", 2, 0, keep, f"{spacing(320, 100, 340, 'atLeast')}{none}", font(HEI, english + 6, bold=True), 0),
        ("ContractArticleEn", 2, 1, keep, section, font(HEI, english + 2, bold=True), 1),
        ("ContractClauseEn", 2, 2, "", f"{wide}{none}{both}", font(SONG, english), None),
        ("ContractItemEn", 2, 3, "", f"{wide}{both}", font(SONG, english), None),
        ("ContractSubitemEn", 2, 4, "", f"{wide}{both}", font(SONG, english), None),
        ("ContractAnnex", 3, 0, keep, f"{chapter}{none}", font(HEI, size), 0),
        ("ContractAnnexEn", 4, 0, keep, f"{chapter}{none}", font(HEI, english + 4, bold=True), 0),
        ("ContractTableCaption", 5, 0, keep, f"{caption}{none}{centre}", font(HEI, 21), None),
        ("ContractTableCaptionEn", 6, 0, keep, f"{caption}{none}{centre}", font(HEI, 20, bold=True), None),
        ("ContractFigureCaption", 7, 0, "", f"{caption}{none}{centre}", font(HEI, 21), None),
        ("ContractFigureCaptionEn", 8, 0, "", f"{caption}{none}{centre}", font(HEI, 20, bold=True), None),
    )
    return [_with_number(*row) for row in rows]


def _with_number(identifier: str, list_id: int, depth: int, keep: str, ppr: str, rpr: str, outline: int | None) -> str:
    number = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{list_id}"/></w:numPr>'
    lvl = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    name = identifier.replace("Contract", "Contract ", 1).replace("Caption", " Caption").removesuffix("En") + (
        " EN" if identifier.endswith("En") else ""
    )
    return paragraph_style(identifier, name, f"{keep}{number}{ppr}{lvl}", rpr)


def _numbering(indent: int) -> str:
    """Return the lists: text zh and en, annexes, tables, figures. A running paragraph is a level that prints nothing, so that items begin anew.

    The 、 after the number of a chapter stands in the text, for a reference to the chapter is to read 第三章.
    """
    zh = (
        level(0, CHINESE, "%1", "ContractChapter", 0, -indent, "nothing")
        + level(1, CHINESE, "（%2）", "ContractArticle", 0, -indent, "nothing")
        + level(2, "decimal", "", "ContractClause", 0, -indent, "nothing")
        + level(3, "decimal", "（%4）", "ContractItem", 0, -indent, "nothing")
        + level(4, "decimalEnclosedCircle", "%5", "ContractSubitem", 0, -indent, "nothing")
    )
    en = (
        level(0, "decimal", "%1", "ContractChapterEn", 0, 0, "space")
        + level(1, "decimal", "%1.%2", "ContractArticleEn", 0, 0, "space")
        + level(2, "decimal", "", "ContractClauseEn", 0, 0, "nothing")
        + level(3, "decimal", "(%4)", "ContractItemEn", 480, 480)
        + level(4, "lowerLetter", "(%5)", "ContractSubitemEn", 960, 480)
    )
    single = (
        ("附件%1", "ContractAnnex"), ("Annex %1", "ContractAnnexEn"), ("表%1", "ContractTableCaption"), ("Table %1", "ContractTableCaptionEn"),
        ("图%1", "ContractFigureCaption"), ("Figure %1", "ContractFigureCaptionEn"),
    )  # fmt: skip
    lists = [zh, en, *(level(0, "decimal", text, style, 0, 0, "space") for text, style in single)]
    abstracts = "".join(abstract(n, levels) for n, levels in enumerate(lists, 1))
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1))
    return f"{_XML}<w:numbering {_W}>{abstracts}{nums}</w:numbering>"
