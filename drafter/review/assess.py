"""The review: each provision of a returned file against what we sent, with its risk, our texts, the rules it breaks and who may approve it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from typing import Literal

from rapidfuzz.distance import Indel

from drafter.checks.rules import apply_rules, citation
from drafter.errors import Finding, error
from drafter.language import Language, Words
from drafter.library import load_library
from drafter.library.clause import Clause
from drafter.redline.pairing import paired
from drafter.redline.revisions import Revision, revisions
from drafter.redline.tokens import split
from drafter.redline.words import edits
from drafter.review.memory import Rejected, remembered
from drafter.review.returned import Returned, paragraphs
from drafter.review.standard import Sent, Standard, title_of
from drafter.review.values import NewValue, new_values

Status = Literal["unchanged", "changed", "fallback", "beyond", "deleted", "new"]
Risk = Literal["none", "low", "medium", "high"]
STATUSES: dict[Status, Words] = {
    "unchanged": Words("未改动", "unchanged"),
    "changed": Words("有改动", "changed"),
    "fallback": Words("已改为我方备选文本", "now our fallback"),
    "beyond": Words("超出底线", "beyond walk-away"),
    "deleted": Words("被删除", "deleted"),
    "new": Words("新增", "new"),
}
_CODE = re.compile(r"\{[^{}]*\}")
RISKS: dict[Risk, Words] = {
    "none": Words("无", "none"),
    "low": Words("低", "low"),
    "medium": Words("中", "medium"),
    "high": Words("高", "high"),
}
APPROVERS: dict[str, Words] = {
    "executive-group": Words("执行组", "executive group"),
    "leading-group": Words("领导组", "leading group"),
    "counsel": Words("法律顾问", "counsel"),
}


@dataclass(frozen=True)
class Edit:
    """A paragraph that changed: before and after, and the stretches of both as (kind, words); kind is same, deleted or inserted."""

    before: str
    after: str
    spans: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Item:
    """A provision reviewed."""

    clause: str
    title: str
    status: Status
    risk: Risk
    edits: tuple[Edit, ...] = ()
    authors: tuple[str, ...] = ()
    changes: tuple[int, ...] = ()  # the numbers of its tracked changes
    untracked: bool = False  # the text differs, and no change is tracked in it
    values: tuple[NewValue, ...] = ()
    findings: tuple[Finding, ...] = ()  # of rules, on the new values
    preferred: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()
    walk_away: Words | None = None
    notes: Words | None = None
    approver: str = ""
    law: tuple[Words, ...] = ()
    rejected: tuple[Rejected, ...] = ()  # edits that we rejected in a round before
    by_heading: bool = False


def review(standard: Standard, returned: Returned) -> tuple[Item, ...]:
    """Return the provisions in the order they were sent, then what is new. Raises AnswerError when the answers can no longer be read."""
    tracked = revisions(returned.parts, returned.file)
    rejected = remembered(returned.parts)
    found = [_provision(standard, returned, sent, tracked) for sent in standard.sent]
    found += _new(standard, returned)
    found = _with_rules(standard, found)
    return tuple(replace(item, rejected=tuple(r for r in rejected if r.clause == item.clause and _again(r, item))) for item in found)


def _again(rejected: Rejected, item: Item) -> bool:
    return any(e.before == rejected.before and e.after == rejected.after for e in item.edits)


def _provision(standard: Standard, returned: Returned, sent: Sent, tracked: Sequence[Revision]) -> Item:
    before = list(paragraphs(sent.lines))
    own = [r for r in tracked if sent.clause in (r.clause, r.moved_from) or _takes_away(r, before)]
    item = replace(
        _common(sent.clause),
        authors=tuple(dict.fromkeys(r.author for r in own if r.author)),
        changes=tuple(r.number for r in own),
        by_heading=sent.clause in returned.by_heading,
        title=sent.title,
    )
    if not any(paragraphs(returned.provisions.get(sent.clause, ()))):
        gone = tuple(Edit(line, "", (("deleted", line),)) for line in before)
        return replace(_with_texts(standard, item), status="deleted", edits=gone)
    after = list(paragraphs(returned.provisions[sent.clause]))
    if sent.clause in returned.by_heading:  # a heading that lost its tag may carry its number as text
        after[0] = before[0]
    if before == after:
        return item
    pairs = [(before[i] if i is not None else "", after[j] if j is not None else "") for i, j in paired(before, after)]
    changed = [(b, a) for b, a in pairs if b != a]
    values = new_values(standard, sent.clause, [b for b, _ in changed], [a for _, a in changed])
    item = _with_texts(standard, item)
    status: Status = "fallback" if after == list(paragraphs(item.fallback)) else "changed"
    return replace(item, status=status, edits=tuple(_edit(b, a) for b, a in changed), values=values, untracked=not own)


def _with_texts(standard: Standard, item: Item) -> Item:
    return replace(item, preferred=standard.text(item.clause, "preferred"), fallback=standard.text(item.clause, "fallback"))


def _takes_away(revision: Revision, lines: Sequence[str]) -> bool:
    """Say whether a change takes a whole paragraph of a provision away; its control may have gone with it."""
    said = " ".join(_CODE.sub("", revision.before.strip("¶")).split())
    return revision.kind == "deletion" and len(said) > 3 and any(Indel.normalized_similarity(said, line) > 0.8 for line in lines)


def _edit(before: str, after: str) -> Edit:
    old, new = split(before), split(after)
    spans: list[tuple[str, str]] = []
    at = 0
    for a, b, c, d in edits(old, new):
        spans += [("same", "".join(old[at:a])), ("deleted", "".join(old[a:b])), ("inserted", "".join(new[c:d]))]
        at = b
    spans.append(("same", "".join(old[at:])))
    return Edit(before, after, tuple(s for s in spans if s[1]))


def _common(clause: str) -> Item:
    """Return what the library says of a clause, whatever became of it."""
    found = load_library().clauses.get(clause)
    if found is None:
        return Item(clause, clause, "unchanged", "none")
    head = found.head
    law = tuple(citation(key, load_library()) for key in head.law)
    return Item(clause, head.title.zh, "unchanged", "none", walk_away=head.walk_away, notes=head.notes, approver=head.approver, law=law)


def _new(standard: Standard, returned: Returned) -> Iterator[Item]:
    """Yield provisions that we did not send: tagged ones of ours, and lines outside all provisions that were not in what we sent."""
    sent = {s.clause for s in standard.sent}
    for clause, lines in returned.provisions.items():
        if clause not in sent:
            added = tuple(Edit("", line, (("inserted", line),)) for line in paragraphs(lines))
            yield replace(_common(clause), status="new", edits=added)
    known = _outside(standard)
    for fresh, group in groupby(paragraphs(returned.rest), lambda line: line not in known):
        if fresh:
            text = tuple(group)
            yield Item("", text[0][:60], "new", "medium", tuple(Edit("", line, (("inserted", line),)) for line in text))


def _outside(standard: Standard) -> set[str]:
    """Return every line that our file has outside its provisions, and the lines of the provisions, which may have lost their tags."""
    from drafter.drafting import draft_shipped
    from drafter.readers.docx import read_text
    from drafter.writers.docx.archive import safe_parts
    from drafter.writers.docx.write import docx_bytes

    provenance = standard.provenance
    parts = safe_parts(docx_bytes(draft_shipped(standard.answers, provenance.edition, False), None), "standard")  # type: ignore[arg-type]
    found = set(paragraphs(read_text(parts, "standard").outside))
    return found | {line for sent in standard.sent for line in paragraphs(sent.lines)}


def _with_rules(standard: Standard, items: Sequence[Item]) -> list[Item]:
    """Return the items with the rules that their new values break, and the risk of each."""
    changed = {v.name: v.value for item in items for v in item.values}
    known = {(f.code, f.what.zh) for f in apply_rules(standard.situation())} if changed else set()
    fresh = [f for f in apply_rules(standard.situation(changed)) if (f.code, f.what.zh) not in known] if changed else []
    rules = load_library().rules
    done = []
    for item in items:
        names = {v.name for v in item.values}
        own = tuple(f for f in fresh if f.code in rules and names & set(rules[f.code].when.names))
        own += tuple(_out_of_range(v) for v in item.values if not v.within and not any(f.severity == "error" for f in own))
        status: Status = "beyond" if item.status == "changed" and any(f.severity == "error" for f in own) else item.status
        item = replace(item, status=status, findings=own)
        done.append(replace(item, risk=_risk(standard, item)))
    return done


def _out_of_range(value: NewValue) -> Finding:
    zh, en = f"{value.label.zh}{value.after}超出条款库允许的范围", f"{value.label.en} of {value.after} lies outside what the library allows"
    return error("range", zh, en)


def _risk(standard: Standard, item: Item) -> Risk:
    """Return the risk: by what was done, to which kind of clause, whether a key paragraph was touched, and what the rules say."""
    clause = load_library().clauses.get(item.clause)
    if item.status == "unchanged":
        return "none"
    if clause is None or item.status == "new":
        return "medium"
    if item.status == "fallback":
        return "low"
    severe = item.status == "beyond" or any(f.severity == "error" for f in item.findings)
    mandatory = clause.head.need == "mandatory"
    if severe or (item.status == "deleted" and mandatory):
        return "high"
    if item.findings or _touches_key(standard, clause, item) or item.status == "deleted":
        return "medium" if not (mandatory and item.status == "deleted") else "high"
    return "medium" if mandatory and item.untracked else "low"


def _touches_key(standard: Standard, clause: Clause, item: Item) -> bool:
    provision = standard.provisions.get(clause.id)
    if provision is None:
        return False
    key = {" ".join("".join(i.text for i in p.inlines).split()) for ps in provision.paragraphs.values() for p in ps if p.item.key}
    return any(edit.before in key for edit in item.edits)


def heading_of(item: Item, language: Language) -> str:
    """Return how an item is called in a language."""
    return title_of(item.clause)[language] if item.clause else item.title
