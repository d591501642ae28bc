"""The five ways of docs/returned.md in which a contract comes back: what verify, review and redline say of each, as a whole."""

from __future__ import annotations

import io
import subprocess
from copy import deepcopy
from functools import cache
from pathlib import Path

import docx
import pytest
from docx.oxml.ns import qn

from drafter.content import load_content
from drafter.ooxml.container import pack
from drafter.ooxml.package import Package, read_package
from drafter.records import dataclass
from drafter.redline.comparing.compare import compare as script_of
from drafter.redline.marking.tracked import tracked
from drafter.services.files import Upload
from drafter.services.inspecting import verify
from drafter.services.redlining import compare
from drafter.services.reviewing import review_returned
from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf.office import convert, office
from tests.ooxml.test_whole_files import strict
from tests.review.helpers import span
from tests.review.test_text_only import text_only
from tests.tools import draft, need, sample

BODY = "word/document.xml"
SUSPENDS = "乙方有权暂停服务。"


@cache
def sent() -> bytes:
    """The contract as it goes out."""
    return docx_bytes(draft(sample("lite-below-threshold")))


@dataclass(frozen=True)
class Told:
    """What the three say: the case and the clauses of verify; the items of a review with status and risk; the changes of a redline, before and after."""

    case: str
    by_text: bool
    clauses: dict[str, list[str]]
    outside: list[str]
    items: dict[str, tuple[str, str]]
    changes: list[tuple[str, str]]
    said: list[str]


def told(data: bytes, *, against: bool = False) -> Told:
    """Return what is said of a file that came back, as it came or held against what was sent."""
    content, returned, ours = load_content(), Upload("returned.docx", data), Upload("sent.docx", sent())
    verdict = verify(content, returned, sent=ours if against else None)
    review = review_returned(content, returned, "zh", sent=ours if against else None)
    redline = compare(content, ours, returned, "zh")
    return Told(
        verdict.case,
        verdict.by_text,
        {"changed": list(verdict.changed), "removed": list(verdict.removed), "added": list(verdict.added)},
        list(verdict.outside),
        {i.clause or i.title: (i.status, i.risk) for i in review.items if i.status != "unchanged"},
        [(r.before, r.after) for r in redline.changes],
        [f.code for f in redline.findings],
    )


def changed(*clauses: str) -> dict[str, list[str]]:
    return {"changed": list(clauses), "removed": [], "added": []}


def replaced(package: Package, clause: str, old: str, new: str) -> Package:
    """Return a file with words of a provision replaced."""
    body = package[package.main].decode()
    start, end = span(body, clause)
    assert old in body[start:end]
    return Package({**package, package.main: (body[:start] + body[start:end].replace(old, new, 1) + body[end:]).encode()})


# 1: tracked changes made in LibreOffice


def test_tracked_changes_made_in_libreoffice() -> None:
    need(office(), "LibreOffice")
    opened = read_package(convert(sent(), "docx"), "opened")
    after = replaced(opened, "gov-meetings-reports", "双方每季度", "双方每年度")
    after = replaced(after, "cost-payment-term", "。</w:t>", f"。{SUSPENDS}</w:t>")
    back = convert(pack(tracked(script_of(opened, after), "供应商")), "docx")
    found = told(back)
    assert (found.case, found.by_text) == ("changed", False)
    assert found.clauses == changed("gov-meetings-reports", "cost-payment-term")
    assert found.outside == []
    assert found.items == {"gov-meetings-reports": ("changed", "low"), "cost-payment-term": ("changed", "medium")}
    assert found.changes == [("季", "年"), ("", SUSPENDS)]
    assert found.said == ["formats-left-out"]


# 2: copied into a new document as text only


def test_text_only() -> None:
    found = told(text_only("双方每季度召开一次例会", "双方每年度召开一次例会"), against=True)
    assert (found.case, found.by_text) == ("changed", True)
    assert found.clauses == changed("gov-meetings-reports")
    assert all("页" in line or "草稿" in line for line in found.outside)  # a new document has none of our headers and footers
    assert found.items == {"gov-meetings-reports": ("changed", "low"), "页眉和页脚": ("deleted", "medium")}
    words, *margins = found.changes
    assert words == ("季", "年")
    assert all(before and not after for before, after in margins)
    assert found.said == ["text-only"]


# 3: saved as .doc and back, with tracking off


def through_doc(data: bytes, folder: Path) -> bytes:
    """Return a file saved by LibreOffice as .doc, opened again and saved as .docx."""
    (folder / "there.doc").write_bytes(convert(data, "doc"))
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    back = [str(office()), "--headless", profile, "--convert-to", "docx", "--outdir", str(folder), str(folder / "there.doc")]
    subprocess.run(back, check=True, capture_output=True, timeout=300)
    return (folder / "there.docx").read_bytes()


def test_doc_and_back_with_a_character_put_in(tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    there = through_doc(sent(), tmp_path)
    body = read_package(there, "there")[BODY].decode()
    assert body.count("双方每季度召开") == 1
    found = told(
        pack(Package({**read_package(there, "t"), BODY: body.replace("双方每季度召开", "双方每二季度召开").encode()})), against=True
    )
    assert (found.case, found.by_text) == ("changed", True)
    assert found.clauses == changed("gov-meetings-reports")
    assert found.outside == []
    assert found.items == {"gov-meetings-reports": ("changed", "low")}
    assert found.changes == [("", "二")]
    assert found.said == ["formats-left-out"]


# 4: Strict, a clause taken out


def test_strict_with_a_clause_taken_out(tmp_path: Path) -> None:
    package = read_package(sent(), "sent")
    body = package[BODY].decode()
    start, end = span(body, "risk-force-majeure")
    path = tmp_path / "strict.docx"
    path.write_bytes(pack(Package({**package, BODY: (body[:start] + body[end:]).encode()})))
    found = told(strict(path).read_bytes())
    assert (found.case, found.by_text) == ("changed", False)
    assert found.clauses == {"changed": [], "removed": ["risk-force-majeure"], "added": []}
    assert found.outside == []
    assert found.items == {"risk-force-majeure": ("deleted", "high")}
    assert found.changes[0][0].startswith("不可抗力")
    assert all(before and not after for before, after in found.changes)
    assert len(found.changes) == body[start:end].count("<w:p>")


# 5: rewritten by python-docx: a row more, an annex less


def rewritten() -> bytes:
    """Return the contract with a row put into its first annex and the price list taken out."""
    document, out = docx.Document(io.BytesIO(sent())), io.BytesIO()
    blocks = list(document.element.body)
    heads = [n for n, block in enumerate(blocks) if block.tag == qn("w:p") and block.pPr is not None and block.pPr.style == "ContractAnnex"]
    row = next(block for block in blocks[heads[0] :] if block.tag == qn("w:tbl")).findall(qn("w:tr"))[-1]
    new = deepcopy(row)
    for number, text in enumerate(new.iter(qn("w:t"))):
        text.text = f"备用{number}"
    row.addnext(new)
    first = next(n for n in heads if "价格清单" in "".join(t.text for t in blocks[n].iter(qn("w:t"))))
    for block in blocks[first : heads[heads.index(first) + 1]]:
        document.element.body.remove(block)
    document.save(out)
    return out.getvalue()


@pytest.mark.parametrize("against", [False, True])
def test_a_row_more_and_an_annex_less(against: bool) -> None:
    found = told(rewritten(), against=against)
    assert (found.case, found.by_text) == ("changed", False)
    assert found.clauses == changed()
    assert found.outside[0] == "备用0"
    assert {"价格清单", "分项价格", "付款计划"} <= set(found.outside)
    assert found.items == {"纳入运维的系统": ("new", "medium"), "价格清单": ("deleted", "medium")}
    added, *gone = found.changes
    assert added[0] == ""
    assert added[1].startswith("备用0 | 备用1")
    assert gone[0] == ("价格清单¶", "")
    assert all(before and not after for before, after in gone)
    assert found.said == []
