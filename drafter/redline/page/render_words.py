"""The words of a paragraph as HTML: runs, fields, links, objects, and the tracked changes around them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import field
from html import escape
from itertools import groupby
from typing import NamedTuple

from lxml import etree

from drafter.language import Language, Words
from drafter.ooxml.characters import said
from drafter.ooxml.fields import form_state, is_recomputed
from drafter.ooxml.markup import TRACKED, WRITTEN, attribute, child, name, named
from drafter.ooxml.names import OFF, versions
from drafter.ooxml.property_names import PropertyNames
from drafter.ooxml.words import words
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.redline.page.labels import sign_of
from drafter.redline.page.pictures import Pictures
from drafter.redline.revisions.property_words import in_words

NOTES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
_SPOKEN = {  # what a screen reader says before and after a change
    "ins": (Words("插入：", "inserted: "), Words("插入完", "end of insertion")),
    "del": (Words("删除：", "deleted: "), Words("删除完", "end of deletion")),
    "moveFrom": (Words("从此移走：", "moved away from here: "), Words("移走完", "end of move")),
    "moveTo": (Words("移到此处：", "moved to here: "), Words("移入完", "end of move")),
}
_NOTHING = Words("无", "none")
_FORMATTED = Words("改格式", "format changed")
_OBJECTS = ("drawing", "pict", "object")
_FORMULA = Words("公式", "formula")
_DIRECTION = regex("[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]")  # may make a text read otherwise than it is
_UNREAD = frozenset({"p", "tbl", "rPr", "pPr", "sectPr", "sdtPr", "sdtEndPr", "txbxContent", "smartTagPr", "customXmlPr"})
_LOOKS = {"b": "b", "i": "i", "u": "u", "strike": "s", "dstrike": "s"}
_KIND_OF_NOTE = {"footnote": "", "endnote": "※", "comment": "✎"}


class HtmlPiece(NamedTuple):
    """A stretch of HTML between tags that the next piece may share."""

    opening: str
    inner: str
    closing: str


def joined_html(pieces: Iterable[HtmlPiece]) -> str:
    """Return pieces as HTML; neighbours with the same tags are in them together."""
    done = []
    for (opening, closing), alike in groupby(pieces, key=lambda p: (p.opening, p.closing)):
        done.append(f"{opening}{''.join(p.inner for p in alike)}{closing}")
    return "".join(done)


def escaped(text: str) -> str:
    """Return a text escaped; characters that turn the direction of writing are shown by their code instead of obeyed."""
    return _DIRECTION.sub(lambda m: f'<span class="code">U+{ord(m[0]):04X}</span>', escape(text))


@dataclass
class Field:
    """A field that is open: its code, and whether its result has begun."""

    code: str = ""
    shown: bool = False


@dataclass
class RenderContext:
    """What is known while a document is rendered as HTML."""

    language: Language
    numbers: Mapping[etree._Element, int]  # of changes, by their marks
    pictures: Pictures
    names: PropertyNames
    computed: dict[int, set[bool]] = field(default_factory=dict)  # whether marks of a change stand in the result of a field
    notes: dict[tuple[str, str], str] = field(default_factory=dict)  # the label of every note that is referred to
    counts: dict[str, int] = field(default_factory=dict)  # of notes, by kind

    def number(self, mark: etree._Element | None, in_result: bool = False) -> int:
        """Return the number of the change that a mark belongs to, or 0."""
        number = self.numbers.get(mark, 0) if mark is not None else 0
        if number:
            self.computed.setdefault(number, set()).add(in_result)
        return number

    def change_of_properties(self, record: etree._Element) -> str:
        """Return a recorded change of properties in words."""
        old, new = (in_words(properties, self.language) for properties in self.names.change(record))
        nothing = _NOTHING[self.language]
        return f"{old or nothing} → {new or nothing}"

    def marked(self, kind: str, number: int, inner: str, more: str = "") -> str:
        """Return HTML inside a change."""
        opening, closing = self.tags(kind, number, more)
        return f"{opening}{inner}{closing}"

    def tags(self, kind: str, number: int, more: str = "") -> tuple[str, str]:
        """Return the tags of a change, with what a screen reader says."""
        tag = "ins" if kind in ("ins", "moveTo") else "del"
        classes = f"c{' mv' if kind.startswith('move') else ''}{more}"
        before, after = _SPOKEN[kind]
        return (
            f'<{tag} class="{classes}" data-n="{number}"><span class="vh">{before[self.language]}</span>',
            f'<span class="vh">{after[self.language]}</span></{tag}>',
        )

    def badge(self, number: int, words: str, tip: str = "") -> str:
        """Return a small sign for a change that is not one of words."""
        title = f' title="{escape(tip)}"' if tip else ""
        return f'<span class="c badge" data-n="{number}"{title}>{escape(words)}</span>'


class WordsRenderer:
    """A walk through the words of a story; fields may go through many paragraphs."""

    def __init__(self, context: RenderContext, part: str) -> None:
        self.context = context
        self.part = part
        self.boxes: list[etree._Element] = []  # text boxes met and not rendered yet
        self._fields: list[Field] = []
        visitors: dict[str, Callable[[etree._Element], Iterator[HtmlPiece]]] = {
            "r": self._render_run, "m:r": self._render_run, "fldSimple": self._simple_field, "hyperlink": self._link, "mc:AlternateContent": self._version,
            "ruby": self._ruby, "m:f": self._fraction, "m:sSup": self._script, "m:sSub": self._script, "m:sSubSup": self._script,
        }  # fmt: skip
        self._visitors = visitors | dict.fromkeys(TRACKED, self._tracked_words) | dict.fromkeys(_OBJECTS, self._drawing)

    def pieces(self, element: etree._Element) -> Iterator[HtmlPiece]:
        """Yield what is inside an element."""
        for inner in element:
            kind = name(inner)
            if kind in self._visitors:
                yield from self._visitors[kind](inner)
            elif kind in WRITTEN:
                yield HtmlPiece("", escaped(inner.text or ""), "")
            elif kind not in _UNREAD:
                yield from self.pieces(inner)

    def _tracked_words(self, mark: etree._Element) -> Iterator[HtmlPiece]:
        content = joined_html(self.pieces(mark)) or self._unseen_content(mark)
        number = self.context.number(mark, self._in_result()) if content else 0
        if number:
            opening, closing = self.context.tags(name(mark), number)
            yield HtmlPiece(opening, content, closing)
        elif content:
            yield HtmlPiece("", content, "")

    def _unseen_content(self, mark: etree._Element) -> str:
        """Return what stands for a change that cannot be seen: the code of a field, the frame of a formula."""
        around = next((a for a in mark.iterancestors() if name(a) not in TRACKED), None)
        if name(around) == "m:ctrlPr":
            return f'<span class="code">{_FORMULA[self.context.language]}</span>'
        return f'<span class="code">{escaped(text)}</span>' if (text := words(mark)) else ""

    def _in_result(self) -> bool:
        return any(f.shown and is_recomputed(f.code) for f in self._fields)

    def _version(self, element: etree._Element) -> Iterator[HtmlPiece]:
        """Tell the first version that Word knows and that has anything in it: the others say the same again for older readers."""
        for version in versions(element):
            held = len(self.boxes)
            found = list(self.pieces(version))
            if found or len(self.boxes) > held:
                yield from found
                return

    def _link(self, link: etree._Element) -> Iterator[HtmlPiece]:
        yield HtmlPiece("", joined_html(self.pieces(link)), "")

    def _ruby(self, element: etree._Element) -> Iterator[HtmlPiece]:
        base, above = (joined_html(self._argument(element, part)) for part in ("rubyBase", "rt"))
        yield HtmlPiece("", f"<ruby>{base}<rp>(</rp><rt>{above}</rt><rp>)</rp></ruby>", "")

    def _fraction(self, element: etree._Element) -> Iterator[HtmlPiece]:
        yield from self._argument(element, "m:fPr")
        yield from self._argument(element, "m:num")
        yield HtmlPiece("", "/", "")
        yield from self._argument(element, "m:den")

    def _script(self, element: etree._Element) -> Iterator[HtmlPiece]:
        yield from self._argument(element, f"{name(element)}Pr")
        yield from self._argument(element, "m:e")
        for argument, tag in (("m:sub", "sub"), ("m:sup", "sup")):
            if inner := joined_html(self._argument(element, argument)):
                yield HtmlPiece(f"<{tag}>", inner, f"</{tag}>")

    def _argument(self, element: etree._Element, argument: str) -> Iterator[HtmlPiece]:
        found = child(element, argument)
        yield from self.pieces(found) if found is not None else ()

    # fields

    def _simple_field(self, element: etree._Element) -> Iterator[HtmlPiece]:
        self._fields.append(Field(attribute(element, "instr"), True))
        yield from list(self.pieces(element))
        self._fields.pop()

    def _field_char(self, element: etree._Element) -> None:
        kind = attribute(element, "fldCharType")
        if kind == "begin":
            self._fields.append(Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].shown = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    # runs

    def _render_run(self, run: etree._Element) -> Iterator[HtmlPiece]:
        inner = "".join(self._render_children(run))
        if not inner:
            return
        properties = child(run, "rPr")
        opening, closing = self._format_tags(properties) if properties is not None else ("", "")
        yield HtmlPiece(opening, inner, closing)

    def _render_children(self, run: etree._Element) -> Iterator[str]:
        for inner in run:
            kind = name(inner)
            if kind == "fldChar":
                yield escaped(form_state(inner)) + self._renumbered(inner)
                self._field_char(inner)
            elif kind in ("instrText", "delInstrText"):
                if self._fields and not self._fields[-1].shown:
                    self._fields[-1].code += inner.text or ""
            elif all(f.shown for f in self._fields):
                yield self._render_child(inner, kind)

    def _renumbered(self, char: etree._Element) -> str:
        numbers = (self.context.number(inner) for inner in char if name(inner) == "numberingChange")
        return "".join(self.context.badge(n, f"⚙ {sign_of('numberingChange', self.context.language)}") for n in numbers if n)

    def _render_child(self, element: etree._Element, kind: str) -> str:
        if kind in WRITTEN:
            return escaped(element.text or "")
        if kind in ("br", "cr"):
            return "" if attribute(element, "type") in ("page", "column") else "<br>"
        if kind in NOTES:
            return self._reference(NOTES[kind], attribute(element, "id"))
        if kind in self._visitors:
            return joined_html(self._visitors[kind](element))
        return escaped(said(element) or "")

    def _drawing(self, element: etree._Element) -> Iterator[HtmlPiece]:
        if html := self._render_drawing(element):
            yield HtmlPiece("", html, "")

    def _render_drawing(self, element: etree._Element) -> str:
        boxes = [box for box in named(element, "txbxContent") if not any(name(a) == "txbxContent" for a in _ancestors_until(box, element))]
        self.boxes += boxes
        return "" if boxes else self.context.pictures.html(element, self.part)

    def _reference(self, kind: str, identifier: str) -> str:
        known, counts = self.context.notes, self.context.counts
        if (kind, identifier) not in known:
            counts[kind] = counts.get(kind, 0) + 1
            known[kind, identifier] = f"{_KIND_OF_NOTE[kind]}{counts[kind]}"
        key = escape(f"{kind}-{identifier}")
        return f'<sup><a href="#{key}" class="ref">{known[kind, identifier]}</a></sup>'

    def _format_tags(self, properties: etree._Element) -> tuple[str, str]:
        opening = closing = ""
        for element in properties:
            kind = name(element)
            tag = _tag_of_property(element, kind)
            if tag:
                opening, closing = f"{opening}<{tag}>", f"</{tag.partition(' ')[0]}>{closing}"
            elif kind == "rPrChange" and (number := self.context.number(element, self._in_result())):
                tip = self.context.change_of_properties(element)
                spoken = f'<span class="vh">{_FORMATTED[self.context.language]}：</span>'
                opening, closing = f'<span class="c fmt" data-n="{number}" title="{escape(tip)}">{spoken}{opening}', f"{closing}</span>"
        return opening, closing


def _ancestors_until(inner: etree._Element, outer: etree._Element) -> Iterator[etree._Element]:
    for above in inner.iterancestors():
        if above is outer:
            return
        yield above


def _tag_of_property(element: etree._Element, kind: str) -> str:
    """Return the HTML tag for a property of a run, or nothing."""
    value = attribute(element, "val")
    if kind == "vertAlign":
        return {"superscript": "sup", "subscript": "sub"}.get(value, "")
    if value in OFF:
        return ""
    return 'span class="hid"' if kind == "vanish" else _LOOKS.get(kind, "")
