"""What `drafter template check` finds in a Word template, part by part: the house template is spoilt and checked."""

from __future__ import annotations

from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.errors import Finding
from drafter.lint.template import check_template
from drafter.lint.template_sample import _leftovers
from drafter.ooxml.archive import safe_open
from drafter.ooxml.container import pack
from drafter.ooxml.package import Package
from drafter.resources import templates_dir
from drafter.writers.docx.tags import MOST_BRACES

HOUSE = templates_dir() / "contract/contract.docx"
BODY, STYLES, NUMBERING, HEADER = "word/document.xml", "word/styles.xml", "word/numbering.xml", "word/header1.xml"
TAG = b"<w:body><w:p><w:r><w:t>%s</w:t></w:r></w:p>"
MISTAKES = [  # code, severity, part, what stands there, what is put in its place, a word of the finding
    ("template-name", "error", BODY, b"<w:body>", TAG % b"{{ projct_name }}", "projct_name"),
    ("template-syntax", "error", BODY, b"<w:body>", TAG % b"Project: {{ project_name", "Project:"),
    ("template-unsafe", "error", BODY, b"<w:body>", TAG % b"{{ title.upper() }}", "Call"),
    ("template-size", "error", BODY, b"<w:body>", TAG % (b"{{ title }}" * (MOST_BRACES // 4 + 1)), "too many tags"),
    ("template-section", "error", BODY, b"w:sectPr", b"w:sectXx", "page setup"),
    ("template-block", "error", BODY, b"body", b"bodi", "body"),
    ("template-block", "warning", BODY, b"notice", b"notise", "notice"),
    (
        "template-style",
        "error",
        STYLES,
        b'w:styleId="ContractClause"><w:name w:val="Contract Clause"',
        b'w:styleId="R"><w:name w:val="Renamed"',
        "Contract Clause",
    ),
    (
        "template-place",
        "error",
        STYLES,
        b"</w:styles>",
        b'<w:style w:type="paragraph" w:styleId="X"><w:name w:val="{{ title }}"/></w:style></w:styles>',
        STYLES,
    ),
    ("template-encoding", "error", HEADER, b'encoding="UTF-8"', b'encoding="ISO-8859-1"', HEADER),
    ("template-beside", "error", BODY, b"{{p body }}", "正文如下：{{p body }}".encode(), "beside it"),
    ("template-twice", "error", BODY, b"<w:body>", TAG % b"{{p body }}", "more than once"),
    ("template-block", "error", BODY, b"{{p annexes }}", b"{{ annexes }}", "{{p annexes }}"),
    ("template-block", "error", BODY, b"<w:body>", TAG % b"{{p title }}", "takes no p"),
    (
        "template-block",
        "error",
        HEADER,
        b"</w:hdr>",
        b"<w:p><w:r><w:t>{{p notice }}</w:t></w:r></w:p></w:hdr>",
        "may stand in the body only",
    ),
    ("template-brace", "error", BODY, b"<w:body>", TAG % "｛｛ project_name ｝｝".encode(), "printed as they stand"),
    ("template-brace", "error", BODY, b"<w:body>", TAG % "｛% if has_pi %｝x".encode(), "printed as they stand"),
    ("template-brace", "error", BODY, b"<w:body>", TAG % b"{ { project_name } }", "printed as"),
    ("template-brace", "error", BODY, b"<w:body>", TAG % b"{project_name}{{ title }}", "{project_name}"),
    ("template-brace", "error", BODY, b"<w:body>", TAG % "«project_name»{{ title }}".encode(), "is no tag"),
    ("template-list", "error", BODY, b"<w:body>", TAG % b"{% for s in project_name %}{{ s }}{% endfor %}", "project_name is no list"),
    ("template-list", "error", BODY, b"<w:body>", TAG % b"{% for s in prices %}x{% endfor %}", "prices is no list"),
    ("template-name", "error", BODY, b"<w:body>", TAG % b"{% for s in systems %}{{ s.nmae }}{% endfor %}", "s.nmae"),
    ("template-test", "error", BODY, b"<w:body>", TAG % b"{% if procurement_method == 'tender' %}x{% endif %}", "no option 'tender'"),
    ("template-test", "error", BODY, b"<w:body>", TAG % b"{% if term_months &gt; 'a' %}x{% endif %}", "cannot be compared"),
    ("template-test", "error", BODY, b"<w:body>", TAG % "{% if is_consortium == '否' %}x{% endif %}".encode(), "cannot be compared"),
    (
        "template-order",
        "warning",
        BODY,
        b'<w:type w:val="nextPage"/><w:pgSz w:w="11906" w:h="16838"/>',
        b'<w:pgSz w:w="11906" w:h="16838"/><w:type w:val="nextPage"/>',
        "w:sectPr",
    ),
    ("template-order", "warning", BODY, b"</w:body>", b"<w:p><w:r><w:t>x</w:t></w:r></w:p></w:body>", "w:body"),
    ("template-number", "error", NUMBERING, "第%1条".encode(), b"%1", "Contract Article"),
    ("invalid", "error", BODY, b'w:val="CoverTitle"', b'w:val="NoSuchStyle"', "NoSuchStyle"),
    ("invalid", "error", BODY, b'r:id="rId5"', b'r:id="rId55"', "rId55"),
    ("template-part", "error", NUMBERING, b"", b"", NUMBERING),
]


def findings(tmp_path: Path, part: str, right: bytes, wrong: bytes) -> list[Finding]:
    """Return what is found in the house template with something of a part put otherwise, or the part left out."""
    parts = dict(safe_open(HOUSE))
    assert right in parts[part]
    if right:
        parts[part] = parts[part].replace(right, wrong)
    else:
        del parts[part]
    path = tmp_path / "own.docx"
    path.write_bytes(pack(parts))
    return check_template(path, load_content())


@pytest.mark.parametrize(("code", "severity", "part", "right", "wrong", "word"), MISTAKES, ids=[f"{m[0]}-{m[5]}" for m in MISTAKES])
def test_a_mistake_is_found(tmp_path: Path, code: str, severity: str, part: str, right: bytes, wrong: bytes, word: str) -> None:
    found = [f for f in findings(tmp_path, part, right, wrong) if f.code == code and f.severity == severity]
    assert found
    assert all(word in f.what.en for f in found)
    assert all(f.what.zh for f in found)
    assert all(f.place.file.endswith("own.docx") for f in found)


def test_a_misspelt_name_gets_the_nearest_known_one_and_its_paragraph(tmp_path: Path) -> None:
    [found] = [f for f in findings(tmp_path, BODY, b"<w:body>", TAG % b"Project: {{ projct_name }} of 2027") if f.severity == "error"]
    assert "Project:" in found.what.en
    assert "project_name" in found.remedy.en


def test_the_shipped_templates_are_sound() -> None:
    for path in sorted(templates_dir().glob("*/*.docx")):
        assert not check_template(path, load_content()), path.name


@pytest.mark.parametrize("printed", ["{{ party_a }}", "｛｛ party_a ｝｝", "{% if has_pi %}"])
def test_a_tag_that_is_printed_as_it_stands_is_found_in_what_came_out(printed: str) -> None:
    document = safe_open(HOUSE)[BODY].replace(b"<w:body>", TAG % printed.encode(), 1)
    found = list(_leftovers(Package({**safe_open(HOUSE), BODY: document}, "made.docx"), "made.docx"))
    assert "template-left" in {f.code for f in found}
    assert any(printed in f.what.zh for f in found)
