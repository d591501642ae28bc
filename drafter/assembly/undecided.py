"""What is missing to decide whether something stands in the contract: until it is known, both sides of a choice are printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from drafter.assembly.fill import OpenItem
from drafter.expressions import Expression, decide, is_unknown
from drafter.questionnaire.computed import COMPUTED
from drafter.questionnaire.situation import Situation

if TYPE_CHECKING:
    from drafter.assembly.contract import Annex, Contract, Provision


def undecided(contract: Contract) -> dict[str, OpenItem]:
    """Return the answers, by name, on which it hangs whether a printed clause, paragraph or table applies, and that are not known."""
    situation, found = contract.situation, dict[str, OpenItem]()
    for provision in contract.provisions:
        for name, item in situation.made(("undecided", provision.clause.id), _of_provision, provision, situation).items():
            found.setdefault(name, item)
    for annex in contract.annexes:
        for name, item in situation.made(("undecided", annex.form.code), _of_annex, annex, situation).items():
            found.setdefault(name, item)
    return found


def answers_behind(found: Mapping[str, OpenItem], situation: Situation) -> dict[str, OpenItem]:
    """Return what is open as answers to be given: of a fact, those it waits for, so that one answer missing counts once."""
    answers: dict[str, OpenItem] = {}
    for name, item in found.items():
        behind = list(_behind(name, situation))
        for one in behind or [name]:
            answers.setdefault(one, OpenItem(situation.kind(one).label, item.place) if behind else item)
    return answers


def _of_provision(provision: Provision, situation: Situation) -> dict[str, OpenItem]:
    paragraphs = next(iter(provision.paragraphs.values()))
    return _waiting(provision.clause.id, (provision.clause.head.when, *(p.item.when for p in paragraphs)), situation)


def _of_annex(annex: Annex, situation: Situation) -> dict[str, OpenItem]:
    return _waiting(annex.form.code, (table.when for table in annex.form.annexed), situation)


def _waiting(place: str, conditions: Iterable[Expression | None], situation: Situation) -> dict[str, OpenItem]:
    """Return what is missing to decide the conditions of what is printed in a place."""
    missing = dict.fromkeys(name for when in conditions if when is not None for name in _missing(when, situation))
    return {name: OpenItem(situation.kind(name).label, place) for name in missing}


def _behind(name: str, situation: Situation) -> Iterator[str]:
    """Yield the answers that are missing for a fact, or for a table that is computed; none for what is answered itself."""
    question = situation.library.questions.get(name)
    if (fact := situation.facts.get(name)) is not None:
        yield from _missing(fact.expr, situation)
    elif question is not None and question.computed is not None:
        for one in map(situation.library.role, COMPUTED[question.computed].roles):
            if is_unknown(situation.value(one)):
                yield from list(_behind(one, situation)) or [one]


def _missing(expression: Expression, situation: Situation) -> Iterator[str]:
    """Yield the answers that are missing to decide a condition: of a fact, and of a clause asked about, what is missing for them."""
    for name in decide(expression, situation).missing:
        yield from list(_behind(name, situation)) or [name]
    for clause in sorted(expression.clauses):
        when = situation.library.texts[clause].head.when
        if when is not None:
            yield from _missing(when, situation)
