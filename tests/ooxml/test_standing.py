"""Where provisions stand: by their marks, whatever became of them, and by the controls of earlier versions."""

from __future__ import annotations

import re

import pytest
from lxml import etree

from drafter.ooxml.marks import anchor_name, end_mark
from drafter.ooxml.names import W
from drafter.ooxml.package import Package, read_package
from drafter.ooxml.provisions import article_numbers, brought_back, provision_order, read_provisions, reordered, replaced
from drafter.ooxml.standing import _known, provision_blocks
from drafter.writers.docx.provenance import read_provenance
from drafter.writers.docx.write import docx_bytes
from tests.review.helpers import span
from tests.tools import draft, sample

BODY = "word/document.xml"
PAY, LATE = "cost-payment-term", "cost-late-payment"


@pytest.fixture(scope="module", params=["zh", "en", "bilingual"])
def sent(request: pytest.FixtureRequest) -> Package:
    """A contract as we send it."""
    return read_package(docx_bytes(draft(sample("lite-below-threshold"), request.param)), "sent")


def with_body(package: Package, body: str) -> Package:
    """Return a contract with another body."""
    return Package({**package, BODY: body.encode()})


def body_of(package: Package) -> str:
    """Return the body of a contract."""
    return package[BODY].decode()


def as_earlier_versions_wrote(package: Package) -> Package:
    """Return a contract with a content control round every provision, and no bookmark at its end."""
    body = body_of(package)
    for number, origin in enumerate(read_provenance(package).provisions):
        start, end = span(body, origin.clause)
        head = f'<w:tag w:val="drafter:{origin.clause}@{origin.position}"/><w:id w:val="{9000 + number}"/>'
        control = f"<w:sdt><w:sdtPr>{head}</w:sdtPr><w:sdtContent>{body[start:end]}</w:sdtContent></w:sdt>"
        body = body[:start] + control + body[end:]
    return with_body(package, re.sub(r'<w:bookmarkStart w:id="\d+" w:name="[pfb]_\w+"/><w:bookmarkEnd w:id="\d+"/>', "", body))


def texts(package: Package) -> dict[str, str]:
    """Return what the provisions of a file say, by clause."""
    return {clause: "\n".join(p.line for p in said) for clause, said in read_provisions(package).by_clause.items()}


def stored(package: Package) -> dict[str, str]:
    """Return what they said when it was made."""
    return {p.clause: p.text for p in read_provenance(package).provisions}


def test_every_provision_is_found_with_all_it_says_and_nothing_else(sent: Package) -> None:
    assert texts(sent) == stored(sent)
    assert len(provision_blocks(sent)) > 30


def test_a_contract_of_an_earlier_version_reads_the_same(sent: Package) -> None:
    earlier = as_earlier_versions_wrote(sent)
    assert "w:sdt" in body_of(earlier)
    assert texts(earlier) == stored(sent)
    assert article_numbers(earlier) == article_numbers(sent)


def test_provisions_go_from_a_contract_into_one_of_an_earlier_version(sent: Package) -> None:
    earlier = as_earlier_versions_wrote(sent)
    changed = with_body(earlier, body_of(earlier).replace("乙方", "丙方").replace("Party B", "Party C"))
    done, clauses = replaced(changed, sent, [PAY])
    assert clauses == [PAY]
    assert texts(done) == {**texts(changed), PAY: stored(sent)[PAY]}


def test_a_provision_keeps_its_text_when_its_last_paragraph_goes_or_another_follows(sent: Package) -> None:
    lines = stored(sent)[PAY].split("\n")
    for blocks, added in (([-1], 0), ([], 1)):
        root = etree.fromstring(sent[BODY])
        package = Package({**sent, BODY: etree.tostring(root)})
        here = provision_blocks(package)[PAY]
        if here[0].tag == W + "tbl":
            continue  # two columns: a row more or less leaves the table
        for number in blocks:
            here[number].getparent().remove(here[number])
        if added:
            new = etree.fromstring(etree.tostring(here[-1]))
            for mark in list(new.iter(W + "bookmarkStart", W + "bookmarkEnd")):
                mark.getparent().remove(mark)
            here[-1].addnext(new)
        wanted = lines[:-1] if blocks else [*lines, lines[-1]]
        found = texts(Package({**package, BODY: etree.tostring(package.body)}))
        assert found == {**stored(sent), PAY: "\n".join(wanted)}


def test_a_heading_that_lost_its_mark_is_found_by_the_end_of_its_provision(sent: Package) -> None:
    name = anchor_name(PAY)
    body = re.sub(rf'<w:bookmarkStart w:id="\d+" w:name="r_{name}(_en)?"/>', "", body_of(sent))
    assert texts(with_body(sent, body))[PAY].split("\n")[-1] == stored(sent)[PAY].split("\n")[-1]
    if '<w:tbl><w:tblPr><w:tblStyle w:val="ContractBilingual"' not in body:
        assert texts(with_body(sent, body)) == stored(sent)


def test_the_provisions_are_known_when_the_provenance_part_is_lost(sent: Package) -> None:
    bare = sent.without({"customXml/item1.xml", "customXml/itemProps1.xml"})
    assert texts(bare) == stored(sent)


def test_a_provision_that_is_gone_comes_back_in_its_place_and_tables_stay_apart(sent: Package) -> None:
    start, end = span(body_of(sent), LATE)
    gone = with_body(sent, body_of(sent)[:start] + body_of(sent)[end:])
    assert LATE not in provision_order(gone)
    done, clauses = brought_back(gone, sent, provision_order(sent), {LATE: ()})
    assert clauses == [LATE]
    assert provision_order(done) == provision_order(sent)
    assert texts(done) == stored(sent)
    assert all(t.getnext().tag != W + "tbl" for t in done.body.iter(W + "tbl") if t.getnext() is not None)


def test_provisions_change_places_with_their_marks(sent: Package) -> None:
    order = provision_order(sent)
    other = [*order[:3], order[4], order[3], *order[5:]]
    done, moved = reordered(sent, other)
    assert sorted(moved) == sorted(order[3:5])
    assert provision_order(done) == other
    assert texts(done) == {clause: stored(sent)[clause] for clause in other}


def test_names_are_bookmark_names_and_none_is_that_of_two_clauses() -> None:
    names = [anchor_name(c) for c in ("cost-payment-term", "付款期限", "违约责任", "a" * 50, "a" * 49)]
    assert len(set(names)) == 5
    marks = [end_mark(f"r_{name}_en", "fallback") for name in names]
    assert all(re.fullmatch(r"[A-Za-z]\w*", m, re.ASCII) and len(m) <= 40 for m in marks)


def test_what_names_our_schema_only_does_not_stand_for_the_provenance(sent: Package) -> None:
    last = "customXml/item1.xml"  # as programs that write the parts in another order have it
    turned = Package({**{name: data for name, data in sent.items() if name != last}, last: sent[last]}, "turned")
    assert _known(turned) == _known(sent)
    assert _known(turned)[anchor_name(PAY)] == f"{PAY}@brief"
