"""What a cell of a sheet shows of its number: number formats (ECMA-376-1, 18.8.31), of which 000, %, 0.00"万元" and 0!.0,"万" carry meaning."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable
from dataclasses import field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property, lru_cache

from drafter.patterns import regex
from drafter.records import dataclass

_TOKEN = regex(r'"([^"]*)"|[\\!](.)|(_.|\*.)|\[([^\]]*)\]|([0#?])|([.,%])|(.)', re.DOTALL)
_SECTION = regex(r'((?:"[^"]*"|\\.|\[[^\]]*\]|[^;])*)(?:;|$)')
_CONDITION = regex(r"(<=|>=|<>|<|>|=)(-?[0-9.]+)")
_COMPARED: dict[str, Callable[[Decimal, Decimal], bool]] = {
    "<": operator.lt, ">": operator.gt, "=": operator.eq, "<=": operator.le, ">=": operator.ge, "<>": operator.ne,
}  # fmt: skip
_CURRENCY_OR_SIGN = regex(r"[\s¥￥元()+-]*|RMB|CNY", re.IGNORECASE)
_NOT_DRAWN = regex(r"[eE/@gG]|DBNum|NatNum")  # exponents, fractions, numerals: what they show is not worked out here


@dataclass
class _Section:
    """One section of a format: what stands before, between and after the digits, and how many digits there are."""

    condition: tuple[str, Decimal] | None = None
    literals: list[str] = field(default_factory=lambda: [""])  # the one before the first digit, then one after each digit
    places: str = ""  # the digits' signs: 0, # or ?
    point: int = -1  # how many digits stand before the point; -1 for no point
    grouped: bool = False
    thousands: int = 0  # commas after the last digit, each of which divides by a thousand
    percents: int = 0
    drawn: bool = True

    @property
    def words(self) -> str:
        """All that is shown beside digits."""
        return "".join(self.literals)


class Picture:
    """A number format."""

    def __init__(self, code: str) -> None:
        self.code = code
        self.sections = [_section(part) for part in _parts(code)]

    @cached_property
    def is_plain(self) -> bool:
        """Whether what is shown means the number itself: digits, with thousands, decimals, a sign or the currency of this country."""
        return all(not s.percents and not s.thousands and s.drawn and _CURRENCY_OR_SIGN.fullmatch(s.words) for s in self.sections)

    def of(self, number: Decimal) -> tuple[_Section, bool]:
        """Return the section that shows a number, and whether it shows the sign itself."""
        if any(s.condition for s in self.sections):
            fitting = (s for s in self.sections if s.condition is None or _COMPARED[s.condition[0]](number, s.condition[1]))
            return next(fitting, self.sections[-1]), False
        if number < 0 and len(self.sections) > 1:
            return self.sections[1], True
        return self.sections[2 if number == 0 and len(self.sections) > 2 else 0], False

    def shown(self, number: Decimal, exact: bool = False) -> str | None:
        """Return what the cell shows, None where that is not known; `exact` shows all decimals and neither thousands nor leading noughts."""
        section, signed = self.of(number)
        if not section.drawn or not section.places:
            return None
        value = abs(number) * 100**section.percents / Decimal(1000) ** section.thousands
        minus = "-" if number < 0 and not signed else ""
        return minus + _drawn(section, value, exact)


class Figure:
    """A number in a cell with the format that shows it."""

    __slots__ = ("number", "picture")

    def __init__(self, number: int | Decimal, picture: Picture) -> None:
        self.number, self.picture = number, picture

    @property
    def shown(self) -> str | None:
        """What a person sees in the cell; None where that is not known."""
        return self.picture.shown(Decimal(self.number))

    @property
    def exact(self) -> int | Decimal | str:
        """The number where its format adds no meaning, else what is shown with all its digits: 46.2万元, 30%."""
        if self.picture.is_plain:
            return self.number
        return self.picture.shown(Decimal(self.number), exact=True) or self.number

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Figure) and (self.number, self.picture.code) == (other.number, other.picture.code)

    def __hash__(self) -> int:
        return hash(self.number)

    def __repr__(self) -> str:
        return f"Figure({self.number}, {self.picture.code!r})"

    def __str__(self) -> str:
        return self.shown or str(self.number)


@lru_cache(maxsize=1 << 10)
def picture(code: str) -> Picture:
    """Return a number format taken apart."""
    return Picture(code)


def _parts(code: str) -> list[str]:
    parts = [m[1] for m in _SECTION.finditer(code)]
    return [p for n, p in enumerate(parts) if p or n < len(parts) - 1] or [code]


def _section(code: str) -> _Section:
    section = _Section()
    pending = 0  # commas since the last digit
    for text, escaped, blank, bracket, place, sign, other in _TOKEN.findall(code):
        if place:
            section.grouped, pending = section.grouped or pending > 0, 0
            section.places += place
            section.literals.append("")
        elif sign == ",":
            pending += 1
        elif sign == ".":
            section.point = len(section.places)
        elif bracket:
            _bracket(section, bracket)
        elif escaped == "." and section.places and section.point < 0:
            _shift(section)
        else:
            section.percents += sign == "%"
            section.literals[-1] += " " if blank.startswith("_") else text or escaped or sign or other
            section.drawn &= not (other and _NOT_DRAWN.match(other))
    section.thousands += pending
    return section


def _shift(section: _Section) -> None:
    """Take 0!.0 for what it shows: a point that is drawn and no point, as in 0!.0,"万" for tens of thousands."""
    section.point = len(section.places)
    section.literals[-1] += "\0"


def _bracket(section: _Section, text: str) -> None:
    if found := _CONDITION.fullmatch(text):
        section.condition = found[1], Decimal(found[2])
    elif text.startswith("$"):
        section.literals[-1] += text[1:].partition("-")[0]
    elif _NOT_DRAWN.match(text):
        section.drawn = False


def _drawn(section: _Section, value: Decimal, exact: bool) -> str:
    drawn_point = "\0" in section.words
    whole_places, decimals = section.places, ""
    if section.point >= 0:
        whole_places, decimals = section.places[: section.point], section.places[section.point :]
    if drawn_point:
        value = value / Decimal(10) ** len(decimals)
    digits = f"{value.normalize():f}" if exact else f"{value.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP):f}"
    whole, _, rest = digits.partition(".")
    if exact:
        return _exactly(section, whole, rest)
    rest = _trimmed(rest, decimals)
    whole = _padded(whole, whole_places)
    body = _placed(section, whole, whole_places)
    tail = "".join(d + section.literals[section.point + 1 + n] for n, d in enumerate(rest)) if rest else ""
    last = section.literals[-1] if decimals and len(rest) < len(decimals) else ""
    return (body + ("." if rest or (section.point >= 0 and "0" in decimals) else "") + tail + last).replace("\0", "")


def _exactly(section: _Section, whole: str, rest: str) -> str:
    return (section.literals[0] + whole + ("." + rest if rest else "") + section.literals[-1]).replace("\0", "")


def _trimmed(rest: str, decimals: str) -> str:
    """Return decimals without the noughts that # does not show."""
    while rest and rest.endswith("0") and decimals[len(rest) - 1] != "0":
        rest = rest[:-1]
    return rest


def _padded(whole: str, places: str) -> str:
    least = len(places) - len(places.lstrip("#?"))
    needed = len(places) - least
    return "" if whole == "0" and needed == 0 else whole.zfill(needed)


def _placed(section: _Section, whole: str, places: str) -> str:
    """Return the digits before the point, with what stands between them: from the right, all that are over at the first place."""
    surplus = len(whole) - len(places)
    out, at = section.literals[0], 0
    for number in range(len(places)):
        take = 1 + (surplus if number == 0 and surplus > 0 else 0) if number >= -min(surplus, 0) else 0
        out += whole[at : at + take] + section.literals[number + 1]
        at += take
    return _grouped(out, whole) if section.grouped else out


def _grouped(out: str, whole: str) -> str:
    return out.replace(whole, f"{int(whole):,}", 1) if whole and whole.isdigit() else out
