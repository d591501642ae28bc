"""What drafter knows of a type of value, and what a value is read and printed by."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, ClassVar, Literal, Protocol

from drafter.language import Language, Words
from drafter.model import Align
from drafter.records import dataclass
from drafter.values.reading.choices import Option
from drafter.values.reading.numbers import Range
from drafter.values.reading.pictures import Figure

Prompt = Literal["line", "lines", "menu", "ticks", "rows", "parts"]  # how an interview asks for a value
Print = Callable[[Words], str]  # words in the languages of a sheet


class Spec(Protocol):
    """What a value is read and printed by: a question, a column of a table, a place of a form."""

    @property
    def unit(self) -> str | None: ...
    @property
    def options(self) -> Sequence[Option]: ...
    @property
    def range(self) -> Range | None: ...


@dataclass(frozen=True)
class Excel:
    """How a type stands in a sheet: as a number format in a form, in a workbook that is read back, and as what a cell may hold."""

    format: str = "General"
    sheet: str = "@"  # over the whole column of a workbook to be filled in: what is typed there stays as it was typed
    rule: Literal["whole", "decimal", "date", "time"] | None = None  # what Excel lets somebody write in
    limits: tuple[str, str] = ("-1E+15", "1E+15")  # where nothing narrower is asked for


class ValueType:
    """A type of value: how it is read, kept, printed, put into a sheet and taken out of one.

    A new type is a subclass and its line in `drafter.types.table`. What it does not say is as for a text on one line. `read`, `show` and
    `schema` each type must say, with a title and examples; `drafter library check` tries the examples and names what is missing.
    """

    title: ClassVar[Words] = Words("", "")  # what is expected, in messages: 整数, a whole number
    examples: ClassVar[tuple[Any, ...]] = ()  # values as somebody writes them
    column: ClassVar[bool] = True  # whether it may be a column of a table
    form: ClassVar[bool] = True  # whether a form holds it as a value; what it does not stands there as a text
    is_text: ClassVar[bool] = False  # whether its values are texts in both languages, and its fields may be filled
    bilingual: ClassVar[bool] = False  # whether a workbook has a column for its English
    is_moment: ClassVar[bool] = False  # whether formulas count with it as with days
    in_text: ClassVar[bool] = False  # whether it can be found again in a running text, by `within`
    prompt: ClassVar[Prompt] = "line"
    align: ClassVar[Align | None] = None  # in a column of a table
    unbroken: ClassVar[bool] = False  # whether a column must have room for it on one line
    narrow: ClassVar[bool] = False  # whether a narrow column of a workbook does
    high: ClassVar[bool] = False  # whether a form leaves room for several lines
    blank: ClassVar[Words | None] = None  # what paper shows where it is to be written in
    excel: ClassVar[Excel] = Excel()

    # --- reading and keeping ---------------------------------------------------------------------------------------

    def read(self, raw: Any, spec: Spec) -> Any:
        """Return the value of a raw answer. Raises BadValue or BadValues."""
        raise NotImplementedError

    def write(self, value: Any, spec: Spec) -> Any:
        """Return plain data that `read` turns back into `value`."""
        return value

    def typed(self, text: str) -> Any:
        """Return what was typed at a prompt as a raw answer."""
        return text.strip()

    def from_cell(self, cell: Any, epoch: datetime | None = None) -> Any:
        """Return a cell of a sheet as a raw answer: numbers exact and in the unit that the cell shows, moments as texts.

        `epoch` is what dates as numbers count from. Raises BadValue for what a sheet has spoilt.
        """
        if isinstance(cell, Figure):
            cell = cell.exact
        if isinstance(cell, Decimal):
            return plain(cell)
        if isinstance(cell, (date, time)):
            return moment_text(cell)
        return cell.strip() if isinstance(cell, str) else cell

    def to_cell(self, written: Any, spec: Spec, language: Language) -> Any:
        """Return plain data as a cell of a workbook; in English only what differs from language to language."""
        return written if language == "zh" else None

    def within(self, text: str) -> Any:
        """Return the raw value that stands in a running text, or None."""
        return None

    def settle(self, value: Any) -> Any:
        """Return a computed value as this type holds it."""
        return Decimal(value) if isinstance(value, int) and not isinstance(value, bool) else value

    # --- printing --------------------------------------------------------------------------------------------------

    def show(self, value: Any, spec: Spec, language: Language) -> str:
        """Return the value as the text of a contract prints it."""
        raise NotImplementedError

    def cell(self, value: Any, spec: Spec, language: Language) -> str:
        """Return the value as a cell of a table prints it: no currency, no unit, short dates."""
        return self.show(value, spec, language)

    def entry(self, value: Any, spec: Spec, language: Language, long: bool = False) -> str:
        """Return the value as a place of a form shows it; `long` writes dates out."""
        return self.cell(value, spec, language)

    def total(self, amount: Decimal) -> str:
        """Return the sum of a column as its last row prints it."""
        return f"{amount.normalize():f}"

    # --- choosing --------------------------------------------------------------------------------------------------

    def options(self, spec: Spec) -> Sequence[Option]:
        """Return what there is to choose from."""
        return spec.options

    def chosen(self, value: Any) -> str:
        """Return the id of the option that a value is."""
        return str(value)

    def menu(self, spec: Spec) -> list[tuple[str, Words]]:
        """Return the choices of a prompt: raw answers and what stands for them."""
        return [(o.id, o.label) for o in self.options(spec)]

    # --- describing ------------------------------------------------------------------------------------------------

    def schema(self, spec: Spec) -> dict[str, Any]:
        """Return the JSON Schema of a raw answer."""
        raise NotImplementedError

    def lacks(self, spec: Spec) -> str:
        """Return what a question of this type must say and does not, in English, else nothing."""
        return ""

    # --- formulas of Excel -----------------------------------------------------------------------------------------

    def computed(self, formula: str, words: Print) -> str:
        """Return a formula with its result as a cell holds it."""
        return formula

    def operand(self, cell: str, words: Print) -> str:
        """Return how a formula uses what a cell holds."""
        return cell


def plain(number: Decimal) -> int | Decimal:
    """Return a whole number as one."""
    return int(number) if number == number.to_integral_value() else number


def moment_text(cell: date | time) -> str:
    """Return a day, a moment or a time of day as ISO 8601 writes it, to the minute."""
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time.min else cell.isoformat(" ", "minutes")
    return cell.isoformat() if isinstance(cell, date) else cell.isoformat("minutes")
