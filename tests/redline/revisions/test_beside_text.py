"""What changed beside the text of two files: named, for Word tracks none of it."""

from __future__ import annotations

import pytest

from drafter.ooxml.container import pack
from drafter.ooxml.guarded import guards, without_signatures
from drafter.ooxml.package import Package
from drafter.redline.revisions.beside_text import beside_text
from drafter.redline.revisions.existing import redline
from drafter.services.files import Upload
from drafter.services.revisions import accept_or_reject
from tests.redline.build import W, package, paragraph, run
from tests.redline.build import parts as parts_of

_REL = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
_TEXT = paragraph(run("付款期限为三十日。"))
_DATE = (
    '<w:sdt><w:sdtPr><w:alias w:val="开工日"/><w:date w:fullDate="{}T00:00:00Z"/></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>2027年</w:t></w:r></w:sdtContent></w:sdt>"
)
_STORE = "{0F0E0D0C-0000-4000-8000-00000000A001}"
_BOUND = (
    f'<w:sdt><w:sdtPr><w:alias w:val="期限"/><w:dataBinding w:prefixMappings="xmlns:c=\'urn:c\'" w:xpath="PATH" w:storeItemID="{_STORE}"/><w:text/></w:sdtPr>'
    "<w:sdtContent><w:r><w:t>三十</w:t></w:r></w:sdtContent></w:sdt>"
)
_FIELD = '<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> DOCPROPERTY </w:instrText></w:r><w:r><w:instrText>"Customer" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>'
_COMMENT = '<w:comment w:id="1" w:author="法务" w:date="2027-01-02T00:00:00Z"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:comment>'


def with_part(made: dict[str, bytes], part: str, kind: str, content: str) -> Package:
    """Return a file with one more part that the body leads to."""
    relation = f'<Relationship Id="rIdX" Type="{_REL}/{kind}" Target="/{part}"/></Relationships>'
    made["word/_rels/document.xml.rels"] = made["word/_rels/document.xml.rels"].replace(b"</Relationships>", relation.encode())
    return Package(made | {part: content.encode()}, "contract.docx")


def set_up(settings: str, body: str = _TEXT) -> Package:
    """Return a file with settings."""
    return with_part(parts_of(body), "word/settings.xml", "settings", f'<w:settings xmlns:w="{W}">{settings}</w:settings>')


def stored(path: str, days: str) -> Package:
    """Return a file with a content control bound to a store."""
    made = parts_of(paragraph(_BOUND.replace("PATH", path)))
    made["customXml/itemProps4.xml"] = (
        '<ds:datastoreItem xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml" ds:itemID="' + _STORE.lower() + '"/>'
    ).encode()
    return with_part(made, "customXml/item4.xml", "customXml", f'<t xmlns="urn:c"><days>{days}</days></t>')


def named(customer: str) -> Package:
    """Return a file with a field that shows a property."""
    made = parts_of(paragraph(_FIELD))
    properties = f'<Properties xmlns="urn:p"><property name="Customer"><v>{customer}</v></property><property name="Other"><v>{customer}</v></property></Properties>'
    return Package(made | {"docProps/custom.xml": properties.encode()}, "contract.docx")


def commented(words: str) -> Package:
    """Return a file with a comment."""
    return package(_TEXT, comments=_COMMENT.format(words))


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        (set_up(""), set_up("<w:evenAndOddHeaders/>"), "different headers on odd and even pages was turned on"),
        (set_up('<w:evenAndOddHeaders w:val="0"/>'), set_up(""), ""),
        (set_up(""), set_up('<w:footnotePr><w:numFmt w:val="chicago"/></w:footnotePr>'), "how footnotes are numbered"),
        (set_up(""), set_up('<w:footnotePr><w:numFmt w:val="decimal"/></w:footnotePr>'), ""),  # as it was, said by LibreOffice
        (package(paragraph(_DATE.format("2027-03-01"))), package(paragraph(_DATE.format("2027-09-01"))), "2027-03-01 → 2027-09-01"),
        (named("甲局"), named("乙局"), "“customer”"),
        (commented("请核对"), commented("不同意"), "the words or state of 1 comments changed (法务)"),
        (commented("请核对"), commented("请核对"), ""),
    ],
)
def test_what_changed_beside_the_text_is_named(before: Package, after: Package, told: str) -> None:
    found = beside_text(before, after)
    assert [(f.code, told in f.what.en) for f in found] == [("beside-text", True)] * bool(told)
    assert redline(before, after, "甲方").findings == found


@pytest.mark.parametrize(
    ("path", "days", "told"),
    [
        ("/c:t[1]/c:days[1]", "六十", True),
        ("/c:t[1]/c:days[1]", "三十", False),
        ("/c:t[1]/c:months[1]", "六十", False),  # leads nowhere: Word leaves the words as they are
        ("//*[1]", "六十", False),  # a program is not run
        ("/d:t/d:days", "六十", False),
    ],
)
def test_words_that_are_not_what_their_store_holds_are_named(path: str, days: str, told: bool) -> None:
    found = beside_text(package(_TEXT), stored(path, days))
    assert [f.code for f in found] == ["bound-store"] * told
    assert all("“三十”" in f.what.zh and "“六十”" in f.what.zh for f in found)


@pytest.mark.parametrize(
    ("protection", "told"),
    [
        ('w:edit="readOnly" w:enforcement="1"', "read only"), ('w:edit="trackedChanges" w:enforcement="true"', "tracked changes only"),
        ('w:edit="forms" w:enforcement="on"', "filling in forms only"), ('w:edit="comments" w:enforcement="1"', "comments only"),
        ('w:edit="none" w:enforcement="1"', ""), ('w:edit="forms" w:enforcement="0"', ""), ('w:edit="forms"', ""),
    ],
)  # fmt: skip
def test_an_enforced_protection_is_named(protection: str, told: str) -> None:
    found = guards(set_up(f"<w:documentProtection {protection}/>"))
    assert [(f.code, f"({told})" in f.what.en) for f in found] == [("protected", True)] * bool(told)


def signed() -> Package:
    """Return a file with a signature."""
    made = parts_of(_TEXT)
    origin = f'<Relationship Id="rId9" Type="{_PACKAGE}/digital-signature/origin" Target="_xmlsignatures/origin.sigs"/></Relationships>'
    made["_rels/.rels"] = made["_rels/.rels"].replace(b"</Relationships>", origin.encode())
    types = '<Override PartName="/_xmlsignatures/sig1.xml" ContentType="application/vnd.openxmlformats-package.digital-signature-xmlsignature+xml"/></Types>'
    made["[Content_Types].xml"] = made["[Content_Types].xml"].replace(b"</Types>", types.encode())
    made["_xmlsignatures/_rels/origin.sigs.rels"] = (
        f'<Relationships xmlns="{_PACKAGE}"><Relationship Id="a" Type="x" Target="sig1.xml"/></Relationships>'.encode()
    )
    return Package(made | {"_xmlsignatures/origin.sigs": b"", "_xmlsignatures/sig1.xml": b"<Signature/>"}, "contract.docx")


def test_a_signature_is_named_and_left_out_of_what_is_written() -> None:
    assert [f.code for f in guards(signed())] == ["signed"]
    for made in (redline(signed(), signed(), "甲方").package, without_signatures(signed())):
        assert guards(made) == ()
        assert not any(b"signature" in made[part].lower() for part in made.parts)


def test_a_file_without_a_signature_is_not_touched() -> None:
    plain = package(_TEXT)
    assert without_signatures(plain) is plain


def test_accepting_leaves_the_signature_out_and_says_so() -> None:
    done = accept_or_reject("accept", Upload("contract.docx", pack(signed())))
    assert b"_xmlsignatures" not in done.data
    assert "signed" in [f.code for f in done.active]
