"""The dates of a contract that somebody must keep, worked out from the answers and the holiday calendar (templates/deadlines.yaml)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from drafter.errors import ContentError, Finding
from drafter.expressions import ExpressionError, evaluate, holds, is_unknown
from drafter.expressions.formula import POSITION
from drafter.expressions.functions import add_months
from drafter.forms.fill import Filling, head_value
from drafter.forms.model import FilledColumn, FilledField, FilledForm, FilledTable, Place
from drafter.forms.wording import Texts
from drafter.language import Words
from drafter.library import Library
from drafter.library.citation import citation
from drafter.library.compiled import compiled
from drafter.library.schema import Condition, Formula, Model, Option, Text
from drafter.library.validated import read_models
from drafter.questionnaire.situation import RowScope, Situation
from drafter.records import dataclass
from drafter.values.dates import PROVISIONAL, is_provisional, unmarked

DEADLINES = "deadlines.yaml"
_OF_PERIOD = {"period_start", "period_end", "number"}
_MONTHS = {"monthly": 1, "quarterly": 3, "half-year": 6, "yearly": 12}
_TITLE = Words("期限总表", "Deadlines")
_COLUMNS = (
    ("date", Words("日期", "Date"), 11, "date"), ("what", Words("事项", "What"), 38, "text"), ("who", Words("责任方", "Who"), 9, "text"),
    ("basis", Words("依据", "Basis"), 20, "text"), ("provisional", Words("备注", "Note"), 14, "text"), ("done", Words("完成情况", "State"), 12, "choice"),
)  # fmt: skip
_DONE = (
    Option(id="done", label=Words("已完成", "done")),
    Option(id="late", label=Words("逾期", "late")),
    Option(id="na", label=Words("不适用", "n/a")),
)
_PROVISIONAL = Words(f"{PROVISIONAL.zh}，待放假安排公布", f"{PROVISIONAL.en} until the holiday notice")
_NOTE = Words(
    "日期按答卷推算，“最迟”指各环节均在期限最后一日完成时的日期；依赖实际发生日的期限，以实际日期重新计算。工作日按已公布的放假安排计算；尚未公布的年度只扣除周末和法定节假日，所涉日期标为“暂定”。",
    'Dates follow from the answers; "at the latest" assumes that every step is taken on its last day. What runs from an actual event is to be computed anew from that day. Working Days follow the holiday notices published; in other years only weekends and statutory holidays are days off, and the dates concerned are marked provisional.',
)


class Rule(Model):
    """A date that somebody must keep, once or again and again."""

    what: Text
    who: Text
    date: Formula
    ref: str = ""  # the clause or paragraph that sets it
    law: str = ""  # or the key of an article
    each: str | None = None
    last: bool = True  # whether it also stands for the last period
    when: Condition | None = None


@dataclass(frozen=True)
class Deadline:
    """A date with what is to be done by then, by whom, and why."""

    day: date
    what: Words
    who: Words
    basis: Words

    @property
    def provisional(self) -> bool:
        """Whether a holiday notice not published yet may still move it."""
        return is_provisional(self.day)


@lru_cache(maxsize=4)
def load_rules(folder: Path) -> tuple[Rule, ...]:
    """Return the rules of deadlines. Raises ContentError."""
    rules, findings = compiled("deadlines", [folder / DEADLINES], lambda: read_rules(folder))
    if findings:
        raise ContentError(findings)
    return rules


def read_rules(folder: Path) -> tuple[tuple[Rule, ...], list[Finding]]:
    """Return the rules that can be read, with what was wrong in the others."""
    path = folder / DEADLINES
    return read_models(Rule, path.read_text(encoding="utf-8") if path.is_file() else "[]", DEADLINES)


def deadlines(filling: Filling) -> list[Deadline]:
    """Return the deadlines of a project in order of date; what waits for an answer is left out."""
    texts = Texts(filling.contract, filling.forms, DEADLINES)
    found = [
        d
        for rule in filling.content.stacked(load_rules, lambda rule: rule.what.zh)
        if _stands(rule, filling)
        for d in _of_rule(rule, filling, texts)
    ]
    return sorted(found, key=lambda d: d.day)


def _stands(rule: Rule, filling: Filling) -> bool:
    targets = next(iter(filling.contract.fillers.values())).targets
    if rule.ref and rule.ref.partition(".")[0] not in targets:
        return False
    situation = filling.contract.situation
    names = rule.date.names | (rule.when.names if rule.when is not None else frozenset())
    own = _OF_PERIOD | columns_of(rule.each, situation.library)
    if any(not situation.knows(name) for name in names - own if not name.startswith(POSITION)):
        return False  # of another agreement
    return rule.when is None or holds(rule.when, situation) is True


def _of_rule(rule: Rule, filling: Filling, texts: Texts) -> Iterator[Deadline]:
    situation = filling.contract.situation
    periods = list(_periods(rule.each, situation)) if rule.each else [_period(1)]
    for period in periods if rule.last else periods[:-1]:
        scope = RowScope(period, situation, period)
        day = _day(rule, scope)
        if day is not None:
            basis = texts.reference(rule.ref) if rule.ref else citation(rule.law, situation.library)
            yield Deadline(day, texts.of(rule.what, scope), texts.of(rule.who), basis)


def _day(rule: Rule, scope: RowScope) -> date | None:
    """Return the day a rule comes to, None while an answer is missing or where there is no such day."""
    try:
        day = evaluate(rule.date, scope)
    except ExpressionError:
        return None
    return day if isinstance(day, date) else None


def _period(number: int, start: date | None = None, end: date | None = None) -> Mapping[str, Any]:
    return {"number": number, "period_start": start, "period_end": end}


def _periods(each: str, situation: Situation) -> Iterator[Mapping[str, Any]]:
    """Yield number, first and last day of every period of the service term, or the rows of a table."""
    if columns_of(each, situation.library):
        rows = situation.value(each)
        yield from [] if is_unknown(rows) else rows
        return
    start, end = situation.of("service_start"), situation.of("service_end")
    if not isinstance(start, date) or not isinstance(end, date):
        return
    edges = _edges(each, situation, start, end)
    for number, (first, following) in enumerate(pairwise(edges), 1):
        yield _period(number, first, min(following - timedelta(days=1), end))


def columns_of(each: str | None, library: Library) -> frozenset[str]:
    """Return the columns of what a rule recurs over, where that is a table."""
    question = library.questions.get(each or "")
    return frozenset(c.id for c in question.columns) if question is not None else frozenset()


def _edges(each: str, situation: Situation, start: date, end: date) -> list[date]:
    """Return the days on which periods begin, and the day after the last."""
    if each == "calendar_year":
        return [date(year, 1, 1) for year in range(start.year, end.year + 2)]
    months = _months(each, situation)
    edges, count = [start], 0
    while edges[-1] <= end and months:
        count += 1
        edges.append(add_months(start, int(count * months)) if isinstance(months, int) else _part_of_year(start, count, months))
    return edges


def _part_of_year(start: date, count: int, months: float) -> date:
    return add_months(start, int(count * months + 0.001))


def _months(each: str, situation: Situation) -> int | float:
    if each == "service_year":
        return 12
    value, kind = situation.value(each), situation.kind(each)
    if is_unknown(value):
        return 0
    if kind.type == "choice":
        return _MONTHS.get(value, 0)
    return (12 / int(value) if int(value) else 0) if kind.unit == "time" else int(value)


def deadline_form(filling: Filling) -> FilledForm:
    """Return the deadlines as a form, for Word and Excel."""
    situation = filling.contract.situation
    texts = Texts(filling.contract, filling.forms, DEADLINES)
    head: list[FilledField] = []
    for name, title, wide in (
        ("contract_no", Words("合同编号", "Contract No."), False),
        ("project_name", Words("项目名称", "Project"), True),
    ):
        head.append(FilledField(name, title, Place(value=head_value(situation, texts, name)), wide))
    columns = tuple(FilledColumn(i, t, w, "center" if k == "date" else None, k) for i, t, w, k in _COLUMNS)
    rows = tuple(_row(d) for d in deadlines(filling))
    table = FilledTable(0, None, columns, rows, serial=True)
    return FilledForm(
        "DEADLINES", _TITLE, True, tuple(head), (), (_NOTE,), (table,), (), (Words("合同管理员", "Contract officer"),), (1, 2, 3)
    )


def _row(deadline: Deadline) -> tuple[Place, ...]:
    note = Place(value=_PROVISIONAL if deadline.provisional else Words("", ""))
    return (
        Place("date", unmarked(deadline.day)),  # the note says that it is provisional
        Place(value=deadline.what),
        Place(value=deadline.who),
        Place(value=deadline.basis),
        note,
        Place("choice", options=_DONE),
    )
