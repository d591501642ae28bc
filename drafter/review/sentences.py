"""Sentences as a reviewer reads them: who does what in them, and whether they say yes or no to it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cached_property, lru_cache

from drafter.language import Language
from drafter.library.signs import Signs
from drafter.patterns import regex
from drafter.records import dataclass

Actor = str  # "A", "B", or "" where nobody is named

_CHINESE = "\u3007\u4e00-\u9fff"
_HIDDEN = regex("[\u00ad\u200b-\u200f\u2028-\u202e\u2060\ufeff]")
_SPACED = regex(rf"(?<=[{_CHINESE}，。；：、（）])\s+|\s+(?=[{_CHINESE}，。；：、（）])")
_MARKS = {",": "，", ";": "；", ":": "：", "!": "！", "?": "？"}
_WESTERN = regex(rf"(?<=[{_CHINESE}）])[,;:!?]|[,;:!?](?=[{_CHINESE}（])")
_WIDE = {0xFF01 + n: 0x21 + n for n in range(0x5E) if chr(0x21 + n).isalnum() or chr(0x21 + n) == "%"}
_ENDS = {"zh": re.compile(r"(?<=[。！？；])|\n"), "en": re.compile(r"(?<=[.;!?])\s+|\n")}
_PARTS = regex("[，：]|[,:](?=\\s)")
_PARTIES: dict[str | None, Actor] = {"party_a": "A", "party_b": "B"}
_LONGEST = 2000  # characters that are read as one sentence
_NO_WORDS = regex(r"[\W_]+")


def language_of(text: str) -> Language:
    """Return the language of a text: Chinese where a good part of its letters is."""
    chinese = sum("\u4e00" <= c <= "\u9fff" for c in text)
    return "zh" if chinese * 3 > sum(c.isascii() and c.isalpha() for c in text) else "en"


def sentences(texts: Iterable[str]) -> Iterator[str]:
    """Yield the sentences of paragraphs, without what cannot be seen, Chinese ones with Chinese marks."""
    for text in texts:
        shown = _SPACED.sub("", _HIDDEN.sub("", text).translate(_WIDE))
        for sentence in _ENDS[language_of(shown)].split(_WESTERN.sub(lambda m: _MARKS[m[0]], shown)):
            for at in range(0, len(sentence), _LONGEST):
                if said := sentence[at : at + _LONGEST].strip():
                    yield said


@dataclass(frozen=True)
class _Part:
    """A part of a sentence between commas: where it stands, and whether it only says when."""

    start: int
    end: int
    condition: bool


class Speech:
    """How sentences of a language are read, by the words of the library."""

    def __init__(self, signs: Signs, language: Language) -> None:
        self.signs, self.language = signs, language
        polarity, mention = signs.polarity[language], signs.mention[language]
        words = signs.words[language]
        self._turns = self.pattern(f"(?P<no>{polarity.not_})|(?P<yes>{polarity.so})|(?P<party_a>{words['A']})|(?P<party_b>{words['B']})")
        self._right_before, self._undone, self._allowed = map(self.pattern, (polarity.right_before, polarity.undone, polarity.allowed))
        self._addressed, self._owning = self.pattern(mention.before), self.pattern(mention.after)
        self._condition, self._may = self.pattern(signs.conditions[language]), self.pattern("<may>")

    def pattern(self, source: str) -> re.Pattern[str]:
        """Return a pattern of the library, ready for use."""
        return _compiled(self.signs.filled(source, self.language))

    @cached_property
    def _same(self) -> re.Pattern[str]:
        return re.compile("|".join(map(re.escape, sorted(self.signs.same[self.language], key=len, reverse=True))))

    def gist(self, sentence: str) -> str:
        """Return a sentence without what makes no difference: marks, spaces, words that can be put for each other."""
        plain = sentence.casefold()
        settled = self._same.sub(lambda m: self.signs.same[self.language][m[0]], plain)
        return _NO_WORDS.sub("", re.sub(r"(?<=\d)[.,](?=\d)", "p", settled))

    def allowed(self, sentence: str, match: re.Match[str]) -> bool:
        """Say whether a sentence allows what a match says, or only forbids or presupposes it."""
        part = self._part_of(sentence, match.start())
        if part.condition and match.end() <= part.end and not self._may.search(sentence, part.start, match.end()):
            return False
        return not self._forbidden(sentence, match) or self._has_exception(sentence)

    def actor(self, sentence: str, at: int) -> Actor:
        """Return who does what is said at a place: the last party named before it that does anything."""
        named = [_PARTIES[turn.lastgroup] for turn in self._turns_before(sentence, at) if turn.lastgroup in _PARTIES]
        return named[-1] if named else ""

    def _forbidden(self, sentence: str, match: re.Match[str]) -> bool:
        if self._right_before.search(sentence[: match.start()]):
            return True
        turns = list(self._turns_before(sentence, match.start()))
        return bool(turns) and turns[-1].lastgroup == "no"

    def _has_exception(self, sentence: str) -> bool:
        return bool(self._undone.search(self._allowed.sub("", sentence)))

    def _turns_before(self, sentence: str, at: int) -> Iterator[re.Match[str]]:
        """Yield what says yes, no or who before a place, conditions and parties that do nothing left out."""
        conditions = [p for p in self._parts(sentence) if p.condition and not p.start <= at <= p.end]
        for turn in self._turns.finditer(sentence, 0, at):
            if any(p.start <= turn.start() < p.end for p in conditions):
                continue
            if turn.lastgroup in _PARTIES and self._is_passive(sentence, turn):
                continue
            yield turn

    def _is_passive(self, sentence: str, party: re.Match[str]) -> bool:
        return bool(self._addressed.search(sentence[: party.start()]) or self._owning.search(sentence[party.end() :]))

    def _part_of(self, sentence: str, at: int) -> _Part:
        return next(p for p in self._parts(sentence) if p.start <= at <= p.end)

    def _parts(self, sentence: str) -> tuple[_Part, ...]:
        edges = [0, *(m.end() for m in _PARTS.finditer(sentence)), len(sentence) + 1]
        ends = [*(m.start() for m in _PARTS.finditer(sentence)), len(sentence)]
        return tuple(
            _Part(start, end, end < len(sentence) and self._condition.fullmatch(sentence[start:end]) is not None)
            for start, end in zip(edges, ends, strict=False)
        )


@lru_cache(maxsize=2048)  # more than the library has
def _compiled(source: str) -> re.Pattern[str]:
    return re.compile(source, re.IGNORECASE)
