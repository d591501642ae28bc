"""Find the tracked changes of a part, in the order in which they are read; ECMA-376 part 1, 17.13.5.

Neighbouring marks of one author and date inside a paragraph are one change (a deletion with the insertion beside it is a
replacement); the two ends of a move are one; a row is one with its text; the changed cells and properties of a table are one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from lxml import etree

from drafter.ooxml.markup import CELL_MARKS, CONTROLS, RECORDS, TRACKED, attribute, child, name, named
from drafter.ooxml.words import cell_words, control_title, paragraph_words, property_change, row_words, words
from drafter.redline.revisions.change import Change, Family, new_change
from drafter.redline.revisions.clause_at import ClauseTracker

PILCROW = "¶"
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}
_TABLE_RECORDS = frozenset({"tblPrChange", "tblGridChange", "tblPrExChange", "trPrChange", "tcPrChange"})
_WORD_OF_CELL = {"cellIns": "ins", "cellDel": "del"}  # the mark that text in such a cell bears
_CONTROL_MARKS = ("customXmlIns", "customXmlDel", "customXmlMoveFrom", "customXmlMoveTo")
_WITH_CONTROL = {  # the marks on the content of a control that came or went with it
    "customXmlIns": ("ins", "moveTo"), "customXmlDel": ("del", "moveFrom"),
    "customXmlMoveFrom": ("moveFrom", "moveTo"), "customXmlMoveTo": ("moveFrom", "moveTo"),
}  # fmt: skip
_Key = tuple[str, ...]
_NO_FIELD: Mapping[_Key, Change] = {}


def find_changes(root: etree._Element, clauses: ClauseTracker) -> list[Change]:
    """Return the tracked changes of a part in reading order."""
    finder = _Finder(clauses)
    finder.visit(root)
    return finder.finished()


class _Finder:
    """A walk through a part. Runs and paragraph marks are its steps: what is marked alike on two steps in a row is one change."""

    def __init__(self, clauses: ClauseTracker) -> None:
        self.clauses = clauses
        self.changes: list[Change] = []
        self._absorbed: set[Change] = set()
        self._owner: dict[etree._Element, Change] = {}
        self._open: list[etree._Element] = []  # the marks around this place
        self._near: dict[_Key, Change] = {}  # the changes on the last step
        self._fields: list[Mapping[_Key, Change]] = []  # the marks on the beginnings of the fields around this place
        self._rows: list[tuple[str, str, Change]] = []  # mark and author that rows and cells around this place take to them
        self._tables: list[dict[_Key, Change]] = [{}]
        self._moves: dict[str, Change] = {}
        self._ranges: dict[str, dict[str, Change]] = {}  # those open here: by kind, by id
        self._controls: list[list[Change]] = [[]]  # the changes to the content controls around this place
        self._visitors: dict[str, Callable[[etree._Element], None]] = {
            "p": self._paragraph, "r": self._run, "m:r": self._math_run, "m:ctrlPr": self._math_control, "tbl": self._table, "tr": self._row,
            "tc": self._cell, "txbxContent": self._text_box, "mc:AlternateContent": self._alternatives, "numPr": self._numbering,
            "fldChar": self._numbering, "moveFromRangeStart": self._move_range, "moveToRangeStart": self._move_range,
        }  # fmt: skip
        self._visitors |= dict.fromkeys(TRACKED, self._words) | dict.fromkeys(CONTROLS, self._control)
        self._visitors |= dict.fromkeys(RECORDS.values(), self._records)
        self._visitors |= dict.fromkeys(_REFERENCES.values(), self._note) | dict.fromkeys(_REFERENCES, self._reference)
        self._visitors |= {f"{kind}RangeStart": self._control_range for kind in _CONTROL_MARKS}
        self._visitors |= {f"{kind}RangeEnd": self._range_end for kind in (*_CONTROL_MARKS, "moveFrom", "moveTo")}

    def visit(self, element: etree._Element) -> None:
        """Walk through an element."""
        self._visitors.get(name(element), self._inside)(element)

    def finished(self) -> list[Change]:
        """Return what was found. A content control that came, went or was moved with all in it is one change with its content."""
        for change in self.changes:
            if change.family == "other" and change.controls:
                self._give_control(change)
        return [change for change in self.changes if change not in self._absorbed]

    def _give_control(self, change: Change) -> None:
        kinds = {kind for of, _ in change.controls for kind in _WITH_CONTROL[of]}
        if change.kind == "control-move" or all(_all_marked(control, kinds) for _, control in change.controls):
            for mark in (m for _, control in change.controls for m in named(control, *kinds)):
                owner = self._owner.get(mark)
                if owner is not None and (owner.family == "move" if change.kind == "control-move" else owner.author == change.author):
                    owner.absorb(change)
                    self._absorbed.add(change)
                    return

    def _inside(self, element: etree._Element) -> None:
        for inner in element:
            self.visit(inner)

    def _begin(self, mark: etree._Element, family: Family) -> Change:
        change = new_change(mark, self.clauses.current, family)
        self.changes.append(change)
        return change

    # words

    def _paragraph(self, paragraph: etree._Element) -> None:
        self.clauses.enter_paragraph(paragraph)
        self._near = {}
        properties = child(paragraph, "pPr")
        for inner in paragraph:
            if inner is not properties:
                self.visit(inner)
        if properties is not None:
            self._paragraph_mark(properties, paragraph)
        self._near = {}

    def _paragraph_mark(self, properties: etree._Element, paragraph: etree._Element) -> None:
        of_mark = child(properties, "rPr")
        if of_mark is not None:
            self._step(PILCROW, [m for m in of_mark if name(m) in TRACKED or name(m) == "rPrChange"])
        for inner in properties:
            if name(inner) == "pPrChange":
                self._record(inner, paragraph_words(paragraph))
            elif name(inner) != "rPr":
                self.visit(inner)

    def _run(self, run: etree._Element) -> None:
        record = child(run, "rPr", "rPrChange")
        marks = [record] if record is not None else []
        char = child(run, "fldChar")
        kind = attribute(char, "fldCharType") if char is not None else ""
        if self._open or marks or not (kind or child(run, "instrText") is not None):  # Word leaves some field characters unmarked
            self._step(words(run), marks, self._fields[-1] if self._fields and kind else {})
        self._field(kind)
        for inner in run:
            if name(inner) != "rPr":
                self.visit(inner)

    def _field(self, kind: str) -> None:
        """Come to the beginning or end of a field; its parts stand or fall with its beginning."""
        if kind == "begin":
            self._fields.append({(name(m), attribute(m, "author")): self._owner[m] for m in self._open})
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _math_run(self, run: etree._Element) -> None:
        if any(name(inner) in TRACKED for inner in run):
            self._inside(run)
        else:
            self._run(run)

    def _math_control(self, properties: etree._Element) -> None:
        self._step("", list(named(properties, *TRACKED)))

    def _words(self, mark: etree._Element) -> None:
        self._open.append(mark)
        self._inside(mark)
        if mark not in self._owner:
            self._step(words(mark), [])
        self._open.pop()

    def _step(self, text: str, marks: list[etree._Element], field: Mapping[_Key, Change] = _NO_FIELD) -> None:
        """Go one step: find the changes that it lies in, by the marks around it and its own."""
        near: dict[_Key, Change] = {}
        for mark in [*self._open, *marks]:
            change = self._owner.get(mark) or self._assigned(mark, field)
            if change.family in ("words", "move") or name(mark) == "rPrChange":
                change.cover(mark, text)
            if change.family in ("words", "move") or name(mark) == "rPrChange":
                near[_key(mark)] = change
        self._near = near

    def _assigned(self, mark: etree._Element, field: Mapping[_Key, Change]) -> Change:
        bears = (name(mark), attribute(mark, "author"))
        change = self._range(name(mark)) or self._row_around(bears) or field.get(bears) or self._near.get(_key(mark))
        if change is None:
            change = self._begin(mark, "other" if name(mark) == "rPrChange" else "words")
            if name(mark) == "rPrChange":
                change.properties.append(property_change(mark))
        else:
            change.marks.append(mark)
        if change.family == "move":
            change.move_clauses.setdefault(name(mark), self.clauses.current)
        self._owner[mark] = change
        return change

    def _range(self, kind: str) -> Change | None:
        """Return the change whose range of a kind was opened last and is not closed."""
        return next(reversed(self._ranges.get(kind, {}).values()), None)

    def _row_around(self, bears: _Key) -> Change | None:
        return next((change for kind, author, change in reversed(self._rows) if (kind, author) == bears), None)

    @contextmanager
    def _apart(self) -> Iterator[None]:
        """Leave the marks around this place behind: a text box is not part of the sentence it hangs on."""
        kept = self._open, self._near, self._rows
        self._open, self._near, self._rows = [], {}, []
        yield
        self._open, self._near, self._rows = kept

    def _text_box(self, box: etree._Element) -> None:
        with self._apart():
            self._inside(box)

    def _alternatives(self, element: etree._Element) -> None:
        """Word writes a text box twice, for itself and for older readers; the second writing is the same change."""
        versions: list[list[Change]] = []
        near, moves = self._near, self._moves
        for version in element:
            begins = len(self.changes)
            self._moves = {} if versions else moves
            self._inside(version)
            self._near, self._moves = near, moves
            versions.append(self.changes[begins:])
            if len(versions) > 1 and [_said(c) for c in versions[-1]] == [_said(c) for c in versions[0]]:
                del self.changes[begins:]
                for change, again in zip(versions[0], versions[-1], strict=True):
                    change.absorb(again)

    # tables

    def _table(self, table: etree._Element) -> None:
        self._tables.append({})
        self._inside(table)
        self._give_grid(list(self._tables.pop().values()))

    def _give_grid(self, changes: list[Change]) -> None:
        """The widths of columns are recorded without an author: they belong to whoever else changed the table."""
        nobody = next((c for c in changes if len(c.marks) == 1 and name(c.marks[0]) == "tblGridChange" and not c.author), None)
        other = next((c for c in changes if c is not nobody), None)
        if nobody is not None and other is not None:
            other.absorb(nobody)
            self._absorbed.add(nobody)

    def _row(self, row: etree._Element) -> None:
        properties = child(row, "trPr")
        marks = [m for m in properties if name(m) in ("ins", "del")] if properties is not None else []
        for mark in marks:
            self._rows.append((name(mark), attribute(mark, "author"), self._row_change(mark, row)))
        self._inside(row)
        del self._rows[len(self._rows) - len(marks) :]

    def _row_change(self, mark: etree._Element, row: etree._Element) -> Change:
        moved = self._range({"ins": "moveTo", "del": "moveFrom"}[name(mark)])
        if moved is not None and moved.author == attribute(mark, "author"):
            moved.marks.append(mark)
            return moved
        change = self._begin(mark, "row")
        change.cover(mark, row_words(row))
        return change

    def _cell(self, cell: etree._Element) -> None:
        properties = child(cell, "tcPr")
        marks = [m for m in properties if name(m) in CELL_MARKS] if properties is not None else []
        for mark in marks:
            change, text = self._table_change(mark), cell_words(cell)
            {"cellIns": change.after, "cellDel": change.before}.get(name(mark), change.text).append(text)
            self._rows.append((_WORD_OF_CELL.get(name(mark), ""), change.author, change))
        self._inside(cell)
        del self._rows[len(self._rows) - len(marks) :]

    def _table_change(self, mark: etree._Element) -> Change:
        key = attribute(mark, "author"), attribute(mark, "date")
        change = self._tables[-1].get(key)
        if change is None:
            change = self._tables[-1][key] = self._begin(mark, "other")
        else:
            change.marks.append(mark)
        return change

    # properties

    def _records(self, properties: etree._Element) -> None:
        for inner in properties:
            if name(inner) in RECORDS:
                self._record(inner)
            elif name(inner) in ("rPr", "numPr"):
                self.visit(inner)

    def _record(self, record: etree._Element, text: str = "") -> None:
        change = self._table_change(record) if name(record) in _TABLE_RECORDS else self._begin(record, "other")
        change.properties.append(property_change(record))
        change.text.append(text)

    def _numbering(self, element: etree._Element) -> None:
        for mark in element:
            if name(mark) in ("numberingChange", "ins"):
                change = self._begin(mark, "other")
                change.properties.append((attribute(mark, "original"), ""))

    # places

    def _note(self, note: etree._Element) -> None:
        with self.clauses.inside_note(note):
            self._inside(note)

    def _reference(self, reference: etree._Element) -> None:
        self.clauses.note_reference(_REFERENCES[name(reference)], attribute(reference, "id"))

    def _move_range(self, start: etree._Element) -> None:
        title = attribute(start, "name") or f"#{attribute(start, 'id')}"
        change = self._moves.get(title)
        if change is None:
            change = self._moves[title] = self._begin(start, "move")
        else:
            change.marks.append(start)
        self._open_range(start, change)

    def _control_range(self, start: etree._Element) -> None:
        alike = (c for c in self._controls[-1] if name(c.marks[0]) == name(start) and c.author == attribute(start, "author"))
        change = next(alike, None)  # the end tag of a content control that is tracked already
        if change is None:
            change = self._begin(start, "other")
        else:
            change.marks.append(start)
        self._open_range(start, change)

    def _open_range(self, start: etree._Element, change: Change) -> None:
        self._ranges.setdefault(name(start).removesuffix("RangeStart"), {})[attribute(start, "id")] = change

    def _range_end(self, end: etree._Element) -> None:
        change = self._ranges.get(name(end).removesuffix("RangeEnd"), {}).pop(attribute(end, "id"), None)
        if change is not None:
            change.marks.append(end)

    def _control(self, control: etree._Element) -> None:
        tracked = {kind: change for kind in _CONTROL_MARKS if (change := self._range(kind)) is not None}
        for kind, change in tracked.items():
            change.controls.append((kind, control))
            change.text.append(control_title(control))
        self._controls.append(list(tracked.values()))
        with self.clauses.inside_control(control):
            self._inside(control)
        self._controls.pop()


def _all_marked(control: etree._Element, kinds: set[str]) -> bool:
    """Say whether every run in a control bears one of the marks."""
    return all(any(name(a) in kinds for a in run.iterancestors()) for run in named(control, "r"))


def _key(mark: etree._Element) -> _Key:
    """What two marks beside each other have in common when they are one change."""
    kind, who = name(mark), (attribute(mark, "author"), attribute(mark, "date"))
    if kind == "rPrChange":
        return kind, *who, *property_change(mark)
    return (kind if kind in ("moveFrom", "moveTo") else "words", *who)


def _said(change: Change) -> tuple[object, ...]:
    return change.kind, change.author, change.date, "".join(change.before), "".join(change.after)
