"""What kinds of change and properties are called, in both languages."""

from __future__ import annotations

from collections.abc import Mapping

from drafter.language import Language, Words
from drafter.patterns import regex
from drafter.redline.revisions.change import CHANGE_KINDS, KIND_OF_MARK, Kind
from drafter.redline.revisions.listed import Revision

KINDS: dict[Kind, Words] = {kind: told.label for kind, told in CHANGE_KINDS.items()}
_MOVED_AND_CHANGED = Words("移动并修改", "moved and changed")
_PARTS = {"header": Words("页眉", "Header"), "footer": Words("页脚", "Footer"), "comments": Words("批注", "Comments")}
RISKS = {"high": Words("高", "high"), "medium": Words("中", "medium"), "low": Words("低", "low"), "none": Words("无", "none")}
_PROPERTIES = {
    "b": Words("加粗", "bold"), "i": Words("倾斜", "italic"), "u": Words("下划线", "underline"), "strike": Words("删除线", "strikethrough"),
    "dstrike": Words("双删除线", "double strikethrough"), "vanish": Words("隐藏文字", "hidden text"), "color": Words("颜色", "colour"),
    "highlight": Words("突出显示", "highlight"), "shd": Words("底纹", "shading"), "sz": Words("字号", "size"), "rFonts": Words("字体", "font"),
    "vertAlign": Words("上下标", "super- or subscript"), "rStyle": Words("字符样式", "character style"), "lang": Words("语言", "language"),
    "pStyle": Words("样式", "style"), "jc": Words("对齐", "alignment"), "ind": Words("缩进", "indentation"), "spacing": Words("间距", "spacing"),
    "numPr": Words("编号", "numbering"), "outlineLvl": Words("大纲级别", "outline level"), "tabs": Words("制表位", "tab stops"),
    "keepNext": Words("与下段同页", "keep with next"), "keepLines": Words("段中不分页", "keep lines together"),
    "pageBreakBefore": Words("段前分页", "page break before"), "pBdr": Words("边框", "border"), "pgSz": Words("纸张", "paper size"),
    "pgMar": Words("页边距", "page margins"), "tblW": Words("表格宽度", "table width"), "tcW": Words("单元格宽度", "cell width"),
    "tblBorders": Words("表格边框", "table borders"), "vMerge": Words("纵向合并", "vertical merge"), "gridSpan": Words("横向合并", "horizontal merge"),
    "tblHeader": Words("标题行", "header row"), "vAlign": Words("垂直对齐", "vertical alignment"), "trHeight": Words("行高", "row height"),
    "kern": Words("字距", "kerning"), "caps": Words("全部大写", "all capitals"), "effect": Words("效果", "effect"), "cols": Words("分栏", "columns"),
}  # fmt: skip
_VALUES = {
    "left": Words("左", "left"), "start": Words("左", "left"), "right": Words("右", "right"), "end": Words("右", "right"),
    "center": Words("居中", "centred"), "both": Words("两端", "justified"), "distribute": Words("分散", "distributed"),
    "single": Words("单线", "single"), "double": Words("双线", "double"), "none": Words("无", "none"), "superscript": Words("上标", "superscript"),
    "subscript": Words("下标", "subscript"), "top": Words("顶端", "top"), "bottom": Words("底端", "bottom"), "auto": Words("自动", "automatic"),
}  # fmt: skip
_OFF = frozenset({"0", "false", "off"})
_SAME_AGAIN = frozenset({"bCs", "iCs", "szCs"})  # what Word writes a second time for other scripts
_HALF_POINTS = regex(r"\d{1,4}")


def kind_of(revision: Revision) -> Words:
    """Return what a change is called by its kind; a move within which words were edited says so."""
    return _MOVED_AND_CHANGED if revision.edited else KINDS[revision.kind]


def sign_of(mark: str, language: Language) -> str:
    """Return what the page says in the place of a change that is not one of words, by the name of its mark."""
    told = CHANGE_KINDS[KIND_OF_MARK.get(mark, "table-format")]  # other marks stand elsewhere, save in files that break the schema
    return (told.on_page or told.label)[language]


def clause_name(revision: Revision, names: Mapping[str, str], language: Language) -> str:
    """Return what the clause of a change is called, or the part of the file that it stands in; nothing before the first clause."""
    if revision.clause:
        return names.get(revision.clause, revision.clause.partition("\t")[0])
    part = revision.part.removeprefix("word/").rstrip("0123456789.xml")
    return _PARTS[part][language] if part in _PARTS else ""


def readable(properties: str, language: Language) -> str:
    """Return a list of properties (`sz=24; b`) in words: 字号 12 磅；加粗."""
    readable_ones = [_readable_property(p, language) for p in properties.split("; ") if p and not _is_left_out(p)]
    return ("；" if language == "zh" else "; ").join(readable_ones)


def _is_left_out(text: str) -> bool:
    return text.partition("=")[0] in _SAME_AGAIN or text.startswith("mc:")  # the latter is written for older readers


def _readable_property(text: str, language: Language) -> str:
    name, _, value = text.partition("=")
    words = _PROPERTIES[name][language] if name in _PROPERTIES else name
    if value in _OFF:
        return f"{Words('取消', 'no ')[language]}{words}"
    if name == "sz" and _HALF_POINTS.fullmatch(value):
        return f"{words} {int(value) / 2:g} {Words('磅', 'pt')[language]}"
    if not value or value in ("1", "true", "on"):
        return words
    return f"{words} {_VALUES[value][language] if value in _VALUES else value}"
