"""What a change weighs: by what was done to which clause, by what the rules say of new values, and by its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from drafter.library.clause import Clause
from drafter.review.baseline import Baseline
from drafter.review.items import OTHER, Item, Risk, worst
from drafter.review.signs import Hit, signs_in


def weighed(standard: Baseline, item: Item) -> Item:
    """Return an item with its risk and with what its words come near to."""
    hits = _signs(standard, item)
    return replace(item, risk=worst((_risk(standard, item), *(hit.risk for hit in hits))), signs=tuple(hit.finding for hit in hits))


def _signs(standard: Baseline, item: Item) -> Iterable[Hit]:
    """Return the signs in the words of the other side; what is whole clauses of ours, come or gone, is weighed as such."""
    ours = item.status == "fallback" or item.replied or (item.clause and item.status in ("new", "deleted"))
    signs = standard.content.library.signs
    if ours or signs is None or item.status == "unchanged":
        return ()
    hits = signs_in(item.edits, signs)
    # changes of fields stand there without their sentences: a number of theirs is a reference or a page
    return [hit for hit in hits if item.title != OTHER.zh or item.clause or not hit.finding.code.startswith("number")]


def _risk(standard: Baseline, item: Item) -> Risk:
    """Return the risk by what was done, to which kind of clause, whether a key paragraph was touched, and what the rules say."""
    clause = standard.content.library.clauses.get(item.clause)
    if item.status == "unchanged":
        return "none"
    if clause is None or item.status == "new":
        return item.risk if item.risk != "none" else "medium"
    if item.status == "fallback" or item.replied:
        return "low"
    mandatory = clause.head.need == "mandatory"
    if item.status == "deleted":
        return "high" if mandatory or _is_severe(item) else "medium"
    if _is_severe(item):
        return "high"
    return "medium" if item.findings or (mandatory and item.untracked) or _touches_key(standard, clause, item) else "low"


def _is_severe(item: Item) -> bool:
    return item.status == "beyond" or any(finding.severity == "error" for finding in item.findings)


def _touches_key(standard: Baseline, clause: Clause, item: Item) -> bool:
    """Say whether a key paragraph was changed, or one was put in right below it."""
    provision = standard.provisions.get(clause.id)
    if provision is None:
        return False
    key = {" ".join("".join(i.text for i in p.inlines).split()) for ps in provision.paragraphs.values() for p in ps if p.item.key}
    return any(edit.before in key or edit.below in key for edit in item.edits)
