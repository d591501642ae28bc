"""From an answer set to a finished text: situation, contract, pages. The one way every output goes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from drafter.assembly.annexes import with_layout
from drafter.assembly.contract import Contract, assemble
from drafter.assembly.fill import filled
from drafter.assembly.front import Front, front_matter
from drafter.assembly.layout import body_blocks, contents_block
from drafter.assembly.pages import draft_pages, notice_page
from drafter.content import Content
from drafter.errors import Finding, NotFinal, error
from drafter.language import Edition, Language
from drafter.model import Block
from drafter.questionnaire.answers import AnswerSet, for_edition
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass
from drafter.rules.apply import apply_rules
from drafter.rules.coverage import check_trace

LANGUAGES_OF: dict[Edition, tuple[Language, ...]] = {"zh": ("zh",), "en": ("en",), "bilingual": ("zh", "en")}


@dataclass(frozen=True)
class Draft:
    """A drafted contract or proposal: its contract model and its text in parts, with what the rules found."""

    content: Content
    answers: AnswerSet  # as given: what is stored in the file and drafts the same file again
    contract: Contract
    edition: Edition
    final: bool
    front: Front
    contents: tuple[Block, ...]
    body: tuple[Block, ...]
    annexes: tuple[Block, ...]
    notice: tuple[Block, ...]
    notes: Mapping[str, tuple[Block, ...]]  # open items, defaults, findings; nothing in a final
    findings: tuple[Finding, ...]

    @property
    def situation(self) -> Situation:
        """The answers the contract was made from."""
        return self.contract.situation

    @property
    def drafting(self) -> tuple[Block, ...]:
        """The pages a draft has at its end."""
        return tuple(block for blocks in self.notes.values() for block in blocks)


class FilledIn(NamedTuple):
    """A contract and its text in parts, before any rule was asked."""

    contract: Contract
    front: Front
    body: tuple[Block, ...]
    annexes: tuple[Block, ...]


def draft_contract(content: Content, answers: AnswerSet, edition: Edition, final: bool = False) -> Draft:
    """Return the draft of the document that the answers are for.

    Raises NotFinal when a final is asked for while something is open or an error stands, ContentError.
    """
    return draft_situation(content, answers, document_situation(content, answers, edition), edition, final)


def document_situation(content: Content, answers: AnswerSet, edition: Edition) -> Situation:
    """Return answers as an edition of the document sees them that they are for. Raises ContentError."""
    return Situation(content.library, content.agreement(answers.agreement), for_edition(answers, edition, content.library))


def draft_situation(content: Content, answers: AnswerSet, situation: Situation, edition: Edition, final: bool = False) -> Draft:
    """Return the draft of answers already seen as a situation for the edition. Raises as `draft_contract` does."""
    agreement = situation.agreement
    contract, front, body, annexes = filled_in(content, situation, edition)
    notice = notice_page(contract) if "notice" in agreement.pages else ()
    used = situation.used  # by the document; rules look at more
    findings = (*contract.findings, *answers.readings, *apply_rules(situation), *(check_trace(situation) if agreement.traced else ()))
    if final:
        _refuse(contract, findings)
    return Draft(
        content=content,
        answers=answers,
        contract=contract,
        edition=edition,
        final=final,
        front=front,
        contents=(situation.made("contents", lambda *_: contents_block(contract), *_listed(contract)),),
        body=body,
        annexes=annexes,
        notice=notice,
        notes={} if final else draft_pages(contract, findings, used),
        findings=findings,
    )


def filled_in(content: Content, situation: Situation, edition: Edition) -> FilledIn:
    """Return the text of a situation, filled in: its contract knows now what is open."""
    contract = assemble(situation, content.forms, LANGUAGES_OF[edition])
    front = filled(contract.fillers, "front", lambda: front_matter(contract))
    return FilledIn(contract, front, body_blocks(contract), with_layout(contract.annexes, contract))


def _listed(contract: Contract) -> tuple[Any, ...]:
    """Return what the table of contents lists."""
    return tuple((p.clause.id, p.spot) for p in contract.provisions), contract.annexes


def _refuse(contract: Contract, findings: tuple[Finding, ...]) -> None:
    remedy = ("在答卷中补全，或先不加 --final 生成草稿", "complete the answer set, or draft without --final")
    reasons = [
        error("open", f"尚未填写：{item.label.zh}（{name}）", f"still open: {item.label.en} ({name})", remedy)
        for name, item in contract.open.items()
    ]
    reasons += [f for f in findings if f.severity == "error"]
    if reasons:
        raise NotFinal(reasons)
