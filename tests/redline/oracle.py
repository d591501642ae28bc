"""A second reader of Word files that shares nothing with the first: it settles all tracked changes in its own way and reads what is left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from drafter.ooxml.package import Package

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CAME, _WENT = ("ins", "moveTo"), ("del", "moveFrom")
_STAYS = {  # what a record of old properties does not say
    "pPr": ("rPr", "sectPr"), "rPr": _CAME + _WENT, "sectPr": ("headerReference", "footerReference"), "trPr": ("ins", "del"),
    "tcPr": ("cellIns", "cellDel"), "tblPr": (), "tblPrEx": (), "tblGrid": (),
}  # fmt: skip
_NOT_SAID = {"rPr", "sectPr", "pPrChange", "rPrChange", "ins", "del", "moveFrom", "moveTo", "lang"}
_CHARACTERS = {"tab": "\t", "br": "\n", "noBreakHyphen": "\u2011", "drawing": "▣", "pict": "▣"}
Parts = Mapping[str, bytes]


def read(package: Package, verdict: str = "") -> list[str]:
    """Return what a file says, paragraph by paragraph, when all changes are accepted or rejected: place, properties, words, formats."""
    reader = _Reader(package, verdict)
    body = reader.root("word/document.xml")[0]
    return [*reader.paragraphs(body, ""), *reader.headers(body)]


def marks(package: Package, part: str = "word/document.xml") -> list[tuple[str, str]]:
    """Return the words in the tracked changes of a part, and what else they mark: `¶` an end of a paragraph, `row`, `cell`, properties."""
    found = []
    for element in etree.fromstring(package[part]).iter(etree.Element):
        kind, around = _name(element), _name(element.getparent())
        if kind in _CAME + _WENT:
            said = {"rPr": "¶", "trPr": "row"}.get(around) or "".join(t.text or "" for t in element.iter(W + "t", W + "delText", M + "t"))
            found.append((kind, said))
        elif kind in ("cellIns", "cellDel") or kind.endswith("PrChange"):
            found.append((kind, ""))
    return found


def size(package: Package) -> int:
    """Return how many characters of all parts are marked."""
    stories = [p for p in package.parts if p.startswith("word/") and p.endswith(".xml")]
    return sum(len(said) for part in stories for kind, said in marks(package, part) if said not in ("¶", "row") and kind in _CAME + _WENT)


def _name(element: etree._Element | None) -> str:
    return "" if element is None else etree.QName(element).localname


class _Reader:
    def __init__(self, parts: Parts, verdict: str) -> None:
        self.parts = parts
        self.verdict = verdict

    def root(self, part: str) -> etree._Element:
        root = etree.fromstring(self.parts[part])
        if self.verdict:
            _settle(root, *((_WENT, _CAME) if self.verdict == "accept" else (_CAME, _WENT)))
        return root

    def headers(self, body: etree._Element) -> Iterator[str]:
        relations = self.parts.get("word/_rels/document.xml.rels", b"<none/>")
        rels = {r.get("Id"): r.get("Target", "") for r in etree.fromstring(relations)}
        shown: dict[tuple[str, str], str] = {}
        for section in body.iter(W + "sectPr"):
            for reference in section.iter(W + "headerReference", W + "footerReference"):
                shown[_name(reference), reference.get(W + "type", "default")] = rels[reference.get(R + "id")].removeprefix("/word/")
            for (place, kind), part in sorted(shown.items()):
                lines = list(self.paragraphs(self.root(f"word/{part}"), f"{place} {kind}: "))
                yield from lines if any(line.rpartition("|")[2] for line in lines) else ()

    def paragraphs(self, holder: etree._Element, place: str) -> Iterator[str]:
        for element in holder:
            kind = _name(element)
            if kind == "p":
                yield f"{place}{_properties(element.find(W + 'pPr'))}|{''.join(self.words(element))}"
            elif kind in ("sdt", "sdtContent"):
                yield from self.paragraphs(element, place)
            elif kind == "tbl":
                for i, row in enumerate(element.iter(W + "tr")):
                    for j, cell in enumerate(row.iter(W + "tc")):
                        yield from self.paragraphs(cell, f"{place}r{i}c{j} ")
            elif kind == "sectPr":
                yield f"{place}{_properties(element)}|"

    def words(self, paragraph: etree._Element) -> Iterator[str]:
        last = ""
        for run in paragraph.iter(W + "r"):
            text = "".join(map(self.said, run))
            look = _properties(run.find(W + "rPr"))
            if text:
                yield (f"{{{look}}}" if look != last else "") + text
                last = look

    def said(self, node: etree._Element) -> str:
        kind = _name(node)
        if kind in ("t", "instrText"):
            return node.text or ""
        if kind in ("footnoteReference", "endnoteReference"):
            part = kind.removesuffix("Reference")
            notes = self.root(f"word/{part}s.xml")
            note = next(n for n in notes if n.get(W + "id") == node.get(W + "id"))
            return f"[{part}: {'; '.join(self.paragraphs(note, ''))}]"
        return _CHARACTERS.get(kind, "")


def _properties(properties: etree._Element | None) -> str:
    said = (
        _said(p)
        for p in (properties if properties is not None else ())
        if _name(p) not in _NOT_SAID | {"headerReference", "footerReference"}
    )
    return " ".join(sorted(said))


def _said(element: etree._Element) -> str:
    values = ",".join(f"{etree.QName(k).localname}={v!s}" for k, v in sorted(element.items()))
    return f"{_name(element)}({values})" + "".join(sorted(map(_said, element)))


def _settle(root: etree._Element, gone: tuple[str, ...], kept: tuple[str, ...]) -> None:
    for element in list(root.iter(etree.Element)):
        kind, parent = _name(element), element.getparent()
        if parent is None:
            continue
        around = _name(parent)
        if (around == "trPr" and kind in gone) or kind == {"del": "cellDel", "ins": "cellIns"}[gone[0]]:
            _remove(parent.getparent())
        elif kind.endswith("Change") and kind.removesuffix("Change") in _STAYS:
            _record(element, parent, gone[0] == "ins")
    for row in list(root.iter(W + "tr")):
        _remove(row if row.find(W + "tc") is None else None)
    for table in list(root.iter(W + "tbl")):
        _remove(table if table.find(W + "tr") is None else None)
    ends = [p for p in root.iter(W + "p") if any(_name(m) in gone for m in p.iterfind(f"{W}pPr/{W}rPr/*"))]
    for element in [e for e in root.iter(*(W + k for k in gone + kept)) if _name(e.getparent()) not in ("rPr", "trPr")]:
        _unwrap(element, _name(element) in kept)
    for text in root.iter(W + "delText", W + "delInstrText"):
        text.tag = W + ("t" if _name(text) == "delText" else "instrText")
    for paragraph in reversed(ends):
        _join(paragraph)


def _remove(element: etree._Element | None) -> None:
    parent = element.getparent() if element is not None else None
    if parent is not None and element is not None:
        parent.remove(element)


def _unwrap(element: etree._Element, stays: bool) -> None:
    for inner in list(element) if stays else []:
        element.addprevious(inner)
    _remove(element)


def _record(record: etree._Element, owner: etree._Element, reject: bool) -> None:
    owner.remove(record)
    if reject:
        stays = [e for e in owner if _name(e) in _STAYS[_name(owner)]]
        owner[:] = [*stays, *(record[0] if len(record) else ())]


def _join(paragraph: etree._Element) -> None:
    """Take away the end of a paragraph: what is in it goes to the front of the next, whose properties hold."""
    following = paragraph.getnext()
    while following is not None and _name(following).startswith(("bookmark", "move", "comment")):
        following = following.getnext()
    content = [e for e in paragraph if _name(e) != "pPr"]
    if following is not None and _name(following) == "p":
        at = int(following.find(W + "pPr") is not None)
        following[at:at] = content
        _remove(paragraph)
    elif not any(e.iter(W + "r") for e in content if next(e.iter(W + "t", W + "drawing", W + "tab"), None) is not None):
        _remove(paragraph)
