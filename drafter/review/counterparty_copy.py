"""What came back: every provision of a returned file by its tag or, where tags were lost, by its heading; and what is in none."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

from rapidfuzz.distance import Indel

from drafter.content import Content
from drafter.ooxml.package import Package
from drafter.ooxml.provisions import ProvisionText, read_provisions
from drafter.ooxml.text import Paragraph
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.redline.revisions.accept_reject import Selection, accept_reject
from drafter.redline.revisions.listed import ChangedPart, Revision, as_revisions, changes_by_part
from drafter.review.baseline import Baseline
from drafter.review.memory import our_authors
from drafter.values.provision_numbers import numbered
from drafter.values.typed_numbers import OF_HEADING

_CHAPTER = regex(rf"^\s*(?:{numbered('章')}|Chapter\s)", re.IGNORECASE)
# of a text that is that of a clause, however much it was changed: titles stand in lists and tables too, and any two English texts share letters
_ALIKE = {"zh": 0.3, "en": 0.6}


@dataclass(frozen=True)
class Reading:
    """What a file says: its provisions by clause, those of them that were found without their tag, and what is in none."""

    text: ProvisionText
    provisions: dict[str, tuple[str, ...]]
    by_heading: frozenset[str]
    rest: tuple[str, ...]


@dataclass(frozen=True)
class CounterpartyCopy:
    """A returned file as it came and with all changes accepted, its provisions by clause, the rest in order, and the tracked changes in it."""

    package: Package
    accepted: Package
    now: Reading
    before: Reading  # as it was before the other side's tracked changes
    tracked: tuple[Revision, ...]


def read_counterparty_copy(standard: Baseline, package: Package, lost: bool = False) -> CounterpartyCopy:
    """Return what came back of the provisions that were sent, by clause. Raises FileError when the file is not sound.

    `lost` says that the file came without our marks, and has those in it from a comparison with what was sent: it may be text only.
    """
    tracked = changes_by_part(package)
    accepted = accept_reject(package, "accept", found=tracked)
    now = _read(standard, accepted.package, lost)
    before = _read(standard, _without_theirs(package, tracked), lost) if accepted.changes else now
    return CounterpartyCopy(package, accepted.package, now, before, as_revisions(tracked))


def _without_theirs(package: Package, tracked: tuple[ChangedPart, ...]) -> Package:
    """Return a file with the other side's changes rejected; ours of the last round stand."""
    ours = frozenset(our_authors(package))
    if not ours:
        return accept_reject(package, "reject", found=tracked).package
    return accept_reject(accept_reject(package, "accept", Selection(authors=ours), tracked).package, "reject").package


def _read(standard: Baseline, package: Package, lost: bool = False) -> Reading:
    text, sent = read_provisions(package), standard.lines
    tagged = {clause: _lines(paragraphs, sent.get(clause, ())) for clause, paragraphs in text.by_clause.items()}
    wanted = {heading(lines[0]): clause for clause, lines in sent.items() if clause not in tagged}
    found = {clause: tuple(lines) for clause, lines in _split_off(tagged, wanted)}
    provisions = {clause: tuple(lines) for clause, lines in tagged.items()}
    rest: list[str] = []
    segments = list(_under_headings([p.line for p in text.outside], wanted, known_titles(standard.content)))
    best = _best(segments, {c: lines for c, lines in sent.items() if c not in found})
    for number, (clause, lines) in enumerate(segments):
        end = _end(lines, sent[clause]) if best.get(clause) == number else 0
        if end:
            found[clause] = tuple(lines[:end])
        rest += lines[end:]
    return Reading(text, {**provisions, **found}, frozenset((*found, *provisions) if lost else found), tuple(rest))


def _lines(paragraphs: Iterable[Paragraph], sent: Sequence[str]) -> list[str]:
    """Return the lines of a provision: a paragraph is one, but where breaks part what was sent as lines of its own."""
    known = set(sent)
    parted = ((p.line, p.line.split("\n")) for p in paragraphs)
    return [line for whole, lines in parted for line in (lines if known.issuperset(lines) else [whole])]


def bare_provisions(standard: Baseline, package: Package) -> dict[str, tuple[str, ...]]:
    """Return the text of the provisions that stand in a file without a control of their own, by clause."""
    found = _read(standard, package)
    return {clause: found.provisions[clause] for clause in found.by_heading}


def drafted_texts(package: Package, sent: Mapping[str, Sequence[str]]) -> dict[str, tuple[str, ...]]:
    """Return the paragraphs of the tagged provisions of a file, white space settled, by clause."""
    tagged = read_provisions(package).by_clause
    found = {clause: said(_lines(paragraphs, sent.get(clause, ()))) for clause, paragraphs in tagged.items()}
    return {clause: lines for clause, lines in found.items() if lines}


def _end(lines: Sequence[str], sent: Sequence[str]) -> int:
    """Return where a provision without a control ends: after the last line that is like one of those we sent."""
    return 1 + max(n for n, line in enumerate(lines) if not n or any(_likeness(line, other) > 0.5 for other in sent))


def _split_off(tagged: Mapping[str, list[str]], wanted: Mapping[str, str]) -> Iterator[tuple[str, list[str]]]:
    """Take out of provisions what stands in them under the heading of another that has lost its own control, and yield it."""
    for lines in tagged.values():
        starts = [n for n, line in enumerate(lines) if n and heading(line) in wanted]
        for start, end in zip(starts, [*starts[1:], len(lines)], strict=False):
            yield wanted[heading(lines[start])], lines[start:end]
        if starts:
            del lines[starts[0] :]


def _best(segments: Sequence[tuple[str, list[str]]], sent: Mapping[str, Sequence[str]]) -> dict[str, int]:
    """Return which segment is a provision that was sent, by clause: the one most like it, if that is like it at all."""
    best: dict[str, tuple[float, int]] = {}
    for number, (clause, lines) in enumerate(segments):
        likeness = _likeness(lines, sent[clause]) if clause in sent else 0.0
        if likeness >= max(_ALIKE[_language(lines)], best.get(clause, (0.0, 0))[0]):
            best[clause] = (likeness, number)
    return {clause: number for clause, (_, number) in best.items()}


def _under_headings(lines: Sequence[str], wanted: Mapping[str, str], every: frozenset[str]) -> Iterator[tuple[str, list[str]]]:
    """Yield all lines in order: those under the heading of a wanted provision with its clause, wherever it occurs, others with none."""
    clause: str = ""
    here: list[str] = []
    for line in lines:
        title = heading(line)
        if title in wanted or ((title in every or _CHAPTER.match(line)) and clause):
            if here:
                yield clause, here
            clause, here = wanted.get(title, ""), [line.strip()]
        else:
            here.append(line)
    if here:
        yield clause, here


@cache
def known_titles(content: Content) -> frozenset[str]:
    """Return the titles of clauses, chapters and annexes, as `heading` gives them."""
    titles = (
        [c.head.title for c in content.library.clauses.values()]
        + [c.title for c in content.agreement().chapters]
        + [f.title for f in content.forms.values()]
    )
    return frozenset(heading(title) for words in titles for title in (words.zh, words.en, f"{words.zh} {words.en}"))


def _likeness(lines: Sequence[str], sent: Sequence[str]) -> float:
    return float(Indel.normalized_similarity("".join(lines), "".join(sent)))


def _language(lines: Sequence[str]) -> str:
    said = "".join(lines)
    return "zh" if sum("\u4e00" <= c <= "\u9fff" for c in said) * 2 > sum(c.isascii() and c.isalpha() for c in said) else "en"


def heading(line: str) -> str:
    """Return a heading without its number, in lower case."""
    return OF_HEADING.sub("", line).strip().casefold()


def said(provision: Sequence[str]) -> tuple[str, ...]:
    """Return the paragraphs of a provision that say anything, white space settled."""
    return tuple(paragraphs(provision))


def paragraphs(provision: Sequence[str]) -> Iterator[str]:
    """Yield the paragraphs of a provision that say anything, white space settled."""
    return (text for line in provision if (text := " ".join(line.split())))
