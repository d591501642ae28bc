"""Headers and footers of turned pages, and the house templates of two columns: what stands at the right margin, in which language, in what lines."""

from __future__ import annotations

import re

import pytest

from drafter.language import Edition
from drafter.ooxml.archive import safe_parts
from drafter.writers.docx.house import house_template
from drafter.writers.docx.house_proposal import proposal_template
from drafter.writers.docx.write import docx_bytes
from tests.matrix import Case, drafted
from tests.tools import draft, sample


def parts(edition: Edition = "zh") -> dict[str, bytes]:
    """Return the parts of a contract with turned annexes."""
    return safe_parts(docx_bytes(drafted(Case("minimal", "standard", edition))), "made.docx")


def headers(made: dict[str, bytes]) -> list[tuple[bool, int, int]]:
    """Return of every section whether it is turned, how wide its text is, and where the right tab of its header stands, in twips."""
    document, relations = made["word/document.xml"].decode(), made["word/_rels/document.xml.rels"].decode()
    targets = {
        re.search(r'Id="([^"]+)"', r)[1]: re.search(r'Target="([^"]+)"', r)[1] for r in re.findall(r"<Relationship [^>]*>", relations)
    }
    found = []
    for section in re.findall(r"<w:sectPr>.*?</w:sectPr>", document):
        header = made["word/" + targets[re.search(r'headerReference[^>]*r:id="([^"]+)"', section)[1]]].decode()
        width, left, right = (int(re.search(rf'w:{n}="(\d+)"', section)[1]) for n in ("w", "left", "right"))
        if tab := re.search(r'<w:tab w:val="right" w:pos="(\d+)"', header):
            found.append(("landscape" in section, width - left - right, int(tab[1])))
    return found


def test_the_number_in_the_header_stands_at_the_right_margin_of_every_page() -> None:
    found = headers(parts())
    assert {turned for turned, _, _ in found} == {True, False}
    assert [abs(width - tab) <= 1 for _, width, tab in found] == [True] * len(found)


def test_every_part_of_a_turned_page_has_its_type() -> None:
    made = parts()
    wide = [name for name in made if "Wide" in name]
    assert wide
    assert all(f'PartName="/{name}"' in made["[Content_Types].xml"].decode() for name in wide)


def test_a_contract_without_turned_pages_has_no_more_headers() -> None:
    made = safe_parts(docx_bytes(draft(sample("lite-below-threshold"))), "made.docx")
    assert not [name for name in made if "Wide" in name]


@pytest.mark.parametrize(
    ("edition", "said"), [("zh", "第 1 页 共 1 页"), ("en", "Page 1 of 1"), ("bilingual", "第 1 页 共 1 页　　Page 1 of 1")]
)
def test_the_footer_is_in_the_languages_of_the_edition(edition: Edition, said: str) -> None:
    texts = re.findall(r"<w:t[^>]*>([^<]*)</w:t>", parts(edition)["word/footer1.xml"].decode())
    assert "".join(texts) == said


@pytest.mark.parametrize("template", [house_template(compact=True), proposal_template(compact=True)], ids=["contract", "proposal"])
def test_lines_of_two_columns_are_not_stretched(template: bytes) -> None:
    styles = safe_parts(template, "template.docx")["word/styles.xml"].decode()
    assert '<w:jc w:val="both"/>' not in styles
