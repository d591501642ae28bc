"""The budget of a project, estimated by several methods and reconciled."""

from __future__ import annotations

from typing import Any

from drafter.budget import Estimate, Reconciliation, estimates, reconcile
from drafter.content import Content
from drafter.language import Language, Words
from drafter.library.rates import Rates
from drafter.records import dataclass
from drafter.services.answers import Source, contract_situation, read_answers
from drafter.values.money import figures


@dataclass(frozen=True)
class Budget:
    """The estimates, one a method, what they say together, and the rates behind them. Amounts in yuan, VAT included, for the term."""

    estimates: tuple[Estimate, ...]
    reconciliation: Reconciliation
    rates: Rates

    @property
    def agreed(self) -> bool:
        """Whether the methods agree, or it is said why they do not."""
        return not any(f.severity == "error" for f in self.reconciliation.findings)

    def totals(self) -> list[tuple[Words, str]]:
        """Return the methods with their totals as printed."""
        return [(estimate.label, figures(estimate.total)) for estimate in self.estimates]

    def workbook(self, language: Language) -> bytes:
        """Return the budget as a workbook with live formulas."""
        from drafter.writers.budget_xlsx import budget_workbook

        return budget_workbook(self.estimates, self.reconciliation, self.rates, language)

    def data(self, language: Language) -> dict[str, Any]:
        """Return the budget as plain data."""
        methods = [{"method": e.id, "label": e.label[language], "lines": len(e.lines), "total": str(e.total)} for e in self.estimates]
        findings = [f.data(language) for f in self.reconciliation.findings]
        return {"methods": methods, "difference_pct": str(self.reconciliation.difference), "findings": findings}


def estimate_budget(content: Content, source: Source) -> Budget:
    """Return the budget of an answer set by every method its answers suffice for. Raises AnswerError, FileError, ContentError."""
    situation = contract_situation(content, read_answers(content, source))
    found = estimates(situation)
    return Budget(found, reconcile(found, situation), content.library.rates)
