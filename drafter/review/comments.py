"""Word comments put into a file: at the heading of a provision, or at a paragraph that holds some words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from drafter.ooxml.names import COMMENT, COMMENT_END, COMMENT_START, DATE, ID, PPR, RUN, P, T, W
from drafter.ooxml.package import MAIN, Relation, Word
from drafter.ooxml.text import paragraph_text
from drafter.review.provisions import controls

_KIND = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@dataclass(frozen=True)
class Comment:
    """A comment on a clause, at the first of its paragraphs that holds `words`, or at its heading."""

    clause: str
    text: str
    words: str = ""


def with_comments(parts: Mapping[str, bytes], comments: Iterable[Comment], author: str, date: str = "") -> dict[str, bytes]:
    """Return the parts of a file with comments added; one whose clause is not there stands at the first paragraph of the body."""
    word = Word("", dict(parts))
    root, body = _comments(word), word.root(MAIN)
    number = 1 + max((int(c.get(ID, "0")) for c in root), default=-1)
    holders = controls(body)
    for number, comment in enumerate(comments, number):  # noqa: B020  (the next free number on)
        paragraph = _place(comment, holders, body)
        if paragraph is None:
            continue
        root.append(_comment(number, comment, author, date))
        _anchor(paragraph, number)
        word.touched.update({MAIN, word.part_of_kind("comments") or ""})
    return word.written()


def _comments(word: Word) -> etree._Element:
    root = word.root_of_kind("comments")
    if root is None:
        part = word.free_name("word/comments.xml")
        root = etree.Element(W + "comments", nsmap={"w": W[1:-1]})
        word.add_part(part, root, _TYPE)
        word.relate(MAIN, Relation("comments", part, False, _KIND))
        word.parts[part] = etree.tostring(root)
    return root


def _place(comment: Comment, holders: Mapping[str, etree._Element], body: etree._Element) -> etree._Element | None:
    holder = holders.get(comment.clause, body)
    paragraphs = list(_paragraphs(holder))
    held = (p for p in paragraphs if comment.words and comment.words in paragraph_text(p))
    return next(held, paragraphs[0] if paragraphs else None)


def _paragraphs(holder: etree._Element) -> Iterator[etree._Element]:
    return (p for p in holder.iter(P) if paragraph_text(p))


def _comment(number: int, comment: Comment, author: str, date: str) -> etree._Element:
    element = etree.Element(W + "comment", {ID: str(number), W + "author": author})
    if date:
        element.set(DATE, date)
    for line in comment.text.split("\n"):
        run = etree.SubElement(etree.SubElement(element, P), RUN)
        text = etree.SubElement(run, T)
        text.text = line
        text.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return element


def _anchor(paragraph: etree._Element, number: int) -> None:
    start = etree.Element(COMMENT_START, {ID: str(number)})
    properties = paragraph.find(PPR)
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    etree.SubElement(paragraph, COMMENT_END, {ID: str(number)})
    etree.SubElement(etree.SubElement(paragraph, RUN), COMMENT, {ID: str(number)})
