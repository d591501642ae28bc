"""Fields as a reader meets them: their codes, whether Word works out their results, and the state of form fields; ECMA-376 part 1, 17.16."""

from __future__ import annotations

import re

from drafter.ooxml.names import VAL, Element, W, is_on, whole
from drafter.patterns import regex
from drafter.records import dataclass

_RECOMPUTED = regex(  # fields that Word works out anew by itself; what others show was typed
    r"\s*(PAGE|NUMPAGES|SECTION|SECTIONPAGES|PAGEREF|REF|NOTEREF|STYLEREF|TOC|SEQ|LISTNUM|DATE|TIME|SAVEDATE|PRINTDATE|CREATEDATE|FILENAME)\b",
    re.IGNORECASE,
)
_SWITCH = regex(r'\\(?:[*#@]\s*(?:"[^"]*"|\S+)|[A-Za-z!](?![A-Za-z]))')
_TICKED, _EMPTY = "☒", "☐"


def is_recomputed(code: str) -> bool:
    """Say whether Word works out the result of a field with this code by itself."""
    return _RECOMPUTED.match(code) is not None


def reference_of(code: str) -> str:
    """Return what a field refers to, in braces; programs drop and reorder the switches that say how."""
    return f"{{{' '.join(_SWITCH.sub('', code).split())}}}"


def form_state(begin: Element) -> str:
    """Return what the beginning of a form field says that it shows: a box, ticked or not, or the entry chosen in a list; else nothing."""
    box, choices = begin.find(f"{W}ffData/{W}checkBox"), begin.find(f"{W}ffData/{W}ddList")
    if box is not None:
        state = box.find(W + "checked")
        return _TICKED if is_on(box.find(W + "default") if state is None else state) else _EMPTY
    if choices is not None:
        chosen = choices.find(W + "result")
        chosen = choices.find(W + "default") if chosen is None else chosen
        entries = [entry.get(VAL, "") for entry in choices.findall(W + "listEntry")]
        number = whole(chosen.get(VAL)) if chosen is not None else 0
        return entries[number] if number < len(entries) else ""
    return ""


@dataclass
class _Field:
    """A field that is open: its code, and whether its result has begun."""

    code: str
    shown: bool = False
    recomputed: bool = False


class OpenFields:
    """The fields around a place, for a field may go through many paragraphs."""

    def __init__(self) -> None:
        self._fields: list[_Field] = []
        self._unshown = self._recomputed = 0  # how many show no result yet, and how many one that Word works out

    def __len__(self) -> int:
        return len(self._fields)

    @property
    def in_code(self) -> bool:
        """Whether the place is in the code of a field, which nobody sees."""
        return self._unshown > 0

    @property
    def in_recomputed(self) -> bool:
        """Whether the place is in a result that Word works out."""
        return self._recomputed > 0

    def begin(self, code: str = "") -> None:
        """Come to the beginning of a field."""
        self._fields.append(_Field(code))
        self._unshown += 1

    def add_code(self, text: str) -> None:
        """Come to a piece of the code of the field around this place."""
        if self._fields:
            self._fields[-1].code += text

    def separate(self) -> str:
        """Come to where a result begins, or would; return what the field refers to, nothing when that is known or worked out anyway."""
        if not self._fields or self._fields[-1].shown:
            return ""
        field = self._fields[-1]
        told = "" if self.in_recomputed else reference_of(field.code)
        field.shown, field.recomputed = True, is_recomputed(field.code)
        self._unshown -= 1
        self._recomputed += field.recomputed
        return told

    def end(self) -> None:
        """Come to the end of a field."""
        if self._fields:
            field = self._fields.pop()
            self._unshown -= not field.shown
            self._recomputed -= field.recomputed
