"""Assembly: the clauses that apply, in outline order, numbered, with every reference resolved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from drafter.agreements import Forms
from drafter.assembly.definitions import definition_items, terms_used
from drafter.assembly.fill import Filler, OpenItem
from drafter.assembly.numbers import annex_number, article_number, bookmark, paragraph_number
from drafter.errors import Finding
from drafter.expressions import holds
from drafter.language import Language, Words
from drafter.library.body import Item
from drafter.library.clause import Clause
from drafter.library.schema import Form, Position
from drafter.model import Inline, Reference, Text
from drafter.questionnaire.situation import Situation


@dataclass(frozen=True)
class Numbered:
    """A paragraph of a provision with its place: path (article, clause, item, subitem)."""

    item: Item
    path: tuple[int, ...]
    inlines: tuple[Inline, ...]
    anchor: str  # reference target, or nothing

    def number(self, language: Language) -> str:
        """The number the paragraph prints."""
        return paragraph_number(self.path, language)


@dataclass(frozen=True)
class Provision:
    """A clause as it stands in a contract."""

    clause: Clause
    position: Position
    number: int
    paragraphs: dict[Language, tuple[Numbered, ...]]

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

    @property
    def provisions(self) -> Iterator[Provision]:
        """Every provision in order."""
        for chapter in self.chapters:
            yield from chapter.provisions

    @property
    def open(self) -> dict[str, OpenItem]:
        """What is still to be answered, by name, in the order met."""
        found: dict[str, OpenItem] = {}
        for filler in self.fillers.values():
            found |= {k: v for k, v in filler.open.items() if k not in found}
        return found


@dataclass(frozen=True)
class _Slot:
    """A paragraph that stands in the contract, before filling."""

    item: Item
    path: tuple[int, ...]
    target: str
    key: bool = False  # its own mark, or that of the paragraph it stands under


def assemble(situation: Situation, forms: Forms, languages: tuple[Language, ...]) -> Contract:
    """Return the contract of a situation in one or two languages."""
    chosen = _chosen(situation)
    numbers = {clause: n for n, clause in enumerate((c for _, clauses in chosen for c in clauses), 1)}
    annexes = _annexes(situation, forms)
    terms = terms_used(situation, numbers, [a.form for a in annexes])
    slots = {(n, c): _slots(situation, c, numbers[c], n, terms) for n in languages for c in numbers}
    fillers: dict[Language, Filler] = {}
    for language in languages:
        targets = _targets(situation, language, numbers, {c: slots[language, c] for c in numbers}, annexes)
        fillers[language] = Filler(situation, language, targets)
    chapters = []
    for number, (title, clauses) in enumerate(chosen, 1):
        provisions = tuple(_provision(situation, c, numbers[c], {n: slots[n, c] for n in languages}, fillers) for c in clauses)
        chapters.append(ChapterText(number, title, provisions))
    contract = Contract(situation, languages, tuple(chapters), tuple(annexes), fillers)
    for filler in fillers.values():
        contract.findings += filler.findings
        filler.findings = contract.findings
    return contract


def _chosen(situation: Situation) -> list[tuple[Words, list[str]]]:
    """Return the chapters that have clauses. A clause of which it is not yet known whether it applies is printed."""
    chapters = []
    for chapter in situation.agreement.chapters:
        clauses = [c for c in chapter.clauses if c in situation.library.clauses and situation.included(c) is not False]
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
    items = situation.library.clauses[clause].items(language, situation.position(clause))
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
        if item.when is not None and holds(item.when, situation) is False:
            continue
        number += 1
        here = (*path, number)
        marked = key or item.key
        yield _Slot(item, here, f"{clause}.{item.anchor}" if item.anchor else "", marked)
        below = definition_items(situation.library.terms, terms, language) if item.definitions else item.items
        yield from _place(situation, below, here, clause, language, terms, marked)


def _targets(
    situation: Situation, language: Language, numbers: dict[str, int], slots: dict[str, list[_Slot]], annexes: list[Annex]
) -> dict[str, tuple[Inline, ...]]:
    """Return how each possible reference is printed in `language`."""
    targets: dict[str, tuple[Inline, ...]] = {}
    for clause, n in numbers.items():
        targets[clause] = _article_reference(clause, n, language)
        by_path = {slot.path: slot for slot in slots[clause]}
        for slot in slots[clause]:
            if slot.target:
                targets[slot.target] = _paragraph_reference(slot, by_path, language)
    for annex in annexes:
        targets[annex.form.code] = _annex_reference(annex, language)
    return targets


def _article_reference(clause: str, number: int, language: Language) -> tuple[Inline, ...]:
    live = Reference(bookmark(clause, language), article_number(number, language))
    return (live,) if language == "zh" else (Text("Clause "), live)


def _paragraph_reference(slot: _Slot, by_path: dict[tuple[int, ...], _Slot], language: Language) -> tuple[Inline, ...]:
    """Return 第12.3款第（一）项 or Clause 12.3(a): one live reference for each level printed."""
    parts: list[Inline] = [Text("第" if language == "zh" else "Clause ")]
    for depth in range(2, len(slot.path) + 1):
        path = slot.path[:depth]
        live = Reference(bookmark(slot_target(by_path[path]), language), paragraph_number(path, language))
        if language == "zh":
            parts += [live, Text("款")] if depth == 2 else [Text("第"), live, Text("项" if depth == 3 else "目")]
        else:
            parts.append(live)
    return tuple(parts)


def slot_target(slot: _Slot | Numbered) -> str:
    """Return the bookmark target of a paragraph: its name, or its path when only a sub-item is named."""
    named = slot.target if isinstance(slot, _Slot) else slot.anchor
    return named or "p" + "_".join(map(str, slot.path))


def _annex_reference(annex: Annex, language: Language) -> tuple[Inline, ...]:
    code, title = annex.form.code, annex.form.title[language]
    number = Reference(bookmark(code, language), annex_number(annex.number, language))
    name = Reference(bookmark(code, language), title, "text")
    return (number, Text("《"), name, Text("》")) if language == "zh" else (number, Text(" ("), name, Text(")"))


def _provision(
    situation: Situation, clause: str, number: int, slots: dict[Language, list[_Slot]], fillers: dict[Language, Filler]
) -> Provision:
    paragraphs: dict[Language, tuple[Numbered, ...]] = {}
    for language, placed in slots.items():
        filler = fillers[language]
        filler.place = clause
        paragraphs[language] = tuple(
            Numbered(s.item, s.path, filler.fill(s.item.pieces, frozenset({"bold"} if s.key else ())), slot_target(s)) for s in placed
        )
    return Provision(situation.library.clauses[clause], situation.position(clause), number, paragraphs)
