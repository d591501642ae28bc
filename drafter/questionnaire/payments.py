"""The payments of a contract as its payment clauses have them: advances by service year, progress payments by period, final instalments by service year.

Amounts are those planned: variable lines at their estimated quantities, nothing deducted. When each falls due is a formula of the content, in the
columns of the question whose rows these are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise
from typing import Any, Protocol

from drafter.expressions import UNKNOWN, Unknown, is_unknown
from drafter.expressions.functions import add_months
from drafter.records import dataclass
from drafter.values.money import to_fen

YEAR = 12
MONTHS = {"monthly": 1, "quarterly": 3, "half-year": 6, "yearly": YEAR}  # of the choices of a payment period
HUNDRED = Decimal(100)
ROLES = ("price_total_incl", "price_lines", "service_start", "term_months", "first_period_start", "pay_cycle", "advance_pct", "final_pct")


class Answers(Protocol):
    """Where the values come from, by role."""

    def of(self, role: str) -> Any: ...


@dataclass(frozen=True)
class _Slice:
    """A part of a payment period that lies in one service year, both counted from 1; its weight is 1 where it is a whole period."""

    period: int
    year: int
    weight: Decimal


def payments(answers: Answers) -> list[dict[str, Any]] | Unknown:
    """Return the payments in the order of the periods they are for, as rows: kind, number, service_year, start, end and amount in yuan.

    Their amounts add up to the price lines or, where there are none, to the price. UNKNOWN while one of `ROLES` is.
    """
    values = {role: answers.of(role) for role in ROLES}
    if any(map(is_unknown, values.values())):
        return UNKNOWN
    start, months = values["service_start"], int(values["term_months"])
    years = _spans(start, start, add_months(start, months), YEAR)
    periods = _spans(max(values["first_period_start"], start), start, add_months(start, months), MONTHS[values["pay_cycle"]])
    slices = list(_slices(periods, years, MONTHS[values["pay_cycle"]]))
    if not slices:
        return UNKNOWN
    fees = _fees(slices, values["price_lines"], values["price_total_incl"])
    return list(_rows(slices, fees, periods, years, values["advance_pct"] / HUNDRED, values["final_pct"] / HUNDRED))


def _spans(first: date, start: date, end: date, months: int) -> list[tuple[date, date]]:
    """Return first and last day of every span of so many months from a day on; the last ends before `end`, and may be shorter."""
    edges, count = [first], 0
    while edges[-1] < end:
        count += 1
        edges.append(min(add_months(first, count * months), end))
    return [(day, following - timedelta(days=1)) for day, following in pairwise(edges)]


def _slices(periods: Sequence[tuple[date, date]], years: Sequence[tuple[date, date]], months: int) -> Iterator[_Slice]:
    for number, (first, last) in enumerate(periods, 1):
        whole = (add_months(first, months) - first).days
        for year, (begins, ends) in enumerate(years, 1):
            days = (min(last, ends) - max(first, begins)).days + 1
            if days > 0:
                yield _Slice(number, year, Decimal(days) / whole)


def _fees(slices: Sequence[_Slice], lines: Sequence[Mapping[str, Any]], price: Decimal) -> list[Decimal]:
    """Return the fee of each slice: every line spread over the periods of its service year, or of the term where it names none."""
    amounts = [(row.get("amount_incl"), row.get("year")) for row in lines] or [(price, None)]
    fees = [Decimal(0)] * len(slices)
    for amount, year in amounts:
        meant = [at for at, one in enumerate(slices) if year is None or one.year == year] or range(len(slices))
        whole, spread = sum((slices[at].weight for at in meant), Decimal(0)), Decimal(0)
        for at in meant:
            before, spread = spread, spread + slices[at].weight
            fees[at] += _share(amount, spread, whole) - _share(amount, before, whole)
    return fees


def _share(amount: Any, part: Decimal, whole: Decimal) -> Decimal:
    """Return so much of an amount as is due up to a point, to the fen: what is left over of the division falls into the part where it is reached."""
    return Decimal(0) if amount is None else to_fen(Decimal(amount) * part / whole)


def _rows(
    slices: Sequence[_Slice], fees: Sequence[Decimal], periods: Sequence[tuple[date, date]], years: Sequence[tuple[date, date]],
    advance: Decimal, final: Decimal,
) -> Iterator[dict[str, Any]]:  # fmt: skip
    by_year = [sum((fee for one, fee in zip(slices, fees, strict=True) if one.year == y), Decimal(0)) for y in range(1, len(years) + 1)]
    by_period = [
        sum((fee for one, fee in zip(slices, fees, strict=True) if one.period == p), Decimal(0)) for p in range(1, len(periods) + 1)
    ]
    total = sum(fees, Decimal(0))
    advances, finals = [to_fen(fee * advance) for fee in by_year], list(_finals(slices, by_year, periods, total, final))
    first = periods[0][0]
    rows = [_row("advance", n, n, max(start, first), end, advances[n - 1]) for n, (start, end) in enumerate(years, 1) if advances[n - 1]]
    rows += _progress(slices, by_period, periods, total - sum(advances) - to_fen(total * final))
    yield from sorted(rows + finals, key=lambda row: row["start"] if row["kind"] == "advance" else row["end"])


def _finals(
    slices: Sequence[_Slice], by_year: Sequence[Decimal], periods: Sequence[tuple[date, date]], total: Decimal, final: Decimal
) -> Iterator[dict[str, Any]]:
    """Yield the final instalment of each service year, for the periods in which the year lies; together they are that share of the whole."""
    number, seen, paid = 0, Decimal(0), Decimal(0)
    for year, fee in enumerate(by_year, 1):
        seen += fee
        due = _share(to_fen(total * final), seen, total) if total else Decimal(0)
        if due != paid:
            meant = [one.period for one in slices if one.year == year]
            number += 1
            yield _row("final", number, year, periods[meant[0] - 1][0], periods[meant[-1] - 1][1], due - paid)
        paid = due


def _progress(
    slices: Sequence[_Slice], fees: Sequence[Decimal], periods: Sequence[tuple[date, date]], amount: Decimal
) -> Iterator[dict[str, Any]]:
    """Yield the progress payments, in proportion to the fees of their periods."""
    total, seen, paid = sum(fees, Decimal(0)), Decimal(0), Decimal(0)
    for number, (start, end) in enumerate(periods, 1):
        seen += fees[number - 1]
        due = to_fen(amount * seen / total) if total else Decimal(0)
        yield _row("progress", number, next(one.year for one in slices if one.period == number), start, end, due - paid)
        paid = due


def _row(kind: str, number: int, year: int, start: date, end: date, amount: Decimal) -> dict[str, Any]:
    return {"kind": kind, "number": number, "service_year": year, "start": start, "end": end, "amount": amount}
