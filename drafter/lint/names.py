"""Which names, references and law keys exist, and which names are used: shared by all library checks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches
from functools import cached_property, lru_cache

from drafter.agreements import Forms
from drafter.agreements.schema import Agreement
from drafter.errors import Finding, Place, error
from drafter.expressions import Expression, ExpressionError, Field
from drafter.expressions.nodes import Node
from drafter.expressions.syntax import cells_in
from drafter.language import LANGUAGES, Language
from drafter.library import Library
from drafter.library.body import BodyProblem, Piece, Ref, parse_line
from drafter.library.parameters import PREFIX, Parameter, no_parameter
from drafter.library.schema import Fact, Form, Question, Rule, Term
from drafter.records import dataclass


@dataclass(frozen=True)
class Trial:
    """What a check finds by the names of an agreement that what is checked may not belong to."""

    names: Names
    findings: list[Finding]
    used: set[str]

    def accepted(self) -> list[Finding]:
        """Return the findings, the names used noted."""
        self.names.used |= self.used
        return self.findings


class Names:
    """The names content may use. Records in `used` every name that is."""

    def __init__(self, library: Library, agreement: Agreement, forms: Forms, file: str = "") -> None:
        self.library, self.agreement, self.forms = library, agreement, forms
        self.file = file or f"{agreement.id}/agreement.yaml"  # as messages name it
        self.facts = {f.id: f for f in (*(d.fact for d in library.dates.values()), *agreement.facts)}
        self.known = {*library.questions, *self.facts, *library.parameters}
        self.used: set[str] = set(agreement.asks)
        self.lite = set(agreement.profiles["lite"].only) if "lite" in agreement.profiles else set()
        self.outline = {c for one in agreement.chain for chapter in one.chapters for c in chapter.clauses}

    def trial(self, check: Check) -> Trial:
        """Return what a check finds; names it uses count as used only once the trial is accepted."""
        before, self.used = self.used, set(self.used)
        findings = list(check(self))
        trial = Trial(self, findings, self.used)
        self.used = before
        return trial

    @cached_property
    def terms(self) -> frozenset[str]:
        """The defined terms (in Chinese) that the agreement defines, where it has a clause of definitions."""
        texts = [t for c in self.agreement.clauses if (t := self.library.clauses.get(c)) is not None]
        if not any("{.definitions" in part.source or ".definitions}" in part.source for text in texts for part in text.parts.values()):
            return frozenset()
        return frozenset(t.zh for t in self.library.terms)

    @cached_property
    def avoided(self) -> dict[Language, tuple[tuple[str, Term], ...]]:
        """The words that are not to be used, by language, with the terms that are."""
        return {n: tuple((word, term) for term in self.library.terms for word in getattr(term.avoid, n)) for n in LANGUAGES}

    @cached_property
    def known_terms(self) -> frozenset[str]:
        """The defined terms of the library in English."""
        return frozenset(term.en for term in self.library.terms)

    def has_form(self, form: Form) -> bool:
        """Return whether a form goes with the agreement, or is a table in its text."""
        return self.agreement.takes(form) or form.code in self._printed

    @cached_property
    def _printed(self) -> set[str]:
        passages = self.library.passages
        return {code for c in self.agreement.clauses if c in passages for code in passages[c].head.tables}

    def rule(self, rule: Rule, place: Place) -> Iterator[Finding]:
        """Yield every finding about a rule."""
        yield from self.expression(rule.when, place)
        for language in LANGUAGES:
            yield from self.text(rule.message[language], place)
        yield from self.law(rule.law, place)

    @cached_property
    def anchors(self) -> dict[str, set[str]]:
        """The named paragraphs of each clause that stand in every position and language."""
        found: dict[str, set[str]] = {}
        for clause in self.library.texts.values():
            sets = []
            for (_, position), part in clause.parts.items():
                if position == "brief":
                    continue  # where a brief text lacks the paragraph, the clause is referred to
                try:
                    sets.append({i.anchor for item in part.items for i in item.walk() if i.anchor})
                except BodyProblem:
                    continue
            found[clause.id] = set.intersection(*sets) if sets else set()
        return found

    def expression(self, expression: Expression, place: Place, extra: Iterable[str] = ()) -> Iterator[Finding]:
        """Yield a finding for every unknown name and clause in an expression."""
        self.used |= expression.names
        for name in sorted(expression.names - self.known - set(extra)):
            if name.startswith(PREFIX):
                yield no_parameter(name, self.library.parameters, place)
                continue
            near = get_close_matches(name, self.known, 1, 0.7)
            remedy = (
                (f"是否应为 {near[0]}？", f"did you mean {near[0]}?")
                if near
                else ("在 questions.yaml 中定义", "define it in a questions.yaml")
            )
            yield error("unknown-name", f"没有名为 {name} 的变量", f"there is no variable {name}", remedy, place)
        yield from self._columns(expression, place)
        for clause in sorted(expression.clauses - self.outline):
            yield error("unknown-clause", f"没有条款 {clause}", f"there is no clause {clause}", place=place)

    def _columns(self, expression: Expression, place: Place) -> Iterator[Finding]:
        for table, column in _cells(expression.tree):
            known = self.library.questions.get(table)
            if known is not None and column not in {c.id for c in known.columns}:
                zh, en = f"{table} 没有名为 {column} 的列", f"{table} has no column {column}"
                columns = ", ".join(c.id for c in known.columns)
                yield error("unknown-name", zh, en, (f"各列为 {columns}", f"its columns are {columns}"), place)

    def kind(self, name: str) -> str:
        """Return the type of an answer or fact, nothing for what is neither."""
        known = self._named(name)
        return known.type if known is not None else ""

    def unit(self, name: str) -> str | None:
        """Return the unit of an answer or fact, None where it has none."""
        known = self._named(name)
        return known.unit if known is not None else None

    def _named(self, name: str) -> Question | Fact | Parameter | None:
        return self.library.questions.get(name) or self.facts.get(name) or self.library.parameters.get(name)

    def reference(self, ref: Ref, place: Place) -> Iterator[Finding]:
        """Yield a finding when a reference leads nowhere."""
        target, _, anchor = ref.target.partition(".")
        if target in self.agreement.annexes or (self.agreement.companion is not None and target in self.forms):
            return
        if target not in self.outline:
            near = get_close_matches(target, [*self.library.texts, *self.agreement.annexes], 1, 0.6)
            remedy = (f"是否应为 {near[0]}？", f"did you mean {near[0]}?") if near else ("", "")
            yield error("reference", f"引用的 {ref.target} 不存在", f"{ref.target} does not exist", remedy, place)
        elif anchor and target in self.library.texts and anchor not in self.anchors[target]:
            yield error(
                "reference",
                f"{target} 的各立场、各语言文本中没有都标明 #{anchor} 的款",
                f"{target} has no paragraph #{anchor} in every position and language",
                place=place,
            )

    def pieces(self, pieces: Iterable[Piece], place: Place) -> Iterator[Finding]:
        """Yield findings about the fields and references of a parsed text."""
        for piece in pieces:
            if isinstance(piece, Field):
                yield from self.expression(piece.expression, place)
            elif isinstance(piece, Ref):
                yield from self.reference(piece, place)

    def text(self, text: str, place: Place) -> Iterator[Finding]:
        """Yield findings about the fields and references of a text."""
        if "{" not in text and "](" not in text:
            return
        try:
            yield from self.pieces(parse_line(text), place)
        except (BodyProblem, ExpressionError) as problem:
            yield error("field", problem.zh, problem.en, place=place)

    def same_fields(self, zh: str, en: str, place: Place) -> Iterator[Finding]:
        """Yield a finding when the two languages do not use the same fields and references."""
        try:
            left, right = (Counter(map(fingerprint, parse_line(t))) for t in (zh, en))
        except (BodyProblem, ExpressionError):
            return
        left.pop("", None)
        right.pop("", None)
        if left != right:
            yield parity(left, right, place)

    def law(self, keys: Iterable[str], place: Place) -> Iterator[Finding]:
        """Yield a finding for every citation that law.yaml does not have."""
        for key in keys:
            if key not in self.library.articles and key not in self.library.instruments:
                yield no_law(key, place)


Check = Callable[[Names], Iterable[Finding]]


@lru_cache(maxsize=4096)
def _cells(tree: Node) -> tuple[tuple[str, str], ...]:
    """Return the tables and columns that a tree asks for, each once: the same for every agreement that it is checked by."""
    return tuple(dict.fromkeys(cells_in(tree)))


def placed(findings: Iterable[Finding], place: Callable[[], Place]) -> Iterator[Finding]:
    """Yield findings with where they stand: that is looked for in the text of a file, and only where something is found."""
    return (replace(finding, place=place()) for finding in findings)


def no_law(key: str, place: Place) -> Finding:
    """Return the finding that content cites what the law file does not have."""
    return error("law", f"law.yaml 中没有 {key}", f"law.yaml has no {key}", ("补入 law.yaml", "add it to law.yaml"), place)


def fingerprint(piece: Piece) -> str:
    """Return what must agree between the languages: a field by its names and filters, a reference by its target; text is nothing."""
    if isinstance(piece, Field):
        return f"{{{' '.join(sorted(piece.expression.names))}|{','.join(piece.filters)}}}"
    return f"#{piece.target}" if isinstance(piece, Ref) else ""


def parity(left: Counter[str], right: Counter[str], place: Place) -> Finding:
    """Return the finding that fields or references differ between the languages."""
    zh_only, en_only = sorted((left - right).elements()), sorted((right - left).elements())
    return error(
        "parity",
        f"中英文的字段或引用不一致：仅中文 {zh_only}，仅英文 {en_only}",
        f"fields or references differ: only zh {zh_only}, only en {en_only}",
        ("使两种文本一致", "make the two texts agree"),
        place,
    )
