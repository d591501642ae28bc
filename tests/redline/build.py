"""Word files with tracked changes, made by hand: a package around given XML, and short names for the marks."""

from __future__ import annotations

import re

from lxml import etree

from drafter.ooxml.names import P
from drafter.ooxml.package import Package
from drafter.ooxml.words import paragraph_words

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_SPACES = {
    "w": W,
    "m": "http://schemas.openxmlformats.org/officeDocument/2006/math",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "mc": "http://schemas.openxmlformats.org/markup-compatibility/2006",
    "wps": "http://schemas.microsoft.com/office/word/2010/wordprocessingShape",
    "v": "urn:schemas-microsoft-com:vml",
}
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml."
_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_KINDS = {  # part -> root element, and kind of part
    "header1": ("hdr", "header"), "footer1": ("ftr", "footer"), "footnotes": ("footnotes", "footnotes"), "endnotes": ("endnotes", "endnotes"),
    "comments": ("comments", "comments"), "styles": ("styles", "styles"), "numbering": ("numbering", "numbering"),
}  # fmt: skip
DATE = "2026-03-02T09:00:00Z"
WHEN = f'w:author="乙方" w:date="{DATE}"'


def by(author: str, number: int = 1) -> str:
    """Return the attributes of a mark."""
    return f'w:id="{number}" w:author="{author}" w:date="{DATE}"'


def package(body: str, space: str = W, **others: str) -> Package:
    """Return a Word file with a body, and other parts by name: `footnotes="<w:footnote ...>"`."""
    return Package(parts(body, space, **others))


def parts(body: str, space: str = W, **others: str) -> dict[str, bytes]:
    """Return the parts of such a file."""
    names = " ".join(f'xmlns:{p}="{space if p == "w" else uri}"' for p, uri in _SPACES.items())
    made = {"word/document.xml": f"{_HEAD}<w:document {names}><w:body>{body}</w:body></w:document>"}
    types, rels = [], []
    for number, (part, inner) in enumerate(others.items(), 1):
        root, kind = _KINDS[part]
        made[f"word/{part}.xml"] = f"{_HEAD}<w:{root} {names}>{inner}</w:{root}>"
        types.append(f'<Override PartName="/word/{part}.xml" ContentType="{_TYPE}{kind}+xml"/>')
        rels.append(f'<Relationship Id="rId{number}" Type="{_REL}/{kind}" Target="{part}.xml"/>')
    made["[Content_Types].xml"] = (
        f'{_HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/word/document.xml" ContentType="{_TYPE}document.main+xml"/>{"".join(types)}</Types>'
    )
    relationships = "http://schemas.openxmlformats.org/package/2006/relationships"
    made["_rels/.rels"] = (
        f'{_HEAD}<Relationships xmlns="{relationships}"><Relationship Id="rId1" Type="{_REL}/officeDocument" Target="word/document.xml"/>'
        "</Relationships>"
    )
    made["word/_rels/document.xml.rels"] = f'{_HEAD}<Relationships xmlns="{relationships}">{"".join(rels)}</Relationships>'
    return {name: text.encode("utf-8") for name, text in made.items()}


def inner(package: Package, part: str = "word/document.xml") -> str:
    """Return what is in the body, or in another part, as XML without declarations of namespaces."""
    root = etree.fromstring(package[part])
    holder = root[0] if part == "word/document.xml" else root
    return "".join(_plain(child) for child in holder)


def _plain(element: etree._Element) -> str:
    text = etree.tostring(element, encoding="unicode", with_tail=False)
    return re.sub(r' xmlns:\w+="[^"]*"', "", text)


def run(text: str, properties: str = "", tag: str = "t") -> str:
    """Return a run."""
    head = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f'<w:r>{head}<w:{tag} xml:space="preserve">{text}</w:{tag}></w:r>'


def paragraph(*content: str, mark: str = "", properties: str = "") -> str:
    """Return a paragraph; `mark` stands among the properties of its end."""
    end = f"<w:rPr>{mark}</w:rPr>" if mark else ""
    head = f"<w:pPr>{properties}{end}</w:pPr>" if properties or mark else ""
    return f"<w:p>{head}{''.join(content)}</w:p>"


def ins(content: str, author: str = "乙方") -> str:
    """Return inserted content."""
    return f"<w:ins {by(author)}>{content}</w:ins>"


def dele(text: str, author: str = "乙方") -> str:
    """Return deleted text."""
    return f"<w:del {by(author)}>{run(text, tag='delText')}</w:del>"


def ending(kind: str, author: str = "乙方") -> str:
    """Return the mark on the end of a paragraph."""
    return f"<w:{kind} {by(author)}/>"


def cell(content: str, properties: str = "") -> str:
    """Return a table cell."""
    head = f"<w:tcPr>{properties}</w:tcPr>" if properties else ""
    return f"<w:tc>{head}{content}</w:tc>"


def row(*cells: str, mark: str = "") -> str:
    """Return a table row."""
    head = f"<w:trPr>{mark}</w:trPr>" if mark else ""
    return f"<w:tr>{head}{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    """Return a table."""
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


def lines(package: Package) -> list[str]:
    """Return the paragraphs of a body."""
    return [paragraph_words(p) for p in package.body.iter(P)]
