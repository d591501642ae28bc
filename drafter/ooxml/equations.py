"""An equation of Office on one line, so that 10² is told from 102; ECMA-376 part 1, 22.1. What has no form of its own reads from left to right."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from drafter.ooxml.names import M

_TEXT = M + "t"
_ONE = 1  # character, or one figure or word, needs no brackets


def linear(element: etree._Element) -> str:
    """Return an equation, or any part of one, as a line of text: `x^2`, `1/2`, `√(a+b)`."""
    if element.tag == _TEXT:
        return element.text or ""
    form = _FORMS.get(element.tag)
    return form(element) if form is not None else "".join(map(linear, element))


def _part(element: etree._Element, name: str) -> str:
    return "".join(map(linear, element.findall(M + name)))


def _closed(text: str) -> str:
    """Return a part as it stands beside a sign: in brackets, unless it is a single figure or word."""
    return text if len(text) <= _ONE or text.isalnum() else f"({text})"


def _value(element: etree._Element, properties: str, name: str, usual: str) -> str:
    found = element.find(f"{M}{properties}/{M}{name}")
    return usual if found is None else found.get(M + "val", "")


def _fraction(element: etree._Element) -> str:
    sign = "" if _value(element, "fPr", "type", "bar") == "noBar" else "/"
    return f"{_closed(_part(element, 'num'))}{sign or '¦'}{_closed(_part(element, 'den'))}"


def _script(element: etree._Element) -> str:
    low, high = _part(element, "sub"), _part(element, "sup")
    return _part(element, "e") + (f"_{_closed(low)}" if low else "") + (f"^{_closed(high)}" if high else "")


def _script_before(element: etree._Element) -> str:
    low, high = _part(element, "sub"), _part(element, "sup")
    return (f"_{_closed(low)}" if low else "") + (f"^{_closed(high)}" if high else "") + _part(element, "e")


def _root(element: etree._Element) -> str:
    degree = _part(element, "deg")
    return f"{degree}√{_closed(_part(element, 'e'))}"


def _brackets(element: etree._Element) -> str:
    between = _value(element, "dPr", "sepChr", "|")
    inner = between.join(linear(e) for e in element.findall(M + "e"))
    return _value(element, "dPr", "begChr", "(") + inner + _value(element, "dPr", "endChr", ")")


def _operator(element: etree._Element) -> str:
    sign = _value(element, "naryPr", "chr", "∫")
    low, high = _part(element, "sub"), _part(element, "sup")
    return sign + (f"_{_closed(low)}" if low else "") + (f"^{_closed(high)}" if high else "") + _closed(_part(element, "e"))


def _limit(sign: str) -> Callable[[etree._Element], str]:
    return lambda element: f"{_part(element, 'e')}{sign}{_closed(_part(element, 'lim'))}"


def _accent(element: etree._Element) -> str:
    return _part(element, "e") + _value(element, "accPr", "chr", "\u0302")


def _line(properties: str) -> Callable[[etree._Element], str]:
    def said(element: etree._Element) -> str:
        mark = "\u0305" if _value(element, properties, "pos", "bot") == "top" else "\u0332"
        return _part(element, "e") + mark

    return said


def _rows(element: etree._Element) -> str:
    return " ".join(linear(e) for e in element) + ";"


_FORMS: dict[str, Callable[[etree._Element], str]] = {
    M + "f": _fraction, M + "sSup": _script, M + "sSub": _script, M + "sSubSup": _script, M + "sPre": _script_before, M + "rad": _root,
    M + "d": _brackets, M + "nary": _operator, M + "limLow": _limit("_"), M + "limUpp": _limit("^"), M + "acc": _accent,
    M + "bar": _line("barPr"), M + "mr": _rows, M + "eqArr": _rows,
}  # fmt: skip
