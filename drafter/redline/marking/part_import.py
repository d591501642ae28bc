"""What comes over from the original into the redline: copies of its elements, with the pictures, notes and comments they refer to."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from hashlib import sha256

from lxml import etree

from drafter.ooxml.names import (
    AUTHOR,
    BOOKMARK_END,
    BOOKMARK_START,
    COMMENT,
    COMMENT_END,
    COMMENT_START,
    DATE,
    ENDNOTE,
    FOOTNOTE,
    ID,
    NAME,
    PICTURE,
    PLACES,
    TYPE,
    R,
    T,
    whole,
)  # fmt: skip
from drafter.ooxml.package import MAIN, Relation, Word, relations_part

_COMMENTS = frozenset({COMMENT_START, COMMENT_END, COMMENT})
_NOTES = {FOOTNOTE: "footnotes", ENDNOTE: "endnotes"}


class PartImporter:
    """An importer of elements and parts of the original into the revised file, which becomes the redline."""

    def __init__(self, old: Word, new: Word, next_id: Callable[[], int], mark_note: Callable[[etree._Element], None]) -> None:
        self.old = old
        self.new = new
        self._next_id = next_id
        self._mark_note = mark_note
        self._imported: dict[str, str] = {}
        self._targets: dict[str, str] = {}
        self._notes: dict[tuple[str, str], str] = {}
        self._last: dict[str, int] = {}  # the largest id of a note
        self._bookmarks = _bookmark_names(new)
        self._comment_keys = _comment_keys(new)
        self._ids: dict[tuple[str, str], str] = {}  # of bookmarks and comments that came over
        self._marks: dict[str, list[etree._Element]] = {}
        self._pictures = max(old.largest_picture(), new.largest_picture())
        self._old_comments = {key: number for number, key in _comment_ids(old)}
        self.has_lost_marks = any(c not in self._comment_keys for c in _comment_keys(old)) or bool(
            _bookmark_names(old) - self._bookmarks - {"_GoBack"}
        )

    def target_part(self, old_part: str) -> str:
        """Return the part of the redline that takes what comes from a part of the original."""
        return self._targets.get(old_part, MAIN)

    def map_part(self, old_part: str, new_part: str) -> None:
        """Say which part of the redline takes what comes from a part of the original."""
        self._targets[old_part] = new_part

    def import_element(self, element: etree._Element, old_part: str, new_part: str) -> etree._Element:
        """Return a copy that is at home in the redline."""
        copy = deepcopy(element)
        copy.tail = None
        for inner in list(copy.iter(etree.Element)):
            self._rewrite_references(inner, old_part, new_part)
        return copy

    def _rewrite_references(self, element: etree._Element, old_part: str, new_part: str) -> None:
        if element.tag == PICTURE:  # a drawing has a number of its own in the file
            self._pictures += 1
            element.set("id", str(self._pictures))
        if element.tag in _NOTES:
            self._rewrite_note(element)
        elif element.tag in PLACES or element.tag == COMMENT:
            kept = self.import_mark(element, fresh=False)
            parent = element.getparent()
            if kept is None and parent is not None:
                parent.remove(element)
        for key, value in element.items():
            if str(key).startswith(R):
                element.set(key, self.import_relation(str(value), old_part, new_part))

    def _rewrite_note(self, element: etree._Element) -> None:
        number, parent = self._note_id(str(element.tag), element.get(ID, "")), element.getparent()
        if number:
            element.set(ID, number)
        elif parent is not None:  # it refers to no note
            parent.remove(element)

    def import_mark(self, element: etree._Element, fresh: bool = True) -> etree._Element | None:
        """Return a copy of a bookmark or comment mark that only the original has, or nothing: what both have is there already."""
        number = self._mark_id(element)
        if number is None:
            return None
        copy = deepcopy(element) if fresh else element
        copy.tail = None
        for inner in copy.iter(BOOKMARK_START, BOOKMARK_END, *_COMMENTS):
            inner.set(ID, number)
        self._marks.setdefault(number, []).append(copy)
        return copy

    def would_import(self, element: etree._Element) -> bool:
        """Say whether a mark would come over."""
        return self._mark_id(element) is not None

    def _mark_id(self, element: etree._Element) -> str | None:
        mark = next(element.iter(COMMENT), element)
        if mark.tag in _COMMENTS:
            return self._comment_id(mark.get(ID, ""))
        if mark.tag == BOOKMARK_START and mark.get(NAME) not in self._bookmarks and mark.get(NAME) != "_GoBack":
            return self._ids.setdefault(("bookmark", mark.get(ID, "")), str(self._next_id()))
        return self._ids.get(("bookmark", mark.get(ID, ""))) if mark.tag == BOOKMARK_END else None

    def _comment_id(self, number: str) -> str | None:
        """Return the id in the redline of a comment that only the original has."""
        if ("comment", number) in self._ids:
            return self._ids["comment", number]
        comment = self.old.entry("comments", number)
        if comment is None or _comment_key(comment) in self._comment_keys:
            return None
        fresh = self._ids["comment", number] = str(self._next_id())
        copy = deepcopy(comment)
        copy.set(ID, fresh)
        self._root_of_kind("comments").append(copy)
        return fresh

    def finish(self) -> None:
        """Take out marks that came over without their other end."""
        for marks in self._marks.values():
            tags = {m.tag for mark in marks for m in mark.iter()}
            for begin, end in ((BOOKMARK_START, BOOKMARK_END), (COMMENT_START, COMMENT_END)):
                if (begin in tags) is not (end in tags):
                    for mark in marks:
                        parent = mark.getparent()
                        if mark.tag in (begin, end) and parent is not None:
                            parent.remove(mark)

    def _note_id(self, tag: str, number: str) -> str:
        """Return the id in the redline of a note of the original, nothing when there is no such note."""
        if (tag, number) not in self._notes:
            kind = _NOTES[tag]
            note = self.old.entry(kind, number)
            if note is None:
                return ""
            root = self._root_of_kind(kind)
            self._last[kind] = 1 + (self._last.get(kind) or max((whole(n.get(ID)) for n in root), default=0))
            fresh = self._notes[tag, number] = str(self._last[kind])
            copy = self.import_element(note, self.old.part_of_kind(kind) or "", self.new.part_of_kind(kind) or "")
            self._mark_note(copy)
            copy.set(ID, fresh)
            root.append(copy)
        return self._notes[tag, number]

    def _root_of_kind(self, kind: str) -> etree._Element:
        """Return the root of the notes or comments of the redline, made like that of the original when there is none."""
        part = self.new.part_of_kind(kind)
        if part is None:
            source = self.old.part_of_kind(kind) or ""
            root = deepcopy(self.old.root(source))
            for inner in [n for n in root if n.get(TYPE) is None or kind == "comments"]:
                root.remove(inner)
            part = self.new.free_name(source)
            self.new.add_part(part, root, self.old.content_type(source))
            relation = next(r for r in self.old.relations(MAIN).values() if r.target == source)
            self.new.relate(MAIN, Relation(kind, part, False, relation.type))
        self.new.touched.add(part)
        return self.new.root(part)

    def import_relation(self, rid: str, old_part: str, new_part: str) -> str:
        """Return the id under which the redline has what a relationship of the original leads to."""
        relation = self.old.relations(old_part).get(rid)
        if relation is None:
            return rid
        if not relation.external and relation.target in self.old.parts:
            relation = relation._replace(target=self.import_part(relation.target))
        return self.new.relate(new_part, relation)

    def import_part(self, part: str) -> str:
        """Return the name under which the redline has a part of the original, with all it leads to."""
        if part not in self._imported:
            same = part in self.new.parts and self.new.parts[part] == self.old.parts[part] and relations_part(part) not in self.old.parts
            name = self._imported[part] = part if same else self._part_of_same_content(part) or self.new.free_name(part)
            if name not in self.new.parts:
                self._copy_part(part, name)
        return self._imported[part]

    def fresh_part(self, part: str) -> str:
        """Return the name of a copy of a part of the original, made for whoever asks, that is, to be changed."""
        name = self.new.free_name(part)
        self._copy_part(part, name)
        return name

    def _copy_part(self, part: str, name: str) -> None:
        root = self.old.roots.get(part)
        self.new.add_part(name, self.old.parts[part] if root is None else deepcopy(root), self.old.content_type(part))
        self._copy_relations(part, name)

    def _part_of_same_content(self, part: str) -> str | None:
        if relations_part(part) in self.old.parts:
            return None
        digest = sha256(self.old.parts[part]).digest()
        alike = (p for p, c in self.new.parts.items() if len(c) == len(self.old.parts[part]) and sha256(c).digest() == digest)
        return next((p for p in alike if relations_part(p) not in self.new.parts), None)

    def _copy_relations(self, part: str, name: str) -> None:
        """Give a part that came over the relationships it had, under the ids it knows."""
        there = self.old.relations(part)
        if not there:
            return
        rels = deepcopy(self.old.root(relations_part(part)))
        for rel in rels:
            relation = there.get(rel.get("Id", ""))
            if relation is not None and not relation.external and relation.target in self.old.parts:
                rel.set("Target", "/" + self.import_part(relation.target))
        self.new.parts[relations_part(name)] = b""
        self.new.roots[relations_part(name)] = rels
        self.new.touched.add(relations_part(name))


def _bookmark_names(word: Word) -> set[str | None]:
    return {b.get(NAME) for root in (word.root(p) for p in _text_parts(word)) for b in root.iter(BOOKMARK_START)}


def _text_parts(word: Word) -> list[str]:
    kinds = {"header", "footer", "footnotes", "endnotes"}
    return [MAIN, *(r.target for r in word.relations(MAIN).values() if r.kind in kinds and r.target in word.parts)]


def _comment_key(comment: etree._Element) -> tuple[str, str, str]:
    return comment.get(AUTHOR, ""), comment.get(DATE, ""), "".join(t.text or "" for t in comment.iter(T))


def _comment_ids(word: Word) -> list[tuple[str, tuple[str, str, str]]]:
    root = word.root_of_kind("comments")
    return [(c.get(ID, ""), _comment_key(c)) for c in (root if root is not None else ())]


def _comment_keys(word: Word) -> set[tuple[str, str, str]]:
    return {key for _, key in _comment_ids(word)}
