"""`drafter library check`: everything that can be wrong with the content, each finding with file, line and remedy."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path

from drafter.agreements import Forms, read_agreement, read_forms
from drafter.agreements.schema import Agreement
from drafter.content import Content
from drafter.errors import Finding, Place, error, warning
from drafter.expressions.formula import POSITION
from drafter.language import LANGUAGES
from drafter.library import Library, question_place, read_library
from drafter.library.library import PASSAGES
from drafter.library.schema import Question
from drafter.library.yamlfile import line_of
from drafter.lint.clauses import check_clause
from drafter.lint.dates import check_dates
from drafter.lint.forms import check_deadlines, check_form, check_standards
from drafter.lint.law import check_law
from drafter.lint.names import Names
from drafter.lint.parameters import check_cited, check_parameters
from drafter.lint.passages import check_beside, check_outlines, check_passage
from drafter.lint.types import check_types
from drafter.questionnaire.trace import ROLES
from drafter.types import BadValue, BadValues, read_value


def check_library(content: Content, folder: Path | None = None) -> tuple[Library, list[Finding]]:
    """Return the library with every finding about it and what stands beside it, in the order of the files.

    The library is that of the content, or the one in `folder`.
    """
    folder, templates = folder or content.library_folder, content.templates
    library = read_library(folder)
    agreement, wrong = read_agreement("contract", templates)
    forms, bad_forms = read_forms(templates)
    findings = [*library.findings, *wrong, *bad_forms]
    beside, more = _beside(templates, library, forms)
    findings += more
    if agreement is not None:
        names = Names(library, agreement, forms)
        findings += _Checker(library, agreement, forms, names, beside, templates).run()
        findings += [*check_dates(names, folder), *check_law(names)]
    return library, sorted(findings, key=lambda f: (f.place.file, f.place.line))


def _beside(templates: Path, library: Library, forms: Forms) -> tuple[list[Names], list[Finding]]:
    """Return the names of every agreement that stands beside another, that with most chapters first."""
    found, findings = [], []
    for path in sorted(templates.glob("*/agreement.yaml")):
        agreement, wrong = read_agreement(path.parent.name, templates) if path.parent.name != "contract" else (None, [])
        findings += wrong
        if agreement is not None:
            found.append(Names(library, agreement, forms))
    return sorted(found, key=lambda n: -len(n.agreement.chapters)), findings


class _Checker:
    def __init__(self, library: Library, agreement: Agreement, forms: Forms, names: Names, beside: list[Names], templates: Path) -> None:
        self.library, self.agreement, self.forms, self.names, self.templates = library, agreement, forms, names, templates
        self.beside = beside
        self.proposal = beside[0] if beside else names  # what passages and their tables may name

    def run(self) -> Iterator[Finding]:
        for clause in self.library.clauses.values():
            yield from check_clause(clause, self.names)
        yield from self._outline()
        yield from self._questionnaire()
        for question in self.library.questions.values():
            yield from self._question(question)
        yield from self._labels()
        yield from self._passages()
        for form in self.forms.values():
            yield from check_form(form, self.proposal if form.code.startswith("P-") else self.names, self.templates)
        yield from check_standards(self.names, self.templates)
        yield from check_deadlines(self.names, self.templates)
        yield from self._rules()
        yield from self._terms()
        yield from check_parameters(self.names, self.names.used.union(*(names.used for names in self.beside)))
        yield from self._unused()
        yield from check_types()

    def _passages(self) -> Iterator[Finding]:
        for names in self.beside:
            yield from check_beside(names)
        yield from check_outlines(self.beside)
        for passage in self.library.passages.values():
            yield from check_passage(passage, self.proposal)

    def _outline(self) -> Iterator[Finding]:
        place = Place("contract/agreement.yaml")
        outline = Counter(c for chapter in self.agreement.chapters for c in chapter.clauses)
        for clause, times in outline.items():
            if clause not in self.library.clauses:
                yield error(
                    "outline",
                    f"没有条款 {clause}",
                    f"there is no clause {clause}",
                    ("编写该条款或从大纲删去", "write it or take it out"),
                    place,
                )
            if times > 1:
                yield error("outline", f"{clause} 在大纲中出现{times}次", f"{clause} stands {times} times in the outline", place=place)
        yield from self._outline_rest(set(outline), place)

    def _outline_rest(self, outline: set[str], place: Place) -> Iterator[Finding]:
        for clause in sorted(set(self.library.clauses) - outline):
            yield error(
                "outline",
                "不在大纲中",
                "not in the outline",
                ("加入某一章", "add it to a chapter"),
                Place(self.library.clauses[clause].file, 1),
            )
        for profile in self.agreement.profiles.values():
            for clause in sorted(set(profile.only) - outline):
                yield error("outline", f"版本中的 {clause} 不在大纲中", f"{clause} of a profile is not in the outline", place=place)
        for fact in self.agreement.facts:
            yield from self.names.expression(fact.expr, place)
        for code in self.agreement.annexes:
            if code not in self.forms:
                yield error("outline", f"没有附件 {code}", f"there is no annex {code}", place=place)

    def _questionnaire(self) -> Iterator[Finding]:
        text = self.library.sources.get("questionnaire.yaml", "")
        for number, section in enumerate(self.library.questionnaire.sections):
            for name in section.questions:
                if name not in self.library.questions:
                    place = Place("questionnaire.yaml", line_of(text, ("sections", number, "questions")))
                    yield error(
                        "question",
                        f"没有问题 {name}",
                        f"there is no question {name}",
                        ("在某个 questions.yaml 中编写", "write it in a questions.yaml"),
                        place,
                    )
        for name, times in Counter([*self.library.asked]).items():
            if times > 1:
                yield error("question", f"{name} 列出{times}次", f"{name} is listed {times} times", place=Place("questionnaire.yaml"))
        for name in set(self.library.questionnaire.minimal) - set(self.library.asked):
            yield error(
                "question", f"最短路径中的 {name} 不在问卷中", f"{name} of the minimal path is not asked", place=Place("questionnaire.yaml")
            )

    def _question(self, question: Question) -> Iterator[Finding]:
        place = question_place(self.library, question.id)
        if question.id not in self.library.asked and not question.has_default:
            yield error(
                "default",
                f"{question.id} 既不提问也没有默认值",
                f"{question.id} is never asked and has no default",
                ("给出 default", "give it a default"),
                place,
            )
        if question.id in self.library.asked and question.ask is None:
            yield error("ask", f"{question.id} 没有问句 ask", f"{question.id} has no `ask`", place=place)
        names = self.proposal if question.element == PASSAGES else self.names
        if question.default_expr is not None:
            yield from names.expression(question.default_expr, place)
        columns = {c.id for c in question.columns}
        for column in question.columns:
            if column.computed is not None:
                plain = frozenset(n for n in column.computed.names if not n.startswith(POSITION))
                yield from names.expression(replace(column.computed, names=plain), place, extra=columns)
        if question.default is not None:
            yield from self._default(question, place)

    def _default(self, question: Question, place: Place) -> Iterator[Finding]:
        try:
            read_value(question.default, question)
        except BadValue as problem:
            yield error("default", f"{question.id} 的默认值：{problem.zh}", f"default of {question.id}: {problem.en}", place=place)
        except BadValues as several:
            for one in several.problems:
                path = ".".join(map(str, one.path))
                yield error(
                    "default", f"{question.id} 的默认值 {path}：{one.zh}", f"default of {question.id} {path}: {one.en}", place=place
                )
        names = self.proposal if question.element == PASSAGES else self.names
        for text in _texts(question.default):
            yield from names.text(text, place)

    def _labels(self) -> Iterator[Finding]:
        for language in LANGUAGES:
            seen: dict[str, str] = {}
            for question in self.library.questions.values():
                label = question.label[language].strip().lower()
                if label in seen:
                    place = question_place(self.library, question.id)
                    zh, en = (
                        f"{question.id} 与 {seen[label]} 的名称相同：{label}",
                        f"{question.id} and {seen[label]} share the label {label!r}",
                    )
                    yield error("label", zh, en, ("换一个名称", "give one another label"), place)
                seen.setdefault(label, question.id)

    def _rules(self) -> Iterator[Finding]:
        for rule in self.library.rules.values():
            name, line = next(
                (
                    (n, line_of(t, (rule.id,), 0) + 1)
                    for n, t in self.library.sources.items()
                    if n.startswith("rules/") and f"\n{rule.id}:" in f"\n{t}"
                ),
                ("rules", 0),
            )
            place = Place(name, line)
            names = self.proposal if PASSAGES in rule.elements else self.names
            yield from names.expression(rule.when, place)
            for language in LANGUAGES:
                yield from names.text(rule.message[language], place)
            yield from self.names.law(rule.law, place)
            yield from check_cited(rule, self.library, place)

    def _terms(self) -> Iterator[Finding]:
        text = self.library.sources.get("terms.yaml", "")
        for number, term in enumerate(self.library.terms):
            if term.define is None:
                continue
            place = Place("terms.yaml", line_of(text, (number,)))
            yield from self.names.same_fields(term.define.zh, term.define.en, place)
            for language in LANGUAGES:
                yield from self.names.text(term.define[language], place)
        for zh, n in Counter(t.zh for t in self.library.terms).items():
            if n > 1:
                yield error("term", f"“{zh}”列了{n}次", f"{zh} is listed {n} times", place=Place("terms.yaml"))

    def _unused(self) -> Iterator[Finding]:
        used = self.names.used.union(*(names.used | set(names.agreement.asks) for names in self.beside), ROLES)
        for name in sorted(set(self.library.questions) - used - set(self.agreement.asks)):
            zh, en = f"没有条款、附件或规则使用 {name}", f"no clause, annex or rule uses {name}"
            yield warning("unused", zh, en, ("删去，或在条款中使用", "remove it or use it"), question_place(self.library, name))


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)


def only(findings: Iterable[Finding], element: str) -> list[Finding]:
    """Return the findings about one element's files, or those whose file or text names it."""
    return [f for f in findings if f.place.file.startswith((f"{element}/", f"forms/{element}"))]
