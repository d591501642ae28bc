"""A Draft as a .docx: body XML, template, provenance, container."""

from __future__ import annotations

import re
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from drafter.agreements.schema import Agreement
from drafter.content import Content
from drafter.drafting import Draft
from drafter.errors import Finding, Place, TemplateError, error
from drafter.ooxml import container
from drafter.ooxml.container import pack
from drafter.questionnaire.situation import Situation
from drafter.writers.blocks import party_blocks
from drafter.writers.docx.blocks import BLOCKS
from drafter.writers.docx.columns import Columns
from drafter.writers.docx.context import contexts, refuse_open
from drafter.writers.docx.drawing import add_pictures
from drafter.writers.docx.legal import legal_list, with_fallback_lists
from drafter.writers.docx.pages import Estimate, measures
from drafter.writers.docx.provenance import PART as PROVENANCE
from drafter.writers.docx.provenance import link_provenance, provenance
from drafter.writers.docx.template import DOCUMENT, Compiled, compile_template, laid_in, place_of
from drafter.writers.docx.turned import text_widths, turned, widen_headers
from drafter.writers.docx.xml import (
    CELLS,
    EXHIBIT_STYLES,
    STYLE_IDS,
    STYLES_NEEDED,
    BodyWriter,
    Piece,
    encoded,
    flat,
    running_on,
    style_name,
)

if TYPE_CHECKING:
    from drafter.ooxml.package import Package

_TOC_STYLES = {"zh": "", "bilingual": "", "en": "En"}


def default_template(draft: Draft) -> Path:
    """Return the template of the draft's agreement; two columns and brief profiles have their own, with smaller type."""
    agreement = draft.situation.agreement
    path = template_of(agreement, draft.content)
    if not path.is_file():
        raise TemplateError(_no_template(agreement))
    special = "bilingual" if draft.edition == "bilingual" else "brief" if draft.situation.profile.brief else ""
    own = path.with_stem(f"{path.stem}-{special}")
    return own if own.is_file() else path


def template_of(agreement: Agreement, content: Content) -> Path:
    """Return where the Word template of an agreement is, or would be."""
    return content.template(agreement.template if "/" in agreement.template else f"{agreement.id}/{agreement.template}")


def _no_template(agreement: Agreement) -> Finding:
    zh, en = f"没有 Word 模板 {agreement.template}", f"there is no Word template {agreement.template}"
    remedy = (
        "用 drafter template new 生成并放入该文书的文件夹，或者删去 template 一行而用通用模板",
        "make one by `drafter template new` and put it into the folder of the agreement, or take out `template` to have the house template",
    )
    return error("template", zh, en, remedy, Place(f"templates/{agreement.id}/agreement.yaml"))


def docx_bytes(draft: Draft, template: Path | None = None, fast: bool = False) -> bytes:
    """Return the draft as a .docx. Raises TemplateError, FileError. The same draft and template give the same bytes.

    `fast` packs by ISA-L: the same parts in other bytes.
    """
    return pack(docx_parts(draft, template), fast)


def docx_package(draft: Draft, file: str, template: Path | None = None) -> Package:
    """Return the draft as a Word file that is open, as if it had been written and opened again. Raises TemplateError, FileError."""
    from drafter.ooxml.package import Package

    parts = docx_parts(draft, template)
    return Package({name: part if isinstance(part, bytes) else b"".join(part) for name, part in parts.items()}, file)


def docx_parts(draft: Draft, template: Path | None = None) -> dict[str, container.Content]:
    """Return the parts of the draft as a .docx by name, large ones in pieces as they are made. Raises TemplateError, FileError."""
    path = template or default_template(draft)
    compiled = compile_template(path)
    _check_styles(compiled, draft.situation)
    numbering = compiled.fixed["word/numbering.xml"].decode("utf-8")
    writer = _writer(draft, compiled, numbering)
    writer.pages = _estimate(draft, compiled, writer.columns)
    blocks = {name: writer.pieces(getattr(draft, name)) for name in BLOCKS}
    places = {name: place_of(name) for name in BLOCKS}
    before = set(draft.contract.open)
    markup, plain = contexts(draft, compiled.names)
    texts = compiled.texts(markup | places, plain)
    refuse_open(draft, before)
    document = laid_in(texts.pop(DOCUMENT, "") or compiled.fixed[DOCUMENT].decode("utf-8"), blocks)  # a template may have no tag
    if writer.sections:
        _run_on(document)
    parts = compiled.fixed | {part: "".join(flat(laid_in(text, blocks))).encode("utf-8") for part, text in texts.items()}
    add_pictures(parts, writer.pictures)
    if writer.turned:
        widen_headers(parts, compiled.section, writer.landscape_width - writer.text_width)
    if writer.legal:
        parts["word/numbering.xml"] = with_fallback_lists(numbering, writer.articles).encode("utf-8")
    name = "" if template is None else template.name + ":" + sha256(template.read_bytes()).hexdigest()[:12]
    link_provenance(parts)
    return {**parts, DOCUMENT: encoded(flat(document)), PROVENANCE: encoded(provenance(draft, name))}


def _run_on(document: list[Piece]) -> None:
    """Let the page numbers of the last section run on: the first section of the text began them."""
    last = max(n for n, piece in enumerate(document) if isinstance(piece, str) and "<w:sectPr" in piece)
    for number, piece in enumerate(document[last:], last):
        if isinstance(piece, str):
            head, mark, tail = piece.rpartition("<w:sectPr")
            document[number] = head + mark + running_on(tail)


def styles_needed(numbering: str) -> set[str]:
    """Return the styles that a template of an agreement must have."""
    return STYLES_NEEDED | EXHIBIT_STYLES if numbering == "proposal" else STYLES_NEEDED


def _check_styles(compiled: Compiled, situation: Situation) -> None:
    present = set(re.findall(r'w:styleId="([^"]+)"', compiled.fixed.get("word/styles.xml", b"").decode("utf-8")))
    if missing := [style_name(style) for style in sorted(styles_needed(situation.agreement.numbering) - present)]:
        raise TemplateError(
            error(
                "template-style",
                f"模板缺少样式：{'、'.join(missing)}",
                f"the template lacks the styles {', '.join(missing)}",
                ("从 `drafter template new` 生成的模板开始修改", "start from the template made by `drafter template new`"),
            )
        )


def _writer(draft: Draft, compiled: Compiled, numbering: str) -> BodyWriter:
    width, high = text_widths(compiled.section)
    suffix = _TOC_STYLES[draft.edition]
    levels = [(STYLE_IDS["chapter"], 1), (STYLE_IDS["annex"], 1)]
    if not draft.situation.profile.brief:
        levels.insert(1, (STYLE_IDS["article"], 2))
    names = _style_names(compiled)
    toc = ",".join(f"{names.get(f'{style}{suffix}', style)},{level}" for style, level in levels)
    styles = measures(_styles(compiled))
    columns = Columns({role: styles[STYLE_IDS[role]].size for role in CELLS})
    return BodyWriter(width, high, compiled.section, turned(compiled.section), toc, bool(legal_list(numbering)), columns=columns)


def _styles(compiled: Compiled) -> str:
    return compiled.fixed["word/styles.xml"].decode("utf-8")


def _estimate(draft: Draft, compiled: Compiled, columns: Columns) -> dict[str, int]:
    """Return the page of each heading as far as it can be known before layout."""
    width, high = text_widths(compiled.section)
    own_pages = re.search(r"<w:pgNumType\b[^>]*w:start=", compiled.section) is not None  # the text begins at page 1
    estimate = Estimate(measures(_styles(compiled)), (width / 20, high / 20), (high / 20, width / 20), columns)
    if own_pages:
        estimate.add(draft.body)
        estimate.new_page()
        estimate.add(draft.annexes)
        return estimate.pages
    estimate.add(draft.contents)
    estimate.new_page()
    estimate.add((*party_blocks(draft.front), *draft.body))
    estimate.new_page()
    estimate.used = 1  # the signature page
    estimate.new_page()
    estimate.add(draft.annexes)
    return estimate.pages


def _style_names(compiled: Compiled) -> dict[str, str]:
    return dict(re.findall(r'w:styleId="([^"]+)"[^>]*>\s*<w:name w:val="([^"]+)"', _styles(compiled)))
