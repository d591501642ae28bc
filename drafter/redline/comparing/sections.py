"""Sections compared: page layout, headers and footers."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from lxml import etree

from drafter.errors import Finding, Place, warning
from drafter.ooxml.names import SECT, TYPE, R, W
from drafter.ooxml.package import Package
from drafter.redline.comparing.script import ParagraphEdit, SectionEdit, StoryEdit
from drafter.redline.comparing.signatures import signature

CompareStories = Callable[[etree._Element | None, etree._Element | None, str, str], StoryEdit]
HeaderSlot = tuple[str, str]  # header or footer; default, first or even
REFERENCES = (W + "headerReference", W + "footerReference")
_NOT_COMPARED = frozenset({*REFERENCES, W + "sectPrChange"})


def section_edits(
    old: Package, new: Package, body: StoryEdit, story: CompareStories
) -> tuple[tuple[SectionEdit, ...], list[StoryEdit], list[Finding]]:
    """Return the edits of the sections that are in both files, the edits of their headers and footers, and what cannot be tracked."""
    return _Sections(old, new, story).edits(list(_pairs(body)))


def _pairs(body: StoryEdit) -> Iterator[tuple[etree._Element, etree._Element]]:
    for block in body.blocks:
        if not isinstance(block, ParagraphEdit) or block.end != "same" or not block.old or not block.new:
            continue
        if block.old.section is not None and block.new.section is not None:
            yield block.old.section, block.new.section
    assert body.old is not None
    assert body.new is not None
    before, after = body.old.find(SECT), body.new.find(SECT)
    if before is not None or after is not None:
        yield etree.Element(SECT) if before is None else before, etree.SubElement(body.new, SECT) if after is None else after


class _Sections:
    def __init__(self, old: Package, new: Package, story: CompareStories) -> None:
        self.old = old
        self.new = new
        self.story = story
        self.headers_shown = headers_shown(old), headers_shown(new)
        self.compared: dict[str, str] = {}
        self.findings: list[Finding] = []

    def edits(self, pairs: list[tuple[etree._Element, etree._Element]]) -> tuple[tuple[SectionEdit, ...], list[StoryEdit], list[Finding]]:
        sections, stories = [], []
        before_each, both = _before_each(self.new), {new for _, new in pairs}
        for old, new in pairs:
            lost = []
            there, here = self.headers_shown[0].get(old, {}), self.headers_shown[1].get(new, {})
            for slot in sorted(there.keys() | here.keys()):
                edit = self._header_edit(there.get(slot), here.get(slot))
                if edit is not None and edit.new is None:
                    lost.append((*slot, edit))
                elif edit is not None:
                    stories.append(edit)
            lent = _inherited(new, here) if before_each.get(new, new) not in both else ()
            sections.append(SectionEdit(old, new, tuple(lost), tuple(lent), _section_signature(old) != _section_signature(new)))
        return tuple(sections), stories, self.findings

    def _header_edit(self, before: str | None, after: str | None) -> StoryEdit | None:
        """Return the edit of what a section shows in one place before and after; each part is compared once."""
        if after is None:
            assert before is not None
            return self.story(self.old.root(before), None, before, "")
        if after in self.compared:
            if self.compared[after] != (before or ""):
                self._report_shared_header(after)
            return None
        self.compared[after] = before or ""
        return self.story(self.old.root(before) if before else None, self.new.root(after), before or "", after)

    def _report_shared_header(self, part: str) -> None:
        self.findings.append(
            warning(
                "header-shared",
                "多节共用的页眉或页脚在原稿中各不相同，无法逐一标注",
                "a header or footer that sections share differed from section to section before, which cannot be tracked",
                place=Place(self.new.file, path=part),
            )
        )


def _section_signature(section: etree._Element) -> list[str]:
    return [signature(p) for p in section if p.tag not in _NOT_COMPARED]


def _before_each(package: Package) -> dict[etree._Element, etree._Element]:
    """Return the section before each section that has one."""
    sections = list(package.body.iter(SECT))
    return dict(zip(sections[1:], sections, strict=False))


def _inherited(section: etree._Element, shown: dict[HeaderSlot, str]) -> Iterator[tuple[str, str, str]]:
    """Yield the headers and footers that a section shows and does not name, with their parts."""
    named = {(str(reference.tag), reference.get(TYPE, "default")) for reference in section.iter(*REFERENCES)}
    yield from ((*slot, shown[slot]) for slot in sorted(shown.keys() - named))


def headers_shown(package: Package) -> dict[etree._Element, dict[HeaderSlot, str]]:
    """Return the parts that every section shows as headers and footers, its own or those of the section before."""
    found: dict[etree._Element, dict[HeaderSlot, str]] = {}
    shown: dict[HeaderSlot, str] = {}
    relations = package.relations(package.main)
    for section in package.body.iter(SECT):
        shown = dict(shown)
        for reference in section.iter(*REFERENCES):
            relation = relations.get(reference.get(R + "id", ""))
            if relation is not None and relation.target in package.parts:
                shown[str(reference.tag), reference.get(TYPE, "default")] = relation.target
        found[section] = shown
    return found
