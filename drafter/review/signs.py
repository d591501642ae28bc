"""What the words of a change come near to: signs of a walk-away position put in, protections taken out, numbers moved against us."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from drafter.errors import Finding, warning
from drafter.language import LANGUAGES, Words
from drafter.library.signs import Sign, Signs
from drafter.records import dataclass
from drafter.review.items import Edit, Risk
from drafter.review.moved_numbers import moved_numbers
from drafter.review.sentences import Speech, language_of, sentences

_SHOWN = 60  # characters of a sentence that a message shows


@dataclass(frozen=True)
class Hit:
    """A sign in the words of a change."""

    finding: Finding
    risk: Risk


CHANGE = Words("改动", "the change")


def signs_in(edits: Sequence[Edit], signs: Signs, about: Words = CHANGE) -> tuple[Hit, ...]:
    """Return the signs in the edits of one provision or part, each once; what moved from one paragraph to another is no change.

    `about` is what messages call the words that are there now.
    """
    found: dict[str, Hit] = {}
    for language in LANGUAGES:
        old, new = (
            [s for s in sentences(side) if language_of(s) == language] for side in zip(*((e.before, e.after) for e in edits), strict=True)
        )
        for name, hit in _of_language(Speech(signs, language), old, new, about):
            found.setdefault(name, hit)
    return tuple(found.values())


def _of_language(speech: Speech, old: Sequence[str], new: Sequence[str], about: Words) -> Iterator[tuple[str, Hit]]:
    gone, come = _without(speech, old, new), _without(speech, new, old)
    for name, sign in speech.signs.signs.items():
        for sentence in come:
            if _says(speech, sign, sentence):
                yield name, _hit("sign", sign, sentence, about)
    for name, sign in speech.signs.lost.items():
        if sentence := _lost(speech, sign, gone, come):
            yield f"lost {name}", _hit("sign-lost", sign, sentence, Words("删改", "what was taken out"))
    for finding in moved_numbers(speech, gone, come):
        yield finding.what.zh, Hit(finding, "medium")


def _without(speech: Speech, these: Iterable[str], those: Iterable[str]) -> list[str]:
    """Return the sentences of one side that the other does not have, each as often as it has it more."""
    known = Counter(map(speech.gist, those))
    left = []
    for sentence in these:
        gist = speech.gist(sentence)
        if known[gist]:
            known[gist] -= 1
        elif gist:
            left.append(sentence)
    return left


def _says(speech: Speech, sign: Sign, sentence: str) -> bool:
    return any(
        not _excused(speech, sign, sentence, m) for source in sign.of(speech.language) for m in speech.pattern(source).finditer(sentence)
    )


def _excused(speech: Speech, sign: Sign, sentence: str, match: re.Match[str]) -> bool:
    """Say whether a match is harmless: forbidden or only presupposed, done by the other party, or taken back."""
    if not _done_by(sign, speech.actor(sentence, match.start())):
        return True
    if not speech.allowed(sentence, match):
        return True
    takes_back = (m.span() for source in sign.unless.of(speech.language) for m in speech.pattern(source).finditer(sentence))
    return any(start < match.end() and match.start() < end for start, end in takes_back)


def _done_by(sign: Sign, actor: str) -> bool:
    return {"": True, "A": actor == "A", "B": actor != "A", "not B": actor != "B"}[sign.by]


def _lost(speech: Speech, sign: Sign, gone: Sequence[str], come: Sequence[str]) -> str:
    """Return the first sentence whose words of a protection are no longer there, if there are fewer of them now."""
    patterns = [speech.pattern(source) for source in sign.of(speech.language)]
    before, after = ([sum(len(p.findall(sentence)) for p in patterns) for sentence in side] for side in (gone, come))
    if sum(before) <= sum(after):
        return ""
    return next(sentence for sentence, count in zip(gone, before, strict=True) if count)


def _hit(code: str, sign: Sign, sentence: str, about: Words) -> Hit:
    shown = sentence if len(sentence) <= _SHOWN else f"{sentence[:_SHOWN]}……"
    zh, en = f"{about.zh}{_glue(sign.reason.zh)}：“{shown}”", f"{about.en} {sign.reason.en}: “{shown}”"
    return Hit(warning(code, zh, en, ("对照底线审读", "read it against the walk-away position")), sign.risk)


def _glue(text: str) -> str:
    return f"可能{text}" if not text.startswith(("不", "少")) else f"后{text}"
