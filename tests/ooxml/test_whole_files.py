"""What concerns a whole file: headers, Strict namespaces, the name of the body; and how often the parts of a file are parsed."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml import etree

from drafter.content import load_content
from drafter.ooxml.container import pack
from drafter.ooxml.package import Package, open_package
from drafter.redline.revisions.existing import redline
from drafter.redline.revisions.listed import revisions
from drafter.redline.revisions.untracked import untracked
from drafter.services import inspecting, redlining, reviewing
from drafter.writers.docx.write import docx_bytes
from tests.ooxml.planted import note_added
from tests.tools import draft, sample

TERM = "cost-payment-term"
_W, _R = (f"http://schemas.openxmlformats.org/{name}" for name in ("wordprocessingml/2006/main", "officeDocument/2006/relationships"))
_STRICT = {_W: "http://purl.oclc.org/ooxml/wordprocessingml/main", _R: "http://purl.oclc.org/ooxml/officeDocument/relationships"}


@pytest.fixture(scope="module")
def sent(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The lite contract as we send it."""
    path = tmp_path_factory.mktemp("sent") / "a.docx"
    path.write_bytes(docx_bytes(draft(sample("lite-below-threshold"))))
    return path


def written(path: Path, parts: dict[str, bytes]) -> Path:
    """Write a Word file."""
    path.write_bytes(pack(parts))
    return path


def edited(sent: Path, path: Path, part: str, old: str, new: str) -> Path:
    """Write the contract with one text of a part replaced."""
    parts = dict(open_package(sent))
    assert old in parts[part].decode()
    return written(path, {**parts, part: parts[part].decode().replace(old, new, 1).encode()})


def strict(path: Path) -> Path:
    """Write a file as Strict Open XML over itself."""
    parts = dict(open_package(path))
    for name in [n for n in parts if n.endswith((".xml", ".rels"))]:
        for usual, other in _STRICT.items():
            parts[name] = parts[name].replace(usual.encode(), other.encode())
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:document ", b'<w:document w:conformance="strict" ', 1)
    return written(path, parts)


def changed(returned: Path, sent: Path | None = None) -> dict[str, str]:
    """Return what a review finds changed: clause or title, and status."""
    found = reviewing.review_returned(load_content(), returned, "en", sent=sent)
    return {item.clause or item.title: item.status for item in found.items if item.status != "unchanged"}


def test_a_changed_header_is_seen_by_all(sent: Path, tmp_path: Path) -> None:
    package = open_package(sent)
    part = next(p for p in package.stories() if "header" in p and re.search(rb"<w:t[^>]*>[^<]{4,}", package[p]))
    words = re.search(r"<w:t[^>]*>([^<]{4,})", package[part].decode())
    assert words is not None
    returned = edited(sent, tmp_path / "r.docx", part, words[1], words[1] + "五")
    assert revisions(redline(open_package(sent), open_package(returned), "us").package)
    assert [u.story for u in untracked(open_package(sent), open_package(returned))] == ["headers"]
    assert changed(returned) == changed(returned, sent) == {"页眉和页脚": "changed"}
    assert inspecting.verify(load_content(), returned).outside


@pytest.mark.parametrize("name", ["document", "document2"])
def test_strict_files_and_bodies_of_another_name_are_the_same_contract(sent: Path, tmp_path: Path, name: str) -> None:
    parts = {part.replace("word/document.xml", f"word/{name}.xml"): content for part, content in open_package(sent).items()}
    parts = {
        part.replace("document.xml.rels", f"{name}.xml.rels"): c.replace(b"word/document.xml", f"word/{name}.xml".encode())
        for part, c in parts.items()
    }
    for package in (Package(parts), Package(dict(open_package(strict(written(tmp_path / f"{name}.docx", parts)))))):
        assert revisions(redline(open_package(sent), package, "us").package) == ()
        assert untracked(open_package(sent), package) == ()
    returned = tmp_path / f"{name}.docx"
    assert changed(returned) == changed(returned, sent) == {}
    verdict = inspecting.verify(load_content(), returned)
    assert (verdict.changed, verdict.removed, verdict.added, verdict.outside) == ((), (), (), ())


@pytest.mark.parametrize(
    ("xml", "printed", "status"),
    [
        ("<w:t>1</w:t><w:noBreakHyphen/><w:t>5日</w:t>", "1‑5日", "changed"),
        ('<w:t>15</w:t><w:sym w:font="Times New Roman" w:char="F030"/><w:t>日</w:t>', "150日", "beyond"),
        ("<w:t>1</w:t><w:br/><w:t>50日</w:t>", "1 50日", "changed"),
        ("<w:t>30</w:t><w:noBreakHyphen/><w:t>90日</w:t>", "30‑90日", "beyond"),
    ],
)
@pytest.mark.parametrize("against", [False, True])
def test_a_number_is_read_back_however_it_is_written(
    sent: Path, tmp_path: Path, xml: str, printed: str, status: str, against: bool
) -> None:
    drafted = '<w:t xml:space="preserve">15日</w:t></w:r><w:r><w:t xml:space="preserve">内付清款项'
    returned = edited(sent, tmp_path / "r.docx", "word/document.xml", drafted, drafted.replace('<w:t xml:space="preserve">15日</w:t>', xml))
    (item,) = [
        i
        for i in reviewing.review_returned(load_content(), returned, "en", sent=sent if against else None).items
        if i.status != "unchanged"
    ]
    assert (item.clause, item.status) == (TERM, status)
    assert [(v.name, v.before, v.after) for v in item.values] == [("pay_days", "15日", printed)]
    assert item.risk in ("medium", "high")
    assert item.findings
    if status == "changed":
        assert "unclear-value" in [f.code for f in item.findings]


@pytest.mark.parametrize("against", [False, True])
def test_a_footnote_counts_to_its_clause_and_is_judged(sent: Path, tmp_path: Path, against: bool) -> None:
    parts = note_added(dict(open_package(sent)), TERM, "甲方付款期限为180日，本条正文不适用。")
    returned = written(tmp_path / "r.docx", parts)
    (item,) = [
        i
        for i in reviewing.review_returned(load_content(), returned, "en", sent=sent if against else None).items
        if i.status != "unchanged"
    ]
    assert (item.clause, item.status, item.risk) == (TERM, "beyond", "high")
    assert [(v.name, v.after) for v in item.values] == [("pay_days", "180日")]


# how often parts are parsed


@pytest.fixture
def parses(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The sizes of what lxml parses."""
    sizes: list[int] = []
    parse = etree.fromstring

    def counted(content: bytes, *more: object) -> etree._Element:
        sizes.append(len(content))
        return parse(content, *more)  # type: ignore[arg-type]

    monkeypatch.setattr(etree, "fromstring", counted)
    return sizes


def test_a_redline_with_page_and_report_parses_each_part_once(sent: Path, tmp_path: Path, parses: list[int]) -> None:
    returned = edited(sent, tmp_path / "r.docx", "word/document.xml", "内付清款项", "内付款")
    parses.clear()
    done = redlining.compare(load_content(), sent, returned, "en")
    done.files(tmp_path / "o.docx", tmp_path / "o.html", tmp_path / "o.json")
    large = [size for size in parses if size > 100_000]
    assert len(large) <= 3  # two bodies, and that of the contract drafted anew for the risks
    assert len(parses) <= 29  # the settings and lists of both files among them


def test_a_review_against_what_was_sent_parses_each_part_once(sent: Path, tmp_path: Path, parses: list[int]) -> None:
    returned = edited(sent, tmp_path / "r.docx", "word/document.xml", "内付清款项", "内付款")
    parses.clear()
    reviewing.review_returned(load_content(), returned, "en", sent=sent)
    large = [size for size in parses if size > 100_000]
    assert len(large) <= 2
    assert len(parses) <= 21  # the settings among them
