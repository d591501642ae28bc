"""Styles by name. Ids are an editor's own business: Word, WPS and LibreOffice each write their own; the name is what is stable (ECMA-376 part 1, 17.7.4.9).

Names are compared without regard to case. A built-in style has one name in every file that Word writes, whatever its language; other programs and
converters write the name that they show, and Word keeps second names as aliases.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from drafter.ooxml.names import NAME, TYPE, VAL, Element, W, value_of
from drafter.patterns import regex

STYLE_ID, STYLE_ELEMENT = W + "styleId", W + "style"
REFERENCES = tuple(  # elements whose value is the id of a style
    W + name for name in ["pStyle", "rStyle", "tblStyle", "basedOn", "next", "link", "numStyleLink", "styleLink", "defaultTableStyle", "clickAndTypeStyle"]
)  # fmt: skip
_BLANKS = regex(r"[\s_]+")
_LEVELLED = regex(r"(标题|目录|目次|索引|列表|contents|toc|heading|index|list) ?(\d)")
_LEVELS = {"标题": "heading", "目录": "toc", "目次": "toc", "contents": "toc", "索引": "index", "列表": "list"}
_BUILT_IN = {  # as Chinese Word, WPS and LibreOffice show them, by the name in the file
    "正文": "normal", "standard": "normal", "default paragraph style": "normal", "默认段落样式": "normal", "标题": "title", "副标题": "subtitle", "目录标题": "toc heading",
    "toc 标题": "toc heading", "toc标题": "toc heading", "contents heading": "toc heading", "页眉": "header", "页脚": "footer", "题注": "caption", "正文文本": "body text",
    "text body": "body text", "列表段落": "list paragraph", "列出段落": "list paragraph", "批注文字": "annotation text", "批注框文本": "balloon text", "脚注文本": "footnote text",
    "尾注文本": "endnote text", "图表目录": "table of figures", "网格型": "table grid", "表格网格": "table grid", "普通表格": "normal table", "默认段落字体": "default paragraph font",
    "无列表": "no list", "超链接": "hyperlink", "无间隔": "no spacing", "日期": "date", "页码": "page number",
}  # fmt: skip


def known_as(name: str) -> str:
    """Return the name by which styles are compared: a built-in style under its one name, case and blanks left out of account."""
    plain = _BLANKS.sub(" ", name.strip()).casefold()
    levelled = _LEVELLED.fullmatch(plain)
    if levelled:
        return f"{_LEVELS.get(levelled[1], levelled[1])} {levelled[2]}"
    return _BUILT_IN.get(plain, plain)


def style_name(style: Element) -> str:
    """Return the name by which a style is compared; one without a name is called by its id."""
    return known_as(value_of(style, NAME).partition(",")[0] or style.get(STYLE_ID, ""))


def style_names(style: Element) -> Iterator[str]:
    """Yield the name by which a style is compared, and its second ones: Word 97 wrote them after commas, later ones as aliases."""
    yield style_name(style)
    second = [*value_of(style, NAME).split(",")[1:], *value_of(style, W + "aliases").split(",")]
    yield from (known_as(name) for name in second if name.strip())


def styles_by_name(styles: Element | None, kind: str = "paragraph") -> dict[str, str]:
    """Return the ids of the styles of a kind by name; a name goes before a second name, the first style before later ones."""
    found: dict[str, str] = {}
    own = [s for s in (styles if styles is not None else ()) if s.tag == STYLE_ELEMENT and s.get(TYPE, "paragraph") == kind]
    for names in ([(style_name(s), s) for s in own], [(name, s) for s in own for name in style_names(s)]):
        for name, style in names:
            found.setdefault(name, style.get(STYLE_ID, ""))
    return found


def rename_ids(roots: Iterable[Element], tags: tuple[str, ...], names: Mapping[str, str]) -> None:
    """Give what refers to an id, in elements of the tags, the id that it has now."""
    changed = {before: after for before, after in names.items() if before != after}
    for element in (e for root in (roots if changed else ()) for e in root.iter(*tags)):
        element.set(VAL, changed.get(element.get(VAL, ""), element.get(VAL, "")))
