"""Help pages in Chinese: wide characters count for two, and lines break between them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from unicodedata import east_asian_width

import click

from drafter.cli.user_language import ui_language

_NOT_FIRST = "，。；：、！？）》”’"  # no line begins with these, nor ends with those of `_NOT_LAST`
_NOT_LAST = "（《“‘"
_PIECE = re.compile(rf"[{_NOT_LAST}]*(?:[!-~]+|[^\s])[{_NOT_FIRST}]*| +")


class HelpPage(click.HelpFormatter):
    """What click writes, laid out by what a terminal shows where it is Chinese."""

    def write_text(self, text: str) -> None:
        """Write paragraphs, parted by empty lines."""
        if ui_language() == "en":
            super().write_text(text)
            return
        paragraphs = ("\n".join(self._indented(" ".join(p.split("\n")))) for p in text.split("\n\n"))
        self.write("\n\n".join(paragraphs) + "\n")

    def _indented(self, text: str) -> Iterator[str]:
        yield from (" " * self.current_indent + line for line in broken(text, self.width - self.current_indent))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Write terms and what they mean in two columns."""
        if ui_language() == "en":
            super().write_dl(list(rows), col_max, col_spacing)
            return
        rows = list(rows)
        first = min(max(shown_width(term) for term, _ in rows), col_max) + col_spacing
        margin = " " * (self.current_indent + first)
        for term, meaning in rows:
            lines = list(broken(meaning, self.width - len(margin)))
            fits = shown_width(term) <= first - col_spacing
            head = " " * self.current_indent + term + (" " * (first - shown_width(term)) if fits and lines else "")
            said = (
                [head + lines[0], *(margin + line for line in lines[1:])] if fits and lines else [head, *(margin + line for line in lines)]
            )
            self.write("\n".join(said) + "\n")

    def write_heading(self, heading: str) -> None:
        """Write the heading of a section."""
        self.write(f"{'':>{self.current_indent}}{heading}{'：' if ui_language() == 'zh' else ':'}\n")


def shown_width(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    return sum(2 if east_asian_width(character) in "WFA" and ord(character) > 0x7F else 1 for character in text)


def broken(text: str, width: int) -> Iterator[str]:
    """Yield the lines of a text that are at most so many columns wide, where its words allow."""
    line = ""
    for piece in _PIECE.findall(text):
        if line and shown_width(line + piece.rstrip()) > width:
            yield line.rstrip()
            line = ""
        line += piece if line else piece.lstrip()
    if line:
        yield line.rstrip()
