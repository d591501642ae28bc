"""Provisions as they stand in a Word file: their content controls, taken from one file and put into another."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import deepcopy

from lxml import etree

from drafter.redline.names import ALTERNATE, BOOKMARK_END, BOOKMARK_START, PPR, SDT, SDT_CONTENT, SDT_PR, VAL, P, W
from drafter.redline.package import MAIN, Word
from drafter.writers.docx.xml import TAG_PREFIX


def controls(word: Word) -> dict[str, etree._Element]:
    """Return the content controls of the provisions of a file by clause, in order."""
    found: dict[str, etree._Element] = {}
    for control in word.root(MAIN).iter(SDT):
        tag = control.find(f"{SDT_PR}/{W}tag")
        label = tag.get(VAL, "") if tag is not None else ""
        if label.startswith(TAG_PREFIX):
            found.setdefault(label.removeprefix(TAG_PREFIX).partition("@")[0], control)
    return found


def replaced(parts: Mapping[str, bytes], source: Mapping[str, bytes], clauses: Iterable[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return a file with provisions as they stand in another file of the same template, and the clauses that were in both."""
    word, other = Word("", dict(parts)), Word("", dict(source))
    here, there = controls(word), controls(other)
    done = [clause for clause in clauses if clause in here and clause in there]
    for clause in done:
        content, new = here[clause].find(SDT_CONTENT), there[clause].find(SDT_CONTENT)
        if content is not None and new is not None:
            content[:] = [_plain(deepcopy(block)) for block in new]
            tag, position = here[clause].find(f"{SDT_PR}/{W}tag"), there[clause].find(f"{SDT_PR}/{W}tag")
            if tag is not None and position is not None:
                tag.set(VAL, position.get(VAL, ""))
    if done:
        word.touched.add(MAIN)
    return word.written(), done


def _plain(block: etree._Element) -> etree._Element:
    """Return a block without what only its own file can resolve: bookmarks' numbers, and numbers written out for other readers."""
    for gone in list(block.iter(BOOKMARK_START, BOOKMARK_END)):
        _drop(gone)
    for properties in block.iter(PPR):
        for gone in properties.findall(ALTERNATE):
            properties.remove(gone)
    return block


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def reordered(parts: Mapping[str, bytes], order: Iterable[str]) -> tuple[dict[str, bytes], list[str]]:
    """Return a file with its provisions in the order of another, and the clauses that changed their place."""
    word = Word("", dict(parts))
    here = controls(word)
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
