"""Why an expression came out as it did: the names that decided it."""

from __future__ import annotations

from typing import Any

from drafter.expressions import nodes
from drafter.expressions.evaluate import Scope, Unknown, evaluate, is_unknown
from drafter.expressions.syntax import Expression, names_in
from drafter.records import dataclass


@dataclass(frozen=True, slots=True)
class Decision:
    """An expression's answer, the names it turned on, and the names still missing."""

    answer: bool | Unknown
    because: tuple[str, ...]
    missing: tuple[str, ...]


def decide(expression: Expression, scope: Scope) -> Decision:
    """Return the answer of a condition with the names that decided it, in reading order."""
    value = evaluate(expression, scope)
    answer = value if is_unknown(value) else bool(value)
    names = list(dict.fromkeys(_deciding(expression.tree, answer, scope)))
    missing = tuple(n for n in names if is_unknown(scope.value(n)))
    return Decision(answer, tuple(n for n in names if n not in missing), missing)


def _deciding(tree: nodes.Node, answer: Any, scope: Scope) -> list[str]:
    """Return the names under `tree` that matter for `answer`: of a false `and` only its false sides, and so on."""
    if isinstance(tree, (nodes.And, nodes.Or)):
        sides = (tree.left, tree.right)
        values = [_truth(side, scope) for side in sides]
        kept = [s for s, v in zip(sides, values, strict=True) if v is answer]
        return [name for side in kept for name in _deciding(side, answer, scope)]
    if isinstance(tree, nodes.Not):
        return _deciding(tree.node, answer if is_unknown(answer) else not answer, scope)
    return list(names_in(tree))


def _truth(tree: nodes.Node, scope: Scope) -> Any:
    assert isinstance(tree, nodes.Expr)
    value = evaluate(Expression("", tree, frozenset(), frozenset()), scope)
    return value if is_unknown(value) else bool(value)
