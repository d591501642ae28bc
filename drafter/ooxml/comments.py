"""Word comments put into a file: at the heading of a provision, or at a paragraph that holds some words."""

from __future__ import annotations

from collections.abc import Iterable

from lxml import etree

from drafter.ooxml.names import COMMENT, COMMENT_END, COMMENT_START, DATE, ID, PPR, RUN, SPACE, Element, P, R, T, W, whole
from drafter.ooxml.package import Package, Relation
from drafter.ooxml.standing import provision_blocks
from drafter.ooxml.text import paragraph_text
from drafter.records import dataclass

_KIND = R[1:-1] + "/comments"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


@dataclass(frozen=True)
class Comment:
    """A comment on a clause, at the first of its paragraphs that holds `words`, or at its heading."""

    clause: str
    text: str
    words: str = ""


def with_comments(package: Package, comments: Iterable[Comment], author: str, date: str = "") -> Package:
    """Return a file with comments added; one whose clause is not there stands at the first paragraph of the body."""
    done = package.fork()
    part = _comments_part(done)
    root, body = done.own(part), done.own(done.main)
    number = 1 + max((whole(c.get(ID)) for c in root), default=-1)
    blocks = provision_blocks(done)
    for number, comment in enumerate(comments, number):  # noqa: B020  (the next free number on)
        paragraph = _place(comment, blocks.get(comment.clause) or [body])
        if paragraph is None:
            continue
        done.edit(part).append(_comment(number, comment, author, date))
        _anchor(paragraph, number)
        done.edit(done.main)
    return done


def _comments_part(package: Package) -> str:
    part = package.part_of_kind("comments")
    if part is None:
        part = package.free_name("word/comments.xml")
        package.add_part(part, etree.Element(W + "comments", nsmap={"w": W[1:-1]}), _TYPE)
        package.relate(package.main, Relation("comments", part, False, _KIND))
    return part


def _place(comment: Comment, holders: Iterable[Element]) -> Element | None:
    paragraphs = [p for holder in holders for p in holder.iter(P) if paragraph_text(p)]
    held = (p for p in paragraphs if comment.words and comment.words in paragraph_text(p))
    return next(held, paragraphs[0] if paragraphs else None)


def _comment(number: int, comment: Comment, author: str, date: str) -> Element:
    element = etree.Element(W + "comment", {ID: str(number), W + "author": author})
    if date:
        element.set(DATE, date)
    for line in comment.text.split("\n"):
        run = etree.SubElement(etree.SubElement(element, P), RUN)
        text = etree.SubElement(run, T)
        text.text = line
        text.set(SPACE, "preserve")
    return element


def _anchor(paragraph: Element, number: int) -> None:
    start = etree.Element(COMMENT_START, {ID: str(number)})
    properties = paragraph.find(PPR)
    if properties is None:
        paragraph.insert(0, start)
    else:
        properties.addnext(start)
    etree.SubElement(paragraph, COMMENT_END, {ID: str(number)})
    etree.SubElement(etree.SubElement(paragraph, RUN), COMMENT, {ID: str(number)})
