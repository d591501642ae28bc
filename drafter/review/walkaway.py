"""Signs that a sentence of somebody else's comes near a walk-away position: rare words that it shares with it, and with no text of ours."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from functools import cache
from itertools import pairwise

from drafter.content import Content
from drafter.language import Language
from drafter.patterns import regex

_STOPS = regex(r"[^\u4e00-\u9fffA-Za-z0-9]+")
_CHARACTERS = 4  # of Chinese that a sign has
_RARE = 2  # walk-away positions that may share it
_LITTLE = frozenset(
    [
        "a",
        "all",
        "and",
        "any",
        "are",
        "as",
        "at",
        "be",
        "by",
        "day",
        "each",
        "for",
        "from",
        "has",
        "have",
        "in",
        "is",
        "it",
        "its",
        "no",
        "not",
        "of",
        "on",
        "or",
        "out",
        "party",
        "per",
        "than",
        "that",
        "the",
        "to",
        "which",
        "with",
        "without",
    ]
)


def signs(content: Content, language: Language, texts: Sequence[str]) -> dict[str, list[int]]:
    """Return the paragraphs that may reach the walk-away position of a clause, by clause. They are to be read: a sign proves nothing."""
    positions = _positions(content, language)
    found: dict[str, list[int]] = {}
    for number, text in enumerate(texts):
        said = _grams(text, language)
        for clause, grams in positions.items():
            if grams & said:
                found.setdefault(clause, []).append(number)
    return found


@cache
def _positions(content: Content, language: Language) -> dict[str, frozenset[str]]:
    """Return the rare words of every walk-away position that none of our texts has."""
    clauses = content.library.clauses
    ours: set[str] = set()
    for clause in clauses.values():
        for (spoken, _), part in clause.parts.items():
            if spoken == language:
                ours |= _grams(part.source, language)
    for words in (*(c.head.title for c in clauses.values()), *(f.title for f in content.forms.values())):
        ours |= _grams(words[language], language)
    grams = {clause.id: _grams(clause.head.walk_away[language], language) - ours for clause in clauses.values()}
    shared = Counter(gram for each in grams.values() for gram in each)
    return {clause: frozenset(g for g in each if shared[g] <= _RARE) for clause, each in grams.items()}


def _grams(text: str, language: Language) -> set[str]:
    """Return the stretches of four characters, or the pairs of telling words, in a text."""
    if language == "zh":
        return {part[at : at + _CHARACTERS] for part in _STOPS.split(text) for at in range(len(part) - _CHARACTERS + 1)}
    found: set[str] = set()
    for sentence in re.split(r"[.,;:()]", text.casefold()):
        words = [word.rstrip("s") for word in re.findall(r"[a-z]+", sentence) if word not in _LITTLE]
        found |= {f"{one} {other}" for one, other in pairwise(words)}
    return found
