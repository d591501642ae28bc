"""The shape of every content file. docs/clauses.md is the same in words."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from drafter.causes import told
from drafter.expressions import Expression, parse, parse_formula
from drafter.language import Told, Words
from drafter.library.shape import Model as Model
from drafter.library.shape import OneOf, Read
from drafter.types import PARTS, TYPES, ValueType
from drafter.values.units import UNITS

if TYPE_CHECKING:  # read where files are validated (validated.py)
    from annotated_types import Ge, Le, MinLen

ELEMENTS = ("general", "governance", "scope", "service", "cost", "quality", "staffing", "risk", "security")  # the shipped ones, in order
PASSAGES = "proposal"  # the folder of the passages of proposals
NO_ELEMENTS = frozenset({PASSAGES, "rules", "parameters", "holidays"})  # folders of the library that are none
Position = Literal["preferred", "fallback", "brief"]
POSITIONS: tuple[Position, ...] = ("preferred", "fallback", "brief")  # brief: the preferred position in few words, for profiles that are
Confidence = Literal["verified", "known", "derived"]


def _expression(value: Any) -> Expression:
    if isinstance(value, Expression):
        return value
    if isinstance(value, bool):
        value = "true" if value else "false"
    if not isinstance(value, str):
        raise Told("表达式应写成文本", "an expression is written as a text")
    return parse(value)


def _formula(value: Any) -> Expression:
    if isinstance(value, Expression):
        return value
    if not isinstance(value, (str, int, float)) or isinstance(value, bool):
        raise Told("公式应写成文本", "a formula is written as a text")
    return parse_formula(str(value))


def _filling(value: Any) -> Any:
    return str(value).lower() if isinstance(value, bool) else str(value) if isinstance(value, (int, float, date)) else value


def _strings(value: Any) -> Any:
    return [str(item) for item in value] if isinstance(value, list) else value


Text = Annotated[Words, Read(Words.of)]
Condition = Annotated[Expression, Read(_expression)]
Keys = Annotated[list[str], Read(_strings)]
Formula = Annotated[Expression, Read(_formula)]
Filling = Annotated[Words, Read(lambda value: Words.of(_filling(value)))]  # a text with fields, a number, a date or an option


class Evidence(Model):
    """Words by which a subject is recognised in somebody else's contract."""

    zh: list[str]
    en: list[str]


Need = Literal["mandatory", "conditional", "optional"]


class Head(Model):
    """What the front matter of every text of the library says."""

    title: Text
    when: Condition | None = None
    law: Keys = []
    examples: list[dict[str, Any]] = []
    numbers: list[str] = []  # amounts typed in the text that stand nowhere else


class ClauseHead(Head):
    """The front matter of a clause file."""

    need: Need
    problems: Annotated[list[Literal["P1", "P2", "P3", "P4", "P5", "P6", "P7", "P8"]], MinLen(1)]
    approver: Literal["executive-group", "leading-group", "counsel"]
    balanced: Literal["preferred", "fallback"] = "preferred"
    walk_away: Text
    notes: Text
    evidence: Evidence
    examples: Annotated[list[dict[str, Any]], MinLen(1)]


ChartName = Literal["budget", "year_on_year", "asset_age", "incidents", "timetable"]
CHARTS: dict[ChartName, tuple[str, ...]] = {  # the answers each chart is drawn from
    "budget": ("budget_lines",), "year_on_year": ("budget_lines",), "asset_age": ("assets", "proposal_date"),
    "incidents": ("last_incidents",), "timetable": ("timetable",),
}  # fmt: skip


class PassageHead(Head):
    """The front matter of a passage of a proposal. Its tables and charts are printed after its text."""

    need: ClassVar[Need] = "mandatory"
    balanced: ClassVar[Literal["preferred"]] = "preferred"
    tables: Keys = []
    charts: list[ChartName] = []


class Option(Model):
    """One option of a choice; `text` is its contract wording where it differs from the label."""

    id: str
    label: Text
    text: Text | None = None
    also: list[str] = []  # what else offices call it

    @property
    def wording(self) -> Words:
        """The words the contract prints."""
        return self.text or self.label


QuestionType = Annotated[str, OneOf(lambda: TYPES)]
ColumnType = Annotated[str, OneOf(lambda: [n for n, t in TYPES.items() if t.column])]
FieldType = Annotated[str, OneOf(lambda: [n for n, t in TYPES.items() if t.form])]
PartName = Annotated[str, OneOf(lambda: PARTS)]


class Asked(Model):
    """What a question and a table column have in common."""

    label: Text
    type: QuestionType
    also: list[str] = []  # what else offices call it, in headings
    unit: str | None = None
    options: list[Option] = []
    range: tuple[Decimal | None, Decimal | None] | None = None
    next_term: str | None = None  # what it becomes in the contract that follows: `anew`, `moved`, or the name whose value it takes

    def check(self) -> None:
        """Raise ValueError when the fields do not fit each other."""
        if missing := self.value_type.lacks(self):
            raise ValueError(missing)
        if self.next_term == "moved" and self.type not in ("date", "text"):
            raise Told("next_term: moved 只用于日期和写有年份的文本", "next_term: moved is for dates, and for texts that name a year")
        if len({o.id for o in self.options}) != len(self.options):
            raise Told("两个选项的 id 相同", "two options have the same id")
        if self.unit is not None and self.unit not in UNITS:
            raise Told(f"没有单位 {self.unit}；可用：{'、'.join(UNITS)}", f"unknown unit {self.unit!r}; there are {', '.join(UNITS)}")

    @property
    def value_type(self) -> ValueType:
        """What drafter knows of the values of this type."""
        return TYPES[self.type]


class Column(Asked):
    """A column of a table question. A computed column is derived from the row and never typed."""

    id: str
    type: ColumnType
    help: Text | None = None
    required: bool = False
    computed: Formula | None = None
    default: Any = None


class Question(Asked):
    """A question: one variable of the contract."""

    id: str
    element: str  # or PASSAGES: the folder it stands in
    ask: Text | None = None
    help: Text | None = None
    default: Any = None
    default_when: dict[int, Condition] = {}  # the rows of a default table that stand only under a condition, by their place
    default_expr: Condition | None = None
    default_source: Text | None = None
    columns: list[Column] = []
    parts: list[PartName] = []
    law: Keys = []
    numbers: list[str] = []  # amounts typed in the rows of its default that stand nowhere else
    computed: str | None = None  # the name of what makes the rows of a table that nobody answers

    def check(self) -> None:
        """Raise ValueError when the fields do not fit each other."""
        super().check()
        if self.default is not None and self.default_expr is not None:
            raise Told("default 与 default_expr 只能写一个", "a default or a default_expr, not both")

    @property
    def has_default(self) -> bool:
        """Whether the question answers itself when nobody does."""
        return self.default is not None or self.default_expr is not None or self.computed is not None


class Fact(Model):
    """A value that follows from the answers."""

    id: str
    label: Text
    type: QuestionType
    unit: str | None = None
    expr: Condition


class Instrument(Model):
    """A law, regulation, rule, normative document or standard."""

    _written: ClassVar[dict[str, str]] = {"in_force_from": "from", "in_force_to": "to"}

    title: Text
    number: Text | None = None
    kind: Literal["law", "regulation", "rule", "normative", "interpretation", "standard"]
    binding: bool
    applies_when: Condition | None = None  # to which buyers and projects, where not to all
    in_force_from: date | None = None
    in_force_to: date | None = None
    checked_on: date
    confidence: Confidence
    note: Text | None = None


class Article(Model):
    """An article of an instrument."""

    instrument: str
    article: Text
    subject: Text
    confidence: Confidence | None = None


class Rule(Model):
    """A consistency or compliance rule; it fires when `when` is true."""

    id: str
    group: str  # the name of its file, under which agreements name it
    severity: Literal["error", "warning", "info"]
    when: Condition
    message: Text
    law: Keys = []
    elements: list[str] = []


class Avoid(Model):
    """Words that must not be used for a term."""

    zh: list[str] = []
    en: list[str] = []


class Term(Model):
    """A word of the contract: its two forms, its definition, and what must not be said instead."""

    zh: str
    en: str
    define: Text | None = None
    avoid: Avoid = Avoid()


class Entry(Model):
    """What a field and a column of a form have in common: an identifier and what may be written there."""

    id: str
    options: list[Option] = []
    range: tuple[Decimal | None, Decimal | None] | None = None
    unit: str | None = None
    formula: Formula | None = None  # computed, in Word once and in Excel live
    value: Filling | None = None  # filled in beforehand
    open: bool = False  # what is filled in may be changed

    def check(self) -> None:
        """Raise ValueError when the fields do not fit each other."""
        if self.formula is not None and self.value is not None:
            raise Told("formula 与 value 只能写一个", "a formula or a value, not both")
        if self.unit is not None and self.unit not in UNITS:
            raise Told(f"没有单位 {self.unit}；可用：{'、'.join(UNITS)}", f"unknown unit {self.unit!r}; there are {', '.join(UNITS)}")


class FormField(Entry):
    """A field in the head of a form: label and value."""

    title: Text
    type: FieldType = "text"
    wide: bool = False
    when: Condition | None = None


class FormColumn(Entry):
    """A column of a printed table."""

    title: Text | None = None
    width: float = 10
    brief: bool = True  # whether brief profiles print it
    align: Literal["left", "center", "right"] | None = None
    type: FieldType | None = None  # by default that of the question's column, else text
    live: bool = False  # computed by the formula of the question's column, which has its one home there


class Total(Model):
    """The sum row of a printed table."""

    label: Text
    sum: list[str]


class FormTable(Model):
    """One table of a form: fixed rows with fields, the rows of a table question or of a row source, and rows to write in."""

    title: Text | None = None
    when: Condition | None = None
    spoken_of: Condition | None = None  # when it holds, the text speaks of the rows, and there must be some whatever `when` says
    brief: bool = True
    rows_from: str | None = None
    rows: list[dict[str, Any]] = []
    blank: Annotated[int, Ge(0), Le(60)] = 0
    serial: bool = False
    columns: Annotated[list[FormColumn], MinLen(1)]
    total: Total | None = None
    contract: bool = True  # whether the annex of the contract prints it
    form: bool = True  # whether the form prints it

    def check(self) -> None:
        """Raise ValueError when the fields do not fit each other."""
        for number, row in enumerate(self.rows, 1):
            for name, value in row.items():
                if isinstance(value, dict):
                    try:
                        Words.of(value)
                    except ValueError as problem:
                        why = told(problem)
                        zh, en = f"含逗号的文本应加引号：{why.zh}", f"{why.en} (a text with a comma is to be quoted)"
                        raise Told(f"第 {number} 行 {name}：{zh}", f"row {number}, {name}: {en}") from None


class Paragraphs(Model):
    """Paragraphs in both languages, equally many."""

    zh: list[str] = []
    en: list[str] = []

    def check(self) -> None:
        """Raise ValueError when the fields do not fit each other."""
        if len(self.zh) != len(self.en):
            raise Told("zh 与 en 的段落数应相同", "as many paragraphs in zh as in en")


class Form(Model):
    """A contract annex or a working form."""

    code: str
    title: Text
    phase: list[Literal[1, 2, 3]]
    clauses: list[str]
    landscape: bool = False
    each: str | None = None  # a copy for every row of this table question or row source
    fields: list[FormField] = []
    before: Paragraphs = Paragraphs()
    tables: list[FormTable] = []
    after: Paragraphs = Paragraphs()
    signs: list[Text] = []
    publish: bool = False  # whether it is published with the contract

    def check(self) -> None:
        """Raise ValueError when the fields do not fit each other."""
        if not self.tables and not self.fields:
            raise Told("表单应有 fields 或 tables", "a form needs fields or tables")

    @property
    def annexed(self) -> list[FormTable]:
        """The tables that the annex of a contract prints."""
        return [t for t in self.tables if t.contract]


class Topic(Model):
    """Related questions of a section that stand on one page: from the first to that with which the next topic begins."""

    id: str
    title: Text
    first: str


class Section(Model):
    """A section of the questionnaire: questions in the order they are asked. What stands before its first topic, or has none, is a topic of its name."""

    id: str
    title: Text
    questions: list[str]
    topics: list[Topic] = []


class Questionnaire(Model):
    """The order of the questions, and which of them form the minimal path."""

    sections: list[Section]
    minimal: list[str]
    tables: list[str] = []  # that most contracts fill, beside the minimal path: the sheets of a small workbook
