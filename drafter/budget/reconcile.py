"""What the methods say together: how far they differ, what has changed since last period, and what is doubtful."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from drafter.errors import Finding, Severity
from drafter.expressions import is_unknown
from drafter.language import Words
from drafter.library.rates import Rates
from drafter.questionnaire.estimates import HUNDRED, Estimate, upgrades, years
from drafter.questionnaire.situation import Situation
from drafter.records import dataclass
from drafter.values.money import figures


@dataclass(frozen=True)
class Reconciliation:
    """The methods compared: lowest and highest total, their difference over the lowest in percent, and the findings."""

    lowest: Decimal
    highest: Decimal
    difference: Decimal  # percent of the lowest, one decimal
    budget: Decimal | None  # as approved, yuan
    last: Decimal | None  # last year's price, yuan
    change: Decimal | None  # of the budget for a year to last year, percent, one decimal
    findings: tuple[Finding, ...]


def reconcile(found: Sequence[Estimate], situation: Situation) -> Reconciliation:
    """Return the estimates compared, with what a reviewer must be told."""
    totals = [e.total for e in found] or [Decimal(0)]
    lowest, highest = min(totals), max(totals)
    difference = _percent(highest - lowest, lowest)
    budget, last = _amount(situation, "budget_amount"), _amount(situation, "previous_price")
    change = _percent(budget / years(situation) - last, last) if budget is not None and last else None
    reconciliation = Reconciliation(lowest, highest, difference, budget, last, change, ())
    findings = tuple(_findings(found, reconciliation, situation, situation.library.rates))
    return Reconciliation(lowest, highest, difference, budget, last, change, findings)


def _amount(situation: Situation, name: str) -> Decimal | None:
    value = situation.of(name)
    return None if value is None or is_unknown(value) else Decimal(value)


def _percent(part: Decimal, whole: Decimal) -> Decimal:
    return (part * HUNDRED / whole).quantize(Decimal("0.1")) if whole else Decimal(0)


def _findings(found: Sequence[Estimate], r: Reconciliation, situation: Situation, rates: Rates) -> Iterator[Finding]:
    for severity, code, zh, en in _said(found, r, situation, rates):
        yield Finding(severity, code, Words(zh, en))


def _said(found: Sequence[Estimate], r: Reconciliation, situation: Situation, rates: Rates) -> Iterator[tuple[Severity, str, str, str]]:
    if len(found) < 2:
        yield (
            "error",
            "methods",
            "至少用两种方法测算；请补充资产原值、岗位单价、预算明细、工作量或者询价",
            "estimate by two methods at least: give asset values, staff rates, budget lines, workload or quotes",
        )
    limit = rates.reconcile_pct
    if len(found) > 1 and r.difference > limit and not _explained(situation):
        yield (
            "error",
            "difference",
            f"各方法结果相差{r.difference}%，超过{limit}%，须说明原因",
            f"the methods differ by {r.difference}%, more than {limit}%: explain why",
        )
    if r.budget is not None and len(found) > 1 and not r.lowest * Decimal("0.8") <= r.budget <= r.highest * Decimal("1.2"):
        zh = f"预算{figures(r.budget)}元偏离测算结果（{figures(r.lowest)}～{figures(r.highest)}元）"
        yield (
            "warning",
            "budget",
            zh,
            f"the budget of {figures(r.budget)} yuan lies off the estimates ({figures(r.lowest)} to {figures(r.highest)})",
        )
    quotes = next((e for e in found if e.id == "quotes"), None)
    if quotes is not None:
        yield from _quotes(quotes, rates)
    for item in upgrades(situation):
        name, route = item["item"], item["route"]
        zh, en = (
            f"“{name.zh}”属于升级改造，不列入运维预算；资金渠道：{route.zh}",
            f"{name.en!r} is an upgrade and leaves the budget; funding: {route.en}",
        )
        yield "info", "upgrade", zh, en
    investment = _amount(situation, "build_investment")
    if investment and r.budget is not None:
        share = _percent(r.budget / years(situation), r.budget / years(situation) + investment)
        zh = f"年运维费用占建设与运维合计的{share}%；本市2004至2005年部门整体为{rates.portfolio.low}%～{rates.portfolio.high}%，仅供整体核对，不作为单个项目的依据"
        en = f"operation is {share}% of construction and a year's operation; {rates.portfolio.low}% to {rates.portfolio.high}% was the city's portfolio figure in 2004-05 and is no measure for one project"
        yield "info", "portfolio", zh, en


def _quotes(quotes: Estimate, rates: Rates) -> Iterator[tuple[Severity, str, str, str]]:
    dropped = [line for line in quotes.lines if not line.counted]
    for line in dropped:
        pct = rates.market.outlier_pct
        yield (
            "warning",
            "outlier",
            f"{line.label.zh}的报价偏离中位数超过{pct}%，未计入",
            f"the quote of {line.label.en} is more than {pct}% off the median and was dropped",
        )
    if len(quotes.lines) - len(dropped) < rates.market.sources_min:
        least = rates.market.sources_min
        yield "warning", "sources", f"可比的询价来源少于{least}家", f"fewer than {least} comparable sources"


def _explained(situation: Situation) -> bool:
    value = situation.of("budget_difference_reason")
    return isinstance(value, Words) and bool(value.zh.strip())
