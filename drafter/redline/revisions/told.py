"""What changes say in a person's words: fields, notes, pictures, signs of a font and breaks of sections by what they are, properties by their names."""

from __future__ import annotations

import re
from typing import NamedTuple

from drafter.language import Language, Words
from drafter.patterns import regex
from drafter.redline.revisions.listed import SECTION_END, Revision
from drafter.redline.revisions.property_words import in_words

_SECTION_BREAK = Words("[分节符]", "[section break]")
_FIELDS = {
    "PAGE": Words("页码", "page number"), "NUMPAGES": Words("总页数", "number of pages"), "SECTIONPAGES": Words("本节页数", "pages of the section"),
    "SECTION": Words("节号", "section number"), "DATE": Words("日期", "date"), "TIME": Words("时间", "time"), "CREATEDATE": Words("创建日期", "date created"),
    "SAVEDATE": Words("保存日期", "date saved"), "PRINTDATE": Words("打印日期", "date printed"), "REF": Words("交叉引用", "cross-reference"),
    "PAGEREF": Words("页码引用", "page reference"), "NOTEREF": Words("注释引用", "note reference"), "STYLEREF": Words("样式引用", "style reference"),
    "HYPERLINK": Words("链接", "link"), "TOC": Words("目录", "table of contents"), "TC": Words("目录项", "contents entry"), "SEQ": Words("题注编号", "caption number"),
    "DOCPROPERTY": Words("文档属性", "document property"), "DOCVARIABLE": Words("文档变量", "document variable"), "MERGEFIELD": Words("合并域", "merge field"),
    "IF": Words("条件域", "conditional field"), "SYMBOL": Words("符号", "symbol"), "TITLE": Words("文档标题", "document title"), "AUTHOR": Words("作者", "author"),
    "SUBJECT": Words("主题", "subject"), "KEYWORDS": Words("关键词", "keywords"), "COMMENTS": Words("备注", "comments"), "FILENAME": Words("文件名", "file name"),
    "INCLUDEPICTURE": Words("链接的图片", "linked picture"), "INCLUDETEXT": Words("插入的文件", "included file"), "EQ": Words("公式", "equation"),
    "LISTNUM": Words("列表编号", "list number"), "AUTONUM": Words("自动编号", "automatic number"), "FILLIN": Words("填写域", "fill-in field"),
    "ASK": Words("提问域", "question"), "INDEX": Words("索引", "index"), "XE": Words("索引项", "index entry"), "USERNAME": Words("用户名", "user name"),
    "FORMTEXT": Words("填空域", "text field"), "QUOTE": Words("引文域", "quoted text"), "TA": Words("引文", "citation"), "DDE": Words("外部数据", "outside data"),
    "DDEAUTO": Words("外部数据", "outside data"), "LINK": Words("外部对象", "outside object"), "EMBED": Words("嵌入对象", "embedded object"),
}  # fmt: skip
_STATES = frozenset({"FORMCHECKBOX", "FORMDROPDOWN"})  # their state is said beside
_SILENT = frozenset(
    {"REF", "PAGEREF", "NOTEREF", "STYLEREF", "SEQ", "PAGE", "NUMPAGES", "SECTIONPAGES", "TOC", "FORMTEXT"}
)  # what shows beside them is what they give
_ALWAYS_WHOLE = frozenset({"HYPERLINK", "DOCPROPERTY", "DOCVARIABLE", "MERGEFIELD", "INCLUDEPICTURE", "INCLUDETEXT"})
_CODE = regex(rf"\{{\s*({'|'.join(sorted((*_FIELDS, *_STATES), key=len, reverse=True))}|=)(?![A-Z])([^{{}}]*)\}}", re.IGNORECASE)
_FORMULA = Words("公式域", "formula field")
_SWITCHES = regex(r'\s*\\[*#@]\s*(?:"[^"]*"|\S+)|\s*\\[a-z](?=\s|$)', re.IGNORECASE)
_OBJECTS = {
    "drawing": Words("图", "picture"), "object": Words("嵌入对象", "embedded object"), "footnote": Words("脚注", "footnote"), "endnote": Words("尾注", "endnote"),
    "file": Words("并入的文件", "merged file"),
}  # fmt: skip
_OBJECT = regex(r"\[(drawing|object|footnote|endnote|file)(?: ([0-9a-f]{6}))?\]")
_SIGN = regex(r"\[([A-Za-z][\w .+-]{0,40}) (F0[0-9A-F]{2}|00[0-9A-F]{2})\]", re.IGNORECASE)
_SYMBOL = Words("[符号 {} {}]", "[symbol {} {}]")


class Told(NamedTuple):
    """A change in words: what it stands on, how that was and how it is."""

    text: str
    before: str
    after: str


def told(revision: Revision, language: Language) -> Told:
    """Return what a change says in words."""
    text = words_told(revision.text, language)
    if revision.shows_properties:
        return Told(text, *(in_words(side, language) for side in revision.named))
    return Told(text, *sides_told(revision.before, revision.after, language))


def sides_told(before: str, after: str, language: Language) -> tuple[str, str]:
    """Return what stood there and what stands there in words; what fields refer to only where nothing else differs."""
    short = words_told(before, language), words_told(after, language)
    if short[0] == short[1] and before != after:
        return words_told(before, language, whole=True), words_told(after, language, whole=True)
    return short


def words_told(text: str, language: Language, whole: bool = False) -> str:
    """Return a text with the signs in it that stand for fields and objects in words, the `whole` of them or in short."""
    if SECTION_END in text:
        text = text.replace(SECTION_END, _SECTION_BREAK[language])
    if "{" in text:
        text = _CODE.sub(lambda match: _field(match, language, whole, text), text)
    if "[" in text:
        text = _OBJECT.sub(lambda match: _object(match, language, whole), text)
        text = _SIGN.sub(lambda match: _SYMBOL[language].format(*match.groups()), text)
    return text


def _field(match: re.Match[str], language: Language, whole: bool, text: str) -> str:
    kind = match[1].upper()
    says = _SWITCHES.sub("", match[2]).strip().strip('"')
    if kind in _STATES:
        return ""
    if kind == "=":
        return f"[{_FORMULA[language]} {says}]" if says else f"[{_FORMULA[language]}]"
    if kind in _SILENT and not whole and _CODE.sub("", text).strip():
        return ""
    label = _FIELDS[kind][language]
    return f"[{label} {says}]" if says and (whole or kind in _ALWAYS_WHOLE) else f"[{label}]"


def _object(match: re.Match[str], language: Language, whole: bool) -> str:
    label = _OBJECTS[match[1]][language]
    return f"[{label} {match[2]}]" if whole and match[2] else f"[{label}]"
