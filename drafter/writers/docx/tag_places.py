"""Where tags stand in a template, and what only looks like one: text that would be lost, blocks that would be printed twice or where none can stand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import accumulate

from jinja2 import nodes

from drafter.errors import Finding, Place, error
from drafter.ooxml.names import BOX, DRAWING, INSTR, OBJECT, PICT, PPR, RUN, SECT, TC, TR, Element, P, T
from drafter.ooxml.package import parse_xml
from drafter.patterns import regex
from drafter.writers.docx.blocks import BLOCKS

DOCUMENT = "word/document.xml"
RUNS = ("watermark",)  # what fills a run
_TAG = regex(r"\{([{%#])-?(?:(p|tr|tc|r)\s)?\s*(.*?)\s*-?[}%#]\}", re.DOTALL)
_HOLDERS = {"tr": TR, "tc": TC}
_DRAWN = (DRAWING, PICT, OBJECT, INSTR)
_NOT_ASCII = regex(r"[｛﹛]\s*[｛﹛{%％]|\{\s*[｛﹛％]|\{\s+[{%]|[｝﹜]\s*[｝﹜}]|[}%％]\s*[｝﹜]|％\s*\}|[}%]\s+\}")
_LOST = {"p": ("段落", "paragraph"), "tr": ("表格行", "row"), "tc": ("单元格", "cell"), "r": ("文本", "run")}


def check_places(part: str, content: bytes, file: str) -> Iterator[Finding]:
    """Yield what is wrong with the places of the tags of a part. Raises FileError for a part that is not sound XML."""
    place = Place(file, 0, part)
    for paragraph in parse_xml(content, part).iter(P):
        pieces = _texts(paragraph)
        text = "".join(t.text or "" for t in pieces)
        if "{" in text or "｛" in text or "﹛" in text or "}" in text or "｝" in text:
            yield from _braces(text, place)
            for match in _TAG.finditer(text):
                yield from _tag(match, paragraph, pieces, text, part, place)


def _texts(paragraph: Element) -> list[Element]:
    """Return the texts of a paragraph, not those of text boxes in it."""
    return [t for t in paragraph.iter(T) if next(t.iterancestors(P)) is paragraph]


def _braces(text: str, place: Place) -> Iterator[Finding]:
    if _NOT_ASCII.search(_TAG.sub("", text)):
        yield error(
            "template-brace",
            f"括号不是半角的 {{{{ }}}}，会原样印出：{text.strip()[:80]}",
            f"these braces are no tag and would be printed as they stand: {text.strip()[:80]}",
            ("改用半角大括号 {{ }}、{% %}，括号之间不加空格", "use plain braces {{ }} and {% %} with no blank between them"),
            place,
        )


def _tag(match: re.Match[str], paragraph: Element, pieces: list[Element], text: str, part: str, place: Place) -> Iterator[Finding]:
    sign, kind, inner = match[1], match[2] or "", match[3]
    if sign == "{":
        yield from _printing(kind, inner, paragraph, part, place)
    if kind and _beside(match, kind, paragraph, pieces, text):
        zh, en = _LOST[kind]
        yield error(
            "template-beside",
            f"标签 {match[0]} 占据整个{zh}，同一{zh}中的其他内容不会印出：{text.strip()[:80]}",
            f"the tag {match[0]} takes the whole {en}; what stands beside it in the {en} would not be printed: {text.strip()[:80]}",
            ("把标签放在单独的" + zh + "中", f"give the tag a {en} of its own"),
            place,
        )


def _printing(kind: str, name: str, paragraph: Element, part: str, place: Place) -> Iterator[Finding]:
    wanted = "p" if name in BLOCKS else "r" if name in RUNS else ""
    if kind and not wanted:
        blocks = ", ".join(f"{{{{p {block} }}}}" for block in BLOCKS)
        yield error("template-block", f"{name} 不能带 {kind}：只有 {blocks}", f"{name} takes no {kind}: only {blocks} do", place=place)
    elif kind != wanted:
        right = f"{{{{{wanted} {name} }}}}"
        yield error("template-block", f"{name} 应写作 {right}", f"{name} must be written {right}", place=place)
    elif wanted == "p" and (part != DOCUMENT or next(paragraph.iterancestors(BOX), None) is not None):
        what = (
            f"{name} 只能放在正文中，不能放在页眉、页脚、脚注或文本框中",
            f"{name} may stand in the body only, not in a header, footer, note or text box",
        )
        yield error("template-block", *what, place=place)


def _beside(match: re.Match[str], kind: str, paragraph: Element, pieces: list[Element], text: str) -> bool:
    """Say whether something stands beside a tag in what it takes as a whole: its paragraph, row, cell or run."""
    if kind == "r":
        return bool((_around(match, pieces, text)).strip())
    holder = paragraph if kind == "p" else next(paragraph.iterancestors(_HOLDERS[kind]), None)
    if holder is None:
        return True
    words = "".join(t.text or "" for t in holder.iter(T))
    drawn = any(next(holder.iter(tag), None) is not None for tag in _DRAWN)
    return drawn or holder.find(f"{PPR}/{SECT}") is not None or bool(words.replace(match[0], "", 1).strip())


def _around(match: re.Match[str], pieces: list[Element], text: str) -> str:
    """Return what stands around a tag in the runs in which it stands."""
    runs, ends = [_run_of(t) for t in pieces], list(accumulate(len(t.text or "") for t in pieces))
    spans = [(run, end - len(t.text or ""), end) for run, t, end in zip(runs, pieces, ends, strict=True)]
    touched = [run for run, start, end in spans if end > match.start() and start < match.end()]
    own = [(start, end) for run, start, end in spans if run in touched]
    return text[min(start for start, _ in own) : match.start()] + text[match.end() : max(end for _, end in own)]


def _run_of(text: Element) -> Element | None:
    return next(text.iterancestors(RUN), None)


def printed_twice(tree: nodes.Node) -> Iterator[str]:
    """Yield the blocks that a checked template would print more than once: their bookmarks would stand twice."""
    yield from sorted(name for name in BLOCKS if _times(tree, name) > 1)


def _times(node: nodes.Node, name: str) -> int:
    """Return how often a name is printed at most: of the branches of a condition one is."""
    if isinstance(node, nodes.Name):
        return int(node.name == name)
    if isinstance(node, nodes.If):
        branches = [node.body, *(branch.body for branch in node.elif_), node.else_]
        return max(sum(_times(child, name) for child in branch) for branch in branches)
    times = sum(_times(child, name) for child in node.iter_child_nodes())
    return times * 2 if isinstance(node, nodes.For) else times
