"""The words that LibreOffice 7.4 writes four times when it saves the first paragraph of a block control: three controls in a line, X, XX, X.

Contracts of earlier versions have a block control round every provision; found by experiment, see docs/provenance.md.
"""

from __future__ import annotations

from collections.abc import Iterator

from drafter.ooxml.names import SDT, SDT_CONTENT, Element, P, T, drop
from drafter.ooxml.package import Package
from drafter.ooxml.same_meaning import saved_by

_PROGRAM = "LibreOffice"
_TIMES = (1, 2, 1)


def once(package: Package) -> Package:
    """Return a file in which what LibreOffice multiplied stands once: the same file when nothing is. Raises FileError."""
    if not saved_by(package).startswith(_PROGRAM) or next(_multiplied(package.body), None) is None:
        return package
    done = package.fork()
    for controls in list(_multiplied(done.edit(done.main))):
        first, *more = controls
        content = first.find(SDT_CONTENT)
        for inner in list(content) if content is not None else []:
            first.addprevious(inner)
        for control in (first, *more):
            drop(control)
    return done


def _multiplied(body: Element) -> Iterator[tuple[Element, ...]]:
    """Yield the controls that together say the words of one of them four times."""
    for paragraph in body.iter(P):
        controls = list(paragraph.iterchildren(SDT))
        for number in range(len(controls) - len(_TIMES) + 1):
            side_by_side = tuple(controls[number : number + len(_TIMES)])
            words = _words(side_by_side[0])
            if words and [_words(c) for c in side_by_side] == [words * times for times in _TIMES]:
                yield side_by_side


def _words(control: Element) -> str:
    return "".join(text.text or "" for text in control.iter(T))
