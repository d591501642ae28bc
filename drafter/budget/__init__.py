"""Budgets estimated by several methods side by side, reconciled, and compared with last period."""

from drafter.budget.reconcile import Reconciliation, reconcile
from drafter.questionnaire.estimates import CostLine, Estimate, estimates

__all__ = ["CostLine", "Estimate", "Reconciliation", "estimates", "reconcile"]
