"""The parts of a Draft in reading order, for writers that have no template: HTML and Markdown."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from drafter.agreements.schema import Page
from drafter.assembly.front import Front, Line
from drafter.drafting import Draft
from drafter.model import Block, Break, Cell, Inline, Paragraph, Row, Table, Text

SIGNING = ("signatory", "date", "place")


def title_lines(draft: Draft) -> list[str]:
    """Return the title in each language of the edition."""
    return [draft.front.title[n] for n in draft.contract.languages]


def cover_lines(front: Front) -> list[tuple[str, Line]]:
    """Return what the cover says: label and text."""
    if front.cover:
        return [(front.labels.get("project_name", ""), front.project_name), *front.cover]
    rows = ("contract_no", "project_name", "party_a", "party_b", "sign_date")
    return [(front.labels.get(name, ""), getattr(front, name)) for name in rows]


def party_table(front: Front) -> Table:
    """Return the table of the parties."""
    head = Row(tuple(_cell((Text(t),), "cellhead") for t in ("", front.labels["party_a"], front.labels["party_b"])), header=True)
    rows = (Row((_cell((Text(label),)), _cell(a), _cell(b))) for label, a, b in front.party_rows)
    return Table((head, *rows), (20, 40, 40))


def party_blocks(front: Front) -> tuple[Block, ...]:
    """Return the page of the parties: heading, table, preamble."""
    return (_heading(front.labels["parties"]), party_table(front), Paragraph(front.preamble))


def signing_table(front: Front) -> Table:
    """Return the signature page as a table."""
    pairs = [("party_a_seal", "party_b_seal"), *((key, key) for key in SIGNING)]
    rows = [Row(tuple(_cell((Text(front.labels[key] + front.labels["colon"]),)) for key in pair)) for pair in pairs]
    return Table(tuple(rows), (50, 50))


def approval_blocks(front: Front) -> tuple[Block, ...]:
    """Return the approval page: a row for each who approves, with room for opinion, signature and date."""
    head = Row(tuple(_cell((Text(front.labels[key]),), "cellhead") for key in ("approver", "opinion")), header=True)
    rows = (Row((_cell((Text(who),)), _cell((Break(), Break(), Text(front.labels["opinion_sign"]))))) for who in front.approval)
    return (_heading(front.labels["approval"]), Table((head, *rows), (25, 75)))


def blocks_in_order(draft: Draft) -> Iterator[tuple[Page, tuple[Block, ...]]]:
    """Yield (part, blocks) in the order of the agreement: of a contract contents, parties, body, signature, annexes, notice, drafting."""
    front = draft.front
    made: dict[Page, Callable[[], tuple[Block, ...]]] = {
        "parties": lambda: party_blocks(front),
        "approval": lambda: approval_blocks(front),
        "signature": lambda: (_heading(front.labels["signature_page"]), signing_table(front)),
    }
    for page in draft.situation.agreement.pages:
        blocks = made[page]() if page in made else getattr(draft, page)
        if blocks or page != "drafting":
            yield page, blocks


def heading_gap(paragraph: Paragraph) -> str:
    """Return what stands between the number of a heading and its text: nothing where either brings its own mark."""
    return "" if paragraph.number.endswith("）") or paragraph.text.startswith("、") else " "


def _heading(text: str) -> Paragraph:
    return Paragraph((Text(text),), "heading", page_break=True)


def _cell(inlines: tuple[Inline, ...], style: str = "cell") -> Cell:
    return Cell((Paragraph(inlines, "cellhead" if style == "cellhead" else "cell"),))
