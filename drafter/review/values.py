"""New numbers in a changed provision, read back into the answers they stand for: 30日 that became 90日 is the answer `pay_days`.

Also where a sentence that was added says it of an answer by its name (付款期限为180日), as a footnote may; and where what stands there is not one
number (1‑5日, 三十日), it is said to be unclear, and judged by every number in it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import Any

from drafter.assembly.contract import Numbered
from drafter.assembly.fill import Filler
from drafter.errors import Finding, error, warning
from drafter.expressions import Field, is_unknown
from drafter.language import Language, Words
from drafter.library import Library
from drafter.library.schema import Asked
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.redline.comparing.tokens import tokenize
from drafter.redline.comparing.words import word_edits
from drafter.review.baseline import Baseline
from drafter.types import BadValue, BadValues, read_value, show_value

_FIGURES = regex(r"\d[\d,，]*(?:\.\d+)?")
_ANY_NUMBER = regex(r"[\d零一二三四五六七八九十百千万两半]")


@dataclass(frozen=True)
class NewValue:
    """An answer that the other side changed: its name, its label, how it was printed and how it is now, and the value read.

    Where no one value can be read, `value` is None and `readings` are the numbers that stand there.
    """

    name: str
    label: Words
    before: str
    after: str
    value: Any
    within: bool = True  # the range that the library allows
    readings: tuple[Any, ...] = ()


def new_values(standard: Baseline, clause: str, before: Sequence[str], after: Sequence[str]) -> tuple[NewValue, ...]:
    """Return the answers that changed in a provision, paragraph by paragraph as paired in `before` and `after`."""
    provision = standard.provisions.get(clause)
    if provision is None:
        return ()
    found: dict[str, NewValue] = {}
    paragraphs = [(language, p) for language in standard.languages for p in provision.paragraphs[language]]
    for old, new in zip(before, after, strict=True):
        for language, paragraph in paragraphs:
            if not old:
                for value in _named_in(standard, language, paragraph, new):
                    found.setdefault(value.name, value)
            elif "".join(i.text for i in paragraph.inlines) == old:
                for value in _in_paragraph(standard, language, paragraph, old, new):
                    found.setdefault(value.name, value)
    return tuple(found.values())


def out_of_range(value: NewValue, library: Library) -> Finding:
    """Return the finding of a value that the library does not allow."""
    kind = library.questions[value.name]
    zh, en = (value.after if value.value is None else show_value(value.value, kind, language) for language in ("zh", "en"))
    zh, en = f"{value.label.zh}{zh}超出条款库允许的范围", f"{value.label.en} of {en} lies outside what the library allows"
    return error("range", zh, en)


def unclear(value: NewValue) -> Finding:
    """Return the finding of what stands where one value is needed and is not one."""
    zh = f"{value.label.zh}现写作“{value.after}”，不是一个确定的数"
    en = f"{value.label.en} now reads “{value.after}”, which is not one number"
    return warning("unclear-value", zh, en, ("由人审读，要求写明一个数", "read it, and have one number written"))


def readable(field: Field, library: Library) -> bool:
    """Say whether a field prints one answer of a kind that can be read back."""
    kind = library.questions.get(field.expression.source)
    return kind is not None and not field.filters and kind.value_type.in_text


def printed_value(field: Field, said: str, language: Language, library: Library) -> NewValue | None:
    """Return the answer that stands where a field prints one; None where it prints something else or cannot be read."""
    if not readable(field, library):
        return None
    kind = library.questions[field.expression.source]
    value = _read(said, kind.replaced(range=None))
    if value is None:
        return None
    return NewValue(kind.id, kind.label, "", show_value(value, kind, language), value, _read(said, kind) is not None)


def _in_paragraph(standard: Baseline, language: Language, paragraph: Numbered, old: str, new: str) -> Iterator[NewValue]:
    """Yield the answers that a paragraph of ours prints otherwise now."""
    moved = _Moved(old, new)
    for name, value, start, end in _printed(standard, language, paragraph):
        kind = standard.content.library.questions[name]
        said = moved.said(start, end, len(kind.unit or ""))
        if said is None or old[start:end] in said:
            continue
        yield from _new_value(name, kind, language, value, (old[start:end], said))


def _named_in(standard: Baseline, language: Language, paragraph: Numbered, line: str) -> Iterator[NewValue]:
    """Yield the answers, of those that a paragraph of ours prints, that another sentence speaks of by their names."""
    for name, value, _, _ in _printed(standard, language, paragraph):
        kind = standard.content.library.questions[name]
        printed = show_value(value, kind, language)
        unit = re.escape(_FIGURES.sub("", printed).strip())
        said = re.search(rf"{re.escape(kind.label[language])}[^。；;.\d]{{0,20}}({_FIGURES.pattern}\s*{unit})", line, re.IGNORECASE)
        if said is not None:
            yield from _new_value(name, kind, language, value, (printed, said[1]))


def _new_value(name: str, kind: Asked, language: Language, value: Any, printed: tuple[str, str]) -> Iterator[NewValue]:
    """Yield the answer that stands where a value was printed, if it is another, or unclear; `printed` is what stood and what stands there."""
    before, said = printed
    free = kind.replaced(range=None)
    read = _read(said, free)
    if read is not None:
        if read != value:
            yield NewValue(name, kind.label, before, show_value(read, kind, language), read, _read(said, kind) is not None)
    elif _ANY_NUMBER.search(said):
        readings = tuple(r for figures in _FIGURES.findall(said) if (r := _read(figures, free)) is not None)
        within = all(_read(figures, kind) is not None for figures in _FIGURES.findall(said))
        yield NewValue(name, kind.label, before, " ".join(said.split()), None, within, readings)


def _printed(standard: Baseline, language: Language, paragraph: Numbered) -> Iterator[tuple[str, Any, int, int]]:
    """Yield the answers that a paragraph prints and that can be read back: names, values, and where they stand in its text."""
    situation = standard.contract.situation
    for name, start, end in _fields(standard.contract.fillers[language], paragraph):
        kind, value = situation.kind(name), situation.value(name)
        if kind.value_type.in_text and not is_unknown(value) and name in situation.library.questions:
            yield name, value, start, end


def _fields(filler: Filler, paragraph: Numbered) -> Iterator[tuple[str, int, int]]:
    """Yield the fields of a paragraph that print one answer, and where they stand in its text."""
    at = 0
    for piece in paragraph.item.pieces:
        size = sum(len(i.text) for i in filler.fill((piece,)))
        if isinstance(piece, Field) and len(piece.expression.names) == 1 and not piece.filters:
            [name] = piece.expression.names
            if piece.expression.source == name:
                yield name, at, at + size
        at += size


class _Moved:
    """Where the characters of a paragraph are after it was changed."""

    def __init__(self, old: str, new: str) -> None:
        self.new = new
        tokens, others = tokenize(old), tokenize(new)
        starts, there = (list(accumulate(map(len, side), initial=0)) for side in (tokens, others))
        self.edits = [(starts[a], starts[b], there[c], there[d]) for a, b, c, d in word_edits(tokens, others)]

    def said(self, start: int, end: int, slack: int) -> str | None:
        """Return what stands now where a field stood, if the field was touched; an edit that goes beyond its sentence is no new value."""
        touched = [e for e in self.edits if e[0] < end and e[1] > start]
        if not touched or any(e[0] < start - 1 or e[1] > end + slack + 2 for e in touched):
            return None
        first, last = touched[0], touched[-1]
        before, after = max(first[0] - start, 0), max(end - last[1], 0)
        return self.new[first[2] - before : last[3] + after]


def _read(said: str, kind: Asked) -> Any:
    raw = kind.value_type.within(said)
    try:
        return None if raw is None else read_value(raw, kind)
    except (BadValue, BadValues):
        return None
