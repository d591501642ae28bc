"""Forms filled from an answer set: what Word and Excel forms both print."""

from drafter.forms.fill import Filling, fill_form, fill_forms
from drafter.forms.model import FilledForm

__all__ = ["FilledForm", "Filling", "fill_form", "fill_forms"]
