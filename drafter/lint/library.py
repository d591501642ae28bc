"""`drafter library check`: everything that can be wrong with the content, each finding with file, line and remedy.

What belongs to an agreement is judged by it: its clauses, annexes, rules, and the questions these use. What belongs to several is judged by each; what belongs
to none, by the one that knows it best.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from drafter.agreements import read_forms
from drafter.agreements.read import read_agreement
from drafter.content import Content
from drafter.errors import NOWHERE, Finding, Place, error, warning
from drafter.forms.publication import PUBLICATION
from drafter.library import Library, question_place, read_library
from drafter.library.clause import Passage
from drafter.library.library import place_of
from drafter.library.overlay import OWN
from drafter.library.schema import NO_ELEMENTS, Form, Rule
from drafter.library.signs import NAME as SIGNS
from drafter.library.signs import read_signs
from drafter.lint.agreements import check_agreement
from drafter.lint.clauses import check_clause
from drafter.lint.contradictions import check_contradictions, check_tables
from drafter.lint.dates import check_dates
from drafter.lint.forms import check_deadlines, check_form, check_publication, check_standards
from drafter.lint.law import check_law
from drafter.lint.names import Check, Names, placed
from drafter.lint.own import check_own_templates
from drafter.lint.parameters import check_cited, check_parameters
from drafter.lint.passages import check_passage
from drafter.lint.questions import check_labels, check_question, check_questionnaire, check_topics
from drafter.lint.roles import check_catalogue, check_roles
from drafter.lint.terms import check_term, check_terms
from drafter.lint.types import check_types


def check_library(content: Content, folder: Path | None = None) -> tuple[Library, list[Finding]]:
    """Return the library with every finding about it and what stands beside it, in the order of the files.

    The library is that of the content, or the one in `folder`.
    """
    library = read_library(folder or content.library_folder, content.own_library)
    forms, findings = read_forms(*content.template_folders)
    judges = []
    for identifier in content.agreements():
        agreement, wrong = read_agreement(identifier, *content.template_folders)
        findings += wrong
        if agreement is not None:
            mine = content.own is not None and (content.own / "templates" / identifier / "agreement.yaml").is_file()
            judges.append(Names(library, agreement, forms, f"templates/{identifier}/agreement.yaml" if mine else ""))
    found = [*library.findings, *findings, *read_signs(library.folder_with(SIGNS))[1]]
    if judges:
        found += _Checker(content, library, sorted(judges, key=lambda n: len(n.agreement.chain))).run()
    return library, sorted(dict.fromkeys(found), key=lambda f: (f.place.file, f.place.line))


class _Checker:
    def __init__(self, content: Content, library: Library, judges: Sequence[Names]) -> None:
        self.content, self.library, self.judges, self.forms = content, library, judges, judges[0].forms

    def run(self) -> Iterator[Finding]:
        for judge in self.judges:
            yield from check_agreement(judge)
            yield from check_contradictions(judge)
        for identifier, text in self.library.texts.items():
            check = check_passage if isinstance(text, Passage) else check_clause
            own = [n for n in self.judges if identifier in n.agreement.clauses]
            if not own:
                remedy = ("加入某个文书的某一章", "add it to a chapter of an agreement")
                yield error("outline", "不在任何文书的大纲中", "in the outline of no agreement", remedy, Place(text.file, 1))
            yield from self._judged(own, lambda names, text=text, check=check: check(text, names))  # type: ignore[misc]
        for form in self.forms.values():
            own = [n for n in self.judges if n.has_form(form)]
            yield from self._judged(own, lambda names, form=form: self._form(form, names))  # type: ignore[misc]
        for rule in self.library.rules.values():
            yield from self._rule(rule)
        yield from self._rest()

    def _rest(self) -> Iterator[Finding]:
        library = self.library
        for folder in self.content.template_folders:
            yield from self._judged([], lambda names, folder=folder: check_standards(names, folder))  # type: ignore[misc]
            yield from self._judged([], lambda names, folder=folder: check_deadlines(names, folder))  # type: ignore[misc]
        yield from self._judged([], lambda names: check_publication(names, self.content.templates_with(PUBLICATION)))
        yield from self._judged([], lambda names: check_dates(names, library.folder))
        yield from self._judged([], check_law)
        yield from self._judged([], check_roles)
        yield from self._judged([], check_catalogue)
        yield from check_terms(self.library)
        for number, term in enumerate(self.library.terms):
            own = [n for n in self.judges if term.zh in n.terms]
            yield from self._judged(own, lambda names, number=number, term=term: check_term(number, term, names))  # type: ignore[misc]
        yield from check_questionnaire(self.library)
        yield from check_topics(self.library)
        yield from check_labels(self.library)
        yield from check_tables(self.library)
        yield from self._questions()
        yield from self._folders()
        yield from check_parameters(self.judges[0], set().union(*(n.used for n in self.judges)))
        yield from check_own_templates(self.content, self.judges)
        yield from check_types()

    def _form(self, form: Form, names: Names) -> Iterator[Finding]:
        name = f"forms/{form.code}.yaml"
        folder = self.content.templates_with(name)
        mine = folder != self.content.template_folders[-1]
        for f in check_form(form, names, folder):
            yield replace(f, place=replace(f.place, file=f"templates/{name}")) if mine else f

    def _judged(self, own: Sequence[Names], check: Check) -> Iterator[Finding]:
        """Yield what the agreements that something belongs to find about it; of one that others do not find it is said which does."""
        if not own:
            yield from min((names.trial(check) for names in self.judges), key=lambda t: len(t.findings)).accepted()
            return
        found = {names.agreement.id: list(check(names)) for names in own}
        for identifier, findings in found.items():
            yield from (f if all(f in others for others in found.values()) else f.of(identifier) for f in findings)

    def _rule(self, rule: Rule) -> Iterator[Finding]:
        yield from placed(self._of_rule(rule), lambda: place_of(self.library, "rule", rule.id))

    def _of_rule(self, rule: Rule) -> Iterator[Finding]:
        own = [n for n in self.judges if rule.group in n.agreement.rules]
        if not own:
            remedy = (f"在文书的 rules 中写入 {rule.group}", f"name {rule.group} under `rules` of an agreement")
            yield error("rules", f"没有文书适用规则组 {rule.group}", f"no agreement is held to the rules of {rule.group}", remedy)
        yield from self._judged(own, lambda names: names.rule(rule, NOWHERE))
        yield from check_cited(rule, self.library, NOWHERE)
        for element in rule.elements:
            if element not in self.library.elements and element not in NO_ELEMENTS:
                yield error("element", f"没有要素 {element}", f"there is no element {element}")

    def _questions(self) -> Iterator[Finding]:
        """Yield findings about the questions, each judged by the agreements that use it: directly, or by what another question is worth."""
        checked: set[str] = set()
        while todo := [name for name in self.library.questions if name not in checked and self._users(name)]:
            for name in todo:
                checked.add(name)
                yield from self._question(name, self._users(name))
        looked_at = {*self.library.roles.values(), *self.library.catalogue.posts}
        for name in self.library.questions:
            if name not in checked:
                yield from self._question(name, [])
                if name not in looked_at:
                    zh, en = f"没有条款、附件或规则使用 {name}", f"no clause, annex or rule uses {name}"
                    yield warning("unused", zh, en, ("删去，或在条款中使用", "remove it or use it"), question_place(self.library, name))

    def _users(self, name: str) -> list[Names]:
        return [names for names in self.judges if name in names.used]

    def _question(self, name: str, own: Sequence[Names]) -> Iterator[Finding]:
        question = self.library.questions[name]
        yield from self._judged(own, lambda names: check_question(question, names))

    def _folders(self) -> Iterator[Finding]:
        """Yield a finding for every element in which there is nothing."""
        full = {text.element for text in self.library.texts.values()} | {q.element for q in self.library.questions.values()}
        for element in sorted(set(self.library.elements) - full):
            zh, en = "该要素文件夹中没有条款，也没有问题", "there is no clause and no question in this folder"
            remedy = ("条款写在 <条款>.md，问题写在 questions.yaml", "write clauses into <clause>.md, questions into questions.yaml")
            yield error("element", zh, en, remedy, Place(element))


def only(findings: Iterable[Finding], element: str) -> list[Finding]:
    """Return the findings about one element's files, or those whose file or text names it."""
    places = (f"{element}/", f"forms/{element}")
    return [f for f in findings if f.place.file.removeprefix(OWN).removeprefix("templates/").startswith(places)]
