"""Bookmarks and comments that only the original has, in the redline: their marks between characters, and the comments themselves."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from copy import deepcopy

from lxml import etree

from drafter.ooxml.names import (
    AUTHOR,
    BOOKMARK_END,
    BOOKMARK_START,
    COMMENT,
    COMMENT_END,
    COMMENT_START,
    DATE,
    ID,
    NAME,
    T,
)  # fmt: skip
from drafter.ooxml.package import Package
from drafter.redline.marking.part_import import PartImporter

_COMMENT_MARKS = frozenset({COMMENT_START, COMMENT_END, COMMENT})
_CURSOR = "_GoBack"  # Word's own bookmark, of where it was last edited
CommentKey = tuple[str, str, str]  # author, date, words


class MarkImporter:
    """An importer of bookmarks and comments: what both files have is there already, and is told by its name, or its author, date and words."""

    def __init__(self, parts: PartImporter, next_id: Callable[[], int]) -> None:
        self.parts = parts
        self._next_id = next_id
        self._bookmarks = _bookmark_names(parts.new)
        self._comments = _comment_keys(parts.new)
        self._ids: dict[tuple[str, str], str] = {}  # in the redline, by kind and id in the original
        self._imported: dict[str, list[etree._Element]] = {}  # the marks of each by its id in the redline
        lost_comments = _comment_keys(parts.old) - self._comments
        self.anything_missing = bool(lost_comments or _bookmark_names(parts.old) - self._bookmarks - {_CURSOR})

    def import_mark(self, mark: etree._Element) -> etree._Element | None:
        """Return a copy of a mark of something that only the original has, or nothing."""
        number = self._id(mark)
        return None if number is None else self._numbered(deepcopy(mark), number)

    def adopt(self, mark: etree._Element) -> etree._Element | None:
        """Return a mark that was copied already, with its id in the redline; nothing when it is of something that both files have."""
        number = self._id(mark)
        return None if number is None else self._numbered(mark, number)

    def _numbered(self, mark: etree._Element, number: str) -> etree._Element:
        mark.tail = None
        for inner in mark.iter(BOOKMARK_START, BOOKMARK_END, *_COMMENT_MARKS):
            inner.set(ID, number)
        self._imported.setdefault(number, []).append(mark)
        return mark

    def is_missing(self, mark: etree._Element) -> bool:
        """Say whether a mark is of something that only the original has."""
        return self._id(mark) is not None

    def _id(self, mark: etree._Element) -> str | None:
        """Return the id in the redline of what a mark is of, when only the original has it."""
        mark = next(mark.iter(COMMENT), mark)
        key = "bookmark", mark.get(ID, "")
        if mark.tag in _COMMENT_MARKS:
            return self._comment_id(mark.get(ID, ""))
        if mark.tag == BOOKMARK_START and mark.get(NAME) not in self._bookmarks and mark.get(NAME) != _CURSOR:
            return self._ids.setdefault(key, str(self._next_id()))
        return self._ids.get(key) if mark.tag == BOOKMARK_END else None

    def _comment_id(self, number: str) -> str | None:
        if ("comment", number) in self._ids:
            return self._ids["comment", number]
        comment = self.parts.old.entry("comments", number)
        if comment is None or _comment_key(comment) in self._comments:
            return None
        fresh = self._ids["comment", number] = str(self._next_id())
        copy = deepcopy(comment)
        copy.set(ID, fresh)
        self.parts.root_of_kind("comments").append(copy)
        return fresh

    def remove_halves(self) -> None:
        """Take out marks whose other end did not come."""
        for marks in self._imported.values():
            tags = {inner.tag for mark in marks for inner in mark.iter()}
            for ends in ({BOOKMARK_START, BOOKMARK_END}, {COMMENT_START, COMMENT_END}):
                if len(ends & tags) == 1:
                    _remove_all(mark for mark in marks if mark.tag in ends)


def _remove_all(marks: Iterable[etree._Element]) -> None:
    for mark in marks:
        parent = mark.getparent()
        if parent is not None:
            parent.remove(mark)


def _bookmark_names(package: Package) -> set[str | None]:
    return {bookmark.get(NAME) for part in package.stories() for bookmark in package.root(part).iter(BOOKMARK_START)}


def _comment_keys(package: Package) -> set[CommentKey]:
    root = package.root_of_kind("comments")
    return {_comment_key(comment) for comment in (root if root is not None else ())}


def _comment_key(comment: etree._Element) -> CommentKey:
    return comment.get(AUTHOR, ""), comment.get(DATE, ""), "".join(t.text or "" for t in comment.iter(T))
