"""Why a question is asked, and why a clause stands in the contract or does not: in words people know, without names of variables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Literal

from drafter.agreements import Forms
from drafter.assembly.contract import Contract
from drafter.drafting import Draft
from drafter.expressions import decide, is_unknown
from drafter.language import LANGUAGES, Language, Words
from drafter.library import Clause, Passage
from drafter.library.citation import citation
from drafter.library.schema import POSITIONS, Position
from drafter.questionnaire.explain import NEED, ORIGIN, POSITION_NAMES
from drafter.questionnaire.relevance import COVER, needed_by
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass
from drafter.types import show_value

Standing = Literal["stands", "absent", "undecided"]

_APPROVERS = {
    "executive-group": Words("执行组", "the Executive Group"),
    "leading-group": Words("领导组", "the Leading Group"),
    "counsel": Words("法律顾问", "counsel"),
}
_FIELD, _NAME = re.compile(r"\{\{(.*?)\}\}"), re.compile(r"[a-z][a-z0-9_.]*")
_REFERENCE, _ANCHOR = re.compile(r"\[\]\(#([\w-]+)[^)]*\)"), re.compile(r" *\{[^{}]*\}")  # an anchor, a mark or a condition of a paragraph
_COVER = Words("封面和双方信息", "Cover and particulars of the Parties")


@dataclass(frozen=True)
class Place:
    """A clause, annex or page of the contract: its id, its title, and its number where it stands (第十二条, Clause 12)."""

    id: str
    title: Words
    number: Words | None = None


@dataclass(frozen=True)
class RuleName:
    """A rule: its id and what it says."""

    id: str
    message: Words


@dataclass(frozen=True)
class QuestionWhy:
    """Why a question is asked: what waits for it, and the law behind it."""

    name: str
    label: Words
    places: tuple[Place, ...]
    rules: tuple[RuleName, ...]
    law: tuple[Words, ...]


@dataclass(frozen=True)
class Answer:
    """An answer that counts: the question, what it is called, its value as printed (None: open), and where that comes from."""

    name: str
    label: Words
    shown: Words | None
    origin: Words


@dataclass(frozen=True)
class PositionText:
    """A position a clause may be printed in, with its text as the library has it."""

    id: Position
    label: Words
    chosen: bool
    text: Words


@dataclass(frozen=True)
class ClauseWhy:
    """Why a clause stands or does not, what it asks for, its law and its positions. `decided_by` are the answers that its condition turned on."""

    place: Place
    standing: Standing
    need: Words
    taken: bool  # by the profile, or because it was asked for
    decided_by: tuple[Answer, ...]
    questions: tuple[Answer, ...]
    law: tuple[Words, ...]
    positions: tuple[PositionText, ...]
    walk_away: Words
    approver: Words
    notes: Words


def why_asked(draft: Draft, name: str) -> QuestionWhy:
    """Return why a question is asked. Raises KeyError for a name that is none."""
    library, question = draft.content.library, draft.content.library.questions[name]
    waiting = needed_by(draft.situation, draft.content.forms).get(name, set())
    rules = [rule for rule in draft.situation.rules if rule.id in waiting]
    law = dict.fromkeys((*question.law, *(key for rule in rules for key in rule.law)))
    return QuestionWhy(
        name=name,
        label=question.ask or question.label,
        places=tuple(places(draft, waiting)),
        rules=tuple(RuleName(rule.id, rule.message) for rule in rules),
        law=tuple(citation(key, library, confirm=True) for key in law),
    )


def why_clause(draft: Draft, clause: str) -> ClauseWhy:
    """Return why a clause stands in the contract, or does not. Raises KeyError for a clause that the library has not."""
    library, situation, text = draft.content.library, draft.situation, draft.content.library.clauses[clause]
    head, included = text.head, situation.included(clause)
    needed = needed_by(situation, draft.content.forms)
    return ClauseWhy(
        place=place_of_clause(draft.contract, text),
        standing="undecided" if is_unknown(included) else "stands" if included else "absent",
        need=NEED[head.need],
        taken=clause in situation.outline and situation.taken(clause),
        decided_by=tuple(_deciding(situation, text)),
        questions=tuple(_answer(situation, name) for name in library.asked if clause in needed.get(name, ())),
        law=tuple(citation(key, library, confirm=True) for key in head.law),
        positions=tuple(_positions(draft, text)),
        walk_away=head.walk_away,
        approver=_APPROVERS[head.approver],
        notes=head.notes,
    )


def absent_clauses(draft: Draft) -> tuple[ClauseWhy, ...]:
    """Return the clauses of the outline that do not stand in the contract, each with why, in the order of the outline."""
    situation = draft.situation
    absent = (c for c in situation.outline if c in draft.content.library.clauses and situation.included(c) is False)
    return tuple(why_clause(draft, clause) for clause in absent)


def places(draft: Draft, waiting: Iterable[str]) -> Iterator[Place]:
    """Yield the places of the contract among what waits, in their order there."""
    waiting, contract = set(waiting), draft.contract
    if COVER in waiting:
        yield Place(COVER, _COVER)
    for identifier in draft.situation.outline:
        if identifier in waiting:
            yield place_of_clause(contract, draft.content.library.texts[identifier])
    yield from (place_of_form(contract, code, draft.content.forms) for code in draft.content.forms if code in waiting)


def place_of_clause(contract: Contract, text: Clause | Passage) -> Place:
    """Return a clause or passage with its number, where it stands."""
    identifier, title = text.id, text.head.title
    spot = next((p.spot for p in contract.provisions if p.clause.id == identifier), None)
    if spot is None:
        return Place(identifier, title)
    zh, en = (contract.numbering.article(spot, n) for n in LANGUAGES)
    return Place(identifier, title, Words(zh, f"Clause {en}" if not contract.numbering.by_chapter else en))


def place_of_form(contract: Contract, code: str, forms: Forms) -> Place:
    """Return a form with the number of the annex, where it is one."""
    number = next((a.number for a in contract.annexes if a.form.code == code), None)
    numbered = None if number is None else Words(*(contract.numbering.annex(number, n) for n in LANGUAGES))
    return Place(code, forms[code].title, numbered)


def _deciding(situation: Situation, clause: Clause) -> Iterator[Answer]:
    """Yield the answers that a condition turned on, or waits for."""
    if clause.head.when is not None:
        decision = decide(clause.head.when, situation)
        yield from (_answer(situation, name) for name in (*decision.because, *decision.missing))


def _answer(situation: Situation, name: str) -> Answer:
    kind, value = situation.kind(name), situation.value(name)
    shown = None if is_unknown(value) else Words(*(show_value(value, kind, n) for n in LANGUAGES))
    return Answer(name, kind.label, shown, ORIGIN[situation.origin(name)])


def _positions(draft: Draft, clause: Clause) -> Iterator[PositionText]:
    situation, forms = draft.situation, draft.content.forms
    chosen = situation.position(clause.id)
    for position in POSITIONS:
        if position in clause.positions():
            text = Words(*(readable(clause.parts[n, position].source.strip(), situation, forms, n) for n in LANGUAGES))
            yield PositionText(position, POSITION_NAMES[position], position == chosen, text)


def readable(source: str, situation: Situation, forms: Forms, language: Language) -> str:
    """Return a text of the library as people read it: each field as its label in brackets, each reference as the title of what it leads to."""
    brackets = {"zh": "〔{}〕", "en": "[{}]"}[language]

    def field(match: re.Match[str]) -> str:
        names = [name for name in _NAME.findall(match[1]) if situation.knows(name)]
        return brackets.format(situation.kind(names[0]).label[language] if names else "…")

    def reference(match: re.Match[str]) -> str:
        text, form = situation.library.texts.get(match[1]), forms.get(match[1])
        title = text.head.title if text is not None else form.title if form is not None else Words(match[1], match[1])
        return brackets.format(title[language])

    return _ANCHOR.sub("", _REFERENCE.sub(reference, _FIELD.sub(field, source)))
