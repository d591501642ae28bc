"""The review: each provision of a returned file against what we sent, with its risk, our texts, the rules it breaks and who may approve it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Indel

from drafter.errors import Finding
from drafter.library import Library
from drafter.library.citation import citation
from drafter.ooxml.text import Paragraph, squeezed
from drafter.patterns import regex
from drafter.redline.comparing.diff import paired
from drafter.redline.revisions.listed import Revision
from drafter.review.baseline import Baseline, SentProvision
from drafter.review.counterparty_copy import CounterpartyCopy, heading, paragraphs, said
from drafter.review.items import Edit, Item, Status, edit_of, with_moves
from drafter.review.memory import Rejected, Replied, remembered, replied
from drafter.review.numbers import Renumbering, renumbering
from drafter.review.outside_provisions import changes_outside_provisions
from drafter.review.values import NewValue, new_values, out_of_range, unclear
from drafter.review.weight import weighed
from drafter.rules.apply import apply_rules
from drafter.values.provision_numbers import POINTS, numbered
from drafter.values.typed_numbers import without_typed_number

_REFERENCE = regex(rf"第{POINTS}[条款项]|{numbered('条款项')}|附件[A-Z]|Clauses? {POINTS}|Annex [A-Z]")
_CODE = regex(r"\{[^{}]*\}")


def review(standard: Baseline, returned: CounterpartyCopy) -> tuple[Item, ...]:
    """Return the provisions in the order they were sent, then what is new. Raises AnswerError when the answers can no longer be read."""
    tracked = returned.tracked
    rejected = remembered(returned.package)
    replies, numbers = replied(returned.package), renumbering(standard, returned)
    owned = _owned(standard, returned, tracked)
    found = [_provision(standard, returned, sent, owned.get(sent.clause, ()), replies, numbers) for sent in standard.sent]
    found += _new(standard, returned, tracked)
    met = {n for item in found for n in item.changes}
    found += changes_outside_provisions(standard, returned, numbers, [r for r in tracked if r.number not in met])
    found = _with_rules(standard, found)
    return tuple(replace(item, rejected=tuple(r for r in rejected if r.clause == item.clause and _again(r, item))) for item in found)


def _again(rejected: Rejected, item: Item) -> bool:
    return any(e.before == rejected.before and e.after == rejected.after for e in item.edits)


def _provision(
    standard: Baseline, returned: CounterpartyCopy, sent: SentProvision, own: Sequence[Revision], replies: Mapping[str, Replied], numbers: Renumbering
) -> Item:  # fmt: skip
    before = said(sent.lines)
    reply = replies.get(sent.clause)
    item = replace(
        _common(sent.clause, standard.content.library),
        by_heading=sent.clause in returned.now.by_heading,
        title=sent.title,
        last=said(reply.text.split("\n")) if reply else before,
    )
    after = text_of(returned.now.provisions, sent.clause, before, item.by_heading)
    if numbers.all_same(before, after):
        return _as_drafted(standard, returned, item, own, numbers)
    settled = reply.round if reply and numbers.all_same(item.last, after) else 0
    untracked = not settled and not numbers.all_same(
        item.last, text_of(returned.before.provisions, sent.clause, item.last, item.by_heading)
    )
    item = replace(_changed_by(_with_texts(standard, item), own), untracked=untracked, replied=settled)
    if not after:
        gone = tuple(Edit(line, "", (("deleted", line),)) for line in before)
        return replace(item, status="deleted", edits=gone)
    pairs = [(before[i] if i is not None else "", after[j] if j is not None else "") for i, j in paired(before, after)]
    changed = [(b, a) for b, a in pairs if not numbers.same(b, a)]
    values = new_values(standard, sent.clause, [b for b, _ in changed], [a for _, a in changed])
    status: Status = "fallback" if _numberless(after) == _numberless(said(item.fallback)) else "changed"
    edits = tuple(replace(edit_of(_nearer(b, a, numbers), a), below=_above(pairs, (b, a))) for b, a in changed)
    return replace(item, status=status, edits=with_moves(edits), values=values)


def _above(pairs: Sequence[tuple[str, str]], added: tuple[str, str]) -> str:
    """Return the paragraph of ours below which one was put in; nothing for one that was changed."""
    above = [before for before, _ in pairs[: pairs.index(added)] if before]
    return above[-1] if above and not added[0] else ""


def _as_drafted(standard: Baseline, returned: CounterpartyCopy, item: Item, own: Sequence[Revision], numbers: Renumbering) -> Item:
    """Return a provision that reads as it was drafted: changed all the same where we sent it otherwise, or where its fields and links refer elsewhere."""
    sent, now, before = (
        side.by_clause.get(item.clause, ()) if side else () for side in (standard.text, returned.now.text, returned.before.text)
    )
    as_sent = standard.file is not None and item.last == said(standard.lines[item.clause]) and not item.by_heading
    changed = _other_words(sent, now, numbers) if as_sent else []
    changed = changed or other_references(sent, now)
    if not changed:
        return item
    edits = tuple(edit_of(*pair) for pair in changed)
    untracked = bool(_other_words(sent, before, numbers) or other_references(sent, before))
    return replace(_changed_by(_with_texts(standard, item), own), status="changed", edits=edits, untracked=untracked)


def _other_words(sent: Sequence[Paragraph], now: Sequence[Paragraph], numbers: Renumbering) -> list[tuple[str, str]]:
    """Return the paragraphs that read otherwise than we sent them."""
    old, new = (said([p.line for p in side]) for side in (sent, now))
    pairs = ((old[i] if i is not None else "", new[j] if j is not None else "") for i, j in paired(old, new))
    return [(before, after) for before, after in pairs if not numbers.same(before, after)]


def other_references(sent: Sequence[Paragraph], now: Sequence[Paragraph]) -> list[tuple[str, str]]:
    """Return paragraphs that read the same and refer otherwise, with codes; none where what was sent is not known to the letter."""
    if [p.text for p in sent] != [p.text for p in now]:
        return []
    return [(one.code, other.code) for one, other in zip(sent, now, strict=True) if squeezed(one.code) != squeezed(other.code)]


def _changed_by(item: Item, own: Sequence[Revision]) -> Item:
    authors = tuple(dict.fromkeys(r.author for r in own if r.author))
    return replace(item, authors=authors, changes=tuple(r.number for r in own))


def _nearer(before: str, after: str, numbers: Renumbering) -> str:
    """Return a paragraph as it was, its references renumbered where that is nearer to what it is now."""
    moved = numbers.of(before)
    return moved if moved != before and Indel.similarity(moved, after) > Indel.similarity(before, after) else before


def _numberless(lines: Sequence[str]) -> list[str]:
    """Return paragraphs without the numbers of what they refer to: these follow from what else stands in the contract."""
    return [_REFERENCE.sub("#", line) for line in lines]


def text_of(found: Mapping[str, Sequence[str]], clause: str, before: tuple[str, ...], by_heading: bool) -> tuple[str, ...]:
    """Return the paragraphs of a provision; where it lost its tag, numbers may stand there as text, which do not count."""
    lines = said(found.get(clause, ()))
    if by_heading and lines and before and heading(lines[0]) == heading(before[0]):
        return (before[0], *(without_typed_number(line, before) for line in lines[1:]))
    return lines


def _owned(standard: Baseline, returned: CounterpartyCopy, tracked: Sequence[Revision]) -> dict[str, list[Revision]]:
    """Return the tracked changes in each provision: those in its control, on it, under its heading, and those that take a provision away with its control."""
    lost = {s.clause: said(s.lines) for s in standard.sent if not said(returned.now.provisions.get(s.clause, ()))}
    titles = {s.title: s.clause for s in standard.sent}
    headings = {heading(s.lines[0]): s for s in standard.sent if s.clause in returned.now.by_heading and s.lines}
    found: dict[str, list[Revision]] = {}
    for revision in tracked:
        clause = next((c for c, lines in lost.items() if revision.clause != c and _takes_away(revision, lines)), revision.clause)
        if revision.kind.startswith("control-") and not clause:
            clause = titles.get(revision.text, "")
        unmarked = headings.get(heading(clause))
        if unmarked is not None and _stands_in(revision, unmarked.lines, returned.now.provisions[unmarked.clause]):
            clause = unmarked.clause
        for owner in dict.fromkeys((clause, revision.moved_from)):
            found.setdefault(owner, []).append(revision)
    return found


def _with_texts(standard: Baseline, item: Item) -> Item:
    return replace(item, preferred=standard.text_at(item.clause, "preferred"), fallback=standard.text_at(item.clause, "fallback"))


def _stands_in(revision: Revision, before: Sequence[str], after: Sequence[str]) -> bool:
    """Say whether the words of a change are those of a provision before and after it."""
    return revision.before.strip("¶") in "\n".join(before) and revision.after.strip("¶") in "\n".join(after)


def _takes_away(revision: Revision, lines: Sequence[str]) -> bool:
    """Say whether a change takes a whole paragraph of a provision away; its control may have gone with it."""
    said = " ".join(_CODE.sub("", revision.before.strip("¶\f")).split())
    return revision.kind == "deletion" and len(said) > 3 and any(Indel.normalized_similarity(said, line) > 0.8 for line in lines)


def _common(clause: str, library: Library) -> Item:
    """Return what the library says of a clause, whatever became of it."""
    found = library.clauses.get(clause)
    if found is None:
        return Item(clause, clause, "unchanged", "none")
    head = found.head
    law = tuple(citation(key, library, confirm=True) for key in head.law)
    item = Item(clause, head.title.zh, "unchanged", "none", label=head.title)
    return replace(item, walk_away=head.walk_away, notes=head.notes, approver=head.approver, law=law)


def _new(standard: Baseline, returned: CounterpartyCopy, tracked: Sequence[Revision]) -> Iterator[Item]:
    """Yield the provisions of our library that we did not send."""
    sent = {s.clause for s in standard.sent}
    for clause, lines in returned.now.provisions.items():
        if clause not in sent:
            own = [r for r in tracked if r.clause == clause]
            added = tuple(edit_of("", line) for line in paragraphs(lines))
            authors = tuple(dict.fromkeys(r.author for r in own if r.author))
            untracked = clause in returned.before.provisions
            numbers = tuple(r.number for r in own)
            yield replace(
                _common(clause, standard.content.library), status="new", edits=added, authors=authors, changes=numbers, untracked=untracked
            )


def _with_rules(standard: Baseline, items: Sequence[Item]) -> list[Item]:
    """Return the items with the rules that their new values break, and the risk of each."""
    fresh = _broken_rules(standard, [value for item in items for value in item.values])
    library = standard.content.library
    done = []
    for item in items:
        names = {v.name for v in item.values}
        own = tuple(f for f in fresh if f.code in library.rules and names & set(library.rules[f.code].when.names))
        own += tuple(out_of_range(v, library) for v in item.values if not v.within and not any(f.severity == "error" for f in own))
        own += tuple(unclear(v) for v in item.values if v.value is None)
        status: Status = "beyond" if item.status == "changed" and any(f.severity == "error" for f in own) else item.status
        done.append(weighed(standard, replace(item, status=status, findings=own)))
    return done


def _broken_rules(standard: Baseline, values: Sequence[NewValue]) -> list[Finding]:
    """Return what rules say of new values, and did not say before; of an unclear one, by each of its numbers in turn."""
    if not values:
        return []
    changed = {v.name: v.value for v in values if v.value is not None}
    read = [changed, *({**changed, v.name: reading} for v in values for reading in v.readings)]
    known = {(f.code, f.what.zh) for f in apply_rules(standard.contract.situation)}
    found = (f for answers in read for f in apply_rules(standard.situation(answers)) if (f.code, f.what.zh) not in known)
    return list({(f.code, f.what.zh): f for f in found}.values())
