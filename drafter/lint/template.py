"""`drafter template check`: what is wrong with a Word template, with the paragraph's text and the nearest known name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from drafter.agreements.schema import Agreement
from drafter.content import Content
from drafter.errors import FileError, Finding, Place, error
from drafter.language import Words
from drafter.lint.template_names import Names
from drafter.lint.template_numbers import check_numbers
from drafter.lint.template_sample import check_printed
from drafter.ooxml.archive import safe_open
from drafter.questionnaire.answers import unanswered
from drafter.questionnaire.situation import Situation
from drafter.writers.docx.blocks import BLOCKS
from drafter.writers.docx.house_form import in_house_form
from drafter.writers.docx.tags import check_parts, tagged
from drafter.writers.docx.write import styles_needed
from drafter.writers.docx.xml import style_name

_UNREADABLE = {"template-encoding", "template-size", "template-syntax", "template-unsafe"}  # names in such tags are not looked at


def check_template(path: Path, content: Content, agreement_id: str = "") -> list[Finding]:
    """Return every finding about a template, of an agreement where one is named; a file that is no Word file gives one."""
    try:
        parts, mended = in_house_form(safe_open(path), str(path))
    except FileError as problem:
        return list(problem.findings)
    findings = [*mended, *check_parts(parts, str(path))]
    if any(f.code in _UNREADABLE for f in findings):
        return findings
    agreement = content.agreement(agreement_id or _agreement_of(path, parts["word/document.xml"], content))
    situation = Situation(content.library, agreement, unanswered(agreement))
    names = Names(situation, str(path))
    for part, source in tagged(parts):
        findings += names.check(part, source)
    findings += _blocks(parts["word/document.xml"].decode("utf-8"), str(path), agreement)
    findings += _styles(parts.get("word/styles.xml", b"").decode("utf-8"), str(path), agreement)
    if {"word/styles.xml", "word/numbering.xml"} <= parts.keys():
        findings += check_numbers(parts, str(path), agreement)
    printable = not any(f.severity == "error" for f in findings)
    return [*findings, *(check_printed(path, content, agreement) if printable else ())]


def _agreement_of(path: Path, document: bytes, content: Content) -> str:
    """Return the agreement a template belongs to: that of its folder, else a proposal where it prints an approval page."""
    folder = path.resolve().parent
    named = folder.name if folder.parent in content.template_folders and content.has_agreement(folder.name) else ""
    return named or ("proposal" if b"approval_rows" in document else "contract")


def _blocks(document: str, path: str, agreement: Agreement) -> Iterator[Finding]:
    text = re.sub(r"<[^>]*>", "", document)
    for block in (b for b in BLOCKS if b in agreement.pages):
        if not re.search(rf"\{{\{{p\s+{block}\s*\}}\}}", text):
            yield Finding(
                "error" if block == "body" else "warning",
                "template-block",
                Words(f"正文中没有 {{{{p {block} }}}}", f"{{{{p {block} }}}} does not stand in the body"),
                Words("在单独一段中写入该标签", "put this tag in a paragraph of its own"),
                Place(path, 0, "word/document.xml"),
            )


def _styles(styles: str, path: str, agreement: Agreement) -> Iterator[Finding]:
    present = set(re.findall(r'w:styleId="([^"]+)"', styles))
    for style in sorted(styles_needed(agreement.numbering) - present):
        yield error(
            "template-style",
            f"缺少样式 {style_name(style)}",
            f"the style {style_name(style)} is missing",
            ("从 drafter template new 的模板复制该样式", "copy it from the template of `drafter template new`"),
            Place(path, 0, "word/styles.xml"),
        )
