"""Assembly: the clauses that apply, in outline order, numbered, with every reference resolved."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import field
from functools import partial

from drafter.agreements import Forms
from drafter.assembly.definitions import definition_items, terms_used
from drafter.assembly.fill import Filler, OpenItem, filled
from drafter.assembly.numbers import NUMBERINGS, Numbering, Spot, bookmark, caption_number
from drafter.assembly.printed import Printed, printed_forms
from drafter.assembly.undecided import answers_behind, undecided
from drafter.errors import Finding
from drafter.expressions import holds
from drafter.language import Language, Words
from drafter.library import Clause, Passage
from drafter.library.body import Item
from drafter.library.schema import ChartName, Form, PassageHead, Position
from drafter.model import Inline, Reference, Text
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass


@dataclass(frozen=True)
class Numbered:
    """A paragraph of a provision with its place: path (article, clause, item, subitem)."""

    item: Item
    path: tuple[int, ...]
    inlines: tuple[Inline, ...]
    anchor: str  # reference target, or nothing
    numbering: Numbering = NUMBERINGS["contract"]

    def number(self, language: Language) -> str:
        """The number the paragraph prints."""
        return self.numbering.paragraph(self.path, language)


@dataclass(frozen=True)
class Provision:
    """A clause as it stands in a contract, or a passage in a proposal, with the tables and charts printed after it."""

    clause: Clause | Passage
    position: Position
    spot: Spot
    paragraphs: dict[Language, tuple[Numbered, ...]]
    tables: tuple[Printed, ...] = ()
    charts: tuple[ChartName, ...] = ()

    @property
    def number(self) -> int:
        """Its place in the document."""
        return self.spot.number

    @property
    def key_paragraphs(self) -> tuple[Numbered, ...]:
        """The paragraphs that touch a major interest."""
        return tuple(p for p in next(iter(self.paragraphs.values())) if p.item.key)


@dataclass(frozen=True)
class ChapterText:
    """A chapter with its provisions."""

    number: int
    title: Words
    provisions: tuple[Provision, ...]


@dataclass(frozen=True)
class Annex:
    """An annex with its letter."""

    number: int
    form: Form


@dataclass
class Contract:
    """A contract: chapters and annexes, numbered; the fillers hold what is open."""

    situation: Situation
    languages: tuple[Language, ...]
    chapters: tuple[ChapterText, ...]
    annexes: tuple[Annex, ...]
    fillers: dict[Language, Filler]
    findings: list[Finding] = field(default_factory=list)
    left_out: dict[str, OpenItem] = field(default_factory=dict)  # charts for which the answers do not suffice
    figures: int = 0  # charts printed so far

    @property
    def numbering(self) -> Numbering:
        """How the document counts."""
        return NUMBERINGS[self.situation.agreement.numbering]

    @property
    def provisions(self) -> Iterator[Provision]:
        """Every provision in order."""
        for chapter in self.chapters:
            yield from chapter.provisions

    @property
    def open(self) -> dict[str, OpenItem]:
        """What is still to be answered, by name, in the order met: what is to be filled in, and what decides whether something stands."""
        found: dict[str, OpenItem] = {}
        for opened in (*(filler.open for filler in self.fillers.values()), undecided(self)):
            found |= {k: v for k, v in opened.items() if k not in found}
        return answers_behind(found, self.situation)


@dataclass(frozen=True)
class _Slot:
    """A paragraph that stands in the contract, before filling."""

    item: Item
    path: tuple[int, ...]
    target: str
    key: bool = False  # its own mark, or that of the paragraph it stands under


@dataclass(frozen=True)
class _Frame:
    """A contract before any of its provisions is filled: what stands in it and where, and how its parts are referred to."""

    situation: Situation
    chosen: list[tuple[Words, list[str]]]
    spots: dict[str, Spot]
    annexes: list[Annex]
    slots: dict[tuple[Language, str], list[_Slot]]
    printed: dict[str, tuple[Printed, ...]]
    fillers: dict[Language, Filler]

    def provision(self, clause: str) -> Provision:
        """Return a clause as it stands in the contract."""
        slots = {n: self.slots[n, clause] for n in self.fillers}
        make = partial(_provision, self.situation, self.fillers, clause)
        return filled(self.fillers, ("provision", clause), make, self.spots[clause], slots, self.printed.get(clause, ()))


def assemble(situation: Situation, forms: Forms, languages: tuple[Language, ...]) -> Contract:
    """Return the contract of a situation in one or two languages."""
    frame = _frame(situation, forms, languages)
    chapters = tuple(ChapterText(n, title, tuple(map(frame.provision, clauses))) for n, (title, clauses) in enumerate(frame.chosen, 1))
    contract = Contract(situation, languages, chapters, tuple(frame.annexes), frame.fillers)
    for filler in frame.fillers.values():
        contract.findings += filler.findings
        filler.findings = contract.findings
    return contract


def assemble_provision(situation: Situation, forms: Forms, languages: tuple[Language, ...], clause: str) -> Provision | None:
    """Return one provision of the contract of a situation, or nothing where the clause does not stand in it."""
    frame = _frame(situation, forms, languages)
    return frame.provision(clause) if clause in frame.spots else None


def _frame(situation: Situation, forms: Forms, languages: tuple[Language, ...]) -> _Frame:
    chosen = _chosen(situation)
    spots = _spots(chosen)
    annexes = _annexes(situation, forms)
    terms = situation.made("terms", lambda *_: terms_used(situation, spots, [a.form for a in annexes]), tuple(spots), tuple(annexes))
    slots = {(n, c): situation.made(("slots", n, c), _slots, situation, c, spots[c].number, n, terms) for n in languages for c in spots}
    printed = printed_forms(situation, forms, spots)
    fillers: dict[Language, Filler] = {}
    for language in languages:
        targets = _elsewhere(situation, forms, language) if situation.beside is not None else {}
        targets |= _targets(situation, language, spots, {c: slots[language, c] for c in spots}, annexes)
        targets |= _table_targets(printed, language)
        fillers[language] = Filler(situation, language, situation.watched(("targets", language), targets))
    return _Frame(situation, chosen, spots, annexes, slots, printed, fillers)


def _spots(chosen: list[tuple[Words, list[str]]]) -> dict[str, Spot]:
    """Return where each clause stands."""
    places = ((chapter, place, clause) for chapter, (_, clauses) in enumerate(chosen, 1) for place, clause in enumerate(clauses, 1))
    return {clause: Spot(chapter, place, n) for n, (chapter, place, clause) in enumerate(places, 1)}


def _chosen(situation: Situation) -> list[tuple[Words, list[str]]]:
    """Return the chapters that have clauses. A clause of which it is not yet known whether it applies is printed."""
    chapters = []
    for chapter in situation.agreement.chapters:
        clauses = [c for c in chapter.clauses if c in situation.library.texts and situation.included(c) is not False]
        if clauses:
            chapters.append((chapter.title, clauses))
    return chapters


def _annexes(situation: Situation, forms: Forms) -> list[Annex]:
    """Return the annexes of the clauses that stand; a profile that names its annexes has others only for clauses asked for besides."""
    named, asked_for = situation.profile.annexes, set(situation.answers.include)
    codes = [c for c in situation.agreement.annexes if c in forms and (not named or c in named or asked_for & set(forms[c].clauses))]
    wanted = [c for c in codes if any(situation.included(clause) is not False for clause in forms[c].clauses)]
    return [Annex(n, forms[code]) for n, code in enumerate(wanted, 1)]


def _slots(situation: Situation, clause: str, number: int, language: Language, terms: frozenset[str]) -> list[_Slot]:
    items = situation.library.texts[clause].items(language, situation.position(clause))
    return list(_place(situation, items, (number,), clause, language, terms))


def _place(
    situation: Situation,
    items: tuple[Item, ...],
    path: tuple[int, ...],
    clause: str,
    language: Language,
    terms: frozenset[str],
    key: bool = False,
) -> Iterator[_Slot]:
    number = 0
    for item in items:
        held = item.when is None or holds(item.when, situation)
        if held is False or (item.stated and held is not True):
            continue
        number += 1
        here = (*path, number)
        marked = key or item.key
        yield _Slot(item, here, f"{clause}.{item.anchor}" if item.anchor else "", marked)
        below = definition_items(situation.library.terms, terms, language) if item.definitions else item.items
        yield from _place(situation, below, here, clause, language, terms, marked)


def _targets(
    situation: Situation, language: Language, spots: dict[str, Spot], slots: dict[str, list[_Slot]], annexes: list[Annex]
) -> dict[str, tuple[Inline, ...]]:
    """Return how each possible reference is printed in `language`."""
    numbering = NUMBERINGS[situation.agreement.numbering]
    targets: dict[str, tuple[Inline, ...]] = {}
    for clause, spot in spots.items():
        targets |= situation.made(("targets", language, clause), _clause_targets, clause, spot, slots[clause], numbering, language)
    for annex in annexes:
        targets[annex.form.code] = _annex_reference(annex, numbering, language)
    return targets


def _clause_targets(clause: str, spot: Spot, slots: list[_Slot], numbering: Numbering, language: Language) -> dict[str, tuple[Inline, ...]]:
    """Return how references to a clause and its paragraphs are printed."""
    targets = {clause: _article_reference(clause, spot, numbering, language)}
    if numbering.by_chapter:
        return targets  # a running paragraph has no number to be referred to by
    by_path = {slot.path: slot for slot in slots}
    return targets | {slot.target: _paragraph_reference(slot, by_path, numbering, language) for slot in slots if slot.target}


def _article_reference(clause: str, spot: Spot, numbering: Numbering, language: Language) -> tuple[Inline, ...]:
    """Return 第十二条 or Clause 12, in a proposal 第三章（二） or section 3.2."""
    live = Reference(bookmark(clause, language), numbering.article(spot, language))
    if not numbering.by_chapter:
        return (live,) if language == "zh" else (Text("Clause "), live)
    chapter = Reference(bookmark(f"ch{spot.chapter}", language), numbering.chapter(spot.chapter, language))
    return (Text("第"), chapter, Text("章"), live) if language == "zh" else (Text("section "), live)


def _table_targets(printed: Mapping[str, tuple[Printed, ...]], language: Language) -> dict[str, tuple[Inline, ...]]:
    """Return how each table printed in the text is referred to: 表3 or Table 3."""
    forms = [one for tables in printed.values() for one in tables]
    return {p.form.code: (Reference(bookmark(p.form.code, language), caption_number("table", p.first, language)),) for p in forms}


def _elsewhere(situation: Situation, forms: Forms, language: Language) -> dict[str, tuple[Inline, ...]]:
    """Return how what does not stand in this document is named: clauses and annexes of the contract beside it, and forms."""
    contract = situation.contract
    clauses = {c: situation.library.texts[c].head.title[language] for c in contract.outline if contract.included(c) is not False}
    found: dict[str, tuple[Inline, ...]] = {
        c: (Text(f"合同“{title}”条款" if language == "zh" else f'the clause "{title}" of the contract'),) for c, title in clauses.items()
    }
    for passage in situation.library.passages.keys() - set(situation.outline):  # of an extract: what stands in the proposal only
        title = situation.library.passages[passage].head.title[language]
        found[passage] = (Text(f"项目建议书“{title}”部分" if language == "zh" else f'the section "{title}" of the proposal'),)
    for code, form in forms.items():
        kind = Words("合同附件", "the annex") if code in contract.agreement.annexes else Words("", "the form")
        title = form.title[language]
        found[code] = (Text(f"{kind.zh}《{title}》" if language == "zh" else f'{kind.en} "{title}"'),)
    return found


def _paragraph_reference(
    slot: _Slot, by_path: dict[tuple[int, ...], _Slot], numbering: Numbering, language: Language
) -> tuple[Inline, ...]:
    """Return 第12.3款第（一）项 or Clause 12.3(a): one live reference for each level printed."""
    parts: list[Inline] = [Text("第" if language == "zh" else "Clause ")]
    for depth in range(2, len(slot.path) + 1):
        path = slot.path[:depth]
        live = Reference(bookmark(slot_target(by_path[path]), language), numbering.paragraph(path, language))
        if language == "zh":
            parts += [live, Text("款")] if depth == 2 else [Text("第"), live, Text("项" if depth == 3 else "目")]
        else:
            parts.append(live)
    return tuple(parts)


def slot_target(slot: _Slot | Numbered) -> str:
    """Return the bookmark target of a paragraph: its name, or its path when only a sub-item is named."""
    named = slot.target if isinstance(slot, _Slot) else slot.anchor
    return named or "p" + "_".join(map(str, slot.path))


def _annex_reference(annex: Annex, numbering: Numbering, language: Language) -> tuple[Inline, ...]:
    code, title = annex.form.code, annex.form.title[language]
    number = Reference(bookmark(code, language), numbering.annex(annex.number, language))
    name = Reference(bookmark(code, language), title, "text")
    return (number, Text("《"), name, Text("》")) if language == "zh" else (number, Text(" ("), name, Text(")"))


def _provision(
    situation: Situation,
    fillers: dict[Language, Filler],
    clause: str,
    spot: Spot,
    slots: dict[Language, list[_Slot]],
    tables: tuple[Printed, ...],
) -> Provision:
    numbering, text = NUMBERINGS[situation.agreement.numbering], situation.library.texts[clause]
    paragraphs: dict[Language, tuple[Numbered, ...]] = {}
    for language, placed in slots.items():
        filler = fillers[language]
        filler.place = clause
        paragraphs[language] = tuple(
            Numbered(s.item, s.path, filler.fill(s.item.pieces, frozenset({"bold"} if s.key else ())), slot_target(s), numbering)
            for s in placed
        )
    charts = tuple(text.head.charts) if isinstance(text.head, PassageHead) else ()
    return Provision(text, situation.position(clause), spot, paragraphs, tables, charts)
