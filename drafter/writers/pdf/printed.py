"""The words of a PDF, page by page: what stands between the margins, in the order in which it was drawn."""

from __future__ import annotations

import unicodedata
from bisect import bisect_right
from collections.abc import Mapping
from functools import cached_property
from itertools import accumulate
from typing import Any

from drafter.errors import MissingTool, error
from drafter.patterns import regex
from drafter.records import dataclass

_NO_WORD = regex(r"[\s\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff]+")
_LEADER = regex(r"\.{4,}")  # the dots of a table of contents
_HYPHEN = str.maketrans({"\x02": "-", "\ufffe": "-", "\u2010": "-", "\u2011": "-"})  # pdfium's sign for a hyphen at the end of a line
Margins = tuple[float, float]  # of the text area: from the top and from the bottom of a page, in points


def folded(text: str) -> str:
    """Return the characters of a text that paper shows: no blanks, no leaders, compatibility forms as their plain ones."""
    return _LEADER.sub("", _NO_WORD.sub("", unicodedata.normalize("NFKC", text.translate(_HYPHEN))))


@dataclass(frozen=True)
class Printed:
    """The folded words of every page."""

    pages: tuple[str, ...]

    @cached_property
    def text(self) -> str:
        """All pages, one after the other."""
        return "".join(self.pages)

    @cached_property
    def ends(self) -> tuple[int, ...]:
        """Where each page ends in the text."""
        return tuple(accumulate(map(len, self.pages)))

    def page_at(self, offset: int) -> int:
        """Return the index of the page on which a character of the text stands, from 0."""
        return bisect_right(self.ends, offset)


def read_printed(pdf: bytes, margins: Mapping[tuple[int, int], Margins]) -> Printed:
    """Return the words of a PDF; `margins` by page size in whole points. Raises MissingTool when pypdfium2 is not installed."""
    document = _pdfium().PdfDocument(pdf)
    try:
        return Printed(tuple(_words_of(page, margins) for page in document))
    finally:
        document.close()


def _words_of(page: Any, margins: Mapping[tuple[int, int], Margins]) -> str:
    width, height = page.get_size()
    top, bottom = margins.get((round(width), round(height)), (0.0, 0.0))
    text = page.get_textpage()
    try:
        return folded(text.get_text_bounded(left=0, bottom=bottom, right=width, top=height - top))
    finally:
        text.close()


def _pdfium() -> Any:
    try:
        import pypdfium2
    except ImportError:
        remedy = ("安装 drafter[pdf]", "install drafter[pdf]")
        raise MissingTool(
            error(
                "pdf",
                "没有安装 pypdfium2，无法核对 PDF 的文字",
                "pypdfium2 is not installed: the words of the PDF cannot be checked",
                remedy,
            )
        ) from None
    return pypdfium2
