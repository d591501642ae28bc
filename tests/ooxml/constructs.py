"""Every construct of Word that carries what a person reads, or changes it, as a pair: what was sent and what came back."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from tests.ooxml.planted import Planter, Xml, paragraph, run

_BY = 'w:id="900" w:author="Supplier" w:date="2026-03-02T09:00:00Z"'
_PNG = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True)
class Construct:
    """What stood there and what stands there now; what was drafted, where nothing is said.

    `says` is what a reader must find there now, with the words around it in braces; a construct that is `same` reads as before, and one
    that is `tracked` was not changed with tracking off.
    """

    after: Xml
    before: Xml = Planter.drafted
    says: str = ""
    same: bool = False
    tracked: bool = False


def _middle(xml: str, says: str = "", **more: bool) -> Construct:
    """Return a construct put in between two halves of what was drafted."""
    return Construct(lambda p: run(p.first) + xml + run(p.second), says=f"{{first}}{says}{{second}}" if says else "", **more)


def _in_run(element: str, says: str) -> Construct:
    return _middle(f"<w:r>{element}</w:r>", says)


def _pair(before: str, after: str, says: str = "", *, same: bool = False) -> Construct:
    """Return a construct that stood between two halves before, and was changed."""
    made: list[Xml] = [lambda p, x=xml: run(p.first) + x + run(p.second) for xml in (before, after)]  # type: ignore[misc]
    return Construct(made[1], made[0], f"{{first}}{says}{{second}}" if says else "", same)


def _around(before: str, after: str, says: str = "", *, same: bool = False) -> Construct:
    """Return a construct around words; `{t}` is the words, `{run}` the run they stand in."""
    made: list[Xml] = [lambda p, x=xml: x.replace("{t}", p.text).replace("{run}", p.run) for xml in (before, after)]  # type: ignore[misc]
    return Construct(made[1], made[0], says, same)


def _beside(before: Callable[[Planter], str], after: Callable[[Planter], str], says: str = "") -> Construct:
    """Return a construct of blocks that follow the paragraph, which is cut in two for them."""
    return Construct(lambda p: _cut(p, after(p)), lambda p: _cut(p, before(p)), says)


def _cut(p: Planter, blocks: str) -> str:
    return f"{p.run}</w:p>{blocks}<w:p>" if blocks else f"{p.run}</w:p><w:p>"


def _blocks(before: str, after: str, says: str = "") -> Construct:
    return _beside(lambda _: before, lambda _: after, says)


# pieces


def field(code: str, result: str) -> str:
    """Return a complex field."""
    begin, separate, end = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("begin", "separate", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {code} </w:instrText></w:r>{separate}{result}{end}'


def simple(code: str, result: str) -> str:
    """Return a simple field."""
    return f'<w:fldSimple w:instr=" {code} ">{result}</w:fldSimple>'


def math(text: str) -> str:
    """Return a run of mathematics."""
    return f"<m:r><m:t>{text}</m:t></m:r>"


def control(content: str, properties: str = '<w:tag w:val="t"/>') -> str:
    """Return a content control."""
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"


def box_vml(*paragraphs: str) -> str:
    """Return a text box as older programs write it."""
    inner = f"<w:txbxContent>{''.join(paragraphs)}</w:txbxContent>"
    return f'<w:r><w:pict><v:shape style="width:100pt;height:20pt"><v:textbox>{inner}</v:textbox></v:shape></w:pict></w:r>'


def box(text: str, fallback: str = "") -> str:
    """Return a text box as Word writes it, twice."""
    inner = f"<w:txbxContent>{paragraph(run(text))}</w:txbxContent>"
    size = '<wp:extent cx="900000" cy="300000"/><wp:docPr id="77" name="b"/>'
    uri = "http://schemas.microsoft.com/office/word/2010/wordprocessingShape"
    shape = f'<a:graphic><a:graphicData uri="{uri}"><wps:wsp><wps:cNvSpPr txBox="1"/><wps:spPr/><wps:txbx>{inner}</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic>'
    drawn = f"<w:drawing><wp:inline>{size}{shape}</wp:inline></w:drawing>"
    old = box_vml(paragraph(run(fallback or text))).removeprefix("<w:r>").removesuffix("</w:r>")
    return f'<w:r><mc:AlternateContent><mc:Choice Requires="wps">{drawn}</mc:Choice><mc:Fallback>{old}</mc:Fallback></mc:AlternateContent></w:r>'


def alternate(requires: str, chosen: str, fallback: str) -> str:
    """Return what is written twice, for programs that know a vocabulary and those that do not."""
    return f'<mc:AlternateContent><mc:Choice Requires="{requires}">{chosen}</mc:Choice><mc:Fallback>{fallback}</mc:Fallback></mc:AlternateContent>'


def ruby(base: str, above: str) -> str:
    """Return characters with their reading above them."""
    properties = '<w:rubyPr><w:rubyAlign w:val="center"/><w:hps w:val="10"/><w:hpsRaise w:val="18"/><w:hpsBaseText w:val="21"/><w:lid w:val="zh-CN"/></w:rubyPr>'
    return f"<w:r><w:ruby>{properties}<w:rt>{run(above)}</w:rt><w:rubyBase>{run(base)}</w:rubyBase></w:ruby></w:r>"


def checkbox(on: bool) -> str:
    """Return a box to tick."""
    state = f'<w14:checkbox><w14:checked w14:val="{int(on)}"/><w14:checkedState w14:val="2612"/><w14:uncheckedState w14:val="2610"/></w14:checkbox>'
    return control(run("☒" if on else "☐"), state)


def legacy(kind: str, state: str) -> str:
    """Return a form field of old: what it shows stands in its properties."""
    begin = f'<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:name w:val="f"/><w:enabled/><w:calcOnExit w:val="0"/>{state}</w:ffData></w:fldChar></w:r>'
    rest = (f'<w:r><w:fldChar w:fldCharType="{k}"/></w:r>' for k in ("separate", "end"))
    return f'{begin}<w:r><w:instrText xml:space="preserve"> {kind} </w:instrText></w:r>{"".join(rest)}'


def table(*rows: str) -> str:
    """Return a table of one column."""
    grid = '<w:tblPr><w:tblW w:w="5000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol w:w="5000"/></w:tblGrid>'
    return f"<w:tbl>{grid}{''.join(rows)}</w:tbl>"


def row(*cells: str) -> str:
    """Return a row."""
    return f"<w:tr>{''.join(cells)}</w:tr>"


def cell(*blocks: str) -> str:
    """Return a cell."""
    return f'<w:tc><w:tcPr><w:tcW w:w="5000" w:type="dxa"/></w:tcPr>{"".join(blocks)}</w:tc>'


def picture(rid: str) -> str:
    """Return a picture."""
    uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
    head = '<pic:nvPicPr><pic:cNvPr id="5" name="p"/><pic:cNvPicPr/></pic:nvPicPr>'
    shape = '<pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="9000" cy="9000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
    inner = f'<pic:pic>{head}<pic:blipFill><a:blip r:embed="{rid}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill>{shape}</pic:pic>'
    return (
        f'<w:r><w:drawing><wp:inline><wp:extent cx="9000" cy="9000"/><wp:docPr id="78" name="p"/>'
        f'<a:graphic><a:graphicData uri="{uri}">{inner}</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    )


def _moved(p: Planter) -> str:
    away = f'<w:moveFromRangeStart w:id="901" w:author="Supplier" w:name="m"/><w:moveFrom {_BY}>{run(p.first)}</w:moveFrom><w:moveFromRangeEnd w:id="901"/>'
    here = f'<w:moveToRangeStart w:id="902" w:author="Supplier" w:name="m"/><w:moveTo {_BY}>{run(p.first)}</w:moveTo><w:moveToRangeEnd w:id="902"/>'
    return away + run(p.second) + here


def _hidden_style(p: Planter) -> str:
    p.style('<w:style w:type="character" w:customStyle="1" w:styleId="Secret"><w:name w:val="Secret"/><w:rPr><w:vanish/></w:rPr></w:style>')
    return run(p.first, '<w:rStyle w:val="Secret"/>') + run(p.second)


def _linked(target: str, text: str) -> Xml:
    return lambda p: f'<w:hyperlink r:id="{p.link(target)}">{p.run.replace(p.text, p.text + text)}</w:hyperlink>'


def _pictured(content: bytes) -> Xml:
    return lambda p: run(p.first) + picture(p.part(f"media/{len(content)}.png", content, "image")) + run(p.second)


def _noted(kind: str, text: str) -> Xml:
    return lambda p: run(p.first) + (p.note(text, kind) if text else "") + run(p.second)


_FRACTION = "<m:f><m:num>{}</m:num><m:den>{}</m:den></m:f>"
_POWER = "<m:sSup><m:e>{}</m:e><m:sup>{}</m:sup></m:sSup>"
_DROPDOWN = '<w:dropDownList><w:listItem w:displayText="甲" w:value="1"/><w:listItem w:displayText="乙" w:value="2"/></w:dropDownList>'
_TICK = '<w:r><w:sym w:font="Wingdings" w:char="{}"/></w:r>'
_HIDE = "<w:vanish/>"

CONSTRUCTS: dict[str, Construct] = {
    # characters
    "plain words": _middle(run("五"), "五"),
    "line break": _in_run("<w:br/>", " "),
    "line break past pictures": _in_run('<w:br w:type="textWrapping" w:clear="all"/>', " "),
    "page break": _in_run('<w:br w:type="page"/>', " "),
    "column break": _in_run('<w:br w:type="column"/>', " "),
    "carriage return": _in_run("<w:cr/>", " "),
    "tab": _in_run("<w:tab/>", " "),
    "tab to a place": _in_run('<w:ptab w:relativeTo="margin" w:alignment="right" w:leader="none"/>', " "),
    "hyphen that does not break": _in_run("<w:noBreakHyphen/>", "\u2011"),
    "hyphen that shows at an end of line": _in_run("<w:softHyphen/>", "\u00ad"),
    "symbol of a plain font": _in_run('<w:sym w:font="Times New Roman" w:char="F030"/>', "0"),
    "symbol of the Symbol font": _in_run('<w:sym w:font="Symbol" w:char="F062"/>', "β"),
    "symbol of Unicode": _in_run('<w:sym w:font="SimSun" w:char="4E94"/>', "五"),
    "tick": _pair(_TICK.format("F0A8"), _TICK.format("F0FE"), "☑"),
    "symbol of a font that nobody knows": _pair(
        '<w:r><w:sym w:font="Odd" w:char="E001"/></w:r>', '<w:r><w:sym w:font="Odd" w:char="E002"/></w:r>'
    ),
    "page number as of old": _in_run("<w:pgNum/>", "{PAGE}"),
    "date as of old": _in_run("<w:dayLong/>", "{DATE}"),
    # mathematics
    "equation in a line": _middle(f"<m:oMath>{math('0')}</m:oMath>", "0"),
    "equation on a line of its own": _middle(f"<m:oMathPara><m:oMath>{math('x=0')}</m:oMath></m:oMathPara>", "x=0"),
    "equation changed": _pair(f"<m:oMath>{math('15')}</m:oMath>", f"<m:oMath>{math('150')}</m:oMath>", "150"),
    "product that became a power": _pair(
        f"<m:oMath>{math('10')}{math('2')}</m:oMath>", f"<m:oMath>{_POWER.format(math('10'), math('2'))}</m:oMath>", "10^2"
    ),
    "fraction": _pair(
        f"<m:oMath>{math('1')}{math('2')}</m:oMath>", f"<m:oMath>{_FRACTION.format(math('1'), math('2'))}</m:oMath>", "1/2"
    ),
    # fields
    "result of a field": _around(field("QUOTE q", "{run}"), field("QUOTE q", run("{t}五")), "{t}五"),
    "code of a field": _around(field("QUOTE q", "{run}"), field("QUOTE z", "{run}")),
    "result of a reference": _around(field("REF r_general_term", "{run}"), field("REF r_general_term", run("{t}五")), "{t}五"),
    "target of a reference": _around(field("REF r_general_term", "{run}"), field("REF r_general_nature", "{run}")),
    "result of a simple field": _around(simple("QUOTE q", "{run}"), simple("QUOTE q", run("{t}五")), "{t}五"),
    "code of a simple field": _around(simple("QUOTE q", "{run}"), simple("QUOTE z", "{run}")),
    "field within a field": _around(
        field("QUOTE q", simple("QUOTE r", "{run}")), field("QUOTE q", simple("QUOTE r", run("{t}五"))), "{t}五"
    ),
    "words that became a field": _around("{run}", field("REF r_general_nature", "{run}")),
    "ticked box of old": _pair(
        legacy("FORMCHECKBOX", '<w:checkBox><w:sizeAuto/><w:default w:val="0"/></w:checkBox>'),
        legacy("FORMCHECKBOX", '<w:checkBox><w:sizeAuto/><w:default w:val="0"/><w:checked/></w:checkBox>'), "☒",
    ),
    "choice of a list of old": _pair(
        legacy("FORMDROPDOWN", '<w:ddList><w:result w:val="0"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList>'),
        legacy("FORMDROPDOWN", '<w:ddList><w:result w:val="1"/><w:listEntry w:val="甲"/><w:listEntry w:val="乙"/></w:ddList>'), "乙",
    ),
    # notes
    "footnote put in": Construct(_noted("footnote", "付款期限为180日"), says="付款期限为180日"),
    "footnote changed": Construct(_noted("footnote", "180日"), _noted("footnote", "18日"), "180日"),
    "footnote taken out": Construct(Planter.drafted, _noted("footnote", "18日")),
    "endnote put in": Construct(_noted("endnote", "付款期限为180日"), says="付款期限为180日"),
    "endnote changed": Construct(_noted("endnote", "180日"), _noted("endnote", "18日"), "180日"),
    # text boxes, drawings, what is written twice
    "text box": _middle(box("盒五")),
    "text box changed": _pair(box("盒"), box("盒五")),
    "text box of old": _middle(box_vml(paragraph(run("盒五")))),
    "text box of old changed": _pair(box_vml(paragraph(run("盒"))), box_vml(paragraph(run("盒五")))),
    "word art": _pair(
        '<w:r><w:pict><v:shape><v:textpath string="甲"/></v:shape></w:pict></w:r>',
        '<w:r><w:pict><v:shape><v:textpath string="甲五"/></v:shape></w:pict></w:r>', "",
    ),
    "picture": Construct(_pictured(_PNG + b"1"), says=""),
    "picture exchanged": Construct(_pictured(_PNG + b"22"), _pictured(_PNG + b"1")),
    "version for those who know": _pair(
        f"<w:r>{alternate('w14', '<w:t>甲</w:t>', '<w:t>丙</w:t>')}</w:r>", f"<w:r>{alternate('w14', '<w:t>乙</w:t>', '<w:t>丙</w:t>')}</w:r>", "乙"
    ),
    "version for those who do not": _pair(
        f"<w:r>{alternate('x', '<w:t>丙</w:t>', '<w:t>甲</w:t>')}</w:r>", f"<w:r>{alternate('x', '<w:t>丙</w:t>', '<w:t>乙</w:t>')}</w:r>", "乙"
    ),
    "ruby base": _pair(ruby("甲", "jia"), ruby("乙", "jia"), "乙(jia)"),
    "ruby reading": _pair(ruby("甲", "jia"), ruby("甲", "yi"), "甲(yi)"),
    # controls and wrappers
    "control in a line": _around(control("{run}"), control(run("{t}五")), "{t}五"),
    "control round paragraphs": _blocks(control(paragraph(run("甲"))), control(paragraph(run("甲五"))), "甲五"),
    "control round a row": _blocks(table(control(row(cell(paragraph(run("甲")))))), table(control(row(cell(paragraph(run("甲五")))))), "甲五"),
    "control round a cell": _blocks(table(row(control(cell(paragraph(run("甲")))))), table(row(control(cell(paragraph(run("甲五")))))), "甲五"),
    "box to tick": _pair(checkbox(False), checkbox(True), "☒"),
    "choice of a list": _pair(control(run("甲"), _DROPDOWN), control(run("乙"), _DROPDOWN), "乙"),
    "smart tag": _around(
        '<w:smartTag w:uri="u" w:element="e">{run}</w:smartTag>', f'<w:smartTag w:uri="u" w:element="e">{run("{t}五")}</w:smartTag>', "{t}五",
    ),
    "custom XML": _around('<w:customXml w:element="e">{run}</w:customXml>', f'<w:customXml w:element="e">{run("{t}五")}</w:customXml>', "{t}五"),
    "words of a link": Construct(_linked("https://example.org/a", "五"), _linked("https://example.org/a", ""), "{first}{second}五"),
    "target of a link": Construct(_linked("https://example.org/b", ""), _linked("https://example.org/a", "")),
    "place that a link leads to": _around('<w:hyperlink w:anchor="a">{run}</w:hyperlink>', '<w:hyperlink w:anchor="b">{run}</w:hyperlink>'),
    "direction turned round": _around("{run}", '<w:bdo w:val="rtl">{run}</w:bdo>'),
    # tracked
    "tracked insertion": _middle(f"<w:ins {_BY}>{run('五')}</w:ins>", "五", tracked=True),
    "tracked insertion of a break": _middle(f"<w:ins {_BY}><w:r><w:br/></w:r></w:ins>", " ", tracked=True),
    "tracked insertion of a symbol": _middle(f'<w:ins {_BY}><w:r><w:sym w:font="Symbol" w:char="F030"/></w:r></w:ins>', "0", tracked=True),
    "tracked insertion of a soft hyphen": _middle(f"<w:ins {_BY}><w:r><w:softHyphen/></w:r></w:ins>", "\u00ad", tracked=True),
    "tracked insertion of an equation": _middle(f"<w:ins {_BY}><m:oMath>{math('0')}</m:oMath></w:ins>", "0", tracked=True),
    "tracked deletion": Construct(lambda p: run(p.first) + f"<w:del {_BY}>{run(p.second, tag='delText')}</w:del>", tracked=True),
    "tracked move": Construct(_moved, says="{second}{first}", tracked=True),
    "tracked end of a paragraph": Construct(
        lambda p: f'</w:p><w:p><w:pPr><w:rPr><w:ins {_BY}/></w:rPr></w:pPr>{run(p.first)}</w:p><w:p>{run(p.second)}', lambda p: "</w:p><w:p>" + p.run,
        tracked=True,
    ),
    # hidden
    "hidden words put in": _middle(run("五", _HIDE), "⟨五⟩"),
    "words hidden": Construct(lambda p: run(p.first, _HIDE) + run(p.second), says="⟨{first}⟩{second}"),
    "words hidden by a style": Construct(_hidden_style, says="⟨{first}⟩{second}"),
    # tables
    "cell": _blocks(table(row(cell(paragraph(run("甲"))))), table(row(cell(paragraph(run("甲五"))))), "甲五"),
    "table in a table": _blocks(
        table(row(cell(table(row(cell(paragraph(run("甲"))))), paragraph()))), table(row(cell(table(row(cell(paragraph(run("甲五"))))), paragraph()))), "甲五"
    ),
    "row put in": _blocks(table(row(cell(paragraph(run("甲"))))), table(row(cell(paragraph(run("甲")))), row(cell(paragraph(run("五"))))), "五"),
    "paragraph put in": _blocks("", paragraph(run("五")), "五"),
    "file that is merged in": Construct(
        lambda p: _cut(p, f'<w:altChunk r:id="{p.part("chunk.txt", b"180", "aFChunk")}"/>'), lambda p: _cut(p, "")
    ),
    # what looks like a trick of XML
    "comment of XML among the digits": Construct(lambda p: run(p.first + "<!-- c -->五" + p.second), says="{first}五{second}"),
    "section of XML that is not parsed": Construct(lambda p: run(p.first + "<![CDATA[五]]>" + p.second), says="{first}五{second}"),
    # nothing that a person reads
    "runs cut otherwise": Construct(lambda p: run(p.first) + run(p.second), same=True),
    "comment of XML": Construct(lambda p: run(p.first + "<!-- c -->" + p.second), same=True),
    "signs of an editor": _middle('<w:proofErr w:type="spellStart"/><w:bookmarkStart w:id="950" w:name="n"/><w:bookmarkEnd w:id="950"/>', same=True),
    "where pages broke": _middle("<w:r><w:lastRenderedPageBreak/></w:r>", same=True),
    "section of XML": Construct(lambda p: run(f"<![CDATA[{p.text}]]>"), same=True),
    "smart tag around the same words": _around("{run}", '<w:smartTag w:uri="u" w:element="e">{run}</w:smartTag>', same=True),
}  # fmt: skip
