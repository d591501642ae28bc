"""Where in a contract something stands: the clause of the provenance tag, or else the heading above."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

from lxml import etree

from drafter.ooxml.markup import attribute, child, name
from drafter.ooxml.tags import TAG_PREFIX
from drafter.ooxml.words import paragraph_words

_NUMBERED = re.compile(r"第[一二三四五六七八九十百零〇两\d]{1,7}[条章节]|(?:Article|Section|Clause|Chapter)\s+\d", re.IGNORECASE)
_HEADING = re.compile(r"heading \d|标题 \d", re.IGNORECASE)
_CONTENTS = re.compile(r"toc \d|table of figures|目录 \d", re.IGNORECASE)
_DELETIONS = frozenset({"del", "moveFrom"})
_LONGEST_HEADING = 60
_BODY_TEXT = "9"  # the outline level that is none


class ClauseTracker:
    """The clause at the place that a walk through the document has come to."""

    def __init__(self, styles: etree._Element | None = None) -> None:
        self.headings = heading_styles(styles) if styles is not None else frozenset()
        self.contents = contents_styles(styles) if styles is not None else frozenset()
        self.notes: dict[tuple[str, str], str] = {}  # where notes and comments are referred to
        self._tags: list[str] = []
        self._heading = ""
        self._note = ""

    def at_new_part(self) -> ClauseTracker:
        """Return this at the beginning of another part: no clause yet, and what was learnt of the notes."""
        self._tags, self._heading, self._note = [], "", ""
        return self

    @property
    def current(self) -> str:
        """The clause at this place, or nothing."""
        return self._note or (self._tags[-1] if self._tags else self._heading)

    @contextmanager
    def inside_control(self, control: etree._Element) -> Iterator[None]:
        """Stand inside a content control, which is a provision if it is tagged as one."""
        tag = clause_tag(control)
        if not tag:
            yield
            return
        self._tags.append(tag)
        yield
        self._tags.pop()
        self._heading = ""

    @contextmanager
    def inside_note(self, note: etree._Element) -> Iterator[None]:
        """Stand inside a note or comment, which belongs to the clause that refers to it."""
        self._note = self.notes.get((name(note), attribute(note, "id")), "")
        yield
        self._note = ""

    def note_reference(self, kind: str, identifier: str) -> None:
        """Remember that a note or comment is referred to here."""
        self.notes.setdefault((kind, identifier), self.current)

    def enter_paragraph(self, paragraph: etree._Element) -> None:
        """Come to a paragraph; it may be a heading."""
        if self._tags or self._note or self._style_id(paragraph) in self.contents:
            return
        text = (paragraph_words(paragraph, _DELETIONS) or paragraph_words(paragraph)).strip()
        if text and (_NUMBERED.match(text) or self._is_heading(paragraph)):
            self._heading = text[:_LONGEST_HEADING]

    def _is_heading(self, paragraph: etree._Element) -> bool:
        level = child(paragraph, "pPr", "outlineLvl")
        if level is not None:
            return attribute(level, "val") != _BODY_TEXT
        return self._style_id(paragraph) in self.headings

    def _style_id(self, paragraph: etree._Element) -> str:
        style = child(paragraph, "pPr", "pStyle")
        return attribute(style, "val") if style is not None else ""


def clause_tag(control: etree._Element) -> str:
    """Return the clause id in the tag of a content control, or nothing."""
    tag = child(control, "sdtPr", "tag")
    value = attribute(tag, "val") if tag is not None else ""
    return value.removeprefix(TAG_PREFIX).partition("@")[0] if value.startswith(TAG_PREFIX) else ""


def contents_styles(styles: etree._Element) -> frozenset[str]:
    """Return the ids of the styles of tables of contents: their lines repeat headings and are none."""
    named = ((attribute(s, "styleId"), child(s, "name")) for s in styles if name(s) == "style")
    return frozenset(i for i, title in named if title is not None and _CONTENTS.match(attribute(title, "val")))


def heading_styles(styles: etree._Element) -> frozenset[str]:
    """Return the ids of the styles that are headings: by name, by outline level, or based on one that is."""
    based: dict[str, list[str]] = {}
    found: set[str] = set()
    for style in styles:
        identifier = attribute(style, "styleId") if name(style) == "style" else ""
        parent, level = child(style, "basedOn"), child(style, "pPr", "outlineLvl")
        if not identifier:
            continue
        if level is None and parent is not None:
            based.setdefault(attribute(parent, "val"), []).append(identifier)
        if _is_heading_style(style, level):
            found.add(identifier)
    return frozenset(_with_derived_styles(found, based))


def _is_heading_style(style: etree._Element, level: etree._Element | None) -> bool:
    title = child(style, "name")
    if level is not None:
        return attribute(level, "val") != _BODY_TEXT
    return title is not None and bool(_HEADING.match(attribute(title, "val")))


def _with_derived_styles(found: set[str], based: dict[str, list[str]]) -> set[str]:
    reached, waiting = set(found), list(found)
    while waiting:
        new = [s for s in based.get(waiting.pop(), ()) if s not in reached]
        reached.update(new)
        waiting += new
    return reached
