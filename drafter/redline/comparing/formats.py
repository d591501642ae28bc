"""Whether changes of format are a person's: another program writes them all otherwise, and then words alone are compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal

from drafter.errors import Finding, Place
from drafter.language import Words
from drafter.ooxml.custom_xml import parts_naming
from drafter.ooxml.marks import PROVENANCE
from drafter.ooxml.multiplied import once
from drafter.ooxml.package import Package
from drafter.ooxml.same_meaning import saved_by
from drafter.ooxml.text import read_paragraphs, squeezed
from drafter.redline.comparing.adopted import adopted
from drafter.redline.comparing.compare import compare
from drafter.redline.comparing.script import EditScript, SectionEdit
from drafter.redline.comparing.text_only import flattened, is_text_only, said_without_numbers

Formats = Literal["auto", "all", "none"]
_FAITHFUL = ("drafter", "Microsoft ")  # programs that leave what nobody touched as it was
_MARGINS = frozenset({"headers", "footers"})
_OF_FORMATS = frozenset({"style-changed", "numbering-changed", "header-shared"})

_TEXT_ONLY = Words(
    "文件只有文字：键入的编号，以及成为文字的交叉引用、目录和表格未标注，只标注文字的修改",
    "the file is text only: numbers typed, and references, contents and tables that are text now, are not marked; changes of words are",
)


def is_written_by_another(original: Package, revised: Package) -> bool:
    """Say whether two files come from programs that write the same text otherwise, by their own account or because one lost our provenance."""
    programs = [saved_by(original), saved_by(revised)]
    names = {program.split("/")[0].split("_")[0] for program in programs}
    if len(names) > 1 and not all(program.startswith(_FAITHFUL) for program in programs):
        return True
    return _has_provenance(original) is not _has_provenance(revised) and "drafter" in programs


def _has_provenance(package: Package) -> bool:
    return any(parts_naming(package, PROVENANCE))


def compare_words(original: Package, revised: Package) -> EditScript:
    """Return what leads from the words of one file to those of another; headers and footers are compared where they do not say the same."""
    if is_text_only(revised, original):
        script = compare(adopted(flattened(original, revised), revised, said_without_numbers(original)), revised)
    else:
        script = compare(adopted(original, revised), revised)
    old, new = _said(script.original), _said(script.revised)
    body, *margins = script.stories
    others = [m for m in margins if old.get(m.old_part) != new.get(m.new_part)]
    findings = tuple(f for f in script.findings if f.code not in _OF_FORMATS)
    return replace(script, stories=(body, *others), sections=tuple(_lost(script, old, new)), findings=findings)


def _said(package: Package) -> dict[str, str]:
    """Return what headers and footers say, by part; what Word works out by its code, and nothing of those that say nothing."""
    said: dict[str, str] = {}
    for paragraph in read_paragraphs(package):
        if paragraph.story in _MARGINS and paragraph.code.strip():
            said[paragraph.part] = said.get(paragraph.part, "") + squeezed(paragraph.code) + "\n"
    return said


def _lost(script: EditScript, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[SectionEdit]:
    """Yield the sections whose headers or footers the revised file has nowhere, or shows because of a section that came in."""
    there = set(new.values())
    for section in script.sections:
        lost = tuple(each for each in section.lost if old.get(each[2].old_part, "") not in {"", *there})
        if lost or section.lent:
            yield replace(section, lost=lost, formatted=False)


def left_out(original: Package, revised: Package) -> Finding:
    """Return what is said of formats that were left out."""
    text_only = is_text_only(revised, original)
    code, what = ("text-only", _TEXT_ONLY) if text_only else ("formats-left-out", _written_by(original, revised))
    remedy = Words("需要时用 --formats all", "use --formats all to see them")
    return Finding("info", code, what, remedy, Place(revised.file))


def _written_by(original: Package, revised: Package) -> Words:
    program = next((p.split("$")[0] for p in (saved_by(revised), saved_by(original)) if p and not p.startswith("drafter")), "")
    by = (f"（文件由 {program} 写成）", f" (the file was written by {program})") if program else ("", "")
    once_only = (
        ("；其中写了四次的标题只读一次", "; headings that it wrote four times are read once") if once(revised) is not revised else ("", "")
    )
    return Words(
        f"只比较文字：样式、段落和字符格式、表格和页面设置的不同未标注{by[0]}{once_only[0]}",
        f"only words are compared: styles, formats of paragraphs and characters, tables and page setup differ and are not marked{by[1]}{once_only[1]}",
    )
