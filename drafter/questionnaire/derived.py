"""Rows that follow from the answers: what a table of a proposal prints that nobody typed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import field
from datetime import date
from decimal import Decimal
from typing import Any

from drafter.expressions import evaluate, holds, is_unknown
from drafter.language import Words
from drafter.library import Library
from drafter.library.citation import citation
from drafter.library.dates import StatutoryDate
from drafter.library.schema import Asked, Instrument
from drafter.questionnaire.estimates import CONFIDENCES, Estimate, estimates
from drafter.questionnaire.situation import Situation
from drafter.questionnaire.trace import USED as TRACED
from drafter.questionnaire.trace import trace
from drafter.records import dataclass

_KINDS: dict[str, Words] = {
    "law": Words("法律", "law"),
    "regulation": Words("行政法规", "regulation"),
    "rule": Words("部门规章", "ministry rule"),
    "normative": Words("规范性文件", "normative document"),
    "interpretation": Words("司法解释", "judicial interpretation"),
    "standard": Words("标准", "standard"),
}
_DATE, _MONEY, _COUNT = (Asked(label=Words("", ""), type=t) for t in ("date", "money", "integer"))


@dataclass(frozen=True)
class Derived:
    """Rows with the kinds of their columns; columns of text need none. None: the answers do not suffice yet."""

    rows: list[dict[str, Any]] | None
    columns: Mapping[str, Asked] = field(default_factory=dict)


@dataclass(frozen=True)
class Source:
    """A table that follows from answers: their names (statutory days too), and what to do with them."""

    label: Words
    reads: Callable[[Library], Iterable[str]]
    make: Callable[[Situation], Derived]


# --- the chain from need to price --------------------------------------------------------------------------------------------------------


def _trace(situation: Situation) -> Derived:
    traced = trace(situation)
    return Derived(None if traced is None else [one.row for one in traced])


def _gaps(situation: Situation) -> Derived:
    traced = trace(situation)
    return Derived(None if traced is None else [one.row for one in traced if one.gaps])


# --- statutory clocks --------------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Clock:
    """A period set by law, begun by a dated event."""

    step: Words
    begun_by: Words
    first: date
    due: date
    says: Words
    law: str


def clocks(situation: Situation) -> list[Clock] | None:
    """Return the statutory clocks of the procurement that have begun or have a date planned; None when none has."""
    stand = [d for d in situation.library.dates.values() if d.when is None or holds(d.when, situation) is not False]
    found = [clock for one in stand if (clock := _clock(one, situation)) is not None]
    return found or (None if stand else [])


def _clock(one: StatutoryDate, situation: Situation) -> Clock | None:
    first, due = situation.value(one.since), situation.value(one.id)
    if not isinstance(first, date) or not isinstance(due, date):
        return None
    days = evaluate(one.count, situation)
    unit = Words("个工作日", " Working Days") if one.by == "workdays" else Words("日", " days")
    says = Words(f"{days}{unit.zh}内", f"within {days}{unit.en}")
    return Clock(one.step, one.begun_by, first, due, says, one.law)


def _clocks(situation: Situation) -> Derived:
    found = clocks(situation)
    rows = None if found is None else [_clock_row(clock, situation) for clock in found]
    return Derived(rows, {"due": _DATE})


def _clock_row(clock: Clock, situation: Situation) -> dict[str, Any]:
    begun = Words(f"{clock.begun_by.zh}（{clock.first:%Y-%m-%d}）", f"{clock.begun_by.en} ({clock.first:%Y-%m-%d})")
    return {"step": clock.step, "from": begun, "clock": clock.says, "due": clock.due, "basis": citation(clock.law, situation.library)}


# --- assets ------------------------------------------------------------------------------------------------------------------------------


def reference_day(situation: Situation) -> date | None:
    """Return the day on which a proposal looks at things: its own date, or that on which the Services start."""
    days = map(situation.of, ("proposal_date", "service_start"))
    return next((d for d in days if isinstance(d, date)), None)


def _assets(situation: Situation) -> Derived:
    """Return one row a category: items, quantity, value, and how many of them are in scope, out of warranty and past their end of life."""
    rows, today = situation.of("assets"), reference_day(situation)
    if is_unknown(rows) or today is None:
        return Derived(None)
    category = next(c for c in situation.library.questions[situation.library.role("assets")].columns if c.id == "category")
    groups = {option.id: [r for r in rows if r.get("category") == option.id] for option in category.options}
    made = [_group(option.label, groups[option.id], today) for option in category.options if groups[option.id]]
    numbers = dict.fromkeys(("items", "qty", "in_scope", "expired", "past_eol"), _COUNT)
    return Derived(made, {**numbers, "value": _MONEY})


def _group(label: Words, rows: list[dict[str, Any]], today: date) -> dict[str, Any]:
    return {
        "category": label,
        "items": len(rows),
        "qty": sum(quantity(r) for r in rows),
        "value": sum((Decimal(r["original_value"]) for r in rows if r.get("original_value") is not None), Decimal(0)),
        "in_scope": sum(quantity(r) for r in rows if r.get("in_scope") is not False),
        "expired": sum(quantity(r) for r in rows if isinstance(d := r.get("warranty_end"), date) and d < today),
        "past_eol": sum(quantity(r) for r in rows if isinstance(d := r.get("eol_date"), date) and d < today),
    }


def quantity(row: Mapping[str, Any]) -> int:
    """Return how many things a row of the register stands for."""
    return int(row.get("qty") or 1)


# --- law ---------------------------------------------------------------------------------------------------------------------------------


def _law(situation: Situation) -> Derived:
    """Return every law and policy that applies here and that what stands in the document relies on, in the order of the law file.

    Standards are no law: they bind only where the contract cites them.
    """
    cited: dict[str, set[str]] = {}
    for key in _cited(situation):
        article = situation.library.articles.get(key)
        cited.setdefault(article.instrument if article else key, set()).add(key)
    found = situation.library.instruments.items()
    rows = [_instrument(i, cited[k], situation) for k, i in found if k in cited and i.kind != "standard" and _applies(i, situation)]
    return Derived(rows, {"from": _DATE})


def _applies(instrument: Instrument, situation: Situation) -> bool:
    return instrument.applies_when is None or holds(instrument.applies_when, situation) is not False


def _cited(situation: Situation) -> Iterable[str]:
    texts = situation.library.texts
    return (key for c in situation.outline if c in texts and situation.included(c) is True for key in texts[c].head.law)


_CHECKED, _CONFIRM = Words("已核对", "checked"), Words("待法律顾问确认", "to be confirmed by counsel")


def _instrument(one: Instrument, cited: Iterable[str], situation: Situation) -> dict[str, Any]:
    articles = [situation.library.articles[k] for k in cited if k in situation.library.articles]
    sure = one.note is None and {one.confidence, *(a.confidence or one.confidence for a in articles)} == {"verified"}
    return {
        "title": Words(f"《{one.title.zh}》", one.title.en),
        "number": one.number,
        "state": _CHECKED if sure else _CONFIRM,
        "kind": _KINDS[one.kind],
        "from": one.in_force_from,
    }


# --- methods of the budget -------------------------------------------------------------------------------------------------------------


def _methods(situation: Situation) -> Derived:
    """A row for every method of the budget, as `drafter budget` computes them."""
    found = estimates(situation)
    if not found:
        return Derived(None)
    lowest = min(e.total for e in found)
    return Derived([_method(e, lowest) for e in found], {"amount": _MONEY})


def _method(estimate: Estimate, lowest: Decimal) -> dict[str, Any]:
    sources = list(dict.fromkeys(line.source for line in estimate.lines))
    over = f"{(estimate.total - lowest) * 100 / lowest:.1f}%" if lowest else "—"
    confidence = list(dict.fromkeys(CONFIDENCES[line.confidence] for line in estimate.lines))
    return {
        "method": estimate.label,
        "base": Words(f"{len(estimate.lines)}行", f"{len(estimate.lines)}"),
        "amount": estimate.total,
        "difference": Words.of(over),
        "source": Words("；".join(s.zh for s in sources[:_MOST_SOURCES]), "; ".join(s.en for s in sources[:_MOST_SOURCES])),
        "confidence": Words("、".join(c.zh for c in confidence), ", ".join(c.en for c in confidence)),
    }


def _these(*roles: str) -> Callable[[Library], Iterable[str]]:
    return lambda library: [name for role in roles if (name := library.role(role))]


def _of_trace(library: Library) -> Iterable[str]:
    return (*_these(*TRACED)(library), *library.catalogue.posts)


def _of_clocks(library: Library) -> Iterable[str]:
    return (name for one in library.dates.values() for name in (one.id, *(one.when.names if one.when else ())))


_BUDGETED = (
    "assets", "systems", "staff_posts", "budget_lines", "market_quotes", "workload_lines", "sepa_items", "coverage", "term_months", "service_start",
    "vat_rate_service",
)  # fmt: skip
_MOST_SOURCES = 3

SOURCES: dict[str, Source] = {
    "budget_methods": Source(Words("预算测算方法", "Methods of the budget"), _these(*_BUDGETED), _methods),
    "trace": Source(Words("需求落实对应关系", "From need to price"), _of_trace, _trace),
    "trace_gaps": Source(Words("需求缺口", "Gaps of needs"), _of_trace, _gaps),
    "statutory_clocks": Source(Words("法定期限", "Statutory clocks"), _of_clocks, _clocks),
    "asset_summary": Source(Words("资产汇总", "Summary of assets"), _these("assets", "proposal_date"), _assets),
    "law_basis": Source(Words("法律政策依据", "Legal basis"), _these(), _law),
}
