"""What another program wrote otherwise and nobody changed, taken over into the original before the two are compared.

LibreOffice writes a contract that it opened and saved with other runs, other properties on every paragraph, sections closed one paragraph earlier,
a control round the table of contents, page breaks as characters. Where paragraphs and tables say the same, and refer to the same, the original gets
those of the revised file: what is left to compare is what a person wrote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from copy import deepcopy
from itertools import pairwise

from drafter.ooxml.names import (
    COMMENT,
    COMMENT_END,
    COMMENT_START,
    ENDNOTE,
    FOOTNOTE,
    LINE_BREAK,
    PPR,
    PROPERTIES,
    RPR,
    RUN,
    SDT,
    SDT_CONTENT,
    SDT_PR,
    SECT,
    TBL,
    TC,
    TR,
    TYPE,
    Element,
    P,
    R,
    T,
    W,
    child_of,
    drop,
    value_of,
)
from drafter.ooxml.package import Package
from drafter.ooxml.text import Paragraph, read_paragraphs, squeezed
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.redline.comparing.diff import matching
from drafter.redline.comparing.own_margins import own_margins
from drafter.redline.comparing.program_objects import adopt_objects, adopt_results

_CONTENTS = regex(r"\{TOC[^}]*\}")  # its switches are written in any order
_OF_OTHER_PARTS = frozenset({COMMENT, COMMENT_START, COMMENT_END, FOOTNOTE, ENDNOTE, W + "txbxContent"})
_COMPARED = frozenset({"body", "headers", "footers"})
_REFERENCES = frozenset({W + "headerReference", W + "footerReference"})
_CELL, _ROW = "\x1e", "\x1d"
_BREAKS = frozenset({"page", "column"})
Keys = dict[Element, str]
Said = Callable[[Paragraph], str]


@dataclass(frozen=True)
class _Block:
    """A paragraph or table of a story: what it says; nothing for one that is only there."""

    element: Element
    key: str


def said_with_references(paragraph: Paragraph) -> str:
    """Return what a paragraph says, what Word works out by its code."""
    return _CONTENTS.sub("", squeezed(paragraph.code))


def adopted(original: Package, revised: Package, said: Said = said_with_references) -> Package:
    """Return the original with what the revised file says alike as it is written there; `said` gives what is alike of two paragraphs."""
    done = original.fork()
    body, there = done.edit(done.main).find(W + "body"), revised.body.find(W + "body")
    if body is None or there is None:
        return done
    margins = list(own_margins(done, revised))
    paragraphs = (*read_paragraphs(done), *read_paragraphs(revised))
    keys: Keys = {p.element: said(p) for p in paragraphs if p.story in _COMPARED}
    for mine, theirs in margins:
        _adopt(done.edit(mine), revised.root(theirs), keys)
    shown = [[deepcopy(r) for r in section.iterchildren(*_REFERENCES)] for section in body.iter(SECT)]
    _adopt(body, there, keys)
    _show_again(body, shown)
    return done


def _adopt(old: Element, new: Element, keys: Keys) -> None:
    """Give a story or cell the blocks of another where they say the same."""
    olds, news = ([_Block(e, _key(e, keys)) for e in _blocks(side)] for side in (old, new))
    speaking = [[n for n, block in enumerate(side) if block.key] for side in (olds, news)]
    pairs = [
        (speaking[0][i], speaking[1][j]) for i, j in matching([olds[n].key for n in speaking[0]], [news[n].key for n in speaking[1]])
    ]  # fmt: skip
    for i, j in pairs:
        _put_in_place(olds, i, news[j].element)
    for (i, j), (i_next, j_next) in pairwise([(-1, -1), *pairs, (len(olds), len(news))]):
        _adopt_gap(olds, range(i + 1, i_next), news, range(j + 1, j_next), keys)
    _adopt_controls(old, new)


def _show_again(body: Element, shown: Sequence[Sequence[Element]]) -> None:
    """Let each section show the headers and footers of the original, not what has these ids in the revised file; of fewer the last shows those of the last."""
    sections = list(body.iter(SECT))
    if len(sections) < len(shown):
        shown = [*shown[: len(sections) - 1], shown[-1]]
    for number, section in enumerate(sections):
        for reference in list(section.iterchildren(*_REFERENCES)):
            drop(reference)
        section[:0] = shown[number] if number < len(shown) else []


def _blocks(holder: Element) -> Iterator[Element]:
    for element in holder:
        if element.tag in (P, TBL):
            yield element
        elif element.tag not in PROPERTIES:
            yield from _blocks(element)


def _key(block: Element, keys: Keys) -> str:
    """Return what a block says, with marks between rows and cells of a table."""
    if block.tag == P:
        return keys.get(block, "")
    said = (_ROW + "".join(_CELL + "\n".join(keys.get(p, "") for p in cell.iter(P)) for cell in row.iter(TC)) for row in block.iter(TR))
    return TBL + "".join(said)


def _put_in_place(olds: list[_Block], number: int, new: Element) -> None:
    """Put a copy of a block in the place of one that says the same, if all that it needs comes with it."""
    old = olds[number].element
    if not (_stands_alone(old) and _stands_alone(new)):
        return
    copy = deepcopy(new)
    copy.tail = None
    old.addprevious(copy)
    drop(old)
    olds[number] = _Block(copy, olds[number].key)


def _stands_alone(block: Element) -> bool:
    """Say whether nothing in a block refers to another part; sections do, but for headers and footers, which are compared by what they say."""
    return not any(
        element.tag in _OF_OTHER_PARTS or any(str(name).startswith(R) for name in element.attrib)
        for element in block.iter()
        if element.tag not in _REFERENCES
    )


def _adopt_gap(olds: list[_Block], here: range, news: list[_Block], there: range, keys: Keys) -> None:
    """Make the empty paragraphs between two blocks that say the same those of the revised file; look into a table or paragraph that was changed."""
    old, new = ([side[n] for n in numbers] for side, numbers in ((olds, here), (news, there)))
    if not any(block.key for block in (*old, *new)):
        _replace_silent(olds, here, [block.element for block in new])
    elif [b.element.tag for b in old if b.key] == [b.element.tag for b in new if b.key]:
        for one, other in zip([b for b in old if b.key], [b for b in new if b.key], strict=True):
            if one.element.tag == TBL:
                _adopt_cells(one.element, other.element, keys)
            else:
                _adopt_breaks(one.element, other.element)
                adopt_results(one.element, other.element)
                adopt_objects(one.element, other.element)


def _replace_silent(olds: list[_Block], here: range, new: Sequence[Element]) -> None:
    place = olds[here.start - 1].element if here.start else None
    beside = olds[here.stop].element if here.stop < len(olds) else None
    gone = [olds[n].element for n in here]
    if not all(_stands_alone(block) for block in (*gone, *new)):
        return
    for block in reversed(new):
        copy = deepcopy(block)
        copy.tail = None
        if place is not None:
            place.addnext(copy)
        elif beside is not None:
            beside.addprevious(copy)
            beside = copy
    if place is not None or beside is not None:
        for block in gone:
            drop(block)


def _adopt_cells(old: Element, new: Element, keys: Keys) -> None:
    """Look into the cells of two tables of one shape."""
    rows = [[[c for c in row.iterchildren(TC)] for row in table.iterchildren(TR)] for table in (old, new)]
    if [len(row) for row in rows[0]] != [len(row) for row in rows[1]]:
        pairs = matching(*(["".join(_key_of_cell(c, keys) for c in row) for row in side] for side in rows))
        paired = [(rows[0][i], rows[1][j]) for i, j in pairs]
    else:
        paired = list(zip(*rows, strict=True))
    for here, there in paired:
        for one, other in zip(here, there, strict=False):
            _adopt(one, other, keys)


def _key_of_cell(cell: Element, keys: Keys) -> str:
    return _CELL + "\n".join(keys.get(p, "") for p in cell.iter(P))


def _adopt_breaks(old: Element, new: Element) -> None:
    """Give a changed paragraph the page break at its beginning and end that it has in the revised file, or none."""
    for first in (True, False):
        here, there = _break_at(old, first), _break_at(new, first)
        if here is not None and there is None:
            drop(here)
        elif here is None and there is not None:
            copy = deepcopy(there)
            copy.tail = None
            if first:
                old.insert(int(len(old) > 0 and old[0].tag == PPR), copy)
            else:
                old.append(copy)


def _break_at(paragraph: Element, first: bool) -> Element | None:
    """Return the run that is nothing but a page break at an end of a paragraph."""
    runs = [run for run in paragraph.iterchildren(RUN) if any(e.tag != RPR for e in run)]
    run = runs[0 if first else -1] if runs else None
    inside = [e for e in run if e.tag != RPR] if run is not None else []
    return run if len(inside) == 1 and inside[0].tag == LINE_BREAK and inside[0].get(TYPE) in _BREAKS else None


def _adopt_controls(old: Element, new: Element) -> None:
    """Leave the controls that only one of two stories has round its blocks out of the comparison: LibreOffice has one round the contents, and drops all others."""
    here, there = ({_name(c) for c in side.iterchildren(SDT)} for side in (old, new))
    said = {_said(block) for block in _blocks(new)} - {""}
    for control in [c for c in old.iterchildren(SDT) if _is_gallery(c) or (_name(c) not in there and said & set(map(_said, _blocks(c))))]:
        content = control.find(SDT_CONTENT)
        for block in list(content) if content is not None else []:
            control.addprevious(block)
        drop(control)
    for control in [c for c in new.iterchildren(SDT) if _is_gallery(c) or _name(c) not in here]:
        _wrap(old, control)


def _name(control: Element) -> str:
    """Return what a control is known by in any program: its tag, else its title."""
    properties = child_of(control, SDT_PR)
    return value_of(properties, W + "tag") or value_of(properties, W + "alias")


def _said(block: Element) -> str:
    return "".join(t.text or "" for t in block.iter(T))


def _is_gallery(control: Element) -> bool:
    """Say whether a control is that of a building block, such as a table of contents; ECMA-376 part 1, 17.5.2.12."""
    return next(control.iter(W + "docPartObj"), None) is not None


def _wrap(old: Element, control: Element) -> None:
    """Put a control of the revised file round the blocks that stand in it there, if they stand side by side here."""
    content = control.find(SDT_CONTENT)
    words = [_said(block) for block in (content if content is not None else ())]
    here = [block for block in old if block.tag in (P, TBL)]
    said = [_said(block) for block in here]
    start = next((n for n in range(len(said) - len(words) + 1) if said[n : n + len(words)] == words), None) if words else None
    if start is None or content is None:
        return
    copy = deepcopy(control)
    copy.tail = None
    inside = copy.find(SDT_CONTENT)
    assert inside is not None
    here[start].addprevious(copy)
    inside[:] = here[start : start + len(words)]
