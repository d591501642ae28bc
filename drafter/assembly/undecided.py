"""What is missing to decide whether something stands in the contract: until it is known, both sides of a choice are printed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from drafter.assembly.fill import OpenItem
from drafter.expressions import Expression, decide
from drafter.questionnaire.situation import Situation

if TYPE_CHECKING:
    from drafter.assembly.contract import Contract


def undecided(contract: Contract) -> dict[str, OpenItem]:
    """Return the answers, by name, on which it hangs whether a printed clause, paragraph or table applies, and that are not known."""
    situation, found = contract.situation, dict[str, OpenItem]()
    for place, condition in _conditions(contract):
        for name in _missing(condition, situation):
            found.setdefault(name, OpenItem(situation.kind(name).label, place))
    return found


def answers_behind(found: Mapping[str, OpenItem], situation: Situation) -> dict[str, OpenItem]:
    """Return what is open as answers to be given: of a fact, those it waits for, so that one answer missing counts once."""
    answers: dict[str, OpenItem] = {}
    for name, item in found.items():
        fact = situation.facts.get(name)
        behind = [] if fact is None else list(_missing(fact.expr, situation))
        for one in behind or [name]:
            answers.setdefault(one, OpenItem(situation.kind(one).label, item.place) if behind else item)
    return answers


def _conditions(contract: Contract) -> Iterator[tuple[str, Expression]]:
    """Yield the conditions of what is printed, with the clause or annex it stands in."""
    for provision in contract.provisions:
        paragraphs = next(iter(provision.paragraphs.values()))
        for when in (provision.clause.head.when, *(p.item.when for p in paragraphs)):
            if when is not None:
                yield provision.clause.id, when
    for annex in contract.annexes:
        yield from ((annex.form.code, table.when) for table in annex.form.annexed if table.when is not None)


def _missing(expression: Expression, situation: Situation) -> Iterator[str]:
    """Yield the answers that are missing to decide a condition: of a fact, and of a clause asked about, what is missing for them."""
    for name in decide(expression, situation).missing:
        fact = situation.facts.get(name)
        yield from [name] if fact is None else _missing(fact.expr, situation)
    for clause in sorted(expression.clauses):
        when = situation.library.texts[clause].head.when
        if when is not None:
            yield from _missing(when, situation)
