"""Checks of questions and of the order they are asked in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from drafter.errors import NOWHERE, Finding, Place, error, warning
from drafter.expressions.formula import POSITION
from drafter.language import LANGUAGES
from drafter.library import Library, question_place
from drafter.library.overlay import OWN
from drafter.library.schema import Question
from drafter.lint.names import Names, placed
from drafter.questionnaire.next_term import ANEW, MOVED
from drafter.questionnaire.topics import MOST, topics_of
from drafter.types import BadValue, BadValues, read_value

_FILE = "questionnaire.yaml"


def check_questionnaire(library: Library) -> Iterator[Finding]:
    """Yield every finding about the sections of the questionnaire and its minimal path."""
    for section in library.questionnaire.sections:
        for name in section.questions:
            if name not in library.questions:
                remedy = ("在某个 questions.yaml 中编写", "write it in a questions.yaml")
                yield error("question", f"没有问题 {name}", f"there is no question {name}", remedy, _listed(library, section.id))
    for name, times in Counter(library.asked).items():
        if times > 1:
            yield error("question", f"{name} 列出{times}次", f"{name} is listed {times} times", place=Place(_FILE))
    for name in sorted(set(library.questionnaire.minimal) - set(library.asked)):
        yield error("question", f"最短路径中的 {name} 不在问卷中", f"{name} of the minimal path is not asked", place=Place(_FILE))


def check_topics(library: Library) -> Iterator[Finding]:
    """Yield a finding for every topic that begins nowhere in its section, is named twice, or has more questions than a page holds."""
    for section in library.questionnaire.sections:
        for topic in section.topics:
            if topic.first not in section.questions:
                remedy = ("写该部分的一个问题", "name a question of the section")
                zh, en = (
                    f"主题 {topic.id} 的首个问题 {topic.first} 不在该部分中",
                    f"topic {topic.id} begins with {topic.first}, which is not in its section",
                )
                yield error("topic", zh, en, remedy, _listed(library, section.id))
    pages = list(topics_of(library))
    for name, times in Counter(page.id for page in pages).items():
        if times > 1:
            yield error("topic", f"主题 {name} 列出{times}次", f"topic {name} is listed {times} times", place=Place(_FILE))
    for page in pages:
        if len(page.questions) > MOST:
            zh, en = f"主题 {page.id} 有{len(page.questions)}个问题", f"topic {page.id} has {len(page.questions)} questions"
            remedy = (f"分成每页至多{MOST}个问题的主题", f"divide it, so that a page has {MOST} at most")
            yield warning("topic", zh, en, remedy, _listed(library, page.section.id))


def _listed(library: Library, section: str) -> Place:
    """Return where the questions of a section are listed: in the own questionnaire, where it has the section, else in the shipped one."""
    for file in (OWN + _FILE, _FILE):
        lines = library.sources.get(file, "").splitlines()
        at = next((n for n, line in enumerate(lines, 1) if line.strip() == f"- id: {section}"), 0)
        if at:
            return Place(file, next((n for n, line in enumerate(lines[at:], at + 1) if "questions:" in line), at))
    return Place(_FILE)


def check_labels(library: Library) -> Iterator[Finding]:
    """Yield a finding for every question whose label is that of another: columns of workbooks are known by it."""
    for language in LANGUAGES:
        seen: dict[str, str] = {}
        for question in library.questions.values():
            label = question.label[language].strip().lower()
            if label in seen:
                zh = f"{question.id} 与 {seen[label]} 的名称相同：{label}"
                en = f"{question.id} and {seen[label]} share the label {label!r}"
                yield error("label", zh, en, ("换一个名称", "give one another label"), question_place(library, question.id))
            seen.setdefault(label, question.id)


def check_question(question: Question, names: Names) -> Iterator[Finding]:
    """Yield every finding about a question."""
    return placed(_check_question(question, names, NOWHERE), lambda: question_place(names.library, question.id))


def _check_question(question: Question, names: Names, place: Place) -> Iterator[Finding]:
    library = names.library
    if question.id not in library.asked and not question.has_default:
        zh, en = f"{question.id} 既不提问也没有默认值", f"{question.id} is never asked and has no default"
        remedy = ("给出 default，或者列入 questionnaire.yaml", "give it a default, or list it in questionnaire.yaml")
        yield error("default", zh, en, remedy, place)
    if question.id in library.asked and question.ask is None:
        yield error("ask", f"{question.id} 没有问句 ask", f"{question.id} has no `ask`", place=place)
    for condition in (question.default_expr, *question.default_when.values()):
        if condition is not None:
            yield from names.expression(condition, place)
    columns = {c.id for c in question.columns}
    for column in question.columns:
        if column.computed is not None:
            plain = frozenset(n for n in column.computed.names if not n.startswith(POSITION))
            yield from names.expression(replace(column.computed, names=plain), place, extra=columns)
    if question.default is not None:
        yield from _default(question, names, place)
    yield from _next_term(question, names, place)


def _next_term(question: Question, names: Names, place: Place) -> Iterator[Finding]:
    for asked in (question, *question.columns):
        if asked.next_term in (None, ANEW, MOVED) or (asked is question and asked.next_term in names.known):
            continue
        zh, en = f"{question.id} 的 next_term：没有 {asked.next_term}", f"next_term of {question.id}: there is no {asked.next_term}"
        remedy = ("写 anew、moved，或者一个变量名", "write anew, moved, or the name whose value it takes")
        yield error("next-term", zh, en, remedy, place)


def _default(question: Question, names: Names, place: Place) -> Iterator[Finding]:
    try:
        read_value(question.default, question)
    except BadValue as problem:
        yield error("default", f"{question.id} 的默认值：{problem.zh}", f"default of {question.id}: {problem.en}", place=place)
    except BadValues as several:
        for one in several.problems:
            path = ".".join(map(str, one.path))
            yield error("default", f"{question.id} 的默认值 {path}：{one.zh}", f"default of {question.id} {path}: {one.en}", place=place)
    for text in _texts(question.default):
        yield from names.text(text, place)


def _texts(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _texts(item)
    elif isinstance(value, list):
        for item in value:
            yield from _texts(item)
