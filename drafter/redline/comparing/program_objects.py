"""What a program computes or draws inside a paragraph that a person edited: results of fields and drawn shapes, taken over from the revised file."""

from __future__ import annotations

from collections.abc import Iterator
from copy import deepcopy

from drafter.ooxml.characters import OBJECTS
from drafter.ooxml.fields import is_recomputed
from drafter.ooxml.names import ALTERNATE, ENDNOTE, FIELD_CHAR, FOOTNOTE, INSTR, RUN, Element, P, R, T, W, drop
from drafter.records import dataclass

_SHAPES = frozenset({*OBJECTS, ALTERNATE}) - {FOOTNOTE, ENDNOTE}
_SPEAKING = "{urn:schemas-microsoft-com:vml}textpath"  # a watermark


@dataclass(frozen=True)
class _Field:
    """A field that Word works out: its code, and the texts of its result."""

    code: str
    result: tuple[Element, ...]


def adopt_results(old: Element, new: Element) -> None:
    """Give the fields of a paragraph that Word works out the results that they have in another, where both have the same fields."""
    here, there = list(_fields(old)), list(_fields(new))
    if [field.code for field in here] != [field.code for field in there]:
        return
    for one, other in zip(here, there, strict=True):
        for number, text in enumerate(one.result):
            text.text = "".join(t.text or "" for t in other.result) if number == 0 else ""


def _fields(paragraph: Element) -> Iterator[_Field]:
    code, result, part = "", [], ""
    for element in paragraph.iter(FIELD_CHAR, INSTR, T):
        if element.tag == INSTR and part == "begin":
            code += element.text or ""
        elif element.tag == T and part == "separate":
            result.append(element)
        elif element.tag == FIELD_CHAR:
            part = element.get(W + "fldCharType", "")
            if part == "begin":
                code, result = "", []
            elif part == "end" and is_recomputed(code):
                yield _Field(" ".join(code.split()), tuple(result))


def adopt_objects(old: Element, new: Element) -> None:
    """Give a paragraph the shapes of another as they are drawn there, where both have as many, say the same in them, and need no other part."""
    here, there = _shapes(old), _shapes(new)
    if len(here) != len(there):
        return
    for one, other in zip(here, there, strict=True):
        if _said(one) == _said(other) and _is_whole(one) and _is_whole(other):
            copy = deepcopy(other)
            copy.tail = None
            one.addprevious(copy)
            drop(one)


def _shapes(paragraph: Element) -> list[Element]:
    return [shape for run in paragraph.iterchildren(RUN) for shape in run if shape.tag in _SHAPES]


def _said(shape: Element) -> list[str]:
    said = (e.text if e.tag == T else e.get("string") for e in shape.iter(T, _SPEAKING))
    return [text for text in said if text]


def _is_whole(shape: Element) -> bool:
    """Say whether nothing in a shape refers to another part, and no text box is in it, which is compared by its words."""
    return next(shape.iter(P), None) is None and not any(str(name).startswith(R) for e in shape.iter() for name in e.attrib)
