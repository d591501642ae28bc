"""Every PDF of every sample says what its Word file says, and its contents name the pages; read by poppler, all laid out by one LibreOffice."""

from __future__ import annotations

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.language import Edition
from drafter.ooxml.names import FALLBACK, FIELD_CHAR, INSTR, P, T, W
from drafter.ooxml.package import read_package
from drafter.services.answers import read_answers
from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf.office import office
from drafter.writers.pdf.write import Laid, lay_out
from tests.tools import SAMPLES, draft, need

OTHERS: list[tuple[str, str, Edition]] = [
    ("minimal", "contract", "en"),
    ("minimal", "contract", "bilingual"),
    ("minimal", "proposal", "zh"),
    ("minimal", "proposal", "en"),
]
WANTED = [*((path.stem, "contract", "zh") for path in SAMPLES), *OTHERS]


@pytest.fixture(scope="module")
def laid() -> dict[tuple[str, str, str], tuple[bytes, Laid]]:
    """The Word files of all samples, with what one LibreOffice made of them."""
    need(office(), "LibreOffice")
    files = [
        (docx_bytes(draft(read_answers(load_content(), SAMPLES[0].with_name(f"{name}.yaml"), kind), edition)), edition)
        for name, kind, edition in WANTED
    ]
    return dict(zip(WANTED, zip((docx for docx, _ in files), lay_out(files), strict=True), strict=True))


@pytest.mark.parametrize("wanted", WANTED, ids="-".join)
def test_a_pdf_has_every_word_and_the_right_pages(
    wanted: tuple[str, str, str], laid: dict[tuple[str, str, str], tuple[bytes, Laid]], tmp_path: Path
) -> None:
    docx, made = laid[wanted]
    assert made.problem is None
    (tmp_path / "made.pdf").write_bytes(made.pdf)
    done = subprocess.run(["pdftotext", "-raw", str(tmp_path / "made.pdf"), "-"], capture_output=True, text=True, check=True)
    pages = [_plain(page) for page in done.stdout.split("\f")]
    text = "".join(pages)
    missing = [words for words in _paragraphs(docx) if not _stands(words, text)]
    assert not missing[:3]
    assert len(made.pages) >= 10
    titles = _titles(docx)
    entries = [(titles[name], number) for name, number in made.pages.items() if titles.get(name)]
    wrong = min(([e for e in entries if not _on(pages, e[1] - 1 + front, e[0])] for front in range(8)), key=len)  # pages before page 1
    assert not wrong[:3]


def _on(pages: list[str], index: int, title: str) -> bool:
    return index < len(pages) and title in pages[index]


def _plain(text: str) -> str:
    """Return the characters that paper shows, as poppler gives them."""
    return re.sub(r"[\s\u00ad\u200b-\u200f\u2010\u2011-]+", "", unicodedata.normalize("NFKC", text))


def _stands(words: str, text: str) -> bool:
    """Say whether a paragraph is printed: whole, or in parts where a page ends in it."""
    return words in text or any(words[:cut] in text and words[cut:] in text for cut in range(1, len(words)))


def _paragraphs(docx: bytes) -> list[str]:
    """Return the paragraphs of the body outside of tables and contents."""
    body = read_package(docx, "made.docx").body
    said = [
        p
        for p in body.iter(P)
        if next(p.iterancestors(W + "tbl", FALLBACK), None) is None and next(p.iter(INSTR, FIELD_CHAR), None) is None
    ]
    return [words for p in said if (words := _plain("".join(t.text or "" for t in p.iter(T))))]


def _titles(docx: bytes) -> dict[str, str]:
    """Return the words of each paragraph that begins with a bookmark, by bookmark."""
    body = read_package(docx, "made.docx").body
    found = {}
    for mark in body.iter(W + "bookmarkStart"):
        paragraph = next(mark.iterancestors(P), None)
        if paragraph is not None:
            found[mark.get(W + "name", "")] = _plain("".join(t.text or "" for t in paragraph.iter(T)))
    return found
