"""The check of forms: columns, formulas that name nothing or that Excel cannot compute, clauses that do not exist, both languages."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from drafter.errors import Finding, Place, error
from drafter.expressions import Expression, ExpressionError, Field
from drafter.expressions.formula import POSITION, WHOLE
from drafter.forms.deadlines import DEADLINES, columns_of, read_rules
from drafter.forms.excel import Ref, Sheet, excel_formula
from drafter.forms.model import Place as Spot
from drafter.forms.publication import read_publication
from drafter.forms.sources import SOURCES, names_in, read_standards
from drafter.language import LANGUAGES, Words
from drafter.library.body import BodyProblem, parse_line
from drafter.library.schema import Column, Entry, Form, FormColumn, FormTable, Question
from drafter.library.yamlfile import line_of
from drafter.lint.names import Names
from drafter.patterns import regex
from drafter.records import dataclass
from drafter.types import TYPES, form_type
from drafter.values.reading.choices import Option
from drafter.values.workdays import SERVICE_HOURS

ROW = {"row"}
_PERIOD = {"period_start", "period_end", "number"}
_CHINESE = regex(r"[\u3400-\u9fff]")


@dataclass(frozen=True)
class _Known:
    """What a formula may name: what stands in its own row, the fields of the form, and the columns of its tables."""

    own: dict[str, Ref]
    fields: dict[str, Ref]
    columns: dict[str, Ref]


def check_form(form: Form, names: Names, folder: Path) -> Iterator[Finding]:
    """Yield every finding about a form, with its line: looked up only where there is something to say."""
    findings = list(_Form(form, names).run())
    path = folder / "forms" / f"{form.code}.yaml"
    text = path.read_text(encoding="utf-8") if findings and path.is_file() else ""
    for finding in findings:
        steps = tuple(int(s) if s.isdigit() else s for s in finding.place.path.split("."))
        yield replace(finding, place=replace(finding.place, line=line_of(text, steps)))


def check_standards(names: Names, folder: Path) -> Iterator[Finding]:
    """Yield every finding about the standards that acceptance looks at."""
    standards, findings = read_standards(folder)
    yield from findings
    for number, standard in enumerate(standards, 1):
        place = Place("standards.yaml", 0, f"[{number}]")
        target, _, anchor = standard.ref.partition(".")
        yield from names.text(f"[](#{target})", place)
        if anchor and anchor not in _anchors(target, names):
            yield error("reference", f"{target} 没有标明 #{anchor} 的款", f"{target} has no paragraph #{anchor}", place=place)
        for words in (standard.item, standard.standard):
            yield from _words(words, names, place)
        if standard.when is not None:
            yield from names.expression(standard.when, place)
        unsaid = names_in(standard.standard) - ROW - _said(target, names) if target in names.library.clauses else set()
        for name in sorted(unsaid):
            zh, en = f"{target} 的文本没有写 {name}，该标准不会出现", f"no text of {target} states {name}, so the standard never stands"
            yield error("standard", zh, en, place=place)


def check_deadlines(names: Names, folder: Path) -> Iterator[Finding]:
    """Yield every finding about the deadlines of a contract."""
    rules, findings = read_rules(folder)
    yield from findings
    text = (folder / DEADLINES).read_text(encoding="utf-8") if rules else ""
    for number, rule in enumerate(rules, 1):
        place = Place(DEADLINES, line_of(text, (number - 1,)), f"[{number}]")
        yield from names.text(f"[](#{rule.ref.partition('.')[0]})" if rule.ref else "", place)
        yield from names.law([rule.law] if rule.law else [], place)
        for words in (rule.what, rule.who):
            yield from _words(words, names, place)
        plain = frozenset(n for n in rule.date.names if not n.startswith(POSITION))
        extra = _PERIOD | columns_of(rule.each, names.library)
        yield from names.expression(Expression(rule.date.source, rule.date.tree, plain, rule.date.clauses), place, extra=extra)
        if rule.when is not None:
            yield from names.expression(rule.when, place)


def check_publication(names: Names, folder: Path) -> Iterator[Finding]:
    """Yield every finding about the rules of publication."""
    published, wrong = read_publication(folder)
    yield from wrong
    for kind in published.kinds if published else []:
        yield from names.law(kind.law, Place("publication.yaml", 0, kind.id))


def _anchors(clause: str, names: Names) -> set[str]:
    parts = names.library.clauses[clause].parts.values() if clause in names.library.clauses else ()
    return {anchor for part in parts for anchor in re.findall(r"\{[^}]*#([\w-]+)", part.source)}


def _said(clause: str, names: Names) -> set[str]:
    sources = [part.source for part in names.library.clauses[clause].parts.values()]
    found = {name for source in sources for name in names_in(source)}
    found |= {n for source in sources for when in re.findall(r'when="([^"]*)"', source) for n in re.findall(r"\w+", when)}
    level = names.forms.get("A-SLA")
    return found | names_in([row for table in (level.annexed if level else []) for row in table.rows])


class _Form:
    def __init__(self, form: Form, names: Names) -> None:
        self.form, self.names, self.library = form, names, names.library

    def place(self, *path: str | int) -> Place:
        return Place(f"forms/{self.form.code}.yaml", 0, ".".join(map(str, path)))

    def run(self) -> Iterator[Finding]:
        form = self.form
        for clause in form.clauses:
            if clause not in self.library.texts:
                yield error("form", f"没有条款 {clause}", f"there is no clause {clause}", place=self.place("clauses"))
        if form.each:
            yield from self._source(form.each, self.place("each"))
        for key, texts in (("before", form.before), ("after", form.after)):
            for number, (zh, en) in enumerate(zip(texts.zh, texts.en, strict=True)):
                yield from _words(Words(zh, en), self.names, self.place(key, "zh", number), whole=True)
        yield from self._fields()
        for number, table in enumerate(form.tables):
            yield from self._table(number, table)

    def _source(self, name: str, place: Place) -> Iterator[Finding]:
        self.names.used.add(name)
        question = self.library.questions.get(name)
        if name not in SOURCES and (question is None or not question.columns):
            sources = "、".join(SOURCES)
            yield error(
                "form",
                f"没有表格问题或者行来源 {name}；行来源有 {sources}",
                f"there is no table question or row source {name}",
                place=place,
            )

    def _fields(self) -> Iterator[Finding]:
        known = _Known({}, self._field_refs(), self._column_refs())
        for name, times in Counter(f.id for f in self.form.fields).items():
            if times > 1:
                yield error("form", f"栏目 {name} 出现{times}次", f"field {name} stands {times} times", place=self.place("fields"))
        for number, field in enumerate(self.form.fields):
            place = self.place("fields", number)
            yield from _words(field.title, self.names, place)
            if field.when is not None:
                yield from self.names.expression(field.when, place)
            options = tuple(field.options) or self._inherited(field)
            yield from self._entry(field, field.type, options, known, place)

    def _inherited(self, entry: Entry) -> Sequence[Option]:
        used = names_in(entry.value) if entry.value is not None else set()
        question = self.library.questions.get(next(iter(used))) if len(used) == 1 else None
        return tuple(question.options) if question is not None else ()

    def _entry(self, entry: Entry, kind: str, options: Sequence[Option], known: _Known, place: Place) -> Iterator[Finding]:
        if entry.value is not None:
            yield from _words(entry.value, self.names, place)
        for option in entry.options:
            yield from _words(option.label, self.names, place)
        if TYPES[kind].lacks(Spot(kind, options=options)):
            yield error("form", f"{entry.id} 没有选项", f"{entry.id} has no options", place=place)
        if entry.formula is not None:
            yield from self._formula(entry.formula, Spot(kind, formula=entry.formula, options=options), known, place)

    def _formula(self, formula: Expression, spot: Spot, known: _Known, place: Place) -> Iterator[Finding]:
        own = {*known.own, *known.fields}
        unknown = {n for n in formula.names if n.endswith(WHOLE) and n.removesuffix(WHOLE) not in known.columns}
        for name in sorted(unknown):
            yield error("formula", f"没有列 {name[:-2]}", f"there is no column {name[:-2]}", place=place)
        clauses = {n.removeprefix(POSITION) for n in formula.names if n.startswith(POSITION)}
        for clause in sorted(clauses - self.library.clauses.keys()):
            yield error("unknown-clause", f"没有条款 {clause}", f"there is no clause {clause}", place=place)
        plain = frozenset(n for n in formula.names if not n.endswith(WHOLE) and not n.startswith(POSITION))
        checked = Expression(formula.source, formula.tree, plain, formula.clauses)
        findings = list(self.names.expression(checked, place, extra=own | ROW))
        yield from findings
        if not findings and not unknown:
            yield from self._live(spot, known, place)

    def _live(self, spot: Spot, known: _Known, place: Place) -> Iterator[Finding]:
        """Yield a finding when Excel cannot compute the formula."""
        from drafter.forms.fold import settled

        assert spot.formula is not None
        folded = Spot(spot.type, formula=settled(spot.formula, {*known.own, *known.fields}), options=spot.options)
        try:
            excel_formula(folded, Sheet(lambda name: self._ref(name, known), lambda words: words.zh, "W!$A$1:$A$9", SERVICE_HOURS["5x8"]))
        except ExpressionError as problem:
            yield error("formula", problem.zh, problem.en, place=place)

    def _ref(self, name: str, known: _Known) -> Ref:
        if name.endswith(WHOLE):
            ref = known.columns[name.removesuffix(WHOLE)]
            return Ref("$E$5:$E$9", ref.type, ref.options)
        return known.own.get(name) or known.fields.get(name) or Ref("$B$2", form_type(self.names.kind(name) or "text"))

    def _field_refs(self) -> dict[str, Ref]:
        return {f.id: Ref("$C$4", f.type, tuple(f.options)) for f in self.form.fields}

    def _column_refs(self) -> dict[str, Ref]:
        return {c.id: self._column_ref(c, t) for t in reversed(self.form.tables) if t.form for c in t.columns}

    def _column_ref(self, column: FormColumn, table: FormTable) -> Ref:
        question = self.library.questions.get(table.rows_from or "")
        asked = next((c for c in question.columns if c.id == column.id), None) if question else None
        kind = column.type or form_type(asked.type if asked else "text")
        return Ref("E5", kind, tuple(column.options) or (tuple(asked.options) if asked else ()))

    # --- tables --------------------------------------------------------------------------------------------------------------------------

    def _table(self, number: int, table: FormTable) -> Iterator[Finding]:
        place = self.place("tables", number)
        for condition in (table.when, table.spoken_of):
            if condition is not None:
                yield from self.names.expression(condition, place)
        if table.title is not None:
            yield from _words(table.title, self.names, place)
        if table.rows_from:
            yield from self._source(table.rows_from, place)
        question = self.library.questions.get(table.rows_from or "")
        yield from self._columns(number, table, question)
        yield from self._rows(number, table)

    def _rows(self, number: int, table: FormTable) -> Iterator[Finding]:
        columns = {c.id for c in table.columns}
        for index, row in enumerate(table.rows):
            place = self.place("tables", number, "rows", index)
            for name in sorted(row.keys() - columns):
                yield error("form", f"没有列 {name}", f"there is no column {name}", place=place)
            for value in (v for v in row.values() if isinstance(v, (str, dict))):
                yield from _words(Words.of(value), self.names, place)
        for name in sorted(set(table.total.sum if table.total else []) - columns):
            yield error("form", f"合计中没有列 {name}", f"there is no column {name} to sum", place=self.place("tables", number))

    def _columns(self, number: int, table: FormTable, question: Question | None) -> Iterator[Finding]:
        refs = {c.id: self._column_ref(c, table) for c in table.columns}
        known = _Known(refs, self._field_refs(), self._column_refs())
        asked = {c.id: c for c in question.columns} if question else {}
        annexed = self.form.code.startswith("A-") and table.contract
        for index, column in enumerate(table.columns):
            place = self.place("tables", number, "columns", index)
            if column.title is not None:
                yield from _words(column.title, self.names, place)
            elif column.id not in asked:
                yield error("form", f"列 {column.id} 没有标题", f"column {column.id} has no title", place=place)
            if annexed and not (column.id in asked if question else any(column.id in row for row in table.rows)):
                yield error("form", f"没有列 {column.id}", f"there is no column {column.id}", place=place)
            yield from self._entry(column, refs[column.id].type, refs[column.id].options, known, place)
            if column.live:
                yield from self._computed(
                    column, asked.get(column.id), Spot(refs[column.id].type, options=refs[column.id].options), known, place
                )

    def _computed(self, column: FormColumn, asked: Column | None, spot: Spot, known: _Known, place: Place) -> Iterator[Finding]:
        """Yield findings about a column that is computed as the question says: it must say how, of what stands in this table."""
        if asked is None or asked.computed is None or column.formula is not None:
            yield error("form", f"列 {column.id} 在问题中没有算式", f"the question does not compute column {column.id}", place=place)
            return
        yield from self._formula(asked.computed, replace(spot, formula=asked.computed), known, place)


def _words(words: Words, names: Names, place: Place, whole: bool = False) -> Iterator[Finding]:
    """Yield findings about a text in both languages: unknown names, different fields, a language that is missing."""
    if words.zh == words.en and _CHINESE.search(words.zh):
        yield error(
            "parity",
            f"没有英文：{words.zh[:40]}",
            f"has no English: {words.zh[:40]}",
            ("写成 {zh: …, en: …}", "write {zh: …, en: …}"),
            place,
        )
    if whole or "{{" in words.zh or "{{" in words.en:
        yield from names.same_fields(words.zh, words.en, place)
    for language in LANGUAGES:
        text = words[language]
        if "{" not in text and "](" not in text:
            continue
        try:
            for piece in parse_line(text):
                if isinstance(piece, Field):
                    yield from names.expression(piece.expression, place, extra=ROW)
                else:
                    yield from names.pieces([piece], place)
        except (BodyProblem, ExpressionError) as problem:
            yield error("field", problem.zh, problem.en, place=place)
