"""Templates of one's own as other programs leave them: found sound, and what is drafted with them says and numbers what it does with the house template."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from drafter.content import load_content
from drafter.errors import NotFinal
from drafter.lint.template import check_template
from drafter.ooxml.archive import safe_open, safe_parts
from drafter.ooxml.container import pack
from drafter.ooxml.names import P, T
from drafter.ooxml.package import read_package
from drafter.ooxml.validity import faults
from drafter.writers.docx.write import docx_bytes
from drafter.writers.pdf.office import convert, office
from tests.tools import ROOT, answers, draft, need, sample, validation_errors, validator

HOUSE = ROOT / "templates/contract/contract.docx"
Parts = dict[str, bytes]
_STRICT = {
    b"http://schemas.openxmlformats.org/wordprocessingml/2006/main": b"http://purl.oclc.org/ooxml/wordprocessingml/main",
    b"http://schemas.openxmlformats.org/officeDocument/2006/relationships": b"http://purl.oclc.org/ooxml/officeDocument/relationships",
}


def _everywhere(parts: Parts, change: Callable[[bytes], bytes]) -> None:
    for name in [n for n in parts if n.endswith((".xml", ".rels"))]:
        parts[name] = change(parts[name])


def _styles(parts: Parts) -> list[bytes]:
    return re.findall(rb'w:styleId="([^"]+)"', parts["word/styles.xml"])


def ids_as_word_writes_them(parts: Parts) -> None:
    """Word makes an id of the name: Contract Chapter EN is ContractChapterEN."""
    for style in [s for s in _styles(parts) if s.endswith(b"En")]:
        _everywhere(parts, lambda content, style=style: content.replace(b'"%s"' % style, b'"%sN"' % style[:-1]))  # type: ignore[misc]


def ids_as_wps_writes_them(parts: Parts) -> None:
    """WPS numbers styles, and one number may be what another was."""
    for number, style in enumerate(_styles(parts), 1):
        _everywhere(parts, lambda content, n=number, s=style: content.replace(b'"%s"' % s, b'"%d"' % n if n % 3 else b'"a%x"' % n))  # type: ignore[misc]


def names_as_chinese_programs_write_them(parts: Parts) -> None:
    """Built-in styles under the names that are shown, ids of their own, ours in capitals or as aliases."""
    ids_as_wps_writes_them(parts)
    names = {
        b'"toc 1"': "目录 1",
        b'"toc 2"': "目录2",
        b'"TOC Heading"': "TOC 标题",
        b'"header"': "页眉",
        b'"Contract Body"': "CONTRACT  BODY",
    }
    for old, new in names.items():
        parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"<w:name w:val=" + old, f'<w:name w:val="{new}"'.encode())
    renamed = '<w:name w:val="合同条款"/><w:aliases w:val="款,Contract Clause"/>'.encode()
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b'<w:name w:val="Contract Clause"/>', renamed)


def our_ids_on_other_styles(parts: Parts) -> None:
    """A style of another name stands on one of our ids."""
    ids_as_word_writes_them(parts)
    other = b'<w:style w:type="paragraph" w:styleId="ContractChapterEn"><w:name w:val="Something else"/></w:style></w:styles>'
    parts["word/styles.xml"] = parts["word/styles.xml"].replace(b"</w:styles>", other)


def strict(parts: Parts) -> None:
    """Saved as Strict Open XML."""
    for old, new in _STRICT.items():
        _everywhere(parts, lambda content, old=old, new=new: content.replace(old, new))  # type: ignore[misc]


def other_names_of_parts(parts: Parts) -> None:
    """Word on the web calls the body document2.xml."""
    names = {"document": "document2", "styles": "styles3", "numbering": "numbering2", "header1": "headerA", "footer1": "footerA"}
    for old, new in names.items():
        parts[f"word/{new}.xml"] = parts.pop(f"word/{old}.xml")
        for name in ("[Content_Types].xml", "_rels/.rels", "word/_rels/document.xml.rels"):
            parts[name] = parts[name].replace(f"{old}.xml".encode(), f"{new}.xml".encode())
    parts["word/_rels/document2.xml.rels"] = parts.pop("word/_rels/document.xml.rels")


def comments_of_xml(parts: Parts) -> None:
    """WPS leaves comments in the body."""
    parts["word/document.xml"] = parts["word/document.xml"].replace(b"<w:p>", b"<!-- {{ wps }} <w:sectPr/> --><w:p>")


def lists_without_styles(parts: Parts) -> None:
    """What LibreOffice 7.4 leaves of lists: no level is tied to a style, none is a legal number."""
    parts["word/numbering.xml"] = re.sub(rb"<w:isLgl/>|<w:pStyle [^>]*/>", b"", parts["word/numbering.xml"])


def chinese_numbers_of_before(parts: Parts) -> None:
    """Templates made before had the format that Word prints otherwise."""
    parts["word/numbering.xml"] = parts["word/numbering.xml"].replace(b"taiwaneseCountingThousand", b"chineseCountingThousand")


def sections_out_of_order(parts: Parts) -> None:
    """Scripts write text behind the last section, LibreOffice the section before the style."""
    body = parts["word/document.xml"].decode()
    last = body[body.rindex("<w:sectPr") : body.rindex("</w:body>")]
    parts["word/document.xml"] = body.replace(last, "").replace("<w:body>", f"<w:body>{last}").encode()


WAYS = [ids_as_word_writes_them, ids_as_wps_writes_them, names_as_chinese_programs_write_them, our_ids_on_other_styles, strict, other_names_of_parts,
        comments_of_xml, lists_without_styles, chinese_numbers_of_before, sections_out_of_order]  # fmt: skip


def words(docx: bytes) -> list[str]:
    """Return the paragraphs of a file, contents left out: their page numbers are estimates."""
    package = read_package(docx, "made.docx")
    return ["".join(t.text or "" for t in p.iter(T)) for p in package.body.iter(P) if b"PAGEREF" not in "".join(p.itertext()).encode()]


def numbered(docx: bytes) -> dict[str, bytes]:
    """Return what decides how a file counts."""
    numbering = safe_parts(docx, "made.docx")["word/numbering.xml"]
    return {
        style.decode(): kind + text
        for kind, style, text in re.findall(
            rb'numFmt w:val="(\w+)"/>(?:<w:lvlRestart [^>]*/>)?<w:pStyle w:val="(\w+)"/>(.*?)<w:lvlJc', numbering
        )
    }


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
def test_a_template_that_came_another_way_prints_the_same(way: Callable[[Parts], None], tmp_path: Path) -> None:
    parts = dict(safe_open(HOUSE))
    way(parts)
    path = tmp_path / "own.docx"
    path.write_bytes(pack(parts))
    assert not [f for f in check_template(path, load_content()) if f.severity == "error"]
    given = draft(sample("minimal"), "bilingual")
    made, house = docx_bytes(given, path), docx_bytes(given, HOUSE)
    assert words(made) == words(house)
    assert numbered(made) == numbered(house)
    assert not list(faults(read_package(made, "made.docx")))


@pytest.mark.parametrize(
    "way", [ids_as_wps_writes_them, our_ids_on_other_styles, other_names_of_parts, sections_out_of_order], ids=lambda way: way.__name__
)
def test_what_is_made_of_it_is_valid(way: Callable[[Parts], None], tmp_path: Path) -> None:
    need(validator(), "ooxml-validator")
    parts = dict(safe_open(HOUSE))
    way(parts)
    (tmp_path / "own.docx").write_bytes(pack(parts))
    (tmp_path / "made.docx").write_bytes(docx_bytes(draft(sample("minimal")), tmp_path / "own.docx"))
    assert validation_errors(tmp_path / "made.docx") == []


def test_a_template_saved_by_libreoffice(tmp_path: Path) -> None:
    need(office(), "LibreOffice")
    path = tmp_path / "own.docx"
    path.write_bytes(convert(HOUSE.read_bytes(), "docx:MS Word 2007 XML"))
    assert not [f for f in check_template(path, load_content()) if f.severity == "error"]
    given = draft(sample("minimal"))
    made = docx_bytes(given, path)
    assert [w for w in words(made) if w] == [w for w in words(docx_bytes(given, HOUSE)) if w]
    need(validator(), "ooxml-validator")
    (tmp_path / "made.docx").write_bytes(made)
    assert validation_errors(tmp_path / "made.docx") == []


ANSWERS = """
agreement: contract
answers:
  is_consortium: false
  is_gov_procurement: false
  procurement_method: competitive-consultation
  term_months: 12
  sign_date: 2026-12-21
  price_total_incl: 462000
  systems:
    - {name: 图书馆集成管理系统, class: B, users: 86000, mlps_level: "2"}
    - {name: 数字资源服务平台, class: C, users: 42000, mlps_level: "2"}
"""
TAGS = [
    ("联合体{% if is_consortium %}是{% else %}否{% endif %}", "联合体否"),
    ("{% if not is_consortium %}否{% endif %}{{ is_consortium }}", "否否"),
    ("{% if is_consortium == false and term_months &lt;= 12 %}短{% endif %}", "短"),
    ("{% if term_months &gt; 12 %}跨年{% else %}一年{% endif %}", "一年"),
    ("{% if procurement_method == 'competitive-consultation' %}磋商{% else %}其他{% endif %}", "磋商"),
    ("{% if procurement_method in 'competitive-consultation' %}磋商{% endif %}", "磋商"),
    ("{% if sign_date &gt;= '2026-01-01' %}今年{% endif %}", "今年"),
    ("{% if price_total_incl &gt; 400000.5 %}大{% endif %}", "大"),
    ("{% if systems %}有系统{% endif %}", "有系统"),
    ("{% for s in systems %}{{ loop.index }}.{{ s.name }}（{{ s.users }}）{% if not loop.last %}；{% endif %}{% endfor %}", "1.图书馆集成管理系统（86,000）；2.数字资源服务平台（42,000）"),
    ("{% for s in systems if s.users &gt; 50000 %}{{ s.name }}{% endfor %}", "图书馆集成管理系统"),
    ("{% if superior_authority == '市局' %}市{% else %}其他{% endif %}", "【待填："),
    ("{% if superior_authority == '市局' or term_months == 12 %}甲{% endif %}", "甲"),
    ("{% if superior_authority == '市局' and term_months == 24 %}甲{% else %}乙{% endif %}", "乙"),
]  # fmt: skip


@pytest.mark.parametrize(("tag", "printed"), TAGS)
def test_conditions_see_values_and_tags_print_wording(tag: str, printed: str, tmp_path: Path) -> None:
    path = _with(tag, tmp_path)
    assert not [f for f in check_template(path, load_content()) if f.severity == "error"]
    made = docx_bytes(draft(answers(ANSWERS)), path)
    first = words(made)[0]
    assert first.startswith(printed) if printed.endswith("：") else first == printed


def test_a_final_is_refused_when_its_template_asks_for_what_is_open(tmp_path: Path) -> None:
    given = draft(sample("m3b-data-bureau"), final=True)
    name = next(n for n in given.situation.library.questions if given.situation.origin(n) == "missing" and n not in ("contract_no",))
    assert docx_bytes(given, HOUSE)
    with pytest.raises(NotFinal, match=name):
        docx_bytes(given, _with(f"{{{{ {name} }}}}", tmp_path))


def _with(tag: str, folder: Path) -> Path:
    parts = dict(safe_open(HOUSE))
    parts["word/document.xml"] = parts["word/document.xml"].replace(
        b"<w:body>", f"<w:body><w:p><w:r><w:t>{tag}</w:t></w:r></w:p>".encode(), 1
    )
    path = folder / "own.docx"
    path.write_bytes(pack(parts))
    return path
