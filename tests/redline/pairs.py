"""Pairs of documents as hypothesis makes them: one, and another that came of it by edits, one after the other."""

from __future__ import annotations

from dataclasses import dataclass, replace

from hypothesis import strategies as st

from drafter.ooxml.package import Package
from tests.redline.build import cell, package, paragraph, row, run, table

_PHRASES = (
    "甲方应当在收到发票后三十日内", "向乙方支付合同价款", "人民币1,250,000.00元", "，", "。", "乙方应当", "不得", "书面通知甲方", "违约金", "千分之五",
    "The Supplier shall ", "deliver the report ", "within 30 days ", "after notice", ". ", "𠮷田", "服务期", "3.1 ", "99.9%", "\t",
)  # fmt: skip
_LOOKS = ("", "<w:b/>", '<w:sz w:val="32"/>', '<w:b/><w:color w:val="FF0000"/>')
_ALIGNS = ("", '<w:jc w:val="center"/>', '<w:ind w:firstLine="480"/>', '<w:keepNext/><w:jc w:val="right"/>')
_NOTE = '<w:r><w:footnoteReference w:id="2"/></w:r>'
_OF_NOTE = '<w:footnote w:id="2">{}</w:footnote>'


@dataclass(frozen=True)
class Piece:
    """A phrase and how it looks; `cut` says after how many characters a new run begins, which nobody sees."""

    text: str
    look: str = ""
    cut: int = 0

    @property
    def xml(self) -> str:
        """The phrase as runs."""
        return "".join(_run(t, self.look) for t in (self.text[: self.cut], self.text[self.cut :]) if t)


def _run(text: str, look: str) -> str:
    return f"<w:r><w:rPr>{look}</w:rPr><w:tab/></w:r>" if text == "\t" else run(text, look)


@dataclass(frozen=True)
class Para:
    """A paragraph."""

    pieces: tuple[Piece, ...]
    align: str = ""
    note: bool = False

    @property
    def xml(self) -> str:
        """The paragraph."""
        return paragraph(*(p.xml for p in self.pieces), _NOTE if self.note else "", properties=self.align)


@dataclass(frozen=True)
class Grid:
    """A table, a paragraph in each cell."""

    rows: tuple[tuple[Para, ...], ...]

    @property
    def xml(self) -> str:
        """The table."""
        return table(*(row(*(cell(p.xml) for p in r)) for r in self.rows))


Block = Para | Grid


@dataclass(frozen=True)
class Text:
    """A document."""

    blocks: tuple[Block, ...]
    header: Para
    note: Para

    @property
    def package(self) -> Package:
        """The document as a Word file; it ends with a paragraph as every document does."""
        body = "".join(b.xml for b in self.blocks) + ("" if self.blocks and isinstance(self.blocks[-1], Para) else paragraph(run("完")))
        section = '<w:sectPr><w:headerReference w:type="default" r:id="rId1"/><w:pgSz w:w="11906" w:h="16838"/></w:sectPr>'
        return package(body + section, header1=self.header.xml, footnotes=_OF_NOTE.format(self.note.xml))


_pieces = st.builds(Piece, st.sampled_from(_PHRASES), st.sampled_from(_LOOKS), st.integers(0, 5))
_paras = st.builds(Para, st.lists(_pieces, max_size=6).map(tuple), st.sampled_from(_ALIGNS))


def _grid(columns: int, cells: list[Para]) -> Grid:
    rows = [tuple(cells[n : n + columns]) for n in range(0, len(cells) - columns + 1, columns)]
    return Grid(tuple(rows) or (tuple(cells[:1]),))


_grids = st.builds(_grid, st.integers(1, 3), st.lists(_paras, min_size=1, max_size=9))


def _plain(text: Text) -> Text:
    """Let one paragraph at most refer to the note, and no two tables follow each other: Word would read them as one."""
    found: list[Block] = []
    for block in text.blocks:
        if isinstance(block, Grid) and found and isinstance(found[-1], Grid):
            found.append(Para(()))
        found.append(block)
    return replace(text, blocks=tuple(found))


texts = st.builds(Text, st.lists(_paras | _paras | _grids, min_size=1, max_size=8).map(tuple), _paras, _paras).map(_plain)
_kinds = st.sampled_from((
    "edit", "edit", "edit", "add", "drop", "look", "align", "cut", "split", "join", "move", "insert", "delete", "table", "row", "no row", "column",
    "no column", "header", "note", "noted",
))  # fmt: skip
edits = st.lists(st.tuples(_kinds, st.integers(0, 99), st.integers(0, 99), _pieces, _paras), max_size=6)
Edits = list[tuple[str, int, int, Piece, Para]]


def edited(text: Text, changes: Edits) -> Text:
    """Return a document with edits made to it."""
    for change in changes:
        text = _plain(_edited(text, *change))
    return text


def _edited(text: Text, kind: str, at: int, there: int, piece: Piece, para: Para) -> Text:
    blocks = list(text.blocks)
    if kind == "header":
        return replace(text, header=_in_para(text.header, "edit", there, piece))
    if kind == "note":
        return replace(text, note=_in_para(text.note, "edit", there, piece))
    if kind == "noted":
        noted = [
            replace(b, note=not any(isinstance(x, Para) for x in blocks[:n])) if isinstance(b, Para) else b for n, b in enumerate(blocks)
        ]
        return replace(text, blocks=tuple(noted))
    if kind in ("insert", "table") or not blocks:
        blocks.insert(at % (len(blocks) + 1), para if kind != "table" else Grid(((para, Para((piece,))), (Para(()), para))))
        return replace(text, blocks=tuple(blocks))
    n = at % len(blocks)
    block = blocks[n]
    if kind == "delete" and len(blocks) > 1:
        del blocks[n]
    elif kind == "move":
        blocks.insert(there % len(blocks), blocks.pop(n))
    elif isinstance(block, Grid):
        blocks[n] = _in_grid(block, kind, at, there, piece, para)
    elif kind == "split" and len(block.pieces) > 1:
        cut = 1 + there % (len(block.pieces) - 1)
        blocks[n : n + 1] = [Para(block.pieces[:cut], block.align), replace(block, pieces=block.pieces[cut:])]
    elif kind == "join" and n + 1 < len(blocks) and isinstance(following := blocks[n + 1], Para):
        blocks[n : n + 2] = [replace(following, pieces=block.pieces + following.pieces, note=block.note or following.note)]
    else:
        blocks[n] = _in_para(block, kind, there, piece)
    return replace(text, blocks=tuple(blocks))


def _in_para(para: Para, kind: str, there: int, piece: Piece) -> Para:
    pieces = list(para.pieces)
    n = there % (len(pieces) + 1)
    if kind == "add" or not pieces:
        pieces.insert(n, piece)
    elif kind == "drop":
        del pieces[n % len(pieces)]
    elif kind == "look":
        pieces[n % len(pieces)] = replace(pieces[n % len(pieces)], look=piece.look)
    elif kind == "cut":
        pieces[n % len(pieces)] = replace(pieces[n % len(pieces)], cut=piece.cut)
    elif kind == "align":
        return replace(para, align=_ALIGNS[there % len(_ALIGNS)])
    else:
        pieces[n % len(pieces)] = piece
    return replace(para, pieces=tuple(pieces))


def _in_grid(grid: Grid, kind: str, at: int, there: int, piece: Piece, para: Para) -> Grid:
    rows = [list(r) for r in grid.rows]
    width, i, j = len(rows[0]), there % len(rows), at % len(rows[0])
    if kind == "row":
        rows.insert(i, [para] * width)
    elif kind == "no row" and len(rows) > 1:
        del rows[i]
    elif kind == "column":
        rows = [[*r[:j], para, *r[j:]] for r in rows]
    elif kind == "no column" and width > 1:
        rows = [r[:j] + r[j + 1 :] for r in rows]
    else:
        rows[i][j] = _in_para(rows[i][j], kind, there, piece)
    return Grid(tuple(map(tuple, rows)))
