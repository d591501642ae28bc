"""What changed outside the provisions: annexes, cover, signature page, notes; and every tracked change that stands in no provision."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby

from drafter.ooxml.names import W
from drafter.ooxml.package import Package
from drafter.ooxml.provisions import ProvisionText
from drafter.patterns import regex
from drafter.redline.comparing.diff import paired
from drafter.redline.comparing.line_matcher import LineMatcher
from drafter.redline.revisions.listed import Revision
from drafter.review.baseline import Baseline
from drafter.review.counterparty_copy import CounterpartyCopy, heading, known_titles, paragraphs
from drafter.review.items import MARGINS, OTHER, OUTSIDE, Edit, Item, Status, edit_of
from drafter.review.numbers import Renumbering
from drafter.values.typed_numbers import unnumbered

_MARGINS = frozenset({W + "hdr", W + "ftr"})
_CODE = regex(r"\{[^{}]*\}")
_CELLS = regex(r" ?\| ?|\n")
_PAGE = regex(r"[\s.…·]*\d+$")


def changes_outside_provisions(
    standard: Baseline, returned: CounterpartyCopy, numbers: Renumbering, tracked: Sequence[Revision]
) -> Iterator[Item]:
    """Yield what changed outside the provisions, by annex or part; `tracked` are the changes that stand in none."""
    left = list(tracked)
    met: set[int] = set()
    titles = known_titles(standard.content)
    before = {*_lines(returned.before.rest, titles), *_margins(returned.before.text)}
    margins = _margin_parts(returned.package)
    for title, found in groupby(edits_outside(standard, returned, numbers), lambda pair: pair[0]):
        edits = tuple(edit for _, edit in found)
        own = [r for r in left if _is_among(r, edits) or (title == MARGINS.zh and r.part in margins)]
        met.update(r.number for r in own)
        yield _item(title, edits, own, any(_untracked(edit, before) for edit in edits))
    rest = [r for r in left if r.number not in met]
    if rest:
        edits = tuple(edit_of(r.before, r.after) if r.before or r.after else edit_of("", r.text) for r in rest)
        yield _item(OTHER.zh, edits, rest, False, "low")


def _item(title: str, edits: tuple[Edit, ...], own: Sequence[Revision], untracked: bool, risk: str = "medium") -> Item:
    status: Status = "changed"
    if not any(edit.before for edit in edits):
        status = "new"
    elif not any(edit.after for edit in edits):
        status = "deleted"
    authors = tuple(dict.fromkeys(r.author for r in own if r.author))
    numbers = tuple(r.number for r in own)
    return Item("", title, status, risk, edits, authors, numbers, untracked)  # type: ignore[arg-type]


def edits_outside(standard: Baseline, returned: CounterpartyCopy, numbers: Renumbering) -> Iterator[tuple[str, Edit]]:
    """Yield what differs outside the provisions, with the annex or part that it stands in."""
    return chain(_edits(standard, returned, numbers), _edits_of_margins(standard, returned))


def _edits(standard: Baseline, returned: CounterpartyCopy, numbers: Renumbering) -> Iterator[tuple[str, Edit]]:
    """Yield the paragraphs outside the provisions that differ, with the annex or part that they stand in."""
    if standard.text is None:
        return
    astray = {line for sent in standard.sent for line in paragraphs(sent.lines)} if returned.now.by_heading else set()
    outside, titles = [p.line for p in standard.text.outside], known_titles(standard.content)
    old, new = (_lines(text, titles) for text in (outside, returned.now.rest))
    if returned.now.by_heading:  # marks are lost: what is pasted as text only has its numbers typed
        known = {*old, *astray}
        new = [unnumbered(line, known) for line in new]
    old, new = ([line for line in side if line not in astray] for side in (old, new))
    title = ""
    for kind, a, b, c, d in LineMatcher(old, new).get_opcodes():
        if kind == "equal":
            title = next((line for line in reversed(old[a:b]) if heading(line) in titles), title)
            continue
        for i, j in paired(old[a:b], new[c:d]):
            before, after = old[a + i] if i is not None else "", new[c + j] if j is not None else ""
            title = next((line for line in (before, after) if heading(line) in titles), title)
            if not numbers.same(before, after):
                yield title or OUTSIDE.zh, edit_of(before, after)


def _edits_of_margins(standard: Baseline, returned: CounterpartyCopy) -> Iterator[tuple[str, Edit]]:
    """Yield what headers and footers say otherwise than they did."""
    if standard.text is None:
        return
    old, new = _margins(standard.text), _margins(returned.now.text)
    gone, come = ([line for line in side if line not in other] for side, other in ((old, new), (new, old)))
    for i, j in paired(gone, come):
        yield MARGINS.zh, edit_of(gone[i] if i is not None else "", come[j] if j is not None else "")


def _margin_parts(package: Package) -> frozenset[str]:
    """Return the parts that are headers and footers."""
    return frozenset(part for part in package.stories() if package.root(part).tag in _MARGINS)


def _margins(text: ProvisionText) -> list[str]:
    return list(paragraphs(text.margins))


def _lines(text: Sequence[str], titles: frozenset[str]) -> list[str]:
    """Return the lines that say anything, without those of a table of contents: they follow the headings."""
    return [line for line in paragraphs(text) if not ((entry := _PAGE.sub("", line)) != line and heading(entry) in titles)]


def _is_among(revision: Revision, edits: Sequence[Edit]) -> bool:
    """Say whether the words of a change are those of an edit; a row is one change, and an edit in each of its cells."""
    before, after = (_CODE.sub("", words).strip("¶\f") for words in (revision.before, revision.after))
    if revision.kind.startswith("row-"):
        lines = {line for edit in edits for line in (edit.before, edit.after)}
        return all(cell in lines for words in (before, after) for cell in _CELLS.split(words) if cell)
    return any((before or after) and before in edit.before and after in edit.after for edit in edits)


def _untracked(edit: Edit, before: set[str]) -> bool:
    return edit.after in before if edit.after else edit.before not in before
