"""What comes in and is not as it should be, in every way that Word files are read: refused in words of both languages, or handled."""

from __future__ import annotations

import io
import struct
import warnings
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest
from click.testing import CliRunner

from benchmarks.fuzz_redline import everything, no_longer_than, with_macros
from benchmarks.redline import compare_files
from drafter.cli.main import drafter
from drafter.errors import FileError
from drafter.ooxml.active import active_content, check_ending, has_macros, without_macros
from drafter.ooxml.container import pack
from drafter.ooxml.package import Package, open_package, read_package
from drafter.redline.comparing.compare import compare
from drafter.redline.marking.tracked import tracked
from drafter.redline.page.view import view
from drafter.redline.revisions.accept_reject import accept_reject
from drafter.redline.revisions.listed import revisions
from drafter.redline.revisions.untracked import untracked
from tests.redline.build import STRICT, W, cell, dele, ins, lines, package, paragraph, row, run, table
from tests.tools import need, refused, validation_errors, validator

Parts = Mapping[str, bytes]
MAIN = "word/document.xml"
GOOD = package(paragraph(run("甲方"), dele("三十"), ins(run("六十")), run("日内付款")), header1=paragraph(run("页眉")))


def with_part(name: str, content: bytes) -> Parts:
    """Return the good parts with one more, or another."""
    return {**GOOD, name: content}


def without(*names: str) -> Parts:
    """Return the good parts without some."""
    return {name: content for name, content in GOOD.items() if name not in names}


def deep(levels: int, tag: str = "w:smartTag") -> Parts:
    """Return a file with elements in each other."""
    return package(paragraph(f"<{tag}>" * levels + run("甲") + f"</{tag}>" * levels))


def twice() -> bytes:
    """Return a zip with two bodies."""
    out = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(out, "w") as archive:
        warnings.simplefilter("ignore")
        for name, content in (*GOOD.items(), (MAIN, GOOD[MAIN])):
            archive.writestr(name, content)
    return out.getvalue()


def encrypted_entry() -> bytes:
    """Return a zip whose entries say that they are encrypted."""
    data = bytearray(pack(GOOD))
    for magic, offset in ((b"PK\3\4", 6), (b"PK\1\2", 8)):
        at = -1
        while (at := data.find(magic, at + 1)) >= 0:
            struct.pack_into("<H", data, at + offset, 1)
    return bytes(data)


def lying_size() -> bytes:
    """Return a zip whose directory says that the body is small."""
    data = bytearray(pack(with_part(MAIN, b"<a>" + b" " * 5_000_000 + b"</a>")))
    at = data.index(b"word/document.xml", data.index(b"PK\1\2")) - 46
    struct.pack_into("<L", data, at + 24, 100)
    return bytes(data)


_DOCTYPE = b'<?xml version="1.0"?><!DOCTYPE w [<!ENTITY a "b"><!ENTITY c "&a;&a;&a;&a;">]><w>&c;</w>'
_OUTSIDE = b'<!DOCTYPE w SYSTEM "file:///etc/passwd"><w/>'
BAD: dict[str, bytes] = {
    "nothing at all": b"",
    "a text": "合同".encode(),
    "a PDF": b"%PDF-1.7\n" + bytes(600),
    "RTF": rb"{\rtf1 hello}",
    "a web page": b"<html><body>hello</body></html>",
    "flat XML": b'<?xml version="1.0"?><pkg:package xmlns:pkg="http://schemas.microsoft.com/office/2006/xmlPackage"/>',
    "encrypted, or an old .doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4096),
    "encrypted entries": encrypted_entry(),
    "cut short": pack(GOOD)[:-30],
    "half": pack(GOOD)[: len(pack(GOOD)) // 2],
    "a workbook": pack({"[Content_Types].xml": b"<a/>", "_rels/.rels": b"<a/>", "xl/workbook.xml": b"<a/>"}),
    "an .odt": pack({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<a/>"}),
    "any zip": pack({"a.txt": b"a"}),
    "a bomb": pack(with_part("word/media/a.bmp", bytes(200_000_000))),
    "a bomb that says it is none": lying_size(),
    "entities": pack(with_part(MAIN, _DOCTYPE)),
    "entities in a part of no use": pack(with_part("customXml/item9.xml", _DOCTYPE)),
    "an outside entity": pack(with_part("word/header1.xml", _OUTSIDE)),
    "entities in UTF-16": pack(with_part("word/comments.xml", _DOCTYPE.decode().encode("utf-16"))),
    "two parts of one name": twice(),
    "two names alike": pack(with_part("word/Document.xml", b"<a/>")),
    "a way out": pack(with_part("../../x", b"a")),
    "no body": pack(without(MAIN)),
    "no content types": pack(without("[Content_Types].xml")),
    "no relationships": pack(without("_rels/.rels")),
    "an empty body part": pack(with_part(MAIN, b"")),
    "a body that is not Word": pack(with_part(MAIN, b"<html/>")),
    "a header for a body": pack(with_part(MAIN, f'<w:hdr xmlns:w="{W}"/>'.encode())),
    "broken XML": pack(with_part(MAIN, GOOD[MAIN][:-9])),
    "NUL in XML": pack(with_part(MAIN, GOOD[MAIN].replace("甲方".encode(), b"\0"))),
    "bytes that are no UTF-8": pack(with_part(MAIN, GOOD[MAIN].replace("甲方".encode(), "甲方".encode("gb18030")))),
    "an encoding that is none": pack(with_part("word/header1.xml", b'<?xml version="1.0" encoding="x"?><a/>')),
    "XML 100,000 deep": pack(deep(100_000)),
    "comments 100,000 deep": pack(package(paragraph(run("甲方")), comments="<a>" * 100_000 + "</a>" * 100_000)),
}  # fmt: skip


def _compare(bad: Path, good: Path) -> None:
    compare_files(str(bad), str(good), str(bad.with_suffix(".out")))


def _compare_to(bad: Path, good: Path) -> None:
    compare_files(str(good), str(bad), str(bad.with_suffix(".out")))


READ: dict[str, Callable[[Path, Path], object]] = {
    "compared with": _compare,
    "compared to": _compare_to,
    "accepted": lambda bad, _: accept_reject(open_package(bad), "accept"),
    "rejected": lambda bad, _: accept_reject(open_package(bad), "reject"),
    "listed": lambda bad, _: revisions(open_package(bad)),
    "held against what was sent": lambda bad, good: untracked(open_package(good), open_package(bad)),
    "shown": lambda bad, _: view(open_package(bad), "zh"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_files_are_refused_in_both_languages_wherever_they_are_read(name: str, tmp_path: Path) -> None:
    bad, good = tmp_path / "bad.docx", tmp_path / "good.docx"
    bad.write_bytes(BAD[name])
    good.write_bytes(pack(GOOD))
    for read in READ.values():
        with pytest.raises(FileError) as caught:
            read(bad, good)
        assert all(f.what.zh and f.what.en and "bad.docx" in f.place.file for f in caught.value.findings)
        assert not any("XML_PARSE" in f.what.zh for f in caught.value.findings)
    assert not list(tmp_path.glob("*.out"))


# handled


def _relations(*more: str) -> Parts:
    rels = "word/_rels/document.xml.rels"
    return with_part(rels, GOOD[rels].replace(b"</Rel", "".join(more).encode() + b"</Rel"))


def _nested(levels: int) -> str:
    return table(row(cell((_nested(levels - 1) if levels else paragraph(run("甲方"))) + "<w:p/>")))


def _boxes(levels: int) -> str:
    inside = _boxes(levels - 1) if levels else paragraph(run("甲方"))
    return paragraph(f"<w:r><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></w:r>")


_TYPE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
HANDLED: dict[str, Parts] = {
    "no styles": GOOD,
    "no relationships of the body": without("word/_rels/document.xml.rels"),
    "a header that is not there": without("word/header1.xml"),
    "relationships that lead nowhere": _relations(
        *(f'<Relationship Id="r{k}" Type="{_TYPE}/{k}" Target="gone.xml"/>' for k in ("styles", "numbering", "footnotes", "endnotes", "comments"))
    ),
    "relationships without anything": _relations("<Relationship/>", '<Relationship Id="x"/>', '<Relationship Target="../../../x"/>'),
    "references to notes and comments that are not there": package(
        paragraph(run("甲方"), '<w:r><w:footnoteReference w:id="7"/></w:r><w:r><w:endnoteReference/></w:r><w:r><w:commentReference w:id="9"/></w:r>')
    ),
    "a style, a list and a link that are not there": package(
        paragraph(f'<w:hyperlink r:id="rId99">{run("甲方")}</w:hyperlink>', properties='<w:pStyle w:val="gone"/><w:numPr><w:numId w:val="99"/></w:numPr>')
    ),
    "XML 100,000 deep that nothing reads": with_part("customXml/item9.xml", b"<a>" * 100_000 + b"</a>" * 100_000),
    "Strict": package(paragraph(run("甲方"), ins(run("乙方"))), STRICT, header1=paragraph(run("页眉"))),
    "an empty body": package(""),
    "programs and the like": {**GOOD, "evil.exe": b"MZ", "word/a.html": b"<b>", "a.zip": b"PK\3\4", "Thumbs.db": b"", "word/b.js": b"1"},
    "other prefixes": {**GOOD, MAIN: GOOD[MAIN].replace(b"<w:", b"<x:").replace(b"</w:", b"</x:").replace(b" w:", b" x:").replace(b"xmlns:w=", b"xmlns:x=")},
    "ids that are no numbers": package(
        paragraph('<w:bookmarkStart w:id="x" w:name="b"/>', run("甲方"), '<w:r><w:footnoteReference w:id="²"/></w:r><w:bookmarkEnd w:id="x"/>'),
        footnotes=f'<w:footnote w:id="²">{paragraph(run("注"))}</w:footnote><w:footnote>{paragraph(run("无"))}</w:footnote>',
    ),
    "notes that refer to each other": package(
        paragraph(run("甲方"), '<w:r><w:footnoteReference w:id="2"/></w:r>'),
        footnotes="".join(f'<w:footnote w:id="{a}">{paragraph(run("注"), f"""<w:r><w:footnoteReference w:id="{b}"/></w:r>""")}</w:footnote>' for a, b in ((2, 3), (3, 2))),
    ),
    "styles that lean on each other without end": package(
        paragraph(run("甲方"), properties='<w:pStyle w:val="s0"/>'),
        styles="".join(f'<w:style w:type="paragraph" w:styleId="s{n}"><w:name w:val="n{n}"/><w:basedOn w:val="s{(n + 1) % 3000}"/></w:style>' for n in range(3000)),
    ),
    "fields in fields in fields": package(
        paragraph(*('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:fldChar w:fldCharType="separate"/></w:r>' for _ in range(1500)), run("甲方"),
                  *('<w:r><w:fldChar w:fldCharType="end"/></w:r>' for _ in range(1500)))
    ),
    "fields that never end": package(paragraph(*('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' for _ in range(3000)), run("甲方"))),
    "tables in tables in tables": package(_nested(60)),
    "text boxes in text boxes": package(_boxes(40)),
}  # fmt: skip


@pytest.mark.parametrize("name", HANDLED)
def test_what_is_odd_and_can_be_read_is_read(name: str, tmp_path: Path) -> None:
    odd, good = tmp_path / "odd.docx", tmp_path / "good.docx"
    odd.write_bytes(pack(HANDLED[name]))
    good.write_bytes(pack(GOOD))
    for read in READ.values():
        read(odd, good)
        for out in tmp_path.glob("*.out"):
            revisions(open_package(out))
    assert set(HANDLED[name]) <= set(open_package(odd.with_suffix(".out")))  # the last comparison was to the odd one: no part is lost


def test_no_text_is_lost_where_parts_are_missing() -> None:
    good = package(paragraph(run("甲方三十日内付款")), header1=paragraph(run("页眉")))
    for gone in (["word/header1.xml"], ["word/_rels/document.xml.rels", "word/header1.xml"]):
        left = {name: content for name, content in good.items() if name not in gone}
        odd = Package({**left, MAIN: left[MAIN].replace("三十".encode(), "六十".encode())})
        for old, new in ((good, odd), (odd, good)):
            parts = tracked(compare(old, new))
            assert lines(accept_reject(parts, "reject").package) == lines(old)
            assert lines(accept_reject(parts, "accept").package) == lines(new)


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("space", [W, STRICT])
def test_utf16_is_read_like_utf8(coding: str, space: str) -> None:
    parts = package(paragraph(run("甲方"), ins(run("乙方"))), space, header1=paragraph(run("页眉")))
    wide = dict(parts)
    for name in [n for n in parts if n.endswith(".xml")]:
        wide[name] = parts[name].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"').encode(coding)
    read = read_package(pack(wide), "x.docx")
    assert revisions(read) == revisions(parts)
    assert revisions(tracked(compare(read, parts))) == revisions(parts)


def test_a_body_under_another_name_is_settled_under_the_usual_one() -> None:
    parts = {
        name.replace("document", "document2"): content.replace(b"word/document.xml", b"word/document2.xml")
        for name, content in GOOD.items()
    }
    assert revisions(read_package(pack(parts), "x.docx")) == revisions(GOOD)


# what runs or fetches


def test_macros_are_reported_and_dropped_on_request() -> None:
    parts = Package(with_macros(), "x.docm")
    assert [f.code for f in active_content(parts)] == ["active-macros"]
    plain = without_macros(parts)
    assert set(parts) - set(plain) == {"word/vbaProject.bin"}
    assert active_content(plain) == ()
    assert not any(b"vbaProject.bin" in content or b"macroEnabled" in content for content in plain.values())
    kept = set(plain) - {"[Content_Types].xml", "word/_rels/document.xml.rels"}
    assert all(plain[name] == parts[name] for name in kept)
    assert without_macros(Package(everything())) == everything()


def test_a_file_with_macros_is_not_written_as_one_without() -> None:
    with refused(FileError, "macros") as caught:
        check_ending(Package(with_macros()), "out.docx")
    assert caught.value.findings[0].remedy.zh
    check_ending(Package(with_macros()), "OUT.DOCM")
    check_ending(without_macros(Package(with_macros())), "out.docx")


ACTIVE: dict[str, Callable[[Parts], Parts]] = {
    "a template outside": lambda p: {
        **p, "word/_rels/settings.xml.rels": _external("attachedTemplate", "http://127.0.0.1:9/a.dotm")
    },
    "a picture outside": lambda p: {**p, "word/_rels/header1.xml.rels": _external("image", "file://127.0.0.1/a.png")},
    "an object outside": lambda p: {**p, "word/_rels/footer1.xml.rels": _external("oleObject", "a.xlsx")},
    "an embedded file": lambda p: {**p, "word/embeddings/a.xlsx": b"PK"},
    "a control": lambda p: {**p, "word/activeX/activeX1.xml": b"<a/>"},
    "a program": lambda p: {**p, "word/media/a.EXE": b"MZ"},
    "content merged in": lambda p: {**p, "word/_rels/header1.xml.rels": _external("aFChunk", "a.html").replace(b' TargetMode="External"', b"")},
    "DDE in one piece": lambda p: _field(p, ' DDEAUTO c:\\windows "calc" '),
    "DDE in pieces": lambda p: _field(p, " D", "DE", "AUTO c:\\windows "),
    "a picture fetched": lambda p: _field(p, ' includepicture "http://127.0.0.1:9/a.png" '),
    "a simple field": lambda p: {**p, MAIN: p[MAIN].replace(b" PAGE ", b" DDE x ")},
}  # fmt: skip


def _external(kind: str, target: str) -> bytes:
    space = "http://schemas.openxmlformats.org/package/2006/relationships"
    return f'<Relationships xmlns="{space}"><Relationship Id="r1" Type="{_TYPE}/{kind}" Target="{target}" TargetMode="External"/></Relationships>'.encode()


def _field(parts: Parts, *codes: str) -> Parts:
    pieces = "</w:instrText></w:r><w:r><w:instrText>".join(codes)
    return {**parts, MAIN: parts[MAIN].replace(b" REF b \\h ", pieces.encode())}


@pytest.mark.parametrize(
    ("code", "name"),
    [
        *(("active-outside", name) for name in ("a template outside", "a picture outside", "an object outside")),
        ("active-object", "an embedded file"),
        ("active-control", "a control"),
        ("active-program", "a program"),
        ("active-chunk", "content merged in"),
        *(("active-field", name) for name in ("DDE in one piece", "DDE in pieces", "a picture fetched", "a simple field")),
    ],
)
def test_what_runs_or_fetches_is_reported_and_kept(code: str, name: str) -> None:
    parts = ACTIVE[name](everything())
    [found] = active_content(Package(parts, "x.docx"))
    assert (found.severity, found.code, found.place.file) == ("warning", code, "x.docx")
    assert found.what.zh
    assert found.what.en
    assert read_package(pack(parts), "x.docx") == parts


def test_what_only_speaks_of_it_is_not_reported() -> None:
    for code in ("REF DDE \\h", 'HYPERLINK "http://example.org/LINK"', "QUOTE DATABASE"):
        assert active_content(Package(_field(everything(), f" {code} "))) == ()


@pytest.fixture
def docm(tmp_path: Path) -> Path:
    """A document with macros and a tracked change."""
    parts = with_macros()
    path = tmp_path / "in.docm"
    path.write_bytes(pack({**parts, MAIN: parts[MAIN].replace(b"</w:body>", paragraph(ins(run("新"))).encode() + b"</w:body>")}))
    return path


@pytest.mark.parametrize("command", ["accept", "redline"])
def test_commands_report_macros_keep_them_in_a_docm_and_drop_them_on_request(command: str, docm: Path, tmp_path: Path) -> None:
    def call(out: str, *more: str) -> tuple[int, str, BaseException | None]:
        read = [str(docm)] if command == "accept" else [str(docm), str(docm)]
        done = CliRunner().invoke(drafter, [command, *read, "-o", str(tmp_path / out), *more], env={"DRAFTER_LANG": "en"})
        return done.exit_code, done.output, done.exception

    _, _, problem = call("out.docx")
    assert isinstance(problem, FileError)
    assert not (tmp_path / "out.docx").exists()
    code, said, _ = call("out.docm")
    assert (code, "has macros" in said, has_macros(open_package(tmp_path / "out.docm"))) == (0, True, True)
    code, said, _ = call("out.docx", "--drop-macros")
    assert (code, "has macros" in said, has_macros(open_package(tmp_path / "out.docx"))) == (0, False, False)


def test_a_file_whose_macros_were_dropped_is_valid(tmp_path: Path) -> None:
    need(validator(), "the Open XML SDK validator")
    plain, dropped = tmp_path / "plain.docx", tmp_path / "dropped.docx"
    plain.write_bytes(pack(everything()))
    dropped.write_bytes(pack(without_macros(Package(with_macros()))))
    known = [str(e["description"]) for e in validation_errors(plain)]
    assert [str(e["description"]) for e in validation_errors(dropped)] == known


# many of a kind: each of these once took the square of their number


def _notes(word: str) -> Parts:
    numbers = range(1, 4_000)
    body = "".join(paragraph(run(f"{word}{n}"), f'<w:r><w:footnoteReference w:id="{n}"/></w:r>') for n in numbers)
    return package(body, footnotes="".join(f'<w:footnote w:id="{n}">{paragraph(run(f"注{n}"))}</w:footnote>' for n in numbers))


def _lists(word: str) -> Parts:
    numbers = range(1, 4_000)
    body = "".join(
        paragraph(run(f"{word}{n}"), properties=f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{n}"/></w:numPr>') for n in numbers
    )
    level = '<w:abstractNum w:abstractNumId="{0}"><w:lvl w:ilvl="0"><w:lvlText w:val="{1}{0}"/></w:lvl></w:abstractNum>'
    levels = "".join(level.format(n, word) for n in numbers)
    nums = "".join(f'<w:num w:numId="{n}"><w:abstractNumId w:val="{n}"/></w:num>' for n in numbers)
    parts, rels = dict(package(body)), "word/_rels/document.xml.rels"
    relation = f'<Relationship Id="n" Type="{_TYPE}/numbering" Target="numbering.xml"/>'
    parts[rels] = parts[rels].replace(b"</Rel", relation.encode() + b"</Rel")
    return {**parts, "word/numbering.xml": f'<w:numbering xmlns:w="{W}">{levels}{nums}</w:numbering>'.encode()}


def _beginnings(word: str) -> Parts:
    return package(paragraph('<w:r><w:fldChar w:fldCharType="begin"/></w:r>' * 12_000, run(word)))


@pytest.mark.parametrize("made", [_notes, _lists, _beginnings])
def test_very_many_of_a_kind_take_no_more_than_their_number(made: Callable[[str], Parts]) -> None:
    with no_longer_than(30):
        parts = tracked(compare(Package(made("甲")), Package(made("乙"))))
    assert lines(accept_reject(parts, "reject").package) == lines(Package(made("甲")))
    assert lines(accept_reject(parts, "accept").package) == lines(Package(made("乙")))
