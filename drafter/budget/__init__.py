"""Budgets estimated by several methods side by side, reconciled, and compared with last period."""

from drafter.budget.methods import Estimate, Line, estimates
from drafter.budget.reconcile import Reconciliation, reconcile

__all__ = ["Estimate", "Line", "Reconciliation", "estimates", "reconcile"]
