"""Budgets estimated by several methods side by side, reconciled, and compared with last period."""

from drafter.budget.reconcile import Reconciliation, reconcile
from drafter.questionnaire.estimates import Estimate, Line, estimates

__all__ = ["Estimate", "Line", "Reconciliation", "estimates", "reconcile"]
