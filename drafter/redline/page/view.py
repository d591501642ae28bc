"""A Word file with tracked changes as pieces of HTML: every block of the body, the notes and comments, the headers and footers."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape

from lxml import etree

from drafter.language import Language, Words
from drafter.ooxml.markup import attribute, child, name
from drafter.ooxml.package import Package
from drafter.ooxml.printed_numbers import PrintedNumbers
from drafter.ooxml.property_names import PropertyNames
from drafter.ooxml.words import paragraph_words
from drafter.records import dataclass
from drafter.redline.page.pictures import Pictures
from drafter.redline.page.render_blocks import NUMBER, BlockHtml, DocumentState, StoryRenderer
from drafter.redline.page.render_words import RenderContext
from drafter.redline.revisions.listed import Revision, as_revision, changes_by_part, numbered_changes

_STORIES = {"hdr": Words("页眉", "Header"), "ftr": Words("页脚", "Footer")}
_NOTES = {"footnotes": Words("脚注", "Footnotes"), "endnotes": Words("尾注", "Endnotes"), "comments": Words("批注", "Comments")}


@dataclass(frozen=True)
class Section:
    """A part of the page below the body: a title and its HTML."""

    title: str
    html: str


@dataclass
class View:
    """A document as HTML: the blocks of its body, what stands below them, its changes, and what is said of those.

    `names` gives the headings of clauses by id. `traits` says of a change that it is the consequence of others: `reference` in the result
    of a field, `contents` in a line of the table of contents that reads as the heading that it stands for.
    """

    blocks: list[BlockHtml]
    sections: list[Section]
    changes: tuple[Revision, ...]
    names: dict[str, str]
    traits: dict[int, str]


def view(package: Package, language: Language) -> View:
    """Return a Word file as HTML. Raises FileError when a part is not sound XML."""
    found = changes_by_part(package)
    listed = list(numbered_changes(found))
    marks = {mark: number for number, _, change in listed for mark in change.marks}
    numbers = PrintedNumbers(package)
    context = RenderContext(language, marks, Pictures(package, language), PropertyNames(numbers))
    document = _Document(context, package, numbers, {story.part: story.root for story in found})
    body = child(package.body, "body")
    blocks = document.story(package.main).blocks(body) if body is not None else []
    sections = list(document.sections())
    changes = tuple(as_revision(change, story.part, number) for number, story, change in listed)
    return View(blocks, sections, changes, document.shared.names, document.traits())


class _Document:
    """A document being rendered."""

    def __init__(self, context: RenderContext, package: Package, numbers: PrintedNumbers, roots: Mapping[str, etree._Element]) -> None:
        self.context = context
        self.roots = roots
        self.shared = DocumentState(context, package, numbers)

    def story(self, part: str) -> StoryRenderer:
        """Return the renderer of a story."""
        self.shared.clauses.at_new_part()
        return StoryRenderer(self.shared, part)

    def sections(self) -> Iterator[Section]:
        """Yield the notes and comments, then the headers and footers, that have anything in them."""
        for part, root in self.roots.items():
            if name(root) in _NOTES and (notes := "".join(self._notes(part, root))):
                yield Section(_NOTES[name(root)][self.context.language], notes)
        for part, root in self.roots.items():
            if name(root) in _STORIES:
                html = "".join(b.html for b in self.story(part).blocks(root))
                if NUMBER.search(html) or any(paragraph_words(p).strip() for p in root.iter() if name(p) == "p"):
                    yield Section(_STORIES[name(root)][self.context.language], html)

    def _notes(self, part: str, root: etree._Element) -> Iterator[str]:
        for note in root:
            kind, identifier = name(note), attribute(note, "id")
            if kind not in ("footnote", "endnote", "comment") or attribute(note, "type") not in ("", "normal"):
                continue
            with self.shared.clauses.inside_note(note):
                inner = "".join(b.html for b in self.story(part).blocks(note))
            label, key = self.context.notes.get((kind, identifier), ""), escape(f"{kind}-{identifier}")
            by = attribute(note, "author")
            author = f'<span class="by">{escape(by)}</span>' if by else ""
            yield f'<div class="note" id="{key}" data-note="{key}"><span class="ref">{label}</span><div>{author}{inner}</div></div>'

    def traits(self) -> dict[int, str]:
        """Return which changes are consequences of others."""
        found = {n: "reference" for n, where in self.context.computed.items() if where == {True}}
        for line in self.shared.toc_lines:
            if all(not t or t in self.shared.headings[side] for side, t in enumerate(line.texts)):
                found |= dict.fromkeys(line.numbers, "contents")
        return found
