"""Where the provisions of a contract stand in a Word file: which of its blocks belong to which, by the marks of marks.py.

Whoever edits a contract moves and loses marks. What lies between both marks of a provision is its own, and so is what follows the second in
one of the styles of its paragraphs: somebody pressed Enter there. Of a provision with one mark left, the style tells how far it reaches.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field

from drafter.ooxml.custom_xml import parts_naming
from drafter.ooxml.marks import ENDS, PROVENANCE, START, TAG_PREFIX, anchor_name, clause_of_anchor, clause_of_tag, position_of_tag
from drafter.ooxml.names import (
    BOOKMARK_START,
    CHUNKS,
    NAME,
    PPR,
    PROPERTIES,
    SDT,
    SDT_PR,
    STYLE,
    TBL,
    Element,
    P,
    W,
    child_of,
    value_of,
)
from drafter.ooxml.package import Package
from drafter.patterns import regex
from drafter.records import dataclass

_BLOCKS = frozenset({P, TBL}) | CHUNKS
_ENTRY = regex(rb"<(?:\w+:)?provision\b([^>]*)>")  # found without parsing: the texts in it make the part large
_SAID = regex(rb"""\b(clause|position)=["']([^"']*)["']""")
Tags = Mapping[Element, str]  # a block (paragraph or table) to `clause@position`


def standing(package: Package) -> Tags:
    """Return the provision that each block of the body belongs to, those that belong to none left out. Raises FileError."""
    blocks = list(_blocks(package.body, ""))
    if not any(block.ends for block in blocks):  # of an earlier version, or nobody's
        return {block.element: block.control for block in blocks if block.control}
    owners = _Owners(blocks, _known(package)).found()
    return {block.element: tag for block, tag in zip(blocks, owners, strict=True) if tag}


def provision_blocks(package: Package) -> dict[str, list[Element]]:
    """Return the blocks of the provisions by clause, in order."""
    found: dict[str, list[Element]] = {}
    for block, tag in standing(package).items():
        found.setdefault(clause_of_tag(tag), []).append(block)
    return found


def provision_tag(control: Element) -> str:
    """Return the tag of the provision that a content control holds (`clause@position`), or nothing."""
    value = value_of(child_of(control, SDT_PR), W + "tag")
    return value.removeprefix(TAG_PREFIX) if value.startswith(TAG_PREFIX) else ""


def clause_tag(control: Element) -> str:
    """Return the clause id in the tag of a content control, or nothing."""
    return clause_of_tag(provision_tag(control))


def style_of(block: Element) -> str:
    """Return the id of the style of a paragraph; nothing for a table."""
    return value_of(child_of(block, PPR), STYLE) if block.tag == P else ""


@dataclass
class _Block:
    """A paragraph or table of the body: the control of a provision it stands in, and the names whose start and end it bears."""

    element: Element
    control: str
    starts: list[str] = field(default_factory=list)
    ends: dict[str, str] = field(default_factory=dict)  # name -> position

    def note(self, mark: Element) -> None:
        """Take down a bookmark."""
        name = mark.get(NAME, "")
        if name.startswith(START):
            self.starts.append(name.removeprefix(START))
        elif name[:2] in ENDS:
            self.ends[name[2:]] = ENDS[name[:2]]


def _blocks(holder: Element, control: str) -> Iterator[_Block]:
    """Yield the blocks of a body; a bookmark between two of them, where some programs put it, starts with the next or ends with the last."""
    waiting: list[Element] = []
    last: _Block | None = None
    for element in holder:
        if element.tag in _BLOCKS:
            last = _Block(element, control)
            for mark in (*waiting, *element.iter(BOOKMARK_START)):
                last.note(mark)
            waiting = []
            yield last
        elif element.tag == BOOKMARK_START:
            if last is not None and element.get(NAME, "")[:2] in ENDS:
                last.note(element)
            else:
                waiting.append(element)
        elif element.tag not in PROPERTIES:
            inner = provision_tag(element) if element.tag == SDT else ""
            yield from _blocks(element, inner or control)


def _known(package: Package) -> dict[str, str]:
    """Return the tags of the provisions by the name of their bookmarks, as the provenance part gives them; nothing where it was lost."""
    found: dict[str, str] = {}
    for entry in (e for part in parts_naming(package, PROVENANCE) for e in _ENTRY.findall(package[part])):
        said = {name.decode(): value.decode("utf-8", "replace") for name, value in _SAID.findall(entry)}
        clause = said.get("clause", "")
        tag = f"{clause}@{said.get('position', '')}"
        found |= {anchor_name(clause): tag, anchor_name(clause) + "_en": tag}
    return found


class _Owners:
    """Which provision the blocks of a body belong to, by number."""

    def __init__(self, blocks: list[_Block], known: Mapping[str, str]) -> None:
        self.blocks = blocks
        self.known = known
        self.styles = [style_of(block.element) for block in blocks]
        self.first: dict[str, int] = {}
        self.last: dict[str, int] = {}
        self.positions: dict[str, str] = {}
        for number, block in enumerate(blocks):
            for name in block.starts:
                self.first.setdefault(name, number)
            for name, position in block.ends.items():
                self.last.setdefault(name, number)
                self.positions.setdefault(name, position)
        self.whole = {name for name, start in self.first.items() if start <= self.last.get(name, -1)}
        self.owners = [block.control for block in blocks]

    def found(self) -> list[str]:
        """Return the tag of each block, or nothing."""
        self._between_marks()
        heads = {self.styles[self.first[name]] for name in self.whole} - {""}
        inner = {self.styles[n] for n, tag in enumerate(self.owners) if tag} - heads - {""}
        for name, number in self.first.items():
            is_heading = name in self.known or self.styles[number] in heads
            if name not in self.whole and not self.owners[number] and is_heading and self._reach_is_known(number, inner):
                self.owners[number] = self._tag(name)
        self._forward(inner)
        for name, number in self.last.items():
            if name not in self.whole and not self.owners[number] and self._reach_is_known(number, inner):
                self._backward(number, self._tag(name), inner, heads)
        return self.owners

    def _reach_is_known(self, number: int, inner: set[str]) -> bool:
        """Say whether it can be told how far a provision with one mark reaches: by the styles of others, or because it is one table."""
        return bool(inner) or self.blocks[number].element.tag == TBL

    def _between_marks(self) -> None:
        open_names: list[str] = []
        for number, block in enumerate(self.blocks):
            open_names += [name for name in block.starts if name in self.whole and self.first[name] == number]
            if open_names:
                self.owners[number] = self._tag(open_names[-1])
            open_names = [name for name in open_names if self.last[name] > number]

    def _forward(self, inner: set[str]) -> None:
        """Give blocks in the style of paragraphs of provisions to the provision before them."""
        for number, block in enumerate(self.blocks):
            if number and not self.owners[number] and not block.ends and self.styles[number] in inner:
                self.owners[number] = self.owners[number - 1]

    def _backward(self, end: int, tag: str, inner: set[str], heads: set[str]) -> None:
        """Give a provision that has lost its first mark what stands before its last, up to a heading."""
        for number in range(end, -1, -1):
            if self.owners[number]:
                return
            if number < end and self.styles[number] not in inner:
                if self.styles[number] in heads:
                    self.owners[number] = tag
                return
            self.owners[number] = tag

    def _tag(self, name: str) -> str:
        clause = clause_of_tag(self.known[name]) if name in self.known else clause_of_anchor(name)
        position = self.positions.get(name) or position_of_tag(self.known.get(name, "@preferred"))
        return f"{clause}@{position}"
