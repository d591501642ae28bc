"""What comes in is a sound Word file or is refused with a reason: magic, sizes, names, entities, encryption."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from dataclasses import replace
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.content import load_content
from drafter.drafting import draft_contract
from drafter.errors import FileError
from drafter.language import Words
from drafter.ooxml import archive, package
from drafter.ooxml.archive import safe_open, safe_parts
from drafter.ooxml.container import pack
from drafter.ooxml.package import parse_xml, read_package
from drafter.questionnaire.answers import read_answer_file
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.writers.docx.provenance import read_provenance
from drafter.writers.docx.write import docx_bytes
from tests.tools import ROOT, refused

GOOD = (ROOT / "templates/contract/contract.docx").read_bytes()


def zipped(**parts: bytes) -> bytes:
    """Return a zip of the good parts, with some replaced or added."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(GOOD)) as good, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in good.namelist():
            if name not in parts:
                package.writestr(name, good.read(name))
        for name, content in parts.items():
            if content != b"-":
                package.writestr(name, content)
    return out.getvalue()


def twice() -> bytes:
    """Return a zip with two parts of one name."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as package:
        warnings.simplefilter("ignore")
        package.writestr("word/document.xml", "<a/>")
        package.writestr("word/document.xml", "<b/>")
    return out.getvalue()


BAD = {
    "nothing": b"",
    "text": b"hello",
    "a .doc or an encrypted file": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "half": GOOD[: len(GOOD) // 2],
    "no content types": zipped(**{"[Content_Types].xml": b"-"}),
    "no document": zipped(**{"word/document.xml": b"-"}),
    "no relationships": zipped(**{"_rels/.rels": b"-"}),
    "no body among the relationships": zipped(**{"_rels/.rels": b"<a/>"}),
    "half a UTF-16 character": zipped(
        **{"word/header9.xml": '<?xml version="1.0" encoding="UTF-16"?><a>'.encode("utf-16") + b"\0\xd8" + "</a>".encode("utf-16-le")}
    ),
    "an unknown encoding": zipped(**{"word/header9.xml": b'<?xml version="1.0" encoding="x-klingon"?><a/>'}),
    "a bomb": zipped(**{"word/media/x.xml": b" " * 90_000_000}),
    "entities": zipped(**{"word/document.xml": b'<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'}),
    "an outside entity": zipped(**{"word/header9.xml": b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/x"><a/>'}),
    "broken XML": zipped(**{"word/document.xml": b"<a><b></a>"}),
    "a way out": zipped(**{"../../etc/x": b"x"}),
    "an absolute name": zipped(**{"/etc/x": b"x"}),
    "two of one name": twice(),
    "two names alike": zipped(**{"WORD/document.xml": b"<a/>"}),
    "too many parts": zipped(**{f"word/p{n}.bin": b"" for n in range(2_100)}),
}


@pytest.mark.parametrize("name", BAD)
def test_what_is_no_sound_word_file_is_refused_with_its_reason(tmp_path: Path, name: str) -> None:
    path = tmp_path / "in.docx"
    path.write_bytes(BAD[name])
    with pytest.raises(FileError) as caught:
        safe_open(path)
    [finding] = caught.value.findings
    assert finding.code == "unsafe-file"
    assert finding.what.zh
    assert finding.what.en
    assert finding.place.file == str(path)


def test_no_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.docx", tmp_path):
        with pytest.raises(FileError, match="cannot be read"):
            safe_open(path)


def test_deep_xml_is_refused_when_it_is_read() -> None:
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    package = read_package(zipped(**{"word/header9.xml": deep}), "deep.docx")  # sound, and not read by every command
    with refused(FileError, "xml") as caught:
        package.root("word/header9.xml")
    assert "nested too deeply" in str(caught.value)
    assert caught.value.findings[0].place.file == "deep.docx:word/header9.xml"


def test_a_body_that_is_something_else_is_refused() -> None:
    with refused(FileError, "no-body"):
        accept_reject(read_package(zipped(**{"word/document.xml": b"<a/>"}), "other.docx"), "accept")


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf16_comes_out_in_utf8(coding: str) -> None:
    content = '<?xml version="1.0" encoding="UTF-16"?><a>页𠮷</a>'.encode(coding)
    read = safe_parts(zipped(**{"word/header9.xml": content}), "x.docx")["word/header9.xml"]
    assert read == '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><a>页𠮷</a>'.encode()


def moved(target: str, *more: str) -> dict[str, bytes]:
    """Return the relationships of a package to its bodies."""
    rel = '<r:Relationship Id="r{}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="{}"/>'
    inner = "".join(rel.format(n, t) for n, t in enumerate((target, *more)))
    head = '<!-- <Relationship Target="word/x.xml"/> --><r:Relationships xmlns:r="http://schemas.openxmlformats.org/package/2006/relationships">'
    return {"_rels/.rels": f"{head}{inner}</r:Relationships>".encode()}


def test_a_body_under_another_name_comes_home() -> None:
    good = safe_parts(GOOD, "x")
    elsewhere = {"word/document2.xml": good["word/document.xml"], "word/_rels/document2.xml.rels": good["word/_rels/document.xml.rels"]}
    types = good["[Content_Types].xml"].replace(b"word/document.xml", b"word/document2.xml")
    gone = {"word/document.xml": b"-", "word/_rels/document.xml.rels": b"-", "[Content_Types].xml": types}
    parts = safe_parts(zipped(**moved("/word/document2.xml"), **elsewhere, **gone), "x.docx")
    assert {p: c for p, c in parts.items() if p != "_rels/.rels"} == {p: c for p, c in good.items() if p != "_rels/.rels"}
    assert b"document2" not in parts["_rels/.rels"]


def test_two_bodies_are_refused_for_one_might_be_read_and_the_other_shown() -> None:
    decoy = {"word/document2.xml": b"<a/>"}
    for relations in (moved("word/document2.xml"), moved("word/document.xml", "word/document2.xml")):
        with pytest.raises(FileError, match="two bodies"):
            safe_parts(zipped(**relations, **decoy), "x.docx")


def test_endless_tags_are_refused_before_they_take_memory() -> None:
    tags = b"".join(Random(0).choices((b"<a/>", b"<b/>", b"<c/>", b"<d/>"), k=1_000_000))
    with pytest.raises(FileError, match="more tags than any text needs"):
        safe_parts(zipped(**{f"word/header{n}.xml": b"<a>" + tags + b"</a>" for n in range(10, 15)}), "x.docx")


def test_what_would_take_too_much_memory_is_refused_when_it_is_looked_into(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(package, "MOST_TAGS", 1_000)
    opened = read_package(zipped(**{"word/header9.xml": b"<a>" + b"<b>text</b>" * 1_000 + b"</a>"}), "x.docx")
    assert opened["word/header9.xml"].count(b"<b>") == 1_000  # read and held against others, as bytes
    with refused(FileError, "unsafe-file") as caught:
        opened.root("word/header9.xml")
    assert "inspect and verify" in str(caught.value)


def test_a_contract_with_ten_thousand_assets_is_read_back_and_verified() -> None:
    content = load_content()
    answers = read_answer_file(ROOT / "samples/m3b-data-bureau.yaml", content)
    assets = [{**answers.answers["assets"][0], "asset_no": Words.of(f"ZC-{n}")} for n in range(10_000)]
    made = docx_bytes(draft_contract(content, replace(answers, answers={**answers.answers, "assets": assets}), "zh"))
    parts = safe_parts(made, "large.docx")
    assert parts["word/document.xml"].count(b"<") > archive.MANY_TAGS
    assert len(parts["word/document.xml"]) > archive.FEWEST_BYTES * 1.5 * parts["word/document.xml"].count(b"<")
    opened = read_package(made, "large.docx")
    assert len(read_provenance(opened).answers["answers"]["assets"]) == 10_000
    assert parse_xml(opened["word/document.xml"], "large.docx").tag.endswith("document")


def test_what_unpacks_to_more_is_admitted_when_it_is_packed_as_texts_are(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive, "LARGEST", 2_000_000)
    text = Random(1).randbytes(1_200_000).hex().encode()  # packed to a half
    assert len(safe_parts(zipped(**{"word/header9.xml": b"<a>" + text + b"</a>"}), "x.docx")["word/header9.xml"]) > 2_000_000
    monkeypatch.setattr(archive, "HONEST_RATIO", 1)
    with refused(FileError, "unsafe-file"):
        safe_parts(zipped(**{"word/header9.xml": b"<a>" + text + b"</a>"}), "x.docx")


@settings(max_examples=300, deadline=None)
@given(st.integers(0, len(GOOD) - 1), st.binary(min_size=1, max_size=8))
def test_a_damaged_file_is_read_or_refused_and_nothing_else(place: int, bytes_: bytes) -> None:
    data = GOOD[:place] + bytes_ + GOOD[place + len(bytes_) :]
    try:
        safe_parts(data, "x.docx")
    except FileError as problem:
        assert problem.findings


@given(st.dictionaries(st.text("abc/.中", min_size=1, max_size=12), st.binary(max_size=300), max_size=6), st.booleans())
def test_what_is_packed_comes_out_again(parts: dict[str, bytes], fast: bool) -> None:
    if fast:
        pytest.importorskip("isal")
    data = pack(parts, fast)
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert {name: package.read(name) for name in package.namelist()} == parts
        assert {info.date_time for info in package.infolist()} <= {(1980, 1, 1, 0, 0, 0)}
    assert data == pack(dict(reversed(parts.items())), fast)
    assert struct.unpack("<H", data[-2:]) == (0,)
