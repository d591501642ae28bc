"""One tracked change of each kind: the XML, what a list says of it, and what it becomes."""

from __future__ import annotations

from dataclasses import dataclass

from tests.redline.build import by, cell, dele, ending, ins, paragraph, row, run, table

BY = by("乙方")


@dataclass(frozen=True)
class Case:
    """A body with tracked changes; the (kind, before, after, text) that a list gives; the body accepted and rejected."""

    body: str
    listed: tuple[tuple[str, str, str, str], ...]
    accepted: str
    rejected: str


def _one(kind: str, before: str, after: str, text: str = "") -> tuple[tuple[str, str, str, str], ...]:
    return ((kind, before, after, text),)


def moved(end: str, *content: str) -> str:
    """Return content in a move range named m1."""
    number = {"From": 10, "To": 20}[end]
    start = f'<w:move{end}RangeStart w:id="{number}" w:author="乙方" w:date="2026-03-02T09:00:00Z" w:name="m1"/>'
    return f'{start}{"".join(content)}<w:move{end}RangeEnd w:id="{number}"/>'


_A, _B, _C = run("甲"), run("乙"), run("丙")
_SECTION = '<w:headerReference w:type="default" r:id="rId1"/>'
_STOP = '<w:tabs><w:tab w:val="left" w:pos="420"/></w:tabs>'


def _control(kind: str, content: str) -> str:
    start, end = f"<w:customXml{kind}RangeStart {BY}/>", f'<w:customXml{kind}RangeEnd w:id="1"/>'
    begin = '<w:sdt><w:sdtPr><w:alias w:val="服务期限"/></w:sdtPr><w:sdtContent>'
    return f"{start}{begin}{end}{content}{start}</w:sdtContent></w:sdt>{end}"


def _bare(content: str) -> str:
    return f'<w:sdt><w:sdtPr><w:alias w:val="服务期限"/></w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>'


def _text_box(content: str) -> str:
    box = f"<w:txbxContent>{content}</w:txbxContent>"
    choice = f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{box}</wps:txbx></w:drawing></mc:Choice>'
    fallback = f"<mc:Fallback><w:pict><v:textbox>{box}</v:textbox></w:pict></mc:Fallback>"
    return f"<w:r><mc:AlternateContent>{choice}{fallback}</mc:AlternateContent></w:r>"


CASES = {
    "insertion": Case(paragraph(_A, ins(_B), _C), _one("insertion", "", "乙"), paragraph(_A, _B, _C), paragraph(_A, _C)),
    "deletion": Case(paragraph(_A, dele("乙"), _C), _one("deletion", "乙", ""), paragraph(_A, _C), paragraph(_A, _B, _C)),
    "replacement": Case(
        paragraph(run("付款"), dele("30"), ins(run("60")), run("日")),
        _one("replacement", "30", "60"),
        paragraph(run("付款"), run("60"), run("日")),
        paragraph(run("付款"), run("30"), run("日")),
    ),
    "deletion inside an insertion of another": Case(
        paragraph(_A, ins(_B + dele("丙", "甲方"))),
        (("insertion", "", "乙丙", ""), ("deletion", "丙", "", "")),
        paragraph(_A, _B),
        paragraph(_A),
    ),
    "whole insertion deleted by another": Case(
        paragraph(_A, ins(dele("丙", "甲方"))), (("insertion", "", "丙", ""), ("deletion", "丙", "", "")), paragraph(_A), paragraph(_A)
    ),
    "two authors side by side": Case(
        paragraph(ins(_A), ins(_B, "甲方")), (("insertion", "", "甲", ""), ("insertion", "", "乙", "")), paragraph(_A, _B), paragraph()
    ),
    "end of a paragraph deleted": Case(
        paragraph(_A, mark=ending("del"), properties='<w:jc w:val="left"/>') + paragraph(_B, properties='<w:jc w:val="right"/>'),
        _one("deletion", "¶", ""),
        paragraph(_A, _B, properties='<w:jc w:val="right"/>'),
        paragraph(_A, properties='<w:jc w:val="left"/>') + paragraph(_B, properties='<w:jc w:val="right"/>'),
    ),
    "paragraph split": Case(paragraph(_A, mark=ending("ins")) + paragraph(_B), _one("insertion", "", "¶"), paragraph(_A) + paragraph(_B), paragraph(_A, _B)),
    "whole paragraph inserted": Case(
        paragraph(_A) + paragraph(ins(_B), mark=ending("ins")) + paragraph(_C),
        _one("insertion", "", "乙¶"),
        paragraph(_A) + paragraph(_B) + paragraph(_C),
        paragraph(_A) + paragraph(_C),
    ),
    "end inserted by one and deleted by another": Case(
        paragraph(_A, mark=ending("ins") + ending("del", "甲方")) + paragraph(_B),
        (("insertion", "", "¶", ""), ("deletion", "¶", "", "")),
        paragraph(_A, _B),
        paragraph(_A, _B),
    ),
    "paragraph inserted at the very end": Case(
        paragraph(_A) + paragraph(ins(_B), mark=ending("ins")), _one("insertion", "", "乙¶"), paragraph(_A) + paragraph(_B), paragraph(_A)
    ),
    "end deleted before a table": Case(
        paragraph(_A, mark=ending("del")) + table(row(cell(paragraph(_B)))),
        _one("deletion", "¶", ""),
        paragraph(_A) + table(row(cell(paragraph(_B)))),
        paragraph(_A) + table(row(cell(paragraph(_B)))),
    ),
    "bookmark between joined paragraphs": Case(
        paragraph(_A, mark=ending("del")) + '<w:bookmarkStart w:id="5" w:name="b"/>' + paragraph(_B, '<w:bookmarkEnd w:id="5"/>'),
        _one("deletion", "¶", ""),
        paragraph(_A, '<w:bookmarkStart w:id="5" w:name="b"/>', _B, '<w:bookmarkEnd w:id="5"/>'),
        paragraph(_A) + '<w:bookmarkStart w:id="5" w:name="b"/>' + paragraph(_B, '<w:bookmarkEnd w:id="5"/>'),
    ),
    "move": Case(
        moved("From", paragraph(f"<w:moveFrom {BY}>{_A}</w:moveFrom>", mark=ending("moveFrom"))) + paragraph(_B)
        + moved("To", paragraph(f"<w:moveTo {BY}>{_A}</w:moveTo>", mark=ending("moveTo"))) + paragraph(_C),
        _one("move", "甲¶", "甲¶"),
        paragraph(_B) + paragraph(_A) + paragraph(_C),
        paragraph(_A) + paragraph(_B) + paragraph(_C),
    ),
    "move within a line": Case(
        paragraph(moved("From", f"<w:moveFrom {BY}>{_A}</w:moveFrom>"), _B, moved("To", f"<w:moveTo {BY}>{_A}</w:moveTo>")),
        _one("move", "甲", "甲"),
        paragraph(_B, _A),
        paragraph(_A, _B),
    ),
    "moved text that lost its other end": Case(
        paragraph(_B, f"<w:moveTo {BY}>{_A}</w:moveTo>"), _one("insertion", "", "甲"), paragraph(_B, _A), paragraph(_B)
    ),
    "moved text changed afterwards": Case(
        paragraph(moved("From", f"<w:moveFrom {BY}>{_A}</w:moveFrom>"), _B, moved("To", f"<w:moveTo {BY}>{_A}</w:moveTo>", ins(_C, "甲方"))),
        (("move", "甲", "甲", ""), ("insertion", "", "丙", "")),
        paragraph(_B, _A, _C),
        paragraph(_A, _B),
    ),
    "row inserted": Case(
        table(row(cell(paragraph(_A))), row(cell(paragraph(ins(_B), mark=ending("ins"))), mark=ending("ins"))),
        _one("row-insertion", "", "乙"),
        table(row(cell(paragraph(_A))), row(cell(paragraph(_B)))),
        table(row(cell(paragraph(_A)))),
    ),
    "row deleted": Case(
        table(row(cell(paragraph(_A))), row(cell(paragraph(dele("乙"))), cell(paragraph(dele("丙"))), mark=ending("del"))),
        _one("row-deletion", "乙 | 丙", ""),
        table(row(cell(paragraph(_A)))),
        table(row(cell(paragraph(_A))), row(cell(paragraph(_B)), cell(paragraph(_C)))),
    ),
    "table deleted": Case(
        paragraph(_A) + table(row(cell(paragraph(dele("乙"))), mark=ending("del"))) + paragraph(_C),
        _one("row-deletion", "乙", ""),
        paragraph(_A) + paragraph(_C),
        paragraph(_A) + table(row(cell(paragraph(_B)))) + paragraph(_C),
    ),
    "only table of a cell deleted": Case(
        table(row(cell(table(row(cell(paragraph(dele("乙"))), mark=ending("del")))))),
        _one("row-deletion", "乙", ""),
        table(row(cell("<w:p/>"))),
        table(row(cell(table(row(cell(paragraph(_B))))))),
    ),
    "cell inserted": Case(
        table(row(cell(paragraph(_A)), cell(paragraph(ins(_B)), f'<w:tcW w:w="100" w:type="dxa"/><w:cellIns {BY}/>'))),
        _one("cell-insertion", "", "乙"),
        table(row(cell(paragraph(_A)), cell(paragraph(_B), '<w:tcW w:w="100" w:type="dxa"/>'))),
        table(row(cell(paragraph(_A)))),
    ),
    "cell deleted": Case(
        table(row(cell(paragraph(_A)), cell(paragraph(dele("乙")), f"<w:cellDel {BY}/>"))),
        _one("cell-deletion", "乙", ""),
        table(row(cell(paragraph(_A)))),
        table(row(cell(paragraph(_A)), cell(paragraph(_B)))),
    ),
    "cells merged": Case(
        table(
            row(cell(paragraph(_A), f'<w:cellMerge {BY} w:vMerge="rest"/>')),
            row(cell(paragraph(), f'<w:cellMerge {BY} w:vMerge="cont"/><w:tcPrChange {BY}><w:tcPr><w:cellMerge {BY} w:vMerge="cont"/></w:tcPr></w:tcPrChange>')),
        ),
        _one("cell-merge", "", "", "甲"),
        table(row(cell(paragraph(_A), '<w:vMerge w:val="restart"/>')), row(cell(paragraph(), '<w:vMerge w:val="continue"/>'))),
        table(row(cell(paragraph(_A))), row(cell(paragraph()))),
    ),
    "cells parted": Case(
        table(row(cell(paragraph(_A), f'<w:shd w:val="clear"/><w:cellMerge {BY} w:vMergeOrig="rest"/>'))),
        _one("cell-merge", "", "", "甲"),
        table(row(cell(paragraph(_A), '<w:shd w:val="clear"/>'))),
        table(row(cell(paragraph(_A), '<w:vMerge w:val="restart"/><w:shd w:val="clear"/>'))),
    ),
    "run formatted": Case(
        paragraph(run("甲", f'<w:b/><w:sz w:val="24"/><w:rPrChange {BY}><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrChange>'), _B),
        _one("format", "sz=21", "b; sz=24", "甲"),
        paragraph(run("甲", '<w:b/><w:sz w:val="24"/>'), _B),
        paragraph(run("甲", '<w:sz w:val="21"/>'), _B),
    ),
    "two runs formatted alike": Case(
        paragraph(*(run(t, f"<w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange>") for t in "甲乙")),
        _one("format", "", "b", "甲乙"),
        paragraph(run("甲", "<w:b/>"), run("乙", "<w:b/>")),
        paragraph(_A, _B),
    ),
    "end of a paragraph formatted": Case(
        paragraph(_A, mark=f"{ending('ins', '甲方')}<w:b/><w:rPrChange {BY}><w:rPr><w:i/></w:rPr></w:rPrChange>") + paragraph(_B),
        (("insertion", "", "¶", ""), ("format", "i", "b", "¶")),
        paragraph(_A, mark="<w:b/>") + paragraph(_B),
        paragraph(_A, _B),
    ),
    "paragraph formatted": Case(
        paragraph(_A, properties=f'<w:jc w:val="center"/><w:rPr><w:b/></w:rPr><w:pPrChange {BY}><w:pPr>{_STOP}</w:pPr></w:pPrChange>'),
        _one("paragraph-format", "tabs=tab=left,pos:420", "jc=center", "甲"),
        paragraph(_A, properties='<w:jc w:val="center"/><w:rPr><w:b/></w:rPr>'),
        paragraph(_A, properties=f"{_STOP}<w:rPr><w:b/></w:rPr>"),
    ),
    "paragraph formatted when its number was new": Case(
        paragraph(_A, properties=f'<w:jc w:val="center"/><w:pPrChange {BY}><w:pPr><w:numPr><w:numId w:val="1"/><w:ins {BY}/></w:numPr></w:pPr></w:pPrChange>'),
        _one("paragraph-format", "numPr=numId=1", "jc=center", "甲"),
        paragraph(_A, properties='<w:jc w:val="center"/>'),
        paragraph(_A, properties='<w:numPr><w:numId w:val="1"/></w:numPr>'),
    ),
    "section formatted": Case(
        paragraph(_A) + f'<w:sectPr>{_SECTION}<w:pgSz w:w="2"/><w:sectPrChange {BY}><w:sectPr><w:pgSz w:w="1"/></w:sectPr></w:sectPrChange></w:sectPr>',
        _one("section-format", "pgSz=w:1", "pgSz=w:2"),
        paragraph(_A) + f'<w:sectPr>{_SECTION}<w:pgSz w:w="2"/></w:sectPr>',
        paragraph(_A) + f'<w:sectPr>{_SECTION}<w:pgSz w:w="1"/></w:sectPr>',
    ),
    "table formatted": Case(
        f'<w:tbl><w:tblPr><w:tblW w:w="9"/><w:tblPrChange {BY}><w:tblPr><w:tblW w:w="8"/></w:tblPr></w:tblPrChange></w:tblPr>'
        '<w:tblGrid><w:gridCol w:w="9"/><w:tblGridChange w:id="7"><w:tblGrid><w:gridCol w:w="8"/></w:tblGrid></w:tblGridChange></w:tblGrid>'
        f'<w:tr><w:tblPrEx><w:tblW w:w="1"/><w:tblPrExChange {BY}><w:tblPrEx/></w:tblPrExChange></w:tblPrEx>'
        f'<w:trPr><w:tblHeader/><w:trPrChange {BY}><w:trPr/></w:trPrChange></w:trPr>'
        f'<w:tc><w:tcPr><w:noWrap/><w:tcPrChange {BY}><w:tcPr><w:hideMark/></w:tcPr></w:tcPrChange></w:tcPr><w:p/></w:tc></w:tr></w:tbl>',
        _one("table-format", "tblW=w:8; hideMark", "tblW=w:9; tblW=w:1; tblHeader; noWrap"),
        '<w:tbl><w:tblPr><w:tblW w:w="9"/></w:tblPr><w:tblGrid><w:gridCol w:w="9"/></w:tblGrid><w:tr><w:tblPrEx><w:tblW w:w="1"/></w:tblPrEx>'
        "<w:trPr><w:tblHeader/></w:trPr><w:tc><w:tcPr><w:noWrap/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
        '<w:tbl><w:tblPr><w:tblW w:w="8"/></w:tblPr><w:tblGrid><w:gridCol w:w="8"/></w:tblGrid><w:tr>'
        "<w:tc><w:tcPr><w:hideMark/></w:tcPr><w:p/></w:tc></w:tr></w:tbl>",
    ),
    "row formatted": Case(
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:tblHeader/><w:trPrChange {BY}><w:trPr/></w:trPrChange></w:trPr>{cell('<w:p/>')}</w:tr></w:tbl>",
        _one("row-format", "", "tblHeader"),
        f"<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:trPr><w:tblHeader/></w:trPr>{cell('<w:p/>')}</w:tr></w:tbl>",
        table(row(cell("<w:p/>"))),
    ),
    "cell formatted": Case(
        table(row(cell("<w:p/>", f"<w:noWrap/><w:tcPrChange {BY}><w:tcPr><w:hideMark/></w:tcPr></w:tcPrChange>"))),
        _one("cell-format", "hideMark", "noWrap"),
        table(row(cell("<w:p/>", "<w:noWrap/>"))),
        table(row(cell("<w:p/>", "<w:hideMark/>"))),
    ),
    "number inserted": Case(
        paragraph(_A, properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/><w:ins {BY}/></w:numPr>'),
        _one("numbering", "", ""),
        paragraph(_A, properties='<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'),
        paragraph(_A),
    ),
    "number changed": Case(
        paragraph(f'<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="end"><w:numberingChange {BY} w:original="1)"/></w:fldChar></w:r>'),
        _one("numbering", "1)", ""),
        paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    ),
    "content control inserted": Case(_control("Ins", paragraph(_A)), _one("control-insertion", "", "", "服务期限"), _bare(paragraph(_A)), paragraph(_A)),
    "content control deleted": Case(_control("Del", paragraph(_A)), _one("control-deletion", "", "", "服务期限"), paragraph(_A), _bare(paragraph(_A))),
    "content control moved": Case(
        _control("MoveFrom", paragraph(_A)) + _control("MoveTo", paragraph(_B)),
        (*_one("control-move", "", "", "服务期限"), *_one("control-move", "", "", "服务期限")),
        paragraph(_A) + _bare(paragraph(_B)),
        _bare(paragraph(_A)) + paragraph(_B),
    ),
    "content control emptied": Case(
        paragraph(_A) + _bare(paragraph(dele("乙"), mark=ending("del"))) + paragraph(_C),
        _one("deletion", "乙¶", ""),
        paragraph(_A) + paragraph(_C),
        paragraph(_A) + _bare(paragraph(_B)) + paragraph(_C),
    ),
    "hyperlink emptied": Case(
        paragraph(_A, f'<w:hyperlink w:anchor="x">{dele("乙")}</w:hyperlink>'),
        _one("deletion", "乙", ""),
        paragraph(_A),
        paragraph(_A, f'<w:hyperlink w:anchor="x">{_B}</w:hyperlink>'),
    ),
    "field inserted, partly marked": Case(
        paragraph(
            _A, ins('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>'),
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', ins(_B + '<w:r><w:fldChar w:fldCharType="end"/></w:r>'),
        ),
        _one("insertion", "", "{DATE}乙"),
        paragraph(
            _A, '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r>',
            '<w:r><w:fldChar w:fldCharType="separate"/></w:r>', _B + '<w:r><w:fldChar w:fldCharType="end"/></w:r>',
        ),
        paragraph(_A),
    ),
    "field code deleted": Case(
        paragraph(_A, f'<w:del {BY}><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:delInstrText>DATE</w:delInstrText></w:r>'
                  '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:del>'),
        _one("deletion", "{DATE}", ""),
        paragraph(_A),
        paragraph(_A, '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText>DATE</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'),
    ),
    "in an equation": Case(
        paragraph(f"<m:oMath><m:r><w:ins {BY}><m:t>2</m:t></w:ins></m:r><m:r><m:t>x</m:t></m:r></m:oMath>"),
        _one("insertion", "", "2"),
        paragraph("<m:oMath><m:r><m:t>2</m:t></m:r><m:r><m:t>x</m:t></m:r></m:oMath>"),
        paragraph("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
    ),
    "equation object deleted": Case(
        paragraph(f"<m:oMath><m:sSup><m:sSupPr><m:ctrlPr><w:del {BY}><w:rPr/></w:del></m:ctrlPr></m:sSupPr>"
                  f"<m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><w:del {BY}><m:r><m:t>2</m:t></m:r></w:del></m:sup></m:sSup></m:oMath>"),
        (("deletion", "", "", ""), ("deletion", "2", "", "")),
        paragraph("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
        paragraph("<m:oMath><m:sSup><m:sSupPr><m:ctrlPr><w:rPr/></m:ctrlPr></m:sSupPr>"
                  "<m:e><m:r><m:t>x</m:t></m:r></m:e><m:sup><m:r><m:t>2</m:t></m:r></m:sup></m:sSup></m:oMath>"),
    ),
    "equation object inserted and deleted by another": Case(
        paragraph(f"<m:oMath><m:sSup><m:sSupPr><m:ctrlPr><w:ins {BY}><w:del {by('甲方')}><w:rPr/></w:del></w:ins></m:ctrlPr></m:sSupPr>"
                  "<m:e><m:r><m:t>x</m:t></m:r></m:e></m:sSup></m:oMath>"),
        (("insertion", "", "", ""), ("deletion", "", "", "")),
        paragraph("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
        paragraph("<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>"),
    ),
    "comment on deleted words": Case(
        paragraph(_A, f'<w:del {BY}><w:commentRangeStart w:id="3"/>{run("乙", tag="delText")}<w:commentRangeEnd w:id="3"/>'
                  '<w:r><w:rPr><w:rStyle w:val="c"/></w:rPr><w:commentReference w:id="3"/></w:r></w:del>'),
        _one("deletion", "乙", ""),
        paragraph(_A, '<w:commentRangeStart w:id="3"/><w:commentRangeEnd w:id="3"/><w:r><w:rPr><w:rStyle w:val="c"/></w:rPr><w:commentReference w:id="3"/></w:r>'),
        paragraph(_A, f'<w:commentRangeStart w:id="3"/>{_B}<w:commentRangeEnd w:id="3"/><w:r><w:rPr><w:rStyle w:val="c"/></w:rPr><w:commentReference w:id="3"/></w:r>'),
    ),
    "comment in a deleted row": Case(
        table(row(cell(paragraph('<w:commentRangeStart w:id="3"/>', dele("乙"), '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>')), mark=ending("del")))
        + paragraph(_C),
        _one("row-deletion", "乙", ""),
        paragraph('<w:commentRangeStart w:id="3"/><w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>', _C),
        table(row(cell(paragraph('<w:commentRangeStart w:id="3"/>', _B, '<w:commentRangeEnd w:id="3"/><w:r><w:commentReference w:id="3"/></w:r>')))) + paragraph(_C),
    ),
    "one end of a bookmark in deleted words": Case(
        paragraph(f'<w:del {BY}>{run("甲", tag="delText")}<w:bookmarkStart w:id="4" w:name="b"/></w:del>', _B, '<w:bookmarkEnd w:id="4"/>'),
        _one("deletion", "甲", ""),
        paragraph('<w:bookmarkStart w:id="4" w:name="b"/>', _B, '<w:bookmarkEnd w:id="4"/>'),
        paragraph(_A, '<w:bookmarkStart w:id="4" w:name="b"/>', _B, '<w:bookmarkEnd w:id="4"/>'),
    ),
    "text box written twice": Case(
        paragraph(_text_box(paragraph(_A, ins(_B)))), _one("insertion", "", "乙"), paragraph(_text_box(paragraph(_A, _B))), paragraph(_text_box(paragraph(_A)))
    ),
    "identifiers of editing sessions stay": Case(
        f'<w:p w:rsidR="00AA0001" w:rsidP="00AA0002"><w:r w:rsidRPr="00AA0003"><w:t>甲</w:t></w:r>{ins(_B)}</w:p>',
        _one("insertion", "", "乙"),
        f'<w:p w:rsidR="00AA0001" w:rsidP="00AA0002"><w:r w:rsidRPr="00AA0003"><w:t>甲</w:t></w:r>{_B}</w:p>',
        '<w:p w:rsidR="00AA0001" w:rsidP="00AA0002"><w:r w:rsidRPr="00AA0003"><w:t>甲</w:t></w:r></w:p>',
    ),
}  # fmt: skip
