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
from drafter.redline.revisions.accept_reject import Selection, accept_reject
from drafter.redline.revisions.change import Change
from drafter.redline.revisions.listed import changes_by_part, numbered_changes, revisions
from drafter.redline.revisions.marked_text import Author, MarkedText, author_of, read_marked_text

ExistingRevisions = Literal["accept", "reject", "keep"]
_AROUND = 6
_MARKED = re.compile(rb"<(?:\w+:)?+(?:ins|del|move(?:From|To)|cell(?:Ins|Del|Merge)|[a-z]\w+Change|(?:move|customXml)\w+RangeStart)\b")
Parts = Mapping[str, bytes]


@dataclass(frozen=True)
class Redline:
    """A Word file with tracked changes, and what could not be tracked."""

    parts: dict[str, bytes]
    findings: tuple[Finding, ...]


def redline(original: Path, revised: Path, author: str, date: str = "", prior: ExistingRevisions = "accept") -> Redline:
    """Return what leads from one Word file to another as tracked changes. Raises FileError when one is not a sound Word file.

    Tracked changes that the files have already are accepted first (`accept`) or rejected (`reject`). With `keep` they are accepted too, but
    their authors and dates stay. When nothing else was changed, the revised file is the redline as it is. Otherwise every change that the
    tracked changes of one author in the revised file explain - rejecting them in its place gives what stood there - bears the name
    of that author; what was changed with tracking off bears `author`.
    """
    old, new = safe_open(original), safe_open(revised)
    if prior == "keep" and revisions(new, str(revised)):
        return _keep(old, new, (str(original), str(revised)), author, date)
    verdict: Literal["accept", "reject"] = "reject" if prior == "reject" else "accept"
    return _compare(
        _accepted_or_rejected(old, verdict, str(original)),
        _accepted_or_rejected(new, verdict, str(revised)),
        str(original),
        str(revised),
        author,
        date,
    )


def _accepted_or_rejected(parts: Parts, verdict: Literal["accept", "reject"], file: str) -> Parts:
    """Return the parts with their tracked changes settled; those that have none, most of the time, are not even read."""
    content = [c for name, c in parts.items() if name.startswith("word/") and name.endswith(".xml")]
    marked = any(b"\0" in c[:64] or _MARKED.search(c) for c in content)  # what is in UTF-16 is read to see
    return accept_reject(parts, verdict, file=file).parts if marked else parts


def _compare(old: Parts, new: Parts, old_name: str, new_name: str, author: str, date: str) -> Redline:
    script = compare(Word(old_name, dict(old)), Word(new_name, dict(new)))
    return Redline(tracked(script, author, date), script.findings)


def _keep(old: Parts, new: Parts, names: tuple[str, str], author: str, date: str) -> Redline:
    ours = {(r.author, r.date) for r in revisions(old, names[0])}
    standing = frozenset(r.number for r in revisions(new, names[1]) if (r.author, r.date) in ours)
    old = accept_reject(old, "accept", file=names[0]).parts
    new = accept_reject(new, "accept", Selection(numbers=standing), names[1]).parts if standing else new
    back = _compare(old, accept_reject(new, "reject", file=names[1]).parts, *names, author, date)
    if not revisions(back.parts) and not back.findings:
        return Redline(dict(new), ())
    made = _compare(old, accept_reject(new, "accept", file=names[1]).parts, *names, author, date)
    parts, left = _with_their_authors(made.parts, new)
    return Redline(parts, (*made.findings, *_untracked_finding(left, author, names[1])))


def _untracked_finding(left: int, author: str, file: str) -> Iterable[Finding]:
    if left:
        what = Words(
            f"有 {left} 处修改没有带修订标记，以 {author} 的名义标注", f"{left} changes were not tracked; they are marked as by {author}"
        )
        remedy = Words("逐处核对；`drafter redline --untracked` 单独列出", "check each; `drafter redline --untracked` lists them")
        yield Finding("warning", "untracked", what, remedy, Place(file))


def _with_their_authors(made: Parts, revised: Parts) -> tuple[dict[str, bytes], int]:
    """Return a redline whose changes bear the names of those who tracked them in the revised file, and how many do not."""
    theirs = {part: read_marked_text(root) for part, root in story_parts(revised, "").items()}
    found, touched, left = changes_by_part(made), set(), 0
    ours = {story.part: _Attribution(read_marked_text(story.root), theirs.get(story.part)) for story in found}
    for _, story, change in numbered_changes(found):
        author = ours[story.part].author(change)
        if author is None:
            left += 1
            continue
        touched.add(story.part)
        for mark in change.marks:
            _set_author(mark, author)
    return {**made, **{s.part: serialised(s.root) for s in found if s.part in touched}}, left


def _set_author(mark: etree._Element, author: Author) -> None:
    space = namespace(mark)
    if mark.get(f"{space}author") is not None:
        mark.set(f"{space}author", author[0])
        if author[1]:
            mark.set(f"{space}date", author[1])
        else:
            mark.attrib.pop(f"{space}date", "")


class _Attribution:
    """The changes of a story held against the marks in a file that reads the same when all is accepted."""

    def __init__(self, ours: MarkedText, theirs: MarkedText | None) -> None:
        self.ours = ours
        self.theirs = theirs if theirs is not None and theirs.accepted == ours.accepted else None
        self._characters: dict[etree._Element, list[int]] = {}
        for number, character in enumerate(ours.characters):
            if character.mark is not None:
                self._characters.setdefault(character.mark, []).append(number)
        self._records = {record: (at, kind, said) for at, kind, said, record in ours.records}
        self._their_records = {(at, kind, said): author_of(r) for at, kind, said, r in self.theirs.records} if self.theirs else {}

    def author(self, change: Change) -> Author | None:
        """Return the one author whose marks explain all of a change, or nothing."""
        if self.theirs is None:
            return None
        characters = sorted({n for mark in change.marks for n in self._characters.get(mark, ())})
        authors = {self._author_of_characters(group) for group in _consecutive(characters)}
        authors |= {self._their_records.get(self._records[m]) for m in change.marks if m in self._records}
        return authors.pop() if len(authors) == 1 else None

    def _author_of_characters(self, characters: list[int]) -> Author | None:
        """Return the author of what happened at a run of characters: with it rejected, what stood there must be what we found.

        The same edit can be told in more than one way, so some of what was kept on either side is looked at as well.
        """
        around = [
            (left, right)
            for left in range(self._count_kept(characters[0] - 1, -1) + 1)
            for right in range(self._count_kept(characters[-1] + 1, 1) + 1)
        ]
        found = (self._author_of_stretch(characters[0] - left, characters[-1] + 1 + right) for left, right in sorted(around, key=sum))
        return next((author for author in found if author is not None), None)

    def _count_kept(self, number: int, step: int) -> int:
        """Return how many characters from one on were kept, few at most."""
        characters, count = self.ours.characters, 0
        while count < _AROUND and 0 <= number < len(characters) and characters[number].state == "kept":
            number, count = number + step, count + 1
        return count

    def _author_of_stretch(self, first: int, last: int) -> Author | None:
        assert self.theirs is not None
        theirs, mine = self.theirs, self.ours.characters[first:last]
        before = "".join(character.text for character in mine if character.state != "inserted")
        start = bisect_left(self.ours.kept, first)
        end = start + sum(character.state != "deleted" for character in mine)
        outer = (theirs.kept[start - 1] + 1 if start else 0, theirs.kept[end] if end < len(theirs.kept) else len(theirs.characters))
        inner = (theirs.kept[start], theirs.kept[end - 1] + 1) if start < end else outer
        for low, high in dict.fromkeys(((outer[0], outer[1]), (inner[0], outer[1]), (outer[0], inner[1]), inner)):
            window = theirs.characters[low:high]
            marks = {author_of(character.mark) for character in window if character.mark is not None}
            if len(marks) == 1 and "".join(character.text for character in window if character.state != "inserted") == before:
                return marks.pop()
        return None


def _consecutive(numbers: list[int]) -> list[list[int]]:
    """Return numbers in runs without gaps."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return runs
