"""The copy of a Word file that LibreOffice lays out: what it would print otherwise than written is put so that it prints it as written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from drafter.language import Edition
from drafter.ooxml.container import pack
from drafter.ooxml.names import FALLBACK, FIELD_CHAR, INSTR, NO_BREAK_HYPHEN, PPR, SECT, TBL, TC, TR, TR_PR, VAL, Element, P, T, W
from drafter.ooxml.package import read_package
from drafter.patterns import regex
from drafter.writers.pdf.faithful import Unit
from drafter.writers.pdf.printed import Margins, folded

_LANGUAGES = {"zh": "zh-CN", "en": "en-US", "bilingual": "zh-CN"}
_BEFORE_KEEP = frozenset({W + "pStyle"})
_AFTER_JC = frozenset(
    W + name
    for name in ["textDirection", "textAlignment", "textboxTightWrap", "outlineLvl", "divId", "cnfStyle", "rPr", "sectPr", "pPrChange"]
)
_FONT_NAMES = frozenset(W + name for name in ["ascii", "hAnsi", "eastAsia"])
_MARKS = regex("[、。，．：；！？）》〉」』】〕”’]")
_JOINER = "\u2060"  # takes no room, and no line ends at it
_TWIPS = 20  # in a point


class PrintCopy:
    """A Word file opened to be laid out. Paragraphs are known by their place in the body, from 0."""

    def __init__(self, docx: bytes, edition: Edition) -> None:
        self._package = read_package(docx, "in.docx")
        self._body = self._package.edit(self._package.main)
        self.paragraphs = [p for p in self._body.iter(P) if not _inside(p, FALLBACK)]
        self._keys = {id(p): key for key, p in enumerate(self.paragraphs)}
        self._tables = list(self._body.iter(TBL))
        self._say_language(_LANGUAGES[edition])
        self._contents_entries = self._open_contents()
        self._join_marks()

    def bytes(self) -> bytes:
        """Return the copy as a file."""
        return pack(self._package)

    def units(self) -> tuple[Unit, ...]:
        """Return what must be printed, in order: paragraphs, and rows of tables."""
        return tuple(self._units_of(self._body.iterchildren()))

    def margins(self) -> dict[tuple[int, int], Margins]:
        """Return the margins above and below the text area by page size, all in points; the narrowest where sections differ."""
        found: dict[tuple[int, int], Margins] = {}
        for section in self._body.iter(SECT):
            size, edge = section.find(W + "pgSz"), section.find(W + "pgMar")
            if size is None or edge is None:
                continue
            key = (round(_twips(size, "w")), round(_twips(size, "h")))
            top, bottom = found.get(key, (1e9, 1e9))
            found[key] = (min(top, _twips(edge, "top") - 2), min(bottom, _twips(edge, "bottom") - 2))
        return found

    def fonts(self) -> frozenset[str]:
        """Return the fonts that styles and runs ask for by name."""
        roots = [self._body, *(self._package.root(part) for part in [self._package.part_of_kind("styles")] if part)]
        named = (str(value) for root in roots for fonts in root.iter(W + "rFonts") for key, value in fonts.items() if key in _FONT_NAMES)
        return frozenset(filter(None, named))

    def text_of(self, key: int) -> str:
        """Return the words of a paragraph, to name it by."""
        return _text(self.paragraphs[key]).replace(_JOINER, "")

    def contents(self) -> tuple[tuple[int, str], ...]:
        """Return the entries of the table of contents: the paragraph, and the bookmark whose page it prints."""
        return self._contents_entries

    def bookmarked(self) -> dict[str, int]:
        """Return the paragraph in which each bookmark stands or begins."""
        found: dict[str, int] = {}
        for start in self._body.iter(W + "bookmarkStart"):
            paragraph = next((a for a in start.iterancestors(P) if id(a) in self._keys), None)
            if paragraph is not None:
                found.setdefault(start.get(W + "name", ""), self._keys[id(paragraph)])
        return found

    def align_left(self, keys: Iterable[int]) -> None:
        """Set paragraphs ragged, of which a mark is still lost."""
        for key in keys:
            properties = _properties(self.paragraphs[key])
            for old in properties.findall(W + "jc"):
                properties.remove(old)
            before = next((c for c in properties if c.tag in _AFTER_JC), None)
            _put(properties, properties.makeelement(W + "jc", {VAL: "left"}), before)

    def keep_header_with_next(self, table: int) -> bool:
        """Keep the header rows of a table with the next row; say whether they were not so before.

        LibreOffice 7.4 loses the rows behind a header that stands alone at the foot of a page.
        """
        changed = False
        for row in self._tables[table].iter(TR):
            if row.find(f"{TR_PR}/{W}tblHeader") is None:
                break
            for paragraph in row.iter(P):
                properties = _properties(paragraph)
                if properties.find(W + "keepNext") is None:
                    before = next((c for c in properties if c.tag not in _BEFORE_KEEP), None)
                    _put(properties, properties.makeelement(W + "keepNext", {}), before)
                    changed = True
        return changed

    def page_numbers(self, pages: Mapping[int, int]) -> dict[int, int]:
        """Return the number printed on each page (from 0), given the page of each paragraph: sections may count anew."""
        numbers: dict[int, int] = {}
        first, shift = 0, 1
        for section in self._body.iter(SECT):
            holder = next(section.iterancestors(P), None)
            last = self._keys.get(id(holder), len(self.paragraphs) - 1) if holder is not None else len(self.paragraphs) - 1
            on = [pages[key] for key in range(first, last + 1) if key in pages]
            start = section.find(W + "pgNumType")
            if on and start is not None and start.get(W + "start"):
                shift = int(start.get(W + "start") or 1) - min(on)
            numbers |= {page: page + shift for page in on}
            first = last + 1
        return numbers

    def _units_of(self, blocks: Iterable[Element]) -> Iterator[Unit]:
        for block in blocks:
            if block.tag == P:
                yield from self._unit([block])
            elif block.tag == TBL:
                table = self._tables.index(block)
                for row in block.iter(TR):
                    if next(row.iterancestors(TBL)) is block:
                        yield from self._unit(row.iter(P), table)
            elif block.tag not in (SECT, TC):
                yield from self._units_of(block.iterchildren())

    def _unit(self, paragraphs: Iterable[Element], table: int = -1) -> Iterator[Unit]:
        said = [(folded(_text(p)), self._keys[id(p)]) for p in paragraphs if id(p) in self._keys]
        said = [(text, key) for text, key in said if text]
        if said:
            yield Unit(tuple(text for text, _ in said), tuple(key for _, key in said), table)

    def _join_marks(self) -> None:
        """Join each punctuation mark to what is before it: LibreOffice 7.4 drops a mark that hangs over the end of a line that it stretches, and one so joined not."""
        for text in self._body.iter(T):
            text.text = _MARKS.sub(lambda mark: _JOINER + mark[0], text.text or "")

    def _say_language(self, language: str) -> None:
        styles = self._package.part_of_kind("styles")
        if styles is None:
            return
        for said in self._package.edit(styles).iter(W + "lang"):
            said.set(VAL, language)

    def _open_contents(self) -> tuple[tuple[int, str], ...]:
        """Take the field around the contents away and leave its entries: LibreOffice counts their pages anew then, and prints the cached ones else."""
        depth, contents_at = 0, 0
        entries: list[tuple[int, str]] = []
        for char in list(self._body.iter(FIELD_CHAR)):
            kind = char.get(W + "fldCharType")
            if kind == "begin":
                depth += 1
                code = _code_after(char)
                if code.startswith("TOC "):
                    contents_at = depth
                elif contents_at and code.startswith("PAGEREF "):
                    entries.append((self._keys[id(next(char.iterancestors(P)))], code.split()[1]))
            if depth == contents_at and contents_at:
                self._drop_run(char)
            if kind == "end":
                contents_at = 0 if depth == contents_at else contents_at
                depth -= 1
        return tuple(entries)

    def _drop_run(self, char: Element) -> None:
        """Take a run with a sign of a field away, and its code behind it."""
        run = char.getparent()
        holder = run.getparent() if run is not None else None
        if run is None or holder is None:
            return
        following = run.getnext()
        while following is not None and following.find(INSTR) is not None:
            nearest = following.getnext()
            holder.remove(following)
            following = nearest
        holder.remove(run)


def _code_after(begin: Element) -> str:
    """Return the code of a field, blanks around it dropped."""
    run, code = begin.getparent(), ""
    run = run.getnext() if run is not None else None
    while run is not None and run.find(FIELD_CHAR) is None:
        code += "".join(i.text or "" for i in run.iter(INSTR))
        run = run.getnext()
    return code.strip() + " "


def _text(paragraph: Element) -> str:
    """Return the words of a paragraph; page numbers, which are laid out, and paragraphs inside it left out."""
    pieces: list[str] = []
    in_page_number = 0
    for inner in paragraph.iter(T, FIELD_CHAR, INSTR, NO_BREAK_HYPHEN):
        if next(inner.iterancestors(P)) is not paragraph or _inside(inner, FALLBACK):
            continue
        if inner.tag == INSTR and (inner.text or "").split()[:1] in (["PAGEREF"], ["PAGE"], ["NUMPAGES"]):
            in_page_number = 1
        elif inner.tag == FIELD_CHAR and inner.get(W + "fldCharType") == "end":
            in_page_number = 0
        elif inner.tag == NO_BREAK_HYPHEN:
            pieces.append("-")
        elif inner.tag == T and not in_page_number:
            pieces.append(inner.text or "")
    return "".join(pieces)


def _inside(element: Element, tag: str) -> bool:
    return next(element.iterancestors(tag), None) is not None


def _properties(paragraph: Element) -> Element:
    found = paragraph.find(PPR)
    if found is None:
        found = paragraph.makeelement(PPR, {})
        paragraph.insert(0, found)
    return found


def _put(properties: Element, new: Element, before: Element | None) -> None:
    if before is None:
        properties.append(new)
    else:
        before.addprevious(new)


def _twips(element: Element, name: str) -> float:
    """Return a measure in points."""
    return int(element.get(W + name) or 0) / _TWIPS
