"""Styles and lists of the house template: what text looks like and how it is numbered."""

from __future__ import annotations

from typing import Literal

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
SONG, HEI, KAI = "仿宋", "黑体", "楷体"
CHINESE = "taiwaneseCountingThousand"  # 101 is 一百零一 in Word and in LibreOffice; docs/word.md


def font(east: str, half_points: int, bold: bool = False, colour: str = "", latin: str = "Times New Roman") -> str:
    """Return run properties: fonts, weight, colour and size."""
    tint = f'<w:color w:val="{colour}"/>' if colour else ""
    return (
        f'<w:rFonts w:ascii="{latin}" w:eastAsia="{east}" w:hAnsi="{latin}" w:cs="Times New Roman"/>{"<w:b/>" if bold else ""}{tint}'
        f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    )


def paragraph_style(identifier: str, name: str, ppr: str, rpr: str, based: str = "Normal", after: str = "") -> str:
    """Return a paragraph style."""
    following = f'<w:next w:val="{after}"/>' if after else ""
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{identifier}"><w:name w:val="{name}"/><w:basedOn w:val="{based}"/>{following}'
        f"<w:qFormat/><w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>"
    )


def spacing(before: int, after: int, line: int, rule: str = "exact") -> str:
    """Return the space before and after a paragraph and its line pitch, in twips."""
    return f'<w:spacing w:before="{before}" w:after="{after}" w:line="{line}" w:lineRule="{rule}"/>'


def _numbered(
    identifier: str, name: str, list_id: int, level: int, rpr: str, before: int, pitch: int, outline: int | None, keep: bool = False
) -> str:
    keep_next = "<w:keepNext/>" if keep else ""
    lvl = f'<w:outlineLvl w:val="{outline}"/>' if outline is not None else ""
    number = f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{list_id}"/></w:numPr>'
    align = '<w:jc w:val="center"/>' if level == 0 and list_id in (3, 4) else '<w:jc w:val="both"/>' if outline is None else ""
    return paragraph_style(identifier, name, f"{keep_next}{number}{spacing(before, pitch // 9, pitch, 'atLeast')}{align}{lvl}", rpr)


def table_styles() -> list[str]:
    """Return the default styles and those of tables."""
    return [
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/></w:style>',
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont"><w:name w:val="Default Paragraph Font"/></w:style>',
        '<w:style w:type="numbering" w:default="1" w:styleId="NoList"><w:name w:val="No List"/></w:style>',
        _table_style("TableNormal", "Normal Table", "", default=True),
        _table_style("ContractTable", "Contract Table", _borders()),
        _table_style("ContractBilingual", "Contract Bilingual", ""),
    ]


def styles(look: Literal["full", "two columns", "brief"]) -> str:
    """Return the styles of a contract. In two columns lines end where they end: justified, a short one with a long code in it would be torn apart."""
    compact = look != "full"
    size, size_en, pitch = (18, 17, 240) if compact else (21, 20, 272)
    title, cell, cell_pitch = (24, 16, 210) if compact else (30, 18, 228)
    body, head = font(SONG, size), font(HEI, size, bold=True)
    rows = [
        *table_styles(),
        paragraph_style(
            "Header",
            "header",
            f'<w:pBdr><w:bottom w:val="single" w:sz="4" w:space="1" w:color="808080"/></w:pBdr>{spacing(0, 0, 240, "atLeast")}',
            font(SONG, 18),
        ),
        paragraph_style("Footer", "footer", f'{spacing(0, 0, 240, "atLeast")}<w:jc w:val="center"/>', font(SONG, 21)),
        paragraph_style("CoverLine", "Cover Line", f'{spacing(0, 0, 480)}<w:jc w:val="right"/>', font(SONG, 28)),
        paragraph_style(
            "CoverTitle", "Cover Title", f'{spacing(2200, 400, 240, "auto")}<w:jc w:val="center"/>', font("方正小标宋简体", 52, bold=True)
        ),
        paragraph_style("CoverProject", "Cover Project", f'{spacing(200, 1600, 240, "auto")}<w:jc w:val="center"/>', font(KAI, 36)),
        paragraph_style("CoverParty", "Cover Party", f'{spacing(120, 120, 240, "auto")}<w:ind w:left="1300"/>', font(HEI, 30)),
        paragraph_style("SignatureLine", "Signature Line", spacing(240, 240, 400, "atLeast"), font(SONG, 26)),
        paragraph_style(
            "ContractHeading",
            "Contract Heading",
            f'<w:keepNext/>{spacing(120, 240, 480, "atLeast")}<w:jc w:val="center"/>',
            font(HEI, 32, bold=True),
        ),
        paragraph_style(
            "TOCHeading",
            "TOC Heading",
            f'<w:keepNext/>{spacing(120, 240, 480, "atLeast")}<w:jc w:val="center"/>',
            font(HEI, 32, bold=True),
        ),
        toc("TOC1", "toc 1", 0, font(HEI, 20), 40, pitch=240),
        toc("TOC2", "toc 2", 280, font(SONG, 20), 0, pitch=232),
        paragraph_style(
            "ContractBody",
            "Contract Body",
            f'{spacing(40, 40, pitch, "atLeast")}<w:ind w:firstLineChars="200" w:firstLine="420"/><w:jc w:val="both"/>',
            body,
        ),
        paragraph_style("ContractBodyEn", "Contract Body EN", f'{spacing(40, 40, 280, "atLeast")}<w:jc w:val="both"/>', font(SONG, 22)),
        paragraph_style(
            "ContractNote", "Contract Note", f'{spacing(240, 0, 300, "atLeast")}<w:jc w:val="both"/>', font(KAI, 20, colour="595959")
        ),
        paragraph_style(
            "ContractCaption",
            "Contract Caption",
            f'<w:keepNext/>{spacing(160, 80, 300, "atLeast")}<w:jc w:val="center"/>',
            font(HEI, title - 8, bold=True),
        ),
        paragraph_style("ContractCell", "Contract Cell", spacing(20, 20, cell_pitch, "atLeast"), font(SONG, cell)),
        paragraph_style(
            "ContractCellHead",
            "Contract Cell Head",
            f'{spacing(20, 20, cell_pitch, "atLeast")}<w:jc w:val="center"/>',
            font(HEI, cell, bold=True),
        ),
        paragraph_style("ContractSpacer", "Contract Spacer", spacing(0, 0, 20), font(SONG, 2)),
    ]
    for suffix, name, first, heading, small in (
        ("", "", 1, head, body),
        ("En", " EN", 2, font(HEI, size_en, bold=True), font(SONG, size_en)),
    ):
        rows += [
            _numbered(
                f"ContractChapter{suffix}",
                f"Contract Chapter{name}",
                first + 2,
                0,
                font(HEI, title, bold=True),
                (8 if compact else 12) * title,
                10 * title,
                0,
                keep=True,
            ),
            _numbered(f"ContractArticle{suffix}", f"Contract Article{name}", first, 0, heading, 140, pitch, 1, keep=True),
            _numbered(f"ContractClause{suffix}", f"Contract Clause{name}", first, 1, small, 20, pitch, None),
            _numbered(f"ContractItem{suffix}", f"Contract Item{name}", first, 2, small, 20, pitch, None),
            _numbered(f"ContractSubitem{suffix}", f"Contract Subitem{name}", first, 3, small, 20, pitch, None),
            _numbered(
                f"ContractAnnex{suffix}",
                f"Contract Annex{name}",
                first + 4,
                0,
                font(HEI, title, bold=True),
                8 * title,
                10 * title,
                0,
                keep=True,
            ),
        ]
    defaults = (
        '<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="Times New Roman" w:eastAsia="仿宋" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>'
        '<w:kern w:val="2"/><w:sz w:val="24"/><w:szCs w:val="24"/><w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    text = "".join(rows)
    for line in (pitch, cell_pitch):  # fonts that stand in for 仿宋 are taller; what is to be short stays short with them
        text = text.replace(f'w:line="{line}" w:lineRule="atLeast"', f'w:line="{line}" w:lineRule="exact"')
    if look == "two columns":
        text = text.replace('<w:jc w:val="both"/>', "")
    return f"{_XML}<w:styles {_W}>{defaults}{text}</w:styles>"


def toc(identifier: str, name: str, indent: int, rpr: str, before: int, width: int = 9400, pitch: int = 280) -> str:
    """Return a style of entries in the table of contents, page numbers at `width` twips."""
    tabs = f'<w:tabs><w:tab w:val="right" w:leader="dot" w:pos="{width}"/></w:tabs>'
    ppr = f'{tabs}{spacing(before, 0, pitch, "exact")}<w:ind w:left="{indent}"/>'
    return f'<w:style w:type="paragraph" w:styleId="{identifier}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>{ppr}</w:pPr><w:rPr>{rpr}</w:rPr></w:style>'


def _borders() -> str:
    edges = "".join(
        f'<w:{e} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for e in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    return f"<w:tblBorders>{edges}</w:tblBorders>"


def _table_style(identifier: str, name: str, borders: str, default: bool = False) -> str:
    flag = ' w:default="1"' if default else ' w:customStyle="1"'
    based = "" if default else '<w:basedOn w:val="TableNormal"/>'
    margins = '<w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/></w:tblCellMar>'
    return f'<w:style w:type="table"{flag} w:styleId="{identifier}"><w:name w:val="{name}"/>{based}<w:tblPr>{borders}{margins}</w:tblPr></w:style>'


def level(level: int, fmt: str, text: str, style: str, left: int, hanging: int, suffix: str = "tab", legal: bool = False) -> str:
    """Return a level of a list. A negative `hanging` indents the first line."""
    legal_flag = "<w:isLgl/>" if legal else ""
    first = f'w:hanging="{hanging}"' if hanging >= 0 else f'w:firstLine="{-hanging}"'
    suff = "" if suffix == "tab" else f'<w:suff w:val="{suffix}"/>'
    tabs = f'<w:tabs><w:tab w:val="num" w:pos="{left}"/></w:tabs>' if suffix == "tab" else ""
    return (
        f'<w:lvl w:ilvl="{level}"><w:start w:val="1"/><w:numFmt w:val="{fmt}"/><w:pStyle w:val="{style}"/>{legal_flag}{suff}<w:lvlText w:val="{text}"/>'
        f'<w:lvlJc w:val="left"/><w:pPr>{tabs}<w:ind w:left="{left}" {first}/></w:pPr></w:lvl>'
    )


def abstract(number: int, levels: str) -> str:
    """Return a list of several levels."""
    return f'<w:abstractNum w:abstractNumId="{number}"><w:nsid w:val="{0x4D520000 + number:08X}"/><w:multiLevelType w:val="multilevel"/>{levels}</w:abstractNum>'


def numbering(compact: bool) -> str:
    """Return six lists: articles zh and en, chapters zh and en, annexes zh and en.

    Chapters have a list of their own, so that articles run on from chapter to chapter. Level 2 is a legal number (w:isLgl): 12.3 under 第十二条.
    """
    one, two, three = (480, 960, 1280) if compact else (640, 1280, 1640)
    zh = (
        level(0, CHINESE, "第%1条", "ContractArticle", 0, 0, "space")
        + level(1, "decimal", "%1.%2", "ContractClause", one, one, legal=True)
        + level(2, CHINESE, "（%3）", "ContractItem", two, two - one)
        + level(3, "decimal", "%4.", "ContractSubitem", three, three - two)
    )
    en = (
        level(0, "decimal", "%1.", "ContractArticleEn", one, one)
        + level(1, "decimal", "%1.%2", "ContractClauseEn", one, one)
        + level(2, "lowerLetter", "(%3)", "ContractItemEn", one + 420, 420)
        + level(3, "lowerRoman", "(%4)", "ContractSubitemEn", one + 840, 420)
    )
    lists = [
        zh,
        en,
        level(0, CHINESE, "第%1章", "ContractChapter", 0, 0, "space"),
        level(0, "decimal", "Part %1", "ContractChapterEn", 0, 0, "space"),
        level(0, "upperLetter", "附件%1", "ContractAnnex", 0, 0, "space"),
        level(0, "upperLetter", "Annex %1", "ContractAnnexEn", 0, 0, "space"),
    ]
    abstracts = "".join(abstract(n, levels) for n, levels in enumerate(lists, 1))
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in range(1, len(lists) + 1))
    return f"{_XML}<w:numbering {_W}>{abstracts}{nums}</w:numbering>"
