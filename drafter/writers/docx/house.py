"""The house template, made once by `drafter template new` and from then on edited in Word.

A base document of our own: python-docx's has a Japanese theme language and compatibility mode 14. Fonts are named, never shipped:
仿宋 for text, 黑体 for headings, 楷体 for captions, as in GB/T 9704 by convention, with Latin text in Times New Roman.
"""

from __future__ import annotations

from drafter.ooxml.container import pack
from drafter.writers.docx.house_styles import numbering, styles

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
_VML = 'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w10="urn:schemas-microsoft-com:office:word"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_DOC = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PKG = "http://schemas.openxmlformats.org/package/2006"

WATERMARK = (
    f'<w:r {W}><w:rPr><w:noProof/></w:rPr><w:pict {_VML}><v:shapetype id="_x0000_t136" coordsize="21600,21600" o:spt="136" adj="10800" '
    'path="m@7,l@8,m@5,21600l@6,21600e"><v:formulas><v:f eqn="sum #0 0 10800"/><v:f eqn="prod #0 2 1"/><v:f eqn="sum 21600 0 @1"/>'
    '<v:f eqn="sum 0 0 @2"/><v:f eqn="sum 21600 0 @3"/><v:f eqn="if @0 @3 0"/><v:f eqn="if @0 21600 @1"/><v:f eqn="if @0 0 @2"/>'
    '<v:f eqn="if @0 @4 21600"/><v:f eqn="mid @5 @6"/><v:f eqn="mid @8 @5"/><v:f eqn="mid @7 @8"/><v:f eqn="mid @6 @7"/>'
    '<v:f eqn="sum @6 0 @5"/></v:formulas><v:path textpathok="t" o:connecttype="rect"/><v:textpath on="t" fitshape="t"/></v:shapetype>'
    '<v:shape id="DraftWatermark" o:spid="_x0000_s2049" type="#_x0000_t136" alt="{text}" style="position:absolute;margin-left:0;margin-top:0;'
    "width:{width}pt;height:150pt;rotation:315;z-index:-251658752;mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    'mso-position-vertical:center;mso-position-vertical-relative:margin" o:allowincell="f" fillcolor="#d9d9d9" stroked="f">'
    '<v:fill opacity=".5"/><v:textpath style="font-family:&quot;黑体&quot;;font-size:1pt" string="{text}"/></v:shape></w:pict></w:r>'
)


def house_template(compact: bool = False, brief: bool = False) -> bytes:
    """Return the house template as a .docx; `compact` has smaller type and indents, for two columns; `brief` runs on without turned pages."""
    parts = {
        "word/document.xml": _document(brief),
        "word/styles.xml": styles("brief" if brief else "two columns" if compact else "full"),
        "word/numbering.xml": numbering(compact or brief),
        "word/settings.xml": settings(),
        "word/fontTable.xml": fonts(*_FONTS),
        "word/header1.xml": _header(9525 if brief else 9412),
        "word/footer1.xml": _footer(both=compact and not brief),
        "word/header2.xml": f'{XML}<w:hdr {W}><w:p><w:pPr><w:pStyle w:val="Header"/><w:pBdr><w:bottom w:val="nil"/></w:pBdr></w:pPr>'
        "<w:r><w:t>{{r watermark }}</w:t></w:r></w:p></w:hdr>",
        "word/footer2.xml": f'{XML}<w:ftr {W}><w:p><w:pPr><w:pStyle w:val="Footer"/></w:pPr></w:p></w:ftr>',
    }
    return pack({name: text.encode("utf-8") for name, text in package(parts, ("header1", "footer1", "header2", "footer2")).items()})


def package(parts: dict[str, str], extras: tuple[str, ...]) -> dict[str, str]:
    """Return all parts of a template: `parts` with content types, properties and relationships. Headers and footers are rId5 and on."""
    names = ("styles", "numbering", "settings", "fontTable", *extras)
    kinds = [name.rstrip("0123456789") for name in names]
    return {
        "[Content_Types].xml": _content_types(extras),
        "_rels/.rels": _relations(
            ("rId1", f"{_REL}/officeDocument", "word/document.xml"),
            ("rId2", f"{_PKG}/relationships/metadata/core-properties", "docProps/core.xml"),
            ("rId3", f"{_REL}/extended-properties", "docProps/app.xml"),
        ),
        "docProps/core.xml": _core(),
        "docProps/app.xml": f'{XML}<Properties xmlns="{_REL.replace("relationships", "extended-properties")}"><Application>drafter</Application></Properties>',
        **parts,
        "word/_rels/document.xml.rels": _relations(
            *((f"rId{n}", f"{_REL}/{kind}", f"{name}.xml") for n, (name, kind) in enumerate(zip(names, kinds, strict=True), 1))
        ),
    }


def _content_types(extras: tuple[str, ...]) -> str:
    kinds = {"document": "document.main", "styles": "styles", "numbering": "numbering", "settings": "settings", "fontTable": "fontTable"}
    kinds |= {name: name.rstrip("0123456789") for name in sorted(extras, key=lambda n: (n[0] != "h", n))}
    overrides = "".join(f'<Override PartName="/word/{n}.xml" ContentType="{_DOC}.{k}+xml"/>' for n, k in kinds.items())
    overrides += '<Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/>'
    overrides += (
        '<Override PartName="/docProps/app.xml" ContentType="application/vnd.openxmlformats-officedocument.extended-properties+xml"/>'
    )
    defaults = '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    return f'{XML}<Types xmlns="{_PKG}/content-types">{defaults}{overrides}</Types>'


def _relations(*relations: tuple[str, str, str]) -> str:
    rows = "".join(f'<Relationship Id="{i}" Type="{t}" Target="{target}"/>' for i, t, target in relations)
    return f'{XML}<Relationships xmlns="{_PKG}/relationships">{rows}</Relationships>'


def _core() -> str:
    return (
        f'{XML}<cp:coreProperties xmlns:cp="{_PKG}/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>{{ title }}</dc:title>'
        "<dc:subject>{{ project_name }}</dc:subject><dc:creator>{{ party_a.name }}</dc:creator><dc:language>{{ language_tag }}</dc:language>"
        '<dcterms:created xsi:type="dcterms:W3CDTF">{{ created }}</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">{{ created }}</dcterms:modified>'
        "</cp:coreProperties>"
    )


# --- document ------------------------------------------------------------------------------------------------------


def paragraph(text: str, style: str) -> str:
    """Return a paragraph of one run."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr><w:r><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(text: str, width: int, style: str = "ContractCell") -> str:
    """Return a cell of one paragraph."""
    return cell_of(paragraph(text, style), width)


def cell_of(content: str, width: int) -> str:
    """Return a cell of paragraphs."""
    return f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/></w:tcPr>{content}</w:tc>'


def table(rows: str, widths: tuple[int, ...], style: str) -> str:
    """Return a table of rows."""
    grid = "".join(f'<w:gridCol w:w="{w}"/>' for w in widths)
    head = f'<w:tblPr><w:tblStyle w:val="{style}"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:tblLayout w:type="fixed"/></w:tblPr>'
    return f"<w:tbl>{head}<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"


def _document(brief: bool) -> str:
    """Return cover, contents, party table, body, signature page, annexes, notice: what legal staff rearrange as they like."""
    heading = paragraph("{}", "ContractHeading")
    if not brief:
        heading = heading.replace("</w:pPr>", "<w:pageBreakBefore/></w:pPr>", 1)
    cover = [
        paragraph("{{ label.contract_no }}{{ label.colon }}{{ contract_no }}", "CoverLine"),
        paragraph("{{ title }}", "CoverTitle"),
        paragraph("{{ project_name }}", "CoverProject"),
        paragraph("{{ label.party_a }}{{ label.colon }}{{ party_a.name }}", "CoverParty"),
        paragraph("{{ label.party_b }}{{ label.colon }}{{ party_b.name }}", "CoverParty"),
        paragraph("{{ label.sign_date }}{{ label.colon }}{{ sign_date }}", "CoverParty"),
        paragraph("{{ disclaimer }}", "ContractNote"),
    ]
    widths = (1900, 3470, 3470)
    loop = row(cell("{%tr for row in party_rows %}", 8840))
    party_rows = (
        row(
            cell("", 1900, "ContractCellHead")
            + cell("{{ label.party_a }}", 3470, "ContractCellHead")
            + cell("{{ label.party_b }}", 3470, "ContractCellHead")
        )
        + loop
        + row(cell("{{ row.label }}", 1900) + cell("{{ row.a }}", 3470) + cell("{{ row.b }}", 3470))
        + row(cell("{%tr endfor %}", 8840))
    )
    half = (4420, 4420)
    signing = "".join(
        row(cell(a, 4420, "SignatureLine") + cell(b, 4420, "SignatureLine"))
        for a, b in (
            ("{{ label.party_a_seal }}{{ label.colon }}", "{{ label.party_b_seal }}{{ label.colon }}"),
            ("{{ party_a.name }}", "{{ party_b.name }}"),
            ("{{ label.signatory }}{{ label.colon }}", "{{ label.signatory }}{{ label.colon }}"),
            ("{{ label.date }}{{ label.colon }}", "{{ label.date }}{{ label.colon }}"),
            ("{{ label.place }}{{ label.colon }}", "{{ label.place }}{{ label.colon }}"),
        )
    )
    parts = [
        *cover,
        f"<w:p><w:pPr>{_section_properties(brief, cover=True)}</w:pPr></w:p>",
        paragraph("{{p contents }}", "ContractBody"),
        heading.replace("{}", "{{ label.parties }}"),
        table(party_rows, widths, "ContractTable"),
        paragraph("{{ preamble }}", "ContractBody"),
        paragraph("{{p body }}", "ContractBody"),
        heading.replace("{}", "{{ label.signature_page }}"),
        table(signing, half, "ContractBilingual"),
        paragraph("{{p annexes }}", "ContractBody"),
        paragraph("{{p notice }}", "ContractBody"),
        paragraph("{{p drafting }}", "ContractBody"),
    ]
    return f"{XML}<w:document {W} {R}><w:body>{''.join(parts)}{_section_properties(brief)}</w:body></w:document>"


def row(cells: str) -> str:
    """Return a row of cells."""
    return f"<w:tr>{cells}</w:tr>"


def _section_properties(brief: bool, cover: bool = False) -> str:
    margins = (1247, 1134, 1134, 1247) if brief else (1304, 1247, 1191, 1247)  # top, right, bottom, left
    sides = "".join(f'w:{side}="{twips}" ' for side, twips in zip(("top", "right", "bottom", "left"), margins, strict=True))
    header, footer = ("rId7", "rId8") if cover else ("rId5", "rId6")
    return (
        f'<w:sectPr><w:headerReference w:type="default" r:id="{header}"/><w:footerReference w:type="default" r:id="{footer}"/>'
        '<w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/>'
        f'<w:pgMar {sides}w:header="{624 if brief else 851}" w:footer="{567 if brief else 851}" w:gutter="0"/></w:sectPr>'
    )


def _header(width: int) -> str:
    tabs = f'<w:tabs><w:tab w:val="right" w:pos="{width}"/></w:tabs>'
    return (
        f'{XML}<w:hdr {W} {_VML}><w:p><w:pPr><w:pStyle w:val="Header"/>{tabs}</w:pPr><w:r><w:t>{{{{r watermark }}}}</w:t></w:r>'
        "<w:r><w:t>{{ running_title }}</w:t></w:r><w:r><w:tab/></w:r><w:r><w:t>{{ running_no }}</w:t></w:r></w:p></w:hdr>"
    )


def field(instruction: str) -> str:
    """Return a field with 1 as its result."""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText xml:space="preserve"> {instruction} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>1</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def _footer(both: bool) -> str:
    """Return the footer with the number of the page; in both languages, English after Chinese."""

    def text(words: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{words}</w:t></w:r>'

    numbers = f"{text('{{ label.page_before }}')}{field('PAGE')}{text('{{ label.page_between }}')}{field('NUMPAGES')}{text('{{ label.page_after }}')}"
    if both:
        numbers += f"{text('{{ label.page_before_en }}')}{field('PAGE')}{text('{{ label.page_between_en }}')}{field('NUMPAGES')}"
    return part("ftr", "Footer", numbers)


def part(kind: str, style: str, content: str) -> str:
    """Return a header (`hdr`) or footer (`ftr`) of one paragraph."""
    return f'{XML}<w:{kind} {W}><w:p><w:pPr><w:pStyle w:val="{style}"/></w:pPr>{content}</w:p></w:{kind}>'


def settings(pages: str = "") -> str:
    """Return the settings of a document; `pages` are those of headers and footers."""
    compat = '<w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" w:val="15"/>'
    return (
        f'{XML}<w:settings {W}><w:zoom w:percent="100"/><w:defaultTabStop w:val="420"/>{pages}<w:characterSpacingControl w:val="compressPunctuation"/>'
        f'<w:compat><w:useFELayout/>{compat}</w:compat><w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/><w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


_FONTS = (
    ("仿宋", "FangSong", "86", "modern"),
    ("黑体", "SimHei", "86", "modern"),
    ("楷体", "KaiTi", "86", "modern"),
    ("方正小标宋简体", "FZXiaoBiaoSong-B05S", "86", "auto"),
    ("Times New Roman", "Liberation Serif", "00", "roman"),
)


def fonts(*table: tuple[str, str, str, str]) -> str:
    """Return the font table: name, other names, character set, family."""
    rows = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="{charset}"/><w:family w:val="{family}"/></w:font>'
        for name, other, charset, family in table
    )
    return f"{XML}<w:fonts {W}>{rows}</w:fonts>"
