"""The clause library: clauses listed, shown, searched, counted and checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from drafter.content import Content
from drafter.errors import Finding
from drafter.language import LANGUAGES, Language, Words
from drafter.library import Clause, Library
from drafter.library.schema import ELEMENTS, POSITIONS
from drafter.records import dataclass

if TYPE_CHECKING:
    from drafter.agreements import Forms
    from drafter.questionnaire.situation import Situation


def clauses_of(content: Content, element: str | None = None) -> list[Clause]:
    """Return the clauses of an element, or all."""
    return [c for c in content.library.clauses.values() if element in (None, c.element)]


def clause_data(clause: Clause) -> dict[str, Any]:
    """Return what a list tells of a clause as plain data."""
    return {
        "id": clause.id,
        "element": clause.element,
        "need": clause.head.need,
        "title": {n: clause.head.title[n] for n in LANGUAGES},
        "when": clause.head.when.source if clause.head.when else None,
        "positions": list(clause.positions()),
        "problems": clause.head.problems,
        "law": clause.head.law,
    }


_HEADS = {
    "preferred": Words("首选文本", "Preferred text"),
    "fallback": Words("备选文本", "Fallback text"),
    "brief": Words("简版文本", "Brief text"),
    "walk_away": Words("甲方不得接受", "Party A must not sign"),
    "notes": Words("说明", "Notes"),
    "law": Words("依据", "Law"),
    "when": Words("适用条件", "Applies when"),
    "evidence": Words("识别词", "Recognised by"),
    "problems": Words("针对的问题", "Answers the problems"),
    "approver": Words("偏离须经批准", "Departures approved by"),
}


def clause_parts(content: Content, clause: Clause, language: Language) -> list[tuple[str, str]]:
    """Return all that the library says of a clause, as heading and text; what it does not say is left out."""
    return [(_HEADS[key][language], text) for key, text in _parts(content, clause, language) if text]


def _parts(content: Content, clause: Clause, language: Language) -> Iterator[tuple[str, str]]:
    from drafter.library.citation import citation

    head = clause.head
    yield "when", head.when.source if head.when is not None else ""
    for position in POSITIONS:
        if (language, position) in clause.parts:
            yield position, clause.parts[language, position].source.strip()
    yield "walk_away", head.walk_away[language]
    yield "notes", head.notes[language]
    yield "law", "\n".join(f"{key}  {citation(key, content.library, confirm=True)[language]}" for key in head.law)
    yield "problems", ", ".join(head.problems)
    yield "approver", head.approver
    yield "evidence", ", ".join(getattr(head.evidence, language))


@dataclass(frozen=True)
class Hit:
    """A clause in which all words of a search occur, and the first paragraph of its texts with the first of them, as people read it."""

    clause: Clause
    line: str


def search(content: Content, words: Sequence[str], language: Language) -> list[Hit]:
    """Return the clauses in whose titles, texts, notes or evidence every word occurs; the paragraph shown is in `language` where the word stands there."""
    from drafter.questionnaire.answers import AnswerSet, unanswered
    from drafter.questionnaire.situation import Situation

    lowered, agreement = [word.lower() for word in words], content.agreement(AnswerSet.agreement)
    situation = Situation(content.library, agreement, unanswered(agreement))
    return [
        Hit(c, _line(c, lowered[0], language, situation, content.forms))
        for c in content.library.clauses.values()
        if all(w in _all_of(c) for w in lowered)
    ]


def _all_of(clause: Clause) -> str:
    head, texts = clause.head, [part.source for part in clause.parts.values()]
    said = [clause.id, head.title.zh, head.title.en, head.notes.zh, head.notes.en, *head.evidence.zh, *head.evidence.en, *texts]
    return "\n".join(said).lower()


def _line(clause: Clause, word: str, language: Language, situation: Situation, forms: Forms) -> str:
    from drafter.desk.why import readable

    parts = sorted(clause.parts.items(), key=lambda item: item[0][0] != language)
    for (spoken, _), part in parts:
        found = next((line.strip() for line in part.source.splitlines() if word in line.lower()), None)
        if found is not None:
            return readable(found, situation, forms, spoken)
    return ""


def statistics(content: Content) -> dict[str, Any]:
    """Return how many clauses and texts there are, by element, need, language and position."""
    library = content.library
    return {
        "clauses": len(library.clauses),
        "questions": len(library.asked),
        "settings": len(library.questions) - len(library.asked),
        "terms": len(library.terms),
        "rules": len(library.rules),
        "citations": len(library.articles),
        "library_version": library.version,
        "need": {n: sum(c.head.need == n for c in library.clauses.values()) for n in ("mandatory", "conditional", "optional")},
        "elements": {element: _of_element(element, library.clauses.values()) for element in ELEMENTS},
    }


def _of_element(element: str, clauses: Iterable[Clause]) -> dict[str, int]:
    own = [c for c in clauses if c.element == element]
    texts = {f"{n}_{position}": sum((n, position) in c.parts for c in own) for n in LANGUAGES for position in POSITIONS}
    return {"clauses": len(own), **texts}


def check(content: Content, only: str | None = None, folder: Path | None = None) -> tuple[Library, list[Finding]]:
    """Return the library, of the content or in `folder`, with every finding about the content; `only` those about an element's files."""
    from drafter.lint.library import check_library
    from drafter.lint.library import only as narrow

    library, findings = check_library(content, folder)
    return library, narrow(findings, only) if only else findings
