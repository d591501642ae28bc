"""Documents with tracked changes as hypothesis makes them, and what they read when all is accepted or rejected, reckoned apart."""

from __future__ import annotations

from dataclasses import dataclass

from hypothesis import strategies as st

from drafter.redline.revisions.accept_reject import Verdict
from tests.redline.build import by, cell, dele, ending, ins, paragraph, row, run, table

AUTHORS = ("甲方", "乙方", "丙方")
_WORD = st.text("甲乙付款日元ab1 ", min_size=1, max_size=3)
_MARK = st.sampled_from(("", "", "ins", "del", "both"))


@dataclass(frozen=True)
class Words:
    """Characters with a mark on them: inserted, deleted, or inserted by one and deleted by another."""

    text: str
    mark: str
    author: str
    other: str

    @property
    def xml(self) -> str:
        """The words as Word writes them."""
        if self.mark == "ins":
            return ins(run(self.text), self.author)
        if self.mark == "del":
            return dele(self.text, self.author)
        return ins(dele(self.text, self.other), self.author) if self.mark == "both" else run(self.text)

    def stands(self, verdict: Verdict) -> bool:
        """Say whether the words are there when all is accepted or rejected."""
        return self.mark in (("", "ins") if verdict == "accept" else ("", "del"))


@dataclass(frozen=True)
class Line:
    """A paragraph: its words, and the words-like mark on its end."""

    words: tuple[Words, ...]
    end: Words
    centred: bool

    @property
    def xml(self) -> str:
        """The paragraph as Word writes it."""
        marks = {"ins": ending("ins", self.end.author), "del": ending("del", self.end.author)}
        marks["both"] = marks["ins"] + ending("del", self.end.other)
        properties = f'<w:jc w:val="center"/>{_changed(self.end.author)}' if self.centred else ""
        end = f"<w:rPr>{marks[self.end.mark]}</w:rPr>" if self.end.mark else ""
        head = properties.replace("<w:pPrChange", f"{end}<w:pPrChange") if self.centred else end
        return f"<w:p><w:pPr>{head}</w:pPr>{''.join(w.xml for w in self.words)}</w:p>" if head else paragraph(*(w.xml for w in self.words))


def _changed(author: str) -> str:
    return f"<w:pPrChange {by(author)}><w:pPr/></w:pPrChange>"


_words = st.builds(Words, _WORD, _MARK, st.sampled_from(AUTHORS), st.sampled_from(AUTHORS))
_lines = st.builds(Line, st.lists(_words, max_size=4).map(tuple), _words, st.booleans())
LAST = Line((Words("完", "", "", ""),), Words("", "", "", ""), False)


@dataclass(frozen=True)
class Rows:
    """A table of one column whose rows may be inserted or deleted."""

    rows: tuple[tuple[str, str, str], ...]  # text, mark, author

    @property
    def xml(self) -> str:
        """The table as Word writes it."""
        return table(*(row(cell(paragraph(_in_row(*r))), mark=ending(r[1], r[2]) if r[1] else "") for r in self.rows))


def _in_row(text: str, mark: str, author: str) -> str:
    return Words(text, mark, author, author).xml


_rows = st.builds(
    Rows, st.lists(st.tuples(_WORD, st.sampled_from(("", "ins", "del")), st.sampled_from(AUTHORS)), min_size=1, max_size=3).map(tuple)
)


@dataclass(frozen=True)
class Text:
    """A body: runs of paragraphs, each closed by an unmarked one, with tables between."""

    parts: tuple[tuple[Line, ...] | Rows, ...]

    @property
    def xml(self) -> str:
        """The body as Word writes it."""
        return "".join(p.xml if isinstance(p, Rows) else "".join(line.xml for line in (*p, LAST)) for p in self.parts)

    def reads(self, verdict: Verdict) -> list[str]:
        """Return the paragraphs as they read when all is accepted or rejected."""
        return [line for part in self.parts for line in (_rows_read(part, verdict) if isinstance(part, Rows) else _reads(part, verdict))]


def _reads(lines: tuple[Line, ...], verdict: Verdict) -> list[str]:
    text = "".join("".join(w.text for w in line.words if w.stands(verdict)) + "¶" * line.end.stands(verdict) for line in (*lines, LAST))
    return text.removesuffix("¶").split("¶")


def _rows_read(rows: Rows, verdict: Verdict) -> list[str]:
    gone = "del" if verdict == "accept" else "ins"
    return [text for text, mark, _ in rows.rows if mark != gone]


texts = st.builds(Text, st.lists(st.lists(_lines, max_size=4).map(tuple) | _rows, min_size=1, max_size=3).map(tuple))
