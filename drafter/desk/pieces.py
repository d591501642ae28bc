"""A draft cut into pieces: what the pane shows, sends and marks one by one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Literal

from drafter.assembly.numbers import bookmark
from drafter.drafting import LANGUAGES_OF, Draft
from drafter.model import Block, Group, PageLayout, Paragraph, Style, Table
from drafter.records import dataclass
from drafter.writers.blocks import blocks_in_order

Kind = Literal["cover", "contents", "parties", "approval", "chapter", "provision", "exhibit", "signature", "annex", "notice", "drafting"]


@dataclass(frozen=True)
class Piece:
    """What stands under one heading: the id it is known by, its kind, the clause or form it prints, and its blocks."""

    id: str
    kind: Kind
    clause: str
    blocks: tuple[Block, ...]


def pieces(draft: Draft) -> Iterator[Piece]:
    """Yield the pieces of a draft in reading order, without its cover. A provision, chapter or annex has its anchor as id, a page its name."""
    codes = iter([annex.form.code for annex in draft.contract.annexes])
    for page, blocks in blocks_in_order(draft):
        if page == "body":
            yield from _body(blocks)
        elif page == "annexes":
            yield from (Piece(_anchor(part[0]), "annex", next(codes), part) for part in _cut(blocks, _begins_annex))
        elif page == "drafting":
            yield from (Piece(f"drafting-{name}", page, "", part) for name, part in draft.notes.items() if part)
        else:
            yield Piece(page, page, "", blocks)


def piece_of(draft: Draft, target: str) -> str:
    """Return the id of the piece that prints a clause or an annex; nothing where it does not stand in the draft."""
    contract = draft.contract
    stands = any(p.clause.id == target for p in contract.provisions) or any(a.form.code == target for a in contract.annexes)
    return bookmark(target, LANGUAGES_OF[draft.edition][0]) if stands else ""


def _body(blocks: Sequence[Block]) -> Iterator[Piece]:
    """Yield chapters, provisions, and what is printed after a provision."""
    anchor = clause = ""
    for part in _cut(blocks, _begins_in_body):
        first = part[0]
        if isinstance(first, Group):
            anchor, clause = _anchor(first), first.tag.partition("@")[0]
            yield Piece(anchor, "provision", clause, part)
        elif _style(first) == "chapter":
            yield Piece(_anchor(first), "chapter", "", part)
        else:
            yield Piece(f"{anchor}-exhibits", "exhibit", clause, part)


def _begins_in_body(before: Block, block: Block) -> bool:
    return isinstance(before, Group) or isinstance(block, Group) or _style(block) == "chapter" or _style(before) == "chapter"


def _begins_annex(before: Block, block: Block) -> bool:
    return _style(block) == "annex" and _style(before) != "annex"


def _cut(blocks: Sequence[Block], begins: Callable[[Block, Block], bool]) -> Iterator[tuple[Block, ...]]:
    """Yield the blocks in parts, each from one that begins a part to the next; page layouts, which print nothing, are left out."""
    part: list[Block] = []
    for block in blocks:
        if isinstance(block, PageLayout):
            continue
        if part and begins(part[-1], block):
            yield tuple(part)
            part = []
        part.append(block)
    if part:
        yield tuple(part)


def _style(block: Block) -> Style | None:
    """Return the style of the paragraph that a block begins with; in two languages the first stands in a table without borders."""
    first = _first(block)
    return first.style if first is not None else None


def _anchor(block: Block) -> str:
    first = _first(block)
    assert first is not None
    return first.anchor


def _first(block: Block) -> Paragraph | None:
    """Return the paragraph a block begins with, None for a table of the text."""
    if isinstance(block, Group):
        return _first(block.blocks[0])
    if isinstance(block, Table) and not block.borders:
        return _first(block.rows[0].cells[0].blocks[0])
    return block if isinstance(block, Paragraph) else None
