"""Words and numbers of a Word file that its columns have no room for, and words of a page that break: read off the files themselves."""

from __future__ import annotations

import re
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path

from lxml import etree

from drafter.ooxml.names import P, T, W
from drafter.ooxml.text import paragraph_text
from drafter.values.widths import word_width

_MARGINS = 170  # twips, both sides of a cell
_WORD = re.compile(r"\d{4}-\d\d-\d\d|[^\s\-\u2e80-\uffff]+-?")
_LATIN = re.compile(r"[A-Za-z0-9]+")
_NUMBERS_OF_LISTS = re.compile(r"([a-z])\1*|[ivxlc]+|Part|Annex")


def broken_words(parts: Mapping[str, bytes]) -> list[str]:
    """Return the words that are wider than the cell they stand in, of tables with borders."""
    styles = etree.fromstring(parts["word/styles.xml"])
    sizes = {
        s.get(W + "styleId"): int(z.get(W + "val", "")) for s in styles.iter(W + "style") if (z := s.find(f"{W}rPr/{W}sz")) is not None
    }
    found = []
    for cell in etree.fromstring(parts["word/document.xml"]).iter(W + "tc"):
        for paragraph in cell.iter(P):
            style = paragraph.find(f"{W}pPr/{W}pStyle")
            name = style.get(W + "val", "") if style is not None else ""
            if name in ("ContractCell", "ContractCellHead"):
                room = int(cell.find(f"{W}tcPr/{W}tcW").get(W + "w")) - _MARGINS
                width = 10 * sizes[name]  # twips of an em, from half-points
                words = _WORD.findall(paragraph_text(paragraph))
                found += [word for word in words if word_width(word, name == "ContractCellHead") * width > room]
    return found


def broken_on_paper(pdf: Path, parts: Mapping[str, bytes]) -> list[str]:
    """Return the words on the pages that no paragraph has: the halves of words that were broken. Read by poppler."""
    done = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True)
    known = {word for name, part in parts.items() if name.startswith("word/") and name.endswith(".xml") for word in _words(part)}
    return [w for w in _LATIN.findall(done.stdout) if not w.isdigit() and w not in known and not _NUMBERS_OF_LISTS.fullmatch(w)]


def _words(part: bytes) -> Iterator[str]:
    for paragraph in etree.fromstring(part).iter(P):
        yield from _LATIN.findall(" ".join(paragraph_text(paragraph).split("\n")))
        yield from _LATIN.findall("".join(t.text or "" for t in paragraph.iter(T)))
