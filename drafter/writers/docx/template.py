"""Word templates: docxtpl patches the tags, Jinja compiles them in a sandbox, once; then they are rendered many times.

The only place docxtpl is called. Its defaults would run code found in any part of a template, print nothing for a missing value and
turn `A&B<科技>` into `A`; so tags are checked against a short list of nodes first, and rendered escaped and strict.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import jinja2
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from drafter.errors import Finding, Place, TemplateError, error
from drafter.writers.docx.archive import safe_open

ENVIRONMENT = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
_RENDERED = re.compile(r"word/(document|header\d*|footer\d*|footnotes|endnotes)\.xml|docProps/core\.xml")
_TAG = re.compile(r"\{\{|\{%|\{#|\}\}|%\}")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Getattr, nodes.Const, nodes.If, nodes.For,
    nodes.Compare, nodes.Operand, nodes.And, nodes.Or, nodes.Not,
)  # fmt: skip
_PARAGRAPH = re.compile(r"<w:p[ >].*?</w:p>", re.DOTALL)
_SECTION = re.compile(r"<w:sectPr[ >].*?</w:sectPr>", re.DOTALL)


@dataclass(frozen=True)
class Compiled:
    """A template ready to be rendered: fixed parts as bytes, rendered parts as compiled Jinja."""

    name: str
    fixed: dict[str, bytes]
    rendered: dict[str, jinja2.Template]
    section: str
    names: frozenset[str]  # every name the tags use

    def render(self, context: Mapping[str, Any], plain: Mapping[str, Any]) -> dict[str, bytes]:
        """Return all parts. `plain` is the context of the document properties, where no markup may stand.

        Raises TemplateError when a tag asks for something there is not.
        """
        parts = dict(self.fixed)
        for part, template in self.rendered.items():
            try:
                text = template.render(plain if part.startswith("docProps/") else context)
            except jinja2.UndefinedError as problem:
                raise TemplateError(
                    error("template", f"{part}：{problem.message}", f"{part}: {problem.message}", place=Place(self.name))
                ) from None
            parts[part] = text.encode("utf-8")
        return parts


@lru_cache(maxsize=16)
def compile_template(path: Path) -> Compiled:
    """Return the compiled template. Raises TemplateError with every finding, FileError when it is no Word file."""
    parts = safe_open(path)
    findings = list(check_parts(parts, str(path)))
    if errors := [f for f in findings if f.severity == "error"]:
        raise TemplateError(errors)
    rendered, names = {}, set()
    for part, source in tagged(parts):
        rendered[part] = ENVIRONMENT.from_string(source)
        names |= meta.find_undeclared_variables(ENVIRONMENT.parse(source))
    sections = _SECTION.findall(parts["word/document.xml"].decode("utf-8"))
    if not sections:
        raise TemplateError(error("template", "没有节属性（页面设置）", "has no section properties", place=Place(str(path))))
    fixed = {name: content for name, content in parts.items() if name not in rendered}
    return Compiled(str(path), fixed, rendered, sections[-1], frozenset(names))


def tagged(parts: Mapping[str, bytes]) -> Iterator[tuple[str, str]]:
    """Yield the parts that hold tags, patched by docxtpl so that a tag split over runs is whole again."""
    patcher = DocxTemplate(None)
    for name, content in sorted(parts.items()):
        if _RENDERED.fullmatch(name):
            text = content.decode("utf-8")
            if _TAG.search(re.sub(r"<[^>]*>", "", text)):
                yield name, patcher.patch_xml(text)


def check_parts(parts: Mapping[str, bytes], name: str) -> Iterator[Finding]:
    """Yield findings about the tags of every part: broken ones, and anything but plain output, if and for."""
    for part, content in sorted(parts.items()):
        if _is_plain(part) and re.search(rb"\{\{|\{%", content):
            yield error(
                "template-place",
                f"{part} 中不能使用标签",
                f"tags are not allowed in {part}",
                (
                    "只在正文、页眉、页脚、脚注和文档属性中使用标签",
                    "use tags in body, headers, footers, notes and document properties only",
                ),
                Place(name, 0, part),
            )
    try:
        sources = list(tagged(parts))
    except UnicodeDecodeError:
        yield error("template", "部件不是 UTF-8", "a part is not UTF-8", ("用 Word 另存一次", "save it again in Word"), Place(name))
        return
    for part, source in sources:
        yield from _check_source(part, source, name)


def _is_plain(part: str) -> bool:
    """Return whether a part is XML that is never rendered; a contract's own provenance may hold braces."""
    return not _RENDERED.fullmatch(part) and part.endswith((".xml", ".rels")) and not part.startswith("customXml/")


def _check_source(part: str, source: str, name: str) -> Iterator[Finding]:
    try:
        tree = ENVIRONMENT.parse(source)
    except TemplateSyntaxError as problem:
        text = paragraph_around(source, problem.lineno)
        yield error(
            "template-syntax",
            f"{part} 中的标签有误：{problem.message}；所在段落：{text}",
            f"broken tag in {part}: {problem.message}; in the paragraph: {text}",
            ("检查大括号是否成对、标签是否被拆断", "check that braces pair and the tag is not cut in two"),
            Place(name, 0, part),
        )
        return
    for node in walk(tree):
        hostile = isinstance(node, nodes.Getattr) and node.attr.startswith("_")
        if not isinstance(node, _ALLOWED) or hostile:
            yield error(
                "template-unsafe",
                f"{part} 中的标签用了不允许的写法（{type(node).__name__}）",
                f"a tag in {part} uses what is not allowed ({type(node).__name__})",
                ("只用 {{ 名称 }}、{{ 名称.项 }}、if 和 for", "use {{ name }}, {{ name.part }}, if and for only"),
                Place(name, 0, part),
            )


def walk(tree: nodes.Node) -> Iterator[nodes.Node]:
    """Yield a Jinja node and all nodes under it."""
    yield tree
    for child in tree.iter_child_nodes():
        yield from walk(child)


def paragraph_around(source: str, line: int) -> str:
    """Return the plain text of the paragraph on a line of XML, shortened."""
    lines = source.split("\n")
    start = sum(len(text) + 1 for text in lines[: line - 1])
    for match in _PARAGRAPH.finditer(source):
        if match.end() >= start and _TAG.search(match[0]):
            return re.sub(r"<[^>]*>", "", match[0])[:120]
    return ""
