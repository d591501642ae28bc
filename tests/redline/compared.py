"""Pairs of bodies about one thing each, and the marks that a redline of them must have and no others."""

from __future__ import annotations

from dataclasses import dataclass

from drafter.ooxml.package import Package
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from tests.redline.build import cell, paragraph, row, run, table

WHEN = "2026-01-05T10:00:00Z"  # when a redline of these is made
Marks = list[tuple[str, str]]
CLAUSES = (
    "甲方委托乙方就信息系统建设项目提供技术服务，双方经平等协商达成如下协议。",
    "乙方应当在合同签订之日起三十日内完成系统需求调研工作，并向甲方提交书面的需求分析报告，经甲方确认后方可进入下一阶段的开发工作。",
    "乙方未按照本合同约定的期限交付工作成果的，每逾期一日，应当按照合同总价款的千分之五向甲方支付违约金。",
    "任何一方对于因履行本合同而了解到的对方的商业秘密，均应当予以保密，保密期限为五年。",
)
_LINK = '<w:hyperlink w:anchor="b">{}</w:hyperlink>'
_FIELD = (
    '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> REF b \\h </w:instrText></w:r>'
    '<w:r><w:fldChar w:fldCharType="separate"/></w:r>{}<w:r><w:fldChar w:fldCharType="end"/></w:r>'
)
_CONTROL = '<w:sdt><w:sdtPr><w:tag w:val="city"/></w:sdtPr><w:sdtContent>{}</w:sdtContent></w:sdt>'
_MARKED = '<w:bookmarkStart w:id="1" w:name="b"/>{}<w:bookmarkEnd w:id="1"/>'
_SECTION = '<w:sectPr><w:pgSz w:w="{}" w:h="{}"/></w:sectPr>'
_BOX = (
    '<w:r><mc:AlternateContent><mc:Choice Requires="wps"><w:drawing><wps:txbx><w:txbxContent>{}</w:txbxContent></wps:txbx></w:drawing>'
    "</mc:Choice></mc:AlternateContent></w:r>"
)


@dataclass(frozen=True)
class Pair:
    """Two bodies and what leads from one to the other."""

    before: str
    after: str
    marks: Marks


def _text(before: str, after: str, *marks: tuple[str, str]) -> Pair:
    return Pair(paragraph(run(before)), paragraph(run(after)), list(marks))


def _within(body: str, before: str, after: str) -> Pair:
    """Return a pair of which one word became another of the same length, in some surroundings."""
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    return Pair(body.format(run(before)), body.format(run(after)), _word("".join(c[0] for c in changed), "".join(c[1] for c in changed)))


def _word(before: str, after: str) -> Marks:
    return [("del", before), ("ins", after)]


def all_of(*lines: str) -> str:
    """Return paragraphs."""
    return "".join(paragraph(run(line)) for line in lines)


def grid(*rows: str) -> str:
    """Return a table between two paragraphs; cells are separated by strokes."""
    made = table(*(row(*(cell(paragraph(run(text))) for text in line.split("|"))) for line in rows))
    return paragraph(run("附件一")) + made + paragraph(run("（完）"))


_A, _B, _C, _D = CLAUSES
_HALVES = _B[: _B.index("，") + 1], _B[_B.index("，") + 1 :]
_ROWS = ("序号|项目|金额", "1|需求调研|100,000.00", "2|系统开发|600,000.00", "3|测试验收|350,000.00")
_KEPT, _TAIL = (
    "本条无效不影响其他条款。",
    "双方同意各项约定可以分别履行，其中任何一项被裁判机构认定为不可执行的，其余各项按原意继续有效，由双方另行补充约定。",
)
_LONE, _LAST = "不作限缩解释", "任何保留均不缩小本合同的范围，也不授权第三方改写。"
_WORK = "乙方承担机房巡检、应急抢修和年度评估工作。"
_BOLD = '<w:r><w:rPr><w:b/></w:rPr><w:t xml:space="preserve">{}</w:t></w:r>'
_CENTRED = '<w:jc w:val="center"/>'

PAIRS = {
    "nothing": _text(_A, _A),
    "one character put in: not": _text("保密信息应当予以公开。", "保密信息不应当予以公开。", ("ins", "不")),
    "not, in English": _text("The Supplier may terminate.", "The Supplier may not terminate.", ("ins", "not ")),
    "a word of two characters in sixty": _text(_B, _B.replace("调研", "分析"), *_word("调研", "分析")),
    "a number of days": _text("甲方应当在30日内付款。", "甲方应当在60日内付款。", *_word("30", "60")),
    "an amount": _text("价款1,250,000.00元", "价款1,520,000.00元", *_word("1,250,000.00", "1,520,000.00")),
    "an amount in words": _text("人民币壹佰万元整", "人民币贰佰万元整", *_word("壹", "贰")),
    "a number behind the point": _text("不低于99.9%。", "不低于99.5%。", *_word("9", "5")),
    "a number before the point": _text("不低于9.5%。", "不低于8.5%。", *_word("9.5", "8.5")),
    "a number of a clause": _text("见第3.1.2条。", "见第3.1.4条。", *_word("2", "4")),
    "the number of an article": _text("按第四十九条执行。", "按第五十条执行。", *_word("四十九", "五十")),
    "an amount in words of other places": _text("人民币壹佰万元整", "人民币壹佰零伍万元整", *_word("壹佰万", "壹佰零伍万")),
    "an amount in words with a fraction": _text("人民币壹佰元伍角整", "人民币壹佰贰拾元整", *_word("壹佰元伍角", "壹佰贰拾元")),
    "figures of an amount in words": _text("人民币叁佰贰拾伍万元整", "人民币叁佰伍拾贰万元整", *_word("贰", "伍"), *_word("伍", "贰")),
    "a number of days in words": _text("应在二十日内", "应在十五日内", *_word("二十", "十五")),
    "blanks": _text(
        "合同价款____元，期限自____年__月__日起。", "合同价款960,000元，期限自2027年4月15日起。",
        *_word("____", "960,000"), *_word("____", "2027"), *_word("__", "4"), *_word("__", "15"),
    ),
    "a date in words": _text("自二〇二五年起", "自二〇二六年起", *_word("二〇二五", "二〇二六")),
    "an English word": _text("for approval by the Customer", "for acceptance by the Customer", *_word("approval", "acceptance")),
    "English beside Chinese": _text("由SaaS平台提供服务", "由PaaS平台提供服务", *_word("SaaS", "PaaS")),
    "a capital letter": _text("the Deliverables", "the deliverables", *_word("Deliverables", "deliverables")),
    "a phrase taken out": _text("收到合法有效的发票后", "收到发票后", ("del", "合法有效的")),
    "two edits that meet": _text("书面通知甲方，甲方应当付款。", "甲方应当付款。", ("del", "书面通知甲方，")),
    "a clause put in at a comma": _text("甲方付款，乙方交付。", "甲方付款，逾期付息，乙方交付。", ("ins", "逾期付息，")),
    "a punctuation mark": _text("双方协商解决；协商不成的", "双方协商解决，协商不成的", *_word("；", "，")),
    "half width and full width": _text("每逾期一日，应当", "每逾期一日,应当", *_word("，", ",")),
    "a rare character": _text("𠮷田先生", "吉田先生", *_word("𠮷", "吉")),
    "runs cut otherwise": Pair(paragraph(run(_A)), paragraph(run(_A[:7]), run(_A[7:9]), run(_A[9:])), []),
    "a proofing mark": Pair(paragraph(run(_A)), paragraph('<w:proofErr w:type="spellStart"/>', run(_A)), []),
    "an insertion keeps its look": Pair(paragraph(run("甲方"), _BOLD.format("付款")), paragraph(run("甲方"), _BOLD.format("应付款")), [("ins", "应")]),
    "a party under another name": _text("乙方应当按月报告，乙方应予配合。", "成交供应商应当按月报告，成交供应商应予配合。", *_word("乙方", "成交供应商") * 2),
    "a tail taken out": Pair(all_of(_A, _KEPT + _TAIL), all_of(_A, _KEPT), [("del", _TAIL)]),
    "a tail taken out between edits": Pair(
        all_of("甲方应当按期付款。", _KEPT + _TAIL, "本合同一式两份。"), all_of("甲方应当按期全额付款。", _KEPT, "本合同一式四份。"),
        [("ins", "全额"), ("del", _TAIL), *_word("两", "四")],
    ),
    "a tail taken out, and the paragraphs after it": Pair(
        all_of(_A, _KEPT + _TAIL, _LONE, _LAST, _B), all_of(_A, _KEPT, _B), [("del", _TAIL), ("del", "¶"), ("del", _LONE), ("del", "¶"), ("del", _LAST)]
    ),
    "a paragraph put into a cell": Pair(
        paragraph(run(_WORK)) + grid("条目|说明", "工作|另定"), grid("条目|说明", f"工作|{_WORK}"), [("del", "¶"), ("del", _WORK), *_word("另定", _WORK)]
    ),
    "a cell of a row filled, and a row put in": Pair(
        grid("条目|说明", "工作|另定"), grid("条目|说明", f"工作|{_WORK}", "期限|一年"),
        [*_word("另定", _WORK), ("ins", "row"), ("ins", "¶"), ("ins", "期限"), ("ins", "¶"), ("ins", "一年")],
    ),
    "bold": Pair(paragraph(run("甲方付款")), paragraph(run("甲方"), _BOLD.format("付款")), [("rPrChange", "")]),
    "bold no more": Pair(paragraph(_BOLD.format("甲方付款")), paragraph(run("甲方付款")), [("rPrChange", "")]),
    "bold, and another word": Pair(
        paragraph(run("甲方应当付款")), paragraph(_BOLD.format("甲方必须付款")), [("rPrChange", ""), ("del", "应当"), ("ins", "必须"), ("rPrChange", "")]
    ),
    "centred": Pair(paragraph(run(_A)), paragraph(run(_A), properties=_CENTRED), [("pPrChange", "")]),
    "a style": Pair(paragraph(run(_A)), paragraph(run(_A), properties='<w:pStyle w:val="1"/>'), [("pPrChange", "")]),
    "a paragraph put in": Pair(all_of(_A, _C), all_of(_A, _B, _C), [("ins", "¶"), ("ins", _B)]),
    "a paragraph taken out": Pair(all_of(_A, _B, _C), all_of(_A, _C), [("del", "¶"), ("del", _B)]),
    "a paragraph put in at the top": Pair(all_of(_A, _B), all_of(_C, _A, _B), [("ins", "¶"), ("ins", _C)]),
    "a paragraph put in at the end": Pair(all_of(_A, _B), all_of(_A, _B, _C), [("ins", "¶"), ("ins", _C)]),
    "the last paragraph taken out": Pair(all_of(_A, _B, _C), all_of(_A, _B), [("del", "¶"), ("del", _C)]),
    "one of many that are equal": Pair(all_of(*"甲甲甲甲乙"), all_of(*"甲甲甲乙"), [("del", "¶"), ("del", "甲")]),
    "a paragraph split": Pair(all_of(_A, _B, _C), all_of(_A, *_HALVES, _C), [("ins", "¶")]),
    "paragraphs joined": Pair(all_of(_A, *_HALVES, _C), all_of(_A, _B, _C), [("del", "¶")]),
    "a paragraph split and edited": Pair(
        all_of(_A, _B, _C), all_of(_A, _HALVES[0], _HALVES[1].replace("书面", "电子"), _C), [("ins", "¶"), *_word("书面", "电子")]
    ),
    "a paragraph moved": Pair(
        all_of(_A, _B, _C, _D), all_of(_B, _C, _A, _D), [("moveFrom", "¶"), ("moveFrom", _A), ("moveTo", "¶"), ("moveTo", _A)]
    ),
    "a cell": Pair(grid(*_ROWS), grid(*_ROWS[:2], "2|系统研发|600,000.00", _ROWS[3]), _word("开", "研")),
    "a row put in": Pair(
        grid(*_ROWS[:2], _ROWS[3]), grid(*_ROWS),
        [("ins", "row"), ("ins", "¶"), ("ins", "2"), ("ins", "¶"), ("ins", "系统开发"), ("ins", "¶"), ("ins", "600,000.00")],
    ),
    "a row taken out": Pair(
        grid(*_ROWS), grid(*_ROWS[:3]),
        [("del", "row"), ("del", "¶"), ("del", "3"), ("del", "¶"), ("del", "测试验收"), ("del", "¶"), ("del", "350,000.00")],
    ),
    "a column put in": Pair(
        grid("序号|项目", "1|调研"), grid("序号|类别|项目", "1|甲类|调研"),
        [("cellIns", ""), ("ins", "¶"), ("ins", "类别"), ("cellIns", ""), ("ins", "¶"), ("ins", "甲类")],
    ),
    "a column taken out": Pair(
        grid("序号|类别|项目", "1|甲类|调研"), grid("序号|项目", "1|调研"),
        [("cellDel", ""), ("del", "¶"), ("del", "类别"), ("cellDel", ""), ("del", "¶"), ("del", "甲类")],
    ),
    "a cell shaded": Pair(
        table(row(cell(paragraph(run("甲"))))) + paragraph(), table(row(cell(paragraph(run("甲")), '<w:shd w:val="clear" w:fill="FFFF00"/>'))) + paragraph(),
        [("tcPrChange", "")],
    ),
    "a landscape page": Pair(all_of(_A) + _SECTION.format(11906, 16838), all_of(_A) + _SECTION.format(16838, 11906), [("sectPrChange", "")]),
    "a link": _within(paragraph(run("见"), _LINK, run("。")), "服务等级协议", "服务等级附件"),
    "the result of a field": _within(paragraph(run("见"), _FIELD, run("。")), "第三", "第四"),
    "the results of two fields": Pair(
        paragraph(run("依照"), _FIELD.format(run("第四十九条")), run("和"), _FIELD.format(run("第8.3款")), run("执行。")),
        paragraph(run("依照"), _FIELD.format(run("第五十条")), run("和"), _FIELD.format(run("第9.3款")), run("执行。")),
        [*_word("四十九", "五十"), *_word("8.3", "9.3")],
    ),
    "a content control": _within(paragraph(run("地点："), _CONTROL), "北京市朝阳区", "北京市海淀区"),
    "a block of content control": _within(_CONTROL.format(paragraph("{}")) + paragraph(run("完")), "保密五年", "保密三年"),
    "between bookmarks": _within(paragraph(_MARKED, run("。")), "应当保密", "应当公开"),
    "a text box": _within(paragraph(run("须知"), _BOX.format(paragraph("{}"))), "备注合同", "备注项目"),
}  # fmt: skip


def redlined(before: Package, after: Package) -> Package:
    """Return the redline of two files."""
    return tracked(compare(before, after), "乙方", WHEN)
