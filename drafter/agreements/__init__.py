"""Agreements and forms: what documents there are, read from templates/."""

from drafter.agreements.read import Forms, agreements_in, load_agreement, load_forms, read_agreement, read_forms

__all__ = ["Forms", "agreements_in", "load_agreement", "load_forms", "read_agreement", "read_forms"]
