"""Search over questions, clauses and annexes as people name them: by title, number, option or word, in Chinese and English, the nearest first."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal, NamedTuple

from drafter.agreements import Forms
from drafter.assembly.numbers import article_number
from drafter.desk.why import Place, place_of_clause, place_of_form, readable
from drafter.drafting import Draft
from drafter.language import LANGUAGES, Words
from drafter.library import Clause
from drafter.library.schema import Question
from drafter.questionnaire.situation import Situation
from drafter.questionnaire.topics import topics_of
from drafter.records import dataclass

Sort = Literal["question", "clause", "annex"]

_WORDS = re.compile(r"[^\s、，,；;]+")
_NUMBER, _TITLE_IS, _TITLE_BEGINS, _TITLE_HAS, _ALSO, _SAID = 100, 90, 70, 60, 40, 10
_SETTING = 5  # how much less a question counts that is never asked


@dataclass(frozen=True)
class Found:
    """What a search found: a question with the topic it is asked in (nothing for a setting), or a clause or annex with its number where it stands."""

    sort: Sort
    id: str
    title: Words
    topic: str = ""
    number: Words | None = None


class _Entry(NamedTuple):
    found: Found
    numbers: Sequence[str]
    titles: Sequence[str]
    also: Sequence[str]  # options, other names, words by which it is recognised
    said: Sequence[str]  # help, notes, texts


def search(draft: Draft, words: str, most: int = 20) -> tuple[Found, ...]:
    """Return what a search for words finds, the nearest first; every word must occur. An entry whose number is what was typed goes before all."""
    wanted = _WORDS.findall(_plain(words))
    if not wanted:
        return ()
    scored = [(_score(entry, wanted, _plain(words)), n, entry.found) for n, entry in enumerate(_entries(draft))]
    return tuple(found for score, _, found in sorted(scored, key=lambda s: (-s[0], s[1])) if score > 0)[:most]


@lru_cache(maxsize=1 << 14)  # the texts of the content, over and over
def _plain(text: str) -> str:
    """Return a text as it is compared: full-width forms folded, without case, blanks or not."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())


def _score(entry: _Entry, words: Sequence[str], whole: str) -> int:
    if whole.replace(" ", "") in (_plain(number).replace(" ", "") for number in entry.numbers):
        return _NUMBER
    scores = [_word(entry, word) for word in words]
    return 0 if 0 in scores else min(scores) - (_SETTING if entry.found.sort == "question" and not entry.found.topic else 0)


def _word(entry: _Entry, word: str) -> int:
    titles = [_plain(title) for title in entry.titles]
    if word in titles:
        return _TITLE_IS
    if any(title.startswith(word) for title in titles):
        return _TITLE_BEGINS
    if any(word in title for title in titles):
        return _TITLE_HAS
    if any(word in _plain(text) for text in entry.also):
        return _ALSO
    return _SAID if any(word in _plain(text) for text in entry.said) else 0


def _entries(draft: Draft) -> Iterator[_Entry]:
    library, contract = draft.content.library, draft.contract
    topic_of = {name: topic.id for topic in topics_of(library) for name in topic.questions}
    for name in dict.fromkeys((*library.asked, *library.questions)):
        yield _question(library.questions[name], topic_of.get(name, ""))
    for identifier in draft.situation.outline:
        if identifier in library.clauses:
            yield _clause(library.clauses[identifier], place_of_clause(contract, library.clauses[identifier]), draft)
    for annex in contract.annexes:
        place = place_of_form(contract, annex.form.code, draft.content.forms)
        yield _Entry(Found("annex", place.id, place.title, number=place.number), _both(place.number), _both(place.title), (), ())


def _question(question: Question, topic: str) -> _Entry:
    options = (text for option in question.options for text in (option.label.zh, option.label.en, *option.also))
    return _Entry(
        Found("question", question.id, question.label, topic),
        (),
        _both(question.label),
        (*question.also, *options),
        (*_both(question.ask), *_both(question.help)),
    )


def _clause(clause: Clause, place: Place, draft: Draft) -> _Entry:
    spot = next((p.spot for p in draft.contract.provisions if p.clause.id == clause.id), None)
    plain = () if spot is None else (f"{spot.number}", f"第{spot.number}条", article_number(spot.number, "zh")[1:-1])
    head = clause.head
    return _Entry(
        Found("clause", clause.id, head.title, number=place.number),
        (*_both(place.number), *plain),
        _both(head.title),
        (*head.evidence.zh, *head.evidence.en),
        draft.situation.made(("said", clause.id), _said, clause, draft.situation, draft.content.forms),
    )


def _said(clause: Clause, situation: Situation, forms: Forms) -> tuple[str, ...]:
    texts = (readable(part.source, situation, forms, language) for (language, _), part in clause.parts.items())
    return (*_both(clause.head.notes), *texts)


def _both(words: Words | None) -> tuple[str, ...]:
    return () if words is None else tuple(words[n] for n in LANGUAGES)
