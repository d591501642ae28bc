"""The numbers of a document as Word's multilevel lists print them, and how references name them. One table: contracts and proposals count otherwise."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import NamedTuple

from drafter.language import Language, Words
from drafter.ooxml.marks import START, anchor_name
from drafter.records import dataclass
from drafter.values.numerals import chinese, circled, letters, roman


def chapter_number(n: int, language: Language) -> str:
    """Return 第一章 or Part 1."""
    return f"第{chinese(n)}章" if language == "zh" else f"Part {n}"


def article_number(n: int, language: Language) -> str:
    """Return 第十二条 or 12."""
    return f"第{chinese(n)}条" if language == "zh" else f"{n}"


def paragraph_number(path: tuple[int, ...], language: Language) -> str:
    """Return the number of a paragraph by its path (article, clause, item, subitem): 12.3, （一） or (a), 1. or (i)."""
    if len(path) == 2:
        return f"{path[0]}.{path[1]}"
    if len(path) == 3:
        return f"（{chinese(path[2])}）" if language == "zh" else f"({letters(path[2])})"
    return f"{path[3]}." if language == "zh" else f"({roman(path[3])})"


def _section_number(spot: Spot, language: Language) -> str:
    """Return （二） or 3.2."""
    return f"（{chinese(spot.place)}）" if language == "zh" else f"{spot.chapter}.{spot.place}"


def _item_number(path: tuple[int, ...], language: Language) -> str:
    """Return the number of a paragraph of a proposal: running paragraphs have none, items （1） or (1), what is below them ① or (a)."""
    if len(path) == 2:
        return ""
    if len(path) == 3:
        return f"（{path[2]}）" if language == "zh" else f"({path[2]})"
    return circled(path[3]) if language == "zh" else f"({letters(path[3])})"


def caption_number(kind: str, n: int, language: Language) -> str:
    """Return 表3, Table 3, 图3 or Figure 3; `kind` is table or figure."""
    return f"{'表' if kind == 'table' else '图'}{n}" if language == "zh" else f"{kind.title()} {n}"


def annex_number(n: int, language: Language) -> str:
    """Return 附件A or Annex A."""
    return f"{'附件' if language == 'zh' else 'Annex '}{letters(n).upper()}"


class Spot(NamedTuple):
    """Where a provision stands: chapter, place in the chapter, and place in the document."""

    chapter: int
    place: int
    number: int


@dataclass(frozen=True)
class Numbering:
    """How a kind of document counts."""

    chapter: Callable[[int, Language], str]
    mark: Words  # stands between the number of a chapter and its title and belongs to neither list nor reference
    gap: Words  # between the number of a heading and its text
    article: Callable[[Spot, Language], str]
    paragraph: Callable[[tuple[int, ...], Language], str]
    annex: Callable[[int, Language], str]
    by_chapter: bool = False  # whether articles begin again in each chapter, so that a reference names the chapter


_SPACE = Words(" ", " ")
NUMBERINGS: dict[str, Numbering] = {
    "contract": Numbering(
        chapter=chapter_number,
        mark=Words("", ""),
        gap=_SPACE,
        article=lambda spot, language: article_number(spot.number, language),
        paragraph=paragraph_number,
        annex=annex_number,
    ),
    "proposal": Numbering(
        chapter=lambda n, language: chinese(n) if language == "zh" else str(n),
        mark=Words("、", ""),
        gap=Words("", " "),
        article=_section_number,
        paragraph=_item_number,
        annex=lambda n, language: f"附件{n}" if language == "zh" else f"Annex {n}",
        by_chapter=True,
    ),
}


@lru_cache(maxsize=4096)
def bookmark(target: str, language: Language) -> str:
    """Return the Word bookmark for a reference target: at most 40 characters, letters, digits and underscores."""
    return START + anchor_name(target) + ("_en" if language == "en" else "")
