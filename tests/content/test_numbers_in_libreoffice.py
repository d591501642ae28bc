"""LibreOffice as a second reader: it counts the same numbers as we print and refer to, and goes on counting after a paragraph is put in."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from drafter.assembly.numbers import NUMBERINGS, Spot
from drafter.language import Language
from drafter.model import Block, Paragraph, Reference, Style, Text
from drafter.ooxml.archive import safe_open, safe_parts
from drafter.ooxml.container import pack
from drafter.ooxml.numbering import Counter, Lists
from drafter.ooxml.package import Package, parse_xml
from drafter.resources import templates_dir
from drafter.writers.docx.legal import legal_list, with_fallback_lists
from drafter.writers.docx.write import docx_bytes
from drafter.writers.docx.xml import BodyWriter, style_id
from drafter.writers.pdf.office import convert, office
from tests.tools import draft, need, sample

MOST = 120  # articles; contracts have 107


def numbered(edition: str) -> list[Paragraph]:
    """Return the numbered paragraphs of the consolidated sample."""
    one = draft(sample("m3b-data-bureau"), edition)  # type: ignore[arg-type]
    from drafter.model import paragraphs_of

    return [p for block in (*one.body, *one.annexes) for p in paragraphs_of(block) if p.number]


def squeezed(text: str) -> str:
    """Return a text without white space."""
    return re.sub(r"\s+", "", text)


@pytest.mark.parametrize("edition", ["zh", "en"])
def test_text_export_shows_the_number_of_every_paragraph(edition: str) -> None:
    need(office(), "LibreOffice")
    exported = convert(docx_bytes(draft(sample("m3b-data-bureau"), edition)), "txt:Text (encoded):UTF8").decode("utf-8-sig")  # type: ignore[arg-type]
    lines = iter([squeezed(line) for line in exported.splitlines()])
    for paragraph in numbered(edition):
        number = f"{paragraph.number}." if paragraph.style == "article" and edition == "en" else paragraph.number
        expected = squeezed(number + paragraph.text)
        assert any(line == expected for line in lines), f"LibreOffice does not print {expected[:60]!r} where we do"


def test_references_follow_when_a_paragraph_is_put_in(tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    made = safe_parts(docx_bytes(draft(sample("m3b-data-bureau"), "en")), "made")
    text = made["word/document.xml"].decode()
    start = text.index('w:name="r_risk_liability_en"')
    mark = text.index('w:name="r_risk_liability_setoff_en"', start)
    paragraph = text.rindex("<w:p>", 0, mark)
    new = '<w:p><w:pPr><w:pStyle w:val="ContractClauseEn"/></w:pPr><w:r><w:t>A paragraph put in by counsel.</w:t></w:r></w:p>'
    changed = text[:paragraph] + new + text[paragraph:]
    before, after = (pages({**made, "word/document.xml": t.encode()}, tmp_path) for t in (text, changed))
    old = next(p.number for p in numbered("en") if p.anchor == "r_risk_liability_setoff_en")
    article, place = old.split(".")
    assert f"Clause{old}" in before
    assert f"Clause{article}.{int(place) + 1}" in after
    assert after.count(f"Clause{old}") < before.count(f"Clause{old}")


def pages(parts: dict[str, bytes], folder: Path) -> str:
    """Return the text LibreOffice lays out, fields brought up to date, without white space."""
    pdf = folder / "x.pdf"
    pdf.write_bytes(convert(pack(parts), "pdf"))
    return squeezed(subprocess.run(["pdftotext", str(pdf), "-"], capture_output=True, text=True, check=True).stdout)


def labels(kind: str, language: Language) -> list[tuple[Style, str]]:
    """Return a paragraph of every level, over and over, with the number that references to it say."""
    numbering, said = NUMBERINGS[kind], list[tuple[Style, str]]()
    for n in range(1, MOST + 1):
        spot = Spot(n, 1, n) if numbering.by_chapter else Spot(1, n, n)
        said += [("chapter", numbering.chapter(n, language)), ("article", numbering.article(spot, language))]
        said += [("clause", numbering.paragraph((n, 1), language))]
        for item in range(1, n if n == 20 else 2):
            said += [("item", numbering.paragraph((n, 1, item), language)), ("subitem", numbering.paragraph((n, 1, item, 1), language))]
            said += [("subitem", numbering.paragraph((n, 1, item, k), language)) for k in range(2, 20) if item == 3]
    return [*said, *(("annex", numbering.annex(n, language)) for n in range(1, 61))]


def counted(kind: str, language: Language) -> dict[str, bytes]:
    """Return a file of these paragraphs in the house template, each by its style, and of references to all of them."""
    parts = dict(safe_open(templates_dir() / ("contract/contract.docx" if kind == "contract" else "proposal/proposal.docx")))
    numbering = parts["word/numbering.xml"].decode()
    writer = BodyWriter(8000, 8000, "", "", legal=bool(legal_list(numbering)))
    blocks: list[Block] = []
    for place, (style, _) in enumerate(labels(kind, language)):
        blocks.append(Paragraph((Text(f"={place}="),), style, language, anchor=f"a{place}"))
    for place, (_, number) in enumerate(labels(kind, language)):
        blocks.append(Paragraph((Text(f"<{place}>"), Reference(f"a{place}", number), Text("#")), "cell", language))
    head, tail = re.split(r"(?<=<w:body>).*(?=<w:sectPr)", parts["word/document.xml"].decode(), maxsplit=1, flags=re.DOTALL)
    parts["word/document.xml"] = (head + writer.write(blocks) + tail).encode()
    if writer.legal:
        parts["word/numbering.xml"] = with_fallback_lists(numbering, writer.articles).encode()
    return parts


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["contract", "proposal"])
def test_every_number_printed_is_the_number_referred_to(kind: str, language: Language, tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    parts, said = counted(kind, language), labels(kind, language)
    printed = convert(pack(parts), "txt:Text (encoded):UTF8").decode("utf-8-sig")
    found = {int(n): squeezed(number).removesuffix(".") for number, n in re.findall(r"^(.*?)=(\d+)=", printed, re.MULTILINE)}
    right = {place: squeezed(number).removesuffix(".") for place, (_, number) in enumerate(said)}
    assert found == right
    counted_anew = re.findall(r"<(\d+)>([^#]*)#", pages(parts, tmp_path))
    assert {int(n): number.removesuffix(".") for n, number in counted_anew} == right


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("kind", ["contract", "proposal"])
def test_word_prints_the_number_referred_to(kind: str, language: Language) -> None:
    package = Package(counted(kind, language))
    lists = Lists(parse_xml(package["word/numbering.xml"], ""), package.root("word/styles.xml"))
    counter = Counter(lists)
    places = {
        level.style: (number, depth)
        for number in map(str, range(1, 9))
        if (known := lists.list(number)) is not None
        for depth, level in known.levels.items()
    }
    for style, number in labels(kind, language):
        assert counter.label(*places[style_id(style, language)]).removesuffix(".") == number.removesuffix(".")
