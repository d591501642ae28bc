"""Word templates: hostile code in any part is refused before anything runs; a misspelt name gets the nearest known one; users' own work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st

from drafter.content import load_content
from drafter.errors import TemplateError
from drafter.lint.template import check_template
from drafter.ooxml.archive import safe_open
from drafter.ooxml.container import pack
from drafter.writers.docx.template import compile_template
from drafter.writers.docx.write import docx_bytes
from tests.tools import ROOT, draft, refused, sample

HOUSE = ROOT / "templates/contract/contract.docx"
HOSTILE = [
    "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "{{ label.__init__.__globals__ }}",
    "{{ self.__init__ }}",
    "{{ cycler.__init__.__globals__.os.popen('touch /tmp/drafter-was-here') }}",
    "{% for x in range(10**9) %}x{% endfor %}",
    "{{ 'a' * 10**9 }}",
    "{% include '/etc/passwd' %}",
    "{% import 'os' as o %}",
    "{% extends 'x' %}",
    "{% macro m() %}{{ m() }}{% endmacro %}",
    "{{ title|attr('__class__') }}",
    "{% set x = 1 %}",
    "{{ title.upper() }}",
    "{% for row in party_rows %}{% for again in party_rows %}x{% endfor %}{% endfor %}",
]
FOOTNOTES = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:footnotes xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
    '<w:footnote w:id="1"><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:footnote></w:footnotes>'
)


def body(parts: dict[str, bytes], tag: str) -> None:
    """Put a tag into the body."""
    _after(parts, "word/document.xml", b"<w:body>", f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p>")


def split(parts: dict[str, bytes], tag: str) -> None:
    """Put a tag into the body, split over runs as Word does."""
    runs = "".join(f"<w:r><w:t>{piece}</w:t></w:r>" for piece in (tag[:1], tag[1:5], tag[5:]))
    _after(parts, "word/document.xml", b"<w:body>", f"<w:p>{runs}</w:p>")


def header(parts: dict[str, bytes], tag: str) -> None:
    """Put a tag into a header."""
    parts["word/header1.xml"] = parts["word/header1.xml"].replace(b"</w:hdr>", f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p></w:hdr>".encode())


def footer(parts: dict[str, bytes], tag: str) -> None:
    """Put a tag into a footer."""
    parts["word/footer1.xml"] = parts["word/footer1.xml"].replace(b"</w:ftr>", f"<w:p><w:r><w:t>{tag}</w:t></w:r></w:p></w:ftr>".encode())


def footnote(parts: dict[str, bytes], tag: str) -> None:
    """Put a tag into a footnote."""
    parts["word/footnotes.xml"] = FOOTNOTES.format(tag).encode()


def properties(parts: dict[str, bytes], tag: str) -> None:
    """Put a tag into the document properties."""
    _after(parts, "docProps/core.xml", b"<dc:subject>", tag)


PLACES = [body, split, header, footer, footnote, properties]


def _after(parts: dict[str, bytes], name: str, mark: bytes, text: str) -> None:
    assert mark in parts[name]
    parts[name] = parts[name].replace(mark, mark + text.encode(), 1)


def changed(tmp_path: Path, place: Callable[[dict[str, bytes], str], None], tag: str) -> Path:
    """Return the house template with a tag put somewhere."""
    parts = safe_open(HOUSE)
    place(parts, tag.replace("&", "&amp;").replace("<", "&lt;"))
    path = tmp_path / "own.docx"
    path.write_bytes(pack(parts))
    return path


@pytest.mark.parametrize("place", PLACES, ids=[p.__name__ for p in PLACES])
@pytest.mark.parametrize("tag", HOSTILE)
def test_hostile_code_is_refused_wherever_it_stands(tmp_path: Path, place: Callable[[dict[str, bytes], str], None], tag: str) -> None:
    path = changed(tmp_path, place, tag)
    assert [f for f in check_template(path, load_content()) if f.severity == "error"]
    with pytest.raises(TemplateError):
        docx_bytes(draft(sample("minimal")), path)
    assert not Path("/tmp/drafter-was-here").exists()


@settings(max_examples=60, deadline=None)
@given(
    st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cs"]), max_size=40),
    st.sampled_from(["{{ %s }}", "{%% %s %%}", "{# %s #}", "{{ %s"]),
)
def test_any_tag_is_refused_or_printed_and_never_hangs(tmp_path_factory: pytest.TempPathFactory, text: str, frame: str) -> None:
    path = changed(tmp_path_factory.mktemp("t"), body, frame % text)
    try:
        compile_template(path)
    except TemplateError as problem:
        assert problem.findings
    check_template(path, load_content())


def test_a_missing_style_is_named(tmp_path: Path) -> None:
    parts = safe_open(HOUSE)
    for old, new in ((b'w:styleId="ContractClause"', b'w:styleId="Renamed"'), (b'w:val="Contract Clause"', b'w:val="Renamed"')):
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(old, new)
    path = tmp_path / "own.docx"
    path.write_bytes(pack(parts))
    assert any("Contract Clause is missing" in f.what.en for f in check_template(path, load_content()))
    with pytest.raises(TemplateError, match="Contract Clause"):
        docx_bytes(draft(sample("minimal")), path)


def test_a_label_that_is_not_there_stops_the_drafting(tmp_path: Path) -> None:
    with refused(TemplateError, "template-name"):
        docx_bytes(draft(sample("minimal")), changed(tmp_path, body, "{{ label.no_such }}"))


def test_a_template_changed_with_another_program_still_drafts(tmp_path: Path) -> None:
    document = Document(str(HOUSE))
    document.paragraphs[0].insert_paragraph_before("柳岸办事处 {{ project_name }}")
    document.save(str(tmp_path / "own.docx"))
    made = docx_bytes(draft(sample("minimal")), tmp_path / "own.docx")
    (tmp_path / "made.docx").write_bytes(made)
    assert "柳岸办事处 岚川市图书馆业务系统2027年度运维服务" in [p.text for p in Document(str(tmp_path / "made.docx")).paragraphs]
