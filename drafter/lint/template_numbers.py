"""Whether the lists of a template print the numbers that references say: the first chapter, article, paragraph, item and annex of each language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from drafter.agreements.schema import Agreement
from drafter.assembly.numbers import NUMBERINGS, Spot
from drafter.errors import Finding, Place, error
from drafter.language import Language
from drafter.model import Style
from drafter.ooxml.names import PPR, W, value_of, whole
from drafter.ooxml.numbering import Counter, Lists
from drafter.ooxml.package import parse_xml
from drafter.ooxml.styles import styles_by_id
from drafter.writers.docx.xml import style_id, style_name

_TRAILING = ".、．:：,，"  # a mark behind the number belongs to no reference


def check_numbers(parts: Mapping[str, bytes], file: str, agreement: Agreement) -> Iterator[Finding]:
    """Yield the styles whose list prints another number than references say."""
    styles = parse_xml(parts["word/styles.xml"], "word/styles.xml")
    counter, known = Counter(Lists(parse_xml(parts["word/numbering.xml"], "word/numbering.xml"), styles)), styles_by_id(styles)
    for language in ("zh", "en"):
        for style, number in _said(agreement, language):
            found = known.get(style_id(style, language))
            listed = found.find(f"{PPR}/{W}numPr") if found is not None else None
            printed = counter.label(value_of(listed, W + "numId"), whole(value_of(listed, W + "ilvl"))) if listed is not None else ""
            if _plain(printed) != _plain(number):
                name = style_name(style_id(style, language))
                yield error(
                    "template-number",
                    f"样式 {name} 的编号印作“{printed}”，而引用写作“{number}”",
                    f"the style {name} is numbered {printed!r} where references say {number!r}",
                    (
                        "按 drafter template new 的模板恢复该样式的多级列表",
                        "restore the list of the style as `drafter template new` has it",
                    ),
                    Place(file, 0, "word/numbering.xml"),
                )


def _said(agreement: Agreement, language: Language) -> list[tuple[Style, str]]:
    numbering, first = NUMBERINGS[agreement.numbering], (1, 1, 1, 1)
    deeper: tuple[Style, ...] = ("clause", "item", "subitem")
    return [
        ("chapter", numbering.chapter(1, language)),
        ("article", numbering.article(Spot(1, 1, 1), language)),
        *((style, numbering.paragraph(first[:depth], language)) for depth, style in enumerate(deeper, 2)),
        ("annex", numbering.annex(1, language)),
    ]


def _plain(number: str) -> str:
    return "".join(number.split()).rstrip(_TRAILING)
