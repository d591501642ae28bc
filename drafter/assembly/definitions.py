"""Defined terms: which ones a contract uses, and their definitions as sub-items."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from drafter.language import LANGUAGES, Language
from drafter.library import Library
from drafter.library.body import Item, Ref, parse_line
from drafter.library.schema import Form, Term
from drafter.memo import by_identity
from drafter.model import Text
from drafter.questionnaire.situation import Situation


def terms_used(situation: Situation, clauses: Iterable[str], forms: Iterable[Form]) -> frozenset[str]:
    """Return the defined terms (in Chinese) that occur in the clauses, the annexes, or another used definition.

    A term counts when either language uses it, so that both editions define the same terms. A definition whose own reference
    leads to something that is not in this contract is left out.
    """
    clauses, forms = list(clauses), list(forms)
    library = situation.library
    found = {term for clause in clauses for term in library.clause_terms.get((clause, situation.position(clause)), ())}
    found |= {term for form in forms for term in _form_terms(library, form)}
    present = {*clauses, *(form.code for form in forms)}
    possible = {t.zh: t for t in library.terms if t.define is not None and _leads_somewhere(t, present)}
    used: set[str] = set()
    while new := (found & possible.keys()) - used:
        used |= new
        found = {term for name in new for term in _definition_terms(library, possible[name])}
    return frozenset(used)


@by_identity
def _form_terms(library: Library, form: Form) -> frozenset[str]:
    zh, en = ("\n".join(_form_texts(library, form, language)) for language in LANGUAGES)
    return _terms_in(library, zh, en)


@by_identity
def _definition_terms(library: Library, term: Term) -> frozenset[str]:
    assert term.define is not None
    return _terms_in(library, term.define.zh, term.define.en)


def _terms_in(library: Library, zh: str, en: str) -> frozenset[str]:
    return frozenset(t.zh for t in library.terms if t.define is not None and (t.zh in zh or t.en in en))


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


def _form_texts(library: Library, form: Form, language: Language) -> Iterator[str]:
    yield from getattr(form.before, language)
    yield from getattr(form.after, language)
    for table in form.annexed:
        rows = table.rows or library.questions[table.rows_from or ""].default or []
        yield from (text for row in rows for text in _cell_texts(row, language))


def _cell_texts(row: dict[str, Any], language: Language) -> Iterator[str]:
    for cell in row.values():
        yield str(cell.get(language, "")) if isinstance(cell, dict) else str(cell)
