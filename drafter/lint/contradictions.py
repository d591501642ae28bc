"""Where content could contradict itself: a number said in two places, a person against the responsibility matrix, a table against another, a default against a rule.

Nothing here weighs what sentences mean. It holds content to what makes contradictions impossible: an amount stands in one question and is printed wherever it is
needed; who approves stands in the matrix, and a clause that names somebody is held against its row.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from typing import Any

from drafter.errors import Finding, Place, error
from drafter.language import LANGUAGES, Language, Words
from drafter.library import Library, question_place
from drafter.library.body import BodyProblem, Ref, parse_line
from drafter.library.clause import Clause
from drafter.library.library import place_of
from drafter.library.schema import Question
from drafter.lint.names import Names
from drafter.model import Text
from drafter.questionnaire.answers import unanswered
from drafter.questionnaire.situation import Situation
from drafter.rules.apply import apply_rules

_AMOUNT: dict[Language, re.Pattern[str]] = {  # two and more of a unit; one of anything is a manner of speaking
    "zh": re.compile(
        r"(?<![\d.A-Za-z第同])(?:(?!1\D)\d+(?:\.\d+)?|[二两三四五六七八九十百千][一二三四五六七八九十百千零]*)"
        r"(?:个?工作日|个工作小时|日|个月|月|小时|时|分钟|%|年|元|次|人|份)"
    ),
    "en": re.compile(
        r"(?<![\w.,-])(?:(?!1\s)\d+(?:[.,]\d+)*|two|three|four|five|six|seven|eight|nine|ten|twelve|fifteen|twenty(?:-four)?|thirty|sixty|ninety)"
        r"(?:%|[ -](?:per ?cent|(?:working |person-)?(?:days?|hours?|months?)|minutes?|years?|times|persons|copies|yuan))(?![\w-])",
        re.I,
    ),
}
_GROUPS = ("leading", "executive")  # the columns of the matrix that clauses speak of
_APPROVES: dict[Language, str] = {
    "zh": r"{group}[^，。；、]{{0,8}}?(?:批准|审批)",
    "en": r"(?:{group}[^,.;]{{0,24}}? (?:has |have )?approv|approv\w+ (?:in writing )?by (?:the )?{group}|approval (?:in writing )?(?:of|by) (?:the )?{group})",
}
_CELL = re.compile(r"\{\{.*?\}\}")


def check_contradictions(names: Names) -> Iterator[Finding]:
    """Yield what the clauses and defaults of an agreement contradict in each other."""
    if names.agreement.companion is None:
        for clause in filter(None, map(names.library.clauses.get, names.agreement.clauses)):
            yield from _typed_in_clause(clause)
        yield from _approvers(names)
    yield from _against_rules(names)


def check_tables(library: Library) -> Iterator[Finding]:
    """Yield what default tables contradict in texts or in each other."""
    for question in library.questions.values():
        if question.columns and question.default:
            yield from _typed_in_table(question, library)
    yield from _indicators(library)


# --- number against number -----------------------------------------------------------------------------------------


def _typed_in_clause(clause: Clause) -> Iterator[Finding]:
    for language, words, place in _said(clause):
        yield from _typed(words, language, clause.head.numbers, place)


def _said(clause: Clause) -> Iterator[tuple[Language, str, Place]]:
    """Yield what each paragraph of a clause says, a sign in place of what is filled in, with its language and place.

    What cannot be parsed is passed over: the check of clauses tells.
    """
    for (language, _), part in clause.parts.items():
        with suppress(BodyProblem):
            for item in (inner for outer in part.items for inner in outer.walk()):
                words = "".join(piece.text if isinstance(piece, Text) else "¤" for piece in item.pieces)
                yield language, words, Place(clause.file, item.line)


def _typed_in_table(question: Question, library: Library) -> Iterator[Finding]:
    place = question_place(library, question.id)
    for row in question.default:
        for cell in row.values():
            for language in LANGUAGES:
                words = cell.get(language) if isinstance(cell, dict) else cell
                if isinstance(words, str):
                    yield from _typed(_CELL.sub("¤", words), language, question.numbers, place)


def _typed(words: str, language: Language, known: Iterable[str], place: Place) -> Iterator[Finding]:
    for found in _AMOUNT[language].finditer(words):
        if found[0] not in known:
            zh, en = f"文本中直接写了“{found[0]}”", f"the text types “{found[0]}”"
            remedy = (
                "写成字段，使同一数值只在一个问题中出现；只此一处的，列入 numbers",
                "make it a field, so that the amount stands in one question; if it stands nowhere else, list it under `numbers`",
            )
            yield error("typed-number", zh, en, remedy, place)


# --- person against matrix -----------------------------------------------------------------------------------------


def _approvers(names: Names) -> Iterator[Finding]:
    """Yield a finding for each clause in whose text a group approves that is accountable in none of the rows of the matrix that rest on it."""
    library = names.library
    matrix = library.questions.get(library.role("raci"))
    if matrix is None or not matrix.default:
        return
    for clause, groups in _accountable(matrix.default).items():
        if clause in library.clauses and clause in names.agreement.clauses:
            yield from _named(library.clauses[clause], groups, matrix)


def _accountable(rows: Iterable[Mapping[str, Any]]) -> dict[str, set[str]]:
    """Return, for each clause that rows rest on, the groups that are accountable in one of them."""
    found: dict[str, set[str]] = {}
    for row in rows:
        basis = row.get("basis") or ""
        for piece in parse_line(basis["zh"] if isinstance(basis, dict) else basis):
            if isinstance(piece, Ref):
                found.setdefault(piece.target, set()).update(g for g in _GROUPS if "A" in str(row.get(g, "")))
    return found


def _named(clause: Clause, groups: set[str], matrix: Question) -> Iterator[Finding]:
    labels = {column.id: column.label for column in matrix.columns if column.id in _GROUPS and column.id not in groups}
    for language, words, place in _said(clause):
        for label in labels.values():
            if re.search(_APPROVES[language].format(group=label[language]), words):
                yield _approver(label, place)


def _approver(group: Words, place: Place) -> Finding:
    zh, en = (
        f"文本由{group.zh}批准，职责矩阵中最终负责的不是它",
        f"the text has the {group.en} approve, which is not accountable for it in the matrix",
    )
    return error("approver", zh, en, ("使条款与职责矩阵一致", "make the clause and the matrix agree"), place)


# --- table against table, default against rule ---------------------------------------------------------------------


def _indicators(library: Library) -> Iterator[Finding]:
    """Yield a finding for each indicator that the catalogue names and the table of indicators has not."""
    catalogue, indicators = (library.questions.get(library.role(role)) for role in ("service_catalog", "kpi_table"))
    if catalogue is None or indicators is None or not catalogue.default or not indicators.default:
        return
    known = {str(row.get("code")) for row in indicators.default}
    for row in catalogue.default:
        if row.get("kpi") is not None and str(row["kpi"]) not in known:
            zh, en = (
                f"服务目录 {row['code']} 对应的指标 {row['kpi']} 不在考核指标表中",
                f"indicator {row['kpi']} of {row['code']} is not in the table of indicators",
            )
            yield error("indicator", zh, en, ("改为表中的指标", "name one that is there"), question_place(library, catalogue.id))


def _against_rules(names: Names) -> Iterator[Finding]:
    """Yield a finding for each rule on amounts and tables that the defaults alone break."""
    agreement, library = names.agreement, names.library
    if agreement.companion is not None or not agreement.profiles:
        return
    situation = Situation(library, agreement, unanswered(agreement))
    weighed = {name for name, q in library.questions.items() if q.has_default and (q.unit is not None or q.type == "percent" or q.columns)}
    for found in apply_rules(situation):
        rule = library.rules.get(found.code)
        if found.severity == "error" and rule is not None and weighed & rule.when.names:
            zh, en = f"默认值违反规则 {found.code}：{found.what.zh}", f"the defaults break the rule {found.code}: {found.what.en}"
            yield error(
                "default-rule", zh, en, ("修改默认值或者规则", "change the default or the rule"), place_of(library, "rule", found.code)
            )
