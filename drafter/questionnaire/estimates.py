"""The methods of a budget: asset rates, person-months, workload, item structure, market quotes. All amounts in yuan, VAT included, for the Service Term."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from drafter.expressions import is_unknown
from drafter.language import Words
from drafter.library.rates import AssetRate, Rates
from drafter.library.schema import Confidence
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass
from drafter.values.money import to_fen

MethodId = Literal["asset-rate", "person-month", "workload", "items", "quotes"]
ONE, HUNDRED = Decimal(1), Decimal(100)


@dataclass(frozen=True)
class Factor:
    """What a base is multiplied by; `rate` names its place in the rates where it comes from there."""

    name: str
    value: Decimal
    rate: str = ""


@dataclass(frozen=True)
class CostLine:
    """A line of an estimate: the base, what it is multiplied by in turn, and the amount, rounded to the fen."""

    label: Words
    base: Decimal
    factors: tuple[Factor, ...]
    source: Words
    confidence: Confidence | Literal["given"]
    counted: bool = True  # a quote that is out of all proportion is shown and not counted

    @property
    def amount(self) -> Decimal:
        """The base times its factors."""
        amount = self.base
        for factor in self.factors:
            amount *= factor.value
        return to_fen(amount)


@dataclass(frozen=True)
class Estimate:
    """What one method comes to."""

    id: MethodId
    lines: tuple[CostLine, ...]
    mean: bool = False  # the mean of its lines counts, not their sum

    @property
    def label(self) -> Words:
        """The name of the method."""
        return LABELS[self.id]

    @property
    def total(self) -> Decimal:
        """The sum of the lines that count, or their mean."""
        counted = [line.amount for line in self.lines if line.counted]
        total = sum(counted, Decimal(0))
        return to_fen(total / len(counted)) if self.mean and counted else total


CONFIDENCES = {
    "verified": Words("已核实", "verified"),
    "known": Words("通行做法", "common practice"),
    "derived": Words("推算", "derived"),
    "given": Words("答卷", "from the answers"),
}
LABELS: dict[MethodId, Words] = {
    "asset-rate": Words("资产费率法", "Asset rates"),
    "person-month": Words("人月法", "Person-months"),
    "workload": Words("工作量法", "Workload"),
    "items": Words("分项构成法", "Item structure"),
    "quotes": Words("市场询价法", "Market quotes"),
}


def estimates(situation: Situation) -> tuple[Estimate, ...]:
    """Return an estimate for every method that the answers suffice for, in order."""
    rates = situation.library.rates
    found = []
    for method, lines_of in _METHODS.items():
        if own := tuple(lines_of(situation, rates)):
            beyond = _item_lines(situation, rates, rates.beyond.get(method, ()))
            found.append(Estimate(method, (*own, *(beyond if method in rates.beyond else ())), method == "quotes"))
    return tuple(found)


def _value(situation: Situation, name: str, otherwise: Any = None) -> Any:
    value = situation.of(name)
    return otherwise if value is None or is_unknown(value) else value


def _table(situation: Situation, name: str) -> Sequence[Mapping[str, Any]]:
    rows: Sequence[Mapping[str, Any]] = _value(situation, name, ())
    return rows


def years(situation: Situation) -> Decimal:
    """Return the Service Term in years."""
    return Decimal(_value(situation, "term_months", 12)) / 12


def upgrades(situation: Situation) -> list[Mapping[str, Any]]:
    """Return the items that were decided to be upgrades: they leave the budget for maintenance."""
    return [item for item in _table(situation, "sepa_items") if item.get("decision") == "upgrade"]


# asset rates


def _asset_lines(situation: Situation, rates: Rates) -> Iterator[CostLine]:
    start, end = _value(situation, "service_start"), _value(situation, "service_end")
    of_kind = {category: (name, kind) for name, kind in rates.assets.items() for category in kind.categories}
    classes = {s["name"].zh: s.get("class") for s in _table(situation, "systems") if "name" in s}
    coverage = _value(situation, "coverage", "")
    hours = _configured("hours", "coverage", coverage, rates.factors.coverage)
    for asset in _table(situation, "assets"):
        name, kind = of_kind.get(asset.get("category", ""), ("", None))
        if kind is None or not asset.get("in_scope", True) or asset.get("original_value") is None:
            continue
        system = asset["parent_system"].zh if "parent_system" in asset else ""
        factors = (
            Factor("rate", kind.rate / HUNDRED, f"assets.{name}"),
            _configured("class", "classes", asset.get("class") or classes.get(system) or "", rates.factors.classes),
            _age(asset.get("purchase_date"), start, rates),
            hours,
            Factor("outside_warranty", _outside_warranty(asset.get("warranty_end"), start, end)),
            Factor("years", years(situation)),
        )
        yield CostLine(_asset_label(asset, kind), Decimal(asset["original_value"]), factors, kind.source, kind.confidence)


def _configured(name: str, group: str, key: str, values: Mapping[str, Decimal]) -> Factor:
    return Factor(name, values[key], f"{group}.{key}") if key in values else Factor(name, ONE)


def _asset_label(asset: Mapping[str, Any], kind: AssetRate) -> Words:
    number, name = asset["asset_no"].zh, asset["name"]
    return Words(f"{number} {name.zh}（{kind.label.zh}）", f"{number} {name.en} ({kind.label.en})")


def _age(bought: date | None, start: date | None, rates: Rates) -> Factor:
    if bought is None or start is None:
        return Factor("age", ONE)
    age = (start - bought).days / 365.25
    found = next((a for a in sorted(rates.factors.age, key=lambda a: -a.years) if age >= a.years), None)
    return Factor("age", found.factor, f"age.{found.years}") if found else Factor("age", ONE)


def _outside_warranty(ends: date | None, start: date | None, end: date | None) -> Decimal:
    """Return the share of the Service Term in which no warranty stands."""
    if ends is None or start is None or end is None or ends < start:
        return ONE
    return Decimal(0) if ends >= end else (Decimal((end - ends).days) / Decimal((end - start).days + 1)).quantize(Decimal("0.0001"))


def asset_lines(situation: Situation) -> tuple[CostLine, ...]:
    """Return the lines of the assets alone, without what their method does not reach."""
    return tuple(_asset_lines(situation, situation.library.rates))


# the other methods


def _staff_lines(situation: Situation, rates: Rates) -> Iterator[CostLine]:
    vat = Decimal(_value(situation, "vat_rate_service", 6))
    tax, overhead = ONE + vat / HUNDRED, ONE + rates.labour.overhead_pct / HUNDRED
    for post in _table(situation, "staff_posts"):
        if post.get("rate") is not None and post.get("person_months") is not None:
            factors = (Factor("person_month_rate", Decimal(post["rate"])), Factor("overhead", overhead), Factor("vat", tax))
            yield CostLine(post["post"], Decimal(post["person_months"]), factors, rates.labour.source, "given")


def _work_lines(situation: Situation, rates: Rates) -> Iterator[CostLine]:
    for work in _table(situation, "workload_lines"):
        factors = (Factor("days", Decimal(work["hours"]) / 8), Factor("day_rate", Decimal(work["day_rate"])))
        yield CostLine(work["work"], Decimal(work["volume"]), factors, work["source"], "given")


def _item_lines(situation: Situation, rates: Rates, parts: Sequence[str] = ()) -> Iterator[CostLine]:
    """Yield the budget lines, those of some parts only where any are named."""
    elsewhere = {item["item"].zh for item in upgrades(situation)}
    for item in _table(situation, "budget_lines"):
        if (parts and item["part"] not in parts) or item["item"].zh in elsewhere:
            continue
        yield CostLine(item["item"], Decimal(item["qty"]), (Factor("unit_price", Decimal(item["unit_price"])),), item["source"], "given")


def _quote_lines(situation: Situation, rates: Rates) -> Iterator[CostLine]:
    from statistics import median

    quotes = _table(situation, "market_quotes")
    middle = median([Decimal(q["amount"]) for q in quotes]) if quotes else Decimal(0)
    for quote in quotes:
        amount = Decimal(quote["amount"])
        counted = abs(amount - middle) * HUNDRED <= middle * rates.market.outlier_pct
        similar = quote.get("similar") or Words("询价", "quote")
        yield CostLine(quote["supplier"], amount, (), similar, "given", counted)


_METHODS: dict[MethodId, Callable[[Situation, Rates], Iterator[CostLine]]] = {
    "asset-rate": _asset_lines,
    "person-month": _staff_lines,
    "workload": _work_lines,
    "items": _item_lines,
    "quotes": _quote_lines,
}
