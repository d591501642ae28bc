"""Defined terms: which ones a contract uses, and their definitions as sub-items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from drafter.language import LANGUAGES, Language
from drafter.library.body import Item, Ref, parse_line
from drafter.library.schema import Form, Term
from drafter.model import Text
from drafter.questionnaire.situation import Situation


def terms_used(situation: Situation, clauses: Iterable[str], forms: Iterable[Form]) -> frozenset[str]:
    """Return the defined terms (in Chinese) that occur in the clauses, the annexes, or another used definition.

    A term counts when either language uses it, so that both editions define the same terms. A definition whose own reference
    leads to something that is not in this contract is left out.
    """
    clauses, forms = list(clauses), list(forms)
    text = {language: "\n".join(_texts(situation, clauses, forms, language)) for language in LANGUAGES}
    present = {*clauses, *(form.code for form in forms)}
    waiting = [t for t in situation.library.terms if t.define is not None and _leads_somewhere(t, present)]
    used: set[str] = set()
    while found := [t for t in waiting if t.zh in text["zh"] or t.en in text["en"]]:
        used |= {t.zh for t in found}
        waiting = [t for t in waiting if t.zh not in used]
        for language in LANGUAGES:
            text[language] = "\n".join(t.define[language] for t in found if t.define)
    return frozenset(used)


def definition_items(terms: tuple[Term, ...], used: frozenset[str], language: Language) -> tuple[Item, ...]:
    """Return one sub-item a term: Chinese in the order of the term list, English the same, so that both sides pair."""
    chosen = [t for t in terms if t.zh in used and t.define is not None]
    return tuple(_definition(t, language, last=t is chosen[-1]) for t in chosen)


def _definition(term: Term, language: Language, last: bool) -> Item:
    assert term.define is not None
    bold = frozenset({"bold"})
    pieces = parse_line(term.define[language])
    if language == "zh":
        return Item((Text("“"), Text(term.zh, bold), Text("”"), *pieces, Text("。" if last else "；")))  # type: ignore[arg-type]
    return Item((Text('"'), Text(term.en, bold), Text('" means '), *pieces, Text("." if last else ";")))  # type: ignore[arg-type]


def _leads_somewhere(term: Term, present: set[str]) -> bool:
    assert term.define is not None
    return all(p.target in present for p in parse_line(term.define.zh) if isinstance(p, Ref))


def _texts(situation: Situation, clauses: list[str], forms: list[Form], language: Language) -> Iterator[str]:
    for clause in clauses:
        yield situation.library.clauses[clause].parts[language, situation.position(clause)].source
    for form in forms:
        yield from getattr(form.before, language)
        yield from getattr(form.after, language)
        for table in form.tables:
            rows = table.rows or situation.library.questions[table.rows_from or ""].default or []
            yield from (text for row in rows for text in _cell_texts(row, language))


def _cell_texts(row: dict[str, Any], language: Language) -> Iterator[str]:
    for cell in row.values():
        yield str(cell.get(language, "")) if isinstance(cell, dict) else str(cell)
