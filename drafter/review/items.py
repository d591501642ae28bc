"""What a review finds: an item for every provision, and for what changed outside them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Literal

from rapidfuzz.distance import Indel

from drafter.errors import Finding
from drafter.language import Language, Words
from drafter.records import dataclass
from drafter.redline.comparing.tokens import tokenize
from drafter.redline.comparing.words import word_edits
from drafter.redline.revisions.told import sides_told
from drafter.review.memory import Rejected
from drafter.review.values import NewValue

_LONG, _ALIKE = 8, 0.8  # characters of a paragraph that can be told to have moved, and how alike it is in both places

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

OUTSIDE = Words("条款之外", "Outside the clauses")
MARGINS = Words("页眉和页脚", "Headers and footers")
OTHER = Words("其他修订（页眉页脚、格式、域等）", "Other tracked changes (headers, formats, fields)")


@dataclass(frozen=True)
class Edit:
    """A paragraph that changed: before and after, and the stretches of both as (kind, words); kind is same, deleted or inserted."""

    before: str
    after: str
    spans: tuple[tuple[str, str], ...]
    below: str = ""  # of one that was put in: the paragraph of ours above it
    moved: bool = False  # it stands in another place than before


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
    untracked: bool = False  # its text differs from what we last sent by more than is tracked
    last: tuple[str, ...] = ()  # its paragraphs as we last sent them
    replied: int = 0  # the round of ours in which it got the text that it has
    values: tuple[NewValue, ...] = ()
    findings: tuple[Finding, ...] = ()  # of rules, on the new values
    signs: tuple[Finding, ...] = ()  # in the words of the change
    preferred: tuple[str, ...] = ()
    fallback: tuple[str, ...] = ()
    walk_away: Words | None = None
    notes: Words | None = None
    approver: str = ""
    law: tuple[Words, ...] = ()
    rejected: tuple[Rejected, ...] = ()  # edits that we rejected in a round before
    by_heading: bool = False
    label: Words | None = None  # the title of the clause in the library


def with_moves(edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Return edits in which a paragraph that was taken out in one place and put in at another, edited or not, is one that moved."""
    left = [edit for edit in edits if edit.before and not edit.after]
    found: dict[Edit, Edit] = {}
    for edit in edits:
        gone = next((other for other in left if not edit.before and _moved(other.before, edit.after)), None)
        if gone is not None:
            left.remove(gone)
            found |= {gone: gone, edit: replace(edit_of(gone.before, edit.after), moved=True)}
    taken = {edit for edit, other in found.items() if edit is other}
    return tuple(found.get(edit, edit) for edit in edits if edit not in taken)


def _moved(before: str, after: str) -> bool:
    return len(before) >= _LONG and Indel.normalized_similarity(before, after) >= _ALIKE


def worst(risks: Iterable[Risk]) -> Risk:
    """Return the highest of risks."""
    return max(risks, key=list(RISKS).index)


def edit_of(before: str, after: str) -> Edit:
    """Return a paragraph that changed, with its stretches."""
    old, new = tokenize(before), tokenize(after)
    spans: list[tuple[str, str]] = []
    at = 0
    for a, b, c, d in word_edits(old, new):
        spans += [("same", "".join(old[at:a])), ("deleted", "".join(old[a:b])), ("inserted", "".join(new[c:d]))]
        at = b
    spans.append(("same", "".join(old[at:])))
    return Edit(before, after, tuple(s for s in spans if s[1]))


def heading_of(item: Item, language: Language) -> str:
    """Return how an item is called in a language."""
    if item.clause:
        return item.label[language] if item.label is not None else item.clause
    return next((words[language] for words in (OUTSIDE, MARGINS, OTHER) if words.zh == item.title), item.title)


def told(items: Iterable[Item], language: Language) -> list[Item]:
    """Return the items that are not as we sent them, the riskiest first, with notes, pictures and fields in a person's words."""
    return [replace(item, edits=tuple(_told(edit, language) for edit in item.edits)) for item in touched(items)]


def _told(edit: Edit, language: Language) -> Edit:
    before, after = sides_told(edit.before, edit.after, language)
    return edit if (before, after) == (edit.before, edit.after) else replace(edit_of(before, after), below=edit.below, moved=edit.moved)


def touched(items: Iterable[Item]) -> list[Item]:
    """Return the items that are not as we sent them, the riskiest first."""
    order = {"high": 0, "medium": 1, "low": 2, "none": 3}
    return sorted((i for i in items if i.status != "unchanged"), key=lambda i: order[i.risk])
