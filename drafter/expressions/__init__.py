"""The expression language of the content: Jinja syntax, three answers (true, false, unknown), no Jinja evaluation."""

from drafter.expressions.evaluate import UNKNOWN, Scope, Unknown, evaluate, holds, is_unknown
from drafter.expressions.explain import Decision, decide
from drafter.expressions.formula import parse_formula
from drafter.expressions.syntax import Expression, ExpressionError, Field, parse, parse_field, split_fields

__all__ = [
    "UNKNOWN",
    "Decision",
    "Expression",
    "ExpressionError",
    "Field",
    "Scope",
    "Unknown",
    "decide",
    "evaluate",
    "holds",
    "is_unknown",
    "parse",
    "parse_field",
    "parse_formula",
    "split_fields",
]
