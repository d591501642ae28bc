"""Numbers that law sets, by name and date: clause_library/parameters/*.yaml. Content takes them as `law.<key>`, as of the signing date."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from drafter.errors import Finding, Place, error
from drafter.language import Told
from drafter.library.schema import Asked, Confidence, Keys, Text
from drafter.library.shape import Model, Read
from drafter.records import dataclass
from drafter.values.units import UNITS

if TYPE_CHECKING:  # read where files are validated
    from annotated_types import MinLen

FOLDER, PREFIX = "parameters", "law."
Number = Annotated[
    Decimal, Read(lambda value: Decimal(str(value)) if isinstance(value, (int, float)) and not isinstance(value, bool) else value)
]


class Dated(Model):
    """A value with the days on which it holds, both included; the last one holds until a change is entered."""

    _written: ClassVar[dict[str, str]] = {"since": "from", "until": "to"}

    since: date
    until: date | None = None
    value: Number
    law: Annotated[Keys, MinLen(1)]
    confidence: Confidence | None = None  # where it is not that of the law
    note: Text | None = None


@dataclass(frozen=True)
class AsOf:
    """What a parameter is on a day: None before there was any; `certain` is whether that day is one the value is known to hold on."""

    value: int | Decimal | None
    certain: bool


class Parameter(Model):
    """A number that law sets."""

    id: str
    label: Text
    type: Literal["integer", "decimal", "percent", "money"]
    unit: str | None = None
    place: Text | None = None  # where it holds, when that is not the whole country
    values: Annotated[list[Dated], MinLen(1)]

    def check(self) -> None:
        """Raise ValueError when the fields do not fit each other."""
        if self.unit is not None and self.unit not in UNITS:
            raise Told(f"没有单位 {self.unit}；可用：{'、'.join(UNITS)}", f"unknown unit {self.unit!r}; there are {', '.join(UNITS)}")
        for earlier, later in zip(self.values, self.values[1:], strict=False):
            if later.since <= (earlier.until or earlier.since):
                raise Told(f"自 {later.since} 起的数值应晚于前一个", f"the value from {later.since} does not come after the one before it")
        if self.type == "integer" and any(one.value != one.value.to_integral_value() for one in self.values):
            raise Told("应为整数", "a whole number was expected")

    @property
    def kind(self) -> Asked:
        """What it is, as a question is."""
        return Asked(label=self.label, type=self.type, unit=self.unit)

    def at(self, day: date | None) -> AsOf:
        """Return what it is on a day; when none is known, what it is last."""
        begun = [one for one in self.values if day is None or one.since <= day]
        if not begun:
            return AsOf(None, False)
        last = begun[-1]
        return AsOf(self._number(last.value), day is None or last.until is None or day <= last.until)

    def _number(self, value: Decimal) -> int | Decimal:
        return int(value) if self.type == "integer" else value

    def limit(self, lowest: bool) -> Decimal:
        """Return the lowest or the highest value there is: what a range allows to be typed, whatever the day of signing."""
        return (min if lowest else max)(one.value for one in self.values)


def named_limits(row: Any, parameters: Mapping[str, Parameter]) -> tuple[Any, tuple[str, ...]]:
    """Return a question as its file has it with numbers for the parameters that its range names, and the names that no parameter has."""
    unknown: list[str] = []
    if not isinstance(row, dict):
        return row, ()
    done = {
        key: list(_limits(value, parameters, unknown)) if key == "range" and isinstance(value, list) else value
        for key, value in row.items()
    }
    if isinstance(done.get("columns"), list):
        columns = [named_limits(column, parameters) for column in done["columns"]]
        done["columns"] = [column for column, _ in columns]
        unknown += [name for _, names in columns for name in names]
    return done, tuple(unknown)


def no_parameter(name: str, parameters: Mapping[str, Parameter], place: Place) -> Finding:
    """Return the finding that content names a parameter there is none of."""
    from difflib import get_close_matches

    near = get_close_matches(name, parameters, 1, 0.7)
    remedy = (
        (f"是否应为 {near[0]}？", f"did you mean {near[0]}?")
        if near
        else (f"写入 {FOLDER}/ 的一个文件", f"write it in a file of {FOLDER}/")
    )
    return error("parameter", f"没有参数 {name}", f"there is no parameter {name}", remedy, place)


def _limits(limits: list[Any], parameters: Mapping[str, Parameter], unknown: list[str]) -> Iterator[Any]:
    for number, limit in enumerate(limits):
        if not isinstance(limit, str) or not limit.startswith(PREFIX):
            yield limit
        elif limit in parameters:
            yield parameters[limit].limit(lowest=number == 0)
        else:
            unknown.append(limit)
            yield None
