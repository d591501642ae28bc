"""Files that have tracked changes before they are compared: settle those first, or keep the names of those who made them."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from lxml import etree

from drafter.errors import Finding, Place
from drafter.language import Words
from drafter.ooxml.archive import safe_open
from drafter.ooxml.markup import namespace, serialised, story_parts
from drafter.ooxml.package import Word
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.revisions.accept_reject import Choice, settle
from drafter.redline.revisions.change import Change
from drafter.redline.revisions.listed import numbered, revisions, stories
from drafter.redline.revisions.marked_text import Author, Trace, author_of, trace

Prior = Literal["accept", "reject", "keep"]
_AROUND = 6
_MARKED = re.compile(rb"<(?:\w+:)?+(?:ins|del|move(?:From|To)|cell(?:Ins|Del|Merge)|[a-z]\w+Change|(?:move|customXml)\w+RangeStart)\b")
Parts = Mapping[str, bytes]


@dataclass(frozen=True)
class Redline:
    """A Word file with tracked changes, and what could not be tracked."""

    parts: dict[str, bytes]
    findings: tuple[Finding, ...]


def redline(original: Path, revised: Path, author: str, date: str = "", prior: Prior = "accept") -> Redline:
    """Return what leads from one Word file to another as tracked changes. Raises FileError when one is not a sound Word file.

    Tracked changes that the files have already are accepted first (`accept`) or rejected (`reject`). With `keep` they are accepted too, but
    their authors and dates stay. When nothing else was changed, the revised file is the redline as it is. Otherwise every change that the
    tracked changes of one author in the revised file explain - rejecting them in its place gives what stood there - bears the name
    of that author; what was changed with tracking off bears `author`.
    """
    old, new = safe_open(original), safe_open(revised)
    if prior == "keep" and revisions(new, str(revised)):
        return _kept(old, new, (str(original), str(revised)), author, date)
    verdict: Literal["accept", "reject"] = "reject" if prior == "reject" else "accept"
    return _compared(
        _settled(old, verdict, str(original)),
        _settled(new, verdict, str(revised)),
        str(original),
        str(revised),
        author,
        date,
    )


def _settled(parts: Parts, verdict: Literal["accept", "reject"], file: str) -> Parts:
    """Return the parts with their tracked changes settled; those that have none, most of the time, are not even read."""
    content = [c for name, c in parts.items() if name.startswith("word/") and name.endswith(".xml")]
    marked = any(b"\0" in c[:64] or _MARKED.search(c) for c in content)  # what is in UTF-16 is read to see
    return settle(parts, verdict, file=file).parts if marked else parts


def _compared(old: Parts, new: Parts, old_name: str, new_name: str, author: str, date: str) -> Redline:
    script = compare(Word(old_name, dict(old)), Word(new_name, dict(new)))
    return Redline(tracked(script, author, date), script.findings)


def _kept(old: Parts, new: Parts, names: tuple[str, str], author: str, date: str) -> Redline:
    ours = {(r.author, r.date) for r in revisions(old, names[0])}
    standing = frozenset(r.number for r in revisions(new, names[1]) if (r.author, r.date) in ours)
    old = settle(old, "accept", file=names[0]).parts
    new = settle(new, "accept", Choice(numbers=standing), names[1]).parts if standing else new
    back = _compared(old, settle(new, "reject", file=names[1]).parts, *names, author, date)
    if not revisions(back.parts) and not back.findings:
        return Redline(dict(new), ())
    made = _compared(old, settle(new, "accept", file=names[1]).parts, *names, author, date)
    parts, left = _attributed(made.parts, new)
    return Redline(parts, (*made.findings, *_said(left, author, names[1])))


def _said(left: int, author: str, file: str) -> Iterable[Finding]:
    if left:
        what = Words(
            f"有 {left} 处修改没有带修订标记，以 {author} 的名义标注", f"{left} changes were not tracked; they are marked as by {author}"
        )
        remedy = Words("逐处核对；`drafter redline --untracked` 单独列出", "check each; `drafter redline --untracked` lists them")
        yield Finding("warning", "untracked", what, remedy, Place(file))


def _attributed(made: Parts, revised: Parts) -> tuple[dict[str, bytes], int]:
    """Return a redline whose changes bear the names of those who tracked them in the revised file, and how many do not."""
    theirs = {part: trace(root) for part, root in story_parts(revised, "").items()}
    found, touched, left = stories(made), set(), 0
    ours = {story.part: _Explained(trace(story.root), theirs.get(story.part)) for story in found}
    for _, story, change in numbered(found):
        author = ours[story.part].author(change)
        if author is None:
            left += 1
            continue
        touched.add(story.part)
        for mark in change.marks:
            _sign(mark, author)
    return {**made, **{s.part: serialised(s.root) for s in found if s.part in touched}}, left


def _sign(mark: etree._Element, author: Author) -> None:
    space = namespace(mark)
    if mark.get(f"{space}author") is not None:
        mark.set(f"{space}author", author[0])
        if author[1]:
            mark.set(f"{space}date", author[1])
        else:
            mark.attrib.pop(f"{space}date", "")


class _Explained:
    """The changes of a story held against the marks in a file that reads the same when all is accepted."""

    def __init__(self, ours: Trace, theirs: Trace | None) -> None:
        self.ours = ours
        self.theirs = theirs if theirs is not None and theirs.accepted == ours.accepted else None
        self._letters: dict[etree._Element, list[int]] = {}
        for number, letter in enumerate(ours.letters):
            if letter.mark is not None:
                self._letters.setdefault(letter.mark, []).append(number)
        self._records = {record: (at, kind, said) for at, kind, said, record in ours.records}
        self._their_records = {(at, kind, said): author_of(r) for at, kind, said, r in self.theirs.records} if self.theirs else {}

    def author(self, change: Change) -> Author | None:
        """Return the one author whose marks explain all of a change, or nothing."""
        if self.theirs is None:
            return None
        letters = sorted({n for mark in change.marks for n in self._letters.get(mark, ())})
        authors = {self._of_letters(group) for group in _runs(letters)}
        authors |= {self._their_records.get(self._records[m]) for m in change.marks if m in self._records}
        return authors.pop() if len(authors) == 1 else None

    def _of_letters(self, letters: list[int]) -> Author | None:
        """Return the author of what happened at a run of characters: with it rejected, what stood there must be what we found.

        The same edit can be told in more than one way, so some of what was kept on either side is looked at as well.
        """
        around = [
            (left, right) for left in range(self._kept(letters[0] - 1, -1) + 1) for right in range(self._kept(letters[-1] + 1, 1) + 1)
        ]
        found = (self._of_stretch(letters[0] - left, letters[-1] + 1 + right) for left, right in sorted(around, key=sum))
        return next((author for author in found if author is not None), None)

    def _kept(self, number: int, step: int) -> int:
        """Return how many characters from one on were kept, few at most."""
        letters, count = self.ours.letters, 0
        while count < _AROUND and 0 <= number < len(letters) and letters[number].state == "kept":
            number, count = number + step, count + 1
        return count

    def _of_stretch(self, first: int, last: int) -> Author | None:
        assert self.theirs is not None
        theirs, mine = self.theirs, self.ours.letters[first:last]
        before = "".join(letter.text for letter in mine if letter.state != "inserted")
        start = bisect_left(self.ours.at, first)
        end = start + sum(letter.state != "deleted" for letter in mine)
        outer = (theirs.at[start - 1] + 1 if start else 0, theirs.at[end] if end < len(theirs.at) else len(theirs.letters))
        inner = (theirs.at[start], theirs.at[end - 1] + 1) if start < end else outer
        for low, high in dict.fromkeys(((outer[0], outer[1]), (inner[0], outer[1]), (outer[0], inner[1]), inner)):
            window = theirs.letters[low:high]
            marks = {author_of(letter.mark) for letter in window if letter.mark is not None}
            if len(marks) == 1 and "".join(letter.text for letter in window if letter.state != "inserted") == before:
                return marks.pop()
        return None


def _runs(numbers: list[int]) -> list[list[int]]:
    """Return numbers in runs without gaps."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
