"""Where a contract says something else than it did when it was made: word by word, then what it refers to, then how it counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from drafter.errors import DrafterError
from drafter.ooxml.numbered_lines import numbered_lines
from drafter.ooxml.package import Package
from drafter.records import dataclass
from drafter.redline.comparing.diff import paired
from drafter.review.assess import other_references, text_of
from drafter.review.baseline import Baseline
from drafter.review.counterparty_copy import CounterpartyCopy, paragraphs, read_counterparty_copy, said
from drafter.review.numbers import Renumbering, renumbering
from drafter.review.outside_provisions import edits_outside
from drafter.values.provision_numbers import with_one_nought


@dataclass(frozen=True)
class Difference:
    """A paragraph that is not as it was: its clause, or else where it stands; before and after, one of which may be nothing."""

    clause: str
    place: str
    before: str
    after: str


def differences(baseline: Baseline, package: Package) -> tuple[Difference, ...]:
    """Return where a file, its tracked changes accepted, says something else. What stands outside the provisions is looked at if `baseline` has a file.

    Raises FileError when a part is not sound.
    """
    copy = read_counterparty_copy(baseline, package)
    found = tuple(_worded(baseline, copy, Renumbering()))
    if not found:
        return tuple(_counted(baseline, copy))
    try:
        return tuple(_worded(baseline, copy, renumbering(baseline, copy)))  # references that only follow are no change
    except DrafterError:
        return found


def _worded(baseline: Baseline, copy: CounterpartyCopy, numbers: Renumbering) -> Iterator[Difference]:
    now = copy.now
    known = baseline.text.by_clause if baseline.file is not None and baseline.text is not None else {}
    for sent in baseline.sent:
        before = said([p.line for p in known[sent.clause]]) if sent.clause in known else said(sent.lines)
        after = text_of(now.provisions, sent.clause, before, sent.clause in now.by_heading)
        changed = list(_pairs(before, after, numbers)) or other_references(
            known.get(sent.clause, ()), now.text.by_clause.get(sent.clause, ())
        )
        yield from (Difference(sent.clause, "", *pair) for pair in changed)
    for clause, lines in now.provisions.items():
        if clause not in baseline.lines:
            yield from (Difference(clause, "", "", line) for line in paragraphs(lines))
    if baseline.file is not None:
        yield from (Difference("", place, edit.before, edit.after) for place, edit in edits_outside(baseline, copy, numbers))


def _pairs(before: Sequence[str], after: Sequence[str], numbers: Renumbering) -> Iterator[tuple[str, str]]:
    if numbers.all_same(before, after):
        return
    for i, j in paired(before, after):
        pair = before[i] if i is not None else "", after[j] if j is not None else ""
        if not numbers.same(*pair):
            yield pair


def _counted(baseline: Baseline, copy: CounterpartyCopy) -> Iterator[Difference]:
    """Yield the paragraphs before which another number is printed."""
    if baseline.file is None:
        return
    before, after = numbered_lines(baseline.file), numbered_lines(copy.accepted)
    for (clause, number, text), (_, now, same) in zip(before, after, strict=False):
        if with_one_nought(number) != with_one_nought(now) and text == same:
            yield Difference(clause, "", f"{number} {text}".strip(), f"{now} {text}".strip())
