"""The signs in a contract that is not ours: the same that a returned copy is read for, in every sentence that is not one of ours."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from drafter.language import Words
from drafter.library.body import Item as BodyItem
from drafter.library.signs import Signs
from drafter.model import Text
from drafter.review.items import Edit
from drafter.review.sentences import sentences
from drafter.review.signs import Hit, signs_in

_BLANK = "\ue000"  # what is to be filled in
_FEWEST = 10  # characters beside the blanks by which a sentence is known
_ABOUT = Words("此处", "this")


def signs_by_paragraph(
    signs: Signs, texts: Sequence[str], library: Iterable[BodyItem], near: Mapping[int, BodyItem]
) -> dict[int, tuple[Hit, ...]]:  # fmt: skip
    """Return the signs in the paragraphs of a contract, by their number.

    A sentence of the `library`, wherever it stands, is none. `near` are the paragraphs of ours that some of these are, but for changes: there the
    sentences of ours that are gone are looked at as well.
    """
    ours = _Ours(library)
    found = {}
    for number, text in enumerate(texts):
        gone = _gone(near[number], text) if number in near else ()
        come = list(sentences([text]))
        if _signs(signs, gone, come) and (hits := _signs(signs, gone, [s for s in come if not ours.has(s)])):
            found[number] = hits
    return found


def _signs(signs: Signs, gone: Sequence[str], come: Sequence[str]) -> tuple[Hit, ...]:
    return signs_in([Edit("\n".join(gone), "\n".join(come), ())], signs, _ABOUT)


class _Ours:
    """All sentences of ours, whatever stands in their blanks."""

    def __init__(self, items: Iterable[BodyItem]) -> None:
        said = {sentence for item in items for sentence in _sentences(item)}
        self.whole = {sentence for sentence in said if _BLANK not in sentence}
        self.blanks = [_pattern(sentence) for sentence in said - self.whole if len(sentence.replace(_BLANK, "")) >= _FEWEST]

    def has(self, sentence: str) -> bool:
        """Say whether a sentence is one of ours."""
        return sentence in self.whole or any(pattern.fullmatch(sentence) for pattern in self.blanks)


def _gone(item: BodyItem, text: str) -> Sequence[str]:
    """Return the sentences of a paragraph of ours that another does not have."""
    theirs = list(sentences([text]))
    return [s.replace(_BLANK, "……") for s in _sentences(item) if not any(map(_pattern(s).fullmatch, theirs))]


def _sentences(item: BodyItem) -> list[str]:
    return list(sentences(["".join(piece.text if isinstance(piece, Text) else _BLANK for piece in item.pieces)]))


def _pattern(sentence: str) -> re.Pattern[str]:
    return re.compile(".{1,80}?".join(map(re.escape, sentence.split(_BLANK))))
