"""The check page: every answer by element, what the rules say with the questions behind it, and what is open, the most waited for first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from drafter.desk.sheet import Sheet, State
from drafter.desk.why import Place, places
from drafter.errors import Finding
from drafter.expressions import Expression, Field, nodes
from drafter.language import Words
from drafter.library.body import Item
from drafter.library.schema import PASSAGES
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.review.third_party_report import ELEMENT_WORDS

_NAME = regex(r"\w+")
_ELSE = {PASSAGES: Words("立项申请", "Proposal")}


@dataclass(frozen=True)
class OpenQuestion:
    """An item of the one list of what is open: the question it is answered by (and the part of a party), and the places that wait for it."""

    item: str
    question: str
    part: str
    label: Words
    waiting: tuple[Place, ...]


@dataclass(frozen=True)
class Concern:
    """A finding with the questions to answer it by. `disagrees`: two things said do not fit each other: a sum and its total, a promise and its means."""

    finding: Finding
    questions: tuple[tuple[str, Words], ...]
    disagrees: bool


@dataclass(frozen=True)
class AnswerRow:
    """One answer of the check page, as the contract prints it, and where it comes from."""

    name: str
    label: Words
    shown: str
    state: State
    source: str


@dataclass(frozen=True)
class ElementAnswers:
    """The answers of an element of the library, in the order in which they are asked."""

    id: str
    title: Words
    rows: tuple[AnswerRow, ...]

    def of(self, *states: State) -> list[AnswerRow]:
        """Return the rows that stand in one of these ways."""
        return [row for row in self.rows if row.state in states]


# --- what is open --------------------------------------------------------------------------------------------------


def open_questions(sheet: Sheet) -> tuple[OpenQuestion, ...]:
    """Return what a final waits for, the one list that a draft prints and a final refuses: what most clauses and annexes wait for first."""
    reading = _readers_of_parts(sheet)
    found = [_open(item, label.label, {label.place, *reading.get(item, ())}, sheet) for item, label in sheet.draft.contract.open.items()]
    return tuple(sorted(found, key=lambda one: -len(one.waiting)))


def next_open_question(sheet: Sheet, after: str = "") -> OpenQuestion | None:
    """Return the open item to be asked after a topic, the most waited for first and round again; None when nothing is open."""
    first: dict[str, OpenQuestion] = {}
    for one in open_questions(sheet):
        first.setdefault(sheet.topic_with(one.question).id, one)
    ring = list(first)
    place = ring.index(after) + 1 if after in first else 0
    return next((first[topic] for topic in (*ring[place:], *ring[:place])), None)


def _open(item: str, label: Words, waiting: set[str], sheet: Sheet) -> OpenQuestion:
    question, _, part = item.partition(".")
    if not part:
        waiting |= sheet.needed.get(question, set())
    return OpenQuestion(item, question, part, label, tuple(places(sheet.draft, waiting)))


def _readers_of_parts(sheet: Sheet) -> dict[str, set[str]]:
    """Return, for each part of a party (party_a.bank), the clauses that print it."""
    found: dict[str, set[str]] = {}
    for provision in sheet.draft.contract.provisions:
        clause = provision.clause
        for tree in _fields(clause.items("zh", sheet.situation.position(clause.id))):
            for node in tree.tree.walk():
                if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
                    found.setdefault(f"{node.node.name}.{node.attr}", set()).add(clause.id)
    return found


def _fields(items: Iterable[Item]) -> Iterator[Expression]:
    for item in items:
        yield from (piece.expression for piece in item.pieces if isinstance(piece, Field))
        yield from _fields(item.items)


# --- what the rules say --------------------------------------------------------------------------------------------


def concerns(sheet: Sheet) -> tuple[Concern, ...]:
    """Return what the rules say of a draft, errors first, each with the questions that decide it."""
    return tuple(_concern(finding, sheet) for finding in sheet.draft.findings)


def _concern(finding: Finding, sheet: Sheet) -> Concern:
    rule = sheet.library.rules.get(finding.code)
    traced = finding.code == "trace"
    named = sheet.library.role("requirements") if traced else finding.place.path
    behind = [name for name, who in sheet.needed.items() if finding.code in who] if rule else _NAME.findall(named)
    labels = tuple(
        (q.id, q.label) for q in map(sheet.library.questions.get, sheet.in_order(behind)) if q is not None and q.computed is None
    )
    return Concern(finding, labels, traced or (rule is not None and _compares(rule.when, sheet)))


def _compares(condition: Expression, sheet: Sheet) -> bool:
    """Say whether a condition holds answers against each other: adds up a table, or compares one answer with another."""
    for node in condition.tree.walk():
        if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Name) and node.node.name == "sum":
            return True
        if isinstance(node, nodes.Compare) and _asked(node.expr, sheet) and any(_asked(right, sheet) for right in node.ops):
            return True
    return False


def _asked(node: nodes.Node, sheet: Sheet) -> bool:
    return any(isinstance(one, nodes.Name) and one.name in sheet.library.questions for one in node.walk())


# --- every answer --------------------------------------------------------------------------------------------------


def answers_by_element(sheet: Sheet) -> tuple[ElementAnswers, ...]:
    """Return every answer given, open, or used by default, by element; what is computed is nobody's answer and left out."""
    questions = sheet.library.questions
    names = [n for n in sheet.in_order({*sheet.needed, *sheet.answers, *sheet.waiting}) if n in questions and questions[n].computed is None]
    elements = dict.fromkeys((*sheet.library.elements, *(questions[name].element for name in names)))
    found = [ElementAnswers(e, _title(e), _rows([n for n in names if questions[n].element == e], sheet)) for e in elements]
    return tuple(one for one in found if one.rows)


def _title(element: str) -> Words:
    return ELEMENT_WORDS.get(element) or _ELSE.get(element) or Words(element, element)


def _rows(names: Sequence[str], sheet: Sheet) -> tuple[AnswerRow, ...]:
    return tuple(_row(name, sheet) for name in names)


def _row(name: str, sheet: Sheet) -> AnswerRow:
    question, state = sheet.library.questions[name], sheet.state(name)
    source = question.default_source[sheet.language] if state == "default" and question.default_source else ""
    return AnswerRow(name, question.label, sheet.shown(name), state, source)
