"""Paragraphs and blocks as a comparison reads them, made from short XML."""

from __future__ import annotations

from lxml import etree

from drafter.ooxml.names import W
from drafter.redline.comparing.blocks import Block, BlockReader, paragraphs_among
from drafter.redline.comparing.paragraph import InlineObject, Paragraph
from drafter.redline.comparing.script import ObjectEdit, ParagraphEdit, Span
from tests.redline.build import package, paragraph, run


def blocks(body: str, **others: str) -> list[Block]:
    """Return the blocks of a body."""
    word = package(body, **others)
    found = word.body.find(W + "body")
    assert found is not None
    return BlockReader(word, word.main).blocks(found)


def paragraphs(*texts: str) -> list[Paragraph]:
    """Return paragraphs of one run each."""
    return paragraphs_among(blocks("".join(paragraph(run(text)) for text in texts)))


def one(body: str) -> Paragraph:
    """Return the one paragraph of a body."""
    [found] = paragraphs_among(blocks(body))
    return found


def never(old: InlineObject, new: InlineObject) -> ObjectEdit | None:
    """Return that nothing changed inside two objects."""
    return None


def shown(spans: tuple[Span, ...] | list[Span]) -> str:
    """Return spans as text: [-deleted-]{+inserted+}, {~formatted~}, <changed inside>, and the rest as it is."""
    marks = {"same": "{}", "deleted": "[-{}-]", "inserted": "{{+{}+}}", "formatted": "{{~{}~}}", "changed": "<{}>"}
    return "".join(marks[span.change_type].format((span.after or span.before).replace("\0", "o")) for span in spans)


def shown_edits(edits: list[ParagraphEdit]) -> list[str]:
    """Return paragraphs as their spans and the sign of their end: ¶ stays, - goes, + comes."""
    return [shown(edit.spans) + {"same": "¶", "deleted": "-", "inserted": "+"}[edit.end] for edit in edits]


def text_of(element: etree._Element) -> str:
    """Return the words in an element, deleted ones too."""
    return "".join(node.text or "" for node in element.iter(W + "t", W + "delText"))
