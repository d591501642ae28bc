"""Provisions as they stand in a Word file: their content controls, taken from one file and put into another."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from itertools import count

from lxml import etree

from drafter.ooxml.names import ALTERNATE, BOOKMARK_END, BOOKMARK_START, ID, NAME, PPR, SDT, SDT_CONTENT, SDT_PR, VAL, P, W
from drafter.ooxml.package import MAIN, Word
from drafter.ooxml.tags import TAG_PREFIX
from drafter.ooxml.text import paragraph_text

_BLOCKS = (P, f"{W}tbl")
_RANGES = tuple(f"{W}customXml{kind}Range{end}" for kind in ("Ins", "Del", "MoveFrom", "MoveTo") for end in ("Start", "End"))


def controls(root: etree._Element) -> dict[str, etree._Element]:
    """Return the content controls of the provisions in a body by clause, in order."""
    found: dict[str, etree._Element] = {}
    for control in root.iter(SDT):
        tag = control.find(f"{SDT_PR}/{W}tag")
        label = tag.get(VAL, "") if tag is not None else ""
        if label.startswith(TAG_PREFIX):
            found.setdefault(label.removeprefix(TAG_PREFIX).partition("@")[0], control)
    return found


def provision_order(parts: Mapping[str, bytes]) -> list[str]:
    """Return the clauses of a file in the order of their provisions."""
    return list(controls(Word("", dict(parts)).root(MAIN)))


def replaced(parts: Mapping[str, bytes], source: Mapping[str, bytes], clauses: Iterable[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return a file with provisions as they stand in another file of the same template, and the clauses that were in both."""
    word, other = Word("", dict(parts)), Word("", dict(source))
    here, there = controls(word.root(MAIN)), controls(other.root(MAIN))
    done = [clause for clause in clauses if clause in here and clause in there]
    fresh = count(1 + word.largest_id())
    for clause in done:
        content, new = here[clause].find(SDT_CONTENT), there[clause].find(SDT_CONTENT)
        if content is not None and new is not None:
            content[:] = []
            content[:] = _taken_over(word, new, fresh)
            tag, position = here[clause].find(f"{SDT_PR}/{W}tag"), there[clause].find(f"{SDT_PR}/{W}tag")
            if tag is not None and position is not None:
                tag.set(VAL, position.get(VAL, ""))
    if done:
        word.touched.add(MAIN)
    return word.written(), done


def brought_back(
    parts: Mapping[str, bytes], source: Mapping[str, bytes], order: Sequence[str], standing: Mapping[str, Sequence[str]]
) -> tuple[dict[str, bytes], list[str]]:
    """Return a file with the content controls of provisions that have none in it, and these clauses.

    `standing` has the text that stands bare or in a neighbour's control, by clause: the control closes round it. What does not stand at all comes
    from `source`, a file of the same template, and goes to its place in `order`.
    """
    word, other = Word("", dict(parts)), Word("", dict(source))
    here, there = controls(word.root(MAIN)), controls(other.root(MAIN))
    done = []
    fresh = count(1 + word.largest_id())
    for clause in [c for c in standing if c not in here and c in there]:
        control = deepcopy(there[clause])
        content = control.find(SDT_CONTENT)
        bare = _bare(word.root(MAIN), standing[clause])
        if content is None or (standing[clause] and not bare):
            continue
        if bare:
            _close_round(bare, control, content)
        else:
            content[:] = _taken_over(word, content, fresh)
            _put(control, _place(here, order, clause), word.root(MAIN))
        here = controls(word.root(MAIN))
        done.append(clause)
    if done:
        word.touched.add(MAIN)
    return word.written(), done


def _bare(root: etree._Element, lines: Sequence[str]) -> list[etree._Element]:
    """Return the blocks side by side in a body that say these lines and nothing else."""
    wanted = "".join("".join(lines).split())
    for first in root.iter(*_BLOCKS) if wanted else ():
        run: list[etree._Element] = []
        said = ""
        for block in (first, *first.itersiblings()) if wanted.startswith(_said(first) or "\0") else ():
            run.append(block)
            said += _said(block) if block.tag in _BLOCKS else ""
            if len(said) >= len(wanted):
                break
        if said == wanted:
            return run
    return []


def _said(block: etree._Element) -> str:
    """Return the words of a paragraph or table, white space left out."""
    paragraphs = [block] if block.tag == P else block.iter(P)
    return "".join("".join(map(paragraph_text, paragraphs)).split())


def _close_round(bare: Sequence[etree._Element], control: etree._Element, content: etree._Element) -> None:
    """Put a control round paragraphs; out of a neighbour's control, at the end or beginning of which they stand, they go with it."""
    first = bare[0]
    holder = first.getparent()
    neighbour = holder.getparent() if holder is not None and holder.tag == SDT_CONTENT else None
    if neighbour is None:
        first.addprevious(control)
    elif any(_said(block) for block in first.itersiblings(*_BLOCKS, preceding=True)):
        neighbour.addnext(control)
    else:
        neighbour.addprevious(control)
    content[:] = bare


def _place(here: Mapping[str, etree._Element], order: Sequence[str], clause: str) -> tuple[etree._Element | None, bool]:
    """Return beside which control a provision stands in an order, and whether it stands after it."""
    at = order.index(clause) if clause in order else len(order)
    before = next((here[c] for c in reversed(order[:at]) if c in here), None)
    if before is not None:
        return before, True
    return next((here[c] for c in order[at:] if c in here), None), False


def _put(control: etree._Element, place: tuple[etree._Element | None, bool], root: etree._Element) -> None:
    beside, after = place
    if beside is None:
        body = root.find(f"{W}body")
        assert body is not None
        body.insert(0, control)
    elif after:
        beside.addnext(control)
    else:
        beside.addprevious(control)


def _taken_over(word: Word, content: etree._Element, fresh: Iterator[int]) -> list[etree._Element]:
    """Return blocks for another file: without numbers written out for other readers, bookmarks numbered anew, none twice."""
    blocks = [deepcopy(block) for block in content if block.tag not in _RANGES]
    known = {mark.get(NAME) for mark in word.root(MAIN).iter(BOOKMARK_START)}
    numbers: dict[str, str] = {}
    for mark in _all(blocks, BOOKMARK_START):
        if mark.get(NAME) not in known:
            numbers[mark.get(ID, "")] = str(next(fresh))
    for mark in _all(blocks, BOOKMARK_START, BOOKMARK_END):
        number = numbers.get(mark.get(ID, ""))
        if number is None:
            _drop(mark)
        else:
            mark.set(ID, number)
    for properties in _all(blocks, PPR):
        for gone in properties.findall(ALTERNATE):
            properties.remove(gone)
    return blocks


def _all(blocks: Iterable[etree._Element], *tags: str) -> Iterator[etree._Element]:
    """Yield the elements of these tags, found before any of them is taken out."""
    return iter([element for block in blocks for element in block.iter(*tags)])


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def reordered(parts: Mapping[str, bytes], order: Iterable[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return a file with its provisions in the order of another, and the clauses that changed their place."""
    word = Word("", dict(parts))
    here = controls(word.root(MAIN))
    wanted = [clause for clause in order if clause in here]
    slots = [clause for clause in here if clause in set(wanted)]
    moved = [clause for clause, slot in zip(wanted, slots, strict=True) if clause != slot]
    if not moved:
        return dict(parts), []
    marks = []
    for slot in slots:
        mark = etree.Element(P)
        here[slot].addprevious(mark)
        marks.append(mark)
    for clause, mark in zip(wanted, marks, strict=True):
        mark.addprevious(here[clause])
        _drop(mark)
    word.touched.add(MAIN)
    return word.written(), moved
