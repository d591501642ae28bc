"""Clauses by the names people know: an id, a title in either language, a part of it, or the number it has in a contract."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches

from drafter.content import Content
from drafter.errors import AnswerError, Finding, error
from drafter.language import LANGUAGES
from drafter.library.clause import Clause
from drafter.patterns import regex
from drafter.questionnaire.situation import Situation
from drafter.values.provision_numbers import ARTICLE, number_of

_ENGLISH = regex(r"(?i)(?:article|clause)\s+(\d{1,3})")


def clause_named(content: Content, name: str, situation: Situation | None = None) -> Clause:
    """Return the clause of an id, a title (源代码与配置交付, Source code), a part of one title only, or, in a contract, a number (第二十二条, Clause 22).

    Raises AnswerError with the clauses that are near.
    """
    clauses = content.library.clauses
    if name in clauses:
        return clauses[name]
    if (number := _number(name)) is not None and situation is not None:
        return _numbered(number, name, situation)
    wanted = _plain(name)
    exact = [c for c in clauses.values() if wanted in (_plain(c.head.title.zh), _plain(c.head.title.en))]
    found = exact or [c for c in clauses.values() if wanted in _plain(c.head.title.zh) or wanted in _plain(c.head.title.en)]
    if len(found) == 1:
        return found[0]
    raise AnswerError(_none(name, found or _near(wanted, list(clauses.values()))))


def _plain(words: str) -> str:
    return "".join(words.casefold().split())


def _number(name: str) -> int | None:
    match = ARTICLE.fullmatch(name.strip()) or _ENGLISH.fullmatch(name.strip())
    return number_of(match[1]) if match else None


def _numbered(number: int, name: str, situation: Situation) -> Clause:
    """Return the clause of a number as a draft counts: what is not yet decided is in it."""
    standing = [c for c in situation.agreement.clauses if situation.included(c) is not False and c in situation.library.clauses]
    if 1 <= number <= len(standing):
        return situation.library.clauses[standing[number - 1]]
    zh, en = f"合同共{len(standing)}条，没有{name}", f"the contract has {len(standing)} clauses, and no {name}"
    raise AnswerError(error("clause", zh, en))


def _near(wanted: str, clauses: Sequence[Clause]) -> list[Clause]:
    by_name = {_plain(key): c for c in clauses for key in (c.id, c.head.title.zh, c.head.title.en)}
    close = [by_name[key] for key in get_close_matches(wanted, list(by_name), 3, 0.4)]
    spoken = [c for c in clauses if any(wanted in _plain(word) for word in (*c.head.evidence.zh, *c.head.evidence.en))]
    return list({c.id: c for c in (*spoken, *close)}.values())[:5]


def _none(name: str, near: Sequence[Clause]) -> Finding:
    zh, en = (", ".join(f"{c.head.title[n]} ({c.id})" for c in near) for n in LANGUAGES)
    remedy = (f"相近的有：{zh}", f"near: {en}") if near else ("用 drafter library search 检索", "look with `drafter library search`")
    return error("clause", f"没有条款 {name!r}", f"there is no clause {name!r}", remedy)
