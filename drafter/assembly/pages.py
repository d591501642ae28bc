"""The pages around the contract text: the key-terms notice, and in a draft what is open, what was assumed and what the rules say."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from typing import NamedTuple

from drafter.assembly.contract import Contract
from drafter.assembly.layout import inlines_of
from drafter.errors import Finding
from drafter.language import Language, Words
from drafter.library.schema import Question
from drafter.model import Align, Block, Inline, Paragraph, Row, Table, Text
from drafter.questionnaire.situation import Situation
from drafter.types import show_value

Cells = Sequence[dict[Language, tuple[Inline, ...]]]

_NOTICE = Words("重要条款提示与确认书", "Notice and acknowledgement of key terms")
_NOTICE_INTRO = Words(
    "下列条款免除、减轻或者限制责任，加重义务，或者与双方有其他重大利害关系，已在合同正文中以加粗字体标示。甲方已提请乙方注意，并按照乙方的要求作了说明；乙方确认已经阅读、理解并同意下列条款。",
    "The provisions below exclude, reduce or limit liability, add to obligations, or otherwise touch a major interest of the Parties, and are printed in bold in the text of this Contract. Party A has drawn Party B's attention to them and explained them on request; Party B confirms that it has read, understood and agreed to them.",
)
_NOTICE_HEADS = (
    Words("序号", "No."),
    Words("条款", "Clause"),
    Words("主题", "Subject"),
    Words("加粗的款", "Paragraphs in bold"),
    Words("乙方确认", "Acknowledged by Party B"),
)
_NOTICE_SIGN = (
    Words("乙方（盖章）：", "Party B (seal):"),
    Words("授权代表（签字）：", "Authorised representative (signature):"),
    Words("日期：", "Date:"),
)

_OPEN = Words("待填事项清单（草稿用，定稿前删除）", "List of open items (draft only)")
_OPEN_HEADS = (Words("序号", "No."), Words("待填事项", "To be completed"), Words("变量", "Variable"), Words("首次出现", "First needed in"))
_DEFAULTS = Words("采用默认值的事项（草稿用，定稿前删除）", "Defaults used (draft only)")
_DEFAULT_HEADS = (
    Words("序号", "No."),
    Words("事项", "Item"),
    Words("采用的值", "Value used"),
    Words("默认值来源", "Source of the default"),
)
_FINDINGS = Words("检查提示（草稿用，定稿前删除）", "Findings of the rules (draft only)")
_FINDING_HEADS = (Words("序号", "No."), Words("规则", "Rule"), Words("级别", "Severity"), Words("内容", "Finding"))
_SEVERITY = {"error": Words("错误", "error"), "warning": Words("警告", "warning"), "info": Words("提示", "info")}
_HOUSE = Words("条款库默认", "library default")


class KeyTerm(NamedTuple):
    """A provision with paragraphs that touch a major interest."""

    clause: str
    title: Words
    paragraphs: Words  # their numbers


def notice_page(contract: Contract) -> tuple[Block, ...]:
    """Return the page on which Party B acknowledges the key terms (Civil Code arts. 496-498), listed by clause with live numbers."""
    return contract.situation.made("notice", partial(_notice, contract), tuple(_key_terms(contract)))


def _key_terms(contract: Contract) -> Iterator[KeyTerm]:
    for provision in contract.provisions:
        if key := provision.key_paragraphs:
            bold = [p.number("zh") for p in key if len(p.path) == 2]
            numbers = Words("、".join(bold) or "—", ", ".join(bold) or "—")
            yield KeyTerm(provision.clause.id, provision.clause.head.title, numbers)


def _notice(contract: Contract, terms: tuple[KeyTerm, ...]) -> tuple[Block, ...]:
    names = contract.languages
    rows: list[Cells] = []
    for number, term in enumerate(terms, 1):
        clause = {n: contract.fillers[n].targets[term.clause] for n in names}
        said = (_words(term.title, names), _words(term.paragraphs, names), _same("", names))
        rows.append([_same(str(number), names), clause, *said])
    blocks: list[Block] = [*_turned((_heading(_NOTICE, contract),), contract), *_body(_NOTICE_INTRO, names)]
    blocks.append(_table(_NOTICE_HEADS, rows, (7, 15, 28, 32, 18), names, ("center", "center", None, "center", None)))
    return (*blocks, *(Paragraph(inlines_of(line, names), "body", names[0]) for line in _NOTICE_SIGN))


def draft_pages(contract: Contract, findings: Iterable[Finding], used: frozenset[str]) -> dict[str, tuple[Block, ...]]:
    """Return what a draft carries at its end, one after the other: open items, defaults used, findings. `used` are the names the document
    prints or turns on."""
    made = contract.situation.made
    lists: dict[str, tuple[Block, ...]] = {
        "open": made("open items", partial(_open_items, contract), tuple(_listed(contract))),
        "defaults": made("defaults", partial(_defaults, contract), tuple(_defaults_used(contract, used))),
        "findings": made("findings", partial(_findings, contract), tuple(findings)),
    }
    first = next((name for name, blocks in lists.items() if blocks), "")
    return {name: _turned(blocks, contract) if name == first else blocks for name, blocks in lists.items()}


def _listed(contract: Contract) -> Iterator[tuple[str, Words, Words]]:
    """Yield what is open: name, label, and the title of the clause or annex that first needs it."""
    for name, item in (contract.open | contract.left_out).items():
        yield name, item.label, _place(contract, item.place)


def _open_items(contract: Contract, items: tuple[tuple[str, Words, Words], ...]) -> tuple[Block, ...]:
    names = contract.languages
    rows: list[Cells] = [
        [_same(str(n), names), _words(label, names), _same(name, names), _words(place, names)]
        for n, (name, label, place) in enumerate(items, 1)
    ]
    return (_heading(_OPEN, contract), _table(_OPEN_HEADS, rows, (8, 40, 26, 26), names, ("center", None, None, None))) if rows else ()


def _place(contract: Contract, place: str) -> Words:
    clause = contract.situation.library.texts.get(place)
    form = next((a.form for a in contract.annexes if a.form.code == place), None)
    return clause.head.title if clause else form.title if form else Words(place, place)


def _defaults_used(contract: Contract, used: frozenset[str]) -> Iterator[tuple[Question, dict[Language, str]]]:
    """Yield the questions that the document prints or turns on and that nobody answered, with the defaults used."""
    situation = contract.situation
    for name in situation.library.asked:
        if name in used or name in situation.agreement.asks:
            question = situation.library.questions[name]
            shown = situation.made(("default", name), _default_shown, question, situation, contract.languages)
            if shown is not None:
                yield question, shown


def _default_shown(question: Question, situation: Situation, languages: tuple[Language, ...]) -> dict[Language, str] | None:
    """Return the default of a question as it prints, None where it is answered or has none."""
    if situation.origin(question.id) != "default":
        return None
    value = situation.value(question.id)
    return {n: show_value(value, question, n)[:120] for n in languages}


def _defaults(contract: Contract, defaults: tuple[tuple[Question, dict[Language, str]], ...]) -> tuple[Block, ...]:
    names = contract.languages
    rows: list[Cells] = []
    for number, (question, shown) in enumerate(defaults, 1):
        texts: dict[Language, tuple[Inline, ...]] = {n: (Text(text),) for n, text in shown.items()}
        source = question.default_source or _HOUSE
        rows.append([_same(str(number), names), _words(question.label, names), texts, _words(source, names)])
    return (
        (_heading(_DEFAULTS, contract), _table(_DEFAULT_HEADS, rows, (8, 30, 32, 30), names, ("center", None, None, None))) if rows else ()
    )


def _findings(contract: Contract, findings: tuple[Finding, ...]) -> tuple[Block, ...]:
    names = contract.languages
    rows: list[Cells] = [
        [_same(str(n), names), _same(f.code, names), _words(_SEVERITY[f.severity], names), _words(f.what, names)]
        for n, f in enumerate(findings, 1)
    ]
    return (
        (_heading(_FINDINGS, contract), _table(_FINDING_HEADS, rows, (8, 14, 12, 66), names, ("center", None, "center", None)))
        if rows
        else ()
    )


def _heading(words: Words, contract: Contract) -> Paragraph:
    names = contract.languages
    return Paragraph(inlines_of(words, names), "heading", names[0])


def _turned(blocks: tuple[Block, ...], contract: Contract) -> tuple[Block, ...]:
    """Return blocks whose heading begins a page, unless the profile is brief."""
    heading, *rest = blocks
    assert isinstance(heading, Paragraph)
    return (replace(heading, page_break=not contract.situation.profile.brief), *rest)


def _body(words: Words, names: tuple[Language, ...]) -> list[Paragraph]:
    return [Paragraph((Text(words[n]),), "body", n) for n in names]


def _same(text: str, names: tuple[Language, ...]) -> dict[Language, tuple[Inline, ...]]:
    return {n: (Text(text),) for n in names}


def _words(words: Words, names: tuple[Language, ...]) -> dict[Language, tuple[Inline, ...]]:
    return {n: (Text(words[n]),) for n in names}


def _table(
    heads: Sequence[Words], rows: Sequence[Cells], widths: tuple[float, ...], names: tuple[Language, ...], aligns: Sequence[Align | None]
) -> Table:
    from drafter.assembly.annexes import bilingual_cell

    header = Row(tuple(bilingual_cell(_words(h, names), "cellhead", "center") for h in heads), header=True)
    body = (Row(tuple(bilingual_cell(c, "cell", a) for c, a in zip(cells, aligns, strict=True))) for cells in rows)
    return Table((header, *body), widths)
