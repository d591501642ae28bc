"""Find the tracked changes of a part, in the order in which they are read; ECMA-376 part 1, 17.13.5.

Neighbouring marks of one author and date inside a paragraph are one change (a deletion with the insertion beside it is a
replacement); the two ends of a move are one; a row is one with its text; the changed cells and properties of a table are one.
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from drafter.ooxml import names
from drafter.ooxml.clause_at import ClauseTracker
from drafter.ooxml.markup import CONTROLS, RECORDS, TRACKED, attribute, child, name, named
from drafter.ooxml.words import paragraph_words, words
from drafter.redline.revisions.belonging import Neighbour, Surroundings, bearer_of, neighbour_of
from drafter.redline.revisions.change import Change
from drafter.redline.revisions.find_ranges import RangeFinder
from drafter.redline.revisions.find_tables import TABLE_RECORDS, TableFinder
from drafter.redline.revisions.found import CONTROL_MARKS, FoundChanges

PILCROW = "¶"
SECTION_END = "\f" + PILCROW  # in the plain text of Word the break of a section is a form feed
_RUBY = frozenset({"rt", "rubyBase"})  # said with the run that holds both
_REFERENCES = {"footnoteReference": "footnote", "endnoteReference": "endnote", "commentReference": "comment"}


MARKS = tuple(
    sorted(
        names.TRACKED | names.CELL_MARKS | names.RECORDS.keys() | names.MOVE_RANGES | names.CONTROL_RANGES | {names.W + "numberingChange"}
    )
)
_TOLD = (  # what is told of a place even where nothing is marked: notes referred to, fields, text boxes, content controls
    *(names.W + reference for reference in _REFERENCES), names.FIELD_CHAR, names.BOX, names.SDT,
    *sorted(mark.replace("Start", "End") for mark in names.MOVE_RANGES),
)  # fmt: skip


def find_changes(root: etree._Element, clauses: ClauseTracker) -> list[Change]:
    """Return the tracked changes of a part in reading order."""
    finder = _Finder(clauses, _worth_a_walk(root))
    finder.visit(root)
    return finder.found.finished()


def has_marks(root: etree._Element) -> bool:
    """Say whether anything in a part is marked as a tracked change."""
    return next(root.iter(*MARKS), None) is not None


def _worth_a_walk(root: etree._Element) -> set[etree._Element] | None:
    """Return the elements with anything in them that a walk would learn, or nothing where that is any element: where controls are tracked."""
    if next(root.iter(*names.CONTROL_RANGES), None) is not None:
        return None
    found: set[etree._Element] = set()
    for element in root.iter(*MARKS, *_TOLD):
        holder: etree._Element | None = element
        while holder is not None and holder not in found:
            found.add(holder)
            holder = holder.getparent()
    return found


class _Finder:
    """A walk through a part. Runs and paragraph marks are its steps: what is marked alike on two steps in a row is one change."""

    def __init__(self, clauses: ClauseTracker, walked: set[etree._Element] | None) -> None:
        self.clauses = clauses
        self.walked = walked
        self.found = FoundChanges(clauses)
        self.around = Surroundings()
        self.tables = tables = TableFinder(self.found, self.around, self._inside)
        self.ranges = ranges = RangeFinder(self.found, self.around, self._inside)
        self._visitors: dict[str, Callable[[etree._Element], None]] = {
            "p": self._paragraph, "r": self._run, "m:r": self._math_run, "m:ctrlPr": self._math_control, "tbl": self._table, "tr": tables.row,
            "tc": tables.cell, "txbxContent": self._text_box, "mc:AlternateContent": self._alternatives, "numPr": self._numbering,
            "fldChar": self._numbering, "moveFromRangeStart": ranges.move_range, "moveToRangeStart": ranges.move_range,
        }  # fmt: skip
        self._visitors |= dict.fromkeys(TRACKED, self._marked_words) | dict.fromkeys(CONTROLS, ranges.control)
        self._visitors |= dict.fromkeys(RECORDS.values(), self._properties)
        self._visitors |= dict.fromkeys(_REFERENCES.values(), self._note) | dict.fromkeys(_REFERENCES, self._reference)
        self._visitors |= {f"{kind}RangeStart": ranges.control_range for kind in CONTROL_MARKS}
        self._visitors |= {f"{kind}RangeEnd": ranges.range_end for kind in (*CONTROL_MARKS, "moveFrom", "moveTo")}

    def visit(self, element: etree._Element) -> None:
        """Walk through an element."""
        self._visitors.get(name(element), self._inside)(element)

    def _inside(self, element: etree._Element) -> None:
        for inner in element:
            self.visit(inner)

    def _can_pass(self, element: etree._Element) -> bool:
        return self.walked is not None and element not in self.walked and not self.around.marks

    def _table(self, table: etree._Element) -> None:
        self.clauses.enter_block(table)
        if self._can_pass(table):
            for paragraph in table.iter(names.P):
                self._paragraph(paragraph)
        else:
            self.tables.table(table)

    # words

    def _paragraph(self, paragraph: etree._Element) -> None:
        self.clauses.enter_paragraph(paragraph)
        self.around.beside = {}
        if self._can_pass(paragraph):
            return
        properties = child(paragraph, "pPr")
        for inner in paragraph:
            if inner is not properties:
                self.visit(inner)
        if properties is not None:
            self._paragraph_mark(properties, paragraph)
        self.around.beside = {}

    def _paragraph_mark(self, properties: etree._Element, paragraph: etree._Element) -> None:
        of_mark = child(properties, "rPr")
        if of_mark is not None:
            end = PILCROW if child(properties, "sectPr") is None else SECTION_END
            self._step(end, [m for m in of_mark if name(m) in TRACKED or name(m) == "rPrChange"])
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
        told_already = name(run.getparent()) in _RUBY and not marks
        if not told_already and (self.around.marks or marks or not (kind or child(run, "instrText") is not None)):
            self._step(words(run), marks, is_field_part=bool(kind))  # Word leaves some field characters unmarked
        self._field_character(kind)
        for inner in run:
            if name(inner) != "rPr":
                self.visit(inner)

    def _field_character(self, kind: str) -> None:
        """Come to the beginning or end of a field; its parts stand or fall with its beginning."""
        if kind == "begin":
            self.around.fields.append({bearer_of(mark): self.found.owners[mark] for mark in self.around.marks})
        elif kind == "end" and self.around.fields:
            self.around.fields.pop()

    def _math_run(self, run: etree._Element) -> None:
        if any(name(inner) in TRACKED for inner in run):
            self._inside(run)
        else:
            self._run(run)

    def _math_control(self, properties: etree._Element) -> None:
        self._step("", list(named(properties, *TRACKED)))

    def _marked_words(self, mark: etree._Element) -> None:
        self.around.marks.append(mark)
        self._inside(mark)
        if mark not in self.found.owners:
            self._step(words(mark), [])
        self.around.marks.pop()

    def _step(self, text: str, marks: list[etree._Element], is_field_part: bool = False) -> None:
        """Go one step: find the changes that it lies in, by the marks around it and its own."""
        beside: dict[Neighbour, Change] = {}
        for mark in [*self.around.marks, *marks]:
            change = self.found.owners.get(mark) or self._give_owner(mark, is_field_part)
            if change.family in ("words", "move") or name(mark) == "rPrChange":
                self._cover(change, mark, text)
                beside[neighbour_of(mark)] = change
        self.around.beside = beside

    def _cover(self, change: Change, mark: etree._Element, text: str) -> None:
        """Add what a mark covers to its change; what its author edited within moved words belongs to how the move reads, too."""
        moved = self.around.innermost_range("moveTo")
        edited_by = {attribute(other, "author") for other in self.around.marks if name(other) == "del"}
        if name(mark) == "moveTo" and change.author in edited_by:
            return
        change.cover(mark, text)
        if moved is not None and change is not moved and name(mark) == "ins" and change.author == moved.author:
            moved.after.append(text)

    def _give_owner(self, mark: etree._Element, is_field_part: bool) -> Change:
        """Return the change that a mark met for the first time belongs to: one that is there, or a new one."""
        change = self.around.change_of(mark, is_field_part)
        if change is not None:
            change.marks.append(mark)
        elif name(mark) == "rPrChange":
            change = self.found.begin(mark, "other")
            self.found.record(change, mark)
        else:
            change = self.found.begin(mark, "words")
        if change.family == "move":
            change.move_clauses.setdefault(name(mark), self.clauses.current)
        self.found.owners[mark] = change
        return change

    # what stands apart

    def _text_box(self, box: etree._Element) -> None:
        with self.around.apart():
            self._inside(box)

    def _alternatives(self, element: etree._Element) -> None:
        """Word writes a text box twice, for itself and for older readers; the second writing is the same change."""
        first: list[Change] | None = None
        beside, moves = self.around.beside, self.ranges.moves
        for version in element:
            count = self.found.count()
            self.ranges.moves = moves if first is None else {}
            self._inside(version)
            self.around.beside, self.ranges.moves = beside, moves
            if first is None:
                first = self.found.since(count)
            elif list(map(_contents, self.found.since(count))) == list(map(_contents, first)):
                self.found.absorb_second_writing(first, count)

    def _note(self, note: etree._Element) -> None:
        with self.clauses.inside_note(note):
            self._inside(note)

    def _reference(self, reference: etree._Element) -> None:
        self.clauses.note_reference(_REFERENCES[name(reference)], attribute(reference, "id"))

    # properties

    def _properties(self, properties: etree._Element) -> None:
        for inner in properties:
            if name(inner) in TABLE_RECORDS:
                self.tables.record(inner)
            elif name(inner) in RECORDS:
                self._record(inner)
            elif name(inner) in ("rPr", "numPr"):
                self.visit(inner)

    def _record(self, record: etree._Element, text: str = "") -> None:
        change = self.found.begin(record, "other")
        self.found.record(change, record)
        change.text.append(text)

    def _numbering(self, element: etree._Element) -> None:
        for mark in element:
            if name(mark) in ("numberingChange", "ins"):
                change = self.found.begin(mark, "other")
                self.found.record(change, mark)


def _contents(change: Change) -> tuple[object, ...]:
    return change.kind, change.author, change.date, "".join(change.before), "".join(change.after)
