"""The tags of a Word template: made whole by docxtpl, parsed by Jinja, checked against a short list of nodes, and turned into what render.py prints.

The only place docxtpl is called, and the only one where Jinja meets a template: neither ever renders one. docxtpl would run code found in any part,
print nothing for a missing value and turn `A&B<科技>` into `A`; Jinja would work `{{ 'a' * 10**9 }}` out as it compiles.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import Environment, TemplateSyntaxError, meta, nodes

from drafter.causes import told
from drafter.errors import Finding, Place, TemplateError, error
from drafter.expressions.nodes import KINDS, Node
from drafter.ooxml.archive import safe_parts
from drafter.patterns import regex
from drafter.writers.docx.house_form import in_house_form
from drafter.writers.docx.render import For, If, Output, Piece
from drafter.writers.docx.tag_places import check_places, printed_twice

ENVIRONMENT = Environment(autoescape=True)
MOST_BRACES = 4_000  # in one part; a tag has four
MOST_CHARACTERS = 2_000_000  # in a part with tags
DEEPEST = 40  # levels of one tag within another
DOCUMENT = "word/document.xml"
_NEEDED = ("word/styles.xml", "word/numbering.xml", "word/_rels/document.xml.rels")
_RENDERED = regex(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
_TAG = regex(r"\{\{|\{%|\{#|\}\}|%\}")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If, nodes.For,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip
_SECTION = regex(r"<w:sectPr(?: [^>]*)?(?<!/)>(?:(?!<w:sectPr[ >]).)*?</w:sectPr>", re.DOTALL)
_OTHER_ENCODING = regex(rb"\x00|<\?xml[^>]*\bencoding\s*=\s*[\"'](?!utf-8[\"'])", re.IGNORECASE)


def read_template(data: bytes, name: str) -> tuple[dict[str, bytes], dict[str, list[Piece]], str, frozenset[str]]:
    """Return the fixed parts of a template, the rendered ones as pieces, its page setup, and every name that its tags use.

    Raises TemplateError with every finding, FileError when it is no Word file.
    """
    parts, _ = in_house_form(safe_parts(data, name), name)
    if errors := [f for f in check_parts(parts, name) if f.severity == "error"]:
        raise TemplateError(errors)
    rendered, names = {}, set()
    for part, source in tagged(parts):
        tree = ENVIRONMENT.parse(source)
        rendered[part] = _pieces(tree.body)
        names |= meta.find_undeclared_variables(tree)
    section = _SECTION.findall(parts[DOCUMENT].decode("utf-8"))[-1]
    fixed = {part: content for part, content in parts.items() if part not in rendered}
    return fixed, rendered, section, frozenset(names)


def _pieces(body: list[nodes.Node]) -> list[Piece]:
    """Return what a checked template prints, in order."""
    return [piece for node in body for piece in _piece(node)]


def _piece(node: Any) -> Iterator[Piece]:
    if isinstance(node, nodes.Output):
        yield from (part.data if isinstance(part, nodes.TemplateData) else Output(_own(part)) for part in node.nodes)
    elif isinstance(node, nodes.If):
        otherwise = _pieces(node.else_)
        for branch in reversed(node.elif_):
            otherwise = [If(_own(branch.test), _pieces(branch.body), otherwise)]
        yield If(_own(node.test), _pieces(node.body), otherwise)
    else:
        test = _own(node.test) if node.test is not None else None
        yield For(node.target.name, _own(node.iter), test, _pieces(node.body), _pieces(node.else_))


def _own(tree: Any) -> Any:
    """Return our node for one of Jinja's that was checked, and for all under it."""
    if isinstance(tree, list):
        return [_own(item) for item in tree]
    if not isinstance(tree, nodes.Node):
        return tree
    kind: type[Node] = KINDS[type(tree).__name__]
    return kind(*(_own(getattr(tree, name)) for name in kind.fields))


def tagged(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the parts that hold tags, patched by docxtpl so that a tag split over runs is whole again."""
    patcher = DocxTemplate(None)
    for name, content in sorted(parts.items()):
        if _RENDERED.fullmatch(name):
            text = content.decode("utf-8")
            if _TAG.search(text) or _TAG.search(re.sub(r"<[^>]*>", "", text)):
                yield name, patcher.patch_xml(text)


def check_parts(parts: Mapping[str, bytes], name: str) -> Iterator[Finding]:
    """Yield findings about the parts, and about their tags: broken ones, and anything but plain output, if and for."""
    found = [*_check_package(parts, name), *(f for part, content in sorted(parts.items()) for f in _check_part(part, content, name))]
    yield from found
    if not any(f.code in ("template-encoding", "template-size") for f in found):
        for part in sorted(filter(_RENDERED.fullmatch, parts)):
            yield from check_places(part, parts[part], name)
        for part, source in tagged(parts):
            yield from _check_source(part, source, name)


def _check_package(parts: Mapping[str, bytes], name: str) -> Iterator[Finding]:
    again = ("从 `drafter template new` 生成的模板开始修改", "start from the template made by `drafter template new`")
    for part in _NEEDED:
        if part not in parts:
            yield error("template-part", f"缺少部件 {part}", f"the part {part} is missing", again, Place(name))
    if not _SECTION.search(parts[DOCUMENT].decode("utf-8", "replace")):
        place = Place(name, 0, DOCUMENT)
        yield error("template-section", "没有节属性（页面设置）", "has no section properties (page setup)", again, place)


def _check_part(part: str, content: bytes, name: str) -> Iterator[Finding]:
    place = Place(name, 0, part)
    if not part.endswith((".xml", ".rels")) or part.startswith("customXml/"):
        return  # a contract's own provenance may hold braces
    if not _is_utf8(content):
        yield error("template-encoding", f"{part} 不是 UTF-8", f"{part} is not UTF-8", ("用 Word 另存一次", "save it again in Word"), place)
    elif not _RENDERED.fullmatch(part):
        if re.search(rb"\{\{|\{%", content):
            remedy = (
                "只在正文、页眉、页脚、脚注和文档属性中使用标签",
                "use tags in body, headers, footers, notes and document properties only",
            )
            yield error("template-place", f"{part} 中不能使用标签", f"tags are not allowed in {part}", remedy, place)
    elif (braces := content.count(b"{") + content.count(b"}")) > MOST_BRACES or (braces and len(content) > MOST_CHARACTERS):
        yield error("template-size", f"{part} 过大或标签过多", f"{part} is too large or has too many tags", place=place)


def _is_utf8(content: bytes) -> bool:
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not _OTHER_ENCODING.search(content[:200])


def _check_source(part: str, source: str, name: str) -> Iterator[Finding]:
    place = Place(name, 0, part)
    try:
        tree = ENVIRONMENT.parse(source)
    except (TemplateSyntaxError, ValueError, RecursionError) as problem:
        text, why = broken_paragraph(source), told(problem)
        yield error(
            "template-syntax",
            f"{part} 中的标签有误：{why.zh}；所在段落：{text}",
            f"broken tag in {part}: {why.en}; in the paragraph: {text}",
            ("检查大括号是否成对、标签是否被拆断", "check that braces pair and the tag is not cut in two"),
            place,
        )
        return
    for kind in _unsafe(tree):
        yield error(
            "template-unsafe",
            f"{part} 中的标签用了不允许的写法（{kind}）",
            f"a tag in {part} uses what is not allowed ({kind})",
            ("只用 {{ 名称 }}、{{ 名称.项 }}、if 和 for", "use {{ name }}, {{ name.part }}, if and for only"),
            place,
        )
    for block in printed_twice(tree):
        what = (f"{{{{p {block} }}}} 会印出不止一次", f"{{{{p {block} }}}} would be printed more than once")
        yield error("template-twice", *what, ("只保留一处", "keep one of them"), place)


def _unsafe(tree: nodes.Node) -> Iterator[str]:
    """Yield the kind of every node that is not allowed; of what nests too deep nothing more is looked at."""
    for depth, level in enumerate(_levels(tree)):
        if depth > DEEPEST:
            yield f"nesting > {DEEPEST}"
            return
        yield from (type(node).__name__ for node in level if not _is_allowed(node))


def _is_allowed(node: nodes.Node) -> bool:
    if isinstance(node, nodes.Getattr):
        return not node.attr.startswith("_")
    if isinstance(node, nodes.Name):  # `self` is Jinja's own, and so is `loop` but for reading
        return node.name != "self" and (node.name != "loop" or node.ctx == "load")
    if isinstance(node, nodes.For):  # one list, and no loop in a loop: what is printed stays in proportion to the template
        return (
            isinstance(node.iter, nodes.Name)
            and isinstance(node.target, nodes.Name)
            and sum(isinstance(inner, nodes.For) for inner in walk(node)) == 1
        )
    return isinstance(node, _ALLOWED)


def walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a Jinja node and all nodes under it."""
    for level in _levels(tree):
        yield from level


def _levels(tree: nodes.Node) -> Iterator[list[nodes.Node]]:
    """Yield the nodes of a tree, level by level."""
    level = [tree]
    while level:
        yield level
        level = [child for node in level for child in node.iter_child_nodes()]


def broken_paragraph(source: str) -> str:
    """Return the text of the paragraph with the broken tag, shortened: each on a line of its own, Jinja says on which."""
    lines = re.sub(r"(?=<w:p[ >]|<dc:)", "\n", source.replace("\n", " "))
    try:
        ENVIRONMENT.parse(lines)
    except TemplateSyntaxError as problem:
        return re.sub(r"<[^>]*>", "", lines.split("\n")[problem.lineno - 1]).strip()[:120]
    except (ValueError, RecursionError):
        pass
    return ""
