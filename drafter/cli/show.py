"""`drafter library show`: one clause, for a reader."""

from __future__ import annotations

from difflib import get_close_matches

import click

from drafter.errors import AnswerError, error
from drafter.language import Language, Words
from drafter.library import load_library
from drafter.library.schema import POSITIONS
from drafter.rules.apply import citation

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


def known_clause(identifier: str) -> str:
    """Return the id when there is such a clause. Raises AnswerError with the nearest ids."""
    clauses = load_library().clauses
    if identifier in clauses:
        return identifier
    near = ", ".join(get_close_matches(identifier, list(clauses), 3, 0.4))
    raise AnswerError(
        error(
            "clause",
            f"没有条款 {identifier!r}",
            f"there is no clause {identifier!r}",
            (f"相近的有 {near}", f"near: {near}") if near else ("", ""),
        )
    )


def show_clause(identifier: str, language: Language) -> None:
    """Print a clause whole."""
    library = load_library()
    clause = library.clauses[known_clause(identifier)]
    head = clause.head
    click.secho(f"{head.title[language]}  ({clause.id}, {head.need})", bold=True)
    if head.when is not None:
        _part("when", head.when.source, language)
    for position in POSITIONS:
        if (language, position) in clause.parts:
            _part(position, clause.parts[language, position].source.strip(), language)
    _part("walk_away", head.walk_away[language], language)
    _part("notes", head.notes[language], language)
    _part("law", "\n".join(f"{key}  {citation(key, library)[language]}" for key in head.law), language)
    _part("problems", ", ".join(head.problems), language)
    _part("approver", head.approver, language)
    _part("evidence", ", ".join(getattr(head.evidence, language)), language)


def _part(key: str, text: str, language: Language) -> None:
    if text:
        click.secho(f"\n{_HEADS[key][language]}", bold=True)
        click.echo(text)
