"""`drafter template check`: what is wrong with a Word template, with the paragraph's text and the nearest known name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from jinja2 import meta, nodes

from drafter.agreements.schema import Agreement
from drafter.content import Content
from drafter.errors import FileError, Finding, Place, error
from drafter.language import Words
from drafter.ooxml.archive import safe_open
from drafter.questionnaire.answers import AnswerSet
from drafter.questionnaire.situation import Situation
from drafter.writers.docx.tags import ENVIRONMENT, check_parts, tagged, walk
from drafter.writers.docx.write import BLOCKS, CONTEXT, known_names, styles_needed

PARTS_OF = {"party_a": {"name"}, "party_b": {"name"}}
_PARAGRAPH = re.compile(r"<w:p(?: [^>]*)?(?<!/)>(?:(?!<w:p[ >]).)*?</w:p>|<dc:[a-z]+>[^<]*</dc:[a-z]+>", re.DOTALL)
_UNREADABLE = {"template-encoding", "template-size", "template-syntax", "template-unsafe"}  # names in such tags are not looked at


def check_template(path: Path, content: Content) -> list[Finding]:
    """Return every finding about a template; a file that is no Word file gives one."""
    try:
        parts = safe_open(path)
    except FileError as problem:
        return list(problem.findings)
    findings = list(check_parts(parts, str(path)))
    if any(f.code in _UNREADABLE for f in findings):
        return findings
    agreement = _agreement_of(path, parts["word/document.xml"], content)
    situation = Situation(content.library, agreement, AnswerSet(agreement.id, next(iter(agreement.profiles))))
    known = CONTEXT | known_names(situation)
    for part, source in tagged(parts):
        findings += _names(part, source, str(path), known)
        findings += _parts(part, source, str(path), set(situation.agreement.labels))
    findings += _blocks(parts["word/document.xml"].decode("utf-8"), str(path), agreement)
    return [*findings, *_styles(parts.get("word/styles.xml", b"").decode("utf-8"), str(path), agreement)]


def _agreement_of(path: Path, document: bytes, content: Content) -> Agreement:
    """Return the agreement a template belongs to: that of its folder, else a proposal where it prints an approval page."""
    folder = path.resolve().parent
    named = folder.name if folder.parent in content.template_folders and content.has_agreement(folder.name) else ""
    return content.agreement(named or ("proposal" if b"approval_rows" in document else "contract"))


def _names(part: str, source: str, path: str, known: set[str]) -> Iterator[Finding]:
    for name in sorted(meta.find_undeclared_variables(ENVIRONMENT.parse(source)) - known):
        yield _unknown(name, known, part, source, path)


def _parts(part: str, source: str, path: str, labels: set[str]) -> Iterator[Finding]:
    allowed = {**PARTS_OF, "label": labels}
    for node in walk(ENVIRONMENT.parse(source)):
        if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
            options = allowed.get(node.node.name)
            if options is not None and node.attr not in options:
                yield _unknown(f"{node.node.name}.{node.attr}", {f"{node.node.name}.{o}" for o in options}, part, source, path)


def _unknown(name: str, known: set[str], part: str, source: str, path: str) -> Finding:
    near = get_close_matches(name, known, 1, 0.5)
    text = _paragraph_with(source, name)
    remedy = (f"是否应为 {near[0]}？", f"did you mean {near[0]}?") if near else ("删去该标签", "remove the tag")
    return error(
        "template-name",
        f"没有名为 {name} 的变量，所在段落：{text}",
        f"there is no variable {name}; in: {text}",
        remedy,
        Place(path, 0, part),
    )


def _paragraph_with(source: str, name: str) -> str:
    for match in _PARAGRAPH.finditer(source):
        text = re.sub(r"<[^>]*>", "", match[0])
        if name in text:
            return text.strip()[:120]
    return next((line.strip()[:120] for line in re.sub(r"<[^>]*>", "\n", source).splitlines() if name in line), "")


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
            f"缺少样式 {style}",
            f"the style {style} is missing",
            ("从 drafter template new 的模板复制该样式", "copy it from the template of `drafter template new`"),
            Place(path, 0, "word/styles.xml"),
        )
