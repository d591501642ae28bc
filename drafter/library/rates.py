"""The rates of the budget methods: clause_library/rates.yaml, a configuration of the office that estimates."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Annotated

from drafter.errors import ContentError
from drafter.library.compiled import compiled
from drafter.library.schema import Confidence, Model, Text
from drafter.library.shape import Read
from drafter.library.validated import read_model

NAME = "rates.yaml"
Number = Annotated[Decimal, Read(lambda value: Decimal(str(value)))]


class AssetRate(Model):
    """What a kind of assets costs in a year, percent of its original value, VAT included."""

    label: Text
    categories: list[str]
    rate: Number
    low: Number
    high: Number
    source: Text
    confidence: Confidence


class Age(Model):
    """A factor from so many years after the purchase on."""

    years: int
    factor: Number


class Factors(Model):
    """What a rate is multiplied by."""

    classes: dict[str, Number]
    age: list[Age]
    coverage: dict[str, Number]
    source: Text
    confidence: Confidence


class Labour(Model):
    """What is added to person-month rates."""

    overhead_pct: Number
    posts_7x24: Number
    source: Text
    confidence: Confidence


class Market(Model):
    """How quotes are judged."""

    sources_min: int
    outlier_pct: Number
    source: Text
    confidence: Confidence


class Portfolio(Model):
    """The band of operation in all spending, percent; for a whole department only."""

    low: Number
    high: Number
    source: Text


class Rates(Model):
    """All rates and thresholds."""

    note: Text
    assets: dict[str, AssetRate]
    factors: Factors
    labour: Labour
    market: Market
    beyond: dict[str, list[str]]
    reconcile_pct: Number
    portfolio: Portfolio


def load_rates(folder: Path) -> Rates:
    """Return the rates in a clause library's folder. Raises ContentError."""
    path = folder / NAME
    rates, findings = compiled("rates", [path], lambda: read_model(Rates, path.read_text(encoding="utf-8"), NAME))
    if rates is None:
        raise ContentError(findings)
    return rates
