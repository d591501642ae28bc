"""Text that was changed with tracking off: with the other side's tracked changes rejected, what was returned must read as what was sent."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import zip_longest

from drafter.ooxml.package import Package
from drafter.ooxml.text import read_paragraphs, squeezed
from drafter.records import dataclass
from drafter.redline.comparing.diff import paired
from drafter.redline.revisions.accept_reject import Selection, Verdict, accept_reject
from drafter.redline.revisions.listed import revisions

_VERDICTS: tuple[Verdict, ...] = ("accept", "reject")
_STORIES = ("body", "notes", "headers", "footers")


@dataclass(frozen=True, slots=True)
class Untracked:
    """One paragraph that reads differently though no tracked change says so; `before` or `after` is empty when it came or went.

    `story` is body, notes, headers or footers. `field` says that only the result of a field differs (a page number, a reference), as
    when Word has brought it up to date.
    """

    story: str
    clause: str
    before: str
    after: str
    field: bool = False


@dataclass(frozen=True, slots=True)
class TextLine:
    """A paragraph that is read, white space settled: the story and clause it stands in, its text, and its text with codes for fields."""

    story: str
    clause: str
    text: str
    code: str


def untracked(sent: Package, returned: Package) -> tuple[Untracked, ...]:
    """Return what was changed in a returned file with tracking off. Raises FileError when a part is not sound XML.

    Tracked changes in what was sent are ours, and may still stand. Both files are compared with them accepted and with them rejected,
    so that it shows when one of them was settled on the quiet.
    """
    ours = {(r.author, r.date) for r in revisions(sent)}
    theirs = frozenset(r.number for r in revisions(returned) if (r.author, r.date) not in ours)
    back = accept_reject(returned, "reject", Selection(numbers=theirs)).package if theirs else returned
    found: dict[Untracked, None] = {}
    for verdict in _VERDICTS if ours else _VERDICTS[:1]:
        before, after = (text_lines(accept_reject(package, verdict).package) for package in (sent, back))
        for story in _STORIES:
            found.update(dict.fromkeys(_differences(before[story], after[story])))
    return tuple(found)


def text_lines(package: Package) -> dict[str, list[list[TextLine]]]:
    """Return the lines of a document by story: of its body, of its notes in the order of their references, of each header and footer."""
    stories: dict[str, dict[str, list[TextLine]]] = {story: {} for story in _STORIES}
    for p in read_paragraphs(package):
        part = p.part if p.story in ("headers", "footers") else ""
        stories[p.story].setdefault(part, []).append(TextLine(p.story, p.clause, squeezed(p.text), squeezed(p.code)))
    return {story: list(parts.values()) for story, parts in stories.items()}


def _differences(before: list[list[TextLine]], after: list[list[TextLine]]) -> Iterator[Untracked]:
    """Yield what differs in a story; headers and footers are many, may be renamed, and count once each however often they stand."""
    one, other = (dict.fromkeys(tuple(lines) for lines in parts) for parts in (before, after))
    for lines, changed in zip_longest((p for p in one if p not in other), (p for p in other if p not in one), fillvalue=()):
        for written in (True, False):  # what is nothing but the result of a field, as are the lines of a table of contents, apart
            yield from _changed_lines(*([line for line in side if bool(line.code) is written] for side in (lines, changed)))


def _changed_lines(before: list[TextLine], after: list[TextLine]) -> Iterator[Untracked]:
    for here, there in paired([line.code for line in before], [line.code for line in after]):
        found = _untracked_change(None if here is None else before[here], None if there is None else after[there])
        if found is not None:
            yield found


def _untracked_change(before: TextLine | None, after: TextLine | None) -> Untracked | None:
    """Return how two lines in the same place differ, or nothing."""
    where = after or before
    assert where is not None
    texts = [line.text if line else "" for line in (before, after)]
    codes = [line.code if line else "" for line in (before, after)]
    if texts[0] == texts[1] and codes[0] == codes[1]:
        return None
    shown = codes if texts[0] == texts[1] else texts
    return Untracked(where.story, where.clause, shown[0], shown[1], codes[0] == codes[1])
