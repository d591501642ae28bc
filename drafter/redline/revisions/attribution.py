"""Who made the changes that a comparison found: the one author whose tracked changes in the revised file, rejected, give what stood there.

The same edit can be told in more than one way: of 甲甲 became 甲乙甲 by 乙 put in between, or by 乙甲 put in and the last 甲 taken out. The marks
differ, the words do not. So it is not marks that are compared but words: a stretch of our redline with its changes rejected, and the stretch of
their file that reads the same with all accepted, with their changes rejected.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from lxml import etree

from drafter.ooxml.names import AUTHOR, DATE
from drafter.ooxml.package import Package
from drafter.redline.revisions.change import Change
from drafter.redline.revisions.listed import changes_by_part, numbered_changes
from drafter.redline.revisions.marked_text import Author, MarkedCharacter, MarkedText, author_of, read_marked_text

_MOST_BESIDE = 6  # characters that were kept on either side of a change, which are looked at too
Window = tuple[int, int]  # from and to in the characters of a story


def give_their_authors(made: Package, revised: Package) -> int:
    """Give the changes of a redline the names of those who tracked them in the revised file; return how many nobody has."""
    theirs = {part: read_marked_text(revised.root(part)) for part in revised.tracked_parts()}
    found, left = changes_by_part(made), 0
    attributions = {changed.part: Attribution(read_marked_text(changed.root), theirs.get(changed.part)) for changed in found}
    for _, changed, change in numbered_changes(found):
        author = attributions[changed.part].author(change)
        if author is None:
            left += 1
            continue
        made.edit(changed.part)
        for mark in change.marks:
            _set_author(mark, author)
    return left


def _set_author(mark: etree._Element, author: Author) -> None:
    if mark.get(AUTHOR) is not None:
        mark.set(AUTHOR, author[0])
        if author[1]:
            mark.set(DATE, author[1])
        else:
            mark.attrib.pop(DATE, "")


class Attribution:
    """The changes of a story held against the marks in a file that reads the same when all is accepted."""

    def __init__(self, ours: MarkedText, theirs: MarkedText | None) -> None:
        self.ours = ours
        self.theirs = theirs if theirs is not None and theirs.accepted == ours.accepted else None
        self._characters: dict[etree._Element, list[int]] = {}
        for number, character in enumerate(ours.characters):
            if character.mark is not None:
                self._characters.setdefault(character.mark, []).append(number)
        self._records = {record: (at, kind, change) for at, kind, change, record in ours.records}
        self._their_records = {(at, kind, change): author_of(r) for at, kind, change, r in self.theirs.records} if self.theirs else {}

    def author(self, change: Change) -> Author | None:
        """Return the one author whose marks explain all of a change, or nothing."""
        if self.theirs is None:
            return None
        characters = sorted({n for mark in change.marks for n in self._characters.get(mark, ())})
        authors = {self._author_of_characters(self.theirs, group) for group in _consecutive(characters)}
        authors |= {self._their_records.get(self._records[m]) for m in change.marks if m in self._records}
        return authors.pop() if len(authors) == 1 else None

    def _author_of_characters(self, theirs: MarkedText, characters: list[int]) -> Author | None:
        """Return the author of what happened at a run of characters, with as few as possible of those that were kept beside it."""
        first, last = characters[0], characters[-1] + 1
        before, after = self._kept_beside(first - 1, -1), self._kept_beside(last, 1)
        beside = sorted(((left, right) for left in range(before + 1) for right in range(after + 1)), key=sum)
        found = (self._author_of_stretch(theirs, first - left, last + right) for left, right in beside)
        return next((author for author in found if author is not None), None)

    def _kept_beside(self, number: int, step: int) -> int:
        """Return how many characters from one on were kept, few at most."""
        characters, count = self.ours.characters, 0
        while count < _MOST_BESIDE and 0 <= number < len(characters) and characters[number].state == "kept":
            number, count = number + step, count + 1
        return count

    def _author_of_stretch(self, theirs: MarkedText, first: int, last: int) -> Author | None:
        """Return the one author of the marks in a window of their file that reads as a stretch of ours did before."""
        ours = self.ours.characters[first:last]
        start = bisect_left(self.ours.accepted_at, first)
        end = start + sum(character.state != "deleted" for character in ours)
        for low, high in _windows(theirs, start, end):
            window = theirs.characters[low:high]
            authors = {author_of(character.mark) for character in window if character.mark is not None}
            if len(authors) == 1 and _rejected(window) == _rejected(ours):
                return authors.pop()
        return None


def _windows(theirs: MarkedText, start: int, end: int) -> Iterator[Window]:
    """Yield the stretches of their file that read as the accepted characters from start to end, each once.

    What they deleted right before and right after leaves no accepted character: it may be part of the stretch on both sides, on either, on none.
    """
    at, last = theirs.accepted_at, len(theirs.characters)
    outer = at[start - 1] + 1 if start else 0, at[end] if end < len(at) else last
    inner = (at[start], at[end - 1] + 1) if start < end else outer
    yield from dict.fromkeys((outer, (inner[0], outer[1]), (outer[0], inner[1]), inner))


def _rejected(characters: Sequence[MarkedCharacter]) -> str:
    return "".join(character.text for character in characters if character.state != "inserted")


def _consecutive(numbers: list[int]) -> list[list[int]]:
    """Return numbers in runs without gaps."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
