"""The texts of forms filled: what is missing is left to write in, and references are printed as they stand in the contract."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import field
from typing import Any

from drafter.agreements import Forms
from drafter.assembly.contract import Contract
from drafter.assembly.fill import Filler
from drafter.expressions import Field, Scope, nodes
from drafter.language import LANGUAGES, Language, Wording, Words
from drafter.library.body import Ref
from drafter.library.schema import Asked
from drafter.model import Inline, Mark, Text
from drafter.records import dataclass
from drafter.types import show_cell

LINE = "________"
_QUOTED: dict[Language, str] = {"zh": "“{}”", "en": '"{}"'}
_TITLED: dict[Language, str] = {"zh": "《{}》", "en": "{}"}


@dataclass
class FormFiller(Filler):
    """Fills the texts of a form in one language."""

    forms: Forms = field(default_factory=dict)
    row_columns: Mapping[str, Asked] = field(default_factory=dict)  # of the row a copy or a line is made for

    def _missing(self, piece: Field, scope: Scope) -> tuple[Inline, ...]:
        return (Text(LINE, frozenset({"blank"})),)

    def _reference(self, ref: Ref, marks: frozenset[Mark]) -> list[Inline]:
        clause = ref.target.partition(".")[0]
        printed = self.targets.get(ref.target) or self.targets.get(clause)
        if printed is not None:
            return [Text("".join(i.text for i in printed))]
        if clause in self.forms:
            return [Text(_TITLED[self.language].format(self.forms[clause].title[self.language]))]
        if clause in self.situation.library.clauses:
            title = self.situation.library.clauses[clause].head.title[self.language]
            return [Text(_QUOTED[self.language].format(title))]
        return super()._reference(ref, marks)

    def _print(self, value: Any, piece: Field, marks: frozenset[Mark], scope: Scope) -> tuple[Inline, ...]:
        tree = piece.expression.tree
        if isinstance(tree, nodes.Getattr) and isinstance(tree.node, nodes.Name) and tree.node.name == "row" and not piece.filters:
            column = self.row_columns.get(tree.attr)
            if column is not None and not isinstance(value, Words):
                return (Text(show_cell(value, column, self.language)),)
        return super()._print(value, piece, marks, scope)


class Texts:
    """Fills texts in the languages of an edition."""

    def __init__(self, contract: Contract, forms: Forms, code: str, row_columns: Mapping[str, Asked] | None = None) -> None:
        self.languages = contract.languages
        self.fillers = {
            n: FormFiller(contract.situation, n, contract.fillers[n].targets, place=code, forms=forms, row_columns=row_columns or {})
            for n in contract.languages
        }

    def of(self, words: Words, scope: Scope | None = None) -> Words:
        """Return words with their fields filled, plain; in an edition of one language both are that."""
        wording = Wording(words.zh, words.en)
        return self._each({n: filler.words(wording, scope=scope) for n, filler in self.fillers.items()})

    def literal(self, words: Words, scope: Scope | None = None) -> Words:
        """Return words that an answer typed, or a default of the content with its fields filled."""
        return self._each({n: filler.words(words, scope=scope) for n, filler in self.fillers.items()})

    def waits(self, words: Words, scope: Scope | None = None) -> bool:
        """Return whether something in a text is not answered yet."""
        wording = Wording(words.zh, words.en)
        return any("blank" in i.marks for f in self.fillers.values() for i in f.words(wording, scope=scope) if isinstance(i, Text))

    def reference(self, target: str) -> Words:
        """Return how a reference reads."""
        return self.of(Words(f"[](#{target})", f"[](#{target})"))

    def _each(self, texts: Mapping[Language, tuple[Inline, ...]]) -> Words:
        plain = {n: "".join(i.text for i in inlines) for n, inlines in texts.items()}
        only = next(iter(plain.values()))
        zh, en = (plain.get(n, only) for n in LANGUAGES)
        return Words(zh, en)
