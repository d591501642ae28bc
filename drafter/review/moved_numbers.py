"""Numbers that a change moved, and which way they move: against Party A, for it, or nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher

from rapidfuzz.distance import Indel

from drafter.errors import Finding, warning
from drafter.library.signs import NumberKind
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.review.sentences import Speech
from drafter.values.numerals import read_chinese
from drafter.values.provision_numbers import numbered

_NOT_COUNTED = regex(
    rf"{numbered()}|附件\s*[A-Z\d一二三四五六七八九十]+|(?:clauses?|articles?|annex|section)\s+[\dA-Z]+(?:\.\d+)*"
    r"|[（(][一二三四五六七八九十\d]+[）)]\s*|^\s*\d+(?:\.\d+)*[、.．]\s*|[\u4e00-\u9fff]?一[式致般旦切定方]",
    re.IGNORECASE,
)
_DATE = regex(r"\d{4}\s*[年/-]\s*\d{1,2}\s*[月/-]\s*\d{1,2}\s*日?")
_FIGURES = r"\d[\d,]*(?:\.\d+)?"
_CHINESE = "[〇零一二两三四五六七八九十百千万壹贰叁肆伍陆柒捌玖拾佰仟]+"
_NUMBER = regex(rf"(百分之|千分之|万分之)({_CHINESE}|{_FIGURES})|({_FIGURES})|({_CHINESE})")
_SHARES = {"百分之": 1.0, "千分之": 0.1, "万分之": 0.01}
_PART = regex("[，。；：]|[,;:.](?=\\s|$)")
_NEAR = 0.4  # how alike two sentences are of which one became the other


@dataclass(frozen=True)
class Number:
    """A number in a sentence: how it is written, of what it is so many, its size among its kind (minutes, percent, yuan, pieces), and where it stands."""

    said: str
    measure: str
    size: float
    at: int


def moved_numbers(speech: Speech, gone: Sequence[str], come: Sequence[str]) -> Iterator[Finding]:
    """Yield a finding for every number that moved against Party A, or whose direction nobody knows, in sentences that became others."""
    for old, new in _became(gone, come):
        before, after = (list(_numbers(speech, sentence)) for sentence in (old, new))
        changed = SequenceMatcher(None, [n.said for n in before], [n.said for n in after], autojunk=False).get_opcodes()
        for kind, a, b, c, d in changed:
            if kind == "replace" and b - a == d - c:
                yield from (f for was, now in zip(before[a:b], after[c:d], strict=True) if (f := _judged(speech, old, new, was, now)))


def _became(gone: Sequence[str], come: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Yield the sentences that were changed, each with what it became."""
    left = list(come)
    for old in gone:
        likeness = [Indel.normalized_similarity(old, new) for new in left]
        if likeness and max(likeness) >= _NEAR:
            yield old, left.pop(likeness.index(max(likeness)))


def _numbers(speech: Speech, sentence: str) -> Iterator[Number]:
    """Yield the numbers of a sentence that measure anything; numbers of articles and of lists do not."""
    taken = [m.span() for m in _NOT_COUNTED.finditer(sentence)]
    for date in _DATE.finditer(sentence):
        taken.append(date.span())
        yield Number(date[0], "date", 0, date.start())
    for found in _NUMBER.finditer(sentence):
        if any(start <= found.start() < end for start, end in taken):
            continue
        share, of_share, figures, chinese = found.groups()
        value = _value(of_share or figures or chinese)
        if value is None:
            continue
        if share:
            yield Number(found[0], "percent", value * _SHARES[share], found.start())
        elif unit := _unit(speech, sentence, found.end()):
            yield Number(found[0] + unit[0], unit[1], value * unit[2], found.start())
        elif figures:
            yield Number(found[0], "plain", value, found.start())


def _value(text: str) -> float | None:
    if text[0].isdigit() and text[0].isascii():
        return float(text.replace(",", ""))
    return read_chinese(text)


def _unit(speech: Speech, sentence: str, at: int) -> tuple[str, str, float] | None:
    """Return the unit that stands behind a number: as written, its measure, its worth; the longest that fits."""
    fitting = [
        (found[0], measure, worth)
        for measure, units in speech.signs.units.items()
        for source, worth in units.items()
        if (found := speech.pattern(rf"\s*(?:{source})(?![a-z])").match(sentence, at))
    ]
    return max(fitting, key=lambda unit: len(unit[0]), default=None)


def _judged(speech: Speech, old: str, new: str, was: Number, now: Number) -> Finding | None:
    """Return the finding on a number that became another: none where it moved Party A's way, or where it does not matter."""
    if was.measure == now.measure and was.size == now.size and was.measure != "date":
        return None
    kind = _kind(speech, new, now) or _kind(speech, old, was) if was.measure == now.measure else None
    if kind is None:
        zh, en = (
            f"数字改动，对哪一方不利须由人判断：{was.said} → {now.said}",
            f"a number changed, for or against us is for a person to say: {was.said} → {now.said}",
        )
        return warning("number", zh, en, ("对照底线审读", "read it against the walk-away position"))
    if kind.against == "never" or (now.size > was.size) != (kind.against == "up"):
        return None
    zh, en = f"数字朝不利于甲方的方向改动：{was.said} → {now.said}", f"a number moved against Party A: {was.said} → {now.said}"
    return warning("number-against", zh, en, ("恢复原数，或者报有权人批准", "put it back, or have it approved"))


def _kind(speech: Speech, sentence: str, number: Number) -> NumberKind | None:
    """Return the kind of a number: by its part of the sentence, or else by the whole of it."""
    part = _part(sentence, number.at)
    actor = speech.actor(sentence, number.at)
    for text in (part, sentence):
        for kind in speech.signs.numbers.values():
            words = kind.zh if speech.language == "zh" else kind.en
            if number.measure in kind.of and kind.by in ("", actor) and speech.pattern(words).search(text):
                return kind
    return None


def _part(sentence: str, at: int) -> str:
    edges = [0, *(m.end() for m in _PART.finditer(sentence)), len(sentence)]
    start = max(edge for edge in edges if edge <= at)
    return sentence[start : min(edge for edge in edges if edge > at)]
