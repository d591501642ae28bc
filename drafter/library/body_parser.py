"""The parser of bodies: Markdown with fields and attributes in it, into numbered paragraphs.

Fields and attributes are taken out before the Markdown parser sees the text and put back into its tree, so no answer and
no brace can change the structure.
"""

from __future__ import annotations

import re
from functools import lru_cache
from xml.etree.ElementTree import Element as XmlElement

import markdown
from markdown.treeprocessors import Treeprocessor

from drafter.expressions import ExpressionError, Field, parse, parse_field
from drafter.library.paragraphs import BodyProblem, Item, Piece, Ref
from drafter.model import Mark, Text
from drafter.patterns import regex
from drafter.records import dataclass


@dataclass(frozen=True, slots=True)
class _LineMark:
    line: int


_Marked = Text | Field | Ref | _LineMark


_NUMBERED = regex(r"^( *)(\d+)\. +(.*?)\s*$")
_ATTRIBUTES = regex(r"\s+\{((?:[#.][\w-]+|when=\"[^\"]*\"|\s)+)\}$")
_ATTRIBUTE = regex(r"#([\w-]+)|\.([\w-]+)|when=\"([^\"]*)\"")
_FIELD = regex(r"\{\{(.*?)\}\}")
_TIMES = regex(r"(?<=\d)\*(?=\d)")  # 7*24 is no emphasis
_LINE, _PIECE, _END = "\ue000", "\ue001", "\ue002"  # private-use characters; typed texts and content never hold them
_MARKED = regex(f"{_PIECE}(\\d+){_END}|{_LINE}(\\d+){_END}")


@dataclass(slots=True)
class _Source:
    fields: list[Field]
    attributes: dict[int, dict[str, str]]
    typed: dict[int, int]


def parse_body(text: str, first_line: int = 1) -> tuple[Item, ...]:
    """Return the numbered paragraphs of a body. Raises BodyProblem."""
    source = _Source([], {}, {})
    lines = [_prepare(line, number, source) for number, line in enumerate(text.splitlines(), first_line)]
    root = _tree("\n".join(lines))
    items: list[Item] = []
    for child in root:
        if child.tag != "ol":
            raise BodyProblem(first_line, "正文只能是编号的款", "a body holds numbered paragraphs only")
        items += _items(child, source)
    if len(source.typed) != sum(1 for item in items for _ in item.walk()):
        raise BodyProblem(first_line, "编号或缩进有误，有的款没有识别出来", "numbers or indents are off: a paragraph was not recognised")
    return tuple(items)


def parse_line(text: str, line: int = 0) -> tuple[Piece, ...]:
    """Return the pieces of one paragraph of running text: definitions, annex notes, table cells."""
    source = _Source([], {}, {})
    prepared = f"{_LINE}{line}{_END}" + _take_fields(text, line, source)  # the mark keeps "1. " or "#" from opening a block
    pieces: list[_Marked] = []
    for child in _tree(prepared):
        pieces += _inline(child, source, frozenset())
    return tuple(_merge([p for p in pieces if not isinstance(p, _LineMark)]))


class _Keep(Treeprocessor):
    root = XmlElement("div")

    def run(self, root: XmlElement) -> None:
        self.root = root


@lru_cache(maxsize=1)
def _engine() -> tuple[markdown.Markdown, _Keep]:
    engine = markdown.Markdown()
    engine.preprocessors.deregister("html_block")
    for name in ("html", "entity", "autolink", "automail", "image_link", "image_reference", "short_image_ref"):
        engine.inlinePatterns.deregister(name)
    keep = _Keep(engine)
    engine.treeprocessors.register(keep, "keep", -100)
    return engine, keep


def _tree(text: str) -> XmlElement:
    engine, keep = _engine()
    keep.root = XmlElement("div")
    engine.reset()
    engine.convert(text)
    return keep.root


def _prepare(line: str, number: int, source: _Source) -> str:
    match = _NUMBERED.match(line)
    if match is None:
        if line.strip():
            raise BodyProblem(number, "每款一行，以“1. ”开头", "each paragraph is one line that begins with '1. '")
        return ""
    indent, typed, text = match.groups()
    if len(indent) not in (0, 4, 8):
        raise BodyProblem(number, "缩进应为四个空格的倍数，至多三级", "indent by four spaces, three levels at most")
    source.typed[number] = int(typed)
    return f"{indent}1. {_take_attributes(text, number, source)}{_LINE}{number}{_END}"


def _take_attributes(text: str, number: int, source: _Source) -> str:
    attributes: dict[str, str] = {}
    if match := _ATTRIBUTES.search(text):
        for anchor, flag, when in _ATTRIBUTE.findall(match[1]):
            attributes |= {"id": anchor} if anchor else {flag: flag} if flag else {"when": when}
        text = text[: match.start()]
    if unknown := set(attributes) - {"id", "key", "definitions", "stated", "when"}:
        raise BodyProblem(number, f"未知属性 {sorted(unknown)}", f"unknown attribute {sorted(unknown)}")
    source.attributes[number] = attributes
    return _take_fields(text, number, source)


def _take_fields(text: str, number: int, source: _Source) -> str:
    def keep(match: re.Match[str]) -> str:
        try:
            source.fields.append(parse_field(match[1]))
        except ExpressionError as problem:
            raise BodyProblem(number, f"字段有误：{problem.zh}", f"field: {problem.en}") from None
        return f"{_PIECE}{len(source.fields) - 1}{_END}"

    taken = _TIMES.sub(r"\*", _FIELD.sub(keep, text))
    if "{{" in taken or "}}" in taken or "{%" in taken:
        raise BodyProblem(number, "大括号不配对", "unbalanced braces")
    return taken


def _items(ol: XmlElement, source: _Source) -> list[Item]:
    items = [_item(li, source) for li in ol]
    for place, item in enumerate(items, 1):
        if source.typed.get(item.line, place) != place:
            raise BodyProblem(
                item.line,
                f"写作 {source.typed[item.line]}.，实际是第 {place} 款",
                f"typed {source.typed[item.line]}., but it is number {place}",
            )
    return items


def _item(li: XmlElement, source: _Source) -> Item:
    pieces: list[_Marked] = []
    below: list[Item] = []
    pieces += _text(li.text, source, frozenset())
    for child in li:
        if child.tag == "ol":
            below += _items(child, source)
        else:
            pieces += _inline(child, source, frozenset())
            pieces += _text(child.tail, source, frozenset())
    line = next((p.line for p in pieces if isinstance(p, _LineMark)), 0)
    attributes = source.attributes.get(line, {})
    try:
        when = parse(attributes["when"]) if "when" in attributes else None
    except ExpressionError as problem:
        raise BodyProblem(line, f"when 有误：{problem.zh}", f"when: {problem.en}") from None
    return Item(
        pieces=tuple(_merge([p for p in pieces if not isinstance(p, _LineMark)])),
        anchor=attributes.get("id", ""),
        key="key" in attributes,
        definitions="definitions" in attributes,
        stated="stated" in attributes,
        when=when,
        items=tuple(below),
        line=line,
    )


def _inline(element: XmlElement, source: _Source, marks: frozenset[Mark]) -> list[_Marked]:
    if element.tag == "a":
        return [Ref(element.get("href", "").removeprefix("#"))]
    if element.tag in ("strong", "em"):
        marks = marks | {"bold" if element.tag == "strong" else "italic"}
    pieces = _text(element.text, source, marks)
    for child in element:
        pieces += _inline(child, source, marks)
        pieces += _text(child.tail, source, marks)
    return pieces


def _text(text: str | None, source: _Source, marks: frozenset[Mark]) -> list[_Marked]:
    pieces: list[_Marked] = []
    if not text:
        return pieces
    position = 0
    for match in _MARKED.finditer(text):
        pieces += _plain(text[position : match.start()], marks)
        pieces.append(source.fields[int(match[1])] if match[1] else _LineMark(int(match[2])))
        position = match.end()
    return pieces + _plain(text[position:], marks)


def _plain(text: str, marks: frozenset[Mark]) -> list[_Marked]:
    text = text.replace("\n", "")
    return [Text(text, marks)] if text else []


def _merge(pieces: list[Piece]) -> list[Piece]:
    merged: list[Piece] = []
    for piece in pieces:
        last = merged[-1] if merged else None
        if isinstance(piece, Text) and isinstance(last, Text) and piece.marks == last.marks:
            merged[-1] = Text(last.text + piece.text, piece.marks)
        else:
            merged.append(piece)
    return merged
